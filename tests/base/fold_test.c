// Ignoring case: Unicode's simple folding (reference: CaseFolding.txt, statuses C and S).
#include "base/fold.h"

#include "test.h"

// clang-format off
static const struct {
    const char *sentence, *a, *b;
    bool is_equal;
} pairs[] = {
    { "ASCII letters fold", "CMD.exe", "cmd.EXE", true },
    { "signs beside the letters do not", "[", "{", false },
    { "Cyrillic folds", "СИСТЕМА", "система", true },
    { "accented Latin folds", "Système", "SYSTÈME", true },
    { "the Kelvin sign is a k", "\xe2\x84\xaa", "k", true },
    { "the long s is an s", "\xc5\xbf", "S", true },
    { "a capital sharp s is a sharp s", "\xe1\xba\x9e", "ß", true },
    { "a sharp s is not ss", "ß", "ss", false },
    { "a dotted capital I is no i", "\xc4\xb0", "i", false },
    { "a dotless i is no I", "\xc4\xb1", "I", false },
    { "fullwidth letters fold", "Ａ", "ａ", true },
    { "letters beyond the first plane fold", "\xf0\x90\x90\x80", "\xf0\x90\x90\xa8", true },
    { "Japanese has no case", "調査", "調査", true },
    { "a front part is not the whole", "cmd", "cmd.exe", false },
};
// clang-format on

// clang-format off
static const struct {
    const char *sentence, *pattern, *text;
    bool fits;
} globs[] = {
    { "a star fits anything", "*", "", true },
    { "a star in the middle", "C:\\*\\cmd.exe", "c:\\Windows\\System32\\CMD.EXE", true },
    { "stars at both ends", "*MIMI*", "invoke-mimikatz", true },
    { "the whole text has to fit", "mimi", "mimikatz", false },
    { "a question mark is one character, not a byte", "調?票", "調査票", true },
    { "a question mark is not nothing", "a?", "a", false },
    { "a star goes back as far as needed", "*ab*abc", "abxabyabc", true },
    { "an empty pattern fits an empty text only", "", "a", false },
    { "a pattern behind the end", "a*b", "aXXc", false },
};
// clang-format on

// clang-format off
static const struct {
    const char *sentence, *text, *with;
    bool begins, ends, begins_fold, ends_fold;
} sides[] = {
    { "a text begins and ends with itself", "abc", "abc", true, true, true, true },
    { "any text begins and ends with nothing", "abc", "", true, true, true, true },
    { "nothing begins with no text", "", "a", false, false, false, false },
    { "a front part", "abc", "ab", true, false, true, false },
    { "an end", "abc", "bc", false, true, false, true },
    { "in another case", "Abc", "aB", false, false, true, false },
    { "an end in another case", "a.LOG", ".log", false, false, false, true },
    { "what is longer than the text", "ab", "abc", false, false, false, false },
};
// clang-format on

int main(void)
{
    for (size_t i = 0; i < countof(sides); i++) {
        ks_str text = ks_str_of(sides[i].text), with = ks_str_of(sides[i].with);
        check(sides[i].sentence, ks_begins(text, with) == sides[i].begins &&
                                     ks_ends(text, with) == sides[i].ends &&
                                     ks_begins_fold(text, with) == sides[i].begins_fold &&
                                     ks_ends_fold(text, with) == sides[i].ends_fold);
    }
    for (size_t i = 0; i < countof(pairs); i++)
        check(pairs[i].sentence,
              ks_equal_fold(ks_str_of(pairs[i].a), ks_str_of(pairs[i].b)) == pairs[i].is_equal);
    for (size_t i = 0; i < countof(globs); i++)
        check(globs[i].sentence,
              ks_glob_fold(ks_str_of(globs[i].pattern), ks_str_of(globs[i].text)) == globs[i].fits);
    return checked();
}
