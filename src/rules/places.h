// Inside the room: where fields lie in the events met lately. The judge asks for one field after
// another of one event after another, most of them of few classes.
#pragma once
#include "rules/field.h"

typedef struct rules_places rules_places;

// `spent` (may be NULL) becomes true when a field was not found for want of memory. NULL: no
// memory.
rules_places *rules_places_open(ks_arena *run, bool *spent);
void rules_places_close(rules_places *places);
// As ks_field_resolve says; holds until the next call.
ks_rule_field rules_places_find(rules_places *places, const ks_form *form, ks_event *event,
                                ks_str name);
