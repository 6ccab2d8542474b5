#include "policy/registry_value.h"

#include "base/fold.h"
#include "base/text.h"

bool registry_is_text(const ks_registry_value *value)
{
    return value->type == ks_reg_sz || value->type == ks_reg_expand_sz;
}

static ks_str decode(ks_utf16 text, ks_arena *arena)
{
    ks_out out;
    if (text.units == 0 || !ks_out_open(&out, arena, text.units * 8 + 64))
        return (ks_str){ 0 };
    ks_out_utf16(&out, text, KS_AS_TEXT);
    return ks_out_str(&out);
}

ks_str registry_text(const ks_registry_value *value, ks_arena *arena)
{
    ks_utf16 all = { value->data.at, value->data.size / 2 };
    return decode((ks_utf16){ all.at, ks_utf16_length(all) }, arena);
}

bool registry_next_text(const ks_registry_value *value, size_t *at, ks_arena *arena, ks_str *text)
{
    size_t units = value->data.size / 2;
    if (*at >= units)
        return false;
    ks_utf16 rest = { value->data.at + 2 * *at, units - *at };
    size_t length = ks_utf16_length(rest);
    *text = decode((ks_utf16){ rest.at, length }, arena);
    *at += length + 1;
    return length > 0;
}

bool registry_u32(const ks_registry_value *value, u32 *number)
{
    if (value->type != ks_reg_dword || value->data.size != 4)
        return false;
    *number = ks_load32(value->data.at);
    return true;
}

bool registry_below(ks_str key, const char *below, ks_str *rest)
{
    ks_str wanted = ks_str_of(below);
    for (size_t at = 0; at + wanted.size <= key.size; at++) {
        size_t end = at + wanted.size;
        bool is_part =
            (at == 0 || key.at[at - 1] == '\\') && (end == key.size || key.at[end] == '\\');
        if (!is_part || !ks_equal_fold((ks_str){ key.at + at, wanted.size }, wanted))
            continue;
        end += end < key.size ? 1 : 0;
        *rest = ks_str_from(key, end);
        return true;
    }
    return false;
}

ks_str registry_part(ks_str *rest)
{
    const char *end = rest->size ? memchr(rest->at, '\\', rest->size) : NULL;
    ks_str part = { rest->at, end ? (size_t)(end - rest->at) : rest->size };
    size_t taken = part.size + (end ? 1 : 0);
    *rest = (ks_str){ rest->at + taken, rest->size - taken };
    return part;
}

bool registry_text_data(ks_str text, ks_arena *arena, ks_span *data)
{
    u8 *to = ks_take(arena, u8, text.size * 2 + 2); // no character has more units than bytes
    size_t units = 0;
    if (!to)
        return false;
    for (size_t at = 0; at < text.size; units++) {
        u32 c;
        at += ks_utf8_read(text, at, &c);
        if (c >= 0x10000) {
            c -= 0x10000;
            ks_store16(to + 2 * units++, (u16)(0xd800 | c >> 10));
            c = 0xdc00 | (c & 0x3ff);
        }
        ks_store16(to + 2 * units, (u16)c);
    }
    *data = (ks_span){ to, 2 * units + 2 };
    return true;
}

bool registry_u32_data(u32 number, ks_arena *arena, ks_span *data)
{
    u8 *to = ks_take(arena, u8, 4);
    if (!to)
        return false;
    ks_store32(to, number);
    *data = (ks_span){ to, 4 };
    return true;
}
