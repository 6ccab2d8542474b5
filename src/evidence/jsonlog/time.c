// Times as exports write them: "2020-09-22T08:11:18.316Z", "2020-09-22 04:11:16" (whose zone is
// nowhere), "2019-05-11 17:10:10.889320 UTC" (evtx_dump before 0.8), "...+09:00".
#include "evidence/jsonlog/reader.h"

// Whether a zone stands behind the time of day: Z, +hh:mm, -hhmm.
static bool has_zone(ks_str text)
{
    if (ks_ends(text, KS_STR("Z")) || ks_ends(text, KS_STR("z")))
        return true;
    for (size_t i = text.size > 6 ? text.size - 6 : 0; i < text.size; i++) {
        if (i > 10 && (text.at[i] == '+' || text.at[i] == '-'))
            return true;
    }
    return false;
}

bool jsonlog_moment_read(ks_str text, jsonlog_moment *moment)
{
    bool is_utc = ks_ends(text, KS_STR(" UTC"));
    if (is_utc)
        text.size -= 4;
    u64 ticks = 0;
    if (!ks_ticks_read(text, 0, &ticks))
        return false;
    *moment = (jsonlog_moment){ ticks, is_utc || has_zone(text) };
    return true;
}

bool jsonlog_zone_between(u64 local, u64 utc, u32 slack_s, i32 *minutes)
{
    const i64 second = ks_ticks_per_second, step = 900 * second; // a quarter of an hour
    if (local > INT64_MAX / 2 || utc > INT64_MAX / 2)
        return false;
    i64 apart = (i64)local - (i64)utc;
    i64 steps = (apart + (apart < 0 ? -step / 2 : step / 2)) / step;
    i64 rest = apart - steps * step;
    if (steps < -96 || steps > 96 || rest > (i64)slack_s * second || rest < -(i64)slack_s * second)
        return false;
    *minutes = (i32)steps * 15;
    return true;
}
