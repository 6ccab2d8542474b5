// Events out of chunks: one reader a worker. The chunk's bytes stay where they are; events are
// views of them, valid until the next one.
#pragma once
#include "evidence/evtx/chunk.h"
#include "evidence/evtx/templates.h"

typedef struct {
    void *context;
    // Called with the System values set; false: the record is passed over. May be NULL.
    bool (*wants)(void *context, const ks_event *event);
    void (*event)(void *context, ks_event *event);
    void (*ledger)(void *context, ks_ledger_row row); // offsets in the source
    // A definition that this reader had not met before; valid during the call. May be NULL.
    void (*met)(void *context, const evtx_kept *definition);
    // A definition with this id from before: the record's own was overwritten. May be NULL.
    const evtx_kept *(*find)(void *context, u32 template_id);
} evtx_sink;

// What one slot held, for the ledger of its source.
typedef struct {
    u64 offset; // of the slot in its source
    bool is_chunk;
    u64 first_number;            // by its header
    u64 first_id, last_id;       // of its live records; 0: none
    u64 first_ticks, last_ticks; // written times of these
    u64 records, unflushed, recovered, damaged, bytes_lost;
} evtx_slot_summary;

typedef struct {
    evtx_templates templates;
    ks_arena event, event_empty, event_whole;
    ks_value *values, *data; // evtx_values_most each
    bool recovered;          // look for slack and hidden records
    // of the record being read
    const evtx_sink *sink;
    ks_span slot;
    u64 slot_offset;
    evtx_record record;
    bool is_stale; // slack, hidden or carved: what it refers to may be overwritten
    bool is_cut;   // its tree was made, and ends early
} evtx_reader;

KS_MUST bool evtx_reader_open(evtx_reader *r, unsigned formats, bool recovered);
void evtx_reader_close(evtx_reader *r);

typedef struct {
    u32 source;
    u64 offset;     // of the slot in its source
    bool is_dirty;  // the file's header says so: records may lie behind a chunk's last
    bool is_carved; // the slot is no part of a log
} evtx_slot_place;

// Reads one slot (64 KiB, or less at the end of a cut file).
void evtx_reader_slot(evtx_reader *r, ks_span slot, const evtx_slot_place *place,
                      const evtx_sink *sink, evtx_slot_summary *summary);
