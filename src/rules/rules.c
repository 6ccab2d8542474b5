// The door: rules become entries (a rule in one form), regular expressions are
// compiled, and matchers are handed out. All else waits until an event of its
// class comes. See rules.h.
#include "rules/engine.h"

enum {
    rules_budget = 768 << 20, // addresses; what is touched is what the classes met need
    bindings_budget = 64 << 20,
    scratch_budget = 256 << 20,
    forms_budget = 64 << 10
};

typedef struct {
    ks_rules *r;
    ks_table form_keys;
    size_t entry_capacity, form_capacity, regex_capacity, regex_count;
} maker;

static u32 form_index(maker *m, const ks_form *form)
{
    u64 key = form->number;
    ks_rules *r = m->r;
    u32 number = ks_table_find(&m->form_keys, (ks_span){ (const u8 *)&key, sizeof key });
    if (number != ks_table_none)
        return number;
    if (r->form_count == m->form_capacity) {
        const ks_form **grown =
            ks_arena_grow(&r->arena, r->forms, sizeof *grown, r->form_count, &m->form_capacity);
        if (grown == NULL)
            return ks_table_none;
        r->forms = grown;
    }
    number = ks_table_add(&m->form_keys, &r->arena, (ks_span){ (const u8 *)&key, sizeof key });
    if (number != ks_table_none)
        r->forms[r->form_count++] = form;
    return number;
}

static bool add_regex(maker *m, const ks_rule_test *test)
{
    ks_rules *r = m->r;
    u64 key[2] = { ks_hash(ks_str_span(test->text), test->regex_flags), test->text.size };
    ks_span bytes = { (const u8 *)key, sizeof key };
    if (ks_table_find(&r->regex_keys, bytes) != ks_table_none)
        return true;
    if (m->regex_count == m->regex_capacity) {
        rules_regex *grown =
            ks_arena_grow(&r->arena, r->regexes, sizeof *grown, m->regex_count, &m->regex_capacity);
        if (grown == NULL)
            return false;
        r->regexes = grown;
    }
    if (ks_table_add(&r->regex_keys, &r->arena, bytes) == ks_table_none)
        return false;
    rules_regex *regex = &r->regexes[m->regex_count++];
    if (!rules_regex_compile(regex, test->text, test->regex_flags, NULL))
        regex->code = NULL; // the loader warned; the judge says what it is worth
    return true;
}

static bool add_regexes(maker *m, const ks_rule_node *node)
{
    bool is_added = true;
    if (node->kind == KS_RULE_TEST)
        return node->test->kind != KS_TEST_REGEX || add_regex(m, node->test);
    for (u32 i = 0; i < node->part_count && is_added; i++)
        is_added = add_regexes(m, node->parts[i]);
    return is_added;
}

static bool add_entry(maker *m, u32 rule, const ks_form *form, ks_arena scratch)
{
    ks_rules *r = m->r;
    if (r->entry_count == m->entry_capacity) {
        rules_entry *grown =
            ks_arena_grow(&r->arena, r->entries, sizeof *grown, r->entry_count, &m->entry_capacity);
        if (grown == NULL)
            return false;
        r->entries = grown;
    }
    rules_entry *entry = &r->entries[r->entry_count];
    *entry = (rules_entry){ .rule = rule, .form = form_index(m, form) };
    if (entry->form == ks_table_none || (form->where && !add_regexes(m, form->where)))
        return false;
    r->entry_count++;
    return rules_ids_of(r->set->rules[rule]->condition, form->where, entry, &r->arena, scratch);
}

static bool add_rule(maker *m, const ks_rule *rule, ks_arena scratch)
{
    const ks_form *const *forms = NULL;
    u32 count = 0;
    if (rule->condition == NULL)
        return true; // a correlation
    (void)ks_forms_of(m->r->options.forms, rule, &forms, &count, &m->r->arena);
    bool is_added = count == 0 || add_regexes(m, rule->condition);
    for (u32 i = 0; i < count && is_added; i++)
        is_added = add_entry(m, rule->number, forms[i], scratch);
    return is_added;
}

static bool fill(ks_rules *r)
{
    maker m = { .r = r };
    ks_arena scratch;
    if (!ks_arena_open(&scratch, "rules", scratch_budget))
        return false;
    ks_arena whole = scratch;
    bool is_filled = true;
    for (size_t i = 0; i < r->set->count && is_filled; i++)
        is_filled = add_rule(&m, r->set->rules[i], scratch);
    ks_arena_close(&whole);
    r->fits = ks_take(&r->arena, bool, r->form_count + 1);
    r->was_bound = ks_take(&r->arena, bool, r->set->count + 1);
    return is_filled && r->fits && r->was_bound;
}

bool ks_rules_make(ks_rules **rules, const ks_rule_set *set, const ks_rules_options *options,
                   ks_arena *run, ks_fail *fail)
{
    ks_rules *r = ks_take(run, ks_rules, 1);
    *rules = r;
    if (r == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, sizeof *r, 0, ks_str_of(run->name));
    *r = (ks_rules){ .set = set, .options = *options };
    bool is_open = ks_arena_open(&r->arena, "rules", rules_budget);
    if (is_open) {
        r->whole = r->arena;
        ks_arena_expect_much(&r->whole);
        r->lock = ks_lock_make(&r->arena);
    }
    if (is_open && r->lock && ks_judge_open(&r->judge, options->forms, &r->arena, fail) && fill(r))
        return true;
    ks_rules_close(r);
    *rules = NULL;
    return ks_refuse(fail, KS_OVER_BUDGET, rules_budget, rules_budget, KS_STR("rules"));
}

static void close_matcher(ks_matcher *m)
{
    rules_eye_close(&m->eye);
    if (m->why)
        rules_why_close(m->why);
    rules_met_close(&m->met);
    ks_arena_close(&m->bindings_whole);
    ks_arena_close(&m->scratch_whole);
}

void ks_rules_close(ks_rules *r)
{
    if (r == NULL)
        return;
    for (ks_matcher *m = r->matchers; m; m = m->next)
        close_matcher(m);
    for (size_t i = 0; i < r->regex_keys.count; i++) {
        if (r->regexes[i].code)
            rules_regex_close(&r->regexes[i]);
    }
    if (r->judge)
        ks_judge_close(r->judge);
    ks_lock_end(r->lock);
    ks_arena_close(&r->whole);
}

ks_matcher *ks_rules_matcher(ks_rules *r, ks_arena *run)
{
    ks_matcher *m = ks_take(run, ks_matcher, 1);
    if (m == NULL)
        return NULL;
    m->rules = r;
    bool is_open = ks_arena_open(&m->bindings, "bindings", bindings_budget);
    m->bindings_whole = m->bindings_empty = m->bindings;
    is_open = is_open && ks_arena_open(&m->scratch, "matcher", scratch_budget);
    m->scratch_whole = m->scratch;
    if (is_open) { // programs are made there
        ks_arena_expect_much(&m->bindings);
        ks_arena_expect_much(&m->scratch);
    }
    m->why = rules_why_open(run);
    m->grams = ks_take(run, rules_grams, 1);
    is_open = is_open && m->grams && rules_met_open(&m->met);
    if (!is_open || m->why == NULL || !rules_eye_open(&m->eye, r->options.forms, run)) {
        close_matcher(m);
        return NULL;
    }
    ks_lock_take(r->lock);
    m->next = r->matchers;
    r->matchers = m;
    ks_lock_give(r->lock);
    return m;
}

void ks_rules_seen_of(ks_rules *r, ks_rules_seen *seen)
{
    *seen = (ks_rules_seen){ .was_bound = r->was_bound };
    for (const ks_matcher *m = r->matchers; m; m = m->next) {
        seen->events += m->events;
        seen->events_without_rules += m->events_without_rules;
        seen->gave_up += m->eye.gave_up;
    }
}
