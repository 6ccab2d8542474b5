// A plan is one template, compiled once: where its fields are among the values, and how it is
// printed. Plans are made from element trees with holes, so that a binary template, an element
// without template and the field set of an export end in the same thing.
#pragma once
#include "base/hash.h"
#include "base/out.h"
#include "base/table.h"
#include "event/value.h"

// --- an element tree: of a template (with substitutions) or of a whole event (without)
typedef struct ks_element ks_element;

typedef enum {
    KS_PART_TEXT,         // UTF-8, entities resolved
    KS_PART_SUBSTITUTION, // of a template: value `index`
    KS_PART_VALUE,        // of a whole event
    KS_PART_ELEMENT,
    KS_PART_INSTRUCTION // <?text?>: in XML only
} ks_part_kind;

typedef struct ks_part ks_part;
struct ks_part {
    ks_part *next;
    ks_part_kind kind;
    bool is_optional;    // substitution: gone with its element when NULL
    bool is_text;        // value: printed as text even if it is a number (an array's only item)
    u8 type;             // substitution: what the template says; the value's own type rules
    u16 index;           // substitution
    ks_str text;         // text, instruction
    ks_value value;      // value
    ks_element *element; // element
};

typedef struct ks_attribute ks_attribute;
struct ks_attribute {
    ks_attribute *next;
    ks_str name;
    ks_part *parts;
};

enum { ks_no_dependency = 0xffff };
struct ks_element {
    ks_str name;
    ks_attribute *attributes;
    ks_part *content;
    u16 dependency;  // the value whose absence removes the element from XML; ks_no_dependency
    bool is_omitted; // of a whole event: Windows shows no such element here
    bool is_open;    // of a whole event: its template has content, whether or not the values have
};

// --- where the System part's fields are
// clang-format off
#define KS_SYSTEM_FIELDS(X)                                                                 \
    X(PROVIDER, "provider")                                                                 \
    X(PROVIDER_GUID, "provider_guid")                                                       \
    X(SOURCE_NAME, "source_name")                                                           \
    X(ID, "id") X(QUALIFIERS, "qualifiers") X(VERSION, "version") X(LEVEL, "level")         \
        X(TASK, "task") X(OPCODE, "opcode") X(KEYWORDS, "keywords") X(TIME, "time")         \
            X(EVENT_RECORD_ID, "event_record_id") X(ACTIVITY, "activity_id")                \
                X(RELATED_ACTIVITY, "related_activity_id") X(PROCESS_ID, "process_id")      \
                    X(THREAD_ID, "thread_id") X(CHANNEL, "channel") X(COMPUTER, "computer") \
                        X(USER, "user_id")
// clang-format on
typedef enum {
#define X(name, word) KS_SYSTEM_##name,
    KS_SYSTEM_FIELDS(X)
#undef X
        KS_SYSTEM_COUNT
} ks_system_field;
extern const char *const ks_system_words[KS_SYSTEM_COUNT]; // the names in flat JSON

enum { ks_slot_constant = 0xffff };
typedef struct {
    u16 index;         // of the value, or ks_slot_constant
    ks_value constant; // then: literal text of the template, or {NULL}
} ks_slot;

// The ways in which a whole event is printed.
typedef enum { KS_JSON_FLAT, KS_JSON_NESTED, KS_XML, KS_FORMAT_COUNT } ks_format;

typedef struct ks_program ks_program; // one way to print, compiled (program.h)

typedef struct {
    ks_str name;
    ks_slot slot;
} ks_plan_field;

typedef struct ks_event_plan {
    u8 guid[16];
    u64 content;           // hash of what the definition says, name offsets left out
    u32 number;            // counts up within one reader
    u16 values_min;        // values that an instance must have: highest index + 1
    bool is_event;         // its root is Event: an outer plan
    bool has_plain_fields; // each own field is one value or one text: `fields` has them all
    ks_str root;           // name of the root element
    ks_slot system[KS_SYSTEM_COUNT]; // of an outer plan
    u16 payload_slot; // of an outer plan: the value that holds the payload, or ks_slot_constant
    ks_plan_field *fields; // own fields: of a payload plan, or of an outer one's literal EventData
    u32 field_count;
    const ks_program *
        programs[KS_FORMAT_COUNT]; // by ks_format; NULL: not wanted, or only a tree prints it right
} ks_event_plan;

// Compiles a template's tree. `formats` is a set of bits 1 << ks_format: the programs wanted.
// NULL past the arena's budget. Names and literals are copied into `arena`.
ks_event_plan *ks_event_plan_make(const ks_element *root, unsigned formats, ks_arena *arena);
