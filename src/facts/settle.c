// Settling: the set in an order that depends on the evidence alone, each record once. Records that
// are equal in (computer, channel, event record id, time, payload) become one with several places.
#include "base/sort.h"
#include "facts/item.h"
#include "facts/observation.h"

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
    if (!hits_settle(set, place))
        return false;
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

// What stands at one place twice: one record that two runs read, and of which one knew more names.
// The order asks only what the evidence says, never the numbers of this set.
static int content_order(const void *context, const void *a, const void *b)
{
    const ks_observations *set = context;
    const ks_observation *x = a, *y = b;
    int order = place_order(&x->place, &y->place);
    order = order ? order : ks_compare_u64(x->place.found, y->place.found);
    order = order ? order : ks_compare_u64(x->place.is_damaged, y->place.is_damaged);
    order = order ? order : ks_compare_u64(y->field_count, x->field_count); // the fuller first
    order = order ? order : ks_compare_u64(x->payload, y->payload);
    order = order ? order : ks_compare_u64(x->ticks, y->ticks);
    order = order ? order : ks_compare_u64(x->event_record_id, y->event_record_id);
    order = order ? order : ks_compare_u64(x->id, y->id);
    const u32 texts[][2] = { { x->computer, y->computer },
                             { x->channel, y->channel },
                             { x->provider, y->provider },
                             { x->user, y->user } };
    for (size_t i = 0; i < countof(texts) && order == 0; i++)
        order = ks_str_compare(ks_observed_string(set, texts[i][0]),
                               ks_observed_string(set, texts[i][1]));
    return order;
}

// Equal records side by side, the best place first.
static int same_order(const void *context, const void *a, const void *b)
{
    const ks_observation *x = a, *y = b;
    int order = ks_compare_u64(x->computer, y->computer);
    order = order ? order : ks_compare_u64(x->channel, y->channel);
    order = order ? order : ks_compare_u64(x->event_record_id, y->event_record_id);
    order = order ? order : ks_compare_u64(x->ticks, y->ticks);
    order = order ? order : ks_compare_u64(x->payload, y->payload);
    order = order ? order : ks_compare_u64(x->place.found, y->place.found);
    // A log before an export: exporters change texts.
    const ks_observed_source *all = ((const ks_observations *)context)->sources;
    order = order ? order
                  : (all[x->place.source].kind != KS_KIND_EVTX) -
                        (all[y->place.source].kind != KS_KIND_EVTX);
    return order ? order : place_order(&x->place, &y->place);
}

static bool is_same(const ks_observation *a, const ks_observation *b)
{
    return a->computer == b->computer && a->channel == b->channel &&
           a->event_record_id == b->event_record_id && a->ticks == b->ticks &&
           a->payload == b->payload && (a->ticks || a->event_record_id);
}

// The observation's further places become a chain behind its first.
static bool add_place(ks_observations *set, ks_observed_place **last,
                      const ks_observed_place *place)
{
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
    return place_order(&x->place, &y->place);
}

// Each place an item of its own again, and each place once.
static bool part_places(ks_observations *set)
{
    ks_fail ignored = { 0 };
    if (set->items == NULL)
        return true;
    for (size_t i = 0, count = set->count; i < count; i++) {
        const ks_observed_place *next = set->items[i].place.next;
        set->items[i].place.next = NULL;
        for (; next; next = next->next) {
            ks_observation part = set->items[i];
            part.place = *next;
            part.place.next = NULL;
            if (!set_add_observation(set, &part, &ignored))
                return false;
        }
    }
    if (!ks_sort(set->items, set->count, sizeof *set->items, content_order, set, *set->arena))
        return false;
    size_t kept = 0;
    for (size_t i = 0; set->items && i < set->count; i++) {
        ks_observation *before = kept ? &set->items[kept - 1] : NULL;
        if (before && place_order(&before->place, &set->items[i].place) == 0) {
            if (!hits_join(set, before, &set->items[i]))
                return false;
            continue;
        }
        set->items[kept++] = set->items[i];
    }
    set->count = kept;
    return true;
}

static bool sort_items(ks_observations *set)
{
    if (!part_places(set) ||
        !ks_sort(set->items, set->count, sizeof *set->items, same_order, set, *set->arena))
        return false;
    size_t kept = 0;
    ks_observed_place *last = NULL;
    for (size_t i = 0; i < set->count; i++) {
        ks_observation *o = &set->items[i];
        if (kept && is_same(&set->items[kept - 1], o)) {
            if (!hits_join(set, &set->items[kept - 1], o) || !add_place(set, &last, &o->place))
                return false;
            continue;
        }
        set->items[kept] = *o;
        last = &set->items[kept++].place;
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
    if (map == NULL || (sources && !gather_sources(set, sources, map)))
        return set_is_over_budget(set, fail);
    if (!gather_extents(set, map, fail))
        return false;
    size_t kept = 0;
    for (size_t i = 0; i < set->count; i++) {
        u32 source = set->items[i].place.source;
        if (source & source_of_run)
            source =
                (source & ~source_of_run) < count ? map[source & ~source_of_run] : ks_table_none;
        if (source == ks_table_none)
            continue;
        set->items[kept] = set->items[i];
        set->items[kept++].place.source = source;
    }
    set->count = kept;
    for (size_t i = 0; i < set->over_count; i++) {
        u32 *source = &set->overs[i].source;
        if (*source & source_of_run)
            *source =
                (*source & ~source_of_run) < count ? map[*source & ~source_of_run] : ks_table_none;
    }
    if (!sort_sources(set) || !sort_items(set) || !sort_extents(set))
        return set_is_over_budget(set, fail);
    set->is_settled = true;
    return true;
}
