// How much of a rule a form can carry at all: whether its condition can still be true when the
// fields that the form never records are absent. See rules.h.
#include "rules/making.h"
#include "rules/rules.h"

typedef struct {
    const ks_form *form;
    const ks_rule_knowing *knowing; // NULL: nothing more is known
    bool lacks;  // a test asks for a field that is never recorded, and is needed to be true
    bool is_not; // what is weighed stands below an odd number of NOTs
} weighing;

static bool is_never(const ks_form *form, ks_str name)
{
    for (int loose = 0; loose < 2; loose++) {
        for (u32 i = 0; name.size && i < form->field_count; i++) {
            if (rules_same_name(form->fields[i].name, name, loose))
                return form->fields[i].as == MAKE_NEVER;
        }
    }
    return false;
}

static unsigned weigh_test(weighing *w, const ks_rule_test *test)
{
    const ks_rule_knowing *k = w->knowing;
    bool is_absent = is_never(w->form, test->field);
    bool is_other = test->kind == KS_TEST_FIELD && is_never(w->form, test->text);
    if (!is_absent && k && k->lacks)
        is_absent = k->lacks(k->from, test->field);
    if (!is_absent && !is_other)
        return k && k->test ? k->test(k->from, test) : KS_CAN_BE_EITHER;
    w->lacks = w->lacks || !w->is_not; // a filter that says less lets more through
    bool is_true = test->kind == KS_TEST_NULL || (test->kind == KS_TEST_EXISTS && !test->is_wanted);
    return is_true ? KS_CAN_BE_TRUE : KS_CAN_BE_FALSE;
}

// What the node can be, its parts taken for independent of each other.
static unsigned weigh(weighing *w, const ks_rule_node *node)
{
    if (node->kind == KS_RULE_TEST)
        return weigh_test(w, node->test);
    if (node->kind == KS_RULE_NOT) {
        w->is_not = !w->is_not;
        unsigned part = weigh(w, node->parts[0]);
        w->is_not = !w->is_not;
        return (part & KS_CAN_BE_FALSE ? KS_CAN_BE_TRUE : 0u) |
               (part & KS_CAN_BE_TRUE ? KS_CAN_BE_FALSE : 0u);
    }
    bool is_all = node->kind == KS_RULE_ALL;
    unsigned end = is_all ? KS_CAN_BE_FALSE : KS_CAN_BE_TRUE,
             other = is_all ? KS_CAN_BE_TRUE : KS_CAN_BE_FALSE;
    unsigned result = other;
    for (u32 i = 0; i < node->part_count; i++) {
        unsigned part = weigh(w, node->parts[i]);
        if (!(part & other))
            result &= ~other;
        result |= part & end;
    }
    return result;
}

ks_carried ks_rule_carried_knowing(const ks_rule *rule, const ks_form *form,
                                   const ks_rule_knowing *knowing)
{
    weighing w = { .form = form, .knowing = knowing };
    if (rule->condition == NULL)
        return KS_CARRIED_WHOLE;
    if (!(weigh(&w, rule->condition) & KS_CAN_BE_TRUE))
        return KS_CARRIED_NOT;
    weighing where = { .form = form, .knowing = knowing };
    if (knowing && form->where && !(weigh(&where, form->where) & KS_CAN_BE_TRUE))
        return KS_CARRIED_NOT;
    return w.lacks ? KS_CARRIED_IN_PART : KS_CARRIED_WHOLE;
}

ks_carried ks_rule_carried(const ks_rule *rule, const ks_form *form)
{
    if (rule->condition == NULL || form->field_count == 0)
        return KS_CARRIED_WHOLE;
    return ks_rule_carried_knowing(rule, form, NULL);
}
