// Texts of hits as correlations compare them: grouped and counted ignoring case, and as numbers.
#include "base/fold.h"
#include "base/number.h"
#include "base/text.h"
#include "rules/correlate_own.h"

#include <stdlib.h>

enum { long_text = 1024, number_most = 64 };

static size_t fold_one(ks_str text, size_t *at, u8 *to)
{
    u32 character = 0;
    *at += ks_utf8_read(text, *at, &character);
    return ks_utf8_write(to, ks_fold_code(character));
}

static ks_content_hash hash_of(ks_str text, ks_hasher *hasher)
{
    u8 part[256];
    ks_hasher_begin(hasher);
    for (size_t at = 0; at < text.size;) {
        size_t size = 0;
        while (at < text.size && size + 4 <= sizeof part)
            size += fold_one(text, &at, part + size);
        ks_hasher_add(hasher, (ks_span){ part, size });
    }
    return ks_hasher_end(hasher);
}

// A zero byte in a text is 00 FF, the end of a text 00 01, so that texts sort and end by their
// bytes; a long one is 00 02 and 16 bytes of hash.
void correlate_put_folded(ks_out *out, ks_str text)
{
    if (text.size > long_text) {
        alignas(64) u8 room[1024];
        KS_ASSERT(ks_hasher_size() <= sizeof room);
        ks_content_hash hash = hash_of(text, (ks_hasher *)(void *)room);
        ks_out_bytes(out, "\0\2", 2);
        ks_out_bytes(out, hash.bytes, sizeof hash.bytes);
        return;
    }
    for (size_t at = 0; at < text.size;) {
        u8 one[4];
        u8 byte = (u8)text.at[at];
        if (KS_LIKELY(byte && byte < 0x80)) { // ASCII folds by itself
            ks_out_byte(out, (char)((u8)(byte - 'A') < 26 ? byte + 32 : byte));
            at++;
            continue;
        }
        size_t size = fold_one(text, &at, one);
        ks_out_bytes(out, one, size);
        if (byte == 0)
            ks_out_byte(out, '\xff');
    }
    ks_out_bytes(out, "\0\1", 2);
}

size_t correlate_folded_size(ks_span bytes)
{
    for (size_t i = 0; i + 1 < bytes.size; i++) {
        if (bytes.at[i] != 0)
            continue;
        if (bytes.at[++i] == 1)
            return i + 1;
        if (bytes.at[i] == 2)
            return i + 1 + sizeof(ks_content_hash);
    }
    return bytes.size;
}

bool correlate_number(ks_str text, double *number)
{
    char copy[number_most];
    u64 whole = 0;
    if (ks_u64_read(text, &whole)) { // 0x1f as well
        *number = (double)whole;
        return true;
    }
    if (text.size == 0 || text.size >= sizeof copy)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        if (!(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.' && (c | 32) != 'e')
            return false;
        copy[i] = c;
    }
    copy[text.size] = '\0';
    char *end = copy;
    double value = strtod(copy, &end);                 // of the C locale: the program sets no other
    if (end != copy + text.size || value - value != 0) // infinite
        return false;
    *number = value;
    return true;
}

static bool holds(const ks_correlation_bound *bound, double value)
{
    double limit = bound->number.real;
    switch (bound->relation) {
    case KS_IS_EQUAL: return value == limit;
    case KS_IS_LESS: return value < limit;
    case KS_IS_AT_MOST: return value <= limit;
    case KS_IS_MORE: return value > limit;
    case KS_IS_AT_LEAST: return value >= limit;
    }
    return false;
}

bool correlate_in_bounds(const ks_correlation *of, double value)
{
    for (u32 i = 0; i < of->bound_count; i++) {
        if (holds(&of->bounds[i], value) == of->bounds[i].is_negated)
            return false;
    }
    return true;
}
