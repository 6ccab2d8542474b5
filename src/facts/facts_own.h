// Of this room: facts while they are made. Each step fills what the next one reads.
#pragma once
#include "facts/facts.h"
#include "facts/item.h"

typedef struct {
    ks_arena *arena;
    const ks_observations *set;
    u32 *host_of; // by index in set->items
    ks_host *hosts;
    size_t host_count;
    ks_fact_event *events;
    size_t event_count;
    ks_process *processes;
    size_t process_count;
    ks_session *sessions;
    size_t session_count;
} facts_making;

// Hosts with names and channels; host_of.
KS_MUST bool hosts_find(facts_making *m);
// What each host's channels hold, from the extents.
KS_MUST bool channels_find(facts_making *m, const u32 *host_of_extent);
// Clock steps; events with effective times, in the total order (boots not yet told).
KS_MUST bool clocks_find(facts_making *m);
// Boots and pauses; the boot of each event.
KS_MUST bool boots_find(facts_making *m);
// Stretches in which the event log service was down while Windows ran.
KS_MUST bool outages_find(facts_making *m);
KS_MUST bool sessions_find(facts_making *m);
KS_MUST bool processes_find(facts_making *m);

// The session that a process of this logon id ran in at that time; ks_no_session.
u32 session_at(const facts_making *m, u32 host, u32 boot, u64 logon, u64 ticks);
