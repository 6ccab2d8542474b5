// The bytes of the bins: a bounded cache of blocks over the file, with the pages of replayed logs
// in place of the file's. Everything that reads cells goes through here, and copies.
#include "evidence/hive/hive_own.h"

enum { cache_size_usual = 16 << 20, pages_per_block = hive_block_size / hive_page_size };

bool hive_bytes_open(ks_hive *hive, size_t cache_size, ks_fail *fail)
{
    size_t most = cache_size ? cache_size : cache_size_usual;
    size_t wanted = (size_t)hive->info.data_size / hive_block_size + 1;
    size_t blocks = most / hive_block_size < wanted ? most / hive_block_size : wanted;
    hive->set_count = (blocks + hive_ways - 1) / hive_ways;
    hive->set_count += hive->set_count == 0;
    size_t count = hive->set_count * hive_ways;
    hive->slots = ks_take(hive->arena, hive_slot, count);
    hive->blocks = ks_take(hive->arena, u8, count * hive_block_size);
    if (hive->slots == NULL || hive->blocks == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)(count * hive_block_size), 0,
                         ks_str_of(hive->arena->name));
    return true;
}

static void unread(ks_hive *hive, u64 offset, u64 size, const ks_fail *fail)
{
    if (hive->is_failed || hive->ledger == NULL)
        return;
    hive->is_failed = true;
    ks_ledger_add(hive->ledger, (ks_ledger_row){ KS_LEDGER_UNREAD, offset, size, { 0 }, *fail });
}

static void fill(ks_hive *hive, u32 block, u8 *to)
{
    u64 start = (u64)block * hive_block_size;
    u64 size = hive_input_size(&hive->inputs[0]);
    u64 there = size > ks_hive_head_size + start ? size - ks_hive_head_size - start : 0;
    size_t wanted = there < hive_block_size ? (size_t)there : hive_block_size;
    ks_fail fail = { 0 };
    memset(to + wanted, 0, hive_block_size - wanted);
    if (!hive_input_read(&hive->inputs[0], ks_hive_head_size + start, to, wanted, &fail)) {
        memset(to, 0, wanted);
        unread(hive, ks_hive_head_size + start, wanted, &fail);
    }
    size_t first = (size_t)block * pages_per_block;
    for (size_t i = 0; i < pages_per_block && first + i < hive->page_count; i++) {
        u64 page = hive->pages[first + i];
        const ks_hive_input *log = &hive->inputs[page >> 56];
        u64 offset = (page & (((u64)1 << 56) - 1)) - 1;
        if (page && !hive_input_read(log, offset, to + i * hive_page_size, hive_page_size, &fail))
            unread(hive, ks_hive_head_size + start + i * hive_page_size, hive_page_size, &fail);
    }
}

static const u8 *block_at(ks_hive *hive, u32 block)
{
    size_t set = block % hive->set_count * hive_ways, chosen = set;
    hive->now++;
    for (size_t i = set; i < set + hive_ways; i++) {
        hive_slot *slot = &hive->slots[i];
        if (slot->block_plus_1 == block + 1) {
            slot->used = hive->now;
            return hive->blocks + i * hive_block_size;
        }
        if (slot->used < hive->slots[chosen].used)
            chosen = i;
    }
    fill(hive, block, hive->blocks + chosen * hive_block_size);
    hive->slots[chosen] = (hive_slot){ block + 1, hive->now };
    return hive->blocks + chosen * hive_block_size;
}

bool hive_get(ks_hive *hive, u32 rel, void *to, u64 size)
{
    if (rel > hive->info.data_size || size > hive->info.data_size - rel)
        return false;
    u8 *at = to;
    while (size) {
        u32 inside = rel % hive_block_size;
        size_t part = hive_block_size - inside < size ? hive_block_size - inside : (size_t)size;
        memcpy(at, block_at(hive, rel / hive_block_size) + inside, part);
        at += part;
        rel += (u32)part;
        size -= part;
    }
    return true;
}

// Rows are in the order of their offsets, so that one that is there already is found quickly.
static bool is_said(const ks_ledger *ledger, ks_ledger_kind kind, u64 offset)
{
    size_t low = 0, high = ledger->row_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ledger->rows[middle].offset < offset)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < ledger->row_count && ledger->rows[low].offset == offset; low++) {
        if (ledger->rows[low].kind == kind)
            return true;
    }
    return false;
}

void hive_note(ks_hive *hive, ks_ledger_kind kind, u32 rel, u64 size, i64 first, i64 second)
{
    u64 offset = (u64)rel + ks_hive_head_size;
    if (hive->ledger == NULL || is_said(hive->ledger, kind, offset))
        return;
    ks_ledger_add(hive->ledger, (ks_ledger_row){ kind, offset, size, { first, second }, { 0 } });
}
