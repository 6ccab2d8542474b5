// Values between the part's terms and the registry's bytes. What is written for a part is read back
// as the same value: the test of the room's laws walks all parts of the catalogue.
#include "base/number.h"
#include "base/text.h"
#include "plan/registry.h"
#include "plan/utf16.h"

// A place without a type of its own has the part's, which may be a notion of the catalogue.
static u32 registry_type(const ks_setting_place *place)
{
    switch (place->type) {
    case KS_TYPE_AUDIT:
    case KS_TYPE_START:
    case KS_TYPE_SWITCH:
    case KS_TYPE_NUMBER: return KS_TYPE_DWORD;
    case KS_TYPE_TEXT: return KS_TYPE_SZ;
    case KS_TYPE_LIST: return KS_TYPE_MULTI_SZ;
    case KS_TYPE_NONE:
    case KS_TYPE_SZ:
    case KS_TYPE_EXPAND_SZ:
    case KS_TYPE_BINARY:
    case KS_TYPE_DWORD:
    case KS_TYPE_MULTI_SZ:
    case KS_TYPE_QWORD: break;
    }
    return (u32)place->type;
}

static bool encode_number(const ks_setting_place *place, u64 number, ks_arena *arena,
                          plan_value *to)
{
    u64 unit = place->unit ? place->unit : 1;
    number = number / unit + (number % unit != 0);
    if (to->type == KS_TYPE_SZ || to->type == KS_TYPE_EXPAND_SZ) {
        u8 text[ks_number_size];
        size_t size = (size_t)(ks_u64_text(text, number) - text);
        return plan_utf16_z((ks_str){ (const char *)text, size }, arena, &to->data);
    }
    size_t size = to->type == KS_TYPE_QWORD ? 8 : 4;
    if ((to->type != KS_TYPE_DWORD && to->type != KS_TYPE_QWORD) ||
        (size == 4 && number > UINT32_MAX))
        return false;
    u8 *bytes = ks_take(arena, u8, size);
    if (bytes == NULL)
        return false;
    if (size == 8)
        ks_store64(bytes, number);
    else
        ks_store32(bytes, (u32)number);
    to->data = (ks_span){ bytes, size };
    return true;
}

static u8 digit_of(char c) { return (u8)(c <= '9' ? c - '0' : (c | 32) - 'a' + 10); }

static bool encode_text(const ks_setting_place *place, ks_str text, ks_arena *arena, plan_value *to)
{
    u64 number;
    switch (to->type) {
    case KS_TYPE_SZ:
    case KS_TYPE_EXPAND_SZ: return plan_utf16_z(text, arena, &to->data);
    case KS_TYPE_MULTI_SZ: return plan_utf16_list(text, arena, &to->data);
    case KS_TYPE_BINARY: {
        u8 *bytes = ks_take(arena, u8, text.size / 2 + 1);
        for (size_t i = 0; bytes && i < text.size / 2; i++)
            bytes[i] = (u8)(digit_of(text.at[2 * i]) << 4 | digit_of(text.at[2 * i + 1]));
        to->data = (ks_span){ bytes, text.size / 2 };
        return bytes != NULL;
    }
    default: return ks_u64_read(text, &number) && encode_number(place, number, arena, to);
    }
}

bool plan_value_encode(const ks_setting_place *place, ks_setting_value value, ks_arena *arena,
                       plan_value *to)
{
    to->root = place->root;
    to->key = place->key;
    to->name = place->value;
    to->is_absent = value.kind == KS_VALUE_ABSENT;
    to->type = registry_type(place);
    to->data = (ks_span){ 0 };
    if (value.kind == KS_VALUE_NUMBER)
        return encode_number(place, value.number, arena, to);
    if (value.kind == KS_VALUE_TEXT)
        return encode_text(place, value.text, arena, to);
    return value.kind == KS_VALUE_ABSENT;
}

// --- and back

static bool is_taken(const ks_setting_place *place, u32 type)
{
    bool is_list = ks_str_equal(place->value, KS_STR("*")) && type == KS_TYPE_MULTI_SZ;
    return is_list || type == registry_type(place) || (type < 32 && place->also >> type & 1);
}

static ks_setting_value number_value(const ks_setting_part *part, const ks_setting_place *place,
                                     u64 number)
{
    u64 unit = place->unit ? place->unit : 1;
    ks_setting_value none = { 0 };
    if ((part->type == KS_TYPE_START && number > 4) || number > UINT64_MAX / unit)
        return none;
    return (ks_setting_value){ .kind = KS_VALUE_NUMBER, .number = number * unit };
}

static ks_setting_value binary_value(ks_span data, ks_arena *arena)
{
    ks_out text;
    ks_setting_value none = { 0 };
    if (!ks_out_open(&text, arena, data.size * 2 + 1))
        return none;
    ks_out_hex_bytes(&text, data);
    return (ks_setting_value){ .kind = KS_VALUE_TEXT, .text = ks_out_str(&text) };
}

ks_setting_value plan_value_decode(const ks_setting_part *part, const ks_setting_place *place,
                                   const ks_before *before, ks_arena *arena)
{
    ks_setting_value none = { 0 };
    ks_span data = before->data;
    u64 number;
    ks_str text = { 0 };
    if (before->kind == KS_BEFORE_ABSENT)
        return (ks_setting_value){ .kind = KS_VALUE_ABSENT };
    if (before->kind == KS_BEFORE_UNKNOWN || !is_taken(place, before->type))
        return none;
    if (before->type == KS_TYPE_DWORD || before->type == KS_TYPE_QWORD) {
        if (data.size != (before->type == KS_TYPE_DWORD ? 4 : 8))
            return none;
        number = data.size == 4 ? ks_load32(data.at) : ks_load64(data.at);
        return number_value(part, place, number);
    }
    if (before->type == KS_TYPE_BINARY)
        return binary_value(data, arena);
    if (before->type == KS_TYPE_MULTI_SZ ? !plan_utf8_list(data, arena, &text)
                                         : !plan_utf8_z(data, arena, &text))
        return none;
    if (ks_setting_type_is_number(part->type))
        return ks_u64_read(text, &number) ? number_value(part, place, number) : none;
    return (ks_setting_value){ .kind = KS_VALUE_TEXT, .text = text };
}
