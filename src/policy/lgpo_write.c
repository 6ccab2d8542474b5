// Writing LGPO text: UTF-8; the caller puts a byte order mark in front of the file.
#include "policy/lgpo.h"

#include "base/number.h"
#include "base/text.h"

static void put_line(ks_out *out, ks_str text)
{
    ks_out_put(out, text);
    KS_PUT(out, "\r\n");
}

// Up to `units`; \ and NUL escaped. False: a line end, which no line can hold, or half a character.
static bool put_text(ks_out *out, ks_span data, size_t units)
{
    bool can_be_said = true;
    for (size_t from = 0, i = 0; i <= units; i++) {
        u16 unit = i < units ? ks_load16(data.at + i * 2) : 0;
        can_be_said &= unit != '\n' && unit != '\r';
        if (i < units && unit != 0 && unit != '\\')
            continue;
        ks_out_utf16(out, (ks_utf16){ data.at + from * 2, i - from }, KS_AS_TEXT);
        from = i + 1;
        if (i < units)
            ks_out_put(out, unit ? KS_STR("\\\\") : KS_STR("\\0"));
    }
    return can_be_said;
}

static bool put_texts(ks_out *out, const ks_pol_entry *e)
{
    size_t units = e->data.size / 2;
    bool ends = units && ks_load16(e->data.at + units * 2 - 2) == 0;
    if (e->data.size % 2 || !ends)
        return false;
    if (e->type == KS_REG_MULTI_SZ) {
        KS_PUT(out, "MULTISZ:");
        if (units == 1)
            return true; // the empty list
        units -= 2;
        return ks_load16(e->data.at + units * 2) == 0 && put_text(out, e->data, units);
    }
    ks_out_put(out, e->type == KS_REG_SZ ? KS_STR("SZ:") : KS_STR("EXSZ:"));
    return put_text(out, e->data, units - 1);
}

static bool put_value(ks_out *out, const ks_pol_entry *e)
{
    switch (e->type) {
    case KS_REG_DWORD:
        KS_PUT(out, "DWORD:");
        if (e->data.size == 4)
            ks_out_u64(out, ks_load32(e->data.at));
        return e->data.size == 4;
    case KS_REG_QWORD:
        KS_PUT(out, "QWORD:");
        if (e->data.size == 8)
            ks_out_u64(out, ks_load64(e->data.at));
        return e->data.size == 8;
    case KS_REG_BINARY:
        KS_PUT(out, "BINARY:");
        for (size_t i = 0; i < e->data.size; i++) {
            u8 digits[ks_number_size];
            ks_hex_text(digits, e->data.at[i], 2);
            if (i)
                ks_out_byte(out, ',');
            ks_out_bytes(out, digits, 2);
        }
        return true;
    case KS_REG_SZ:
    case KS_REG_EXPAND_SZ:
    case KS_REG_MULTI_SZ: return put_texts(out, e);
    default: return false;
    }
}

static bool has_line_end(ks_str text)
{
    return text.size && (memchr(text.at, '\n', text.size) || memchr(text.at, '\r', text.size));
}

static bool put_record(ks_out *out, const ks_pol_entry *e, ks_str scope)
{
    ks_str name;
    ks_pol_action action = ks_pol_action_of(e, &name);
    bool has_star = action == KS_POL_DELETE_ALL || action == KS_POL_CREATE_KEY;
    if (has_line_end(e->key) || has_line_end(e->name) || e->key.size == 0)
        return false;
    put_line(out, scope);
    put_line(out, e->key);
    if (action == KS_POL_DELETE_KEYS) {
        size_t units = e->data.size / 2;
        bool is_good = put_text(out, e->data, units ? units - 1 : 0);
        KS_PUT(out, "\r\nDELETEKEYS");
        return is_good && units > 1;
    }
    put_line(out, has_star ? KS_STR("*") : action == KS_POL_DELETE_VALUE ? name : e->name);
    switch (action) {
    case KS_POL_DELETE_ALL: KS_PUT(out, "DELETEALLVALUES"); return true;
    case KS_POL_CREATE_KEY: KS_PUT(out, "CREATEKEY"); return true;
    case KS_POL_DELETE_VALUE: KS_PUT(out, "DELETE"); return true;
    case KS_POL_SET: return put_value(out, e);
    case KS_POL_DELETE_VALUES:
    case KS_POL_DELETE_KEYS:
    case KS_POL_SECURE_KEY:
    case KS_POL_SET_SOFT:
    case KS_POL_COMMENT:
    case KS_POL_UNKNOWN: return false; // LGPO has no word for it
    }
    return false;
}

bool ks_lgpo_write(ks_out *out, const ks_pol *pol, ks_str scope)
{
    bool is_good = true;
    for (size_t i = 0; is_good && i < pol->count; i++) {
        is_good = put_record(out, &pol->entries[i], scope);
        KS_PUT(out, "\r\n\r\n");
    }
    return is_good && !out->is_full;
}
