// Inside the room: how literals are laid out; what literal_make.c makes and
// literal.c looks with.
#pragma once
#include "rules/literal.h"

enum { literal_edge = 8, literal_window = 4, literal_middle = 3, literal_pair = 2 };
static const u32 literal_none = UINT32_MAX;

// Most literals lie in their entry, which is one line of the processor's cache.
enum { literal_here_most = 40, literal_line = 64 };
typedef struct {
    u64 key;
    u32 id;
    u32 offset; // of the window in the text
    u32 next;   // entry with the same key, or literal_none
    u32 size;
    union {
        u8 here[literal_here_most]; // the text, if it is not longer
        const u8 *at;
    } text;
} literal_entry;

typedef struct {
    u8 *bitmap;
    u32 *slots; // entry + 1; 0: free
    literal_entry *entries;
    u32 count, shift_bitmap, shift_slot, slot_mask;
} literal_table;

// Which bytes of ASCII windows have in their first three places: by the lower
// half of the byte, a bit for each upper half.
typedef struct {
    u8 low[literal_middle][16];
} literal_places;
enum { literal_single_place = 2 }; // of literals of one byte, which have no other

// Tables of one kind of literal text: those of ASCII, and those that need more.
// What needs more is not looked for in a text of ASCII.
typedef struct {
    literal_table whole, starts, ends; // looked up
    literal_table windows, middles, pairs,
        singles; // at every place where they can be
    // Where windows of 3 and 4 bytes can be, and where shorter ones.
    u8 anchors[256];                // 1: longer windows begin at this byte
    u8 begins[256];                 // 1: shorter ones
    literal_places longer, shorter; // shorter ones: both bytes of pairs, and that of single ones
    u8 *trigrams;                   // a bit for the first three bytes of each longer window, by
                                    // hash
    u32 trigram_shift;
    bool has_longer, has_shorter;
    bool is_crowded; // so many that places tell nothing: trigrams are looked up
                     // everywhere
    u64 whole_sizes; // bit n: texts of n bytes, or n + 64, or ...
    u32 starts_sizes,
        ends_sizes; // bit n: literals of n bytes are there (8: 8 and more)
} literal_half;

struct rules_literals {
    literal_half ascii, wide;
    bool has_ascii, has_wide, can_shuffle, can_gather;
};

// A key of up to 8 bytes, never equal to one of another length. The first byte
// is the lowest, whatever the processor.
static inline u64 literal_key(const u8 *at, u32 size)
{
    u64 value = 0;
    switch (size) {
    case 1: return at[0] | (u64)1 << 56;
    case 2: return ks_load16(at) | (u64)2 << 56;
    case 3: return ks_load16(at) | (u64)at[2] << 16 | (u64)3 << 56;
    case 4: return ks_load32(at) | (u64)4 << 56;
    case 8: return ks_load64(at);
    default:
        for (u32 i = 0; i < size; i++)
            value |= (u64)at[i] << 8 * i;
        return value | (u64)size << 56;
    }
}

static inline u64 literal_scatter(u64 key) { return key * 0x9e3779b97f4a7c15u; }

static const u32 literal_trigram_factor = 0x9e3779b1u;

// Where in the trigrams the three bytes at `at` have their bit. A fourth one is
// read.
static inline u32 literal_trigram(const literal_half *h, const u8 *at)
{
    return (ks_load32(at) << 8) * literal_trigram_factor >> h->trigram_shift;
}

// The slot of a key, or the free one where it would be.
static inline u32 *literal_slot(const literal_table *t, u64 key, u64 scattered)
{
    u32 i = (u32)(scattered >> t->shift_slot);
    while (t->slots[i] && t->entries[t->slots[i] - 1].key != key)
        i = (i + 1) & t->slot_mask;
    return &t->slots[i];
}

u64 literal_hash(const u8 *at, size_t size); // of a whole text
// Whether the processor finds places 16 at a time, and looks up 8 trigrams at once.
bool literal_can_shuffle(void);
bool literal_can_gather(void);
