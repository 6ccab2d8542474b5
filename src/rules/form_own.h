// Inside the room: what files of the room share about forms and fields.
#pragma once
#include "rules/field.h"

// A name that Hayabusa's rules use for a field of the event's own; own "*": all of them.
typedef struct {
    ks_str name, own;
} rules_alias;
const rules_alias *rules_alias_find(const ks_forms *forms, ks_str name);

// Whether the plans of the event tell its fields (else they are looked for by name).
bool rules_is_plain(const ks_event *event);
// A field of kind BY_NAME in this one event; its slots hold values. In the event's arena.
ks_rule_field rules_field_late(const ks_rule_field *field, ks_event *event);
// All own values of an event, behind `count` others; returns how many there are then.
size_t making_own_values(ks_event *event, ks_value *values, size_t most, size_t count);
