// Sets of missing settings, numbered, so that counting them is an addition.
#include "coverage/opening.h"

#include "base/sort.h"

typedef struct {
    ks_opening missing;
    u32 rule;
} waiting;

static int by_settings(const ks_opening *a, const ks_opening *b)
{
    for (u32 i = 0; i < a->count && i < b->count; i++) {
        int order = ks_str_compare(a->settings[i]->id, b->settings[i]->id);
        if (order)
            return order;
    }
    return ks_compare_u64(a->count, b->count);
}

static int by_missing(const void *context, const void *left, const void *right)
{
    (void)context;
    const waiting *a = left, *b = right;
    int order = by_settings(&a->missing, &b->missing);
    return order ? order : ks_compare_u64(a->rule, b->rule);
}

static int by_rules(const void *context, const void *left, const void *right)
{
    (void)context;
    const ks_opening *a = left, *b = right;
    int order = ks_compare_u64(b->rules, a->rules);
    return order ? order : by_settings(a, b);
}

bool openings_make(openings *o, const ks_rule_covers *covers, ks_arena *arena)
{
    size_t most = covers->set->count + 1, count = 0;
    *o = (openings){ .sets = ks_take(arena, ks_opening, most),
                     .of_rule = ks_take(arena, u32, most),
                     .tally = ks_take(arena, u32, most) };
    ks_arena scratch = *arena;
    waiting *rows = ks_take(&scratch, waiting, most);
    if (o->sets == NULL || o->of_rule == NULL || o->tally == NULL || rows == NULL)
        return false;
    for (u32 i = 0; i < covers->set->count; i++) {
        const ks_rule_cover *cover = &covers->rules[i];
        o->of_rule[i] = opening_none;
        if (cover->missing_count && !covers->set->rules[i]->is_silent)
            rows[count++] =
                (waiting){ { .settings = cover->missing, .count = cover->missing_count }, i };
    }
    if (!ks_sort(rows, count, sizeof *rows, by_missing, NULL, scratch))
        return false;
    for (size_t i = 0; i < count; i++) {
        bool is_same = i && by_settings(&rows[i - 1].missing, &rows[i].missing) == 0;
        if (!is_same)
            o->sets[o->count++] = rows[i].missing;
        o->sets[o->count - 1].rules++;
        o->of_rule[rows[i].rule] = (u32)o->count - 1;
    }
    return true;
}

void openings_count(openings *o, u32 rule, ks_opening *best)
{
    u32 set = o->of_rule[rule];
    if (set == opening_none)
        return;
    u32 rules = ++o->tally[set];
    bool is_first = rules == best->rules && by_settings(&o->sets[set], best) < 0;
    if (rules <= best->rules && !is_first)
        return;
    *best = o->sets[set];
    best->rules = rules;
}

void openings_forget(openings *o, u32 rule)
{
    if (o->of_rule[rule] != opening_none)
        o->tally[o->of_rule[rule]] = 0;
}

bool openings_sort(ks_opening *sets, size_t count, ks_arena scratch)
{
    return ks_sort(sets, count, sizeof *sets, by_rules, NULL, scratch);
}
