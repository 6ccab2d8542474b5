// A test as a person would write it, for hits and explanations: `*mimikatz*`, `>= 5`, `/regex/`.
#pragma once
#include "base/out.h"
#include "rules/rule.h"

// Wildcards as * and ?, those that are meant literally behind a backslash. Not escaped for where
// it goes.
void ks_rule_test_spell(ks_out *out, const ks_rule_test *test);
// Bytes that are enough for it.
size_t ks_rule_test_spelled_most(const ks_rule_test *test);
