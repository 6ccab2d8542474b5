// Inside the room: one test, ready to be asked of one event. What decides it is
// chosen once: a literal compared with the folded text, pieces, a number
// compared raw, or the judge.
#pragma once
#include "rules/literal.h"
#include "rules/look.h"

typedef enum {
    CHECK_PRESENT, // any value will do
    CHECK_LITERAL, // `text`, compared as `place` says
    CHECK_PIECES,  // wildcards in other places
    CHECK_NUMBER,
    CHECK_REGEX,
    CHECK_NULL,
    CHECK_EXISTS,
    CHECK_NETWORK,
    CHECK_FIELD, // with the values of another field
    CHECK_BY_JUDGE
} rules_check_how;

// A run of characters of a class that a regular expression needs.
typedef struct {
    u64 members[2]; // of ASCII; what is beyond may be a member
    u32 least;      // characters
    bool is_all;    // the expression is that many of them, from end to end, and nothing else
} rules_run;

typedef struct {
    const ks_rule_test *test;
    ks_str text;                 // folded, unless the test is cased
    const ks_rule_piece *pieces; // so as well
    const rules_regex *regex;
    const rules_run *run; // of the expression; NULL: none is known
    u32 piece_count;
    u32 field, other; // of the program
    u8 how;           // rules_check_how
    u8 place;         // rules_literal_kind
    bool is_cased;
    // A literal without which the test is not true, folded; empty: there is none.
    bool hint_decides; // finding it is the same as the test being true
    u8 hint_place;
    float hint_share; // rules_share_of it
    ks_str hint;
} rules_check;

// False: past the budget.
KS_MUST bool rules_check_make(rules_check *check, const ks_rule_test *test, ks_arena *arena);
// What a regular expression cannot do without, whatever its flags; empty: nothing that is known.
enum { rules_regex_words_most = 8 };
typedef struct {
    ks_str at[rules_regex_words_most];
    u32 count;
} rules_regex_words;
typedef struct {
    ks_str literal;          // the rarest; folded
    rules_regex_words words; // a few, of which it needs one; folded
    ks_str class;            // what stands between the brackets of the class that it repeats most
    u32 repeated;            // so often at least
    bool is_all;             // and it is nothing else, from end to end
} rules_regex_needs;
rules_regex_needs rules_regex_needs_of(ks_str text, ks_arena *arena);
// Of ASCII. Behind a backslash all others stand for themselves.
static inline bool rules_is_alphanumeric(u8 c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}
// The run that it needs. NULL: none that helps, or no memory.
const rules_run *rules_regex_run(const rules_regex_needs *needs, unsigned flags, ks_arena *arena);
// What the run alone tells of a text; KS_JUDGED_GAVE_UP: nothing, the expression has to be asked.
ks_judged rules_run_judge(const rules_run *run, ks_utf16 text);

ks_judged rules_check_value(const rules_check *check, rules_eye *eye, rules_value *value);
// Whether the value is an address of one of these networks, each a CHECK_NETWORK.
bool rules_is_in_any(const rules_check *checks, const u32 *numbers, u32 count, rules_eye *eye,
                     rules_value *value);
// Whether the value is one of the numbers, each a CHECK_NUMBER for the whole number `sizes` says.
bool rules_is_any_number(const rules_check *checks, const u32 *numbers, const u64 *sizes, u32 count,
                         rules_eye *eye, rules_value *value);
// A keyword or a field with these values; `others`: of the other field
// (CHECK_FIELD).
ks_judged rules_check_values(const rules_check *check, rules_eye *eye, const rules_values *values,
                             const rules_values *others);
// Whether the text fits the pieces from end to end; both folded, or both not.
bool rules_fits_pieces(const ks_rule_piece *pieces, u32 count, rules_text text);
