// Values that are known by pattern only: what a rule's test says of them, held against a text or
// against a filter of Sysmon. Case aside unless the rule says otherwise.
#pragma once
#include "policy/sysmon.h"
#include "rules/rule.h"

// Whether a value that is this text makes the test true; of tests whose answer needs an engine
// (regular expressions, other fields) false in *is_known.
bool pattern_fits(const ks_rule_test *test, ks_str text, bool *is_known);
// What the filter does to values that make the test true.
ks_sysmon_logged pattern_filtered(const ks_rule_test *test, const ks_sysmon_filter *filter);
// Whether `root` or a path below it could make the test true, by what of the test's text is
// literal: it lies over the root (INSIDE), or is about its end or what is below (BELOW).
typedef enum { PATTERN_ELSEWHERE, PATTERN_INSIDE, PATTERN_BELOW } pattern_place;
pattern_place pattern_place_of(const ks_rule_test *test, ks_str root);
// Whether any text may stand in front of what the test asks for.
bool pattern_is_open(const ks_rule_test *test);
