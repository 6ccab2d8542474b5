// Settling: all that was gathered, in an order that depends on the evidence alone, each record
// once. Sources are named by their content; extents of several workers become one; records that
// are equal in (computer, channel, event record id, time, payload) become one with several places.
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
static bool take_sources(ks_observations *set, const ks_sources *sources, u32 *map)
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

static bool gather_extents(ks_observations *set, const u32 *map, ks_fail *fail)
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

// --- order
static int source_order(const void *context, const void *a, const void *b)
{
    const ks_observed_source *all = context;
    const u32 *x = a, *y = b;
    return memcmp(all[*x].key.bytes, all[*y].key.bytes, sizeof all->key.bytes);
}

static int path_order(const void *context, const void *a, const void *b)
{
    (void)context;
    const ks_str *x = a, *y = b;
    return ks_str_compare(*x, *y);
}

static bool sort_paths(ks_observations *set, ks_observed_source *s)
{
    ks_str *paths = ks_take(set->arena, ks_str, s->path_count + 1);
    if (paths == NULL)
        return false;
    if (s->path_count)
        memcpy(paths, s->paths, s->path_count * sizeof *paths);
    if (!ks_sort(paths, s->path_count, sizeof *paths, path_order, NULL, *set->arena))
        return false;
    size_t kept = 0;
    for (size_t i = 0; i < s->path_count; i++)
        if (kept == 0 || !ks_str_equal(paths[kept - 1], paths[i]))
            paths[kept++] = paths[i];
    s->paths = paths;
    s->path_count = kept;
    return true;
}

static bool sort_sources(ks_observations *set)
{
    size_t count = set->source_count;
    u32 *order = ks_take(set->arena, u32, count + 1);
    u32 *place = ks_take(set->arena, u32, count + 1);
    ks_observed_source *sorted = ks_take(set->arena, ks_observed_source, count + 1);
    if (order == NULL || place == NULL || sorted == NULL)
        return false;
    for (u32 i = 0; i < count; i++)
        order[i] = i;
    if (!ks_sort(order, count, sizeof *order, source_order, set->sources, *set->arena))
        return false;
    set->source_keys = (ks_table){ 0 };
    for (u32 i = 0; i < count; i++) {
        place[order[i]] = i;
        sorted[i] = set->sources[order[i]];
        ks_span key = { sorted[i].key.bytes, sizeof sorted[i].key.bytes };
        if (!sort_paths(set, &sorted[i]) ||
            ks_table_add(&set->source_keys, set->arena, key) == ks_table_none)
            return false;
    }
    set->sources = sorted;
    set->source_capacity = count + 1;
    for (size_t i = 0; i < set->count; i++)
        set->items[i].place.source = place[set->items[i].place.source];
    for (size_t i = 0; i < set->extent_count; i++)
        set->extents[i].source = place[set->extents[i].source];
    return true;
}

static int place_order(const ks_observed_place *a, const ks_observed_place *b)
{
    int order = ks_compare_u64(a->source, b->source);
    order = order ? order : ks_compare_u64(a->offset, b->offset);
    order = order ? order : ks_compare_u64(a->record_id, b->record_id);
    return order ? order : ks_compare_u64(a->size, b->size);
}

// Equal records side by side, the best place first.
static int same_order(const void *context, const void *a, const void *b)
{
    (void)context;
    const ks_observation *x = a, *y = b;
    int order = ks_compare_u64(x->computer, y->computer);
    order = order ? order : ks_compare_u64(x->channel, y->channel);
    order = order ? order : ks_compare_u64(x->event_record_id, y->event_record_id);
    order = order ? order : ks_compare_u64(x->ticks, y->ticks);
    order = order ? order : ks_compare_u64(x->payload, y->payload);
    order = order ? order : ks_compare_u64(x->place.found, y->place.found);
    return order ? order : place_order(&x->place, &y->place);
}

static bool is_same(const ks_observation *a, const ks_observation *b)
{
    if (place_order(&a->place, &b->place) == 0)
        return true;
    return a->computer == b->computer && a->channel == b->channel &&
           a->event_record_id == b->event_record_id && a->ticks == b->ticks &&
           a->payload == b->payload && (a->ticks || a->event_record_id);
}

// The observation's further places become a chain behind its first.
static bool add_place(ks_observations *set, ks_observed_place **last,
                      const ks_observed_place *place)
{
    if (place_order(*last, place) == 0)
        return true;
    ks_observed_place *copy = ks_take(set->arena, ks_observed_place, 1);
    if (copy == NULL)
        return false;
    *copy = *place;
    copy->next = NULL;
    (*last)->next = copy;
    *last = copy;
    return true;
}

static int item_order(const void *context, const void *a, const void *b)
{
    (void)context;
    const ks_observation *x = a, *y = b;
    int order = place_order(&x->place, &y->place);
    return order ? order : ks_compare_u64(x->payload, y->payload);
}

static bool sort_items(ks_observations *set)
{
    if (!ks_sort(set->items, set->count, sizeof *set->items, same_order, NULL, *set->arena))
        return false;
    size_t kept = 0;
    ks_observed_place *last = NULL;
    for (size_t i = 0; i < set->count; i++) {
        ks_observation *o = &set->items[i];
        if (kept && is_same(&set->items[kept - 1], o)) {
            for (const ks_observed_place *p = &o->place; p; p = p->next)
                if (!add_place(set, &last, p))
                    return false;
            continue;
        }
        set->items[kept] = *o;
        last = &set->items[kept++].place;
        while (last->next)
            last = last->next;
    }
    set->count = kept;
    return ks_sort(set->items, kept, sizeof *set->items, item_order, NULL, *set->arena);
}

static int extent_order(const void *context, const void *a, const void *b)
{
    const ks_observations *set = context;
    const ks_extent *x = a, *y = b;
    int order = ks_compare_u64(x->source, y->source);
    order = order ? order
                  : ks_str_compare(ks_observed_string(set, x->channel),
                                   ks_observed_string(set, y->channel));
    order = order ? order
                  : ks_str_compare(ks_observed_string(set, x->computer),
                                   ks_observed_string(set, y->computer));
    return order ? order : ks_compare_u64(y->count, x->count); // the fuller one first
}

// One source read by two runs gives the same extents twice.
static bool sort_extents(ks_observations *set)
{
    if (!ks_sort(set->extents, set->extent_count, sizeof *set->extents, extent_order, set,
                 *set->arena))
        return false;
    size_t kept = 0;
    for (size_t i = 0; i < set->extent_count; i++) {
        const ks_extent *before = kept ? &set->extents[kept - 1] : NULL;
        const ks_extent *x = &set->extents[i];
        if (before && before->source == x->source && before->channel == x->channel &&
            before->computer == x->computer)
            continue;
        set->extents[kept++] = *x;
    }
    set->extent_count = kept;
    return true;
}

bool ks_observations_settle(ks_observations *set, const ks_sources *sources, ks_fail *fail)
{
    size_t count = sources ? ks_sources_count(sources) : 0;
    u32 *map = ks_take(set->arena, u32, count + 1);
    if (map == NULL || (sources && !take_sources(set, sources, map)))
        return set_is_over_budget(set, fail);
    if (!gather_extents(set, map, fail))
        return false;
    size_t kept = 0;
    for (size_t i = 0; i < set->count; i++) {
        u32 source = set->items[i].place.source;
        if (source & source_of_run)
            source = (source & ~source_of_run) < count ? map[source & ~source_of_run]
                                                       : ks_table_none;
        if (source == ks_table_none)
            continue;
        set->items[kept] = set->items[i];
        set->items[kept++].place.source = source;
    }
    set->count = kept;
    if (!sort_sources(set) || !sort_items(set) || !sort_extents(set))
        return set_is_over_budget(set, fail);
    set->is_settled = true;
    return true;
}
