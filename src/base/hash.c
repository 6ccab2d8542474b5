// XXH3 from the library; see hash.h.
#include "base/hash_own.h"

bool hash_is_wide(void)
{
#ifdef KS_HASH_WIDE
    return __builtin_cpu_supports("avx2");
#else
    return false;
#endif
}

u64 ks_hash(ks_span bytes, u64 seed)
{
    if (KS_UNLIKELY(bytes.size >= hash_wide_least) && hash_is_wide())
        return hash_wide(bytes, seed);
    return XXH3_64bits_withSeed(bytes.at, bytes.size, seed);
}

size_t ks_hasher_size(void) { return sizeof(ks_hasher); }

void ks_hasher_begin(ks_hasher *h) { XXH3_128bits_reset(&h->state); }

void ks_hasher_add(ks_hasher *h, ks_span bytes)
{
    if (bytes.size == 0)
        return;
    if (hash_is_wide())
        hash_add_wide(h, bytes);
    else
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
