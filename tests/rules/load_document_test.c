// What a document is, what it says about itself, and the old collections (docs/sigma.md,
// "Documents"). A row says: for each rule its title, level, status and condition; then problems.
#include "loaded.h"

#define SOURCE "logsource: {product: windows}\n"
#define BODY   "detection: {s: {f: a}, condition: s}\n"
#define ID1    "id: 11111111-1111-4111-8111-111111111111\n"

// clang-format off
static const struct {
    const char *sentence, *text, *expected;
} rows[] = {
    { "a detection", "title: t\nlevel: high\nstatus: test\n" SOURCE BODY, "t high test f=[a]; " },
    { "without a level it is medium", "title: t\n" SOURCE BODY, "t medium  f=[a]; " },
    { "an unknown level is medium, with a warning", "title: t\nlevel: severe\n" SOURCE BODY, "t medium  f=[a]; ~BAD_LEVEL 2:8 severe" },
    { "a level cut short is taken", "title: t\nlevel: crit\n" SOURCE BODY, "t critical  f=[a]; " },
    { "an unknown status is warned of", "title: t\nstatus: alpha\n" SOURCE BODY, "t medium  f=[a]; ~BAD_STATUS 2:9 alpha" },
    { "a rule without a title has its file's name", SOURCE BODY, "test.yml medium  f=[a]; ~NO_TITLE 1:1" },
    { "an id that is no UUID is warned of", "title: t\nid: 17\n" SOURCE BODY, "t medium  f=[a]; ~BAD_ID 2:5 17" },
    { "a tag without a namespace is noted", "title: t\ntags: [attack.t1059.001, sysmon]\n" SOURCE BODY, "t medium  f=[a]; .BAD_TAG 2:26 sysmon" },
    { "a tag in upper case is noted", "title: t\ntags: [attack.T1059]\n" SOURCE BODY, "t medium  f=[a]; .BAD_TAG 2:8 attack.T1059" },
    { "a date with slashes is taken", "title: t\ndate: 2026/05/11\n" SOURCE BODY, "t medium  f=[a]; " },
    { "another date is noted", "title: t\ndate: 11.05.2026\n" SOURCE BODY, "t medium  f=[a]; .BAD_DATE 2:7 11.05.2026" },
    { "unknown keys are nobody's mistake", "title: t\nfoo: {bar: [1]}\n" SOURCE BODY, "t medium  f=[a]; " },
    { "references may be empty or a text", "title: t\nreferences:\nfalsepositives: none\n" SOURCE BODY, "t medium  f=[a]; " },
    { "another taxonomy is refused", "title: t\ntaxonomy: acme\n" SOURCE BODY, "!OTHER_TAXONOMY 2:11 acme" },
    { "the taxonomy sigma is the default", "title: t\ntaxonomy: sigma\n" SOURCE BODY, "t medium  f=[a]; " },
    { "a rule without logsource is refused", "title: t\n" BODY, "!NO_LOGSOURCE 1:1" },
    { "a logsource without a name is refused", "title: t\nlogsource: {definition: x}\n" BODY, "!BAD_LOGSOURCE 2:12" },
    { "a rule without detection is refused", "title: t\n" SOURCE, "!NO_DETECTION 1:1" },
    { "a detection without identifiers is refused", "title: t\n" SOURCE "detection: {condition: s}\n", "!NO_IDENTIFIERS 3:12" },
    { "one identifier is its own condition", "title: t\n" SOURCE "detection: {s: {f: a}}\n", "t medium  f=[a]; ~IMPLIED_CONDITION 3:12 s" },
    { "two without a condition are refused", "title: t\n" SOURCE "detection: {s: {f: a}, r: {f: b}}\n", "!NO_CONDITION 3:12" },
    { "a map that is no rule is noted", "a: b\n", ".NOT_A_RULE 1:1" },
    { "a text is no rule", "hello\n", ".NOT_A_RULE 1:1" },
    { "rules for other products are not loaded", "title: t\nlogsource: {product: linux}\n" BODY, "(1 other) " },
    { "their mistakes are not ours", "title: t\nlogsource: {product: linux}\ndetection: {s: {f|x: a}}\n", "(1 other) " },
    { "the product is compared without case", "title: t\nlogsource: {product: Windows}\n" BODY, "t medium  f=[a]; " },
    { "deprecated rules are not loaded", "title: t\nstatus: deprecated\n" SOURCE BODY, "(1 deprecated) " },
    { "nor are unsupported ones", "title: t\nstatus: unsupported\n" SOURCE BODY, "(1 deprecated) " },
    { "several documents are several rules", "title: a\n" SOURCE BODY "---\ntitle: b\n" SOURCE BODY, "a medium  f=[a]; b medium  f=[a]; " },
    { "a mistake costs its own rule only", "title: a\n" SOURCE "---\ntitle: b\n" SOURCE BODY, "b medium  f=[a]; !NO_DETECTION 1:1" },
    { "global is laid over the rules behind it", "action: global\ntitle: g\nlevel: high\n---\nlevel: low\n" SOURCE BODY, "g high  f=[a]; " },
    { "maps are merged, the template wins", "action: global\ntitle: g\ndetection: {condition: s, s: {f: b}}\n---\n" SOURCE "detection: {s: {f: a, g: c}}\n", "g medium  (f=[b] & g=[c]); " },
    { "global holds until reset", "action: global\nlevel: high\n---\ntitle: a\n" SOURCE BODY "---\naction: reset\n---\ntitle: b\n" SOURCE BODY, "a high  f=[a]; b medium  f=[a]; " },
    { "a later global takes the earlier one's place", "action: global\nlevel: high\n---\naction: global\nstatus: test\n---\ntitle: a\n" SOURCE BODY, "a medium test f=[a]; " },
    { "repeat changes the rule before", "title: a\n" SOURCE BODY "---\naction: repeat\ntitle: b\ndetection: {s: {f: c}}\n", "a medium  f=[a]; b medium  f=[c]; " },
    { "repeat adds to it", "title: a\n" SOURCE BODY "---\naction: repeat\ntitle: b\ndetection: {s: {g: c}}\n", "a medium  f=[a]; b medium  (f=[a] & g=[c]); " },
    { "another action is refused", "action: nothing\ntitle: a\n", "!BAD_ACTION 1:9 nothing" },
    { "rules of one file may share an id",
      "title: a\n" ID1 SOURCE BODY "---\ntitle: b\n" ID1 SOURCE BODY, "a medium  f=[a]; b medium  f=[a]; .SAME_ID 6:1 11111111-1111-4111-8111-111111111111" },
    { "a rule says whose place it takes",
      "title: old\n" ID1 SOURCE BODY "---\ntitle: new\nrelated:\n  - {id: 11111111-1111-4111-8111-111111111111, type: obsolete}\n"
      "" SOURCE BODY, "old medium  f=[a]; new medium  f=[a]; .SUPERSEDED 1:1 new" },
};
// clang-format on

static void say_rule(const ks_rule *rule)
{
    ks_out_put(&said, rule->title);
    KS_PUT(&said, " ");
    ks_out_put(&said, ks_str_of(ks_rule_level_words[rule->level]));
    KS_PUT(&said, " ");
    ks_out_put(&said, ks_str_of(ks_rule_status_words[rule->status]));
    KS_PUT(&said, " ");
    say_node(rule->condition);
    KS_PUT(&said, "; ");
}

static bool holds(const char *text, const char *expected)
{
    ks_rule_set set;
    if (!load_text(&set, text, NULL))
        return false;
    for (size_t i = 0; i < set.count; i++)
        say_rule(set.rules[i]);
    if (set.other_products)
        KS_PUT(&said, "(1 other) ");
    if (set.deprecated)
        KS_PUT(&said, "(1 deprecated) ");
    for (size_t i = 0; i < set.problems.count; i++)
        say_problem(&set.problems.rows[i]);
    return says(expected);
}

static bool loads_deprecated(void)
{
    ks_rule_set set;
    return load_text(&set, "title: t\nstatus: deprecated\n" SOURCE BODY,
                     &(ks_rule_loading){ .with_deprecated = true }) &&
           set.count == 1 && set.deprecated == 0;
}

static bool keeps_all_that_a_rule_says(void)
{
    static const char text[] = "title: t\n" ID1 "name: n\ntitle_ja: \xe9\xa1\x8c\n"
                               "description: d\nauthor: a\nlicense: MIT\n"
                               "references: [x, y]\nfalsepositives: none\ntags: [attack.t1]\n"
                               "fields: [f]\nsample-evtx: |\n  <Event/>\ndetails: '%f%'\n"
                               "regression_tests_path: r/info.yml\n"
                               "logsource: {category: Process_Creation, product: windows, "
                               "service: Sysmon, definition: 'Needs X'}\n" BODY;
    ks_rule_set set;
    if (!load_text(&set, text, NULL) || set.count != 1)
        return false;
    const ks_rule *r = set.rules[0];
    const struct {
        ks_str found, wanted;
    } texts[] = {
        { r->id, KS_STR("11111111-1111-4111-8111-111111111111") },
        { r->name, KS_STR("n") },
        { r->title_ja, KS_STR("\xe9\xa1\x8c") },
        { r->description, KS_STR("d") },
        { r->author, KS_STR("a") },
        { r->license, KS_STR("MIT") },
        { r->references.items[1], KS_STR("y") },
        { r->falsepositives.items[0], KS_STR("none") },
        { r->sample, KS_STR("<Event/>\n") },
        { r->details, KS_STR("%f%") },
        { r->regression_tests_path, KS_STR("r/info.yml") },
        { r->category, KS_STR("process_creation") },
        { r->service, KS_STR("sysmon") },
        { r->definition, KS_STR("Needs X") },
        { r->path, KS_STR("rules/test.yml") },
    };
    bool is_well = r->references.count == 2 && r->tags.count == 1 && r->fields.count == 1 &&
                   r->line == 1 && !r->has_level;
    for (size_t i = 0; i < countof(texts); i++)
        is_well = is_well && ks_str_equal(texts[i].found, texts[i].wanted);
    return is_well;
}

static bool every_problem_is_said(void)
{
    for (int kind = 0; kind < KS_RULE_PROBLEM_COUNT; kind++) {
        ks_rule_problem problem = { .kind = (ks_rule_problem_kind)kind, .text = KS_STR("XyZ") };
        bool names[2];
        for (int lang = 0; lang < KS_LANG_COUNT; lang++) {
            if (!loaded_begin())
                return false;
            ks_rule_problem_say(&said, &problem, (ks_lang)lang);
            size_t size = ks_out_size(&said);
            ks_out_byte(&said, 0);
            names[lang] = strstr((const char *)said.start, "XyZ") != NULL;
            ks_out_clear(&said);
            ks_rule_problem_remedy(&said, &problem, (ks_lang)lang);
            if (size == 0 || ks_out_size(&said) == 0 || *(said.at - 1) == '.')
                return false;
        }
        if (names[0] != names[1])
            return false;
    }
    return true;
}

int main(void)
{
    for (size_t i = 0; i < countof(rows); i++)
        check(rows[i].sentence, holds(rows[i].text, rows[i].expected));
    check("deprecated rules are loaded on request", loads_deprecated());
    check("all that a rule says about itself is kept", keeps_all_that_a_rule_says());
    check("each problem has its sentence and remedy in both languages", every_problem_is_said());
    return checked();
}
