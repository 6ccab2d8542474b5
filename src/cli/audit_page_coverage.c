// What could be detected, on the page: rules and techniques by verdict, questions, what is missing
// most, and each technique.
#include "cli/audit_page.h"

#include "base/number.h"
#include "coverage/cover_sentences.h"

enum { openings_shown = 15 };

static void put_cover(audit_page *p, ks_cover cover)
{
    audit_page_chip(p, ks_str_of(ks_cover_words[cover]), ks_cover_texts[cover].text[p->lang]);
}

static void put_heads(audit_page *p, const ks_note *notes, size_t count)
{
    KS_PUT(p->out, "<div class=\"wide\"><table><thead><tr>");
    for (size_t i = 0; i < count; i++) {
        bool is_number = i > 0 && notes[i] != KS_SAY_COVER_MISSING;
        ks_out_put(p->out, is_number ? KS_STR("<th class=\"n\">") : KS_STR("<th>"));
        audit_page_say(p, notes[i], NULL);
        KS_PUT(p->out, "</th>");
    }
    KS_PUT(p->out, "</tr></thead>\n<tbody>\n");
}

static void put_heading(audit_page *p, ks_note note)
{
    KS_PUT(p->out, "<h3>");
    audit_page_say(p, note, NULL);
    KS_PUT(p->out, "</h3>\n");
}

static void put_verdicts(audit_page *p)
{
    static const ks_note heads[] = { KS_SAY_COVER_COLUMN_VERDICT, KS_SAY_COVER_COLUMN_RULES,
                                     KS_SAY_COVER_COLUMN_TECHNIQUES };
    put_heads(p, heads, countof(heads));
    for (ks_cover i = KS_COVER_COUNT; i-- > 0;) {
        KS_PUT(p->out, "<tr><th>");
        put_cover(p, i);
        KS_PUT(p->out, "</th>");
        audit_page_number(p, p->coverage->covers.counts[i]);
        audit_page_number(p, p->coverage->sums.counts[i]);
        KS_PUT(p->out, "</tr>\n");
    }
    KS_PUT(p->out, "</tbody></table></div>\n");
}

static void put_rules(audit_page *p, const u32 *rules)
{
    u32 all = 0;
    for (ks_cover k = KS_COVER_BLIND; k < KS_COVER_COUNT; k++)
        all += rules[k];
    audit_page_number(p, rules[KS_COVER_COULD]);
    audit_page_number(p, rules[KS_COVER_PARTLY]);
    audit_page_number(p, rules[KS_COVER_UNKNOWN]);
    audit_page_number(p, rules[KS_COVER_BLIND]);
    audit_page_number(p, all);
}

static void put_opening(audit_page *p, const ks_opening *o)
{
    KS_PUT(p->out, "<td>");
    audit_page_settings(p, o->settings, o->count);
    if (o->count) {
        KS_PUT(p->out, " (");
        ks_out_u64(p->out, o->rules);
        KS_PUT(p->out, ")");
    }
    KS_PUT(p->out, "</td></tr>\n");
}

static void put_questions(audit_page *p)
{
    static const ks_note heads[] = { KS_SAY_COVER_COLUMN_QUESTION, KS_SAY_COVER_COLUMN_COULD,
                                     KS_SAY_COVER_COLUMN_PARTLY,   KS_SAY_COVER_COLUMN_UNKNOWN,
                                     KS_SAY_COVER_COLUMN_BLIND,    KS_SAY_COVER_COLUMN_ALL,
                                     KS_SAY_COVER_COLUMN_SETTINGS, KS_SAY_COVER_MISSING };
    put_heading(p, KS_SAY_COVER_BY_QUESTION);
    put_heads(p, heads, countof(heads));
    for (size_t i = 0; i < p->coverage->sums.question_count; i++) {
        const ks_question_cover *q = &p->coverage->sums.questions[i];
        KS_PUT(p->out, "<tr><th>");
        audit_page_put(p, q->question->title[p->lang]);
        KS_PUT(p->out, "</th>");
        put_rules(p, q->rules);
        KS_PUT(p->out, "<td class=\"n\">");
        ks_out_u64(p->out, q->settings_on);
        KS_PUT(p->out, "/");
        ks_out_u64(p->out, q->settings_on + q->settings_off);
        KS_PUT(p->out, "</td>");
        put_opening(p, &q->opening);
    }
    KS_PUT(p->out, "</tbody></table></div>\n");
}

static void put_openings_from(audit_page *p, size_t first, size_t end)
{
    static const ks_note heads[] = { KS_SAY_COVER_MISSING, KS_SAY_COVER_COLUMN_WAITING };
    put_heads(p, heads, countof(heads));
    for (size_t i = first; i < end; i++) {
        const ks_opening *o = &p->coverage->sums.openings[i];
        KS_PUT(p->out, "<tr><th>");
        audit_page_settings(p, o->settings, o->count);
        KS_PUT(p->out, "</th>");
        audit_page_number(p, o->rules);
        KS_PUT(p->out, "</tr>\n");
    }
    KS_PUT(p->out, "</tbody></table></div>\n");
}

static void put_openings(audit_page *p)
{
    const ks_sums *sums = &p->coverage->sums;
    if (sums->opening_count == 0)
        return;
    put_heading(p, KS_SAY_COVER_OPENS);
    size_t first = sums->opening_count < openings_shown ? sums->opening_count : openings_shown;
    put_openings_from(p, 0, first);
    if (first == sums->opening_count)
        return;
    KS_PUT(p->out, "<details><summary>");
    audit_page_say(p, KS_SAY_COVER_OPENS_MORE,
                   &(ks_words){ .number = { (i64)(sums->opening_count - first) } });
    KS_PUT(p->out, "</summary>\n");
    put_openings_from(p, first, sums->opening_count);
    KS_PUT(p->out, "</details>\n");
}

static void put_techniques(audit_page *p)
{
    static const ks_note heads[] = { KS_SAY_COVER_COLUMN_TECHNIQUE, KS_SAY_COVER_COLUMN_COULD,
                                     KS_SAY_COVER_COLUMN_PARTLY,    KS_SAY_COVER_COLUMN_UNKNOWN,
                                     KS_SAY_COVER_COLUMN_BLIND,     KS_SAY_COVER_COLUMN_ALL,
                                     KS_SAY_COVER_MISSING };
    const ks_sums *sums = &p->coverage->sums;
    KS_PUT(p->out, "<details><summary>");
    audit_page_say(p, KS_SAY_COVER_TECHNIQUES,
                   &(ks_words){ .number = { (i64)sums->technique_count } });
    KS_PUT(p->out, "</summary>\n");
    put_heads(p, heads, countof(heads));
    for (size_t i = 0; i < sums->technique_count; i++) {
        const ks_technique_cover *t = &sums->techniques[i];
        KS_PUT(p->out, "<tr><th>");
        audit_page_put(p, ks_str_of(t->id));
        KS_PUT(p->out, " ");
        put_cover(p, t->best);
        KS_PUT(p->out, "</th>");
        put_rules(p, t->rules);
        put_opening(p, &t->opening);
    }
    KS_PUT(p->out, "</tbody></table></div></details>\n");
}

bool audit_page_coverage(audit_page *p, ks_fail *fail)
{
    KS_PUT(p->out, "<section><h2>");
    audit_page_say(p, KS_SAY_AUDIT_COVERAGE, NULL);
    KS_PUT(p->out, "</h2>\n");
    if (p->coverage->is_build_assumed) {
        KS_PUT(p->out, "<p>");
        audit_page_say(p, KS_SAY_COVER_BUILD_ASSUMED,
                       &(ks_words){ .number = { p->coverage->recording.windows.build } });
        KS_PUT(p->out, "</p>\n");
    }
    put_verdicts(p);
    put_questions(p);
    put_openings(p);
    put_techniques(p);
    KS_PUT(p->out, "</section>\n");
    return audit_give(p->a, fail);
}
