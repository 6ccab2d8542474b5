// Exports of event logs as JSON (lines, arrays, objects one behind the other; UTF-8 or UTF-16)
// become the same event views as a log's records. Who exported them, the dialect, is told by
// content; what each dialect calls a field is a table (dialect.c).
//
// A stream is cut into blocks of whole records on the thread that reads it, and the blocks are
// read on any thread:
//
//     ks_jsonlog_feed feed;
//     ks_jsonlog_begin(&feed, first_bytes);                  // once a source
//     size = ks_jsonlog_cut(&feed, bytes, is_last, &cut);    // again and again: what was cut off
//     ...
//     ks_jsonlog_open(&reader, formats, &fail);              // once a worker
//     ks_jsonlog_read(reader, &cut, block, &sink);           // any block, in any order
//
// Events point into the block and the reader: valid until the next one. `class` is left NULL, and
// `source` is that of the sink. What depends on the whole export (the dialect, its time zone) is
// decided by the first bytes, once, so that results do not depend on how it is cut.
#pragma once
#include "event/event.h"
#include "evidence/ledger.h"

// Whether the first bytes of a stream are JSON with events of a dialect that is known.
bool ks_jsonlog_probe(ks_span head);

// --- on the thread that reads the stream
typedef enum {
    KS_JSONLOG_LINES, // one object a line: a bad line spoils no other
    KS_JSONLOG_TREE   // an array, or objects over several lines: cut where an object ends
} ks_jsonlog_layout;

typedef enum { KS_JSONLOG_UTF8, KS_JSONLOG_UTF16LE, KS_JSONLOG_UTF16BE } ks_jsonlog_encoding;

// How a block is to be read.
typedef struct {
    u64 offset; // of the block's first byte, in the source
    u64 line;   // of its first byte, from 1
    u8 dialect;
    u8 layout;        // ks_jsonlog_layout
    u8 encoding;      // ks_jsonlog_encoding
    bool has_zone;    // zone_minutes was found; else times without a zone are taken as UTC
    i32 zone_minutes; // what the export's times are ahead of UTC
} ks_jsonlog_block;

typedef struct {
    ks_jsonlog_block next; // the block that the next cut begins
    size_t seen;           // bytes of it that were looked at already and hold no end of a record
    u32 depth;             // of brackets, behind those bytes
    bool is_array, in_string, is_escaped;
    bool has_bare_times; // times that say no zone
} ks_jsonlog_feed;

enum {
    ks_jsonlog_head_size = 1 << 20,   // good first bytes are as many as this, if there are
    ks_jsonlog_record_most = 8 << 20, // a record larger than this is cut, and told as damaged
    ks_jsonlog_block_size = 1 << 20   // what a block should be
};

void ks_jsonlog_begin(ks_jsonlog_feed *feed, ks_span head);
// `bytes` begin where the last cut ended (the first time: at the stream's start). The size of the
// next block, which holds whole records: at most `bytes.size`. 0: none is whole yet; come again
// with more behind the same bytes. Bytes of ks_jsonlog_record_most and more, and the last ones,
// are always cut.
size_t ks_jsonlog_cut(ks_jsonlog_feed *feed, ks_span bytes, bool is_last, ks_jsonlog_block *block);
// Whether the ledger must say how the times of this export were read: fills the row.
bool ks_jsonlog_note(const ks_jsonlog_feed *feed, ks_ledger_row *row);

// --- on any thread
typedef struct ks_jsonlog ks_jsonlog;

typedef struct {
    void *context;
    u32 source;
    void (*event)(void *context, ks_event *event);
    void (*problem)(void *context, const ks_ledger_row *row); // texts in it are literals
} ks_jsonlog_sink;

// `formats`: bits 1 << ks_format, the ways in which events will be printed.
KS_MUST bool ks_jsonlog_open(ks_jsonlog **reader, unsigned formats, ks_fail *fail);
void ks_jsonlog_close(ks_jsonlog *reader);
// Reads all records of a block.
void ks_jsonlog_read(ks_jsonlog *reader, const ks_jsonlog_block *block, ks_span bytes,
                     const ks_jsonlog_sink *sink);
