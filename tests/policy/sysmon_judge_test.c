// What a Sysmon configuration does to events: the engine's rules, one a row. The same cases are
// asked of the XML's model and, where the corpus is, of compiled twins (sysmon_corpus_test.c).
#include "policy/sysmon_read.h"

#include "test.h"

#include <stdio.h>
#include <string.h>

// "Image=C:\a.exe|CommandLine=x": what is known; a field that is not named is open, "User=?" too,
// "User!" is absent.
static ks_sysmon_knowing field_of(const void *from, ks_str name, ks_str *text)
{
    for (const char *at = from; *at;) {
        const char *end = strchr(at, '|');
        size_t size = end ? (size_t)(end - at) : strlen(at);
        if (size > name.size && strncmp(at, name.at, name.size) == 0) {
            if (at[name.size] == '!')
                return KS_SYSMON_ABSENT;
            *text = (ks_str){ at + name.size + 1, size - name.size - 1 };
            if (at[name.size] == '=')
                return KS_SYSMON_KNOWN;
        }
        at += size + (end ? 1 : 0);
    }
    return KS_SYSMON_OPEN;
}

#define GROUP(relation, inner)     "<RuleGroup groupRelation='" relation "'>" inner "</RuleGroup>"
#define ON(match, inner)           "<ProcessCreate onmatch='" match "'>" inner "</ProcessCreate>"
#define F(field, condition, value) "<" field " condition='" condition "'>" value "</" field ">"
#define RULE(relation, inner)      "<Rule groupRelation='" relation "'>" inner "</Rule>"
#define IMAGE                      "Image=C:\\Windows\\System32\\cmd.exe"

typedef struct {
    const char *sentence;
    const char *filtering;
    u32 event;
    const char *fields;
    ks_sysmon_logged logged;
} row;

// clang-format off
static const row rows[] = {
    { "without an element, process creation is logged", "", 1, "", KS_SYSMON_YES },
    { "without an element, process end is logged", "", 5, "", KS_SYSMON_YES },
    { "without an element, a network connection is not logged", "", 3, "", KS_SYSMON_NO },
    { "changes of Sysmon's own configuration are always logged", "", 16, "", KS_SYSMON_YES },
    { "an event that Sysmon does not have is not logged", "", 99, "", KS_SYSMON_NO },
    { "the clipboard is not logged without the option that captures it", "<ClipboardChange onmatch='exclude'/>", 24, "", KS_SYSMON_NO },
    { "with it, it is", "</EventFiltering><CaptureClipboard/><EventFiltering><ClipboardChange onmatch='exclude'/>", 24, "", KS_SYSMON_YES },
    { "an option whose text is false is off", "</EventFiltering><CaptureClipboard>false</CaptureClipboard><EventFiltering><ClipboardChange onmatch='exclude'/>", 24, "", KS_SYSMON_NO },
    { "an empty include logs nothing", ON("include", ""), 1, IMAGE, KS_SYSMON_NO },
    { "an empty exclude logs everything", ON("exclude", ""), 1, "", KS_SYSMON_YES },
    { "an include that matches logs", ON("include", F("Image", "image", "cmd.exe")), 1, IMAGE, KS_SYSMON_YES },
    { "an include that does not match drops", ON("include", F("Image", "image", "calc.exe")), 1, IMAGE, KS_SYSMON_NO },
    { "an include depends on a field that is open", ON("include", F("Image", "image", "calc.exe")), 1, "", KS_SYSMON_DEPENDS },
    { "an exclude that matches drops", ON("exclude", F("Image", "end with", "\\CMD.exe")), 1, IMAGE, KS_SYSMON_NO },
    { "an exclude that does not match logs", ON("exclude", F("Image", "end with", "\\calc.exe")), 1, IMAGE, KS_SYSMON_YES },
    { "exclude comes before include, whatever their order", ON("include", F("Image", "contains", "cmd")) ON("exclude", F("Image", "contains", "System32")), 1, IMAGE, KS_SYSMON_NO },
    { "with include and exclude, what matches neither is dropped", ON("include", F("Image", "contains", "calc")) ON("exclude", F("Image", "contains", "notepad")), 1, IMAGE, KS_SYSMON_NO },
    { "two excludes drop what neither matches", ON("exclude", F("Image", "contains", "calc")) ON("exclude", F("Image", "contains", "notepad")), 1, IMAGE, KS_SYSMON_NO },
    { "an empty include beside an exclude drops everything", ON("include", "") ON("exclude", F("Image", "contains", "calc")), 1, IMAGE, KS_SYSMON_NO },
    { "two includes are alternatives", ON("include", F("Image", "contains", "calc")) ON("include", F("Image", "contains", "cmd")), 1, IMAGE, KS_SYSMON_YES },
    { "outside a group, different fields are joined by AND", ON("include", F("Image", "contains", "cmd") F("User", "is", "x")), 1, IMAGE "|User=y", KS_SYSMON_NO },
    { "outside a group, the same field is an alternative", ON("include", F("Image", "contains", "calc") F("User", "is", "x") F("Image", "contains", "cmd")), 1, IMAGE "|User=x", KS_SYSMON_YES },
    { "in a group with or, one field is enough", GROUP("or", ON("include", F("Image", "contains", "cmd") F("User", "is", "x"))), 1, IMAGE "|User=y", KS_SYSMON_YES },
    { "in a group with and, all fields have to match", GROUP("and", ON("include", F("Image", "contains", "cmd") F("User", "is", "x"))), 1, IMAGE "|User=y", KS_SYSMON_NO },
    { "in a Rule with and, the same field has to match each filter",
      GROUP("or", ON("include", RULE("and", F("Image", "contains", "cmd") F("Image", "contains", "calc")))), 1, IMAGE, KS_SYSMON_NO },
    { "a Rule without relation is an alternative", GROUP("or", ON("include", "<Rule>" F("Image", "contains", "cmd") F("Image", "contains", "calc") "</Rule>")), 1, IMAGE, KS_SYSMON_YES },
    { "a Rule is one member of its element's and",
      GROUP("and", ON("include", RULE("or", F("Image", "contains", "cmd") F("Image", "contains", "calc")) F("User", "is", "x"))), 1, IMAGE "|User=x", KS_SYSMON_YES },
    { "an AND with one part that fails is no, whatever is open", GROUP("and", ON("include", F("Image", "contains", "calc") F("User", "is", "x"))), 1, IMAGE, KS_SYSMON_NO },
    { "an exclude that might match makes it depend", GROUP("or", ON("include", F("Image", "contains", "cmd"))) GROUP("or", ON("exclude", F("User", "is", "x"))), 1, IMAGE, KS_SYSMON_DEPENDS },
    { "a field that the event does not have never matches, not even is not", "<RegistryEvent onmatch='include'>" F("Details", "is not", "x") "</RegistryEvent>", 12, "", KS_SYSMON_NO },
    { "one tag serves all registry events", "<RegistryEvent onmatch='include'>" F("Details", "is not", "x") "</RegistryEvent>", 13, "Details=y", KS_SYSMON_YES },
    { "an absent field never matches", ON("include", F("User", "is not", "x")), 1, "User!", KS_SYSMON_NO },
    { "a value with a variable depends on the machine", ON("include", F("Image", "begin with", "%TEMP%")), 1, IMAGE, KS_SYSMON_DEPENDS },
};

static const struct { const char *sentence, *condition, *value, *text; bool matches; } conditions[] = {
    { "is compares without case", "is", "ABC", "abc", true },
    { "is takes no wildcard", "is", "a*", "abc", false },
    { "is with an empty value matches an empty field", "is", "", "", true },
    { "is not", "is not", "abc", "abd", true },
    { "is any compares whole items", "is any", "80;443", "443", true },
    { "is any finds no part", "is any", "80;443", "44", false },
    { "contains", "contains", "BC", "abcd", true },
    { "contains with an empty value matches any text", "contains", "", "x", true },
    { "contains any", "contains any", "xx;bc", "abcd", true },
    { "an empty item of contains any matches everything", "contains any", "xx;", "abcd", true },
    { "items are not trimmed", "contains any", "xx; bc", "abcd", false },
    { "contains all", "contains all", "ab;cd", "abcd", true },
    { "contains all wants each", "contains all", "ab;ce", "abcd", false },
    { "excludes", "excludes", "bc", "abcd", false },
    { "excludes any matches when no item is there", "excludes any", "x;y", "abcd", true },
    { "excludes any fails when one item is there", "excludes any", "x;b", "abcd", false },
    { "excludes all matches when one item is missing", "excludes all", "x;b", "abcd", true },
    { "excludes all fails when all items are there", "excludes all", "a;b", "abcd", false },
    { "begin with", "begin with", "AB", "abcd", true },
    { "not begin with", "not begin with", "b", "abcd", true },
    { "end with", "end with", "CD", "abcd", true },
    { "not end with", "not end with", "cd", "abcd", false },
    { "less than compares as text", "less than", "10", "9", false },
    { "more than compares as text", "more than", "10", "9", true },
    { "image compares the file name", "image", "cmd.exe", "C:\\x\\CMD.EXE", true },
    { "image with a folder compares the whole path", "image", "x\\cmd.exe", "C:\\x\\cmd.exe", false },
    { "conditions are found without case", "Contains", "b", "abc", true },
    { "other letters than ASCII fold too", "is", "Ä", "ä", true },
};
// clang-format on

static bool load(ks_sysmon_config *config, const char *filtering, ks_arena *arena)
{
    static char xml[8192];
    ks_mistakes mistakes = { .arena = arena };
    snprintf(xml, sizeof xml,
             "<Sysmon schemaversion='4.90'><EventFiltering>%s</EventFiltering></Sysmon>",
             filtering);
    return sysmon_read(config, (ks_span){ (const u8 *)xml, strlen(xml) }, arena, &mistakes);
}

static void check_names(ks_arena arena)
{
    ks_sysmon_config config;
    bool read = load(&config,
                     "<RuleGroup name='g' groupRelation='or'><ProcessCreate onmatch='include'>"
                     "<Image name='f' condition='is'>a</Image><Image condition='is'>b</Image>"
                     "<Rule name='r' groupRelation='and'><Image condition='is'>c</Image></Rule>"
                     "</ProcessCreate></RuleGroup>",
                     &arena);
    ks_sysmon_verdict verdict[3] = { { 0 } };
    static const char *const fields[] = { "Image=a", "Image=b", "Image=c" };
    for (size_t i = 0; read && i < 3; i++)
        verdict[i] = ks_sysmon_judge(&config, 1, (ks_sysmon_fields){ field_of, fields[i], NULL });
    check("the filter's own name becomes the rule's name",
          ks_str_equal(verdict[0].rule_name, KS_STR("f")));
    check("without one it is the group's", ks_str_equal(verdict[1].rule_name, KS_STR("g")));
    check("in a named Rule it is the Rule's", ks_str_equal(verdict[2].rule_name, KS_STR("r")));
    check("the verdict says which filter decided",
          verdict[1].filter && ks_str_equal(verdict[1].filter->value, KS_STR("b")));
}

// Compiled rules of one event, which says that it is the next one as well, and so on.
static void check_ring(ks_arena arena)
{
    u8 bytes[48] = { 0 };
    ks_sysmon_config config;
    ks_fail fail = { 0 };
    ks_store32(bytes, 0x000f0000);
    ks_store32(bytes + 4, UINT32_MAX); // events
    ks_store32(bytes + 8, 24);
    ks_store32(bytes + 12, 4 << 16 | 90);
    ks_store32(bytes + 16, 24);
    ks_store32(bytes + 24, 1); // process creation
    ks_store32(bytes + 36, 24);
    check("events that lie on one another are refused",
          !ks_sysmon_blob_read(&config, (ks_span){ bytes, sizeof bytes }, &arena, &fail) &&
              fail.reason == KS_TOO_MANY);
}

int main(void)
{
    ks_arena arena;
    if (!ks_arena_open(&arena, "test", (size_t)64 << 20))
        return 1;
    for (size_t i = 0; i < countof(rows); i++) {
        ks_arena run = arena;
        ks_sysmon_config config;
        ks_sysmon_verdict verdict = { 0 };
        bool read = load(&config, rows[i].filtering, &run);
        if (read)
            verdict = ks_sysmon_judge(&config, rows[i].event,
                                      (ks_sysmon_fields){ field_of, rows[i].fields, NULL });
        if (!check(rows[i].sentence, read && verdict.logged == rows[i].logged))
            remark("read %d, logged %d", read, verdict.logged);
    }
    for (size_t i = 0; i < countof(conditions); i++) {
        ks_sysmon_filter filter = { .value = ks_str_of(conditions[i].value) };
        bool found = sysmon_condition_find(ks_str_of(conditions[i].condition), &filter.condition);
        ks_sysmon_logged is = ks_sysmon_filter_matches(&filter, ks_str_of(conditions[i].text));
        check(conditions[i].sentence,
              found && is == (conditions[i].matches ? KS_SYSMON_YES : KS_SYSMON_NO));
    }
    check_names(arena);
    check_ring(arena);
    ks_arena_close(&arena);
    return checked();
}
