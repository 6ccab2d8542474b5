// Hosts. A computer's name is what its records say, and it changes: setup gives a machine three
// names in one log, a domain adds its suffix (answers, trap 8). A node is one name in one source;
// nodes are joined inside a source where the log itself says that they are one machine, and the
// groups are then joined over sources by the last name of each. A name that a machine only had once
// joins another source's group only if no second machine had it as well: images are cloned. And two
// groups that each hold a full name, none of them the same, are never joined over sources: every
// forest has its DC01.
#include "base/sort.h"
#include "facts/facts_own.h"
#include "facts/kinds.h"

typedef struct {
    u32 source, computer;
    u32 group;        // root of its set of nodes
    u64 newest_ticks; // of its records
} node;

typedef struct {
    facts_making *m;
    node *nodes; // by (source, computer's string number)
    size_t count;
} graph;

static ks_str text_of(const graph *g, u32 string) { return ks_observed_string(g->m->set, string); }

static u32 root(const graph *g, u32 i)
{
    while (g->nodes[i].group != i)
        i = g->nodes[i].group;
    return i;
}

static void join(const graph *g, u32 a, u32 b)
{
    a = root(g, a);
    b = root(g, b);
    if (a < b)
        g->nodes[b].group = a;
    else
        g->nodes[a].group = b;
}

static int node_order(const void *context, const void *a, const void *b)
{
    (void)context;
    const node *x = a, *y = b;
    int order = ks_compare_u64(x->source, y->source);
    return order ? order : ks_compare_u64(x->computer, y->computer);
}

static bool make_nodes(graph *g)
{
    const ks_observations *set = g->m->set;
    g->nodes = ks_take(g->m->arena, node, set->extent_count + 1);
    if (g->nodes == NULL)
        return false;
    for (size_t i = 0; i < set->extent_count; i++)
        g->nodes[i] = (node){ set->extents[i].source, set->extents[i].computer, 0,
                              set->extents[i].newest_ticks };
    if (!ks_sort(g->nodes, set->extent_count, sizeof *g->nodes, node_order, NULL, *g->m->arena))
        return false;
    for (size_t i = 0; i < set->extent_count; i++) {
        node *last = g->count ? &g->nodes[g->count - 1] : NULL;
        if (last && node_order(NULL, last, &g->nodes[i]) == 0) {
            if (g->nodes[i].newest_ticks > last->newest_ticks)
                last->newest_ticks = g->nodes[i].newest_ticks;
            continue;
        }
        g->nodes[g->count] = g->nodes[i];
        g->nodes[g->count].group = (u32)g->count;
        g->count++;
    }
    return true;
}

static u32 node_of(const graph *g, u32 source, u32 computer)
{
    node wanted = { .source = source, .computer = computer };
    size_t low = 0, high = g->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (node_order(NULL, &g->nodes[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < g->count && node_order(NULL, &g->nodes[low], &wanted) == 0 ? (u32)low : ks_no_host;
}

static ks_str label_of(ks_str name)
{
    const char *dot = name.size ? memchr(name.at, '.', name.size) : NULL;
    return (ks_str){ name.at, dot ? (size_t)(dot - name.at) : name.size };
}

// The same name, or one of them bare and the first label of the other.
static bool is_one_name(ks_str a, ks_str b)
{
    if (ks_fold_equal(a, b))
        return true;
    ks_str x = label_of(a), y = label_of(b);
    return (x.size == a.size || y.size == b.size) && x.size && ks_fold_equal(x, y);
}

// In a log that its own machine wrote, all names are that machine's: record ids of headers and
// events agree there, while a collector gives headers ids of its own.
static bool is_own_log(const ks_observations *set, const ks_extent *x)
{
    return set->sources[x->source].kind == KS_KIND_EVTX && x->header_count && !x->is_renumbered &&
           x->run_count;
}

static void join_in_sources(const graph *g)
{
    const ks_observations *set = g->m->set;
    for (u32 i = 0; i < g->count; i++)
        for (u32 k = i + 1; k < g->count && g->nodes[k].source == g->nodes[i].source; k++)
            if (is_one_name(text_of(g, g->nodes[i].computer), text_of(g, g->nodes[k].computer)))
                join(g, i, k);
    for (size_t i = 1; i < set->extent_count; i++) {
        const ks_extent *a = &set->extents[i - 1], *b = &set->extents[i];
        if (a->source == b->source && a->channel == b->channel && is_own_log(set, a) &&
            is_own_log(set, b))
            join(g, node_of(g, a->source, a->computer), node_of(g, b->source, b->computer));
    }
}

// A record whose computer cannot be read belongs to the machine that the rest of its source does.
static void join_nameless(const graph *g)
{
    for (u32 i = 0; i < g->count; i++)
        for (u32 k = 0; k < g->count && text_of(g, g->nodes[i].computer).size == 0; k++)
            if (k != i && g->nodes[k].source == g->nodes[i].source) {
                join(g, i, k);
                break;
            }
}

// 6011: "the NetBIOS name and DNS host name of this machine have been changed from #1 to #2".
static void join_renamed(const graph *g)
{
    const ks_observations *set = g->m->set;
    for (size_t i = 0; i < set->count; i++) {
        const ks_observation *o = &set->items[i];
        if (o->kind != KS_OBSERVED_COMPUTER_RENAMED)
            continue;
        u32 own = node_of(g, o->place.source, o->computer);
        for (size_t n = 0; n < 2 && own != ks_no_host; n++) {
            ks_str name = ks_observed_item(set, o, KS_FIELD_Data, n);
            for (u32 k = 0; k < g->count && name.size; k++)
                if (g->nodes[k].source == o->place.source &&
                    ks_fold_equal(label_of(text_of(g, g->nodes[k].computer)), label_of(name)))
                    join(g, own, k);
        }
    }
}

// The node that names its group: the one with the newest records.
static u32 last_node(const graph *g, u32 group)
{
    u32 best = ks_no_host;
    for (u32 i = 0; i < g->count; i++) {
        if (root(g, i) != group)
            continue;
        const node *x = &g->nodes[i], *y = best == ks_no_host ? NULL : &g->nodes[best];
        if (y && text_of(g, x->computer).size == 0)
            continue;
        if (y == NULL || text_of(g, y->computer).size == 0 || x->newest_ticks > y->newest_ticks ||
            (x->newest_ticks == y->newest_ticks &&
             ks_str_compare(text_of(g, x->computer), text_of(g, y->computer)) < 0))
            best = i;
    }
    return best;
}

typedef struct {
    u32 group, last; // root; node that names it
} named;

static int named_order(const void *context, const void *a, const void *b)
{
    const graph *g = context;
    const named *x = a, *y = b;
    ks_str s = text_of(g, g->nodes[x->last].computer), t = text_of(g, g->nodes[y->last].computer);
    size_t least = s.size < t.size ? s.size : t.size;
    for (size_t i = 0; i < least; i++)
        if (ks_fold(s.at[i]) != ks_fold(t.at[i]))
            return (u8)ks_fold(s.at[i]) < (u8)ks_fold(t.at[i]) ? -1 : 1;
    if (s.size != t.size)
        return s.size < t.size ? -1 : 1;
    return ks_compare_u64(x->group, y->group);
}

// How many different names with a suffix begin with this label; the last of them in `found`.
static size_t suffixed(const graph *g, const named *all, size_t count, ks_str label, u32 *found)
{
    size_t different = 0;
    ks_str before = { 0 };
    for (size_t i = 0; i < count; i++) {
        ks_str name = text_of(g, g->nodes[all[i].last].computer);
        if (label_of(name).size == name.size || !ks_fold_equal(label_of(name), label))
            continue;
        different += !ks_fold_equal(before, name);
        before = name;
        *found = all[i].group;
    }
    return different;
}

// How many other groups had this name once; the last of them in `found`.
static size_t former(const graph *g, u32 group, ks_str name, u32 *found)
{
    size_t different = 0;
    u32 before = ks_no_host;
    for (u32 i = 0; i < g->count; i++) {
        u32 other = root(g, i);
        if (other == group || other == before ||
            !is_one_name(text_of(g, g->nodes[i].computer), name) || last_node(g, other) == i)
            continue;
        before = other;
        different++;
        *found = other;
    }
    return different;
}

static bool has_suffix(ks_str name) { return label_of(name).size < name.size; }

// Whether both groups hold names with a suffix and share none of them: two domains' machines.
static bool are_two(const graph *g, u32 a, u32 b)
{
    bool a_is_full = false, b_is_full = false;
    a = root(g, a);
    b = root(g, b);
    for (u32 i = 0; i < g->count; i++) {
        ks_str name = text_of(g, g->nodes[i].computer);
        if (root(g, i) != a || !has_suffix(name))
            continue;
        a_is_full = true;
        for (u32 k = 0; k < g->count; k++) {
            ks_str other = text_of(g, g->nodes[k].computer);
            if (root(g, k) != b || !has_suffix(other))
                continue;
            b_is_full = true;
            if (ks_fold_equal(name, other))
                return false;
        }
    }
    return a_is_full && b_is_full;
}

static bool has_full_name(const graph *g, u32 group)
{
    group = root(g, group);
    for (u32 i = 0; i < g->count; i++)
        if (root(g, i) == group && has_suffix(text_of(g, g->nodes[i].computer)))
            return true;
    return false;
}

// A bare name that machines of two domains could have.
static bool is_ambiguous(const graph *g, ks_str name)
{
    u32 first = ks_no_host;
    for (u32 i = 0; i < g->count && !has_suffix(name); i++) {
        ks_str full = text_of(g, g->nodes[i].computer);
        if (!has_suffix(full) || !ks_fold_equal(label_of(full), name))
            continue;
        if (first != ks_no_host && are_two(g, first, i))
            return true;
        first = first == ks_no_host ? i : first;
    }
    return false;
}

// Groups that `name` could make one; an ambiguous name joins only what holds no more than itself.
static void join_by(const graph *g, ks_str name, u32 a, u32 b)
{
    if (are_two(g, a, b) || (has_full_name(g, a) != has_full_name(g, b) && is_ambiguous(g, name)))
        return;
    join(g, a, b);
}

static bool join_over_sources(const graph *g)
{
    named *all = ks_take(g->m->arena, named, g->count + 1);
    size_t count = 0;
    if (all == NULL)
        return false;
    for (u32 i = 0; i < g->count; i++)
        if (root(g, i) == i)
            all[count++] = (named){ i, last_node(g, i) };
    if (!ks_sort(all, count, sizeof *all, named_order, g, *g->m->arena))
        return false;
    for (size_t i = 1; i < count; i++) {
        ks_str name = text_of(g, g->nodes[all[i].last].computer);
        for (size_t k = i;
             k-- > 0 && ks_fold_equal(text_of(g, g->nodes[all[k].last].computer), name);)
            join_by(g, name, all[k].group, all[i].group);
    }
    for (size_t i = 0; i < count; i++) {
        ks_str name = text_of(g, g->nodes[all[i].last].computer);
        u32 found = ks_no_host;
        if (name.size && label_of(name).size == name.size &&
            suffixed(g, all, count, name, &found) == 1)
            join_by(g, name, all[i].group, found);
    }
    for (size_t i = 0; i < count; i++) {
        u32 found = ks_no_host;
        ks_str name = text_of(g, g->nodes[all[i].last].computer);
        if (name.size && former(g, root(g, all[i].group), name, &found) == 1)
            join_by(g, name, all[i].group, found);
    }
    return true;
}

// --- from groups to hosts
static int name_order(const void *context, const void *a, const void *b)
{
    (void)context;
    const ks_str *x = a, *y = b;
    return ks_str_compare(*x, *y);
}

static bool name_host(const graph *g, u32 group, ks_host *host)
{
    ks_arena *arena = g->m->arena;
    host->name = text_of(g, g->nodes[last_node(g, group)].computer);
    char *id = ks_take(arena, char, host->name.size + 1);
    ks_str *names = ks_take(arena, ks_str, g->count + 1);
    if (id == NULL || names == NULL)
        return false;
    for (size_t i = 0; i < host->name.size; i++)
        id[i] = ks_fold(host->name.at[i]);
    host->id = (ks_str){ id, host->name.size };
    size_t count = 1;
    for (u32 i = 0; i < g->count; i++)
        if (root(g, i) == group && !ks_str_equal(text_of(g, g->nodes[i].computer), host->name))
            names[count++] = text_of(g, g->nodes[i].computer);
    if (!ks_sort(names + 1, count - 1, sizeof *names, name_order, NULL, *arena))
        return false;
    names[0] = host->name;
    size_t kept = 1;
    for (size_t i = 1; i < count; i++)
        if (kept == 1 || !ks_str_equal(names[kept - 1], names[i]))
            names[kept++] = names[i];
    host->names = names;
    host->name_count = kept;
    return true;
}

typedef struct {
    ks_host host;
    u32 group;
} grouped;

static int host_order(const void *context, const void *a, const void *b)
{
    (void)context;
    const grouped *x = a, *y = b;
    int order = ks_str_compare(x->host.id, y->host.id);
    return order ? order : ks_compare_u64(x->group, y->group);
}

// Hosts by id; host_of_node by node.
static bool make_hosts(const graph *g, u32 *host_of_node)
{
    facts_making *m = g->m;
    grouped *all = ks_take(m->arena, grouped, g->count + 1);
    if (all == NULL)
        return false;
    size_t count = 0;
    for (u32 i = 0; i < g->count; i++) {
        if (root(g, i) != i)
            continue;
        all[count].group = i;
        if (!name_host(g, i, &all[count++].host))
            return false;
    }
    m->hosts = ks_take(m->arena, ks_host, count + 1);
    if (m->hosts == NULL || !ks_sort(all, count, sizeof *all, host_order, NULL, *m->arena))
        return false;
    m->host_count = count;
    for (u32 i = 0; i < count; i++) {
        m->hosts[i] = all[i].host;
        for (u32 k = 0; k < g->count; k++)
            if (root(g, k) == all[i].group)
                host_of_node[k] = i;
    }
    return true;
}

bool hosts_find(facts_making *m)
{
    graph g = { .m = m };
    const ks_observations *set = m->set;
    if (!make_nodes(&g))
        return false;
    join_in_sources(&g);
    join_renamed(&g);
    join_nameless(&g);
    u32 *host_of_node = ks_take(m->arena, u32, g.count + 1);
    u32 *host_of_extent = ks_take(m->arena, u32, set->extent_count + 1);
    m->host_of = ks_take(m->arena, u32, set->count + 1);
    if (host_of_node == NULL || host_of_extent == NULL || m->host_of == NULL ||
        !join_over_sources(&g) || !make_hosts(&g, host_of_node))
        return false;
    for (size_t i = 0; i < set->extent_count; i++)
        host_of_extent[i] =
            host_of_node[node_of(&g, set->extents[i].source, set->extents[i].computer)];
    for (size_t i = 0; i < set->count; i++) {
        u32 n = node_of(&g, set->items[i].place.source, set->items[i].computer);
        m->host_of[i] = n == ks_no_host ? ks_no_host : host_of_node[n];
    }
    return channels_find(m, host_of_extent);
}
