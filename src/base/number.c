// Digits by a table of pairs; see number.h.
#include "base/number.h"

static const char pairs[201] = "00010203040506070809101112131415161718192021222324"
                               "25262728293031323334353637383940414243444546474849"
                               "50515253545556575859606162636465666768697071727374"
                               "75767778798081828384858687888990919293949596979899";
static const char upper[] = "0123456789ABCDEF";
static const char lower[] = "0123456789abcdef";

// value: not 0. A binary digit is about 1233/4096 of a decimal one.
static unsigned digits_of(u64 value)
{
    static const u64 powers[] = { 1u,
                                  10u,
                                  100u,
                                  1000u,
                                  10000u,
                                  100000u,
                                  1000000u,
                                  10000000u,
                                  100000000u,
                                  1000000000u,
                                  10000000000u,
                                  100000000000u,
                                  1000000000000u,
                                  10000000000000u,
                                  100000000000000u,
                                  1000000000000000u,
                                  10000000000000000u,
                                  100000000000000000u,
                                  1000000000000000000u,
                                  10000000000000000000u };
    unsigned least = (64 - (unsigned)__builtin_clzll(value)) * 1233 >> 12;
    return least + (value >= powers[least]);
}

u8 *ks_u64_text(u8 *to, u64 value)
{
    if (value < 10) {
        *to = (u8)('0' + value);
        return to + 1;
    }
    u8 *end = to + digits_of(value), *p = end;
    while (value >= 100) {
        p -= 2;
        memcpy(p, pairs + value % 100 * 2, 2);
        value /= 100;
    }
    if (value >= 10)
        memcpy(to, pairs + value * 2, 2);
    else
        *to = (u8)('0' + value);
    return end;
}

u8 *ks_hex_text(u8 *to, u64 value, unsigned digits_min)
{
    unsigned digits = value ? (64 - (unsigned)__builtin_clzll(value) + 3) / 4 : 1;
    if (digits < digits_min)
        digits = digits_min > 16 ? 16 : digits_min;
    for (unsigned i = digits; i-- > 0; value >>= 4)
        to[i] = (u8)lower[value & 15];
    return to + digits;
}

void ks_out_u64(ks_out *out, u64 value)
{
    if (ks_out_room(out, ks_number_size))
        out->at = ks_u64_text(out->at, value);
}

void ks_out_i64(ks_out *out, i64 value)
{
    if (value < 0)
        ks_out_byte(out, '-');
    ks_out_u64(out, value < 0 ? 0 - (u64)value : (u64)value);
}

void ks_out_hex(ks_out *out, u64 value, unsigned digits_min)
{
    if (!ks_out_room(out, ks_number_size))
        return;
    *out->at++ = '0';
    *out->at++ = 'x';
    out->at = ks_hex_text(out->at, value, digits_min);
}

void ks_out_hex_bytes(ks_out *out, ks_span bytes)
{
    if (!ks_out_room(out, bytes.size * 2))
        return;
    for (size_t i = 0; i < bytes.size; i++) {
        *out->at++ = (u8)upper[bytes.at[i] >> 4];
        *out->at++ = (u8)upper[bytes.at[i] & 15];
    }
}

void ks_out_padded(ks_out *out, u64 value, unsigned digits)
{
    u8 text[ks_number_size];
    size_t size = (size_t)(ks_u64_text(text, value) - text);
    for (size_t i = size; i < digits; i++)
        ks_out_byte(out, '0');
    ks_out_bytes(out, text, size);
}

void ks_out_grouped(ks_out *out, u64 value)
{
    u8 text[ks_number_size];
    size_t size = (size_t)(ks_u64_text(text, value) - text);
    for (size_t i = 0; i < size; i++) {
        if (i && (size - i) % 3 == 0)
            ks_out_byte(out, ',');
        ks_out_bytes(out, text + i, 1);
    }
}

void ks_out_bytes_size(ks_out *out, u64 size)
{
    static const char *const units[] = { "bytes", "KB", "MB", "GB", "TB", "PB", "EB" };
    unsigned unit = 0;
    u64 tenths = size * 10;
    if (size > UINT64_MAX / 10)
        tenths = UINT64_MAX;
    while (tenths >= 10000 && unit + 1 < countof(units)) {
        tenths = (tenths + 500) / 1000;
        unit++;
    }
    ks_out_u64(out, tenths / 10);
    if (unit && tenths < 100) {
        ks_out_byte(out, '.');
        ks_out_u64(out, tenths % 10);
    }
    ks_out_byte(out, ' ');
    ks_out_put(out, ks_str_of(units[unit]));
}

static u8 *hex_pair(u8 *to, u8 value)
{
    to[0] = (u8)upper[value >> 4];
    to[1] = (u8)upper[value & 15];
    return to + 2;
}

void ks_out_guid(ks_out *out, const u8 *guid)
{
    if (!ks_out_room(out, 36))
        return;
    // bytes in the order in which they are printed; -1: a hyphen
    static const int8_t order[] = { 3,  2, 1, 0,  -1, 5,  4,  -1, 7,  6,
                                    -1, 8, 9, -1, 10, 11, 12, 13, 14, 15 };
    u8 *p = out->at;
    for (size_t i = 0; i < countof(order); i++) {
        if (order[i] < 0)
            *p++ = '-';
        else
            p = hex_pair(p, guid[order[i]]);
    }
    out->at = p;
}

// SID: u8 revision, u8 count, 6-byte big-endian authority, count x u32 (MS-DTYP 2.4.2).
bool ks_out_sid(ks_out *out, ks_span bytes)
{
    if (bytes.size < 8 || bytes.size < 8 + 4 * (size_t)bytes.at[1])
        return false;
    const u8 *p = bytes.at;
    if (!ks_out_room(out, 32 + 11 * (size_t)p[1]))
        return true;
    u64 authority = 0;
    for (int i = 2; i < 8; i++)
        authority = authority << 8 | p[i];
    u8 *to = out->at;
    *to++ = 'S';
    *to++ = '-';
    to = ks_u64_text(to, p[0]);
    *to++ = '-';
    to = ks_u64_text(to, authority);
    for (size_t i = 0; i < p[1]; i++) {
        *to++ = '-';
        to = ks_u64_text(to, ks_load32(p + 8 + 4 * i));
    }
    out->at = to;
    return true;
}

int ks_hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int ks_hex_byte(const char *digits)
{
    int high = ks_hex_digit(digits[0]), low = ks_hex_digit(digits[1]);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
}

bool ks_u64_read(ks_str text, u64 *value)
{
    bool is_hex = text.size > 2 && text.at[0] == '0' && (text.at[1] | 32) == 'x';
    unsigned base = is_hex ? 16 : 10;
    u64 sum = 0;
    size_t i = is_hex ? 2 : 0;
    if (text.size <= i)
        return false;
    for (; i < text.size; i++) {
        int digit = ks_hex_digit(text.at[i]);
        if (digit < 0 || digit >= (int)base || __builtin_mul_overflow(sum, base, &sum) ||
            __builtin_add_overflow(sum, (u64)digit, &sum))
            return false;
    }
    *value = sum;
    return true;
}
