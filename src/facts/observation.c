// The set itself: strings, places, looking at fields. How it is put in order is in settle.c.
#include "facts/observation.h"

#include "base/number.h"
#include "base/ticks.h"
#include "facts/item.h"

static const ks_str field_names[KS_FIELD_COUNT] = {
#define X(name) { #name, sizeof #name - 1 },
    KS_OBSERVED_FIELDS(X)
#undef X
};

ks_observations *ks_observations_make(ks_arena *arena)
{
    ks_observations *set = ks_take(arena, ks_observations, 1);
    if (set == NULL)
        return NULL;
    set->arena = arena;
    for (u32 i = 0; i < KS_FIELD_COUNT; i++)
        if (set_string(set, field_names[i]) != i)
            return NULL;
    return set;
}

bool set_is_over_budget(const ks_observations *set, ks_fail *fail)
{
    return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(set->arena->name));
}

u32 set_string(ks_observations *set, ks_str text)
{
    return ks_table_add(&set->strings, set->arena, ks_str_span(text));
}

u32 set_source(ks_observations *set, const ks_content_hash *key)
{
    ks_span bytes = { key->bytes, sizeof key->bytes };
    u32 number = ks_table_add(&set->source_keys, set->arena, bytes);
    if (number == ks_table_none || number < set->source_count)
        return number;
    if (set->source_count == set->source_capacity) {
        ks_observed_source *grown = ks_arena_grow(set->arena, set->sources, sizeof *grown,
                                                  set->source_count, &set->source_capacity);
        if (grown == NULL)
            return ks_table_none;
        set->sources = grown;
    }
    set->sources[set->source_count++] = (ks_observed_source){ .key = *key };
    return number;
}

bool set_add_observation(ks_observations *set, const ks_observation *o, ks_fail *fail)
{
    if (set->count == set->capacity) {
        ks_observation *grown =
            ks_arena_grow(set->arena, set->items, sizeof *grown, set->count, &set->capacity);
        if (grown == NULL)
            return set_is_over_budget(set, fail);
        set->items = grown;
    }
    set->items[set->count++] = *o;
    set->is_settled = false;
    return true;
}

bool set_add_extent(ks_observations *set, const ks_extent *extent, ks_fail *fail)
{
    if (set->extent_count == set->extent_capacity) {
        ks_extent *grown = ks_arena_grow(set->arena, set->extents, sizeof *grown, set->extent_count,
                                         &set->extent_capacity);
        if (grown == NULL)
            return set_is_over_budget(set, fail);
        set->extents = grown;
    }
    set->extents[set->extent_count++] = *extent;
    set->is_settled = false;
    return true;
}

bool ks_observations_add(ks_observations *set, const ks_block *block, ks_fail *fail)
{
    ks_cursor c = { .bytes = { block->bytes, block->size } };
    while (ks_left(&c)) {
        if (!item_read_observation(set, &c, block->source->number | source_of_run, fail))
            return false;
    }
    return true;
}

// --- looking at one observation
ks_str ks_observed_item(const ks_observations *set, const ks_observation *o, ks_observed_name f,
                        size_t n)
{
    for (u32 i = 0; i < o->field_count; i++)
        if (o->fields[i].name == (u32)f && n-- == 0)
            return ks_observed_string(set, o->fields[i].value);
    return (ks_str){ 0 };
}

ks_str ks_observed_text(const ks_observations *set, const ks_observation *o, ks_observed_name f)
{
    return ks_observed_item(set, o, f, 0);
}

bool ks_is_none(ks_str text) { return text.size == 0 || (text.size == 1 && text.at[0] == '-'); }

bool ks_observed_u64(const ks_observations *set, const ks_observation *o, ks_observed_name f,
                     u64 *number)
{
    return ks_u64_read(ks_observed_text(set, o, f), number);
}

bool ks_observed_ticks(const ks_observations *set, const ks_observation *o, ks_observed_name f,
                       u64 *ticks)
{
    ks_str text = ks_observed_text(set, o, f);
    return text.size && ks_ticks_read(text, 0, ticks);
}

#define earliest_time ((u64)143175 * KS_TICKS_PER_DAY) // 1993-01-01
#define latest_time   ((u64)218780 * KS_TICKS_PER_DAY) // 2200-01-01

bool ks_is_credible(u64 ticks) { return ticks >= earliest_time && ticks < latest_time; }
