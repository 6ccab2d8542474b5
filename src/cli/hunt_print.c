// Hits for programs: JSON Lines and CSV, a line each (docs/hunt-output.md). What an event is hit
// with is printed on the worker's thread; a correlation's result when all events are known.
#include "cli/hunt.h"

#include "base/csv.h"
#include "base/number.h"
#include "rules/spell.h"

enum { result_line_most = 4 << 20 };

ks_str hunt_title(const ks_rule *rule, ks_lang lang)
{
    return lang == KS_JA && rule->title_ja.size ? rule->title_ja : rule->title;
}

// --- JSON

static void put_json(ks_out *out, ks_str text)
{
    KS_PUT(out, "\"");
    ks_out_utf8(out, text, KS_AS_JSON);
    KS_PUT(out, "\"");
}

// The name of a value, as it stands behind another one.
#define KEY(name) KS_STR(",\"" name "\":")

static inline void json_text(ks_out *out, ks_str key, ks_str text)
{
    ks_out_put(out, key);
    put_json(out, text);
}

static inline void json_number(ks_out *out, ks_str key, u64 number)
{
    ks_out_put(out, key);
    ks_out_u64(out, number);
}

static void put_time(ks_out *out, u64 ticks, ks_day_cache *days)
{
    if (ticks == 0) {
        KS_PUT(out, "null");
        return;
    }
    KS_PUT(out, "\"");
    ks_out_ticks(out, ticks, 7, days);
    KS_PUT(out, "\"");
}

static void json_rule(ks_out *out, const ks_rule *rule, ks_lang lang)
{
    KS_PUT(out, ",\"rule\":{\"id\":");
    put_json(out, rule->id);
    json_text(out, KEY("title"), hunt_title(rule, lang));
    json_text(out, KEY("level"), ks_str_of(ks_level_words[rule->level]));
    json_text(out, KEY("status"), ks_str_of(ks_rule_status_words[rule->status]));
    KS_PUT(out, ",\"tags\":[");
    for (u32 i = 0; i < rule->tags.count; i++) {
        if (i)
            KS_PUT(out, ",");
        put_json(out, rule->tags.items[i]);
    }
    KS_PUT(out, "]");
    json_text(out, KEY("path"), rule->path);
    KS_PUT(out, "}");
}

static bool is_same_value(const ks_judged_test *a, const ks_judged_test *b)
{
    return ks_str_equal(a->test->field, b->test->field) && ks_str_equal(a->value, b->value);
}

// Whether an earlier test was about the same value, which is printed once.
static bool is_told(const hunt_hit *hit, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (is_same_value(&hit->tests[i], &hit->tests[at]))
            return true;
    }
    return false;
}

static bool is_absent(const ks_judged_test *test)
{
    return test->field == KS_FIELD_ABSENT || test->field == KS_FIELD_UNKNOWABLE;
}

// A test's text, escaped for where it goes.
static void put_test_json(ks_out *out, const ks_rule_test *test, ks_arena scratch)
{
    ks_out text;
    if (!ks_out_open(&text, &scratch, ks_rule_test_spelled_most(test))) {
        out->is_full = true;
        return;
    }
    ks_rule_test_spell(&text, test);
    put_json(out, ks_out_str(&text));
}

// The pieces that come again with other hits.
static void put_kept_class(const hunt_hit *hit, ks_out *out)
{
    const u8 *start = out->at;
    const ks_event_class *class = hit->event->class;
    if (class->serial && hunt_pieces_put(hit->pieces, out, HUNT_PIECE_CLASS, class->serial))
        return;
    json_text(out, KEY("channel"), class->channel);
    json_text(out, KEY("provider"), class->provider);
    if (class->serial)
        hunt_pieces_keep(hit->pieces, out, start, HUNT_PIECE_CLASS, class->serial);
}

static void put_kept_computer(const hunt_hit *hit, ks_out *out)
{
    const u8 *start = out->at;
    u64 turn = hit->computer_turn;
    if (turn && hunt_pieces_put(hit->pieces, out, HUNT_PIECE_COMPUTER, turn))
        return;
    json_text(out, KEY("computer"), hit->computer);
    if (turn)
        hunt_pieces_keep(hit->pieces, out, start, HUNT_PIECE_COMPUTER, turn);
}

static void put_kept_source(const hunt_hit *hit, ks_out *out)
{
    const u8 *start = out->at;
    u64 key = hit->event->source;
    if (hunt_pieces_put(hit->pieces, out, HUNT_PIECE_SOURCE, key))
        return;
    json_text(out, KEY("source"), hit->event->path);
    hunt_pieces_keep(hit->pieces, out, start, HUNT_PIECE_SOURCE, key);
}

static void put_value(ks_out *out, const ks_judged_test *test)
{
    if (is_absent(test))
        KS_PUT(out, "null");
    else
        put_json(out, test->value);
}

// `places`: of the values, by test, counted from `start`.
static void json_matches(ks_out *out, const hunt_hit *hit, const u8 *start,
                         hunt_value_place *places)
{
    bool is_first = true;
    KS_PUT(out, ",\"matches\":[");
    for (size_t i = 0; i < hit->test_count; i++) {
        places[i] = (hunt_value_place){ 0 };
        if (is_told(hit, i))
            continue;
        if (!is_first)
            KS_PUT(out, ",");
        is_first = false;
        KS_PUT(out, "{\"field\":");
        put_json(out, hit->tests[i].test->field);
        ks_out_put(out, KEY("value"));
        places[i].begin = (size_t)(out->at - start);
        put_value(out, &hit->tests[i]);
        places[i].end = (size_t)(out->at - start);
        bool is_first_test = true;
        KS_PUT(out, ",\"tests\":[");
        for (size_t k = i; k < hit->test_count; k++) {
            if (!is_same_value(&hit->tests[i], &hit->tests[k]))
                continue;
            if (!is_first_test)
                KS_PUT(out, ",");
            is_first_test = false;
            put_test_json(out, hit->tests[k].test, *hit->event->arena);
        }
        KS_PUT(out, "]}");
    }
    KS_PUT(out, "]");
}

static bool put_around(ks_out *out, const hunt_hit *hit)
{
    const hunt_around *a =
        hunt_around_find(hit->pieces, hit->rule, hit->form, hit->tests, hit->test_count);
    for (size_t i = 0; a && i < a->count; i++) {
        const hunt_around_test *t = &a->tests[i];
        if (t->first != i)
            continue;
        ks_out_literal(out, (const u8 *)t->before.at, t->before.size);
        put_value(out, &hit->tests[i]);
    }
    if (a)
        ks_out_literal(out, (const u8 *)a->after.at, a->after.size);
    return a != NULL;
}

// What there is to say of the rule and of the values that it looked at.
static void put_judged(const hunt *h, const hunt_hit *hit, ks_out *out)
{
    if (KS_LIKELY(put_around(out, hit)))
        return;
    const u8 *start = out->at;
    hunt_value_place places[hunt_tests_most];
    json_rule(out, hit->rule, h->run->data_lang);
    json_text(out, KEY("form"), ks_str_of(hit->form ? hit->form->name : ""));
    json_matches(out, hit, start, places);
    hunt_around around = { .rule = hit->rule, .form = hit->form, .count = hit->test_count };
    if (!out->is_full)
        hunt_around_keep(hit->pieces, &around, hit->tests, places,
                         (ks_str){ (const char *)start, (size_t)(out->at - start) });
}

static void json_event_begin(ks_out *out, const hunt_hit *hit)
{
    KS_PUT(out, "{\"time\":");
    put_time(out, ks_event_ticks(hit->event), hit->days);
    KS_PUT(out, ",\"kind\":\"event\"");
}

static void json_event_end(ks_out *out, const hunt_hit *hit)
{
    const ks_event *e = hit->event;
    put_kept_computer(hit, out);
    put_kept_class(hit, out);
    json_number(out, KEY("id"), ks_event_id(e)); // which a class has only 32 bits of
    json_number(out, KEY("event_record_id"), ks_event_number(e, KS_SYSTEM_EVENT_RECORD_ID));
    if (e->record_id)
        json_number(out, KEY("record_id"), e->record_id);
    json_text(out, KEY("found"), ks_str_of(ks_found_words[e->found]));
    json_number(out, KEY("offset"), e->offset);
    put_kept_source(hit, out);
    KS_PUT(out, "}\n");
}

// What an earlier hit of the event left in the same buffer, else what is printed now.
static void put_same(ks_str *same, const hunt_hit *hit, ks_out *out,
                     void (*print)(ks_out *out, const hunt_hit *hit))
{
    const u8 *start = out->at;
    if (same->size) {
        ks_out_put(out, *same);
        return;
    }
    print(out, hit);
    if (!out->is_full)
        *same = (ks_str){ (const char *)start, (size_t)(out->at - start) };
}

void hunt_print_json(const hunt *h, const hunt_hit *hit, ks_out *out)
{
    put_same(&hit->same->begin, hit, out, json_event_begin);
    put_judged(h, hit, out);
    put_same(&hit->same->end, hit, out, json_event_end);
}

// --- CSV

// Cells that are made of several pieces.
static void csv_made(ks_out *out, const ks_out *cell)
{
    out->is_full |= cell->is_full;
    ks_out_csv(out, ks_out_str(cell));
}

static void csv_tags(ks_out *out, const ks_rule *rule, ks_out *cell)
{
    ks_out_clear(cell);
    for (u32 i = 0; i < rule->tags.count; i++) {
        if (i)
            KS_PUT(cell, " ");
        ks_out_put(cell, rule->tags.items[i]);
    }
    csv_made(out, cell);
}

static void csv_matches(ks_out *out, const hunt_hit *hit, ks_out *cell)
{
    ks_out_clear(cell);
    for (size_t i = 0; i < hit->test_count; i++) {
        const ks_judged_test *test = &hit->tests[i];
        if (is_told(hit, i) || is_absent(test))
            continue;
        if (ks_out_size(cell))
            KS_PUT(cell, "\n");
        if (test->test->field.size) {
            ks_out_put(cell, test->test->field);
            KS_PUT(cell, ": ");
        }
        ks_out_put(cell, test->value);
    }
    csv_made(out, cell);
}

void hunt_print_csv_head(ks_out *out)
{
    KS_PUT(out, "time,level,rule_id,title,tags,computer,channel,provider,id,event_record_id,form,"
                "matches,hits,first_time,found,offset,source,rule_path\r\n");
}

static void csv_rule(ks_out *out, const ks_rule *rule, ks_lang lang, ks_out *cell)
{
    KS_PUT(out, ",");
    ks_out_put(out, ks_str_of(ks_level_words[rule->level]));
    KS_PUT(out, ",");
    ks_out_csv(out, rule->id);
    KS_PUT(out, ",");
    ks_out_csv(out, hunt_title(rule, lang));
    KS_PUT(out, ",");
    csv_tags(out, rule, cell);
}

static void csv_cell(ks_out *out, ks_str text)
{
    KS_PUT(out, ",");
    ks_out_csv(out, text);
}

void hunt_print_csv(const hunt *h, const hunt_hit *hit, ks_out *out)
{
    enum { cell_most = 1 << 20 };
    const ks_event *e = hit->event;
    ks_arena scratch = *e->arena;
    ks_out cell;
    if (!ks_out_open(&cell, &scratch, cell_most)) {
        out->is_full = true;
        return;
    }
    if (ks_event_ticks(e))
        ks_out_ticks(out, ks_event_ticks(e), 7, hit->days);
    csv_rule(out, hit->rule, h->run->data_lang, &cell);
    csv_cell(out, hit->computer);
    csv_cell(out, e->class->channel);
    csv_cell(out, e->class->provider);
    KS_PUT(out, ",");
    ks_out_u64(out, ks_event_id(e));
    KS_PUT(out, ",");
    ks_out_u64(out, ks_event_number(e, KS_SYSTEM_EVENT_RECORD_ID));
    csv_cell(out, ks_str_of(hit->form ? hit->form->name : ""));
    KS_PUT(out, ",");
    csv_matches(out, hit, &cell);
    KS_PUT(out, ",1,,");
    ks_out_put(out, ks_str_of(ks_found_words[e->found]));
    KS_PUT(out, ",");
    ks_out_u64(out, e->offset);
    csv_cell(out, e->path);
    csv_cell(out, hit->rule->path);
    KS_PUT(out, "\r\n");
}

// --- results of correlations

ks_str hunt_result_host(const ks_correlation_result *result)
{
    for (size_t i = 1; i < result->hit_count; i++) {
        if (!ks_str_equal(result->hits[i].computer, result->hits[0].computer))
            return (ks_str){ 0 };
    }
    return result->hit_count ? result->hits[0].computer : (ks_str){ 0 };
}

static bool give(hunt *h, ks_fail *fail)
{
    if (h->line.is_full)
        return ks_refuse(fail, KS_OVER_BUDGET, result_line_most, 0, KS_STR("result"));
    bool is_given = run_write(h->run, ks_out_str(&h->line), fail);
    ks_out_clear(&h->line);
    return is_given;
}

// A number as the correlation compared it: whole ones without a point.
static void put_real(ks_out *out, double value)
{
    bool is_negative = value < 0;
    double size = is_negative ? -value : value;
    if (size >= 1e15) { // beyond what a double tells exactly to the thousandth
        ks_out_u64(out, size < 1.8e19 ? (u64)size : UINT64_MAX);
        return;
    }
    u64 thousandths = (u64)(size * 1000 + 0.5);
    if (is_negative && thousandths)
        KS_PUT(out, "-");
    ks_out_u64(out, thousandths / 1000);
    if (thousandths % 1000 == 0)
        return;
    KS_PUT(out, ".");
    ks_out_padded(out, thousandths % 1000, 3);
}

static void json_group(ks_out *out, const ks_rule *rule, const ks_correlation_result *result)
{
    KS_PUT(out, ",\"group\":[");
    for (u32 i = 0; i < rule->correlation->group_count; i++) {
        ks_out_put(out, i ? KS_STR(",{\"field\":") : KS_STR("{\"field\":"));
        put_json(out, rule->correlation->group_by[i]);
        json_text(out, KEY("value"), result->group[i]);
        KS_PUT(out, "}");
    }
    KS_PUT(out, "]");
    if (result->group_field_missing)
        KS_PUT(out, ",\"group_field_missing\":true");
}

static void json_base_hit(ks_out *out, const hunt *h, const ks_base_hit *hit, ks_day_cache *days)
{
    KS_PUT(out, "{\"time\":");
    put_time(out, hit->ticks, days);
    if (hit->rule < h->set.count) {
        const ks_rule *rule = h->set.rules[hit->rule];
        json_text(out, KEY("rule_id"), rule->id);
        json_text(out, KEY("rule_title"), hunt_title(rule, h->run->data_lang));
    }
    json_text(out, KEY("computer"), hit->computer);
    json_text(out, KEY("channel"), hit->channel);
    json_number(out, KEY("event_record_id"), hit->event_record_id);
    json_number(out, KEY("offset"), hit->offset);
    json_text(out, KEY("source"), ks_sources_at(h->run->sources, hit->source)->path);
    KS_PUT(out, "}");
}

bool hunt_result_json(hunt *h, const ks_correlation_result *result, ks_fail *fail)
{
    const ks_rule *rule = h->set.rules[result->rule];
    ks_day_cache days = { 0 };
    ks_out *out = &h->line;
    KS_PUT(out, "{\"time\":");
    put_time(out, result->last_ticks, &days);
    KS_PUT(out, ",\"kind\":\"correlation\"");
    json_rule(out, rule, h->run->data_lang);
    ks_out_put(out, KEY("first_time"));
    put_time(out, result->first_ticks, &days);
    json_group(out, rule, result);
    KS_PUT(out, ",\"value\":");
    put_real(out, result->value);
    json_text(out, KEY("computer"), hunt_result_host(result));
    json_number(out, KEY("hit_count"), result->hit_count);
    KS_PUT(out, ",\"hits\":[");
    for (size_t i = 0; i < result->hit_count; i++) {
        if (i)
            KS_PUT(out, ",");
        json_base_hit(out, h, &result->hits[i], &days);
        if (ks_out_size(out) > result_line_most / 2 && !give(h, fail))
            return false;
    }
    KS_PUT(out, "]}\n");
    return give(h, fail);
}

bool hunt_result_csv(hunt *h, const ks_correlation_result *result, ks_fail *fail)
{
    const ks_rule *rule = h->set.rules[result->rule];
    const ks_base_hit *last = result->hit_count ? &result->hits[result->hit_count - 1] : NULL;
    ks_day_cache days = { 0 };
    ks_out *out = &h->line, cell;
    ks_arena scratch = h->run->arena;
    if (!ks_out_open(&cell, &scratch, result_line_most))
        return ks_refuse(fail, KS_OVER_BUDGET, result_line_most, 0, KS_STR("run"));
    ks_out_ticks(out, result->last_ticks, 7, &days);
    csv_rule(out, rule, h->run->data_lang, &cell);
    csv_cell(out, hunt_result_host(result));
    KS_PUT(out, ",,,,,,");
    ks_out_clear(&cell);
    for (u32 i = 0; i < rule->correlation->group_count; i++) {
        if (i)
            KS_PUT(&cell, "\n");
        ks_out_put(&cell, rule->correlation->group_by[i]);
        KS_PUT(&cell, ": ");
        ks_out_put(&cell, result->group[i]);
    }
    csv_made(out, &cell);
    KS_PUT(out, ",");
    ks_out_u64(out, result->hit_count);
    KS_PUT(out, ",");
    ks_out_ticks(out, result->first_ticks, 7, &days);
    KS_PUT(out, ",,");
    if (last)
        ks_out_u64(out, last->offset);
    csv_cell(out, last ? ks_sources_at(h->run->sources, last->source)->path : (ks_str){ 0 });
    csv_cell(out, rule->path);
    KS_PUT(out, "\r\n");
    return give(h, fail);
}
