// A detection rule as a tree over single tests, read straight from reference/sigma 1 to 3: values,
// their modifiers, search identifiers. The condition is in condition.h.
#pragma once
#include "rules/twin/modifiers.h"

// --- Base64 (RFC 4648), and what of it does not depend on where the text stands
static inline ks_str twin_base64(ks_span bytes, ks_arena *arena)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *to = ks_take(arena, char, bytes.size / 3 * 4 + 5);
    KS_ASSERT(to);
    size_t count = 0;
    for (size_t i = 0; i < bytes.size; i += 3) {
        size_t left = bytes.size - i;
        u32 three = (u32)bytes.at[i] << 16 | (left > 1 ? (u32)bytes.at[i + 1] << 8 : 0) |
                    (left > 2 ? (u32)bytes.at[i + 2] : 0);
        to[count++] = digits[three >> 18];
        to[count++] = digits[three >> 12 & 63];
        to[count++] = left > 1 ? digits[three >> 6 & 63] : '=';
        to[count++] = left > 2 ? digits[three & 63] : '=';
    }
    return (ks_str){ to, count };
}

static inline ks_str twin_base64_at(ks_span bytes, size_t offset, ks_arena *arena)
{
    static const size_t start[] = { 0, 2, 3 }, cut[] = { 0, 3, 2 };
    u8 *moved = ks_take(arena, u8, bytes.size + 3);
    KS_ASSERT(moved);
    memcpy(moved + offset, bytes.at, bytes.size);
    ks_str whole = twin_base64((ks_span){ moved, bytes.size + offset }, arena);
    size_t end = whole.size - cut[(bytes.size + offset) % 3];
    return (ks_str){ whole.at + start[offset], end > start[offset] ? end - start[offset] : 0 };
}

static inline void twin_put16(u8 *to, size_t *size, u32 unit, bool big)
{
    to[(*size)++] = (u8)(big ? unit >> 8 : unit);
    to[(*size)++] = (u8)(big ? unit : unit >> 8);
}

static inline ks_span twin_encoded(ks_str text, twin_transform transform, ks_arena *arena)
{
    if (transform == TWIN_NO_TRANSFORM)
        return ks_str_span(text);
    twin_characters c = twin_characters_of(text, arena);
    u8 *to = ks_take(arena, u8, 4 * c.count + 2);
    KS_ASSERT(to);
    size_t size = 0;
    bool big = transform == TWIN_UTF16BE;
    if (transform == TWIN_UTF16)
        twin_put16(to, &size, 0xfeff, false);
    for (size_t i = 0; i < c.count; i++) {
        if (c.at[i] > 0xffff) {
            twin_put16(to, &size, 0xd7c0 + (c.at[i] >> 10), big);
            twin_put16(to, &size, 0xdc00 | (c.at[i] & 0x3ff), big);
        } else {
            twin_put16(to, &size, c.at[i], big);
        }
    }
    return (ks_span){ to, size };
}

// --- values
static inline twin_expr *twin_test_make(twin_reader *r, const twin_modifiers *m,
                                        twin_test_kind kind)
{
    twin_expr *e = twin_expr_make(r, TWIN_TEST);
    e->test = ks_take(&r->arena, twin_test, 1);
    KS_ASSERT(e->test);
    e->test->kind = kind;
    e->test->field = twin_name(r, m->field);
    return e;
}

static inline twin_expr *twin_pattern_test(twin_reader *r, const twin_modifiers *m,
                                           twin_characters p, bool is_cased)
{
    bool is_keyword = m->field.size == 0;
    twin_expr *e = twin_test_make(r, m, TWIN_IS_TEXT);
    if (m->windash)
        p = twin_windash(p, &r->arena);
    p = twin_surround(p, m->contains || m->ends || is_keyword,
                      m->contains || m->starts || is_keyword, &r->arena);
    e->test->is_cased = is_cased;
    e->test->pattern = is_cased ? p : twin_fold(p, &r->arena);
    return e;
}

static inline twin_expr *twin_base64_tests(twin_reader *r, const twin_modifiers *m, ks_str text)
{
    twin_characters p = twin_pattern_of(text, &r->arena);
    u8 *utf8 = ks_take(&r->arena, u8, 4 * p.count + 1);
    size_t size = 0;
    for (size_t i = 0; i < p.count; i++) {
        if (p.at[i] >= TWIN_ANY)
            return twin_refuse(r, "Base64 of a wildcard");
        size += ks_utf8_write(utf8 + size, p.at[i]);
    }
    ks_span bytes = twin_encoded((ks_str){ (char *)utf8, size }, m->transform, &r->arena);
    twin_expr *any = twin_expr_make(r, TWIN_SOME);
    for (size_t i = 0; i < (m->base64offset ? 3 : 1); i++) {
        ks_str made =
            m->base64offset ? twin_base64_at(bytes, i, &r->arena) : twin_base64(bytes, &r->arena);
        if (made.size == 0)
            return twin_refuse(r, "Base64 of too little: nothing is sure to be there");
        twin_add(any, twin_pattern_test(r, m, twin_characters_of(made, &r->arena), true));
    }
    return any;
}

static inline twin_expr *twin_regex_test(twin_reader *r, const twin_modifiers *m, ks_str text)
{
    twin_expr *e = twin_test_make(r, m, TWIN_IS_REGEX);
    int code = 0;
    size_t at = 0;
    u32 options = PCRE2_UTF | (m->ignore_case ? PCRE2_CASELESS : 0u) |
                  (m->multiline ? PCRE2_MULTILINE : 0u) | (m->dot_all ? PCRE2_DOTALL : 0u);
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    pcre2_set_newline(context, PCRE2_NEWLINE_LF);
    e->test->regex = pcre2_compile((PCRE2_SPTR)(text.at ? text.at : ""), text.size, options, &code,
                                   &at, context);
    pcre2_compile_context_free(context);
    if (e->test->regex == NULL)
        return twin_refuse(r, "no regular expression");
    KS_ASSERT(r->regex_count < countof(r->regexes));
    r->regexes[r->regex_count++] = e->test->regex;
    pcre2_jit_compile(e->test->regex, PCRE2_JIT_COMPLETE);
    return e;
}

static inline twin_expr *twin_fieldref_test(twin_reader *r, const twin_modifiers *m, ks_str text)
{
    twin_expr *e = twin_test_make(r, m, TWIN_IS_FIELD);
    e->test->other = twin_name(r, text);
    e->test->is_cased = m->cased;
    e->test->at_start = m->starts || m->contains; // more may stand behind
    e->test->at_end = m->ends || m->contains;     // more may stand in front
    for (size_t i = 0; i < text.size; i++) {
        if (text.at[i] == '*' || text.at[i] == '?')
            return twin_refuse(r, "a wildcard in a field's name");
    }
    return text.size && m->field.size ? e : twin_refuse(r, "no field");
}

static inline twin_expr *twin_text_value(twin_reader *r, const twin_modifiers *m, ks_str text)
{
    if (m->re)
        return twin_regex_test(r, m, text);
    if (m->fieldref)
        return twin_fieldref_test(r, m, text);
    if (m->base64 || m->base64offset)
        return twin_base64_tests(r, m, text);
    if (m->cidr) {
        twin_expr *e = twin_test_make(r, m, TWIN_IS_NETWORK);
        bool is_one = twin_network_read(text, &e->test->network);
        return is_one ? e : twin_refuse(r, "no network");
    }
    return twin_pattern_test(r, m, twin_pattern_of(text, &r->arena), m->cased);
}

// reference/sigma 2.9: the first %name% of the text; \% is a percent sign.
static inline bool twin_placeholder_in(ks_str text, size_t *from, size_t *to)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.at[i] != '%' || (i && text.at[i - 1] == '\\'))
            continue;
        size_t end = i + 1;
        while (end < text.size && text.at[end] != '%')
            end++;
        if (end < text.size && end > i + 1) {
            *from = i;
            *to = end + 1;
            return true;
        }
    }
    return false;
}

static inline ks_str twin_without_escapes(ks_str text, ks_arena *arena)
{
    char *to = ks_take(arena, char, text.size + 1);
    KS_ASSERT(to);
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++) {
        bool is_escape = text.at[i] == '\\' && i + 1 < text.size && text.at[i + 1] == '%';
        if (!is_escape)
            to[count++] = text.at[i];
    }
    return (ks_str){ to, count };
}

static inline twin_expr *twin_expanded(twin_reader *r, const twin_modifiers *m, ks_str text)
{
    size_t from = 0, to = 0;
    if (!twin_placeholder_in(text, &from, &to))
        return twin_text_value(r, m, twin_without_escapes(text, &r->arena));
    ks_str name = { text.at + from + 1, to - from - 2 };
    const twin_placeholder *p = r->placeholders;
    while (p && p->name && !ks_equal_fold(ks_str_of(p->name), name))
        p++;
    if (p == NULL || p->name == NULL)
        return twin_refuse(r, "needs a list of values");
    twin_expr *any = twin_expr_make(r, TWIN_SOME);
    for (const char *const *value = p->values; *value; value++) {
        size_t size = strlen(*value);
        char *made = ks_take(&r->arena, char, text.size + size + 1);
        KS_ASSERT(made);
        memcpy(made, text.at, from);
        memcpy(made + from, *value, size);
        memcpy(made + from + size, text.at + to, text.size - to);
        twin_expr *part = twin_expanded(r, m, (ks_str){ made, from + size + text.size - to });
        if (part == NULL)
            return NULL;
        twin_add(any, part);
    }
    return any;
}

// A number, a boolean or null: what is no text.
static inline twin_expr *twin_plain_value(twin_reader *r, const twin_modifiers *m,
                                          const twin_node *value, bool *is_text)
{
    twin_number number = { 0 };
    bool is_true = false, is_number = value->is_plain && twin_number_read(value->text, &number);
    bool is_bool = twin_is_bool(value, &is_true), is_null = twin_is_null(value);
    bool has_text_modifier = m->contains || m->starts || m->ends || m->cased || m->windash ||
                             m->base64 || m->base64offset || m->re || m->cidr || m->fieldref;
    *is_text = false;
    if (m->exists) {
        twin_expr *e = twin_test_make(r, m, TWIN_IS_THERE);
        e->test->is_wanted = is_true;
        return is_bool ? e : twin_refuse(r, "exists is true or false");
    }
    if (m->is_compared || m->is_time) {
        twin_expr *e = twin_test_make(r, m, m->is_time ? TWIN_IS_TIME : TWIN_IS_COMPARED);
        e->test->number = number;
        e->test->relation = m->is_compared ? m->relation : TWIN_EQUAL;
        e->test->part = m->part;
        return is_number && m->field.size ? e : twin_refuse(r, "no number");
    }
    if ((is_null || is_bool) && has_text_modifier)
        return twin_refuse(r, "no text");
    if (is_null)
        return m->field.size ? twin_test_make(r, m, TWIN_IS_NULL)
                             : twin_refuse(r, "a keyword of nothing");
    if (is_number && m->field.size && !has_text_modifier) {
        twin_expr *e = twin_test_make(r, m, TWIN_IS_NUMBER);
        e->test->number = number;
        return e;
    }
    *is_text = true;
    return NULL;
}

static inline twin_expr *twin_value(twin_reader *r, const twin_modifiers *m, const twin_node *value)
{
    bool is_text = false;
    if (value->kind != TWIN_SCALAR)
        return twin_refuse(r, "a list or a map where a value should be");
    twin_expr *e = twin_plain_value(r, m, value, &is_text);
    if (!is_text)
        return e;
    return m->expand ? twin_expanded(r, m, value->text) : twin_text_value(r, m, value->text);
}

// Hayabusa's maps: min_length and value (reference/sigma 7).
static inline twin_expr *twin_value_map(twin_reader *r, const twin_modifiers *m,
                                        const twin_node *map)
{
    twin_expr *all = twin_expr_make(r, TWIN_ALL);
    for (const twin_node *n = map->first; n; n = n->next) {
        twin_expr *e = NULL;
        if (ks_str_equal(n->key, KS_STR("value"))) {
            e = twin_value(r, m, n);
        } else if (ks_str_equal(n->key, KS_STR("min_length")) && n->kind == TWIN_SCALAR) {
            e = twin_test_make(r, m, TWIN_IS_LONG);
            if (!twin_number_read(n->text, &e->test->number))
                twin_refuse(r, "no number");
        } else {
            twin_refuse(r, "a map where a value should be");
        }
        if (r->refused)
            return NULL;
        twin_add(all, e);
    }
    return all->first ? all : twin_refuse(r, "an empty map");
}

static inline twin_expr *twin_item(twin_reader *r, const twin_node *node)
{
    twin_modifiers m;
    if (!twin_modifiers_read(r, node->key, &m))
        return NULL;
    twin_expr *e = NULL;
    if (node->kind == TWIN_MAP) {
        e = twin_value_map(r, &m, node);
    } else if (node->kind == TWIN_SCALAR) {
        e = twin_value(r, &m, node);
    } else if (node->first == NULL) { // [] is null
        twin_node nothing = { .is_plain = true };
        e = twin_value(r, &m, &nothing);
    } else {
        e = twin_expr_make(r, m.all ? TWIN_ALL : TWIN_SOME);
        for (const twin_node *n = node->first; n && r->refused == NULL; n = n->next) {
            twin_expr *part = n->kind == TWIN_MAP ? twin_value_map(r, &m, n) : twin_value(r, &m, n);
            if (part)
                twin_add(e, part);
        }
    }
    return r->refused == NULL && m.neq ? twin_not(r, e) : e;
}

// What stands under a search identifier (reference/sigma 2.1).
static inline twin_expr *twin_selection(twin_reader *r, const twin_node *node, unsigned depth)
{
    if (node->kind == TWIN_SCALAR) {
        twin_modifiers keyword = { 0 };
        return twin_value(r, &keyword, node);
    }
    if (node->first == NULL || depth > 1)
        return twin_refuse(r, "an empty or nested search identifier");
    twin_expr *e = twin_expr_make(r, node->kind == TWIN_MAP ? TWIN_ALL : TWIN_SOME);
    for (const twin_node *n = node->first; n && r->refused == NULL; n = n->next) {
        if (node->kind == TWIN_LIST && n->kind == TWIN_LIST)
            return twin_refuse(r, "a list in a list");
        twin_expr *part =
            node->kind == TWIN_MAP ? twin_item(r, n) : twin_selection(r, n, depth + 1);
        if (part)
            twin_add(e, part);
    }
    return r->refused ? NULL : e;
}
