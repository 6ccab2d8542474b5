// How a log grows and how long it keeps, now and under a profile.
#include "coverage/forecast.h"

#include "base/fold.h"
#include "base/ticks.h"
#include "coverage/event_way.h"
#include "coverage/what_if.h"

enum { event_size_assumed = 1024 };

static u64 a_day(u64 count, u64 span_ticks)
{
    u64 hours = span_ticks / (KS_TICKS_PER_DAY / 24) + 1;
    return count / hours * 24 + count % hours * 24 / hours;
}

static void keep(ks_channel_rate *rate)
{
    rate->keeps_days = rate->bytes ? rate->size / rate->bytes : 0;
}

// Whether events of the setting come in this channel, and none of them lies in the log.
static bool is_new(const ks_channel_seen *seen, const ks_setting *setting)
{
    bool is_here = false;
    for (u32 i = 0; i < setting->event_count; i++) {
        const ks_setting_event *event = &setting->events[i];
        if (!ks_equal_fold(event->channel, seen->channel))
            continue;
        if (seen->has && seen->has(seen->from, event->first, event->last))
            return false;
        is_here = true;
    }
    return is_here;
}

static bool is_channel(const ks_setting *setting)
{
    return setting->part_count && setting->parts[0].kind == KS_SETTING_CHANNEL;
}

static u64 size_of(const ks_recording *recording, ks_str channel, u64 otherwise)
{
    size_t count;
    const ks_setting *const *settings = ks_settings(&count);
    for (size_t i = 0; i < count; i++) {
        for (u32 p = 0; p < settings[i]->part_count; p++) {
            const ks_setting_part *part = &settings[i]->parts[p];
            if (part->kind != KS_SETTING_CHANNEL || !ks_equal_fold(part->object, channel) ||
                !ks_str_equal(part->detail, KS_STR("MaxSize")))
                continue;
            ks_setting_value value = ks_recording_value(recording, part);
            return value.kind == KS_VALUE_NUMBER && value.number > otherwise ? value.number
                                                                             : otherwise;
        }
    }
    return otherwise;
}

ks_channel_forecast ks_channel_forecast_of(const ks_channel_seen *seen, const ks_recording *before,
                                           const ks_recording *after)
{
    size_t count;
    const ks_setting *const *settings = ks_settings(&count);
    ks_channel_forecast f = { .event_size = event_size_assumed };
    f.is_measured = seen->span_ticks >= KS_TICKS_PER_DAY && seen->events;
    if (f.is_measured) {
        f.now.events = a_day(seen->events, seen->span_ticks);
        f.now.bytes = a_day(seen->bytes, seen->span_ticks);
        f.event_size = seen->bytes / seen->events ? seen->bytes / seen->events : 1;
    }
    f.now.size = seen->size_limit;
    f.then = f.now;
    f.then.size = size_of(after, seen->channel, seen->size_limit);
    for (size_t i = 0; i < count; i++) {
        const ks_setting *s = settings[i];
        if (is_channel(s) || ks_setting_cover(before, s) >= KS_COVER_PARTLY ||
            ks_setting_cover(after, s) < KS_COVER_PARTLY || !is_new(seen, s))
            continue;
        u64 events = ks_setting_bytes_a_day(s, after->windows.role) / event_size_assumed;
        f.then.events += events;
        f.then.bytes += events * f.event_size;
        if (f.added_count < forecast_settings_most)
            f.added[f.added_count++] = s;
    }
    keep(&f.now);
    keep(&f.then);
    return f;
}
