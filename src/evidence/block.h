// Inside the room: one block of evidence on its way through the pipeline (read.c feeds and
// delivers, block.c looks at it on any thread).
#pragma once
#include "base/pipeline.h"
#include "event/classes.h"
#include "evidence/evtx/file.h"
#include "evidence/evtx/library.h"
#include "evidence/evtx/reader.h"
#include "evidence/jsonlog/jsonlog.h"
#include "evidence/read.h"
#include "evidence/seen.h"

enum {
    block_slots = 2,            // chunks of a log
    block_size_most = 9 << 20,  // of an export: its largest record, and more
    block_out_size = 96 << 20,  // addresses
    block_out_flush = 64 << 20, // delivered in parts beyond this
    block_record_most = 32768,
    block_row_most = 8192,
    block_met_size = 8 << 20, // addresses: definitions that it was the first to have
};

typedef enum { BLOCK_SLOTS, BLOCK_JSON, BLOCK_END } block_kind;

typedef struct {
    block_kind kind;
    ks_source *source;
    u64 offset; // of `bytes` in the source
    u8 *bytes;
    size_t size;
    bool is_dirty, is_carved, is_last;
    ks_jsonlog_block json;

    ks_out out;
    ks_block_record *records;
    ks_seen_key *keys; // by record
    bool has_keys;     // false: there is one source only, or repeats do not matter
    size_t record_count;
    ks_ledger_row *rows;
    size_t row_count, rows_left_out, losses_left_out;
    u64 bytes_lost; // while feeding
    evtx_slot_summary slots[block_slots];
    evtx_library met; // definitions that its worker had not met before
    ks_arena met_empty;
    u64 records_read, damaged; // of an export
} block;

typedef struct reading reading;

// One worker's own.
typedef struct {
    reading *reading;
    void *own; // the caller's
    evtx_reader evtx;
    ks_jsonlog *json;
    ks_classes classes;
    ks_arena scratch; // of one event, for what a repeat is known by
    block *block;     // the one at hand
    bool spent;       // the event's memory: what was made of it is not whole
    ks_pipeline_run *run;
} worker;

struct reading {
    const ks_reading *how;
    ks_sources *sources;
    ks_fail *fail;
    ks_seen *seen; // NULL: repeats do not matter
    bool is_only;  // one source: no record can come again
    ks_stop stop;  // reading ends: a failure, or enough
    worker *workers;
    evtx_library library; // what the blocks that are delivered have met; changed by deliver alone

    // feeding
    block *fed; // the block at hand: what there is to say goes with it
    ks_source *source;
    ks_stream *stream;
    ks_hasher *hasher;
    u64 at;                     // offset in the source
    u64 first_slot, slot_count; // of a log that is read in the order of its records
    bool is_turned;
    evtx_file file;
    ks_jsonlog_feed json;
    u8 *carry; // bytes behind the last cut of an export
    size_t carry_size;
    bool at_end;

    // delivering
    u64 last_id, last_ticks, last_slot_end;
    u64 forgotten; // by `seen`, when the source before ended
};

KS_MUST bool block_open(block *b, bool with_keys, ks_arena *arena);
KS_MUST bool worker_open(worker *w, reading *r, unsigned number, ks_fail *fail);
void worker_close(worker *w);
void block_add_row(block *b, ks_ledger_row row);
// Looks at all events of the block.
void block_work(worker *w, block *b, ks_pipeline_run *run);
// Gives what the block has so far to the caller, marks repeats, empties it. False: stop.
KS_MUST bool block_deliver(reading *r, block *b, bool is_last);
