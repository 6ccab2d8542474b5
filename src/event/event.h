// The door of the room: one event as every later room sees it, whatever log or export it came
// from.
//
// An event is a class (which kind of event: provider, channel, id, version and layout), the raw
// values of its System part and of its own fields, and the place where it lies. Nothing is copied
// and nothing is text until it is asked for. An event is valid until the next one is read.
#pragma once
#include "event/plan.h"
#include "event/value.h"

// How a record was found. Only live ones can prove that something was being recorded.
#define KS_FOUND_HOW(X)                                                   \
    X(LIVE, "live")           /* where the log says that it is */         \
    X(UNFLUSHED, "unflushed") /* behind what the header knows: its own */ \
    X(TORN, "torn")           /* a write that was cut */                  \
    X(SLACK, "slack")         /* of an older use of the buffer */         \
    X(HIDDEN, "hidden")       /* inside another, enlarged record */       \
    X(CARVED, "carved")       /* found in bytes that are no log */
typedef enum {
#define X(name, word) KS_##name,
    KS_FOUND_HOW(X)
#undef X
        KS_FOUND_COUNT
} ks_found;
extern const char *const ks_found_words[KS_FOUND_COUNT];

typedef struct ks_event_class {
    ks_str provider, channel;
    u32 id, version;
    u32 number; // counts up from 0 within one reader: for arrays by class
    u64 serial; // never twice in a run, whatever the reader: what is bound to a class asks for it
} ks_event_class;

// One of the event's own fields: data of EventData, leaves of UserData by local name, unnamed data
// as "Data", attributes as "Element@Attribute", rendered texts as "RenderingInfo.Message".
typedef struct {
    ks_str name;
    ks_value value; // may be an array
} ks_field;

typedef struct ks_event ks_event;
struct ks_event {
    const ks_event_class *class;
    const ks_event_plan *outer;   // never NULL: where the System values are
    const ks_value *values;       // of the outer plan
    const ks_event_plan *payload; // NULL: none, or the event is irregular
    const ks_value *data;         // of the payload plan
    u32 value_count, data_count;

    // The whole event as a tree, when it is no plain pair of plans (irregular); else NULL until
    // ks_event_tree makes it.
    const ks_element *tree;
    const ks_element *(*expand)(void *context, const ks_event *event, ks_arena *arena);
    void *context;
    ks_arena *arena;        // of this event: gone with it
    const ks_field *fields; // NULL until ks_event_fields makes them
    size_t field_count;

    u32 source;        // index in the run's sources
    ks_str path;       // of the source
    u64 offset;        // of the record, in its source
    u64 size;          // of the record
    u64 record_id;     // in the record's header; 0: it has none (an export)
    u64 number;        // position among the records of its file, from the chunk's header; 0: none
    u64 written_ticks; // in the record's header
    ks_found found;
    bool is_damaged;     // recovered as far as it goes
    bool is_irregular;   // the plans do not tell all of it: only the tree does
    bool has_no_payload; // its template promises a payload that is not there
};

// A value of the System part; {NULL} when the event has none.
static inline ks_value ks_event_system(const ks_event *e, ks_system_field field)
{
    ks_slot s = e->outer->system[field];
    if (s.index != ks_slot_constant && s.index < e->value_count)
        return e->values[s.index];
    return s.constant;
}

u64 ks_event_id(const ks_event *e);
u64 ks_event_number(const ks_event *e, ks_system_field field); // 0 when it is none
u64 ks_event_ticks(const ks_event *e);                         // TimeCreated; 0: none

// All own fields, in record order, in the event's arena.
const ks_field *ks_event_fields(ks_event *e, size_t *count);
// The value of the first field of this name (exactly, else ignoring ASCII case); {NULL}: none.
ks_value ks_event_field(ks_event *e, ks_str name);
// The n-th (from 0) item among the unnamed data, arrays expanded; {NULL}: none.
ks_value ks_event_unnamed(ks_event *e, size_t n);
// The tree of the whole event, arrays expanded and payloads in their places; NULL: over budget.
const ks_element *ks_event_tree(ks_event *e);

// --- the whole event as text
// One line (JSON) or one element (XML), without the newline. Uses the plans' programs where they
// apply, else the tree. False: it did not fit `out` (which is then as before).
KS_MUST bool ks_event_print(ks_event *e, ks_format format, ks_out *out, ks_day_cache *days);
// The same from the tree alone: the slow twin that tests compare with.
KS_MUST bool ks_event_print_tree(ks_event *e, ks_format format, ks_out *out, ks_day_cache *days);
