// Hosts: which computers' names in which sources are one machine (answers, traps 8, 14, 19), when
// it was on, and how its clock was set.
#pragma once
#include "facts/observation.h"

static const u32 ks_no_host = UINT32_MAX;

// One start of Windows. Process ids, handles and logon ids mean something within one boot only.
typedef struct {
    u64 start_ticks;
    u64 end_ticks;     // of the power-on time: shutdown, or the last sign before the next boot;
                       // 0: goes on
    bool is_end_known; // a shutdown was recorded
    u32 proof;         // event (index in facts->events); ks_no_event: only assumed (the first)
    u32 end_proof;     // ks_no_event: none
} ks_boot;

// No part of the powered-on time: switched off, asleep, or (a virtual machine that stood still)
// leapt over by the clock.
typedef struct {
    u64 from_ticks, to_ticks;
} ks_pause;

// The clock was set by more than two minutes.
typedef struct {
    u32 event;
    u64 old_ticks, new_ticks;
    ks_str process;  // who set it; empty: not told
    bool is_service; // a time service or the machine itself: boot, virtual machine's tools
    bool is_system;  // by SYSTEM, and no program is named: a service, or somebody who became it
    bool is_undone;  // a later step took it back
} ks_clock_step;

// The event log service was down while Windows ran.
typedef struct {
    u64 from_ticks, to_ticks; // to: at the latest; from == to: only the new start is told
    u32 events[4];            // its records, the last the new start; ks_no_event: none
} ks_outage;

// Ids between two neighbours that no source holds.
typedef struct {
    ks_run before, after; // the stretches on both sides
    bool is_within;       // one source has both: records were lost there; else they are only not
                          // supplied, or were overwritten between two copies
} ks_gap;

// All of one channel of a host: sources joined, repeats counted once.
typedef struct {
    u32 channel;        // string of the set
    const u32 *extents; // indices into set->extents
    size_t extent_count;
    u64 count; // events, each once as far as record ids tell
    u64 oldest_ticks, newest_ticks;
    const ks_run *runs; // all ids held, joined
    size_t run_count;
    const ks_gap *gaps; // of a sequential one, in its order
    size_t gap_count;
    bool is_sequential;        // its ids have a meaning: a live-type log, not filtered or forwarded
    bool is_filtered;          // a filtered export: absence means nothing
    bool is_forwarded;         // came through a collector only
    u64 longest_silence_ticks; // between hours with events
} ks_channel;

typedef struct {
    ks_str id;           // its last name in lower case: the key of the case
    ks_str name;         // as last written
    const ks_str *names; // all, `name` first, then by bytes
    size_t name_count;
    const ks_channel *channels; // by name
    size_t channel_count;
    u64 events, bytes;
    size_t logs; // sources that hold events of it
    u64 first_ticks, last_ticks;
    const ks_boot *boots; // by time, at least one
    size_t boot_count;
    const ks_pause *pauses; // by time, apart from each other
    size_t pause_count;
    const ks_clock_step *steps;
    size_t step_count;
    const ks_outage *outages;
    size_t outage_count;
    u64 steps_small;      // clock corrections that were too small to matter
    const ks_hour *hours; // events by hour
    size_t hour_count;
    const u32 *seen; // its events (indices in facts->events), in order
    size_t seen_count;
} ks_host;

// NULL: the host has no events of this channel (name compared ignoring ASCII case).
const ks_channel *ks_host_channel(const ks_observations *set, const ks_host *host, ks_str name);
// Whether a missing id means a missing record there: not filtered, not collected.
bool ks_extent_tells(const ks_observations *set, const ks_extent *extent);
