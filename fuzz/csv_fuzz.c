// Whatever the bytes: a cell of CSV, read back, begins with nothing that a spreadsheet runs, and is
// the text that was written (control characters spelled out).
#include "base/csv.h"

enum { size_most = 4096 };

// The cell as a reader of RFC 4180 takes it; false when it is not exactly one cell.
static bool read_back(ks_str cell, ks_out *text)
{
    if (cell.size == 0 || cell.at[0] != '"') {
        ks_out_put(text, cell);
        return cell.size == 0 || (memchr(cell.at, ',', cell.size) == NULL &&
                                  memchr(cell.at, '\n', cell.size) == NULL);
    }
    size_t i = 1;
    for (; i < cell.size; i++) {
        if (cell.at[i] == '"' && (i + 1 == cell.size || cell.at[++i] != '"'))
            break;
        ks_out_byte(text, cell.at[i]);
    }
    return i == cell.size - 1;
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);
int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    static u8 written[size_most * 5], text[size_most * 5];
    if (size > size_most)
        return 0;
    ks_out out = { .at = written, .start = written, .end = written + sizeof written };
    ks_out_csv(&out, (ks_str){ (const char *)data, size });
    ks_out back = { .at = text, .start = text, .end = text + sizeof text };
    KS_ASSERT(!out.is_full && read_back(ks_out_str(&out), &back));
    ks_str cell = ks_out_str(&back);
    KS_ASSERT(cell.size == 0 || memchr("=+-@\t\r\n", cell.at[0], 7) == NULL);
    size_t from = 0;
    bool is_marked = cell.size && cell.at[0] == '\'' && size && data[0] != '\'';
    for (size_t i = is_marked; i < cell.size && from < size; from++) {
        bool is_spelled =
            (data[from] < 0x20 && memchr("\t\n\r", data[from], 3) == NULL) || data[from] == 0x7f;
        KS_ASSERT(is_spelled || (u8)cell.at[i] == data[from]);
        i += is_spelled ? 4 : 1;
    }
    KS_ASSERT(from == size);
    return 0;
}
