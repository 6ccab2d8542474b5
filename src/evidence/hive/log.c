// Transaction logs: which of them continue the hive, and their pages laid over it. Nothing is
// written: a page is a place in a log (MS calls none of this by a name; after the regf
// specification of M. Suhanov, "Transaction log files", and docs/formats/hive.md).
#include "evidence/hive/hive_own.h"
#include "evidence/hive/marvin.h"

enum {
    entry_head_size = 40,
    entry_reference_size = 8,
    entry_checked_size = 32, // the part that the second hash is over
    log_type_old = 1,
    log_type_older = 2, // up to Windows 2000
    log_type_new = 6
};

typedef struct {
    const ks_hive_input *input;
    u64 size;
    ks_hive_log *told;
    u8 head[hive_page_size];
    bool is_usable;
    u32 type, sequence, data_size;
    u64 ticks;
} log_file;

typedef struct {
    u32 size, sequence, data_size, reference_count, flags;
} log_entry;

bool hive_head_is_right(const u8 head[hive_page_size])
{
    u32 sum = 0;
    for (size_t i = 0; i < 508; i += 4)
        sum ^= ks_load32(head + i);
    if (sum == 0)
        sum = 1;
    if (sum == UINT32_MAX)
        sum = UINT32_MAX - 1;
    return memcmp(head, "regf", 4) == 0 && ks_load32(head + 508) == sum;
}

static void look_at(ks_hive *hive, size_t number, log_file *log)
{
    *log = (log_file){ .input = &hive->inputs[number + 1], .told = &hive->info.logs[number] };
    log->size = hive_input_size(log->input);
    log->told->state = KS_HIVE_LOG_EMPTY;
    ks_fail fail = { 0 };
    if (log->size < hive_page_size ||
        !hive_input_read(log->input, 0, log->head, hive_page_size, &fail))
        return;
    bool is_empty = true;
    for (size_t i = 0; i < hive_page_size && is_empty; i++)
        is_empty = log->head[i] == 0;
    if (is_empty)
        return;
    log->told->state = KS_HIVE_LOG_DAMAGED;
    log->sequence = ks_load32(log->head + 4);
    log->ticks = ks_load64(log->head + 12);
    log->type = ks_load32(log->head + 0x1c);
    log->data_size = ks_load32(log->head + 0x28);
    log->told->is_old = log->type != log_type_new;
    bool is_type =
        log->type == log_type_old || log->type == log_type_older || log->type == log_type_new;
    log->is_usable =
        is_type && hive_head_is_right(log->head) && log->sequence == ks_load32(log->head + 8);
    if (log->is_usable)
        log->told->state = KS_HIVE_LOG_ELSEWHERE;
}

// Room for every page that the hive or its logs can speak of.
static bool open_pages(ks_hive *hive, ks_fail *fail)
{
    u64 size = 0;
    for (size_t i = 0; i < countof(hive->inputs); i++)
        size += hive_input_size(&hive->inputs[i]);
    size = size < UINT32_MAX ? size : UINT32_MAX;
    hive->page_count = (size_t)(size / hive_page_size) + 1;
    hive->pages = ks_take(hive->arena, u64, hive->page_count);
    return hive->pages ||
           ks_refuse(fail, KS_OVER_BUDGET, (i64)(hive->page_count * sizeof *hive->pages), 0,
                     ks_str_of(hive->arena->name));
}

static void lay_page(ks_hive *hive, const log_file *log, size_t page, u64 offset)
{
    u64 number = (u64)(log->input - hive->inputs);
    hive->pages[page] = number << 56 | (offset + 1);
    log->told->page_count++;
}

static bool entry_head(const log_file *log, u64 offset, u32 sequence, log_entry *entry)
{
    u8 p[entry_head_size];
    ks_fail fail = { 0 };
    if (!hive_input_read(log->input, offset, p, sizeof p, &fail) || memcmp(p, "HvLE", 4) != 0)
        return false;
    *entry = (log_entry){ .size = ks_load32(p + 4),
                          .flags = ks_load32(p + 8),
                          .sequence = ks_load32(p + 12),
                          .data_size = ks_load32(p + 16),
                          .reference_count = ks_load32(p + 20) };
    u64 left = log->size - offset;
    if (entry->size < hive_page_size || entry->size % hive_page_size != 0 || entry->size > left ||
        entry->sequence != sequence || entry->data_size % 4096 != 0 ||
        entry->reference_count > (entry->size - entry_head_size) / entry_reference_size)
        return false;
    hive_marvin hash = hive_marvin_begin();
    hive_marvin_add(&hash, (ks_span){ p, entry_checked_size });
    return hive_marvin_end(&hash) == ks_load64(p + 32);
}

static bool content_is_right(const log_file *log, u64 offset, const log_entry *entry)
{
    static const size_t part_most = 4096;
    u8 part[4096], expected[8];
    ks_fail fail = { 0 };
    hive_marvin hash = hive_marvin_begin();
    for (u64 at = entry_head_size; at < entry->size;) {
        size_t wanted = entry->size - at < part_most ? (size_t)(entry->size - at) : part_most;
        if (!hive_input_read(log->input, offset + at, part, wanted, &fail))
            return false;
        hive_marvin_add(&hash, (ks_span){ part, wanted });
        at += wanted;
    }
    return hive_input_read(log->input, offset + 24, expected, 8, &fail) &&
           hive_marvin_end(&hash) == ks_load64(expected);
}

// Looks at each reference first (`is_check`), then lays the pages: an entry counts whole or not.
static bool references(ks_hive *hive, const log_file *log, u64 offset, const log_entry *entry,
                       bool is_check)
{
    u64 from = entry_head_size + (u64)entry_reference_size * entry->reference_count;
    for (u32 i = 0; i < entry->reference_count; i++) {
        u8 p[entry_reference_size];
        ks_fail fail = { 0 };
        if (!hive_input_read(log->input, offset + entry_head_size + 8 * (u64)i, p, sizeof p, &fail))
            return false;
        u32 to = ks_load32(p), size = ks_load32(p + 4);
        u64 end = (u64)to + size;
        if (to % hive_page_size || size % hive_page_size || end > entry->data_size ||
            end / hive_page_size > hive->page_count || size > entry->size - from)
            return false;
        for (u32 k = 0; !is_check && k < size; k += hive_page_size)
            lay_page(hive, log, (to + k) / hive_page_size, offset + from + k);
        from += size;
    }
    return true;
}

// The entries of a log from its first, one after the other, up to one that is not whole.
static void replay_entries(ks_hive *hive, log_file *log)
{
    u64 offset = hive_page_size;
    u32 sequence = log->sequence;
    log_entry entry;
    while (entry_head(log, offset, sequence, &entry) && content_is_right(log, offset, &entry) &&
           references(hive, log, offset, &entry, true)) {
        (void)references(hive, log, offset, &entry, false);
        if (log->told->entry_count++ == 0)
            log->told->first = sequence;
        log->told->last = sequence++;
        hive->info.data_size = entry.data_size;
        hive->info.flags = (hive->info.flags & ~1u) | (entry.flags & 1);
        offset += entry.size;
    }
    log->told->state = log->told->entry_count ? KS_HIVE_LOG_REPLAYED : KS_HIVE_LOG_DAMAGED;
}

// Sequence numbers go round: which one is later is told by their difference.
static bool is_before(u32 a, u32 b) { return (i32)(a - b) < 0; }

static void adopt_head(ks_hive *hive, const log_file *log)
{
    hive->info.root = ks_load32(log->head + 0x24);
    hive->info.minor = ks_load32(log->head + 0x18);
    hive->info.data_size = log->data_size;
}

static void replay_new(ks_hive *hive, log_file *logs, size_t count, bool has_head)
{
    log_file *first = NULL, *second = NULL;
    for (size_t i = 0; i < count; i++) {
        if (!logs[i].is_usable || logs[i].type != log_type_new)
            continue;
        if (first == NULL || is_before(logs[i].sequence, first->sequence)) {
            second = first;
            first = &logs[i];
        } else if (second == NULL || is_before(logs[i].sequence, second->sequence)) {
            second = &logs[i];
        }
    }
    if (first == NULL)
        return;
    if (!has_head) { // Windows takes the later log alone then
        log_file *later = second ? second : first;
        adopt_head(hive, later);
        replay_entries(hive, later);
        return;
    }
    if (is_before(first->sequence, hive->info.secondary)) { // older than what the hive has
        first = second;
        second = NULL;
    }
    if (first == NULL || is_before(first->sequence, hive->info.secondary))
        return;
    replay_entries(hive, first);
    if (second && first->told->entry_count && second->sequence == first->told->last + 1)
        replay_entries(hive, second);
}

static void replay_bitmap(ks_hive *hive, log_file *log)
{
    u64 page_count = log->data_size / hive_page_size;
    u64 from = hive_page_size + 4 + (page_count + 7) / 8;
    from = (from + hive_page_size - 1) / hive_page_size * hive_page_size;
    u8 magic[4], bits[512];
    ks_fail fail = { 0 };
    log->told->state = KS_HIVE_LOG_DAMAGED;
    if (!hive_input_read(log->input, hive_page_size, magic, 4, &fail) ||
        memcmp(magic, "DIRT", 4) != 0 || page_count > hive->page_count)
        return;
    for (u64 page = 0; page < page_count; page++) {
        u64 at = page / 8;
        size_t part = (size_t)((page_count + 7) / 8 - at);
        part = part < sizeof bits ? part : sizeof bits;
        if (page % (8 * sizeof bits) == 0 &&
            !hive_input_read(log->input, hive_page_size + 4 + at, bits, part, &fail))
            return;
        if (!(bits[at % sizeof bits] >> (page % 8) & 1))
            continue;
        if (from + hive_page_size > log->size)
            break; // the log is cut: what it has is newer than the hive all the same
        lay_page(hive, log, (size_t)page, from);
        from += hive_page_size;
    }
    log->told->state = KS_HIVE_LOG_REPLAYED;
    log->told->entry_count = 1;
    log->told->first = log->told->last = log->sequence;
    hive->info.data_size = log->data_size;
}

static void replay_old(ks_hive *hive, log_file *logs, size_t count, bool has_head)
{
    log_file *chosen = NULL;
    for (size_t i = 0; i < count; i++) {
        bool is_one = logs[i].is_usable && logs[i].type != log_type_new;
        // A log belongs to a write that began no earlier than the hive's own time.
        if (is_one && has_head && logs[i].ticks < hive->info.written_ticks)
            is_one = false;
        if (is_one && (chosen == NULL || logs[i].ticks > chosen->ticks))
            chosen = &logs[i];
    }
    if (chosen == NULL)
        return;
    if (!has_head)
        adopt_head(hive, chosen);
    replay_bitmap(hive, chosen);
}

static void tell(ks_hive *hive)
{
    static const ks_ledger_kind kinds[] = {
        [KS_HIVE_LOG_NOT_NEEDED] = KS_LEDGER_KIND_COUNT,
        [KS_HIVE_LOG_EMPTY] = KS_LEDGER_KIND_COUNT,
        [KS_HIVE_LOG_DAMAGED] = KS_LEDGER_NOTE_LOG_DAMAGED,
        [KS_HIVE_LOG_ELSEWHERE] = KS_LEDGER_NOTE_LOG_UNUSED,
        [KS_HIVE_LOG_REPLAYED] = KS_LEDGER_NOTE_LOG_REPLAYED,
    };
    bool is_replayed = false;
    for (size_t i = 0; i < hive->info.log_count; i++) {
        const ks_hive_log *log = &hive->info.logs[i];
        is_replayed = is_replayed || log->state == KS_HIVE_LOG_REPLAYED;
        ks_ledger_row row = { .kind = kinds[log->state],
                              .number = { (i64)i + 1, log->page_count } };
        if (hive->ledger && row.kind != KS_LEDGER_KIND_COUNT)
            ks_ledger_add(hive->ledger, row);
    }
    ks_ledger_row row = { .kind = KS_LEDGER_NOTE_LOG_MISSING,
                          .number = { hive->info.primary, hive->info.secondary } };
    if (hive->ledger && hive->info.is_dirty && !is_replayed)
        ks_ledger_add(hive->ledger, row);
}

bool hive_replay(ks_hive *hive, ks_fail *fail)
{
    log_file logs[ks_hive_logs_most];
    bool has_new = false, has_any = false;
    for (size_t i = 0; i < hive->info.log_count; i++) {
        look_at(hive, i, &logs[i]);
        has_any = has_any || logs[i].is_usable;
        has_new = has_new || (logs[i].is_usable && logs[i].type == log_type_new);
        if (!hive->info.is_dirty && logs[i].told->state != KS_HIVE_LOG_EMPTY)
            logs[i].told->state = KS_HIVE_LOG_NOT_NEEDED;
    }
    if (hive->info.is_dirty && has_any) {
        if (!open_pages(hive, fail))
            return false;
        if (has_new)
            replay_new(hive, logs, hive->info.log_count, hive->info.is_checked);
        else
            replay_old(hive, logs, hive->info.log_count, hive->info.is_checked);
    }
    tell(hive);
    return true;
}
