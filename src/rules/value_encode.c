// The modifiers utf16le, utf16be, utf16, wide, base64 and base64offset: the bytes of a value in an
// encoding, and Base64 text of bytes (RFC 4648, section 4).
#include "rules/value.h"

bool rules_encode(rules_loader *l, ks_str text, rules_encoding encoding, ks_span *bytes)
{
    *bytes = ks_str_span(text);
    if (encoding == RULES_UTF8)
        return true;
    u8 *to = rules_take(l, u8, text.size * 2 + 2); // UTF-16 is at most twice as long as UTF-8
    if (to == NULL)
        return false;
    size_t size = 0;
    if (encoding == RULES_UTF16) {
        to[size++] = 0xff;
        to[size++] = 0xfe;
    }
    unsigned low = encoding == RULES_UTF16BE; // where the low byte of a unit goes
    for (size_t i = 0; i < text.size;) {
        u32 c;
        i += ks_utf8_read(text, i, &c);
        u32 units[2] = { c, 0 };
        if (c >= 0x10000) {
            units[0] = 0xd800 + ((c - 0x10000) >> 10);
            units[1] = 0xdc00 + ((c - 0x10000) & 0x3ff);
        }
        for (size_t u = 0; u < (c >= 0x10000 ? 2u : 1u); u++, size += 2) {
            to[size + low] = (u8)units[u];
            to[size + !low] = (u8)(units[u] >> 8);
        }
    }
    *bytes = (ks_span){ to, size };
    return true;
}

// `shift` zero bytes, then the bytes; '=' at the end.
static size_t write_base64(char *to, ks_span bytes, size_t shift)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t size = bytes.size + shift, count = 0;
    for (size_t i = 0; i < size; i += 3) {
        u32 group = 0;
        for (size_t j = 0; j < 3; j++) {
            size_t at = i + j;
            u8 byte = at >= shift && at < size ? bytes.at[at - shift] : 0;
            group = group << 8 | byte;
        }
        size_t whole = size - i < 3 ? size - i : 3;
        for (size_t j = 0; j < 4; j++)
            to[count++] = j <= whole ? digits[group >> (18 - 6 * j) & 63] : '=';
    }
    return count;
}

bool rules_base64(rules_loader *l, ks_span bytes, ks_str *text)
{
    char *to = rules_take(l, char, bytes.size / 3 * 4 + 5);
    if (to == NULL)
        return false;
    *text = (ks_str){ to, write_base64(to, bytes, 0) };
    return true;
}

bool rules_base64_offset(rules_loader *l, ks_span bytes, unsigned shift, ks_str *text)
{
    // Of the first group the digits that mix with what stands in front go, and of the last one
    // those that mix with what stands behind, '=' included.
    static const u8 front[3] = { 0, 2, 3 }, back[3] = { 0, 3, 2 };
    KS_ASSERT(shift < 3);
    char *to = rules_take(l, char, (bytes.size + shift) / 3 * 4 + 5);
    if (to == NULL)
        return false;
    size_t size = write_base64(to, bytes, shift);
    size_t cut = (size_t)front[shift] + back[(bytes.size + shift) % 3];
    *text = (ks_str){ to + front[shift], size > cut ? size - cut : 0 };
    return true;
}
