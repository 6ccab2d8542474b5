// One set of rules asked in three ways: by the engine (ks_match), by the judge (ks_judge_rule, over
// the loader's rules) and by the slow twin, which reads the same texts on its own.
//
//     three *t = three_of_text(text, placeholders, folder, &run);   // or three_of_folders
//     three_look(t, event);   // t->twin_hits, t->engine_hits, t->judge_hits: one a twin's rule
//
// Rules are paired by path and title, since one reader may refuse what the other takes.
#pragma once
#include "rules/judge.h"
#include "rules/rules.h"
#include "rules/twin/twin.h"

#define THREE_NONE UINT32_MAX

typedef struct {
    twin *twin;
    ks_rule_set set;
    ks_forms *forms;
    ks_rules *rules;
    ks_matcher *matcher;
    ks_judge *judge;
    ks_arena *run;
    u32 *number_of; // by the twin's rule: of the set's; THREE_NONE
    u32 *twin_of;   // by the set's rule
    bool *twin_hits, *engine_hits, *judge_hits;
    bool with_judge;
    u64 whys, wrong_whys; // tests that the engine named for its hits; of them the judge denies
} three;

static inline bool three_ends_with(ks_str text, ks_str end)
{
    return text.size >= end.size &&
           ks_str_equal((ks_str){ text.at + text.size - end.size, end.size }, end);
}

static inline bool three_runs_in_twin(const three *t, u32 i)
{
    const twin_rule *rule = &t->twin->rules[i];
    return rule->condition && rule->refused == NULL && !rule->is_other && !rule->needs_deprecated;
}

// Loaded, and of a log source that event logs of Windows carry.
static inline bool three_runs_in_engine(const three *t, u32 i)
{
    const ks_form *const *forms = NULL;
    u32 count = 0;
    ks_arena scratch = *t->run;
    if (t->number_of[i] == THREE_NONE)
        return false;
    const ks_rule *rule = t->set.rules[t->number_of[i]];
    ks_source_kind kind = ks_forms_of(t->forms, rule, &forms, &count, &scratch);
    return kind == KS_SOURCE_KNOWN || kind == KS_SOURCE_ANY;
}

// A rule of an aggregation is a correlation and the detection in it: the detection is meant.
static inline void three_pair(three *t)
{
    twin *w = t->twin;
    t->number_of = ks_take(t->run, u32, w->rule_count + 1);
    t->twin_of = ks_take(t->run, u32, t->set.count + 1);
    t->twin_hits = ks_take(t->run, bool, w->rule_count + 1);
    t->engine_hits = ks_take(t->run, bool, w->rule_count + 1);
    t->judge_hits = ks_take(t->run, bool, w->rule_count + 1);
    KS_ASSERT(t->number_of && t->twin_of && t->twin_hits && t->engine_hits && t->judge_hits);
    for (u32 n = 0; n < t->set.count; n++)
        t->twin_of[n] = THREE_NONE;
    for (u32 i = 0; i < w->rule_count; i++) {
        t->number_of[i] = THREE_NONE;
        for (u32 n = 0; n < t->set.count && t->number_of[i] == THREE_NONE; n++) {
            const ks_rule *r = t->set.rules[n];
            if (r->condition && t->twin_of[n] == THREE_NONE &&
                ks_str_equal(r->title, w->rules[i].title) &&
                three_ends_with(w->rules[i].path, r->path)) {
                t->number_of[i] = n;
                t->twin_of[n] = i;
            }
        }
    }
}

static inline bool three_make(three *t)
{
    ks_fail fail = { 0 };
    three_pair(t);
    if (!ks_forms_open(&t->forms, NULL, 0, t->run, &fail))
        return false;
    ks_rules_options options = { .forms = t->forms };
    if (!ks_rules_make(&t->rules, &t->set, &options, t->run, &fail) ||
        !ks_judge_open(&t->judge, t->forms, t->run, &fail))
        return false;
    t->matcher = ks_rules_matcher(t->rules, t->run);
    t->with_judge = true;
    return t->matcher != NULL;
}

// `lists`: a folder with the placeholders as files, or NULL. NULL: something could not be made.
static inline three *three_of_text(ks_str text, const twin_placeholder *placeholders,
                                   const char *lists, ks_arena *run)
{
    three *t = ks_take(run, three, 1);
    ks_fail fail = { 0 };
    ks_rule_loading how = { .placeholders = &lists, .placeholder_count = lists != NULL };
    if (t == NULL)
        return NULL;
    t->run = run;
    t->twin = twin_open(placeholders);
    twin_add_file(t->twin, KS_STR("rules.yml"), ks_str_span(text));
    bool is_read =
        ks_rule_set_read(&t->set, KS_STR("rules.yml"), ks_str_span(text), &how, run, &fail);
    return is_read && three_make(t) ? t : NULL;
}

static inline three *three_of_folders(const char *const *folders, size_t count, ks_arena *run)
{
    three *t = ks_take(run, three, 1);
    ks_fail fail = { 0 };
    ks_rule_loading how = { .paths = folders, .path_count = count };
    if (t == NULL)
        return NULL;
    t->run = run;
    t->twin = twin_open(NULL);
    for (size_t i = 0; i < count; i++)
        twin_add_folder(t->twin, folders[i]);
    return ks_rule_set_load(&t->set, &how, run, &fail) && three_make(t) ? t : NULL;
}

static inline void three_judge(three *t, ks_event *event)
{
    for (u32 n = 0; n < t->set.count; n++) {
        const ks_form *const *forms = NULL;
        u32 count = 0;
        ks_arena scratch = *t->run;
        if (t->twin_of[n] == THREE_NONE)
            continue;
        ks_forms_of(t->forms, t->set.rules[n], &forms, &count, &scratch);
        bool *hit = &t->judge_hits[t->twin_of[n]];
        for (u32 f = 0; f < count && !*hit; f++)
            *hit =
                ks_form_fits(forms[f], event->class) &&
                ks_judge_rule(t->judge, t->set.rules[n], forms[f], event, NULL) == KS_JUDGED_TRUE;
    }
}

// Each test that is said to have made a hit, alone: true, and by the same value.
static inline void three_ask_why(three *t, const ks_hit *hit, ks_event *event)
{
    ks_judged_test why[64], told;
    size_t count = ks_match_why(t->matcher, hit, why, countof(why));
    for (size_t i = 0; i < count; i++) {
        ks_rule_node node = { .kind = KS_RULE_TEST, .test = why[i].test };
        ks_rule alone = { .condition = &node };
        ks_judged_list list = { &told, 1, 0 };
        ks_judged judged = ks_judge_rule(t->judge, &alone, hit->form, event, &list);
        bool is_right = judged == KS_JUDGED_TRUE && list.count == 1 && why[i].field == told.field &&
                        ks_str_equal(why[i].value, told.value);
        t->whys++;
        t->wrong_whys += !is_right;
    }
}

static inline void three_look(three *t, ks_event *event)
{
    size_t rules = t->twin->rule_count, count = 0;
    memset(t->engine_hits, 0, rules);
    memset(t->judge_hits, 0, rules);
    twin_look(t->twin, event, t->twin_hits);
    const ks_hit *hits = ks_match(t->matcher, event, &count);
    for (size_t i = 0; i < count; i++) {
        u32 paired = t->twin_of[hits[i].rule];
        if (paired != THREE_NONE)
            t->engine_hits[paired] = true;
        three_ask_why(t, &hits[i], event);
    }
    if (t->with_judge)
        three_judge(t, event);
}

static inline void three_close(three *t)
{
    ks_judge_close(t->judge);
    ks_rules_close(t->rules);
    twin_close(t->twin);
}
