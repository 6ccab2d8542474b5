// A hive as a tree in memory, to be made, changed and written: for tests, for plans that are
// applied to a hive, and for evidence that the project makes itself.
//
//     ks_hive_tree *tree = ks_hive_tree_new(&arena, KS_STR("ROOT"));
//     ks_hive_tree_key *run = ks_hive_tree_make(tree, KS_STR("Software\\Run"));
//     (void)ks_hive_tree_set(tree, run, KS_STR("a"), KS_HIVE_SZ, (ks_span){ (u8 *)"b\0\0", 4 });
//     if (!ks_hive_tree_write(tree, &arena, &bytes, &fail)) ...
//
// Everything lives in the tree's arena; texts and data that are given are not copied. Functions
// that return pointers give NULL past the budget. What is written is clean: sequence numbers
// equal, no logs needed, no free cells but the ends of bins.
#pragma once
#include "evidence/hive/hive.h"

typedef struct ks_hive_tree_value ks_hive_tree_value;
struct ks_hive_tree_value {
    ks_utf16 name;
    u32 type;
    ks_span data;
    ks_hive_tree_value *next;
    u32 cell, data_cell, list_cell; // while it is written
};

typedef struct ks_hive_tree_key ks_hive_tree_key;
struct ks_hive_tree_key {
    ks_utf16 name, class_name;
    u64 written_ticks;
    ks_span security; // a self-relative descriptor; empty: that of the parent
    u16 flags;        // beside those that its place and its name demand
    ks_hive_tree_key *parent, *next, *first_key, *last_key;
    ks_hive_tree_value *first_value, *last_value;
    u32 key_count, value_count;
    u32 cell, list_cell, value_cell, class_cell; // while it is written
    u32 security_number;
};

typedef struct {
    ks_arena *arena;
    ks_hive_tree_key *root;
    u32 minor;         // of the format: 3 (users' hives), 5 (the system's)
    u64 written_ticks; // of the header
    ks_str file_name;  // in the header; up to 31 letters
} ks_hive_tree;

ks_hive_tree *ks_hive_tree_new(ks_arena *arena, ks_str root_name);
// All keys and values of a hive below `from`, as far as they can be read.
ks_hive_tree *ks_hive_tree_load(ks_hive *hive, const ks_hive_key *from, ks_arena *arena);

// The key at a path below the root; NULL: none (case is ignored).
ks_hive_tree_key *ks_hive_tree_find(const ks_hive_tree *tree, ks_str path);
// The same, made with all above it where it is missing; new keys get the tree's time.
ks_hive_tree_key *ks_hive_tree_make(ks_hive_tree *tree, ks_str path);
// Adds a key without looking whether there is one: any name, hostile ones too.
ks_hive_tree_key *ks_hive_tree_add(ks_hive_tree *tree, ks_hive_tree_key *parent, ks_utf16 name);
// Sets a value, replacing one of that name in its place.
KS_MUST bool ks_hive_tree_set(ks_hive_tree *tree, ks_hive_tree_key *key, ks_str name, u32 type,
                              ks_span data);
const ks_hive_tree_value *ks_hive_tree_value_of(const ks_hive_tree_key *key, ks_str name);
// False: there was none.
bool ks_hive_tree_unset(ks_hive_tree_key *key, ks_str name);
bool ks_hive_tree_remove(ks_hive_tree *tree, ks_str path); // a key with all below it

// UTF-16LE of UTF-8, without a NUL at the end.
ks_utf16 ks_hive_units(ks_arena *arena, ks_str text);

// The whole hive. Keys are sorted as Windows sorts them.
KS_MUST bool ks_hive_tree_write(const ks_hive_tree *tree, ks_arena *arena, ks_span *bytes,
                                ks_fail *fail);
// As Windows compares and hashes names: one unit to one unit.
u16 hive_upper(u16 unit);
