// XXH3 from the library; see hash.h.
#include "base/hash.h"

#define XXH_INLINE_ALL // the state is only complete in the header-only form
#include <xxhash.h>

struct ks_hasher {
    XXH3_state_t state;
};

u64 ks_hash(ks_span bytes, u64 seed) { return XXH3_64bits_withSeed(bytes.at, bytes.size, seed); }

size_t ks_hasher_size(void) { return sizeof(ks_hasher); }

void ks_hasher_begin(ks_hasher *h) { XXH3_128bits_reset(&h->state); }

void ks_hasher_add(ks_hasher *h, ks_span bytes)
{
    if (bytes.size)
        XXH3_128bits_update(&h->state, bytes.at, bytes.size);
}

ks_content_hash ks_hasher_end(ks_hasher *h)
{
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(&h->state));
    ks_content_hash hash;
    memcpy(hash.bytes, canonical.digest, sizeof hash.bytes);
    return hash;
}
