// One chunk of 64 KiB: its header, its checksums, and the walk over its records (libevtx
// documentation, "Chunk"; reference, "Chunk").
#pragma once
#include "base/cursor.h"
#include "event/event.h"
#include "evidence/evtx/binxml.h"
#include "evidence/ledger.h"

enum {
    evtx_chunk_head = 512,
    evtx_record_head = 24,
    evtx_record_least = 28,
    evtx_no_checksums = 4,             // flag of file and chunk: all checksums are 0
    evtx_fragment_header = 0x0001010f, // what nearly every record's body begins with
};

typedef struct {
    u64 first_number, last_number; // position of its records in this file
    u64 first_id, last_id;         // as in the records' headers
    u32 last_offset, free_offset;  // in the chunk
    u32 flags;
    bool header_is_sound, records_are_sound; // by their checksums; true where there are none
} evtx_chunk;

bool evtx_is_chunk(ks_span slot);
bool evtx_is_zero(ks_span bytes);
// Reads the header of a slot that is a chunk.
void evtx_chunk_read(ks_span slot, evtx_chunk *chunk);

// One record as its header tells it.
typedef struct {
    u32 offset, size; // in the chunk
    u64 id, written_ticks;
    bool is_torn; // its two sizes differ
} evtx_record;

// The record at `offset`; false: none is there.
KS_MUST bool evtx_record_read(ks_span slot, u32 offset, evtx_record *record);
// Whether what lies at `offset` looks like a record (for resynchronising and for slack): magic,
// size, and either the same size at its end or a fragment header at its start.
bool evtx_record_is_likely(ks_span slot, u32 offset);
