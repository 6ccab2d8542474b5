// One rule on one event, test by test. See judge.h.
//
// Every call works on a copy of the event with memory of its own, which is used again by the next
// call; only the texts that are reported are kept in the event's arena.
#include "base/table.h"
#include "base/ticks.h"
#include "rules/form_own.h"
#include "rules/judge_own.h"
#include "rules/places.h"

enum {
    compiled_budget = 256 << 20, // addresses
    scratch_budget = 1 << 30,
    looked_most = 64, // fields whose values are kept during one call
    values_most = 4096
};

typedef struct {
    ks_str name;
    ks_field_kind kind;
    const ks_str *texts;
    size_t count;
} looked_field;

struct ks_judge {
    const ks_forms *forms;
    ks_arena compiled, compiled_whole; // regular expressions
    ks_table keys;                     // flags and text
    rules_regex *regexes;              // by number; code NULL: refused
    size_t regex_count, regex_capacity;
    rules_regex_work work;
    rules_places *places;
    ks_arena scratch, scratch_empty; // of one call
    // the call
    ks_event event;
    const ks_form *form;
    looked_field looked[looked_most];
    size_t looked_count;
};

bool ks_judge_open(ks_judge **judge, const ks_forms *forms, ks_arena *run, ks_fail *fail)
{
    ks_judge *j = ks_take(run, ks_judge, 1);
    if (j == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, sizeof *j, 0, ks_str_of(run->name));
    j->forms = forms;
    if (!ks_arena_open(&j->compiled_whole, "expressions", compiled_budget))
        return ks_refuse(fail, KS_OVER_BUDGET, compiled_budget, 0, KS_STR("expressions"));
    j->compiled = j->compiled_whole;
    if (!ks_arena_open(&j->scratch_empty, "judge", scratch_budget)) {
        ks_arena_close(&j->compiled_whole);
        return ks_refuse(fail, KS_OVER_BUDGET, scratch_budget, 0, KS_STR("judge"));
    }
    j->places = rules_places_open(run, NULL);
    if (j->places == NULL || !rules_regex_work_open(&j->work)) {
        ks_judge_close(j);
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("judge"));
    }
    *judge = j;
    return true;
}

void ks_judge_close(ks_judge *judge)
{
    for (size_t i = 0; i < judge->regex_count; i++) {
        if (judge->regexes[i].code)
            rules_regex_close(&judge->regexes[i]);
    }
    if (judge->work.context)
        rules_regex_work_close(&judge->work);
    if (judge->places)
        rules_places_close(judge->places);
    ks_arena_close(&judge->compiled_whole);
    ks_arena_close(&judge->scratch_empty);
}

// --- regular expressions, compiled when first asked for

static rules_regex *regex_of(ks_judge *j, const ks_rule_test *test)
{
    ks_arena scratch = j->compiled;
    u8 *key = ks_take(&scratch, u8, test->text.size + 1);
    if (key == NULL)
        return NULL;
    key[0] = test->regex_flags;
    if (test->text.size)
        memcpy(key + 1, test->text.at, test->text.size);
    ks_span bytes = { key, test->text.size + 1 };
    u32 number = ks_table_find(&j->keys, bytes);
    if (number != ks_table_none)
        return &j->regexes[number];
    j->compiled = scratch; // the key stays where it is
    if (j->regex_count == j->regex_capacity) {
        rules_regex *grown = ks_arena_grow(&j->compiled, j->regexes, sizeof *grown, j->regex_count,
                                           &j->regex_capacity);
        if (grown == NULL)
            return NULL;
        j->regexes = grown;
    }
    if (ks_table_add(&j->keys, &j->compiled, bytes) == ks_table_none)
        return NULL;
    rules_regex *made = &j->regexes[j->regex_count++];
    if (!rules_regex_compile(made, test->text, test->regex_flags, NULL))
        made->code = NULL;
    return made;
}

static ks_judged truth(bool is_true) { return is_true ? KS_JUDGED_TRUE : KS_JUDGED_FALSE; }

ks_judged judge_regex(ks_judge *judge, const ks_rule_test *test, ks_str text)
{
    const rules_regex *regex = regex_of(judge, test);
    if (regex == NULL || regex->code == NULL)
        return KS_JUDGED_GAVE_UP;
    return rules_regex_find(regex, &judge->work, text);
}

ks_judged ks_judge_text(ks_judge *judge, const ks_rule_test *test, ks_str text)
{
    ks_rule_number number;
    u64 ticks = 0;
    ks_judge_address address;
    switch (test->kind) {
    case KS_TEST_TEXT:
        return truth(judge_fits(test->pieces, test->piece_count, text, test->is_cased));
    case KS_TEST_NUMBER:
        return truth(judge_number(text, &number) && judge_compare(&number, &test->number) == 0);
    case KS_TEST_COMPARE:
        return truth(judge_number(text, &number) &&
                     judge_is_related(test->relation, judge_compare(&number, &test->number)));
    case KS_TEST_TIME:
        if (!ks_ticks_read(text, 0, &ticks))
            return KS_JUDGED_FALSE;
        number = (ks_rule_number){ .is_whole = true, .size = judge_time_part(ticks, test->part) };
        number.real = (double)number.size;
        return truth(judge_is_related(test->relation, judge_compare(&number, &test->number)));
    case KS_TEST_REGEX: return judge_regex(judge, test, text);
    case KS_TEST_NETWORK:
        ks_judge_read_address(text, &address);
        return truth(ks_judge_is_within(&test->network, &address));
    case KS_TEST_NULL: return truth(text.size == 0);
    case KS_TEST_EXISTS: return truth(test->is_wanted);
    case KS_TEST_LENGTH: return truth(text.size >= test->number.size);
    case KS_TEST_FIELD: // needs the other field: see judge_field
    case KS_TEST_KIND_COUNT: break;
    }
    return KS_JUDGED_FALSE;
}

// --- fields

static void read_texts(ks_judge *j, looked_field *looked, const ks_value *values, size_t count)
{
    ks_str *texts = count ? ks_take(j->event.arena, ks_str, count) : NULL;
    for (size_t i = 0; texts && i < count; i++)
        texts[i] = ks_field_text(values[i], &j->event);
    looked->texts = texts;
    looked->count = texts ? count : 0;
}

static void look_at(ks_judge *j, ks_str name, looked_field *looked)
{
    ks_value few[64] KS_UNSET, *values = few;
    ks_rule_field field = { .kind = KS_FIELD_BY_NAME };
    size_t count;
    if (name.size == 0) {
        count = ks_keyword_values(&j->event, few, countof(few));
    } else {
        field = rules_places_find(j->places, j->form, &j->event, name);
        count = ks_field_values(&field, &j->event, few, countof(few));
    }
    if (count > countof(few)) {
        count = count < values_most ? count : values_most;
        values = ks_take(j->event.arena, ks_value, count);
        if (values == NULL)
            count = 0;
        else if (name.size == 0)
            (void)ks_keyword_values(&j->event, values, count);
        else
            (void)ks_field_values(&field, &j->event, values, count);
    }
    *looked = (looked_field){ .name = name, .kind = field.kind };
    read_texts(j, looked, values, count);
}

static const looked_field *field_of(ks_judge *j, ks_str name)
{
    for (size_t i = 0; i < j->looked_count; i++) {
        if (ks_str_equal(j->looked[i].name, name))
            return &j->looked[i];
    }
    // Beyond what is kept the last place is used again and again.
    size_t at = j->looked_count < looked_most ? j->looked_count++ : looked_most - 1;
    look_at(j, name, &j->looked[at]);
    return &j->looked[at];
}

// Any value of the one with any value of the other; both have to be there.
static ks_judged judge_field(ks_judge *j, const ks_rule_test *test, ks_judged_test *told)
{
    looked_field a = *field_of(j, test->field), b = *field_of(j, test->text);
    told->field = a.kind;
    told->value = a.count ? a.texts[0] : (ks_str){ 0 };
    for (size_t i = 0; i < a.count; i++) {
        for (size_t k = 0; k < b.count; k++) {
            if (judge_is_like(test->likeness, a.texts[i], b.texts[k], test->is_cased)) {
                told->value = a.texts[i];
                return KS_JUDGED_TRUE;
            }
        }
    }
    return KS_JUDGED_FALSE;
}

static ks_judged judge_test(ks_judge *j, const ks_rule_test *test, ks_judged_test *told)
{
    *told = (ks_judged_test){ .test = test };
    if (test->kind == KS_TEST_FIELD)
        return told->result = judge_field(j, test, told);
    const looked_field *field = field_of(j, test->field);
    told->field = field->kind;
    told->value = field->count ? field->texts[0] : (ks_str){ 0 };
    if (test->kind == KS_TEST_EXISTS)
        return told->result = truth((field->count > 0) == test->is_wanted);
    told->result = truth(test->kind == KS_TEST_NULL && field->count == 0);
    for (size_t i = 0; i < field->count && told->result != KS_JUDGED_TRUE; i++) {
        ks_judged one = ks_judge_text(j, test, field->texts[i]);
        if (one == KS_JUDGED_FALSE)
            continue;
        told->result = one;
        told->value = field->texts[i];
    }
    return told->result;
}

// --- the tree. Depth is that of the rule, which the loader bounds.

static ks_judged judge_node(ks_judge *j, const ks_rule_node *node)
{
    ks_judged_test told;
    ks_judged first;
    switch (node->kind) {
    case KS_RULE_TEST: return judge_test(j, node->test, &told);
    case KS_RULE_NOT:
        first = judge_node(j, node->parts[0]);
        return first == KS_JUDGED_GAVE_UP ? first : truth(first == KS_JUDGED_FALSE);
    case KS_RULE_ALL:
    case KS_RULE_ANY: break;
    }
    // What ends an ALL is a FALSE, what ends an ANY is a TRUE; else whoever gave up decides.
    ks_judged end = truth(node->kind == KS_RULE_ANY);
    ks_judged result = truth(node->kind == KS_RULE_ALL);
    for (u32 i = 0; i < node->part_count; i++) {
        ks_judged one = judge_node(j, node->parts[i]);
        if (one == end)
            return end;
        if (one == KS_JUDGED_GAVE_UP)
            result = one;
    }
    return result;
}

typedef struct {
    ks_judge *judge;
    ks_arena *arena; // of the event as it was given
    ks_judged_test *tests;
    size_t most, count;
    bool is_match;
} report;

static void tell(report *r, const ks_rule_test *test)
{
    ks_judged_test told;
    (void)judge_test(r->judge, test, &told);
    if (r->count < r->most) {
        told.value = ks_arena_keep(r->arena, told.value);
        r->tests[r->count] = told;
    }
    r->count++;
}

// The tests below a node whose result is `result` that made it so. Of a match only tests that are
// true: what is not there needs no telling.
static void explain(report *r, const ks_rule_node *node, ks_judged result)
{
    if (node->kind == KS_RULE_TEST) {
        if (!r->is_match || result == KS_JUDGED_TRUE)
            tell(r, node->test);
        return;
    }
    if (node->kind == KS_RULE_NOT) {
        ks_judged inner = judge_node(r->judge, node->parts[0]);
        explain(r, node->parts[0], inner);
        return;
    }
    for (u32 i = 0; i < node->part_count; i++) {
        if (judge_node(r->judge, node->parts[i]) == result)
            explain(r, node->parts[i], result);
    }
}

static void turn_to(ks_judge *judge, const ks_form *form, ks_event *event)
{
    size_t fields = 0;
    if (!rules_is_plain(event))
        (void)ks_event_fields(event, &fields); // once for all rules
    judge->scratch = judge->scratch_empty;
    judge->event = *event;
    judge->event.arena = &judge->scratch;
    judge->form = form;
    judge->looked_count = 0;
}

ks_judged ks_judge_rule(ks_judge *judge, const ks_rule *rule, const ks_form *form, ks_event *event,
                        ks_judged_list *told)
{
    if (told)
        told->count = 0;
    if (rule->condition == NULL)
        return KS_JUDGED_FALSE;
    turn_to(judge, form, event);
    const ks_rule_node *where = form ? form->where : NULL;
    ks_judged fits = where ? judge_node(judge, where) : KS_JUDGED_TRUE;
    const ks_rule_node *root = fits == KS_JUDGED_TRUE ? rule->condition : where;
    ks_judged result = fits == KS_JUDGED_TRUE ? judge_node(judge, root) : fits;
    if (told) {
        report r = { judge, event->arena, told->tests, told->most, 0, result == KS_JUDGED_TRUE };
        explain(&r, root, result);
        told->count = r.count < told->most ? r.count : told->most;
    }
    return result;
}
