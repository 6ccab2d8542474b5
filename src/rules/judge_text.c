// Texts compared with what a rule says, character by character, as the specification describes it;
// where both are ASCII a character is a byte. See judge_own.h.
#include "base/fold.h"
#include "base/text.h"
#include "rules/judge_own.h"

static u32 character_at(ks_str text, size_t at, size_t *size, bool is_cased)
{
    u32 character = 0;
    *size = ks_utf8_read(text, at, &character);
    return is_cased ? character : ks_fold_code(character);
}

static u8 fold_byte(u8 byte, bool is_cased)
{
    return !is_cased && byte >= 'A' && byte <= 'Z' ? (u8)(byte | 0x20) : byte;
}

// Whether `word` stands at `*at`, which moves behind it. Folding keeps the number of characters,
// not that of bytes.
static bool takes(ks_str text, size_t *at, ks_str word, bool is_cased)
{
    size_t here = *at, size = 0;
    for (size_t i = 0; i < word.size; i += size) {
        if (here >= text.size)
            return false;
        u8 a = (u8)text.at[here], b = (u8)word.at[i];
        if (KS_LIKELY((a | b) < 0x80)) {
            if (fold_byte(a, is_cased) != fold_byte(b, is_cased))
                return false;
            here++;
            size = 1;
            continue;
        }
        size_t step = 0;
        u32 found = character_at(text, here, &step, is_cased);
        if (character_at(word, i, &size, is_cased) != found)
            return false;
        here += step;
    }
    *at = here;
    return true;
}

static bool takes_piece(const ks_rule_piece *piece, ks_str text, size_t *at, bool is_cased)
{
    if (piece->kind == KS_PIECE_TEXT)
        return takes(text, at, piece->text, is_cased);
    if (*at >= text.size)
        return false;
    size_t size = 0;
    u32 c = character_at(text, *at, &size, true);
    if (piece->kind == KS_PIECE_DASH && c != '-' && c != '/' && (c < 0x2013 || c > 0x2015))
        return false;
    *at += size;
    return true;
}

// The next place from `at` on where the word could begin: a byte that is its first one, or no ASCII
// (U+212A is a k).
static size_t next_place(ks_str text, size_t at, ks_str word, bool is_cased)
{
    u8 first = fold_byte((u8)word.at[0], is_cased);
    if (first >= 0x80)
        return at;
    while (at < text.size && (u8)text.at[at] < 0x80 &&
           fold_byte((u8)text.at[at], is_cased) != first)
        at++;
    return at;
}

// The place from which the last word can be the text's end, when the end is ASCII; else `at`.
static size_t last_place(ks_str text, size_t at, ks_str word)
{
    if (word.size > text.size || text.size - word.size <= at)
        return at;
    for (size_t i = text.size - word.size; i < text.size; i++) {
        if ((u8)text.at[i] >= 0x80)
            return at;
    }
    for (size_t i = 0; i < word.size; i++) {
        if ((u8)word.at[i] >= 0x80)
            return at;
    }
    return text.size - word.size;
}

bool judge_fits(const ks_rule_piece *pieces, u32 count, ks_str text, bool is_cased)
{
    // A misfit goes back to the last star and lets it take one character more.
    u32 i = 0, behind_star = UINT32_MAX;
    size_t at = 0, star_at = 0;
    for (;;) {
        if (i < count && pieces[i].kind == KS_PIECE_ANY) {
            behind_star = ++i;
            if (i + 1 == count && pieces[i].kind == KS_PIECE_TEXT)
                at = last_place(text, at, pieces[i].text);
            if (i < count && pieces[i].kind == KS_PIECE_TEXT)
                at = next_place(text, at, pieces[i].text, is_cased);
            star_at = at;
            continue;
        }
        if (i < count && takes_piece(&pieces[i], text, &at, is_cased)) {
            i++;
            continue;
        }
        if (i == count && (at == text.size || (count && pieces[count - 1].kind == KS_PIECE_ANY)))
            return true;
        if (behind_star == UINT32_MAX || star_at >= text.size)
            return false;
        size_t size = 0;
        (void)character_at(text, star_at, &size, true);
        i = behind_star;
        star_at += size;
        if (i < count && pieces[i].kind == KS_PIECE_TEXT)
            star_at = next_place(text, star_at, pieces[i].text, is_cased);
        at = star_at;
    }
}

bool judge_is_like(ks_rule_likeness likeness, ks_str a, ks_str b, bool is_cased)
{
    ks_rule_piece pieces[3];
    u32 count = 0;
    if (likeness == KS_FIELD_ENDS || likeness == KS_FIELD_CONTAINS)
        pieces[count++] = (ks_rule_piece){ .kind = KS_PIECE_ANY };
    if (b.size)
        pieces[count++] = (ks_rule_piece){ KS_PIECE_TEXT, b };
    if (likeness == KS_FIELD_STARTS || likeness == KS_FIELD_CONTAINS)
        pieces[count++] = (ks_rule_piece){ .kind = KS_PIECE_ANY };
    return judge_fits(pieces, count, a, is_cased);
}
