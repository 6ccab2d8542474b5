// Questions with their verdicts and witnesses, and findings: as the page wants them.
#include "case/report.h"

void report_phrase_put(report *p, const char *key, const ks_phrase *phrase)
{
    json_key(p->j, key);
    if (phrase->text == NULL) {
        json_null(p->j);
        return;
    }
    ks_str english = case_phrase(p->index, phrase, KS_EN);
    json_u64(p->j, report_text(&p->words, english, case_phrase(p->index, phrase, KS_JA)));
}

static void put_settings(report *p, const ks_answer_setting *settings, size_t count)
{
    json_out *j = p->j;
    json_list(j, "settings");
    for (size_t i = 0; i < count; i++) {
        ks_phrase name = ks_phrase_of(settings[i].name);
        json_open(j, '{');
        json_member(j, "id", ks_str_of(settings[i].id));
        report_phrase_put(p, "name", &name);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_notes(report *p, const ks_phrase *notes, size_t count)
{
    json_out *j = p->j;
    json_list(j, "notes");
    for (size_t i = 0; i < count; i++) {
        ks_str english = case_phrase(p->index, &notes[i], KS_EN);
        json_u64(j, report_text(&p->words, english, case_phrase(p->index, &notes[i], KS_JA)));
    }
    json_close(j, ']');
}

static void put_intervals(report *p, const ks_coverage *coverage)
{
    json_out *j = p->j;
    json_list(j, "intervals");
    for (size_t i = 0; i < coverage->interval_count; i++) {
        const ks_interval *is = &coverage->intervals[i];
        json_open(j, '{');
        json_when(j, "from", is->from_ticks);
        json_when(j, "to", is->to_ticks);
        json_member(j, "state", ks_str_of(ks_state_words[is->state]));
        report_phrase_put(p, "reason", &is->reason);
        report_cited_put(p, "records", is->records, is->record_count);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_witnesses(report *p, const ks_host_answer *answer)
{
    json_out *j = p->j;
    json_list(j, "witnesses");
    for (size_t i = 0; i < answer->coverage_count; i++) {
        const ks_coverage *coverage = &p->c->answers->coverages.items[answer->coverages[i]];
        ks_phrase name = ks_phrase_of(coverage->witness->name);
        json_open(j, '{');
        report_phrase_put(p, "name", &name);
        json_member(j, "class", ks_str_of(ks_witness_words[coverage->witness->class]));
        json_count(j, "percent", coverage->percent);
        put_intervals(p, coverage);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_host_answer(report *p, const ks_host_answer *answer)
{
    json_out *j = p->j;
    json_open(j, '{');
    json_count(j, "host", answer->host);
    json_member(j, "verdict", ks_str_of(ks_verdict_words[answer->verdict]));
    json_when(j, "when", answer->when_ticks);
    report_phrase_put(p, "summary", &answer->summary);
    report_cited_put(p, "records", answer->records, answer->record_count);
    put_settings(p, answer->settings, answer->setting_count);
    put_notes(p, answer->notes, answer->note_count);
    put_witnesses(p, answer);
    json_close(j, '}');
}

void report_answers_put(report *p)
{
    json_out *j = p->j;
    json_list(j, "questions");
    for (size_t i = 0; i < ks_question_count; i++) {
        const ks_answer *answer = &p->c->answers->answers[i];
        json_row(j);
        json_open(j, '{');
        json_count(j, "number", answer->question->number);
        json_member(j, "id", answer->question->id);
        json_member(j, "verdict", ks_str_of(ks_verdict_words[answer->verdict]));
        json_when(j, "when", answer->when_ticks);
        json_key(j, "host");
        json_index(j, answer->host, ks_no_host);
        report_phrase_put(p, "summary", &answer->summary);
        report_cited_put(p, "records", answer->records, answer->record_count);
        put_settings(p, answer->settings, answer->setting_count);
        put_notes(p, answer->notes, answer->note_count);
        json_list(j, "hosts");
        for (size_t h = 0; h < answer->host_count; h++)
            put_host_answer(p, &answer->hosts[h]);
        json_close(j, ']');
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_finding_processes(report *p, const ks_finding *f)
{
    json_out *j = p->j;
    json_list(j, "processes");
    for (size_t i = 0; i < f->process_count; i++) {
        u32 row = p->processes.row[f->processes[i]];
        if (row != REPORT_NONE)
            json_u64(j, row);
    }
    json_close(j, ']');
}

static void put_finding(report *p, const ks_finding *f)
{
    json_out *j = p->j;
    ks_phrase title = ks_phrase_of(f->trace->title);
    ks_str techniques = f->techniques, word;
    json_open(j, '{');
    json_member(j, "id", f->id);
    json_member(j, "trace", ks_str_of(f->trace->id));
    report_phrase_put(p, "title", &title);
    json_member(j, "level", ks_str_of(ks_level_words[f->level]));
    json_list(j, "techniques");
    while (case_next_word(&techniques, &word))
        json_text(j, word);
    json_close(j, ']');
    json_list(j, "questions");
    for (u32 number = 1; number <= ks_question_count; number++)
        if (f->trace->questions >> number & 1)
            json_u64(j, number);
    json_close(j, ']');
    json_key(j, "host");
    json_index(j, f->host, ks_no_host);
    json_list(j, "others");
    for (size_t i = 0; i < f->other_count; i++)
        json_u64(j, f->others[i]);
    json_close(j, ']');
    json_when(j, "from", f->from_ticks);
    json_when(j, "to", f->to_ticks);
    report_phrase_put(p, "sentence", &f->sentence);
    report_cited_put(p, "records", f->records, f->record_count);
    put_finding_processes(p, f);
    json_close(j, '}');
}

void report_findings_put(report *p)
{
    const ks_findings *findings = &p->c->answers->findings;
    json_list(p->j, "findings");
    for (size_t i = 0; i < findings->count; i++) {
        json_row(p->j);
        put_finding(p, &findings->items[i]);
    }
    json_close(p->j, ']');
}
