// The state before, from what src/state knows of a machine.
#pragma once
#include "plan/change.h"
#include "state/state.h"

typedef struct {
    const ks_state *state;
    ks_arena *arena;
} ks_plan_state;

// Values of users are known only where the state has one user.
ks_plan_before ks_plan_before_of(const ks_plan_state *state);
