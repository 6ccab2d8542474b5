// Parents, and the order of the table. The parent is the instance of the parent's id that lived
// when the child started, unless the child's own record names another program; a GUID outranks
// both. A parent that no record tells of becomes a node of its own, "unseen", so that children of
// one parent stand together (answers 4.1.4, trap 1).
#include "base/sort.h"
#include "base/ticks.h"
#include "facts/kinds.h"
#include "facts/process_own.h"

#define ks_depth_most 64
#define clock_slack   ((u64)2 * ks_ticks_per_second)

static bool lived_at(const ks_process *p, u64 ticks)
{
    if (p->start_ticks > ticks)
        return false;
    // Between two logs the end may be written a moment before the child's start.
    return p->end_ticks == 0 || p->end_ticks + clock_slack >= ticks;
}

// The newest instance that lived then; in *before the newest one that started by then.
static u32 living(const joining *j, const ks_process *child, u32 own, u32 *before)
{
    *before = ks_no_process;
    for (u32 i = process_newest(j, child->host, child->boot, child->parent_pid); i != ks_no_process;
         i = j->items[i].before) {
        const ks_process *p = &j->items[i].is;
        if (i == own || p->start_ticks > child->start_ticks)
            continue;
        if (*before == ks_no_process)
            *before = i;
        return lived_at(p, child->start_ticks) ? i : ks_no_process;
    }
    return ks_no_process;
}

typedef struct {
    u32 host, boot, pid, before;
    u64 name;
} unseen_key;

static u64 folded_hash(ks_str name)
{
    u64 hash = name.size;
    for (size_t i = 0; i < name.size; i++)
        hash = ks_hash_mix(hash, (u8)ks_fold(name.at[i]));
    return hash;
}

static u32 unseen_parent(joining *j, const joined_process *child, u32 before)
{
    const ks_process *c = &child->is;
    unseen_key key = { c->host, c->boot, c->parent_pid, before,
                       folded_hash(ks_base_name(c->parent_image)) };
    if (child->parent_guid.size)
        key.name = folded_hash(child->parent_guid);
    ks_span span = { (const u8 *)&key, sizeof key };
    u32 number = ks_table_find(&j->unseen, span);
    if (number != ks_table_none)
        return j->unseen_node[number];
    joined_process p = { .is = { .host = c->host,
                                 .boot = c->boot,
                                 .pid = c->parent_pid,
                                 .image = c->parent_image,
                                 .guid = child->parent_guid,
                                 .seen = KS_SEEN_NOT,
                                 .parent = ks_no_process,
                                 .session = ks_no_session,
                                 .is_elevated = KS_UNKNOWN,
                                 .has_command = KS_UNKNOWN },
                         .before = ks_no_process };
    for (int i = 0; i < 3; i++)
        p.is.events[i] = ks_no_event;
    u32 node = process_add(j, &p);
    if (node == ks_no_process ||
        !numbered(&j->unseen, &j->unseen_node, &j->unseen_capacity, span, node, j->m->arena))
        return ks_no_process;
    return node;
}

static bool is_named(ks_str told, ks_str seen)
{
    return told.size == 0 || seen.size == 0 ||
           ks_fold_equal(ks_base_name(told), ks_base_name(seen));
}

static bool link(joining *j, u32 i)
{
    const ks_process *c = &j->items[i].is;
    if (c->seen == KS_SEEN_END || c->parent_pid == 0)
        return true;
    u32 parent = process_by_guid(j, c->host, j->items[i].parent_guid), before = ks_no_process;
    if (parent == i)
        parent = ks_no_process;
    if (parent == ks_no_process) {
        parent = living(j, c, i, &before);
        if (parent != ks_no_process && !is_named(c->parent_image, j->items[parent].is.image))
            parent = ks_no_process; // the id had been used again
    }
    if (parent == ks_no_process) {
        joined_process child = j->items[i]; // adding may move it
        parent = unseen_parent(j, &child, before);
        if (parent == ks_no_process)
            return false;
    }
    j->items[i].is.parent = parent;
    if (j->items[i].is.parent_image.size == 0)
        j->items[i].is.parent_image = j->items[parent].is.image;
    return true;
}

// Forged records can name each other as parents. Whoever is met twice on one way up loses its
// parent. `mark`: 0 not met, 1 on this way, 2 done.
static void cut_cycles(joining *j, u8 *mark)
{
    for (u32 i = 0; i < j->count; i++) {
        u32 at = i, last = ks_no_process;
        while (at != ks_no_process && mark[at] == 0) {
            mark[at] = 1;
            last = at;
            at = j->items[at].is.parent;
        }
        if (at != ks_no_process && mark[at] == 1)
            j->items[last].is.parent = ks_no_process;
        for (at = i; at != ks_no_process && mark[at] == 1; at = j->items[at].is.parent)
            mark[at] = 2;
    }
}

static u32 depth_of(const joining *j, u32 i)
{
    u32 depth = 0;
    for (u32 at = j->items[i].is.parent; at != ks_no_process && depth < ks_depth_most;
         at = j->items[at].is.parent)
        depth++;
    return depth;
}

static int process_order(const void *context, const void *a, const void *b)
{
    const joining *j = context;
    const joined_process *x = &j->items[*(const u32 *)a], *y = &j->items[*(const u32 *)b];
    int order = ks_compare_u64(x->is.host, y->is.host);
    order = order ? order : ks_compare_u64(x->is.start_ticks, y->is.start_ticks);
    order = order ? order : ks_compare_u64(x->is.pid, y->is.pid);
    for (int i = 0; i < 3 && order == 0; i++)
        order = ks_compare_u64(x->is.events[i], y->is.events[i]);
    return order ? order : ks_compare_u64(*(const u32 *)a, *(const u32 *)b);
}

static bool sort_out(joining *j)
{
    facts_making *m = j->m;
    u32 *order = ks_take(m->arena, u32, j->count + 1);
    m->processes = ks_take(m->arena, ks_process, j->count + 1);
    if (order == NULL || m->processes == NULL)
        return false;
    for (u32 i = 0; i < j->count; i++)
        order[i] = i;
    if (!ks_sort(order, j->count, sizeof *order, process_order, j, *m->arena))
        return false;
    for (u32 i = 0; i < j->count; i++)
        j->items[order[i]].order = i;
    for (u32 i = 0; i < j->count; i++) {
        ks_process *p = &m->processes[i];
        *p = j->items[order[i]].is;
        p->depth = depth_of(j, order[i]);
        if (p->parent != ks_no_process)
            p->parent = j->items[p->parent].order;
    }
    m->process_count = j->count;
    return true;
}

bool processes_link(joining *j)
{
    size_t own = j->count;
    for (u32 i = 0; i < own; i++)
        if (!link(j, i))
            return false;
    u8 *mark = ks_take(j->m->arena, u8, j->count + 1);
    if (mark == NULL)
        return false;
    cut_cycles(j, mark);
    return sort_out(j);
}
