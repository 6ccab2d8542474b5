// Transaction logs: which of them are replayed, which are not, and that the result is the later
// hive in every key and value. The files that the command's tests use are made here as well.
#include "base/hash.h"
#include "evidence/hive/deleted.h"
#include "evidence/hive/hive.h"
#include "small_hive.h"

#include "test.h"

static ks_arena arena, rows;
static ks_span before, after; // two states of a hive
static u8 *dirty;             // the earlier one, as a copy of a running machine has it

static u64 content(ks_hive *hive)
{
    u64 hash = 0;
    u32 depth = 0;
    ks_hive_key root, key;
    if (!ks_hive_root(hive, &arena, &root))
        return 0;
    ks_hive_walk *walk = ks_hive_walk_open(hive, &root, &arena);
    while (ks_hive_walk_next(walk, &arena, &key, &depth)) {
        ks_utf16 path = ks_hive_walk_path(walk);
        hash = ks_hash((ks_span){ path.at, path.units * 2 }, hash + key.written_ticks);
        ks_hive_values values = ks_hive_values_of(&key);
        ks_hive_value value;
        ks_span data = { 0 };
        bool is_whole = false;
        while (ks_hive_next_value(hive, &values, &arena, &value)) {
            if (ks_hive_value_data(hive, &value, &arena, &data, &is_whole))
                hash = ks_hash(data, hash + value.type);
        }
    }
    return hash;
}

static ks_hive *opened(ks_span hive, ks_span log_1, ks_span log_2)
{
    static ks_ledger ledger;
    ledger = (ks_ledger){ .arena = &rows };
    ks_hive_sources from = { .hive = { .bytes = hive },
                             .logs = { { .bytes = log_1 }, { .bytes = log_2 } },
                             .log_count = 2,
                             .ledger = &ledger };
    ks_hive *opened = NULL;
    ks_fail fail = { 0 };
    return ks_hive_open(&from, &arena, &opened, &fail) ? opened : NULL;
}

static bool says(const char *sentence, ks_hive *hive, ks_span like, ks_hive_log_state first,
                 ks_hive_log_state second)
{
    ks_hive *wanted = opened(like, (ks_span){ 0 }, (ks_span){ 0 });
    const ks_hive_info *info = hive ? ks_hive_look(hive) : NULL;
    bool is_right = info && wanted && content(hive) == content(wanted) &&
                    info->logs[0].state == first && info->logs[1].state == second;
    if (info && !is_right)
        remark("states %d %d", (int)info->logs[0].state, (int)info->logs[1].state);
    return check(sentence, is_right);
}

static ks_span dirty_span(void) { return (ks_span){ dirty, before.size }; }

static void sequences(u32 primary, u32 secondary)
{
    ks_store32(dirty + 4, primary);
    ks_store32(dirty + 8, secondary);
    made_checksum(dirty);
}

static void new_logs(void)
{
    ks_span none = { 0 };
    // a state between: the first half of the pages that change
    u8 *half = ks_take(&arena, u8, after.size);
    memcpy(half, before.at, before.size);
    memcpy(half + 4096, after.at + 4096, 4096);
    ks_span middle = { half, after.size };
    sequences(6, 5);
    ks_span whole = made_new_log(&arena, before, after, 5);
    ks_span first = made_new_log(&arena, before, middle, 5);
    ks_span second = made_new_log(&arena, middle, after, 6);
    ks_span far = made_new_log(&arena, middle, after, 9);
    ks_span old = made_new_log(&arena, before, after, 4);
    says("a log that continues the hive makes it the later one", opened(dirty_span(), whole, none),
         after, KS_HIVE_LOG_REPLAYED, KS_HIVE_LOG_EMPTY);
    says("two logs are replayed one after the other", opened(dirty_span(), first, second), after,
         KS_HIVE_LOG_REPLAYED, KS_HIVE_LOG_REPLAYED);
    says("whichever of them is the earlier", opened(dirty_span(), second, first), after,
         KS_HIVE_LOG_REPLAYED, KS_HIVE_LOG_REPLAYED);
    says("a log of older changes is left alone", opened(dirty_span(), old, none), before,
         KS_HIVE_LOG_ELSEWHERE, KS_HIVE_LOG_EMPTY);
    says("after older changes the other log still counts", opened(dirty_span(), old, whole), after,
         KS_HIVE_LOG_ELSEWHERE, KS_HIVE_LOG_REPLAYED);
    ks_hive *hive = opened(dirty_span(), first, far);
    check("a log that begins later than the first ends is left alone",
          ks_hive_look(hive)->logs[0].state == KS_HIVE_LOG_REPLAYED &&
              ks_hive_look(hive)->logs[1].state == KS_HIVE_LOG_ELSEWHERE);
    u8 *broken = ks_take(&arena, u8, whole.size);
    memcpy(broken, whole.at, whole.size);
    broken[600] ^= 1;
    says("an entry with a wrong hash is not replayed",
         opened(dirty_span(), (ks_span){ broken, whole.size }, none), before, KS_HIVE_LOG_DAMAGED,
         KS_HIVE_LOG_EMPTY);
    broken[600] ^= 1;
    broken[40] ^= 1;
    says("nor one whose references were changed",
         opened(dirty_span(), (ks_span){ broken, whole.size }, none), before, KS_HIVE_LOG_DAMAGED,
         KS_HIVE_LOG_EMPTY);
    broken[40] ^= 1;
    broken[20] ^= 1;
    says("nor a log with a wrong header",
         opened(dirty_span(), (ks_span){ broken, whole.size }, none), before, KS_HIVE_LOG_DAMAGED,
         KS_HIVE_LOG_EMPTY);
    says("nor a log that is cut", opened(dirty_span(), (ks_span){ whole.at, whole.size - 1 }, none),
         before, KS_HIVE_LOG_DAMAGED, KS_HIVE_LOG_EMPTY);
    says("a clean hive needs no log", opened(before, whole, none), before, KS_HIVE_LOG_NOT_NEEDED,
         KS_HIVE_LOG_EMPTY);
    sequences(0, UINT32_MAX);
    says("sequence numbers go round",
         opened(dirty_span(), made_new_log(&arena, before, middle, UINT32_MAX),
                made_new_log(&arena, middle, after, 0)),
         after, KS_HIVE_LOG_REPLAYED, KS_HIVE_LOG_REPLAYED);
    sequences(6, 5);
    dirty[30] ^= 1; // the header's checksum is wrong now
    says("with a broken header only the later log counts", opened(dirty_span(), old, whole), after,
         KS_HIVE_LOG_ELSEWHERE, KS_HIVE_LOG_REPLAYED);
    dirty[30] ^= 1;
}

static void old_logs(void)
{
    ks_span none = { 0 };
    sequences(6, 5);
    ks_span whole = made_old_log(&arena, before, after, 5);
    says("a log with a bitmap makes the hive the later one", opened(dirty_span(), whole, none),
         after, KS_HIVE_LOG_REPLAYED, KS_HIVE_LOG_EMPTY);
    u8 *earlier = ks_take(&arena, u8, whole.size);
    memcpy(earlier, whole.at, whole.size);
    ks_store64(earlier + 12, made_hive_ticks - 1);
    made_checksum(earlier);
    says("a log from before the hive is left alone",
         opened(dirty_span(), (ks_span){ earlier, whole.size }, none), before,
         KS_HIVE_LOG_ELSEWHERE, KS_HIVE_LOG_EMPTY);
    dirty[0x28] ^= 1;
    says("with a broken header the log's own counts", opened(dirty_span(), whole, none), after,
         KS_HIVE_LOG_REPLAYED, KS_HIVE_LOG_EMPTY);
    dirty[0x28] ^= 1;
}

// --- what was deleted

typedef struct {
    u32 keys, values, lost, data;
    bool has_path;
} found_again;

static bool count(void *context, const ks_hive_deleted *found)
{
    found_again *to = context;
    to->keys += found->kind == KS_HIVE_DELETED_KEY;
    to->lost += found->kind == KS_HIVE_DELETED_LOST;
    to->values += (u32)found->value_count;
    for (size_t i = 0; i < found->value_count; i++)
        to->data += found->values[i].has_data;
    to->has_path = to->has_path || ks_hive_name_is(found->path, KS_STR("Data")) ||
                   ks_hive_name_is(found->path, KS_STR("ControlSet001\\Services\\evil"));
    return true;
}

static u8 *cell(u8 *bytes, u32 rel) { return bytes + 4096 + rel; }

static void set_free(u8 *bytes, u32 rel)
{
    i32 size = (i32)ks_load32(cell(bytes, rel));
    ks_store32(cell(bytes, rel), (u32)(size < 0 ? -size : size));
}

// As Windows deletes a key: it leaves its parent's list, its cells become free.
static void delete_key(ks_hive *hive, u8 *bytes, const char *path)
{
    ks_hive_key key, parent;
    ks_hive_value value;
    if (!ks_hive_find(hive, NULL, ks_str_of(path), &arena, &key) ||
        !ks_hive_key_at(hive, key.parent, &arena, &parent))
        return;
    u8 *list = cell(bytes, parent.subkey_list) + 4;
    u16 count_before = ks_load16(list + 2), at = 0;
    while (ks_load32(list + 4 + 8 * at) != key.cell)
        at++;
    memmove(list + 4 + 8 * at, list + 12 + 8 * at, 8u * (count_before - at - 1u));
    ks_store16(list + 2, (u16)(count_before - 1));
    ks_store32(cell(bytes, parent.cell) + 4 + 20, parent.subkey_count - 1);
    ks_hive_values values = ks_hive_values_of(&key);
    while (ks_hive_next_value(hive, &values, &arena, &value)) {
        set_free(bytes, value.cell);
        if (!value.is_inline && value.size)
            set_free(bytes, value.data);
    }
    set_free(bytes, key.value_list);
    set_free(bytes, key.cell);
}

static ks_span deletions(void)
{
    u8 *bytes = ks_take(&arena, u8, before.size);
    memcpy(bytes, before.at, before.size);
    ks_span span = { bytes, before.size }, none = { 0 };
    found_again found = { 0 };
    ks_fail fail = { 0 };
    ks_hive *hive = opened(before, none, none);
    check("a hive from which nothing was deleted has nothing to recover",
          ks_hive_find_deleted(hive, arena, count, &found, &fail) && found.keys == 0 &&
              found.values == 0);
    delete_key(hive, bytes, "Data");
    // The last of two values of a key that stays: the list keeps its place.
    ks_hive_key key;
    ks_hive_value value;
    check("the value to delete is there",
          ks_hive_find(hive, NULL, KS_STR("ControlSet001\\Services\\evil"), &arena, &key) &&
              ks_hive_find_value(hive, &key, KS_STR("Rest"), &arena, &value));
    ks_store32(cell(bytes, key.cell) + 4 + 36, 1);
    set_free(bytes, value.cell);
    set_free(bytes, value.data);
    hive = opened(span, none, none);
    check("a deleted key is found with its path, its values and their data",
          ks_hive_find_deleted(hive, arena, count, &found, &fail) && found.keys == 1 &&
              found.has_path);
    check("and a deleted value with its key", found.values == 3 && found.lost == 0);
    check("data that nothing has overwritten is there", found.data == 3);
    check("what is there is not mixed with it",
          !ks_hive_find(hive, NULL, KS_STR("Data"), &arena, &key));
    return span;
}

static void hide(const char *sentence, const char *name, ks_span bytes)
{
    check_golden(sentence, name, bytes.at, bytes.size);
}

int main(void)
{
    ks_fail fail = { 0 };
    if (!ks_arena_open(&arena, "test", (size_t)1 << 28) ||
        !ks_arena_open(&rows, "ledger", (size_t)1 << 26))
        return 1;
    ks_hive_tree *tree = small_hive(&arena), *later = small_hive_later(&arena);
    check("two states of a hive are made",
          tree && later && ks_hive_tree_write(tree, &arena, &before, &fail) &&
              ks_hive_tree_write(later, &arena, &after, &fail) && after.size >= before.size);
    dirty = ks_take(&arena, u8, before.size);
    memcpy(dirty, before.at, before.size);
    new_logs();
    old_logs();
    memcpy(dirty, before.at, before.size);
    sequences(6, 5);
    hide("the hive of the command's tests", "hive/SYSTEM.hve", before);
    hide("what it is later", "hive/LATER.hve", after);
    hide("how it is copied from a running machine", "hive/DIRTY.hve", dirty_span());
    hide("with its log", "hive/DIRTY.hve.LOG1", made_new_log(&arena, before, after, 5));
    hide("after something was deleted", "hive/DELETED.hve", deletions());
    return checked();
}
