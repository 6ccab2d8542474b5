// Literals are laid out so that looking for all of them costs little; see
// literal.c and literal_own.h. Every literal gets a window that begins at an
// anchor, a character that is rare in event logs, and that few other literals
// have.
#include "base/hash.h"
#include "rules/literal_own.h"

enum {
    sketch_bits = 14,
    sketch_least = 16, // literals: of fewer, no window is rare or common
    bitmap_log_least = 9,
    bitmap_log_most = 17,
    crowd_least = 256,  // literals that are longer than two bytes
    counted_most = 1024 // bytes of a text
};

typedef struct {
    ks_arena *arena;
    ks_arena scratch;
    u16 *sketch;             // how often a window of 4 bytes occurs among the literals, by
                             // hash
    const rules_grams *seen; // NULL: nothing is
    bool is_over;
} maker;

static u32 log_of(size_t count)
{
    u32 log = 0;
    while ((size_t)1 << log < count)
        log++;
    return log;
}

static bool table_open(maker *m, literal_table *t, u32 count)
{
    u32 slot_log = log_of(count) + 1, bitmap_log = log_of(count) + 4;
    bitmap_log = bitmap_log < bitmap_log_least ? bitmap_log_least : bitmap_log;
    bitmap_log = bitmap_log > bitmap_log_most ? bitmap_log_most : bitmap_log;
    *t = (literal_table){ .bitmap = ks_take(m->arena, u8, (size_t)1 << (bitmap_log - 3)),
                          .slots = ks_take(m->arena, u32, (size_t)1 << slot_log),
                          .entries =
                              ks_arena_take(m->arena, sizeof(literal_entry), count, literal_line),
                          .shift_bitmap = 64 - bitmap_log,
                          .shift_slot = 64 - slot_log,
                          .slot_mask = (1u << slot_log) - 1 };
    return t->bitmap && t->slots && t->entries;
}

static void table_add(literal_table *t, u64 key, const rules_literal *literal, u32 offset)
{
    u64 scattered = literal_scatter(key), bit = scattered >> t->shift_bitmap;
    u32 *slot = literal_slot(t, key, scattered);
    literal_entry *e = &t->entries[t->count];
    *e = (literal_entry){ .key = key,
                          .id = literal->id,
                          .offset = offset,
                          .next = *slot ? *slot - 1 : literal_none,
                          .size = (u32)literal->text.size };
    if (e->size > literal_here_most)
        e->text.at = (const u8 *)literal->text.at;
    else if (e->size)
        memcpy(e->text.here, literal->text.at, e->size);
    *slot = ++t->count;
    t->bitmap[bit >> 3] = (u8)(t->bitmap[bit >> 3] | 1 << (bit & 7));
}

static u32 sketch_at(const u8 *at)
{
    return (u32)(literal_scatter(ks_load32(at)) >> (64 - sketch_bits));
}

static void count_windows(maker *m, ks_str text)
{
    for (size_t i = 0; i + 4 <= text.size; i++) {
        u16 *n = &m->sketch[sketch_at((const u8 *)text.at + i)];
        *n = (u16)(*n + (*n < UINT16_MAX));
    }
}

// How often a byte occurs in texts of event logs, per mille; case folded.
// Measured on the corpus.
// clang-format off
const u8 rules_frequencies[128] = {
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    28, 1, 2, 1, 2, 4, 1, 1, 2, 2, 1, 1, 3, 22, 16, 3, 17, 19, 18, 20, 17, 15, 16, 16, 20, 15, 8, 2,
    1, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    21, 1, 1, 1, 1, 52, 17, 39, 37, 65, 19, 16, 10, 58, 2, 5, 21, 29, 36, 50, 19, 3, 41, 63, 45, 18,
    8, 30, 6, 16, 2, 1, 1, 1, 1
};
// clang-format on

static u32 window_of(ks_str text)
{
    return text.size >= literal_window   ? literal_window
           : text.size >= literal_middle ? literal_middle
                                         : (u32)text.size;
}

// The bytes that a window of a literal may begin at. Of a literal that is more
// than ASCII only those beyond ASCII, unless none is in reach.
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

// Of all bytes that are no anchor yet the one that serves most literals for its
// frequency.
static u32 best_anchor(const u8 *anchors, const byte_set *sets, size_t count)
{
    u32 serves[256] = { 0 }, best = literal_none;
    for (size_t i = 0; i < count; i++) {
        for (u32 w = 0; w < 4; w++) {
            for (u64 bits = sets[i].bits[w]; bits; bits &= bits - 1)
                serves[w * 64 + (u32)__builtin_ctzll(bits)]++;
        }
    }
    double best_value = 0;
    for (u32 c = 0; c < 256; c++) {
        double value = (double)serves[c] / (double)(c < 0x80 ? rules_frequencies[c] : 1);
        if (!anchors[c] && value > best_value) {
            best_value = value;
            best = c;
        }
    }
    return best;
}

// Anchors that serve every literal, one by one.
static bool choose_anchors(maker *m, literal_half *h, const rules_literal *list, size_t count,
                           bool of_ascii)
{
    ks_arena scratch = m->scratch;
    byte_set *sets = ks_take(&scratch, byte_set, count + 1);
    size_t left = 0;
    for (size_t i = 0; sets && i < count; i++) {
        if (list[i].kind == RULES_CONTAINS && list[i].text.size >= literal_middle &&
            literal_is_ascii(list[i].text) == of_ascii)
            sets[left++] = starts_of(list[i].text);
    }
    h->has_longer = left > 0;
    h->is_crowded = left >= crowd_least;
    if (h->is_crowded)
        memset(h->anchors, 1, sizeof h->anchors);
    while (left && !h->is_crowded) {
        u32 c = best_anchor(h->anchors, sets, left);
        if (c == literal_none)
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

static u32 gram_at(const u8 *at)
{
    u32 bytes = ks_load16(at) | (u32)at[2] << 16;
    return bytes * literal_trigram_factor >> (32 - rules_grams_bits);
}

void rules_grams_add(rules_grams *grams, rules_text text)
{
    size_t size = text.size < counted_most ? text.size : counted_most;
    for (size_t i = 0; i + literal_middle <= size; i++) {
        u16 *n = &grams->count[gram_at(text.at + i)];
        *n = (u16)(*n + (*n < UINT16_MAX));
    }
}

static u32 frequency_of(u8 c) { return c < 0x80 ? rules_frequencies[c] : 10; }

enum { guess_bits = 41 }; // 4 frequencies of at most 65, times 2^16 literals

// Where the rarest window begins among those at an anchor: seldom seen, of rare
// characters, and of few literals.
static u32 rarest(const maker *m, const u8 *anchors, ks_str text)
{
    u32 size = window_of(text), best = 0;
    u64 least = UINT64_MAX;
    const u8 *at = (const u8 *)text.at;
    for (size_t i = 0; i + size <= text.size && (i < 4096 || least == UINT64_MAX); i++) {
        if (!anchors[at[i]])
            continue;
        u64 share = 1;
        for (u32 k = 0; k < size; k++)
            share *= frequency_of(at[i + k]);
        if (m->sketch && size == literal_window)
            share *= (u64)m->sketch[sketch_at(at + i)] + 1;
        if (m->seen && size >= literal_middle) // what was seen is worth more than any guess
            share |= (u64)m->seen->count[gram_at(at + i)] << guess_bits;
        if (share < least) {
            least = share;
            best = (u32)i;
        }
    }
    return best;
}

// Which table of the half a literal belongs to.
static literal_table *table_of(literal_half *h, const rules_literal *l)
{
    switch (l->kind) {
    case RULES_WHOLE: return &h->whole;
    case RULES_STARTS: return &h->starts;
    case RULES_ENDS: return &h->ends;
    case RULES_CONTAINS: break;
    }
    return l->text.size >= literal_window   ? &h->windows
           : l->text.size >= literal_middle ? &h->middles
           : l->text.size >= literal_pair   ? &h->pairs
                                            : &h->singles;
}

static void admit(literal_places *group, size_t place, u8 byte)
{
    if (byte < 0x80)
        group->low[place][byte & 15] = (u8)(group->low[place][byte & 15] | 1u << (byte >> 4));
}

static bool trigrams_open(maker *m, literal_half *h, size_t count)
{
    u32 log = log_of(count) + 5;
    log = log < bitmap_log_least ? bitmap_log_least : log > bitmap_log_most ? bitmap_log_most : log;
    h->trigram_shift = 32 - log;
    h->trigrams = h->has_longer ? ks_take(m->arena, u8, (size_t)1 << (log - 3)) : NULL;
    return h->trigrams || !h->has_longer;
}

static void trigram_add(literal_half *h, const u8 *at)
{
    const u8 bytes[4] = { at[0], at[1], at[2], 0 };
    u32 bit = literal_trigram(h, bytes);
    h->trigrams[bit >> 3] = (u8)(h->trigrams[bit >> 3] | 1u << (bit & 7));
}

// The first bytes of a window.
static void admit_window(literal_places *group, const u8 *at, u32 size)
{
    for (size_t i = 0; i < size && i < literal_middle; i++)
        admit(group, size == 1 ? literal_single_place : i, at[i]);
}

static void add(const maker *m, literal_half *h, const rules_literal *l)
{
    literal_table *t = table_of(h, l);
    const u8 *at = (const u8 *)l->text.at;
    u32 size = l->text.size < literal_edge ? (u32)l->text.size : literal_edge;
    u32 offset = 0;
    if (l->kind == RULES_WHOLE) {
        h->whole_sizes |= (u64)1 << l->text.size % 64;
        table_add(t, literal_hash(at, l->text.size), l, 0);
        return;
    }
    if (l->kind == RULES_STARTS) {
        h->starts_sizes |= 1u << size;
    } else if (l->kind == RULES_ENDS) {
        h->ends_sizes |= 1u << size;
        offset = (u32)l->text.size - size;
    } else {
        size = window_of(l->text);
        offset = size < literal_middle ? 0 : rarest(m, h->anchors, l->text);
        admit_window(size < literal_middle ? &h->shorter : &h->longer, at + offset, size);
        if (size >= literal_middle)
            trigram_add(h, at + offset);
        else
            h->begins[at[0]] = 1;
        h->has_shorter = h->has_shorter || size < literal_middle;
    }
    table_add(t, literal_key(at + offset, size), l, offset);
}

static bool half_open(maker *m, literal_half *h, const rules_literal *list, size_t count,
                      bool of_ascii)
{
    // The tables' counts first.
    literal_half sizes = { 0 };
    for (size_t i = 0; i < count; i++) {
        if (literal_is_ascii(list[i].text) == of_ascii)
            table_of(&sizes, &list[i])->count++;
    }
    literal_table *to[] = { &h->whole,   &h->starts, &h->ends,   &h->windows,
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
        if (literal_is_ascii(list[i].text) == of_ascii)
            add(m, h, &list[i]);
    }
    return true;
}

rules_literals *rules_literals_make(const rules_literal *list, size_t count,
                                    const rules_grams *seen, ks_arena *arena, ks_arena scratch)
{
    maker m = { .arena = arena, .scratch = scratch, .seen = seen };
    rules_literals *set = ks_take(arena, rules_literals, 1);
    if (set == NULL || count >= UINT32_MAX / 4)
        return NULL;
    if (count >= sketch_least)
        m.sketch = ks_take(&m.scratch, u16, (size_t)1 << sketch_bits);
    for (size_t i = 0; i < count; i++) {
        if (list[i].text.size > UINT32_MAX / 2)
            return NULL;
        if (m.sketch && list[i].kind == RULES_CONTAINS)
            count_windows(&m, list[i].text);
        bool of_ascii = literal_is_ascii(list[i].text);
        set->has_ascii = set->has_ascii || of_ascii;
        set->has_wide = set->has_wide || !of_ascii;
    }
    if (!half_open(&m, &set->ascii, list, count, true) ||
        !half_open(&m, &set->wide, list, count, false))
        return NULL;
    set->can_shuffle = literal_can_shuffle();
    set->can_gather = literal_can_gather();
    return set;
}
