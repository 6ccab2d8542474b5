// A key and all below it, each key once, with an explicit stack: hostile hives point anywhere.
#include "evidence/hive/hive_own.h"

enum { path_size_most = 1 << 20, elsewhere_most = 4096 };

struct ks_hive_walk {
    ks_hive *hive;
    ks_hive_key from;
    ks_hive_subkeys stack[ks_hive_depth_most];
    u32 path_units[ks_hive_depth_most + 1]; // of the path up to each depth
    u32 depth;                              // how many lists are open
    u32 given_depth;                        // of the key that was given last
    u32 elsewhere; // keys that were left to the key that they name as their parent
    bool is_begun;
    u8 *seen; // bits of cells: keys and lists that were met
    u8 *path;
};

ks_hive_walk *ks_hive_walk_open(ks_hive *hive, const ks_hive_key *from, ks_arena *arena)
{
    ks_hive_walk *walk = ks_take(arena, ks_hive_walk, 1);
    size_t size = hive->info.data_size / 64 + 1;
    if (walk == NULL)
        return NULL;
    *walk = (ks_hive_walk){ .hive = hive, .from = *from };
    walk->seen = ks_take(arena, u8, size);
    walk->path = ks_take(arena, u8, path_size_most);
    hive->served = 0;
    return walk->seen && walk->path ? walk : NULL;
}

static void descend(ks_hive_walk *walk, const ks_hive_key *key)
{
    if (key->subkey_count == 0)
        return;
    if (walk->depth == ks_hive_depth_most) {
        hive_note(walk->hive, KS_LEDGER_TOO_DEEP, key->cell, 0, ks_hive_depth_most, 0);
        return;
    }
    walk->stack[walk->depth] = ks_hive_subkeys_of(key);
    walk->stack[walk->depth].seen = walk->seen;
    walk->depth++;
}

static bool begin(ks_hive_walk *walk, ks_hive_key *key, u32 *depth)
{
    walk->is_begun = true;
    *key = walk->from;
    *depth = 0;
    walk->path_units[0] = 0;
    hive_mark(walk->seen, key->cell);
    descend(walk, key);
    return true;
}

static void put_name(ks_hive_walk *walk, ks_utf16 name)
{
    u32 units = walk->path_units[walk->depth - 1];
    if ((units + name.units + 1) * 2 > path_size_most)
        name.units = 0; // deeper than any real path: the name is in the key
    if (units) {
        ks_store16(walk->path + (size_t)units * 2, '\\');
        units++;
    }
    if (name.units)
        memcpy(walk->path + (size_t)units * 2, name.at, name.units * 2);
    walk->path_units[walk->depth] = units + (u32)name.units;
}

// Whether lists lead from the root to the key: each parent that is named lists its child.
static bool is_below_root(ks_hive *hive, ks_hive_key key)
{
    for (u32 depth = 0; depth < ks_hive_depth_most; depth++) {
        ks_arena scratch = hive->scratch;
        u32 size = 0, child = key.cell;
        if (key.flags & KS_HIVE_KEY_ROOT)
            return true;
        if (hive_cell_look(hive, key.parent, &size) != HIVE_CELL_USED ||
            !hive_key_parse(hive, key.parent, size, &scratch, &key) ||
            !hive_has_subkey(hive, &key, child))
            return false;
    }
    return false;
}

// Two keys list the same key: it belongs to the one that it names as its parent. Where that one
// lists it too, it is left for it, and the list may be read again.
static bool is_elsewhere(ks_hive_walk *walk, const ks_hive_subkeys *list, const ks_hive_key *key)
{
    ks_hive *hive = walk->hive;
    ks_arena scratch = hive->scratch;
    ks_hive_key parent;
    u32 size = 0;
    if (key->parent == list->key_cell || walk->elsewhere == elsewhere_most ||
        hive_cell_look(hive, key->parent, &size) != HIVE_CELL_USED ||
        !hive_key_parse(hive, key->parent, size, &scratch, &parent) || !is_below_root(hive, *key))
        return false;
    walk->elsewhere++;
    walk->seen[list->leaf / 64] &= (u8) ~(1u << (list->leaf / 8 % 8));
    walk->seen[list->list / 64] &= (u8) ~(1u << (list->list / 8 % 8));
    hive_note(hive, KS_LEDGER_KEY_TWICE, list->leaf, 0, (i64)key->cell + ks_hive_head_size, 0);
    return true;
}

bool ks_hive_walk_next(ks_hive_walk *walk, ks_arena *arena, ks_hive_key *key, u32 *depth)
{
    if (!walk->is_begun)
        return begin(walk, key, depth);
    while (walk->depth) {
        ks_hive_subkeys *top = &walk->stack[walk->depth - 1];
        if (!ks_hive_next_subkey(walk->hive, top, arena, key)) {
            walk->depth--;
            continue;
        }
        if (is_elsewhere(walk, top, key))
            continue;
        if (hive_mark(walk->seen, key->cell)) {
            hive_note(walk->hive, KS_LEDGER_KEY_TWICE, top->leaf, 0,
                      (i64)key->cell + ks_hive_head_size, 0);
            continue;
        }
        bool has_list = key->value_count && key->value_list != ks_hive_none &&
                        key->value_list / 64 < walk->hive->info.data_size / 64 + 1;
        if (has_list && hive_mark(walk->seen, key->value_list)) {
            hive_note(walk->hive, KS_LEDGER_LIST_TWICE, key->cell, 0,
                      (i64)key->value_list + ks_hive_head_size, 0);
            key->value_count = 0;
        }
        *depth = walk->given_depth = walk->depth;
        put_name(walk, key->name);
        descend(walk, key);
        return true;
    }
    return false;
}

ks_utf16 ks_hive_walk_path(const ks_hive_walk *walk)
{
    return (ks_utf16){ walk->path, walk->path_units[walk->given_depth] };
}
