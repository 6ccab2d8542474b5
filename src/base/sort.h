// Sorting with a context and without malloc: a merge sort, so equal items keep their order.
#pragma once
#include "base/arena.h"

// Below 0: `a` comes before `b`.
typedef int ks_order(const void *context, const void *a, const void *b);

// Sorts `count` items of `size` bytes. False: past the scratch arena's budget (nothing changed).
KS_MUST bool ks_sort(void *items, size_t count, size_t size, ks_order *order, const void *context,
                     ks_arena scratch);

static inline int ks_compare_u64(u64 a, u64 b) { return (a > b) - (a < b); }
