// Loading rules from a text and saying in one line what became of them: for tests of the loader.
#pragma once
#include "base/number.h"
#include "rules/set.h"

#include "test.h"

static ks_arena loaded_arena, loaded_whole;
static ks_out said;

static const char *const problem_names[] = {
#define X(name, severity, en, ja, remedy_en, remedy_ja) #name,
    KS_RULE_PROBLEMS(X)
#undef X
};

static inline void say_number(const ks_rule_number *number)
{
    if (number->is_negative)
        KS_PUT(&said, "-");
    if (number->is_whole) {
        ks_out_u64(&said, number->size);
        return;
    }
    double real = number->real < 0 ? -number->real : number->real;
    if (number->real < 0)
        KS_PUT(&said, "-");
    ks_out_u64(&said, (u64)real);
    KS_PUT(&said, ".");
    ks_out_padded(&said, (u64)((real - (double)(u64)real) * 100 + 0.5), 2);
}

static inline void say_pieces(const ks_rule_test *test)
{
    for (u32 i = 0; i < test->piece_count; i++) {
        switch (test->pieces[i].kind) {
        case KS_PIECE_TEXT:
            KS_PUT(&said, "[");
            ks_out_put(&said, test->pieces[i].text);
            KS_PUT(&said, "]");
            break;
        case KS_PIECE_ANY: KS_PUT(&said, "*"); break;
        case KS_PIECE_ONE: KS_PUT(&said, "?"); break;
        case KS_PIECE_DASH: KS_PUT(&said, "-"); break;
        }
    }
}

static inline void say_relation(ks_rule_relation relation)
{
    static const char *const signs[] = { "==", "<", "<=", ">", ">=" };
    ks_out_put(&said, ks_str_of(signs[relation]));
}

static inline void say_test(const ks_rule_test *test)
{
    static const char *const parts[] = { "minute", "hour", "day", "week", "month", "year" };
    static const char *const likes[] = { "==", "starts", "ends", "contains" };
    ks_out_put(&said, test->field);
    switch (test->kind) {
    case KS_TEST_TEXT:
        KS_PUT(&said, "=");
        say_pieces(test);
        break;
    case KS_TEST_NUMBER:
        KS_PUT(&said, "=#");
        say_number(&test->number);
        break;
    case KS_TEST_COMPARE:
        say_relation(test->relation);
        say_number(&test->number);
        break;
    case KS_TEST_TIME:
        KS_PUT(&said, ".");
        ks_out_put(&said, ks_str_of(parts[test->part]));
        say_relation(test->relation);
        say_number(&test->number);
        break;
    case KS_TEST_REGEX:
        KS_PUT(&said, "~/");
        ks_out_put(&said, test->text);
        KS_PUT(&said, "/");
        if (test->regex_flags & KS_REGEX_IGNORE_CASE)
            KS_PUT(&said, "i");
        if (test->regex_flags & KS_REGEX_MULTILINE)
            KS_PUT(&said, "m");
        if (test->regex_flags & KS_REGEX_DOT_ALL)
            KS_PUT(&said, "s");
        break;
    case KS_TEST_NETWORK:
        KS_PUT(&said, " in ");
        ks_out_hex_bytes(&said, (ks_span){ test->network.at, test->network.is_v4 ? 4 : 16 });
        KS_PUT(&said, "/");
        ks_out_u64(&said, test->network.bits);
        break;
    case KS_TEST_NULL: KS_PUT(&said, " null"); break;
    case KS_TEST_EXISTS:
        ks_out_put(&said, test->is_wanted ? KS_STR(" exists") : KS_STR(" absent"));
        break;
    case KS_TEST_FIELD:
        KS_PUT(&said, " ");
        ks_out_put(&said, ks_str_of(likes[test->likeness]));
        KS_PUT(&said, " ");
        ks_out_put(&said, test->text);
        break;
    case KS_TEST_LENGTH:
        KS_PUT(&said, " length>=");
        say_number(&test->number);
        break;
    case KS_TEST_KIND_COUNT: break;
    }
    if (test->is_cased)
        KS_PUT(&said, " cased");
}

static inline void say_node(const ks_rule_node *node)
{
    switch (node->kind) {
    case KS_RULE_TEST: say_test(node->test); return;
    case KS_RULE_NOT:
        KS_PUT(&said, "not ");
        say_node(node->parts[0]);
        return;
    case KS_RULE_ALL:
    case KS_RULE_ANY: break;
    }
    KS_PUT(&said, "(");
    for (u32 i = 0; i < node->part_count; i++) {
        if (i)
            ks_out_put(&said, node->kind == KS_RULE_ALL ? KS_STR(" & ") : KS_STR(" | "));
        say_node(node->parts[i]);
    }
    KS_PUT(&said, ")");
}

static inline void say_problem(const ks_rule_problem *problem)
{
    static const char *const severities[] = { "!", "~", "." };
    ks_out_put(&said, ks_str_of(severities[ks_rule_problem_severity(problem->kind)]));
    ks_out_put(&said, ks_str_of(problem_names[problem->kind]));
    KS_PUT(&said, " ");
    ks_out_u64(&said, problem->line);
    KS_PUT(&said, ":");
    ks_out_u64(&said, problem->column);
    if (problem->text.size) {
        KS_PUT(&said, " ");
        ks_out_put(&said, problem->text);
    }
}

// Memory for one row; gives back what the row before took.
static inline bool loaded_begin(void)
{
    static ks_arena output;
    if (loaded_whole.at == NULL &&
        (!ks_arena_open(&loaded_whole, "test", (size_t)1 << 30) ||
         !ks_arena_open(&output, "said", 4 << 20) || !ks_out_open(&said, &output, 2 << 20)))
        return false;
    ks_arena_trim(&loaded_whole, 0);
    loaded_arena = loaded_whole;
    ks_out_clear(&said);
    return true;
}

static inline bool load_text(ks_rule_set *set, const char *text, const ks_rule_loading *how)
{
    ks_fail fail = { 0 };
    return loaded_begin() &&
           ks_rule_set_read(set, KS_STR("rules/test.yml"), ks_str_span(ks_str_of(text)), how,
                            &loaded_arena, &fail);
}

static inline bool says(const char *expected)
{
    bool is_same = ks_str_equal(ks_out_str(&said), ks_str_of(expected));
    if (!is_same)
        remark("said     %.*s", (int)ks_out_size(&said), (const char *)said.start);
    if (!is_same)
        remark("expected %s", expected);
    return is_same;
}
