// Inside the room: which sets of settings rules wait for, and which the most of some rules do.
#pragma once
#include "coverage/technique.h"

enum { opening_none = INT32_MAX }; // more than there are rules

typedef struct {
    ks_opening *sets; // each once, by their settings' ids, with how many rules wait for it
    size_t count;
    u32 *of_rule; // the number of the set; opening_none: it waits for nothing
    u32 *tally;   // of the sets; zeros between uses
} openings;

KS_MUST bool openings_make(openings *o, const ks_rule_covers *covers, ks_arena *arena);
// Counts rules one by one; of equals the first. The tally is empty afterwards.
void openings_count(openings *o, u32 rule, ks_opening *best);
void openings_forget(openings *o, u32 rule);
// As people want to read them: the set with the most rules first.
KS_MUST bool openings_sort(ks_opening *sets, size_t count, ks_arena scratch);
