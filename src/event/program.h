// Programs: how a plan prints in one format, as a list of steps. A step copies a literal, already
// escaped, and then prints a value; what JSON or XML leave out for empty values is in the step.
#pragma once
#include "event/event.h"

typedef enum {
    OP_LITERAL,    // nothing more
    OP_END,        // the program is done
    OP_VALUE,      // JSON scalar, or null
    OP_DATA,       // JSON scalar, or ""
    OP_FLAT_DATA,  // JSON scalar, null or ""
    OP_MEMBER,     // `"key":` value `,`; nothing at all when the value is empty
    OP_ELEMENT,    // an element with attributes: `count` OP_ATTRIBUTE steps follow; text in `slot`
    OP_ATTRIBUTE,  // `"Name":` value
    OP_POSITIONAL, // unnamed data: `count` OP_SLOT steps follow
    OP_SLOT,
    OP_NEST,      // `,` and the payload; nothing when there is none
    OP_NEST_IN,   // `{` payload `}`, or null
    OP_FLAT_NEST, // `{` payload `}`
    OP_NUMBERS,   // `"record_id":` and `"number":`, each with its comma, where it has them
    OP_XML_TEXT,
    OP_XML_ATTRIBUTE, // ` name="` value `"`; nothing when NULL
    OP_XML_SKIP,      // when the value is NULL: `count` steps are passed over
    OP_XML_NEST,
} op_kind;

enum {
    slot_none = 0xffff,
    slot_literal = 0xfffe
}; // of OP_ELEMENT: no text; a literal step follows

typedef struct {
    u8 kind;
    u8 is_flat;  // OP_POSITIONAL
    u16 slot;    // index of the value
    u32 count;   // steps that belong to this one; OP_MEMBER: 1 + the field that texts are typed by
    u32 literal; // offset in the program's literals
    u32 size;
} op;

struct ks_program {
    const op *ops;
    const u8 *literals; // with ks_out_slack bytes behind
};

// `"record_id":7,"number":7,` as far as the event has them: part of flat JSON.
void ks_event_put_numbers(const ks_event *e, ks_out *out);

// Prints a regular event. False: a value is not what the program can print (the tree can), or it
// did not fit; what was written so far is to be taken back.
KS_MUST bool ks_program_run(const ks_event *e, ks_format format, ks_style style, ks_out *out,
                            ks_day_cache *days);
