// Rules that were made to cost: each is refused or limited with a message, in a bounded time and
// memory, and the rule beside it is loaded. What is built here is far over the bounds, so that a
// bound that is missing shows as a test that does not end.
#include "loaded.h"

enum { text_most = 5 << 20 };

static ks_arena text_arena;
static ks_out text;

static void put(const char *word) { ks_out_put(&text, ks_str_of(word)); }

static void repeat(const char *word, size_t count)
{
    for (size_t i = 0; i < count; i++)
        put(word);
}

static void begin(const char *front)
{
    ks_out_clear(&text);
    put("title: t\nlogsource: {product: windows}\ndetection:\n");
    put(front);
}

// What became of the text, in a budget that is far below what it asks for.
static bool holds(ks_rule_problem_kind kind)
{
    ks_arena run;
    ks_rule_set set;
    ks_fail fail = { 0 };
    if (text.is_full || !ks_arena_open(&run, "run", 256 << 20))
        return false;
    ks_arena whole = run;
    bool is_loaded =
        ks_rule_set_read(&set, KS_STR("x.yml"), ks_str_span(ks_out_str(&text)), NULL, &run, &fail);
    bool is_found = false;
    for (size_t i = 0; is_loaded && i < set.problems.count; i++)
        is_found = is_found || set.problems.rows[i].kind == kind;
    if (!is_found)
        remark("loaded %d, %zu rules, %zu problems, the first %s", is_loaded, set.count,
               set.problems.count,
               is_loaded && set.problems.count ? problem_names[set.problems.rows[0].kind] : "-");
    ks_arena_close(&whole);
    return is_found;
}

static void deep_yaml(void)
{
    begin("  s: ");
    repeat("[", 100000);
}

static void deep_blocks(void)
{
    begin("  s:\n");
    for (size_t depth = 2; depth < 200; depth++) {
        repeat(" ", depth * 2);
        put("a:\n");
    }
}

static void large_file(void)
{
    begin("  s: {f: a}\n  condition: s\n");
    repeat("# a comment of some length that says nothing at all\n", 90000);
}

static void many_items(void)
{
    begin("  s:\n    f: [");
    repeat("a,", 1000000);
    put("a]\n  condition: s\n");
}

static void many_tests(void)
{
    begin("  s:\n    f: [");
    repeat("a,", 150000);
    put("a]\n  condition: s\n");
}

static void many_keys(void)
{
    begin("  s: {f: a}\n  condition: s\n");
    for (unsigned i = 0; i < 99000; i++) {
        put("k");
        ks_out_u64(&text, i);
        put(": a\n");
    }
    put("k7: again\n");
}

static void billion_laughs(void)
{
    begin("  a: &a [x,x]\n  b: &b [*a,*a,*a,*a,*a,*a,*a,*a]\n  c: &c [*b,*b,*b,*b]\n");
}

static void deep_condition(void)
{
    begin("  s: {f: a}\n  condition: ");
    repeat("(", 20000);
}

static void deep_not(void)
{
    begin("  s: {f: a}\n  condition: ");
    repeat("not ", 10000);
    put("s\n");
}

static void long_condition(void)
{
    begin("  s: {f: a}\n  condition: s");
    repeat(" or s", 20000);
    put("\n");
}

static void many_identifiers(void)
{
    for (unsigned i = 0; i < 10000; i++) {
        put("  s");
        ks_out_u64(&text, i);
        put(": {f: a}\n");
    }
}

static void quantifiers(void)
{
    begin("");
    many_identifiers();
    put("  condition: 1 of s*");
    repeat(" or 1 of s*", 5000);
    put("\n");
}

static void quantifiers_that_fit_little(void)
{
    begin("");
    many_identifiers();
    put("  condition: s1");
    repeat(" or 1 of *9*9*9*9", 3500);
    put("\n");
}

static void repeated_identifier(void)
{
    begin("  s:\n    f: [");
    repeat("a,", 50000);
    put("a]\n  condition: s");
    repeat(" or s", 10000);
    put("\n");
}

// One template, laid over very many documents.
static void templates(void)
{
    ks_out_clear(&text);
    put("action: global\ntitle: t\nlogsource: {product: windows}\ndetection:\n");
    for (unsigned i = 0; i < 1000; i++) {
        put("  s");
        ks_out_u64(&text, i);
        put(": {f: a}\n");
    }
    put("  condition: 1 of s*\n");
    repeat("---\na: b\n", 20000);
}

static void merged_keys(void)
{
    ks_out_clear(&text);
    put("action: global\n");
    for (unsigned i = 0; i < 40000; i++) {
        put("a");
        ks_out_u64(&text, i);
        put(": b\n");
    }
    put("---\ndetection: {}\n");
    for (unsigned i = 0; i < 40000; i++) {
        put("b");
        ks_out_u64(&text, i);
        put(": b\n");
    }
}

static void documents(void)
{
    ks_out_clear(&text);
    repeat("---\ndetection: {}\n", 30000);
}

static bool windash_stays_one_test(void)
{
    begin("  s:\n    f|windash: '");
    repeat(" -a", 10000);
    put("'\n  condition: s\n");
    ks_arena run;
    ks_rule_set set;
    ks_fail fail = { 0 };
    if (!ks_arena_open(&run, "run", 256 << 20))
        return false;
    ks_arena whole = run;
    bool is_one = ks_rule_set_read(&set, KS_STR("x.yml"), ks_str_span(ks_out_str(&text)), NULL,
                                   &run, &fail) &&
                  set.count == 1 && set.rules[0]->condition->kind == KS_RULE_TEST &&
                  set.rules[0]->condition->test->piece_count == 20000 + 1;
    ks_arena_close(&whole);
    return is_one;
}

static const struct {
    const char *sentence;
    void (*make)(void);
    ks_rule_problem_kind kind;
} rows[] = {
    { "100,000 brackets are too deep", deep_yaml, KS_RULE_YAML_DEEP },
    { "200 blocks in one another are too deep", deep_blocks, KS_RULE_YAML_DEEP },
    { "a file over 4 MiB is refused", large_file, KS_RULE_FILE_TOO_LARGE },
    { "a million items are too many", many_items, KS_RULE_TOO_MANY_NODES },
    { "150,000 tests are too many", many_tests, KS_RULE_TOO_LARGE },
    { "a key twice among 99,000 is found", many_keys, KS_RULE_DUPLICATE_KEY },
    { "aliases that explode are refused", billion_laughs, KS_RULE_YAML_ALIAS },
    { "20,000 parentheses are too deep", deep_condition, KS_RULE_CONDITION_DEEP },
    { "10,000 times not is too deep", deep_not, KS_RULE_CONDITION_DEEP },
    { "a condition of 100,000 characters is too long", long_condition, KS_RULE_CONDITION_LONG },
    { "quantifiers cannot multiply tests", quantifiers, KS_RULE_TOO_LARGE },
    { "quantifiers cannot search without end", quantifiers_that_fit_little, KS_RULE_TOO_LARGE },
    { "an identifier named often cannot multiply its tests", repeated_identifier,
      KS_RULE_TOO_LARGE },
    { "a template over many documents is limited", templates, KS_RULE_FILE_TOO_COSTLY },
    { "merging many keys is limited", merged_keys, KS_RULE_FILE_TOO_COSTLY },
    { "very many documents are limited", documents, KS_RULE_FILE_TOO_COSTLY },
};

int main(void)
{
    if (!ks_arena_open(&text_arena, "text", text_most * 2) ||
        !ks_out_open(&text, &text_arena, text_most))
        return 1;
    for (size_t i = 0; i < countof(rows); i++) {
        rows[i].make();
        check(rows[i].sentence, holds(rows[i].kind));
    }
    check("10,000 dashes of windash stay one test", windash_stays_one_test());
    return checked();
}
