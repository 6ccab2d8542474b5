// Of this room: intervals while they are painted.
#pragma once
#include "coverage/coverage.h"
#include "coverage/sentences.h"

typedef struct {
    const ks_facts *facts;
    ks_arena *arena;
    u32 host;
    ks_interval *items; // a partition of the span, by time
    size_t count, capacity;
    // Events that say why a log begins where it does. Of the Security log (1102, 1105) by record
    // id, of others (104) by time.
    const u32 *turns, *cleared;
    size_t turn_count, cleared_count;
    bool is_full; // past the budget
} painting;

// The whole span in one state.
void paint_all(painting *p, ks_time_span span, ks_state state, ks_phrase reason);
// [from, to) gets the state; outside the span nothing. `event`: its proof; ks_no_event: none.
void paint(painting *p, u64 from, u64 to, ks_state state, ks_phrase reason, u32 event);
// The same, only where the state is `over`.
void paint_over(painting *p, ks_time_span span, ks_state over, ks_state state, ks_phrase reason,
                u32 event);
// Neighbours that say the same become one.
void paint_finish(painting *p);

// Whether the channel of the host was being recorded, from its logs alone. `is_selective`: through
// a collector, whose query is a filter.
void paint_channel(painting *p, ks_time_span span, const ks_witness *witness, bool *is_selective);
// What audit policy, and the lack of any record, take away from it.
void paint_process_creation(painting *p, ks_time_span span);
void paint_sysmon(painting *p, ks_time_span span, bool needs_starts);
