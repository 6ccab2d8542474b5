// What each exporter calls the fields of an event: one small table a dialect. To read one more
// export is to add a table here.
#pragma once
#include "event/plan.h"
#include "evidence/jsonlog/json.h"

// What stands at a path of a record. A path is the names from the outside in, joined by dots (so
// that {"winlog":{"event_id":1}} and {"winlog.event_id":1} are the same); "x.*" is everything in x
// that has no row of its own.
typedef enum {
    ROLE_SKIP,       // the exporter's own, or derived: no part of the event
    ROLE_ENTER,      // an object whose members are looked at
    ROLE_SYSTEM,     // argument: ks_system_field
    ROLE_PRESENT,    // as ROLE_ENTER; argument: system_part, there even when it is empty
    ROLE_DATA,       // <Data Name="its name">
    ROLE_UNNAMED,    // <Data>
    ROLE_CONTAINER,  // the EventData or UserData element itself
    ROLE_ELEMENT,    // an element inside them
    ROLE_ATTRIBUTES, // the object of an element's attributes
    ROLE_ATTRIBUTE,  // one of them
    ROLE_TEXT,       // an element's own text
    ROLE_RENDERED,   // an element of RenderingInfo; `word` is its name
    ROLE_WORDS,    // the Windows word for a System field: argument as ROLE_SYSTEM, `word` as above
    ROLE_NUMBER,   // argument: which of flat_number
    ROLE_FOUND,    // how the record was found: a word of KS_FOUND_HOW
    ROLE_DAMAGED,  // whether it was damaged
    ROLE_RECEIVED, // when the exporter got it, by the clock and zone of its event times
    ROLE_STAMPED   // when the next one got it, in UTC
} dialect_role;

// Numbers that a log's container gave the record.
typedef enum { FLAT_RECORD_ID, FLAT_NUMBER, FLAT_NUMBER_COUNT } flat_number;

// Elements of System that logs have even without content.
typedef enum {
    PART_PROVIDER,
    PART_TIME,
    PART_CORRELATION,
    PART_EXECUTION,
    PART_SECURITY
} system_part;

typedef struct {
    const char *path;
    u8 role, argument;
    const char *word;
} dialect_row;

// Members that tell what zone the event times of an export are in.
typedef enum {
    CLOCK_EVENT,    // when the event happened: in that zone
    CLOCK_RECEIVED, // when the exporter got it: in that zone
    CLOCK_STAMPED,  // when the next one got it: UTC
    CLOCK_OWN,      // when it happened, by a field of its own: UTC
    CLOCK_COUNT
} dialect_clock;

typedef struct {
    const char *name;
    const char *const
        *markers; // paths that its records have: one of each row of alternatives ("a|b")
    size_t marker_count;
    const dialect_row *rows;
    size_t row_count;
    bool is_zoned; // its times are UTC, or say truly which zone they are in; else see `clocks`
    const char *clocks[CLOCK_COUNT]; // members of these names, at the top
} json_dialect;

extern const json_dialect dialects[];
extern const size_t dialect_count;
enum { dialect_none = 0xff };

// The dialect of a record, or of its first bytes; dialect_none.
u8 dialect_of(json_text record);
// The row of a path, or of the "x.*" that it falls under; NULL: none.
const dialect_row *dialect_find(const json_dialect *d, ks_str path);
