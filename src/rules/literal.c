// See literal.h. What begins or ends a text is looked up by its first or last 8 bytes, or all of it
// with its length in the key's last byte. Of a literal that may be anywhere a window is looked up:
// 4 of its bytes, or all 3, 2 or 1. Windows begin at anchors: characters that are rare in event
// logs. All anchors of a set are one class of bytes, and the bytes behind them two more; where all
// three fit is found 16 places at a time where SSSE3 is, and only there windows are looked up.
#include "rules/literal.h"

#include "base/hash.h"

#ifdef __SSE2__
#    include <emmintrin.h>
#endif
#if defined(__x86_64__) && defined(__GNUC__)
#    include <immintrin.h>
#    define HAS_SHUFFLE 1
#endif

enum {
    edge = 8,
    window = 4,
    middle = 3,
    pair = 2,
    block = 16,
    sketch_bits = 14,
    sketch_least = 16, // literals: of fewer, no window is rare or common
    bitmap_log_least = 9,
    bitmap_log_most = 17
};
static const u32 none = UINT32_MAX;

typedef struct {
    u64 key;
    ks_str text;
    u32 id;
    u32 offset; // of the window in the text
    u32 next;   // entry with the same key, or `none`
} entry;

typedef struct {
    u8 *bitmap;
    u32 *slots; // entry + 1; 0: free
    entry *entries;
    u32 count, shift_bitmap, shift_slot, slot_mask;
} table;

// Tables of one kind of literal text: those of ASCII, and those that need more. What needs more is
// not looked for in a text of ASCII.
typedef struct {
    table whole, starts, ends;              // looked up
    table windows, middles, pairs, singles; // looked up at every anchor
    u8 anchors[256];                        // 1: windows begin at this byte
    // The same for the first three bytes of windows, of ASCII: by the lower half of the byte, a bit
    // for each upper half.
    u8 low[middle][16];
    u8 *trigrams; // a bit for the first three bytes of each window, by hash
    u32 trigram_shift;
    bool has_anywhere, has_short;
    u64 whole_sizes;              // bit n: texts of n bytes, or n + 64, or ...
    u32 starts_sizes, ends_sizes; // bit n: literals of n bytes are there (8: 8 and more)
} half;

struct rules_literals {
    half ascii, wide;
    bool has_ascii, has_wide, can_shuffle;
};

// The first byte is the lowest, whatever the processor.
static inline u64 load_edge(const u8 *at) { return ks_load64(at); }

// A key of fewer than 8 bytes, never equal to one of another length.
static inline u64 load_key(const u8 *at, u32 size)
{
    u64 value = 0;
    switch (size) {
    case 1: return at[0] | (u64)1 << 56;
    case 2: return ks_load16(at) | (u64)2 << 56;
    case 3: return ks_load16(at) | (u64)at[2] << 16 | (u64)3 << 56;
    case window: return ks_load32(at) | (u64)window << 56;
    case edge: return load_edge(at);
    default:
        for (u32 i = 0; i < size; i++)
            value |= (u64)at[i] << 8 * i;
        return value | (u64)size << 56;
    }
}

// The same of the first or last bytes of 8.
static inline u64 edge_key(u64 all, u32 size, bool at_end)
{
    if (size == edge)
        return all;
    u64 bytes = at_end ? all >> 8 * (edge - size) : all & (((u64)1 << 8 * size) - 1);
    return bytes | (u64)size << 56;
}

static u64 scatter(u64 key) { return key * 0x9e3779b97f4a7c15u; }

// --- making

typedef struct {
    ks_arena *arena;
    ks_arena scratch;
    u16 *sketch; // how often a window of 4 bytes occurs among the literals, by hash
    bool is_over;
} maker;

static u32 log_of(size_t count)
{
    u32 log = 0;
    while ((size_t)1 << log < count)
        log++;
    return log;
}

static bool table_open(maker *m, table *t, u32 count)
{
    u32 slot_log = log_of(count) + 1, bitmap_log = log_of(count) + 4;
    bitmap_log = bitmap_log < bitmap_log_least ? bitmap_log_least : bitmap_log;
    bitmap_log = bitmap_log > bitmap_log_most ? bitmap_log_most : bitmap_log;
    *t = (table){ .bitmap = ks_take(m->arena, u8, (size_t)1 << (bitmap_log - 3)),
                  .slots = ks_take(m->arena, u32, (size_t)1 << slot_log),
                  .entries = ks_take(m->arena, entry, count),
                  .shift_bitmap = 64 - bitmap_log,
                  .shift_slot = 64 - slot_log,
                  .slot_mask = (1u << slot_log) - 1 };
    return t->bitmap && t->slots && t->entries;
}

static bool may_have(const table *t, u64 scattered)
{
    u64 bit = scattered >> t->shift_bitmap;
    return t->bitmap[bit >> 3] >> (bit & 7) & 1;
}

static u32 *slot_of(const table *t, u64 key, u64 scattered)
{
    u32 i = (u32)(scattered >> t->shift_slot);
    while (t->slots[i] && t->entries[t->slots[i] - 1].key != key)
        i = (i + 1) & t->slot_mask;
    return &t->slots[i];
}

static void table_add(table *t, u64 key, const rules_literal *literal, u32 offset)
{
    u64 scattered = scatter(key), bit = scattered >> t->shift_bitmap;
    u32 *slot = slot_of(t, key, scattered);
    t->entries[t->count] = (entry){ .key = key,
                                    .text = literal->text,
                                    .id = literal->id,
                                    .offset = offset,
                                    .next = *slot ? *slot - 1 : none };
    *slot = ++t->count;
    t->bitmap[bit >> 3] = (u8)(t->bitmap[bit >> 3] | 1 << (bit & 7));
}

static u64 hash_whole(const u8 *at, size_t size) { return ks_hash((ks_span){ at, size }, 0); }

static u32 sketch_at(const u8 *at) { return (u32)(scatter(ks_load32(at)) >> (64 - sketch_bits)); }

static void count_windows(maker *m, ks_str text)
{
    for (size_t i = 0; i + 4 <= text.size; i++) {
        u16 *n = &m->sketch[sketch_at((const u8 *)text.at + i)];
        *n = (u16)(*n + (*n < UINT16_MAX));
    }
}

// How often a byte occurs in texts of event logs, per mille; case folded. Measured on the corpus.
// clang-format off
const u8 rules_frequencies[128] = {
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    28, 1, 2, 1, 2, 4, 1, 1, 2, 2, 1, 1, 3, 22, 16, 3, 17, 19, 18, 20, 17, 15, 16, 16, 20, 15, 8, 2,
    1, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    21, 1, 1, 1, 1, 52, 17, 39, 37, 65, 19, 16, 10, 58, 2, 5, 21, 29, 36, 50, 19, 3, 41, 63, 45, 18,
    8, 30, 6, 16, 2, 1, 1, 1, 1
};
// clang-format on

static bool is_ascii(ks_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        if ((u8)text.at[i] >= 0x80)
            return false;
    }
    return true;
}

static u32 window_of(ks_str text)
{
    return text.size >= window ? window : text.size >= middle ? middle : (u32)text.size;
}

// The bytes that a window of a literal may begin at. Of a literal that is more than ASCII only
// those beyond ASCII, unless none is in reach.
typedef struct {
    u64 bits[4];
} byte_set;

static byte_set starts_of(ks_str text)
{
    byte_set all = { { 0 } }, wide = { { 0 } };
    size_t last = text.size - window_of(text);
    bool has_wide = false;
    for (size_t i = 0; i <= last; i++) {
        u8 c = (u8)text.at[i];
        all.bits[c / 64] |= (u64)1 << c % 64;
        if (c >= 0xc0) {
            wide.bits[c / 64] |= (u64)1 << c % 64;
            has_wide = true;
        }
    }
    return has_wide ? wide : all;
}

// Of all bytes that are no anchor yet the one that serves most literals for its frequency.
static u32 best_anchor(const half *h, const byte_set *sets, size_t count)
{
    u32 serves[256] = { 0 }, best = none;
    for (size_t i = 0; i < count; i++) {
        for (u32 w = 0; w < 4; w++) {
            for (u64 bits = sets[i].bits[w]; bits; bits &= bits - 1)
                serves[w * 64 + (u32)__builtin_ctzll(bits)]++;
        }
    }
    double best_value = 0;
    for (u32 c = 0; c < 256; c++) {
        double value = (double)serves[c] / (double)(c < 0x80 ? rules_frequencies[c] : 1);
        if (!h->anchors[c] && value > best_value) {
            best_value = value;
            best = c;
        }
    }
    return best;
}

// A set of anchors that serves every literal, as rare as can be found one by one.
static bool choose_anchors(maker *m, half *h, const rules_literal *list, size_t count,
                           bool of_ascii)
{
    ks_arena scratch = m->scratch;
    byte_set *sets = ks_take(&scratch, byte_set, count + 1);
    size_t left = 0;
    for (size_t i = 0; sets && i < count; i++) {
        if (list[i].kind == RULES_CONTAINS && is_ascii(list[i].text) == of_ascii)
            sets[left++] = starts_of(list[i].text);
    }
    h->has_anywhere = left > 0;
    while (left) {
        u32 c = best_anchor(h, sets, left);
        if (c == none)
            break;
        h->anchors[c] = 1;
        size_t kept = 0;
        for (size_t i = 0; i < left; i++) {
            if (!(sets[i].bits[c / 64] >> c % 64 & 1))
                sets[kept++] = sets[i];
        }
        left = kept;
    }
    return sets != NULL;
}

// Where the rarest window begins among those at an anchor.
static u32 rarest(const maker *m, const half *h, ks_str text)
{
    u32 size = window_of(text), best = 0, best_count = UINT32_MAX;
    const u8 *at = (const u8 *)text.at;
    size_t last = text.size - size;
    for (size_t i = 0; i <= last && (i < 4096 || best_count == UINT32_MAX); i++) {
        if (!h->anchors[at[i]])
            continue;
        u32 count = 0;
        if (m->sketch && size == window)
            count = m->sketch[sketch_at(at + i)];
        if (count < best_count) {
            best_count = count;
            best = (u32)i;
        }
    }
    return best;
}

// Which table of the half a literal belongs to.
static table *table_of(half *h, const rules_literal *l)
{
    switch (l->kind) {
    case RULES_WHOLE: return &h->whole;
    case RULES_STARTS: return &h->starts;
    case RULES_ENDS: return &h->ends;
    case RULES_CONTAINS: break;
    }
    return l->text.size >= window   ? &h->windows
           : l->text.size >= middle ? &h->middles
           : l->text.size >= pair   ? &h->pairs
                                    : &h->singles;
}

static void admit(half *h, size_t place, u8 byte)
{
    if (byte < 0x80)
        h->low[place][byte & 15] = (u8)(h->low[place][byte & 15] | 1u << (byte >> 4));
}

// The three bytes at `at`, by hash. A fourth one is read.
static inline u32 trigram_bit(const half *h, const u8 *at)
{
    return (ks_load32(at) << 8) * 0x9e3779b1u >> h->trigram_shift;
}

static bool trigrams_open(maker *m, half *h, size_t count)
{
    u32 log = log_of(count) + 5;
    log = log < bitmap_log_least ? bitmap_log_least : log > bitmap_log_most ? bitmap_log_most : log;
    h->trigram_shift = 32 - log;
    h->trigrams = h->has_anywhere ? ks_take(m->arena, u8, (size_t)1 << (log - 3)) : NULL;
    return h->trigrams || !h->has_anywhere;
}

static void trigram_add(half *h, const u8 *at)
{
    const u8 bytes[4] = { at[0], at[1], at[2], 0 };
    u32 bit = trigram_bit(h, bytes);
    h->trigrams[bit >> 3] = (u8)(h->trigrams[bit >> 3] | 1u << (bit & 7));
}

// The first bytes of a window; where it has none, any byte will do.
static void admit_window(half *h, const u8 *at, u32 size)
{
    for (size_t i = 0; i < middle; i++) {
        if (i < size)
            admit(h, i, at[i]);
        else
            memset(h->low[i], 0xff, sizeof h->low[i]);
    }
}

static void add(const maker *m, half *h, const rules_literal *l)
{
    table *t = table_of(h, l);
    const u8 *at = (const u8 *)l->text.at;
    u32 size = l->text.size < edge ? (u32)l->text.size : edge;
    u32 offset = 0;
    if (l->kind == RULES_WHOLE) {
        h->whole_sizes |= (u64)1 << l->text.size % 64;
        table_add(t, hash_whole(at, l->text.size), l, 0);
        return;
    }
    if (l->kind == RULES_STARTS) {
        h->starts_sizes |= 1u << size;
    } else if (l->kind == RULES_ENDS) {
        h->ends_sizes |= 1u << size;
        offset = (u32)l->text.size - size;
    } else {
        size = window_of(l->text);
        offset = rarest(m, h, l->text);
        admit_window(h, at + offset, size);
        if (size >= middle)
            trigram_add(h, at + offset);
        h->has_short = h->has_short || size < middle;
    }
    table_add(t, load_key(at + offset, size), l, offset);
}

static bool half_open(maker *m, half *h, const rules_literal *list, size_t count, bool of_ascii)
{
    // The tables' counts first.
    half sizes = { 0 };
    for (size_t i = 0; i < count; i++) {
        if (is_ascii(list[i].text) == of_ascii)
            table_of(&sizes, &list[i])->count++;
    }
    table *to[] = { &h->whole,   &h->starts, &h->ends,   &h->windows,
                    &h->middles, &h->pairs,  &h->singles };
    const u32 counts[] = { sizes.whole.count,   sizes.starts.count,  sizes.ends.count,
                           sizes.windows.count, sizes.middles.count, sizes.pairs.count,
                           sizes.singles.count };
    for (size_t i = 0; i < countof(to); i++) {
        if (counts[i] && !table_open(m, to[i], counts[i]))
            return false;
    }
    if (!choose_anchors(m, h, list, count, of_ascii) || !trigrams_open(m, h, count))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (is_ascii(list[i].text) == of_ascii)
            add(m, h, &list[i]);
    }
    return true;
}

rules_literals *rules_literals_make(const rules_literal *list, size_t count, ks_arena *arena,
                                    ks_arena scratch)
{
    maker m = { .arena = arena, .scratch = scratch };
    rules_literals *set = ks_take(arena, rules_literals, 1);
    if (set == NULL || count >= UINT32_MAX / 4)
        return NULL;
    if (count >= sketch_least)
        m.sketch = ks_take(&m.scratch, u16, (size_t)1 << sketch_bits);
    for (size_t i = 0; i < count; i++) {
        if (m.sketch && list[i].kind == RULES_CONTAINS)
            count_windows(&m, list[i].text);
        bool of_ascii = is_ascii(list[i].text);
        set->has_ascii = set->has_ascii || of_ascii;
        set->has_wide = set->has_wide || !of_ascii;
    }
    if (!half_open(&m, &set->ascii, list, count, true) ||
        !half_open(&m, &set->wide, list, count, false))
        return NULL;
#ifdef HAS_SHUFFLE
    set->can_shuffle = __builtin_cpu_supports("ssse3");
#endif
    return set;
}

// --- looking

typedef struct {
    rules_text text;
    rules_literal_hit *hit;
    void *context;
} search;

// The key's entries, whose window stands at `place`. True: enough.
static bool check(const table *t, const search *s, u64 key, u64 scattered, size_t place)
{
    u32 slot = *slot_of(t, key, scattered);
    for (u32 i = slot ? slot - 1 : none; i != none; i = t->entries[i].next) {
        const entry *e = &t->entries[i];
        if (e->offset > place || s->text.size - (place - e->offset) < e->text.size)
            continue;
        if (memcmp(s->text.at + place - e->offset, e->text.at, e->text.size) == 0 &&
            s->hit(s->context, e->id))
            return true;
    }
    return false;
}

static bool find_whole(const table *t, const search *s)
{
    u64 key = hash_whole(s->text.at, s->text.size), scattered = scatter(key);
    if (!may_have(t, scattered))
        return false;
    u32 slot = *slot_of(t, key, scattered);
    for (u32 i = slot ? slot - 1 : none; i != none; i = t->entries[i].next) {
        const entry *e = &t->entries[i];
        if (e->text.size == s->text.size &&
            (e->text.size == 0 || memcmp(s->text.at, e->text.at, e->text.size) == 0) &&
            s->hit(s->context, e->id))
            return true;
    }
    return false;
}

// The entries of one key, which are all at the same end of the text.
static bool check_edge(const table *t, const search *s, u64 key, u64 scattered, bool at_end)
{
    u32 slot = *slot_of(t, key, scattered);
    for (u32 i = slot ? slot - 1 : none; i != none; i = t->entries[i].next) {
        const entry *e = &t->entries[i];
        if (e->text.size > s->text.size)
            continue;
        const u8 *from = s->text.at + (at_end ? s->text.size - e->text.size : 0);
        if (memcmp(from, e->text.at, e->text.size) == 0 && s->hit(s->context, e->id))
            return true;
    }
    return false;
}

static bool find_edges(const table *t, u32 sizes, const search *s, bool at_end)
{
    u64 all = 0; // the first or last 8 bytes
    if (s->text.size >= edge)
        all = load_edge(s->text.at + (at_end ? s->text.size - edge : 0));
    for (u32 i = 0; s->text.size < edge && i < s->text.size; i++) // of a short one, all
        all |= (u64)s->text.at[i] << 8 * (at_end ? edge - s->text.size + i : i);
    for (; sizes; sizes &= sizes - 1) {
        u32 size = (u32)__builtin_ctz(sizes);
        if (size > s->text.size)
            return false;
        u64 key = edge_key(all, size, at_end), scattered = scatter(key);
        if (may_have(t, scattered) && check_edge(t, s, key, scattered, at_end))
            return true;
    }
    return false;
}

static inline bool probe(const table *t, const search *s, u64 key, size_t place)
{
    u64 scattered = scatter(key);
    return KS_UNLIKELY(may_have(t, scattered)) && check(t, s, key, scattered, place);
}

// The literals whose window begins at `place`, where one of its trigram is there.
static bool probe_long(const half *h, const search *s, size_t place)
{
    const u8 *at = s->text.at + place;
    size_t left = s->text.size - place;
    return (h->windows.count && left >= window &&
            probe(&h->windows, s, load_key(at, window), place)) ||
           (h->middles.count && left >= middle &&
            probe(&h->middles, s, load_key(at, middle), place));
}

static bool probe_short(const half *h, const search *s, size_t place)
{
    const u8 *at = s->text.at + place;
    return (h->pairs.count && s->text.size - place >= pair &&
            probe(&h->pairs, s, load_key(at, pair), place)) ||
           (h->singles.count && probe(&h->singles, s, load_key(at, 1), place));
}

// Behind the text there is slack to read.
static inline bool probe_all(const half *h, const search *s, size_t place)
{
    u32 bit = trigram_bit(h, s->text.at + place);
    if (KS_UNLIKELY(h->trigrams[bit >> 3] >> (bit & 7) & 1) && probe_long(h, s, place))
        return true;
    return KS_UNLIKELY(h->has_short) && probe_short(h, s, place);
}

static bool find_anywhere(const half *h, const search *s)
{
    for (size_t i = 0; i < s->text.size; i++) {
        if (h->anchors[s->text.at[i]] && probe_all(h, s, i))
            return true;
    }
    return false;
}

#ifdef HAS_SHUFFLE
// Which of 16 bytes are in the class of a window's first, second or third: not 0. Bytes beyond
// ASCII are in none.
__attribute__((target("ssse3"))) static inline __m128i admitted(const half *h, size_t place,
                                                                const u8 *at)
{
    const __m128i half_byte = _mm_set1_epi8(15);
    const __m128i high_table =
        _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, (char)128, 0, 0, 0, 0, 0, 0, 0, 0);
    __m128i low_table = _mm_loadu_si128((const __m128i *)(const void *)h->low[place]);
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i low = _mm_shuffle_epi8(low_table, _mm_and_si128(bytes, half_byte));
    __m128i high = _mm_shuffle_epi8(high_table, _mm_and_si128(_mm_srli_epi16(bytes, 4), half_byte));
    return _mm_cmpeq_epi8(_mm_and_si128(low, high), _mm_setzero_si128());
}

// Of a text of ASCII. Blocks reach into the slack, where nothing fits.
__attribute__((target("ssse3"))) static bool find_anywhere_fast(const half *h, const search *s)
{
    for (size_t i = 0; i < s->text.size; i += block) {
        const u8 *at = s->text.at + i;
        __m128i misfits = _mm_or_si128(admitted(h, 0, at), admitted(h, 1, at + 1));
        misfits = _mm_or_si128(misfits, admitted(h, 2, at + 2));
        u32 bits = ~(u32)_mm_movemask_epi8(misfits) & 0xffff;
        if (s->text.size - i < block)
            bits &= (1u << (s->text.size - i)) - 1;
        for (; bits; bits &= bits - 1) {
            if (probe_all(h, s, i + (size_t)__builtin_ctz(bits)))
                return true;
        }
    }
    return false;
}
#endif

static bool find_in(const rules_literals *set, const half *h, const search *s)
{
    if (((h->whole_sizes >> s->text.size % 64 & 1) && find_whole(&h->whole, s)) ||
        (h->ends.count && find_edges(&h->ends, h->ends_sizes, s, true)) ||
        (h->starts.count && find_edges(&h->starts, h->starts_sizes, s, false)))
        return true;
    (void)set;
    if (!h->has_anywhere)
        return false;
#ifdef HAS_SHUFFLE
    if (KS_LIKELY(set->can_shuffle && s->text.is_ascii))
        return find_anywhere_fast(h, s);
#endif
    return find_anywhere(h, s);
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
