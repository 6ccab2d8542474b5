// Many literals at once find what looking for one after the other finds; the sieve lets nothing
// through its holes that is there.
#include "base/hash.h"
#include "base/text.h"
#include "rules/literal_own.h"
#include "rules/sieve.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>

enum { text_most = 200, literals_most = 400, rounds = 1500 };

static u64 state = 1;
static u32 chance(u32 below) { return (u32)((state = ks_hash_mix(state, 7)) >> 33) % below; }

static ks_arena arena, whole;
static rules_literal list[literals_most];
static bool found[literals_most];

// Few letters, so that literals are met; now and then one beyond ASCII.
static size_t put_text(u8 *to, size_t size, bool is_wide)
{
    static const char *const wide[] = { "\xc3\xa9", "\xd0\xb0", "\xf0\x9f\x98\x80" };
    size_t at = 0;
    while (at < size) {
        const char *one = is_wide && chance(6) == 0 ? wide[chance(3)] : NULL;
        if (one) {
            memcpy(to + at, one, strlen(one));
            at += strlen(one);
        } else {
            to[at++] = (u8) "aeb\\.-k/x=0"[chance(11)];
        }
    }
    return at;
}

static bool fits(const rules_literal *l, rules_text text)
{
    const u8 *word = (const u8 *)l->text.at;
    size_t size = l->text.size;
    if (size > text.size || (l->kind == RULES_WHOLE && size != text.size))
        return false;
    size_t first = l->kind == RULES_ENDS ? text.size - size : 0;
    size_t last = l->kind == RULES_STARTS || l->kind == RULES_WHOLE ? 0 : text.size - size;
    for (size_t at = first; at <= last; at++) {
        if (size == 0 || memcmp(text.at + at, word, size) == 0)
            return true;
    }
    return false;
}

static bool on_hit(void *context, u32 id)
{
    (void)context;
    found[id] = true;
    return false;
}

// A text in memory of exactly its size and its slack, which is full of what must not matter.
static u8 *text_of(rules_text *text, bool is_wide)
{
    u8 bytes[text_most + 8];
    text->size = (u32)put_text(bytes, chance(text_most), is_wide);
    u8 *copy = malloc(text->size + rules_text_slack);
    memcpy(copy, bytes, text->size);
    memset(copy + text->size, (int)chance(256), rules_text_slack);
    text->is_ascii = true;
    for (u32 i = 0; i < text->size; i++)
        text->is_ascii = text->is_ascii && bytes[i] < 0x80;
    text->at = copy;
    return copy;
}

static size_t make_list(bool is_wide)
{
    size_t count = 1 + chance(chance(4) ? 12 : literals_most - 1);
    for (size_t i = 0; i < count; i++) {
        u8 bytes[64];
        rules_literal_kind kind = (rules_literal_kind)chance(4);
        size_t size = put_text(bytes, (kind != RULES_WHOLE) + chance(chance(3) ? 6 : 20), is_wide);
        list[i] =
            (rules_literal){ kind, ks_arena_keep(&arena, (ks_str){ (char *)bytes, size }), (u32)i };
    }
    return count;
}

// What was seen of texts like those that come.
static const rules_grams *some_grams(bool is_wide)
{
    static rules_grams grams;
    rules_text text;
    memset(&grams, 0, sizeof grams);
    for (u32 i = chance(20); i; i--) {
        u8 *bytes = text_of(&text, is_wide);
        rules_grams_add(&grams, text);
        free(bytes);
    }
    return &grams;
}

static bool finds_alike(bool is_wide, size_t *hits)
{
    for (u32 round = 0; round < rounds; round++) {
        arena = whole;
        size_t count = make_list(is_wide && round % 2);
        ks_arena scratch = arena;
        if (!ks_arena_open(&scratch, "scratch", 1 << 22))
            return false;
        rules_literals *set = rules_literals_make(
            list, count, chance(2) ? some_grams(is_wide) : NULL, &arena, scratch);
        ks_arena_close(&scratch);
        if (set) { // as on any processor
            set->can_shuffle = set->can_shuffle && chance(2);
            set->can_gather = set->can_gather && chance(2);
        }
        rules_text text;
        u8 *bytes = text_of(&text, is_wide && chance(2));
        memset(found, 0, sizeof found);
        bool ended = set == NULL || rules_literals_find(set, text, on_hit, NULL);
        bool same = !ended;
        for (size_t i = 0; i < count && same; i++) {
            bool expected = fits(&list[i], text);
            *hits += expected;
            same = found[i] == expected;
            if (!same)
                remark("round %u: literal of %zu bytes, kind %d", round, list[i].text.size,
                       (int)list[i].kind);
        }
        free(bytes);
        if (!same)
            return false;
    }
    return true;
}

static bool finds_word_alike(void)
{
    for (u32 round = 0; round < 20 * rounds; round++) {
        rules_text text;
        u8 *bytes = text_of(&text, false), word[8];
        size_t size = put_text(word, 1 + chance(4), false), expected = SIZE_MAX;
        size_t from = chance(text.size + 3);
        for (size_t at = from; expected == SIZE_MAX && at + size <= text.size; at++) {
            if (memcmp(text.at + at, word, size) == 0)
                expected = at;
        }
        size_t at = rules_find(text, from, (ks_str){ (char *)word, size });
        free(bytes);
        if (at != expected)
            return false;
    }
    return true;
}

// --- the sieve

static const char *const words[] = { "mimi::debug", "kiwi.sys", "\\eo.oe", "x::y" };

static size_t put_utf16(u8 *to, const char *text)
{
    size_t size = 0;
    for (const char *c = text; *c; c++, size += 2)
        ks_store16(to + size, (u16)(u8)*c);
    return size;
}

// One of the words at any byte of the text, in any case, the odd letters that fold to k and s too.
static bool sieve_sees(const rules_sieve *sieve)
{
    for (u32 round = 0; round < 20 * rounds; round++) {
        size_t size = 40 + chance(300);
        u8 *text = malloc(size), word[64];
        for (size_t i = 0; i < size; i++)
            text[i] = (u8)(i % 2 ? 0 : 'a' + chance(26));
        size_t bytes = put_utf16(word, words[chance(countof(words))]);
        for (size_t i = 0; i < bytes; i += 2) {
            if (word[i] >= 'a' && word[i] <= 'z' && chance(2))
                word[i] = (u8)(word[i] - 32);
            else if (word[i] == 'k' && chance(2))
                ks_store16(word + i, 0x212a);
            else if (word[i] == 's' && chance(2))
                ks_store16(word + i, 0x17f);
        }
        memcpy(text + chance((u32)(size - bytes + 1)), word, bytes);
        ks_span span = { text, size };
        bool is_seen = rules_sieve_may_have(sieve, span) && rules_sieve_may_have_plain(sieve, span);
        free(text);
        if (!is_seen)
            return false;
    }
    return true;
}

static bool sieve_agrees(const rules_sieve *sieve, size_t *through)
{
    for (u32 round = 0; round < 20 * rounds; round++) {
        size_t size = chance(120);
        u8 *text = malloc(size + 1);
        for (size_t i = 0; i < size; i++)
            text[i] = (u8) "mkiwx:\\.e\0\0\0"[chance(12)];
        ks_span span = { text, size };
        bool fast = rules_sieve_may_have(sieve, span);
        bool plain = rules_sieve_may_have_plain(sieve, span);
        *through += fast;
        free(text);
        if (fast != plain)
            return false;
    }
    return true;
}

static void check_sieve(void)
{
    ks_str list_of_words[countof(words)];
    size_t through = 0;
    for (size_t i = 0; i < countof(words); i++)
        list_of_words[i] = ks_str_of(words[i]);
    arena = whole;
    const rules_sieve *sieve = rules_sieve_make(list_of_words, countof(words), &arena);
    check("a sieve is made of a few words", sieve != NULL);
    check("a word goes through, wherever it begins and whatever its case",
          sieve && sieve_sees(sieve));
    check("the fast sieve is the plain one", sieve && sieve_agrees(sieve, &through));
    check("most bytes without a word stay behind", through < rounds);
    const ks_str shortest = KS_STR("ab");
    check("no sieve is made of a word of two characters",
          rules_sieve_make(&shortest, 1, &arena) == NULL);
}

int main(void)
{
    size_t hits = 0;
    if (!ks_arena_open(&whole, "test", 64 << 20))
        return 1;
    check("literals of ASCII are found as one by one", finds_alike(false, &hits));
    check("literals of more than ASCII are found as one by one", finds_alike(true, &hits));
    remark("%zu literals were there", hits);
    check("some of them were there", hits > rounds);
    check("a word's first place is found", finds_word_alike());
    check_sieve();
    ks_arena_close(&whole);
    return checked();
}
