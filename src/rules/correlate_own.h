// Inside the room: the parts of correlating. correlate.c puts them together.
#pragma once
#include "base/hash.h"
#include "base/sorter.h"
#include "base/table.h"
#include "rules/correlate.h"

enum {
    correlate_levels_most = 16,   // a correlation of correlations of …
    correlate_group_most = 64,    // fields in a group-by
    correlate_pairs_most = 65536, // members times fields
    correlate_hits_most = 100000, // ks_correlator_options.group_hits_most, when it says 0
};
static const u32 correlate_nowhere = UINT32_MAX;

// One correlation, ready to run: where each thing that it needs lies in its members' hits.
typedef struct {
    const ks_rule *rule;
    const ks_correlation *of;
    bool runs;      // not too deep, not too wide
    bool is_nested; // some member is a correlation
    bool is_ordered;
    bool has_not; // its condition says `not`
    u32 level;    // above those of its members; 0: detections only
    u32 distinct_members;
    const u32 *canonical;  // by member: the first one with the same rule
    const bool *is_wanted; // by member: its condition asks for it without `not`
    const u32 *group_at;   // [member * group_count + i]: index among the values of a hit
    const u32 *field_at;   // [member * field_count + i]
    // What this correlation's own result carries as a hit of another one, by needs.by_rule.
    const u32 *need_group; // index in group_by, or nowhere:
    const u32 *need_at;    // [need * member_count + member]: the value common to all hits
} correlate_plan;

typedef struct {
    u32 plan, member;
} correlate_use; // of a rule's hits

typedef struct {
    const ks_rule_set *set;
    ks_correlation_needs needs;
    correlate_plan *plans;
    u32 plan_count, level_count, not_run;
    const correlate_use *const *uses; // by rule
    const u32 *use_counts;
} correlate_plans;
KS_MUST bool correlate_plans_make(correlate_plans *plans, const ks_rule_set *set, ks_arena *run,
                                  ks_fail *fail);

// --- texts as they are compared
// The text folded, such that no text's bytes begin another's; a long one by its hash.
void correlate_put_folded(ks_out *out, ks_str text);
// The size of the folded text at the head of `bytes`.
size_t correlate_folded_size(ks_span bytes);
// A number as fields have it: decimal, 0x hex, with fraction and exponent.
KS_MUST bool correlate_number(ks_str text, double *number);
bool correlate_in_bounds(const ks_correlation *of, double value);

// --- sums that do not depend on the order, and from which can be taken away again
typedef struct {
    i64 limbs[68]; // 32 bits each, from 2^-1074 on
    u64 changes;
} correlate_sum;
void correlate_sum_add(correlate_sum *sum, double number, bool is_taken_away);
double correlate_sum_value(correlate_sum *sum);

// --- numbers in order, some coming, some going
typedef struct correlate_ranks correlate_ranks;
KS_MUST correlate_ranks *correlate_ranks_open(ks_arena *arena, size_t most); // NULL: no memory
void correlate_ranks_clear(correlate_ranks *r);
KS_MUST bool correlate_ranks_add(correlate_ranks *r, double number); // false: `most` are there
void correlate_ranks_remove(correlate_ranks *r, double number);
size_t correlate_ranks_count(const correlate_ranks *r);
double correlate_ranks_at(const correlate_ranks *r, size_t index);

// --- one group's hits within one span
typedef struct {
    u64 ticks;
    u64 at; // of its bytes: the hit, then those that made it
    u32 size;
    u32 member; // canonical
    u32 rule, source;
    u64 offset;
    u32 distinct;   // VALUE_COUNT: number of its value
    bool is_nested; // made by a correlation
    bool is_group_missing;
    double number;
} correlate_row;

typedef struct correlate_window correlate_window;
typedef struct {
    void *context;
    // The first `count` rows make a result. Bytes: correlate_window_hit.
    bool (*found)(void *context, const correlate_window *w, const correlate_row *rows, size_t count,
                  double value, ks_fail *fail);
} correlate_finding;

KS_MUST correlate_window *correlate_window_open(size_t memory, size_t hits_most,
                                                const correlate_finding *finding, ks_arena *run);
void correlate_window_close(correlate_window *w);
// A new group of this correlation: what is there was ended before.
KS_MUST bool correlate_window_begin(correlate_window *w, const correlate_plan *plan, ks_fail *fail);
// The group's next hit in time. `hit` is the one at the head of `bytes`.
KS_MUST bool correlate_window_add(correlate_window *w, u32 member, const ks_base_hit *hit,
                                  ks_span bytes, ks_fail *fail);
KS_MUST bool correlate_window_end(correlate_window *w, ks_fail *fail);
ks_span correlate_window_hit(const correlate_window *w, const correlate_row *row);
const correlate_plan *correlate_window_plan(const correlate_window *w);
// Of the result: a hit that was not kept may be the last one.
u64 correlate_window_last_ticks(const correlate_window *w, const correlate_row *rows, size_t count);
u64 correlate_window_hits_over(const correlate_window *w);
