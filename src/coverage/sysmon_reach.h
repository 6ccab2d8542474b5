// Whether events that make a rule true would be logged by a configuration of Sysmon.
#pragma once
#include "policy/sysmon.h"
#include "rules/form.h"

typedef enum { SYSMON_NEVER, SYSMON_SOMETIMES, SYSMON_ALWAYS } sysmon_often;

typedef struct {
    sysmon_often often;
    bool is_include;                // SOMETIMES: it takes a filter to be logged, not to be dropped
    const ks_sysmon_filter *filter; // that decided or may decide; NULL: a default
} sysmon_reach;

// A configuration made ready to be asked often.
typedef struct sysmon_sieve sysmon_sieve;
KS_MUST sysmon_sieve *sysmon_sieve_make(const ks_sysmon_config *config, ks_arena *arena);

// `id`: the Sysmon event; the rule's condition and what the form asks for besides hold together.
sysmon_reach sysmon_reach_of(sysmon_sieve *sieve, const ks_rule *rule, const ks_form *form, u32 id);
