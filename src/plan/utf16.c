#include "plan/utf16.h"

#include "base/text.h"

static void put_unit(ks_out *out, u32 unit)
{
    u8 bytes[2] = { (u8)unit, (u8)(unit >> 8) };
    ks_out_bytes(out, bytes, sizeof bytes);
}

void plan_out_utf16(ks_out *out, ks_str text)
{
    for (size_t at = 0; at < text.size;) {
        u32 c = 0;
        at += ks_utf8_read(text, at, &c);
        if (c > 0xffff) {
            put_unit(out, 0xd800 + ((c - 0x10000) >> 10));
            put_unit(out, 0xdc00 + ((c - 0x10000) & 0x3ff));
        } else {
            put_unit(out, c);
        }
    }
}

static ks_span made(const ks_out *out) { return (ks_span){ out->start, ks_out_size(out) }; }

bool plan_utf16_z(ks_str text, ks_arena *arena, ks_span *bytes)
{
    ks_out out;
    if (!ks_out_open(&out, arena, text.size * 2 + 2))
        return false;
    plan_out_utf16(&out, text);
    put_unit(&out, 0);
    *bytes = made(&out);
    return true;
}

bool plan_utf16_list(ks_str text, ks_arena *arena, ks_span *bytes)
{
    ks_out out;
    if (!ks_out_open(&out, arena, text.size * 2 + 6))
        return false;
    while (text.size) {
        const char *end = memchr(text.at, '\n', text.size);
        size_t size = end ? (size_t)(end - text.at) : text.size;
        if (size) {
            plan_out_utf16(&out, (ks_str){ text.at, size });
            put_unit(&out, 0);
        }
        size += end != NULL;
        text = ks_str_from(text, size);
    }
    put_unit(&out, 0);
    *bytes = made(&out);
    return true;
}

// What printing wants to have free for a unit, and at all (base/text.c).
enum { print_unit = 6, print_least = 16 };

bool plan_utf8_z(ks_span bytes, ks_arena *arena, ks_str *text)
{
    ks_out out;
    if (!ks_out_open(&out, arena, bytes.size / 2 * print_unit + print_least))
        return false;
    ks_out_utf16_text(&out, (ks_utf16){ bytes.at, bytes.size / 2 }, KS_AS_TEXT);
    *text = ks_out_str(&out);
    return true;
}

bool plan_utf8_list(ks_span bytes, ks_arena *arena, ks_str *text)
{
    ks_out out;
    ks_utf16 left = { bytes.at, bytes.size / 2 };
    if (!ks_out_open(&out, arena, left.units * print_unit + print_least))
        return false;
    while (left.units) {
        size_t units = ks_utf16_length(left);
        if (units == 0)
            break;
        if (ks_out_size(&out))
            KS_PUT(&out, "\n");
        ks_out_utf16(&out, (ks_utf16){ left.at, units }, KS_AS_TEXT);
        units += units < left.units;
        left = (ks_utf16){ left.at + 2 * units, left.units - units };
    }
    *text = ks_out_str(&out);
    return true;
}
