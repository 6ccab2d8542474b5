// Indexes 0 to 12 of the outer templates are the same in all layouts; a string at 14 tells the one
// in which provider and channel are values (reference, "Two outer value layouts"). See orphan.h.
#include "evidence/evtx/orphan.h"

typedef struct {
    ks_arena *arena;
    bool is_over;
} maker;

static ks_element *child(maker *m, ks_element *parent, ks_str name)
{
    ks_element *e = ks_take(m->arena, ks_element, 1);
    ks_part *part = ks_take(m->arena, ks_part, 1);
    if (e == NULL || part == NULL) {
        m->is_over = true;
        static ks_element nowhere;
        return &nowhere;
    }
    *e = (ks_element){ .name = name, .dependency = ks_no_dependency };
    part->kind = KS_PART_ELEMENT;
    part->element = e;
    ks_part **end = &parent->content;
    while (*end)
        end = &(*end)->next;
    *end = part;
    return e;
}

static ks_part *hole(maker *m, const ks_slot *slot)
{
    ks_part *part = ks_take(m->arena, ks_part, 1);
    if (part == NULL) {
        m->is_over = true;
        return NULL;
    }
    part->kind = slot->index == ks_slot_constant ? KS_PART_VALUE : KS_PART_SUBSTITUTION;
    part->index = slot->index;
    part->value = slot->constant;
    return part;
}

static void attribute(maker *m, ks_element *e, ks_str name, ks_part *parts)
{
    ks_attribute *a = ks_take(m->arena, ks_attribute, 1);
    if (a == NULL) {
        m->is_over = true;
        return;
    }
    a->name = name;
    a->parts = parts;
    ks_attribute **end = &e->attributes;
    while (*end)
        end = &(*end)->next;
    *end = a;
}

static void data(maker *m, ks_element *parent, ks_str name, const ks_slot *slot)
{
    ks_element *e = child(m, parent, KS_STR("Data"));
    ks_part *text = ks_take(m->arena, ks_part, 1);
    if (text == NULL) {
        m->is_over = true;
        return;
    }
    text->kind = KS_PART_TEXT;
    text->text = name;
    attribute(m, e, KS_STR("Name"), text);
    e->content = hole(m, slot);
}

static void numbered(maker *m, ks_element *parent, u32 from, u32 count)
{
    for (u32 i = from; i < count && !m->is_over; i++) {
        u8 *bytes = ks_take(m->arena, u8, 16 + ks_out_slack);
        if (bytes == NULL)
            return;
        ks_out name = { .at = bytes, .start = bytes, .end = bytes + 16 };
        KS_PUT(&name, "value");
        if (i >= 1000)
            ks_out_byte(&name, (char)('0' + i / 1000));
        if (i >= 100)
            ks_out_byte(&name, (char)('0' + i / 100 % 10));
        if (i >= 10)
            ks_out_byte(&name, (char)('0' + i / 10 % 10));
        ks_out_byte(&name, (char)('0' + i % 10));
        ks_slot slot = { .index = (u16)i };
        data(m, parent, ks_out_str(&name), &slot);
    }
}

static void system_part(maker *m, ks_element *event, const ks_slot *slots)
{
    ks_element *system = child(m, event, KS_STR("System"));
    for (size_t i = 0; i < ks_system_place_count && !m->is_over; i++) {
        const ks_system_place *place = &ks_system_places[i];
        const ks_slot *slot = &slots[place->field];
        if (slot->index == ks_slot_constant && slot->constant.type == KS_NULL)
            continue;
        const ks_element *there = ks_tree_child(system, ks_str_of(place->element));
        ks_element *e =
            there ? (ks_element *)(uintptr_t)there : child(m, system, ks_str_of(place->element));
        if (place->attribute)
            attribute(m, e, ks_str_of(place->attribute), hole(m, slot));
        else
            e->content = hole(m, slot);
    }
}

static void shared_layout(const evtx_instance *instance, ks_slot *slots)
{
    static const struct {
        ks_system_field field;
        u16 index;
    } shared[] = { { KS_SYSTEM_LEVEL, 0 },
                   { KS_SYSTEM_OPCODE, 1 },
                   { KS_SYSTEM_TASK, 2 },
                   { KS_SYSTEM_ID, 3 },
                   { KS_SYSTEM_QUALIFIERS, 4 },
                   { KS_SYSTEM_KEYWORDS, 5 },
                   { KS_SYSTEM_TIME, 6 },
                   { KS_SYSTEM_ACTIVITY, 7 },
                   { KS_SYSTEM_PROCESS_ID, 8 },
                   { KS_SYSTEM_THREAD_ID, 9 },
                   { KS_SYSTEM_EVENT_RECORD_ID, 10 },
                   { KS_SYSTEM_VERSION, 11 },
                   { KS_SYSTEM_USER, 12 },
                   { KS_SYSTEM_PROVIDER, 14 },
                   { KS_SYSTEM_PROVIDER_GUID, 15 },
                   { KS_SYSTEM_CHANNEL, 16 } };
    bool is_18 = instance->value_count == 18 && instance->descriptors[4 * 14 + 2] == KS_STRING;
    for (size_t i = 0; i < KS_SYSTEM_COUNT; i++)
        slots[i] = (ks_slot){ .index = ks_slot_constant };
    slots[KS_SYSTEM_RELATED_ACTIVITY].index = is_18 ? 13 : 18;
    for (size_t i = 0; i < countof(shared); i++) {
        if (shared[i].index < 13 || is_18)
            slots[shared[i].field].index = shared[i].index;
    }
}

static void payload_hole(maker *m, ks_element *root, u32 index)
{
    ks_slot slot = { .index = (u16)index };
    ks_part *part = hole(m, &slot);
    ks_part **end = &root->content;
    while (*end)
        end = &(*end)->next;
    if (part)
        part->type = KS_BINXML;
    *end = part;
}

const ks_element *evtx_orphan_template(const evtx_instance *instance, bool is_event,
                                       ks_arena *arena)
{
    maker m = { .arena = arena };
    ks_element *root = ks_take(arena, ks_element, 1);
    if (root == NULL)
        return NULL;
    *root = (ks_element){ .name = is_event ? KS_STR("Event") : KS_STR("EventData"),
                          .dependency = ks_no_dependency };
    if (!is_event) {
        numbered(&m, root, 0, instance->value_count);
    } else if (instance->value_count < 18) { // no layout that was ever seen
        numbered(&m, child(&m, root, KS_STR("EventData")), 0, instance->value_count);
    } else {
        ks_slot slots[KS_SYSTEM_COUNT];
        shared_layout(instance, slots);
        system_part(&m, root, slots);
        payload_hole(&m, root, instance->value_count - 1);
    }
    return m.is_over ? NULL : root;
}
