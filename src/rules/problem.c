// Mistakes as rows, and their sentences; see problem_table.h.
#include "rules/problem.h"

#include "message/visible.h"

enum { rows_most = 20000 };

typedef struct {
    ks_rule_severity severity;
    ks_str sentence[KS_LANG_COUNT], remedy[KS_LANG_COUNT];
} row;

static const row table[KS_RULE_PROBLEM_COUNT] = {
#define X(name, severity, en, ja, remedy_en, remedy_ja) \
    [KS_RULE_##name] = { KS_RULE_IS_##severity,         \
                         { KS_TEXT(en), KS_TEXT(ja) },  \
                         { KS_TEXT(remedy_en), KS_TEXT(remedy_ja) } },
    KS_RULE_PROBLEMS(X)
#undef X
};

void ks_rule_problem_add(ks_rule_problems *problems, ks_rule_problem problem)
{
    if (problems->count == rows_most) {
        problems->lost++;
        return;
    }
    if (problems->count == problems->capacity) {
        void *grown = ks_arena_grow(problems->arena, problems->rows, sizeof problem,
                                    problems->count, &problems->capacity);
        if (grown == NULL) {
            problems->lost++;
            return;
        }
        problems->rows = grown;
    }
    problem.text = ks_arena_keep(problems->arena, problem.text);
    problems->rows[problems->count++] = problem;
}

ks_rule_severity ks_rule_problem_severity(ks_rule_problem_kind kind)
{
    KS_ASSERT(kind < KS_RULE_PROBLEM_COUNT);
    return table[kind].severity;
}

static void say(ks_out *out, ks_str sentence, ks_str text)
{
    for (size_t i = 0; i < sentence.size; i++) {
        ks_str rest = ks_str_from(sentence, i);
        if (rest.size >= 3 && memcmp(rest.at, "{0}", 3) == 0) {
            ks_out_visible_line(out, text);
            i += 2;
        } else {
            ks_out_byte(out, *rest.at);
        }
    }
}

void ks_rule_problem_say(ks_out *out, const ks_rule_problem *problem, ks_lang lang)
{
    KS_ASSERT(problem->kind < KS_RULE_PROBLEM_COUNT && lang < KS_LANG_COUNT);
    say(out, table[problem->kind].sentence[lang], problem->text);
}

void ks_rule_problem_remedy(ks_out *out, const ks_rule_problem *problem, ks_lang lang)
{
    KS_ASSERT(problem->kind < KS_RULE_PROBLEM_COUNT && lang < KS_LANG_COUNT);
    say(out, table[problem->kind].remedy[lang], problem->text);
}
