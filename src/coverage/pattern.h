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
// Whether a path of the form `root` or below could make the test true: what of the text is literal
// lies over the root, or goes on where the root ends. Less than the whole root in *is_whole: other
// paths make it true as well.
bool pattern_reaches(const ks_rule_test *test, ks_str root, bool *is_whole);
