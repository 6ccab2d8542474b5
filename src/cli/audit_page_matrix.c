// Several machines on the page: which they are, then settings down and machines across.
#include "cli/audit_page.h"

#include "base/number.h"
#include "message/visible.h"

static const ks_audit_setting_result *result_of(const audit_machine *m, const ks_setting *setting)
{
    for (size_t i = 0; i < m->result.setting_count; i++) {
        if (m->result.settings[i].setting == setting)
            return &m->result.settings[i];
    }
    return NULL;
}

static void put_columns(audit_page *p)
{
    KS_PUT(p->out, "<div class=\"wide\"><table class=\"matrix\"><thead><tr><th></th>");
    for (size_t i = 0; i < p->a->machine_count; i++) {
        KS_PUT(p->out, "<th class=\"sign\">");
        ks_out_u64(p->out, i + 1);
        KS_PUT(p->out, "</th>");
    }
    KS_PUT(p->out, "</tr></thead>\n<tbody>\n");
}

// --- machines

// With coverage each machine's rules are judged here, and forgotten.
static bool put_machine(audit_page *p, size_t number, ks_out *made, ks_fail *fail)
{
    static const ks_cover shown[] = { KS_COVER_COULD, KS_COVER_PARTLY, KS_COVER_UNKNOWN,
                                      KS_COVER_BLIND };
    auditor *a = p->a;
    const audit_machine *m = &a->machines[number];
    rules_coverage c;
    ks_arena before = a->rules.arena;
    ks_out_clear(made);
    audit_put_machine(made, m, p->lang);
    KS_PUT(p->out, "<tr>");
    audit_page_number(p, number + 1);
    KS_PUT(p->out, "<th>");
    audit_page_put(p, ks_out_str(made));
    KS_PUT(p->out, "</th>");
    for (u32 i = 0; i < KS_MEETING_COUNT; i++)
        audit_page_number(p, m->result.counts[i]);
    bool is_put = !a->has_coverage || audit_cover(a, m, &c, fail);
    for (size_t i = 0; a->has_coverage && is_put && i < countof(shown); i++)
        audit_page_number(p, c.covers.counts[shown[i]]);
    a->rules.arena = before;
    KS_PUT(p->out, "</tr>\n");
    return is_put && audit_give(a, fail);
}

static bool put_machines(audit_page *p, ks_fail *fail)
{
    static const ks_note rules[] = { KS_SAY_COVER_COLUMN_COULD, KS_SAY_COVER_COLUMN_PARTLY,
                                     KS_SAY_COVER_COLUMN_UNKNOWN, KS_SAY_COVER_COLUMN_BLIND };
    enum { machine_size = 8192 };
    ks_out made;
    if (!ks_out_open(&made, &p->a->run->arena, machine_size))
        return ks_refuse(fail, KS_OVER_BUDGET, machine_size, 0, KS_STR("run"));
    KS_PUT(p->out, "<div class=\"wide\"><table><thead><tr><th class=\"n\">#</th><th></th>");
    for (u32 i = 0; i < KS_MEETING_COUNT; i++) {
        KS_PUT(p->out, "<th class=\"n\">");
        audit_page_put(p, ks_meeting_text((ks_meeting)i, p->lang));
        KS_PUT(p->out, "</th>");
    }
    for (size_t i = 0; p->a->has_coverage && i < countof(rules); i++) {
        KS_PUT(p->out, "<th class=\"n\">");
        audit_page_say(p, KS_SAY_COVER_COLUMN_RULES, NULL);
        KS_PUT(p->out, ": ");
        audit_page_say(p, rules[i], NULL);
        KS_PUT(p->out, "</th>");
    }
    KS_PUT(p->out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < p->a->machine_count; i++) {
        if (!put_machine(p, i, &made, fail))
            return false;
    }
    KS_PUT(p->out, "</tbody></table></div>\n");
    return true;
}

// --- settings

static void put_cell(audit_page *p, const audit_machine *m, const ks_audit_setting_result *s)
{
    static const char *const signs[] = { [KS_MEETING_NOT] = "-",
                                         [KS_MEETING_DEAD] = "x",
                                         [KS_MEETING_UNKNOWN] = "?",
                                         [KS_MEETING_MET] = "+" };
    if (s == NULL) {
        KS_PUT(p->out, "<td></td>");
        return;
    }
    KS_PUT(p->out, "<td class=\"sign is-");
    ks_out_put(p->out, ks_meeting_word(s->verdict));
    KS_PUT(p->out, "\"><abbr title=\"");
    ks_out_clear(&p->line);
    ks_out_visible_line(&p->line, m->label);
    KS_PUT(&p->line, ": ");
    ks_out_put(&p->line, ks_meeting_text(s->verdict, p->lang));
    ks_out_utf8(p->out, ks_out_str(&p->line), KS_AS_XML_ATTRIBUTE);
    KS_PUT(p->out, "\">");
    ks_out_put(p->out, ks_str_of(signs[s->verdict]));
    KS_PUT(p->out, "</abbr></td>");
}

static bool is_asked(const audit_page *p, const ks_setting *setting)
{
    for (size_t i = 0; i < p->a->machine_count; i++) {
        if (result_of(&p->a->machines[i], setting))
            return true;
    }
    return false;
}

static void put_setting(audit_page *p, const ks_setting *setting)
{
    KS_PUT(p->out, "<tr><th>");
    audit_page_put(p, setting->title[p->lang]);
    KS_PUT(p->out, " <code class=\"quiet\">");
    audit_page_put(p, setting->id);
    KS_PUT(p->out, "</code></th>");
    for (size_t i = 0; i < p->a->machine_count; i++)
        put_cell(p, &p->a->machines[i], result_of(&p->a->machines[i], setting));
    KS_PUT(p->out, "</tr>\n");
}

bool audit_page_matrix(audit_page *p, ks_fail *fail)
{
    size_t group_count;
    const ks_setting_group *groups = ks_setting_groups(&group_count);
    KS_PUT(p->out, "</header>\n");
    if (!put_machines(p, fail))
        return false;
    KS_PUT(p->out, "<p class=\"quiet\">");
    audit_page_say(p, KS_SAY_AUDIT_LEGEND, NULL);
    KS_PUT(p->out, "</p>\n");
    put_columns(p);
    for (size_t g = 0; g < group_count; g++) {
        bool has_head = false;
        for (size_t i = 0; i < groups[g].count; i++) {
            if (!is_asked(p, &groups[g].settings[i]))
                continue;
            if (!has_head) {
                KS_PUT(p->out, "<tr class=\"group\"><th>");
                audit_page_put(p, groups[g].title[p->lang]);
                KS_PUT(p->out, "</th><td colspan=\"");
                ks_out_u64(p->out, p->a->machine_count);
                KS_PUT(p->out, "\"></td></tr>\n");
            }
            has_head = true;
            put_setting(p, &groups[g].settings[i]);
            if (!audit_give(p->a, fail))
                return false;
        }
    }
    KS_PUT(p->out, "</tbody></table></div>\n");
    return audit_give(p->a, fail);
}
