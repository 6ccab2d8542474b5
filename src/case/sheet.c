// The answer sheet on a terminal: who, when, the fourteen questions with their verdicts, what
// would have told more, and where the report is. Columns are aligned by East Asian width; on a
// narrow terminal the sentence goes under its question.
#include "base/number.h"
#include "base/ticks.h"
#include "case/case.h"
#include "case/wrap.h"
#include "message/visible.h"
#include "message/width.h"

enum {
    hosts_most = 12,   // in the head, and in a question's vector
    records_most = 3,  // behind a sentence
    notes_most = 2,    // under it
    settings_most = 8,
    time_columns = 19, // 2026-05-11 03:10:02
    text_most = 1 << 14, // of one sentence; more is cut
    columns_wide = 110 // from here on the sentence stands beside its question
};

typedef enum { COLOR_NONE, COLOR_DIM, COLOR_RED, COLOR_YELLOW, COLOR_GREEN, COLOR_BOLD } color;

typedef struct {
    ks_out *out;
    ks_out text; // for one sentence
    const ks_case *c;
    const ks_sheet *is;
    size_t title_columns, verdict_columns, indent;
    bool is_wide;
} sheet;

typedef struct {
    const char *words[KS_LANG_COUNT];
    color color;
} short_word;

// The verdict in one word; why is said by the sentence beside it.
static short_word short_verdict(ks_verdict verdict)
{
    switch (verdict) {
    case KS_VERDICT_NOT_EXAMINED:
        return (short_word){ { "not examined yet", "未調査" }, COLOR_DIM };
    case KS_VERDICT_FOUND:
        return (short_word){ { "found", "あり" }, COLOR_RED };
    case KS_VERDICT_NOT_FOUND_RECORDED:
        return (short_word){ { "not found", "なし" }, COLOR_GREEN };
    case KS_VERDICT_PARTLY:
        return (short_word){ { "partly", "一部のみ" }, COLOR_YELLOW };
    case KS_VERDICT_UNK_NOT_RECORDED:
    case KS_VERDICT_UNK_ROLLED:
    case KS_VERDICT_UNK_CLEARED:
    case KS_VERDICT_UNK_LOST:
    case KS_VERDICT_UNK_UNDECIDED:
    case KS_VERDICT_UNK_NOT_SUPPLIED:
    case KS_VERDICT_COUNT:
        break;
    }
    return (short_word){ { "unknown", "不明" }, COLOR_YELLOW };
}

static const char *const level_words[KS_LANG_COUNT][KS_LEVEL_COUNT] = {
    { "informational", "low", "medium", "high", "critical" },
    { "情報", "低", "中", "高", "重大" },
};

static ks_str say(const sheet *s, const char *english, const char *japanese)
{
    return ks_str_of(s->is->lang == KS_JA ? japanese : english);
}

static void begin_color(const sheet *s, color is)
{
    static const char *const codes[] = { "", "\x1b[2m", "\x1b[31m", "\x1b[33m", "\x1b[32m",
                                         "\x1b[1m" };
    if (s->is->has_color)
        ks_out_put(s->out, ks_str_of(codes[is]));
}

static void end_color(const sheet *s, color is)
{
    if (s->is->has_color && is != COLOR_NONE)
        KS_PUT(s->out, "\x1b[0m");
}

static void put_colored(const sheet *s, ks_str text, size_t columns, color is)
{
    begin_color(s, is);
    ks_out_fit(s->out, text, columns, true);
    end_color(s, is);
}

// Times in it are those of the zone that the head names.
static void say_phrase(const sheet *s, ks_out *out, const ks_phrase *phrase)
{
    ks_phrase said = *phrase;
    i64 shift = (i64)s->is->zone_minutes * 60 * ks_ticks_per_second;
    for (u32 i = 0; i < said.count; i++)
        if (said.arguments[i].kind == KS_ARGUMENT_TIME && said.arguments[i].number)
            said.arguments[i].number += (u64)shift;
    ks_out_phrase(out, &said, s->is->lang);
}

static ks_str phrase_of(sheet *s, const ks_phrase *phrase)
{
    ks_out_clear(&s->text);
    say_phrase(s, &s->text, phrase);
    return ks_out_str(&s->text);
}

// A sentence from column `at` on, what came from evidence made visible.
static size_t put_sentence(sheet *s, ks_str text, size_t at, size_t indent)
{
    u8 bytes[text_most + ks_out_slack];
    ks_out visible = { .at = bytes, .start = bytes, .end = bytes + text_most };
    ks_out_visible_line(&visible, text);
    return case_wrap(s->out, ks_out_str(&visible), at, indent, s->is->columns);
}

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

static size_t host_columns(const ks_facts *facts)
{
    size_t most = 0;
    for (size_t i = 0; i < facts->host_count && i < hosts_most; i++) {
        size_t columns = ks_width(facts->hosts[i].name);
        most = columns > most ? columns : most;
    }
    return most < 40 ? most : 40;
}

static void put_host(sheet *s, const ks_host *host, size_t columns)
{
    u8 bytes[1024 + ks_out_slack];
    ks_out name = { .at = bytes, .start = bytes, .end = bytes + 1024 };
    ks_out_visible_line(&name, host->name);
    begin_color(s, COLOR_BOLD);
    ks_out_fit(s->out, ks_out_str(&name), columns, true);
    end_color(s, COLOR_BOLD);
    KS_PUT(s->out, "  ");
    if (host->first_ticks) {
        put_minute(s, host->first_ticks);
        KS_PUT(s->out, " – ");
        put_minute(s, host->last_ticks);
        put_zone(s);
        KS_PUT(s->out, "  ");
    }
    ks_out_grouped(s->out, host->logs);
    ks_out_put(s->out, host->logs == 1 ? say(s, " log, ", " ログ、") : say(s, " logs, ", " ログ、"));
    ks_out_grouped(s->out, host->events);
    ks_out_put(s->out, say(s, " events\n", " イベント\n"));
}

static void put_head(sheet *s)
{
    const ks_facts *facts = s->c->facts;
    size_t columns = host_columns(facts);
    for (size_t i = 0; i < facts->host_count && i < hosts_most; i++)
        put_host(s, &facts->hosts[i], columns);
    if (facts->host_count > hosts_most) {
        ks_out_put(s->out, say(s, "and ", "ほか "));
        ks_out_grouped(s->out, facts->host_count - hosts_most);
        ks_out_put(s->out, say(s, " more hosts\n", " 台\n"));
    }
    if (facts->host_count == 0)
        ks_out_put(s->out, say(s, "no events\n", "イベントがありません\n"));
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
    begin_color(s, COLOR_DIM);
    ks_out_put(s->out, ks_out_str(&text));
    end_color(s, COLOR_DIM);
}

static void put_notes(sheet *s, const ks_phrase *notes, size_t count)
{
    for (size_t i = 0; i < count && i < notes_most; i++) {
        case_blanks(s->out, s->indent);
        KS_PUT(s->out, "- ");
        (void)put_sentence(s, phrase_of(s, &notes[i]), s->indent + 2, s->indent + 2);
        ks_out_byte(s->out, '\n');
    }
}

// Each host's verdict, when there are several.
static void put_vector(sheet *s, const ks_answer *answer)
{
    if (answer->host_count < 2)
        return;
    case_blanks(s->out, s->indent);
    size_t at = s->indent;
    for (size_t i = 0; i < answer->host_count && i < hosts_most; i++) {
        const ks_host_answer *a = &answer->hosts[i];
        ks_out_clear(&s->text);
        ks_out_put(&s->text, s->c->facts->hosts[a->host].name);
        KS_PUT(&s->text, ": ");
        ks_out_put(&s->text, ks_str_of(short_verdict(a->verdict).words[s->is->lang]));
        bool is_last = i + 1 == answer->host_count || i + 1 == hosts_most;
        ks_out_put(&s->text, is_last ? (ks_str){ 0 } : KS_STR("; "));
        at = put_sentence(s, ks_out_str(&s->text), at, s->indent);
    }
    if (answer->host_count > hosts_most)
        KS_PUT(s->out, " …");
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
    ks_str summary = answer->summary.text ? phrase_of(s, &answer->summary)
                                          : ks_verdict_text(answer->verdict, s->is->lang);
    size_t at = put_sentence(s, summary, s->indent, s->indent);
    put_records(s, answer->records, answer->record_count, at);
    ks_out_byte(s->out, '\n');
}

static void put_answer(sheet *s, const ks_answer *answer)
{
    short_word word = short_verdict(answer->verdict);
    bool is_plain = answer->verdict == KS_VERDICT_NOT_EXAMINED;
    if (answer->question->number < 10)
        ks_out_byte(s->out, ' ');
    ks_out_u64(s->out, answer->question->number);
    ks_out_byte(s->out, ' ');
    put_colored(s, answer->question->title[s->is->lang], s->title_columns,
                is_plain ? COLOR_DIM : COLOR_BOLD);
    KS_PUT(s->out, "  ");
    ks_str verdict = ks_str_of(word.words[s->is->lang]);
    if (is_plain) {
        put_colored(s, verdict, ks_width(verdict), word.color);
        ks_out_byte(s->out, '\n');
        return;
    }
    put_colored(s, verdict, s->verdict_columns, word.color);
    KS_PUT(s->out, "  ");
    put_said(s, answer);
    put_vector(s, answer);
    put_notes(s, answer->notes, answer->note_count);
}

static void put_finding_counts(sheet *s)
{
    u64 counts[KS_LEVEL_COUNT] = { 0 };
    const ks_findings *findings = &s->c->answers->findings;
    for (size_t i = 0; i < findings->count; i++)
        counts[findings->items[i].level]++;
    ks_out_put(s->out, say(s, "Findings: ", "所見: "));
    const char *between = "";
    for (size_t i = KS_LEVEL_COUNT; i-- > 0;) {
        if (counts[i] == 0)
            continue;
        ks_out_put(s->out, ks_str_of(between));
        if (s->is->lang == KS_JA) {
            ks_out_put(s->out, ks_str_of(level_words[KS_JA][i]));
            ks_out_byte(s->out, ' ');
            ks_out_grouped(s->out, counts[i]);
        } else {
            ks_out_grouped(s->out, counts[i]);
            ks_out_byte(s->out, ' ');
            ks_out_put(s->out, ks_str_of(level_words[KS_EN][i]));
        }
        between = s->is->lang == KS_JA ? "、" : ", ";
    }
    if (findings->count == 0)
        ks_out_put(s->out, say(s, "none", "なし"));
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
            ks_out_put(&s->text, count > 1 ? say(s, ", ", "、") : (ks_str){ 0 });
            ks_out_put(&s->text, ks_str_of(a->settings[i].id));
            KS_PUT(&s->text, " (");
            ks_out_phrase(&s->text, &name, s->is->lang);
            KS_PUT(&s->text, ")");
        }
    }
    if (count == 0)
        return;
    ks_str head = say(s, "What would have told more: ", "さらに分かったはずの設定: ");
    ks_out_put(s->out, head);
    (void)put_sentence(s, ks_out_str(&s->text), ks_width(head), 4);
    ks_out_byte(s->out, '\n');
}

static void measure(sheet *s)
{
    for (size_t i = 0; i < ks_question_count; i++) {
        const ks_answer *a = &s->c->answers->answers[i];
        size_t title = ks_width(a->question->title[s->is->lang]);
        size_t verdict = ks_width(ks_str_of(short_verdict(a->verdict).words[s->is->lang]));
        s->title_columns = title > s->title_columns ? title : s->title_columns;
        if (a->verdict != KS_VERDICT_NOT_EXAMINED)
            s->verdict_columns = verdict > s->verdict_columns ? verdict : s->verdict_columns;
    }
    s->is_wide = s->is->columns == 0 || s->is->columns >= columns_wide;
    s->indent = s->is_wide ? 3 + s->title_columns + 2 + s->verdict_columns + 2 + time_columns + 2
                           : 5;
}

void ks_sheet_print(ks_out *out, const ks_case *c, const ks_sheet *is)
{
    u8 bytes[text_most + ks_out_slack];
    sheet s = { .out = out, .c = c, .is = is };
    s.text = (ks_out){ .at = bytes, .start = bytes, .end = bytes + text_most };
    measure(&s);
    put_head(&s);
    for (size_t i = 0; i < ks_question_count; i++)
        put_answer(&s, &c->answers->answers[i]);
    ks_out_byte(out, '\n');
    put_finding_counts(&s);
    put_settings(&s);
    if (is->report) {
        ks_out_put(out, say(&s, "report: ", "報告書: "));
        ks_out_visible(out, ks_str_of(is->report));
        ks_out_byte(out, '\n');
    }
}
