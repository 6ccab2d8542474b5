// See hash_own.h.
#include "base/hash_own.h"

u64 hash_wide(ks_span bytes, u64 seed) { return XXH3_64bits_withSeed(bytes.at, bytes.size, seed); }

void hash_add_wide(ks_hasher *h, ks_span bytes)
{
    XXH3_128bits_update(&h->state, bytes.at, bytes.size);
}
