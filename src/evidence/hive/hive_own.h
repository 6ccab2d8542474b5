// Between the files of the reader.
#pragma once
#include "evidence/hive/hive.h"

enum {
    hive_block_size = 1 << 15, // of the cache
    hive_page_size = 512,      // what logs replace
    hive_ways = 4,
    hive_scratch_size = 1 << 19 // some names of the longest kind
};

typedef struct {
    u32 block_plus_1; // 0: nothing there
    u32 used;         // when it was used last
} hive_slot;

struct ks_hive {
    ks_hive_info info;
    ks_arena *arena;
    ks_arena scratch; // of the reader's own, for a moment's names: the ledger may grow in `arena`
    ks_ledger *ledger;
    ks_hive_input inputs[1 + ks_hive_logs_most]; // the hive, its logs
    u64 *pages; // 0: as in the hive; else input << 56 | offset there + 1
    size_t page_count;
    u8 *blocks; // set_count * hive_ways blocks
    hive_slot *slots;
    size_t set_count;
    u32 now;
    u64 served;     // bytes of data given: hostile values may all share one cell
    bool is_failed; // reading failed: said once
};

// --- input.c
// Bytes of an input; false when they are not all there.
bool hive_input_read(const ks_hive_input *input, u64 offset, u8 *to, size_t size, ks_fail *fail);
u64 hive_input_size(const ks_hive_input *input);

// --- bytes.c
KS_MUST bool hive_bytes_open(ks_hive *hive, size_t cache_size, ks_fail *fail);
// Bytes of the bins, with what logs replace. False: not inside of them.
KS_MUST bool hive_get(ks_hive *hive, u32 rel, void *to, u64 size);
// Adds a row about the place `rel` of the bins, once.
void hive_note(ks_hive *hive, ks_ledger_kind kind, u32 rel, u64 size, i64 first, i64 second);

// --- log.c
// Finds out which logs continue the hive, and lays their pages over it.
KS_MUST bool hive_replay(ks_hive *hive, ks_fail *fail);
bool hive_head_is_right(const u8 head[hive_page_size]); // signature and checksum

// --- cell.c
typedef enum { HIVE_CELL_BAD, HIVE_CELL_FREE, HIVE_CELL_USED } hive_cell_state;
// The state of the cell at `rel`, and the size of what is in it (behind its head).
hive_cell_state hive_cell_look(ks_hive *hive, u32 rel, u32 *size);
// A used cell; else a row in the ledger about the cell that refers to it.
KS_MUST bool hive_cell(ks_hive *hive, u32 rel, u32 from, u32 *size);
// Up to `most` bytes of a used cell's content; how many there are.
u32 hive_cell_head(ks_hive *hive, u32 rel, u32 from, u8 *to, u32 most);
// The bin at or behind `*rel`: false at the end. Damaged ones are stepped over (and noted).
KS_MUST bool hive_next_bin(ks_hive *hive, u32 *rel, u32 *size);
// A name of `size` bytes at `rel` as UTF-16 in the arena.
KS_MUST bool hive_name(ks_hive *hive, u32 rel, u32 size, bool is_latin, ks_arena *arena,
                       ks_utf16 *name);

// --- key.c, value.c
bool hive_key_parse(ks_hive *hive, u32 rel, u32 size, ks_arena *arena, ks_hive_key *key);
bool hive_value_parse(ks_hive *hive, u32 rel, u32 size, ks_arena *arena, ks_hive_value *value);
// Whether a list of the key's names that cell.
bool hive_has_subkey(ks_hive *hive, const ks_hive_key *key, u32 cell);
// Sets the bit for a cell; whether it was set before.
bool hive_mark(u8 *bits, u32 rel);
