// Whatever the bytes: a hive is read, walked and searched for what was deleted without an end that
// is not its own, and what was read is written as a hive that has as many keys. The last byte says
// where the log begins.
#include "evidence/hive/deleted.h"
#include "evidence/hive/tree.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static ks_arena whole, rows;

static u32 count(ks_hive *hive, ks_arena arena)
{
    ks_hive_key root, key;
    u32 keys = 0, depth = 0;
    if (!ks_hive_root(hive, &arena, &root))
        return 0;
    ks_hive_walk *walk = ks_hive_walk_open(hive, &root, &arena);
    const ks_arena kept = arena;
    while (walk && ks_hive_walk_next(walk, &arena, &key, &depth)) {
        KS_ASSERT(depth <= ks_hive_depth_most);
        keys++;
        ks_hive_values values = ks_hive_values_of(&key);
        ks_hive_value value;
        ks_span bytes = { 0 };
        ks_utf16 name = { 0 };
        bool is_whole = false;
        while (ks_hive_next_value(hive, &values, &arena, &value))
            (void)!ks_hive_value_data(hive, &value, &arena, &bytes, &is_whole);
        (void)!ks_hive_class(hive, &key, &arena, &name);
        (void)!ks_hive_security(hive, &key, &arena, &bytes);
        arena = kept;
    }
    return keys;
}

static bool each(void *context, const ks_hive_deleted *found)
{
    (void)found;
    return ++*(u32 *)context < 1000;
}

static ks_hive *open(ks_span hive, ks_span log, ks_ledger *ledger, ks_arena *arena)
{
    ks_hive_sources from = { .hive = { .bytes = hive },
                             .logs = { { .bytes = log } },
                             .log_count = log.size > 0,
                             .ledger = ledger,
                             .cache_size = 1 << 18 };
    ks_fail fail = { 0 };
    ks_hive *opened = NULL;
    return ks_hive_open(&from, arena, &opened, &fail) ? opened : NULL;
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    bool is_open = whole.at || (ks_arena_open(&whole, "fuzz", (size_t)1 << 28) &&
                                ks_arena_open(&rows, "ledger", (size_t)1 << 26));
    if (!is_open || size < 2 || size > 1 << 20)
        return 0;
    size_t log_at = (size_t)data[size - 1] * 512;
    ks_span hive = { data, log_at && log_at < size ? log_at : size - 1 };
    ks_span log = { data + hive.size, size - 1 - hive.size };
    ks_arena arena = whole, ledger_rows = rows;
    ks_ledger ledger = { .arena = &ledger_rows };
    ks_hive *opened = open(hive, log, &ledger, &arena);
    if (opened == NULL)
        return 0;
    u32 keys = count(opened, arena), found = 0;
    ks_fail fail = { 0 };
    (void)!ks_hive_find_deleted(opened, arena, each, &found, &fail);
    ks_hive_key root;
    ks_span again = { 0 };
    if (ledger.row_count || !ks_hive_root(opened, &arena, &root))
        return 0;
    ks_hive_tree *tree = ks_hive_tree_load(opened, &root, &arena);
    if (tree && ks_hive_tree_write(tree, &arena, &again, &fail)) {
        ks_hive *second = open(again, (ks_span){ 0 }, NULL, &arena);
        KS_ASSERT(second && count(second, arena) == keys);
    }
    return 0;
}
