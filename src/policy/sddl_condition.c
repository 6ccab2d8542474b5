// What stands behind the account of some ACEs, as bytes: "(#61727478...)".
#include "base/number.h"
#include "policy/sddl_own.h"

static int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool sddl_data_read(sddl_reader *r, u8 ace_type, size_t end, ks_span *data)
{
    (void)ace_type;
    ks_str text = { r->text.at + r->at, end - r->at };
    bool is_bytes = text.size >= 3 && text.size % 2 == 1 && text.at[0] == '(' &&
                    text.at[1] == '#' && text.at[text.size - 1] == ')';
    if (!is_bytes)
        return sddl_refuse(r, KS_SDDL_BAD_CONDITION, r->at, text.size);
    size_t size = (text.size - 3) / 2;
    u8 *bytes = ks_take(r->arena, u8, size ? size : 1);
    if (bytes == NULL)
        return sddl_refuse(r, KS_SDDL_OVER_BUDGET, r->at, 0);
    for (size_t i = 0; i < size; i++) {
        int high = digit(text.at[2 + 2 * i]), low = digit(text.at[3 + 2 * i]);
        if (high < 0 || low < 0)
            return sddl_refuse(r, KS_SDDL_BAD_CONDITION, r->at, text.size);
        bytes[i] = (u8)(high << 4 | low);
    }
    *data = (ks_span){ bytes, size };
    return true;
}

void sddl_data_print(ks_out *out, u8 ace_type, ks_span data)
{
    (void)ace_type;
    KS_PUT(out, "(#");
    ks_out_hex_bytes(out, data);
    ks_out_byte(out, ')');
}
