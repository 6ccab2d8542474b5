// Element trees: making them, filling a template's tree with values, and printing them. The slow
// and complete way; programs (program.h) are the fast one.
#pragma once
#include "event/event.h"

enum {
    ks_tree_depth_most = 512,   // nested elements
    ks_tree_items_most = 65535, // copies of one element that arrays ask for
    ks_tree_part_count_most = 1 << 20,
};

// What lies inside a value of type KS_BINXML: a list of KS_PART_ELEMENT parts, made in `arena`.
// `depth`: of the element that holds the value, in its own tree.
typedef struct {
    const ks_part *(*parse)(void *context, ks_value value, unsigned depth, ks_arena *arena);
    void *context;
} ks_tree_nested;

// The template's tree with its values in their places: arrays expanded, payloads parsed, elements
// that Windows omits marked. `is_event`: the root of a whole record, which is never omitted.
// NULL past the arena's budget. `nested` NULL: there are no such values.
const ks_element *ks_tree_fill(const ks_element *root, const ks_value *values, size_t count,
                               const ks_tree_nested *nested, bool is_event, ks_arena *arena);

// The first child element of this name; NULL: none.
const ks_element *ks_tree_child(const ks_element *element, ks_str name);
const ks_part *ks_tree_attribute(const ks_element *element, ks_str name);
// The only value or text of the parts as a value; several parts are joined into text in `arena`.
ks_value ks_tree_value(const ks_part *parts, ks_arena *arena);

// Printing a whole event's tree.
void ks_tree_xml(const ks_element *root, ks_out *out, ks_style style, ks_day_cache *days);
void ks_tree_json_nested(const ks_element *root, ks_out *out, ks_day_cache *days);
// The value of one element by the rules of the nested shape, in the given style.
void ks_tree_json_value(const ks_element *e, ks_out *out, ks_style style, ks_day_cache *days);
void ks_tree_json_flat(const ks_element *root, const ks_event *e, ks_out *out, ks_day_cache *days);

// The order of the System fields in flat JSON: time and place, what it is, the rest.
extern const ks_system_field ks_flat_order[KS_SYSTEM_COUNT];
// A System value in flat JSON: numbers are numbers, times have seven digits and GUIDs no braces,
// even where the record has them as text (forwarded logs, literals of templates).
void ks_out_flat_system(ks_out *out, ks_system_field field, ks_value v, ks_day_cache *days);
// Whether text in this field is looked at for that.
bool ks_flat_is_typed(ks_system_field field);

// Where each System field stands: element, and attribute or NULL for its text.
typedef struct {
    ks_system_field field;
    const char *element, *attribute;
} ks_system_place;
extern const ks_system_place ks_system_places[];
extern const size_t ks_system_place_count;
// What stands there under <System>; NULL: nothing.
const ks_part *ks_system_place_parts(const ks_element *system, const ks_system_place *place);

// The System values of a whole event's tree, by ks_system_field, into `values` (KS_SYSTEM_COUNT).
void ks_tree_system(const ks_element *event, ks_value *values, ks_arena *arena);
// A plan whose System slots are 0 … KS_SYSTEM_COUNT - 1: of events that are trees.
extern const ks_event_plan ks_tree_plan;
// Own fields of a whole event's tree.
const ks_field *ks_tree_fields(const ks_element *event, ks_arena *arena, size_t *count);
