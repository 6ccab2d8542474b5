// What is wrong with a rule, in words of Sigma: file, line, column, reason, remedy. A rule with an
// error is left out and counted; the others run. A warning changes nothing but is said.
#pragma once
#include "base/arena.h"
#include "base/text.h"
#include "message/message.h"
#include "rules/problem_table.h"

typedef enum {
#define X(name, severity, en, ja, remedy_en, remedy_ja) KS_RULE_##name,
    KS_RULE_PROBLEMS(X)
#undef X
        KS_RULE_PROBLEM_COUNT
} ks_rule_problem_kind;
// LEFT_OUT: the rule does not run. WARNED: it runs. NOTED: said with -v and by `rules check`.
typedef enum { KS_RULE_IS_LEFT_OUT, KS_RULE_IS_WARNED, KS_RULE_IS_NOTED } ks_rule_severity;

typedef struct {
    ks_rule_problem_kind kind;
    ks_str path;      // of the file
    u32 line, column; // from 1; 0: of the file as a whole
    ks_str id, title; // of the rule, as far as it is known
    ks_str text;      // what the sentence names: the word, the field …
    u32 document;     // counts the documents of a loading, from 1: rows of the same rule share it
} ks_rule_problem;

typedef struct {
    ks_arena *arena;
    ks_rule_problem *rows; // in the order of files and lines
    size_t count, capacity;
    size_t lost; // beyond what the budget holds: counted only
} ks_rule_problems;

void ks_rule_problem_add(ks_rule_problems *problems, ks_rule_problem problem);
ks_rule_severity ks_rule_problem_severity(ks_rule_problem_kind kind);
// The sentence, and what to do about it.
void ks_rule_problem_say(ks_out *out, const ks_rule_problem *problem, ks_lang lang);
void ks_rule_problem_remedy(ks_out *out, const ks_rule_problem *problem, ks_lang lang);
