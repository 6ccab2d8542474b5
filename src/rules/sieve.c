// Of each word three neighbouring characters are looked for, by the low bytes of their UTF-16
// units: at 32 or 16 places at once where AVX2 or SSSE3 is, by tables of half bytes (the method of
// Hyperscan's Teddy: Qiu and others, "Hyperscan", NSDI 2019). The words are divided among eight
// buckets, a bit each.
#include "rules/sieve.h"

#include "rules/literal.h"

#if defined(__x86_64__) && defined(__GNUC__)
#    include <immintrin.h>
#    define HAS_SHUFFLE 1
#endif

enum { trigram = 3, stride = 2, buckets = 8, words_most = 64, reach = stride * (trigram - 1) };

typedef bool may_have(const rules_sieve *s, ks_span utf16);

struct rules_sieve {
    u8 of[trigram][256]; // buckets that a byte belongs to, by place in the trigram
    u8 low[trigram][16], high[trigram][16]; // the same by half bytes, which lets more through
    ks_str words[words_most];
    size_t from[words_most]; // where its trigram begins
    size_t count;
    may_have *fastest; // that this processor has
};

// Where the rarest three characters begin, all before them ASCII too; false: there are none.
static bool choose(ks_str word, size_t *at)
{
    unsigned best = UINT32_MAX;
    for (size_t i = 0; i + trigram <= word.size; i++) {
        const u8 *c = (const u8 *)word.at + i;
        if ((c[0] | c[1] | c[2]) >= 0x80)
            break;
        unsigned share =
            (unsigned)rules_frequencies[c[0]] * rules_frequencies[c[1]] * rules_frequencies[c[2]];
        if (share < best) {
            best = share;
            *at = i;
        }
    }
    return best != UINT32_MAX;
}

static void mark(rules_sieve *s, size_t place, u8 byte, u8 bucket)
{
    s->of[place][byte] |= bucket;
    s->low[place][byte & 15] |= bucket;
    s->high[place][byte >> 4] |= bucket;
}

static void add(rules_sieve *s, ks_str word, size_t from, size_t bucket)
{
    for (size_t i = 0; i < trigram; i++) {
        u8 c = (u8)word.at[from + i], bit = (u8)(1u << bucket);
        mark(s, i, c, bit);
        if (c >= 'a' && c <= 'z')
            mark(s, i, (u8)(c - 32), bit);
        if (c == 'k') // U+212A, the sign of Kelvin, folds to k
            mark(s, i, 0x2a, bit);
        if (c == 's') // U+017F, the long s
            mark(s, i, 0x7f, bit);
    }
}

// Low bytes of what folds to the character.
static bool is_case_of(u8 byte, u8 c)
{
    return byte == c || (c >= 'a' && c <= 'z' && byte == c - 32) || (c == 'k' && byte == 0x2a) ||
           (c == 's' && byte == 0x7f);
}

// Whether the word could stand where its trigram is found at `place`. Of characters beyond ASCII
// nothing is known: those that fold to one of ASCII are met above, all others are let through.
static bool is_word(ks_str word, size_t from, ks_span utf16, size_t place)
{
    if (place < stride * from)
        return false;
    for (size_t i = 0; i < word.size; i++) {
        size_t at = place - stride * from + stride * i;
        if ((u8)word.at[i] >= 0x80)
            return true; // from here on units and bytes of UTF-8 no longer go side by side
        if (at >= utf16.size || !is_case_of(utf16.at[at], (u8)word.at[i]))
            return false;
    }
    return true;
}

// The first byte of a trigram was found at `place`.
static bool is_any_word(const rules_sieve *s, ks_span utf16, size_t place)
{
    for (size_t i = 0; i < s->count; i++) {
        bool is_near = is_case_of(utf16.at[place], (u8)s->words[i].at[s->from[i]]);
        if (is_near && is_word(s->words[i], s->from[i], utf16, place))
            return true;
    }
    return false;
}

// The bytes from `place` on are there.
static inline bool is_there(const rules_sieve *s, ks_span utf16, size_t place)
{
    const u8 *at = utf16.at + place;
    return (s->of[0][at[0]] & s->of[1][at[stride]] & s->of[2][at[reach]]) &&
           is_any_word(s, utf16, place);
}

bool rules_sieve_may_have_plain(const rules_sieve *s, ks_span utf16)
{
    for (size_t i = 0; i + reach < utf16.size; i++) {
        if (is_there(s, utf16, i))
            return true;
    }
    return false;
}

#ifdef HAS_SHUFFLE
static bool is_any_there(const rules_sieve *s, ks_span utf16, size_t from, u32 places)
{
    for (; places; places &= places - 1) {
        if (is_there(s, utf16, from + (size_t)__builtin_ctz(places)))
            return true;
    }
    return false;
}

// The places of a block of bytes where a trigram may be, a bit each.
typedef u32 places_of(const rules_sieve *s, const u8 *at);

// Inlined, so that the blocks are looked at without a call. The last one overlaps the one before.
__attribute__((always_inline)) static inline bool by_blocks(const rules_sieve *s, ks_span utf16,
                                                            size_t block, places_of *look)
{
    if (utf16.size < block + reach)
        return rules_sieve_may_have_plain(s, utf16);
    const size_t last = utf16.size - block - reach;
    for (size_t i = 0; i < last + block; i += block) {
        size_t at = i < last ? i : last;
        u32 places = look(s, utf16.at + at);
        if (KS_UNLIKELY(places) && is_any_there(s, utf16, at, places))
            return true;
    }
    return false;
}

// The buckets of the bytes of a block, as one place of the trigram sees them.
__attribute__((target("ssse3"))) static inline __m128i buckets_of_16(const rules_sieve *s,
                                                                     unsigned place, const u8 *at)
{
    const __m128i half = _mm_set1_epi8(15);
    __m128i low_table = _mm_loadu_si128((const __m128i *)(const void *)s->low[place]);
    __m128i high_table = _mm_loadu_si128((const __m128i *)(const void *)s->high[place]);
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i low = _mm_and_si128(bytes, half);
    __m128i high = _mm_and_si128(_mm_srli_epi16(bytes, 4), half);
    return _mm_and_si128(_mm_shuffle_epi8(low_table, low), _mm_shuffle_epi8(high_table, high));
}

__attribute__((target("ssse3"))) static inline u32 places_of_16(const rules_sieve *s, const u8 *at)
{
    __m128i all = _mm_and_si128(buckets_of_16(s, 0, at), buckets_of_16(s, 1, at + stride));
    all = _mm_and_si128(all, buckets_of_16(s, 2, at + reach));
    return ~(u32)_mm_movemask_epi8(_mm_cmpeq_epi8(all, _mm_setzero_si128())) & 0xffff;
}

__attribute__((target("ssse3"))) static bool by_16(const rules_sieve *s, ks_span utf16)
{
    return by_blocks(s, utf16, 16, places_of_16);
}

__attribute__((target("avx2"))) static inline __m256i buckets_of_32(const rules_sieve *s,
                                                                    unsigned place, const u8 *at)
{
    const __m256i half = _mm256_set1_epi8(15);
    __m256i low_table =
        _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)s->low[place]));
    __m256i high_table =
        _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)s->high[place]));
    __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)at);
    __m256i low = _mm256_and_si256(bytes, half);
    __m256i high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), half);
    return _mm256_and_si256(_mm256_shuffle_epi8(low_table, low),
                            _mm256_shuffle_epi8(high_table, high));
}

__attribute__((target("avx2"))) static inline u32 places_of_32(const rules_sieve *s, const u8 *at)
{
    __m256i all = _mm256_and_si256(buckets_of_32(s, 0, at), buckets_of_32(s, 1, at + stride));
    all = _mm256_and_si256(all, buckets_of_32(s, 2, at + reach));
    return ~(u32)_mm256_movemask_epi8(_mm256_cmpeq_epi8(all, _mm256_setzero_si256()));
}

__attribute__((target("avx2"))) static bool by_32(const rules_sieve *s, ks_span utf16)
{
    return utf16.size < 32 + reach ? by_16(s, utf16) : by_blocks(s, utf16, 32, places_of_32);
}
#endif

static may_have *fastest(void)
{
#ifdef HAS_SHUFFLE
    if (__builtin_cpu_supports("avx2"))
        return by_32;
    if (__builtin_cpu_supports("ssse3"))
        return by_16;
#endif
    return rules_sieve_may_have_plain;
}

rules_sieve *rules_sieve_make(const ks_str *words, size_t count, ks_arena *arena)
{
    rules_sieve *s = count && count <= words_most ? ks_take(arena, rules_sieve, 1) : NULL;
    for (size_t i = 0; s && i < count; i++) {
        size_t from = 0;
        if (!choose(words[i], &from))
            return NULL;
        s->words[s->count] = words[i];
        s->from[s->count++] = from;
        add(s, words[i], from, (u8)words[i].at[from] % buckets);
    }
    if (s)
        s->fastest = fastest();
    return s;
}

bool rules_sieve_may_have(const rules_sieve *s, ks_span utf16) { return s->fastest(s, utf16); }
