// Intervals: a partition of a span that is painted over, stroke by stroke.
#include "coverage/coverage_own.h"

static bool append(painting *p, ks_interval interval)
{
    if (p->count == p->capacity) {
        ks_interval *grown =
            ks_arena_grow(p->arena, p->items, sizeof *grown, p->count, &p->capacity);
        if (grown == NULL) {
            p->is_full = true;
            return false;
        }
        p->items = grown;
    }
    p->items[p->count++] = interval;
    return true;
}

void paint_all(painting *p, ks_time_span span, ks_state state, ks_phrase reason)
{
    p->count = 0;
    if (span.from_ticks < span.to_ticks)
        append(p, (ks_interval){ span.from_ticks, span.to_ticks, state, reason, NULL, 0 });
}

size_t ks_interval_behind(const ks_interval *items, size_t count, u64 ticks)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (items[middle].to_ticks > ticks)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

// Makes `ticks` a border between intervals.
static void split(painting *p, u64 ticks)
{
    size_t i = ks_interval_behind(p->items, p->count, ticks);
    if (i == p->count || ticks <= p->items[i].from_ticks)
        return;
    if (!append(p, p->items[i]))
        return;
    memmove(p->items + i + 1, p->items + i, (p->count - 1 - i) * sizeof *p->items);
    p->items[i].to_ticks = ticks;
    p->items[i + 1].from_ticks = ticks;
}

static void stroke(painting *p, ks_time_span span, const ks_state *over, const ks_interval *with)
{
    if (span.from_ticks >= span.to_ticks)
        return;
    split(p, span.from_ticks);
    split(p, span.to_ticks);
    for (size_t i = ks_interval_behind(p->items, p->count, span.from_ticks);
         i < p->count && p->items[i].to_ticks <= span.to_ticks; i++) {
        ks_interval *x = &p->items[i];
        if (x->from_ticks < span.from_ticks || (over && x->state != *over))
            continue;
        x->state = with->state;
        x->reason = with->reason;
        x->records = with->records;
        x->record_count = with->record_count;
    }
}

static ks_interval colour(painting *p, ks_state state, ks_phrase reason, u32 event)
{
    ks_interval with = { .state = state, .reason = reason };
    u32 *proof = event == ks_no_event ? NULL : ks_take(p->arena, u32, 1);
    if (proof) {
        *proof = event;
        with.records = proof;
        with.record_count = 1;
    }
    p->is_full = p->is_full || (proof == NULL && event != ks_no_event);
    return with;
}

void paint(painting *p, u64 from, u64 to, ks_state state, ks_phrase reason, u32 event)
{
    ks_interval with = colour(p, state, reason, event);
    stroke(p, (ks_time_span){ from, to }, NULL, &with);
}

void paint_over(painting *p, ks_time_span span, ks_state over, ks_state state, ks_phrase reason,
                u32 event)
{
    ks_interval with = colour(p, state, reason, event);
    stroke(p, span, &over, &with);
}

static bool is_same(const ks_interval *a, const ks_interval *b)
{
    return a->state == b->state && a->record_count == 0 && b->record_count == 0 &&
           ks_phrase_equal(&a->reason, &b->reason);
}

void paint_finish(painting *p)
{
    size_t kept = 0;
    for (size_t i = 0; i < p->count; i++) {
        // Of two that were recorded one proof is enough.
        if (kept && (is_same(&p->items[kept - 1], &p->items[i]) ||
                     (p->items[kept - 1].state == KS_STATE_RECORDED &&
                      p->items[i].state == KS_STATE_RECORDED)))
            p->items[kept - 1].to_ticks = p->items[i].to_ticks;
        else
            p->items[kept++] = p->items[i];
    }
    p->count = kept;
}
