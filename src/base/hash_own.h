// Inside the room: XXH3 over many bytes, compiled for AVX2 where processors may have it
// (hash_wide.c, cmake/rooms.cmake). The numbers are the same; on a processor without it nothing of
// that file is called.
#pragma once
#include "base/hash.h"

#define XXH_INLINE_ALL // the state is only complete in the header-only form
#include <xxhash.h>

struct ks_hasher {
    XXH3_state_t state;
};

enum { hash_wide_least = 241 }; // shorter ones are not hashed by stripes

bool hash_is_wide(void); // whether this processor has it
u64 hash_wide(ks_span bytes, u64 seed);
void hash_add_wide(ks_hasher *h, ks_span bytes);
