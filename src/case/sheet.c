// The answer sheet on a terminal: who, when, the fourteen questions with their verdicts, what
// would have told more, and where the report is. Columns are aligned by East Asian width; on a
// narrow terminal the sentence goes under its question.
#include "base/number.h"
#include "base/ticks.h"
#include "case/sheet_pieces.h"
#include "case/wrap.h"
#include "message/visible.h"
#include "message/width.h"

enum {
    hosts_most = 12,   // in the head, and in a question's vector
    records_most = 3,  // behind a sentence
    notes_most = 2,    // under it
    findings_most = 4, // further ones of a question
    settings_most = 8,
    time_columns = 19, // 2026-05-11 03:10:02
    columns_wide = 140 // from here on the sentence stands beside its question
};

static void put_zone(const sheet *s)
{
    int minutes = s->is->zone_minutes;
    KS_PUT(s->out, " UTC");
    if (!s->is->has_zone || minutes == 0)
        return;
    ks_out_byte(s->out, minutes < 0 ? '-' : '+');
    unsigned size = (unsigned)(minutes < 0 ? -minutes : minutes);
    ks_out_padded(s->out, size / 60, 2);
    ks_out_byte(s->out, ':');
    ks_out_padded(s->out, size % 60, 2);
}

// "2026-05-04 09:00": the seconds of a log's ends tell nobody anything.
static void put_minute(const sheet *s, u64 ticks)
{
    u8 bytes[64 + ks_out_slack];
    ks_out text = { .at = bytes, .start = bytes, .end = bytes + 64 };
    ks_out_ticks_local(&text, ticks, s->is->zone_minutes, 0);
    size_t size = ks_out_size(&text);
    ks_out_put(s->out, (ks_str){ (const char *)bytes, size < 16 ? size : 16 });
}

static size_t host_columns(sheet *s)
{
    const ks_facts *facts = s->c->facts;
    size_t most = 0;
    for (size_t i = 0; i < facts->host_count && i < hosts_most; i++) {
        size_t columns = ks_width(sheet_host_name(&facts->hosts[i], &s->text, s->is->lang));
        most = columns > most ? columns : most;
    }
    return most < 40 ? most : 40;
}

static void put_host(sheet *s, const ks_host *host, size_t columns)
{
    u8 bytes[1024 + ks_out_slack];
    ks_out name = { .at = bytes, .start = bytes, .end = bytes + 1024 };
    ks_out_visible_line(&name, sheet_host_name(host, &s->text, s->is->lang));
    sheet_color_on(s, COLOR_BOLD);
    ks_out_fit(s->out, ks_out_str(&name), columns, true);
    sheet_color_off(s, COLOR_BOLD);
    KS_PUT(s->out, "  ");
    if (host->first_ticks) {
        put_minute(s, host->first_ticks);
        KS_PUT(s->out, " – ");
        put_minute(s, host->last_ticks);
        put_zone(s);
        KS_PUT(s->out, "  ");
    }
    sheet_say(s, s->out, KS_SAY_SHEET_LOGS, (i64)host->logs, (i64)host->events);
    ks_out_byte(s->out, '\n');
}

static void put_head(sheet *s)
{
    const ks_facts *facts = s->c->facts;
    size_t columns = host_columns(s);
    for (size_t i = 0; i < facts->host_count && i < hosts_most; i++)
        put_host(s, &facts->hosts[i], columns);
    if (facts->host_count > hosts_most) {
        sheet_say(s, s->out, KS_SAY_SHEET_HOSTS_MORE, (i64)(facts->host_count - hosts_most), 0);
        ks_out_byte(s->out, '\n');
    }
    if (facts->host_count == 0) {
        sheet_say(s, s->out, KS_SAY_NO_EVENTS, 0, 0);
        ks_out_byte(s->out, '\n');
    }
    ks_phrase made = case_made_note(s->c);
    if (made.text) {
        (void)sheet_put_sentence(s, sheet_phrase(s, &made), 0, 0);
        ks_out_byte(s->out, '\n');
    }
    ks_out_byte(s->out, '\n');
}

// "  #88102, #5310": what people quote; where there is none, the place in the file.
static void put_records(sheet *s, const u32 *records, size_t count, size_t at)
{
    u8 bytes[256 + ks_out_slack];
    ks_out text = { .at = bytes, .start = bytes, .end = bytes + 256 };
    for (size_t i = 0; i < count && i < records_most; i++) {
        const ks_observation *o = s->c->facts->events[records[i]].seen;
        if (i)
            KS_PUT(&text, ", ");
        ks_out_byte(&text, o->event_record_id ? '#' : '@');
        if (o->event_record_id)
            ks_out_u64(&text, o->event_record_id);
        else
            ks_out_hex(&text, o->place.offset, 1);
    }
    if (count > records_most) {
        KS_PUT(&text, ", +");
        ks_out_grouped(&text, count - records_most);
    }
    if (count == 0)
        return;
    size_t width = ks_out_size(&text);
    if (s->is->columns && at + 2 + width > s->is->columns) {
        ks_out_byte(s->out, '\n');
        case_blanks(s->out, s->indent);
    } else {
        KS_PUT(s->out, "  ");
    }
    sheet_color_on(s, COLOR_DIM);
    ks_out_put(s->out, ks_out_str(&text));
    sheet_color_off(s, COLOR_DIM);
}

static void put_notes(sheet *s, const ks_phrase *notes, size_t count)
{
    for (size_t i = 0; i < count && i < notes_most; i++) {
        case_blanks(s->out, s->indent);
        KS_PUT(s->out, "- ");
        (void)sheet_put_sentence(s, sheet_phrase(s, &notes[i]), s->indent + 2, s->indent + 2);
        ks_out_byte(s->out, '\n');
    }
}

// Whether `a` is told before `b`: the graver one, then the weightier, then the earlier.
static bool is_before(const ks_finding *a, const ks_finding *b)
{
    if (a->level != b->level)
        return a->level > b->level;
    return a->weight != b->weight ? a->weight > b->weight : a < b;
}

// The next finding to be told for a question, behind `last` (NULL: the first of all).
static const ks_finding *next_finding(const sheet *s, u32 question, const ks_finding *last)
{
    const ks_findings *findings = &s->c->answers->findings;
    const ks_finding *best = NULL;
    for (size_t i = 0; i < findings->count; i++) {
        const ks_finding *f = &findings->items[i];
        bool is_of_it = (f->trace->questions >> question & 1) && f->level >= KS_LEVEL_HIGH;
        if (is_of_it && (last == NULL || is_before(last, f)) && (!best || is_before(f, best)))
            best = f;
    }
    return best;
}

// What else was found: the gravest, without the one that the line tells already.
static void put_findings(sheet *s, const ks_answer *answer)
{
    const ks_finding *f = NULL;
    u32 told = answer->record_count ? answer->records[0] : ks_no_event;
    for (size_t count = 0; count < findings_most;) {
        f = next_finding(s, answer->question->number, f);
        if (f == NULL)
            break;
        if (f->record_count && f->records[0] == told)
            continue;
        size_t at = s->is_wide ? s->indent - time_columns - 2 : s->indent;
        case_blanks(s->out, at);
        ks_out_ticks_local(s->out, f->from_ticks, s->is->zone_minutes, 0);
        KS_PUT(s->out, "  ");
        at += time_columns + 2;
        at = sheet_put_sentence(s, sheet_phrase(s, &f->sentence), at, s->is_wide ? s->indent : at);
        put_records(s, f->records, f->record_count, at);
        ks_out_byte(s->out, '\n');
        count++;
    }
}

// How grave a verdict is, as one sees it on a sheet: found before unknown before all is well.
static unsigned gravity(ks_verdict verdict)
{
    switch (verdict) {
    case KS_VERDICT_FOUND: return 4;
    case KS_VERDICT_PARTLY: return 2;
    case KS_VERDICT_NOT_FOUND_RECORDED: return 1;
    case KS_VERDICT_NOT_EXAMINED: return 0;
    case KS_VERDICT_UNK_NOT_RECORDED:
    case KS_VERDICT_UNK_ROLLED:
    case KS_VERDICT_UNK_CLEARED:
    case KS_VERDICT_UNK_LOST:
    case KS_VERDICT_UNK_UNDECIDED:
    case KS_VERDICT_UNK_NOT_SUPPLIED:
    case KS_VERDICT_COUNT: break;
    }
    return 3;
}

// Of many hosts: on how many it is so.
static void put_vector_counts(sheet *s, const ks_answer *answer)
{
    u64 counts[KS_VERDICT_COUNT] = { 0 };
    bool is_first = true;
    for (size_t i = 0; i < answer->host_count; i++)
        counts[answer->hosts[i].verdict]++;
    ks_out_clear(&s->text);
    for (unsigned grave = 5; grave-- > 0;)
        for (size_t i = 0; i < KS_VERDICT_COUNT; i++) {
            if (counts[i] == 0 || gravity((ks_verdict)i) != grave)
                continue;
            if (!is_first)
                sheet_say(s, &s->text, KS_SAY_SHEET_HOSTS_BETWEEN, 0, 0);
            is_first = false;
            ks_out_put(&s->text, ks_verdict_text((ks_verdict)i, s->is->lang));
            KS_PUT(&s->text, ": ");
            sheet_say(s, &s->text, KS_SAY_SHEET_HOSTS, (i64)counts[i], 0);
        }
    (void)sheet_put_sentence(s, ks_out_str(&s->text), s->indent, s->indent);
}

// Each host's verdict, when there are several: the gravest first, then in the head's order.
static void put_vector(sheet *s, const ks_answer *answer)
{
    if (answer->host_count < 2)
        return;
    case_blanks(s->out, s->indent);
    size_t at = s->indent, told = 0;
    bool is_short = answer->host_count <= hosts_most;
    for (unsigned grave = is_short ? 5 : 0; grave-- > 0;)
        for (size_t i = 0; i < answer->host_count; i++) {
            const ks_host_answer *a = &answer->hosts[i];
            if (gravity(a->verdict) != grave)
                continue;
            (void)sheet_host_name(&s->c->facts->hosts[a->host], &s->text, s->is->lang);
            KS_PUT(&s->text, ": ");
            ks_out_put(&s->text, ks_str_of(sheet_verdict(a->verdict).words[s->is->lang]));
            if (++told < answer->host_count)
                sheet_say(s, &s->text, KS_SAY_SHEET_HOSTS_BETWEEN, 0, 0);
            at = sheet_put_sentence(s, ks_out_str(&s->text), at, s->indent);
        }
    if (!is_short)
        put_vector_counts(s, answer);
    ks_out_byte(s->out, '\n');
}

// When, what, and the records that prove it.
static void put_said(sheet *s, const ks_answer *answer)
{
    if (answer->when_ticks)
        ks_out_ticks_local(s->out, answer->when_ticks, s->is->zone_minutes, 0);
    else if (s->is_wide)
        case_blanks(s->out, time_columns);
    if (s->is_wide) {
        KS_PUT(s->out, "  ");
    } else {
        ks_out_byte(s->out, '\n');
        case_blanks(s->out, s->indent);
    }
    ks_str summary = answer->summary.text ? sheet_phrase(s, &answer->summary)
                                          : ks_verdict_text(answer->verdict, s->is->lang);
    size_t at = sheet_put_sentence(s, summary, s->indent, s->indent);
    put_records(s, answer->records, answer->record_count, at);
    ks_out_byte(s->out, '\n');
}

static void put_answer(sheet *s, const ks_answer *answer)
{
    sheet_word word = sheet_verdict(answer->verdict);
    bool is_plain = answer->verdict == KS_VERDICT_NOT_EXAMINED;
    if (answer->question->number < 10)
        ks_out_byte(s->out, ' ');
    ks_out_u64(s->out, answer->question->number);
    ks_out_byte(s->out, ' ');
    sheet_put_colored(s, answer->question->title[s->is->lang], s->title_columns,
                      is_plain ? COLOR_DIM : COLOR_BOLD);
    KS_PUT(s->out, "  ");
    ks_str verdict = ks_str_of(word.words[s->is->lang]);
    if (is_plain) {
        sheet_put_colored(s, verdict, ks_width(verdict), word.color);
        ks_out_byte(s->out, '\n');
        return;
    }
    sheet_put_colored(s, verdict, s->verdict_columns, word.color);
    KS_PUT(s->out, "  ");
    put_said(s, answer);
    put_findings(s, answer);
    put_vector(s, answer);
    put_notes(s, answer->notes, answer->note_count);
}

static void put_finding_counts(sheet *s)
{
    u64 counts[KS_LEVEL_COUNT] = { 0 };
    const ks_findings *findings = &s->c->answers->findings;
    for (size_t i = 0; i < findings->count; i++)
        counts[findings->items[i].level]++;
    sheet_say(s, s->out, KS_SAY_SHEET_FINDINGS, 0, 0);
    bool is_first = true;
    for (size_t i = KS_LEVEL_COUNT; i-- > 0;) {
        if (counts[i] == 0)
            continue;
        if (!is_first)
            sheet_say(s, s->out, KS_SAY_SHEET_BETWEEN, 0, 0);
        is_first = false;
        if (s->is->lang == KS_JA) {
            ks_out_put(s->out, ks_level_text((ks_level)i, KS_JA));
            ks_out_byte(s->out, ' ');
            ks_out_grouped(s->out, counts[i]);
        } else {
            ks_out_grouped(s->out, counts[i]);
            ks_out_byte(s->out, ' ');
            ks_out_put(s->out, ks_level_text((ks_level)i, KS_EN));
        }
    }
    if (findings->count == 0)
        sheet_say(s, s->out, KS_SAY_SHEET_NONE, 0, 0);
    ks_out_byte(s->out, '\n');
}

// Settings of all questions, each once.
static void put_settings(sheet *s)
{
    const char *seen[settings_most];
    size_t count = 0;
    ks_out_clear(&s->text);
    for (size_t q = 0; q < ks_question_count; q++) {
        const ks_answer *a = &s->c->answers->answers[q];
        for (size_t i = 0; i < a->setting_count && count < settings_most; i++) {
            bool is_new = true;
            for (size_t k = 0; k < count; k++)
                is_new = is_new && strcmp(seen[k], a->settings[i].id) != 0;
            if (!is_new)
                continue;
            ks_phrase name = ks_phrase_of(a->settings[i].name);
            seen[count++] = a->settings[i].id;
            if (count > 1)
                sheet_say(s, &s->text, KS_SAY_SHEET_BETWEEN, 0, 0);
            ks_out_put(&s->text, ks_str_of(a->settings[i].id));
            KS_PUT(&s->text, " (");
            ks_out_phrase(&s->text, &name, s->is->lang);
            KS_PUT(&s->text, ")");
        }
    }
    if (count == 0)
        return;
    u8 bytes[256 + ks_out_slack];
    ks_out head = { .at = bytes, .start = bytes, .end = bytes + 256 };
    sheet_say(s, &head, KS_SAY_SHEET_SETTINGS, 0, 0);
    ks_out_put(s->out, ks_out_str(&head));
    (void)sheet_put_sentence(s, ks_out_str(&s->text), ks_width(ks_out_str(&head)), 4);
    ks_out_byte(s->out, '\n');
}

static void measure(sheet *s)
{
    for (size_t i = 0; i < ks_question_count; i++) {
        const ks_answer *a = &s->c->answers->answers[i];
        size_t title = ks_width(a->question->title[s->is->lang]);
        size_t verdict = ks_width(ks_str_of(sheet_verdict(a->verdict).words[s->is->lang]));
        s->title_columns = title > s->title_columns ? title : s->title_columns;
        if (a->verdict != KS_VERDICT_NOT_EXAMINED)
            s->verdict_columns = verdict > s->verdict_columns ? verdict : s->verdict_columns;
    }
    s->is_wide = s->is->columns == 0 || s->is->columns >= columns_wide;
    s->indent =
        s->is_wide ? 3 + s->title_columns + 2 + s->verdict_columns + 2 + time_columns + 2 : 5;
}

void ks_sheet_print(ks_out *out, const ks_case *c, const ks_sheet *is)
{
    u8 bytes[sheet_text_most + ks_out_slack];
    sheet s = { .out = out, .c = c, .is = is };
    s.text = (ks_out){ .at = bytes, .start = bytes, .end = bytes + sheet_text_most };
    measure(&s);
    put_head(&s);
    for (size_t i = 0; i < ks_question_count; i++)
        put_answer(&s, &c->answers->answers[i]);
    ks_out_byte(out, '\n');
    put_finding_counts(&s);
    put_settings(&s);
    if (is->report) {
        sheet_say(&s, out, KS_SAY_SHEET_REPORT, 0, 0);
        ks_out_visible(out, ks_str_of(is->report));
        ks_out_byte(out, '\n');
    }
}
