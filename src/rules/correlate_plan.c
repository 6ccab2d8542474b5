// What each correlation needs from the hits of its members, and who feeds whom. Outer correlations
// come first when needs are collected: what they ask of an inner one, it asks of its own members.
#include "base/fold.h"
#include "rules/correlate_own.h"

typedef struct {
    ks_str *items;
    size_t count, capacity;
} names;

typedef struct {
    correlate_plans *p;
    ks_arena *run;
    names *by_rule;
    u32 *plan_of; // by rule; nowhere: a detection
} making;

static bool no_memory(const making *m, ks_fail *fail)
{
    size_t left = (size_t)(m->run->end - m->run->at);
    return ks_refuse(fail, KS_OVER_BUDGET, (i64)left + 1, (i64)left, KS_STR("correlations"));
}

static u32 find(const names *list, ks_str name)
{
    for (u32 i = 0; i < list->count; i++) {
        if (ks_str_equal(list->items[i], name))
            return i;
    }
    return correlate_nowhere;
}

static bool need(making *m, u32 rule, ks_str name)
{
    names *list = &m->by_rule[rule];
    if (find(list, name) != correlate_nowhere)
        return true;
    if (list->count == list->capacity) {
        list->items =
            ks_arena_grow(m->run, list->items, sizeof *list->items, list->count, &list->capacity);
        if (list->items == NULL)
            return false;
    }
    list->items[list->count++] = name;
    return true;
}

// The member's field that a name of group-by stands for.
static ks_str aliased(const ks_correlation *of, u32 member, ks_str name)
{
    for (u32 i = 0; i < of->alias_count; i++) {
        if (ks_str_equal(of->aliases[i].name, name) && of->aliases[i].fields[member].size)
            return of->aliases[i].fields[member];
    }
    return name;
}

static u32 group_of(const ks_correlation *of, ks_str name)
{
    for (u32 i = 0; i < of->group_count; i++) {
        if (ks_equal_fold(of->group_by[i], name))
            return i;
    }
    return correlate_nowhere;
}

// --- who feeds whom

static bool fits(const correlate_plan *plan)
{
    const ks_correlation *of = plan->of;
    u32 fields = of->group_count > of->field_count ? of->group_count : of->field_count;
    return of->member_count && of->group_count <= correlate_group_most &&
           of->field_count <= correlate_group_most &&
           of->member_count <= correlate_pairs_most / (fields + 1);
}

// The level above all members; levels_most when that is not settled yet, or never will.
static u32 level_of(const making *m, const correlate_plan *plan)
{
    u32 level = 0;
    for (u32 i = 0; i < plan->of->member_count; i++) {
        u32 inner = m->plan_of[plan->of->members[i]];
        if (inner == correlate_nowhere)
            continue;
        u32 above = m->p->plans[inner].level + 1;
        level = above > level ? above : level;
    }
    return level < correlate_levels_most ? level : correlate_levels_most;
}

// Levels grow pass by pass; what still grows after the last pass is too deep, or a circle.
static void set_levels(making *m)
{
    correlate_plans *p = m->p;
    for (u32 pass = 0; pass <= correlate_levels_most; pass++) {
        for (u32 i = 0; i < p->plan_count; i++)
            p->plans[i].level = level_of(m, &p->plans[i]);
    }
    for (u32 i = 0; i < p->plan_count; i++) {
        correlate_plan *plan = &p->plans[i];
        plan->runs = plan->level < correlate_levels_most && fits(plan);
        p->not_run += !plan->runs;
        if (plan->runs && plan->level >= p->level_count)
            p->level_count = plan->level + 1;
    }
}

// --- the parts of a plan

static void find_wanted(const ks_correlation_node *node, bool is_negated, correlate_plan *plan,
                        bool *is_wanted)
{
    if (node->kind == KS_RULE_TEST) {
        KS_ASSERT(node->member < plan->of->member_count);
        plan->has_not = plan->has_not || is_negated;
        is_wanted[node->member] = is_wanted[node->member] || !is_negated;
    }
    for (u32 i = 0; i < node->part_count; i++)
        find_wanted(node->parts[i], is_negated != (node->kind == KS_RULE_NOT), plan, is_wanted);
}

static bool set_members(making *m, correlate_plan *plan)
{
    const ks_correlation *of = plan->of;
    u32 *canonical = ks_take(m->run, u32, of->member_count);
    bool *is_wanted = ks_take(m->run, bool, of->member_count);
    ks_arena scratch = *m->run;
    u32 *first = ks_take(&scratch, u32, m->p->set->count); // by rule, plus one
    if (canonical == NULL || is_wanted == NULL || first == NULL)
        return false;
    for (u32 i = 0; i < of->member_count; i++) {
        u32 rule = of->members[i];
        if (first[rule] == 0) {
            first[rule] = i + 1;
            plan->distinct_members++;
        }
        canonical[i] = first[rule] - 1;
        plan->is_nested = plan->is_nested || m->plan_of[rule] != correlate_nowhere;
    }
    if (of->condition)
        find_wanted(of->condition, false, plan, is_wanted);
    plan->canonical = canonical;
    plan->is_wanted = is_wanted;
    plan->is_ordered = of->type == KS_CORRELATE_TEMPORAL_ORDERED;
    return true;
}

// What the correlation asks of its members, for itself and for those above it.
static bool collect_needs(making *m, const correlate_plan *plan)
{
    const ks_correlation *of = plan->of;
    const names *own = &m->by_rule[plan->rule->number];
    for (u32 i = 0; i < of->member_count; i++) {
        u32 rule = of->members[i];
        for (u32 g = 0; g < of->group_count; g++) {
            if (!need(m, rule, aliased(of, i, of->group_by[g])))
                return false;
        }
        for (u32 f = 0; f < of->field_count; f++) {
            if (!need(m, rule, aliased(of, i, of->fields[f])))
                return false;
        }
        for (size_t n = 0; n < own->count; n++) {
            if (group_of(of, own->items[n]) == correlate_nowhere && !need(m, rule, own->items[n]))
                return false;
        }
    }
    return true;
}

static bool set_places(making *m, correlate_plan *plan)
{
    const ks_correlation *of = plan->of;
    const names *own = &m->by_rule[plan->rule->number];
    u32 members = of->member_count;
    u32 *group_at = ks_take(m->run, u32, (size_t)members * of->group_count + 1);
    u32 *field_at = ks_take(m->run, u32, (size_t)members * of->field_count + 1);
    u32 *need_group = ks_take(m->run, u32, own->count + 1);
    u32 *need_at = ks_take(m->run, u32, own->count * members + 1);
    if (group_at == NULL || field_at == NULL || need_group == NULL || need_at == NULL)
        return false;
    for (u32 i = 0; i < members; i++) {
        const names *theirs = &m->by_rule[of->members[i]];
        for (u32 g = 0; g < of->group_count; g++)
            group_at[i * of->group_count + g] = find(theirs, aliased(of, i, of->group_by[g]));
        for (u32 f = 0; f < of->field_count; f++)
            field_at[i * of->field_count + f] = find(theirs, aliased(of, i, of->fields[f]));
        for (size_t n = 0; n < own->count; n++) {
            need_group[n] = group_of(of, own->items[n]);
            need_at[n * members + i] = find(theirs, own->items[n]);
        }
    }
    plan->group_at = group_at;
    plan->field_at = field_at;
    plan->need_group = need_group;
    plan->need_at = need_at;
    return true;
}

static bool make_uses(making *m)
{
    correlate_plans *p = m->p;
    size_t rules = p->set->count;
    u32 *counts = ks_take(m->run, u32, rules + 1);
    correlate_use **uses = ks_take(m->run, correlate_use *, rules + 1);
    bool *is_member = ks_take(m->run, bool, rules + 1);
    if (counts == NULL || uses == NULL || is_member == NULL)
        return false;
    for (int is_second = 0; is_second < 2; is_second++) {
        for (u32 i = 0; i < p->plan_count; i++) {
            const correlate_plan *plan = &p->plans[i];
            for (u32 k = 0; plan->runs && k < plan->of->member_count; k++) {
                u32 rule = plan->of->members[k];
                if (plan->canonical[k] != k)
                    continue;
                if (is_second)
                    uses[rule][counts[rule]] = (correlate_use){ i, k };
                counts[rule]++;
                is_member[rule] = true;
            }
        }
        for (size_t r = 0; r < rules && !is_second; r++) {
            uses[r] = counts[r] ? ks_take(m->run, correlate_use, counts[r]) : NULL;
            if (counts[r] && uses[r] == NULL)
                return false;
            counts[r] = 0;
        }
    }
    p->uses = (const correlate_use *const *)uses;
    p->use_counts = counts;
    p->needs.is_member = is_member;
    return true;
}

static bool make_plans(making *m)
{
    correlate_plans *p = m->p;
    for (size_t i = 0; i < p->set->count; i++)
        p->plan_count += p->set->rules[i]->correlation != NULL;
    p->plans = ks_take(m->run, correlate_plan, p->plan_count + 1);
    m->plan_of = ks_take(m->run, u32, p->set->count + 1);
    m->by_rule = ks_take(m->run, names, p->set->count + 1);
    if (p->plans == NULL || m->plan_of == NULL || m->by_rule == NULL)
        return false;
    u32 next = 0;
    for (u32 i = 0; i < p->set->count; i++) {
        const ks_rule *rule = p->set->rules[i];
        KS_ASSERT(rule->number == i);
        m->plan_of[i] = rule->correlation ? next : correlate_nowhere;
        if (rule->correlation)
            p->plans[next++] = (correlate_plan){ .rule = rule, .of = rule->correlation };
    }
    return true;
}

static bool fill_plans(making *m)
{
    correlate_plans *p = m->p;
    for (u32 i = 0; i < p->plan_count; i++) {
        if (p->plans[i].runs && !set_members(m, &p->plans[i]))
            return false;
    }
    for (u32 level = p->level_count; level-- > 0;) {
        for (u32 i = 0; i < p->plan_count; i++) {
            const correlate_plan *plan = &p->plans[i];
            if (plan->runs && plan->level == level && !collect_needs(m, plan))
                return false;
        }
    }
    for (u32 i = 0; i < p->plan_count; i++) {
        if (p->plans[i].runs && !set_places(m, &p->plans[i]))
            return false;
    }
    ks_str_list *lists = ks_take(m->run, ks_str_list, p->set->count + 1);
    for (size_t i = 0; lists && i < p->set->count; i++)
        lists[i] = (ks_str_list){ m->by_rule[i].items, (u32)m->by_rule[i].count };
    p->needs.by_rule = lists;
    p->needs.is_any = p->level_count > 0;
    return lists && make_uses(m);
}

bool correlate_plans_make(correlate_plans *plans, const ks_rule_set *set, ks_arena *run,
                          ks_fail *fail)
{
    *plans = (correlate_plans){ .set = set };
    making m = { .p = plans, .run = run };
    if (!make_plans(&m))
        return no_memory(&m, fail);
    set_levels(&m);
    return fill_plans(&m) || no_memory(&m, fail);
}

bool ks_correlation_needs_make(ks_correlation_needs *needs, const ks_rule_set *set, ks_arena *run,
                               ks_fail *fail)
{
    correlate_plans plans;
    if (!correlate_plans_make(&plans, set, run, fail))
        return false;
    *needs = plans.needs;
    return true;
}
