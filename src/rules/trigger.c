// Which literals each rule waits for. Of all ways to say "without one of these
// the rule does not match" the one is taken that should be met most seldom:
// long literals that few rules use, in fields that are looked at anyway. The
// number of rules that use a literal says how common it is in logs: everybody
// writes rules about \powershell.exe. Once events told what is common, rules
// that are still woken often wait for a second way too, and for what rules them
// out.
#include "rules/program.h"

enum {
    pairs_most = 4 << 20,
    known_most = 128,
    keywords_most = 64,
    watched_least = 3, // bytes
    also_most = 64,    // literals
    ruling_most = 64
};
static const u32 no_mark = UINT32_MAX;
static const float never = 1e30F;
static const float asked_least = 0.02F; // in what share of events who is asked is looked for
static const float hit_cost = 150;
static const float woken_least = 0.02F;    // in what share of events who is woken waits for more
static const float also_share_most = 0.7F; // … which may be there in so many

// Edges are looked up, literals anywhere are searched for: what a field costs
// differs.
typedef struct {
    float weight[2]; // of rules that wait for one in it; [1]: anywhere
} field_use;

typedef struct {
    const rules_program *p;
    const rules_experience *known; // NULL: nothing is
    float *weights;                // by node, then by check: how many rules come to it
    float *check_weights;
    float *best; // by node: the cost of waiting for it; `never`: it cannot be
                 // waited for
    field_use *uses;
    bool counts_fields;
} chooser;

// In how many events the literal is to be met: a guess.
static float hit_share(const rules_check *c, float weight)
{
    // Words are more common than their letters tell.
    static const float least[] = {
        1, 0.05F, 0.02F, 0.01F, 0.005F, 0.003F, 0.002F, 0.001F, 0.0005F
    };
    float share = c->hint_share * 100;
    size_t size = c->hint.size < countof(least) ? c->hint.size : countof(least) - 1;
    share = share > least[size] ? share : least[size];
    share += weight / 1000;
    return share < 1 ? share : 1;
}

static float cost_of_check(const chooser *c, u32 number)
{
    const rules_check *check = &c->p->checks[number];
    if (check->hint.size == 0)
        return never;
    bool is_met = c->known && c->known->met[number] >= 0;
    return hit_cost * (is_met ? c->known->met[number] : hit_share(check, c->check_weights[number]));
}

static float cost_of_field(const chooser *c, const rules_check *check)
{
    bool anywhere = check->hint_place == RULES_CONTAINS;
    float weight = c->uses[check->field].weight[anywhere];
    return c->counts_fields ? (anywhere ? 150.0F : 40.0F) / (weight + 1) : 0;
}

static float cost_of_node(const chooser *c, const rules_node *n)
{
    float cost = 0;
    switch ((rules_node_kind)n->kind) {
    case NODE_CHECK: return cost_of_check(c, n->first) + cost_of_field(c, &c->p->checks[n->first]);
    case NODE_SET: {
        const rules_set *set = &c->p->sets[n->first];
        for (u32 i = 0; i < set->count && cost < never; i++)
            cost += cost_of_check(c, set->checks[i]);
        return cost + cost_of_field(c, &c->p->checks[set->checks[0]]);
    }
    case NODE_ALL:
        cost = never;
        for (u32 i = 0; i < n->count; i++) {
            float part = c->best[c->p->parts[n->first + i]];
            cost = part < cost ? part : cost;
        }
        return cost;
    case NODE_ANY:
        for (u32 i = 0; i < n->count && cost < never; i++)
            cost += c->best[c->p->parts[n->first + i]];
        return cost;
    case NODE_FALSE:
    case NODE_TRUE:
    case NODE_NOT: break;
    }
    return never;
}

// Parts come before the nodes that they are part of.
static void choose(chooser *c)
{
    for (u32 i = 0; i < c->p->node_count; i++) {
        float cost = cost_of_node(c, &c->p->nodes[i]);
        c->best[i] = cost < never ? cost : never;
    }
}

static void spread_weights(chooser *c)
{
    const rules_program *p = c->p;
    for (u32 i = 0; i < p->candidate_count; i++)
        c->weights[p->candidates[i].root]++;
    for (u32 i = p->node_count; i-- > 0;) {
        const rules_node *n = &p->nodes[i];
        float weight = c->weights[i];
        if (n->kind == NODE_CHECK) {
            c->check_weights[n->first] += weight;
        } else if (n->kind == NODE_SET) {
            for (u32 k = 0; k < p->sets[n->first].count; k++)
                c->check_weights[p->sets[n->first].checks[k]] += weight;
        } else if (n->kind == NODE_ALL || n->kind == NODE_ANY) {
            for (u32 k = 0; k < n->count; k++)
                c->weights[p->parts[n->first + k]] += weight;
        } // what is negated is not waited for
    }
}

// The checks that are waited for, of which one is true if the node is; or, without a mark, that are
// only looked for.
typedef struct {
    u32 check, mark;
} pair;
typedef struct {
    pair *at;
    size_t count, capacity;
    u32 mark;
    const bool *is_searched; // by field; NULL: not known yet
    ks_arena *scratch;
} pair_list;

static bool add_pair(pair_list *list, u32 check)
{
    if (list->count == list->capacity) {
        void *grown = list->count < pairs_most
                          ? ks_arena_grow(list->scratch, list->at, sizeof *list->at, list->count,
                                          &list->capacity)
                          : NULL;
        if (grown == NULL)
            return false;
        list->at = grown;
    }
    list->at[list->count++] = (pair){ check, list->mark };
    return true;
}

// The part of an ALL that is waited for, but for `without`.
static u32 best_part(const chooser *c, const rules_node *n, u32 without)
{
    u32 best = rules_node_false;
    for (u32 i = 0; i < n->count; i++) {
        u32 part = c->p->parts[n->first + i];
        if (part != without && c->best[part] < never &&
            (best == rules_node_false || c->best[part] < c->best[best]))
            best = part;
    }
    return best;
}

// The checks of a node, each given to `pairs`, or counted in `uses` of the
// fields. False: too many.
static bool collect(chooser *c, u32 node, pair_list *pairs)
{
    const rules_program *p = c->p;
    const rules_node *n = &p->nodes[node];
    bool goes_on = true;
    if (n->kind == NODE_ALL)
        return collect(c, best_part(c, n, rules_node_false), pairs);
    if (n->kind == NODE_ANY) {
        for (u32 i = 0; i < n->count && goes_on; i++)
            goes_on = collect(c, p->parts[n->first + i], pairs);
        return goes_on;
    }
    const rules_set *set = n->kind == NODE_SET ? &p->sets[n->first] : NULL;
    const u32 *checks = set ? set->checks : &n->first;
    u32 count = set ? set->count : 1;
    if (pairs == NULL) {
        const rules_check *check = &p->checks[checks[0]];
        c->uses[check->field].weight[check->hint_place == RULES_CONTAINS]++;
        return true;
    }
    for (u32 i = 0; i < count && goes_on; i++)
        goes_on = add_pair(pairs, checks[i]);
    return goes_on;
}

// Whether the literal is looked for in a field that is searched anyway. Short ones are everywhere.
static bool can_be_seen(const chooser *c, const pair_list *pairs, u32 check)
{
    const rules_check *k = &c->p->checks[check];
    return pairs->is_searched[k->field] && c->p->fields[k->field].name.size &&
           k->hint.size >= watched_least;
}

// --- candidates that are woken often wait for more

// Whether it waits for a second part now.
static bool wait_also(chooser *c, const rules_node *root, u32 candidate, pair_list *pairs)
{
    u32 first = best_part(c, root, rules_node_false);
    u32 second = first == rules_node_false ? first : best_part(c, root, first);
    if (second == rules_node_false || c->best[second] > also_share_most * hit_cost)
        return false;
    size_t before = pairs->count;
    pairs->mark = rules_mark_of(candidate, MARK_ALSO);
    bool is_seen = collect(c, second, pairs) && pairs->count - before <= also_most;
    for (size_t i = before; i < pairs->count && is_seen; i++)
        is_seen = can_be_seen(c, pairs, pairs->at[i].check);
    if (!is_seen)
        pairs->count = before;
    return is_seen;
}

// What makes a part false that is negated, as far as literals tell. False: too many.
static bool rule_out(const chooser *c, u32 node, pair_list *pairs)
{
    const rules_node *n = &c->p->nodes[node];
    const rules_set *set = n->kind == NODE_SET ? &c->p->sets[n->first] : NULL;
    const u32 *checks = set ? set->checks : &n->first;
    u32 count = set ? set->count : n->kind == NODE_CHECK;
    bool goes_on = true;
    if (n->kind == NODE_ANY) {
        for (u32 i = 0; i < n->count && goes_on; i++)
            goes_on = rule_out(c, c->p->parts[n->first + i], pairs);
        return goes_on;
    }
    for (u32 i = 0; i < count && goes_on && count <= ruling_most; i++)
        goes_on = !c->p->checks[checks[i]].hint_decides || !can_be_seen(c, pairs, checks[i]) ||
                  add_pair(pairs, checks[i]);
    return goes_on;
}

static bool wait_for_more(chooser *c, pair_list *pairs, rules_waiting *w)
{
    const rules_program *p = c->p;
    u64 *also = w->before + MARK_ALSO * rules_mark_words(p->candidate_count);
    bool goes_on = true;
    for (u32 i = 0; i < p->candidate_count && goes_on; i++) {
        const rules_node *root = &p->nodes[p->candidates[i].root];
        bool is_often = c->known && root->kind == NODE_ALL &&
                        c->best[p->candidates[i].root] >= woken_least * hit_cost;
        if (!is_often || !wait_also(c, root, i, pairs))
            also[i / 64] |= (u64)1 << i % 64;
        pairs->mark = rules_mark_of(i, MARK_RULES_OUT);
        for (u32 k = 0; k < root->count && is_often && goes_on; k++) {
            const rules_node *part = &p->nodes[p->parts[root->first + k]];
            goes_on = part->kind != NODE_NOT || rule_out(c, part->first, pairs);
        }
    }
    return goes_on;
}

// What was asked often is looked for with the rest: where it is not, nobody has to ask.
static bool watch(const chooser *c, pair_list *pairs)
{
    bool goes_on = true;
    pairs->mark = no_mark;
    for (u32 i = 0; goes_on && c->known && i < c->p->check_count; i++) {
        bool is_worth = c->known->asked[i] >= asked_least && can_be_seen(c, pairs, i);
        goes_on = !is_worth || add_pair(pairs, i);
    }
    return goes_on;
}

static const bool *searched_fields(const rules_program *p, const pair_list *pairs)
{
    bool *is_searched = ks_take(pairs->scratch, bool, p->field_count + 1);
    for (size_t i = 0; is_searched && i < pairs->count; i++)
        is_searched[p->checks[pairs->at[i].check].field] = true;
    return is_searched;
}

// By check; those of one in the order in which they came.
static const pair *sort_pairs(const rules_program *p, const pair_list *pairs, ks_arena *scratch)
{
    pair *sorted = ks_take(scratch, pair, pairs->count + 1);
    u32 *place = ks_take(scratch, u32, p->check_count + 1);
    if (sorted == NULL || place == NULL)
        return NULL;
    for (size_t i = 0; i < pairs->count; i++)
        place[pairs->at[i].check + 1]++;
    for (u32 i = 1; i <= p->check_count; i++)
        place[i] += place[i - 1];
    for (size_t i = 0; i < pairs->count; i++)
        sorted[place[pairs->at[i].check]++] = pairs->at[i];
    return sorted;
}

static bool make_triggers(const rules_program *p, rules_waiting *w, const pair_list *pairs,
                          ks_arena *arena, ks_arena scratch)
{
    const pair *sorted = sort_pairs(p, pairs, &scratch);
    w->triggered = ks_take(arena, u32, pairs->count + 1);
    w->triggers = ks_take(arena, rules_trigger, pairs->count + 1);
    w->check_triggers = ks_take(arena, u32, p->check_count + 1);
    w->knows_set = ks_take(arena, bool, p->set_count + 1);
    if (!sorted || !w->triggered || !w->triggers || !w->check_triggers || !w->knows_set)
        return false;
    for (size_t i = 0; i < pairs->count; i++) {
        u32 check = sorted[i].check;
        w->triggered[i] = sorted[i].mark;
        if (i == 0 || check != sorted[i - 1].check)
            w->triggers[w->trigger_count++] =
                (rules_trigger){ check, p->checks[check].hint_decides, (u32)i, 0 };
        w->triggers[w->trigger_count - 1].count += sorted[i].mark != no_mark; // they came last
        w->check_triggers[check] = w->trigger_count;
    }
    for (u32 i = 0; i < p->set_count; i++) {
        const rules_set *set = &p->sets[i];
        w->knows_set[i] = set->count <= known_most;
        for (u32 k = 0; k < set->count && w->knows_set[i]; k++)
            w->knows_set[i] = w->check_triggers[set->checks[k]] > 0;
    }
    return true;
}

static const rules_sieve *sieve_of(const rules_literal *list, size_t count, ks_arena *arena)
{
    ks_str words[keywords_most];
    if (count > countof(words))
        return NULL;
    for (size_t i = 0; i < count; i++) {
        if (list[i].kind != RULES_CONTAINS)
            return NULL;
        words[i] = list[i].text;
    }
    return rules_sieve_make(words, count, arena);
}

static bool make_literals(const rules_program *p, rules_waiting *w, const rules_grams *seen,
                          ks_arena *arena, ks_arena scratch)
{
    rules_literal *list = ks_take(&scratch, rules_literal, w->trigger_count + 1);
    w->literals = ks_take(arena, const rules_literals *, p->field_count + 1);
    w->few = ks_take(arena, const rules_few *, p->field_count + 1);
    w->sieves = ks_take(arena, const rules_sieve *, p->field_count + 1);
    w->fields = ks_take(arena, u32, p->field_count + 1);
    if (!list || !w->literals || !w->few || !w->sieves || !w->fields)
        return false;
    for (u32 f = 0; f < p->field_count; f++) {
        size_t count = 0;
        for (u32 i = 0; i < w->trigger_count; i++) {
            const rules_check *c = &p->checks[w->triggers[i].check];
            if (c->field == f)
                list[count++] = (rules_literal){ (rules_literal_kind)c->hint_place, c->hint, i };
        }
        if (count == 0)
            continue;
        w->fields[w->field_count++] = f;
        w->literals[f] = rules_literals_make(list, count, seen, arena, scratch);
        if (w->literals[f] == NULL)
            return false;
        w->few[f] = rules_few_make(list, count, arena);
        if (p->fields[f].strings_only)
            w->sieves[f] = sieve_of(list, count, arena);
    }
    return true;
}

rules_waiting *rules_waiting_make(const rules_program *p, const rules_experience *known,
                                  ks_arena *arena, ks_arena scratch)
{
    chooser c = { .p = p,
                  .known = known,
                  .weights = ks_take(&scratch, float, p->node_count + 1),
                  .check_weights = ks_take(&scratch, float, p->check_count + 1),
                  .best = ks_take(&scratch, float, p->node_count + 1),
                  .uses = ks_take(&scratch, field_use, p->field_count + 1) };
    pair_list pairs = { .scratch = &scratch };
    rules_waiting *w = ks_take(arena, rules_waiting, 1);
    if (!c.weights || !c.check_weights || !c.best || !c.uses || !w)
        return NULL;
    w->before = ks_take(arena, u64, MARK_KINDS * rules_mark_words(p->candidate_count));
    if (!w->before)
        return NULL;
    spread_weights(&c);
    choose(&c);
    for (u32 i = 0; i < p->candidate_count; i++) {
        if (c.best[p->candidates[i].root] < never)
            (void)collect(&c, p->candidates[i].root, NULL);
    }
    c.counts_fields = true;
    choose(&c);
    for (u32 i = 0; i < p->candidate_count; i++) {
        size_t before = pairs.count;
        u32 root = p->candidates[i].root;
        pairs.mark = rules_mark_of(i, MARK_WAKES);
        if (c.best[root] < never && collect(&c, root, &pairs))
            continue;
        pairs.count = before;
        w->before[i / 64] |= (u64)1 << i % 64;
    }
    pairs.is_searched = searched_fields(p, &pairs);
    bool is_made = pairs.is_searched && wait_for_more(&c, &pairs, w) && watch(&c, &pairs) &&
                   make_triggers(p, w, &pairs, arena, scratch) &&
                   make_literals(p, w, known ? known->grams : NULL, arena, scratch);
    return is_made ? w : NULL;
}
