// Whether a text is one XML element, or one JSON value, by the strictest reading of the standards
// (XML 1.0, fifth edition; RFC 8259) and by code that shares nothing with what printed it. Elements
// are followed to any depth; JSON to 2048.
#pragma once
#include "base/base.h"

typedef struct {
    const u8 *at, *end;
} wf_text;

// --- characters

// One character; 0: not UTF-8 (or a NUL, which neither XML nor a JSON line may hold).
static u32 wf_character(wf_text *t)
{
    static const u32 least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    if (t->at == t->end)
        return 0;
    u8 lead = *t->at++;
    if (lead < 0x80)
        return lead;
    size_t size = lead >= 0xf0 && lead < 0xf8 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
    u32 c = size == 2 ? lead & 31 : size == 3 ? lead & 15 : lead & 7;
    if (size == 0 || lead >= 0xf8 || (size_t)(t->end - t->at) < size - 1)
        return 0;
    for (size_t i = 1; i < size; i++) {
        if ((*t->at & 0xc0) != 0x80)
            return 0;
        c = c << 6 | (*t->at++ & 63);
    }
    return c < least[size] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000) ? 0 : c;
}

static bool wf_next(wf_text *t, const char *word)
{
    size_t size = strlen(word);
    if ((size_t)(t->end - t->at) < size || memcmp(t->at, word, size) != 0)
        return false;
    t->at += size;
    return true;
}

// --- XML

static bool wf_xml_character(u32 c)
{
    return c == 9 || c == 10 || c == 13 || (c >= 0x20 && c != 0xfffe && c != 0xffff);
}

static bool wf_name_start(u32 c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == ':' ||
           (c >= 0xc0 && c <= 0x2ff && c != 0xd7 && c != 0xf7) || (c >= 0x370 && c <= 0x37d) ||
           (c >= 0x37f && c <= 0x1fff) || c == 0x200c || c == 0x200d ||
           (c >= 0x2070 && c <= 0x218f) || (c >= 0x2c00 && c <= 0x2fef) ||
           (c >= 0x3001 && c <= 0xd7ff) || (c >= 0xf900 && c <= 0xfdcf) ||
           (c >= 0xfdf0 && c <= 0xfffd) || (c >= 0x10000 && c <= 0xeffff);
}

static bool wf_name_more(u32 c)
{
    return wf_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == 0xb7 ||
           (c >= 0x300 && c <= 0x36f) || c == 0x203f || c == 0x2040;
}

static ks_str wf_name(wf_text *t)
{
    wf_text from = *t;
    for (bool first = true;; first = false) {
        wf_text before = *t;
        u32 c = wf_character(t);
        if (c && (first ? wf_name_start(c) : wf_name_more(c)))
            continue;
        *t = before;
        return (ks_str){ (const char *)from.at, (size_t)(t->at - from.at) };
    }
}

static bool wf_reference(wf_text *t)
{
    static const char *const known[] = { "amp;",  "lt;", "gt;",  "quot;",
                                         "apos;", "#9;", "#10;", "#13;" };
    for (size_t i = 0; i < countof(known); i++) {
        if (wf_next(t, known[i]))
            return true;
    }
    return false;
}

static bool wf_attributes(wf_text *t)
{
    ks_str names[64]; // the first of them: that no two have one name
    size_t count = 0;
    while (t->at < t->end && *t->at == ' ') {
        t->at++;
        ks_str name = wf_name(t);
        if (name.size == 0 || !wf_next(t, "=\""))
            return false;
        for (size_t i = 0; i < count; i++) {
            if (ks_str_equal(names[i], name))
                return false;
        }
        if (count < countof(names))
            names[count++] = name;
        while (t->at < t->end && *t->at != '"') {
            u32 c = wf_character(t);
            if (c == '<' || !wf_xml_character(c) || (c == '&' && !wf_reference(t)))
                return false;
        }
        if (!wf_next(t, "\""))
            return false;
    }
    return true;
}

static bool wf_instruction(wf_text *t)
{
    ks_str target = wf_name(t);
    if (target.size == 0 || (target.size == 3 && (target.at[0] | 32) == 'x' &&
                             (target.at[1] | 32) == 'm' && (target.at[2] | 32) == 'l'))
        return false;
    while (t->at < t->end && !wf_next(t, "?>")) {
        if (!wf_xml_character(wf_character(t)))
            return false;
    }
    return true;
}

static bool wf_is_xml(ks_str text)
{
    wf_text t = { (const u8 *)text.at, (const u8 *)text.at + text.size };
    static ks_str open[40000]; // payloads within payloads, 512 elements each
    size_t depth = 0;
    do {
        if (wf_next(&t, "</")) {
            if (depth == 0 || !ks_str_equal(wf_name(&t), open[--depth]) || !wf_next(&t, ">"))
                return false;
        } else if (wf_next(&t, "<?")) {
            if (!wf_instruction(&t))
                return false;
        } else if (wf_next(&t, "<")) {
            ks_str name = wf_name(&t);
            if (name.size == 0 || !wf_attributes(&t))
                return false;
            if (wf_next(&t, "/>"))
                continue;
            if (!wf_next(&t, ">") || depth == countof(open))
                return false;
            open[depth++] = name;
        } else {
            u32 c = wf_character(&t);
            if (depth == 0 || !wf_xml_character(c) || (c == '&' && !wf_reference(&t)) || c == '>')
                return false;
        }
    } while (depth && t.at < t.end);
    return depth == 0 && t.at == t.end;
}

// --- JSON

static bool wf_string(wf_text *t)
{
    if (!wf_next(t, "\""))
        return false;
    while (t->at < t->end && *t->at != '"') {
        u32 c = wf_character(t);
        if (c < 0x20)
            return false;
        if (c != '\\')
            continue;
        if (t->at == t->end)
            return false;
        u8 escaped = *t->at++;
        if (escaped != 'u' && strchr("\"\\/bfnrt", escaped) == NULL)
            return false;
        for (int i = 0; escaped == 'u' && i < 4; i++, t->at++) {
            if (t->at == t->end || strchr("0123456789abcdefABCDEF", *t->at) == NULL || !*t->at)
                return false;
        }
    }
    return wf_next(t, "\"");
}

static bool wf_number(wf_text *t)
{
    const u8 *from = t->at;
    wf_next(t, "-");
    const u8 *digits = t->at;
    while (t->at < t->end && *t->at >= '0' && *t->at <= '9')
        t->at++;
    return t->at > digits && (*digits != '0' || t->at == digits + 1) && t->at > from;
}

static bool wf_value(wf_text *t, unsigned depth);

static bool wf_members(wf_text *t, char close, unsigned depth)
{
    if (t->at < t->end && *t->at == (u8)close) {
        t->at++;
        return true;
    }
    for (;;) {
        if (close == '}' && (!wf_string(t) || !wf_next(t, ":")))
            return false;
        if (!wf_value(t, depth + 1))
            return false;
        if (t->at < t->end && *t->at == (u8)close) {
            t->at++;
            return true;
        }
        if (!wf_next(t, ","))
            return false;
    }
}

static bool wf_value(wf_text *t, unsigned depth)
{
    if (t->at == t->end || depth > 80000)
        return false;
    switch (*t->at) {
    case '{': t->at++; return wf_members(t, '}', depth);
    case '[': t->at++; return wf_members(t, ']', depth);
    case '"': return wf_string(t);
    case 't': return wf_next(t, "true");
    case 'f': return wf_next(t, "false");
    case 'n': return wf_next(t, "null");
    default: return wf_number(t);
    }
}

static bool wf_is_json(ks_str text)
{
    wf_text t = { (const u8 *)text.at, (const u8 *)text.at + text.size };
    return wf_value(&t, 0) && t.at == t.end;
}
