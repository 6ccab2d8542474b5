// Linters of firewall rules, the set of them, and the settings of profiles.
#pragma once
#include "policy/firewall.h"
#include "policy/registry_value.h"

// A rule on its own. `place` is where its text begins: mistakes stand `at` columns (of a text file)
// or units of two bytes (in binary) further. `is_built_in`: of RestrictedServices, which carry no
// Active and are in force.
void firewall_rule_lint(ks_str text, ks_mistake_place place, bool is_built_in,
                        ks_mistakes *mistakes, ks_arena scratch);

// Rules and settings as values of the registry come, then what they mean together.
typedef struct firewall_block firewall_block;
struct firewall_block { // an outbound block of one program, for its twin in SysWOW64
    ks_str plain;
    ks_str app;
    ks_mistake_place place;
    firewall_block *next;
};

typedef struct {
    firewall_block *blocks;
} firewall_policy;

// False: no value of Windows Firewall.
bool firewall_add(firewall_policy *policy, const ks_registry_value *value, ks_arena *arena,
                  ks_mistakes *mistakes, ks_arena scratch);
void firewall_lint(const firewall_policy *policy, ks_mistakes *mistakes, ks_arena scratch);

// A text file of rules, one a line.
bool firewall_sniff(ks_span bytes, ks_arena scratch);
void firewall_lint_file(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes);
