// All linters of rules that live in the registry, over the values of one file: registry.pol, .reg,
// a hive. Give every value, then end.
//
//     ks_registry_lint lint;
//     registry_lint_begin(&lint, arena, mistakes);
//     for each value: registry_lint_add(&lint, &value);
//     registry_lint_end(&lint);
#pragma once
#include "policy/applocker.h"
#include "policy/asr.h"
#include "policy/exploit.h"
#include "policy/firewall_lint.h"
#include "policy/srp.h"

typedef struct {
    ks_arena *arena; // models and mistakes live here
    ks_arena scratch;
    ks_mistakes *mistakes;
    ks_srp_policy srp;
    ks_applocker_policy applocker;
    firewall_policy firewall;
    asr_policy asr;
} ks_registry_lint;

void registry_lint_begin(ks_registry_lint *lint, ks_arena *arena, ks_mistakes *mistakes);
// Whether the value was of any of them. Its texts and data have to live until the end.
bool registry_lint_add(ks_registry_lint *lint, const ks_registry_value *value);
void registry_lint_end(ks_registry_lint *lint);
