// Hashes for tables (seeded) and for naming content, and the CRC-32 of evidence formats behind a
// seam: libdeflate where it is, zlib elsewhere (checksum.c).
#pragma once
#include "base/base.h"

u64 ks_hash(ks_span bytes, u64 seed); // XXH3, 64 bits

static inline u64 ks_hash_mix(u64 a, u64 b)
{
    u64 x = (a ^ (b + 0x9e3779b97f4a7c15u + (a << 6) + (a >> 2))) * 0xff51afd7ed558ccdu;
    return x ^ x >> 32;
}

// Content's name: 128 bits of XXH3 over a stream.
typedef struct {
    u8 bytes[16];
} ks_content_hash;

typedef struct ks_hasher ks_hasher;
size_t ks_hasher_size(void); // bytes that the caller provides, aligned to 64
void ks_hasher_begin(ks_hasher *h);
void ks_hasher_add(ks_hasher *h, ks_span bytes);
ks_content_hash ks_hasher_end(ks_hasher *h);

// CRC-32 as zlib counts it, going on from `crc` (0 at the start).
u32 ks_crc32(u32 crc, ks_span bytes);
