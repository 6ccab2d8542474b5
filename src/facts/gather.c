// Gathering: what a run's sources and workers told, put into the set. Sources are named by their
// content, a copy adds its path to the original; extents of several workers become one.
#include "base/sort.h"
#include "facts/item.h"
#include "facts/observation.h"

// --- sources
static ks_content_hash key_of(const ks_source *s)
{
    if (s->ledger->is_whole)
        return s->ledger->hash;
    // Not all bytes could be read: the path and what was read stand for them.
    ks_content_hash key;
    ks_store64(key.bytes, ks_hash(ks_str_span(s->path), s->ledger->size));
    ks_store64(key.bytes + 8, ks_hash(ks_str_span(s->path), ~s->ledger->size));
    return key;
}

static bool add_path(ks_observations *set, u32 number, ks_str path)
{
    ks_observed_source *s = &set->sources[number];
    ks_str *paths = ks_take(set->arena, ks_str, s->path_count + 1);
    if (paths == NULL)
        return false;
    if (s->path_count)
        memcpy(paths, s->paths, s->path_count * sizeof *paths);
    paths[s->path_count] = ks_arena_keep(set->arena, path);
    s->paths = paths;
    s->path_count++;
    return true;
}

// Rows that name other sources of the run mean nothing outside it.
static bool is_of_run(ks_ledger_kind kind)
{
    return kind == KS_LEDGER_NOTE_COPY || kind == KS_LEDGER_NOTE_REPEATED;
}

static const ks_ledger_row *copy_row(const ks_ledger *ledger)
{
    for (size_t i = 0; i < ledger->row_count; i++)
        if (ledger->rows[i].kind == KS_LEDGER_NOTE_COPY)
            return &ledger->rows[i];
    return NULL;
}

static void take_ledger(ks_observations *set, u32 number, const ks_source *from)
{
    ks_observed_source *s = &set->sources[number];
    if (s->ledger.arena && s->ledger.records >= from->ledger->records)
        return;
    s->kind = from->kind;
    s->is_whole = from->ledger->is_whole;
    s->ledger = *from->ledger;
    s->ledger.arena = set->arena;
    s->ledger.rows = NULL;
    s->ledger.row_count = s->ledger.row_capacity = 0;
    s->ledger.repeated = 0;
    for (size_t i = 0; i < from->ledger->row_count; i++) {
        ks_ledger_row row = from->ledger->rows[i];
        row.fail.place.source = 0;
        row.fail.text = ks_arena_keep(set->arena, row.fail.text);
        if (!is_of_run(row.kind))
            ks_ledger_add(&s->ledger, row);
    }
}

// Fills map: number in the run -> index in the set.
bool gather_sources(ks_observations *set, const ks_sources *sources, u32 *map)
{
    size_t count = ks_sources_count(sources);
    for (size_t i = 0; i < count; i++) {
        const ks_source *s = ks_sources_at(sources, i);
        const ks_ledger_row *copy = copy_row(s->ledger);
        if (copy)
            continue;
        ks_content_hash key = key_of(s);
        map[i] = set_source(set, &key);
        if (map[i] == ks_table_none || !add_path(set, map[i], s->path))
            return false;
        take_ledger(set, map[i], s);
    }
    for (size_t i = 0; i < count; i++) {
        const ks_source *s = ks_sources_at(sources, i);
        const ks_ledger_row *copy = copy_row(s->ledger);
        if (copy == NULL)
            continue;
        u64 original = (u64)copy->number[0];
        map[i] = original < count ? map[original] : ks_table_none;
        if (map[i] != ks_table_none && !add_path(set, map[i], s->path))
            return false;
    }
    return true;
}

// --- extents
static int run_order(const void *context, const void *a, const void *b)
{
    (void)context;
    const ks_run *x = a, *y = b;
    int order = ks_compare_u64(x->first_id, y->first_id);
    order = order ? order : ks_compare_u64(x->last_id, y->last_id);
    return order ? order : ks_compare_u64(x->first_ticks, y->first_ticks);
}

static int hour_order(const void *context, const void *a, const void *b)
{
    (void)context;
    const ks_hour *x = a, *y = b;
    return ks_compare_u64(x->hour, y->hour);
}

static size_t runs_join(ks_run *runs, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        ks_run *last = kept ? &runs[kept - 1] : NULL;
        if (last && (last->last_id == UINT64_MAX || runs[i].first_id <= last->last_id + 1)) {
            if (runs[i].last_id > last->last_id) {
                last->last_id = runs[i].last_id;
                last->last_ticks = runs[i].last_ticks;
            }
        } else {
            runs[kept++] = runs[i];
        }
    }
    return kept;
}

bool runs_settle(ks_run *runs, size_t *count, ks_arena scratch)
{
    if (!ks_sort(runs, *count, sizeof *runs, run_order, NULL, scratch))
        return false;
    *count = runs_join(runs, *count);
    return true;
}

bool hours_settle(ks_hour *hours, size_t *count, ks_arena scratch)
{
    if (!ks_sort(hours, *count, sizeof *hours, hour_order, NULL, scratch))
        return false;
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++) {
        if (kept && hours[kept - 1].hour == hours[i].hour)
            hours[kept - 1].count += hours[i].count;
        else
            hours[kept++] = hours[i];
    }
    *count = kept;
    return true;
}

static int part_order(const void *context, const void *a, const void *b)
{
    (void)context;
    const observed_extent *const *x = a, *const *y = b;
    int order = ks_compare_u64((*x)->is.source, (*y)->is.source);
    order = order ? order : ks_str_compare((*x)->channel, (*y)->channel);
    return order ? order : ks_str_compare((*x)->computer, (*y)->computer);
}

static void join_part(ks_extent *x, const ks_extent *part)
{
    x->count += part->count;
    x->recovered += part->recovered;
    if (part->oldest_ticks && (x->oldest_ticks == 0 || part->oldest_ticks < x->oldest_ticks))
        x->oldest_ticks = part->oldest_ticks;
    if (part->newest_ticks > x->newest_ticks)
        x->newest_ticks = part->newest_ticks;
    if (part->header_count && (x->header_count == 0 || part->header_first < x->header_first))
        x->header_first = part->header_first;
    if (part->header_last > x->header_last)
        x->header_last = part->header_last;
    x->header_count += part->header_count;
    x->is_renumbered = x->is_renumbered || part->is_renumbered;
}

static bool join_parts(ks_observations *set, observed_extent *const *parts, size_t count,
                       const u32 *map, ks_fail *fail)
{
    u32 source = map[parts[0]->is.source];
    if (source == ks_table_none)
        return true;
    ks_extent x = { .source = source };
    size_t runs = 0, hours = 0;
    for (size_t i = 0; i < count; i++) {
        join_part(&x, &parts[i]->is);
        runs += parts[i]->run_count;
        hours += parts[i]->hour_count;
    }
    x.channel = set_string(set, parts[0]->channel);
    x.computer = set_string(set, parts[0]->computer);
    ks_run *run = ks_take(set->arena, ks_run, runs + 1);
    ks_hour *hour = ks_take(set->arena, ks_hour, hours + 1);
    if (run == NULL || hour == NULL || x.channel == ks_table_none || x.computer == ks_table_none)
        return set_is_over_budget(set, fail);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < parts[i]->run_count; k++)
            run[x.run_count++] = parts[i]->runs[k];
        for (size_t k = 0; k < parts[i]->hour_count; k++)
            hour[x.hour_count++] = parts[i]->hours[k];
    }
    if (!runs_settle(run, &x.run_count, *set->arena) ||
        !hours_settle(hour, &x.hour_count, *set->arena))
        return set_is_over_budget(set, fail);
    x.runs = run;
    x.hours = hour;
    return set_add_extent(set, &x, fail);
}

bool gather_extents(ks_observations *set, const u32 *map, ks_fail *fail)
{
    size_t total = 0;
    for (const ks_observer *own = set->observers; own; own = own->next) {
        if (own->is_full)
            return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(own->arena.name));
        total += own->extent_count;
    }
    observed_extent **parts = ks_take(set->arena, observed_extent *, total + 1);
    if (parts == NULL)
        return set_is_over_budget(set, fail);
    total = 0;
    for (ks_observer *own = set->observers; own; own = own->next)
        for (size_t i = 0; i < own->extent_count; i++)
            parts[total++] = &own->extents[i];
    if (!ks_sort(parts, total, sizeof(observed_extent *), part_order, NULL, *set->arena))
        return set_is_over_budget(set, fail);
    for (size_t i = 0, end = 0; i < total; i = end) {
        while (end < total && part_order(NULL, &parts[i], &parts[end]) == 0)
            end++;
        if (!join_parts(set, parts + i, end - i, map, fail))
            return false;
    }
    for (ks_observer *own = set->observers; own; own = own->next)
        ks_arena_close(&own->whole);
    set->observers = NULL;
    return true;
}
