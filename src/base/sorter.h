// Byte strings in byte order, whatever their number: sorted in memory as far as the budget goes,
// then written in sorted runs to a file, and merged. What decides the order stands at the head of
// each string, big-endian.
#pragma once
#include "base/arena.h"
#include "base/os.h"

typedef struct ks_sorter ks_sorter;

// `file`: where runs go, and closed by ks_sorter_close; handle -1: over the budget is refused.
KS_MUST bool ks_sorter_open(ks_sorter **sorter, size_t budget, ks_file file, ks_arena *run,
                            ks_fail *fail);
// One string, given in two parts: what it is sorted by, and what goes with it.
KS_MUST bool ks_sorter_add(ks_sorter *s, ks_span head, ks_span body, ks_fail *fail);
// The next string in order, valid until the next call; {NULL} at the end. Nothing is added after
// the first one was asked for.
KS_MUST bool ks_sorter_next(ks_sorter *s, ks_span *next, ks_fail *fail);
void ks_sorter_close(ks_sorter *s); // NULL is fine

// Big-endian, so that byte order is the order of numbers.
static inline void ks_store32_sorted(u8 *to, u32 value)
{
    for (int i = 0; i < 4; i++)
        to[i] = (u8)(value >> (24 - 8 * i));
}

static inline void ks_store64_sorted(u8 *to, u64 value)
{
    ks_store32_sorted(to, (u32)(value >> 32));
    ks_store32_sorted(to + 4, (u32)value);
}

static inline u64 ks_load64_sorted(const u8 *from)
{
    u64 value = 0;
    for (int i = 0; i < 8; i++)
        value = value << 8 | from[i];
    return value;
}
