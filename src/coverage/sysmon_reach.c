// Whether events that make a rule true would be logged. The rule's condition is taken apart into
// branches, each a conjunction of things known about fields; the evaluator of configurations is
// asked for each branch what its filters do to such events. What cannot be told of a field is left
// open: then the answer is "sometimes", never a guess.
#include "coverage/sysmon_reach.h"

#include "base/table.h"
#include "coverage/pattern.h"

enum { facts_most = 48, pending_most = 48, branches_most = 48, depth_most = 16, nodes_most = 96 };

// What is asked of each filter, by its number: its field (a number of the sieve), and which events
// have it. Filters are found by their address, which does not change: it decides nothing else.
typedef struct {
    const ks_sysmon_filter *filter;
    u32 number, field;
    u32 events; // bits 1 << id
} sieve_filter;

struct sysmon_sieve {
    const ks_sysmon_config *config;
    sieve_filter *slots; // a power of two of them
    size_t slot_count;
    u32 filter_count;
    ks_table fields;
    u8 *answers; // of the node in a row, by filter's number; 0xff: not asked yet
    // of the rule that is judged
    const ks_rule_node *nodes[nodes_most];
    u32 node_count;
};

// One thing that holds: the test, or one of the tests of an ANY over one field.
typedef struct {
    const ks_rule_node *node;
    bool is_not;
    u32 field; // of the sieve; ks_table_none: no filter asks for it
    u32 row;   // in its answers; nodes_most: none is kept
} fact;

typedef struct {
    sysmon_sieve *sieve;
    u32 event, branches;
    u32 always, never, sometimes;
    sysmon_reach *result;
} reaching;

typedef struct {
    sysmon_sieve *sieve;
    u32 event;
    fact facts[facts_most];
    u32 fact_count;
    fact pending[pending_most];
    u32 pending_count;
} branch;

// --- the sieve

static size_t slot_of(const sysmon_sieve *s, const ks_sysmon_filter *filter)
{
    u64 key = (u64)(uintptr_t)filter >> 4;
    size_t at = (size_t)(key * 0x9e3779b97f4a7c15u >> 20) & (s->slot_count - 1);
    while (s->slots[at].filter && s->slots[at].filter != filter)
        at = (at + 1) & (s->slot_count - 1);
    return at;
}

static bool add_filter(sysmon_sieve *s, const ks_sysmon_filter *filter, ks_arena *arena)
{
    size_t count;
    const ks_sysmon_event *events = sysmon_events(&count);
    u32 field = ks_table_add(&s->fields, arena, ks_str_span(filter->field));
    sieve_filter *slot = &s->slots[slot_of(s, filter)];
    *slot = (sieve_filter){ .filter = filter, .number = s->filter_count++, .field = field };
    for (size_t i = 0; i < count; i++)
        if (events[i].id < 32 && sysmon_field_find(events[i].id, filter->field))
            slot->events |= 1u << events[i].id;
    return field != ks_table_none;
}

sysmon_sieve *sysmon_sieve_make(const ks_sysmon_config *config, ks_arena *arena)
{
    sysmon_sieve *s = ks_take(arena, sysmon_sieve, 1);
    size_t filters = 0;
    if (s == NULL)
        return NULL;
    for (const ks_sysmon_element *e = config->elements; e; e = e->next)
        for (const ks_sysmon_member *m = e->members; m; m = m->next)
            for (const ks_sysmon_filter *f = m->filters; f; f = f->next)
                filters++;
    s->config = config;
    for (s->slot_count = 64; s->slot_count < 2 * filters;)
        s->slot_count *= 2;
    s->slots = ks_take(arena, sieve_filter, s->slot_count);
    s->answers = ks_take(arena, u8, (filters + 1) * nodes_most);
    if (s->slots == NULL || s->answers == NULL)
        return NULL;
    for (const ks_sysmon_element *e = config->elements; e; e = e->next)
        for (const ks_sysmon_member *m = e->members; m; m = m->next)
            for (const ks_sysmon_filter *f = m->filters; f; f = f->next)
                if (!add_filter(s, f, arena))
                    return NULL;
    return s;
}

// A row of answers for the node: of the same node in another branch the same one.
static u32 row_of(sysmon_sieve *s, const ks_rule_node *node)
{
    u32 row = 0;
    while (row < s->node_count && s->nodes[row] != node)
        row++;
    if (row < s->node_count || row == nodes_most)
        return row;
    s->nodes[s->node_count++] = node;
    memset(s->answers + (size_t)row * s->filter_count, 0xff, s->filter_count);
    return row;
}

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

static ks_sysmon_logged answer(const branch *b, const fact *f, const sieve_filter *of)
{
    if (f->row == nodes_most || f->is_not)
        return filtered(f, of->filter);
    u8 *kept = b->sieve->answers + (size_t)f->row * b->sieve->filter_count + of->number;
    if (*kept == 0xff)
        *kept = (u8)filtered(f, of->filter);
    return (ks_sysmon_logged)*kept;
}

static ks_sysmon_logged ask(const void *from, const ks_sysmon_filter *filter)
{
    const branch *b = from;
    const sieve_filter *of = &b->sieve->slots[slot_of(b->sieve, filter)];
    if (!(of->events & 1u << (b->event & 31)))
        return KS_SYSMON_NO;
    for (u32 i = 0; i < b->fact_count; i++) {
        if (b->facts[i].field != of->field)
            continue;
        ks_sysmon_logged one = answer(b, &b->facts[i], of);
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

// The first filter of includes, or excludes, that may match events of the branch (`least`:
// DEPENDS), or that matches them all (YES).
static const ks_sysmon_filter *matching(const branch *b, bool is_include, ks_sysmon_logged least)
{
    const ks_sysmon_event *row = sysmon_event_find(b->event);
    for (const ks_sysmon_element *e = b->sieve->config->elements; row && e; e = e->next) {
        if (e->is_include != is_include || !ks_str_equal(e->tag, row->tag))
            continue;
        for (const ks_sysmon_member *m = e->members; m; m = m->next) {
            ks_sysmon_logged match = m->filters ? ask(b, m->filters) : KS_SYSMON_NO;
            if (match == KS_SYSMON_YES || (match == KS_SYSMON_DEPENDS && match == least))
                return m->filters;
        }
    }
    return NULL;
}

// What is said of a branch that is logged sometimes: what may drop it where an include takes it in
// anyway, or where there is none; else the include that may take it in.
static void judge(reaching *r, branch *b)
{
    ks_sysmon_fields fields = { .from = b, .matches = ask };
    ks_sysmon_verdict verdict = ks_sysmon_judge(r->sieve->config, r->event, fields);
    const ks_sysmon_filter *filter = verdict.filter;
    bool is_include = verdict.element && verdict.element->is_include;
    if (verdict.logged == KS_SYSMON_DEPENDS && r->sometimes == 0) {
        bool is_in = matching(b, true, KS_SYSMON_YES) != NULL;
        const ks_sysmon_filter *takes = matching(b, true, KS_SYSMON_DEPENDS);
        is_include = takes != NULL && !is_in;
        filter = is_include ? takes : matching(b, false, KS_SYSMON_DEPENDS);
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
        b->pending[b->pending_count++] = (fact){ .node = node, .is_not = is_not };
}

static void keep(branch *b, fact f)
{
    f.field = ks_table_find(&b->sieve->fields, ks_str_span(field_of(f.node)));
    if (f.field == ks_table_none || b->fact_count == facts_most)
        return;
    f.row = row_of(b->sieve, f.node);
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

sysmon_reach sysmon_reach_of(sysmon_sieve *sieve, const ks_rule *rule, const ks_form *form, u32 id)
{
    sysmon_reach result = { 0 };
    reaching r = { .sieve = sieve, .event = id, .result = &result };
    branch b = { .sieve = sieve, .event = id };
    sieve->node_count = 0;
    push(&b, rule->condition, false);
    if (form->where)
        push(&b, form->where, false);
    expand(&r, &b, 0);
    result.often = r.always == r.branches  ? SYSMON_ALWAYS
                   : r.never == r.branches ? SYSMON_NEVER
                                           : SYSMON_SOMETIMES;
    return result;
}
