// One machine's audit for people: what is not met or dead first said whole, what is not known with
// its reason, what is met counted (-v shows it).
#include "cli/audit.h"

#include "base/number.h"
#include "cli/page.h"
#include "message/visible.h"
#include "message/width.h"

enum { line_size = 8192, columns_usual = 100 };

typedef struct {
    auditor *a;
    const audit_machine *m;
    page page;
    ks_lang lang;
    ks_out line; // what is made before it is laid out
    audit_facts facts;
    bool is_whole; // -v
} printer;

static void put_color(printer *p, ks_meeting verdict)
{
    static const char *const codes[] = { [KS_MEETING_NOT] = "\x1b[31m",
                                         [KS_MEETING_DEAD] = "\x1b[35m",
                                         [KS_MEETING_UNKNOWN] = "\x1b[33m",
                                         [KS_MEETING_MET] = "\x1b[32m" };
    if (p->page.has_color)
        ks_out_put(p->page.out, ks_str_of(codes[verdict]));
}

static void end_color(printer *p)
{
    if (p->page.has_color)
        KS_PUT(p->page.out, "\x1b[0m");
}

static void put_fact(void *own, ks_str text, bool is_heading)
{
    const printer *p = own;
    page_paragraph(&p->page, text, is_heading ? 4 : 6);
}

static void put_dead(printer *p, u32 dead, size_t indent)
{
    for (u32 i = 0; i < KS_DEAD_COUNT; i++) {
        const ks_dead_check *check = ks_dead_check_get((ks_dead_id)i);
        if (!(dead & 1u << i))
            continue;
        page_paragraph(&p->page, check->sentence[p->lang], indent);
        page_paragraph(&p->page, check->remedy[p->lang], indent + 2);
    }
}

// "not met   audit.logon  Logon", cut to the width.
static void put_head(printer *p, const ks_audit_setting_result *s)
{
    enum { verdict_columns = 10 };
    size_t columns = p->page.columns > 24 ? p->page.columns : 24;
    KS_PUT(p->page.out, "  ");
    put_color(p, s->verdict);
    ks_out_fit(p->page.out, ks_meeting_text(s->verdict, p->lang), verdict_columns, true);
    end_color(p);
    ks_out_clear(&p->line);
    ks_out_put(&p->line, s->setting->id);
    KS_PUT(&p->line, "  ");
    ks_out_put(&p->line, s->setting->title[p->lang]);
    ks_out_fit(p->page.out, ks_out_str(&p->line), columns - verdict_columns - 3, false);
    KS_PUT(p->page.out, "\n");
}

static bool put_setting(printer *p, const ks_audit_setting_result *s, ks_fail *fail)
{
    put_head(p, s);
    put_dead(p, s->dead, 4);
    for (size_t i = 0; i < s->part_count; i++)
        if (s->parts[i].verdict != KS_MEETING_MET || p->is_whole)
            audit_facts_put(&p->facts, &s->parts[i]);
    return audit_give(p->a, fail);
}

static bool put_groups(printer *p, ks_fail *fail)
{
    const ks_setting_group *group = NULL;
    for (size_t i = 0; i < p->m->result.setting_count; i++) {
        const ks_audit_setting_result *s = &p->m->result.settings[i];
        if (s->verdict == KS_MEETING_MET && !p->is_whole)
            continue;
        const ks_setting_group *of = ks_setting_group_of(s->setting);
        if (of != group) {
            if (group)
                KS_PUT(p->page.out, "\n");
            page_heading(&p->page, of->title[p->lang]);
        }
        group = of;
        if (!put_setting(p, s, fail))
            return false;
    }
    return true;
}

static void put_machine(printer *p)
{
    ks_out_clear(&p->line);
    audit_put_machine(&p->line, p->m, p->lang);
    page_paragraph(&p->page, ks_out_str(&p->line), 0);
    for (size_t i = 0; i < ks_state_source_count(p->m->state); i++) {
        ks_out_clear(&p->line);
        audit_put_source(&p->line, ks_state_source_at(p->m->state, i), p->lang);
        page_paragraph(&p->page, ks_out_str(&p->line), 2);
    }
    ks_out_clear(&p->line);
    ks_say(&p->line, KS_SAY_AUDIT_PROFILE,
           &(ks_words){ .text = { p->a->profile.id, p->a->profile.title[p->lang] } }, p->lang);
    page_paragraph(&p->page, ks_out_str(&p->line), 0);
    KS_PUT(p->page.out, "\n");
}

static void put_counts(printer *p)
{
    const size_t *counts = p->m->result.counts;
    ks_words words = { .number = { (i64)counts[KS_MEETING_MET], (i64)counts[KS_MEETING_NOT],
                                   (i64)counts[KS_MEETING_DEAD],
                                   (i64)counts[KS_MEETING_UNKNOWN] } };
    if (p->m->result.left_out) {
        ks_say(p->page.out, KS_SAY_AUDIT_LEFT_OUT,
               &(ks_words){ .number = { (i64)p->m->result.left_out } }, p->lang);
        KS_PUT(p->page.out, "\n");
    }
    ks_say(p->page.out, KS_SAY_AUDIT_COUNTS, &words, p->lang);
    KS_PUT(p->page.out, "\n");
}

bool audit_print_text(auditor *a, ks_fail *fail)
{
    run *r = a->run;
    printer p = { .a = a,
                  .m = a->machines,
                  .page = { &a->out, r->columns ? r->columns : columns_usual, r->has_color },
                  .lang = r->lang,
                  .is_whole = options_has(r->given, OPTION_VERBOSE) };
    if (!ks_out_open(&p.line, &r->arena, line_size))
        return ks_refuse(fail, KS_OVER_BUDGET, line_size, 0, KS_STR("run"));
    if (!audit_facts_open(&p.facts, a, a->machines, fail))
        return false;
    p.facts.put = put_fact;
    p.facts.own = &p;
    put_machine(&p);
    if (!put_groups(&p, fail))
        return false;
    // What is dead though nothing that was asked hangs on it.
    u32 rest = p.m->result.dead;
    for (size_t i = 0; i < p.m->result.setting_count; i++)
        rest &= ~p.m->result.settings[i].dead;
    if (rest) {
        KS_PUT(&a->out, "\n");
        ks_out_clear(&p.line);
        ks_say(&p.line, KS_SAY_AUDIT_MACHINE, &(ks_words){ 0 }, p.lang);
        page_heading(&p.page, ks_out_str(&p.line));
        put_dead(&p, rest, 2);
    }
    KS_PUT(&a->out, "\n");
    put_counts(&p);
    return audit_give(a, fail) && (!a->has_coverage || audit_coverage_text(a, p.m, fail));
}
