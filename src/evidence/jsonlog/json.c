// The tokens of JSON. Strings are most of an export's bytes: their ends are looked for sixteen
// bytes at a time where the processor can.
#include "evidence/jsonlog/json.h"

#ifdef __SSE2__
#    include <emmintrin.h>
#endif

// Bytes from `p` on that are neither quote, backslash nor control character; *high is set when one
// of them is not ASCII.
static const u8 *plain_end(const u8 *p, const u8 *end, bool *high)
{
#ifdef __SSE2__
    const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\');
    const __m128i control = _mm_set1_epi8(0x1f);
    while (end - p >= 16) {
        __m128i bytes;
        memcpy(&bytes, p, sizeof bytes);
        __m128i stop = _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, slash));
        stop = _mm_or_si128(stop, _mm_cmpeq_epi8(_mm_min_epu8(bytes, control), bytes));
        unsigned stops = (unsigned)_mm_movemask_epi8(stop);
        unsigned highs = (unsigned)_mm_movemask_epi8(bytes);
        if (stops) {
            unsigned before = (unsigned)__builtin_ctz(stops);
            *high = *high || (highs & ((1u << before) - 1)) != 0;
            return p + before;
        }
        *high = *high || highs != 0;
        p += 16;
    }
#endif
    for (; p < end && *p != '"' && *p != '\\' && *p >= 0x20; p++)
        *high = *high || *p >= 0x80;
    return p;
}

bool json_string_read(json_text *t, json_string *string)
{
    KS_ASSERT(t->at < t->end && *t->at == '"');
    const u8 *start = t->at + 1, *p = start;
    bool high = false, escape = false;
    for (;;) {
        p = plain_end(p, t->end, &high);
        if (p < t->end && *p == '"')
            break;
        if (p == t->end || *p != '\\' || t->end - p < 2) {
            t->at = p;
            return json_refuse(t, p < t->end && *p < 0x20 ? "an escape for the control character"
                                                          : "the end of the string");
        }
        escape = true;
        p += 2;
    }
    *string = (json_string){ { start, (size_t)(p - start) }, escape, !high };
    t->at = p + 1;
    return true;
}

static inline bool is_digit(const u8 *p, const u8 *end)
{
    return p < end && *p >= '0' && *p <= '9';
}

bool json_number_read(json_text *t, ks_span *number)
{
    const u8 *p = t->at, *end = t->end;
    p += p < end && *p == '-';
    bool is_good = is_digit(p, end);
    if (is_good && *p == '0')
        p++;
    else
        while (is_digit(p, end))
            p++;
    if (is_good && p < end && *p == '.') {
        is_good = is_digit(++p, end);
        while (is_digit(p, end))
            p++;
    }
    if (is_good && p < end && (*p | 0x20) == 'e') {
        p++;
        p += p < end && (*p == '+' || *p == '-');
        is_good = is_digit(p, end);
        while (is_digit(p, end))
            p++;
    }
    if (!is_good)
        return json_refuse(t, "a number");
    *number = (ks_span){ t->at, (size_t)(p - t->at) };
    t->at = p;
    return true;
}

u8 json_word_read(json_text *t)
{
    static const char *const words[] = { "true", "false", "null" };
    for (size_t i = 0; i < countof(words); i++) {
        size_t size = strlen(words[i]);
        if ((size_t)(t->end - t->at) >= size && memcmp(t->at, words[i], size) == 0) {
            t->at += size;
            return (u8)words[i][0];
        }
    }
    json_refuse(t, "a value");
    return 0;
}

bool json_key_read(json_text *t, json_string *key)
{
    if (json_next(t) != '"')
        return json_refuse(t, "a name in quotes");
    return json_string_read(t, key) && json_take(t, ':', "a colon");
}

// One scalar, or one bracket that opens.
static bool skip_piece(json_text *t, int c)
{
    json_string string;
    ks_span number;
    if (c == '"')
        return json_string_read(t, &string);
    if (c == '-' || (c >= '0' && c <= '9'))
        return json_number_read(t, &number);
    return json_word_read(t) != 0;
}

bool json_skip(json_text *t, ks_span *value)
{
    u8 closing[json_depth_most];
    size_t depth = 0;
    json_string key;
    int c = json_next(t);
    const u8 *start = t->at;
    for (;; c = json_next(t)) {
        if (c == '{' || c == '[') {
            if (depth == json_depth_most) {
                t->is_too_deep = true;
                return json_refuse(t, "less depth");
            }
            closing[depth++] = c == '{' ? '}' : ']';
            t->at++;
            c = json_next(t);
            if (c != closing[depth - 1]) {
                if (closing[depth - 1] == '}' && !json_key_read(t, &key))
                    return false;
                continue;
            }
        } else if (!skip_piece(t, c)) {
            return false;
        }
        // Behind a value: what closes, closes; then a comma, and what may follow it.
        while (depth > 0 && json_next(t) == closing[depth - 1]) {
            t->at++;
            depth--;
        }
        if (depth == 0)
            break;
        if (!json_take(t, ',', "a comma or the end"))
            return false;
        if (closing[depth - 1] == '}' && !json_key_read(t, &key))
            return false;
    }
    *value = (ks_span){ start, (size_t)(t->at - start) };
    return true;
}

// --- text

// The size of the character at `p`, 0 when it is none (Unicode 15, table 3-7).
static size_t character_size(const u8 *p, const u8 *end)
{
    size_t left = (size_t)(end - p);
    u8 c = p[0];
    if (c < 0x80)
        return 1;
    size_t size = c >= 0xc2 && c <= 0xdf   ? 2
                  : (c & 0xf0) == 0xe0     ? 3
                  : c >= 0xf0 && c <= 0xf4 ? 4
                                           : 0;
    if (size == 0 || size > left)
        return 0;
    u8 least = c == 0xe0 ? 0xa0 : c == 0xf0 ? 0x90 : 0x80;
    u8 most = c == 0xed ? 0x9f : c == 0xf4 ? 0x8f : 0xbf;
    if (p[1] < least || p[1] > most)
        return 0;
    for (size_t i = 2; i < size; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    }
    return size;
}

bool json_is_utf8(ks_span bytes)
{
    const u8 *p = bytes.at, *end = p + bytes.size;
    while (p < end) {
        size_t size = character_size(p, end);
        if (size == 0)
            return false;
        p += size;
    }
    return true;
}

static u8 *put_character(u8 *to, u32 c)
{
    if (c < 0x80) {
        *to++ = (u8)c;
    } else if (c < 0x800) {
        *to++ = (u8)(0xc0 | c >> 6);
        *to++ = (u8)(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        *to++ = (u8)(0xe0 | c >> 12);
        *to++ = (u8)(0x80 | (c >> 6 & 0x3f));
        *to++ = (u8)(0x80 | (c & 0x3f));
    } else {
        *to++ = (u8)(0xf0 | c >> 18);
        *to++ = (u8)(0x80 | (c >> 12 & 0x3f));
        *to++ = (u8)(0x80 | (c >> 6 & 0x3f));
        *to++ = (u8)(0x80 | (c & 0x3f));
    }
    return to;
}

// The four digits behind "\u"; -1: they are none.
static i32 hex4(const u8 *p, const u8 *end)
{
    if (end - p < 4)
        return -1;
    i32 value = 0;
    for (size_t i = 0; i < 4; i++) {
        u8 c = p[i], letter = (u8)(c | 0x20);
        if (c >= '0' && c <= '9')
            value = value << 4 | (c - '0');
        else if (letter >= 'a' && letter <= 'f')
            value = value << 4 | (letter - 'a' + 10);
        else
            return -1;
    }
    return value;
}

// An escape at the backslash `p`: the character in *c, and how many bytes it took.
static size_t escape_read(const u8 *p, const u8 *end, u32 *c, bool *is_altered)
{
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    if (end - p >= 2 && p[1] != 'u') {
        const char *found = memchr(letters, p[1], sizeof letters - 1);
        *is_altered = *is_altered || found == NULL;
        *c = found ? (u8)meanings[found - letters] : p[1] < 0x80 ? p[1] : '\\';
        return found || p[1] < 0x80 ? 2 : 1;
    }
    i32 first = end - p >= 2 ? hex4(p + 2, end) : -1;
    if (first < 0) { // "\u" and no number: the backslash stays
        *is_altered = true;
        *c = '\\';
        return 1;
    }
    *c = (u32)first;
    if (first < 0xd800 || first > 0xdfff)
        return 6;
    i32 second = end - p >= 12 && p[6] == '\\' && p[7] == 'u' ? hex4(p + 8, end) : -1;
    if (first < 0xdc00 && second >= 0xdc00 && second <= 0xdfff) {
        *c = 0x10000u + ((u32)(first - 0xd800) << 10) + (u32)(second - 0xdc00);
        return 12;
    }
    *is_altered = true;
    *c = 0xfffd;
    return 6;
}

size_t json_unescape(json_string string, u8 *to, bool *is_altered)
{
    const u8 *p = string.bytes.at, *end = p + string.bytes.size;
    u8 *start = to;
    while (p < end) {
        bool high = false;
        const u8 *stop = plain_end(p, end, &high);
        for (const u8 *at = p; high && at < stop;) {
            size_t size = character_size(at, stop);
            if (size) {
                at += size;
                continue;
            }
            memcpy(to, p, (size_t)(at - p));
            to = put_character(to + (at - p), 0xfffd);
            *is_altered = true;
            p = ++at;
        }
        memcpy(to, p, (size_t)(stop - p));
        to += stop - p;
        p = stop;
        if (p < end && *p == '\\') {
            u32 c = 0;
            p += escape_read(p, end, &c, is_altered);
            to = put_character(to, c);
        } else if (p < end) {
            *to++ = *p++; // a quote or a control character: not from json_string_read
        }
    }
    return (size_t)(to - start);
}
