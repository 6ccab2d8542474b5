// See literal.h. What begins or ends a text is looked up by its first or last 8
// bytes, or all of it. Of a literal that may be anywhere a window is looked up:
// 4 of its bytes, or all 3, 2 or 1. Windows begin at anchors, which are one
// class of bytes, and the bytes behind them two more; where all three fit is
// found 16 places at a time where SSSE3 is, and only there windows are looked
// up.
#include "base/hash.h"
#include "rules/literal_own.h"

#ifdef __SSE2__
#    include <emmintrin.h>
#endif
#if defined(__x86_64__) && defined(__GNUC__)
#    include <immintrin.h>
#    define HAS_SHUFFLE 1
#endif

enum { block = 16 };

u64 literal_hash(const u8 *at, size_t size) { return ks_hash((ks_span){ at, size }, 0); }

bool literal_can_shuffle(void)
{
#ifdef HAS_SHUFFLE
    return __builtin_cpu_supports("ssse3");
#else
    return false;
#endif
}

bool literal_can_gather(void)
{
#ifdef HAS_SHUFFLE
    return __builtin_cpu_supports("avx2");
#else
    return false;
#endif
}

static inline bool may_have(const literal_table *t, u64 scattered)
{
    u64 bit = scattered >> (t->shift_bitmap & 63);
    return t->bitmap[bit >> 3] >> (bit & 7) & 1;
}

// The same of the first or last bytes of 8.
static inline u64 edge_key(u64 all, u32 size, bool at_end)
{
    if (size == literal_edge)
        return all;
    u64 bytes = at_end ? all >> (8 * (literal_edge - size) & 63) : all & (((u64)1 << 8 * size) - 1);
    return bytes | (u64)size << 56;
}

typedef struct {
    rules_text text;
    rules_literal_hit *hit;
    void *context;
} search;

#ifdef __SSE2__
static inline u32 differing(const u8 *a, const u8 *b)
{
    __m128i left = _mm_loadu_si128((const __m128i *)(const void *)a);
    __m128i right = _mm_loadu_si128((const __m128i *)(const void *)b);
    return ~(u32)_mm_movemask_epi8(_mm_cmpeq_epi8(left, right)) & 0xffff;
}
#endif

// Whether the entry's literal stands there. As many bytes of the text are left, and slack.
static inline bool is_there(const literal_entry *e, const u8 *at)
{
    if (KS_UNLIKELY(e->size > literal_here_most))
        return memcmp(at, e->text.at, e->size) == 0;
#ifdef __SSE2__
    if (e->size <= block)
        return (differing(at, e->text.here) & ((1u << e->size) - 1)) == 0;
    const u32 last = e->size - block; // blocks overlap
    const u32 middle = last < block ? last : block;
    return (differing(at, e->text.here) | differing(at + middle, e->text.here + middle) |
            differing(at + last, e->text.here + last)) == 0;
#else
    return memcmp(at, e->text.here, e->size) == 0;
#endif
}

// The key's entries, whose window stands at `place`. True: enough.
static bool check(const literal_table *t, const search *s, u64 key, u64 scattered, size_t place)
{
    u32 slot = *literal_slot(t, key, scattered);
    for (u32 i = slot ? slot - 1 : literal_none; i != literal_none; i = t->entries[i].next) {
        const literal_entry *e = &t->entries[i];
        if (e->offset > place || s->text.size - (place - e->offset) < e->size)
            continue;
        if (is_there(e, s->text.at + place - e->offset) && s->hit(s->context, e->id))
            return true;
    }
    return false;
}

static bool find_whole(const literal_table *t, const search *s)
{
    u64 key = literal_hash(s->text.at, s->text.size), scattered = literal_scatter(key);
    if (!may_have(t, scattered))
        return false;
    u32 slot = *literal_slot(t, key, scattered);
    for (u32 i = slot ? slot - 1 : literal_none; i != literal_none; i = t->entries[i].next) {
        const literal_entry *e = &t->entries[i];
        if (e->size == s->text.size && is_there(e, s->text.at) && s->hit(s->context, e->id))
            return true;
    }
    return false;
}

// The entries of one key, which are all at the same end of the text.
static bool check_edge(const literal_table *t, const search *s, u64 key, u64 scattered, bool at_end)
{
    u32 slot = *literal_slot(t, key, scattered);
    for (u32 i = slot ? slot - 1 : literal_none; i != literal_none; i = t->entries[i].next) {
        const literal_entry *e = &t->entries[i];
        if (e->size > s->text.size)
            continue;
        const u8 *from = s->text.at + (at_end ? s->text.size - e->size : 0);
        if (is_there(e, from) && s->hit(s->context, e->id))
            return true;
    }
    return false;
}

static bool find_edges(const literal_table *t, u32 sizes, const search *s, bool at_end)
{
    u64 all = 0; // the first or last 8 bytes
    if (s->text.size >= literal_edge)
        all = ks_load64(s->text.at + (at_end ? s->text.size - literal_edge : 0));
    for (u32 i = 0; s->text.size < literal_edge && i < s->text.size; i++) // of a short one, all
        all |= (u64)s->text.at[i] << 8 * (at_end ? literal_edge - s->text.size + i : i);
    for (; sizes; sizes &= sizes - 1) {
        u32 size = (u32)__builtin_ctz(sizes);
        if (size > s->text.size)
            return false;
        u64 key = edge_key(all, size, at_end), scattered = literal_scatter(key);
        if (may_have(t, scattered) && check_edge(t, s, key, scattered, at_end))
            return true;
    }
    return false;
}

static inline bool probe(const literal_table *t, const search *s, u64 key, size_t place)
{
    u64 scattered = literal_scatter(key);
    return KS_UNLIKELY(may_have(t, scattered)) && check(t, s, key, scattered, place);
}

// The literals whose window begins at `place`, where one of its trigram is
// there.
static bool probe_long(const literal_half *h, const search *s, size_t place)
{
    const u8 *at = s->text.at + place;
    size_t left = s->text.size - place;
    return (h->windows.count && left >= literal_window &&
            probe(&h->windows, s, literal_key(at, literal_window), place)) ||
           (h->middles.count && left >= literal_middle &&
            probe(&h->middles, s, literal_key(at, literal_middle), place));
}

static bool probe_short(const literal_half *h, const search *s, size_t place)
{
    const u8 *at = s->text.at + place;
    return (h->pairs.count && s->text.size - place >= literal_pair &&
            probe(&h->pairs, s, literal_key(at, literal_pair), place)) ||
           (h->singles.count && probe(&h->singles, s, literal_key(at, 1), place));
}

// Behind the text there is slack to read.
static inline bool has_trigram(const literal_half *h, const u8 *at)
{
    u32 bit = literal_trigram(h, at);
    return h->trigrams[bit >> 3] >> (bit & 7) & 1;
}

static bool find_longer(const literal_half *h, const search *s)
{
    for (size_t i = 0; i + literal_middle <= s->text.size; i++) {
        const u8 *at = s->text.at + i;
        if (KS_UNLIKELY(has_trigram(h, at)) && h->anchors[*at] && probe_long(h, s, i))
            return true;
    }
    return false;
}

#ifdef HAS_SHUFFLE
// The trigrams at 8 places, and whether each has its bit.
__attribute__((target("avx2"))) static inline u32 trigrams_at(const literal_half *h, const u8 *at)
{
    // each window's first three bytes into the upper three of a number, as literal_trigram has them
    const __m256i order = _mm256_setr_epi8(-1, 0, 1, 2, -1, 1, 2, 3, -1, 2, 3, 4, -1, 3, 4, 5, -1,
                                           4, 5, 6, -1, 5, 6, 7, -1, 6, 7, 8, -1, 7, 8, 9);
    __m256i bytes = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)at));
    __m256i windows = _mm256_shuffle_epi8(bytes, order);
    __m256i mixed = _mm256_mullo_epi32(windows, _mm256_set1_epi32((int)literal_trigram_factor));
    __m256i bits = _mm256_srl_epi32(mixed, _mm_cvtsi32_si128((int)h->trigram_shift));
    __m256i words = _mm256_i32gather_epi32((const int *)(const void *)h->trigrams,
                                           _mm256_srli_epi32(bits, 5), sizeof(u32));
    __m256i above = _mm256_andnot_si256(bits, _mm256_set1_epi32(31)); // 31 - bit
    return (u32)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_sllv_epi32(words, above)));
}

__attribute__((target("avx2"))) static bool find_longer_wide(const literal_half *h, const search *s)
{
    enum { at_once = 8 };
    for (size_t i = 0; i + literal_middle <= s->text.size; i += at_once) {
        for (u32 places = trigrams_at(h, s->text.at + i); places; places &= places - 1) {
            size_t place = i + (size_t)__builtin_ctz(places);
            if (place + literal_middle <= s->text.size && h->anchors[s->text.at[place]] &&
                probe_long(h, s, place))
                return true;
        }
    }
    return false;
}
#endif

static bool find_shorter(const literal_half *h, const search *s)
{
    for (size_t i = 0; i < s->text.size; i++) {
        if (h->begins[s->text.at[i]] && probe_short(h, s, i))
            return true;
    }
    return false;
}

#ifdef HAS_SHUFFLE
// Which of 16 bytes are in the class of a window's first, second or third: 0.
// Bytes beyond ASCII are in none.
__attribute__((target("ssse3"))) static inline __m128i misfits_of(const literal_places *group,
                                                                  size_t place, const u8 *at)
{
    const __m128i half_byte = _mm_set1_epi8(15);
    const __m128i high_table =
        _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, (char)128, 0, 0, 0, 0, 0, 0, 0, 0);
    __m128i low_table = _mm_loadu_si128((const __m128i *)(const void *)group->low[place]);
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i low = _mm_shuffle_epi8(low_table, _mm_and_si128(bytes, half_byte));
    __m128i high = _mm_shuffle_epi8(high_table, _mm_and_si128(_mm_srli_epi16(bytes, 4), half_byte));
    return _mm_cmpeq_epi8(_mm_and_si128(low, high), _mm_setzero_si128());
}

__attribute__((target("ssse3"))) static inline u32 places_of(const literal_places *group,
                                                             const u8 *at)
{
    __m128i misfits = _mm_or_si128(misfits_of(group, 0, at), misfits_of(group, 1, at + 1));
    misfits = _mm_or_si128(misfits, misfits_of(group, 2, at + 2));
    return ~(u32)_mm_movemask_epi8(misfits) & 0xffff;
}

// Of a text of ASCII. Blocks reach into the slack; what is found there is
// behind the text.
__attribute__((target("ssse3"))) static bool find_longer_fast(const literal_half *h,
                                                              const search *s)
{
    for (size_t i = 0; i < s->text.size; i += block) {
        for (u32 bits = places_of(&h->longer, s->text.at + i); bits; bits &= bits - 1) {
            size_t place = i + (size_t)__builtin_ctz(bits);
            if (place < s->text.size && has_trigram(h, s->text.at + place) &&
                probe_long(h, s, place))
                return true;
        }
    }
    return false;
}

// Places of pairs, by both bytes, and of single ones.
__attribute__((target("ssse3"))) static inline u32 shorter_places_of(const literal_places *group,
                                                                     const u8 *at)
{
    __m128i pairs = _mm_or_si128(misfits_of(group, 0, at), misfits_of(group, 1, at + 1));
    __m128i misfits = _mm_and_si128(pairs, misfits_of(group, literal_single_place, at));
    return ~(u32)_mm_movemask_epi8(misfits) & 0xffff;
}

__attribute__((target("ssse3"))) static bool find_shorter_fast(const literal_half *h,
                                                               const search *s)
{
    for (size_t i = 0; i < s->text.size; i += block) {
        u32 bits = shorter_places_of(&h->shorter, s->text.at + i);
        for (; bits; bits &= bits - 1) {
            size_t place = i + (size_t)__builtin_ctz(bits);
            if (place < s->text.size && probe_short(h, s, place))
                return true;
        }
    }
    return false;
}
#endif

static bool find_anywhere(const rules_literals *set, const literal_half *h, const search *s)
{
    bool at_places = false;
#ifdef HAS_SHUFFLE
    at_places = set->can_shuffle && s->text.is_ascii;
    if (at_places && ((h->has_longer && !h->is_crowded && find_longer_fast(h, s)) ||
                      (h->has_shorter && find_shorter_fast(h, s))))
        return true;
#else
    (void)set;
#endif
    bool is_everywhere = h->has_longer && (h->is_crowded || !at_places);
#ifdef HAS_SHUFFLE
    if (is_everywhere && set->can_gather) {
        if (find_longer_wide(h, s))
            return true;
        is_everywhere = false;
    }
#endif
    return (is_everywhere && find_longer(h, s)) ||
           (h->has_shorter && !at_places && find_shorter(h, s));
}

static bool find_in(const rules_literals *set, const literal_half *h, const search *s)
{
    return ((h->whole_sizes >> s->text.size % 64 & 1) && find_whole(&h->whole, s)) ||
           (h->ends.count && find_edges(&h->ends, h->ends_sizes, s, true)) ||
           (h->starts_sizes && find_edges(&h->starts, h->starts_sizes, s, false)) ||
           find_anywhere(set, h, s);
}

bool rules_literals_find(const rules_literals *set, rules_text text, rules_literal_hit *hit,
                         void *context)
{
    search s = { text, hit, context };
    return (set->has_ascii && find_in(set, &set->ascii, &s)) ||
           (set->has_wide && !text.is_ascii && find_in(set, &set->wide, &s));
}

float rules_share_of(ks_str text)
{
    float share = 1;
    for (size_t i = 0; i < text.size && i < 12; i++) {
        u8 c = (u8)text.at[i];
        c = (u8)(c - 'A') < 26 ? c | 32 : c;
        share *= c < 0x80 ? (float)rules_frequencies[c] / 1000 : 0.01F;
    }
    return share;
}

static bool is_here(const u8 *at, ks_str word)
{
    return memcmp(at + 1, word.at + 1, word.size - 1) == 0;
}

size_t rules_find(rules_text text, size_t from, ks_str word)
{
    if (from > text.size || text.size - from < word.size)
        return SIZE_MAX;
    size_t last = text.size - word.size;
#ifdef __SSE2__
    // The first and the last byte of the word at 16 places at once.
    const __m128i first = _mm_set1_epi8(word.at[0]), end = _mm_set1_epi8(word.at[word.size - 1]);
    for (; from + 15 <= last; from += 16) {
        const u8 *at = text.at + from;
        __m128i a = _mm_loadu_si128((const __m128i *)(const void *)at);
        __m128i b = _mm_loadu_si128((const __m128i *)(const void *)(at + word.size - 1));
        __m128i both = _mm_and_si128(_mm_cmpeq_epi8(a, first), _mm_cmpeq_epi8(b, end));
        for (u32 bits = (u32)_mm_movemask_epi8(both); bits; bits &= bits - 1) {
            size_t place = from + (size_t)__builtin_ctz(bits);
            if (is_here(text.at + place, word))
                return place;
        }
    }
#endif
    for (; from <= last; from++) {
        const u8 *at = memchr(text.at + from, word.at[0], last - from + 1);
        if (at == NULL)
            return SIZE_MAX;
        from = (size_t)(at - text.at);
        if (is_here(at, word))
            return from;
    }
    return SIZE_MAX;
}
