// 16 units at a time where SSE2 is: they are packed to bytes, capitals are made small, and the
// block is stored whole; only then it is cut at the first unit that is no ASCII, or NUL. See
// narrow.h.
#include "rules/narrow.h"

#include "base/fold.h"
#include "base/text.h"

#ifdef __SSE2__
#    include <emmintrin.h>
#endif

enum { replacement = 0xfffd, block_units = 16 };

// The character at *i; moves behind it.
static u32 character(ks_utf16 text, size_t *i)
{
    u32 c = ks_load16(text.at + 2 * *i);
    ++*i;
    if (c < 0xd800 || c >= 0xe000)
        return c;
    u32 low = *i < text.units ? ks_load16(text.at + 2 * *i) : 0;
    if (c >= 0xdc00 || low < 0xdc00 || low >= 0xe000)
        return replacement;
    ++*i;
    return 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
}

rules_text rules_narrow_plain(u8 *to, ks_utf16 text, bool is_folded)
{
    rules_text made = { .at = to, .is_ascii = true };
    u8 *at = to;
    for (size_t i = 0; i < text.units;) {
        u32 c = character(text, &i);
        if (c == 0)
            break;
        made.is_ascii = made.is_ascii && c < 0x80;
        at += ks_utf8_write(at, is_folded ? ks_fold_code(c) : c);
    }
    made.size = (u32)(at - to);
    return made;
}

#ifdef __SSE2__
static __m128i small_letters(__m128i bytes)
{
    // Signed compares: bytes from 0x80 on are below 'A'.
    __m128i is_capital = _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8('A' - 1)),
                                       _mm_cmplt_epi8(bytes, _mm_set1_epi8('Z' + 1)));
    return _mm_or_si128(bytes, _mm_and_si128(is_capital, _mm_set1_epi8(32)));
}

// How many of the 16 units are ASCII without NUL, from the first on; they are in `to`.
static unsigned narrow_block(u8 *to, const u8 *from, bool is_folded)
{
    __m128i a = _mm_loadu_si128((const __m128i *)(const void *)from);
    __m128i b = _mm_loadu_si128((const __m128i *)(const void *)(from + 16));
    const __m128i wide = _mm_set1_epi16((short)0xff80), none = _mm_setzero_si128();
    __m128i a_fits = _mm_cmpeq_epi16(_mm_and_si128(a, wide), none);
    __m128i b_fits = _mm_cmpeq_epi16(_mm_and_si128(b, wide), none);
    __m128i packed = _mm_packus_epi16(a, b);
    __m128i is_nul = _mm_cmpeq_epi8(packed, none); // units above 0x7fff pack to 0: no ASCII anyway
    __m128i fits = _mm_andnot_si128(is_nul, _mm_packs_epi16(a_fits, b_fits));
    _mm_storeu_si128((__m128i *)(void *)to, is_folded ? small_letters(packed) : packed);
    unsigned misfits = ~(unsigned)_mm_movemask_epi8(fits) & 0xffff;
    return misfits ? (unsigned)__builtin_ctz(misfits) : block_units;
}

static unsigned fold_block(u8 *to, const u8 *from)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)from);
    _mm_storeu_si128((__m128i *)(void *)to, small_letters(bytes));
    unsigned misfits = (unsigned)_mm_movemask_epi8(bytes);
    return misfits ? (unsigned)__builtin_ctz(misfits) : block_units;
}
#else
static unsigned narrow_block(u8 *to, const u8 *from, bool is_folded)
{
    for (unsigned i = 0; i < block_units; i++) {
        u32 c = ks_load16(from + 2 * i);
        if (c == 0 || c >= 0x80)
            return i;
        to[i] = (u8)(is_folded ? ks_fold_code(c) : c);
    }
    return block_units;
}

static unsigned fold_block(u8 *to, const u8 *from)
{
    for (unsigned i = 0; i < block_units; i++) {
        if (from[i] >= 0x80)
            return i;
        to[i] = (u8)ks_fold_code(from[i]);
    }
    return block_units;
}
#endif

rules_text rules_narrow(u8 *to, ks_utf16 text, bool is_folded)
{
    rules_text made = { .at = to, .is_ascii = true };
    u8 *at = to;
    u8 rest[2 * block_units]; // fewer units than a block: NULs behind them end the text
    size_t i = 0;
    while (i < text.units) {
        const u8 *from = text.at + 2 * i;
        size_t left = text.units - i;
        if (KS_UNLIKELY(left < block_units)) {
            memset(rest, 0, sizeof rest);
            memcpy(rest, from, 2 * left);
            from = rest;
        }
        unsigned count = narrow_block(at, from, is_folded);
        at += count;
        i += count;
        if (KS_LIKELY(count == block_units))
            continue;
        if (i == text.units || ks_load16(text.at + 2 * i) == 0)
            break;
        u32 c = character(text, &i);
        made.is_ascii = made.is_ascii && c < 0x80;
        at += ks_utf8_write(at, is_folded ? ks_fold_code(c) : c);
    }
    made.size = (u32)(at - to);
    return made;
}

rules_text rules_fold(u8 *to, ks_str text)
{
    rules_text made = { .at = to, .is_ascii = true };
    u8 *at = to;
    size_t i = 0;
    while (i < text.size) {
        if (text.size - i >= block_units) {
            unsigned count = fold_block(at, (const u8 *)text.at + i);
            at += count;
            i += count;
            if (KS_LIKELY(count == block_units))
                continue;
        }
        u32 c = (u8)text.at[i];
        i += c < 0x80 ? 1 : ks_utf8_read(text, i, &c);
        made.is_ascii = made.is_ascii && c < 0x80;
        at += ks_utf8_write(at, ks_fold_code(c));
    }
    made.size = (u32)(at - to);
    return made;
}
