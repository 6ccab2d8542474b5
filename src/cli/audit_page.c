// The audit as a page for people who were not there: for one machine its settings by group, what is
// not as it should be first said whole, and what could be detected; for several a table.
#include "cli/audit_page.h"

#include "base/number.h"
#include "base/text.h"
#include "message/visible.h"
#include "state/words.h"

enum { line_size = 64 << 10 };

extern const unsigned char ks_audit_page_head[];
extern const size_t ks_audit_page_head_size;

void audit_page_put(audit_page *p, ks_str text)
{
    ks_out_clear(&p->line);
    ks_out_visible_line(&p->line, text);
    ks_out_utf8(p->out, ks_out_str(&p->line), KS_AS_XML);
}

void audit_page_say(audit_page *p, ks_note note, const ks_words *words)
{
    ks_out_clear(&p->line);
    ks_say(&p->line, note, words ? words : &(ks_words){ 0 }, p->lang);
    ks_out_utf8(p->out, ks_out_str(&p->line), KS_AS_XML);
}

void audit_page_chip(audit_page *p, ks_str word, ks_str text)
{
    KS_PUT(p->out, "<span class=\"verdict is-");
    ks_out_put(p->out, word);
    KS_PUT(p->out, "\">");
    audit_page_put(p, text);
    KS_PUT(p->out, "</span>");
}

void audit_page_number(audit_page *p, u64 number)
{
    KS_PUT(p->out, "<td class=\"n\">");
    ks_out_u64(p->out, number);
    KS_PUT(p->out, "</td>");
}

static const ks_audit_setting_result *result_of(const audit_page *p, const ks_setting *setting)
{
    const ks_audit_result *result = &p->a->machines[0].result;
    for (size_t i = 0; p->a->machine_count == 1 && i < result->setting_count; i++) {
        if (result->settings[i].setting == setting)
            return &result->settings[i];
    }
    return NULL;
}

void audit_page_settings(audit_page *p, const ks_setting *const *settings, u32 count)
{
    for (u32 i = 0; i < count; i++) {
        const ks_audit_setting_result *result = result_of(p, settings[i]);
        bool is_here = result && result->verdict != KS_MEETING_MET;
        ks_out_put(p->out, i ? KS_STR(" + ") : KS_STR(""));
        if (is_here) {
            KS_PUT(p->out, "<a href=\"#");
            ks_out_put(p->out, settings[i]->id);
            KS_PUT(p->out, "\">");
        }
        KS_PUT(p->out, "<code>");
        audit_page_put(p, settings[i]->id);
        ks_out_put(p->out, is_here ? KS_STR("</code></a>") : KS_STR("</code>"));
    }
}

void audit_page_counts(audit_page *p, const size_t *counts)
{
    KS_PUT(p->out, "<ul class=\"counts\">");
    for (u32 i = 0; i < KS_MEETING_COUNT; i++) {
        KS_PUT(p->out, "<li>");
        audit_page_chip(p, ks_meeting_word((ks_meeting)i), ks_meeting_text((ks_meeting)i, p->lang));
        KS_PUT(p->out, " <b>");
        ks_out_u64(p->out, counts[i]);
        KS_PUT(p->out, "</b></li>");
    }
    KS_PUT(p->out, "</ul>\n");
}

// --- one setting

static void put_fact(void *own, ks_str text, bool is_heading)
{
    audit_page *p = own;
    ks_out_put(p->out,
               is_heading ? KS_STR("<li class=\"of\">") : KS_STR("<li class=\"fact\"><span>"));
    ks_out_utf8(p->out, text, KS_AS_XML);
    ks_out_put(p->out, is_heading ? KS_STR("</li>\n") : KS_STR("</span></li>\n"));
}

static void put_dead(audit_page *p, u32 dead)
{
    for (u32 i = 0; i < KS_DEAD_COUNT; i++) {
        const ks_dead_check *check = ks_dead_check_get((ks_dead_id)i);
        if (!(dead & 1u << i))
            continue;
        KS_PUT(p->out, "<p class=\"why\">");
        audit_page_put(p, check->sentence[p->lang]);
        KS_PUT(p->out, "</p><p>");
        audit_page_put(p, check->remedy[p->lang]);
        KS_PUT(p->out, "</p>\n");
    }
}

// How many rules would see more if this were set, maybe with others.
static u32 opened_by(const rules_coverage *c, const ks_setting *setting)
{
    u32 rules = 0;
    for (size_t i = 0; c && i < c->sums.opening_count; i++) {
        for (u32 k = 0; k < c->sums.openings[i].count; k++)
            rules += c->sums.openings[i].settings[k] == setting ? c->sums.openings[i].rules : 0;
    }
    return rules;
}

static void put_setting(audit_page *p, audit_facts *facts, const ks_audit_setting_result *s)
{
    u32 opened = opened_by(p->coverage, s->setting);
    ks_str word = ks_meeting_word(s->verdict);
    KS_PUT(p->out, "<div class=\"setting is-");
    ks_out_put(p->out, word);
    KS_PUT(p->out, "\" id=\"");
    ks_out_put(p->out, s->setting->id);
    KS_PUT(p->out, "\"><h3><span class=\"head-verdict\">");
    audit_page_chip(p, word, ks_meeting_text(s->verdict, p->lang));
    KS_PUT(p->out, "</span> <span>");
    audit_page_put(p, s->setting->title[p->lang]);
    KS_PUT(p->out, "</span> <code>");
    audit_page_put(p, s->setting->id);
    KS_PUT(p->out, "</code></h3>\n<p class=\"purpose\">");
    audit_page_put(p, s->setting->purpose[p->lang]);
    KS_PUT(p->out, "</p>\n");
    put_dead(p, s->dead);
    KS_PUT(p->out, "<ul class=\"facts\">\n");
    for (size_t i = 0; i < s->part_count; i++)
        audit_facts_put(facts, &s->parts[i]);
    KS_PUT(p->out, "</ul>\n");
    if (opened && s->verdict != KS_MEETING_MET) {
        KS_PUT(p->out, "<p class=\"opens\">");
        audit_page_say(p, KS_SAY_AUDIT_OPENS, &(ks_words){ .number = { opened } });
        KS_PUT(p->out, "</p>\n");
    }
    KS_PUT(p->out, "</div>\n");
}

// --- one group

// Of what is met, the names are enough.
static void put_met(audit_page *p, const ks_audit_setting_result *settings, size_t count)
{
    i64 met = 0;
    for (size_t i = 0; i < count; i++)
        met += settings[i].verdict == KS_MEETING_MET;
    if (met == 0)
        return;
    KS_PUT(p->out, "<details><summary>");
    audit_page_say(p, KS_SAY_AUDIT_MET, &(ks_words){ .number = { met } });
    KS_PUT(p->out, "</summary><ul>\n");
    for (size_t i = 0; i < count; i++) {
        if (settings[i].verdict != KS_MEETING_MET)
            continue;
        KS_PUT(p->out, "<li>");
        audit_page_put(p, settings[i].setting->title[p->lang]);
        KS_PUT(p->out, " <code class=\"quiet\">");
        audit_page_put(p, settings[i].setting->id);
        KS_PUT(p->out, "</code></li>\n");
    }
    KS_PUT(p->out, "</ul></details>\n");
}

static bool put_groups(audit_page *p, audit_facts *facts, ks_fail *fail)
{
    const ks_audit_result *result = &facts->m->result;
    bool is_whole = options_has(p->a->run->given, OPTION_VERBOSE);
    for (size_t first = 0, end; first < result->setting_count; first = end) {
        const ks_setting_group *group = ks_setting_group_of(result->settings[first].setting);
        for (end = first; end < result->setting_count; end++) {
            if (ks_setting_group_of(result->settings[end].setting) != group)
                break;
        }
        KS_PUT(p->out, "<section><h2>");
        audit_page_put(p, group->title[p->lang]);
        KS_PUT(p->out, "</h2>\n");
        for (size_t i = first; i < end; i++) {
            if (is_whole || result->settings[i].verdict != KS_MEETING_MET)
                put_setting(p, facts, &result->settings[i]);
            if (!audit_give(p->a, fail))
                return false;
        }
        if (!is_whole)
            put_met(p, &result->settings[first], end - first);
        KS_PUT(p->out, "</section>\n");
    }
    return true;
}

// --- one machine

static void put_sources(audit_page *p, const audit_machine *m, ks_out *made)
{
    size_t count = ks_state_source_count(m->state);
    KS_PUT(p->out, "<details><summary>");
    audit_page_say(p, KS_SAY_AUDIT_SOURCES, &(ks_words){ .number = { (i64)count } });
    KS_PUT(p->out, "</summary><ul>\n");
    for (size_t i = 0; i < count; i++) {
        ks_out_clear(made);
        audit_put_source(made, ks_state_source_at(m->state, i), p->lang);
        KS_PUT(p->out, "<li>");
        audit_page_put(p, ks_out_str(made));
        KS_PUT(p->out, "</li>\n");
    }
    KS_PUT(p->out, "</ul></details>\n");
}

static bool put_machine(audit_page *p, audit_facts *facts, ks_fail *fail)
{
    const audit_machine *m = facts->m;
    u32 rest = m->result.dead;
    ks_out_clear(&facts->line);
    audit_put_machine(&facts->line, m, facts->lang);
    KS_PUT(p->out, "<p>");
    audit_page_put(p, ks_out_str(&facts->line));
    KS_PUT(p->out, "</p>\n");
    audit_page_counts(p, m->result.counts);
    if (m->result.left_out) {
        KS_PUT(p->out, "<p class=\"quiet\">");
        audit_page_say(p, KS_SAY_AUDIT_LEFT_OUT,
                       &(ks_words){ .number = { (i64)m->result.left_out } });
        KS_PUT(p->out, "</p>\n");
    }
    put_sources(p, m, &facts->line);
    KS_PUT(p->out, "</header>\n");
    if (p->coverage && !audit_page_coverage(p, fail))
        return false;
    for (size_t i = 0; i < m->result.setting_count; i++)
        rest &= ~m->result.settings[i].dead;
    if (rest) {
        KS_PUT(p->out, "<section><h2>");
        audit_page_say(p, KS_SAY_AUDIT_MACHINE, NULL);
        KS_PUT(p->out, "</h2>\n");
        put_dead(p, rest);
        KS_PUT(p->out, "</section>\n");
    }
    return put_groups(p, facts, fail);
}

static void put_head(audit_page *p)
{
    ks_str label = p->a->machines[0].label;
    ks_note title = p->a->machine_count == 1 ? KS_SAY_AUDIT_TITLE : KS_SAY_AUDIT_TITLE_FLEET;
    ks_words words = { .number = { (i64)p->a->machine_count }, .text = { label } };
    KS_PUT(p->out, "<!doctype html>\n<html lang=\"");
    ks_out_put(p->out, p->lang == KS_JA ? KS_STR("ja") : KS_STR("en"));
    KS_PUT(p->out, "\">\n<head>\n");
    ks_out_bytes(p->out, ks_audit_page_head, ks_audit_page_head_size);
    KS_PUT(p->out, "<title>");
    audit_page_say(p, title, &words);
    KS_PUT(p->out,
           " - Konseki</title>\n</head>\n<body>\n<header>\n<p class=\"brand\">Konseki</p>\n<h1>");
    audit_page_say(p, title, &words);
    KS_PUT(p->out, "</h1>\n<p class=\"quiet\">");
    words = (ks_words){ .text = { p->a->profile.id, p->a->profile.title[p->lang] } };
    audit_page_say(p, KS_SAY_AUDIT_PROFILE, &words);
    KS_PUT(p->out, "</p>\n");
}

bool audit_print_page(auditor *a, ks_fail *fail)
{
    audit_page p = { .a = a, .out = &a->out, .lang = a->run->lang };
    audit_facts facts;
    rules_coverage c;
    ks_arena before = a->rules.arena;
    if (!ks_out_open(&p.line, &a->run->arena, line_size))
        return ks_refuse(fail, KS_OVER_BUDGET, line_size, 0, KS_STR("run"));
    if (!audit_facts_open(&facts, a, a->machines, fail))
        return false;
    facts.put = put_fact;
    facts.own = &p;
    put_head(&p);
    bool is_one = a->machine_count == 1, is_put = true;
    if (is_one && a->has_coverage) {
        is_put = audit_cover(a, a->machines, &c, fail);
        p.coverage = &c;
    }
    is_put = is_put && (is_one ? put_machine(&p, &facts, fail) : audit_page_matrix(&p, fail));
    a->rules.arena = before;
    KS_PUT(p.out, "</body>\n</html>\n");
    return is_put && audit_give(a, fail);
}
