// The nearest of some words to one that is not among them, for "did you mean".
#pragma once
#include "base/base.h"

typedef struct {
    ks_str word, found;
    size_t distance;
} nearest;

// Start with `nearest near = { .word = word, .distance = SIZE_MAX };`, ask for each candidate.
void nearest_try(nearest *near, ks_str candidate);
