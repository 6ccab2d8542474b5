// Open addressing with linear probing; grown at two thirds. See table.h.
#include "base/table.h"

static u32 *slot_of(const ks_table *t, ks_span key, u64 hash)
{
    size_t i = (size_t)hash & (t->slot_count - 1);
    for (;; i = (i + 1) & (t->slot_count - 1)) {
        u32 number = t->slots[i];
        if (number == 0)
            return &t->slots[i];
        const ks_table_entry *entry = &t->entries[number - 1];
        if (entry->hash == hash && ks_span_equal(entry->key, key))
            return &t->slots[i];
    }
}

u32 ks_table_find(const ks_table *t, ks_span key)
{
    if (t->slot_count == 0)
        return ks_table_none;
    u32 number = *slot_of(t, key, ks_hash(key, t->seed));
    return number ? number - 1 : ks_table_none;
}

static bool grow(ks_table *t, ks_arena *arena)
{
    size_t wanted = t->slot_count ? t->slot_count * 2 : 64;
    u32 *slots = ks_take(arena, u32, wanted);
    if (slots == NULL)
        return false;
    t->slots = slots;
    t->slot_count = wanted;
    for (size_t i = 0; i < t->count; i++)
        *slot_of(t, t->entries[i].key, t->entries[i].hash) = (u32)i + 1;
    return true;
}

u32 ks_table_add(ks_table *t, ks_arena *arena, ks_span key)
{
    u64 hash = ks_hash(key, t->seed);
    if (t->slot_count) {
        u32 number = *slot_of(t, key, hash);
        if (number)
            return number - 1;
    }
    if ((t->count + 1) * 3 > t->slot_count * 2 && !grow(t, arena))
        return ks_table_none;
    if (t->count == t->capacity) {
        ks_table_entry *grown =
            ks_arena_grow(arena, t->entries, sizeof *grown, t->count, &t->capacity);
        if (grown == NULL)
            return ks_table_none;
        t->entries = grown;
    }
    u8 *copy = ks_take(arena, u8, key.size + 1);
    if (copy == NULL)
        return ks_table_none;
    if (key.size)
        memcpy(copy, key.at, key.size);
    t->entries[t->count] = (ks_table_entry){ { copy, key.size }, hash };
    *slot_of(t, key, hash) = (u32)++t->count;
    return (u32)t->count - 1;
}
