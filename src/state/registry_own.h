// Inside the room: registries made of files.
#pragma once
#include "evidence/hive/hive.h"
#include "evidence/hive/tree.h"
#include "state/registry.h"

// A name as UTF-8; empty past the budget.
ks_str registry_name(ks_utf16 name, ks_arena *arena);

// NULL: past the arena's budget.
ks_registry *registry_of_hive(ks_hive *hive, const ks_ledger *ledger, ks_arena *arena);

// A registry of what a policy sets or an export lists: keys and values in a tree. A value of type
// registry_deleted is one that the policy deletes; a key with the flag registry_listed was listed
// whole, so what is not in it was not there.
static const u32 registry_deleted = UINT32_MAX;
enum { registry_listed = 0x8000 };
ks_registry *registry_of_tree(const ks_hive_tree *tree, ks_arena *arena);
