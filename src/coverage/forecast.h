// Forecast: how much a log grows a day and how many days it keeps, now and under a profile. What a
// host's own logs hold is measured; what a setting would add that they do not hold yet is estimated
// by the catalogue's volume classes (what_if.h), with the size of this log's own events.
#pragma once
#include "coverage/recording.h"

// One channel of a host, as its logs tell.
typedef struct {
    ks_str channel;
    u64 events, bytes; // that lie in it
    u64 span_ticks;    // from the first to the last
    u64 size_limit;    // of the log when full
    // Whether an event of these ids is among them.
    bool (*has)(const void *from, u32 first, u32 last);
    const void *from;
} ks_channel_seen;

typedef struct {
    u64 events, bytes; // a day
    u64 size;          // of the log when full
    u64 keeps_days;    // 0: cannot be told
} ks_channel_rate;

enum { forecast_settings_most = 24 };
typedef struct {
    ks_channel_rate now, then;
    u64 event_size;                                  // bytes: measured, or assumed
    bool is_measured;                                // by a day or more of this log
    const ks_setting *added[forecast_settings_most]; // that would write more into it
    u32 added_count;
} ks_channel_forecast;

ks_channel_forecast ks_channel_forecast_of(const ks_channel_seen *seen, const ks_recording *before,
                                           const ks_recording *after);
