// Why a rule matched: the tests of its tree that are true, one of each list of alternatives. The
// tree is walked as the judge walks it. Most tests the engine has answered already; of those that
// its program has no check for (it knows the event's id) one is made here, once.
#include "base/hash.h"
#include "rules/engine.h"
#include "rules/places.h"

enum {
    tests_kept = 1024,
    ways_kept = 4096,
    ways_near = 8,           // places that one may lie in
    tests_budget = 64 << 20, // addresses
    tests_spent_most = 16 << 20,
    looked_most = 64 // fields of one event whose values are kept
};

typedef struct {
    const ks_rule_test *test; // NULL: nothing is here
    rules_check check;
} known_test;

// What was told of an event's id, and of which.
enum { id_most = 8 };
typedef struct {
    ks_judged_test test;
    u8 id[id_most], type;
    u32 size;
} told_of_id;

// A rule's tree, each node before its parts, with the checks that the engine's program has for it.
typedef struct {
    const ks_rule_test *test; // of a test
    u32 end;                  // the step behind all of its parts
    ks_rule_node_kind kind;
    const told_of_id *told; // of an event's id; NULL: nothing yet
} step;
typedef struct {
    const ks_rule_node *condition; // NULL: nothing is here
    const rules_program *program;
    const ks_form *form;
    step *steps;
    u32 *checks; // by step; rules_no_check: it is no test, or has none
} way;

typedef struct {
    ks_str name;
    ks_field_kind kind;
    rules_values values;
} looked_field;

struct rules_why {
    rules_places *places;
    ks_arena tests, tests_empty;
    known_test *known;
    way *ways;
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
    w->ways = ks_take(run, way, ways_kept);
    if (w->places && w->known && w->ways)
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
    memset(w->ways, 0, ways_kept * sizeof *w->ways);
    w->tests = w->tests_empty;
}

// NULL: no memory.
static known_test *known_of(rules_why *w, const ks_rule_test *test)
{
    u64 hash = ks_hash_mix((uintptr_t)test, 0);
    known_test *known = &w->known[hash % tests_kept];
    if (KS_LIKELY(known->test == test))
        return known;
    *known = (known_test){ 0 };
    if (!rules_check_make(&known->check, test, &w->tests))
        return NULL;
    known->test = test;
    return known;
}

// Depth is that of the rule, which the loader bounds.
static u32 count_steps(const ks_rule_node *node)
{
    u32 count = 1;
    for (u32 i = 0; i < node->part_count; i++)
        count += count_steps(node->parts[i]);
    return count;
}

static u32 add_steps(const way *to, const ks_rule_node *node, u32 at)
{
    step *s = &to->steps[at];
    *s = (step){ .kind = node->kind };
    to->checks[at] = rules_no_check;
    if (node->kind == KS_RULE_TEST)
        s->test = node->test;
    if (s->test && to->program)
        to->checks[at] = rules_program_check(to->program, s->test, to->form);
    at++;
    for (u32 i = 0; i < node->part_count; i++)
        at = add_steps(to, node->parts[i], at);
    s->end = at;
    return at;
}

static bool is_way(const way *a, const way *b)
{
    return a->condition == b->condition && a->program == b->program && a->form == b->form;
}

// Where it lies, or may come to lie.
static way *place_of(rules_why *w, const way *wanted)
{
    u64 hash = ks_hash_mix((uintptr_t)wanted->condition,
                           (uintptr_t)wanted->form ^ (uintptr_t)wanted->program);
    for (u64 i = 0; i < ways_near; i++) {
        way *at = &w->ways[(hash + i) % ways_kept];
        if (at->condition == NULL || is_way(at, wanted))
            return at;
    }
    return &w->ways[hash % ways_kept];
}

// NULL: no memory.
static const way *way_of(rules_why *w, const ks_rule_node *condition)
{
    way wanted = { .condition = condition,
                   .program = w->matcher->use ? w->matcher->program : NULL,
                   .form = w->form };
    way *known = place_of(w, &wanted);
    if (KS_LIKELY(is_way(known, &wanted)))
        return known;
    u32 count = count_steps(condition);
    wanted.steps = ks_take(&w->tests, step, count);
    wanted.checks = ks_take(&w->tests, u32, count);
    if (wanted.steps == NULL || wanted.checks == NULL)
        return NULL;
    (void)add_steps(&wanted, condition, 0);
    *known = wanted;
    return known;
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
    if (values->count == 0)
        return (ks_str){ 0 };
    rules_value *value = &values->at[at];
    if (value->raw.type != KS_STRING && value->plain.at == NULL)
        return ks_field_text(value->raw, w->eye->event);
    rules_text text = rules_plain_of(w->eye, value); // which may have been made already
    return (ks_str){ (const char *)text.at, text.size };
}

// What the engine's program found true.
static void tell_known(rules_why *w, const step *s, u32 check, ks_judged_test *told)
{
    ks_matcher *m = w->matcher;
    const rules_check *c = &m->program->checks[check];
    bool is_keyword = m->program->fields[c->field].name.size == 0;
    const rules_values *values = rules_values_of(m, c->field);
    *told = (ks_judged_test){
        .test = s->test,
        .result = KS_JUDGED_TRUE,
        .field = is_keyword ? KS_FIELD_BY_NAME : m->binding->fields[c->field].kind,
        .value =
            deciding(w, c, values, c->how == CHECK_FIELD ? rules_values_of(m, c->other) : NULL),
    };
}

static bool is_told(const told_of_id *told, ks_value id)
{
    return told && told->type == id.type && told->size == id.size &&
           (id.size == 0 || memcmp(told->id, id.at, id.size) == 0);
}

static void keep_told(rules_why *w, step *s, const ks_judged_test *told, ks_value id)
{
    told_of_id *kept = id.size <= id_most ? ks_take(&w->tests, told_of_id, 1) : NULL;
    ks_str value = kept ? ks_arena_keep(&w->tests, told->value) : (ks_str){ 0 };
    if (kept == NULL || value.size != told->value.size)
        return;
    *kept = (told_of_id){ .test = *told, .type = id.type, .size = id.size };
    kept->test.value = value;
    if (id.size)
        memcpy(kept->id, id.at, id.size);
    s->told = kept;
}

static ks_judged ask(rules_why *w, const way *on, u32 at, ks_judged_test *told)
{
    step *s = &on->steps[at];
    const ks_rule_test *test = s->test;
    if (KS_LIKELY(on->checks[at] != rules_no_check)) {
        ks_judged judged = rules_ask_check(w->matcher, on->checks[at]);
        if (judged == KS_JUDGED_TRUE)
            tell_known(w, s, on->checks[at], told);
        return judged;
    }
    ks_value id = ks_event_system(w->eye->event, KS_SYSTEM_ID);
    if (KS_LIKELY(is_told(s->told, id))) {
        *told = s->told->test;
        return told->result;
    }
    *told = (ks_judged_test){ .test = test, .result = KS_JUDGED_GAVE_UP };
    known_test *known = known_of(w, test);
    if (known == NULL)
        return KS_JUDGED_GAVE_UP;
    const rules_check *c = &known->check;
    looked_field field = *look_at(w, test->field); // a second look may take its place
    looked_field other = { 0 };
    if (c->how == CHECK_FIELD)
        other = *look_at(w, test->text);
    told->field = field.kind;
    told->result = rules_check_values(c, w->eye, &field.values, &other.values);
    if (told->result == KS_JUDGED_TRUE)
        told->value = deciding(w, c, &field.values, &other.values);
    if (w->matcher->use && rules_is_event_id(test->field))
        keep_told(w, s, told, id);
    return told->result;
}

static ks_judged holds(rules_why *w, const way *on, u32 at)
{
    ks_judged_test told;
    const step *s = &on->steps[at];
    if (s->kind == KS_RULE_TEST)
        return ask(w, on, at, &told);
    if (s->kind == KS_RULE_NOT) {
        ks_judged inner = holds(w, on, at + 1);
        return inner == KS_JUDGED_GAVE_UP ? inner
               : inner == KS_JUDGED_TRUE  ? KS_JUDGED_FALSE
                                          : KS_JUDGED_TRUE;
    }
    ks_judged end = s->kind == KS_RULE_ANY ? KS_JUDGED_TRUE : KS_JUDGED_FALSE;
    ks_judged result = s->kind == KS_RULE_ALL ? KS_JUDGED_TRUE : KS_JUDGED_FALSE;
    for (u32 part = at + 1; part < s->end; part = on->steps[part].end) {
        ks_judged one = holds(w, on, part);
        if (one == end)
            return end;
        if (one == KS_JUDGED_GAVE_UP)
            result = one;
    }
    return result;
}

// The first of the steps that is not known to be a test that is false; `end`: none. Of long lists
// of alternatives most are.
static u32 first_hopeful(const rules_why *w, const way *on, u32 from, u32 end)
{
    while (from < end && on->checks[from] != rules_no_check &&
           rules_ask_check(w->matcher, on->checks[from]) != KS_JUDGED_TRUE)
        from++; // a test has no parts
    return from;
}

// Goes down to tests that are true, by one way only. `is_known`: the node is true. Then what is
// negated need not be asked; below an ANY nothing is known of its parts.
static bool find_true(rules_why *w, const way *on, u32 at, bool is_known)
{
    const step *s = &on->steps[at];
    size_t before = w->count;
    if (s->kind == KS_RULE_NOT)
        return is_known || holds(w, on, at + 1) == KS_JUDGED_FALSE;
    if (s->kind == KS_RULE_TEST) {
        ks_judged_test beyond;
        bool has_room = w->count < w->most;
        if (ask(w, on, at, has_room ? &w->told[w->count] : &beyond) != KS_JUDGED_TRUE)
            return false;
        w->count += has_room;
        return true;
    }
    bool is_all = s->kind == KS_RULE_ALL;
    for (u32 part = at + 1; part < s->end; part = on->steps[part].end) {
        if (!is_all)
            part = first_hopeful(w, on, part, s->end);
        if (part == s->end)
            return false;
        bool is_true = find_true(w, on, part, is_all && is_known);
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
    make_room(w);
    if (w->event != m->events || w->form != hit->form)
        w->looked_count = 0;
    w->matcher = m;
    w->eye = &m->eye;
    w->form = hit->form;
    w->event = m->events;
    w->told = tests;
    w->most = most;
    w->count = 0;
    const way *on = rule->condition ? way_of(w, rule->condition) : NULL;
    if (on)
        (void)find_true(w, on, 0, true);
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
