// Security descriptors as SDDL, as ConvertSecurityDescriptorToStringSecurityDescriptor prints them:
// exact composites first, else single bits from the lowest, else hexadecimal.
#include "base/number.h"
#include "policy/sddl_own.h"

// clang-format off
const sddl_letters sddl_flags[] = {
    { "OI", 0x01 }, { "CI", 0x02 }, { "NP", 0x04 }, { "IO", 0x08 },
    { "ID", 0x10 }, { "CR", 0x20 }, { "SA", 0x40 }, { "FA", 0x80 } };
const sddl_letters sddl_rights[] = {
    { "CC", 0x1 }, { "DC", 0x2 }, { "LC", 0x4 }, { "SW", 0x8 }, { "RP", 0x10 }, { "WP", 0x20 },
    { "DT", 0x40 }, { "LO", 0x80 }, { "CR", 0x100 }, { "SD", 0x10000 }, { "RC", 0x20000 },
    { "WD", 0x40000 }, { "WO", 0x80000 }, { "GA", 0x10000000 }, { "GX", 0x20000000 },
    { "GW", 0x40000000 }, { "GR", 0x80000000 } };
const sddl_letters sddl_composites[] = {
    { "FA", 0x1f01ff }, { "FR", 0x120089 }, { "FW", 0x120116 }, { "FX", 0x1200a0 },
    { "KA", 0xf003f }, { "KR", 0x20019 }, { "KW", 0x20006 }, { "KX", 0x20019 } };
const sddl_letters sddl_label_rights[] = { { "NW", 1 }, { "NR", 2 }, { "NX", 4 } };
// clang-format on
const size_t sddl_flag_count = countof(sddl_flags), sddl_right_count = countof(sddl_rights),
             sddl_composite_count = countof(sddl_composites),
             sddl_label_right_count = countof(sddl_label_rights);

static void put_bits(ks_out *out, const sddl_letters *letters, size_t count, u32 bits)
{
    for (size_t i = 0; i < count; i++) {
        if (bits & letters[i].bits)
            ks_out_bytes(out, letters[i].letters, 2);
    }
}

static u32 all_bits(const sddl_letters *letters, size_t count)
{
    u32 bits = 0;
    for (size_t i = 0; i < count; i++)
        bits |= letters[i].bits;
    return bits;
}

void ks_out_sddl_rights(ks_out *out, u32 mask, u8 ace_type)
{
    bool is_label = ace_type == KS_ACE_LABEL;
    const sddl_letters *letters = is_label ? sddl_label_rights : sddl_rights;
    size_t count = is_label ? sddl_label_right_count : sddl_right_count;
    for (size_t i = 0; !is_label && i < sddl_composite_count; i++) {
        if (sddl_composites[i].bits == mask) {
            ks_out_bytes(out, sddl_composites[i].letters, 2);
            return;
        }
    }
    if (mask & ~all_bits(letters, count))
        ks_out_hex(out, mask, 1);
    else
        put_bits(out, letters, count, mask);
}

static void put_account(ks_out *out, const ks_sid *sid)
{
    ks_str letters = ks_sid_letters_of(sid);
    if (letters.size)
        ks_out_put(out, letters);
    else
        ks_out_sid_text(out, sid);
}

static ks_str type_letters(u8 type)
{
    static const ks_str letters[] = {
#define X(name, value, text, layout) [value] = KS_TEXT(text),
        KS_ACE_TYPES(X)
#undef X
    };
    return type < countof(letters) ? letters[type] : (ks_str){ 0 };
}

static void put_guid(ks_out *out, const u8 *guid)
{
    u8 text[64];
    ks_out one = { .at = text, .start = text, .end = text + sizeof text };
    ks_out_guid(&one, guid);
    for (u8 *p = text; p < one.at; p++)
        ks_out_byte(out, (char)(*p >= 'A' ? *p | 0x20 : *p)); // Windows writes small letters
}

void ks_out_sddl_ace(ks_out *out, const ks_ace *ace)
{
    ks_out_byte(out, '(');
    if (!ks_ace_is_known(ace->type)) {
        ks_out_hex(out, ace->type, 2);
        ks_out_byte(out, ';');
        put_bits(out, sddl_flags, sddl_flag_count, ace->flags);
        KS_PUT(out, ";#");
        ks_out_hex_bytes(out, ace->data);
        ks_out_byte(out, ')');
        return;
    }
    ks_out_put(out, type_letters(ace->type));
    ks_out_byte(out, ';');
    if (ace->type == KS_ACE_TRUST_LABEL && (ace->flags & KS_ACE_CRITICAL)) {
        KS_PUT(out, "TP"); // bit 0x20 of a trust label: its filter
        put_bits(out, sddl_flags, sddl_flag_count, ace->flags & ~(u32)KS_ACE_CRITICAL);
    } else {
        put_bits(out, sddl_flags, sddl_flag_count, ace->flags);
    }
    ks_out_byte(out, ';');
    ks_out_sddl_rights(out, ace->mask, ace->type);
    ks_out_byte(out, ';');
    if (ace->object_flags & KS_ACE_HAS_TYPE)
        put_guid(out, ace->object);
    ks_out_byte(out, ';');
    if (ace->object_flags & KS_ACE_HAS_INHERITED_TYPE)
        put_guid(out, ace->inherited);
    ks_out_byte(out, ';');
    put_account(out, &ace->sid);
    if (ace->data.size) {
        ks_out_byte(out, ';');
        sddl_data_print(out, ace->type, ace->data);
    }
    ks_out_byte(out, ')');
}

static void put_list(ks_out *out, const ks_acl *acl, u16 control, bool is_sacl)
{
    ks_out_byte(out, is_sacl ? 'S' : 'D');
    ks_out_byte(out, ':');
    // The SACL's bits stand one place above those of the DACL.
    u16 bits = is_sacl ? control >> 1 : control;
    if (bits & KS_SD_DACL_PROTECTED)
        ks_out_byte(out, 'P');
    if (bits & KS_SD_DACL_AUTO_INHERIT_REQ)
        KS_PUT(out, "AR");
    if (bits & KS_SD_DACL_AUTO_INHERITED)
        KS_PUT(out, "AI");
    if (acl->is_null)
        KS_PUT(out, "NO_ACCESS_CONTROL");
    for (size_t i = 0; i < acl->count; i++)
        ks_out_sddl_ace(out, &acl->aces[i]);
}

void ks_out_sddl(ks_out *out, const ks_security_descriptor *sd)
{
    if (sd->owner.size) {
        KS_PUT(out, "O:");
        put_account(out, &sd->owner);
    }
    if (sd->group.size) {
        KS_PUT(out, "G:");
        put_account(out, &sd->group);
    }
    if (sd->control & KS_SD_DACL_PRESENT)
        put_list(out, &sd->dacl, sd->control, false);
    if (sd->control & KS_SD_SACL_PRESENT)
        put_list(out, &sd->sacl, sd->control, true);
}
