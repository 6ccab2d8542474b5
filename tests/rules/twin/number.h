// Numbers, addresses and times, read out of texts as reference/sigma 2.3 and 2.6 say.
#pragma once
#include "base/text.h"
#include "base/ticks.h"

#include <stdlib.h>

typedef struct {
    bool is_whole, is_negative;
    u64 size; // of a whole one
    double real;
} twin_number;

static inline int twin_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : 99;
}

static inline bool twin_read_whole(ks_str text, u64 base, u64 *value)
{
    *value = 0;
    for (size_t i = 0; i < text.size; i++) {
        u64 digit = (u64)twin_digit(text.at[i]);
        if (digit >= base || __builtin_mul_overflow(*value, base, value) ||
            __builtin_add_overflow(*value, digit, value))
            return false;
    }
    return text.size > 0;
}

static inline size_t twin_digits(ks_str text, size_t at)
{
    size_t from = at;
    while (at < text.size && text.at[at] >= '0' && text.at[at] <= '9')
        at++;
    return at - from;
}

// [-+]digits[.digits][e[-+]digits]: nothing else that strtod would take.
static inline bool twin_looks_real(ks_str text)
{
    size_t i = text.size && (text.at[0] == '-' || text.at[0] == '+');
    size_t whole = twin_digits(text, i), part = 0;
    i += whole;
    if (i < text.size && text.at[i] == '.') {
        part = twin_digits(text, ++i);
        i += part;
    }
    if (whole + part == 0)
        return false;
    if (i < text.size && (text.at[i] == 'e' || text.at[i] == 'E')) {
        i++;
        i += i < text.size && (text.at[i] == '-' || text.at[i] == '+');
        size_t exponent = twin_digits(text, i);
        if (exponent == 0)
            return false;
        i += exponent;
    }
    return i == text.size;
}

static inline bool twin_number_read(ks_str text, twin_number *number)
{
    bool is_hex = text.size > 2 && text.at[0] == '0' && (text.at[1] | 32) == 'x';
    bool has_sign = text.size && (text.at[0] == '-' || text.at[0] == '+');
    ks_str digits = { text.at + (is_hex ? 2 : has_sign), text.size - (is_hex ? 2 : has_sign) };
    *number = (twin_number){ .is_whole = true, .is_negative = has_sign && text.at[0] == '-' };
    if (twin_read_whole(digits, is_hex ? 16 : 10, &number->size)) {
        number->is_negative = number->is_negative && number->size != 0;
        number->real = number->is_negative ? -(double)number->size : (double)number->size;
        return true;
    }
    char copy[400];
    if (is_hex || text.size >= sizeof copy || !twin_looks_real(text))
        return false;
    memcpy(copy, text.at, text.size);
    copy[text.size] = '\0';
    *number = (twin_number){ .real = strtod(copy, NULL) };
    return true;
}

// -1, 0, 1
static inline int twin_number_order(twin_number a, twin_number b)
{
    if (!a.is_whole || !b.is_whole)
        return (a.real > b.real) - (a.real < b.real);
    if (a.is_negative != b.is_negative)
        return a.is_negative ? -1 : 1;
    int order = (a.size > b.size) - (a.size < b.size);
    return a.is_negative ? -order : order;
}

// --- addresses
typedef struct {
    u8 at[16];
    bool is_v4;
} twin_address;

static inline bool twin_address_v4(ks_str text, u8 *to)
{
    size_t i = 0;
    for (int part = 0; part < 4; part++) {
        size_t digits = twin_digits(text, i);
        u64 value = 0;
        bool has_dot = i + digits < text.size && text.at[i + digits] == '.';
        if (digits == 0 || digits > 3 || (digits > 1 && text.at[i] == '0') ||
            has_dot != (part < 3) ||
            !twin_read_whole((ks_str){ text.at + i, digits }, 10, &value) || value > 255)
            return false;
        to[part] = (u8)value;
        i += digits + has_dot;
    }
    return i == text.size;
}

// Groups of hexadecimal digits between colons; one "::" stands for the missing ones; the last two
// may be an IPv4 address (RFC 4291, 2.2).
static inline bool twin_address_v6(ks_str text, u8 *to)
{
    u16 groups[8];
    size_t count = 0, gap = SIZE_MAX, i = 0;
    if (text.size >= 2 && text.at[0] == ':' && text.at[1] == ':') {
        gap = 0;
        i = 2;
    }
    while (i < text.size) {
        size_t end = i;
        while (end < text.size && text.at[end] != ':')
            end++;
        ks_str part = { text.at + i, end - i };
        u64 value = 0;
        u8 v4[4];
        if (end == text.size && count <= 6 && twin_address_v4(part, v4)) {
            groups[count++] = (u16)(v4[0] << 8 | v4[1]);
            groups[count++] = (u16)(v4[2] << 8 | v4[3]);
            break;
        }
        if (count == 8 || part.size > 4 || !twin_read_whole(part, 16, &value))
            return false;
        groups[count++] = (u16)value;
        i = end + 1;
        if (end < text.size && i == text.size)
            return false; // a colon at the end
        if (i < text.size && text.at[i] == ':') {
            if (gap != SIZE_MAX)
                return false;
            gap = count;
            i++;
        }
    }
    if (gap == SIZE_MAX ? count != 8 : count > 7)
        return false;
    memset(to, 0, 16);
    for (size_t g = 0; g < count; g++) {
        size_t place = gap != SIZE_MAX && g >= gap ? 8 - count + g : g;
        to[2 * place] = (u8)(groups[g] >> 8);
        to[2 * place + 1] = (u8)groups[g];
    }
    return true;
}

static inline bool twin_address_read(ks_str text, twin_address *a)
{
    a->is_v4 = twin_address_v4(text, a->at);
    for (size_t i = 0; i < text.size; i++) {
        if (text.at[i] == '%')
            text.size = i; // a zone
    }
    return a->is_v4 || twin_address_v6(text, a->at);
}

static inline bool twin_bits_equal(const u8 *a, const u8 *b, unsigned bits)
{
    for (unsigned i = 0; i < bits; i++) {
        if (((a[i / 8] ^ b[i / 8]) >> (7 - i % 8)) & 1)
            return false;
    }
    return true;
}

typedef struct {
    twin_address address;
    unsigned bits;
} twin_network;

static inline bool twin_network_read(ks_str text, twin_network *n)
{
    size_t slash = 0;
    u64 bits = 0;
    while (slash < text.size && text.at[slash] != '/')
        slash++;
    if (!twin_address_read((ks_str){ text.at, slash }, &n->address))
        return false;
    unsigned whole = n->address.is_v4 ? 32 : 128;
    n->bits = whole;
    if (slash < text.size) {
        if (!twin_read_whole((ks_str){ text.at + slash + 1, text.size - slash - 1 }, 10, &bits) ||
            bits > whole)
            return false;
        n->bits = (unsigned)bits;
    }
    for (unsigned i = n->bits; i < whole; i++) {
        if ((n->address.at[i / 8] >> (7 - i % 8)) & 1)
            return false; // host bits
    }
    return true;
}

static inline bool twin_network_has(const twin_network *n, ks_str text)
{
    static const u8 mapped[12] = { [10] = 0xff, [11] = 0xff };
    twin_address a;
    if (!twin_address_read(text, &a))
        return false;
    if (n->address.is_v4 && !a.is_v4 && memcmp(a.at, mapped, 12) == 0)
        return twin_bits_equal(n->address.at, a.at + 12, n->bits);
    return n->address.is_v4 == a.is_v4 && twin_bits_equal(n->address.at, a.at, n->bits);
}

// --- parts of a time, in UTC
typedef enum {
    TWIN_MINUTE,
    TWIN_HOUR,
    TWIN_DAY,
    TWIN_WEEK,
    TWIN_MONTH,
    TWIN_YEAR,
    TWIN_TIME_PARTS
} twin_time_part;

static inline u64 twin_day_number(u32 year, u32 month, u32 day)
{
    u64 ticks = 0;
    ks_civil c = { .year = year, .month = month, .day = day };
    KS_ASSERT(ks_ticks_of(&c, &ticks));
    return ticks / KS_TICKS_PER_DAY;
}

// ISO 8601: weeks begin on Monday (as 1601-01-01 did); week 1 has the year's first Thursday.
static inline u64 twin_week(u64 ticks)
{
    u64 day = ticks / KS_TICKS_PER_DAY, thursday = day - day % 7 + 3;
    ks_civil c = ks_civil_of(thursday * KS_TICKS_PER_DAY);
    return (thursday - twin_day_number(c.year, 1, 1)) / 7 + 1;
}

static inline bool twin_time_read(ks_str text, twin_time_part part, twin_number *number)
{
    u64 ticks = 0;
    if (!ks_ticks_read(text, 0, &ticks))
        return false;
    ks_civil c = ks_civil_of(ticks);
    u64 values[TWIN_TIME_PARTS] = { c.minute, c.hour, c.day, twin_week(ticks), c.month, c.year };
    *number = (twin_number){ .is_whole = true, .size = values[part], .real = (double)values[part] };
    return true;
}
