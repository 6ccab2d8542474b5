// Patterns: what fits is the same with and without the sieve, and costs are bounded.
#include "event/pattern.h"

#include "test.h"

#define TEXT(s)          \
    {                    \
        s, sizeof(s) - 1 \
    }
// clang-format off
static const struct {
    const char *sentence, *pattern;
    bool is_literal, ignores_case;
    ks_str text;
    ks_pattern_result result;
    size_t from, to;
} rows[] = {
    { "a word is found where it is", "mimi", false, false, TEXT("x mimikatz"), KS_PATTERN_FOUND, 2, 6 },
    { "capitals count", "mimi", false, false, TEXT("MIMIKATZ"), KS_PATTERN_NONE, 0, 0 },
    { "unless they are to be ignored", "mimi", false, true, TEXT("MIMIKATZ"), KS_PATTERN_FOUND, 0, 4 },
    { "a literal's signs mean nothing", "a.b*", true, false, TEXT("xa.b*"), KS_PATTERN_FOUND, 1, 5 },
    { "a literal's point is no other character", "a.b", true, false, TEXT("axb"), KS_PATTERN_NONE, 0, 0 },
    { "a class of characters", "-e(nc|c)?\\s+[A-Za-z0-9+/=]{8,}", false, false,
      TEXT("powershell -enc SQBFAFgA"), KS_PATTERN_FOUND, 11, 24 },
    { "anchors mean the whole value", "^cmd", false, false, TEXT("a\ncmd"), KS_PATTERN_NONE, 0, 0 },
    { "a look ahead, which the sieve cannot do", "cmd(?=\\.exe)", false, false, TEXT("cmd.exe"),
      KS_PATTERN_FOUND, 0, 3 },
    { "a look ahead that does not hold", "cmd(?=\\.exe)", false, false, TEXT("cmd.com"),
      KS_PATTERN_NONE, 0, 0 },
    { "a reference back", "(\\w)\\1", false, false, TEXT("aXbb"), KS_PATTERN_FOUND, 2, 4 },
    { "Japanese by characters", "調.票", false, false, TEXT("「調査票」"), KS_PATTERN_FOUND, 3, 12 },
    { "Cyrillic ignoring case", "система", true, true, TEXT("СИСТЕМА"), KS_PATTERN_FOUND, 0, 14 },
    { "bytes that are no UTF-8 hide nothing", "mimi", false, false, TEXT("\xff\xfe mimi"),
      KS_PATTERN_FOUND, 3, 7 },
    { "an empty text", "x", false, false, TEXT(""), KS_PATTERN_NONE, 0, 0 },
    { "a pattern that fits nothing at all fits the empty text", "x*", false, false, TEXT(""),
      KS_PATTERN_FOUND, 0, 0 },
    { "a NUL in the text is a character", "a\\x00b", false, false, TEXT("a\0b"), KS_PATTERN_FOUND, 0, 3 },
};
// clang-format on

static ks_pattern_result look(ks_arena arena, ks_str *words, size_t count,
                              ks_pattern_options options, ks_str text, ks_pattern_hit *hit)
{
    ks_patterns *patterns = NULL;
    ks_fail fail = { 0 };
    if (!ks_patterns_make(&patterns, words, count, options, &arena, &fail))
        return KS_PATTERN_GAVE_UP;
    ks_pattern_finder *finder = ks_patterns_finder(patterns, &arena);
    ks_pattern_result result = finder ? ks_patterns_find(finder, text, hit) : KS_PATTERN_GAVE_UP;
    ks_patterns_close(patterns);
    return result;
}

static void check_many(ks_arena arena)
{
    enum { count = 600 };
    static char names[count][16];
    static ks_str words[count];
    for (size_t i = 0; i < count; i++) {
        memcpy(names[i], "10.0.000.000", 12);
        names[i][5] = (char)('0' + i / 100);
        names[i][6] = (char)('0' + i / 10 % 10);
        names[i][7] = (char)('0' + i % 10);
        words[i] = (ks_str){ names[i], 12 };
    }
    ks_pattern_hit hit = { 0 };
    ks_pattern_options literal = { .is_literal = true };
    ks_str text = KS_STR("from 10.0.577.000 to 10.0.003.000");
    check("of hundreds of patterns the first in their order is told",
          look(arena, words, count, literal, text, &hit) == KS_PATTERN_FOUND && hit.pattern == 3 &&
              hit.from == 21);
}

static void check_refusals(ks_arena arena)
{
    ks_patterns *patterns = NULL;
    ks_fail fail = { 0 };
    ks_str words[] = { KS_STR("good"), KS_STR("ab(c") };
    bool is_made = ks_patterns_make(&patterns, words, 2, (ks_pattern_options){ 0 }, &arena, &fail);
    check("a wrong pattern is refused, with its place", !is_made && fail.reason == KS_BAD_PATTERN &&
                                                            fail.number[1] == 1 &&
                                                            fail.number[0] == 5 && fail.text.size);
    static char text[64];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = 'b';
    ks_str costly = KS_STR("(a+a+)+(?=[yz])");
    ks_pattern_hit hit = { 0 };
    check("a pattern whose cost explodes gives up and says so",
          look(arena, &costly, 1, (ks_pattern_options){ 0 }, (ks_str){ text, sizeof text }, &hit) ==
              KS_PATTERN_GAVE_UP);
}

int main(void)
{
    ks_arena arena;
    if (!ks_arena_open(&arena, "run", 64 << 20))
        return 1;
    for (size_t i = 0; i < countof(rows); i++) {
        ks_str word = ks_str_of(rows[i].pattern);
        ks_pattern_options options = { rows[i].is_literal, rows[i].ignores_case };
        ks_pattern_hit hit = { 0 };
        ks_pattern_result result = look(arena, &word, 1, options, rows[i].text, &hit);
        check(rows[i].sentence,
              result == rows[i].result && (result != KS_PATTERN_FOUND ||
                                           (hit.from == rows[i].from && hit.to == rows[i].to)));
    }
    check_many(arena);
    check_refusals(arena);
    return checked();
}
