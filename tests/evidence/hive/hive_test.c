// A hive that was written is read back: every key, value, class, descriptor; then, patched in one
// place after the other, it is read as far as it goes, and the ledger tells the rest.
#include "evidence/hive/hive.h"

#include "base/hash.h"
#include "evidence/hive/tree.h"
#include "made_hive.h"

#include "test.h"

static ks_arena whole, arena, rows, rows_whole;
static ks_span clean; // the made hive's bytes
static u8 *bytes;     // a copy to patch
static ks_ledger ledger;

static ks_hive *opened(ks_span of)
{
    rows = rows_whole;
    ledger = (ks_ledger){ .arena = &rows };
    ks_hive_sources from = { .hive = { .bytes = of }, .ledger = &ledger, .cache_size = 1 << 16 };
    ks_hive *hive = NULL;
    ks_fail fail = { 0 };
    if (!ks_hive_open(&from, &arena, &hive, &fail))
        remark("refused: %d", (int)fail.reason);
    return hive;
}

static ks_hive *patched(void) { return opened((ks_span){ bytes, clean.size }); }

static void fresh(void)
{
    arena = whole;
    bytes = ks_take(&arena, u8, clean.size);
    memcpy(bytes, clean.at, clean.size);
}

typedef struct {
    u32 keys, values, deepest;
    u64 hash;
} counted;

static counted count(ks_hive *hive)
{
    counted found = { 0 };
    ks_hive_key root, key;
    ks_arena own = arena;
    if (hive == NULL || !ks_hive_root(hive, &own, &root))
        return found;
    ks_hive_walk *walk = ks_hive_walk_open(hive, &root, &own);
    for (ks_arena scratch = own; ks_hive_walk_next(walk, &scratch, &key, &found.deepest);
         scratch = own) {
        found.keys++;
        ks_utf16 path = ks_hive_walk_path(walk);
        found.hash = ks_hash((ks_span){ path.at, path.units * 2 }, found.hash);
        ks_hive_values values = ks_hive_values_of(&key);
        ks_hive_value value;
        while (ks_hive_next_value(hive, &values, &scratch, &value)) {
            ks_span data = { 0 };
            bool is_whole = false;
            found.values++;
            found.hash =
                ks_hash((ks_span){ value.name.at, value.name.units * 2 }, found.hash + value.type);
            if (ks_hive_value_data(hive, &value, &scratch, &data, &is_whole))
                found.hash = ks_hash(data, found.hash);
        }
    }
    return found;
}

static bool told(ks_ledger_kind kind)
{
    for (size_t i = 0; i < ledger.row_count; i++) {
        if (ledger.rows[i].kind == kind)
            return true;
    }
    for (size_t i = 0; i < ledger.row_count; i++)
        remark("told: %s at %llx", ks_ledger_words[ledger.rows[i].kind],
               (unsigned long long)ledger.rows[i].offset);
    return false;
}

static bool text_is(ks_hive *hive, const char *path, const char *name, const char *text)
{
    ks_hive_key key;
    ks_utf16 found = { 0 };
    return ks_hive_find(hive, NULL, ks_str_of(path), &arena, &key) &&
           ks_hive_get_text(hive, &key, ks_str_of(name), &arena, &found) &&
           ks_hive_name_is(found, ks_str_of(text));
}

static bool data_is(ks_hive *hive, const char *name, u32 type, ks_span expected)
{
    ks_hive_key key;
    ks_hive_value value;
    ks_span data = { 0 };
    bool is_whole = false;
    return ks_hive_find(hive, NULL, KS_STR("types"), &arena, &key) &&
           ks_hive_find_value(hive, &key, ks_str_of(name), &arena, &value) && value.type == type &&
           ks_hive_value_data(hive, &value, &arena, &data, &is_whole) && is_whole &&
           ks_span_equal(data, expected);
}

static void whole_hive(void)
{
    fresh();
    ks_hive *hive = opened(clean);
    check("a written hive opens without a word", hive && ledger.row_count == 0);
    const ks_hive_info *info = ks_hive_look(hive);
    check("its header is clean", info->is_checked && !info->is_dirty && info->minor == 5 &&
                                     info->written_ticks == made_hive_ticks &&
                                     ks_hive_name_is(info->name, KS_STR("made.hve")));
    check("a text value is found, case aside",
          text_is(hive, "controlset001\\CONTROL\\computername", "COMPUTERNAME", "PC17"));
    check("a name in Japanese is found", text_is(hive, "日本語\\キー", "値", "データ"));
    check("the default value has an empty name", text_is(hive, "Types", "", "default"));
    check("data of three bytes is inline",
          data_is(hive, "three", KS_HIVE_BINARY, (ks_span){ (const u8 *)"\1\2\3", 3 }));
    check("a type without a name is kept",
          data_is(hive, "odd", 0xffff0010, (ks_span){ (const u8 *)"\1\2\3\4\5\6\7\x8", 8 }));
    check("data of 16,344 bytes lies in one cell",
          data_is(hive, "one cell", KS_HIVE_BINARY, made_hive_bytes(&arena, 16344)));
    check("data of 40,000 bytes is put together from segments",
          data_is(hive, "segments", KS_HIVE_BINARY, made_hive_bytes(&arena, 40000)));
    ks_hive_key key;
    ks_utf16 class_name = { 0 };
    ks_span security = { 0 };
    check("a class name is read", ks_hive_find(hive, NULL, KS_STR("Types"), &arena, &key) &&
                                      ks_hive_class(hive, &key, &arena, &class_name) &&
                                      ks_hive_name_is(class_name, KS_STR("a class")));
    check("a key's own descriptor is read",
          ks_hive_security(hive, &key, &arena, &security) && security.size == 32);
    check("what has none has its parent's", ks_hive_root(hive, &arena, &key) &&
                                                ks_hive_security(hive, &key, &arena, &security) &&
                                                security.size == 100);
    bool is_guessed = true;
    check("the current control set is that of Select",
          ks_hive_control_set(hive, &arena, &key, &is_guessed) && !is_guessed &&
              ks_hive_name_is(key.name, KS_STR("ControlSet001")));
    counted all = count(hive);
    check("every key and value is walked once", all.keys == 1212 && all.values == 11);
    check("a key that is not there is not found",
          !ks_hive_find(hive, NULL, KS_STR("Select\\x"), &arena, &key));
}

static void written_again(void)
{
    fresh();
    ks_hive *hive = opened(clean);
    ks_hive_key root;
    ks_fail fail = { 0 };
    ks_span again = { 0 };
    bool is_root = ks_hive_root(hive, &arena, &root);
    ks_hive_tree *tree = is_root ? ks_hive_tree_load(hive, &root, &arena) : NULL;
    check("a loaded tree is written", tree && ks_hive_tree_write(tree, &arena, &again, &fail));
    counted before = count(hive), after = count(opened(again));
    check("with the same content",
          before.keys == after.keys && before.values == after.values && before.hash == after.hash);
    check("a value is replaced and another taken away",
          ks_hive_tree_set(tree, ks_hive_tree_find(tree, KS_STR("Select")), KS_STR("current"),
                           KS_HIVE_DWORD, (ks_span){ (const u8 *)"\2\0\0\0", 4 }) &&
              ks_hive_tree_unset(ks_hive_tree_find(tree, KS_STR("Types")), KS_STR("odd")) &&
              ks_hive_tree_remove(tree, KS_STR("Many")) &&
              ks_hive_tree_write(tree, &arena, &again, &fail));
    hive = opened(again);
    ks_hive_key key;
    u32 current = 0;
    after = count(hive);
    check("and the hive says so", after.keys == 8 && after.values == 10 &&
                                      ks_hive_find(hive, NULL, KS_STR("Select"), &arena, &key) &&
                                      ks_hive_get_u32(hive, &key, KS_STR("Current"), &current) &&
                                      current == 2);
    bool is_guessed = false;
    check("a current control set that is not there makes the highest one a guess",
          ks_hive_control_set(hive, &arena, &key, &is_guessed) && is_guessed);
}

// The file offset of a cell's content.
static u8 *at(u32 cell) { return bytes + ks_hive_head_size + cell + 4; }

static ks_hive_key key_of(const char *path)
{
    ks_hive_key key = { 0 };
    ks_hive *hive = opened(clean);
    if (!ks_hive_find(hive, NULL, ks_str_of(path), &arena, &key))
        check("the made hive has that key", false);
    return key;
}

static void damage(void)
{
    fresh();
    u32 many = key_of("Many").subkey_list, types = key_of("Types").cell;
    ks_hive_key select = key_of("Select"), japanese = key_of("日本語");
    counted all = count(opened(clean));

    fresh();
    ks_store32(at(many) + 4, 0x7ffffff0);
    counted found = count(patched());
    check("a list that leads nowhere loses its keys only", found.keys == all.keys - 500 &&
                                                               told(KS_LEDGER_CELL_BAD) &&
                                                               ks_ledger_is_incomplete(&ledger));
    fresh();
    ks_store32(at(many) + 4, many);
    found = count(patched());
    check("an index that names itself is cut",
          found.keys == all.keys - 500 && told(KS_LEDGER_LIST_TWICE));
    fresh();
    ks_store32(at(many) + 8, ks_load32(at(many) + 4));
    found = count(patched());
    check("a list that occurs twice is read once",
          found.keys == all.keys - 500 && told(KS_LEDGER_LIST_TWICE));
    fresh();
    ks_store32(at(key_of("Types").cell) + 20, 1);
    ks_store32(at(types) + 28, ks_load32(at(key_of("日本語\\キー").parent) + 28));
    found = count(patched());
    check("a list of another key is left to that key",
          found.keys == all.keys && told(KS_LEDGER_KEY_TWICE));
    fresh();
    u32 root_list = ks_load32(at(0x20) + 28);
    ks_store32(at(root_list) + 4, 0x20);
    found = count(patched());
    check("a key that is its own subkey is read once",
          found.keys < all.keys && told(KS_LEDGER_KEY_TWICE));
    fresh();
    memcpy(at(japanese.cell), "xx", 2);
    found = count(patched());
    check("a key with a wrong signature is left out with its subkeys",
          found.keys == all.keys - 2 && told(KS_LEDGER_NO_KEY) &&
              told(KS_LEDGER_SUBKEYS_LESS) == false);
    fresh();
    ks_store32(at(select.value_list), 0x24);
    found = count(patched());
    check("a reference that is not aligned is none",
          found.values == all.values - 1 && told(KS_LEDGER_CELL_BAD));
    fresh();
    ks_store32(at(select.cell) + 36, 1000);
    found = count(patched());
    check("a list of values is no longer than its cell", told(KS_LEDGER_LIST_CUT));
    fresh();
    ks_store16(at(select.cell) + 72, 60000);
    found = count(patched());
    check("a name is no longer than its cell", found.keys == all.keys && told(KS_LEDGER_NAME_CUT));
    fresh();
    ks_store32(at(ks_load32(at(select.value_list))) + 4, 0x7fffffff);
    ks_store32(at(ks_load32(at(select.value_list))) + 8, select.cell);
    found = count(patched());
    check("data is no longer than the hive",
          found.values == all.values && told(KS_LEDGER_DATA_CUT));
    fresh();
    memset(bytes + ks_hive_head_size + 4096, 0xee, 4096);
    found = count(patched());
    check("a lost bin is in the ledger", told(KS_LEDGER_BIN) && found.keys < all.keys);
    fresh();
    found = count(opened((ks_span){ bytes, clean.size / 2 }));
    check("half a hive is read as far as it goes",
          told(KS_LEDGER_HIVE_SHORT) && found.keys > 1 && found.keys < all.keys);
    fresh();
    memset(bytes + 4, 0, 500);
    found = count(patched());
    check("without its header the root is found by its flag",
          found.keys == all.keys && found.hash == all.hash && told(KS_LEDGER_HIVE_HEADER));
    fresh();
    check("bytes that are no hive are refused", opened((ks_span){ bytes + 4096, 8192 }) == NULL);
}

int main(void)
{
    if (!ks_arena_open(&whole, "test", (size_t)1 << 28) ||
        !ks_arena_open(&rows_whole, "ledger", (size_t)1 << 24))
        return 1;
    arena = whole;
    ks_fail fail = { 0 };
    ks_hive_tree *tree = made_hive(&whole);
    check("a hive is written", tree && ks_hive_tree_write(tree, &whole, &clean, &fail));
    whole_hive();
    written_again();
    damage();
    return checked();
}
