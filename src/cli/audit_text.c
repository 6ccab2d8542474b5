// One machine's audit for people: what is not met or dead first said whole, what is not known with
// its reason, what is met counted (-v shows it).
#include "cli/audit.h"

#include "base/number.h"
#include "base/ticks.h"
#include "cli/page.h"
#include "message/visible.h"
#include "message/width.h"
#include "policy/access.h"
#include "state/words.h"

enum { line_size = 8192, columns_usual = 100, indent_fact = 6 };

typedef struct {
    auditor *a;
    const audit_machine *m;
    page page;
    ks_lang lang;
    ks_out line, value; // what is made before it is laid out
    bool is_whole;      // -v
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

// A sentence below a setting.
static void fact(printer *p, ks_note note, ks_str first, ks_str second)
{
    ks_out_clear(&p->line);
    ks_say(&p->line, note, &(ks_words){ .text = { first, second } }, p->lang);
    page_paragraph(&p->page, ks_out_str(&p->line), indent_fact);
}

static ks_str time_text(printer *p, u64 ticks, char *to, size_t size)
{
    u8 *at = (u8 *)to;
    ks_out out = { .at = at, .start = at, .end = at + size - ks_out_slack };
    ks_out_ticks_local(&out, ticks, p->a->run->zone_minutes, 0);
    return ks_out_str(&out);
}

static void put_place(printer *p, const ks_said *said)
{
    char when[160];
    if (said->where.size == 0)
        return;
    if (said->written_ticks)
        fact(p, KS_SAY_AUDIT_AT_WRITTEN, said->where,
             time_text(p, said->written_ticks, when, sizeof when));
    else
        fact(p, KS_SAY_AUDIT_AT, said->where, (ks_str){ 0 });
}

static ks_str access_text(printer *p, u32 mask, ks_object_type type)
{
    ks_out_clear(&p->value);
    ks_out_access(&p->value, mask, type, p->lang);
    return ks_out_str(&p->value);
}

// Rights that are audited for too few, or for too much.
static void put_audit_entries(printer *p, const ks_said *said)
{
    if (said->missing & ~said->narrow)
        fact(p, KS_SAY_AUDIT_MISSING, access_text(p, said->missing & ~said->narrow, said->object),
             (ks_str){ 0 });
    if (said->narrow)
        fact(p, KS_SAY_AUDIT_NARROW, said->note, access_text(p, said->narrow, said->object));
    if (said->flooding)
        fact(p, KS_SAY_AUDIT_FLOODING, access_text(p, said->flooding, said->object), (ks_str){ 0 });
}

static void put_value(printer *p, const ks_audit_part *part)
{
    const ks_instance *i = part->instance;
    ks_note note = i->is_absence       ? KS_SAY_AUDIT_IS_BY_ABSENCE
                   : i->is_policy_only ? KS_SAY_AUDIT_IS_BY_POLICY
                                       : KS_SAY_AUDIT_IS;
    if (i->is_absence && i->value.kind == KS_VALUE_ABSENT)
        note = i->is_policy_only ? KS_SAY_AUDIT_IS_BY_POLICY : KS_SAY_AUDIT_IS;
    fact(p, note, audit_value(&p->value, part, i->value, p->lang), (ks_str){ 0 });
}

static void put_part(printer *p, const ks_audit_part *part)
{
    const ks_said *said = audit_said(part->instance);
    if (part->verdict == KS_MEETING_MET && !p->is_whole)
        return;
    if (part->part->name.size || part->instance->of.size) {
        ks_out_clear(&p->line);
        ks_out_put(&p->line, ks_meeting_text(part->verdict, p->lang));
        KS_PUT(&p->line, ": ");
        ks_out_put(&p->line, part->part->name);
        if (part->part->name.size && part->instance->of.size)
            KS_PUT(&p->line, ", ");
        ks_out_visible(&p->line, part->instance->of);
        page_paragraph(&p->page, ks_out_str(&p->line), 4);
    }
    if (part->verdict == KS_MEETING_UNKNOWN) {
        page_paragraph(&p->page, ks_doubt_text(part->doubt, p->lang), indent_fact);
        if (part->instance->unseen) {
            ks_out_clear(&p->value);
            ks_setting_place_print(part->instance->unseen, &p->value);
            fact(p, KS_SAY_AUDIT_UNSEEN, ks_out_str(&p->value), (ks_str){ 0 });
        }
    }
    if (part->instance->value.kind != KS_VALUE_UNKNOWN)
        put_value(p, part);
    ks_out_clear(&p->value);
    ks_out_want(&p->value, part->part->type, part->want, p->lang);
    fact(p, KS_SAY_AUDIT_WANTED, ks_out_str(&p->value), (ks_str){ 0 });
    if (said == NULL)
        return;
    put_place(p, said);
    put_audit_entries(p, said);
    if (said->is_wrong_type)
        fact(p, KS_SAY_AUDIT_WRONG_TYPE, ks_registry_type_name(said->registry_type), (ks_str){ 0 });
    if (part->instance->drifts) {
        const ks_said *policy = part->instance->policy;
        fact(p, KS_SAY_AUDIT_DRIFT, audit_value(&p->value, part, policy->value, p->lang),
             ks_state_source_at(p->m->state, policy->source)->path);
    }
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
        put_part(p, &s->parts[i]);
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

static void put_text(printer *p, ks_str text)
{
    if (text.size == 0)
        return;
    if (ks_out_size(&p->line))
        KS_PUT(&p->line, ", ");
    ks_out_visible_line(&p->line, text);
}

static void put_machine(printer *p)
{
    const ks_machine *m = ks_state_machine(p->m->state);
    ks_out_clear(&p->line);
    put_text(p, p->m->label);
    put_text(p, m->product);
    put_text(p, m->display_version);
    if (m->windows.build) {
        KS_PUT(&p->line, " (");
        ks_out_u64(&p->line, m->windows.build);
        if (m->revision) {
            KS_PUT(&p->line, ".");
            ks_out_u64(&p->line, m->revision);
        }
        KS_PUT(&p->line, ")");
    }
    put_text(p, ks_role_word(p->m->result.windows.role));
    put_text(p, m->domain);
    page_paragraph(&p->page, ks_out_str(&p->line), 0);
    for (size_t i = 0; i < ks_state_source_count(p->m->state); i++) {
        const ks_state_source *s = ks_state_source_at(p->m->state, i);
        ks_out_clear(&p->line);
        ks_out_visible_line(&p->line, s->path);
        KS_PUT(&p->line, ": ");
        ks_out_put(&p->line, ks_state_format_text(s->format, p->lang));
        put_text(p, s->name);
        put_text(p, ks_state_tier_text(s->tier, p->lang));
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
    if (!ks_out_open(&p.line, &r->arena, line_size) || !ks_out_open(&p.value, &r->arena, line_size))
        return ks_refuse(fail, KS_OVER_BUDGET, line_size, 0, KS_STR("run"));
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
    return audit_give(a, fail);
}
