// Correlations: hits of single rules become results over a span of time, over files and hosts.
//
//     ks_correlation_needs_make(&needs, &set, &run, &fail);      // once
//     ... each worker, for each hit of a rule that needs.by_rule says is a member:
//     ks_base_hit_write(out, &hit);                              // fields of needs.by_rule[rule]
//     ... whoever delivers, in any order:
//     ks_correlator_add(c, bytes, &fail);
//     ks_correlator_settle(c, &sink, &overflow, &fail);          // at the end
//
// Hits are put in the order of time, then of log (computer, channel, record id), then of place;
// beyond the budget they are spilled to a file, never dropped in silence. Results come out in the
// order of their last event's time. Records that were met before are the caller's to leave out:
// here every hit counts.
// Source of all meanings: Sigma 2.1.0 "Correlation"; docs/sigma.md names what it leaves open.
#pragma once
#include "base/os.h"
#include "rules/rules.h"

typedef struct ks_correlator ks_correlator;

// What has to be known of each hit: the fields that correlations group by, count or sum, by rule.
typedef struct {
    const ks_str_list *by_rule; // names as the rules write them
    const bool *is_member;      // by rule: some correlation looks at its hits
    bool is_any;                // false: the set has no correlation
} ks_correlation_needs;
KS_MUST bool ks_correlation_needs_make(ks_correlation_needs *needs, const ks_rule_set *set,
                                       ks_arena *run, ks_fail *fail);

// One base hit in a form that can be kept, sorted and merged: rule, time, place, field texts.
typedef struct {
    u32 rule;
    u64 ticks;  // 0: no valid time: excluded, counted
    u32 source; // index in the run's sources
    u64 offset; // of the record
    u64 event_record_id;
    ks_str computer, channel;
    const ks_str *values; // by needs.by_rule[rule]; {NULL}: absent, {"", 0}: there and empty
    u32 value_count;
} ks_base_hit;
KS_MUST bool ks_base_hit_write(ks_out *out, const ks_base_hit *hit);
// The size of the hit at the head of `bytes`; 0: none is whole, or `arena` is spent. Texts point
// into `bytes`.
size_t ks_base_hit_read(ks_base_hit *hit, ks_span bytes, ks_arena *arena);

typedef struct {
    size_t memory;          // budget for what is kept before it is spilled
    const char *spill_path; // folder, where files without names are made; NULL: the system's own
    bool never_spills;      // over the budget is a failure
    size_t group_hits_most; // hits of one group within one span that are kept; 0: 100,000
} ks_correlator_options;

// Makes its files, so before the fence is up.
KS_MUST bool ks_correlator_open(ks_correlator **correlator, const ks_rule_set *set,
                                const ks_correlator_options *options, ks_arena *run, ks_fail *fail);
// One hit, as it was written. Hits of rules that are members of nothing are passed over.
KS_MUST bool ks_correlator_add(ks_correlator *c, ks_span hit, ks_fail *fail);

typedef struct {
    u32 rule; // a correlation's number
    u64 first_ticks, last_ticks;
    const ks_str *group; // by group_by, as the first hit has them
    bool group_field_missing;
    double value; // what was compared with the bounds; of extended conditions: rules that matched
    const ks_base_hit *hits; // that make it, in time order; of members that are correlations,
    size_t hit_count;        // the hits that made these
} ks_correlation_result;

typedef struct {
    void *context;
    bool (*result)(void *context, const ks_correlation_result *result, ks_fail *fail);
} ks_correlation_sink;
typedef struct {
    u64 without_time; // hits that were excluded
    u64 hits_over; // hits beyond group_hits_most: counted where counting needs no list, not shown
    u64 not_run;   // correlations too deep in one another, or with too many members and fields
} ks_correlation_overflow;
// All results, silent members' (ks_rule.is_silent) left out. What went over a bound is in
// `overflow`.
KS_MUST bool ks_correlator_settle(ks_correlator *c, const ks_correlation_sink *sink,
                                  ks_correlation_overflow *overflow, ks_fail *fail);
void ks_correlator_close(ks_correlator *c);
