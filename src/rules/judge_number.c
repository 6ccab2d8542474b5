// Numbers, times and addresses in the texts of events. See judge_own.h.
#include "base/number.h"
#include "base/ticks.h"
#include "rules/judge_own.h"

#include <stdlib.h>

static bool is_digit(char c) { return (u8)(c - '0') < 10; }

static size_t digits(ks_str text, size_t at)
{
    size_t from = at;
    while (at < text.size && is_digit(text.at[at]))
        at++;
    return at - from;
}

// "12.5", "1e3", ".5": digits with a point or an exponent, and nothing else.
static bool is_real(ks_str text)
{
    size_t at = text.size && (text.at[0] == '-' || text.at[0] == '+');
    size_t whole = digits(text, at), part = 0;
    at += whole;
    if (at < text.size && text.at[at] == '.') {
        part = digits(text, at + 1);
        at += 1 + part;
    }
    if (whole + part == 0)
        return false;
    if (at < text.size && (text.at[at] | 32) == 'e') {
        at++;
        at += at < text.size && (text.at[at] == '-' || text.at[at] == '+');
        size_t power = digits(text, at);
        at += power;
        if (power == 0)
            return false;
    }
    return at == text.size;
}

bool judge_number(ks_str text, ks_rule_number *number)
{
    *number = (ks_rule_number){ .is_whole = true };
    if (text.size == 0)
        return false;
    bool has_sign = text.size > 1 && (text.at[0] == '-' || text.at[0] == '+');
    bool is_hex = text.size > 2 && text.at[0] == '0' && (text.at[1] | 32) == 'x';
    ks_str size = ks_str_from(text, has_sign);
    if ((is_hex || (size.size && digits(size, 0) == size.size)) &&
        ks_u64_read(size, &number->size)) {
        number->is_negative = has_sign && text.at[0] == '-' && number->size;
        number->real = (double)number->size * (number->is_negative ? -1 : 1);
        return true;
    }
    char copy[64];
    if (text.size >= sizeof copy || !is_real(text))
        return false;
    memcpy(copy, text.at, text.size);
    copy[text.size] = 0;
    *number = (ks_rule_number){ .real = strtod(copy, NULL) };
    return true;
}

int judge_compare(const ks_rule_number *a, const ks_rule_number *b)
{
    if (!a->is_whole || !b->is_whole)
        return (a->real > b->real) - (a->real < b->real);
    bool a_negative = a->is_negative && a->size, b_negative = b->is_negative && b->size;
    if (a_negative != b_negative)
        return a_negative ? -1 : 1;
    int order = (a->size > b->size) - (a->size < b->size);
    return a_negative ? -order : order;
}

bool judge_is_related(ks_rule_relation relation, int order)
{
    switch (relation) {
    case KS_IS_EQUAL: return order == 0;
    case KS_IS_LESS: return order < 0;
    case KS_IS_AT_MOST: return order <= 0;
    case KS_IS_MORE: return order > 0;
    case KS_IS_AT_LEAST: return order >= 0;
    }
    return false;
}

// ISO 8601: the week of a day is that of its Thursday, counted in Thursday's year.
static u64 week_of(u64 ticks)
{
    u64 day = ticks / KS_TICKS_PER_DAY; // 1601-01-01 was a Monday
    u64 thursday = day - day % 7 + 3;
    ks_civil c = ks_civil_of(thursday * KS_TICKS_PER_DAY);
    ks_civil first = { .year = c.year, .month = 1, .day = 1 };
    u64 start = 0;
    return ks_ticks_of(&first, &start) ? (thursday - start / KS_TICKS_PER_DAY) / 7 + 1 : 0;
}

u64 judge_time_part(u64 ticks, ks_rule_time_part part)
{
    ks_civil c = ks_civil_of(ticks);
    switch (part) {
    case KS_PART_MINUTE: return c.minute;
    case KS_PART_HOUR: return c.hour;
    case KS_PART_DAY: return c.day;
    case KS_PART_WEEK: return week_of(ticks);
    case KS_PART_MONTH: return c.month;
    case KS_PART_YEAR: return c.year;
    }
    return 0;
}

// --- addresses

static bool read_v4(ks_str text, u8 *to)
{
    size_t at = 0;
    for (int i = 0; i < 4; i++) {
        u32 number = 0;
        size_t size = digits(text, at);
        if (size == 0 || size > 3)
            return false;
        for (; size; size--)
            number = number * 10 + (u32)(text.at[at++] - '0');
        if (number > 255 || (i < 3 && (at >= text.size || text.at[at++] != '.')))
            return false;
        to[i] = (u8)number;
    }
    return at == text.size;
}

// Up to four hexadecimal digits at `*at`.
static bool read_group(ks_str text, size_t *at, u32 *group)
{
    size_t from = *at;
    for (*group = 0; *at < text.size && *at - from < 5; ++*at) {
        u8 c = (u8)text.at[*at], letter = (u8)((c | 32) - 'a');
        if (!is_digit((char)c) && letter >= 6)
            break;
        *group = *group << 4 | (is_digit((char)c) ? c - (u32)'0' : letter + 10u);
    }
    return *at > from && *at - from <= 4;
}

// RFC 4291 2.2: eight groups, one run of zero groups as "::", the last two as IPv4.
static bool read_v6(ks_str text, u8 to[16])
{
    size_t at = 0, count = 0, gap = SIZE_MAX;
    u8 bytes[16] = { 0 };
    if (text.size >= 2 && text.at[0] == ':' && text.at[1] == ':') {
        gap = 0;
        at = 2;
    }
    while (at < text.size && count < 16) {
        ks_str rest = ks_str_from(text, at);
        u32 group = 0;
        if (count <= 12 && read_v4(rest, bytes + count)) {
            count += 4;
            at = text.size;
            break;
        }
        if (!read_group(text, &at, &group))
            return false;
        bytes[count++] = (u8)(group >> 8);
        bytes[count++] = (u8)group;
        if (at == text.size)
            break;
        if (text.at[at++] != ':' || at == text.size)
            return false;
        if (text.at[at] == ':') {
            if (gap != SIZE_MAX)
                return false;
            gap = count;
            at++;
        }
    }
    if (at != text.size || (gap == SIZE_MAX ? count != 16 : count > 14))
        return false;
    size_t head = gap == SIZE_MAX ? 16 : gap, tail = count - (head < count ? head : count);
    memset(to, 0, 16);
    memcpy(to, bytes, head < count ? head : count);
    if (gap != SIZE_MAX)
        memcpy(to + 16 - tail, bytes + gap, tail);
    return true;
}

static bool has_prefix(const u8 *address, const u8 *network, unsigned bits)
{
    if (bits / 8 && memcmp(address, network, bits / 8) != 0)
        return false;
    unsigned rest = bits % 8;
    return rest == 0 || (address[bits / 8] ^ network[bits / 8]) >> (8 - rest) == 0;
}

void ks_judge_read_address(ks_str text, ks_judge_address *address)
{
    static const u8 mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };
    const char *zone = text.size ? memchr(text.at, '%', text.size) : NULL;
    *address = (ks_judge_address){ 0 };
    address->is_v4 = read_v4(text, address->v4);
    if (address->is_v4)
        return;
    if (zone)
        text.size = (size_t)(zone - text.at);
    address->is_v6 = read_v6(text, address->v6);
    address->is_v4 = address->is_v6 && memcmp(address->v6, mapped, sizeof mapped) == 0;
    if (address->is_v4)
        memcpy(address->v4, address->v6 + sizeof mapped, sizeof address->v4);
}

bool ks_judge_is_within(const ks_rule_network *network, const ks_judge_address *address)
{
    if (network->is_v4)
        return address->is_v4 && has_prefix(address->v4, network->at, network->bits);
    return address->is_v6 && has_prefix(address->v6, network->at, network->bits);
}
