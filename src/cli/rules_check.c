// `konseki rules check`: a set of rules read like a compiler reads a program. What keeps a rule
// from running comes from the loader, what could be said better from the lint; both with their
// place.
#include "cli/rules.h"

#include "base/number.h"
#include "base/os.h"
#include "base/sort.h"
#include "cli/terminal.h"
#include "message/visible.h"
#include "rules/lint.h"

enum { file_most = 4 << 20, lint_arena = 96 << 20 };

static const char *const kind_words[] = {
#define X(name, severity, en, ja, remedy_en, remedy_ja) #name,
    KS_RULE_PROBLEMS(X)
#undef X
};
static const char *const severity_words[] = {
    [KS_RULE_IS_LEFT_OUT] = "left_out", [KS_RULE_IS_WARNED] = "warning", [KS_RULE_IS_NOTED] = "note"
};
static const ks_note severity_notes[] = { [KS_RULE_IS_LEFT_OUT] = KS_SAY_RULE_LEFT_OUT,
                                          [KS_RULE_IS_WARNED] = KS_SAY_RULE_WARNING,
                                          [KS_RULE_IS_NOTED] = KS_SAY_RULE_NOTE };

typedef struct {
    ruleset_run *run;
    ks_rule_set set;
    u64 counts[3]; // by severity
    u64 bad_rules; // documents with a row that leaves them out
} checking;

// The file once more, for its style; one that cannot be read was said by the loader.
static bool lint_file(checking *c, ks_str path, ks_arena scratch)
{
    ks_file file;
    ks_os_info info;
    ks_fail ignored = { 0 };
    size_t got = 0;
    const char *name = ks_cstr(&scratch, path);
    if (name == NULL || !ks_os_open(name, &file, &ignored))
        return true;
    bool is_read = ks_os_look_open(file, &info, &ignored) && info.size <= file_most;
    u8 *bytes = is_read ? ks_take(&scratch, u8, (size_t)info.size + 1) : NULL;
    is_read = bytes && ks_os_read_at(file, 0, bytes, (size_t)info.size, &got, &ignored);
    ks_os_close(&file);
    if (is_read)
        ks_rules_lint(&c->set.problems, path, (ks_span){ bytes, got }, scratch);
    return bytes != NULL || info.size > file_most;
}

// A rule that loads and yet can meet no event.
static bool check_source(checking *c, const ks_rule *rule)
{
    const ks_form *const *forms;
    u32 form_count;
    if (rule->correlation)
        return true;
    ks_source_kind source = ks_forms_of(c->run->forms, rule, &forms, &form_count, &c->run->arena);
    if (source != KS_SOURCE_UNKNOWN && source != KS_SOURCE_NOT_LOGGED)
        return true;
    ks_out name;
    if (!ks_out_open(&name, &c->run->arena, rule->category.size + rule->service.size + 2))
        return false;
    ruleset_put_source(&name, rule);
    ks_rule_problem_add(&c->set.problems,
                        (ks_rule_problem){ .kind = source == KS_SOURCE_UNKNOWN
                                                       ? KS_RULE_SOURCE_UNKNOWN
                                                       : KS_RULE_SOURCE_NOT_LOGGED,
                                           .path = rule->path,
                                           .line = rule->line,
                                           .column = 1,
                                           .id = rule->id,
                                           .title = rule->title,
                                           .text = ks_out_str(&name) });
    return true;
}

static bool lint_all(checking *c, ks_fail *fail)
{
    ks_arena scratch;
    ks_str last = { 0 };
    if (!ks_arena_open(&scratch, "rule file", lint_arena))
        return ks_refuse(fail, KS_OVER_BUDGET, lint_arena, 0, KS_STR("rule file"));
    ks_arena whole = scratch;
    for (size_t i = 0; i < c->set.count; i++) {
        ks_str path = c->set.rules[i]->path;
        if (!ks_str_equal(path, last))
            (void)lint_file(c, path, scratch);
        if (!check_source(c, c->set.rules[i])) {
            ks_arena_close(&whole);
            return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
        }
        last = path;
    }
    ks_arena_close(&whole);
    return true;
}

static int by_place(const void *context, const void *left, const void *right)
{
    (void)context;
    const ks_rule_problem *a = left, *b = right;
    int order = ks_str_compare(a->path, b->path);
    order = order ? order : ks_compare_u64(a->line, b->line);
    order = order ? order : ks_compare_u64(a->column, b->column);
    return order ? order : ks_compare_u64(a->kind, b->kind);
}

static bool is_shown(const checking *c, const ks_rule_problem *row)
{
    return ks_rule_problem_severity(row->kind) != KS_RULE_IS_NOTED ||
           !options_has(c->run->given, OPTION_QUIET);
}

static void count(checking *c)
{
    u32 last = 0;
    for (size_t i = 0; i < c->set.problems.count; i++) {
        const ks_rule_problem *row = &c->set.problems.rows[i];
        ks_rule_severity severity = ks_rule_problem_severity(row->kind);
        c->counts[severity]++;
        if (severity == KS_RULE_IS_LEFT_OUT && row->document != last) {
            c->bad_rules++;
            last = row->document;
        }
    }
}

// --- for people

static void put_row(checking *c, const ks_rule_problem *row)
{
    ks_out *out = &c->run->line;
    ks_lang lang = c->run->lang;
    ks_out_visible(out, row->path);
    if (row->line) {
        KS_PUT(out, ":");
        ks_out_u64(out, row->line);
        KS_PUT(out, ":");
        ks_out_u64(out, row->column);
    }
    KS_PUT(out, ": ");
    ks_say(out, severity_notes[ks_rule_problem_severity(row->kind)], NULL, lang);
    KS_PUT(out, ": ");
    ks_rule_problem_say(out, row, lang);
    KS_PUT(out, "\n    ");
    ks_rule_problem_remedy(out, row, lang);
    KS_PUT(out, "\n");
}

static bool put_text(checking *c, ks_fail *fail)
{
    const ks_rule_problems *problems = &c->set.problems;
    for (size_t i = 0; i < problems->count; i++) {
        if (is_shown(c, &problems->rows[i]))
            put_row(c, &problems->rows[i]);
        if (!ruleset_give(c->run, fail))
            return false;
    }
    ks_words words = { .number = { (i64)c->set.count, (i64)c->bad_rules,
                                   (i64)c->counts[KS_RULE_IS_WARNED],
                                   (i64)c->counts[KS_RULE_IS_NOTED] } };
    if (c->set.other_products)
        ruleset_say(c->run, KS_SAY_RULES_ELSEWHERE,
                    &(ks_words){ .number = { (i64)c->set.other_products } });
    ruleset_say(c->run, KS_SAY_RULES_CHECKED, &words);
    return ruleset_give(c->run, fail);
}

// --- for programs

static void put_json_row(checking *c, const ks_rule_problem *row)
{
    ks_out *out = &c->run->line;
    char word[64];
    u8 text[4096];
    size_t size = strlen(kind_words[row->kind]);
    KS_ASSERT(size < sizeof word);
    for (size_t i = 0; i < size; i++) {
        char letter = kind_words[row->kind][i];
        word[i] = letter >= 'A' && letter <= 'Z' ? (char)(letter + 32) : letter;
    }
    ks_str severity = ks_str_of(severity_words[ks_rule_problem_severity(row->kind)]);
    KS_PUT(out, "{\"severity\":\"");
    ks_out_put(out, severity);
    KS_PUT(out, "\"");
    ruleset_json_text(out, "kind", (ks_str){ word, size });
    ruleset_json_text(out, "path", row->path);
    ruleset_json_number(out, "line", row->line);
    ruleset_json_number(out, "column", row->column);
    ruleset_json_text(out, "id", row->id);
    ruleset_json_text(out, "title", row->title);
    ks_out says = { .at = text, .start = text, .end = text + sizeof text };
    ks_rule_problem_say(&says, row, c->run->data_lang);
    ruleset_json_text(out, "says", ks_out_str(&says));
    ks_out_clear(&says);
    ks_rule_problem_remedy(&says, row, c->run->data_lang);
    ruleset_json_text(out, "remedy", ks_out_str(&says));
    KS_PUT(out, "}");
}

static bool put_json(checking *c, ks_fail *fail)
{
    ks_out *out = &c->run->line;
    bool is_first = true;
    KS_PUT(out, "{\"format\":1");
    ruleset_json_number(out, "files", c->set.files);
    ruleset_json_number(out, "rules", c->set.count);
    ruleset_json_number(out, "left_out", c->bad_rules);
    ruleset_json_number(out, "other_products", c->set.other_products);
    ruleset_json_number(out, "warnings", c->counts[KS_RULE_IS_WARNED]);
    ruleset_json_number(out, "notes", c->counts[KS_RULE_IS_NOTED]);
    KS_PUT(out, ",\"problems\":[");
    for (size_t i = 0; i < c->set.problems.count; i++) {
        if (!is_shown(c, &c->set.problems.rows[i]))
            continue;
        ks_out_put(out, is_first ? KS_STR("\n") : KS_STR(",\n"));
        is_first = false;
        put_json_row(c, &c->set.problems.rows[i]);
        if (!ruleset_give(c->run, fail))
            return false;
    }
    KS_PUT(out, "]}\n");
    return ruleset_give(c->run, fail);
}

bool ruleset_check(ruleset_run *r, ks_fail *fail)
{
    checking c = { .run = r };
    if (!ruleset_load(r, r->words, r->word_count, &c.set, fail) || !lint_all(&c, fail))
        return false;
    if (c.set.files == 0 && r->word_count) {
        terminal_say_usage(r->given, KS_SAY_RULES_NONE, r->words[0], NULL);
        r->said_status = STATUS_USAGE;
        return false;
    }
    ks_rule_problems *problems = &c.set.problems;
    count(&c);
    if (!ks_sort(problems->rows, problems->count, sizeof *problems->rows, by_place, NULL, r->arena))
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
    r->is_asked_so = c.bad_rules > 0;
    return ruleset_is_format(r, "json") ? put_json(&c, fail) : put_text(&c, fail);
}
