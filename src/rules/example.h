// What a rule's own example logs are: info.yml of SigmaHQ's regression data.
#pragma once
#include "base/arena.h"
#include "base/text.h"

typedef struct {
    ks_str path;     // of the log, from the root of the repository
    bool has_count;  // match_count is given
    u64 match_count; // at least so many; without one, at least 1
} ks_rule_example;

// The tests of one info.yml; texts are copied. NULL with *count 0: it is none, or it has none.
const ks_rule_example *ks_rule_examples_read(ks_span text, ks_arena *arena, size_t *count);
