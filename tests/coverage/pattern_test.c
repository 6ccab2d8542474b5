// What is known of a value by pattern: against texts, filters of Sysmon, folders and keys.
#include "coverage/pattern.h"

#include "test.h"

// A test from "*\a.exe": pieces between the stars.
static ks_rule_test test_of(const char *glob, ks_rule_piece *pieces)
{
    ks_rule_test test = { .kind = KS_TEST_TEXT, .pieces = pieces };
    for (const char *at = glob; *at;) {
        size_t size = strcspn(at, "*?");
        if (size) {
            pieces[test.piece_count++] = (ks_rule_piece){ KS_PIECE_TEXT, { at, size } };
            at += size;
            continue;
        }
        pieces[test.piece_count++].kind = *at++ == '*' ? KS_PIECE_ANY : KS_PIECE_ONE;
    }
    return test;
}

static const struct {
    const char *sentence, *glob, *text;
    bool fits;
} texts[] = {
    { "a text fits itself, case aside", "abc", "ABC", true },
    { "a text does not fit a longer one", "abc", "abcd", false },
    { "a star takes any run", "*b*", "aaabaa", true },
    { "a star takes nothing", "a*c", "ac", true },
    { "a question mark takes one character", "a?c", "abc", true },
    { "a question mark takes no two", "a?c", "abbc", false },
    { "the last star gives back", "*ab", "aabab", true },
    { "nothing fits nothing", "", "", true },
    { "letters beyond ASCII are folded", "*\xc3\xa4.exe", "C:\\\xc3\x84.EXE", true },
};

#define DEP KS_SYSMON_DEPENDS
#define YES KS_SYSMON_YES
#define NO  KS_SYSMON_NO
static const struct {
    const char *sentence, *glob;
    ks_sysmon_condition condition;
    const char *value;
    ks_sysmon_logged logged;
} filters[] = {
    { "an exact value is asked as it is", "C:\\a.exe", KS_SYSMON_IS, "c:\\A.exe", YES },
    { "an ending that the filter's ends with", "*\\a.exe", KS_SYSMON_END_WITH, "a.exe", YES },
    { "an ending that is the end of the filter's", "*\\a.exe", KS_SYSMON_END_WITH, "x\\a.exe",
      DEP },
    { "an ending that is another", "*\\a.exe", KS_SYSMON_END_WITH, "b.exe", NO },
    { "not ending in another", "*\\a.exe", KS_SYSMON_NOT_END_WITH, "b.exe", YES },
    { "a beginning that the filter's is part of", "C:\\Temp\\*", KS_SYSMON_BEGIN_WITH, "c:\\",
      YES },
    { "a beginning elsewhere", "C:\\Temp\\*", KS_SYSMON_BEGIN_WITH, "D:\\", NO },
    { "a beginning that is not known", "*\\a.exe", KS_SYSMON_BEGIN_WITH, "D:\\", DEP },
    { "an image by its name", "*\\a.exe", KS_SYSMON_IMAGE, "a.exe", YES },
    { "an image of another name", "*\\a.exe", KS_SYSMON_IMAGE, "b.exe", NO },
    { "an image of whose name only the end is known", "*a.exe", KS_SYSMON_IMAGE, "ba.exe", DEP },
    { "an image by its path", "*\\a.exe", KS_SYSMON_IMAGE, "C:\\x\\a.exe", DEP },
    { "a part that is known", "*Temp\\x*", KS_SYSMON_CONTAINS, "temp", YES },
    { "a part that is not known", "*Temp*", KS_SYSMON_CONTAINS, "other", DEP },
    { "all parts known", "*one*two*", KS_SYSMON_CONTAINS_ALL, "two;one", YES },
    { "one part of any known", "*one*", KS_SYSMON_CONTAINS_ANY, "two;one", YES },
    { "one part of all is not enough", "*one*", KS_SYSMON_CONTAINS_ALL, "two;one", DEP },
    { "excludes what is there", "*one*", KS_SYSMON_EXCLUDES, "one", NO },
    { "one of a list that fits", "*a.exe", KS_SYSMON_IS_ANY, "b.exe;a.exe", DEP },
    { "none of a list that fits", "*a.exe", KS_SYSMON_IS_ANY, "b.exe;c.exe", NO },
    { "a value with a variable", "*a.exe", KS_SYSMON_IS, "%SystemRoot%\\b.exe", DEP },
    { "order of texts is left open", "a*", KS_SYSMON_LESS_THAN, "b", DEP },
};

// clang-format off
static const struct {
    const char *sentence, *glob, *root;
    pattern_place place;
} roots[] = {
    { "a key named to its end", "*\\CurrentVersion\\Run*", "HKLM\\SOFTWARE\\Windows\\CurrentVersion\\Run", PATTERN_BELOW },
    { "a value below the key", "*\\CurrentVersion\\Run\\x", "HKLM\\SOFTWARE\\Windows\\CurrentVersion\\Run", PATTERN_BELOW },
    { "a key with a longer name is another", "*\\CurrentVersion\\RunOnce*", "HKLM\\SOFTWARE\\Windows\\CurrentVersion\\Run", PATTERN_ELSEWHERE },
    { "a part of the key's path", "*\\SOFTWARE\\*", "HKLM\\SOFTWARE\\Windows\\CurrentVersion\\Run", PATTERN_INSIDE },
    { "another key", "*\\Winlogon\\Shell", "HKLM\\SOFTWARE\\Windows\\CurrentVersion\\Run", PATTERN_ELSEWHERE },
    { "a common name alone is not the same key", "*\\Microsoft\\Windows NT\\x", "HKLM\\SOFTWARE\\Policies\\Microsoft", PATTERN_ELSEWHERE },
    { "a name that is all that is asked for", "*\\Services\\*", "HKLM\\SYSTEM\\CurrentControlSet\\Services", PATTERN_BELOW },
    { "a folder behind a variable", "*\\System32\\Tasks\\*", "%SystemRoot%\\System32\\Tasks", PATTERN_BELOW },
};
// clang-format on

int main(void)
{
    ks_rule_piece pieces[16];
    bool is_known;
    for (size_t i = 0; i < countof(texts); i++) {
        ks_rule_test test = test_of(texts[i].glob, pieces);
        check(texts[i].sentence,
              pattern_fits(&test, ks_str_of(texts[i].text), &is_known) == texts[i].fits);
    }
    for (size_t i = 0; i < countof(filters); i++) {
        ks_rule_test test = test_of(filters[i].glob, pieces);
        ks_sysmon_filter filter = { .condition = filters[i].condition,
                                    .value = ks_str_of(filters[i].value) };
        check(filters[i].sentence, pattern_filtered(&test, &filter) == filters[i].logged);
    }
    for (size_t i = 0; i < countof(roots); i++) {
        ks_rule_test test = test_of(roots[i].glob, pieces);
        check(roots[i].sentence,
              pattern_place_of(&test, ks_str_of(roots[i].root)) == roots[i].place);
    }
    return checked();
}
