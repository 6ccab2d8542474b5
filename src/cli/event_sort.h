// Events in the order of time, whatever their number: sorted in memory as far as its budget goes,
// then written in sorted runs to a file without a name, and merged.
#pragma once
#include "base/arena.h"
#include "base/os.h"
#include "cli/output.h"

typedef struct event_sort event_sort;

// `budget`: bytes in memory. The file is made here, before the program is fenced in; it is gone
// with the process.
KS_MUST bool event_sort_open(event_sort **sort, size_t budget, ks_arena *run, ks_fail *fail);
// One event's bytes. Events of the same time come out by source, then offset.
KS_MUST bool event_sort_add(event_sort *sort, u64 ticks, u32 source, u64 offset, ks_span bytes,
                            ks_fail *fail);
// Writes all of them, in order.
KS_MUST bool event_sort_write(event_sort *sort, output *to, ks_fail *fail);
void event_sort_close(event_sort *sort);
