// Whether events that make a rule true would be logged. The rule's condition is taken apart into
// branches, each a conjunction of things known about fields; the evaluator of configurations is
// asked for each branch what its filters do to such events. What cannot be told of a field is left
// open: then the answer is "sometimes", never a guess.
#include "coverage/sysmon_reach.h"

#include "coverage/pattern.h"

enum { facts_most = 64, pending_most = 64, branches_most = 96, depth_most = 16 };

// One thing that holds: the test, or one of the tests of an ANY over one field.
typedef struct {
    const ks_rule_node *node;
    bool is_not;
} fact;

typedef struct {
    const ks_sysmon_config *config;
    u32 event, branches;
    u32 always, never, sometimes;
    sysmon_reach *result;
} reaching;

typedef struct {
    fact facts[facts_most];
    u32 fact_count;
    fact pending[pending_most];
    u32 pending_count;
} branch;

// --- a filter on what is known

static ks_str field_of(const ks_rule_node *node)
{
    return node->kind == KS_RULE_TEST ? node->test->field : node->parts[0]->test->field;
}

// What is left when the value is known not to make the test true.
static ks_sysmon_logged filtered_not(const ks_rule_test *test, const ks_sysmon_filter *filter)
{
    bool is_known;
    bool is_one = filter->condition == KS_SYSMON_IS ||
                  (filter->condition == KS_SYSMON_IMAGE && filter->value.size &&
                   memchr(filter->value.at, '\\', filter->value.size));
    if (is_one && pattern_fits(test, filter->value, &is_known) && is_known)
        return KS_SYSMON_NO;
    if (filter->condition == KS_SYSMON_END_WITH && test->kind == KS_TEST_TEXT &&
        test->piece_count == 2 && test->pieces[0].kind == KS_PIECE_ANY &&
        pattern_fits(test, filter->value, &is_known))
        return KS_SYSMON_NO; // whatever ends in the filter's value ends in the test's
    return KS_SYSMON_DEPENDS;
}

static ks_sysmon_logged filtered(const fact *f, const ks_sysmon_filter *filter)
{
    if (f->node->kind == KS_RULE_TEST)
        return f->is_not ? filtered_not(f->node->test, filter)
                         : pattern_filtered(f->node->test, filter);
    ks_sysmon_logged first = KS_SYSMON_DEPENDS;
    for (u32 i = 0; i < f->node->part_count; i++) {
        ks_sysmon_logged one = pattern_filtered(f->node->parts[i]->test, filter);
        if (one == KS_SYSMON_DEPENDS || (i && one != first))
            return KS_SYSMON_DEPENDS;
        first = one;
    }
    return first;
}

static ks_sysmon_logged ask(const void *from, const ks_sysmon_filter *filter)
{
    const branch *b = from;
    for (u32 i = 0; i < b->fact_count; i++) {
        if (!ks_str_equal(field_of(b->facts[i].node), filter->field))
            continue;
        ks_sysmon_logged one = filtered(&b->facts[i], filter);
        if (one != KS_SYSMON_DEPENDS)
            return one;
    }
    return KS_SYSMON_DEPENDS;
}

// --- branches

static void note(reaching *r, ks_sysmon_logged logged, const ks_sysmon_filter *filter,
                 bool is_include)
{
    r->branches++;
    r->always += logged == KS_SYSMON_YES;
    r->never += logged == KS_SYSMON_NO;
    r->sometimes += logged == KS_SYSMON_DEPENDS;
    if (filter && (r->result->filter == NULL || logged != KS_SYSMON_YES)) {
        r->result->filter = filter;
        r->result->is_include = is_include;
    }
}

// The filter that may drop or log some events of the branch, for the reason.
static const ks_sysmon_filter *perhaps(const reaching *r, const branch *b, bool is_include)
{
    const ks_sysmon_event *row = sysmon_event_find(r->event);
    for (const ks_sysmon_element *e = r->config->elements; row && e; e = e->next) {
        if (e->is_include != is_include || !ks_str_equal(e->tag, row->tag))
            continue;
        for (const ks_sysmon_member *m = e->members; m; m = m->next)
            if (m->filters && sysmon_field_find(r->event, m->filters->field) &&
                ask(b, m->filters) != KS_SYSMON_NO)
                return m->filters;
    }
    return NULL;
}

static void judge(reaching *r, branch *b)
{
    ks_sysmon_fields fields = { .from = b, .matches = ask };
    ks_sysmon_verdict verdict = ks_sysmon_judge(r->config, r->event, fields);
    const ks_sysmon_filter *filter = verdict.filter;
    bool is_include = verdict.element && verdict.element->is_include;
    if (verdict.logged == KS_SYSMON_DEPENDS) {
        filter = perhaps(r, b, true);
        is_include = filter != NULL;
        const ks_sysmon_filter *drops = perhaps(r, b, false);
        if (drops && filter == NULL)
            filter = drops;
    }
    note(r, verdict.logged, filter, is_include);
}

static bool is_list(const ks_rule_node *node)
{
    for (u32 i = 0; i < node->part_count; i++)
        if (node->parts[i]->kind != KS_RULE_TEST ||
            !ks_str_equal(node->parts[i]->test->field, node->parts[0]->test->field))
            return false;
    return node->part_count > 0;
}

static void push(branch *b, const ks_rule_node *node, bool is_not)
{
    if (b->pending_count < pending_most) // what does not fit is left open
        b->pending[b->pending_count++] = (fact){ node, is_not };
}

static void keep(branch *b, fact f)
{
    if (b->fact_count < facts_most)
        b->facts[b->fact_count++] = f;
}

static void expand(reaching *r, branch *b, u32 depth);

static void each_part(reaching *r, const branch *b, fact f, u32 depth)
{
    for (u32 i = 0; i < f.node->part_count; i++) {
        branch one = *b;
        push(&one, f.node->parts[i], f.is_not);
        expand(r, &one, depth + 1);
    }
}

static void expand(reaching *r, branch *b, u32 depth)
{
    while (b->pending_count) {
        fact f = b->pending[--b->pending_count];
        bool is_any = f.node->kind == (f.is_not ? KS_RULE_ALL : KS_RULE_ANY);
        bool is_whole = is_any && f.node->part_count != 1 && !f.is_not && is_list(f.node);
        if (f.node->kind == KS_RULE_TEST || is_whole) {
            keep(b, f);
        } else if (f.node->kind == KS_RULE_NOT) {
            push(b, f.node->parts[0], !f.is_not);
        } else if (!is_any || f.node->part_count == 1) {
            for (u32 i = 0; i < f.node->part_count; i++)
                push(b, f.node->parts[i], f.is_not);
        } else if (!f.is_not && depth < depth_most &&
                   r->branches + f.node->part_count < branches_most) {
            each_part(r, b, f, depth);
            return;
        }
    }
    judge(r, b);
}

sysmon_reach sysmon_reach_of(const ks_sysmon_config *config, const ks_rule *rule,
                             const ks_form *form, u32 id)
{
    sysmon_reach result = { 0 };
    reaching r = { .config = config, .event = id, .result = &result };
    branch b = { .fact_count = 0 };
    push(&b, rule->condition, false);
    if (form->where)
        push(&b, form->where, false);
    expand(&r, &b, 0);
    result.often = r.always == r.branches  ? SYSMON_ALWAYS
                   : r.never == r.branches ? SYSMON_NEVER
                                           : SYSMON_SOMETIMES;
    return result;
}
