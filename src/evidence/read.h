// The door of the room: all events of all sources, in order, on as many threads as are wanted.
//
// A reading gives each event to `event` on some worker's thread, which looks at it and may write
// bytes into `out`; then `deliver` gets those bytes, one block after the other in the order
// of the evidence, whatever the number of threads. Nothing else is shared between workers.
// Events of which the same record came from another source before (same host, channel, event
// record id, time and content) are left out of the blocks, and counted in the ledger.
#pragma once
#include "event/event.h"
#include "evidence/source.h"

// What `event` wrote for one record: `size` bytes, behind those of the record before.
typedef struct {
    u64 offset;    // of the record in its source
    u32 size;      // bytes in the block
    u32 is_repeat; // 1: the same record came from an earlier source; to be left out
} ks_block_record;

typedef struct {
    const ks_source *source;
    const u8 *bytes; // of all records, the repeated ones included
    size_t size;
    const ks_block_record *records;
    size_t record_count;
    u64 offset;   // in the source, up to which it is read now: for progress
    bool is_last; // of its source: the ledger is complete now
} ks_block;

typedef struct {
    void *shared;
    // Called once a worker, before its first event, on the caller's thread. NULL: `own` is shared.
    void *(*worker)(void *shared, unsigned number);
    // On any thread. False: as if the record had not been there (filtered). What does not fit `out`
    // (is_full) is left out, and in the ledger.
    bool (*event)(void *own, ks_event *event, ks_out *out);
    // In order, one block at a time. False: stop (fail filled, or KS_NONE for "enough").
    bool (*deliver)(void *shared, const ks_block *block, ks_fail *fail);
    unsigned formats;        // bits 1 << ks_format that `event` will print; 0: none
    unsigned threads;        // 0: as many as there are processors
    bool recovered;          // give slack, hidden and carved records too
    const bool *interrupted; // Ctrl-C: reading ends with KS_INTERRUPTED; may be NULL
    bool keep_repeats;       // do not look for records that came before
    bool (*wants)(void *own, const ks_event *event); // System values only: false skips the record
                                                     // before its payload is looked at; may be NULL
} ks_reading;

KS_MUST bool ks_read_events(ks_sources *sources, const ks_reading *reading, ks_arena *run,
                            ks_fail *fail);
