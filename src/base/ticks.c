// Civil dates from day numbers by the usual era arithmetic (400 years = 146,097 days), with
// March as the first month so that the leap day comes last. See ticks.h.
#include "base/ticks.h"

#include "base/number.h"

enum { days_0000_to_1601 = 584694, era_days = 146097 }; // from 0000-03-01 to 1601-01-01

ks_civil ks_civil_of(u64 ticks)
{
    u64 days = ticks / KS_TICKS_PER_DAY + days_0000_to_1601;
    u64 rest = ticks % KS_TICKS_PER_DAY;
    u64 era = days / era_days, of_era = days % era_days;
    u64 year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    u64 of_year = of_era - (365 * year + year / 4 - year / 100);
    u64 month = (5 * of_year + 2) / 153;
    u64 seconds = rest / ks_ticks_per_second;
    ks_civil c = { .fraction_ticks = (u32)(rest % ks_ticks_per_second) };
    c.day = (u32)(of_year - (153 * month + 2) / 5 + 1);
    c.month = (u32)(month < 10 ? month + 3 : month - 9);
    c.year = (u32)(era * 400 + year + (c.month <= 2));
    c.hour = (u32)(seconds / 3600);
    c.minute = (u32)(seconds / 60 % 60);
    c.second = (u32)(seconds % 60);
    return c;
}

bool ks_ticks_of(const ks_civil *c, u64 *ticks)
{
    static const u8 lengths[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (c->year % 4 == 0 && c->year % 100 != 0) || c->year % 400 == 0;
    if (c->year < 1601 || c->year > 30827 || c->month < 1 || c->month > 12 || c->day < 1)
        return false;
    if (c->day > lengths[c->month - 1] || (c->month == 2 && c->day == 29 && !leap))
        return false;
    if (c->hour > 23 || c->minute > 59 || c->second > 59 ||
        c->fraction_ticks >= ks_ticks_per_second)
        return false;
    u64 year = c->year - (c->month <= 2);
    u64 era = year / 400, of_era_year = year % 400;
    u64 of_year = (153 * (u64)(c->month > 2 ? c->month - 3 : c->month + 9) + 2) / 5 + c->day - 1;
    u64 of_era = of_era_year * 365 + of_era_year / 4 - of_era_year / 100 + of_year;
    u64 days = era * era_days + of_era - days_0000_to_1601;
    u64 seconds = days * 86400 + (u64)c->hour * 3600 + (u64)c->minute * 60 + c->second;
    *ticks = seconds * ks_ticks_per_second + c->fraction_ticks;
    return true;
}

static u8 *two(u8 *to, u32 value)
{
    to[0] = (u8)('0' + value / 10);
    to[1] = (u8)('0' + value % 10);
    return to + 2;
}

static void out_date(ks_out *out, const ks_civil *c)
{
    ks_out_padded(out, c->year, 4);
    ks_out_byte(out, '-');
    ks_out_padded(out, c->month, 2);
    ks_out_byte(out, '-');
    ks_out_padded(out, c->day, 2);
}

static u8 *out_time(u8 *to, u64 of_day, unsigned digits)
{
    u32 seconds = (u32)(of_day / ks_ticks_per_second);
    u32 fraction = (u32)(of_day % ks_ticks_per_second);
    to = two(to, seconds / 3600);
    *to++ = ':';
    to = two(to, seconds / 60 % 60);
    *to++ = ':';
    to = two(to, seconds % 60);
    if (digits == 0)
        return to;
    *to++ = '.';
    for (unsigned i = 7; i-- > 0; fraction /= 10)
        to[i] = (u8)('0' + fraction % 10);
    to[7] = to[8] = '0';
    return to + digits;
}

void ks_out_ticks(ks_out *out, u64 ticks, unsigned digits, ks_day_cache *cache)
{
    KS_ASSERT(digits <= 9);
    u64 day = ticks / KS_TICKS_PER_DAY;
    if (cache->day_plus_1 != day + 1) {
        ks_civil c = ks_civil_of(ticks);
        u8 text[ks_out_slack * 2];
        ks_out fresh = { .at = text, .start = text, .end = text + ks_out_slack };
        out_date(&fresh, &c);
        ks_out_byte(&fresh, 'T');
        cache->size = (u32)ks_out_size(&fresh);
        memcpy(cache->text, text, sizeof cache->text);
        cache->day_plus_1 = day + 1;
    }
    if (!ks_out_room(out, ks_number_size + sizeof cache->text))
        return;
    memcpy(out->at, cache->text, sizeof cache->text);
    u8 *to = out_time(out->at + cache->size, ticks % KS_TICKS_PER_DAY, digits);
    *to++ = 'Z';
    out->at = to;
}

void ks_out_ticks_local(ks_out *out, u64 ticks, int zone_minutes, unsigned digits)
{
    i64 shift = (i64)zone_minutes * 60 * ks_ticks_per_second;
    if (shift < 0 ? ticks >= (u64)-shift : ticks <= UINT64_MAX - (u64)shift)
        ticks += (u64)shift;
    ks_civil c = ks_civil_of(ticks);
    out_date(out, &c);
    ks_out_byte(out, ' ');
    if (ks_out_room(out, ks_number_size))
        out->at = out_time(out->at, ticks % KS_TICKS_PER_DAY, digits);
}

void ks_out_date(ks_out *out, u64 ticks)
{
    ks_civil c = ks_civil_of(ticks);
    out_date(out, &c);
}

void ks_out_duration(ks_out *out, u64 ticks)
{
    static const struct {
        u64 seconds;
        const char *word;
    } units[] = { { 86400, " d" }, { 3600, " h" }, { 60, " min" }, { 1, " s" } };
    u64 seconds = ticks / ks_ticks_per_second;
    for (size_t i = 0; i < countof(units); i++) {
        if (seconds < units[i].seconds && i + 1 < countof(units))
            continue;
        ks_out_u64(out, seconds / units[i].seconds);
        ks_out_put(out, ks_str_of(units[i].word));
        u64 rest = seconds % units[i].seconds;
        if (i + 1 < countof(units) && rest / units[i + 1].seconds) {
            ks_out_byte(out, ' ');
            ks_out_u64(out, rest / units[i + 1].seconds);
            ks_out_put(out, ks_str_of(units[i + 1].word));
        }
        return;
    }
}

typedef struct {
    ks_str text;
    size_t next;
} reader;

static bool digits(reader *r, unsigned count, u32 *value)
{
    if (r->text.size - r->next < count)
        return false;
    *value = 0;
    for (unsigned i = 0; i < count; i++) {
        char c = r->text.at[r->next + i];
        if (c < '0' || c > '9')
            return false;
        *value = *value * 10 + (u32)(c - '0');
    }
    r->next += count;
    return true;
}

static bool one_of(reader *r, const char *set)
{
    if (r->next >= r->text.size || r->text.at[r->next] == 0 ||
        strchr(set, r->text.at[r->next]) == NULL)
        return false;
    r->next++;
    return true;
}

static bool time_of_day(reader *r, ks_civil *c)
{
    if (!digits(r, 2, &c->hour) || !one_of(r, ":") || !digits(r, 2, &c->minute))
        return false;
    if (one_of(r, ":") && !digits(r, 2, &c->second))
        return false;
    u32 scale = ks_ticks_per_second / 10, digit = 0;
    if (one_of(r, ".,")) {
        for (; digits(r, 1, &digit); scale /= 10)
            c->fraction_ticks += digit * scale;
    }
    return true;
}

static bool zone(reader *r, int *minutes)
{
    if (one_of(r, "Zz")) {
        *minutes = 0;
        return true;
    }
    size_t sign_at = r->next;
    if (!one_of(r, "+-"))
        return true;
    u32 hours = 0, rest = 0;
    if (!digits(r, 2, &hours))
        return false;
    one_of(r, ":");
    if (r->next < r->text.size && !digits(r, 2, &rest))
        return false;
    *minutes = (int)(hours * 60 + rest) * (r->text.at[sign_at] == '-' ? -1 : 1);
    return hours < 24 && rest < 60;
}

bool ks_ticks_read(ks_str text, int zone_minutes, u64 *ticks)
{
    reader r = { text, 0 };
    ks_civil c = { 0 };
    if (!digits(&r, 4, &c.year) || !one_of(&r, "-/") || !digits(&r, 2, &c.month) ||
        !one_of(&r, "-/") || !digits(&r, 2, &c.day))
        return false;
    if (one_of(&r, "T t") &&
        (!time_of_day(&r, &c) || ((void)one_of(&r, " "), false) || !zone(&r, &zone_minutes)))
        return false;
    u64 local = 0;
    if (r.next != text.size || !ks_ticks_of(&c, &local))
        return false;
    i64 shift = (i64)zone_minutes * 60 * ks_ticks_per_second;
    if (shift > 0 && local < (u64)shift)
        return false;
    *ticks = local - (u64)shift;
    return true;
}
