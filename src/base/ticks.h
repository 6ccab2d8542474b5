// Times as Windows counts them: FILETIME, 100 ns since 1601-01-01 UTC. No time zone tables: an
// offset is given in minutes where people want another one.
#pragma once
#include "base/out.h"

enum { ks_ticks_per_second = 10000000 };
#define KS_TICKS_PER_DAY    ((u64)864000000000)
#define KS_TICKS_UNIX_EPOCH ((u64)116444736000000000)

typedef struct {
    u32 year;
    u32 month, day, hour, minute, second; // month and day count from 1
    u32 fraction_ticks;                   // below ks_ticks_per_second
} ks_civil;

ks_civil ks_civil_of(u64 ticks);
// False for a date that the calendar does not have, or before 1601.
KS_MUST bool ks_ticks_of(const ks_civil *civil, u64 *ticks);

// The last day that was printed; consecutive records share it. {0} to begin with.
typedef struct {
    u64 day_plus_1;
    char text[16]; // "YYYY-MM-DDT"
    u32 size;
} ks_day_cache;

// 2026-05-11T03:10:02.1234567Z with `digits` (0..9; 8 and 9 are zeros) of the second's fraction.
void ks_out_ticks(ks_out *out, u64 ticks, unsigned digits, ks_day_cache *cache);
// "2026-05-11 03:10:02" for people, shifted by the zone's minutes; `digits` as above.
void ks_out_ticks_local(ks_out *out, u64 ticks, int zone_minutes, unsigned digits);
void ks_out_date(ks_out *out, u64 ticks); // 2026-05-11
// A span of time for people: "3 d 4 h", "2 h 5 min", "17 s".
void ks_out_duration(ks_out *out, u64 ticks);

// Reads "2026-05-11", "2026-05-11 03:10", "2026-05-11T03:10:02.1234567Z", "...+09:00"; without a
// zone in the text, `zone_minutes` is the one that is meant.
KS_MUST bool ks_ticks_read(ks_str text, int zone_minutes, u64 *ticks);
