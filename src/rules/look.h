// Inside the room: the values that one event has for a field, as texts to compare with: narrowed
// and folded when first asked for, once an event.
#pragma once
#include "rules/judge.h"
#include "rules/narrow.h"
#include "rules/regex.h"

typedef struct {
    ks_value raw;
    rules_text folded, plain; // at == NULL: not made yet
    u32 *said;                // what checks said of such a value before, see met.h; or NULL
} rules_value;

typedef struct {
    rules_value *at;
    u32 count;
    u32 stamp; // of the event that they belong to
} rules_values;

// What one thread looks with.
typedef struct {
    ks_event *event;
    ks_arena texts, empty, whole; // of the event in hand
    rules_regex_work regex;
    rules_text address_text; // of the event in hand, taken apart last; at == NULL: none was
    ks_judge_address address;
    ks_judge *judge; // for tests that no short cut decides
    u64 gave_up;     // regular expressions, and texts beyond the budget
} rules_eye;

KS_MUST bool rules_eye_open(rules_eye *eye, const ks_forms *forms, ks_arena *run);
void rules_eye_close(rules_eye *eye);
void rules_eye_turn(rules_eye *eye, ks_event *event); // to the next event

// All values; arrays are taken apart.
void rules_look(rules_eye *eye, const ks_rule_field *field, rules_values *values);
// Every text of the event, for keywords. `strings_only`: what is no text by itself is left out.
void rules_look_everywhere(rules_eye *eye, bool strings_only, rules_values *values);

rules_text rules_folded_of(rules_eye *eye, rules_value *value);
rules_text rules_plain_of(rules_eye *eye, rules_value *value);
