// From an event's tree to templates: each value becomes a hole, what is text stays.
//
// An event of the usual shape is split as Windows splits it: an outer template for System, and
// the payload (the element behind System, or the one inside UserData) as an instance of its own.
// The values of System get the indexes that Windows gives them, 18 or 20 of them (the layout
// follows from whether the provider's name is a value or text), so that their places in the record
// are the usual ones; whatever else is a value comes behind.
#include "base/number.h"
#include "evidence/evtx/write_chunk.h"

enum { values_most = 4096, no_index = 0xffff };

// Where System's values are (seen in all 41,771 templated records of the corpora).
// clang-format off
static const struct {
    const char *element, *attribute;
    u8 index_18, index_20, type;
} places[] = {
    { "Level", NULL, 0, 0, KS_UINT8 },
    { "Opcode", NULL, 1, 1, KS_UINT8 },
    { "Task", NULL, 2, 2, KS_UINT16 },
    { "EventID", NULL, 3, 3, KS_UINT16 },
    { "EventID", "Qualifiers", 4, 4, KS_UINT16 },
    { "Keywords", NULL, 5, 5, KS_HEX64 },
    { "TimeCreated", "SystemTime", 6, 6, KS_FILETIME },
    { "Correlation", "ActivityID", 7, 7, KS_GUID },
    { "Execution", "ProcessID", 8, 8, KS_UINT32 },
    { "Execution", "ThreadID", 9, 9, KS_UINT32 },
    { "EventRecordID", NULL, 10, 10, KS_UINT64 },
    { "Version", NULL, 11, 11, KS_UINT8 },
    { "Security", "UserID", 12, 12, KS_SID },
    { "Correlation", "RelatedActivityID", 13, 18, KS_GUID },
    { "Provider", "Name", 14, 0xff, KS_STRING },
    { "Provider", "Guid", 15, 0xff, KS_GUID },
    { "Channel", NULL, 16, 0xff, KS_STRING },
};
// clang-format on
enum { payload_index_18 = 17, payload_index_20 = 19 };

typedef struct {
    ks_arena *arena;
    ks_value *values;
    size_t count, capacity;
    u32 used;                  // bits: which of the usual places are taken
    u16 payload_index;         // no_index: this is no outer template
    const ks_element *payload; // what is replaced by the payload's hole
    bool is_18;
    bool is_all_text;
    bool has_failed;
} builder;

// --- values

static u16 value_at_end(builder *b, ks_value value)
{
    if (b->count >= values_most)
        b->has_failed = true;
    if (!b->has_failed && b->count >= b->capacity) {
        ks_value *grown =
            ks_arena_grow(b->arena, b->values, sizeof *b->values, b->count, &b->capacity);
        b->has_failed = grown == NULL;
        b->values = grown ? grown : b->values;
    }
    if (b->has_failed)
        return 0;
    b->values[b->count] = value;
    return (u16)b->count++;
}

static bool is_string(u8 type) { return type == KS_STRING || type == KS_UTF8; }

static u16 usual_place(const builder *b, ks_str element, ks_str attribute, u8 type)
{
    for (size_t i = 0; i < countof(places); i++) {
        u8 index = b->is_18 ? places[i].index_18 : places[i].index_20;
        bool is_type = type == KS_NULL || type == places[i].type ||
                       (is_string(type) && places[i].type == KS_STRING);
        if (index != 0xff && is_type && !(b->used >> index & 1) &&
            ks_str_equal(ks_str_of(places[i].element), element) &&
            ks_str_equal(ks_str_of(places[i].attribute), attribute))
            return index;
    }
    return no_index;
}

// A number as JSON writes it, for which logs have types; others stay text.
static ks_value typed_number(builder *b, ks_value value)
{
    u64 number = 0;
    u8 *bytes = ks_take(b->arena, u8, 8);
    if (bytes == NULL) {
        b->has_failed = true;
        return value;
    }
    if (!ks_u64_read((ks_str){ (const char *)value.at, value.size }, &number))
        return (ks_value){ value.at, value.size, KS_UTF8 };
    ks_store64(bytes, number);
    return (ks_value){ bytes, 8, KS_UINT64 };
}

// The only item of an array prints as text even where it is a number: so it goes back into one.
static u8 type_of_part(const ks_part *part)
{
    u8 type = part->value.type;
    bool is_fixed = (type >= KS_INT8 && type <= KS_DOUBLE) || type == KS_BOOL;
    return part->is_text && is_fixed ? type | KS_ARRAY : type;
}

// `element` is a child of System of an outer template, else empty.
static u16 add_value(builder *b, const ks_part *part, ks_str element, ks_str attribute)
{
    ks_value value = part->value;
    value.type = type_of_part(part);
    if (value.type == KS_NUMBER)
        value = typed_number(b, value);
    if (value.type == KS_NULL)
        value = (ks_value){ 0 };
    u16 index = element.size ? usual_place(b, element, attribute, value.type) : no_index;
    if (index == no_index)
        return value_at_end(b, value);
    b->values[index] = value;
    b->used |= 1u << index;
    return index;
}

// --- the tree, copied with holes

static ks_part *hole(builder *b, u16 index, u8 type, bool is_optional)
{
    ks_part *part = ks_take(b->arena, ks_part, 1);
    b->has_failed |= part == NULL;
    if (part)
        *part = (ks_part){
            .kind = KS_PART_SUBSTITUTION, .index = index, .type = type, .is_optional = is_optional
        };
    return part;
}

static ks_part *copy_of(builder *b, const ks_part *from)
{
    ks_part *part = ks_take(b->arena, ks_part, 1);
    b->has_failed |= part == NULL;
    if (part) {
        *part = *from;
        part->next = NULL;
    }
    return part;
}

static u8 type_of_hole(u8 type)
{
    return type == KS_UTF8 || type == KS_NUMBER || type == KS_NULL ? (u8)KS_STRING : type;
}

// A text, an instruction, a value. NULL past the budget. `is_optional`: of a value,
// whether it takes its element or attribute with it when it is NULL.
static ks_part *copy_leaf(builder *b, const ks_part *from, bool is_optional, ks_str element,
                          ks_str attribute)
{
    if (from->kind == KS_PART_SUBSTITUTION) { // of no template: nothing can fill it
        b->is_all_text = false;
        return hole(b, value_at_end(b, (ks_value){ 0 }), KS_STRING, attribute.size > 0);
    }
    if (from->kind != KS_PART_VALUE)
        return copy_of(b, from);
    b->is_all_text &= from->value.type == KS_UTF8;
    u16 index = add_value(b, from, element, attribute);
    return hole(b, index, type_of_hole(type_of_part(from)), is_optional);
}

// Holes of no template, in an attribute that has nothing else: it is there all the same.
static bool is_of_holes(const ks_part *parts)
{
    for (const ks_part *part = parts; part; part = part->next) {
        if (part->kind != KS_PART_SUBSTITUTION)
            return false;
    }
    return parts != NULL;
}

static void copy_attributes(builder *b, ks_element *to, const ks_element *from, ks_str element)
{
    ks_attribute **end = &to->attributes;
    for (const ks_attribute *a = from->attributes; a && !b->has_failed; a = a->next) {
        ks_attribute *copy = ks_take(b->arena, ks_attribute, 1);
        b->has_failed |= copy == NULL;
        if (copy == NULL)
            return;
        copy->name = a->name;
        ks_part **last = &copy->parts;
        static const ks_part nothing = { .kind = KS_PART_VALUE }; // NULL: it goes with the value
        static const ks_part empty = { .kind = KS_PART_VALUE,
                                       .value = { (const u8 *)"", 0, KS_UTF8 } };
        const ks_part *part = a->parts == NULL        ? &nothing
                              : is_of_holes(a->parts) ? &empty
                                                      : a->parts;
        b->is_all_text &= part != &empty; // a text of nothing would go with its attribute
        for (; part && !b->has_failed; part = part->next) {
            *last = copy_leaf(b, part, true, element, a->name);
            if (*last)
                last = &(*last)->next;
        }
        *end = copy;
        end = &copy->next;
    }
}

typedef struct {
    const ks_part *next;
    const ks_element *from;
    ks_element *to;
    ks_part **end;
    bool has_null; // an optional hole that is NULL: the element is gone anyway
} level;

// Its template has content, of which nothing is left: a hole that was NULL, and not optional.
static bool is_emptied(const ks_element *e)
{
    return e->is_open && e->content == NULL && !e->is_omitted;
}

// `system_child`: an element whose values have usual places.
static level begin_level(builder *b, const ks_element *from, bool system_child)
{
    level l = { .next = from->content, .from = from, .to = ks_take(b->arena, ks_element, 1) };
    b->has_failed |= l.to == NULL;
    if (l.to == NULL)
        return l;
    l.to->name = from->name;
    l.to->dependency = ks_no_dependency;
    l.end = &l.to->content;
    b->is_all_text &= !from->is_omitted && !is_emptied(from);
    copy_attributes(b, l.to, from, system_child ? from->name : (ks_str){ 0 });
    return l;
}

static void end_level(builder *b, level *l, bool system_child)
{
    const ks_part *only = l->from->content;
    bool is_one_value = only && !only->next && only->kind == KS_PART_VALUE;
    if (is_one_value && system_child && l->to->content)
        l->to->dependency = l->to->content->index; // as Windows does
    if (is_emptied(l->from) && !b->has_failed)
        *l->end = hole(b, value_at_end(b, (ks_value){ 0 }), KS_STRING, false);
    if (!l->from->is_omitted || l->has_null || b->has_failed)
        return;
    static const ks_part nothing = { .kind = KS_PART_VALUE };
    ks_str element = system_child && !only ? l->from->name : (ks_str){ 0 };
    u16 index = add_value(b, &nothing, element, (ks_str){ 0 });
    l->to->dependency = index;
    if (only == NULL)
        *l->end = hole(b, index, KS_STRING, true);
}

static void copy_part(builder *b, level *l, bool system_child)
{
    const ks_part *part = l->next;
    bool is_null = part->kind == KS_PART_VALUE && part->value.type == KS_NULL;
    // A NULL in an element that is there all the same: the hole was not optional.
    bool is_optional = !is_null || l->from->is_omitted;
    ks_str element = system_child ? l->from->name : (ks_str){ 0 };
    ks_part *copy = copy_leaf(b, part, is_optional, element, (ks_str){ 0 });
    l->has_null |= is_null && is_optional;
    *l->end = copy;
    if (copy)
        l->end = &copy->next;
}

static bool is_system_child(const builder *b, const level *levels, size_t depth)
{
    return b->payload_index != no_index && depth == 3 &&
           ks_str_equal(levels[1].from->name, KS_STR("System"));
}

static ks_element *copy_tree(builder *b, const ks_element *root)
{
    level *levels = ks_take(b->arena, level, write_depth_most);
    b->has_failed |= levels == NULL;
    if (levels == NULL)
        return NULL;
    size_t depth = 0;
    levels[depth++] = begin_level(b, root, false);
    while (depth && !b->has_failed) {
        level *top = &levels[depth - 1];
        const ks_part *part = top->next;
        bool system_child = is_system_child(b, levels, depth);
        if (part == NULL) {
            end_level(b, top, system_child);
            depth--;
            continue;
        }
        if (part->kind != KS_PART_ELEMENT) {
            copy_part(b, top, system_child);
        } else if (part->element == b->payload) {
            *top->end = hole(b, b->payload_index, KS_BINXML, true);
            top->to->dependency = b->payload_index;
            if (*top->end)
                top->end = &(*top->end)->next;
        } else if (depth == write_depth_most) {
            b->has_failed = true;
        } else {
            ks_part *copy = copy_of(b, part);
            if (copy == NULL)
                break;
            *top->end = copy;
            top->end = &copy->next;
            levels[depth] = (level){ .from = part->element };
            depth++;
            levels[depth - 1] = begin_level(b, part->element, is_system_child(b, levels, depth));
            copy->element = levels[depth - 1].to;
        }
        top->next = part->next;
    }
    return b->has_failed ? NULL : levels[0].to;
}

// --- an event

static const ks_element *only_element(const ks_part *part)
{
    return part && !part->next && part->kind == KS_PART_ELEMENT ? part->element : NULL;
}

// The element that becomes the payload; NULL: the event is not of the usual shape.
static const ks_element *find_payload(const ks_element *event)
{
    const ks_part *system = event->content;
    if (!ks_str_equal(event->name, KS_STR("Event")) || !system || system->kind != KS_PART_ELEMENT ||
        !ks_str_equal(system->element->name, KS_STR("System")))
        return NULL;
    const ks_element *data = only_element(system->next);
    if (data == NULL || data->is_omitted)
        return NULL;
    if (!ks_str_equal(data->name, KS_STR("UserData")))
        return data;
    const ks_element *inside = data->attributes ? NULL : only_element(data->content);
    return inside && !inside->is_omitted ? inside : NULL;
}

static bool names_provider_by_value(const ks_element *event)
{
    const ks_element *system = event->content->element;
    const ks_part *first = system->content;
    if (!first || first->kind != KS_PART_ELEMENT)
        return false;
    for (const ks_attribute *a = first->element->attributes; a; a = a->next)
        if (ks_str_equal(a->name, KS_STR("Name")))
            return a->parts && a->parts->kind == KS_PART_VALUE;
    return false;
}

static ks_evtx_instance *derive_part(builder *b, const ks_element *root)
{
    ks_evtx_instance *instance = ks_take(b->arena, ks_evtx_instance, 1);
    if (instance == NULL)
        return NULL;
    instance->root = copy_tree(b, root);
    instance->values = b->values;
    instance->value_count = b->count;
    return instance->root ? instance : NULL;
}

const ks_evtx_instance *evtx_derive(const ks_element *event, ks_arena *arena, bool *is_plain)
{
    const ks_element *inside = find_payload(event);
    builder outer = { .arena = arena, .payload_index = no_index, .is_all_text = true };
    builder payload = outer;
    if (inside) {
        outer.payload = inside;
        outer.is_18 = names_provider_by_value(event);
        outer.payload_index = outer.is_18 ? payload_index_18 : payload_index_20;
        outer.capacity = 32;
        outer.count = outer.payload_index + 1u;
        outer.values = ks_take(arena, ks_value, outer.capacity);
        if (outer.values == NULL)
            return NULL;
    }
    ks_evtx_instance *instance = derive_part(&outer, event);
    if (instance == NULL)
        return NULL;
    if (inside) {
        instance->payload_index = outer.payload_index;
        instance->payload = derive_part(&payload, inside);
        if (instance->payload == NULL)
            return NULL;
    }
    *is_plain = outer.is_all_text && payload.is_all_text;
    return instance;
}
