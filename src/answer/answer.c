// The answer sheet: for each question its verdict on each host and for the case, the line that says
// it, proof, settings that would have told more, and what remains open. See answer.h.
#include "answer/answer.h"

#include "answer/answer_own.h"
#include "base/sort.h"

const ks_phrase_text answer_sentences[SAY_COUNT] = {
#define X(name, en, ja) { #name, { KS_TEXT(en), KS_TEXT(ja) } },
    ANSWER_SENTENCES(X)
#undef X
};

static bool question_is_examined(u32 number) { return number == 1 || number == 11; }

// --- the case (answers 1.3)
static ks_verdict verdict_of_case(const answering *a, const ks_answer *sheet)
{
    u64 lengths[KS_VERDICT_COUNT] = { 0 };
    bool has_found = false, all_recorded = true, has_some = false;
    for (size_t i = 0; i < sheet->host_count; i++) {
        const ks_host_answer *h = &sheet->hosts[i];
        const ks_time_span *span =
            &a->answers->coverages.spans[h->host * answer_questions_end + a->number];
        has_found = has_found || h->verdict == KS_VERDICT_FOUND;
        all_recorded = all_recorded && h->verdict == KS_VERDICT_NOT_FOUND_RECORDED;
        has_some = has_some || h->verdict == KS_VERDICT_NOT_FOUND_RECORDED ||
                   h->verdict == KS_VERDICT_PARTLY;
        lengths[h->verdict] += span->to_ticks - span->from_ticks + 1;
    }
    if (has_found)
        return KS_VERDICT_FOUND;
    if (sheet->host_count && all_recorded)
        return KS_VERDICT_NOT_FOUND_RECORDED;
    if (has_some)
        return KS_VERDICT_PARTLY;
    ks_verdict longest = KS_VERDICT_UNK_NOT_SUPPLIED;
    for (int v = KS_VERDICT_UNK_NOT_RECORDED; v < KS_VERDICT_COUNT; v++)
        if (lengths[v] > lengths[longest])
            longest = (ks_verdict)v;
    return longest;
}

// The host whose answer stands for the case: with the most telling finding, else the first that
// has the verdict.
static const ks_host_answer *headline(const answering *a, const ks_answer *sheet)
{
    const ks_host_answer *best = NULL;
    for (size_t i = 0; i < sheet->host_count; i++) {
        const ks_host_answer *h = &sheet->hosts[i];
        if (h->verdict != sheet->verdict && !(best == NULL && i + 1 == sheet->host_count))
            continue;
        bool is_better = best == NULL;
        if (best && h->finding_count && best->finding_count)
            is_better =
                telling_order(&a->answers->findings, &h->findings[0], &best->findings[0]) < 0;
        else if (best)
            is_better = h->finding_count > best->finding_count;
        best = is_better ? h : best;
    }
    return best;
}

static bool sum_up(const answering *a, ks_answer *sheet)
{
    sheet->verdict = verdict_of_case(a, sheet);
    const ks_host_answer *head = headline(a, sheet);
    told tell = { 0 };
    size_t same = 0;
    for (size_t i = 0; i < sheet->host_count; i++) {
        const ks_host_answer *h = &sheet->hosts[i];
        same += h->verdict == sheet->verdict;
        for (size_t k = 0; k < h->setting_count; k++)
            if (!tell_setting(a, &tell, h->settings[k].id, h->settings[k].name))
                return false;
        for (size_t k = 0; k < h->note_count && h == head; k++)
            if (!tell_note(a, &tell, h->notes[k]))
                return false;
    }
    if (head) {
        sheet->host = head->host;
        sheet->when_ticks = head->when_ticks;
        sheet->summary = head->summary;
        sheet->records = head->records;
        sheet->record_count = head->record_count;
    } else {
        sheet->summary = ks_phrase_of(SAYS(NO_EVENTS));
    }
    if (sheet->host_count > 1) {
        ks_phrase said = ks_phrase_of(SAYS(HOSTS_OF));
        ks_phrase_add_number(&said, same);
        ks_phrase_add_number(&said, sheet->host_count);
        if (!tell_note(a, &tell, said))
            return false;
    }
    sheet->settings = tell.settings;
    sheet->setting_count = tell.setting_count;
    sheet->notes = tell.notes;
    sheet->note_count = tell.note_count;
    return true;
}

// Question 14 is not examined yet; but which hosts there are is known.
static bool list_hosts(const answering *a, ks_answer *sheet)
{
    size_t size = 1;
    for (size_t i = 0; i < a->facts->host_count; i++)
        size += a->facts->hosts[i].name.size + 2;
    ks_out names;
    told tell = { 0 };
    if (a->facts->host_count == 0)
        return true;
    if (!ks_out_open(&names, a->arena, size))
        return false;
    for (size_t i = 0; i < a->facts->host_count; i++) {
        if (i)
            KS_PUT(&names, ", ");
        ks_out_put(&names, a->facts->hosts[i].name);
    }
    ks_phrase said = ks_phrase_of(SAYS(HOSTS_SEEN));
    ks_phrase_add_text(&said, ks_out_str(&names));
    if (!tell_note(a, &tell, said))
        return false;
    sheet->notes = tell.notes;
    sheet->note_count = tell.note_count;
    return true;
}

// A question of which this version knows no trace: what Sigma rules say about it.
static bool answer_by_rules(const answering *a, ks_answer *sheet)
{
    const ks_findings *findings = &a->answers->findings;
    u64 count = 0;
    bool is_settled = false;
    told tell = { 0 };
    for (size_t i = 0; i < findings->count; i++) {
        const ks_finding *f = &findings->items[i];
        bool is_about = f->trace->questions >> a->number & 1;
        count += is_about;
        is_settled = is_settled || (is_about && !f->is_lead && f->level >= KS_LEVEL_MEDIUM);
    }
    if (count == 0)
        return true;
    if (is_settled) {
        ks_host_answer *hosts = ks_take(a->arena, ks_host_answer, a->facts->host_count + 1);
        for (u32 i = 0; i < a->facts->host_count && hosts; i++)
            if (!answer_host_by_rules(a, i, &hosts[i]))
                return false;
        sheet->hosts = hosts;
        sheet->host_count = a->facts->host_count;
        if (hosts == NULL || !sum_up(a, sheet))
            return false;
        for (size_t i = 0; i < sheet->note_count; i++)
            if (!tell_note(a, &tell, sheet->notes[i]))
                return false;
    }
    ks_phrase said = ks_phrase_of(is_settled ? SAYS(BY_RULES_ONLY) : SAYS(RULE_LEADS));
    ks_phrase_add_number(&said, count);
    if (!tell_note(a, &tell, said))
        return false;
    sheet->notes = tell.notes;
    sheet->note_count = tell.note_count;
    return true;
}

static bool answer_question(const answering *a, ks_answer *sheet)
{
    sheet->host = ks_no_host;
    sheet->verdict = KS_VERDICT_NOT_EXAMINED;
    if (a->number == 14)
        return list_hosts(a, sheet);
    if (!question_is_examined(a->number))
        return answer_by_rules(a, sheet);
    ks_host_answer *hosts = ks_take(a->arena, ks_host_answer, a->facts->host_count + 1);
    if (hosts == NULL)
        return false;
    for (u32 i = 0; i < a->facts->host_count; i++)
        if (!answer_host(a, i, &hosts[i]))
            return false;
    sheet->hosts = hosts;
    sheet->host_count = a->facts->host_count;
    return sum_up(a, sheet);
}

// The first finding of weight decides where the span of its question begins.
static const u64 *first_found(const ks_facts *facts, const ks_findings *findings, ks_arena *arena)
{
    u64 *found = ks_take(arena, u64, facts->host_count * answer_questions_end + 1);
    for (size_t i = 0; i < findings->count && found; i++) {
        const ks_finding *f = &findings->items[i];
        for (u32 q = 1; q < answer_questions_end && f->level >= KS_LEVEL_MEDIUM &&
                        ks_is_credible(f->from_ticks);
             q++) {
            u64 *first = &found[f->host * answer_questions_end + q];
            if (!f->is_lead && (f->trace->questions & 1u << q) &&
                (*first == 0 || f->from_ticks < *first))
                *first = f->from_ticks;
        }
    }
    return found;
}

bool ks_answers_make(ks_answers **made, const ks_facts *facts, u64 from_ticks, u64 to_ticks,
                     ks_arena *arena, ks_fail *fail)
{
    ks_answers *answers = ks_take(arena, ks_answers, 1);
    if (answers == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(arena->name));
    if (!ks_findings_make(&answers->findings, facts, arena, fail))
        return false;
    ks_coverage_asked asked = { from_ticks, to_ticks,
                                first_found(facts, &answers->findings, arena) };
    if (!ks_coverages_make(&answers->coverages, facts, &asked, arena, fail))
        return false;
    size_t count;
    const ks_question *questions = ks_questions(&count);
    KS_ASSERT(count == ks_question_count);
    for (u32 i = 0; i < ks_question_count; i++) {
        answering a = { facts, answers, arena, questions[i].number };
        answers->answers[i].question = &questions[i];
        if (!answer_question(&a, &answers->answers[i]))
            return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(arena->name));
    }
    *made = answers;
    return true;
}
