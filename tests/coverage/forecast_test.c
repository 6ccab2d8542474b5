// How a log grows and how long it keeps, now and under a profile.
#include "coverage/forecast.h"

#include "base/ticks.h"

#include "test.h"

#include <string.h>

static const u32 *ids; // that lie in the log, 0 behind the last

static bool has(const void *from, u32 first, u32 last)
{
    (void)from;
    for (const u32 *id = ids; *id; id++)
        if (*id >= first && *id <= last)
            return true;
    return false;
}

static bool is_added(const ks_channel_forecast *f, const char *id)
{
    for (u32 i = 0; i < f->added_count; i++)
        if (ks_str_equal(f->added[i]->id, ks_str_of(id)))
            return true;
    return false;
}

int main(void)
{
    static const ks_windows windows = { 19045, KS_ROLE_CLIENT, ks_edition_any };
    static const u32 logons[] = { 4624, 0 }, starts[] = { 4624, 4688, 0 };
    ks_arena arena;
    ks_profile profile;
    ks_recording before, after;
    ks_fail fail = { 0 };
    if (!ks_arena_open(&arena, "run", 64 << 20) ||
        !ks_profile_open(KS_STR("recommended"), &arena, &profile, &fail) ||
        !ks_recording_make(&before, NULL, &windows, &arena, &fail) ||
        !ks_recording_make(&after, &profile, &windows, &arena, &fail))
        return 1;
    ks_channel_seen seen = { .channel = KS_STR("Security"),
                             .events = 240000,
                             .bytes = 120000000,
                             .span_ticks = 10 * KS_TICKS_PER_DAY - KS_TICKS_PER_DAY / 24,
                             .size_limit = 20971520,
                             .has = has };
    ids = logons;
    ks_channel_forecast f = ks_channel_forecast_of(&seen, &before, &after);
    check("ten days of events are measured", f.is_measured && f.now.events == 24000);
    check("an event's size is what this log's are", f.event_size == 500);
    check("the days that a log keeps follow", f.now.keeps_days == 20971520 / f.now.bytes);
    check("the profile's size counts afterwards", f.then.size == (u64)1 << 30);
    check("what the profile turns on, and the log does not hold, is added",
          is_added(&f, "audit.process-creation") && f.then.events > f.now.events);
    ids = starts;
    f = ks_channel_forecast_of(&seen, &before, &after);
    check("what the log holds already is measured, not added",
          !is_added(&f, "audit.process-creation"));
    seen.span_ticks = KS_TICKS_PER_DAY / 2;
    f = ks_channel_forecast_of(&seen, &before, &after);
    check("half a day says nothing about a rate", !f.is_measured && f.now.events == 0);
    return checked();
}
