// One rule on one event, node by node: slow, plain, and able to say why. The engine answers "which
// rules"; this answers "why", for the fields shown with a hit and for `rules explain`.
#pragma once
#include "rules/field.h"

typedef enum { KS_JUDGED_FALSE, KS_JUDGED_TRUE, KS_JUDGED_GAVE_UP } ks_judged; // PCRE2's limits

typedef struct ks_judge ks_judge; // regular expressions compiled, forms; one a thread
KS_MUST bool ks_judge_open(ks_judge **judge, const ks_forms *forms, ks_arena *run, ks_fail *fail);
void ks_judge_close(ks_judge *judge);

// What was asked about one test, in the order of the rule.
typedef struct {
    const ks_rule_test *test;
    ks_judged result;
    ks_field_kind field; // where the field was: ABSENT, UNKNOWABLE …
    ks_str value;        // of the value that made it true, else of the first one
} ks_judged_test;

typedef struct {
    ks_judged_test *tests;
    size_t most, count;
} ks_judged_list;

// Whether the rule (a detection) matches the event, seen in `form`. `told` (may be NULL) gets what
// decided it: for a match the tests that are true and count, else those that failed it.
ks_judged ks_judge_rule(ks_judge *judge, const ks_rule *rule, const ks_form *form, ks_event *event,
                        ks_judged_list *told);
// An address as text, taken apart: IPv4, IPv6 with or without a zone, or both (mapped); or none.
typedef struct {
    bool is_v4, is_v6;
    u8 v4[4], v6[16];
} ks_judge_address;
void ks_judge_read_address(ks_str text, ks_judge_address *address);
bool ks_judge_is_within(const ks_rule_network *network, const ks_judge_address *address);
// One test on one text; what every part of the engine that takes a short cut must agree with.
ks_judged ks_judge_text(ks_judge *judge, const ks_rule_test *test, ks_str text);
