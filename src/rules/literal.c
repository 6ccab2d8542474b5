// See literal.h. A window is the first, the last or some 8 bytes of a literal; shorter literals are
// their own window, with their length in the key's last byte.
#include "rules/literal.h"

#include "base/hash.h"

#ifdef __SSE2__
#    include <emmintrin.h>
#endif

enum {
    window = 8,
    middle = 4, // of literals of 4 to 7 bytes
    sketch_bits = 14,
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
    table whole, starts, ends, windows, middles, pairs, singles;
    u32 starts_sizes, ends_sizes; // bit n: literals of n bytes are there (8: 8 and more)
} half;

struct rules_literals {
    half ascii, wide;
    bool has_ascii, has_wide;
};

static u64 load(const u8 *at, u32 size)
{
    u64 value = 0;
    memcpy(&value, at, size);
    return value;
}

static u64 load_window(const u8 *at)
{
    u64 value;
    memcpy(&value, at, sizeof value);
    return value;
}

// A key of fewer than 8 bytes, never equal to one of another length.
static u64 load_key(const u8 *at, u32 size)
{
    u64 value = 0;
    for (u32 i = 0; i < size; i++)
        value |= (u64)at[i] << 8 * i;
    return size < window ? value | (u64)size << 56 : load_window(at);
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

static u32 sketch_at(const u8 *at) { return (u32)(scatter(load(at, 4)) >> (64 - sketch_bits)); }

static void count_windows(maker *m, ks_str text)
{
    for (size_t i = 0; i + 4 <= text.size; i++) {
        u16 *n = &m->sketch[sketch_at((const u8 *)text.at + i)];
        *n = (u16)(*n + (*n < UINT16_MAX));
    }
}

// Where the rarest window of `size` bytes begins.
static u32 rarest(const maker *m, ks_str text, u32 size)
{
    u32 best = 0, best_count = UINT32_MAX;
    const u8 *at = (const u8 *)text.at;
    size_t last = text.size - size;
    for (size_t i = 0; i <= last && i < 4096; i++) {
        u32 first = m->sketch[sketch_at(at + i)];
        u32 second = m->sketch[sketch_at(at + i + size - 4)];
        u32 count = first + second + (first < second ? first : second) * 4;
        if (count < best_count) {
            best_count = count;
            best = (u32)i;
        }
    }
    return best;
}

static bool is_ascii(ks_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        if ((u8)text.at[i] >= 0x80)
            return false;
    }
    return true;
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
           : l->text.size >= 2      ? &h->pairs
                                    : &h->singles;
}

static void add(const maker *m, half *h, const rules_literal *l)
{
    table *t = table_of(h, l);
    const u8 *at = (const u8 *)l->text.at;
    u32 size = l->text.size < window ? (u32)l->text.size : window;
    u32 offset = 0;
    if (l->kind == RULES_WHOLE) {
        table_add(t, hash_whole(at, l->text.size), l, 0);
        return;
    }
    if (l->kind == RULES_STARTS) {
        h->starts_sizes |= 1u << size;
    } else if (l->kind == RULES_ENDS) {
        h->ends_sizes |= 1u << size;
        offset = (u32)l->text.size - size;
    } else {
        size = t == &h->windows ? window : t == &h->middles ? middle : t == &h->pairs ? 2 : 1;
        offset = size >= 4 ? rarest(m, l->text, size) : 0;
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
    m.sketch = ks_take(&m.scratch, u16, (size_t)1 << sketch_bits);
    if (set == NULL || m.sketch == NULL || count >= UINT32_MAX / 4)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        if (list[i].kind == RULES_CONTAINS)
            count_windows(&m, list[i].text);
        bool of_ascii = is_ascii(list[i].text);
        set->has_ascii = set->has_ascii || of_ascii;
        set->has_wide = set->has_wide || !of_ascii;
    }
    if (!half_open(&m, &set->ascii, list, count, true) ||
        !half_open(&m, &set->wide, list, count, false))
        return NULL;
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

static bool find_edges(const table *t, u32 sizes, const search *s, bool at_end)
{
    for (; sizes; sizes &= sizes - 1) {
        u32 size = (u32)__builtin_ctz(sizes);
        if (size > s->text.size)
            return false;
        size_t place = at_end ? s->text.size - size : 0;
        u64 key = load_key(s->text.at + place, size), scattered = scatter(key);
        if (!may_have(t, scattered))
            continue;
        u32 slot = *slot_of(t, key, scattered);
        for (u32 i = slot ? slot - 1 : none; i != none; i = t->entries[i].next) {
            const entry *e = &t->entries[i];
            if (e->text.size > s->text.size)
                continue;
            const u8 *from = s->text.at + (at_end ? s->text.size - e->text.size : 0);
            if (memcmp(from, e->text.at, e->text.size) == 0 && s->hit(s->context, e->id))
                return true;
        }
    }
    return false;
}

static bool find_windows(const table *t, const search *s)
{
    if (s->text.size < window)
        return false;
    const u8 *at = s->text.at, *last = at + s->text.size - window;
    for (; at <= last; at++) {
        u64 key = load_window(at), scattered = scatter(key);
        if (KS_UNLIKELY(may_have(t, scattered)) &&
            check(t, s, key, scattered, (size_t)(at - s->text.at)))
            return true;
    }
    return false;
}

// Windows of `size` bytes, fewer than 8.
static inline bool find_short(const table *t, const search *s, u32 size)
{
    if (s->text.size < size)
        return false;
    for (size_t i = 0; i <= s->text.size - size; i++) {
        u64 key = load_key(s->text.at + i, size), scattered = scatter(key);
        if (KS_UNLIKELY(may_have(t, scattered)) && check(t, s, key, scattered, i))
            return true;
    }
    return false;
}

static bool find_in(const half *h, const search *s)
{
    return (h->whole.count && find_whole(&h->whole, s)) ||
           (h->ends.count && find_edges(&h->ends, h->ends_sizes, s, true)) ||
           (h->starts.count && find_edges(&h->starts, h->starts_sizes, s, false)) ||
           (h->windows.count && find_windows(&h->windows, s)) ||
           (h->middles.count && find_short(&h->middles, s, middle)) ||
           (h->pairs.count && find_short(&h->pairs, s, 2)) ||
           (h->singles.count && find_short(&h->singles, s, 1));
}

bool rules_literals_find(const rules_literals *set, rules_text text, rules_literal_hit *hit,
                         void *context)
{
    search s = { text, hit, context };
    return (set->has_ascii && find_in(&set->ascii, &s)) ||
           (set->has_wide && !text.is_ascii && find_in(&set->wide, &s));
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
