// Rules within a case: what it knows of them, and what their correlations make of the hits that it
// keeps. A function of the set alone, so that a case of parts correlates over all of them.
#pragma once
#include "facts/facts.h"
#include "rules/set.h"

// What a case knows of a rule; texts point into the rule and `arena`.
ks_observed_rule ks_case_rule(const ks_rule *rule, ks_arena *arena);

// Tells the set of the rules' correlations, if there are any.
KS_MUST bool ks_case_add_correlations(ks_observations *set, const ks_rule_set *rules,
                                      ks_arena *arena, ks_fail *fail);
// Runs the correlations of the set over its hits: facts->results. What memory does not hold is
// spilled to files without names in `folder`; NULL: the system's own.
KS_MUST bool ks_case_correlate(ks_facts *facts, const char *folder, ks_arena *arena, ks_fail *fail);
