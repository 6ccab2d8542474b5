// The hives of the command's tests: small, with names that hide, an audit entry, a link, and what a
// backup, a log and a deletion make of them.
#pragma once
#include "made_hive.h"
#include "made_log.h"

static inline bool small_set(ks_hive_tree *tree, const char *path, const char *name, u32 type,
                             ks_span data)
{
    ks_hive_tree_key *key = ks_hive_tree_make(tree, ks_str_of(path));
    return key && ks_hive_tree_set(tree, key, ks_str_of(name), type, data);
}

static inline ks_hive_tree *small_hive(ks_arena *arena)
{
    // O:BAD:(A;CI;KA;;;SY)S:(AU;CISAFA;DCLC;;;WD)
    static const u8 audited[] = { 1,  0, 0x14, 0x80, 0x14, 0, 0,    0, 0,  0, 0,    0, 0x40, 0,
                                  0,  0, 0x24, 0,    0,    0, 1,    2, 0,  0, 0,    0, 0,    5,
                                  32, 0, 0,    0,    0x20, 2, 0,    0, 2,  0, 0x1c, 0, 1,    0,
                                  0,  0, 0,    2,    0x14, 0, 0x3f, 0, 15, 0, 1,    1, 0,    0,
                                  0,  0, 0,    5,    18,   0, 0,    0, 2,  0, 0x1c, 0, 1,    0,
                                  0,  0, 2,    0xc2, 0x14, 0, 6,    0, 0,  0, 1,    1, 0,    0,
                                  0,  0, 0,    1,    0,    0, 0,    0 };
    static const u8 one[] = { 1, 0, 0, 0 }, big[] = { 0, 0, 1, 0 };
    static const u8 quad[] = { 0, 0, 0, 0, 1, 0, 0, 0 };
    ks_hive_tree *tree = ks_hive_tree_new(arena, KS_STR("CMI-CreateHive"));
    tree->written_ticks = made_hive_ticks;
    tree->file_name = KS_STR("\\config\\SYSTEM");
    ks_utf16 list = ks_hive_units(arena, KS_STR("msv1_0\0second\0\0"));
    ks_utf16 link = ks_hive_units(arena, KS_STR("\\Registry\\Machine\\x"));
    ks_utf16 rest = ks_hive_units(arena, KS_STR("shown\0hidden\0"));
    bool is_fine = small_set(tree, "Select", "Current", KS_HIVE_DWORD, (ks_span){ one, 4 }) &&
                   small_set(tree, "ControlSet001\\Control\\Lsa", "Authentication Packages",
                             KS_HIVE_MULTI_SZ, (ks_span){ list.at, list.units * 2 }) &&
                   small_set(tree, "ControlSet001\\Control\\Lsa", "Flags", KS_HIVE_DWORD,
                             (ks_span){ big, 4 }) &&
                   small_set(tree, "ControlSet001\\Control\\Lsa", "Size", KS_HIVE_QWORD,
                             (ks_span){ quad, 8 }) &&
                   small_set(tree, "ControlSet001\\Services\\evil", "ImagePath", KS_HIVE_EXPAND_SZ,
                             made_hive_text(arena, "%SystemRoot%\\x.exe \xe2\x80\xae"
                                                   "fdp.exe")) &&
                   small_set(tree, "ControlSet001\\Services\\evil", "Rest", KS_HIVE_SZ,
                             (ks_span){ rest.at, rest.units * 2 }) &&
                   small_set(tree, "ControlSet001\\Services\\日本語", "表示名", KS_HIVE_SZ,
                             made_hive_text(arena, "サービス \"1\"")) &&
                   small_set(tree, "ControlSet001\\Services\\日本語", "Odd", 0xffff0010,
                             (ks_span){ quad, 8 }) &&
                   small_set(tree, "Link", "SymbolicLinkValue", KS_HIVE_LINK,
                             (ks_span){ link.at, link.units * 2 }) &&
                   small_set(tree, "Data", "", KS_HIVE_BINARY, made_hive_bytes(arena, 40)) &&
                   small_set(tree, "Data", "Empty", KS_HIVE_NONE, (ks_span){ 0 });
    ks_hive_tree_find(tree, KS_STR("Link"))->flags = KS_HIVE_KEY_LINK;
    ks_hive_tree_key *lsa = ks_hive_tree_find(tree, KS_STR("ControlSet001\\Control\\Lsa"));
    lsa->class_name = ks_hive_units(arena, KS_STR("0a1b2c3d"));
    lsa->security = (ks_span){ audited, sizeof audited };
    ks_hive_tree_key *services = ks_hive_tree_find(tree, KS_STR("ControlSet001\\Services"));
    is_fine = is_fine &&
              ks_hive_tree_add(tree, services, ks_hive_units(arena, KS_STR("nul\0key"))) &&
              ks_hive_tree_add(tree, services, ks_hive_units(arena, KS_STR("esc\x1b[31m")));
    return is_fine ? tree : NULL;
}

// What the same machine has later.
static inline ks_hive_tree *small_hive_later(ks_arena *arena)
{
    static const u8 two[] = { 2, 0, 0, 0 };
    ks_hive_tree *tree = small_hive(arena);
    bool is_fine =
        tree && ks_hive_tree_remove(tree, KS_STR("Data")) &&
        small_set(tree, "ControlSet001\\Control\\Lsa", "Flags", KS_HIVE_DWORD,
                  (ks_span){ two, 4 }) &&
        ks_hive_tree_unset(ks_hive_tree_find(tree, KS_STR("ControlSet001\\Control\\Lsa")),
                           KS_STR("Size"));
    if (!is_fine)
        return NULL;
    ks_hive_tree_find(tree, KS_STR("ControlSet001\\Control\\Lsa"))->written_ticks += 600000000;
    tree->written_ticks += 600000000;
    return small_set(tree, "ControlSet001\\Services\\new\\Parameters", "ServiceDll",
                     KS_HIVE_EXPAND_SZ, made_hive_text(arena, "C:\\new.dll"))
               ? tree
               : NULL;
}
