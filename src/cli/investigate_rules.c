// See investigate_rules.h.
#include "cli/investigate_rules.h"

#include "case/correlated.h"

enum {
    hits_kept_most = 1000,      // a rule and source
    members_kept_most = 100000, // of rules that correlations count
    fields_told_most = 3,
    value_told_most = 160, // bytes
    text_most = 1024
};

struct rule_asker {
    const investigation_rules *of;
    rule_asker *next;
    ks_matcher *matcher;
    ks_judged_test tests[hunt_tests_most];
    bool is_spent; // a hit was kept without its fields
};

static bool tell_set(investigation_rules *rules, ks_observations *set, ks_arena *arena)
{
    const hunt *h = &rules->hunt;
    rules->observed = ks_take(arena, u32, h->set.count + 1);
    for (u32 i = 0; i < h->set.count && rules->observed; i++) {
        const ks_rule *rule = h->set.rules[i];
        ks_observed_rule told = ks_case_rule(rule, arena);
        bool is_member = h->needs.is_any && h->needs.is_member[i];
        told.hits_most = is_member ? members_kept_most : hits_kept_most;
        rules->observed[i] = ks_observations_add_rule(set, &told);
        if (rules->observed[i] == ks_table_none)
            return false;
    }
    return rules->observed != NULL;
}

bool investigation_rules_open(investigation_rules *rules, run *r, ks_observations *set,
                              ks_fail *fail)
{
    rules->hunt.run = r;
    rules->hunt.is_besides_builtin = true;
    if (options_has(r->given, OPTION_NO_RULES))
        return true;
    if (!hunt_load(&rules->hunt, fail) || !hunt_open_engine(&rules->hunt, fail))
        return false;
    ks_words words = { .number = { (i64)rules->hunt.loaded.left_out } };
    if (words.number[0])
        run_note(r, KS_SAY_RULES_LEFT_OUT, &words);
    if (!ks_case_add_correlations(set, &rules->hunt.set, &r->arena, fail))
        return false;
    bool is_spent = false, *before = r->arena.spent;
    r->arena.spent = &is_spent;
    bool is_told = tell_set(rules, set, &r->arena);
    r->arena.spent = before;
    if (!is_told || is_spent)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
    rules->is_on = true;
    return true;
}

void investigation_rules_close(investigation_rules *rules)
{
    bool is_spent = false;
    for (const rule_asker *a = rules->askers; a; a = a->next)
        is_spent = is_spent || a->is_spent;
    ks_rules_seen seen = { 0 };
    if (rules->hunt.engine)
        ks_rules_seen_of(rules->hunt.engine, &seen);
    if (seen.gave_up)
        run_note(rules->hunt.run, KS_SAY_RULES_GAVE_UP,
                 &(ks_words){ .number = { (i64)seen.gave_up } });
    if (is_spent)
        run_note(rules->hunt.run, KS_SAY_RULES_SPENT, NULL);
    if (rules->hunt.engine)
        ks_rules_close(rules->hunt.engine);
}

// --- on a worker's thread

rule_asker *rule_asker_make(investigation_rules *rules)
{
    ks_arena *arena = &rules->hunt.run->arena;
    rule_asker *a = ks_take(arena, rule_asker, 1);
    if (a == NULL)
        return NULL;
    a->of = rules;
    a->next = rules->askers;
    rules->askers = a;
    a->matcher = ks_rules_matcher(rules->hunt.engine, arena);
    return a->matcher ? a : NULL;
}

static void put_cut(ks_out *out, ks_str value)
{
    size_t size = value.size;
    if (size > value_told_most) {
        size = value_told_most;
        while (size && ((u8)value.at[size] & 0xc0) == 0x80)
            size--;
    }
    ks_out_put(out, (ks_str){ value.at, size });
    if (size < value.size)
        KS_PUT(out, "…");
}

// "CommandLine: …; Image: …": the fields that decided, each once.
static ks_str text_of(rule_asker *a, const ks_hit *hit, ks_event *event)
{
    size_t told = 0;
    ks_out out;
    size_t count = ks_match_why(a->matcher, hit, a->tests, hunt_tests_most);
    if (!ks_out_open(&out, event->arena, text_most)) {
        a->is_spent = true;
        return (ks_str){ 0 };
    }
    for (size_t i = 0; i < count && told < fields_told_most; i++) {
        const ks_judged_test *t = &a->tests[i];
        bool is_told = t->test->field.size == 0 || t->value.size == 0;
        for (size_t k = 0; k < i && !is_told; k++)
            is_told = ks_str_equal(a->tests[k].test->field, t->test->field);
        if (is_told)
            continue;
        if (told++)
            KS_PUT(&out, "; ");
        ks_out_put(&out, t->test->field);
        KS_PUT(&out, ": ");
        put_cut(&out, t->value);
    }
    return ks_out_str(&out);
}

// What correlations want to know of a hit.
static void take_values(rule_asker *a, const ks_hit *hit, ks_event *event, ks_rule_hit *to)
{
    ks_str_list names = a->of->hunt.needs.by_rule[hit->rule];
    ks_str *values = ks_take(event->arena, ks_str, names.count + 1);
    if (values == NULL) {
        a->is_spent = true;
        return;
    }
    for (u32 i = 0; i < names.count; i++)
        values[i] = ks_match_text(a->matcher, hit, event, names.items[i]);
    to->values = values;
    to->value_count = names.count;
}

const ks_rule_hit *rule_asker_ask(rule_asker *a, ks_event *event, size_t *count)
{
    const hunt *h = &a->of->hunt;
    size_t found = 0;
    const ks_hit *hits = ks_match(a->matcher, event, &found);
    *count = 0;
    if (found == 0)
        return NULL;
    ks_rule_hit *kept = ks_take(event->arena, ks_rule_hit, found);
    a->is_spent = a->is_spent || kept == NULL;
    for (size_t i = 0; i < found && kept; i++) {
        u32 rule = hits[i].rule;
        if (h->rules[rule].allow_count && hunt_allows(h, rule, event))
            continue;
        ks_rule_hit *hit = &kept[(*count)++];
        *hit = (ks_rule_hit){ .rule = a->of->observed[rule] };
        hit->text = text_of(a, &hits[i], event);
        if (h->needs.is_any && h->needs.is_member[rule])
            take_values(a, &hits[i], event, hit);
    }
    return kept;
}
