// `konseki rules explain`: one rule in sentences. With evidence, which of its events the rule looks
// at and which fields these have; with --record, why that record matches or what keeps it from it.
#include "cli/rules.h"

#include "base/fold.h"
#include "base/number.h"
#include "base/text.h"
#include "cli/hunt.h"
#include "cli/terminal.h"
#include "message/visible.h"

enum { value_most = 480 };

typedef struct worker worker;
typedef struct {
    ruleset_run *run;
    ks_rule_set set;
    const ks_rule *rule;
    ruleset_needs needs;
    bool has_record;
    u64 record, records_seen, records_matching;
    worker *workers;
} explaining;

struct worker {
    explaining *of;
    worker *next;
    ks_judge *judge;
    u64 *events, *matching; // by form
    u64 *found;             // by form and field
    bool *is_unknowable;
    ks_judged_test tests[hunt_tests_most];
};

// --- the evidence

static void *make_worker(void *shared, unsigned number)
{
    (void)number;
    explaining *x = shared;
    ks_arena *arena = &x->run->evidence->arena;
    ks_fail ignored = { 0 };
    size_t forms = x->needs.form_count, pairs = forms * x->needs.field_count;
    worker *w = ks_take(arena, worker, 1);
    if (w == NULL)
        return NULL;
    w->of = x;
    w->events = ks_take(arena, u64, forms + 1);
    w->matching = ks_take(arena, u64, forms + 1);
    w->found = ks_take(arena, u64, pairs + 1);
    w->is_unknowable = ks_take(arena, bool, pairs + 1);
    if (!w->events || !w->matching || !w->found || !w->is_unknowable ||
        !ks_judge_open(&w->judge, x->run->forms, arena, &ignored))
        return NULL;
    w->next = x->workers;
    x->workers = w;
    return w;
}

static void say(ks_out *out, ks_note note, const ks_words *words, ks_lang lang)
{
    ks_say(out, note, words, lang);
    KS_PUT(out, "\n");
}

// The value that decided, as much of it as fits a line.
static void put_value(ks_out *out, ks_str value)
{
    ks_str text = { value.at, value.size < value_most ? value.size : value_most };
    while (text.size && text.size < value.size && ((u8)value.at[text.size] & 0xc0) == 0x80)
        text.size--;
    KS_PUT(out, " (");
    ks_out_visible(out, text);
    ks_out_put(out, text.size < value.size ? KS_STR("…)") : KS_STR(")"));
}

static void put_judged(ks_out *out, const ks_judged_test *t, bool is_match, ks_lang lang)
{
    KS_PUT(out, "  - ");
    if (!is_match && t->result != KS_JUDGED_GAVE_UP)
        ks_say(out, t->result == KS_JUDGED_TRUE ? KS_SAY_RULES_MUST_NOT : KS_SAY_RULES_HOLDS_NOT,
               NULL, lang);
    ruleset_put_test(out, t->test, lang);
    if (t->result == KS_JUDGED_GAVE_UP)
        ks_say(out, KS_SAY_RULES_BUT_GAVE_UP, NULL, lang);
    else if (t->field == KS_FIELD_UNKNOWABLE)
        ks_say(out, KS_SAY_RULES_BUT_UNKNOWABLE, NULL, lang);
    else if (t->value.at)
        put_value(out, t->value);
    else if (t->result == KS_JUDGED_FALSE && t->test->field.size)
        ks_say(out, KS_SAY_RULES_BUT_ABSENT, NULL, lang);
    KS_PUT(out, "\n");
}

static void explain_record(worker *w, ks_event *event, const ks_form *form, ks_judged judged,
                           size_t count, ks_out *out)
{
    const explaining *x = w->of;
    ks_lang lang = x->run->lang;
    ks_words words = { .number = { (i64)x->record }, .text = { event->path } };
    if (form == NULL) {
        say(out, KS_SAY_RULES_RECORD_ELSEWHERE, &words, lang);
        return;
    }
    words.text[1] = ks_str_of(form->name);
    say(out, judged == KS_JUDGED_TRUE ? KS_SAY_RULES_RECORD_FITS : KS_SAY_RULES_RECORD_FITS_NOT,
        &words, lang);
    count = count < hunt_tests_most ? count : hunt_tests_most;
    for (size_t i = 0; i < count; i++)
        put_judged(out, &w->tests[i], judged == KS_JUDGED_TRUE, lang);
}

static void count_fields(worker *w, ks_event *event, u32 form)
{
    const ruleset_needs *needs = &w->of->needs;
    for (size_t i = 0; i < needs->field_count; i++) {
        ks_value value = { 0 };
        ks_rule_field field =
            ks_field_resolve(needs->forms[form], event, needs->fields[i], event->arena);
        size_t at = form * needs->field_count + i;
        w->is_unknowable[at] = w->is_unknowable[at] || field.kind == KS_FIELD_UNKNOWABLE;
        w->found[at] += ks_field_values(&field, event, &value, 1) > 0;
    }
}

static bool on_event(void *own, ks_event *event, ks_out *out)
{
    worker *w = own;
    const explaining *x = w->of;
    bool is_wanted =
        x->has_record && x->record == ks_event_number(event, KS_SYSTEM_EVENT_RECORD_ID);
    const ks_form *shown = NULL;
    ks_judged shown_as = KS_JUDGED_FALSE;
    ks_judged_list told = { .tests = w->tests, .most = hunt_tests_most };
    for (u32 f = 0; f < x->needs.form_count && shown_as != KS_JUDGED_TRUE; f++) {
        const ks_form *form = x->needs.forms[f];
        if (!ks_form_fits(form, event->class))
            continue;
        w->events[f]++;
        count_fields(w, event, f);
        shown = form;
        shown_as = ks_judge_rule(w->judge, x->rule, form, event, &told);
        w->matching[f] += shown_as == KS_JUDGED_TRUE;
    }
    if (!is_wanted)
        return false;
    ks_out_byte(out, shown_as == KS_JUDGED_TRUE ? '+' : '-');
    explain_record(w, event, shown, shown_as, told.count, out);
    return true;
}

// Records are told in the order of the evidence; the first byte of each says whether it matches.
static bool deliver(void *shared, const ks_block *block, ks_fail *fail)
{
    explaining *x = shared;
    const u8 *at = block->bytes;
    for (size_t i = 0; i < block->record_count; i++) {
        const ks_block_record *record = &block->records[i];
        if (!record->is_repeat && record->size) {
            x->records_seen++;
            x->records_matching += at[0] == '+';
            ks_out_bytes(&x->run->line, at + 1, record->size - 1);
            if (!ruleset_give(x->run, fail))
                return false;
        }
        at += record->size;
    }
    return true;
}

static void sum_up(const explaining *x, worker *sum)
{
    size_t forms = x->needs.form_count, pairs = forms * x->needs.field_count;
    for (const worker *w = x->workers; w; w = w->next) {
        if (w == sum)
            continue;
        for (size_t i = 0; i < forms; i++) {
            sum->events[i] += w->events[i];
            sum->matching[i] += w->matching[i];
        }
        for (size_t i = 0; i < pairs; i++) {
            sum->found[i] += w->found[i];
            sum->is_unknowable[i] = sum->is_unknowable[i] || w->is_unknowable[i];
        }
    }
}

static bool put_binding(explaining *x, ks_fail *fail)
{
    worker *sum = x->workers;
    ruleset_run *r = x->run;
    sum_up(x, sum);
    ruleset_say(r, KS_SAY_RULES_EVIDENCE, NULL);
    for (u32 f = 0; f < x->needs.form_count; f++) {
        ks_words form = { .number = { (i64)sum->events[f], (i64)sum->matching[f] },
                          .text = { ks_str_of(x->needs.forms[f]->name) } };
        KS_PUT(&r->line, "  ");
        ruleset_say(r, sum->events[f] ? KS_SAY_RULES_FORM_SEEN : KS_SAY_RULES_FORM_NONE, &form);
        for (size_t i = 0; sum->events[f] && i < x->needs.field_count; i++) {
            size_t at = f * x->needs.field_count + i;
            ks_words field = { .number = { (i64)sum->found[at], (i64)sum->events[f] },
                               .text = { x->needs.fields[i] } };
            KS_PUT(&r->line, "    ");
            ruleset_say(r,
                        sum->is_unknowable[at] ? KS_SAY_RULES_FIELD_NEVER : KS_SAY_RULES_FIELD_SEEN,
                        &field);
        }
    }
    return ruleset_give(r, fail);
}

static bool read_evidence(explaining *x, ks_fail *fail)
{
    ruleset_run *r = x->run;
    ks_reading reading = {
        .shared = x, .worker = make_worker, .event = on_event, .deliver = deliver
    };
    KS_PUT(&r->line, "\n");
    if (!run_read(r->evidence, &reading, fail))
        return false;
    if (x->has_record && x->records_seen == 0)
        ruleset_say(r, KS_SAY_RULES_NO_RECORD, &(ks_words){ .number = { (i64)x->record } });
    r->is_asked_so = x->has_record && x->records_matching == 0;
    bool is_told = x->has_record ? ruleset_give(r, fail) : put_binding(x, fail);
    for (const worker *w = x->workers; w; w = w->next)
        ks_judge_close(w->judge);
    return is_told;
}

// --- the rule

static void put_ids(ks_out *out, const u32 *ids, u32 count)
{
    for (u32 i = 0; i < count; i++) {
        ks_out_put(out, i ? KS_STR(", ") : KS_STR(" "));
        ks_out_u64(out, ids[i]);
    }
}

static void put_forms(explaining *x)
{
    ruleset_run *r = x->run;
    static const ks_note notes[] = { [KS_SOURCE_KNOWN] = KS_SAY_RULES_LOOKS_AT,
                                     [KS_SOURCE_ANY] = KS_SAY_RULES_LOOKS_AT_ALL,
                                     [KS_SOURCE_NOT_LOGGED] = KS_SAY_RULES_LOOKS_NOWHERE,
                                     [KS_SOURCE_UNKNOWN] = KS_SAY_RULES_LOOKS_UNKNOWN,
                                     [KS_SOURCE_OTHER] = KS_SAY_RULES_LOOKS_UNKNOWN };
    u8 bytes[512];
    ks_out source = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes };
    ruleset_put_source(&source, x->rule);
    ruleset_say(r, notes[x->needs.source], &(ks_words){ .text = { ks_out_str(&source) } });
    for (u32 f = 0; x->needs.source == KS_SOURCE_KNOWN && f < x->needs.form_count; f++) {
        const ks_form *form = x->needs.forms[f];
        KS_PUT(&r->line, "  - ");
        ks_out_put(&r->line, ks_str_of(form->name));
        for (u32 c = 0; c < form->channel_count; c++) {
            ks_out_put(&r->line, c ? KS_STR(", ") : KS_STR(": "));
            ks_out_visible(&r->line, form->channels[c]);
        }
        if (form->id_count) {
            KS_PUT(&r->line, "; ");
            ks_say(&r->line, KS_SAY_RULES_IDS, NULL, r->lang);
            put_ids(&r->line, form->ids, form->id_count);
        }
        KS_PUT(&r->line, "\n");
    }
}

static bool put_rule(explaining *x, ks_fail *fail)
{
    ruleset_run *r = x->run;
    const ks_rule *rule = x->rule;
    bool is_ja = r->lang == KS_JA && rule->description_ja.size;
    ks_str about = is_ja ? rule->description_ja : rule->description;
    ks_out_visible(&r->line, hunt_title(rule, r->lang));
    KS_PUT(&r->line, " (");
    ks_out_put(&r->line, ks_level_text(rule->level, r->lang));
    KS_PUT(&r->line, ")\n");
    while (about.size && (about.at[about.size - 1] == '\n' || about.at[about.size - 1] == ' '))
        about.size--;
    for (size_t at = 0; at < about.size;) {
        const char *end = memchr(about.at + at, '\n', about.size - at);
        size_t size = end ? (size_t)(end - about.at) - at : about.size - at;
        ks_out_visible(&r->line, (ks_str){ about.at + at, size });
        KS_PUT(&r->line, "\n");
        at += size + 1;
    }
    KS_PUT(&r->line, "\n");
    if (rule->correlation) {
        ruleset_put_correlation(r, &x->set, rule);
        return ruleset_give(r, fail);
    }
    ruleset_words how = { .lang = r->lang, .shows_all = options_has(r->given, OPTION_VERBOSE) };
    put_forms(x);
    KS_PUT(&r->line, "\n");
    ruleset_say(r, KS_SAY_RULES_HOLDS, NULL);
    ruleset_put_condition(&r->line, rule->condition, &how);
    return ruleset_give(r, fail);
}

static bool is_named(const ks_rule *rule, ks_str word)
{
    return (rule->id.size && ks_glob_fold(word, rule->id)) || ks_str_equal(rule->name, word) ||
           ks_str_equal(rule->title, word);
}

// A file, or the id, name or title of a rule of --rules, else of Konseki's own.
static bool find_rules(ruleset_run *r, ks_rule_set *set, bool *is_file, ks_fail *fail)
{
    ks_os_info info;
    ks_fail absent = { 0 };
    const options *o = r->given;
    *is_file = ks_os_look(r->words[0], &info, &absent) && info.kind != KS_OS_NONE;
    if (*is_file)
        return ruleset_load(r, r->words, 1, set, fail);
    return ruleset_load(r, o->given[OPTION_RULES].values, o->given[OPTION_RULES].count, set, fail);
}

bool ruleset_explain(ruleset_run *r, ks_fail *fail)
{
    explaining x = { .run = r };
    bool is_file = false;
    const char *number = options_value(r->given, OPTION_RECORD);
    if (r->word_count == 0 || (number && r->word_count < 2) ||
        (number && !options_number(number, 0, INT64_MAX, &x.record))) {
        terminal_say_usage(r->given, KS_SAY_RULES_NO_RULE_GIVEN, NULL, NULL);
        r->said_status = STATUS_USAGE;
        return false;
    }
    x.has_record = number != NULL;
    if (!find_rules(r, &x.set, &is_file, fail))
        return false;
    for (size_t i = 0; i < x.set.count && x.rule == NULL; i++) {
        const ks_rule *rule = x.set.rules[i];
        bool is_member = rule->is_silent && !rule->correlation; // its correlation comes behind it
        if (is_file ? !is_member : is_named(rule, ks_str_of(r->words[0])))
            x.rule = rule;
    }
    if (x.rule == NULL) {
        terminal_say_usage(r->given, KS_SAY_RULES_NO_SUCH_RULE, r->words[0], NULL);
        r->said_status = STATUS_USAGE;
        return false;
    }
    if (!ruleset_needs_of(r, x.rule, &x.needs))
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
    bool has_evidence = r->word_count > 1 && x.rule->correlation == NULL;
    if (has_evidence && !ruleset_open_evidence(r, r->words + 1, r->word_count - 1))
        return false;
    return put_rule(&x, fail) && (!has_evidence || read_evidence(&x, fail));
}
