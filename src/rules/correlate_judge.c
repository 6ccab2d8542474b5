// Whether the hits of a window fulfil its correlation: by number against bounds, by the members
// that matched, or by their order.
#include "rules/correlate_judge.h"

typedef struct {
    correlate_window *w;
    u64 reached_rank; // ordered: the last hit of the chain
    u32 reached;      // … how many hits it has
} judging;

static const correlate_row *row_at(const correlate_window *w, u64 rank)
{
    return &w->rows[w->first + (size_t)(rank - w->first_rank)];
}

// One event serves one place: two rules that match the same record are not one after the other.
static bool is_same_record(const correlate_row *a, const correlate_row *b)
{
    return a->source == b->source && a->offset == b->offset && a->ticks == b->ticks &&
           !a->is_nested && !b->is_nested;
}

// The earliest hits of the members in their order, from the left end on, which has to be the first
// of them. Members that a condition does not ask for are passed over, and so are those of a
// condition that did not match; without a condition the chain ends there.
static void find_chain(judging *j)
{
    correlate_window *w = j->w;
    const ks_correlation *of = w->plan->of;
    u64 rank = w->first_rank;
    for (u32 i = 0; i < of->member_count; i++) {
        if (of->condition && !w->plan->is_wanted[i])
            continue;
        u64 next = correlate_measure_next(w->measure, w->plan->canonical[i], rank);
        while (next != UINT64_MAX && j->reached &&
               is_same_record(row_at(w, next), row_at(w, j->reached_rank)))
            next = correlate_measure_next(w->measure, w->plan->canonical[i], next + 1);
        if (next == UINT64_MAX && of->condition)
            continue;
        if (next == UINT64_MAX || (j->reached == 0 && next != w->first_rank))
            return;
        j->reached++;
        j->reached_rank = next;
        rank = next + 1;
    }
}

// `not x`: no match of x within the span that ends with the window's last hit.
static bool is_absent(const correlate_window *w, u32 member)
{
    u64 latest = correlate_measure_latest_ticks(w->measure, w->plan->canonical[member]);
    u64 span = w->plan->of->span_ticks;
    u64 last = correlate_window_last_ticks(w, &w->rows[w->first], w->count);
    return latest == 0 || (span && last - latest > span);
}

static bool holds(const correlate_window *w, const ks_correlation_node *node, bool is_negated)
{
    if (node->kind == KS_RULE_TEST) {
        u32 member = w->plan->canonical[node->member];
        return is_negated ? is_absent(w, node->member)
                          : correlate_measure_matched(w->measure, member) > 0;
    }
    if (node->kind == KS_RULE_NOT)
        return node->part_count == 1 && holds(w, node->parts[0], !is_negated);
    bool is_all = (node->kind == KS_RULE_ALL) != is_negated;
    for (u32 i = 0; i < node->part_count; i++) {
        if (holds(w, node->parts[i], is_negated) != is_all)
            return !is_all;
    }
    return is_all;
}

static bool is_enough(const correlate_window *w, double value, u32 all)
{
    const ks_correlation *of = w->plan->of;
    bool is_temporal = of->type == KS_CORRELATE_TEMPORAL || w->plan->is_ordered;
    if (is_temporal && of->bound_count == 0)
        return value >= all;
    return correlate_in_bounds(of, value);
}

// How many of the members that matched the condition asks for: all of them are in the chain.
static u32 wanted_matches(const correlate_window *w)
{
    u32 count = 0;
    for (u32 i = 0; i < w->plan->of->member_count; i++) {
        count += w->plan->is_wanted[i] &&
                 correlate_measure_matched(w->measure, w->plan->canonical[i]) > 0;
    }
    return count;
}

static size_t judge_order(correlate_window *w, double *value)
{
    judging j = { .w = w };
    const ks_correlation *of = w->plan->of;
    if (of->condition && !holds(w, of->condition, false))
        return 0;
    find_chain(&j);
    *value = j.reached;
    bool is_so =
        of->condition ? j.reached == wanted_matches(w) : is_enough(w, *value, of->member_count);
    return is_so && j.reached ? (size_t)(j.reached_rank - w->first_rank) + 1 : 0;
}

size_t correlate_judge(correlate_window *w, double *value)
{
    const ks_correlation *of = w->plan->of;
    if (w->plan->is_ordered)
        return judge_order(w, value);
    *value = correlate_measure_value(w->measure);
    bool is_so = of->condition ? holds(w, of->condition, false)
                               : is_enough(w, *value, w->plan->distinct_members);
    return is_so ? w->count : 0;
}
