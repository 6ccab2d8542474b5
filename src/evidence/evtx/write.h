// Writes events to a valid log: templates and names shared within a chunk, chunks and header sealed
// with checksums (libevtx documentation, "Windows XML Event Log format"; MS-EVEN6 2.2.12). Tests
// make their logs with it, the demo its evidence.
//
// An event is given in one of four ways, each built on the next:
//   ks_evtx_write_event     a made event: names, types and values of its fields
//   ks_evtx_write_copy      an event that was read, whatever it came from
//   ks_evtx_write_tree      a whole event as an element tree with typed values
//   ks_evtx_write_instance  a template with holes, and the values for them
//
//     ks_evtx_writer *w;
//     ks_evtx_sink sink = ks_evtx_file_sink(&file);
//     if (!ks_evtx_writer_open(sink, NULL, &arena, &w, fail) ||
//         !ks_evtx_write_event(w, &event, fail) || !ks_evtx_writer_close(w, fail)) ...
//
// The same calls give the same bytes. Nothing is on the disk for certain before the close.
#pragma once
#include "base/os.h"
#include "event/event.h"

// Where the bytes go: whole chunks in rising order, the header (offset 0) last.
typedef struct {
    bool (*put)(void *own, u64 offset, ks_span bytes, ks_fail *fail);
    void *own;
} ks_evtx_sink;

// Into a file that is open for writing; the file stays the caller's.
ks_evtx_sink ks_evtx_file_sink(ks_file *file);

typedef struct {
    u64 first_number; // position of the first record in the file; 0 means 1
    u32 flags;        // of the file header: 1 dirty, 2 full
    u16 minor;        // minor version; 0 means 1. Windows buckets templates otherwise in 2
} ks_evtx_options;

typedef struct ks_evtx_writer ks_evtx_writer;

// The writer lives in `arena`, which must not be used for anything else until the close.
KS_MUST bool ks_evtx_writer_open(ks_evtx_sink sink, const ks_evtx_options *options, ks_arena *arena,
                                 ks_evtx_writer **writer, ks_fail *fail);
// Ends the current chunk: the next record begins a new one.
KS_MUST bool ks_evtx_writer_seal(ks_evtx_writer *w, ks_fail *fail);
// Seals the last chunk and writes the header. Without a record the log has no chunk.
KS_MUST bool ks_evtx_writer_close(ks_evtx_writer *w, ks_fail *fail);
u64 ks_evtx_writer_count(const ks_evtx_writer *w); // records so far
u64 ks_evtx_writer_next_id(const ks_evtx_writer *w);

// What stands in the record's own header.
typedef struct {
    u64 id; // 0: one more than the record before
    u64 written_ticks;
} ks_evtx_head;

// A template, and the values that fill its holes. `payload` is written in the place of the value
// `payload_index`, as binary XML. Values may be of any type and, wrongly, of any size.
typedef struct ks_evtx_instance ks_evtx_instance;
struct ks_evtx_instance {
    const ks_element *root; // texts, elements, instructions and substitutions
    const ks_value *values;
    size_t value_count;
    const ks_evtx_instance *payload; // NULL: none
    size_t payload_index;
};

// False (KS_BAD_SIZE) when the record does not fit into a chunk; nothing is written then.
KS_MUST bool ks_evtx_write_instance(ks_evtx_writer *w, const ks_evtx_head *head,
                                    const ks_evtx_instance *instance, ks_fail *fail);
// A record without a template: every value as text (as forwarded logs have them).
KS_MUST bool ks_evtx_write_plain(ks_evtx_writer *w, const ks_evtx_head *head,
                                 const ks_element *root, ks_fail *fail);
// A tree of texts and values: a plain record when all of it is text, else templates made from it,
// with the values of System where Windows has them (so that the fixed places of slack recovery
// hold). A value that is an array repeats its element, as in any log.
KS_MUST bool ks_evtx_write_tree(ks_evtx_writer *w, const ks_evtx_head *head,
                                const ks_element *event, ks_fail *fail);
// An event that was read: same record id, times, elements, values and types.
KS_MUST bool ks_evtx_write_copy(ks_evtx_writer *w, ks_event *event, ks_fail *fail);

// One own field of a made event. `text` is for strings, SIDs ("S-1-5-18"), GUIDs ("{...}"),
// binary (hex); `number` for all numbers, booleans and times; `value` for whatever else.
typedef struct {
    const char *name; // NULL: an unnamed Data (classic events)
    const char *text;
    u64 number;
    ks_value value; // counts when it has a type
    u8 type;        // ks_value_type; KS_NULL with a text: KS_STRING
} ks_made_field;

// clang-format off
#define KS_MADE_TEXT(n, t)      { .name = (n), .text = (t) }
#define KS_MADE_AS(n, kind, t)  { .name = (n), .text = (t), .type = (kind) }
#define KS_MADE_NUMBER(n, kind, v) { .name = (n), .number = (v), .type = (kind) }
#define KS_MADE_NULL(n)         { .name = (n) }
// clang-format on

typedef struct {
    const char *provider, *guid; // "{54849625-...}"; NULL: none
    const char *source_name;     // EventSourceName of classic providers; NULL
    const char *channel, *computer;
    const char *user_sid; // Security@UserID; NULL
    const char *activity; // Correlation@ActivityID; NULL
    u64 ticks;            // TimeCreated
    u64 written_ticks;    // 0: the same
    u64 record_id;        // in the record's header; 0: the next
    u64 event_record_id;  // 0: the record id
    u64 keywords;
    u32 process_id, thread_id;
    u16 id, task, qualifiers;
    u8 version, level, opcode;
    bool is_classic;       // written by ReportEvent: no Version, Opcode, Execution; has Qualifiers
    const char *user_data; // name of the element inside UserData; NULL: EventData
    const char *user_data_namespace; // of that element; NULL
    const char *binary;              // hex, of the element Binary behind the data; NULL: none
    const ks_made_field *fields;
    size_t field_count;
} ks_made_event;

KS_MUST bool ks_evtx_write_event(ks_evtx_writer *w, const ks_made_event *event, ks_fail *fail);
// The element tree of a made event, in `arena`; NULL past its budget or for a text that is no SID,
// GUID or hex.
const ks_element *ks_made_event_tree(const ks_made_event *event, u64 record_id, ks_arena *arena);
