// One <Event> of XML as an element tree: as much of XML as examples in rules use (elements,
// attributes, text, character references). Whitespace between elements is left out.
#pragma once
#include "event/plan.h"

#include <stdlib.h>

typedef struct {
    ks_str rest;
    ks_arena *arena;
    bool is_wrong;
} twin_xml;

static inline bool twin_xml_is(const twin_xml *x, const char *text)
{
    size_t size = strlen(text);
    return x->rest.size >= size && memcmp(x->rest.at, text, size) == 0;
}

static inline ks_str twin_xml_take(twin_xml *x, size_t size)
{
    ks_str taken = { x->rest.at, size };
    x->rest = (ks_str){ x->rest.at + size, x->rest.size - size };
    return taken;
}

// Up to one of the characters, which is left; the end of the text is a mistake.
static inline ks_str twin_xml_until(twin_xml *x, const char *ends)
{
    size_t i = 0;
    while (i < x->rest.size && strchr(ends, x->rest.at[i]) == NULL)
        i++;
    x->is_wrong = x->is_wrong || i == x->rest.size;
    return twin_xml_take(x, i);
}

static inline bool twin_xml_is_space(char c) { return c == ' ' || c == '\n' || c == '\t'; }

static inline void twin_xml_skip_space(twin_xml *x)
{
    while (x->rest.size && twin_xml_is_space(x->rest.at[0]))
        (void)twin_xml_take(x, 1);
}

static inline size_t twin_xml_reference(ks_str name, u8 *to)
{
    static const struct {
        const char *name, *text;
    } known[] = { { "lt", "<" }, { "gt", ">" }, { "amp", "&" }, { "quot", "\"" }, { "apos", "'" } };
    for (size_t i = 0; i < countof(known); i++) {
        if (ks_str_equal(name, ks_str_of(known[i].name))) {
            *to = (u8)known[i].text[0];
            return 1;
        }
    }
    char digits[16] = "";
    bool is_hex = name.size > 2 && name.at[1] == 'x';
    if (name.size < 2 || name.at[0] != '#' || name.size > sizeof digits)
        return 0;
    memcpy(digits, name.at + 1 + is_hex, name.size - 1 - is_hex);
    return ks_utf8_write(to, (u32)strtoul(digits, NULL, is_hex ? 16 : 10));
}

static inline ks_str twin_xml_text(twin_xml *x, ks_str from)
{
    u8 *to = ks_take(x->arena, u8, from.size + 4);
    size_t size = 0;
    KS_ASSERT(to);
    for (size_t i = 0; i < from.size; i++) {
        size_t end = i;
        while (from.at[i] == '&' && end < from.size && from.at[end] != ';')
            end++;
        size_t got = from.at[i] == '&' && end < from.size
                         ? twin_xml_reference((ks_str){ from.at + i + 1, end - i - 1 }, to + size)
                         : 0;
        if (got)
            i = end;
        else
            to[size + got++] = (u8)from.at[i];
        size += got;
    }
    return (ks_str){ (char *)to, size };
}

static inline ks_part *twin_xml_part(twin_xml *x, ks_part **end, ks_part_kind kind)
{
    ks_part *part = ks_take(x->arena, ks_part, 1);
    KS_ASSERT(part);
    part->kind = kind;
    *end = part;
    return part;
}

static inline void twin_xml_attributes(twin_xml *x, ks_element *e)
{
    ks_attribute **end = &e->attributes;
    twin_xml_skip_space(x);
    while (!x->is_wrong && x->rest.size && x->rest.at[0] != '>' && x->rest.at[0] != '/') {
        ks_attribute *a = ks_take(x->arena, ks_attribute, 1);
        KS_ASSERT(a);
        a->name = twin_xml_until(x, "= ");
        (void)twin_xml_until(x, "'\"");
        const char quote[2] = { x->rest.size ? x->rest.at[0] : '"', '\0' };
        (void)twin_xml_take(x, x->rest.size > 0);
        ks_str value = twin_xml_until(x, quote);
        (void)twin_xml_take(x, x->rest.size > 0);
        twin_xml_part(x, &a->parts, KS_PART_TEXT)->text = twin_xml_text(x, value);
        *end = a;
        end = &a->next;
        twin_xml_skip_space(x);
    }
}

static inline ks_element *twin_xml_element(twin_xml *x, unsigned depth)
{
    ks_element *e = ks_take(x->arena, ks_element, 1);
    KS_ASSERT(e);
    e->dependency = ks_no_dependency;
    x->is_wrong = x->is_wrong || depth > 16 || !twin_xml_is(x, "<");
    (void)twin_xml_take(x, x->rest.size > 0);
    e->name = twin_xml_until(x, " />\n");
    twin_xml_attributes(x, e);
    if (twin_xml_is(x, "/>")) {
        (void)twin_xml_take(x, 2);
        return e;
    }
    (void)twin_xml_take(x, x->rest.size > 0);
    ks_part **end = &e->content;
    while (!x->is_wrong && !twin_xml_is(x, "</")) {
        ks_str text = twin_xml_until(x, "<");
        bool is_blank = true;
        for (size_t i = 0; i < text.size; i++)
            is_blank = is_blank && twin_xml_is_space(text.at[i]);
        if (!is_blank) {
            ks_part *part = twin_xml_part(x, end, KS_PART_TEXT);
            part->text = twin_xml_text(x, text);
            end = &part->next;
        }
        if (!x->is_wrong && !twin_xml_is(x, "</")) {
            ks_part *part = twin_xml_part(x, end, KS_PART_ELEMENT);
            part->element = twin_xml_element(x, depth + 1);
            end = &part->next;
        }
    }
    (void)twin_xml_until(x, ">");
    (void)twin_xml_take(x, x->rest.size > 0);
    return e;
}

// NULL: no event of XML.
static inline ks_element *twin_xml_event(ks_str text, ks_arena *arena)
{
    twin_xml x = { .rest = text, .arena = arena };
    while (x.rest.size && !twin_xml_is(&x, "<Event>") && !twin_xml_is(&x, "<Event "))
        (void)twin_xml_take(&x, 1);
    if (x.rest.size == 0)
        return NULL;
    ks_element *e = twin_xml_element(&x, 0);
    return x.is_wrong ? NULL : e;
}
