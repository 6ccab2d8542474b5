// Filling a template's tree with the values of one record. What repeats, what is left out and what
// is an empty element follows the behaviour of libevtx and of evtx_dump 0.12.2 (reference, "Value
// types", "Arrays", "Optional/normal substitution"). See tree.h.
#include "event/tree.h"

enum { array_tokens_most = 8 };

typedef struct {
    const ks_value *values;
    size_t count;
    const ks_tree_nested *nested;
    ks_arena *arena;
    bool is_over; // the arena, or a limit
    size_t parts; // made so far
} filling;

// Which item each array token of the element stands for now.
typedef struct {
    const ks_part *token[array_tokens_most];
    ks_value item[array_tokens_most];
    size_t count;
} choice;

static ks_part *new_part(filling *f, ks_part_kind kind)
{
    ks_part *part = f->parts < ks_tree_part_count_most ? ks_take(f->arena, ks_part, 1) : NULL;
    if (part == NULL) {
        f->is_over = true;
        return NULL;
    }
    f->parts++;
    part->kind = kind;
    return part;
}

static ks_value value_at(const filling *f, u16 index)
{
    return index < f->count ? f->values[index] : (ks_value){ 0 };
}

static bool is_null(const filling *f, u16 index) { return value_at(f, index).type == KS_NULL; }

static bool is_array(ks_value v) { return (v.type & KS_ARRAY) != 0; }

// The array's items joined with commas, as one text: in the root of an instance nothing repeats.
static ks_value joined(filling *f, ks_value array)
{
    size_t most = (size_t)array.size * 12 + 256;
    u8 *bytes = ks_take(f->arena, u8, most + ks_out_slack);
    if (bytes == NULL) {
        f->is_over = true;
        return (ks_value){ 0 };
    }
    ks_out out = { .at = bytes, .start = bytes, .end = bytes + most };
    ks_day_cache days = { 0 };
    size_t next = 0;
    bool is_first = true;
    for (ks_value item; ks_value_item(array, &next, &item); is_first = false) {
        if (!is_first)
            ks_out_byte(&out, ',');
        ks_out_value(&out, item, KS_AS_TEXT, KS_STYLE_EVTX_DUMP, &days);
    }
    return ks_value_text(ks_out_str(&out));
}

// The part that a substitution becomes; NULL: none.
static ks_part *substitute(filling *f, const ks_part *token, const choice *chosen)
{
    ks_value v = value_at(f, token->index);
    bool is_text = false;
    if (is_array(v)) {
        bool is_chosen = false;
        for (size_t i = 0; i < chosen->count && !is_chosen; i++) {
            is_chosen = chosen->token[i] == token;
            v = is_chosen ? chosen->item[i] : v;
        }
        if (!is_chosen) {
            size_t next = 0, items = ks_value_items(v);
            if (items == 1)
                is_text = ks_value_item(v, &next, &v);
            else
                v = items ? joined(f, v) : ks_value_text((ks_str){ "", 0 });
        }
    }
    if (v.type == KS_NULL || v.type == KS_BINXML)
        return NULL;
    ks_part *part = new_part(f, KS_PART_VALUE);
    if (part) {
        part->value = v;
        part->is_text = is_text;
    }
    return part;
}

static ks_part **append(ks_part **end, ks_part *part)
{
    if (part == NULL)
        return end;
    *end = part;
    return &part->next;
}

static ks_part *fill_parts(filling *f, const ks_part *parts, const choice *chosen)
{
    ks_part *first = NULL, **end = &first;
    for (; parts && !f->is_over; parts = parts->next) {
        if (parts->kind == KS_PART_SUBSTITUTION) {
            end = append(end, substitute(f, parts, chosen));
            continue;
        }
        ks_part *copy = new_part(f, parts->kind);
        if (copy) {
            copy->text = parts->text;
            copy->value = parts->value;
            end = append(end, copy);
        }
    }
    return first;
}

static bool is_left_out(const filling *f, const ks_element *e)
{
    if (e->dependency != ks_no_dependency && is_null(f, e->dependency))
        return true;
    for (const ks_part *p = e->content; p; p = p->next) {
        if (p->kind == KS_PART_SUBSTITUTION && p->is_optional && is_null(f, p->index))
            return true;
    }
    return false;
}

// Tokens of the element's own content and attributes whose value is an array of two or more.
static void find_arrays(const filling *f, const ks_part *parts, choice *found)
{
    for (; parts; parts = parts->next) {
        if (parts->kind != KS_PART_SUBSTITUTION || found->count == array_tokens_most)
            continue;
        ks_value v = value_at(f, parts->index);
        if (is_array(v) && ks_value_items(v) >= 2)
            found->token[found->count++] = parts;
    }
}

static ks_part *fill_element(filling *f, const ks_element *e, bool is_root, unsigned depth);

// Appends the roots of a payload; the new end is returned.
static ks_part **append_nested(filling *f, ks_value v, unsigned depth, ks_part **end)
{
    const ks_part *roots =
        f->nested ? f->nested->parse(f->nested->context, v, depth, f->arena) : NULL;
    for (; roots; roots = roots->next) {
        ks_part *part = new_part(f, KS_PART_ELEMENT);
        if (part == NULL)
            break;
        part->element = roots->element;
        end = append(end, part);
    }
    return end;
}

static ks_part *fill_content(filling *f, const ks_element *e, const choice *chosen, unsigned depth)
{
    ks_part *first = NULL, **end = &first;
    for (const ks_part *p = e->content; p && !f->is_over; p = p->next) {
        if (p->kind == KS_PART_ELEMENT) {
            ks_part *made = fill_element(f, p->element, false, depth + 1);
            for (end = append(end, made); made && made->next; made = made->next)
                end = &made->next->next;
        } else if (p->kind == KS_PART_SUBSTITUTION && value_at(f, p->index).type == KS_BINXML) {
            end = append_nested(f, value_at(f, p->index), depth, end);
        } else {
            ks_part alone = *p;
            alone.next = NULL;
            if (p->kind == KS_PART_SUBSTITUTION)
                end = append(end, substitute(f, p, chosen)); // by identity of the token
            else
                end = append(end, fill_parts(f, &alone, chosen));
        }
    }
    return first;
}

static ks_part *make_one(filling *f, const ks_element *e, const choice *chosen, unsigned depth)
{
    ks_part *part = new_part(f, KS_PART_ELEMENT);
    ks_element *copy = part ? ks_take(f->arena, ks_element, 1) : NULL;
    if (copy == NULL) {
        f->is_over = true;
        return NULL;
    }
    *copy = (ks_element){ .name = e->name, .dependency = ks_no_dependency };
    copy->is_omitted = is_left_out(f, e);
    copy->is_open = e->content != NULL;
    ks_attribute **end = &copy->attributes;
    for (const ks_attribute *a = e->attributes; a; a = a->next) {
        ks_attribute *made = ks_take(f->arena, ks_attribute, 1);
        if (made == NULL) {
            f->is_over = true;
            return NULL;
        }
        made->name = a->name;
        made->parts = fill_parts(f, a->parts, chosen);
        *end = made;
        end = &made->next;
    }
    copy->content = fill_content(f, e, chosen, depth);
    part->element = copy;
    return part;
}

// All copies of an element: one, or one for each combination of its arrays' items.
static ks_part *fill_element(filling *f, const ks_element *e, bool is_root, unsigned depth)
{
    choice chosen = { .count = 0 };
    if (depth > ks_tree_depth_most) {
        f->is_over = true;
        return NULL;
    }
    if (!is_root) {
        find_arrays(f, e->content, &chosen);
        for (const ks_attribute *a = e->attributes; a; a = a->next)
            find_arrays(f, a->parts, &chosen);
    }
    size_t next[array_tokens_most] = { 0 };
    for (size_t i = 0; i < chosen.count; i++)
        ks_value_item(value_at(f, chosen.token[i]->index), &next[i], &chosen.item[i]);
    ks_part *first = NULL, **end = &first;
    for (size_t made = 0; made < ks_tree_items_most && !f->is_over; made++) {
        end = append(end, make_one(f, e, &chosen, depth));
        size_t wheel = chosen.count; // the last token turns fastest
        while (wheel-- > 0) {
            ks_value array = value_at(f, chosen.token[wheel]->index);
            if (ks_value_item(array, &next[wheel], &chosen.item[wheel]))
                break;
            next[wheel] = 0;
            ks_value_item(array, &next[wheel], &chosen.item[wheel]);
        }
        if (wheel == SIZE_MAX)
            break;
    }
    return first;
}

const ks_element *ks_tree_fill(const ks_element *root, const ks_value *values, size_t count,
                               const ks_tree_nested *nested, bool is_event, ks_arena *arena)
{
    filling f = { values, count, nested, arena, false, 0 };
    ks_part *part = fill_element(&f, root, true, 0);
    if (part == NULL || f.is_over)
        return NULL;
    if (is_event)
        part->element->is_omitted = false;
    return part->element;
}

const ks_element *ks_tree_child(const ks_element *element, ks_str name)
{
    for (const ks_part *p = element ? element->content : NULL; p; p = p->next) {
        if (p->kind == KS_PART_ELEMENT && ks_str_equal(p->element->name, name))
            return p->element;
    }
    return NULL;
}

const ks_part *ks_tree_attribute(const ks_element *element, ks_str name)
{
    for (const ks_attribute *a = element ? element->attributes : NULL; a; a = a->next) {
        if (ks_str_equal(a->name, name))
            return a->parts;
    }
    return NULL;
}

static ks_value part_value(const ks_part *p)
{
    return p->kind == KS_PART_TEXT ? ks_value_text(p->text) : p->value;
}

static bool is_texty(const ks_part *p)
{
    return p->kind == KS_PART_TEXT || p->kind == KS_PART_VALUE;
}

ks_value ks_tree_value(const ks_part *parts, ks_arena *arena)
{
    const ks_part *only = NULL;
    size_t count = 0, most = ks_out_slack;
    for (const ks_part *p = parts; p; p = p->next) {
        if (!is_texty(p))
            continue;
        only = p;
        count++;
        most += 16 * (size_t)part_value(p).size + 128;
    }
    if (count <= 1)
        return only ? part_value(only) : (ks_value){ 0 };
    u8 *bytes = ks_take(arena, u8, most);
    if (bytes == NULL)
        return (ks_value){ 0 };
    ks_out out = { .at = bytes, .start = bytes, .end = bytes + most - ks_out_slack };
    ks_day_cache days = { 0 };
    for (const ks_part *p = parts; p; p = p->next) {
        if (is_texty(p))
            ks_out_value(&out, part_value(p), KS_AS_TEXT, KS_STYLE_PLAIN, &days);
    }
    return ks_value_text(ks_out_str(&out));
}
