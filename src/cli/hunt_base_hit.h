// A hit as correlations keep it: when, where, and the fields that they group by, count or sum.
#pragma once
#include "rules/correlate.h"
#include "rules/rules.h"

// Marks `out` as full when something did not fit. Texts are made in the event's arena.
void hunt_put_base_hit(const ks_correlation_needs *needs, ks_matcher *matcher, const ks_hit *found,
                       ks_event *event, ks_out *out);
