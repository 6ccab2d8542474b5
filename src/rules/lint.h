// What a rule could say better, as the checker of SigmaHQ's own rules asks: nothing that keeps it
// from running. All of it is NOTED, in the words of problem_table.h.
#pragma once
#include "rules/problem.h"

// The documents of one file.
void ks_rules_lint(ks_rule_problems *problems, ks_str path, ks_span text, ks_arena scratch);
