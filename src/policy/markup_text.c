// Bytes of a file as UTF-8, and questions that readers of a tree ask.
#include "policy/markup.h"

#include "base/text.h"

enum { file_most = 64 << 20 };

static bool decode_utf16(ks_span bytes, bool is_big, ks_arena *arena, ks_str *text)
{
    ks_out out;
    if (bytes.size > file_most || !ks_out_open(&out, arena, bytes.size * 3 + 64))
        return false;
    const u8 *at = bytes.at;
    if (is_big) {
        u8 *swapped = ks_take(arena, u8, bytes.size + 1);
        if (!swapped)
            return false;
        for (size_t i = 0; i + 1 < bytes.size; i += 2) {
            swapped[i] = bytes.at[i + 1];
            swapped[i + 1] = bytes.at[i];
        }
        at = swapped;
    }
    ks_out_utf16(&out, (ks_utf16){ at, bytes.size / 2 }, KS_AS_TEXT);
    *text = ks_out_str(&out);
    return !out.is_full;
}

// Whether the XML declaration says ISO-8859-1, which then holds even behind a byte order mark of
// UTF-8 (two samples of Sysmon's own tests).
static bool says_latin1(ks_span bytes)
{
    static const char name[] = "iso-8859-1";
    size_t size = bytes.size < 128 ? bytes.size : 128, at = 0;
    if (size < 5 || memcmp(bytes.at, "<?xml", 5) != 0)
        return false;
    for (; at + sizeof name - 1 <= size && bytes.at[at] != '>'; at++) {
        size_t same = 0;
        while (same < sizeof name - 1 && (bytes.at[at + same] | 0x20) == (name[same] | 0x20))
            same++;
        if (same == sizeof name - 1)
            return true;
    }
    return false;
}

static bool decode_latin1(ks_span bytes, ks_arena *arena, ks_str *text)
{
    u8 *to = bytes.size <= file_most ? ks_take(arena, u8, bytes.size * 2 + 1) : NULL;
    size_t size = 0;
    for (size_t i = 0; to && i < bytes.size; i++)
        size += ks_utf8_write(to + size, bytes.at[i]);
    *text = (ks_str){ (const char *)to, size };
    return to != NULL;
}

// As Windows' readers do: a byte order mark, else NULs of UTF-16, else what is declared, else
// UTF-8, else Windows-1252.
static bool decode(ks_span bytes, ks_arena *arena, ks_str *text)
{
    const u8 *p = bytes.at;
    if (bytes.size >= 2 && p[0] == 0xff && p[1] == 0xfe)
        return decode_utf16((ks_span){ p + 2, bytes.size - 2 }, false, arena, text);
    if (bytes.size >= 2 && p[0] == 0xfe && p[1] == 0xff)
        return decode_utf16((ks_span){ p + 2, bytes.size - 2 }, true, arena, text);
    if (bytes.size >= 4 && p[0] && !p[1] && p[2] && !p[3])
        return decode_utf16(bytes, false, arena, text);
    size_t skip = bytes.size >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    ks_span rest = skip ? (ks_span){ p + skip, bytes.size - skip } : bytes;
    if (says_latin1(rest))
        return decode_latin1(rest, arena, text);
    if (ks_utf8_is_valid(rest)) {
        *text = (ks_str){ (const char *)rest.at, rest.size };
        return true;
    }
    ks_out out;
    if (bytes.size > file_most || !ks_out_open(&out, arena, bytes.size * 6 + 64))
        return false;
    ks_out_1252(&out, rest, KS_AS_TEXT);
    *text = ks_out_str(&out);
    return !out.is_full;
}

markup_node *markup_read(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes)
{
    ks_str text;
    if (!decode(bytes, arena, &text)) {
        ks_mistake_add(mistakes, &markup_kinds[MARKUP_TOO_LARGE], (ks_mistake_place){ 1, 1, 0 },
                       (ks_str){ 0 }, (ks_str){ 0 });
        return NULL;
    }
    return markup_read_at(text, 1, 1, arena, mistakes);
}

// Where the comment at `at` has its last character, or the text's.
static size_t comment_end(ks_str text, size_t at)
{
    for (size_t i = at + 4; i + 3 <= text.size; i++) {
        if (memcmp(text.at + i, "-->", 3) == 0)
            return i + 2;
    }
    return text.size - 1;
}

bool markup_is(ks_span bytes, const char *root, ks_arena scratch)
{
    ks_str text;
    enum { head_most = 65536 }; // comments of pages may come first
    ks_span head = { bytes.at, bytes.size < head_most ? bytes.size : head_most };
    // A cut in the middle of a character makes it Windows-1252: the name is ASCII all the same.
    if (!decode(head, &scratch, &text))
        return false;
    size_t size = strlen(root);
    for (size_t at = 0; at + size + 1 < text.size; at++) {
        if (text.at[at] != '<')
            continue;
        if (text.size - at > 4 && memcmp(text.at + at, "<!--", 4) == 0) {
            at = comment_end(text, at);
            continue;
        }
        if (text.at[at + 1] == '?' || text.at[at + 1] == '!')
            continue;
        const char *name = text.at + at + 1;
        char after = name[size];
        return memcmp(name, root, size) == 0 && (after == ' ' || after == '>' || after == '/' ||
                                                 after == '\r' || after == '\n' || after == '\t');
    }
    return false;
}

const markup_attribute *markup_attribute_find(const markup_node *node, const char *name)
{
    for (const markup_attribute *a = node->attributes; a; a = a->next)
        if (ks_str_equal(a->name, ks_str_of(name)))
            return a;
    return NULL;
}

ks_str markup_value(const markup_node *node, const char *name)
{
    const markup_attribute *attribute = markup_attribute_find(node, name);
    return attribute ? attribute->value : (ks_str){ 0 };
}

bool markup_is_element(const markup_node *node, const char *name)
{
    return node && node->name.size && ks_str_equal(node->name, ks_str_of(name));
}

const markup_node *markup_element(const markup_node *node)
{
    while (node && !node->name.size)
        node = node->next;
    return node;
}

const markup_node *markup_child(const markup_node *node, const char *name)
{
    for (const markup_node *n = node->first; n; n = n->next)
        if (markup_is_element(n, name))
            return n;
    return NULL;
}

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

static ks_str trim(ks_str text)
{
    while (text.size && is_space(text.at[0])) {
        text.at++;
        text.size--;
    }
    while (text.size && is_space(text.at[text.size - 1]))
        text.size--;
    return text;
}

ks_str markup_text(const markup_node *node, bool trimmed, ks_arena *arena)
{
    size_t size = 0, count = 0;
    ks_str all = { 0 };
    for (const markup_node *n = node->first; n; n = n->next)
        if (!n->name.size) {
            size += n->text.size;
            all = n->text;
            count++;
        }
    if (count > 1) {
        ks_out out;
        if (!ks_out_open(&out, arena, size))
            return (ks_str){ 0 };
        for (const markup_node *n = node->first; n; n = n->next)
            if (!n->name.size)
                ks_out_put(&out, n->text);
        all = ks_out_str(&out);
    }
    return trimmed ? trim(all) : all;
}

ks_mistake_place markup_place(const markup_node *node)
{
    return (ks_mistake_place){ .line = node->line, .column = node->column };
}

ks_mistake_place markup_attribute_place(const markup_attribute *attribute)
{
    return (ks_mistake_place){ .line = attribute->line, .column = attribute->column };
}

// Walks the raw text beside the decoded one: an entity is several columns and one character.
ks_mistake_place markup_text_place(const markup_node *text, size_t at)
{
    ks_mistake_place place = markup_place(text);
    size_t raw = 0;
    for (size_t i = 0; i < at && i < text->text.size && raw < text->raw.size;) {
        u32 character;
        i += ks_utf8_read(text->text, i, &character);
        if (character == '\n') {
            place.line++;
            place.column = 1;
            raw += text->raw.at[raw] == '\r' ? 1 : 0;
            raw += raw < text->raw.size && text->raw.at[raw] == '\n' ? 1 : 0;
            continue;
        }
        size_t size = 1, left = text->raw.size - raw;
        const char *end = text->raw.at[raw] == '&' && !text->is_cdata
                              ? memchr(text->raw.at + raw, ';', left)
                              : NULL;
        if (end) {
            size = (size_t)(end - text->raw.at) - raw + 1;
            place.column += (u32)size;
        } else {
            u32 same;
            size = ks_utf8_read(text->raw, raw, &same);
            place.column++;
        }
        raw += size;
    }
    return place;
}
