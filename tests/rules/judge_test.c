// What a rule says, judged on one event: the tables of the specification row by row. The event is
// that of reference/sigma.md, "Tricky cases", with one field more, F, where a row gives its value.
#include "rules/judge.h"

#include "rules/seen_event.h"
#include "rules/set.h"

#define COMMAND                            \
    "cmd.exe /c \"echo a*b\" \xe2\x80\x93" \
    "f \\\\srv\\c$"
#define SEL "sel"

typedef struct {
    const char *sentence, *f; // NULL: the event has no F
    const char *selection, *condition;
    bool is_hit;
} row;

// 2.2 and 2.3: absent, null, empty, and how values compare
static const row values[] = {
    { "null: absent", NULL, "F: null", SEL, true },
    { "null: empty", "", "F: null", SEL, true },
    { "null: -", "-", "F: null", SEL, false },
    { "empty: absent", NULL, "F: ''", SEL, false },
    { "empty: empty", "", "F: ''", SEL, true },
    { "empty: -", "-", "F: ''", SEL, false },
    { "exists: absent", NULL, "F|exists: true", SEL, false },
    { "exists: empty", "", "F|exists: true", SEL, true },
    { "exists not: absent", NULL, "F|exists: false", SEL, true },
    { "exists not: empty", "", "F|exists: false", SEL, false },
    { "*: absent", NULL, "F: '*'", SEL, false },
    { "*: empty", "", "F: '*'", SEL, true },
    { "contains *: empty", "", "F|contains: '*'", SEL, true },
    { "re .*: absent", NULL, "F|re: '.*'", SEL, false },
    { "re .*: empty", "", "F|re: '.*'", SEL, true },
    { "a text: absent", NULL, "F: x", SEL, false },
    { "gt: absent", NULL, "F|gt: 0", SEL, false },
    { "gt: empty", "", "F|gte: 0", SEL, false },
    { "cidr: absent", NULL, "F|cidr: 0.0.0.0/0", SEL, false },
    { "neq: absent", NULL, "F|neq: x", SEL, true },
    { "neq: empty", "", "F|neq: x", SEL, true },
    { "neq: the same", "X", "F|neq: x", SEL, false },
    { "neq of a list is none of it", "b", "F|neq: [a, b]", SEL, false },
    { "fieldref: one absent", NULL, "F|fieldref: Image", SEL, false },
    { "fieldref: both absent", NULL, "F|fieldref: G", SEL, false },
    { "fieldref: both empty", "", "F|fieldref: ParentImage", SEL, true },
    { "fieldref ignores case", "c:\\WINDOWS\\system32\\cmd.exe", "F|fieldref: Image", SEL, true },
    { "fieldref neq: one absent", NULL, "F|fieldref|neq: Image", SEL, true },
    { "fieldref endswith", "CMD.exe", "Image|fieldref|endswith: F", SEL, true },
    { "fieldref startswith", "c:\\win", "Image|fieldref|startswith: F", SEL, true },
    { "fieldref contains", "system32", "Image|fieldref|contains: F", SEL, true },
    { "fieldref contains, not so", "system33", "Image|fieldref|contains: F", SEL, false },
    { "a number: decimal", "28", "F: 28", SEL, true },
    { "a number: hexadecimal", "0x1C", "F: 28", SEL, true },
    { "a number: another", "29", "F: 28", SEL, false },
    { "a number: leading zeros", "028", "F: 28", SEL, true },
    { "a number: no number", "28x", "F: 28", SEL, false },
    { "a text of digits is text", "0x1c", "F: '28'", SEL, false },
    { "a text of hex is text", "0X17", "F: '0x17'", SEL, true },
    { "a text of hex is no number", "23", "F: '0x17'", SEL, false },
    { "a negative number", "-5", "F: -5", SEL, true },
    { "a boolean is its word", "TRUE", "F: true", SEL, true },
    { "false is not true", "false", "F: true", SEL, false },
    { "lt with a sign", "-7", "F|lt: -5", SEL, true },
    { "lt is of numbers, not of words", "999", "F|lt: 1028", SEL, true },
    { "gt of hex", "0x10", "F|gt: 15", SEL, true },
    { "lte: equal", "15", "F|lte: 15", SEL, true },
    { "gte of a fraction", "1.5", "F|gte: 1.25", SEL, true },
    { "gt of 64 bits", "18446744073709551615", "F|gt: 9223372036854775807", SEL, true },
    { "gt of no number", "many", "F|gt: 1", SEL, false },
    { "case is folded beyond ASCII", "\xd0\xba", "F: '\xd0\x9a'", SEL, true },
    { "the Kelvin sign is a k", "\xe2\x84\xaa", "F: k", SEL, true },
    { "the long s is an s", "\xc5\xbf", "F: S", SEL, true },
    { "a dotless i is none", "IEXPLORE.EXE",
      "F|endswith: '\xc4\xb1"
      "explore.exe'",
      SEL, false },
    { "nor a dotted capital one", "\xc4\xb0", "F: i", SEL, false },
    { "cased: the same", "AbC", "F|cased: AbC", SEL, true },
    { "cased: another case", "AbC", "F|cased: abc", SEL, false },
    { "cased contains", "xAbCx", "F|contains|cased: AbC", SEL, true },
    { "cased contains, another case", "xABCx", "F|contains|cased: AbC", SEL, false },
};

// 2.5: wildcards and backslashes
static const row wildcards[] = {
    { "a\\ at the end", "a\\", "F: 'a\\'", SEL, true },
    { "a\\b", "a\\b", "F: 'a\\b'", SEL, true },
    { "a\\\\b is one", "a\\b", "F: 'a\\\\b'", SEL, true },
    { "a\\\\b is not two", "a\\\\b", "F: 'a\\\\b'", SEL, false },
    { "a\\\\\\b is two", "a\\\\b", "F: 'a\\\\\\b'", SEL, true },
    { "a\\\\\\\\b is two", "a\\\\b", "F: 'a\\\\\\\\b'", SEL, true },
    { "\\* is an asterisk", "*", "F: '\\*'", SEL, true },
    { "\\* is nothing else", "x", "F: '\\*'", SEL, false },
    { "\\\\* is a backslash and anything", "\\xyz", "F: '\\\\*'", SEL, true },
    { "\\\\* needs its backslash", "xyz", "F: '\\\\*'", SEL, false },
    { "\\\\\\* is a backslash and an asterisk", "\\*", "F: '\\\\\\*'", SEL, true },
    { "\\\\\\\\* is two backslashes and anything", "\\\\x", "F: '\\\\\\\\*'", SEL, true },
    { "\\? is a question mark", "?", "F: '\\?'", SEL, true },
    { "\\\\? is a backslash and a character", "\\x", "F: '\\\\?'", SEL, true },
    { "\\\\\\? is a backslash and a question mark", "\\?", "F: '\\\\\\?'", SEL, true },
    { "C:\\*\\x is a literal asterisk", "C:*\\x", "F: 'C:\\*\\x'", SEL, true },
    { "C:\\\\*\\\\x is anything between", "C:\\any\\thing\\x", "F: 'C:\\\\*\\\\x'", SEL, true },
    { "\\\\server is one backslash", "\\server\\share", "F: '\\\\server\\share'", SEL, true },
    { "\\\\\\\\server\\\\share\\\\ is two", "\\\\server\\share\\",
      "F: '\\\\\\\\server\\\\share\\\\'", SEL, true },
    { "** is *", "bca", "F: '**a'", SEL, true },
    { "% is itself", "%tmp%", "F: '%tmp%'", SEL, true },
    { "nothing is nothing", "x", "F: ''", SEL, false },
    { "* goes over line breaks", "a\r\nb", "F: 'a*b'", SEL, true },
    { "? is one character", "ab", "F: 'a?'", SEL, true },
    { "? is not none", "a", "F: 'a?'", SEL, false },
    { "? is one character beyond the BMP", "a\xf0\x9f\x98\x80", "F: 'a?'", SEL, true },
    { "stars take as much as they need", "aXbXbXc", "F: 'a*b*c'", SEL, true },
    { "and no more than there is", "aXbX", "F: 'a*b*c'", SEL, false },
    { "a star before the end", "banana", "F: '*ana'", SEL, true },
    { "a star, then one and the end", "banana", "F: '*an?'", SEL, true },
};

// 2.6: modifiers
static const row modifiers[] = {
    { "contains", "xabcx", "F|contains: ABC", SEL, true },
    { "startswith", "abcx", "F|startswith: ABC", SEL, true },
    { "startswith elsewhere", "xabc", "F|startswith: abc", SEL, false },
    { "endswith", "xabc", "F|endswith: ABC", SEL, true },
    { "endswith elsewhere", "abcx", "F|endswith: abc", SEL, false },
    { "a list is one of it", "b", "F: [a, b]", SEL, true },
    { "contains all", "a b", "F|contains|all: [a, b]", SEL, true },
    { "contains all, one missing", "a", "F|contains|all: [a, b]", SEL, false },
    { "re is a search", "xaab", "F|re: 'a+b'", SEL, true },
    { "re heeds case", "XAAB", "F|re: 'a+b'", SEL, false },
    { "re i does not", "XAAB", "F|re|i: 'a+b'", SEL, true },
    { "re begins at the value's beginning", "x\na", "F|re: '^a'", SEL, false },
    { "re m at each line's", "x\na", "F|re|m: '^a'", SEL, true },
    { "re: a dot is no line feed", "a\nb", "F|re: 'a.b'", SEL, false },
    { "re s: it is one", "a\nb", "F|re|s: 'a.b'", SEL, true },
    { "re: $ before a last line feed", "foo\n", "F|re: 'foo$'", SEL, true },
    { "re: \\d is of ASCII", "\xd9\xa1", "F|re: '\\d'", SEL, false },
    { "re: a dot is a character", "\xc3\xa9", "F|re: '^.$'", SEL, true },
    { "re: look behind", "xab", "F|re: '(?<=x)ab'", SEL, true },
    { "base64", "xZm9vYmFyx", "F|base64|contains: foobar", SEL, true },
    { "base64: case counts", "xzm9vymfyx", "F|base64|contains: foobar", SEL, false },
    { "base64offset 0", "xxZm9vYmFyxx", "F|base64offset|contains: foobar", SEL, true },
    { "base64offset 1", "YWZvb2Jhcg==", "F|base64offset|contains: foobar", SEL, true },
    { "base64offset 2", "YWFmb29iYXI=", "F|base64offset|contains: foobar", SEL, true },
    { "base64offset: case counts", "zm9vymfy", "F|base64offset|contains: foobar", SEL, false },
    { "wide base64offset", "SQBFAFgAIAAoAE4A", "F|wide|base64offset|contains: IEX", SEL, true },
    { "windash: -", "a -f b", "F|contains|windash: ' -f '", SEL, true },
    { "windash: /", "a /f b", "F|contains|windash: ' -f '", SEL, true },
    { "windash: a long dash",
      "a \xe2\x80\x95"
      "f b",
      "F|contains|windash: ' -f '", SEL, true },
    { "windash: + is none", "a +f b", "F|contains|windash: ' -f '", SEL, false },
    { "windash: not inside a word", "a/b", "F|contains|windash: 'a-b'", SEL, false },
    { "cidr: inside", "10.1.2.3", "F|cidr: 10.0.0.0/8", SEL, true },
    { "cidr: outside", "11.1.2.3", "F|cidr: 10.0.0.0/8", SEL, false },
    { "cidr: odd bits", "192.168.31.255", "F|cidr: 192.168.16.0/20", SEL, true },
    { "cidr: odd bits, outside", "192.168.32.0", "F|cidr: 192.168.16.0/20", SEL, false },
    { "cidr: mapped", "::ffff:10.1.2.3", "F|cidr: 10.0.0.0/8", SEL, true },
    { "cidr: mapped, in hexadecimal", "::FFFF:0a01:0203", "F|cidr: 10.0.0.0/8", SEL, true },
    { "cidr: -", "-", "F|cidr: 10.0.0.0/8", SEL, false },
    { "cidr: another family", "fe80::1", "F|cidr: 10.0.0.0/8", SEL, false },
    { "cidr: v6 written out", "fe80:0:0:0:80ac:4126:fa58:1b81", "F|cidr: fe80::/10", SEL, true },
    { "cidr: v6 with a zone", "fe80::1%12", "F|cidr: fe80::/10", SEL, true },
    { "cidr: v6, outside", "2001:db8::1", "F|cidr: fe80::/10", SEL, false },
    { "cidr: one address", "::1", "F|cidr: '::1'", SEL, true },
    { "cidr: everything", "8.8.8.8", "F|cidr: 0.0.0.0/0", SEL, true },
    { "cidr: too many groups", "1:2:3:4:5:6:7:8:9", "F|cidr: ::/0", SEL, false },
    { "cidr: too large a number", "10.0.0.256", "F|cidr: 10.0.0.0/8", SEL, false },
    { "hour", "2026-05-11T22:10:02.1234567Z", "F|hour: 22", SEL, true },
    { "hour, at least", "2026-05-11T21:59:59Z", "F|hour|gte: 22", SEL, false },
    { "hour of Sysmon's time", "2026-05-11 03:10:02.123", "F|hour: 3", SEL, true },
    { "minute", "2026-05-11T22:10:02Z", "F|minute: 10", SEL, true },
    { "day", "2026-05-11T22:10:02Z", "F|day: 11", SEL, true },
    { "month", "2026-05-11T22:10:02Z", "F|month|lt: 6", SEL, true },
    { "year", "2026-05-11T22:10:02Z", "F|year: 2026", SEL, true },
    { "week 1 may begin in December", "2025-12-29T00:00:00Z", "F|week: 1", SEL, true },
    { "week 53", "2027-01-03T23:59:59Z", "F|week: 53", SEL, true },
    { "no time", "yesterday", "F|hour: 3", SEL, false },
};

// 11: tricky cases, by their numbers there
static const row tricky[] = {
    { "1: case does not matter", NULL, "Image: c:\\windows\\system32\\CMD.EXE", SEL, true },
    { "2: the whole value", NULL, "Image: cmd.exe", SEL, false },
    { "3: a backslash before a letter", NULL, "Image|endswith: \\cmd.exe", SEL, true },
    { "4: two are one", NULL, "Image|endswith: '\\\\cmd.exe'", SEL, true },
    { "5: three are two", NULL, "Image|endswith: '\\\\\\cmd.exe'", SEL, false },
    { "6: an escaped asterisk", NULL, "CommandLine|contains: 'a\\*b'", SEL, true },
    { "7: which is not there", NULL, "CommandLine|contains: 'e\\*e'", SEL, false },
    { "8: UNC", NULL, "CommandLine|contains: '\\\\\\\\srv\\\\c$'", SEL, true },
    { "9: part of UNC", NULL, "CommandLine|contains: '\\\\srv'", SEL, true },
    { "10: a backslash at the end", NULL, "CommandLine|contains: 'srv\\'", SEL, true },
    { "11: an asterisk that is none", NULL, "Image: 'C:\\*\\cmd.exe'", SEL, false },
    { "12: one that is", NULL, "Image: 'C:\\\\*\\\\cmd.exe'", SEL, true },
    { "13: a drive", NULL, "Image: '?:\\\\*'", SEL, true },
    { "14: the last character", NULL, "Image: 'C:\\Windows\\System32\\cmd.ex?'", SEL, true },
    { "14: one too many", NULL, "Image: 'C:\\Windows\\System32\\cmd.exe?'", SEL, false },
    { "15: present and empty", NULL, "ParentImage: ''", SEL, true },
    { "16: null is empty as well", NULL, "ParentImage: null", SEL, true },
    { "17: absent is not empty", NULL, "Foo: ''", SEL, false },
    { "18: absent is null", NULL, "Foo: null", SEL, true },
    { "20: not of what is absent", NULL, "Foo: x", "not sel", true },
    { "22: * needs the field", NULL, "Foo: '*'", SEL, false },
    { "23: a number", NULL, "ProcessId: 1028", SEL, true },
    { "23: a text", NULL, "ProcessId: '1028'", SEL, true },
    { "23: a number in hexadecimal", NULL, "ProcessId: 0x404", SEL, true },
    { "23: a text in hexadecimal", NULL, "ProcessId: '0x404'", SEL, false },
    { "24: greater", NULL, "ProcessId|gt: 1000", SEL, true },
    { "26: all", NULL, "CommandLine|contains|all: ['/c', 'echo']", SEL, true },
    { "27: windash", NULL, "CommandLine|contains|windash: ' -f '", SEL, true },
    { "28: windash and all", NULL, "CommandLine|contains|windash|all: [' -f', ' -c']", SEL, true },
    { "30: re heeds case", NULL, "CommandLine|re: 'ECHO'", SEL, false },
    { "31: re at the beginning", NULL, "CommandLine|re: '^echo'", SEL, false },
    { "32: re with a backslash", NULL, "CommandLine|re: 'cmd\\.exe'", SEL, true },
    { "40: a list of maps", NULL, "- Image|endswith: x\n    - CommandLine|contains: echo", SEL,
      true },
    { "41: a map", NULL, "Image|endswith: x\n    CommandLine|contains: echo", SEL, false },
    { "47: keywords, all, in several fields", NULL, "'|all': ['cmd.exe', 'AUTHORITY']", SEL, true },
    { "48: a keyword with a backslash", NULL, "- System32\\\\cmd", SEL, true },
    { "a keyword of the System part", NULL, "- sysmon/operational", SEL, true },
    { "a keyword that is nowhere", NULL, "- powershell", SEL, false },
    { "a keyword does not go over two fields", NULL, "- 'cmd.execmd.exe'", SEL, false },
    { "51: fieldref", NULL, "Image|fieldref: ParentImage", SEL, false },
    { "70: all over line breaks", "%%4416\r\n\t\t%%4417\r\n",
      "F|contains|all: ['%%4416', '%%4417']", SEL, true },
    { "several maps, all of which have to be", NULL, "Image|endswith: cmd.exe\n  two:\n    Foo: x",
      "sel and not two", true },
};

static ks_judge *judge;

static const ks_rule *rule_of(const char *selection, const char *condition, const char *category)
{
    static ks_rule_set set;
    static const ks_rule_loading how;
    char text[2048];
    ks_fail fail = { 0 };
    int size = snprintf(text, sizeof text,
                        "title: T\nlogsource:\n  product: windows\n  category: %s\n"
                        "detection:\n  sel:\n    %s\n  condition: %s\n",
                        category, selection, condition);
    ks_span bytes = ks_str_span(ks_arena_keep(of_test(), (ks_str){ text, (size_t)size }));
    bool is_read = ks_rule_set_read(&set, KS_STR("t.yml"), bytes, &how, of_test(), &fail);
    return is_read && set.count == 1 ? set.rules[0] : NULL;
}

static ks_judged told_by(const ks_rule *rule, const ks_form *form, ks_event *event,
                         ks_judged_test *tests, size_t most, size_t *count)
{
    ks_judged_list told = { tests, most, 0 };
    ks_judged result = ks_judge_rule(judge, rule, form, event, &told);
    *count = told.count;
    return result;
}

static void judge_row(void *context, ks_event *event, const char *how)
{
    const row *r = context;
    char sentence[256];
    const ks_rule *rule = rule_of(r->selection, r->condition, "process_creation");
    const ks_form *form = form_named(own_forms(), "process_creation", "Sysmon 1");
    size_t count = 0;
    ks_judged_test tests[8];
    snprintf(sentence, sizeof sentence, "%s%s", r->sentence, how);
    ks_judged result =
        rule ? told_by(rule, form, event, tests, countof(tests), &count) : KS_JUDGED_GAVE_UP;
    ks_judged again = rule ? ks_judge_rule(judge, rule, form, event, NULL) : result;
    if (!check(sentence,
               result == (r->is_hit ? KS_JUDGED_TRUE : KS_JUDGED_FALSE) && again == result))
        remark("%s: %d", r->selection, rule ? (int)result : -1);
}

static void judge_rows(const row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const ks_made_field fields[] = {
            KS_MADE_NUMBER("ProcessId", KS_UINT32, 1028),
            KS_MADE_TEXT("Image", "C:\\Windows\\System32\\cmd.exe"),
            KS_MADE_TEXT("CommandLine", COMMAND),
            KS_MADE_TEXT("ParentImage", ""),
            KS_MADE_TEXT("User", "NT AUTHORITY\\SYSTEM"),
            KS_MADE_TEXT("F", rows[i].f),
        };
        ks_made_event event = { .provider = "Microsoft-Windows-Sysmon",
                                .channel = "Microsoft-Windows-Sysmon/Operational",
                                .computer = "PC-17",
                                .id = 1,
                                .version = 5,
                                .fields = fields,
                                .field_count = countof(fields) - (rows[i].f == NULL) };
        row copy = rows[i];
        see_event(&event, judge_row, &copy);
    }
}

// --- why

static void tell_why(void *context, ks_event *event, const char *how)
{
    (void)context;
    (void)how;
    const ks_form *form = form_named(own_forms(), "process_creation", "Security 4688");
    ks_judged_test tests[8];
    size_t count = 0;
    const ks_rule *rule = rule_of("Image|endswith: [x.exe, cmd.exe]\n    CommandLine: a\n  two:\n"
                                  "    User|contains: AUTHORI",
                                  "sel and not two", "process_creation");
    KS_ASSERT(rule);
    ks_judged result = told_by(rule, form, event, tests, 8, &count);
    check("a match tells the tests that are true, and their values",
          result == KS_JUDGED_TRUE && count == 2 &&
              ks_str_equal(tests[0].value, KS_STR("C:\\a\\cmd.exe")) &&
              ks_str_equal(tests[1].value, KS_STR("a")));
    rule = rule_of("Image|endswith: cmd.exe\n    OriginalFileName: x\n    CommandLine: b", "sel",
                   "process_creation");
    KS_ASSERT(rule);
    result = told_by(rule, form, event, tests, 8, &count);
    check("what failed is told otherwise, and that a field is never recorded",
          result == KS_JUDGED_FALSE && count == 2 &&
              ((tests[0].field == KS_FIELD_UNKNOWABLE) != (tests[1].field == KS_FIELD_UNKNOWABLE) ||
               *how));
    rule = rule_of("CommandLine: a", "not sel", "process_creation");
    KS_ASSERT(rule);
    result = told_by(rule, form, event, tests, 8, &count);
    check("what was excluded is told as true",
          result == KS_JUDGED_FALSE && count == 1 && tests[0].result == KS_JUDGED_TRUE);
}

static void judge_where(void *context, ks_event *event, const char *how)
{
    (void)context;
    const ks_form *form = form_named(own_forms(), "registry_add", "Sysmon 12");
    const ks_rule *rule = rule_of("TargetObject|endswith: run", SEL, "registry_add");
    KS_ASSERT(rule);
    char sentence[128];
    snprintf(sentence, sizeof sentence, "69: registry_add is not a key that was deleted%s", how);
    check(sentence, ks_judge_rule(judge, rule, form, event, NULL) == KS_JUDGED_FALSE);
    form = form_named(own_forms(), "registry_event", "Sysmon 12/13/14");
    check("but registry_event is", ks_judge_rule(judge, rule, form, event, NULL) == KS_JUDGED_TRUE);
}

static void give_up(void)
{
    const ks_rule_test test = { .kind = KS_TEST_REGEX,
                                .field = KS_STR("F"),
                                .text = KS_STR("^(a|a|a)*$") };
    static char many[40];
    memset(many, 'a', sizeof many);
    many[sizeof many - 1] = 'b';
    check("an expression that takes too many steps is given up",
          ks_judge_text(judge, &test, (ks_str){ many, sizeof many }) == KS_JUDGED_GAVE_UP);
}

int main(void)
{
    ks_fail fail = { 0 };
    if (!ks_judge_open(&judge, own_forms(), of_test(), &fail))
        return 1;
    judge_rows(values, countof(values));
    judge_rows(wildcards, countof(wildcards));
    judge_rows(modifiers, countof(modifiers));
    judge_rows(tricky, countof(tricky));
    const ks_made_field process[] = { KS_MADE_AS("SubjectUserSid", KS_SID, "S-1-5-21-1-2-3-1001"),
                                      KS_MADE_TEXT("SubjectUserName", "anna"),
                                      KS_MADE_TEXT("SubjectDomainName", "CORP"),
                                      KS_MADE_TEXT("NewProcessName", "C:\\a\\cmd.exe"),
                                      KS_MADE_TEXT("CommandLine", "a") };
    see_event(&(ks_made_event){ .provider = "Microsoft-Windows-Security-Auditing",
                                .channel = "Security",
                                .computer = "PC-17",
                                .id = 4688,
                                .fields = process,
                                .field_count = countof(process) },
              tell_why, NULL);
    see_event(&(ks_made_event){ .provider = "Microsoft-Windows-Sysmon",
                                .channel = "Microsoft-Windows-Sysmon/Operational",
                                .computer = "PC-17",
                                .id = 12,
                                MADE_FIELDS(KS_MADE_TEXT("EventType", "DeleteKey"),
                                            KS_MADE_TEXT("TargetObject", "HKLM\\x\\Run")) },
              judge_where, NULL);
    give_up();
    ks_judge_close(judge);
    return checked();
}
