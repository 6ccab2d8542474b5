// The door of the room: what a set of observations says about machines, sessions and processes.
// Facts are a pure function of the settled set; equal sets give equal facts in equal order.
#pragma once
#include "facts/host.h"
#include "facts/observation.h"
#include "facts/process.h"

// An observation in its place in the case: the total order is (effective time, host, source key,
// record id, offset).
typedef struct {
    const ks_observation *seen;
    u64 ticks; // effective: its own, corrected where the host's clock was wrong
    u32 host;  // index in facts->hosts
    u32 boot;  // index in the host's boots
} ks_fact_event;

// The same place twice in one log with another payload: both are kept, and this is a finding.
typedef struct {
    u32 first, second; // events
} ks_contradiction;

// What a correlation made of the hits of other rules (case/correlated.c).
typedef struct {
    u32 rule;          // of the set: the correlation
    const u32 *events; // in time order
    size_t event_count;
    ks_str text; // what they have in common: "TargetUserName: tanaka"
} ks_rule_result;

typedef struct ks_facts {
    const ks_observations *set;
    const ks_fact_event *events; // in the total order: "record" everywhere after is an index here
    size_t event_count;
    const ks_host *hosts; // by id
    size_t host_count;
    const ks_process *processes; // by (host, start with unknown first, pid, source, offset)
    size_t process_count;
    const u32 *process_of;      // by event: the process that it tells of; ks_no_process: none
    const ks_session *sessions; // by (host, boot, logon, start)
    size_t session_count;
    const ks_contradiction *contradictions;
    size_t contradiction_count;
    u64 first_ticks, last_ticks;   // of all events of all sources
    const ks_rule_result *results; // set behind ks_facts_make, by who can run correlations
    size_t result_count;
} ks_facts;

KS_MUST bool ks_facts_make(ks_facts **facts, const ks_observations *set, ks_arena *arena,
                           ks_fail *fail);
