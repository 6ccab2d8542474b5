// Modifiers (docs/sigma.md, "Modifiers"): what each makes of a value, in which orders they stand,
// and what is refused. Problems: `!` left out, `~` warned, `.` noted, then line:column and text.
#include "loaded.h"

// clang-format off
static const struct {
    const char *sentence, *item, *expected;
} rows[] = {
    { "all joins by AND", "f|contains|all: [a, b]", "(f=*[a]* & f=*[b]*)" },
    { "all in front of contains says the same", "f|all|contains: [a, b]", "(f=*[a]* & f=*[b]*)" },
    { "all over one value changes nothing", "f|contains|all: a", "f=*[a]*" },
    { "alternatives stay alternatives under all", "f|base64offset|contains|all: [foobar]", "(f=*[Zm9vYmFy]* cased | f=*[Zvb2Jhc]* cased | f=*[mb29iYX]* cased)" },
    { "windash under all", "f|contains|windash|all: [' -f', ' -c']", "(f=*[ ]-[f]* & f=*[ ]-[c]*)" },
    { "cased makes case count", "f|cased: a", "f=[a] cased" },
    { "cased stands anywhere", "f|cased|endswith: a", "f=*[a] cased" },
    { "neq is NOT", "f|neq: x", "not f=[x]" },
    { "neq over a list", "f|neq: [x, y]", "not (f=[x] | f=[y])" },
    { "neq with all", "f|neq|all: [x, y]", "not (f=[x] & f=[y])" },
    { "neq anywhere", "f|contains|neq: x", "not f=*[x]*" },
    { "neq of a number", "f|neq: 5", "not f=#5" },
    { "exists", "f|exists: true", "f exists" },
    { "exists false", "f|exists: false", "f absent" },
    { "exists with a text is an error", "f|exists: 'true'", "!NEEDS_BOOL 5:17 true" },
    { "exists stands alone", "f|exists|neq: true", "!MODIFIER_ORDER 5:16 neq" },
    { "exists behind another is an error", "f|all|exists: true", "!MODIFIER_ORDER 5:13 exists" },
    { "exists needs a field", "'|exists': true", "!NEEDS_FIELD 5:7" },
    { "re is searched, its backslashes its own", "f|re: 'a\\.exe$'", "f~/a\\.exe$/" },
    { "re with flags", "f|re|i|m|s: a", "f~/a/ims" },
    { "flags have long names too", "f|re|ignorecase|multiline|dotall: a", "f~/a/ims" },
    { "contains behind re adds nothing", "f|re|contains: x", "f~/x/" },
    { "re behind contains is an error", "f|contains|re: a", "!MODIFIER_ORDER 5:18 re" },
    { "a flag before re is an error", "f|i|re: a", "!MODIFIER_ORDER 5:9 i" },
    { "windash behind re is an error", "f|re|windash: a", "!MODIFIER_ORDER 5:12 windash" },
    { "base64 behind re is an error", "f|re|base64: a", "!MODIFIER_ORDER 5:12 base64" },
    { "a broken regular expression is an error", "f|re: 'a('", "!BAD_REGEX" },
    { "re of nothing is an error", "f|re:", "!NEEDS_TEXT 5:12 null" },
    { "cidr of IPv4", "f|cidr: 10.0.0.0/8", "f in 0A000000/8" },
    { "cidr of an address is a network of one", "f|cidr: 192.0.2.7", "f in C0000207/32" },
    { "cidr of IPv6", "f|cidr: 'fe80::/10'", "f in FE800000000000000000000000000000/10" },
    { "cidr of IPv6 with a gap inside", "f|cidr: '2001:db8::1'", "f in 20010DB8000000000000000000000001/128" },
    { "cidr of all of IPv6", "f|cidr: '::/0'", "f in 00000000000000000000000000000000/0" },
    { "cidr of an IPv4 address in IPv6", "f|cidr: '::ffff:192.0.2.0/120'", "f in 00000000000000000000FFFFC0000200/120" },
    { "a list of networks", "f|cidr: [10.0.0.0/8, 172.16.0.0/12]", "(f in 0A000000/8 | f in AC100000/12)" },
    { "bits behind the prefix are an error", "f|cidr: 10.0.0.1/8", "!HOST_BITS 5:15 10.0.0.1/8" },
    { "a prefix too long is an error", "f|cidr: 10.0.0.0/33", "!BAD_NETWORK 5:15 10.0.0.0/33" },
    { "no network is an error", "f|cidr: localhost", "!BAD_NETWORK 5:15 localhost" },
    { "three numbers are no address", "f|cidr: 10.0.0/8", "!BAD_NETWORK 5:15 10.0.0/8" },
    { "two gaps are no address", "f|cidr: '1::2::3'", "!BAD_NETWORK 5:15 1::2::3" },
    { "seven groups are no address", "f|cidr: '1:2:3:4:5:6:7'", "!BAD_NETWORK 5:15 1:2:3:4:5:6:7" },
    { "cidr stands first", "f|contains|cidr: 10.0.0.0/8", "!MODIFIER_ORDER 5:18 cidr" },
    { "gt", "f|gt: 1000", "f>1000" },
    { "gte of a negative number", "f|gte: -1", "f>=-1" },
    { "lt of a real number", "f|lt: 0.5", "f<0.50" },
    { "lte", "f|lte: 0x10", "f<=16" },
    { "gt of a text is an error", "f|gt: '1000'", "!NEEDS_NUMBER 5:13 1000" },
    { "gt of true is an error", "f|gt: true", "!NEEDS_NUMBER 5:13 true" },
    { "contains behind gt is an error", "f|gt|contains: 5", "!MODIFIER_ORDER 5:12 contains" },
    { "gt behind contains is an error", "f|contains|gt: 5", "!MODIFIER_ORDER 5:18 gt" },
    { "a part of a time is equal", "f|hour: 22", "f.hour==22" },
    { "a part of a time compares", "f|hour|gte: 22", "f.hour>=22" },
    { "a part of a time is not", "f|day|neq: 1", "not f.day==1" },
    { "minute, week, month and year", "f|week|lt: 2", "f.week<2" },
    { "lt before a part is an error", "f|gte|hour: 22", "!MODIFIER_ORDER 5:13 hour" },
    { "a part of a time wants a number", "f|month: May", "!NEEDS_NUMBER 5:16 May" },
    { "fieldref", "f|fieldref: g", "f == g" },
    { "fieldref with endswith", "f|fieldref|endswith: g", "f ends g" },
    { "fieldref with startswith", "f|fieldref|startswith: g", "f starts g" },
    { "fieldref with contains", "f|fieldref|contains: g", "f contains g" },
    { "fieldref with neq", "f|fieldref|neq: g", "not f == g" },
    { "fieldref to a wildcard is an error", "f|fieldref: 'g*'", "!BAD_FIELDREF 5:19 g*" },
    { "fieldref to a number is an error", "f|fieldref: 5", "!BAD_FIELDREF 5:19 5" },
    { "Hayabusa's equalsfield", "f|equalsfield: g", "f == g" },
    { "Hayabusa's endswithfield", "f|endswithfield: g", "f ends g" },
    { "base64 behind contains is an error", "f|contains|base64: a", "!MODIFIER_ORDER 5:18 base64" },
    { "base64 twice is an error", "f|base64|base64: a", "!MODIFIER_ORDER 5:16 base64" },
    { "base64 of a wildcard is an error", "f|base64: 'a*'", "!WILDCARD_ENCODED 5:17 a*" },
    { "base64offset of an escaped asterisk is none", "f|base64: 'a\\*'", "f=[YSo=] cased" },
    { "wide without base64 is an error", "f|wide: a", "!NO_BASE64 5:7 wide" },
    { "wide before contains is an error", "f|wide|contains: a", "!MODIFIER_ORDER 5:14 contains" },
    { "wide behind base64 is an error", "f|base64|wide: a", "!MODIFIER_ORDER 5:16 wide" },
    { "base64offset of nothing is an error", "f|base64offset: ''", "!TOO_SHORT_ENCODED 5:23" },
    { "an unknown modifier is an error at its place", "f|foo: a", "!UNKNOWN_MODIFIER 5:9 foo" },
    { "an empty modifier is an unknown one", "f|: a", "!UNKNOWN_MODIFIER 5:9" },
    { "modifiers are lower case", "f|Contains: a", "!UNKNOWN_MODIFIER 5:9 Contains" },
    { "contains of a number takes its spelling", "f|contains: 0x17", "f=*[0x17]* .NUMBER_AS_TEXT 5:19 0x17" },
    { "contains of null is an error", "f|contains: null", "!NEEDS_TEXT 5:19 null" },
    { "contains of true is an error", "f|contains: true", "!NEEDS_TEXT 5:19 true" },
    { "cased of null is an error", "f|cased: null", "!NEEDS_TEXT 5:16 null" },
    { "an empty list is null, with a warning", "f: []", "f null ~EMPTY_LIST 5:10 f" },
    { "an empty list behind contains is an error", "f|contains: []", "!EMPTY 5:19 f" },
    { "null in a list is a choice, with a warning", "f: [a, null]", "(f=[a] | f null) ~NULL_IN_LIST 5:14 f" },
    { "a list in a list is an error", "f: [[a]]", "!NESTED_VALUE 5:11 f" },
    { "min_length counts bytes", "f: {min_length: 10}", "f length>=10" },
    { "min_length and value both hold", "f: {min_length: 10, value: '*x*'}", "(f length>=10 & f=*[x]*)" },
    { "min_length wants a number", "f: {min_length: ten}", "!NEEDS_NUMBER 5:23 ten" },
    { "another map under a field is an error", "f: {g: h}", "!UNKNOWN_KEY 5:11 g" },
    { "a file of expressions needs a folder of rules", "f: {regexes: list.txt}", "!FILE_OUTSIDE 5:20 list.txt" },
};

// Under the search identifier's own key: maps, lists, keywords.
static const struct {
    const char *sentence, *value, *expected;
} shapes[] = {
    { "a map is AND", "{a: 1, b: x}", "(a=#1 & b=[x])" },
    { "a list of maps is OR", "[{a: 1}, {b: x}]", "(a=#1 | b=[x])" },
    { "each of them is AND", "[{a: 1, b: x}, {c: y}]", "((a=#1 & b=[x]) | c=[y])" },
    { "a list of texts are keywords", "[abc, 'd*e']", "(=*[abc]* | =*[d]*[e]*)" },
    { "a text is a keyword", "abc", "=*[abc]*" },
    { "a number is a keyword by its spelling", "4624", "=*[4624]*" },
    { "keywords and maps mix", "[abc, {a: 1}]", "(=*[abc]* | a=#1)" },
    { "keywords that all have to be there", "{'|all': [a, b]}", "(=*[a]* & =*[b]*)" },
    { "keywords by regular expression", "{'|re': 'a.c'}", "~/a.c/" },
    { "a keyword keeps a backslash at the end", "'a\\'", "=*[a\\]*" },
    { "an empty map is an error", "{}", "!EMPTY 4:6 s" },
    { "an empty list is an error", "[]", "!EMPTY 4:6 s" },
    { "a list in a list is an error", "[[a]]", "!NESTED_VALUE 4:7 s" },
    { "null is no keyword", "null", "!NEEDS_TEXT 4:6 null" },
    { "the same key twice is an error", "{a: 1, a: 2}", "!DUPLICATE_KEY 4:13 a" },
};
// clang-format on

static bool holds(const char *front, const char *value, const char *expected)
{
    static char text[4096];
    ks_out out = { .at = (u8 *)text, .start = (u8 *)text, .end = (u8 *)text + sizeof text - 1 };
    KS_PUT(&out, "title: t\nlogsource: {product: windows}\ndetection:\n");
    ks_out_put(&out, ks_str_of(front));
    ks_out_put(&out, ks_str_of(value));
    KS_PUT(&out, "\n  condition: s\n");
    *out.at = 0;
    ks_rule_set set;
    if (!load_text(&set, text, NULL))
        return false;
    if (set.count)
        say_node(set.rules[0]->condition);
    for (size_t i = 0; i < set.problems.count; i++) {
        if (ks_out_size(&said))
            KS_PUT(&said, " ");
        if (set.problems.rows[i].kind == KS_RULE_BAD_REGEX) // the library's words
            KS_PUT(&said, "!BAD_REGEX");
        else
            say_problem(&set.problems.rows[i]);
    }
    return says(expected) && set.count + set.left_out == 1;
}

int main(void)
{
    for (size_t i = 0; i < countof(rows); i++)
        check(rows[i].sentence, holds("  s:\n      ", rows[i].item, rows[i].expected));
    for (size_t i = 0; i < countof(shapes); i++)
        check(shapes[i].sentence, holds("  s: ", shapes[i].value, shapes[i].expected));
    return checked();
}
