// Why a rule matched: the tests of its tree that are true, one of each list of alternatives. The
// tree is walked as the judge walks it. Most tests the engine has answered already; of those that
// its program has no check for (it knows the event's id) one is made here, once.
#include "base/hash.h"
#include "rules/engine.h"
#include "rules/places.h"

enum {
    tests_kept = 1024,
    lists_kept = 1024,
    list_least = 3,          // shorter ones are not worth a place
    tests_budget = 64 << 20, // addresses
    tests_spent_most = 16 << 20,
    looked_most = 64 // fields of one event whose values are kept
};

typedef struct {
    const ks_rule_test *test; // NULL: nothing is here
    rules_check check;
    u64 class; // serial, of whose events `told` is true; 0: of none
    const ks_form *form;
    ks_judged_test told;
} known_test;

// The checks of a list of alternatives, in the order of its parts; UINT32_MAX: it has none.
typedef struct {
    const ks_rule_node *node; // NULL: nothing is here
    const rules_program *program;
    const ks_form *form;
    const u32 *checks;
} known_list;

typedef struct {
    ks_str name;
    ks_field_kind kind;
    rules_values values;
} looked_field;

struct rules_why {
    rules_places *places;
    ks_arena tests, tests_empty;
    known_test *known;
    known_list *lists;
    // the event in hand
    ks_matcher *matcher;
    rules_eye *eye;
    const ks_form *form;
    u64 event; // as the matcher counts
    looked_field looked[looked_most];
    size_t looked_count;
    bool is_spent;
    // the answer
    ks_judged_test *told;
    size_t most, count;
};

rules_why *rules_why_open(ks_arena *run)
{
    rules_why *w = ks_take(run, rules_why, 1);
    if (w == NULL || !ks_arena_open(&w->tests_empty, "tests", tests_budget))
        return NULL;
    w->tests_empty.spent = &w->is_spent;
    w->tests = w->tests_empty;
    w->places = rules_places_open(run, &w->is_spent);
    w->known = ks_take(run, known_test, tests_kept);
    w->lists = ks_take(run, known_list, lists_kept);
    if (w->places && w->known && w->lists)
        return w;
    rules_why_close(w);
    return NULL;
}

void rules_why_close(rules_why *w)
{
    if (w->places)
        rules_places_close(w->places);
    ks_arena_close(&w->tests_empty);
}

// What was made of tests so far is forgotten when it has become much.
static void make_room(rules_why *w)
{
    if (w->tests.at - w->tests_empty.at <= tests_spent_most)
        return;
    memset(w->known, 0, tests_kept * sizeof *w->known);
    memset(w->lists, 0, lists_kept * sizeof *w->lists);
    w->tests = w->tests_empty;
}

// NULL: no memory.
static known_test *known_of(rules_why *w, const ks_rule_test *test)
{
    u64 hash = ks_hash_mix((uintptr_t)test, 0);
    known_test *known = &w->known[hash % tests_kept];
    if (KS_LIKELY(known->test == test))
        return known;
    make_room(w);
    *known = (known_test){ 0 };
    if (!rules_check_make(&known->check, test, &w->tests))
        return NULL;
    known->test = test;
    return known;
}

// The checks of a list of tests that the engine's program knows. NULL: it is no such list.
static const u32 *checks_of(rules_why *w, const ks_rule_node *node)
{
    const rules_program *p = w->matcher->use ? w->matcher->program : NULL;
    if (p == NULL || node->kind != KS_RULE_ANY || node->part_count < list_least)
        return NULL;
    u64 hash = ks_hash_mix((uintptr_t)node, (uintptr_t)w->form);
    known_list *known = &w->lists[hash % lists_kept];
    if (KS_LIKELY(known->node == node && known->program == p && known->form == w->form))
        return known->checks;
    make_room(w);
    u32 *checks = ks_take(&w->tests, u32, node->part_count);
    for (u32 i = 0; checks && i < node->part_count; i++) {
        const ks_rule_node *part = node->parts[i];
        checks[i] =
            part->kind == KS_RULE_TEST ? rules_program_check(p, part->test, w->form) : UINT32_MAX;
    }
    *known = (known_list){ checks ? node : NULL, p, w->form, checks };
    return checks;
}

static looked_field *look_at(rules_why *w, ks_str name)
{
    for (size_t i = 0; i < w->looked_count; i++) {
        if (ks_str_equal(w->looked[i].name, name))
            return &w->looked[i];
    }
    // Beyond what is kept the last place is used again and again.
    size_t at = w->looked_count < looked_most ? w->looked_count++ : looked_most - 1;
    looked_field *looked = &w->looked[at];
    *looked = (looked_field){ .name = name, .kind = KS_FIELD_BY_NAME };
    if (name.size == 0) {
        rules_look_everywhere(w->eye, false, &looked->values);
        return looked;
    }
    ks_rule_field field = rules_places_find(w->places, w->form, w->eye->event, name);
    looked->kind = field.kind;
    rules_look(w->eye, &field, &looked->values);
    return looked;
}

// The first value that makes the test true, else the first of all.
static ks_str deciding(rules_why *w, const rules_check *c, const rules_values *values,
                       const rules_values *others)
{
    u32 at = 0;
    for (u32 i = 0; values->count > 1 && i < values->count; i++) {
        rules_values one = { .at = &values->at[i], .count = 1 };
        if (rules_check_values(c, w->eye, &one, others) == KS_JUDGED_TRUE) {
            at = i;
            break;
        }
    }
    return values->count ? ks_field_text(values->at[at].raw, w->eye->event) : (ks_str){ 0 };
}

// What the engine's program knows already.
static ks_judged recall(rules_why *w, u32 number, ks_judged_test *told)
{
    ks_matcher *m = w->matcher;
    const rules_check *c = &m->program->checks[number];
    told->result = rules_ask_check(m, number);
    if (told->result != KS_JUDGED_TRUE)
        return told->result;
    bool is_keyword = m->program->fields[c->field].name.size == 0;
    told->field = is_keyword ? KS_FIELD_BY_NAME : m->binding->fields[c->field].kind;
    const rules_values *values = rules_values_of(m, c->field);
    told->value =
        deciding(w, c, values, c->how == CHECK_FIELD ? rules_values_of(m, c->other) : NULL);
    return told->result;
}

// What is told of an event's id is true of all events of its class.
static void keep_told(rules_why *w, known_test *known, const ks_judged_test *told)
{
    ks_str value = ks_arena_keep(&w->tests, told->value);
    if (value.size != told->value.size)
        return;
    known->class = w->eye->event->class->serial;
    known->form = w->form;
    known->told = *told;
    known->told.value = value;
}

static ks_judged ask(rules_why *w, const ks_rule_test *test, ks_judged_test *told)
{
    *told = (ks_judged_test){ .test = test, .result = KS_JUDGED_GAVE_UP };
    const rules_program *p = w->matcher->use ? w->matcher->program : NULL;
    u32 number = p ? rules_program_check(p, test, w->form) : UINT32_MAX;
    if (KS_LIKELY(number != UINT32_MAX))
        return recall(w, number, told);
    known_test *known = known_of(w, test);
    if (known == NULL)
        return KS_JUDGED_GAVE_UP;
    u64 class = w->eye->event->class->serial;
    if (KS_LIKELY(class && known->class == class && known->form == w->form)) {
        *told = known->told; // whose text may go to make room for others
        told->value = ks_arena_keep(w->eye->event->arena, told->value);
        return told->result;
    }
    const rules_check *c = &known->check;
    looked_field field = *look_at(w, test->field); // a second look may take its place
    looked_field other = { 0 };
    if (c->how == CHECK_FIELD)
        other = *look_at(w, test->text);
    told->field = field.kind;
    told->result = rules_check_values(c, w->eye, &field.values, &other.values);
    if (told->result == KS_JUDGED_TRUE)
        told->value = deciding(w, c, &field.values, &other.values);
    if (p && rules_is_event_id(test->field))
        keep_told(w, known, told);
    return told->result;
}

static ks_judged holds(rules_why *w, const ks_rule_node *node)
{
    ks_judged_test told;
    if (node->kind == KS_RULE_TEST)
        return ask(w, node->test, &told);
    if (node->kind == KS_RULE_NOT) {
        ks_judged inner = holds(w, node->parts[0]);
        return inner == KS_JUDGED_GAVE_UP ? inner
               : inner == KS_JUDGED_TRUE  ? KS_JUDGED_FALSE
                                          : KS_JUDGED_TRUE;
    }
    ks_judged end = node->kind == KS_RULE_ANY ? KS_JUDGED_TRUE : KS_JUDGED_FALSE;
    ks_judged result = node->kind == KS_RULE_ALL ? KS_JUDGED_TRUE : KS_JUDGED_FALSE;
    for (u32 i = 0; i < node->part_count; i++) {
        ks_judged one = holds(w, node->parts[i]);
        if (one == end)
            return end;
        if (one == KS_JUDGED_GAVE_UP)
            result = one;
    }
    return result;
}

// Goes down to tests that are true, by one way only. `is_known`: the node is true. Then what is
// negated need not be asked; below an ANY nothing is known of its parts. Depth is that of the rule,
// which the loader bounds.
static bool find_true(rules_why *w, const ks_rule_node *node, bool is_known)
{
    size_t before = w->count;
    if (node->kind == KS_RULE_NOT)
        return is_known || holds(w, node->parts[0]) == KS_JUDGED_FALSE;
    if (node->kind == KS_RULE_TEST) {
        ks_judged_test told;
        if (ask(w, node->test, &told) != KS_JUDGED_TRUE)
            return false;
        if (w->count < w->most)
            w->told[w->count++] = told;
        return true;
    }
    bool is_all = node->kind == KS_RULE_ALL;
    const u32 *checks = checks_of(w, node);
    for (u32 i = 0; i < node->part_count; i++) {
        if (checks && checks[i] != UINT32_MAX &&
            rules_ask_check(w->matcher, checks[i]) != KS_JUDGED_TRUE)
            continue;
        bool is_true = find_true(w, node->parts[i], is_all && is_known);
        if (is_true && !is_all)
            return true;
        if (!is_true && is_all && !is_known) {
            w->count = before;
            return false;
        }
    }
    return is_all;
}

size_t ks_match_why(ks_matcher *m, const ks_hit *hit, ks_judged_test *tests, size_t most)
{
    rules_why *w = m->why;
    const ks_rule *rule = m->rules->set->rules[hit->rule];
    if (w->event != m->events || w->form != hit->form)
        w->looked_count = 0;
    w->matcher = m;
    w->eye = &m->eye;
    w->form = hit->form;
    w->event = m->events;
    w->told = tests;
    w->most = most;
    w->count = 0;
    if (rule->condition)
        (void)find_true(w, rule->condition, true);
    m->eye.gave_up += w->is_spent; // not all of it could be told
    w->is_spent = false;
    return w->count;
}

ks_str ks_match_text(ks_matcher *matcher, const ks_hit *hit, ks_event *event, ks_str field)
{
    ks_value value = { 0 };
    ks_rule_field at = rules_places_find(matcher->why->places, hit->form, event, field);
    if (ks_field_values(&at, event, &value, 1) == 0)
        return (ks_str){ 0 };
    ks_str text = ks_field_text(value, event);
    return text.at ? text : KS_STR("");
}
