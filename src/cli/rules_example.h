// Where the example logs of a set of rules lie; for `konseki rules test`.
#pragma once
#include "rules/set.h"

typedef enum {
    EXAMPLE_READY,
    EXAMPLE_PASSED,
    EXAMPLE_MORE, // more matches than expected: SigmaHQ's own runner warns of them
    EXAMPLE_FAILED,
    EXAMPLE_MISSING, // the rule names a file that is not there
    EXAMPLE_NOT_RUN  // an example that is no event, or one event for a correlation
} example_state;

typedef struct {
    const ks_rule *rule;
    const char *log; // NULL: none was found
    ks_str xml;      // the example is an event in the rule itself
    ks_str says;     // what the rule says of it
    bool has_count;
    u64 wanted, found;
    example_state state;
} rules_example;

typedef struct {
    rules_example *rows;
    size_t count, capacity;
    u64 without; // rules that name none
} rules_examples;

// `root`: where the paths in rules begin; NULL: looked for in the folders above each rule. False:
// no memory.
KS_MUST bool rules_examples_find(rules_examples *examples, const ks_rule_set *set, const char *root,
                                 ks_arena *run);
