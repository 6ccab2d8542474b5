// Texts as characters, and patterns of a rule as characters with wildcards: one u32 each, compared
// one by one. Nothing here is quick, on purpose.
#pragma once
#include "base/arena.h"
#include "base/fold.h"
#include "base/text.h"

// What stands in a pattern besides characters.
enum { TWIN_ANY = 0x110000, TWIN_ONE, TWIN_DASH };

typedef struct {
    const u32 *at;
    size_t count;
} twin_characters;

typedef struct {
    ks_str utf8;
    twin_characters exact, folded;
} twin_text;

static inline twin_characters twin_characters_of(ks_str text, ks_arena *arena)
{
    u32 *to = ks_take(arena, u32, text.size + 1);
    KS_ASSERT(to);
    size_t count = 0;
    for (size_t i = 0; i < text.size; count++)
        i += ks_utf8_read(text, i, &to[count]);
    return (twin_characters){ to, count };
}

static inline twin_characters twin_fold(twin_characters text, ks_arena *arena)
{
    u32 *to = ks_take(arena, u32, text.count + 1);
    KS_ASSERT(to);
    for (size_t i = 0; i < text.count; i++)
        to[i] = text.at[i] >= TWIN_ANY ? text.at[i] : ks_fold_code(text.at[i]);
    return (twin_characters){ to, text.count };
}

static inline twin_text twin_text_of(ks_str utf8, ks_arena *arena)
{
    twin_text text = { .utf8 = utf8, .exact = twin_characters_of(utf8, arena) };
    text.folded = twin_fold(text.exact, arena);
    return text;
}

// reference/sigma 2.5: a backslash before * ? \ makes that character literal; before anything else,
// and at the end, it is itself.
static inline twin_characters twin_pattern_of(ks_str text, ks_arena *arena)
{
    twin_characters from = twin_characters_of(text, arena);
    u32 *to = ks_take(arena, u32, from.count + 1);
    KS_ASSERT(to);
    size_t count = 0;
    for (size_t i = 0; i < from.count; i++) {
        u32 c = from.at[i], next = i + 1 < from.count ? from.at[i + 1] : 0;
        if (c == '\\' && (next == '*' || next == '?' || next == '\\')) {
            to[count++] = next;
            i++;
        } else {
            to[count++] = c == '*' ? (u32)TWIN_ANY : c == '?' ? (u32)TWIN_ONE : c;
        }
    }
    return (twin_characters){ to, count };
}

// The pattern with a * in front and / or behind, unless there is one already (reference/sigma 2.6).
static inline twin_characters twin_surround(twin_characters p, bool front, bool behind,
                                            ks_arena *arena)
{
    u32 *to = ks_take(arena, u32, p.count + 2);
    KS_ASSERT(to);
    size_t count = 0;
    if (front && (p.count == 0 || p.at[0] != TWIN_ANY))
        to[count++] = TWIN_ANY;
    memcpy(to + count, p.at, p.count * sizeof *to);
    count += p.count;
    if (behind && (p.count == 0 || p.at[p.count - 1] != TWIN_ANY))
        to[count++] = TWIN_ANY;
    return (twin_characters){ to, count };
}

static inline bool twin_is_dash(u32 c)
{
    return c == '-' || c == '/' || c == 0x2013 || c == 0x2014 || c == 0x2015;
}

static inline bool twin_is_word(u32 c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

// reference/sigma 2.6, windash: the dashes at \B[-/]\b of the rule's text, wildcards being no
// characters.
static inline twin_characters twin_windash(twin_characters p, ks_arena *arena)
{
    u32 *to = ks_take(arena, u32, p.count + 1);
    KS_ASSERT(to);
    for (size_t i = 0; i < p.count; i++) {
        bool is_after_word = i > 0 && twin_is_word(p.at[i - 1]);
        bool is_before_word = i + 1 < p.count && twin_is_word(p.at[i + 1]);
        bool is_one = twin_is_dash(p.at[i]) && !is_after_word && is_before_word;
        to[i] = is_one ? (u32)TWIN_DASH : p.at[i];
    }
    return (twin_characters){ to, p.count };
}

static inline bool twin_fits_one(u32 wanted, u32 c)
{
    return wanted == TWIN_ONE || wanted == c || (wanted == TWIN_DASH && twin_is_dash(c));
}

// The whole text has to fit. A mismatch goes back to the last * and lets it take one more.
static inline bool twin_fits(twin_characters p, twin_characters text)
{
    size_t i = 0, t = 0, star = SIZE_MAX, taken = 0;
    while (t < text.count) {
        if (i < p.count && p.at[i] == TWIN_ANY) {
            star = ++i;
            taken = t;
        } else if (i < p.count && twin_fits_one(p.at[i], text.at[t])) {
            i++;
            t++;
        } else if (star != SIZE_MAX) {
            i = star;
            t = ++taken;
        } else {
            return false;
        }
    }
    while (i < p.count && p.at[i] == TWIN_ANY)
        i++;
    return i == p.count;
}
