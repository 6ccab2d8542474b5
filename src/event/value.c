// Typed values as text and as numbers; see value.h. What each type looks like follows the readers
// of the field (reference: libevtx documentation, "Value types"; evtx_dump 0.12.2 as seen).
#include "event/value.h"

#include "base/number.h"

#include <stdio.h>
#include <stdlib.h>

// Widths by type; most == 0: any size. Bool is four bytes on disk, whatever MS-EVEN6 says.
// clang-format off
static const ks_value_width widths[0x32] = {
    [KS_NULL] = { 0, 0 },       [KS_STRING] = { 0, 0 },     [KS_ANSI] = { 0, 0 },
    [KS_INT8] = { 1, 1 },       [KS_UINT8] = { 1, 1 },      [KS_INT16] = { 2, 2 },
    [KS_UINT16] = { 2, 2 },     [KS_INT32] = { 4, 4 },      [KS_UINT32] = { 4, 4 },
    [KS_INT64] = { 8, 8 },      [KS_UINT64] = { 8, 8 },     [KS_FLOAT] = { 4, 4 },
    [KS_DOUBLE] = { 8, 8 },     [KS_BOOL] = { 4, 4 },       [KS_BINARY] = { 0, 0 },
    [KS_GUID] = { 16, 16 },     [KS_SIZE] = { 4, 8 },       [KS_FILETIME] = { 8, 8 },
    [KS_SYSTEMTIME] = { 16, 16 }, [KS_SID] = { 8, 1028 },   [KS_HEX32] = { 4, 4 },
    [KS_HEX64] = { 8, 8 },      [KS_BINXML] = { 0, 0 },     [KS_UTF8] = { 0, 0 },
    [KS_NUMBER] = { 0, 0 },
    [0x16] = { 1, 0 }, [0x17] = { 1, 0 }, [0x18] = { 1, 0 }, [0x19] = { 1, 0 }, [0x1a] = { 1, 0 },
    [0x1b] = { 1, 0 }, [0x1c] = { 1, 0 }, [0x1d] = { 1, 0 }, [0x1e] = { 1, 0 }, [0x1f] = { 1, 0 },
    [0x20] = { 1, 0 }, [0x22] = { 1, 0 }, [0x23] = { 1, 0 }, [0x24] = { 1, 0 }, [0x25] = { 1, 0 },
    [0x26] = { 1, 0 }, [0x27] = { 1, 0 }, [0x28] = { 1, 0 }, [0x29] = { 1, 0 }, [0x2a] = { 1, 0 },
    [0x2b] = { 1, 0 }, [0x2c] = { 1, 0 }, [0x2d] = { 1, 0 }, [0x2e] = { 1, 0 }, [0x2f] = { 1, 0 },
};
// clang-format on

ks_value_width ks_value_width_of(u8 type)
{
    return type < countof(widths) ? widths[type] : (ks_value_width){ 1, 0 };
}

bool ks_value_is_sound(ks_value v)
{
    if (v.type & KS_ARRAY)
        return ks_value_width_of(v.type & 0x7f).most >= ks_value_width_of(v.type & 0x7f).least;
    ks_value_width width = ks_value_width_of(v.type);
    if (width.most < width.least)
        return false;
    if (v.type == KS_STRING)
        return v.size % 2 == 0;
    if (width.most && (v.size < width.least || v.size > width.most))
        return false;
    if (v.type == KS_SIZE)
        return v.size != 5 && v.size != 6 && v.size != 7;
    return v.type != KS_SID || v.size == 8 + 4 * (u32)v.at[1];
}

// The text of a string value: up to its first NUL, as every reader of the field does.
static ks_utf16 string_of(ks_value v)
{
    ks_utf16 whole = { v.at, v.size / 2 };
    return (ks_utf16){ v.at, ks_utf16_length(whole) };
}

static ks_span ansi_of(ks_value v)
{
    const u8 *nul = v.size ? memchr(v.at, 0, v.size) : NULL;
    return (ks_span){ v.at, nul ? (size_t)(nul - v.at) : v.size };
}

bool ks_value_is_empty(ks_value v)
{
    switch (v.type) {
    case KS_NULL: return true;
    case KS_STRING: return v.size < 2 || (v.at[0] == 0 && v.at[1] == 0);
    case KS_ANSI: return v.size == 0 || v.at[0] == 0;
    default: return v.size == 0;
    }
}

bool ks_value_is_none(ks_value v) { return ks_value_is_empty(v) || ks_value_equal(v, KS_STR("-")); }

// Whether the type is a whole number (or a boolean) of fixed width.
static bool is_whole(u8 type)
{
    return (type >= KS_INT8 && type <= KS_UINT64) || type == KS_BOOL || type == KS_HEX32 ||
           type == KS_HEX64;
}

// A whole number whose descriptor is narrower or wider than its type: what lies in the descriptor's
// bytes, and of those no more than the type has. `bytes` (8) holds it for as long as it is used.
static ks_value fitted(ks_value v, u8 *bytes)
{
    u32 width = ks_value_width_of(v.type).most;
    u32 there = v.size < width ? v.size : width;
    bool is_signed =
        v.type == KS_INT8 || v.type == KS_INT16 || v.type == KS_INT32 || v.type == KS_INT64;
    memset(bytes, is_signed && v.at[there - 1] & 0x80 ? 0xff : 0, 8);
    memcpy(bytes, v.at, there);
    return (ks_value){ bytes, width, v.type };
}

static u64 load(ks_value v)
{
    switch (v.size) {
    case 1: return v.at[0];
    case 2: return ks_load16(v.at);
    case 4: return ks_load32(v.at);
    case 8: return ks_load64(v.at);
    default: return 0;
    }
}

static i64 load_signed(ks_value v)
{
    switch (v.size) {
    case 1: return (int8_t)v.at[0];
    case 2: return (int16_t)ks_load16(v.at);
    case 4: return (i32)ks_load32(v.at);
    default: return (i64)load(v);
    }
}

// Shortest decimal digits that read back as the same number, in the notation of Rust's "{:?}"
// (evtx_dump): plain for exponents -5..15 (float: -6..12), at least one digit behind the point.
static void out_real(ks_out *out, double value, bool is_float)
{
    if (value != value) {
        KS_PUT(out, "NaN");
        return;
    }
    if (value - value != 0) {
        ks_out_put(out, value < 0 ? KS_STR("-inf") : KS_STR("inf"));
        return;
    }
    char text[40];
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*e", digits - 1, value);
        if (is_float ? (float)strtod(text, NULL) == (float)value : strtod(text, NULL) == value)
            break;
    }
    const char *mark = strchr(text, 'e');
    bool below = mark[1] == '-';
    int exponent = 0;
    for (const char *p = mark + 2; *p; p++)
        exponent = exponent * 10 + (*p - '0');
    char digits[24];
    int count = 0;
    for (const char *p = text; p < mark; p++) {
        if (*p >= '0' && *p <= '9')
            digits[count++] = *p;
    }
    if (text[0] == '-')
        ks_out_byte(out, '-');
    bool is_plain = below ? exponent <= (is_float ? 6 : 5) : exponent <= (is_float ? 12 : 15);
    int point = is_plain ? (below ? -exponent : exponent) : 0; // digits before it, less one
    if (point < 0) {
        KS_PUT(out, "0.");
        for (int i = -1; i > point; i--)
            ks_out_byte(out, '0');
        ks_out_bytes(out, digits, (size_t)count);
        return;
    }
    for (int i = 0; i <= point; i++)
        ks_out_byte(out, i < count ? digits[i] : '0');
    if (is_plain || count > 1)
        ks_out_byte(out, '.');
    if (is_plain && count <= point + 1)
        ks_out_byte(out, '0');
    if (count > point + 1)
        ks_out_bytes(out, digits + point + 1, (size_t)(count - point - 1));
    if (!is_plain) {
        ks_out_byte(out, 'e');
        ks_out_byte(out, below ? '-' : '+');
        ks_out_u64(out, (u64)exponent);
    }
}

// As evtxexport prints it: six decimals, an exponent of three digits, "Inf" and "NaN" (with the
// sign, which it leaves out).
static void out_real_export(ks_out *out, double value)
{
    char text[40];
    snprintf(text, sizeof text, "%.6e", value);
    char *mark = strchr(text, 'e');
    if (mark == NULL) {
        ks_out_put(out, ks_str_of(value != value ? "NaN" : value < 0 ? "-Inf" : "Inf"));
        return;
    }
    ks_out_bytes(out, text, (size_t)(mark + 2 - text));
    for (size_t i = strlen(mark + 2); i < 3; i++)
        ks_out_byte(out, '0');
    ks_out_put(out, ks_str_of(mark + 2));
}

static bool systemtime_ticks(const u8 *p, u64 *ticks)
{
    u64 any = ks_load64(p) | ks_load64(p + 8);
    if (any == 0) { // evtx_dump: 1601-01-01
        *ticks = 0;
        return true;
    }
    ks_civil c = { .year = ks_load16(p), .month = ks_load16(p + 2), .day = ks_load16(p + 6) };
    c.hour = ks_load16(p + 8);
    c.minute = ks_load16(p + 10);
    c.second = ks_load16(p + 12);
    u32 milliseconds = ks_load16(p + 14);
    c.fraction_ticks = milliseconds * 10000;
    return milliseconds < 1000 && ks_ticks_of(&c, ticks);
}

static void out_time(ks_out *out, ks_value v, ks_style style, ks_day_cache *days)
{
    u64 ticks = 0;
    if (v.type == KS_FILETIME)
        ticks = ks_load64(v.at);
    else if (!systemtime_ticks(v.at, &ticks)) {
        ks_out_hex_bytes(out, (ks_span){ v.at, v.size }); // no such date: the bytes say more
        return;
    }
    // KS_STYLE_PLAIN, EVTX_DUMP, EVTXEXPORT
    static const u8 digits[2][3] = { { 7, 6, 9 }, { 3, 6, 3 } };
    ks_out_ticks(out, ticks, digits[v.type == KS_SYSTEMTIME][style], days);
}

static void out_guid(ks_out *out, ks_value v, ks_style style)
{
    if (style == KS_STYLE_EVTXEXPORT)
        ks_out_byte(out, '{');
    ks_out_guid(out, v.at);
    if (style == KS_STYLE_EVTXEXPORT)
        ks_out_byte(out, '}');
}

void ks_out_value(ks_out *out, ks_value v, ks_escape escape, ks_style style, ks_day_cache *days)
{
    bool is_export = style == KS_STYLE_EVTXEXPORT;
    if (KS_UNLIKELY(!ks_value_is_sound(v))) {
        ks_value_width width = ks_value_width_of(v.type);
        ks_value cut = { v.at, width.most, v.type };
        u8 bytes[8];
        if (is_whole(v.type) && v.size)
            ks_out_value(out, fitted(v, bytes), escape, style, days);
        else if (v.type == KS_STRING && v.size >= 2)
            ks_out_utf16(out, string_of(v), escape);
        else if (v.type == KS_SID && ks_out_sid(out, (ks_span){ v.at, v.size }))
            return; // as long as its own count says
        else if (width.most && v.size > width.most && ks_value_is_sound(cut))
            ks_out_value(out, cut, escape, style, days); // what lies behind is no part of it
        else
            ks_out_hex_bytes(out, (ks_span){ v.at, v.size }); // so that nothing is lost
        return;
    }
    switch (v.type) {
    case KS_STRING: ks_out_utf16(out, string_of(v), escape); return;
    case KS_ANSI: ks_out_1252(out, ansi_of(v), escape); return;
    case KS_UTF8:
    case KS_NUMBER: ks_out_utf8(out, (ks_str){ (const char *)v.at, v.size }, escape); return;
    case KS_INT8:
    case KS_INT16:
    case KS_INT32:
    case KS_INT64: ks_out_i64(out, load_signed(v)); return;
    case KS_UINT8:
    case KS_UINT16:
    case KS_UINT32:
    case KS_UINT64: ks_out_u64(out, load(v)); return;
    case KS_HEX32: ks_out_hex(out, load(v), is_export ? 8 : 1); return;
    case KS_HEX64: ks_out_hex(out, load(v), is_export ? 16 : 1); return;
    case KS_SIZE:
        if (is_export)
            ks_out_u64(out, load(v));
        else
            ks_out_hex(out, load(v), 1);
        return;
    case KS_BOOL: ks_out_put(out, load(v) ? KS_STR("true") : KS_STR("false")); return;
    case KS_FILETIME:
    case KS_SYSTEMTIME: out_time(out, v, style, days); return;
    case KS_GUID: out_guid(out, v, style); return;
    case KS_SID: ks_out_sid(out, (ks_span){ v.at, v.size }); return;
    case KS_BINARY: ks_out_hex_bytes(out, (ks_span){ v.at, v.size }); return;
    case KS_FLOAT:
    case KS_DOUBLE: {
        float small = 0;
        double value = 0;
        if (v.type == KS_FLOAT) {
            memcpy(&small, v.at, sizeof small);
            value = (double)small;
        } else {
            memcpy(&value, v.at, sizeof value);
        }
        if (is_export)
            out_real_export(out, value);
        else
            out_real(out, value, v.type == KS_FLOAT);
        return;
    }
    default: return; // null, and BinXml, which is printed as elements
    }
}

void ks_out_json_value(ks_out *out, ks_value v, ks_style style, const char *empty,
                       ks_day_cache *days)
{
    switch (v.type) {
    case KS_INT8:
    case KS_UINT8:
    case KS_INT16:
    case KS_UINT16:
    case KS_INT32:
    case KS_UINT32:
    case KS_INT64:
    case KS_UINT64:
    case KS_BOOL:
    case KS_NUMBER:
        if (KS_LIKELY(v.size)) {
            ks_out_value(out, v, KS_AS_JSON, style, days);
            return;
        }
        break;
    default: break;
    }
    if (ks_value_is_empty(v)) {
        ks_out_put(out, ks_str_of(empty));
        return;
    }
    ks_out_byte(out, '"');
    ks_out_value(out, v, KS_AS_JSON, style, days);
    ks_out_byte(out, '"');
}

typedef struct {
    u8 bytes[1024];
} short_buffer;

// A short text of the value in `buffer`, without escapes; false when it is longer.
static bool short_text(ks_value v, short_buffer *buffer, ks_str *text)
{
    if (v.type == KS_UTF8 || v.type == KS_NUMBER) {
        *text = (ks_str){ (const char *)v.at, v.size };
        return true;
    }
    ks_day_cache days = { 0 };
    ks_out out = { .at = buffer->bytes, .start = buffer->bytes };
    out.end = buffer->bytes + sizeof buffer->bytes - ks_out_slack;
    ks_out_value(&out, v, KS_AS_TEXT, KS_STYLE_PLAIN, &days);
    *text = ks_out_str(&out);
    return !out.is_full;
}

static i64 read_signed(ks_str text, bool *ok)
{
    bool minus = text.size && text.at[0] == '-';
    u64 number = 0;
    *ok = ks_u64_read(ks_str_from(text, minus), &number);
    return minus ? (i64)(0 - number) : (i64)number;
}

bool ks_value_u64(ks_value v, u64 *number)
{
    short_buffer buffer KS_UNSET;
    ks_str text;
    i64 value;
    bool ok = false;
    switch (v.type) {
    case KS_STRING:
    case KS_ANSI:
    case KS_UTF8:
    case KS_NUMBER:
        if (v.size > 64 || !short_text(v, &buffer, &text))
            return false;
        while (text.size && text.at[text.size - 1] == ' ')
            text.size--;
        value = read_signed(text, &ok);
        if (ok)
            *number = (u64)value;
        return ok;
    case KS_INT8:
    case KS_INT16:
    case KS_INT32:
    case KS_INT64:
    case KS_UINT8:
    case KS_UINT16:
    case KS_UINT32:
    case KS_UINT64:
    case KS_HEX32:
    case KS_HEX64:
    case KS_BOOL:
        if (v.size == 0)
            return false;
        if (!ks_value_is_sound(v))
            v = fitted(v, buffer.bytes);
        break;
    case KS_SIZE:
        if (!ks_value_is_sound(v))
            return false;
        break;
    default: return false;
    }
    bool is_signed = v.type == KS_INT8 || v.type == KS_INT16 || v.type == KS_INT32;
    *number = is_signed ? (u64)load_signed(v) : load(v);
    return true;
}

bool ks_value_ticks(ks_value v, u64 *ticks)
{
    short_buffer buffer KS_UNSET;
    ks_str text;
    switch (v.type) {
    case KS_FILETIME:
        if (v.size != 8)
            return false;
        *ticks = ks_load64(v.at);
        return true;
    case KS_SYSTEMTIME: return v.size == 16 && systemtime_ticks(v.at, ticks);
    case KS_STRING:
    case KS_ANSI:
    case KS_UTF8:
        return v.size <= 128 && short_text(v, &buffer, &text) && ks_ticks_read(text, 0, ticks);
    default: return false;
    }
}

ks_str ks_value_str(ks_value v, ks_arena *arena)
{
    if (v.type == KS_UTF8 || v.type == KS_NUMBER)
        return (ks_str){ (const char *)v.at, v.size };
    if (ks_value_is_empty(v))
        return (ks_str){ 0 };
    size_t most =
        (size_t)v.size * 3 + 128; // UTF-16: 3 bytes a unit; binary: 2 a byte; SID: 11 per 4
    u8 *bytes = ks_take(arena, u8, most + ks_out_slack + 6 * (size_t)v.size);
    if (bytes == NULL)
        return (ks_str){ 0 };
    ks_day_cache days = { 0 };
    ks_out out = { .at = bytes, .start = bytes, .end = bytes + most + 6 * (size_t)v.size };
    ks_out_value(&out, v, KS_AS_TEXT, KS_STYLE_PLAIN, &days);
    return ks_out_str(&out);
}

static bool equal(ks_value v, ks_str text, bool folded)
{
    short_buffer buffer KS_UNSET;
    ks_str mine;
    if (v.type == KS_STRING) // the usual case, without a copy
        return ks_utf16_equal(string_of(v), text, folded);
    if (!short_text(v, &buffer, &mine) || mine.size != text.size)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        u8 a = (u8)mine.at[i], b = (u8)text.at[i];
        u8 case_bit = folded && (u8)((a | 32) - 'a') < 26 ? 32 : 0;
        if ((a | case_bit) != (b | case_bit))
            return false;
    }
    return true;
}

bool ks_value_equal(ks_value v, ks_str text) { return equal(v, text, false); }

bool ks_value_equal_fold(ks_value v, ks_str text) { return equal(v, text, true); }

// The end of the item that begins at `from` in an array of strings: behind its NUL.
static u32 string_end(ks_value array, u32 from, u32 width)
{
    u32 at = from;
    for (; at + width <= array.size; at += width) {
        if (array.at[at] == 0 && (width == 1 || array.at[at + 1] == 0))
            return at + width;
    }
    return array.size;
}

bool ks_value_item(ks_value array, size_t *next, ks_value *item)
{
    if (!(array.type & KS_ARRAY)) {
        *item = array;
        return (*next)++ == 0;
    }
    u8 type = array.type & 0x7f;
    u32 from = (u32)*next, to = array.size;
    if (from >= array.size)
        return false;
    ks_value_width width = ks_value_width_of(type);
    if (type == KS_STRING || type == KS_ANSI)
        to = string_end(array, from, type == KS_STRING ? 2 : 1);
    else if (type == KS_SID && array.size - from >= 8)
        to = from + 8 + 4 * (u32)array.at[from + 1];
    else if (type == KS_SIZE)
        to = from + 8;
    else if (width.most && width.most >= width.least)
        to = from + width.most;
    if (to > array.size)
        to = array.size;
    *item = (ks_value){ array.at + from, to - from, type };
    *next = to;
    return true;
}

size_t ks_value_items(ks_value array)
{
    size_t count = 0, next = 0;
    for (ks_value item; ks_value_item(array, &next, &item); count++)
        ;
    return count;
}
