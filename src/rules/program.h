// Inside the room: what one kind of event is asked, by all rules that it
// concerns. A program is made once for each set of rules and event id: equal
// tests are one test, equal conditions one node, tests of the event id are
// constants. Each rule waits for its trigger: literals of which one must be
// there if the rule is to match; they are looked for together, field by field.
#pragma once
#include "rules/check.h"
#include "rules/few.h"
#include "rules/rules.h"
#include "rules/sieve.h"

typedef struct {
    ks_str name;         // as rules write it; empty: every text of the event
    const ks_form *form; // one of those that see it alike
    bool strings_only;   // of keywords: what is no text by itself cannot match
} rules_program_field;

typedef enum {
    NODE_FALSE,
    NODE_TRUE,
    NODE_CHECK,
    NODE_SET,
    NODE_ALL,
    NODE_ANY,
    NODE_NOT
} rules_node_kind;
typedef struct {
    u8 kind;              // rules_node_kind
    bool is_true_without; // of a check, a set: what it says where its field is absent
    u32 first;            // check, set, the node that is negated, or index in `parts`
    u32 count;            // of parts; of a check, a set: its field
    float cost;           // of asking, in rough ns
} rules_node;
enum { rules_node_false, rules_node_true };

// Any of many literals, of several networks or of several numbers, in one field.
typedef struct {
    u32 field;
    const u32 *checks;
    u32 count;
    u8 how;           // rules_check_how of them all
    const u64 *sizes; // of numbers, which are whole and not negative; else NULL
} rules_set;

typedef struct {
    u32 rule;
    const ks_form *form;
    const ks_rule_node *condition, *where; // `where` may be NULL
} rules_asked;

typedef struct {
    u32 rule, root;
    const ks_form *form;
    u32 first, count; // of the root's parts, if it is an ALL; else none
} rules_candidate;

typedef struct {
    u32 check;
    bool decides;     // finding it makes the check true
    u32 first, count; // in `triggered`
} rules_trigger;

// What finding a trigger says of a candidate. It is evaluated if its trigger is there, the other
// one that it needs too, and nothing that rules it out.
typedef enum { MARK_WAKES, MARK_ALSO, MARK_RULES_OUT, MARK_KINDS } rules_mark;
static inline u32 rules_mark_of(u32 candidate, rules_mark kind) { return candidate << 2 | kind; }
static inline size_t rules_mark_words(u32 candidates) { return candidates / 64 + 1; }

// What the rules of a program wait for.
typedef struct {
    const rules_literals **literals; // by field, of triggers; NULL: none
    const rules_few **few;           // by field: the same, if they are few; else NULL
    const rules_sieve **sieves;      // by field, of keywords: says that no trigger can
                                     // be there; NULL: none
    u32 *fields;                     // that have triggers
    rules_trigger *triggers;
    u32 *triggered;      // rules_mark_of candidates, by trigger
    u64 *before;         // by kind of mark, a bit for each candidate that has it from the start:
                         // what it would wait for is nothing
    u32 *check_triggers; // by check: the number of its trigger + 1; 0: none
    bool *knows_set;     // by set: all of it are triggers, nothing has to be looked for
    u32 trigger_count, field_count;
} rules_waiting;

// Which check a test of a rule became, seen in a form. Not all do: some are constant.
typedef struct {
    const ks_rule_test *test; // NULL: a free place
    const ks_form *form;
    u32 check;
} rules_asked_test;

typedef struct rules_program {
    rules_asked_test *tests; // a hash table
    u32 test_mask;
    rules_program_field *fields;
    rules_check *checks;
    rules_node *nodes;
    u32 *parts;
    rules_set *sets;
    rules_candidate *candidates; // by rule, then in the order of forms
    const rules_waiting *waiting;
    u32 field_count, check_count, node_count, set_count, candidate_count, part_count;
} rules_program;

typedef struct {
    const rules_asked *asked;
    size_t asked_count;
    u32 event_id;
    const rules_regex *(*regex)(void *context, const ks_rule_test *test);
    void *context;
    ks_judge *judge; // for what is constant
} rules_programming;

// NULL past the budget.
rules_program *rules_program_make(const rules_programming *how, ks_arena *arena, ks_arena scratch);
// The number of a test's check; UINT32_MAX: it has none.
u32 rules_program_check(const rules_program *program, const ks_rule_test *test,
                        const ks_form *form);
// What events told so far, by check.
typedef struct {
    float *met;         // in what share of them its literal was found; below 0: not known
    float *asked;       // in what share it was asked, as long as its literal is not looked for
    rules_grams *grams; // of the texts that were searched; NULL: not counted
} rules_experience;

// Chooses what to wait for. `known` NULL: nothing is. The result is NULL past
// the budget.
rules_waiting *rules_waiting_make(const rules_program *program, const rules_experience *known,
                                  ks_arena *arena, ks_arena scratch);
// Looks for each of a set's literals; its hits are numbers in the set. NULL
// past the budget.
rules_literals *rules_set_literals(const rules_program *program, const rules_set *set,
                                   ks_arena *arena, ks_arena scratch);
// Whether a field of this name is the event's id, in every form.
bool rules_is_event_id(ks_str name);
