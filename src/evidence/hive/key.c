// Key nodes (nk), lists of subkeys (lf, lh, li, ri), class names and security cells (sk).
#include "evidence/hive/hive_own.h"

enum { nk_head_size = 76, sk_head_size = 20, list_head_size = 4 };

bool hive_key_parse(ks_hive *hive, u32 rel, u32 size, ks_arena *arena, ks_hive_key *key)
{
    u8 p[nk_head_size];
    if (size < nk_head_size || !hive_get(hive, rel + 4, p, sizeof p) || p[0] != 'n' || p[1] != 'k')
        return false;
    ks_hive_key read = {
        .cell = rel,
        .flags = ks_load16(p + 2),
        .written_ticks = ks_load64(p + 4),
        .access = p[12],
        .layer = p[13],
        .parent = ks_load32(p + 16),
        .subkey_count = ks_load32(p + 20),
        .subkey_list = ks_load32(p + 28),
        .value_count = ks_load32(p + 36),
        .value_list = ks_load32(p + 40),
        .security = ks_load32(p + 44),
        .class_cell = ks_load32(p + 48),
        .virtualization = p[54],
        .class_size = ks_load16(p + 74),
    };
    if (read.flags & KS_HIVE_KEY_PREDEFINED) // the field holds a handle, not a count
        read.value_count = 0;
    u32 name_size = ks_load16(p + 72);
    if (name_size > size - nk_head_size) {
        hive_note(hive, KS_LEDGER_NAME_CUT, rel, 0, name_size, size - nk_head_size);
        name_size = size - nk_head_size;
    }
    if (!hive_name(hive, rel + 4 + nk_head_size, name_size, read.flags & KS_HIVE_KEY_LATIN, arena,
                   &read.name))
        return false;
    *key = read;
    return true;
}

static bool key_from(ks_hive *hive, u32 cell, u32 from, ks_arena *arena, ks_hive_key *key)
{
    u32 size = 0;
    if (!hive_cell(hive, cell, from, &size))
        return false;
    if (hive_key_parse(hive, cell, size, arena, key))
        return true;
    hive_note(hive, KS_LEDGER_NO_KEY, from, 0, (i64)cell + ks_hive_head_size, 0);
    return false;
}

bool ks_hive_key_at(ks_hive *hive, u32 cell, ks_arena *arena, ks_hive_key *key)
{
    return key_from(hive, cell, cell, arena, key);
}

bool ks_hive_root(ks_hive *hive, ks_arena *arena, ks_hive_key *key)
{
    return hive->info.root != ks_hive_none && ks_hive_key_at(hive, hive->info.root, arena, key);
}

ks_hive_subkeys ks_hive_subkeys_of(const ks_hive_key *key)
{
    return (ks_hive_subkeys){ .list = key->subkey_count ? key->subkey_list : ks_hive_none,
                              .key_cell = key->cell,
                              .said = key->subkey_count,
                              .leaf = ks_hive_none };
}

// Opens a list: its element size and how many elements it really has room for. False: none.
static bool open_list(ks_hive *hive, ks_hive_subkeys *s, u32 rel, u32 from, u32 *count)
{
    u8 head[list_head_size] = { 0 };
    u32 size = 0;
    if (!hive_cell(hive, rel, from, &size))
        return false;
    if (s->seen && hive_mark(s->seen, rel)) {
        hive_note(hive, KS_LEDGER_LIST_TWICE, from, 0, (i64)rel + ks_hive_head_size, 0);
        return false;
    }
    if (size < list_head_size || !hive_get(hive, rel + 4, head, sizeof head))
        return false;
    bool is_hashed = head[0] == 'l' && (head[1] == 'f' || head[1] == 'h');
    bool is_plain = head[1] == 'i' && (head[0] == 'l' || head[0] == 'r');
    if (!is_hashed && !is_plain) {
        hive_note(hive, KS_LEDGER_NO_LIST, from, 0, (i64)rel + ks_hive_head_size, 0);
        return false;
    }
    s->step = is_hashed ? 8 : 4;
    s->is_index = head[0] == 'r';
    *count = ks_load16(head + 2);
    u32 room = (size - list_head_size) / s->step;
    if (*count > room) {
        hive_note(hive, KS_LEDGER_LIST_CUT, rel, 0, *count, room);
        *count = room;
    }
    return true;
}

static bool next_leaf(ks_hive *hive, ks_hive_subkeys *s)
{
    if (!s->is_open) {
        s->is_open = true;
        u32 count = 0;
        if (s->list == ks_hive_none || !open_list(hive, s, s->list, s->key_cell, &count))
            return false;
        if (!s->is_index) {
            s->leaf = s->list;
            s->leaf_count = count;
            return true;
        }
        s->count = count;
    }
    while (s->index < s->count) {
        u8 element[4];
        u32 count = 0, at = s->list + 4 + list_head_size + 4 * s->index++;
        if (!hive_get(hive, at, element, 4))
            return false;
        u32 leaf = ks_load32(element);
        if (!open_list(hive, s, leaf, s->list, &count))
            continue;
        if (s->is_index) { // an index of indexes: the format has none
            hive_note(hive, KS_LEDGER_NO_LIST, s->list, 0, (i64)leaf + ks_hive_head_size, 0);
            continue;
        }
        s->leaf = leaf;
        s->leaf_index = 0;
        s->leaf_count = count;
        return true;
    }
    return false;
}

bool ks_hive_next_subkey(ks_hive *hive, ks_hive_subkeys *s, ks_arena *arena, ks_hive_key *key)
{
    // No more keys than there is room for: an index may name one list 65,535 times.
    u32 most = hive->info.data_size / nk_head_size + 1;
    for (;;) {
        while (s->leaf == ks_hive_none || s->leaf_index == s->leaf_count) {
            bool had_leaf = s->is_open;
            s->leaf = ks_hive_none;
            if (next_leaf(hive, s))
                continue;
            if (s->given < s->said && had_leaf)
                hive_note(hive, KS_LEDGER_SUBKEYS_LESS, s->key_cell, 0, s->given, s->said);
            s->said = 0;
            return false;
        }
        if (s->given > most) {
            hive_note(hive, KS_LEDGER_LIST_TWICE, s->list, 0, (i64)s->leaf + ks_hive_head_size, 0);
            return false;
        }
        u8 element[4];
        u32 at = s->leaf + 4 + list_head_size + s->step * s->leaf_index++;
        s->given++;
        if (!hive_get(hive, at, element, 4) ||
            !key_from(hive, ks_load32(element), s->leaf, arena, key))
            continue;
        if (key->parent != s->key_cell) // seen in hives that Windows loads
            hive_note(hive, KS_LEDGER_PARENT, key->cell, 0, (i64)key->parent + ks_hive_head_size,
                      (i64)s->key_cell + ks_hive_head_size);
        return true;
    }
}

bool hive_has_subkey(ks_hive *hive, const ks_hive_key *key, u32 cell)
{
    ks_hive_subkeys s = ks_hive_subkeys_of(key);
    u8 element[4];
    while (next_leaf(hive, &s)) {
        for (u32 i = 0; i < s.leaf_count; i++) {
            if (hive_get(hive, s.leaf + 4 + list_head_size + s.step * i, element, 4) &&
                ks_load32(element) == cell)
                return true;
        }
        if (s.leaf == s.list)
            break;
    }
    return false;
}

bool ks_hive_class(ks_hive *hive, const ks_hive_key *key, ks_arena *arena, ks_utf16 *name)
{
    u32 size = 0;
    if (key->class_cell == ks_hive_none || key->class_size == 0 ||
        !hive_cell(hive, key->class_cell, key->cell, &size))
        return false;
    u32 wanted = key->class_size < size ? key->class_size : size;
    return hive_name(hive, key->class_cell + 4, wanted, false, arena, name);
}

bool ks_hive_security(ks_hive *hive, const ks_hive_key *key, ks_arena *arena, ks_span *descriptor)
{
    u8 p[sk_head_size];
    u32 size = 0;
    if (key->security == ks_hive_none || !hive_cell(hive, key->security, key->cell, &size))
        return false;
    if (size < sk_head_size || !hive_get(hive, key->security + 4, p, sizeof p) || p[0] != 's' ||
        p[1] != 'k') {
        hive_note(hive, KS_LEDGER_NO_SECURITY, key->cell, 0, (i64)key->security + ks_hive_head_size,
                  0);
        return false;
    }
    u32 there = size - sk_head_size, said = ks_load32(p + 16);
    if (said > there)
        hive_note(hive, KS_LEDGER_DATA_CUT, key->security, 0, there, said);
    u32 wanted = said < there ? said : there;
    u8 *bytes = ks_take(arena, u8, wanted ? wanted : 1);
    if (bytes == NULL || !hive_get(hive, key->security + 4 + sk_head_size, bytes, wanted))
        return false;
    *descriptor = (ks_span){ bytes, wanted };
    return true;
}
