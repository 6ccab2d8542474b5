// Inside the room, and for cmake/pack_rules.c, which makes the table: Konseki's own rules as the
// program carries them.
#pragma once
#include <stddef.h>
#include <stdint.h>

extern const unsigned char ks_rules_packed[]; // a zstd frame, each byte masked
extern const size_t ks_rules_packed_size, ks_rules_unpacked_size;

// The mask: Marsaglia's xorshift32 from a fixed start. It hides nothing from people, only the words
// by which antivirus programs know malware from those programs.
enum { ks_rules_mask_start = 0x4b4f4e53 };
static inline unsigned char ks_rules_mask(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return (unsigned char)(*state >> 24);
}
