// YAML as rules use it (docs/sigma.md, "Files"): what is read, and what is refused and where.
#include "loaded.h"

// A rule around one search identifier, without its end.
#define HEAD "title: t\nlogsource: {product: windows}\ndetection:\n"
#define TAIL "\n  condition: s\n"

// clang-format off
static const struct {
    const char *sentence, *text, *expected;
} rows[] = {
    { "a list may stand as far left as its key", HEAD "  s:\n    f:\n    - a\n    - b" TAIL, "(f=[a] | f=[b])" },
    { "any indentation", HEAD " s:\n       f: a\n condition: s\n", "f=[a]" },
    { "flow collections", HEAD "  s: {f: [a, 'b']}" TAIL, "(f=[a] | f=[b])" },
    { "a plain value goes on in the next line", HEAD "  s:\n    f: a\n      b" TAIL, "f=[a b]" },
    { "a literal block keeps its lines", HEAD "  s:\n    f: |\n      a\n      b" TAIL, "f=[a\nb\n]" },
    { "a literal block without the last line end", HEAD "  s:\n    f: |-\n      a\n      5" TAIL, "f=[a\n5]" },
    { "a folded block joins its lines", HEAD "  s:\n    f: >-\n      a\n      b" TAIL, "f=[a b]" },
    { "a number in a block is text", HEAD "  s:\n    f: |-\n      5" TAIL, "f=[5]" },
    { "a comment ends a line", HEAD "  s:\n    f: a # not this" TAIL, "f=[a]" },
    { "a number sign inside a word is none", HEAD "  s:\n    f: a#b" TAIL, "f=[a#b]" },
    { "a number sign in quotes is none", HEAD "  s:\n    f: 'a # b'" TAIL, "f=[a # b]" },
    { "a colon without a space is text", HEAD "  s:\n    f: C:\\x" TAIL, "f=[C:\\x]" },
    { "single quotes double themselves", HEAD "  s:\n    f: 'it''s'" TAIL, "f=[it's]" },
    { "a byte order mark is passed over", "\xef\xbb\xbf" HEAD "  s:\n    f: a" TAIL, "f=[a]" },
    { "lines may end in CR and LF", "title: t\r\nlogsource: {product: windows}\r\ndetection:\r\n  s:\r\n    f: a\r\n  condition: s\r\n", "f=[a]" },
    { "empty documents are passed over", "---\n---\n" HEAD "  s:\n    f: a" TAIL "...\n---\n", "f=[a]" },
    { "a file of nothing but comments has no rules", "# nothing\n", "" },
    { "an empty file has no rules", "", "" },
    { "an anchor is refused at its place", HEAD "  s: &x\n    f: a" TAIL, "!YAML_ALIAS 4:6" },
    { "an alias is refused at its place", HEAD "  s:\n    f: *x" TAIL, "!YAML_ALIAS 5:8" },
    { "a tag is refused at its place", HEAD "  s:\n    f: !!str 5" TAIL, "!YAML_TAG 5:8" },
    { "a key that is a list is refused", HEAD "  s:\n    ? [a]\n    : b" TAIL, "!YAML_KEY 5:7" },
    { "a tab as indentation is refused", HEAD "  s:\n\tf: a" TAIL, "!NOT_YAML" },
    { "a quote left open is refused", HEAD "  s:\n    f: 'a" TAIL, "!NOT_YAML" },
    { "bytes that are no text are refused", HEAD "  s:\n    f: \xff" TAIL, "!NOT_YAML" },
    { "a NUL byte written out is text", HEAD "  s:\n    f: \"\\0\"" TAIL, "f=[" },
    { "a key twice is refused, at the second", HEAD "  s:\n    f: a\n    f: b" TAIL, "!DUPLICATE_KEY 6:5 f" },
    { "a key with modifiers twice too", HEAD "  s:\n    f|contains: a\n    g: c\n    f|contains: b" TAIL, "!DUPLICATE_KEY 7:5 f|contains" },
    { "the title twice too", "title: a\n" HEAD "  s:\n    f: a" TAIL, "!DUPLICATE_KEY 2:1 title" },
};
// clang-format on

static bool begins(const char *expected)
{
    size_t size = strlen(expected);
    return (ks_out_size(&said) >= size && memcmp(said.start, expected, size) == 0) ||
           says(expected);
}

static bool holds(const char *text, const char *expected, bool is_whole)
{
    ks_rule_set set;
    if (!load_text(&set, text, NULL))
        return false;
    if (set.count)
        say_node(set.rules[0]->condition);
    for (size_t i = 0; i < set.problems.count; i++)
        say_problem(&set.problems.rows[i]);
    return is_whole ? says(expected) : begins(expected);
}

// 30 keys are looked up in a table, not compared with each other.
static bool finds_key_among_many(void)
{
    static char text[8192];
    ks_out out = { .at = (u8 *)text, .start = (u8 *)text, .end = (u8 *)text + sizeof text - 1 };
    KS_PUT(&out, HEAD "  s:\n");
    for (unsigned i = 0; i < 60; i++) {
        KS_PUT(&out, "    f");
        ks_out_u64(&out, i == 59 ? 17 : i);
        KS_PUT(&out, ": a\n");
    }
    KS_PUT(&out, TAIL);
    *out.at = 0;
    return holds(text, "!DUPLICATE_KEY 64:5 f17", true);
}

int main(void)
{
    for (size_t i = 0; i < countof(rows); i++) {
        bool is_library = strstr(rows[i].expected, "NOT_YAML") || strstr(rows[i].sentence, "NUL");
        check(rows[i].sentence, holds(rows[i].text, rows[i].expected, !is_library));
    }
    check("a key twice among many is found", finds_key_among_many());
    return checked();
}
