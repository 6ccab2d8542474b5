// UTF-16, as PowerShell's `>` writes it, to UTF-8 and the way back for offsets: what is read is the
// UTF-8, what the ledger and the records' places name is the source.
#include "evidence/jsonlog/reader.h"

static u32 unit_at(ks_span wide, size_t i, bool is_big_endian)
{
    const u8 *p = wide.at + i;
    return is_big_endian ? (u32)p[0] << 8 | p[1] : (u32)p[1] << 8 | p[0];
}

size_t jsonlog_narrow(ks_span wide, bool is_big_endian, u8 *to)
{
    u8 *start = to;
    for (size_t i = 0; i + 1 < wide.size; i += 2) {
        u32 c = unit_at(wide, i, is_big_endian);
        if (c < 0x80) {
            *to++ = (u8)c;
            continue;
        }
        if (c >= 0xd800 && c < 0xdc00 && i + 3 < wide.size) {
            u32 low = unit_at(wide, i + 2, is_big_endian);
            if (low >= 0xdc00 && low < 0xe000) {
                c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
                i += 2;
            }
        }
        if (c >= 0xd800 && c < 0xe000)
            c = 0xfffd;
        if (c < 0x800) {
            *to++ = (u8)(0xc0 | c >> 6);
        } else if (c < 0x10000) {
            *to++ = (u8)(0xe0 | c >> 12);
            *to++ = (u8)(0x80 | (c >> 6 & 0x3f));
        } else {
            *to++ = (u8)(0xf0 | c >> 18);
            *to++ = (u8)(0x80 | (c >> 12 & 0x3f));
            *to++ = (u8)(0x80 | (c >> 6 & 0x3f));
        }
        *to++ = (u8)(0x80 | (c & 0x3f));
    }
    return (size_t)(to - start);
}

size_t jsonlog_wide_size(ks_span narrow)
{
    size_t size = 0;
    for (size_t i = 0; i < narrow.size; i++) {
        u8 c = narrow.at[i];
        size += (c & 0xc0) == 0x80 ? 0 : c >= 0xf0 ? 4 : 2;
    }
    return size;
}
