// See rules_test_correlation.h.
#include "cli/rules_test_correlation.h"

enum { hits_budget = 64 << 20, memory = 32 << 20, work_budget = 256 << 20 };

struct rules_kept_hit {
    rules_kept_hit *next;
    u32 source;
    ks_str bytes;
};

bool rules_base_hits_open(rules_base_hits *hits)
{
    *hits = (rules_base_hits){ 0 };
    if (!ks_arena_open(&hits->whole, "base hits", hits_budget))
        return false;
    hits->arena = hits->whole;
    hits->arena.spent = &hits->is_lost;
    return true;
}

void rules_base_hits_close(rules_base_hits *hits) { ks_arena_close(&hits->whole); }

void rules_base_hits_add(rules_base_hits *hits, u32 source, ks_span hit)
{
    rules_kept_hit *kept = ks_take(&hits->arena, rules_kept_hit, 1);
    ks_str bytes = ks_arena_keep(&hits->arena, (ks_str){ (const char *)hit.at, hit.size });
    if (kept == NULL || bytes.size == 0)
        return;
    *kept = (rules_kept_hit){ NULL, source, bytes };
    if (hits->last)
        hits->last->next = kept;
    else
        hits->first = kept;
    hits->last = kept;
}

static bool on_result(void *context, const ks_correlation_result *result, ks_fail *fail)
{
    rules_example *example = context;
    (void)fail;
    example->found += result->rule == example->rule->number;
    return true;
}

bool rules_base_hits_correlate(const rules_base_hits *hits, const ks_rule_set *set,
                               rules_example *example, u32 source, ks_fail *fail)
{
    ks_arena work, whole;
    ks_correlator *correlator = NULL;
    ks_correlator_options bounds = { .memory = memory, .never_spills = true };
    ks_correlation_sink sink = { example, on_result };
    ks_correlation_overflow overflow = { 0 };
    if (!ks_arena_open(&work, "correlation", work_budget))
        return ks_refuse(fail, KS_OVER_BUDGET, work_budget, 0, KS_STR("correlation"));
    whole = work;
    bool is_well = ks_correlator_open(&correlator, set, &bounds, &work, fail);
    for (const rules_kept_hit *at = hits->first; is_well && at; at = at->next)
        is_well =
            at->source != source || ks_correlator_add(correlator, ks_str_span(at->bytes), fail);
    is_well = is_well && ks_correlator_settle(correlator, &sink, &overflow, fail);
    if (correlator)
        ks_correlator_close(correlator);
    ks_arena_close(&whole);
    return is_well;
}
