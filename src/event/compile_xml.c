// Compiling the XML program of a plan: elements that vanish with a NULL value are skipped by a
// step in front of them. See compile.h, and tree_xml.c for the slow twin.
#include "event/compile.h"

#include "event/tree.h"

// The slow printer cleans names; a template whose names need that is left to it.
static void name(builder *b, ks_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        u8 c = (u8)text.at[i], letter = c | 32;
        bool is_digit = (c >= '0' && c <= '9') || c == '-' || c == '.';
        bool is_start = (letter >= 'a' && letter <= 'z') || c == '_' || c == ':';
        bool is_end = i == 0 || i + 1 == text.size;
        if ((!is_start && !(is_digit && i)) || (c == ':' && is_end))
            b->is_irregular = true;
    }
    if (text.size == 0)
        b->is_irregular = true;
    ks_out_put(&b->literals, text);
}

static void attribute(builder *b, const ks_element *e, const ks_attribute *a)
{
    form f = ks_form_of(a->parts);
    for (const ks_attribute *before = e->attributes; before != a; before = before->next) {
        if (ks_str_equal(before->name, a->name))
            b->is_irregular = true; // the slow printer tells them apart
    }
    if (f == FORM_EMPTY)
        return;
    if (f != FORM_TEXT && f != FORM_SLOT) {
        b->is_irregular = true;
        return;
    }
    if (f == FORM_SLOT)
        ks_step(b, OP_LITERAL, slot_none); // its own literal is printed only with the value
    ks_lit(b, " ");
    name(b, a->name);
    ks_lit(b, "=\"");
    if (f == FORM_SLOT) {
        ks_step(b, OP_XML_ATTRIBUTE, a->parts->index);
        return;
    }
    ks_lit_text(b, a->parts, KS_AS_XML_ATTRIBUTE);
    ks_lit(b, "\"");
}

static void element(builder *b, const ks_element *e, bool is_event);

static void content(builder *b, const ks_element *e)
{
    for (const ks_part *p = e->content; p; p = p->next) {
        if (p->kind == KS_PART_TEXT)
            ks_out_utf8(&b->literals, p->text, KS_AS_XML);
        else if (p->kind == KS_PART_ELEMENT)
            element(b, p->element, false);
        else if (p->kind == KS_PART_SUBSTITUTION && p->type == KS_BINXML) {
            ks_step(b, OP_XML_NEST, p->index);
            b->is_irregular = b->is_irregular || p->index != b->plan->payload_slot;
        } else if (p->kind == KS_PART_SUBSTITUTION)
            ks_step(b, OP_XML_TEXT, p->index);
        else
            b->is_irregular = true;
    }
}

static void element(builder *b, const ks_element *e, bool is_event)
{
    u32 skips[8];
    size_t skip_count = 0;
    if (e->dependency != ks_no_dependency && !is_event) {
        ks_step(b, OP_XML_SKIP, e->dependency);
        skips[skip_count++] = b->op_count - 1;
    }
    for (const ks_part *p = e->content; p && !is_event; p = p->next) {
        bool is_hole = p->kind == KS_PART_SUBSTITUTION && p->is_optional;
        if (!is_hole || (skip_count && p->index == e->dependency))
            continue;
        if (skip_count == countof(skips)) {
            b->is_irregular = true;
            return;
        }
        ks_step(b, OP_XML_SKIP, p->index);
        skips[skip_count++] = b->op_count - 1;
    }
    ks_lit(b, "<");
    name(b, e->name);
    for (const ks_attribute *a = e->attributes; a; a = a->next)
        attribute(b, e, a);
    if (e->content == NULL) {
        ks_lit(b, "/>");
    } else {
        ks_lit(b, ">");
        content(b, e);
        ks_lit(b, "</");
        name(b, e->name);
        ks_lit(b, ">");
    }
    if (skip_count == 0)
        return;
    ks_step(b, OP_LITERAL, slot_none);
    for (size_t i = 0; i < skip_count; i++)
        b->ops[skips[i]].count = b->op_count - 1 - skips[i];
}

void ks_compile_xml(builder *b, const ks_element *root)
{
    element(b, root, ks_str_equal(root->name, KS_STR("Event")));
}
