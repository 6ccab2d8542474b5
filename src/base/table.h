// A hash table from byte strings to small numbers that count up from 0 in the order of adding:
// what is interned is a number everywhere after. Seeded; lives in the arena that is given.
#pragma once
#include "base/arena.h"
#include "base/hash.h"

typedef struct {
    ks_span key;
    u64 hash;
} ks_table_entry;

typedef struct {
    ks_table_entry *entries; // by number, in the order of adding
    u32 *slots;              // number + 1; 0: free
    size_t count, capacity, slot_count;
    u64 seed;
} ks_table;

static const u32 ks_table_none = UINT32_MAX;

// The key's number, or ks_table_none.
u32 ks_table_find(const ks_table *t, ks_span key);
// The key's number, added (its bytes copied) when it is new; ks_table_none past the budget.
KS_MUST u32 ks_table_add(ks_table *t, ks_arena *arena, ks_span key);
