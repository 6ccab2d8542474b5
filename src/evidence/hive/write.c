// A tree written as a hive, in two rounds: the first gives every cell its place, the second fills
// them. Cells of one key lie together, in the order in which a reader wants them.
#include "base/fold.h"
#include "base/fold_table.h"
#include "base/sort.h"
#include "base/table.h"
#include "evidence/hive/hive_own.h"
#include "evidence/hive/tree.h"

enum {
    bin_size_least = 4096,
    bin_head_size = 32,
    leaf_most = 500, // elements of one list; more go through an index
    segment_size = 16344,
    data_size_most = 64 << 20
};

typedef struct {
    const ks_hive_tree *tree;
    ks_arena *arena;
    u8 *bytes;         // NULL in the first round
    u64 next, bin_end; // where the next cell goes
    u32 *security_cells;
    u32 *security_counts;
    ks_table securities;
    bool is_spent;
} writer;

// O:BAG:SYD:P(A;CI;KA;;;BA)(A;CI;KA;;;SY), for trees that name none.
static const u8 usual_security[] = {
    0x01, 0x00, 0x04, 0x90, 0x48, 0x00, 0x00, 0x00, 0x58, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x14, 0x00, 0x00, 0x00, 0x02, 0x00, 0x34, 0x00, 0x02, 0x00, 0x00, 0x00, 0x00, 0x02,
    0x18, 0x00, 0x3f, 0x00, 0x0f, 0x00, 0x01, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0x05, 0x20,
    0x00, 0x00, 0x00, 0x20, 0x02, 0x00, 0x00, 0x00, 0x02, 0x14, 0x00, 0x3f, 0x00, 0x0f, 0x00,
    0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x05, 0x12, 0x00, 0x00, 0x00, 0x01, 0x02, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x05, 0x20, 0x00, 0x00, 0x00, 0x20, 0x02, 0x00, 0x00, 0x01, 0x01,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x05, 0x12, 0x00, 0x00, 0x00
};

u16 hive_upper(u16 unit)
{
    if (unit < 0x80)
        return unit >= 'a' && unit <= 'z' ? (u16)(unit - 32) : unit;
    // The nearest letter that folds to this one; sharp s has no capital for Windows.
    u32 best = unit, least = UINT32_MAX;
    for (size_t i = 0; i < countof(fold_table) && unit != 0xdf; i++) {
        u32 from = (u32)((i32)unit - fold_table[i].difference);
        u32 apart = from > unit ? from - unit : unit - from;
        if (from < fold_table[i].first || from > fold_table[i].last || from > UINT16_MAX ||
            (from - fold_table[i].first) % fold_table[i].step || apart >= least)
            continue;
        best = from;
        least = apart;
    }
    return (u16)best;
}

static bool is_latin(ks_utf16 name)
{
    for (size_t i = 0; i < name.units; i++) {
        if (name.at[2 * i + 1])
            return false;
    }
    return true;
}

static size_t name_size(ks_utf16 name) { return is_latin(name) ? name.units : name.units * 2; }

static void put_name(u8 *to, ks_utf16 name)
{
    bool is_short = is_latin(name);
    for (size_t i = 0; i < name.units && is_short; i++)
        to[i] = name.at[2 * i];
    if (!is_short)
        memcpy(to, name.at, name.units * 2);
}

// A free cell up to the end of the bin, whose head is written as well.
static void close_bin(writer *w)
{
    if (w->bytes && w->next < w->bin_end)
        ks_store32(w->bytes + ks_hive_head_size + w->next, (u32)(w->bin_end - w->next));
}

static void open_bin(writer *w, u64 cell_size)
{
    close_bin(w);
    u64 start = w->bin_end;
    u64 size = (cell_size + bin_head_size + bin_size_least - 1) / bin_size_least * bin_size_least;
    w->bin_end = start + size;
    w->next = start + bin_head_size;
    if (w->bytes == NULL)
        return;
    u8 *p = w->bytes + ks_hive_head_size + start;
    memcpy(p, "hbin", 4);
    ks_store32(p + 4, (u32)start);
    ks_store32(p + 8, (u32)size);
    if (start == 0)
        ks_store64(p + 0x14, w->tree->written_ticks);
}

// The place of a cell with that much in it, the same in both rounds.
static u32 cell(writer *w, u64 size)
{
    u64 whole = (size + 4 + 7) & ~(u64)7;
    if (whole > w->bin_end - w->next)
        open_bin(w, whole);
    u64 at = w->next;
    w->next += whole;
    if (w->bytes)
        ks_store32(w->bytes + ks_hive_head_size + at, 0 - (u32)whole);
    return (u32)at;
}

static u8 *content(const writer *w, u32 at) { return w->bytes + ks_hive_head_size + at + 4; }

static bool is_big(const writer *w, ks_span data)
{
    return w->tree->minor >= 4 && data.size > segment_size;
}

static void place_data(writer *w, ks_hive_tree_value *value)
{
    value->data_cell = ks_hive_none;
    value->list_cell = ks_hive_none;
    if (value->data.size <= 4)
        return;
    if (!is_big(w, value->data)) {
        value->data_cell = cell(w, value->data.size);
        if (w->bytes)
            memcpy(content(w, value->data_cell), value->data.at, value->data.size);
        return;
    }
    size_t count = (value->data.size + segment_size - 1) / segment_size;
    value->data_cell = cell(w, 8);
    value->list_cell = cell(w, 4 * count);
    if (w->bytes) {
        u8 *p = content(w, value->data_cell);
        memcpy(p, "db", 2);
        ks_store16(p + 2, (u16)count);
        ks_store32(p + 4, value->list_cell);
    }
    for (size_t i = 0; i < count; i++) {
        size_t from = i * segment_size, left = value->data.size - from;
        size_t part = left < segment_size ? left : segment_size;
        u32 at = cell(w, segment_size + 4); // Windows leaves four bytes spare
        if (w->bytes) {
            ks_store32(content(w, value->list_cell) + 4 * i, at);
            memcpy(content(w, at), value->data.at + from, part);
        }
    }
}

static void place_value(writer *w, ks_hive_tree_value *value)
{
    value->cell = cell(w, 20 + name_size(value->name));
    place_data(w, value);
    if (w->bytes == NULL)
        return;
    u8 *p = content(w, value->cell);
    memcpy(p, "vk", 2);
    ks_store16(p + 2, (u16)name_size(value->name));
    ks_store32(p + 4, (u32)value->data.size);
    ks_store32(p + 8, value->data_cell);
    if (value->data.size <= 4) { // in the place of its offset
        ks_store32(p + 4, (u32)value->data.size | 0x80000000u);
        ks_store32(p + 8, 0);
        if (value->data.size)
            memcpy(p + 8, value->data.at, value->data.size);
    }
    ks_store32(p + 12, value->type);
    ks_store16(p + 16, is_latin(value->name));
    put_name(p + 20, value->name);
}

static int by_name(const void *context, const void *a, const void *b)
{
    (void)context;
    ks_utf16 x = (*(ks_hive_tree_key *const *)a)->name, y = (*(ks_hive_tree_key *const *)b)->name;
    for (size_t i = 0; i < x.units && i < y.units; i++) {
        u16 p = hive_upper(ks_load16(x.at + 2 * i)), q = hive_upper(ks_load16(y.at + 2 * i));
        if (p != q)
            return p < q ? -1 : 1;
    }
    return (x.units > y.units) - (x.units < y.units);
}

// Relinks the children of a key in the order of their names.
static bool sort_keys(ks_hive_tree_key *key, ks_arena scratch)
{
    ks_hive_tree_key **keys = ks_take(&scratch, ks_hive_tree_key *, key->key_count);
    if (keys == NULL)
        return false;
    u32 count = 0;
    for (ks_hive_tree_key *k = key->first_key; k; k = k->next)
        keys[count++] = k;
    if (!ks_sort(keys, count, sizeof *keys, by_name, NULL, scratch))
        return false;
    for (u32 i = 0; i < count; i++)
        keys[i]->next = i + 1 < count ? keys[i + 1] : NULL;
    key->first_key = keys[0];
    key->last_key = keys[count - 1];
    return true;
}

static void put_hint(u8 *to, ks_utf16 name, bool is_hash)
{
    u32 hash = 0;
    for (size_t i = 0; i < name.units && is_hash; i++)
        hash = 37 * hash + hive_upper(ks_load16(name.at + 2 * i));
    if (is_hash)
        ks_store32(to, hash);
    for (size_t i = 0; i < name.units && i < 4 && !is_hash; i++)
        to[i] = name.at[2 * i];
}

static u32 place_leaf(writer *w, const ks_hive_tree_key *first, u32 count)
{
    u32 at = cell(w, 4 + 8 * (u64)count);
    if (w->bytes == NULL)
        return at;
    bool is_hash = w->tree->minor >= 5;
    u8 *p = content(w, at);
    memcpy(p, is_hash ? "lh" : "lf", 2);
    ks_store16(p + 2, (u16)count);
    for (size_t i = 0; i < count && first; i++, first = first->next) {
        ks_store32(p + 4 + 8 * i, first->cell);
        put_hint(p + 8 + 8 * i, first->name, is_hash);
    }
    return at;
}

static void place_list(writer *w, ks_hive_tree_key *key)
{
    u32 leaves = (key->key_count + leaf_most - 1) / leaf_most;
    if (leaves == 0)
        return;
    if (leaves == 1) {
        key->list_cell = place_leaf(w, key->first_key, key->key_count);
        return;
    }
    key->list_cell = cell(w, 4 + 4 * (u64)leaves);
    if (w->bytes) {
        memcpy(content(w, key->list_cell), "ri", 2);
        ks_store16(content(w, key->list_cell) + 2, (u16)leaves);
    }
    const ks_hive_tree_key *first = key->first_key;
    for (u32 i = 0; i < leaves; i++) {
        u32 left = key->key_count - i * leaf_most;
        u32 count = left < leaf_most ? left : leaf_most;
        u32 at = place_leaf(w, first, count);
        if (w->bytes)
            ks_store32(content(w, key->list_cell) + 4 + 4 * (size_t)i, at);
        for (u32 k = 0; k < count && first; k++)
            first = first->next;
    }
}

static void put_largest(u8 *p, const ks_hive_tree_key *key)
{
    size_t name = 0, class_size = 0, value_name = 0, data = 0;
    for (const ks_hive_tree_key *k = key->first_key; k; k = k->next) {
        name = k->name.units * 2 > name ? k->name.units * 2 : name;
        class_size = k->class_name.units * 2 > class_size ? k->class_name.units * 2 : class_size;
    }
    for (const ks_hive_tree_value *v = key->first_value; v; v = v->next) {
        value_name = v->name.units * 2 > value_name ? v->name.units * 2 : value_name;
        data = v->data.size > data ? v->data.size : data;
    }
    ks_store16(p + 52, (u16)name);
    ks_store32(p + 56, (u32)class_size);
    ks_store32(p + 60, (u32)value_name);
    ks_store32(p + 64, (u32)data);
}

static void put_key(const writer *w, const ks_hive_tree_key *key)
{
    u8 *p = content(w, key->cell);
    u16 flags = key->flags | (is_latin(key->name) ? KS_HIVE_KEY_LATIN : 0) |
                (key->parent ? 0 : KS_HIVE_KEY_ROOT | KS_HIVE_KEY_NO_DELETE);
    memcpy(p, "nk", 2);
    ks_store16(p + 2, flags);
    ks_store64(p + 4, key->written_ticks);
    ks_store32(p + 16, key->parent ? key->parent->cell : ks_hive_none);
    ks_store32(p + 20, key->key_count);
    ks_store32(p + 28, key->key_count ? key->list_cell : ks_hive_none);
    ks_store32(p + 32, ks_hive_none);
    ks_store32(p + 36, key->value_count);
    ks_store32(p + 40, key->value_count ? key->value_cell : ks_hive_none);
    ks_store32(p + 44, w->security_cells[key->security_number]);
    ks_store32(p + 48, key->class_name.units ? key->class_cell : ks_hive_none);
    put_largest(p, key);
    ks_store16(p + 72, (u16)name_size(key->name));
    ks_store16(p + 74, (u16)(key->class_name.units * 2));
    put_name(p + 76, key->name);
}

static void place_key(writer *w, ks_hive_tree_key *key)
{
    if (key->parent == NULL)
        key->cell = cell(w, 76 + name_size(key->name));
    if (key->class_name.units) {
        key->class_cell = cell(w, key->class_name.units * 2);
        if (w->bytes)
            memcpy(content(w, key->class_cell), key->class_name.at, key->class_name.units * 2);
    }
    if (key->value_count)
        key->value_cell = cell(w, 4 * (u64)key->value_count);
    u32 i = 0;
    for (ks_hive_tree_value *v = key->first_value; v; v = v->next, i++) {
        place_value(w, v);
        if (w->bytes)
            ks_store32(content(w, key->value_cell) + 4 * (size_t)i, v->cell);
    }
    for (ks_hive_tree_key *k = key->first_key; k; k = k->next)
        k->cell = cell(w, 76 + name_size(k->name)); // beside each other, as lists name them
    place_list(w, key);
    if (w->bytes)
        put_key(w, key);
}

static ks_hive_tree_key *next_key(ks_hive_tree_key *key)
{
    if (key->first_key)
        return key->first_key;
    while (key && key->next == NULL)
        key = key->parent;
    return key ? key->next : NULL;
}

static void place_securities(writer *w)
{
    size_t count = w->securities.count;
    for (size_t i = 0; i < count; i++)
        w->security_cells[i] = cell(w, 20 + w->securities.entries[i].key.size);
    for (size_t i = 0; i < count && w->bytes; i++) {
        ks_span descriptor = w->securities.entries[i].key;
        u8 *p = content(w, w->security_cells[i]);
        memcpy(p, "sk", 2);
        ks_store32(p + 4, w->security_cells[(i + 1) % count]);
        ks_store32(p + 8, w->security_cells[(i + count - 1) % count]);
        ks_store32(p + 12, w->security_counts[i]);
        ks_store32(p + 16, (u32)descriptor.size);
        memcpy(p + 20, descriptor.at, descriptor.size);
    }
}

static void place_all(writer *w)
{
    w->next = w->bin_end = 0;
    place_key(w, w->tree->root); // the root is the first cell: some readers take it for granted
    place_securities(w);
    for (ks_hive_tree_key *k = next_key(w->tree->root); k; k = next_key(k))
        place_key(w, k);
    close_bin(w);
}

// Numbers the descriptors that are different, and sorts the children of each key.
static bool prepare(writer *w, ks_fail *fail)
{
    size_t keys = 0;
    for (ks_hive_tree_key *k = w->tree->root; k; k = next_key(k), keys++) {
        ks_span security = k->security;
        if (security.size == 0)
            security = (ks_span){ usual_security, sizeof usual_security };
        if (k->security.size == 0 && k->parent && w->securities.entries)
            security = w->securities.entries[k->parent->security_number].key;
        k->security_number = ks_table_add(&w->securities, w->arena, security);
        bool is_fine =
            k->security_number != ks_table_none && (k->key_count == 0 || sort_keys(k, *w->arena));
        if (!is_fine)
            return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(w->arena->name));
        for (const ks_hive_tree_value *v = k->first_value; v; v = v->next) {
            if (v->data.size > data_size_most)
                return ks_refuse(fail, KS_BAD_SIZE, (i64)v->data.size, data_size_most,
                                 KS_STR("value"));
        }
    }
    w->security_cells = ks_take(w->arena, u32, w->securities.count);
    w->security_counts = ks_take(w->arena, u32, w->securities.count);
    if (w->security_cells == NULL || w->security_counts == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(w->arena->name));
    for (ks_hive_tree_key *k = w->tree->root; k; k = next_key(k))
        w->security_counts[k->security_number]++;
    return true;
}

static void put_header(const writer *w)
{
    u8 *p = w->bytes;
    u32 sum = 0;
    memcpy(p, "regf", 4);
    ks_store32(p + 4, 1);
    ks_store32(p + 8, 1);
    ks_store64(p + 0x0c, w->tree->written_ticks);
    ks_store32(p + 0x14, 1);
    ks_store32(p + 0x18, w->tree->minor);
    ks_store32(p + 0x20, 1);
    ks_store32(p + 0x24, w->tree->root->cell);
    ks_store32(p + 0x28, (u32)w->bin_end);
    ks_store32(p + 0x2c, 1);
    for (size_t i = 0; i < w->tree->file_name.size && i < 31; i++)
        p[0x30 + 2 * i] = (u8)w->tree->file_name.at[i];
    for (size_t i = 0; i < 508; i += 4)
        sum ^= ks_load32(p + i);
    ks_store32(p + 508, sum == 0 ? 1 : sum == UINT32_MAX ? UINT32_MAX - 1 : sum);
}

bool ks_hive_tree_write(const ks_hive_tree *tree, ks_arena *arena, ks_span *bytes, ks_fail *fail)
{
    writer w = { .tree = tree, .arena = arena };
    if (!prepare(&w, fail))
        return false;
    place_all(&w);
    u64 size = w.bin_end + ks_hive_head_size;
    if (size > INT32_MAX)
        return ks_refuse(fail, KS_TOO_MANY, (i64)size, INT32_MAX, KS_STR("bytes of one hive"));
    w.bytes = ks_take(arena, u8, size);
    if (w.bytes == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)size, 0, ks_str_of(arena->name));
    place_all(&w);
    put_header(&w);
    *bytes = (ks_span){ w.bytes, size };
    return true;
}
