// Of this room: which events are kept, and how its parts compare text.
#pragma once
#include "facts/observation.h"

// The ks_observed_kind of (provider, id), or KS_OBSERVED_COUNT: not kept.
u32 kept_kind(ks_str provider, u32 id);
// Whether this event of a kept kind is worth keeping.
bool kept_is_wanted(u32 kind, ks_event *event);
// A service that records or defends, by its key name.
bool kept_is_guard(ks_str service);
static inline char ks_fold(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

// Equal, case of ASCII letters aside.
static inline bool ks_fold_equal(ks_str a, ks_str b)
{
    if (a.size != b.size)
        return false;
    for (size_t i = 0; i < a.size; i++)
        if (ks_fold(a.at[i]) != ks_fold(b.at[i]))
            return false;
    return true;
}

static inline bool ks_fold_ends(ks_str a, ks_str end)
{
    return a.size >= end.size && ks_fold_equal((ks_str){ a.at + a.size - end.size, end.size }, end);
}
