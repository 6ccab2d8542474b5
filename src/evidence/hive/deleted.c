// Recovery: records are looked for in bytes that no cell in use covers, their owners by what still
// refers to them (after yarp's procedure). Nothing found here is ever mixed with what is there.
#include "evidence/hive/deleted.h"

#include "evidence/hive/hive_own.h"

enum {
    nk_size = 76,
    vk_size = 20,
    name_most = 512,
    subkeys_most = 10000,
    values_most = 1000,
    depth_most = 512,
    path_units_most = 1 << 15
};
#define TICKS_1970 ((u64)116444736000000000)
#define TICKS_2100 ((u64)157469184000000000)

typedef struct {
    u32 rel;   // of the cell head that it would have (four bytes before its signature)
    u32 size;  // up to the end of the bytes it was found in
    u32 owner; // of a value: number of a deleted key, or owner_live | index; none
    u32 next;  // the next value of the same owner
} remnant;

typedef struct {
    remnant *items;
    size_t count, capacity;
} remnants;

typedef struct {
    ks_hive *hive;
    ks_arena *arena;
    u8 *free_bits; // one for eight bytes: not in a cell that is used
    remnants keys, values;
    u32 *live; // cells of keys that are there and own deleted values
    size_t live_count, live_capacity;
    u32 *first_of_key, *first_of_live; // heads of lists of values
    bool is_spent;
} search;

static const u32 nobody = UINT32_MAX;
static const u32 live_owner = 0x80000000u;

static bool is_free(const search *s, u32 rel)
{
    return rel < s->hive->info.data_size && (s->free_bits[rel / 64] >> (rel / 8 % 8) & 1);
}

static void add(search *s, remnants *to, u32 rel, u32 size)
{
    if (to->count == to->capacity) {
        size_t capacity = to->capacity ? to->capacity : 64;
        remnant *grown = ks_arena_grow(s->arena, to->items, sizeof *grown, to->count, &capacity);
        s->is_spent = s->is_spent || grown == NULL;
        if (grown == NULL)
            return;
        to->items = grown;
        to->capacity = capacity;
    }
    to->items[to->count++] = (remnant){ rel, size, nobody, nobody };
}

static bool name_is_likely(ks_utf16 name)
{
    size_t nuls = 0;
    for (size_t i = 0; i < name.units; i++)
        nuls += ks_load16(name.at + 2 * i) == 0;
    return name.units >= 1 && name.units <= name_most && nuls <= 5;
}

static bool key_is_likely(const search *s, u32 rel, u32 size)
{
    ks_arena scratch = s->hive->scratch;
    ks_hive_key key;
    u8 p[nk_size];
    if (size < nk_size + 1 || !hive_get(s->hive, rel + 4, p, sizeof p))
        return false;
    if (ks_load16(p + 72) > size - nk_size || ks_load16(p + 72) > 2 * name_most ||
        !hive_key_parse(s->hive, rel, size, &scratch, &key))
        return false;
    return name_is_likely(key.name) && key.subkey_count <= subkeys_most &&
           ks_load32(p + 24) <= subkeys_most && key.value_count <= values_most &&
           key.written_ticks >= TICKS_1970 && key.written_ticks < TICKS_2100 &&
           (key.flags & 0x0c00) == 0 && key.parent % 8 == 0;
}

static bool value_is_likely(const search *s, u32 rel, u32 size)
{
    ks_arena scratch = s->hive->scratch;
    ks_hive_value value;
    u8 p[vk_size];
    if (size < vk_size || !hive_get(s->hive, rel + 4, p, sizeof p))
        return false;
    if (ks_load16(p + 2) > size - vk_size || ks_load16(p + 2) > 2 * name_most ||
        !hive_value_parse(s->hive, rel, size, &scratch, &value))
        return false;
    bool has_place = value.size == 0 || (value.data % 8 == 0 && value.data >= 0x20 &&
                                         value.data < s->hive->info.data_size);
    return (value.name.units == 0 || name_is_likely(value.name)) &&
           (ks_load16(p + 16) & ~3u) == 0 &&
           (value.is_inline ? value.size <= 4 : has_place && value.size <= s->hive->info.data_size);
}

// Records begin at any even place: free cells that lay beside each other became one.
static void scan(search *s, u32 from, u32 end)
{
    u8 part[4096];
    for (u32 at = from; at + vk_size <= end;) {
        u32 wanted = end - at < sizeof part ? end - at : (u32)sizeof part;
        if (!hive_get(s->hive, at, part, wanted))
            return;
        for (u32 i = 0; i + 2 <= wanted; i += 2) {
            bool is_record = (part[i] == 'n' || part[i] == 'v') && part[i + 1] == 'k';
            u32 rel = at + i - 4, size = end - at - i;
            if (!is_record || at + i < 4)
                continue;
            if (part[i] == 'n' && key_is_likely(s, rel, size))
                add(s, &s->keys, rel, size);
            else if (part[i] == 'v' && value_is_likely(s, rel, size))
                add(s, &s->values, rel, size);
        }
        at += wanted & ~1u;
    }
}

static void mark_free(search *s, u32 from, u32 end)
{
    for (u32 rel = from; rel < end; rel += 8)
        s->free_bits[rel / 64] |= (u8)(1u << (rel / 8 % 8));
}

// The bytes at the end of a used cell that its record does not need.
static void scan_rest(search *s, u32 rel, u32 size)
{
    u8 p[nk_size] = { 0 };
    u32 used = size, there = size < nk_size ? size : nk_size;
    if (size < vk_size || !hive_get(s->hive, rel + 4, p, there))
        return;
    if (memcmp(p, "nk", 2) == 0 && size >= nk_size)
        used = nk_size + ks_load16(p + 72);
    else if (memcmp(p, "vk", 2) == 0)
        used = vk_size + ks_load16(p + 2);
    else if (memcmp(p, "lh", 2) == 0 || memcmp(p, "lf", 2) == 0)
        used = 4 + 8 * (u32)ks_load16(p + 2);
    used = (used + 1) & ~1u;
    if (used < size && size - used >= vk_size)
        scan(s, rel + 4 + used, rel + 4 + size);
}

static void look_at_bin(search *s, u32 bin, u32 bin_size, bool is_scan)
{
    for (u32 at = bin + 32; at < bin + bin_size;) {
        u32 size = 0;
        hive_cell_state state = hive_cell_look(s->hive, at, &size);
        u32 end = at + 4 + size;
        if (state == HIVE_CELL_BAD || end > bin + bin_size) { // the rest of the bin is anything
            state = HIVE_CELL_FREE;
            end = bin + bin_size;
        }
        if (state == HIVE_CELL_FREE && is_scan)
            scan(s, at + 4, end);
        else if (state == HIVE_CELL_FREE)
            mark_free(s, at, end);
        else if (is_scan)
            scan_rest(s, at, size);
        at = end;
    }
}

static void look_at_bins(search *s, bool is_scan, u32 live_size)
{
    u32 size = 0, before = 0, bin = 0;
    for (; hive_next_bin(s->hive, &bin, &size) && bin < live_size; bin += size, before = bin) {
        if (bin > before && is_scan)
            scan(s, before, bin); // bins that are damaged
        else if (bin > before)
            mark_free(s, before, bin);
        look_at_bin(s, bin, size, is_scan);
    }
    u32 end = s->hive->info.data_size;
    if (before < end && is_scan)
        scan(s, before, end);
    else if (before < end)
        mark_free(s, before, end);
}

static u32 find(const remnants *in, u32 rel)
{
    size_t low = 0, high = in->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (in->items[middle].rel < rel)
            low = middle + 1;
        else
            high = middle;
    }
    return low < in->count && in->items[low].rel == rel ? (u32)low : nobody;
}

static bool own(search *s, u32 rel, u32 owner, u32 *first)
{
    u32 number = find(&s->values, rel);
    if (number == nobody || s->values.items[number].owner != nobody)
        return false;
    s->values.items[number].owner = owner;
    while (*first != nobody) // in the order of the list that names them
        first = &s->values.items[*first].next;
    *first = number;
    return true;
}

// A deleted key's list of values counts only where it lies in free bytes itself.
static void own_of_deleted(search *s)
{
    for (u32 i = 0; i < s->keys.count; i++) {
        ks_arena scratch = s->hive->scratch;
        ks_hive_key key;
        s->first_of_key[i] = nobody;
        if (!hive_key_parse(s->hive, s->keys.items[i].rel, s->keys.items[i].size, &scratch, &key))
            continue;
        for (u32 k = 0; k < key.value_count && is_free(s, key.value_list); k++) {
            u8 element[4];
            if (!hive_get(s->hive, key.value_list + 4 + 4 * k, element, 4))
                break;
            (void)own(s, ks_load32(element), i, &s->first_of_key[i]);
        }
    }
}

static bool add_live(search *s, u32 cell)
{
    if (s->live_count == s->live_capacity) {
        size_t capacity = s->live_capacity ? s->live_capacity : 64, same = capacity;
        if (s->live_capacity == 0)
            same = capacity;
        u32 *live = ks_arena_grow(s->arena, s->live, sizeof *live, s->live_count, &capacity);
        u32 *first = ks_arena_grow(s->arena, s->first_of_live, sizeof *first, s->live_count, &same);
        s->is_spent = s->is_spent || live == NULL || first == NULL;
        if (live == NULL || first == NULL)
            return false;
        s->live = live;
        s->first_of_live = first;
        s->live_capacity = capacity;
    }
    s->live[s->live_count] = cell;
    s->first_of_live[s->live_count] = nobody;
    return true;
}

// Deleting a value moves those behind it one place up: what the last place held is left there.
static void own_of_live(search *s, const ks_hive_key *key)
{
    u32 size = 0;
    if (key->value_list == ks_hive_none ||
        hive_cell_look(s->hive, key->value_list, &size) == HIVE_CELL_BAD || !add_live(s, key->cell))
        return;
    bool is_owner = false;
    for (u32 k = key->value_count; k < size / 4; k++) {
        u8 element[4];
        if (!hive_get(s->hive, key->value_list + 4 + 4 * k, element, 4))
            break;
        is_owner = own(s, ks_load32(element), live_owner | (u32)s->live_count,
                       &s->first_of_live[s->live_count]) ||
                   is_owner;
    }
    s->live_count += is_owner;
}

static void put_front(u8 *bytes, u32 *start, ks_utf16 name)
{
    bool has_more = *start < path_units_most;
    if (name.units + has_more > *start)
        return;
    if (has_more)
        ks_store16(bytes + 2 * (size_t)-- * start, '\\');
    *start -= (u32)name.units;
    if (name.units)
        memcpy(bytes + 2 * (size_t)*start, name.at, 2 * name.units);
}

// From a key upwards: through keys that are there, or deleted ones, as far as they are known.
static ks_utf16 path_of(search *s, const ks_hive_key *of, ks_arena *arena)
{
    static const u8 unknown[] = { '?', 0 };
    u8 *bytes = ks_take(arena, u8, (size_t)2 * path_units_most);
    u32 start = path_units_most;
    if (bytes == NULL)
        return (ks_utf16){ 0 };
    ks_hive_key key = *of;
    bool is_known = false;
    for (u32 depth = 0; depth < depth_most; depth++) {
        if (key.flags & KS_HIVE_KEY_ROOT) {
            is_known = true;
            break;
        }
        put_front(bytes, &start, key.name);
        u32 size = 0, number = find(&s->keys, key.parent);
        hive_cell_state state = hive_cell_look(s->hive, key.parent, &size);
        if (state == HIVE_CELL_USED && hive_key_parse(s->hive, key.parent, size, arena, &key))
            continue;
        if (number == nobody ||
            !hive_key_parse(s->hive, key.parent, s->keys.items[number].size, arena, &key))
            break;
    }
    if (!is_known)
        put_front(bytes, &start, (ks_utf16){ unknown, 1 });
    return (ks_utf16){ bytes + 2 * (size_t)start, path_units_most - start };
}

// Data counts where all of it lies in free bytes still.
static bool data_of(search *s, const ks_hive_value *value, ks_arena *arena, ks_span *data)
{
    u8 four[4];
    bool is_whole = false;
    if (value->is_inline || value->size == 0)
        return ks_hive_value_data(s->hive, value, arena, data, &is_whole);
    if (value->size > 16344 && s->hive->info.minor >= 4)
        return false; // in segments
    for (u64 rel = value->data; rel < (u64)value->data + 4 + value->size; rel += 8) {
        if (rel > UINT32_MAX || !is_free(s, (u32)rel))
            return false;
    }
    u8 *bytes = ks_take(arena, u8, value->size);
    if (bytes == NULL || !hive_get(s->hive, value->data, four, 4) ||
        !hive_get(s->hive, value->data + 4, bytes, value->size))
        return false;
    *data = (ks_span){ bytes, value->size };
    return true;
}

static bool give(search *s, ks_hive_deleted *found, u32 first, ks_hive_each_deleted *each,
                 void *context, ks_arena scratch)
{
    size_t count = 0;
    for (u32 i = first; i != nobody; i = s->values.items[i].next)
        count++;
    ks_hive_deleted_value *values = count ? ks_take(&scratch, ks_hive_deleted_value, count) : NULL;
    for (u32 i = first; i != nobody && values; i = s->values.items[i].next) {
        ks_hive_deleted_value *v = &values[found->value_count];
        const remnant *at = &s->values.items[i];
        if (!hive_value_parse(s->hive, at->rel, at->size, &scratch, &v->value))
            continue;
        v->offset = (u64)at->rel + 4 + ks_hive_head_size;
        v->has_data = data_of(s, &v->value, &scratch, &v->data);
        found->value_count++;
    }
    found->values = values;
    return each(context, found);
}

static bool give_all(search *s, ks_hive_each_deleted *each, void *context)
{
    bool is_more = true;
    for (u32 i = 0; i < s->keys.count && is_more; i++) {
        ks_arena scratch = *s->arena;
        const remnant *at = &s->keys.items[i];
        ks_hive_deleted found = { .kind = KS_HIVE_DELETED_KEY,
                                  .offset = (u64)at->rel + 4 + ks_hive_head_size };
        if (!hive_key_parse(s->hive, at->rel, at->size, &scratch, &found.key))
            continue;
        found.path = path_of(s, &found.key, &scratch);
        is_more = give(s, &found, s->first_of_key[i], each, context, scratch);
    }
    for (size_t i = 0; i < s->live_count && is_more; i++) {
        ks_arena scratch = *s->arena;
        ks_hive_deleted found = { .kind = KS_HIVE_DELETED_VALUES };
        if (!ks_hive_key_at(s->hive, s->live[i], &scratch, &found.key))
            continue;
        found.path = path_of(s, &found.key, &scratch);
        is_more = give(s, &found, s->first_of_live[i], each, context, scratch);
    }
    for (u32 i = 0; i < s->values.count && is_more; i++) {
        ks_hive_deleted found = { .kind = KS_HIVE_DELETED_LOST };
        if (s->values.items[i].owner == nobody)
            is_more = give(s, &found, i, each, context, *s->arena);
    }
    return is_more;
}

static bool find_owners(search *s)
{
    ks_hive_key root, key;
    u32 depth = 0;
    s->first_of_key = ks_take(s->arena, u32, s->keys.count + 1);
    if (s->first_of_key == NULL)
        return false;
    own_of_deleted(s);
    ks_hive_walk *walk = NULL;
    if (!ks_hive_root(s->hive, s->arena, &root))
        return true;
    walk = ks_hive_walk_open(s->hive, &root, s->arena);
    if (walk == NULL)
        return false;
    for (ks_arena scratch = s->hive->scratch; ks_hive_walk_next(walk, &scratch, &key, &depth);
         scratch = s->hive->scratch)
        own_of_live(s, &key);
    return true;
}

bool ks_hive_find_deleted(ks_hive *hive, ks_arena scratch, ks_hive_each_deleted *each,
                          void *context, ks_fail *fail)
{
    // The bytes behind the hive's content are looked at as well; damage was told when it was read.
    u32 live_size = hive->info.data_size;
    u64 file_size = hive->info.file_size - ks_hive_head_size;
    ks_ledger *ledger = hive->ledger;
    hive->ledger = NULL;
    if (hive->info.file_size > ks_hive_head_size && file_size > live_size && file_size < UINT32_MAX)
        hive->info.data_size = (u32)(file_size & ~(u64)7);
    search s = { .hive = hive, .arena = &scratch };
    s.free_bits = ks_take(&scratch, u8, hive->info.data_size / 64 + 1);
    bool is_done = s.free_bits != NULL;
    if (is_done) {
        look_at_bins(&s, false, live_size);
        look_at_bins(&s, true, live_size);
        is_done = find_owners(&s) && !s.is_spent;
    }
    if (is_done)
        (void)give_all(&s, each, context);
    hive->info.data_size = live_size;
    hive->ledger = ledger;
    return is_done || ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(scratch.name));
}
