// What values say as text and as numbers.
#include "base/number.h"
#include "base/text.h"
#include "state/registry_own.h"

// What the conversion wants free: the most that a unit could take anywhere, and some.
enum { text_units = 6, text_room = 64 };

ks_str registry_name(ks_utf16 name, ks_arena *arena)
{
    ks_out out;
    if (name.units == 0 || !ks_out_open(&out, arena, name.units * text_units + text_room))
        return (ks_str){ 0 };
    ks_out_utf16(&out, name, KS_AS_TEXT);
    return ks_out_str(&out);
}

ks_str ks_registry_type_name(u32 type)
{
    static const ks_str names[] = { KS_TEXT("REG_NONE"),      KS_TEXT("REG_SZ"),
                                    KS_TEXT("REG_EXPAND_SZ"), KS_TEXT("REG_BINARY"),
                                    KS_TEXT("REG_DWORD"),     KS_TEXT("REG_DWORD_BIG_ENDIAN"),
                                    KS_TEXT("REG_LINK"),      KS_TEXT("REG_MULTI_SZ") };
    if (type < countof(names))
        return names[type];
    return type == KS_REGISTRY_QWORD ? KS_STR("REG_QWORD") : (ks_str){ 0 };
}

// Items divided by NUL, up to an empty one, divided by \n.
static void put_items(ks_out *out, ks_utf16 text)
{
    while (text.units) {
        size_t length = ks_utf16_length(text);
        if (length == 0)
            return;
        if (ks_out_size(out))
            KS_PUT(out, "\n");
        ks_out_utf16(out, (ks_utf16){ text.at, length }, KS_AS_TEXT);
        length += length < text.units;
        text = (ks_utf16){ text.at + 2 * length, text.units - length };
    }
}

ks_str ks_reg_text(const ks_reg_value *value, ks_arena *arena)
{
    ks_out out;
    ks_utf16 units = { value->data.at, value->data.size / 2 };
    bool is_text = value->type == KS_REGISTRY_SZ || value->type == KS_REGISTRY_EXPAND_SZ;
    bool is_list = value->type == KS_REGISTRY_MULTI_SZ;
    if (value->data.size == 0 ||
        !ks_out_open(&out, arena, value->data.size / 2 * text_units + text_room))
        return (ks_str){ 0 };
    u64 number;
    if (is_text)
        ks_out_utf16_text(&out, units, KS_AS_TEXT);
    else if (is_list)
        put_items(&out, units);
    else if (value->type != KS_REGISTRY_BINARY && ks_reg_number(value, *arena, &number))
        ks_out_u64(&out, number);
    else
        ks_out_hex_bytes(&out, value->data);
    return ks_out_str(&out);
}

bool ks_reg_number(const ks_reg_value *value, ks_arena scratch, u64 *number)
{
    const u8 *at = value->data.at;
    switch (value->type) {
    case KS_REGISTRY_DWORD_BE:
        if (value->data.size != 4)
            return false;
        *number = (u32)at[0] << 24 | (u32)at[1] << 16 | (u32)at[2] << 8 | at[3];
        return true;
    case KS_REGISTRY_SZ:
    case KS_REGISTRY_EXPAND_SZ: return ks_u64_read(ks_reg_text(value, &scratch), number);
    case KS_REGISTRY_DWORD:
    case KS_REGISTRY_QWORD:
    case KS_REGISTRY_BINARY:
    case KS_REGISTRY_NONE:
        if (value->data.size == 4)
            *number = ks_load32(at);
        else if (value->data.size == 8)
            *number = ks_load64(at);
        else if (value->data.size == 1)
            *number = at[0];
        return value->data.size == 4 || value->data.size == 8 || value->data.size == 1;
    default: return false;
    }
}
