// FILETIME to dates and back, checked against a second calendar that counts day by day.
#include "base/ticks.h"

#include "test.h"

static ks_out out_of(u8 *bytes, size_t size)
{
    return (ks_out){ .at = bytes, .start = bytes, .end = bytes + size - ks_out_slack };
}

static const struct {
    const char *sentence, *text;
    u64 ticks;
    unsigned digits;
} printed[] = {
    { "0 is the first of January 1601", "1601-01-01T00:00:00.0000000Z", 0, 7 },
    { "Unix time begins in 1970", "1970-01-01T00:00:00.0000000Z", KS_TICKS_UNIX_EPOCH, 7 },
    { "all seven digits are printed", "2026-05-11T03:10:02.1234567Z", 134229426021234567, 7 },
    { "fewer digits are cut, not rounded", "2026-05-11T03:10:02.123Z", 134229426021234567, 3 },
    { "no digits, no point", "2026-05-11T03:10:02Z", 134229426021234567, 0 },
    { "more digits are zeros", "2026-05-11T03:10:02.123456700Z", 134229426021234567, 9 },
    { "a leap day exists", "2024-02-29T23:59:59.9999999Z", 133537247999999999, 7 },
    { "1700 had no leap day", "1700-03-01T00:00:00Z", 31292352000000000, 0 },
    { "2000 had one", "2000-02-29T00:00:00Z", 125962560000000000, 0 },
    { "\"never\" is in the year 30828", "30828-09-14T02:48:05.4775807Z", INT64_MAX, 7 },
    { "the largest time has five digits of year", "60056-05-28T05:36:10.9551615Z", UINT64_MAX, 7 },
};

static void printing(void)
{
    ks_day_cache days = { 0 };
    for (int round = 0; round < 2; round++) { // with and without the cached day
        for (size_t i = 0; i < countof(printed); i++) {
            u8 bytes[256];
            ks_out out = out_of(bytes, sizeof bytes);
            if (round == 0)
                days = (ks_day_cache){ 0 };
            ks_out_ticks(&out, printed[i].ticks, printed[i].digits, &days);
            bool same = ks_str_equal(ks_out_str(&out), ks_str_of(printed[i].text));
            if (!check(printed[i].sentence, same))
                remark("found %.*s", (int)ks_out_size(&out), out.start);
        }
    }
}

static void calendar(void)
{
    static const u32 lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    u32 year = 1601, month = 1, day = 1;
    bool forth = true, back = true;
    for (u64 n = 0; n < 400 * 365 + 97 + 40000; n++) { // 400 years repeat; and some more
        ks_civil c = ks_civil_of(n * KS_TICKS_PER_DAY + 12345);
        forth = forth && c.year == year && c.month == month && c.day == day &&
                c.fraction_ticks == 12345;
        u64 ticks = 0;
        back = back && ks_ticks_of(&c, &ticks) && ticks == n * KS_TICKS_PER_DAY + 12345;
        bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        if (++day > lengths[month - 1] + (month == 2 && leap)) {
            day = 1;
            month = month == 12 ? 1 : month + 1;
            year += month == 1;
        }
    }
    check("every day for 500 years is the calendar's", forth);
    check("and leads back to its ticks", back);
}

static const struct {
    const char *sentence, *text;
    int zone_minutes;
    bool is_read;
    const char *utc;
} texts[] = {
    { "a date alone is its midnight", "2026-05-11", 0, true, "2026-05-11T00:00:00.0000000Z" },
    { "a date in a zone is midnight there", "2026-05-11", 540, true,
      "2026-05-10T15:00:00.0000000Z" },
    { "hours and minutes are enough", "2026-05-11 03:10", 0, true, "2026-05-11T03:10:00.0000000Z" },
    { "seven digits are read", "2026-05-11T03:10:02.1234567Z", 540, true,
      "2026-05-11T03:10:02.1234567Z" },
    { "nine digits are read, two of them in vain", "2026-05-11T03:10:02.123456789Z", 0, true,
      "2026-05-11T03:10:02.1234567Z" },
    { "an offset in the text counts", "2026-05-11T03:10:02+09:00", 0, true,
      "2026-05-10T18:10:02.0000000Z" },
    { "an offset to the west too", "2026-05-11T03:10:02-0330", 0, true,
      "2026-05-11T06:40:02.0000000Z" },
    { "a day that is not there is refused", "2026-02-29", 0, false, "" },
    { "an hour of 24 is refused", "2026-02-28 24:00", 0, false, "" },
    { "what follows a time is refused", "2026-05-11T03:10:02Zx", 0, false, "" },
    { "a year before 1601 is refused", "1600-12-31", 0, false, "" },
    { "a time that the zone moves before 1601 is refused", "1601-01-01T00:00:00+01:00", 0, false,
      "" },
    { "no text is no time", "", 0, false, "" },
};

static void reading(void)
{
    for (size_t i = 0; i < countof(texts); i++) {
        u8 bytes[256];
        u64 ticks = 0;
        ks_out out = out_of(bytes, sizeof bytes);
        ks_day_cache days = { 0 };
        bool read = ks_ticks_read(ks_str_of(texts[i].text), texts[i].zone_minutes, &ticks);
        if (read)
            ks_out_ticks(&out, ticks, 7, &days);
        check(texts[i].sentence,
              read == texts[i].is_read && ks_str_equal(ks_out_str(&out), ks_str_of(texts[i].utc)));
    }
}

static const struct {
    const char *sentence, *text;
    u64 seconds;
} durations[] = {
    { "seconds alone", "17 s", 17 },
    { "nothing is 0 s", "0 s", 0 },
    { "minutes and seconds", "2 min 5 s", 125 },
    { "a whole hour", "1 h", 3600 },
    { "hours and minutes, seconds left out", "2 h 5 min", 7509 },
    { "days and hours", "3 d 4 h", 3 * 86400 + 4 * 3600 + 59 * 60 },
    { "days without hours", "3 d", 3 * 86400 + 59 * 60 },
};

static void lengths_of_time(void)
{
    for (size_t i = 0; i < countof(durations); i++) {
        u8 bytes[256];
        ks_out out = out_of(bytes, sizeof bytes);
        ks_out_duration(&out, durations[i].seconds * ks_ticks_per_second);
        check(durations[i].sentence, ks_str_equal(ks_out_str(&out), ks_str_of(durations[i].text)));
    }
}

int main(void)
{
    printing();
    calendar();
    reading();
    lengths_of_time();
    return checked();
}
