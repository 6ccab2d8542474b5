// Correlations against a twin that is written to be obviously right: every window is counted again
// from its first hit to its last, for random rules and random hits.
#include "correlate_made.h"

#include "test.h"

#include <stdlib.h>

enum { runs = 2000, hits_most = 40 };

static u64 state;

static u64 draw(u64 below)
{
    state = ks_hash_mix(state, 0x9e3779b9);
    return (state >> 16) % below;
}

// --- the twin

static const made_correlation *how;
static const made_hit *of_group[hits_most];
static size_t of_group_count;

static bool is_member(u32 rule)
{
    return memchr(how->members, (int)('a' + rule), strlen(how->members)) != NULL;
}

static int by_number(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static size_t numbers_of(size_t from, size_t end, double *numbers)
{
    for (size_t i = from; i < end; i++)
        numbers[i - from] = (double)(of_group[i]->value.at[0] - '0');
    qsort(numbers, end - from, sizeof *numbers, by_number);
    return end - from;
}

static double distinct(size_t from, size_t end)
{
    double count = 0;
    for (size_t i = from; i < end; i++) {
        bool is_new = true;
        for (size_t k = from; k < i; k++) {
            is_new = is_new && (how->type == KS_CORRELATE_VALUE_COUNT
                                    ? !ks_str_equal(of_group[k]->value, of_group[i]->value)
                                    : of_group[k]->rule != of_group[i]->rule);
        }
        count += is_new;
    }
    return count;
}

// How far the listed order is fulfilled by hits from `from` on; `end` behind the last of them.
static double order(size_t from, size_t *end)
{
    size_t reached = 0, behind = *end;
    for (size_t at = from; how->members[reached] && at < *end; at++) {
        if (of_group[at]->rule == (u32)(how->members[reached] - 'a')) {
            reached++;
            behind = at + 1;
        }
    }
    *end = behind;
    return of_group[from]->rule == (u32)(how->members[0] - 'a') ? (double)reached : 0;
}

static double measure(size_t from, size_t *end)
{
    double numbers[hits_most], sum = 0;
    size_t count = *end - from;
    switch (how->type) {
    case KS_CORRELATE_EVENT_COUNT: return (double)count;
    case KS_CORRELATE_VALUE_COUNT:
    case KS_CORRELATE_TEMPORAL: return distinct(from, *end);
    case KS_CORRELATE_TEMPORAL_ORDERED: return order(from, end);
    case KS_CORRELATE_VALUE_SUM:
    case KS_CORRELATE_VALUE_AVG:
    case KS_CORRELATE_VALUE_PERCENTILE:
    case KS_CORRELATE_VALUE_MIN:
    case KS_CORRELATE_VALUE_MAX: break;
    }
    (void)numbers_of(from, *end, numbers);
    for (size_t i = 0; i < count; i++)
        sum += numbers[i];
    if (how->type == KS_CORRELATE_VALUE_SUM)
        return sum;
    if (how->type == KS_CORRELATE_VALUE_AVG)
        return sum / (double)count;
    if (how->type == KS_CORRELATE_VALUE_PERCENTILE) {
        size_t rank = 1; // the first that as many percent do not exceed
        while (rank < count && rank * 100 < how->percentile * count)
            rank++;
        return numbers[rank - 1];
    }
    return numbers[how->type == KS_CORRELATE_VALUE_MIN ? 0 : count - 1];
}

static bool is_enough(double value)
{
    if (how->bound < 0)
        return value >= (double)strlen(how->members);
    switch (how->relation) {
    case KS_IS_EQUAL: return (value == how->bound) != how->is_negated;
    case KS_IS_LESS: return value < how->bound;
    case KS_IS_AT_MOST: return value <= how->bound;
    case KS_IS_MORE: return value > how->bound;
    case KS_IS_AT_LEAST: return value >= how->bound;
    }
    return false;
}

static size_t twin_group(ks_correlation_result *results)
{
    size_t count = 0;
    for (size_t from = 0; from < of_group_count;) {
        size_t end = from;
        while (end < of_group_count &&
               (how->span_ticks == 0 ||
                of_group[end]->ticks - of_group[from]->ticks <= how->span_ticks))
            end++;
        size_t whole = end;
        double value = measure(from, &end);
        if (is_enough(value)) {
            results[count++] = (ks_correlation_result){ .rule = made_detections,
                                                        .first_ticks = of_group[from]->ticks,
                                                        .last_ticks = of_group[end - 1]->ticks,
                                                        .value = value,
                                                        .hit_count = end - from };
            from = end;
        } else if (how->span_ticks == 0 && how->type != KS_CORRELATE_TEMPORAL_ORDERED) {
            from = whole;
        } else {
            from++;
        }
    }
    return count;
}

static int by_last_then_first(const void *a, const void *b)
{
    const ks_correlation_result *x = a, *y = b;
    int last = (x->last_ticks > y->last_ticks) - (x->last_ticks < y->last_ticks);
    int first = (x->first_ticks > y->first_ticks) - (x->first_ticks < y->first_ticks);
    return last ? last : first ? first : (int)x->group_field_missing - (int)y->group_field_missing;
}

// Hits are in the order of time already; groups are 'x', 'y', 'z', which is their order as well.
static void twin(const made_hit *hits, size_t count, ks_out *out)
{
    static ks_correlation_result results[3 * hits_most];
    size_t found = 0;
    ks_fail fail = { 0 };
    for (char group = 'x'; group <= 'z'; group++) {
        of_group_count = 0;
        for (size_t i = 0; i < count; i++) {
            if (is_member(hits[i].rule) && (how->group[0] == '\0' || hits[i].group.at[0] == group))
                of_group[of_group_count++] = &hits[i];
        }
        if (group == 'x' || how->group[0])
            found += twin_group(results + found);
    }
    qsort(results, found, sizeof *results, by_last_then_first);
    for (size_t i = 0; i < found; i++)
        (void)made_result(out, &results[i], &fail);
}

// --- random rules and hits

static made_correlation random_rule(void)
{
    static const char *const members[] = { "a", "ab", "ba", "abc", "cab" };
    made_correlation c = { .type = (ks_correlation_type)draw(KS_CORRELATE_VALUE_MAX + 1),
                           .members = members[draw(countof(members))],
                           .group = draw(2) ? "g" : "",
                           .span_ticks = draw(8) ? draw(12) + 1 : 0,
                           .relation = (ks_rule_relation)draw(KS_IS_AT_LEAST + 1),
                           .percentile = (u32)draw(101) };
    bool is_temporal = c.type == KS_CORRELATE_TEMPORAL || c.type == KS_CORRELATE_TEMPORAL_ORDERED;
    c.bound = is_temporal && draw(2) ? -1 : (double)draw(5) + 1;
    if (c.type == KS_CORRELATE_TEMPORAL_ORDERED) // a chain of none is no result
        c.relation = KS_IS_AT_LEAST;
    c.is_negated = c.relation == KS_IS_EQUAL && draw(2);
    return c;
}

static size_t random_hits(made_hit *hits)
{
    static const char *const groups[] = { "x", "y", "z" };
    static const char *const values[] = { "0", "1", "2", "5", "9" };
    size_t count = draw(hits_most) + 1;
    u64 ticks = made_start;
    for (size_t i = 0; i < count; i++) {
        ticks += draw(4) + 1; // each time once, so that equal times leave no choice
        hits[i] = (made_hit){ .rule = (u32)draw(4),
                              .ticks = ticks,
                              .group = ks_str_of(groups[draw(3)]),
                              .value = ks_str_of(values[draw(5)]),
                              .record = i + 1 };
    }
    return count;
}

int main(void)
{
    ks_arena arena;
    ks_out ours, theirs;
    if (!ks_arena_open(&arena, "run", (size_t)4 << 20) || !ks_out_open(&ours, &arena, 8192) ||
        !ks_out_open(&theirs, &arena, 8192))
        return 1;
    size_t equal = 0, with_results = 0;
    for (u64 run = 0; run < runs; run++) {
        state = run * 7919 + 1;
        ks_arena of_run = arena;
        made_hit hits[hits_most];
        made_correlation rule = random_rule();
        how = &rule;
        ks_rule_set set = made_set(&rule, 1, &of_run);
        size_t count = random_hits(hits);
        ks_correlator_options options = { .memory = 1 << 16, .never_spills = true };
        ks_correlation_overflow overflow;
        ks_out_clear(&ours);
        ks_out_clear(&theirs);
        twin(hits, count, &theirs);
        bool is_equal = made_run(&set, hits, count, &options, &ours, &overflow) &&
                        ks_str_equal(ks_out_str(&ours), ks_out_str(&theirs));
        equal += is_equal;
        with_results += ks_out_size(&theirs) > 0;
        if (!is_equal && run - equal < 5)
            remark("run %u type %d members %s group '%s' span %u\n#  ours   %.*s\n#  theirs %.*s",
                   (unsigned)run, (int)rule.type, rule.members, rule.group,
                   (unsigned)rule.span_ticks, (int)ks_out_size(&ours), (const char *)ours.start,
                   (int)ks_out_size(&theirs), (const char *)theirs.start);
    }
    check("random rules on random hits give the twin's results", equal == runs);
    check("half of them give any", with_results > runs / 2);
    return checked();
}
