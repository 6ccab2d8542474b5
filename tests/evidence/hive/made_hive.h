// A small hive of our own making that has one of everything.
#pragma once
#include "evidence/hive/tree.h"

static const u64 made_hive_ticks = 133000000000000000u; // 2022-06-18 04:26:40

static inline ks_span made_hive_text(ks_arena *arena, const char *text) // with its NUL
{
    ks_utf16 units = ks_hive_units(arena, (ks_str){ text, strlen(text) + 1 });
    return (ks_span){ units.at, units.units * 2 };
}

static inline ks_span made_hive_bytes(ks_arena *arena, size_t size)
{
    u8 *bytes = ks_take(arena, u8, size);
    for (size_t i = 0; i < size; i++)
        bytes[i] = (u8)(i * 7 + i / 251);
    return (ks_span){ bytes, size };
}

static inline ks_hive_tree *made_hive(ks_arena *arena)
{
    static const u8 current[] = { 1, 0, 0, 0 }, quad[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
    static const u8 sd[] = { 1, 0, 4, 0x80, 20, 0, 0, 0, 0, 0, 0, 0, 0,  0, 0, 0,
                             0, 0, 0, 0,    1,  1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0 };
    ks_hive_tree *tree = ks_hive_tree_new(arena, KS_STR("ROOT"));
    tree->written_ticks = made_hive_ticks;
    tree->file_name = KS_STR("made.hve");
    ks_hive_tree_key *key = ks_hive_tree_make(tree, KS_STR("Select"));
    bool is_fine =
        ks_hive_tree_set(tree, key, KS_STR("Current"), KS_HIVE_DWORD, (ks_span){ current, 4 });
    key = ks_hive_tree_make(tree, KS_STR("ControlSet001\\Control\\ComputerName"));
    is_fine = is_fine && ks_hive_tree_set(tree, key, KS_STR("ComputerName"), KS_HIVE_SZ,
                                          made_hive_text(arena, "PC17"));
    key = ks_hive_tree_make(tree, KS_STR("Types"));
    key->class_name = ks_hive_units(arena, KS_STR("a class"));
    key->security = (ks_span){ sd, sizeof sd };
    is_fine =
        is_fine &&
        ks_hive_tree_set(tree, key, KS_STR(""), KS_HIVE_SZ, made_hive_text(arena, "default")) &&
        ks_hive_tree_set(tree, key, KS_STR("none"), KS_HIVE_NONE, (ks_span){ 0 }) &&
        ks_hive_tree_set(tree, key, KS_STR("expand"), KS_HIVE_EXPAND_SZ,
                         made_hive_text(arena, "%SystemRoot%\\x.exe")) &&
        ks_hive_tree_set(tree, key, KS_STR("three"), KS_HIVE_BINARY, (ks_span){ quad, 3 }) &&
        ks_hive_tree_set(tree, key, KS_STR("quad"), KS_HIVE_QWORD, (ks_span){ quad, 8 }) &&
        ks_hive_tree_set(tree, key, KS_STR("odd"), 0xffff0010, (ks_span){ quad, 8 }) &&
        ks_hive_tree_set(tree, key, KS_STR("one cell"), KS_HIVE_BINARY,
                         made_hive_bytes(arena, 16344)) &&
        ks_hive_tree_set(tree, key, KS_STR("segments"), KS_HIVE_BINARY,
                         made_hive_bytes(arena, 40000));
    key = ks_hive_tree_make(tree, KS_STR("日本語\\キー"));
    is_fine = is_fine && ks_hive_tree_set(tree, key, KS_STR("値"), KS_HIVE_SZ,
                                          made_hive_text(arena, "データ"));
    key = ks_hive_tree_make(tree, KS_STR("Many"));
    for (unsigned i = 0; i < 1203; i++) {
        char name[] = "k0000";
        for (unsigned k = 4, rest = i * 7 % 1203; k > 0; k--, rest /= 10)
            name[k] = (char)('0' + rest % 10);
        is_fine = is_fine && ks_hive_tree_add(tree, key, ks_hive_units(arena, ks_str_of(name)));
    }
    return is_fine ? tree : NULL;
}
