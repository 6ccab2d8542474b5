// Inside the room: whether the hits of a window fulfil its correlation.
#pragma once
#include "rules/correlate_measure.h"

struct correlate_window {
    ks_arena rows_arena, rows_whole, bytes_arena, bytes_whole;
    correlate_finding finding;
    const correlate_plan *plan;
    correlate_measure *measure;
    size_t hits_most, bytes_most;
    correlate_row *rows; // [first, first + count) are kept
    size_t first, count, capacity;
    u8 *bytes; // of the rows, in their order
    size_t bytes_end, bytes_capacity;
    u64 bytes_at;   // of bytes[0], as rows count it
    u64 first_rank; // of rows[first]: counts up over the group
    u64 over;       // hits that were not kept, of all groups
    u64 over_now;   // … of this window
    u64 over_ticks; // the last one's time
};

// How many of the rows, from the first one, make a result; 0: none do. The value that decided it.
size_t correlate_judge(correlate_window *w, double *value);
