// UTF-16 to UTF-8 with escaping, 16 units at a time where SSE2 is: almost every unit in event logs
// is ASCII that needs nothing (99.95 % and more; reference measurements), so a block is packed and
// stored whole, and only then cut at the first unit that needs work. See text.h.
#include "base/text.h"

#ifdef __SSE2__
#    include <emmintrin.h>
#endif

enum { replacement = 0xfffd };

// What an ASCII character needs: 0 nothing; 1 something, by escape_ascii.
static const u8 needs[4][128] = {
    { 0 },
    // JSON: controls, quote, backslash
    { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,         1,
      1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, ['"'] = 1, ['\\'] = 1 },
    // XML text: controls but tab, LF and CR; & < >
    { 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 0, 1,         1,         1,        1,
      1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, ['&'] = 1, ['<'] = 1, ['>'] = 1 },
    // XML attribute: tab, LF and CR too, or a parser would make spaces of them
    { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,         1,         1,         1,
      1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, ['&'] = 1, ['<'] = 1, ['>'] = 1, ['"'] = 1 },
};
enum { most_for_unit = 6 }; // \u001B, &quot;

size_t ks_utf8_write(u8 *to, u32 c)
{
    if (c < 0x80) {
        to[0] = (u8)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (u8)(0xc0 | c >> 6);
        to[1] = (u8)(0x80 | (c & 63));
        return 2;
    }
    if ((c >= 0xd800 && c < 0xe000) || c > 0x10ffff)
        c = replacement;
    if (c < 0x10000) {
        to[0] = (u8)(0xe0 | c >> 12);
        to[1] = (u8)(0x80 | (c >> 6 & 63));
        to[2] = (u8)(0x80 | (c & 63));
        return 3;
    }
    to[0] = (u8)(0xf0 | c >> 18);
    to[1] = (u8)(0x80 | (c >> 12 & 63));
    to[2] = (u8)(0x80 | (c >> 6 & 63));
    to[3] = (u8)(0x80 | (c & 63));
    return 4;
}

static u8 *put(u8 *to, const char *text)
{
    while (*text)
        *to++ = (u8)*text++;
    return to;
}

static u8 *escape_json(u8 *to, u8 c)
{
    static const char hex[] = "0123456789ABCDEF";
    *to++ = '\\';
    switch (c) {
    case '"':
    case '\\': *to++ = c; return to;
    case '\n': *to++ = 'n'; return to;
    case '\r': *to++ = 'r'; return to;
    case '\t': *to++ = 't'; return to;
    case '\b': *to++ = 'b'; return to;
    case '\f': *to++ = 'f'; return to;
    default:
        to = put(to, "u00");
        *to++ = (u8)hex[c >> 4];
        *to++ = (u8)hex[c & 15];
        return to;
    }
}

static u8 *escape_ascii(u8 *to, u8 c, ks_escape escape)
{
    if (escape == KS_AS_JSON)
        return escape_json(to, c);
    switch (c) {
    case '&': return put(to, "&amp;");
    case '<': return put(to, "&lt;");
    case '>': return put(to, "&gt;");
    case '"': return put(to, "&quot;");
    case '\t': return put(to, "&#9;");
    case '\n': return put(to, "&#10;");
    case '\r': return put(to, "&#13;");
    default: return to + ks_utf8_write(to, replacement);
    }
}

// Control and direction characters that would act on a terminal or turn text around: JSON may
// write any character as \\u, so there they are visible. (What reads the JSON sees no difference.)
static bool acts_on_screens(u32 c)
{
    return (c >= 0x80 && c < 0xa0) || c == 0x61c || (c >= 0x200b && c <= 0x200f) ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

static u8 *escape_wide(u8 *to, u32 c)
{
    static const char hex[] = "0123456789ABCDEF";
    *to++ = '\\';
    *to++ = 'u';
    for (int shift = 12; shift >= 0; shift -= 4)
        *to++ = (u8)hex[c >> shift & 15];
    return to;
}

// One character as it is written; `to` has room for most_for_unit bytes.
static u8 *put_character(u8 *to, u32 c, ks_escape escape)
{
    if (c < 0x80 && needs[escape][c])
        return escape_ascii(to, (u8)c, escape);
    if (escape == KS_AS_JSON && acts_on_screens(c))
        return escape_wide(to, c);
    if ((c == 0xfffe || c == 0xffff) && escape >= KS_AS_XML)
        c = replacement;
    return to + ks_utf8_write(to, c);
}

// The character at *i of the text; moves behind it.
static u32 utf16_character(ks_utf16 text, size_t *i)
{
    u32 c = ks_load16(text.at + 2 * *i);
    ++*i;
    if (c < 0xd800 || c >= 0xe000)
        return c;
    u32 low = *i < text.units ? ks_load16(text.at + 2 * *i) : 0;
    if (c >= 0xdc00 || low < 0xdc00 || low >= 0xe000)
        return replacement;
    ++*i;
    return 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
}

static bool room_for(ks_out *out, size_t units)
{
    size_t most = 0;
    bool fits = ks_mul(units, most_for_unit, &most) && ks_add(most, 16, &most);
    if (fits && most <= (size_t)(out->end - out->at))
        return true;
    out->is_full = true;
    return false;
}

void ks_out_utf16_plain(ks_out *out, ks_utf16 text, ks_escape escape)
{
    if (!room_for(out, text.units))
        return;
    for (size_t i = 0; i < text.units;)
        out->at = put_character(out->at, utf16_character(text, &i), escape);
}

#ifdef __SSE2__
// The bytes that need work, of ASCII.
static inline __m128i work_of(__m128i packed, ks_escape escape)
{
    __m128i bad = _mm_setzero_si128();
    if (escape == KS_AS_JSON) {
        bad = _mm_cmpeq_epi8(_mm_max_epu8(packed, _mm_set1_epi8(0x1f)), _mm_set1_epi8(0x1f));
        bad = _mm_or_si128(bad, _mm_cmpeq_epi8(packed, _mm_set1_epi8('"')));
        bad = _mm_or_si128(bad, _mm_cmpeq_epi8(packed, _mm_set1_epi8('\\')));
    } else if (escape != KS_AS_TEXT) {
        bad = _mm_cmpeq_epi8(_mm_max_epu8(packed, _mm_set1_epi8(0x1f)), _mm_set1_epi8(0x1f));
        bad = _mm_or_si128(bad, _mm_cmpeq_epi8(packed, _mm_set1_epi8('&')));
        bad = _mm_or_si128(bad, _mm_cmpeq_epi8(packed, _mm_set1_epi8('<')));
        bad = _mm_or_si128(bad, _mm_cmpeq_epi8(packed, _mm_set1_epi8('>')));
        bad = _mm_or_si128(bad, _mm_cmpeq_epi8(packed, _mm_set1_epi8('"')));
    }
    return bad;
}

// Bits of the bytes that need work; all bits when a unit is not ASCII.
static inline u32 work_bits(__m128i low, __m128i high, __m128i packed, ks_escape escape)
{
    __m128i wide = _mm_and_si128(_mm_or_si128(low, high), _mm_set1_epi16((short)0xff80));
    __m128i zero = _mm_setzero_si128();
    u32 ascii = (u32)_mm_movemask_epi8(_mm_cmpeq_epi8(wide, zero));
    __m128i bad = work_of(packed, escape);
    if (KS_UNLIKELY(ascii != 0xffff)) { // rare: which units are wide, one bit a unit
        __m128i wide_low = _mm_cmpgt_epi16(_mm_and_si128(low, _mm_set1_epi16((short)0xff80)), zero);
        __m128i wide_high =
            _mm_cmpgt_epi16(_mm_and_si128(high, _mm_set1_epi16((short)0xff80)), zero);
        __m128i negative = _mm_packs_epi16(_mm_srai_epi16(low, 15), _mm_srai_epi16(high, 15));
        bad = _mm_or_si128(bad, _mm_packs_epi16(wide_low, wide_high));
        bad = _mm_or_si128(bad, negative);
    }
    return (u32)_mm_movemask_epi8(bad);
}

// Eight units at `from`; bits as work_bits, of eight.
static inline u32 eight(const u8 *from, u8 *to, ks_escape escape)
{
    __m128i units = _mm_loadu_si128((const __m128i *)(const void *)from);
    __m128i packed = _mm_packus_epi16(units, units);
    _mm_storel_epi64((__m128i *)(void *)to, packed);
    return work_bits(units, units, packed, escape) & 0xff;
}

// Prints up to the end, or up to the first NUL. What is NUL needs work in JSON and in XML.
static inline void out_utf16(ks_out *out, ks_utf16 text, ks_escape escape, bool to_nul)
{
    if (!room_for(out, text.units))
        return;
    u8 *to = out->at;
    size_t i = 0;
    while (i < text.units) {
        const u8 *from = text.at + 2 * i;
        size_t left = text.units - i, clean = 0, step = 0;
        if (left >= 16) {
            __m128i low = _mm_loadu_si128((const __m128i *)(const void *)from);
            __m128i high = _mm_loadu_si128((const __m128i *)(const void *)(from + 16));
            __m128i packed = _mm_packus_epi16(low, high);
            u32 bits = work_bits(low, high, packed, escape);
            _mm_storeu_si128((__m128i *)(void *)to, packed);
            step = 16;
            clean = bits ? (size_t)__builtin_ctz(bits) : 16;
        } else if (left >= 8) {
            u32 bits = eight(from, to, escape);
            step = 8;
            clean = bits ? (size_t)__builtin_ctz(bits) : 8;
        } else if (i >= 8 && text.units >= 8 &&
                   eight(text.at + 2 * (text.units - 8), to + ks_out_slack / 2, escape) == 0) {
            // the last eight are all plain, so those before `i` among them were printed as they
            // are: eight bytes that end where the text ends
            memcpy(to + left - 8, to + ks_out_slack / 2, 8);
            to += left;
            break;
        } else {
            u32 c = ks_load16(from);
            clean = c < 0x80 && !needs[escape][c] && c;
            *to = (u8)c;
            step = 1;
        }
        to += clean;
        i += clean;
        if (clean == step)
            continue;
        if (to_nul && ks_load16(text.at + 2 * i) == 0)
            break;
        to = put_character(to, utf16_character(text, &i), escape);
    }
    out->at = to;
}

void ks_out_utf16(ks_out *out, ks_utf16 text, ks_escape escape)
{
    out_utf16(out, text, escape, false);
}

void ks_out_utf16_text(ks_out *out, ks_utf16 text, ks_escape escape)
{
    if (escape == KS_AS_JSON)
        out_utf16(out, text, KS_AS_JSON, true);
    else if (escape == KS_AS_XML)
        out_utf16(out, text, KS_AS_XML, true);
    else
        out_utf16(out, (ks_utf16){ text.at, ks_utf16_length(text) }, escape, false);
}
#else
void ks_out_utf16(ks_out *out, ks_utf16 text, ks_escape escape)
{
    ks_out_utf16_plain(out, text, escape);
}

void ks_out_utf16_text(ks_out *out, ks_utf16 text, ks_escape escape)
{
    ks_out_utf16_plain(out, (ks_utf16){ text.at, ks_utf16_length(text) }, escape);
}
#endif

size_t ks_utf8_read(ks_str text, size_t at, u32 *character)
{
    const u8 *p = (const u8 *)text.at + at;
    size_t left = text.size - at;
    size_t size = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
    if (p[0] >= 0x80 && (p[0] < 0xc2 || size > left)) {
        *character = replacement;
        return 1;
    }
    static const u8 masks[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
    u32 c = p[0] & masks[size];
    for (size_t i = 1; i < size; i++)
        c = c << 6 | (p[i] & 63);
    *character = c;
    return size;
}

// Copies sixteen bytes, or eight where fewer are left; gives how many of them, from the first, are
// printed as they are.
static inline size_t copy_plain(u8 *to, ks_str text, size_t at, ks_escape escape, size_t *step)
{
    *step = 0;
#ifdef __SSE2__
    size_t left = text.size - at;
    const void *from = text.at + at;
    __m128i bytes;
    if (left >= 16) {
        bytes = _mm_loadu_si128(from);
        _mm_storeu_si128((void *)to, bytes);
        *step = 16;
    } else if (left >= 8) {
        bytes = _mm_loadl_epi64(from);
        _mm_storel_epi64((void *)to, bytes);
        *step = 8;
    } else {
        return 0;
    }
    u32 bits = (u32)_mm_movemask_epi8(_mm_or_si128(bytes, work_of(bytes, escape)));
    bits |= (u32)1 << *step;
    return (size_t)__builtin_ctz(bits);
#else
    (void)to, (void)text, (void)at, (void)escape;
    return 0;
#endif
}

void ks_out_utf8(ks_out *out, ks_str text, ks_escape escape)
{
    if (!room_for(out, text.size))
        return;
    u8 *to = out->at;
    for (size_t i = 0; i < text.size;) {
        size_t step, plain = copy_plain(to, text, i, escape, &step);
        to += plain;
        i += plain;
        if (plain && plain == step)
            continue;
        u8 c = (u8)text.at[i];
        if (c < 0x80) {
            if (needs[escape][c])
                to = escape_ascii(to, c, escape);
            else
                *to++ = c;
            i++;
            continue;
        }
        u32 character = 0;
        i += ks_utf8_read(text, i, &character);
        to = put_character(to, character, escape);
    }
    out->at = to;
}

void ks_out_1252(ks_out *out, ks_span text, ks_escape escape)
{
    static const u16 high[32] = { 0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
                                  0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0x8d,   0x17d,  0x8f,
                                  0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                  0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178 };
    if (!room_for(out, text.size))
        return;
    for (size_t i = 0; i < text.size; i++) {
        u8 c = text.at[i];
        u32 character = c >= 0x80 && c < 0xa0 ? high[c - 0x80] : c;
        out->at = put_character(out->at, character, escape);
    }
}

size_t ks_utf16_length(ks_utf16 text)
{
    size_t i = 0;
#ifdef __SSE2__
    for (; i + 8 <= text.units; i += 8) {
        __m128i units = _mm_loadu_si128((const __m128i *)(const void *)(text.at + 2 * i));
        int bits = _mm_movemask_epi8(_mm_cmpeq_epi16(units, _mm_setzero_si128()));
        if (bits)
            return i + (size_t)__builtin_ctz((unsigned)bits) / 2;
    }
#endif
    while (i < text.units && ks_load16(text.at + 2 * i))
        i++;
    return i;
}

static u8 lower(u8 c) { return c >= 'A' && c <= 'Z' ? (u8)(c | 32) : c; }

bool ks_utf16_equal(ks_utf16 text, ks_str other, bool folded)
{
    size_t at = 0;
    for (size_t i = 0; i < text.units;) {
        u8 bytes[4];
        size_t size = ks_utf8_write(bytes, utf16_character(text, &i));
        if (size > other.size - at)
            return false;
        for (size_t k = 0; k < size; k++, at++) {
            u8 mine = bytes[k], theirs = (u8)other.at[at];
            if (folded ? lower(mine) != lower(theirs) : mine != theirs)
                return false;
        }
    }
    return at == other.size;
}

bool ks_utf8_is_valid(ks_span bytes)
{
    static const u32 least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    for (size_t i = 0; i < bytes.size;) {
        if (bytes.size - i >= 8 && (ks_load64(bytes.at + i) & 0x8080808080808080) == 0) {
            i += 8;
            continue;
        }
        u8 lead = bytes.at[i];
        size_t size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (lead >= 0xf8 || (lead >= 0x80 && lead < 0xc2) || size > bytes.size - i)
            return false;
        for (size_t k = 1; k < size; k++) {
            if ((bytes.at[i + k] & 0xc0) != 0x80)
                return false;
        }
        u32 c = 0;
        ks_utf8_read((ks_str){ (const char *)bytes.at, bytes.size }, i, &c);
        if (c < least[size] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
            return false;
        i += size;
    }
    return true;
}
