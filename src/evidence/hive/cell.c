// Bins and cells: what may be believed of a size, and where the next one is.
#include "evidence/hive/hive_own.h"

enum { bin_head_size = 32, bin_step = 4096, cell_size_most = 1 << 30 };

hive_cell_state hive_cell_look(ks_hive *hive, u32 rel, u32 *size)
{
    u8 head[4];
    *size = 0;
    if (rel % 8 != 0 || !hive_get(hive, rel, head, 4))
        return HIVE_CELL_BAD;
    i32 raw = (i32)ks_load32(head);
    u32 whole = raw < 0 ? 0 - (u32)raw : (u32)raw; // negative: in use
    if (whole < 8 || whole % 8 != 0 || whole > cell_size_most || whole > hive->info.data_size - rel)
        return HIVE_CELL_BAD;
    *size = whole - 4;
    return raw < 0 ? HIVE_CELL_USED : HIVE_CELL_FREE;
}

bool hive_cell(ks_hive *hive, u32 rel, u32 from, u32 *size)
{
    hive_cell_state state = hive_cell_look(hive, rel, size);
    if (state == HIVE_CELL_USED)
        return true;
    hive_note(hive, state == HIVE_CELL_FREE ? KS_LEDGER_CELL_FREE : KS_LEDGER_CELL_BAD, from, 0,
              (i64)rel + ks_hive_head_size, 0);
    return false;
}

u32 hive_cell_head(ks_hive *hive, u32 rel, u32 from, u8 *to, u32 most)
{
    u32 size = 0;
    if (!hive_cell(hive, rel, from, &size))
        return 0;
    u32 part = size < most ? size : most;
    return hive_get(hive, rel + 4, to, part) ? part : 0;
}

static bool bin_at(ks_hive *hive, u32 rel, u32 *size)
{
    u8 head[bin_head_size];
    if (!hive_get(hive, rel, head, sizeof head) || memcmp(head, "hbin", 4) != 0)
        return false;
    *size = ks_load32(head + 8);
    return ks_load32(head + 4) == rel && *size >= bin_step && *size % bin_step == 0 &&
           *size <= hive->info.data_size - rel;
}

bool hive_next_bin(ks_hive *hive, u32 *rel, u32 *size)
{
    u32 start = *rel, at = start;
    while (at < hive->info.data_size && !bin_at(hive, at, size)) {
        if (hive->info.data_size - at <= bin_step)
            at = hive->info.data_size;
        else
            at += bin_step;
    }
    if (at > start)
        hive_note(hive, KS_LEDGER_BIN, start, at - start, 0, 0);
    *rel = at;
    return at < hive->info.data_size;
}

bool hive_name(ks_hive *hive, u32 rel, u32 size, bool is_latin, ks_arena *arena, ks_utf16 *name)
{
    *name = (ks_utf16){ 0 };
    size_t units = is_latin ? size : size / 2;
    if (units == 0)
        return true;
    u8 *bytes = ks_take(arena, u8, units * 2);
    if (bytes == NULL ||
        !hive_get(hive, rel, bytes + (is_latin ? units : 0), is_latin ? units : units * 2))
        return false;
    for (size_t i = 0; is_latin && i < units; i++) { // each byte is one unit
        bytes[2 * i] = bytes[units + i];
        bytes[2 * i + 1] = 0;
    }
    *name = (ks_utf16){ bytes, units };
    return true;
}

bool hive_mark(u8 *bits, u32 rel)
{
    u8 bit = (u8)(1u << (rel / 8 % 8));
    bool was_set = bits[rel / 64] & bit;
    bits[rel / 64] |= bit;
    return was_set;
}
