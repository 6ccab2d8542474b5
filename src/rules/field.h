// Where a rule's field lies in the events of one class, seen in one form; and its values.
//
// Names are found in the order that docs/sigma.md states (System names, EventData, unnamed Data,
// UserData leaves, fields made from others), exactly first, then ignoring case and spaces. The own
// fields of an event always stay reachable under their own names.
#pragma once
#include "rules/form.h"

typedef enum {
    KS_FIELD_ABSENT,     // events of this class do not have it
    KS_FIELD_UNKNOWABLE, // nor could they: this form never records it
    KS_FIELD_SYSTEM,     // value of the System part
    KS_FIELD_SLOTS,      // one or several values of the payload (event->data), by slot
    KS_FIELD_MADE,       // from other fields: converted, or taken apart
    KS_FIELD_BY_NAME     // the event's layout says nothing beforehand: looked for in each event
} ks_field_kind;

typedef struct ks_field_making ks_field_making;
typedef struct {
    ks_field_kind kind;
    ks_system_field system;
    const ks_slot *slots; // in record order
    u32 slot_count;
    const ks_field_making *making;
    ks_str name; // as the rule wrote it
} ks_rule_field;

// `sample`: any event of the class. The result lies in `arena` and serves all events of the same
// class (same ks_event_class, same payload plan).
ks_rule_field ks_field_resolve(const ks_form *form, ks_event *sample, ks_str name, ks_arena *arena);

// What fields lie where: events of one class (by its serial, unless that is 0) that agree in this
// share what ks_field_resolve found.
u64 ks_field_layout(const ks_event *event);

// The values that the field has in this event: arrays are taken apart; made ones are KS_UTF8 in the
// event's arena. Returns how many there are; at most `most` are written. 0: absent. A value that is
// there and empty has type KS_NULL or size 0. Texts to compare with: ks_field_text.
size_t ks_field_values(const ks_rule_field *field, ks_event *event, ks_value *values, size_t most);

// The text of a value as Windows shows it: minimal 0x hex, GUID {UPPER CASE}, times with Z, %%nnnn
// unexpanded. In the event's arena, or pointing at the evidence.
ks_str ks_field_text(ks_value value, ks_event *event);

// The texts that a keyword is looked for in: every own field, and of System the provider's name,
// channel, computer, id and user.
size_t ks_keyword_values(ks_event *event, ks_value *values, size_t most);
