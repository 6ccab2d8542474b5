// Inside the room: what one kind of event is asked, by all rules that it concerns. A program is
// made once for each set of rules and event id: equal tests are one test, equal conditions one
// node, tests of the event id are constants. Each rule waits for its trigger: literals of which one
// must be there if the rule is to match; they are looked for together, field by field.
#pragma once
#include "rules/check.h"
#include "rules/rules.h"
#include "rules/sieve.h"

typedef struct {
    ks_str name;                    // as rules write it; empty: every text of the event
    const ks_form *form;            // one of those that see it alike
    const rules_literals *triggers; // by number of trigger; NULL: none on this field
    const rules_sieve *sieve; // of keywords: what says that no trigger can be there; NULL: nothing
    bool strings_only;        // of keywords: what is no text by itself cannot match
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
    u8 kind;    // rules_node_kind
    u32 first;  // check, set, the node that is negated, or index in `parts`
    u32 count;  // of parts
    float cost; // of asking, in rough ns
} rules_node;
enum { rules_node_false, rules_node_true };

// Any of many literals in one field.
typedef struct {
    u32 field;
    const rules_literals *literals;
    const u32 *checks;
    u32 count;
    bool is_known; // all of them are triggers: nothing has to be looked for
} rules_set;

typedef struct {
    u32 rule;
    const ks_form *form;
    const ks_rule_node *condition, *where; // `where` may be NULL
} rules_asked;

typedef struct {
    u32 rule, root;
    const ks_form *form;
} rules_candidate;

typedef struct {
    u32 check;
    bool decides;     // finding it makes the check true
    u32 first, count; // in `triggered`
} rules_trigger;

typedef struct rules_program {
    rules_program_field *fields;
    rules_check *checks;
    rules_node *nodes;
    u32 *parts;
    rules_set *sets;
    rules_candidate *candidates; // by rule, then in the order of forms
    rules_trigger *triggers;
    u32 *triggered; // candidates, by trigger
    u32 *always;    // candidates without a trigger
    u32 field_count, check_count, node_count, set_count, candidate_count, trigger_count;
    u32 always_count, part_count;
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
// Inside: chooses triggers and makes their literals.
KS_MUST bool rules_triggers_make(rules_program *program, ks_arena *arena, ks_arena scratch);
// Whether a field of this name is the event's id, in every form.
bool rules_is_event_id(ks_str name);
