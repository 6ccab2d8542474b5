// What a regular expression cannot do without: one literal, one of a few, a row of a class; and the
// run at its front, which it can do without.
#include "base/hash.h"
#include "rules/check.h"

#include "test.h"

#include <stdio.h>

typedef struct {
    const char *pattern;
    const char *words; // separated by '~'
} row;

// clang-format off
static const row rows[] = {
    // what was meant: a dot before a blank or a quote
    { "\\\\[a-zA-Z0-9]{1,32}\\.[a-zA-Z0-9]{1,6}\\.[ \"']{1}", ". ~.\"~.'" },
    { "x\\.[ ;]", "x. ~x.;" },
    { "zq[AB]+", "zqa~zqb" },
    { "zq[-B]{2,}", "zq-~zqb" },
    { "zq[B-]", "zqb~zq-" },
    { "zq[]B]", "zq]~zqb" },
    { "zq[\\]\\.]", "zq]~zq." },
    // none is needed
    { "zq[AB]?", "" }, { "zq[AB]*", "" }, { "zq[AB]{0,2}", "" }, { "zq[AB]{,2}", "" },
    { "(zq[AB])?", "" }, { "a|zq[AB]", "" }, { "(?x)zq [AB]", "" },
    // classes that are many, or not written one by one
    { "zq[^AB]", "" }, { "zq[A-C]", "" }, { "zq[\\dB]", "" }, { "zq[[:alpha:]]", "" },
    { "zq[abcdefghi]", "" }, { "zq[\xc3\xa9]", "" }, { "zq[\\\xc3\xa9]", "" },
    // braces that are no quantifier
    { "zq[AB]{x", "" }, { "zq{x|ab[cd]}ef", "" }, { "x{,2}zq[AB]", "zqa~zqb" },
    { "x{2, 3}zq[AB]", "zqa~zqb" }, { "a{b}zq[AB]", "b}zqa~b}zqb" },
    { "[AB]zq", "" }, { "e[ao]", "" }, { "zq[AB", "" }, { "zq[", "" }, { "", "" },
};
// clang-format on

static bool is_as_said(const row *r, ks_arena *arena)
{
    char got[128] = "";
    size_t at = 0;
    rules_regex_words words = rules_regex_needs_of(ks_str_of(r->pattern), arena).words;
    for (u32 i = 0; i < words.count; i++) {
        if (i)
            got[at++] = '~';
        memcpy(got + at, words.at[i].at, words.at[i].size);
        at += words.at[i].size;
    }
    bool is_same = ks_str_equal((ks_str){ got, at }, ks_str_of(r->words));
    if (!is_same)
        remark("%s: %.*s", r->pattern, (int)at, got);
    return is_same;
}

// --- whatever matches has one of them

enum { rounds = 20000 };
static u64 state = 1;
static u32 chance(u32 below) { return (u32)((state = ks_hash_mix(state, 7)) >> 33) % below; }

static ks_str random_of(const char *const *pieces, u32 count, u32 most, char *to)
{
    size_t size = 0;
    for (u32 left = 1 + chance(most); left; left--) {
        const char *piece = pieces[chance(count)];
        memcpy(to + size, piece, strlen(piece));
        size += strlen(piece);
    }
    return (ks_str){ to, size };
}

static bool has_one(ks_str text, const rules_regex_words *words)
{ // none: nothing was said
    u8 folded[512];
    rules_text made = rules_fold(folded, text);
    for (u32 i = 0; i < words->count; i++) {
        if (rules_find(made, 0, words->at[i]) != SIZE_MAX)
            return true;
    }
    return words->count == 0;
}

static bool never_misses(ks_arena arena, u32 *found)
{
    static const char *const parts[] = { "q",    "\\.", "Z",   "[ab]",  "[.;-]", "+", "?", "{1}",
                                         "{0,}", "\\w", "(q)", "(?:Z)", "[^q]",  "{", "}", "|" };
    static const char *const letters[] = { "q", ".", "z", "Z", "a", "B", ";", "-" };
    rules_regex_work work;
    if (!rules_regex_work_open(&work))
        return false;
    bool is_right = true;
    for (u32 i = 0; i < rounds && is_right; i++) {
        char pattern[128], text[128];
        ks_arena run = arena;
        rules_regex regex;
        ks_str p = random_of(parts, countof(parts), 6, pattern);
        if (!rules_regex_compile(&regex, p, KS_REGEX_IGNORE_CASE * chance(2), NULL))
            continue;
        rules_regex_needs needs = rules_regex_needs_of(p, &run);
        rules_regex_words one = { .at = { needs.literal }, .count = needs.literal.size > 0 };
        for (u32 k = 0; k < 16 && is_right; k++) {
            ks_str t = random_of(letters, countof(letters), 8, text);
            bool matches = rules_regex_find(&regex, &work, t) == KS_JUDGED_TRUE;
            is_right = !matches || (has_one(t, &needs.words) && has_one(t, &one));
            *found += matches && needs.words.count;
        }
        if (!is_right)
            remark("%.*s", (int)p.size, p.at);
        rules_regex_close(&regex);
    }
    rules_regex_work_close(&work);
    return is_right;
}

// --- runs at the front

static ks_judged ask(ks_str pattern, unsigned flags, const rules_regex_work *work, ks_str text)
{
    rules_regex regex;
    if (!rules_regex_compile(&regex, pattern, flags, NULL))
        return KS_JUDGED_GAVE_UP;
    ks_judged judged = rules_regex_find(&regex, work, text);
    rules_regex_close(&regex);
    return judged;
}

// A pattern behind an empty group does not begin with a run.
static bool are_runs_equal(u32 *found, u32 *refused)
{
    static const char *const firsts[] = { ".",   "\\w", "\\s", "\\S", "\\d", "\\W",
                                          "\\D", "\\b", "x",   "[x]", "(.)", "" };
    static const char *const runs[] = { "+", "*", "+?", "*?", "++", "*+", "+{2}", "?", "", "{1,}" };
    static const char *const parts[] = { "x",     "\\.",    "\n",   " ",    "|",      "\\w",
                                         ".",     "^",      "$",    "\\b",  "(?<=x)", "(?!x)",
                                         "(?=x)", "(?>x+)", "(?R)", "(?0)", "(?#c)",  "\\E",
                                         "(x+)+", "+",      "(",    "(?:",  ")",      "1",
                                         "\\G",   "(*F)",   "`",    "`",    "-",      "-",
                                         "`?",    "`+",     "?",    "*" };
    static const char *const letters[] = { "x", ".",        "\n", " ", "1",  "xx",
                                           "X", "\xc3\xa9", "`",  "-", "x`", "1-" };
    rules_regex_work work;
    if (!rules_regex_work_open(&work))
        return false;
    bool is_right = true;
    for (u32 i = 0; i < rounds && is_right; i++) {
        char end[128], text[128], pattern[300], behind[300];
        static const char *const usual[] = { "\\w+`", "\\d+-", "\\s+`", "\\w+-" };
        bool is_usual = chance(2);
        const char *first =
            is_usual ? usual[chance(countof(usual))] : firsts[chance(countof(firsts))];
        const char *run = is_usual ? "" : runs[chance(countof(runs))];
        ks_str e = random_of(parts, countof(parts), 5, end);
        ks_str t = random_of(letters, countof(letters), 8, text);
        unsigned flags = chance(8); // all there are
        int size = snprintf(pattern, sizeof pattern, "%s%s%.*s", first, run, (int)e.size, e.at);
        int more = snprintf(behind, sizeof behind, "(?:)%s", pattern);
        ks_judged got = ask((ks_str){ pattern, (size_t)size }, flags, &work, t);
        ks_judged wanted = ask((ks_str){ behind, (size_t)more }, flags, &work, t);
        if (*first == 0) // a quantifier of nothing: of the group there
            wanted = got;
        is_right = got == wanted;
        *found += got == KS_JUDGED_TRUE;
        *refused += got == KS_JUDGED_GAVE_UP;
        if (!is_right)
            remark("%s flags %u on '%.*s'", pattern, flags, (int)t.size, t.at);
    }
    rules_regex_work_close(&work);
    return is_right;
}

// --- long rows of a class

static ks_utf16 random_rows(u8 bytes[2 * 64])
{ // at least 14 units are there
    static const u16 units[] = { 'a', ']', 0,   'B',  'c', '1',  'x',
                                 '.', '-', ' ', '\n', 'k', 0xe9, 0x212a };
    size_t count = 0;
    while (count < 48 && (count < 14 || chance(4))) {
        u16 unit = units[chance(countof(units))];
        for (u32 left = chance(3) ? 9 + chance(7) : 1; left; left--)
            ks_store16(bytes + 2 * count++, chance(40) ? unit : 'a');
    }
    return (ks_utf16){ bytes, count };
}

static ks_judged judge_by_regex(ks_str pattern, unsigned flags, const rules_regex_work *work,
                                ks_utf16 text)
{
    u8 narrow[256];
    rules_text made = rules_narrow(narrow, text, false);
    return ask(pattern, flags, work, (ks_str){ (const char *)made.at, made.size });
}

static bool rows_tell_the_truth(ks_arena arena, u32 *is_there, u32 *is_not)
{
    static const char *const parts[] = { "[a-c]{12}",  "[aBc\\d]{13}",
                                         "[\\w]{12,}", "[a.-]{12,20}",
                                         "[^a]{14}",   "[]a]{12}",
                                         "[-a]{15}",   "[a\\-k]{16}",
                                         "[a-c]{12}*", "[a-c]{12}?",
                                         "[a]{12}{0}", "[a-c]{12}+",
                                         "x",          "^",
                                         "$",          "\\s",
                                         "(?:x)",      "(?i)",
                                         "[\\E]",      "[^\\E]",
                                         "{0}",        "[\\0a-c]{12}",
                                         "|",          "[\xc3\xa9x]{12}",
                                         "([a]{12})?", "\\W" };
    rules_regex_work work;
    if (!rules_regex_work_open(&work))
        return false;
    bool is_right = true;
    for (u32 i = 0; i < 2 * rounds && is_right; i++) {
        char pattern[128];
        u8 bytes[2 * 64];
        ks_arena run_arena = arena;
        ks_str p = random_of(parts, countof(parts), 3, pattern);
        if (chance(3) == 0) {
            static const char *const whole[] = { "^[a-c]{12}$", "^[a-cB]{9}[a]{12}$",
                                                 "^[\\w]{13}$", "^[a-c]{12,}$",
                                                 "^[aB]{14}$",  "^[\\0a-c]{13}$" };
            p = random_of(whole, countof(whole), 1, pattern);
        }
        unsigned flags = chance(8);
        ks_utf16 text = random_rows(bytes);
        if (chance(4) == 0)
            text.units = 12 + chance(3);
        rules_regex_needs needs = rules_regex_needs_of(p, &run_arena);
        const rules_run *run = rules_regex_run(&needs, flags, &run_arena);
        ks_judged told = run ? rules_run_judge(run, text) : KS_JUDGED_GAVE_UP;
        ks_judged judged = judge_by_regex(p, flags, &work, text);
        is_right = told == KS_JUDGED_GAVE_UP || judged == KS_JUDGED_GAVE_UP || told == judged;
        *is_there += told == KS_JUDGED_TRUE;
        *is_not += told == KS_JUDGED_FALSE;
        if (!is_right)
            remark("%.*s flags %u: %d, not %d", (int)p.size, p.at, flags, (int)told, (int)judged);
    }
    rules_regex_work_close(&work);
    return is_right;
}

// A text ends before NUL, which a class may have.
static bool ends_before_nul(ks_arena arena)
{
    static const char pattern[] = "^[\0a-c]{12}$";
    u8 bytes[2 * 12] = { 0 };
    for (size_t i = 0; i < 12; i++)
        ks_store16(bytes + 2 * i, i == 5 ? 0 : 'b');
    rules_regex_needs needs = rules_regex_needs_of((ks_str){ pattern, sizeof pattern - 1 }, &arena);
    const rules_run *run = rules_regex_run(&needs, 0, &arena);
    return run && rules_run_judge(run, (ks_utf16){ bytes, 12 }) != KS_JUDGED_TRUE;
}

// What asks for no native code is searched for all the same.
static bool finds_without_native(void)
{
    rules_regex_work work;
    rules_regex regex;
    ks_str pattern = KS_STR("(*NO_JIT)who(a|b)mi");
    if (!rules_regex_work_open(&work) || !rules_regex_compile(&regex, pattern, 0, NULL))
        return false;
    ks_judged judged = rules_regex_find(&regex, &work, KS_STR("> whoami"));
    rules_regex_close(&regex);
    rules_regex_work_close(&work);
    return judged == KS_JUDGED_TRUE;
}

int main(void)
{
    ks_arena whole;
    u32 found = 0;
    if (!ks_arena_open(&whole, "test", 16 << 20))
        return 2;
    for (size_t i = 0; i < countof(rows); i++) {
        ks_arena run = whole;
        check(rows[i].pattern, is_as_said(&rows[i], &run));
    }
    check("whatever matches has one of the words", never_misses(whole, &found));
    check("and much matches", found > 300);
    remark("%u texts that match have one of the words", found);
    u32 runs_found = 0, refused = 0;
    check("a run at the front finds what it finds elsewhere",
          are_runs_equal(&runs_found, &refused));
    check("and often something", runs_found > rounds / 10 && refused < rounds / 2);
    remark("%u of %u are there, %u are no expressions", runs_found, (u32)rounds, refused);
    u32 is_there = 0, is_not = 0;
    check("what a row of characters tells is what the expression says",
          rows_tell_the_truth(whole, &is_there, &is_not));
    check("and it often tells something", is_there > 50 && is_not > rounds / 10);
    remark("%u are there, %u are not", is_there, is_not);
    check("and nothing beyond NUL", ends_before_nul(whole));
    check("an expression without native code is found", finds_without_native());
    ks_arena_close(&whole);
    return checked();
}
