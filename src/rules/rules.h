// The door of the room: all rules on each event, as fast as reading.
//
//     ks_rule_set set;   ks_rule_set_load(&set, &how, &run, &fail);
//     ks_rules *rules;   ks_rules_make(&rules, &set, &options, &run, &fail);
//     ks_matcher *m = ks_rules_matcher(rules, &run);       // one a thread
//     const ks_hit *hits = ks_match(m, event, &count);     // for each event
//
// Nothing is compiled for events that do not come: when an event class first appears, the rules
// whose log source it fits are bound to it (fields become slots, tests on absent fields constants),
// once a run, whatever the number of threads.
#pragma once
#include "rules/judge.h"
#include "rules/set.h"

typedef struct ks_rules ks_rules;
typedef struct ks_matcher ks_matcher;

typedef struct {
    const ks_forms *forms;
    bool by_judge; // the slow way, test by test: for comparison
} ks_rules_options;

// Compiles what needs executable memory: before the fence is up.
KS_MUST bool ks_rules_make(ks_rules **rules, const ks_rule_set *set,
                           const ks_rules_options *options, ks_arena *run, ks_fail *fail);
void ks_rules_close(ks_rules *rules);
KS_MUST ks_matcher *ks_rules_matcher(ks_rules *rules, ks_arena *run); // NULL: no memory

typedef struct {
    u32 rule;            // its number in the set; detections only, silent ones included
    const ks_form *form; // in which the event was seen; the first one that matches
} ks_hit;

// The detections that match, by number. Valid until the next call.
const ks_hit *ks_match(ks_matcher *matcher, ks_event *event, size_t *count);
// Of one of these hits, before the next call: the tests that are true and make it so, one of each
// list of alternatives, in the order of the rule. Their values stay until this is asked again.
// Returns how many there are, at most `most`.
size_t ks_match_why(ks_matcher *matcher, const ks_hit *hit, ks_judged_test *tests, size_t most);
// The text of a field of the event of a hit, as correlations compare it: its first value; {NULL}:
// absent, {"", 0}: there and empty. In the event's arena, or pointing at the evidence.
ks_str ks_match_text(ks_matcher *matcher, const ks_hit *hit, ks_event *event, ks_str field);
// Whether any rule could look at this event, from its System values alone: as ks_reading.wants.
bool ks_match_wants(ks_matcher *matcher, const ks_event *event);

// What the run has seen, over all matchers, after reading: by rule, whether an event of its log
// source came; and how often a regular expression gave up.
typedef struct {
    u64 events, events_without_rules, gave_up;
    const bool *was_bound; // by rule number: a class came that fits its log source and event ids
} ks_rules_seen;
void ks_rules_seen_of(ks_rules *rules, ks_rules_seen *seen);

// How much of a rule a form can carry at all: fields that the form never records are false.
typedef enum { KS_CARRIED_WHOLE, KS_CARRIED_IN_PART, KS_CARRIED_NOT } ks_carried;
ks_carried ks_rule_carried(const ks_rule *rule, const ks_form *form);

// The same when more is known of the events: which fields they lack, and how tests come out.
enum { KS_CAN_BE_FALSE = 1, KS_CAN_BE_TRUE = 2, KS_CAN_BE_EITHER = 3 };
typedef struct {
    bool (*lacks)(const void *from, ks_str field);                // NULL: none
    unsigned (*test)(const void *from, const ks_rule_test *test); // NULL: either
    const void *from;
} ks_rule_knowing;
ks_carried ks_rule_carried_knowing(const ks_rule *rule, const ks_form *form,
                                   const ks_rule_knowing *knowing);
