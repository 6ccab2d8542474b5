// Inside the room: what a window's hits amount to, kept up to date hit by hit.
#pragma once
#include "rules/correlate_own.h"

typedef struct correlate_measure correlate_measure;

// `memory`: for values that are counted. NULL: no memory.
correlate_measure *correlate_measure_open(size_t memory, size_t hits_most, ks_arena *run);
void correlate_measure_close(correlate_measure *m);
// An empty window of a new group.
KS_MUST bool correlate_measure_begin(correlate_measure *m, const correlate_plan *plan,
                                     ks_fail *fail);
// All hits are gone, also those that were not kept.
void correlate_measure_clear(correlate_measure *m);
// Whether the hit counts at all: one without the field that is counted or summed does not. Fills
// row->number and what stands for its value until the next call.
bool correlate_measure_reads(correlate_measure *m, const ks_base_hit *hit, correlate_row *row);
// The hit comes in as the group's `rank`th; false: no memory for its value, or rank.
bool correlate_measure_add(correlate_measure *m, correlate_row *row, u64 rank);
// The same for a hit that is counted and not kept.
void correlate_measure_add_unkept(correlate_measure *m, correlate_row *row);
void correlate_measure_take_away(correlate_measure *m, const correlate_row *row);
// Values that no kept row has are forgotten, when that is worth while.
void correlate_measure_compact(correlate_measure *m, correlate_row *rows, size_t count);
double correlate_measure_value(correlate_measure *m);

u64 correlate_measure_matched(const correlate_measure *m, u32 member);
u64 correlate_measure_latest_ticks(const correlate_measure *m, u32 member); // 0: none yet
// The first kept hit of the member whose rank is at least this; UINT64_MAX: none.
u64 correlate_measure_next(const correlate_measure *m, u32 member, u64 rank);
