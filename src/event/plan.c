// From a template's tree to a plan: where the System values and the own fields are. The programs
// are compiled by program_json.c and program_xml.c. See plan.h.
#include "event/plan.h"

#include "event/compile.h"
#include "event/tree.h"

static void note_index(u16 index, ks_event_plan *plan)
{
    if (index >= plan->values_min)
        plan->values_min = (u16)(index + 1);
}

static void note_parts(const ks_part *parts, ks_event_plan *plan)
{
    for (; parts; parts = parts->next) {
        if (parts->kind == KS_PART_SUBSTITUTION)
            note_index(parts->index, plan);
    }
}

static void note_indexes(const ks_element *e, ks_event_plan *plan)
{
    note_parts(e->content, plan);
    for (const ks_attribute *a = e->attributes; a; a = a->next)
        note_parts(a->parts, plan);
    for (const ks_part *p = e->content; p; p = p->next) {
        if (p->kind == KS_PART_ELEMENT)
            note_indexes(p->element, plan);
    }
}

// The parts as one slot; false when they are more than one value or one text.
static bool slot_of(const ks_part *parts, ks_slot *slot, ks_arena *arena)
{
    *slot = (ks_slot){ .index = ks_slot_constant };
    if (parts == NULL)
        return true;
    if (parts->next)
        return false;
    if (parts->kind == KS_PART_SUBSTITUTION) {
        slot->index = parts->index;
        return parts->type != KS_BINXML;
    }
    slot->constant = ks_value_text(ks_arena_keep(arena, parts->text));
    return parts->kind == KS_PART_TEXT;
}

static void find_system(const ks_element *root, ks_event_plan *plan, ks_arena *arena)
{
    const ks_element *system = ks_tree_child(root, KS_STR("System"));
    for (size_t i = 0; i < KS_SYSTEM_COUNT; i++)
        plan->system[i] = (ks_slot){ .index = ks_slot_constant };
    for (size_t i = 0; i < ks_system_place_count; i++) {
        const ks_system_place *place = &ks_system_places[i];
        const ks_part *parts = ks_system_place_parts(system, place);
        if (!slot_of(parts, &plan->system[place->field], arena))
            plan->has_plain_fields = false;
    }
}

typedef struct {
    ks_event_plan *plan;
    ks_arena *arena;
    size_t capacity;
} collection;

static void add(collection *c, ks_str name, const ks_part *parts)
{
    ks_event_plan *plan = c->plan;
    ks_plan_field field = { .name = ks_arena_keep(c->arena, name) };
    if (!slot_of(parts, &field.slot, c->arena))
        plan->has_plain_fields = false;
    if (plan->field_count == c->capacity) {
        void *grown = ks_arena_grow(c->arena, plan->fields, sizeof *plan->fields, plan->field_count,
                                    &c->capacity);
        if (grown == NULL)
            return;
        plan->fields = grown;
    }
    plan->fields[plan->field_count++] = field;
}

static void add_attributes(collection *c, const ks_element *e)
{
    for (const ks_attribute *a = e->attributes; a; a = a->next) {
        if (ks_is_namespace(a->name))
            continue;
        u8 bytes[256 + ks_out_slack];
        ks_out name = { .at = bytes, .start = bytes, .end = bytes + 256 };
        ks_out_put(&name, e->name);
        ks_out_byte(&name, '@');
        ks_out_put(&name, a->name);
        add(c, ks_out_str(&name), a->parts);
    }
}

static void add_leaves(collection *c, const ks_element *e)
{
    ks_str name = e->name;
    if (ks_str_equal(e->name, KS_STR("Data"))) {
        const ks_part *named = ks_tree_attribute(e, KS_STR("Name"));
        if (named && (named->kind != KS_PART_TEXT || named->next))
            c->plan->has_plain_fields = false;
        else if (named && named->text.size)
            name = named->text;
    } else {
        add_attributes(c, e);
    }
    bool is_leaf = true;
    for (const ks_part *p = e->content; p; p = p->next) {
        if (p->kind == KS_PART_ELEMENT) {
            add_leaves(c, p->element);
            is_leaf = false;
        }
    }
    if (is_leaf)
        add(c, name, e->content);
}

// Own fields below `root`: of a payload, or of what an outer plan holds beside System.
static void find_fields(collection *c, const ks_element *root)
{
    bool is_leaf = true;
    for (const ks_part *p = root->content; p; p = p->next) {
        if (p->kind == KS_PART_ELEMENT)
            add_leaves(c, p->element);
        is_leaf = is_leaf && p->kind != KS_PART_ELEMENT;
    }
    add_attributes(c, root);
    if (is_leaf && root->content)
        add(c, root->name, root->content);
}

// The payload's slot: a substitution of type BinXml in Event, or alone in a literal UserData.
static void find_payload(collection *c, const ks_element *event)
{
    ks_event_plan *plan = c->plan;
    unsigned found = 0;
    for (const ks_part *p = event->content; p; p = p->next) {
        const ks_element *own = p->kind == KS_PART_ELEMENT ? p->element : NULL;
        const ks_part *inside = own ? own->content : NULL;
        if (own && ks_str_equal(own->name, KS_STR("System")))
            continue;
        const ks_part *hole = own ? inside : p;
        if (hole && hole->kind == KS_PART_SUBSTITUTION && hole->type == KS_BINXML &&
            (own == NULL || (hole->next == NULL && own->attributes == NULL))) {
            plan->payload_slot = hole->index;
            found++;
        } else if (own) {
            find_fields(c, own);
        } else {
            plan->has_plain_fields = false;
        }
    }
    if (found > 1)
        plan->has_plain_fields = false;
}

static ks_event_plan *make(const ks_element *root, unsigned formats, ks_arena *arena)
{
    ks_event_plan *plan = ks_take(arena, ks_event_plan, 1);
    if (plan == NULL)
        return NULL;
    plan->has_plain_fields = true;
    plan->payload_slot = ks_slot_constant;
    plan->root = ks_arena_keep(arena, root->name);
    note_indexes(root, plan);
    collection c = { plan, arena, 0 };
    plan->is_event = ks_str_equal(root->name, KS_STR("Event"));
    if (plan->is_event) {
        find_system(root, plan, arena);
        find_payload(&c, root);
    } else {
        find_fields(&c, root);
    }
    for (unsigned format = 0; format < KS_FORMAT_COUNT; format++) {
        if (formats & 1u << format)
            plan->programs[format] = ks_program_compile(root, plan, (ks_format)format, arena);
    }
    return plan;
}

ks_event_plan *ks_event_plan_make(const ks_element *root, unsigned formats, ks_arena *arena)
{
    bool spent = false, *outer = arena->spent;
    arena->spent = &spent;
    ks_event_plan *plan = make(root, formats, arena);
    arena->spent = outer;
    return spent ? NULL : plan; // a plan that lacks something would be believed
}
