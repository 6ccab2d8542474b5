// See classes.h.
#include "event/classes.h"

#include "base/pipeline.h"

enum { least_left = 64 * 1024, key_part_most = 512 };

bool ks_classes_open(ks_classes *c, size_t budget)
{
    *c = (ks_classes){ 0 };
    if (!ks_arena_open(&c->whole, "classes", budget + least_left))
        return false;
    c->arena = c->empty = c->whole;
    return true;
}

void ks_classes_close(ks_classes *c) { ks_arena_close(&c->whole); }

static size_t key_value(u8 *key, ks_value v)
{
    size_t size = v.size < key_part_most ? v.size : key_part_most;
    key[0] = v.type;
    ks_store16(key + 1, (u16)v.size);
    if (size)
        memcpy(key + 3, v.at, size);
    return size + 3;
}

static void clear(ks_classes *c)
{
    bool *spent = c->arena.spent;
    *c = (ks_classes){ .arena = c->empty, .empty = c->empty, .whole = c->whole };
    c->arena.spent = spent;
}

static const ks_event_class *new_class(ks_classes *c, const ks_event *e)
{
    static const ks_event_class none = { .number = 0 };
    ks_event_class *class = ks_take(&c->arena, ks_event_class, 1);
    if (class == NULL)
        return &none;
    class->provider = ks_value_str(ks_event_system(e, KS_SYSTEM_PROVIDER), &c->arena);
    class->channel = ks_value_str(ks_event_system(e, KS_SYSTEM_CHANNEL), &c->arena);
    // an export's texts point into its block
    class->provider = ks_arena_keep(&c->arena, class->provider);
    class->channel = ks_arena_keep(&c->arena, class->channel);
    class->id = (u32)ks_event_number(e, KS_SYSTEM_ID);
    class->version = (u32)ks_event_number(e, KS_SYSTEM_VERSION);
    class->number = (u32)c->count;
    class->serial = ks_serial_next();
    return class;
}

static const ks_event_class *look_up(ks_classes *c, const ks_event *e)
{
    static const ks_system_field parts[] = { KS_SYSTEM_ID, KS_SYSTEM_VERSION, KS_SYSTEM_PROVIDER,
                                             KS_SYSTEM_CHANNEL };
    u8 key[countof(parts) * (key_part_most + 3) + 16] KS_UNSET;
    size_t size = 0;
    for (size_t i = 0; i < countof(parts); i++)
        size += key_value(key + size, ks_event_system(e, parts[i]));
    const ks_event_plan *p = e->payload;
    ks_store64(key + size, p == NULL ? 0 : p->content ? p->content : (u64)p->number + 1);
    ks_store32(key + size + 8, e->is_irregular);
    size += 12;
    u32 number = ks_table_find(&c->keys, (ks_span){ key, size });
    if (KS_LIKELY(number != ks_table_none))
        return c->classes[number];
    if ((size_t)(c->arena.end - c->arena.at) < least_left)
        clear(c);
    const ks_event_class *class = new_class(c, e);
    if (c->count == c->capacity) {
        const ks_event_class **grown =
            ks_arena_grow(&c->arena, c->classes, sizeof *grown, c->count, &c->capacity);
        if (grown == NULL)
            return class;
        c->classes = grown;
    }
    if (ks_table_add(&c->keys, &c->arena, (ks_span){ key, size }) != ks_table_none)
        c->classes[c->count++] = class;
    return class;
}

static ks_span bytes_of(ks_value v) { return (ks_span){ v.at, v.size }; }

static u32 small_number(ks_value v)
{
    return v.size == 2 ? ks_load16(v.at) : v.size == 1 ? *v.at : UINT32_MAX;
}

static ks_span keep(ks_classes *c, ks_span bytes)
{
    u8 *copy = ks_take(&c->arena, u8, bytes.size + 1);
    if (copy == NULL)
        return (ks_span){ NULL, SIZE_MAX };
    if (bytes.size)
        memcpy(copy, bytes.at, bytes.size);
    return (ks_span){ copy, bytes.size };
}

const ks_event_class *ks_class_find(ks_classes *c, const ks_event *e)
{
    ks_value id = ks_event_system(e, KS_SYSTEM_ID);
    ks_value version = ks_event_system(e, KS_SYSTEM_VERSION);
    ks_span provider = bytes_of(ks_event_system(e, KS_SYSTEM_PROVIDER));
    ks_span channel = bytes_of(ks_event_system(e, KS_SYSTEM_CHANNEL));
    u32 id_number = small_number(id), version_number = small_number(version);
    u64 layout = e->payload ? e->payload->content : 0;
    uintptr_t mixed = (uintptr_t)e->outer / 64 * 31 + (uintptr_t)e->payload / 64 + id_number;
    ks_class_slot *slot = &c->recent[(mixed ^ mixed >> 8) % ks_class_recent];
    if (KS_LIKELY(slot->class && slot->outer == e->outer && slot->payload == e->payload &&
                  slot->layout == layout && slot->id == id_number &&
                  slot->version == version_number && slot->is_irregular == e->is_irregular &&
                  ks_span_equal(slot->provider, provider) && ks_span_equal(slot->channel, channel)))
        return slot->class;
    bool spent = false;
    c->arena.spent = &spent;
    const ks_event_class *class = look_up(c, e);
    if (KS_UNLIKELY(spent)) { // once more, in an empty table
        clear(c);
        c->arena.spent = &spent;
        class = look_up(c, e);
    }
    c->arena.spent = NULL;
    if (id_number == UINT32_MAX || (e->payload && e->payload->content == 0))
        return class; // texts, or plans whose place may serve another one later
    ks_class_slot fresh = { e->outer,         e->payload,      keep(c, provider),
                            keep(c, channel), layout,          id_number,
                            version_number,   e->is_irregular, class };
    if (fresh.provider.size == SIZE_MAX || fresh.channel.size == SIZE_MAX)
        return class;
    *slot = fresh;
    return class;
}
