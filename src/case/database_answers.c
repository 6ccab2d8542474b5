// Answers, coverage and findings as rows; see database.h.
#include "case/database.h"

#include "base/sort.h"

void database_phrase(database *to, db_rows *rows, const ks_phrase *phrase)
{
    if (phrase->text == NULL) {
        db_null(rows);
        db_null(rows);
        return;
    }
    db_text(rows, case_phrase(to->index, phrase, KS_EN));
    db_text(rows, case_phrase(to->index, phrase, KS_JA));
}

static ks_str host_id(const database *to, u32 host)
{
    return host == ks_no_host ? (ks_str){ 0 } : to->c->facts->hosts[host].id;
}

static void put_settings(db_rows *rows, u32 number, const ks_str *host,
                         const ks_answer_setting *settings, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        db_number(rows, number);
        if (host)
            db_text(rows, *host);
        db_text(rows, ks_str_of(settings[i].id));
        db_row(rows);
    }
}

static void put_notes(database *to, db_rows *rows, const ks_answer *answer,
                      const ks_host_answer *of)
{
    size_t count = of ? of->note_count : answer->note_count;
    for (size_t i = 0; i < count; i++) {
        db_number(rows, answer->question->number);
        if (of)
            db_text(rows, host_id(to, of->host));
        db_number(rows, i);
        database_phrase(to, rows, of ? &of->notes[i] : &answer->notes[i]);
        db_row(rows);
    }
}

static void put_answer(database *to, db_rows *rows, const ks_answer *a)
{
    db_number(rows, a->question->number);
    db_text(rows, a->question->id);
    db_text(rows, ks_str_of(ks_verdict_words[a->verdict]));
    if (a->host == ks_no_host)
        db_null(rows);
    else
        db_text(rows, host_id(to, a->host));
    db_time(rows, a->when_ticks);
    database_phrase(to, rows, &a->summary);
    db_row(rows);
}

static void put_host_answer(database *to, db_rows *rows, u32 number, const ks_host_answer *a)
{
    db_number(rows, number);
    db_text(rows, host_id(to, a->host));
    db_text(rows, ks_str_of(ks_verdict_words[a->verdict]));
    db_time(rows, a->when_ticks);
    db_number(rows, a->percent);
    database_phrase(to, rows, &a->summary);
    db_row(rows);
}

static void put_coverage(database *to, u32 number, const ks_host_answer *a)
{
    db_rows rows = db_prepare(to->db, "INSERT OR IGNORE INTO coverage VALUES (?,?,?,?,?)");
    db_rows parts =
        db_prepare(to->db, "INSERT OR IGNORE INTO intervals VALUES (?,?,?,?,?,?,?,?,?)");
    ks_str host = host_id(to, a->host);
    for (size_t i = 0; i < a->coverage_count; i++) {
        const ks_coverage *coverage = &to->c->answers->coverages.items[a->coverages[i]];
        ks_str witness = ks_str_of(coverage->witness->id);
        db_number(&rows, number);
        db_text(&rows, host);
        db_text(&rows, witness);
        db_text(&rows, ks_str_of(ks_witness_words[coverage->witness->class]));
        db_number(&rows, coverage->percent);
        db_row(&rows);
        for (size_t k = 0; k < coverage->interval_count; k++) {
            const ks_interval *is = &coverage->intervals[k];
            db_number(&parts, number);
            db_text(&parts, host);
            db_text(&parts, witness);
            db_number(&parts, k);
            db_time(&parts, is->from_ticks);
            db_time(&parts, is->to_ticks);
            db_text(&parts, ks_str_of(ks_state_words[is->state]));
            database_phrase(to, &parts, &is->reason);
            db_row(&parts);
        }
    }
    db_end(&rows);
    db_end(&parts);
}

static void put_whole(database *to)
{
    db_rows answers = db_prepare(to->db, "INSERT INTO answers VALUES (?,?,?,?,?,?,?)");
    db_rows settings = db_prepare(to->db, "INSERT OR IGNORE INTO answer_settings VALUES (?,?)");
    db_rows notes = db_prepare(to->db, "INSERT INTO answer_notes VALUES (?,?,?,?)");
    for (size_t i = 0; i < ks_question_count; i++) {
        const ks_answer *a = &to->c->answers->answers[i];
        put_answer(to, &answers, a);
        put_settings(&settings, a->question->number, NULL, a->settings, a->setting_count);
        put_notes(to, &notes, a, NULL);
    }
    db_end(&answers);
    db_end(&settings);
    db_end(&notes);
}

void database_put_answers(database *to)
{
    put_whole(to);
    db_rows answers = db_prepare(to->db, "INSERT INTO host_answers VALUES (?,?,?,?,?,?,?)");
    db_rows settings =
        db_prepare(to->db, "INSERT OR IGNORE INTO host_answer_settings VALUES (?,?,?)");
    db_rows notes = db_prepare(to->db, "INSERT INTO host_answer_notes VALUES (?,?,?,?,?)");
    for (size_t i = 0; i < ks_question_count; i++) {
        const ks_answer *a = &to->c->answers->answers[i];
        u32 number = a->question->number;
        for (size_t h = 0; h < a->host_count; h++) {
            const ks_host_answer *of = &a->hosts[h];
            ks_str host = host_id(to, of->host);
            put_host_answer(to, &answers, number, of);
            put_settings(&settings, number, &host, of->settings, of->setting_count);
            put_notes(to, &notes, a, of);
            put_coverage(to, number, of);
        }
    }
    db_end(&answers);
    db_end(&settings);
    db_end(&notes);
}

// --- findings, in the order of their ids

typedef struct {
    db_rows findings, techniques, questions, hosts, records, processes;
} finding_rows;

static void put_pair(db_rows *rows, ks_str finding, ks_str value)
{
    db_text(rows, finding);
    db_text(rows, value);
    db_row(rows);
}

static void put_links(database *to, finding_rows *rows, const ks_finding *f)
{
    ks_str techniques = f->techniques, word;
    while (case_next_word(&techniques, &word))
        put_pair(&rows->techniques, f->id, word);
    for (u32 number = 1; number <= ks_question_count; number++)
        if (f->trace->questions >> number & 1) {
            db_text(&rows->questions, f->id);
            db_number(&rows->questions, number);
            db_row(&rows->questions);
        }
    if (f->host != ks_no_host)
        put_pair(&rows->hosts, f->id, host_id(to, f->host));
    for (size_t i = 0; i < f->other_count; i++)
        put_pair(&rows->hosts, f->id, host_id(to, f->others[i]));
    for (size_t i = 0; i < f->record_count; i++) {
        case_id record = case_record_id(to, f->records[i]);
        db_text(&rows->records, f->id);
        db_number(&rows->records, i);
        db_text(&rows->records, case_id_str(&record));
        db_row(&rows->records);
    }
    for (size_t i = 0; i < f->process_count; i++)
        put_pair(&rows->processes, f->id, case_id_str(&to->processes[f->processes[i]]));
}

static void put_finding(database *to, finding_rows *rows, const ks_finding *f)
{
    ks_phrase title = ks_phrase_of(f->trace->title);
    db_rows *r = &rows->findings;
    db_text(r, f->id);
    db_text(r, ks_str_of(f->trace->id));
    db_text(r, ks_str_of(ks_level_words[f->level]));
    db_text_or_null(r, host_id(to, f->host));
    db_time(r, f->from_ticks);
    db_time(r, f->to_ticks);
    database_phrase(to, r, &title);
    database_phrase(to, r, &f->sentence);
    db_row(r);
    put_links(to, rows, f);
}

static int by_id(const void *context, const void *a, const void *b)
{
    const ks_findings *findings = context;
    return ks_str_compare(findings->items[*(const u32 *)a].id, findings->items[*(const u32 *)b].id);
}

void database_put_findings(database *to)
{
    const ks_findings *findings = &to->c->answers->findings;
    ks_arena scratch = *to->arena;
    u32 *order = ks_take(&scratch, u32, findings->count + 1);
    for (size_t i = 0; order && i < findings->count; i++)
        order[i] = (u32)i;
    if (!order || !ks_sort(order, findings->count, sizeof *order, by_id, findings, scratch)) {
        (void)ks_refuse(&to->db->fail, KS_OVER_BUDGET, 0, 0, ks_str_of(scratch.name));
        return;
    }
    finding_rows rows = {
        db_prepare(to->db, "INSERT INTO findings VALUES (?,?,?,?,?,?,?,?,?,?)"),
        db_prepare(to->db, "INSERT OR IGNORE INTO finding_techniques VALUES (?,?)"),
        db_prepare(to->db, "INSERT INTO finding_questions VALUES (?,?)"),
        db_prepare(to->db, "INSERT OR IGNORE INTO finding_hosts VALUES (?,?)"),
        db_prepare(to->db, "INSERT INTO finding_records VALUES (?,?,?)"),
        db_prepare(to->db, "INSERT OR IGNORE INTO finding_processes VALUES (?,?)"),
    };
    for (size_t i = 0; i < findings->count; i++)
        put_finding(to, &rows, &findings->items[order[i]]);
    db_end(&rows.findings);
    db_end(&rows.techniques);
    db_end(&rows.questions);
    db_end(&rows.hosts);
    db_end(&rows.records);
    db_end(&rows.processes);
}
