// What a window's hits amount to: how many, how many of each member, how many values, their sum,
// their order. Each hit that comes or goes changes it by one step, so that sliding a window over a
// hundred thousand hits costs no more than reading them.
#include "rules/correlate_measure.h"

#include "base/out.h"

enum { key_most = 256 * 1024, values_least = 64 * 1024 };

typedef struct {
    u64 count;        // kept, and counted without being kept
    u64 latest_ticks; // of the group so far
    u64 *ranks;       // [first, end) of those kept; ordered correlations only
    size_t first, end, capacity;
} member_state;

struct correlate_measure {
    const correlate_plan *plan;
    ks_arena *run;
    ks_arena members_arena, members_empty, members_whole;
    member_state *members;
    u64 count;
    u32 matched;
    correlate_sum sum;
    correlate_ranks *ranks; // opened when a correlation needs it
    size_t hits_most;
    // values that are counted
    ks_arena values[2],
        values_whole[2]; // in turn: what is still needed moves from one to the other
    unsigned turn;
    ks_table table;
    u64 *value_counts; // by number
    size_t value_capacity;
    u64 distinct;
    ks_out key;
};

static void forget_values(correlate_measure *m)
{
    m->values[m->turn] = m->values_whole[m->turn];
    m->table = (ks_table){ 0 };
    m->value_counts = NULL;
    m->value_capacity = 0;
}

correlate_measure *correlate_measure_open(size_t memory, size_t hits_most, ks_arena *run)
{
    correlate_measure *m = ks_take(run, correlate_measure, 1);
    size_t half = memory / 2 < values_least ? values_least : memory / 2;
    // each hit's rank may be kept twice while a list grows
    size_t ranks = 64 * hits_most + ((size_t)correlate_pairs_most * 2 * sizeof(member_state));
    if (m == NULL || !ks_out_open(&m->key, run, key_most) ||
        !ks_arena_open(&m->members_whole, "members of correlations", ranks))
        return NULL;
    for (unsigned i = 0; i < 2; i++) {
        if (!ks_arena_open(&m->values_whole[i], "values of correlations", half)) {
            correlate_measure_close(m);
            return NULL;
        }
        m->values[i] = m->values_whole[i];
    }
    m->run = run;
    m->hits_most = hits_most;
    return m;
}

void correlate_measure_close(correlate_measure *m)
{
    for (unsigned i = 0; m && i < 2; i++) {
        if (m->values_whole[i].at)
            ks_arena_close(&m->values_whole[i]);
    }
    if (m)
        ks_arena_close(&m->members_whole);
}

static bool needs_ranks(const correlate_plan *plan)
{
    ks_correlation_type type = plan->of->type;
    return type == KS_CORRELATE_VALUE_PERCENTILE || type == KS_CORRELATE_VALUE_MIN ||
           type == KS_CORRELATE_VALUE_MAX;
}

bool correlate_measure_begin(correlate_measure *m, const correlate_plan *plan, ks_fail *fail)
{
    if (m->plan != plan) {
        m->plan = plan;
        m->members_arena = m->members_whole;
        m->members = ks_take(&m->members_arena, member_state, plan->of->member_count);
        m->members_empty = m->members_arena;
        if (needs_ranks(plan) && m->ranks == NULL)
            m->ranks = correlate_ranks_open(m->run, m->hits_most);
        if (m->members == NULL || (needs_ranks(plan) && m->ranks == NULL))
            return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("correlations"));
    }
    m->members_arena = m->members_empty;
    for (u32 i = 0; i < plan->of->member_count; i++)
        m->members[i] = (member_state){ 0 };
    forget_values(m);
    correlate_measure_clear(m);
    return true;
}

void correlate_measure_clear(correlate_measure *m)
{
    for (u32 i = 0; i < m->plan->of->member_count && m->count; i++) {
        m->members[i].count = 0;
        m->members[i].first = m->members[i].end = 0;
    }
    if (m->count && m->table.count)
        forget_values(m);
    if (m->count)
        m->sum = (correlate_sum){ 0 };
    if (m->ranks)
        correlate_ranks_clear(m->ranks);
    m->count = m->distinct = 0;
    m->matched = 0;
}

static ks_str field_of(const correlate_measure *m, const ks_base_hit *hit, u32 member, u32 field)
{
    u32 at = m->plan->field_at[member * m->plan->of->field_count + field];
    return at < hit->value_count ? hit->values[at] : (ks_str){ 0 };
}

bool correlate_measure_reads(correlate_measure *m, const ks_base_hit *hit, correlate_row *row)
{
    const ks_correlation *of = m->plan->of;
    switch (of->type) {
    case KS_CORRELATE_EVENT_COUNT:
    case KS_CORRELATE_TEMPORAL:
    case KS_CORRELATE_TEMPORAL_ORDERED: return true;
    case KS_CORRELATE_VALUE_COUNT:
        ks_out_clear(&m->key);
        for (u32 i = 0; i < of->field_count; i++) {
            ks_str text = field_of(m, hit, row->member, i);
            if (text.at == NULL)
                return false;
            correlate_put_folded(&m->key, text);
        }
        return of->field_count > 0;
    case KS_CORRELATE_VALUE_SUM:
    case KS_CORRELATE_VALUE_AVG:
    case KS_CORRELATE_VALUE_PERCENTILE:
    case KS_CORRELATE_VALUE_MIN:
    case KS_CORRELATE_VALUE_MAX:
        return of->field_count > 0 &&
               correlate_number(field_of(m, hit, row->member, 0), &row->number);
    }
    return false;
}

static bool add_value(correlate_measure *m, correlate_row *row)
{
    ks_arena *arena = &m->values[m->turn];
    ks_span key = ks_str_span(ks_out_str(&m->key));
    if (m->table.count == m->value_capacity && ks_table_find(&m->table, key) == ks_table_none) {
        size_t capacity = m->value_capacity;
        u64 *grown =
            ks_arena_grow(arena, m->value_counts, sizeof *grown, m->value_capacity, &capacity);
        if (grown == NULL)
            return false;
        m->value_counts = grown;
        m->value_capacity = capacity;
    }
    row->distinct = ks_table_add(&m->table, arena, key);
    if (row->distinct == ks_table_none)
        return false;
    m->distinct += m->value_counts[row->distinct]++ == 0;
    return true;
}

static bool add_rank(correlate_measure *m, member_state *member, u64 rank)
{
    if (member->end == member->capacity && member->first > member->capacity / 2) {
        memmove(member->ranks, member->ranks + member->first,
                (member->end - member->first) * sizeof rank);
        member->end -= member->first;
        member->first = 0;
    }
    if (member->end == member->capacity) {
        size_t capacity = member->capacity;
        u64 *grown =
            ks_arena_grow(&m->members_arena, member->ranks, sizeof rank, member->end, &capacity);
        if (grown == NULL)
            return false;
        member->ranks = grown;
        member->capacity = capacity;
    }
    member->ranks[member->end++] = rank;
    return true;
}

static void count_in(correlate_measure *m, const correlate_row *row)
{
    member_state *member = &m->members[row->member];
    m->matched += member->count++ == 0;
    member->latest_ticks = row->ticks;
    m->count++;
    if (m->plan->of->type == KS_CORRELATE_VALUE_SUM || m->plan->of->type == KS_CORRELATE_VALUE_AVG)
        correlate_sum_add(&m->sum, row->number, false);
}

bool correlate_measure_add(correlate_measure *m, correlate_row *row, u64 rank)
{
    if (m->plan->is_ordered && !add_rank(m, &m->members[row->member], rank))
        return false;
    if (m->plan->of->type == KS_CORRELATE_VALUE_COUNT && !add_value(m, row))
        return false;
    if (needs_ranks(m->plan) && !correlate_ranks_add(m->ranks, row->number))
        return false;
    count_in(m, row);
    return true;
}

void correlate_measure_add_unkept(correlate_measure *m, correlate_row *row)
{
    if (m->plan->of->type == KS_CORRELATE_VALUE_COUNT)
        (void)add_value(m, row);
    if (!needs_ranks(m->plan))
        count_in(m, row);
}

void correlate_measure_take_away(correlate_measure *m, const correlate_row *row)
{
    member_state *member = &m->members[row->member];
    m->matched -= --member->count == 0;
    m->count--;
    if (m->plan->is_ordered)
        member->first++;
    if (m->plan->of->type == KS_CORRELATE_VALUE_SUM || m->plan->of->type == KS_CORRELATE_VALUE_AVG)
        correlate_sum_add(&m->sum, row->number, true);
    if (m->plan->of->type == KS_CORRELATE_VALUE_COUNT)
        m->distinct -= --m->value_counts[row->distinct] == 0;
    if (needs_ranks(m->plan))
        correlate_ranks_remove(m->ranks, row->number);
}

void correlate_measure_compact(correlate_measure *m, correlate_row *rows, size_t count)
{
    if (m->distinct > m->table.count / 2)
        return; // else it would be done again and again
    ks_table old = m->table;
    const u64 *old_counts = m->value_counts;
    m->turn ^= 1;
    forget_values(m);
    ks_arena *arena = &m->values[m->turn];
    m->value_counts = ks_take(arena, u64, m->distinct + 1);
    ks_arena scratch = m->values[m->turn ^ 1];
    u32 *moved = ks_take(&scratch, u32, old.count);
    KS_ASSERT(m->value_counts); // half of what the other one held
    m->value_capacity = m->distinct + 1;
    for (size_t i = 0; i < old.count; i++) {
        if (old_counts[i] == 0)
            continue;
        u32 number = ks_table_add(&m->table, arena, old.entries[i].key);
        KS_ASSERT(number != ks_table_none);
        m->value_counts[number] = old_counts[i];
        if (moved)
            moved[i] = number;
    }
    for (size_t i = 0; i < count; i++) {
        rows[i].distinct = moved ? moved[rows[i].distinct]
                                 : ks_table_find(&m->table, old.entries[rows[i].distinct].key);
    }
}

double correlate_measure_value(correlate_measure *m)
{
    size_t count = m->ranks ? correlate_ranks_count(m->ranks) : 0;
    switch (m->plan->of->type) {
    case KS_CORRELATE_EVENT_COUNT: return (double)m->count;
    case KS_CORRELATE_TEMPORAL:
    case KS_CORRELATE_TEMPORAL_ORDERED: return m->matched;
    case KS_CORRELATE_VALUE_COUNT: return (double)m->distinct;
    case KS_CORRELATE_VALUE_SUM: return correlate_sum_value(&m->sum);
    case KS_CORRELATE_VALUE_AVG: return correlate_sum_value(&m->sum) / (double)m->count;
    case KS_CORRELATE_VALUE_MIN: return correlate_ranks_at(m->ranks, 0);
    case KS_CORRELATE_VALUE_MAX: return correlate_ranks_at(m->ranks, count - 1);
    case KS_CORRELATE_VALUE_PERCENTILE: break;
    }
    // the nearest rank: the least number that at least that many percent do not exceed
    u32 percent = m->plan->of->percentile < 100 ? m->plan->of->percentile : 100;
    size_t rank = (count * percent + 99) / 100;
    return correlate_ranks_at(m->ranks, rank ? rank - 1 : 0);
}

u64 correlate_measure_matched(const correlate_measure *m, u32 member)
{
    return m->members[member].count;
}

u64 correlate_measure_latest_ticks(const correlate_measure *m, u32 member)
{
    return m->members[member].latest_ticks;
}

u64 correlate_measure_next(const correlate_measure *m, u32 member, u64 rank)
{
    const member_state *of = &m->members[member];
    size_t low = of->first, high = of->end;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (of->ranks[middle] < rank)
            low = middle + 1;
        else
            high = middle;
    }
    return low < of->end ? of->ranks[low] : UINT64_MAX;
}
