// One table out of what the threads counted, in an order that does not depend on them.
#include "cli/survey.h"

#include "base/sort.h"

static int by_first(const void *context, const void *a, const void *b)
{
    (void)context;
    const survey_span *x = a, *y = b;
    return ks_compare_u64(x->first, y->first);
}

void survey_sort_ids(survey_log *log, ks_arena scratch)
{
    if (log->id_count < 2)
        return;
    if (!ks_sort(log->ids, log->id_count, sizeof *log->ids, by_first, NULL, scratch)) {
        log->has_too_many_ids = true; // which is told
        log->id_count = 0;
        return;
    }
    size_t kept = 0;
    for (size_t i = 1; i < log->id_count; i++) {
        survey_span *before = &log->ids[kept], here = log->ids[i];
        if (here.first <= before->last + 1)
            before->last = here.last > before->last ? here.last : before->last;
        else
            log->ids[++kept] = here;
    }
    log->id_count = kept + 1;
}

static bool add_span(survey_log *log, survey_span span, ks_arena *arena)
{
    if (log->has_too_many_ids)
        return true;
    if (log->id_count == survey_ids_most) {
        survey_sort_ids(log, *arena);
        log->has_too_many_ids = log->has_too_many_ids || log->id_count > survey_ids_most / 2;
    }
    if (log->id_count == log->id_capacity) {
        survey_span *grown =
            ks_arena_grow(arena, log->ids, sizeof *grown, log->id_count, &log->id_capacity);
        if (grown == NULL)
            return false;
        log->ids = grown;
    }
    log->ids[log->id_count++] = span;
    return true;
}

bool survey_add_id(survey_log *log, u64 id, ks_arena *arena)
{
    return add_span(log, (survey_span){ id, id }, arena);
}

bool survey_add_day(survey_log *log, u64 day, u64 count, ks_arena *arena)
{
    size_t low = 0, high = log->day_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (log->days[middle].day < day)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < log->day_count && log->days[low].day == day) {
        log->days[low].count += count;
        return true;
    }
    if (log->day_count == survey_days_most) {
        log->days_left_out += count;
        return true;
    }
    if (log->day_count == log->day_capacity) {
        survey_day *grown =
            ks_arena_grow(arena, log->days, sizeof *grown, log->day_count, &log->day_capacity);
        if (grown == NULL)
            return false;
        log->days = grown;
    }
    memmove(log->days + low + 1, log->days + low, (log->day_count - low) * sizeof *log->days);
    log->days[low] = (survey_day){ day, count };
    log->day_count++;
    return true;
}

bool survey_gap(const survey_log *log, size_t n, survey_span *gap)
{
    if (log->has_too_many_ids || n + 1 >= log->id_count)
        return false;
    *gap = (survey_span){ log->ids[n].last + 1, log->ids[n + 1].first - 1 };
    return true;
}

static void stretch(u64 first, u64 last, u64 *first_of_all, u64 *last_of_all)
{
    if (first && (first < *first_of_all || *first_of_all == 0))
        *first_of_all = first;
    if (last > *last_of_all)
        *last_of_all = last;
}

// Takes the kinds of another thread over; the list gets one entry a kind.
static void merge_kinds(survey_log *into, survey_kind *from)
{
    for (survey_kind *next = NULL, *k = from; k; k = next) {
        next = k->next;
        survey_kind *same = into->kinds;
        while (same && (same->id != k->id || !ks_str_equal(same->provider, k->provider)))
            same = same->next;
        if (same == NULL) {
            k->next = into->kinds;
            into->kinds = k;
            into->kind_count++;
            continue;
        }
        same->count += k->count;
        stretch(k->first_ticks, k->last_ticks, &same->first_ticks, &same->last_ticks);
    }
}

static bool merge_log(survey_log *into, survey_log *from, ks_arena *arena)
{
    into->count += from->count;
    into->recovered += from->recovered;
    into->damaged += from->damaged;
    into->days_left_out += from->days_left_out;
    into->has_too_many_ids = into->has_too_many_ids || from->has_too_many_ids;
    stretch(from->first_ticks, from->last_ticks, &into->first_ticks, &into->last_ticks);
    merge_kinds(into, from->kinds);
    bool is_merged = true;
    for (size_t i = 0; i < from->id_count && is_merged; i++)
        is_merged = add_span(into, from->ids[i], arena);
    for (size_t i = 0; i < from->day_count && is_merged; i++)
        is_merged = survey_add_day(into, from->days[i].day, from->days[i].count, arena);
    for (survey_clearing *next = NULL, *c = from->clearings; c; c = next) {
        next = c->next;
        c->next = into->clearings;
        into->clearings = c;
    }
    return is_merged;
}

static int by_place(const void *context, const void *a, const void *b)
{
    (void)context;
    const survey_log *x = *(survey_log *const *)a, *y = *(survey_log *const *)b;
    int order = ks_compare_u64(x->source, y->source);
    order = order ? order : ks_str_compare(x->host, y->host);
    return order ? order : ks_str_compare(x->channel, y->channel);
}

static int by_count(const void *context, const void *a, const void *b)
{
    (void)context;
    const survey_kind *x = *(survey_kind *const *)a, *y = *(survey_kind *const *)b;
    int order = ks_compare_u64(y->count, x->count);
    order = order ? order : ks_str_compare(x->provider, y->provider);
    return order ? order : ks_compare_u64(x->id, y->id);
}

static int by_ticks(const void *context, const void *a, const void *b)
{
    (void)context;
    const survey_clearing *x = *(survey_clearing *const *)a, *y = *(survey_clearing *const *)b;
    int order = ks_compare_u64(x->ticks, y->ticks);
    order = order ? order : ks_compare_u64(x->event_record_id, y->event_record_id);
    return order ? order : ks_str_compare(x->channel, y->channel);
}

// A list of one type whose first member is `next`, as an array; its order is set by sorting that.
typedef struct any {
    struct any *next;
} any;

static bool sort_list(void *list, ks_order *order, ks_arena scratch)
{
    any **first = list;
    size_t count = 0, n = 0;
    for (any *a = *first; a; a = a->next)
        count++;
    any **items = ks_take(&scratch, any *, count + 1);
    if (items == NULL)
        return false;
    for (any *a = *first; a; a = a->next)
        items[n++] = a;
    if (!ks_sort(items, count, sizeof(any *), order, NULL, scratch))
        return false;
    *first = NULL;
    while (n > 0) {
        items[--n]->next = *first;
        *first = items[n];
    }
    return true;
}

static bool finish(survey_log *log, ks_arena scratch)
{
    survey_sort_ids(log, scratch);
    return sort_list(&log->kinds, by_count, scratch) &&
           sort_list(&log->clearings, by_ticks, scratch);
}

static bool merge(survey_log **logs, size_t *count, ks_arena *arena)
{
    size_t kept = 0;
    if (!ks_sort(logs, *count, sizeof(survey_log *), by_place, NULL, *arena))
        return false;
    for (size_t i = 0; i < *count; i++) {
        bool is_same = kept && by_place(NULL, &logs[kept - 1], &logs[i]) == 0;
        if (is_same && !merge_log(logs[kept - 1], logs[i], arena))
            return false;
        if (!is_same)
            logs[kept++] = logs[i];
    }
    *count = kept;
    for (size_t i = 0; i < kept; i++) {
        if (!finish(logs[i], *arena))
            return false;
    }
    return true;
}

bool survey_merge(survey_counter *all, ks_arena *arena, survey_log ***logs, size_t *count,
                  ks_fail *fail)
{
    size_t found = 0, n = 0;
    for (survey_counter *c = all; c; c = survey_counter_next(c)) {
        for (survey_log *log = survey_logs_of(c); log; log = log->next)
            found++;
    }
    survey_log **list = ks_take(arena, survey_log *, found + 1);
    for (survey_counter *c = all; list && c; c = survey_counter_next(c)) {
        for (survey_log *log = survey_logs_of(c); log; log = log->next)
            list[n++] = log;
    }
    if (list == NULL || !merge(list, &n, arena))
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)found, 0, ks_str_of(arena->name));
    *logs = list;
    *count = n;
    return true;
}

u64 survey_days(const survey_log *log)
{
    return (log->last_ticks - log->first_ticks) / KS_TICKS_PER_DAY + 1;
}

survey_rate survey_rate_of(const survey_table *t, u32 source)
{
    // The default of Windows Vista and later for the three classic logs: 20480 KiB.
    static const u64 size_default = (u64)20480 * 1024;
    const ks_source *of = ks_sources_at(t->run->sources, source);
    u64 limit = of->ledger->size_limit;
    survey_rate rate = { .size_limit = limit ? limit : size_default, .is_assumed = limit == 0 };
    u64 first = 0, last = 0;
    for (size_t i = 0; i < t->log_count; i++) {
        if (t->logs[i]->source == source)
            stretch(t->logs[i]->first_ticks, t->logs[i]->last_ticks, &first, &last);
    }
    u64 used_kib = of->ledger->chunks * 64;
    if (of->kind != KS_KIND_EVTX || last - first < KS_TICKS_PER_DAY || used_kib == 0)
        return rate; // less than a day says nothing about a rate
    u64 hours = (last - first) / (KS_TICKS_PER_DAY / 24) + 1;
    rate.days_of_retention = rate.size_limit / 1024 * hours / used_kib / 24;
    return rate;
}
