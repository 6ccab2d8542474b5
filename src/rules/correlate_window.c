// One group's hits within one span. The first hit kept is the window's left end; when a hit comes
// that lies more than the span behind it, the window is as large as it gets and is judged: when the
// correlation holds, its hits are the result and go; else the left hit alone goes, and the next one
// is the left end. So results never share a hit, and the ends count: a span of 10 s from 0 s holds
// the hit at 10 s and not the one a tick later.
#include "rules/correlate_judge.h"

enum { bytes_least = 64 * 1024, rows_least = 1024 };

static void drop(correlate_window *w, size_t count)
{
    for (size_t i = 0; i < count; i++)
        correlate_measure_take_away(w->measure, &w->rows[w->first + i]);
    w->first += count;
    w->count -= count;
    w->first_rank += count;
    if (w->count)
        return;
    w->first = 0;
    w->bytes_at += w->bytes_end;
    w->bytes_end = 0;
    w->over_now = w->over_ticks = 0;
    correlate_measure_clear(w->measure);
}

correlate_window *correlate_window_open(size_t memory, size_t hits_most,
                                        const correlate_finding *finding, ks_arena *run)
{
    correlate_window *w = ks_take(run, correlate_window, 1);
    if (w == NULL)
        return NULL;
    w->bytes_most = memory < bytes_least ? bytes_least : memory;
    w->hits_most = hits_most;
    w->finding = *finding;
    size_t rows = hits_most * sizeof(correlate_row);
    if (!ks_arena_open(&w->bytes_whole, "hits of correlations", 8 * w->bytes_most) ||
        !ks_arena_open(&w->rows_whole, "hits of correlations",
                       8 * rows + (size_t)8 * rows_least * sizeof(correlate_row)))
        return NULL;
    w->bytes_arena = w->bytes_whole;
    w->rows_arena = w->rows_whole;
    w->measure = correlate_measure_open(memory, hits_most, run);
    return w->measure ? w : NULL;
}

void correlate_window_close(correlate_window *w)
{
    if (w == NULL)
        return;
    correlate_measure_close(w->measure);
    ks_arena_close(&w->bytes_whole);
    ks_arena_close(&w->rows_whole);
}

bool correlate_window_begin(correlate_window *w, const correlate_plan *plan, ks_fail *fail)
{
    w->plan = plan;
    w->first = w->count = w->bytes_end = 0;
    w->bytes_at = w->first_rank = w->over_now = w->over_ticks = 0;
    return correlate_measure_begin(w->measure, plan, fail);
}

// Judges the window of the first hit, which is as large as it gets.
static bool settle_left(correlate_window *w, ks_fail *fail)
{
    const correlate_plan *plan = w->plan;
    double value = 0;
    size_t taken = correlate_judge(w, &value);
    const correlate_row *rows = &w->rows[w->first];
    if (taken && !w->finding.found(w->finding.context, w, rows, taken, value, fail))
        return false;
    // without a span the window was everything there is
    size_t lost = plan->of->span_ticks || plan->is_ordered ? 1 : w->count;
    drop(w, taken ? taken : lost);
    return true;
}

// Room for one more row, at the end. Rows that went leave room in front.
static bool room_for_row(correlate_window *w)
{
    if (w->first + w->count < w->capacity)
        return true;
    if (w->first >= w->capacity / 2 && w->first) {
        memmove(w->rows, &w->rows[w->first], w->count * sizeof *w->rows);
        w->first = 0;
        return true;
    }
    size_t capacity = w->capacity ? w->capacity : rows_least / 2;
    const correlate_row *from = w->count ? &w->rows[w->first] : NULL;
    correlate_row *grown = ks_arena_grow(&w->rows_arena, from, sizeof *grown, w->count, &capacity);
    if (grown == NULL)
        return false;
    w->rows = grown;
    w->capacity = capacity;
    w->first = 0;
    return true;
}

static bool room_for_bytes(correlate_window *w, size_t size)
{
    size_t from = w->count ? (size_t)(w->rows[w->first].at - w->bytes_at) : w->bytes_end;
    size_t kept = w->bytes_end - from;
    if (size > w->bytes_most - kept) // kept is never more
        return false;
    if (size <= w->bytes_capacity - w->bytes_end)
        return true;
    u8 *to = w->bytes;
    if (kept + size > w->bytes_capacity / 2) { // else moving would be done again and again
        size_t capacity = w->bytes_capacity ? w->bytes_capacity : bytes_least / 2;
        while (capacity / 2 < kept + size)
            capacity *= 2;
        to = ks_take(&w->bytes_arena, u8, capacity);
        if (to == NULL)
            return false;
        w->bytes_capacity = capacity;
    }
    if (kept)
        memmove(to, w->bytes + from, kept);
    w->bytes = to;
    w->bytes_at += from;
    w->bytes_end = kept;
    return true;
}

static bool keep(correlate_window *w, correlate_row *row, ks_span bytes)
{
    if (w->count >= w->hits_most || !room_for_bytes(w, bytes.size) || !room_for_row(w))
        return false;
    u64 rank = w->first_rank + w->count;
    if (!correlate_measure_add(w->measure, row, rank)) {
        if (w->plan->of->type != KS_CORRELATE_VALUE_COUNT)
            return false;
        correlate_measure_compact(w->measure, &w->rows[w->first], w->count);
        if (!correlate_measure_add(w->measure, row, rank))
            return false;
    }
    row->at = w->bytes_at + w->bytes_end;
    row->size = (u32)bytes.size;
    memcpy(w->bytes + w->bytes_end, bytes.at, bytes.size);
    w->bytes_end += bytes.size;
    w->rows[w->first + w->count++] = *row;
    return true;
}

static bool is_group_missing(const correlate_plan *plan, u32 member, const ks_base_hit *hit)
{
    for (u32 i = 0; i < plan->of->group_count; i++) {
        u32 at = plan->group_at[member * plan->of->group_count + i];
        if (at >= hit->value_count || hit->values[at].at == NULL)
            return true;
    }
    return false;
}

bool correlate_window_add(correlate_window *w, u32 member, const ks_base_hit *hit, ks_span bytes,
                          ks_fail *fail)
{
    correlate_row row = { .ticks = hit->ticks,
                          .member = member,
                          .rule = hit->rule,
                          .source = hit->source,
                          .offset = hit->offset,
                          .is_group_missing = is_group_missing(w->plan, member, hit) };
    u64 span = w->plan->of->span_ticks;
    while (span && w->count && hit->ticks - w->rows[w->first].ticks > span) {
        if (!settle_left(w, fail))
            return false;
    }
    if (!correlate_measure_reads(w->measure, hit, &row) || keep(w, &row, bytes))
        return true;
    w->over++;
    w->over_now++;
    w->over_ticks = hit->ticks;
    if (w->count)
        correlate_measure_add_unkept(w->measure, &row);
    return true;
}

bool correlate_window_end(correlate_window *w, ks_fail *fail)
{
    while (w->count) {
        if (!settle_left(w, fail))
            return false;
    }
    return true;
}

ks_span correlate_window_hit(const correlate_window *w, const correlate_row *row)
{
    return (ks_span){ w->bytes + (row->at - w->bytes_at), row->size };
}

const correlate_plan *correlate_window_plan(const correlate_window *w) { return w->plan; }

u64 correlate_window_last_ticks(const correlate_window *w, const correlate_row *rows, size_t count)
{
    u64 last = rows[count - 1].ticks;
    return count == w->count && w->over_ticks > last ? w->over_ticks : last;
}

u64 correlate_window_hits_over(const correlate_window *w) { return w->over; }
