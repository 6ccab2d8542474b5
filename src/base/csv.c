// See csv.h. Which beginnings a spreadsheet takes for a formula: OWASP, "CSV injection".
#include "base/csv.h"

static bool is_formula(ks_str cell)
{
    return cell.size && memchr("=+-@\t\r\n", cell.at[0], 7) != NULL;
}

static bool is_control(u8 byte)
{
    return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7f;
}

static bool is_plain(ks_str cell)
{
    for (size_t i = 0; i < cell.size; i++) {
        u8 byte = (u8)cell.at[i];
        if (byte == '"' || byte == ',' || byte < 0x20 || byte == 0x7f)
            return false;
    }
    return !is_formula(cell);
}

void ks_out_csv(ks_out *out, ks_str cell)
{
    static const char digits[] = "0123456789abcdef";
    if (is_plain(cell)) {
        ks_out_put(out, cell);
        return;
    }
    KS_PUT(out, "\"");
    if (is_formula(cell))
        KS_PUT(out, "'");
    for (size_t i = 0; i < cell.size; i++) {
        u8 byte = (u8)cell.at[i];
        if (byte == '"') {
            KS_PUT(out, "\"\"");
        } else if (is_control(byte)) {
            char text[4] = { '\\', 'x', digits[byte >> 4], digits[byte & 15] };
            ks_out_bytes(out, text, sizeof text);
        } else {
            ks_out_byte(out, (char)byte);
        }
    }
    KS_PUT(out, "\"");
}
