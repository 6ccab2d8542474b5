// Nodes of what must hold, in the memory of the set, and the small things that all steps of
// loading share: saying a mistake, taking memory.
#include "rules/load.h"

static void say(rules_loader *l, ks_rule_problem_kind kind, rules_place place, ks_str text)
{
    ks_rule_problem problem = l->about;
    problem.kind = kind;
    problem.line = place.line;
    problem.column = place.column;
    problem.text = text;
    ks_rule_problem_add(&l->set->problems, problem);
}

void *rules_refuse(rules_loader *l, ks_rule_problem_kind kind, rules_place place, ks_str text)
{
    say(l, kind, place, text);
    return NULL;
}

void rules_warn(rules_loader *l, ks_rule_problem_kind kind, rules_place place, ks_str text)
{
    say(l, kind, place, text);
}

void *rules_take_bytes(rules_loader *l, size_t size, size_t count, size_t align)
{
    void *taken = ks_arena_take(l->run, size, count, align);
    l->is_over = l->is_over || taken == NULL;
    return taken;
}

ks_str rules_keep(rules_loader *l, ks_str text)
{
    ks_str kept = ks_arena_keep(l->run, text);
    l->is_over = l->is_over || kept.size != text.size;
    return kept;
}

const ks_rule_node *rules_node_join(rules_loader *l, ks_rule_node_kind kind,
                                    const ks_rule_node *const *parts, u32 count)
{
    if (count == 1)
        return parts[0];
    ks_rule_node *node = rules_take(l, ks_rule_node, 1);
    const ks_rule_node **kept = node && count ? rules_take(l, const ks_rule_node *, count) : NULL;
    if (node == NULL || (count && kept == NULL))
        return NULL;
    if (count)
        memcpy(kept, parts, sizeof *kept * count);
    *node = (ks_rule_node){ .kind = kind, .part_count = count, .parts = kept };
    return node;
}

const ks_rule_node *rules_node_of(rules_loader *l, const ks_rule_test *test)
{
    ks_rule_node *node = test ? rules_take(l, ks_rule_node, 1) : NULL;
    if (node == NULL)
        return NULL;
    *node = (ks_rule_node){ .kind = KS_RULE_TEST, .test = test, .line = test->line };
    return node;
}

const ks_rule_node *rules_node_not(rules_loader *l, const ks_rule_node *part)
{
    const ks_rule_node **parts = part ? rules_take(l, const ks_rule_node *, 1) : NULL;
    ks_rule_node *node = parts ? rules_take(l, ks_rule_node, 1) : NULL;
    if (node == NULL)
        return NULL;
    parts[0] = part;
    *node = (ks_rule_node){ .kind = KS_RULE_NOT, .part_count = 1, .parts = parts };
    return node;
}

bool rules_parts_add(rules_loader *l, ks_arena *scratch, rules_parts *parts,
                     const ks_rule_node *part)
{
    if (part == NULL)
        return false;
    if (parts->count == parts->capacity) {
        void *grown = ks_arena_grow(scratch, parts->parts, sizeof *parts->parts, parts->count,
                                    &parts->capacity);
        l->is_file_over = l->is_file_over || grown == NULL;
        if (grown == NULL)
            return false;
        parts->parts = grown;
    }
    parts->parts[parts->count++] = part;
    return true;
}
