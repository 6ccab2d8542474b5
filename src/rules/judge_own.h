// Inside the room: what the files of the judge share.
#pragma once
#include "rules/judge.h"
#include "rules/regex.h"

// Whether `text` fits the pieces from end to end.
bool judge_fits(const ks_rule_piece *pieces, u32 count, ks_str text, bool is_cased);
// Whether `a` equals, begins with, ends with or contains `b`.
bool judge_is_like(ks_rule_likeness likeness, ks_str a, ks_str b, bool is_cased);
// The text as a number: decimal with sign, 0x and up to 16 digits, or with a point or exponent.
bool judge_number(ks_str text, ks_rule_number *number);
// Below 0, 0, above 0: as a is to b. *is_ordered: false when one of them is no number at all (NaN).
int judge_compare(const ks_rule_number *a, const ks_rule_number *b);
bool judge_is_related(ks_rule_relation relation, int order);
// The part of a time that rules ask for, in UTC.
u64 judge_time_part(u64 ticks, ks_rule_time_part part);

ks_judged judge_regex(ks_judge *judge, const ks_rule_test *test, ks_str text);
