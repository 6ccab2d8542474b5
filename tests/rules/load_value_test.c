// Values as pieces (docs/sigma.md, "Wildcards and backslash"): what a backslash means, where
// wildcards are, and that modifiers add theirs afterwards. `[text]`, `*`, `?` and `-` are pieces.
#include "loaded.h"

// clang-format off
static const struct {
    const char *sentence, *item, *expected;
} rows[] = {
    { "a backslash at the end is itself", "f: 'a\\'", "f=[a\\]" },
    { "a backslash before a letter is itself", "f: 'a\\b'", "f=[a\\b]" },
    { "two backslashes are one", "f: 'a\\\\b'", "f=[a\\b]" },
    { "three backslashes are two", "f: 'a\\\\\\b'", "f=[a\\\\b]" },
    { "four backslashes are two", "f: 'a\\\\\\\\b'", "f=[a\\\\b]" },
    { "an escaped asterisk is itself", "f: '\\*'", "f=[*]" },
    { "a backslash, then anything", "f: '\\\\*'", "f=[\\]*" },
    { "a backslash, then an asterisk", "f: '\\\\\\*'", "f=[\\*]" },
    { "two backslashes, then anything", "f: '\\\\\\\\*'", "f=[\\\\]*" },
    { "an escaped question mark is itself", "f: '\\?'", "f=[?]" },
    { "a backslash, then any character", "f: '\\\\?'", "f=[\\]?" },
    { "a backslash, then a question mark", "f: '\\\\\\?'", "f=[\\?]" },
    { "an asterisk behind a path's backslash is literal", "f: 'C:\\*\\x'", "f=[C:*\\x]" },
    { "with two backslashes it is a wildcard", "f: 'C:\\\\*\\\\x'", "f=[C:\\]*[\\x]" },
    { "two leading backslashes are one", "f: '\\\\server\\share'", "f=[\\server\\share]" },
    { "four leading backslashes are two", "f: '\\\\\\\\server\\\\share\\\\'", "f=[\\\\server\\share\\]" },
    { "neighbouring wildcards are one", "f: '**a'", "f=*[a]" },
    { "question marks are counted", "f: '??a?'", "f=??[a]?" },
    { "a percent sign is itself without expand", "f: '%tmp%'", "f=[%tmp%]" },
    { "an empty value is the empty text", "f: ''", "f=" },
    { "a lone wildcard", "f: '*'", "f=*" },
    { "contains adds wildcards at both ends", "f|contains: b", "f=*[b]*" },
    { "contains leaves a wildcard that is there", "f|contains: '*b'", "f=*[b]*" },
    { "contains keeps a backslash at the end literal", "f|contains: 'a\\'", "f=*[a\\]*" },
    { "contains of an escaped asterisk adds its own", "f|contains: 'a\\*'", "f=*[a*]*" },
    { "startswith adds one at the end", "f|startswith: a", "f=[a]*" },
    { "endswith adds one at the start", "f|endswith: '\\cmd.exe'", "f=*[\\cmd.exe]" },
    { "startswith and endswith are contains", "f|startswith|endswith: a", "f=*[a]*" },
    { "contains of the empty text is anything", "f|contains: ''", "f=*" },
    { "a whole number compares as a number", "f: 4688", "f=#4688" },
    { "a negative number", "f: -5", "f=#-5" },
    { "a number in hexadecimal", "f: 0x17", "f=#23" },
    { "a number in quotes is text", "f: '0x17'", "f=[0x17]" },
    { "a number with a point", "f: 2.5", "f=#2.50" },
    { "the largest number of 64 bits", "f: 18446744073709551615", "f=#18446744073709551615" },
    { "a number beyond 64 bits is text", "f: 18446744073709551616", "f=[18446744073709551616]" },
    { "a number with an exponent and no point is text", "f: 1e5", "f=[1e5]" },
    { "true is the text true", "f: true", "f=[true]" },
    { "yes is text", "f: yes", "f=[yes]" },
    { "a date is text", "f: 2025-08-02", "f=[2025-08-02]" },
    { "null asks for absence", "f: null", "f null" },
    { "so does nothing", "f:", "f null" },
    { "so does a tilde", "f: ~", "f null" },
    { "null in quotes is text", "f: 'null'", "f=[null]" },
    { "a list is any of its values", "f: [a, b]", "(f=[a] | f=[b])" },
    { "a list of one is that one", "f: [a]", "f=[a]" },
    { "a list mixes texts and numbers", "f: [0, 'DWORD']", "(f=#0 | f=[DWORD])" },
    { "double quotes know the escapes of YAML", "f: \"\\u0041\\x42\\\\\\\\*\"", "f=[AB\\]*" },
    { "names of fields may have spaces", "Threat Name: a", "Threat Name=[a]" },
    { "windash stands for a dash that begins an option", "f|windash: ' -f '", "f=[ ]-[f ]" },
    { "windash sees the second of two dashes", "f|windash: '--foo -bar a-b'", "f=[-]-[foo ]-[bar a-b]" },
    { "windash takes a slash too", "f|windash: '/c'", "f=-[c]" },
    { "windash takes an en dash in the rule", "f|windash: '\xe2\x80\x93" "f'", "f=-[f]" },
    { "windash leaves a lone dash alone", "f|windash: '-'", "f=[-]" },
    { "windash leaves a dash before a sign alone", "f|windash: '/?'", "f=[/]?" },
    { "windash joins contains", "f|contains|windash: ' -f '", "f=*[ ]-[f ]*" },
    { "a dash behind a wildcard begins an option", "f|windash: 'a*-b'", "f=[a]*-[b]" },
    { "Base64 of a text, where case counts", "f|base64: foobar", "f=[Zm9vYmFy] cased" },
    { "Base64 is padded", "f|base64: foo1", "f=[Zm9vMQ==] cased" },
    { "base64offset makes three alternatives", "f|base64offset|contains: foobar",
      "(f=*[Zm9vYmFy]* cased | f=*[Zvb2Jhc]* cased | f=*[mb29iYX]* cased)" },
    { "wide is UTF-16LE", "f|wide|base64offset|contains: IEX",
      "(f=*[SQBFAFgA]* cased | f=*[kARQBYA]* cased | f=*[JAEUAWA]* cased)" },
    { "base64offset counts bytes, not characters", "f|base64offset: '\xc3\xa9\xc3\xa9'",
      "(f=[w6nDq] cased | f=[Opw6] cased | f=[DqcOp] cased)" },
    { "utf16be has the high byte first", "f|utf16be|base64: A", "f=[AEE=] cased" },
    { "utf16 has a byte order mark", "f|utf16|base64: A", "f=[//5BAA==] cased" },
    { "a character beyond the BMP is two units", "f|wide|base64: '\xf0\x9f\x98\x80'", "f=[PdgA3g==] cased" },
};
// clang-format on

static bool holds(const char *item, const char *expected)
{
    static char text[4096];
    ks_out out = { .at = (u8 *)text, .start = (u8 *)text, .end = (u8 *)text + sizeof text - 1 };
    KS_PUT(&out, "title: t\nlogsource: {product: windows}\ndetection:\n  s:\n    ");
    ks_out_put(&out, ks_str_of(item));
    KS_PUT(&out, "\n  condition: s\n");
    *out.at = 0;
    ks_rule_set set;
    if (!load_text(&set, text, NULL))
        return false;
    if (set.count)
        say_node(set.rules[0]->condition);
    for (size_t i = 0; i < set.problems.count && set.count == 0; i++)
        say_problem(&set.problems.rows[i]);
    return says(expected);
}

int main(void)
{
    for (size_t i = 0; i < countof(rows); i++)
        check(rows[i].sentence, holds(rows[i].item, rows[i].expected));
    ks_rule_set set;
    bool is_loaded =
        load_text(&set,
                  "title: t\nlogsource: {product: windows}\ndetection:\n  s: {f|base64: foobar}\n"
                  "  condition: s\n",
                  &(ks_rule_loading){ .base64_ignores_case = true });
    if (is_loaded && set.count)
        say_node(set.rules[0]->condition);
    check("on request Base64 ignores case, as the specification has it", says("f=[Zm9vYmFy]"));
    return checked();
}
