// Marvin32 with the seed that the registry uses. The specification prints the seed's bytes in
// big-endian order; as a number it is 0x82EF4D887A4E55C5 (every entry of the corpus agrees).
#include "evidence/hive/marvin.h"

static u32 rotated(u32 value, unsigned bits) { return value << bits | value >> (32 - bits); }

static void mix(hive_marvin *hash)
{
    hash->high ^= hash->low;
    hash->low = rotated(hash->low, 20) + hash->high;
    hash->high = rotated(hash->high, 9) ^ hash->low;
    hash->low = rotated(hash->low, 27) + hash->high;
    hash->high = rotated(hash->high, 19);
}

hive_marvin hive_marvin_begin(void)
{
    return (hive_marvin){ .low = 0x7a4e55c5, .high = 0x82ef4d88 };
}

void hive_marvin_add(hive_marvin *hash, ks_span bytes)
{
    for (size_t i = 0; i + 4 <= bytes.size; i += 4) {
        hash->low += ks_load32(bytes.at + i);
        mix(hash);
    }
}

u64 hive_marvin_end(hive_marvin *hash)
{
    hash->low += 0x80; // the end, behind no rest of bytes
    mix(hash);
    mix(hash);
    return (u64)hash->high << 32 | hash->low;
}
