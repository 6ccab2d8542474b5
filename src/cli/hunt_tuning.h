// The tuning file: what a site knows about rules and its own machines. docs/tuning.md is its
// manual.
#pragma once
#include "cli/options.h"
#include "event/filter.h"
#include "rules/set.h"

typedef struct {
    ks_str_list rules; // selectors: see hunt_fits
    ks_level level;
} tuning_level;

// Hits of these rules on events that the filter wants are left out.
typedef struct {
    ks_str_list rules;
    ks_filter *filter;
} tuning_allow;

typedef struct {
    tuning_level *levels; // a later one counts more
    size_t level_count;
    ks_str_list excluded;
    tuning_allow *allows;
    size_t allow_count;
    ks_rule_list *placeholders;
    size_t placeholder_count;
} tuning;

// False: `fail`, or KS_NONE when the mistakes stand in `wrong`, a line each.
KS_MUST bool tuning_read(tuning *t, const char *path, const options *given, ks_arena *run,
                         ks_out *wrong, ks_fail *fail);
// "critical": false when it is no level's word.
KS_MUST bool tuning_read_level(ks_str word, ks_level *level);
