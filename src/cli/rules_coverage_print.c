// What `konseki rules coverage` prints: sums for people, each rule for programs (and with -v).
#include "cli/rules_coverage.h"

#include "base/csv.h"
#include "base/number.h"
#include "cli/hunt.h"
#include "coverage/cover_sentences.h"
#include "message/visible.h"

enum { detail_most = 4096, opens_shown = 15 };
static const char question_indent[] = "                                      ";

static bool is_told(const rules_coverage *c, size_t i) { return !c->set.rules[i]->is_silent; }

static void put_cover(ks_out *out, ks_cover cover, ks_lang lang)
{
    ks_phrase phrase = ks_phrase_of(&ks_cover_texts[cover]);
    ks_out_phrase(out, &phrase, lang);
}

static void put_reason(ks_out *out, const ks_rule_cover *cover, ks_lang lang)
{
    u8 text[detail_most];
    ks_out detail = { .at = text, .start = text, .end = text + sizeof text };
    ks_cover_put_detail(&detail, cover);
    ks_phrase phrase = ks_cover_reason_phrase(cover, ks_out_str(&detail));
    ks_out_phrase(out, &phrase, lang);
}

// --- for people

static void put_head(rules_coverage *c)
{
    static const ks_note sysmon[] = { [KS_SYSMON_IS_ABSENT] = KS_SAY_COVER_SYSMON_ABSENT,
                                      [KS_SYSMON_IS_UNKNOWN] = KS_SAY_COVER_SYSMON_UNKNOWN,
                                      [KS_SYSMON_IS_OPEN] = KS_SAY_COVER_SYSMON_OPEN,
                                      [KS_SYSMON_IS_CONFIGURED] = KS_SAY_COVER_SYSMON_CONFIGURED };
    ruleset_run *r = c->run;
    u8 text[detail_most];
    ks_out profile = { .at = text, .start = text, .end = text + sizeof text };
    ks_words words = { .text = { ks_str_of(c->profile_name ? c->profile_name : "") } };
    ks_note note = c->state          ? KS_SAY_COVER_STATE
                   : c->profile_name ? KS_SAY_COVER_PROFILE
                                     : KS_SAY_COVER_DEFAULTS;
    ks_say(&profile, note, &words, r->lang);
    words = (ks_words){ .number = { (i64)c->recording.windows.build },
                        .text = { ks_role_text(c->recording.windows.role, r->lang),
                                  ks_out_str(&profile) } };
    ruleset_say(r, KS_SAY_COVER_MACHINE, &words);
    if (c->is_build_assumed)
        ruleset_say(r, KS_SAY_COVER_BUILD_ASSUMED, &words);
    words = (ks_words){ .text = { ks_str_of(c->sysmon_name ? c->sysmon_name : "") } };
    bool is_own = c->recording.sysmon_is == KS_SYSMON_IS_CONFIGURED && c->sysmon_name == NULL;
    ruleset_say(r, is_own ? KS_SAY_COVER_SYSMON_OWN : sysmon[c->recording.sysmon_is], &words);
}

static void put_number(ks_out *out, u64 number, size_t width)
{
    u8 digits[ks_number_size];
    size_t size = (size_t)(ks_u64_text(digits, number) - digits);
    for (size_t i = size; i < width; i++)
        KS_PUT(out, " ");
    ks_out_bytes(out, digits, size);
}

// Why rules see only some of it: how many by each reason.
static void put_reasons(rules_coverage *c)
{
    u32 counts[KS_COVER_WHY_COUNT] = { 0 };
    for (size_t i = 0; i < c->set.count; i++)
        counts[c->covers.rules[i].reason] += c->covers.rules[i].cover == KS_COVER_PARTLY;
    for (ks_cover_reason i = 0; i < KS_COVER_WHY_COUNT; i++) {
        ks_rule_cover one = { .reason = i, .detail = KS_STR("…") };
        if (counts[i] == 0)
            continue;
        put_number(&c->run->line, counts[i], 14);
        KS_PUT(&c->run->line, "  ");
        put_reason(&c->run->line, &one, c->run->lang);
        KS_PUT(&c->run->line, "\n");
    }
}

static void put_counts(rules_coverage *c, const u32 *counts)
{
    for (ks_cover i = KS_COVER_COUNT; i-- > 0;) {
        if (counts[i] == 0 && i < KS_COVER_BLIND)
            continue;
        put_number(&c->run->line, counts[i], 8);
        KS_PUT(&c->run->line, "  ");
        put_cover(&c->run->line, i, c->run->lang);
        KS_PUT(&c->run->line, "\n");
        if (i == KS_COVER_PARTLY && counts == c->covers.counts)
            put_reasons(c);
    }
}

static void put_missing(ks_out *out, const ks_setting *const *settings, u32 count,
                        const char *between)
{
    for (u32 i = 0; i < count; i++) {
        ks_out_put(out, ks_str_of(i ? between : ""));
        ks_out_put(out, settings[i]->id);
    }
}

static void put_openings(rules_coverage *c)
{
    bool is_all = options_has(c->run->given, OPTION_VERBOSE);
    size_t count = c->sums.opening_count;
    size_t shown = is_all || count < opens_shown ? count : opens_shown;
    if (count == 0)
        return;
    KS_PUT(&c->run->line, "\n");
    ruleset_say(c->run, KS_SAY_COVER_OPENS, NULL);
    for (size_t i = 0; i < shown; i++) {
        const ks_opening *o = &c->sums.openings[i];
        put_number(&c->run->line, o->rules, 8);
        KS_PUT(&c->run->line, "  ");
        put_missing(&c->run->line, o->settings, o->count, " + ");
        KS_PUT(&c->run->line, "\n");
    }
    if (shown == count)
        return;
    KS_PUT(&c->run->line, "          ");
    ruleset_say(c->run, KS_SAY_COVER_OPENS_REST, &(ks_words){ .number = { (i64)(count - shown) } });
}

// "    missing: audit.logon + ch.security", which the most of the rules wait for.
static void put_opening(rules_coverage *c, const ks_opening *o, const char *front)
{
    ks_out *out = &c->run->line;
    if (o->count == 0)
        return;
    ks_out_put(out, ks_str_of(front));
    ks_say(out, KS_SAY_COVER_MISSING, NULL, c->run->lang);
    KS_PUT(out, ": ");
    put_missing(out, o->settings, o->count, " + ");
    KS_PUT(out, " (");
    ks_out_u64(out, o->rules);
    KS_PUT(out, ")\n");
}

static void put_questions(rules_coverage *c)
{
    ks_out *out = &c->run->line;
    KS_PUT(out, "\n");
    ruleset_say(c->run, KS_SAY_COVER_QUESTIONS, NULL);
    for (size_t i = 0; i < c->sums.question_count; i++) {
        const ks_question_cover *q = &c->sums.questions[i];
        u32 all = 0;
        for (ks_cover k = KS_COVER_BLIND; k < KS_COVER_COUNT; k++)
            all += q->rules[k];
        put_number(out, q->rules[KS_COVER_COULD], 8);
        put_number(out, q->rules[KS_COVER_PARTLY], 7);
        put_number(out, all, 7);
        put_number(out, q->settings_on, 9);
        put_number(out, q->settings_on + q->settings_off, 5);
        KS_PUT(out, "  ");
        ks_out_put(out, q->question->title[c->run->lang]);
        KS_PUT(out, "\n");
        put_opening(c, &q->opening, question_indent);
    }
}

static void put_technique_list(rules_coverage *c)
{
    ks_out *out = &c->run->line;
    for (size_t i = 0; i < c->sums.technique_count; i++) {
        const ks_technique_cover *t = &c->sums.techniques[i];
        KS_PUT(out, "  ");
        ks_out_put(out, ks_str_of(t->id));
        KS_PUT(out, "  ");
        put_cover(out, t->best, c->run->lang);
        KS_PUT(out, "\n");
        put_opening(c, &t->opening, "    ");
    }
    KS_PUT(out, "\n");
}

static bool put_rules(rules_coverage *c, ks_fail *fail)
{
    ks_out *out = &c->run->line;
    for (size_t i = 0; i < c->set.count; i++) {
        const ks_rule_cover *cover = &c->covers.rules[i];
        if (!is_told(c, i))
            continue;
        put_cover(out, cover->cover, c->run->lang);
        KS_PUT(out, "  ");
        ks_out_visible(out, hunt_title(c->set.rules[i], c->run->lang));
        KS_PUT(out, "\n    ");
        if (cover->cover != KS_COVER_COULD || cover->form == NULL)
            put_reason(out, cover, c->run->lang);
        else
            ks_out_put(out, ks_str_of(cover->form->name));
        KS_PUT(out, "\n");
        if (cover->missing_count) {
            KS_PUT(out, "    ");
            ks_say(out, KS_SAY_COVER_MISSING, NULL, c->run->lang);
            KS_PUT(out, ": ");
            put_missing(out, cover->missing, cover->missing_count, " + ");
            KS_PUT(out, "\n");
        }
        if (!ruleset_give(c->run, fail))
            return false;
    }
    KS_PUT(out, "\n");
    return true;
}

bool rules_coverage_text(rules_coverage *c, ks_fail *fail)
{
    u32 rules = 0;
    if (options_has(c->run->given, OPTION_VERBOSE)) {
        if (!put_rules(c, fail))
            return false;
        put_technique_list(c);
    }
    put_head(c);
    for (size_t i = 0; i < KS_COVER_COUNT; i++)
        rules += c->covers.counts[i];
    KS_PUT(&c->run->line, "\n");
    ruleset_say(c->run, KS_SAY_COVER_RULES, &(ks_words){ .number = { (i64)rules } });
    put_counts(c, c->covers.counts);
    KS_PUT(&c->run->line, "\n");
    ruleset_say(c->run, KS_SAY_COVER_TECHNIQUES,
                &(ks_words){ .number = { (i64)c->sums.technique_count } });
    put_counts(c, c->sums.counts);
    put_questions(c);
    put_openings(c);
    rules_coverage_put_what_if(c);
    return ruleset_give(c->run, fail);
}

// --- for programs

static void json_counts(ks_out *out, const u32 *counts)
{
    for (size_t i = KS_COVER_COUNT; i-- > 0;)
        ruleset_json_number(out, ks_cover_words[i], counts[i]);
}

static bool json_rule(rules_coverage *c, size_t i, ks_fail *fail)
{
    const ks_rule *rule = c->set.rules[i];
    const ks_rule_cover *cover = &c->covers.rules[i];
    ks_out *out = &c->run->line;
    ks_str missing[way_missing_most];
    u8 text[detail_most];
    ks_out said = { .at = text, .start = text, .end = text + sizeof text };
    put_reason(&said, cover, c->run->data_lang);
    for (u32 k = 0; k < cover->missing_count; k++)
        missing[k] = cover->missing[k]->id;
    KS_PUT(out, "{\"kind\":\"rule\"");
    ruleset_json_text(out, "id", rule->id);
    ruleset_json_text(out, "title", hunt_title(rule, c->run->data_lang));
    ruleset_json_text(out, "level", ks_str_of(ks_level_words[rule->level]));
    ruleset_json_text(out, "path", rule->path);
    ruleset_json_text(out, "verdict", ks_str_of(ks_cover_words[cover->cover]));
    ruleset_json_text(out, "reason", ks_str_of(ks_cover_reason_words[cover->reason]));
    ruleset_json_text(out, "said", ks_out_str(&said));
    ruleset_json_text(out, "form", ks_str_of(cover->form ? cover->form->name : ""));
    ruleset_json_list(out, "missing", missing, cover->missing_count);
    ruleset_json_text(out, "then", ks_str_of(ks_cover_words[cover->better]));
    KS_PUT(out, "}");
    return ruleset_give(c->run, fail);
}

static void json_opening(ks_out *out, const ks_opening *o)
{
    ks_str missing[way_missing_most];
    for (u32 i = 0; i < o->count; i++)
        missing[i] = o->settings[i]->id;
    ruleset_json_list(out, "missing", missing, o->count);
    ruleset_json_number(out, "waiting", o->rules);
}

static void json_techniques(rules_coverage *c)
{
    ks_out *out = &c->run->line;
    for (size_t i = 0; i < c->sums.technique_count; i++) {
        const ks_technique_cover *t = &c->sums.techniques[i];
        ks_out_put(out, i ? KS_STR(",\n") : KS_STR("\n"));
        KS_PUT(out, "{\"kind\":\"technique\"");
        ruleset_json_text(out, "id", ks_str_of(t->id));
        ruleset_json_text(out, "verdict", ks_str_of(ks_cover_words[t->best]));
        json_counts(out, t->rules);
        ruleset_json_number(out, "settings_on", t->settings_on);
        ruleset_json_number(out, "settings_off", t->settings_off);
        json_opening(out, &t->opening);
        KS_PUT(out, "}");
    }
}

static void json_questions(rules_coverage *c)
{
    ks_out *out = &c->run->line;
    for (size_t i = 0; i < c->sums.question_count; i++) {
        const ks_question_cover *q = &c->sums.questions[i];
        ks_out_put(out, i ? KS_STR(",\n") : KS_STR("\n"));
        KS_PUT(out, "{\"kind\":\"question\"");
        ruleset_json_number(out, "number", q->question->number);
        ruleset_json_text(out, "id", q->question->id);
        json_counts(out, q->rules);
        ruleset_json_number(out, "settings_on", q->settings_on);
        ruleset_json_number(out, "settings_off", q->settings_off);
        json_opening(out, &q->opening);
        KS_PUT(out, "}");
    }
}

bool rules_coverage_json_members(rules_coverage *c, ks_fail *fail)
{
    ks_out *out = &c->run->line;
    bool is_first = true;
    ruleset_json_number(out, "windows", c->recording.windows.build);
    if (c->is_build_assumed)
        KS_PUT(out, ",\"windows_is_assumed\":true");
    ruleset_json_text(out, "role", ks_role_word(c->recording.windows.role));
    ruleset_json_text(out, "profile", ks_str_of(c->profile_name ? c->profile_name : ""));
    KS_PUT(out, ",\"counts\":{\"kind\":\"counts\"");
    json_counts(out, c->covers.counts);
    KS_PUT(out, "}");
    rules_coverage_json_what_if(c);
    KS_PUT(out, ",\"rules\":[\n");
    for (size_t i = 0; i < c->set.count; i++) {
        if (!is_told(c, i))
            continue;
        ks_out_put(out, is_first ? KS_STR("") : KS_STR(",\n"));
        is_first = false;
        if (!json_rule(c, i, fail))
            return false;
    }
    KS_PUT(out, "],\"techniques\":[");
    json_techniques(c);
    KS_PUT(out, "],\"questions\":[");
    json_questions(c);
    KS_PUT(out, "]");
    return ruleset_give(c->run, fail);
}

bool rules_coverage_json(rules_coverage *c, ks_fail *fail)
{
    KS_PUT(&c->run->line, "{\"format\":1");
    if (!rules_coverage_json_members(c, fail))
        return false;
    KS_PUT(&c->run->line, "}\n");
    return ruleset_give(c->run, fail);
}

bool rules_coverage_csv_lines(rules_coverage *c, ks_str front, ks_fail *fail)
{
    ks_out *out = &c->run->line;
    u8 text[detail_most];
    for (size_t i = 0; i < c->set.count; i++) {
        const ks_rule *rule = c->set.rules[i];
        const ks_rule_cover *cover = &c->covers.rules[i];
        ks_out said = { .at = text, .start = text, .end = text + sizeof text };
        if (!is_told(c, i))
            continue;
        put_reason(&said, cover, c->run->data_lang);
        ks_str cells[] = { rule->id,
                           hunt_title(rule, c->run->data_lang),
                           ks_str_of(ks_level_words[rule->level]),
                           rule->path,
                           ks_str_of(ks_cover_words[cover->cover]),
                           ks_str_of(ks_cover_reason_words[cover->reason]),
                           ks_out_str(&said),
                           ks_str_of(cover->form ? cover->form->name : "") };
        if (front.at) {
            ks_out_csv(out, front);
            KS_PUT(out, ",");
        }
        for (size_t k = 0; k < countof(cells); k++) {
            ks_out_csv(out, cells[k]);
            KS_PUT(out, ",");
        }
        put_missing(out, cover->missing, cover->missing_count, "; ");
        KS_PUT(out, ",");
        ks_out_put(out, ks_str_of(ks_cover_words[cover->better]));
        KS_PUT(out, "\n");
        if (!ruleset_give(c->run, fail))
            return false;
    }
    return ruleset_give(c->run, fail);
}

bool rules_coverage_csv(rules_coverage *c, ks_fail *fail)
{
    KS_PUT(&c->run->line, rules_coverage_columns "\n");
    return rules_coverage_csv_lines(c, (ks_str){ 0 }, fail);
}
