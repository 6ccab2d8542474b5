// Inside the room: what a set of rules is made of (rules.c), for those who feed it (hunt.c).
#pragma once
#include "konseki/rules.h"
#include "library/library.h"
#include "rules/correlate.h"
#include "rules/judge.h"
#include "rules/rules.h"

enum { library_tests_most = 256, library_values_most = 64 };

struct konseki_rules {
    ks_arena arena, whole;
    ks_lang lang;
    ks_rule_set set;
    konseki_rule *told;             // by rule number
    konseki_rule_problem *problems; // by their number in the set
    ks_forms *forms;
    ks_rules *engine;
    ks_matcher *matcher;
    ks_correlation_needs needs;
    ks_correlator *correlator; // NULL: the set has none
    ks_out base_hit;
    ks_judged_test tests[library_tests_most];
    bool is_ended;
};

// A copy with a NUL behind it; no text: "".
konseki_text library_text(ks_arena *arena, ks_str text);
