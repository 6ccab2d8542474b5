// What a terminal would obey, or not show, is spelled out. Bytes are looked at one character at a
// time, since paths need not be UTF-8.
#include "message/visible.h"

#include "base/number.h"

// Characters without a shape of their own that turn, join or hide text (general category Cf and
// the fillers), except variation selectors, which Japanese names need.
static const struct {
    u32 first, last;
} unseen[] = {
    { 0xad, 0xad },       { 0x34f, 0x34f },   { 0x61c, 0x61c },     { 0x115f, 0x1160 },
    { 0x17b4, 0x17b5 },   { 0x180e, 0x180e }, { 0x200b, 0x200f },   { 0x2028, 0x202e },
    { 0x2060, 0x206f },   { 0x2800, 0x2800 }, { 0x3164, 0x3164 },   { 0xfeff, 0xfeff },
    { 0xffa0, 0xffa0 },   { 0xfff9, 0xfffb }, { 0x1bca0, 0x1bca3 }, { 0x1d173, 0x1d17a },
    { 0xe0000, 0xe007f },
};

static bool is_unseen(u32 c)
{
    for (size_t i = 0; i < countof(unseen); i++) {
        if (c >= unseen[i].first && c <= unseen[i].last)
            return true;
    }
    return false;
}

// The size of the character at `p`, or 0 when its bytes are no UTF-8.
static size_t character(const u8 *p, const u8 *end, u32 *c)
{
    static const u32 least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    u8 first = *p;
    *c = first;
    if (first < 0x80)
        return 1;
    size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
    if (size == 0 || first > 0xf4 || (size_t)(end - p) < size)
        return 0;
    *c = first & (0x7fu >> size);
    for (size_t i = 1; i < size; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0;
        *c = *c << 6 | (p[i] & 0x3f);
    }
    bool is_surrogate = *c >= 0xd800 && *c <= 0xdfff;
    return *c < least[size] || *c > 0x10ffff || is_surrogate ? 0 : size;
}

static void put_byte(ks_out *out, u32 byte)
{
    static const char digits[] = "0123456789abcdef";
    char text[4] = { '\\', 'x', digits[byte >> 4 & 15], digits[byte & 15] };
    ks_out_bytes(out, text, sizeof text);
}

static void put_control(ks_out *out, u32 c)
{
    if (c == '\n')
        KS_PUT(out, "\\n");
    else if (c == '\r')
        KS_PUT(out, "\\r");
    else if (c == '\t')
        KS_PUT(out, "\\t");
    else
        put_byte(out, c);
}

static void put_code(ks_out *out, u32 c)
{
    static const char digits[] = "0123456789ABCDEF";
    KS_PUT(out, "<U+");
    for (int shift = c > 0xffff ? 16 : 12; shift >= 0; shift -= 4)
        ks_out_byte(out, digits[c >> shift & 15]);
    KS_PUT(out, ">");
}

static void put(ks_out *out, ks_str text, bool is_line)
{
    if (text.size == 0)
        return;
    const u8 *p = (const u8 *)text.at, *end = p + text.size, *from = p;
    bool was_space = false; // of line ends and tabs in a row one space is left
    while (p < end) {
        u32 c = 0;
        size_t size = *p >= 0x20 && *p < 0x7f ? 1 : character(p, end, &c);
        bool is_plain = (*p >= 0x20 && *p < 0x7f) || (size && c >= 0xa0 && !is_unseen(c));
        if (is_plain) {
            p += size;
            was_space = false;
            continue;
        }
        ks_out_bytes(out, from, (size_t)(p - from));
        bool is_space = is_line && (c == '\n' || c == '\r' || c == '\t') && size;
        if (is_space && !was_space)
            KS_PUT(out, " ");
        else if (size == 0)
            put_byte(out, *p);
        else if (c < 0xa0 && !is_space)
            put_control(out, c);
        else if (!is_space)
            put_code(out, c);
        was_space = is_space;
        p += size ? size : 1;
        from = p;
    }
    ks_out_bytes(out, from, (size_t)(p - from));
}

void ks_out_visible(ks_out *out, ks_str text) { put(out, text, false); }

void ks_out_visible_line(ks_out *out, ks_str text) { put(out, text, true); }

bool ks_is_visible(ks_str text)
{
    if (text.size == 0)
        return true;
    const u8 *p = (const u8 *)text.at, *end = p + text.size;
    while (p < end) {
        u32 c = 0;
        size_t size = character(p, end, &c);
        if (size == 0 || c < 0x20 || (c >= 0x7f && c < 0xa0) || is_unseen(c))
            return false;
        p += size;
    }
    return true;
}
