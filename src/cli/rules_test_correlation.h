// Correlations on their own example logs: what their members hit in a log is kept, and each example
// is correlated by itself when all logs were read.
#pragma once
#include "cli/rules_example.h"
#include "rules/correlate.h"

typedef struct rules_kept_hit rules_kept_hit;
typedef struct {
    ks_arena arena, whole;
    rules_kept_hit *first, *last;
    bool is_lost; // not all of them found room
} rules_base_hits;

KS_MUST bool rules_base_hits_open(rules_base_hits *hits);
void rules_base_hits_close(rules_base_hits *hits);
void rules_base_hits_add(rules_base_hits *hits, u32 source, ks_span hit);
// How many results the example's rule has over the hits of one source. False: `fail`.
KS_MUST bool rules_base_hits_correlate(const rules_base_hits *hits, const ks_rule_set *set,
                                       rules_example *example, u32 source, ks_fail *fail);
