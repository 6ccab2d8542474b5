// A hive opened: its header, its logs, its bins, its root.
#include "evidence/hive/hive_own.h"

enum { size_most_mb = 2048 };

bool ks_hive_is_one(ks_span head)
{
    return head.size >= hive_page_size && memcmp(head.at, "regf", 4) == 0;
}

static void note_header(ks_hive *hive, ks_ledger_kind kind, i64 first, i64 second)
{
    if (hive->ledger)
        ks_ledger_add(hive->ledger,
                      (ks_ledger_row){ kind, 0, hive_page_size, { first, second }, { 0 } });
}

static bool read_header(ks_hive *hive, const u8 *p, ks_fail *fail)
{
    ks_hive_info *info = &hive->info;
    info->primary = ks_load32(p + 4);
    info->secondary = ks_load32(p + 8);
    info->written_ticks = ks_load64(p + 0x0c);
    info->major = ks_load32(p + 0x14);
    info->minor = ks_load32(p + 0x18);
    info->root = ks_load32(p + 0x24);
    info->data_size = ks_load32(p + 0x28);
    info->flags = ks_load32(p + 0x90);
    u64 reorganized = ks_load64(p + 0xa8);
    info->reorganized_ticks = reorganized > 3 ? reorganized & ~(u64)3 : 0; // the rest are flags
    info->is_offline = memcmp(p + 0xa8, "OfRg", 4) == 0 || memcmp(p + 0xb0, "OfRg", 4) == 0;
    if (memcmp(p + 0xa8, "OfRg", 4) == 0)
        info->reorganized_ticks = 0;
    u8 *name = ks_take(hive->arena, u8, 64);
    if (name == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, 64, 0, ks_str_of(hive->arena->name));
    memcpy(name, p + 0x30, 64);
    info->name = (ks_utf16){ name, 0 };
    while (info->name.units < 32 && ks_load16(name + 2 * info->name.units))
        info->name.units++;
    info->is_checked = hive_head_is_right(p);
    info->is_dirty = !info->is_checked || info->primary != info->secondary;
    return true;
}

// What there is of the bins: by the header where it can be believed, and never more than the file
// and its logs hold.
static void settle_size(ks_hive *hive, bool has_head)
{
    ks_hive_info *info = &hive->info;
    u64 there = info->file_size > ks_hive_head_size ? info->file_size - ks_hive_head_size : 0;
    u64 in_file = there;
    for (size_t i = hive->page_count; i-- > 0;) {
        if (hive->pages[i]) {
            u64 end = ((u64)i + 1) * hive_page_size;
            there = end > there ? end : there;
            break;
        }
    }
    if (!has_head) {
        info->data_size = (u32)(in_file / 4096 * 4096);
        if (info->minor < 3 || info->minor > 6)
            info->minor = 5; // whether large data lies in segments depends on it
    }
    if (info->data_size > there) {
        note_header(hive, KS_LEDGER_HIVE_SHORT, (i64)there, info->data_size);
        info->data_size = (u32)(there & ~(u64)7);
    }
    if (in_file > info->data_size && hive->ledger)
        ks_ledger_add(hive->ledger,
                      (ks_ledger_row){ .kind = KS_LEDGER_NOTE_TAIL,
                                       .offset = (u64)info->data_size + ks_hive_head_size,
                                       .size = in_file - info->data_size,
                                       .number = { (i64)(in_file - info->data_size), 0 } });
}

static bool is_root(ks_hive *hive, u32 cell)
{
    ks_arena scratch = hive->scratch;
    ks_hive_key key;
    u32 size = 0;
    return hive_cell_look(hive, cell, &size) == HIVE_CELL_USED &&
           hive_key_parse(hive, cell, size, &scratch, &key) && (key.flags & KS_HIVE_KEY_ROOT);
}

static bool is_key(ks_hive *hive, u32 cell)
{
    ks_arena scratch = hive->scratch;
    ks_hive_key key;
    u32 size = 0;
    return hive_cell_look(hive, cell, &size) == HIVE_CELL_USED &&
           hive_key_parse(hive, cell, size, &scratch, &key);
}

static u32 search_bin(ks_hive *hive, u32 bin, u32 bin_size)
{
    for (u32 at = bin + 32; at < bin + bin_size;) {
        u32 size = 0;
        if (hive_cell_look(hive, at, &size) == HIVE_CELL_BAD)
            break;
        if (is_root(hive, at))
            return at;
        at += size + 4;
    }
    return ks_hive_none;
}

static void check_bins_and_root(ks_hive *hive)
{
    ks_hive_info *info = &hive->info;
    bool has_root = is_key(hive, info->root);
    u32 found = ks_hive_none, size = 0;
    for (u32 bin = 0; hive_next_bin(hive, &bin, &size); bin += size) {
        if (!has_root && found == ks_hive_none)
            found = search_bin(hive, bin, size);
    }
    if (has_root)
        return;
    note_header(hive, found == ks_hive_none ? KS_LEDGER_NO_ROOT : KS_LEDGER_HIVE_HEADER, 0, 0);
    info->root = found;
}

bool ks_hive_open(const ks_hive_sources *from, ks_arena *arena, ks_hive **hive, ks_fail *fail)
{
    u8 head[hive_page_size];
    u64 size = hive_input_size(&from->hive);
    if (!hive_input_read(&from->hive, 0, head, sizeof head, fail))
        return false;
    if (memcmp(head, "regf", 4) != 0)
        return ks_refuse(fail, KS_BAD_MAGIC, ks_load32(head), 0x66676572, KS_STR("regf"));
    if (hive_head_is_right(head) && ks_load32(head + 0x1c) != 0)
        return ks_refuse(fail, KS_UNSUPPORTED, 0, 0, KS_STR("a transaction log without its hive"));
    if (size >> 20 > size_most_mb)
        return ks_refuse(fail, KS_TOO_MANY, (i64)(size >> 20), size_most_mb,
                         KS_STR("MB of one hive"));
    ks_hive *h = ks_take(arena, ks_hive, 1);
    if (h == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, sizeof *h, 0, ks_str_of(arena->name));
    u8 *scratch = ks_take(arena, u8, hive_scratch_size);
    if (scratch == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, hive_scratch_size, 0, ks_str_of(arena->name));
    h->arena = arena;
    h->scratch = (ks_arena){ scratch, scratch + hive_scratch_size, "hive", NULL };
    h->ledger = from->ledger;
    h->inputs[0] = from->hive;
    h->info.file_size = size;
    for (size_t i = 0; i < from->log_count && i < ks_hive_logs_most; i++)
        h->inputs[1 + h->info.log_count++] = from->logs[i];
    if (!read_header(h, head, fail) || !hive_replay(h, fail))
        return false;
    bool is_replayed = false;
    for (size_t i = 0; i < h->info.log_count; i++)
        is_replayed = is_replayed || h->info.logs[i].state == KS_HIVE_LOG_REPLAYED;
    if (!h->info.is_checked)
        note_header(h, KS_LEDGER_HIVE_HEADER, 0, 0);
    h->info.is_layered = h->info.minor >= 6 && (h->info.flags & 2);
    settle_size(h, h->info.is_checked || is_replayed);
    if (!hive_bytes_open(h, from->cache_size, fail))
        return false;
    check_bins_and_root(h);
    if (h->info.is_layered)
        note_header(h, KS_LEDGER_NOTE_LAYERED, 0, 0);
    *hive = h;
    return true;
}

const ks_hive_info *ks_hive_look(const ks_hive *hive) { return &hive->info; }
