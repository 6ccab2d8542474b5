// Exact sums of doubles: a window slides by adding one number and taking another away, and after a
// million steps the sum has to be what a sum from scratch would be. Every double is a whole number
// of 2^-1074, so a fixed-point number with 2,176 bits holds any sum of them.
#include "rules/correlate_own.h"

#include <math.h>

enum { limb_bits = 32, lowest_exponent = -1074, changes_most = 1 << 28 };

// Brings each limb but the last one back into [0, 2^32).
static void carry(correlate_sum *sum)
{
    for (size_t i = 0; i + 1 < countof(sum->limbs); i++) {
        i64 low = (i64)((u64)sum->limbs[i] & UINT32_MAX);
        sum->limbs[i + 1] += (sum->limbs[i] - low) / ((i64)1 << limb_bits);
        sum->limbs[i] = low;
    }
    sum->changes = 0;
}

void correlate_sum_add(correlate_sum *sum, double number, bool is_taken_away)
{
    u64 bits = 0;
    memcpy(&bits, &number, sizeof bits);
    u64 mantissa = bits & (((u64)1 << 52) - 1);
    unsigned exponent = (unsigned)(bits >> 52 & 0x7ff);
    if (exponent) // a normal number has a 1 in front
        mantissa |= (u64)1 << 52;
    unsigned place = exponent ? exponent - 1 : 0; // in bits, from 2^-1074
    unsigned limb = place / limb_bits, shift = place % limb_bits;
    bool is_negative = (bits >> 63) != is_taken_away;
    u64 low = mantissa << shift, high = shift ? mantissa >> (64 - shift) : 0;
    i64 parts[3] = { (i64)(low & UINT32_MAX), (i64)(low >> 32), (i64)high };
    for (unsigned i = 0; i < 3; i++)
        sum->limbs[limb + i] += is_negative ? -parts[i] : parts[i];
    if (++sum->changes == changes_most) // long before a limb is full
        carry(sum);
}

double correlate_sum_value(correlate_sum *sum)
{
    carry(sum);
    correlate_sum size = *sum;
    size_t top = countof(size.limbs) - 1;
    bool is_negative = size.limbs[top] < 0;
    if (is_negative) {
        for (size_t i = 0; i <= top; i++)
            size.limbs[i] = -size.limbs[i];
        carry(&size);
    }
    while (top > 0 && size.limbs[top] == 0)
        top--;
    // three limbs are more than a double keeps
    double value = 0;
    for (size_t i = top + 1, taken = 0; i-- > 0 && taken < 3; taken++)
        value += ldexp((double)size.limbs[i], (int)i * limb_bits + lowest_exponent);
    return is_negative ? -value : value;
}
