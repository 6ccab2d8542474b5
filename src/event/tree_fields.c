// System values and own fields out of a whole event's tree: for events that are no plain pair of
// plans. See tree.h.
#include "event/tree.h"

#define SLOT(field) [KS_SYSTEM_##field] = { .index = KS_SYSTEM_##field }
const ks_event_plan ks_tree_plan = {
    .is_event = true,
    .payload_slot = ks_slot_constant,
    .root = { "Event", 5 },
    .system = { SLOT(PROVIDER), SLOT(PROVIDER_GUID), SLOT(SOURCE_NAME), SLOT(ID), SLOT(QUALIFIERS),
                SLOT(VERSION), SLOT(LEVEL), SLOT(TASK), SLOT(OPCODE), SLOT(KEYWORDS), SLOT(TIME),
                SLOT(EVENT_RECORD_ID), SLOT(ACTIVITY), SLOT(RELATED_ACTIVITY), SLOT(PROCESS_ID),
                SLOT(THREAD_ID), SLOT(CHANNEL), SLOT(COMPUTER), SLOT(USER) },
};

const ks_part *ks_system_place_parts(const ks_element *system, const ks_system_place *place)
{
    const ks_element *e = ks_tree_child(system, ks_str_of(place->element));
    if (e == NULL || place->attribute == NULL)
        return e ? e->content : NULL;
    return ks_tree_attribute(e, ks_str_of(place->attribute));
}

void ks_tree_system(const ks_element *event, ks_value *values, ks_arena *arena)
{
    memset(values, 0, sizeof *values * KS_SYSTEM_COUNT);
    const ks_element *system = ks_tree_child(event, KS_STR("System"));
    for (size_t i = 0; i < ks_system_place_count; i++) {
        const ks_system_place *place = &ks_system_places[i];
        const ks_part *parts = ks_system_place_parts(system, place);
        values[place->field] = ks_tree_value(parts, arena);
    }
}

typedef struct {
    ks_field *fields;
    size_t count, capacity;
    ks_arena *arena;
} collection;

static void add(collection *c, ks_str name, ks_value value)
{
    if (c->count == c->capacity) {
        ks_field *grown = ks_arena_grow(c->arena, c->fields, sizeof *grown, c->count, &c->capacity);
        if (grown == NULL)
            return;
        c->fields = grown;
    }
    c->fields[c->count++] = (ks_field){ name, value };
}

static ks_str join(collection *c, ks_str a, char between, ks_str b)
{
    char *text = ks_take(c->arena, char, a.size + b.size + 1);
    if (text == NULL)
        return a;
    memcpy(text, a.at, a.size);
    text[a.size] = between;
    memcpy(text + a.size + 1, b.at, b.size);
    return (ks_str){ text, a.size + b.size + 1 };
}

static void leaves(collection *c, const ks_element *e, ks_str prefix, unsigned depth)
{
    bool has_children = false;
    for (const ks_part *p = e->content; p; p = p->next)
        has_children = has_children || p->kind == KS_PART_ELEMENT;
    bool is_data = ks_str_equal(e->name, KS_STR("Data"));
    const ks_part *named = is_data ? ks_tree_attribute(e, KS_STR("Name")) : NULL;
    ks_str name = named ? ks_value_str(ks_tree_value(named, c->arena), c->arena) : e->name;
    if (name.size == 0)
        name = e->name;
    if (prefix.size)
        name = join(c, prefix, '.', name);
    for (const ks_attribute *a = e->attributes; a && !is_data; a = a->next) {
        if (!ks_begins(a->name, KS_STR("xmlns")))
            add(c, join(c, name, '@', a->name), ks_tree_value(a->parts, c->arena));
    }
    if (!has_children) {
        add(c, name, ks_tree_value(e->content, c->arena));
        return;
    }
    for (const ks_part *p = e->content; p && depth < ks_tree_depth_most; p = p->next) {
        if (p->kind == KS_PART_ELEMENT)
            leaves(c, p->element, prefix, depth + 1);
    }
}

const ks_field *ks_tree_fields(const ks_element *event, ks_arena *arena, size_t *count)
{
    collection c = { .arena = arena };
    for (const ks_part *p = event->content; p; p = p->next) {
        if (p->kind != KS_PART_ELEMENT || ks_str_equal(p->element->name, KS_STR("System")))
            continue;
        const ks_element *own = p->element;
        bool rendered = ks_str_equal(own->name, KS_STR("RenderingInfo"));
        ks_str prefix = rendered ? own->name : (ks_str){ 0 };
        bool is_leaf = true;
        for (const ks_part *q = own->content; q; q = q->next) {
            if (q->kind != KS_PART_ELEMENT)
                continue;
            leaves(&c, q->element, prefix, 0);
            is_leaf = false;
        }
        for (const ks_attribute *a = own->attributes; a; a = a->next) {
            if (!ks_begins(a->name, KS_STR("xmlns")))
                add(&c, join(&c, own->name, '@', a->name), ks_tree_value(a->parts, arena));
        }
        if (is_leaf && own->content)
            add(&c, own->name, ks_tree_value(own->content, arena));
    }
    *count = c.count;
    return c.fields;
}
