// Sigma rules within an investigation: Konseki's own and the given ones are
// asked of every record, and what they match is kept with the record
// (facts/observation.h).
#pragma once
#include "cli/hunt.h"
#include "facts/observation.h"

typedef struct {
    hunt hunt;     // rules, forms, engine
    u32 *observed; // by rule number: its number in the set
    struct rule_asker *askers;
    bool is_on; // there are rules
} investigation_rules;

// Loads the rules, tells the set of them. False: `fail`, or KS_NONE when all
// was said.
KS_MUST bool investigation_rules_open(investigation_rules *rules, run *r, ks_observations *set,
                                      ks_fail *fail);
void investigation_rules_close(investigation_rules *rules);

typedef struct rule_asker rule_asker;
// One a worker; NULL: no memory. On the caller's thread.
rule_asker *rule_asker_make(investigation_rules *rules);
// What matched, with the fields that decided it; in the event's arena, valid as
// long as the event.
const ks_rule_hit *rule_asker_ask(rule_asker *asker, ks_event *event, size_t *count);
