// Conditions (docs/sigma.md, "Conditions"): precedence, quantifiers, patterns, what is refused and
// where. The identifiers: sel_a, sel_b, filter_x, _hid, and Other, one test each.
#include "loaded.h"

// clang-format off
static const struct {
    const char *sentence, *condition, *expected;
} rows[] = {
    { "one identifier", "sel_a", "a=#1" },
    { "or is weaker than and", "sel_a or sel_b and filter_x", "(a=#1 | (b=#2 & x=#3))" },
    { "and before or", "sel_a and sel_b or filter_x", "((a=#1 & b=#2) | x=#3)" },
    { "not binds strongest", "not sel_a and sel_b or filter_x", "((not a=#1 & b=#2) | x=#3)" },
    { "not twice", "not not sel_a", "not not a=#1" },
    { "parentheses", "sel_a and (sel_b or filter_x)", "(a=#1 & (b=#2 | x=#3))" },
    { "parentheses in parentheses", "((sel_a))", "a=#1" },
    { "space is free", "  sel_a\tand(sel_b)or not(filter_x) ", "((a=#1 & b=#2) | not x=#3)" },
    { "1 of a pattern", "1 of sel_*", "(a=#1 | b=#2)" },
    { "any of a pattern", "any of sel_*", "(a=#1 | b=#2)" },
    { "all of a pattern", "all of sel_*", "(a=#1 & b=#2)" },
    { "not 1 of", "sel_a and not 1 of filter_*", "(a=#1 & not x=#3)" },
    { "1 of them leaves out what begins with _", "1 of them", "(a=#1 | b=#2 | x=#3 | o=#5)" },
    { "all of them", "all of them", "(a=#1 & b=#2 & x=#3 & o=#5)" },
    { "a star in front", "1 of *_a", "a=#1" },
    { "stars on both sides", "1 of *e*", "(a=#1 | b=#2 | x=#3 | o=#5)" },
    { "a star alone is as them", "1 of *", "(a=#1 | b=#2 | x=#3 | o=#5)" },
    { "a pattern with _ finds hidden ones", "1 of _*", "h=#4" },
    { "a hidden one by its name", "_hid", "h=#4" },
    { "all of one name", "all of sel_a", "a=#1" },
    { "patterns know case", "1 of other*", "!EMPTY_PATTERN 9:19 other*" },
    { "a pattern that fits none is an error", "1 of nope*", "!EMPTY_PATTERN 9:19 nope*" },
    { "an identifier that is not there is an error", "sel_a and nope", "!UNKNOWN_IDENTIFIER 9:24 nope" },
    { "two of is an error", "2 of sel_*", "!BAD_QUANTIFIER 9:14 2" },
    { "upper case is taken, with a warning", "sel_a AND NOT sel_b", "(a=#1 & not b=#2) ~UPPER_KEYWORD 9:20 AND" },
    { "upper case quantifiers too", "ALL OF sel_*", "(a=#1 & b=#2) ~UPPER_KEYWORD 9:14 ALL" },
    { "nothing behind and is an error", "sel_a and", "!CONDITION_END 9:23" },
    { "nothing behind not is an error", "not", "!CONDITION_END 9:17" },
    { "nothing behind of is an error", "1 of", "!CONDITION_SYNTAX 9:18" },
    { "two identifiers side by side are an error", "sel_a sel_b", "!CONDITION_SYNTAX 9:20 sel_b" },
    { "a parenthesis left open is an error", "(sel_a", "!CONDITION_PARENTHESIS 9:20" },
    { "one closed too much is an error", "sel_a)", "!CONDITION_PARENTHESIS 9:19 )" },
    { "empty parentheses are an error", "sel_a and ()", "!CONDITION_SYNTAX 9:25 )" },
    { "quotes are an error", "sel_a and 'sel_b'", "!CONDITION_SYNTAX 9:24 'sel_b'" },
    { "and in front is an error", "and sel_a", "!CONDITION_SYNTAX 9:14 and" },
    { "any of the conditions of a list", "[sel_a, sel_b and filter_x]", "(a=#1 | (b=#2 & x=#3))" },
    { "a list of one condition", "[sel_a]", "a=#1" },
    { "an empty list is an error", "[]", "!BAD_CONDITION 9:14" },
    { "an empty condition is an error", "''", "!BAD_CONDITION 9:14" },
    { "a condition that is a map is an error", "{a: b}", "!BAD_CONDITION 9:14" },
    { "columns are right in quotes", "'sel_a and nope'", "!UNKNOWN_IDENTIFIER 9:25 nope" },
    { "a condition over several lines", "sel_a and\n   sel_b", "(a=#1 & b=#2)" },
    { "an error in one names its beginning", "sel_a and\n   nope", "!UNKNOWN_IDENTIFIER 9:14 nope" },
};
// clang-format on

static bool holds(const char *condition, const char *expected)
{
    static char text[4096];
    ks_out out = { .at = (u8 *)text, .start = (u8 *)text, .end = (u8 *)text + sizeof text - 1 };
    KS_PUT(&out, "title: t\nlogsource: {product: windows}\ndetection:\n  sel_a: {a: 1}\n"
                 "  sel_b: {b: 2}\n  filter_x: {x: 3}\n  _hid: {h: 4}\n  Other: {o: 5}\n"
                 "  condition: ");
    ks_out_put(&out, ks_str_of(condition));
    KS_PUT(&out, "\n");
    *out.at = 0;
    ks_rule_set set;
    if (!load_text(&set, text, NULL))
        return false;
    if (set.count)
        say_node(set.rules[0]->condition);
    for (size_t i = 0; i < set.problems.count; i++) {
        if (ks_out_size(&said))
            KS_PUT(&said, " ");
        say_problem(&set.problems.rows[i]);
    }
    return says(expected) && set.count + set.left_out == 1;
}

int main(void)
{
    for (size_t i = 0; i < countof(rows); i++)
        check(rows[i].sentence, holds(rows[i].condition, rows[i].expected));
    return checked();
}
