// Compiling the JSON programs of a plan; tree_json.c is the slow twin and says why. What a
// template leaves open beyond one value in one place is left to it. See compile.h.
#include "event/compile.h"

#include "event/tree.h"

void ks_compile_key(builder *b, ks_str name, size_t repeat)
{
    ks_lit(b, "\"");
    ks_out_utf8(&b->literals, name, KS_AS_JSON);
    if (repeat) {
        char digits[] = { '_', (char)('0' + repeat / 10 % 10), (char)('0' + repeat % 10), 0 };
        if (repeat > 99)
            b->is_irregular = true;
        if (repeat < 10) {
            digits[1] = digits[2];
            digits[2] = 0;
        }
        ks_lit(b, digits);
    }
    ks_lit(b, "\":");
}

static bool is_data(const ks_element *e) { return ks_str_equal(e->name, KS_STR("Data")); }

static bool is_container(const ks_element *e)
{
    return ks_str_equal(e->name, KS_STR("EventData")) || ks_str_equal(e->name, KS_STR("UserData"));
}

static bool has_literal_text(const ks_part *parts)
{
    for (; parts; parts = parts->next) {
        if (parts->kind == KS_PART_TEXT && parts->text.size)
            return true;
    }
    return false;
}

static void literal_scalar(builder *b, const ks_part *parts, const char *empty)
{
    if (!has_literal_text(parts)) {
        ks_lit(b, empty);
        return;
    }
    ks_lit(b, "\"");
    ks_lit_text(b, parts, KS_AS_JSON);
    ks_lit(b, "\"");
}

// --- elements with attributes

static bool any_slot_attribute(builder *b, const ks_element *e)
{
    bool any = false;
    for (const ks_attribute *a = e->attributes; a; a = a->next) {
        form f = ks_form_of(a->parts);
        any = any || f == FORM_SLOT;
        if (f != FORM_EMPTY && f != FORM_TEXT && f != FORM_SLOT)
            b->is_irregular = true;
    }
    return any;
}

static bool any_literal_attribute(const ks_element *e)
{
    for (const ks_attribute *a = e->attributes; a; a = a->next) {
        if (has_literal_text(a->parts))
            return true;
    }
    return false;
}

static void literal_attributes(builder *b, const ks_element *e)
{
    bool is_first = true;
    ks_lit(b, "\"#attributes\":{");
    for (const ks_attribute *a = e->attributes; a; a = a->next) {
        if (!has_literal_text(a->parts))
            continue;
        if (!is_first)
            ks_lit(b, ",");
        is_first = false;
        ks_compile_key(b, a->name, 0);
        literal_scalar(b, a->parts, "\"\"");
    }
    ks_lit(b, "}");
}

static void element_step(builder *b, const ks_element *e, form f)
{
    u16 text = f == FORM_SLOT ? e->content->index : f == FORM_TEXT ? slot_literal : slot_none;
    if (f == FORM_TEXT && !has_literal_text(e->content))
        text = slot_none;
    u32 at = b->op_count;
    ks_step(b, OP_ELEMENT, text);
    u32 count = 0;
    for (const ks_attribute *a = e->attributes; a; a = a->next) {
        bool is_slot = ks_form_of(a->parts) == FORM_SLOT;
        if (!is_slot && !has_literal_text(a->parts))
            continue;
        ks_compile_key(b, a->name, 0);
        if (!is_slot)
            literal_scalar(b, a->parts, "\"\"");
        ks_step(b, OP_ATTRIBUTE, is_slot ? a->parts->index : slot_literal);
        count++;
    }
    if (text == slot_literal) {
        literal_scalar(b, e->content, "\"\"");
        ks_step(b, OP_LITERAL, slot_none);
    }
    if (at < b->op_count)
        b->ops[at].count = count;
}

// --- children

static size_t same_before(const ks_element *parent, const ks_part *child)
{
    size_t count = 0;
    for (const ks_part *p = parent->content; p != child; p = p->next) {
        if (p->kind == KS_PART_ELEMENT && ks_str_equal(p->element->name, child->element->name))
            count++;
    }
    return count;
}

// The literal name of a Data; an empty one when it has none.
static ks_str data_name(builder *b, const ks_element *e)
{
    const ks_part *parts = ks_tree_attribute(e, KS_STR("Name"));
    if (parts == NULL)
        return (ks_str){ 0 };
    if (parts->kind != KS_PART_TEXT || parts->next)
        b->is_irregular = true;
    return parts->text;
}

static void data_value(builder *b, const ks_element *e, op_kind kind, const char *empty)
{
    form f = ks_form_of(e->content);
    if (f == FORM_SLOT)
        ks_step(b, kind, e->content->index);
    else if (f == FORM_EMPTY || f == FORM_TEXT)
        literal_scalar(b, e->content, empty);
    else
        b->is_irregular = true;
}

static bool any_named(builder *b, const ks_element *container)
{
    bool any = false;
    for (const ks_part *p = container->content; p; p = p->next) {
        if (p->kind == KS_PART_ELEMENT && is_data(p->element))
            any = any || data_name(b, p->element).size;
    }
    return any;
}

static void positional(builder *b, const ks_element *container, bool is_flat)
{
    u32 at = b->op_count, count = 0;
    ks_step(b, OP_POSITIONAL, slot_none);
    for (const ks_part *p = container->content; p; p = p->next) {
        if (p->kind != KS_PART_ELEMENT || !is_data(p->element))
            continue;
        if (ks_form_of(p->element->content) != FORM_SLOT) {
            b->is_irregular = true;
            return;
        }
        ks_step(b, OP_SLOT, p->element->content->index);
        count++;
    }
    if (at < b->op_count) {
        b->ops[at].count = count;
        b->ops[at].is_flat = is_flat;
    }
}

static void nested_children(builder *b, const ks_element *e)
{
    bool holds_data = is_container(e), is_named = holds_data && any_named(b, e);
    bool is_first = true, listed = false;
    for (const ks_part *p = e->content; p; p = p->next) {
        const ks_element *child = p->element;
        if (p->kind != KS_PART_ELEMENT)
            continue;
        bool is_datum = holds_data && is_data(child);
        if (is_datum && (is_named ? data_name(b, child).size == 0 : listed))
            continue;
        if (!is_first)
            ks_lit(b, ",");
        is_first = false;
        if (!is_datum) {
            ks_compile_key(b, child->name, same_before(e, p));
            ks_compile_json_value(b, child);
        } else if (is_named) {
            ks_compile_key(b, data_name(b, child), 0);
            data_value(b, child, OP_DATA, "\"\"");
        } else {
            ks_lit(b, "\"Data\":{\"#text\":");
            positional(b, e, false);
            ks_lit(b, "}");
            listed = true;
        }
    }
}

// A payload beside literal children must not bear one of their names: only System is told apart.
static void nest_step(builder *b, const ks_element *e)
{
    const ks_part *only = e->content;
    const ks_part *last = only;
    while (last->next)
        last = last->next;
    if (only->next != last || !ks_str_equal(only->element->name, KS_STR("System")))
        b->is_irregular = true;
    if (last->index != b->plan->payload_slot)
        b->is_irregular = true;
    ks_step(b, OP_NEST, last->index);
}

// The value of one element by the rules of the nested shape.
void ks_compile_json_value(builder *b, const ks_element *e)
{
    form f = ks_form_of(e->content);
    bool attributed = any_literal_attribute(e);
    if (f == FORM_OTHER) {
        b->is_irregular = true;
    } else if (any_slot_attribute(b, e) || (attributed && f == FORM_SLOT)) {
        if (f == FORM_NEST || f == FORM_ELEMENTS || f == FORM_EVENT)
            b->is_irregular = true;
        else
            element_step(b, e, f);
    } else if (f == FORM_NEST) {
        if (attributed || e->content->index != b->plan->payload_slot)
            b->is_irregular = true;
        ks_step(b, OP_NEST_IN, e->content->index);
    } else if (f == FORM_SLOT) {
        ks_step(b, OP_VALUE, e->content->index);
    } else if (f == FORM_EMPTY || f == FORM_TEXT) {
        if (attributed) {
            ks_lit(b, "{");
            literal_attributes(b, e);
            if (has_literal_text(e->content)) {
                ks_lit(b, ",\"#text\":");
                literal_scalar(b, e->content, "null");
            }
            ks_lit(b, "}");
        } else {
            literal_scalar(b, e->content, "null");
        }
    } else {
        ks_lit(b, "{");
        if (attributed) {
            literal_attributes(b, e);
            ks_lit(b, ",");
        }
        nested_children(b, e);
        if (f == FORM_EVENT)
            nest_step(b, e);
        ks_lit(b, "}");
    }
}

void ks_compile_nested(builder *b, const ks_element *root)
{
    bool is_event = b->plan->is_event;
    if (!is_event && (ks_str_equal(root->name, KS_STR("System")) || is_data(root)))
        b->is_irregular = true; // would stand twice in its Event; is what a container says it is
    if (is_event)
        ks_lit(b, "{");
    ks_compile_key(b, root->name, 0);
    ks_compile_json_value(b, root);
    if (is_event)
        ks_lit(b, "}");
}

// --- flat

static ks_str flat_name(builder *b, const ks_element *parent, const ks_element *e)
{
    bool is_datum = is_container(parent) && is_data(e);
    ks_str name = is_datum ? data_name(b, e) : (ks_str){ 0 };
    return name.size ? name : e->name;
}

static void flat_value(builder *b, const ks_element *parent, const ks_element *e)
{
    if (is_container(parent) && is_data(e))
        data_value(b, e, OP_FLAT_DATA, "null");
    else
        ks_compile_json_value(b, e);
}

// All children of one name, from the first one on: a value, or an array.
static void flat_member(builder *b, const ks_element *parent, const ks_part *first, ks_str name)
{
    size_t count = 0, printed = 0;
    for (const ks_part *p = first; p; p = p->next)
        count += ks_str_equal(flat_name(b, parent, p->element), name);
    ks_lit(b, count > 1 ? "[" : "");
    for (const ks_part *p = first; p; p = p->next) {
        if (!ks_str_equal(flat_name(b, parent, p->element), name))
            continue;
        ks_lit(b, printed++ ? "," : "");
        flat_value(b, parent, p->element);
    }
    ks_lit(b, count > 1 ? "]" : "");
}

static bool is_first_of_name(builder *b, const ks_element *parent, const ks_part *part, ks_str name)
{
    for (const ks_part *p = parent->content; p != part; p = p->next) {
        if (ks_str_equal(flat_name(b, parent, p->element), name))
            return false;
    }
    return true;
}

static void flat_members(builder *b, const ks_element *e)
{
    bool unnamed = is_container(e) && !any_named(b, e);
    bool is_first = true;
    for (const ks_part *p = e->content; p; p = p->next)
        b->is_irregular = b->is_irregular || p->kind != KS_PART_ELEMENT;
    for (const ks_part *p = e->content; p && !b->is_irregular; p = p->next) {
        ks_str name = flat_name(b, e, p->element);
        if (!is_first_of_name(b, e, p, name))
            continue;
        ks_lit(b, is_first ? "" : ",");
        is_first = false;
        ks_compile_key(b, name, 0);
        if (unnamed && is_data(p->element))
            positional(b, e, true);
        else
            flat_member(b, e, p, name);
    }
    for (const ks_attribute *a = e->attributes; a && is_container(e); a = a->next)
        b->is_irregular = b->is_irregular || !ks_is_namespace(a->name);
}

static size_t own_parts(const ks_element *event)
{
    size_t count = 0;
    for (const ks_part *p = event->content; p; p = p->next)
        count += p->kind != KS_PART_ELEMENT || !ks_str_equal(p->element->name, KS_STR("System"));
    return count;
}

static const ks_element *own_element(const ks_element *event)
{
    for (const ks_part *p = event->content; p; p = p->next) {
        if (p->kind == KS_PART_ELEMENT && !ks_str_equal(p->element->name, KS_STR("System")))
            return p->element;
    }
    return NULL;
}

static void flat_event(builder *b, const ks_element *root)
{
    ks_lit(b, "{");
    for (size_t i = 0; i < KS_SYSTEM_COUNT; i++) {
        ks_system_field field = ks_flat_order[i];
        const ks_slot *slot = &b->plan->system[field];
        if (slot->index == ks_slot_constant && ks_value_is_empty(slot->constant))
            continue;
        if (slot->index != ks_slot_constant)
            ks_step(b, OP_LITERAL, slot_none);
        ks_compile_key(b, ks_str_of(ks_system_words[field]), 0);
        if (slot->index != ks_slot_constant) {
            op *member = ks_step(b, OP_MEMBER, slot->index);
            member->count = ks_flat_is_typed(field) ? (u32)field + 1 : 0;
            continue;
        }
        ks_out_flat_system(&b->literals, field, slot->constant, &b->days);
        ks_lit(b, ",");
    }
    ks_step(b, OP_NUMBERS, slot_none);
    ks_lit(b, "\"data\":");
    const ks_element *own = own_element(root);
    if (b->plan->payload_slot != ks_slot_constant) {
        ks_step(b, OP_FLAT_NEST, b->plan->payload_slot);
        // alone, or in a UserData, which flat data do not name
        bool is_named = own && (ks_form_of(own->content) != FORM_NEST ||
                                !ks_str_equal(own->name, KS_STR("UserData")));
        b->is_irregular = b->is_irregular || is_named;
    } else {
        ks_lit(b, "{");
        if (own && is_container(own))
            flat_members(b, own);
        else if (own)
            b->is_irregular = true;
        ks_lit(b, "}");
    }
    ks_lit(b, "}");
}

void ks_compile_flat(builder *b, const ks_element *root)
{
    bool is_event = b->plan->is_event;
    if (is_event ? !b->plan->has_plain_fields : is_data(root)) {
        b->is_irregular = true;
    } else if (is_event) {
        b->is_irregular = own_parts(root) > 1; // more than data: RenderingInfo, …
        flat_event(b, root);
    } else if (ks_str_equal(root->name, KS_STR("UserData")) && !any_named(b, root)) {
        const ks_part *first = root->content;
        if (first && first->kind == KS_PART_ELEMENT && first->next == NULL)
            flat_members(b, first->element);
        else
            b->is_irregular = true;
    } else {
        flat_members(b, root);
    }
}
