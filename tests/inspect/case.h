// Cases of konseki inspect: a made mail or file, what must be said of it, and whether it is
// rightful. A rightful one may look odd, but nothing of medium or above may be said.
#pragma once
#include "inspect/inspect.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct {
    const char *sentence;
    ks_statement_kind wanted; // of a rightful case: what is said at a lower level, or COUNT
    const char *name, *text;  // text: NULL: `bytes` are made by the test
    bool is_plain;            // without own domains and trusted servers
    ks_span bytes;
} inspect_case;

typedef struct {
    ks_inspector *inspector, *plain;
    ks_arena arena, file, whole;
    ks_out table;
    size_t caught, missed, quiet, alarms;
} case_run;

static inline void case_must(bool claim)
{
    if (claim)
        return;
    fprintf(stderr, "the test's own case is wrong\n");
    exit(99);
}

static inline case_run case_open(void)
{
    static const char *const own[] = { "corp.example" }, *const trusted[] = { "mx.corp.example" };
    case_run r = { 0 };
    ks_fail fail = { 0 };
    case_must(ks_arena_open(&r.arena, "run", (size_t)64 << 20) &&
              ks_arena_open(&r.file, "file", (size_t)512 << 20) &&
              ks_out_open(&r.table, &r.arena, 1 << 20));
    r.whole = r.file;
    case_must(ks_inspect_open(&r.inspector, &(ks_inspect_options){ own, 1, trusted, 1 }, &r.arena,
                              &fail));
    case_must(ks_inspect_open(&r.plain, &(ks_inspect_options){ 0 }, &r.arena, &fail));
    return r;
}

static inline void case_close(case_run *r)
{
    ks_inspect_close(r->inspector);
    ks_inspect_close(r->plain);
    ks_arena_close(&r->whole);
}

static inline bool case_says(const ks_inspected *result, ks_statement_kind kind, ks_level *level)
{
    for (size_t i = 0; i < result->said.count; i++) {
        if (result->said.rows[i].kind == kind) {
            *level = result->said.rows[i].level;
            return true;
        }
    }
    return false;
}

static inline void case_put_row(case_run *r, const inspect_case *c, const char *outcome,
                                ks_level worst)
{
    KS_PUT(&r->table, "| ");
    ks_out_put(&r->table, ks_str_of(c->sentence));
    KS_PUT(&r->table, " | ");
    if (c->wanted < KS_INSPECT_COUNT) {
        ks_str word = ks_statement_word(c->wanted);
        for (size_t i = 0; i < word.size; i++)
            ks_out_byte(&r->table, word.at[i] >= 'A' && word.at[i] <= 'Z' ? (char)(word.at[i] + 32)
                                                                          : word.at[i]);
    }
    KS_PUT(&r->table, " | ");
    ks_out_put(&r->table, ks_str_of(ks_level_words[worst]));
    KS_PUT(&r->table, " | ");
    ks_out_put(&r->table, ks_str_of(outcome));
    KS_PUT(&r->table, " |\n");
}

static inline void case_remark(const ks_inspected *result)
{
    for (size_t i = 0; i < result->said.count; i++) {
        u8 bytes[2048];
        ks_out out = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes };
        ks_out_phrase(&out, &result->said.rows[i].said, KS_EN);
        remark("  %s: %.*s", ks_level_words[result->said.rows[i].level], (int)ks_out_size(&out),
               (const char *)bytes);
    }
}

static inline void case_try(case_run *r, const inspect_case *c, bool is_rightful)
{
    ks_inspected result;
    ks_level worst = KS_LEVEL_INFORMATIONAL, of_wanted = KS_LEVEL_INFORMATIONAL;
    r->file = r->whole;
    ks_span bytes = c->text ? ks_str_span(ks_str_of(c->text)) : c->bytes;
    ks_inspect(c->is_plain ? r->plain : r->inspector, ks_str_of(c->name ? c->name : "mail.eml"),
               bytes, &result, &r->file);
    for (size_t i = 0; i < result.said.count; i++)
        worst = result.said.rows[i].level > worst ? result.said.rows[i].level : worst;
    bool is_said = c->wanted == KS_INSPECT_COUNT || case_says(&result, c->wanted, &of_wanted);
    bool is_alarm = worst >= KS_LEVEL_MEDIUM;
    bool holds = is_rightful ? is_said && !is_alarm : is_said && of_wanted >= KS_LEVEL_MEDIUM;
    if (!check(c->sentence, holds))
        case_remark(&result);
    r->caught += !is_rightful && holds;
    r->missed += !is_rightful && !holds;
    r->quiet += is_rightful && !is_alarm;
    r->alarms += is_rightful && is_alarm;
    case_put_row(r, c,
                 is_rightful ? is_alarm ? "false alarm" : "quiet"
                 : holds     ? "caught"
                             : "missed",
                 worst);
}
