// The last step of loading: names become numbers.
//
// Rules are found by id, then by name, at last by title. Filters go into the conditions of the
// rules that they are for. A correlation whose member is missing is left out, and so is what
// refers to it in turn. Then those that the caller does not want go, but for members of those he
// wants, which stay without hits of their own.
#include "rules/resolve.h"

#include "base/sort.h"

bool rules_pending_add(rules_loader *l, rules_pending pending)
{
    if (l->pending_count == l->pending_capacity) {
        void *grown = ks_arena_grow(l->run, l->pending, sizeof pending, l->pending_count,
                                    &l->pending_capacity);
        l->is_over = l->is_over || grown == NULL;
        if (grown == NULL)
            return false;
        l->pending = grown;
    }
    pending.document = l->about.document;
    pending.file = l->file_number;
    pending.is_builtin = l->is_builtin;
    l->pending[l->pending_count++] = pending;
    return true;
}

void rules_absent_add(rules_loader *l, const rules_pending *pending, rules_absence why)
{
    if (pending->rule->id.size + pending->rule->name.size == 0)
        return;
    if (l->absent_count == l->absent_capacity) {
        void *grown = ks_arena_grow(l->run, l->absent, sizeof *l->absent, l->absent_count,
                                    &l->absent_capacity);
        l->is_over = l->is_over || grown == NULL;
        if (grown == NULL)
            return;
        l->absent = grown;
    }
    l->absent[l->absent_count++] = (rules_absent){ pending->rule->id, pending->rule->name, why };
}

bool rules_filter_add(rules_loader *l, rules_filter filter)
{
    if (l->filter_count == l->filter_capacity) {
        void *grown =
            ks_arena_grow(l->run, l->filters, sizeof filter, l->filter_count, &l->filter_capacity);
        l->is_over = l->is_over || grown == NULL;
        if (grown == NULL)
            return false;
        l->filters = grown;
    }
    l->filters[l->filter_count++] = filter;
    return true;
}

static void forget_problems(rules_loader *l, u32 document)
{
    ks_rule_problems *problems = &l->set->problems;
    while (problems->count && problems->rows[problems->count - 1].document == document)
        problems->count--;
}

void rules_left_out(rules_loader *l, const rules_pending *pending)
{
    bool is_wanted = l->how->wants == NULL || l->how->wants(l->how->context, pending->rule);
    l->set->left_out += is_wanted;
    l->set->excluded += !is_wanted;
    if (!is_wanted)
        forget_problems(l, l->about.document);
    rules_absent_add(l, pending, RULES_HAS_MISTAKE);
}

// Says something about a rule that was read before.
static void say(rules_loader *l, const rules_pending *p, ks_rule_problem_kind kind,
                rules_place place, ks_str text)
{
    l->about = (ks_rule_problem){
        .path = p->rule->path, .id = p->rule->id, .title = p->rule->title, .document = p->document
    };
    rules_warn(l, kind, place, text);
}

static void drop(rules_loader *l, resolving *r, u32 index)
{
    if (r->is_dropped[index])
        return;
    r->is_dropped[index] = true;
    for (u32 i = 1; i <= l->pending[index].base_count; i++)
        r->is_dropped[index - i] = true;
}

// A later file does not take an earlier one's place. Konseki's own rules come last, and give way
// to a copy of theirs without a word.
static void take_id(rules_loader *l, resolving *r, u32 index)
{
    rules_pending *p = &l->pending[index];
    u32 first = rules_names_add(r, &r->ids, p->rule->id, index);
    if (first == index || first == rules_name_none || p->rule->id.size == 0)
        return;
    const rules_pending *other = &l->pending[first];
    if (other->file == p->file) {
        say(l, p, KS_RULE_SAME_ID, p->place, p->rule->id);
    } else {
        if (!p->is_builtin)
            say(l, p, KS_RULE_DUPLICATE_ID, p->place, other->rule->path);
        l->set->left_out += !p->is_builtin;
        drop(l, r, index);
    }
}

static void index_rules(rules_loader *l, resolving *r)
{
    for (u32 i = 0; i < l->pending_count; i++) {
        const rules_pending *p = &l->pending[i];
        if (p->is_base)
            continue;
        take_id(l, r, i);
        if (r->is_dropped[i])
            continue;
        (void)rules_names_add(r, &r->names, p->rule->name, i);
        if (r->wants_titles)
            (void)rules_names_add(r, &r->titles, p->rule->title, i);
    }
    for (u32 i = 0; r->wants_titles && i < l->absent_count; i++) {
        (void)rules_names_add(r, &r->ids, l->absent[i].id, rules_name_absent | i);
        (void)rules_names_add(r, &r->names, l->absent[i].name, rules_name_absent | i);
    }
}

static void note_superseded(rules_loader *l, const resolving *r)
{
    for (u32 i = 0; i < l->pending_count; i++) {
        const rules_pending *p = &l->pending[i];
        for (u32 j = 0; j < p->supersede_count; j++) {
            u32 old = rules_names_find(&r->ids, p->supersedes[j]);
            if (old < l->pending_count && old != i)
                say(l, &l->pending[old], KS_RULE_SUPERSEDED, l->pending[old].place, p->rule->title);
        }
    }
}

static bool fits_source(const rules_logsource *wanted, const ks_rule *rule)
{
    return (wanted->category.size == 0 || ks_str_equal(wanted->category, rule->category)) &&
           (wanted->product.size == 0 || ks_str_equal(wanted->product, rule->product)) &&
           (wanted->service.size == 0 || ks_str_equal(wanted->service, rule->service));
}

// Adds a filter to one rule, or to the detections behind an old aggregation.
static bool filter_rule(rules_loader *l, const rules_filter *filter, u32 index)
{
    rules_pending *p = &l->pending[index];
    u32 from = p->base_count ? index - p->base_count : index;
    u32 to = p->base_count ? index : index + 1;
    bool is_used = false;
    for (u32 i = from; i < to; i++) {
        ks_rule *rule = l->pending[i].rule;
        if (rule->condition == NULL || !fits_source(&filter->source, rule))
            continue;
        const ks_rule_node *both[] = { rule->condition, filter->condition };
        const ks_rule_node *node = rules_node_join(l, KS_RULE_ALL, both, 2);
        if (node)
            rule->condition = node;
        is_used = true;
    }
    return is_used;
}

static void apply_filter(rules_loader *l, const resolving *r, const rules_filter *filter)
{
    bool is_used = false;
    for (u32 i = 0; i < filter->member_count; i++) {
        u32 index = rules_reference_find(r, filter->members[i].text, NULL);
        if (index < l->pending_count && filter_rule(l, filter, index))
            is_used = true;
    }
    for (u32 i = 0; filter->member_count == 0 && i < l->pending_count; i++) {
        if (!r->is_dropped[i] && !l->pending[i].is_base && filter_rule(l, filter, i))
            is_used = true;
    }
    l->about = filter->about;
    if (!is_used)
        rules_warn(l, KS_RULE_FILTER_UNUSED, filter->place, (ks_str){ 0 });
}

// Whom the caller wants, and whom those need.
static void select_rules(rules_loader *l, resolving *r)
{
    for (u32 i = 0; i < l->pending_count; i++) {
        const rules_pending *p = &l->pending[i];
        p->rule->correlation = p->correlation; // its members are indices here still
        bool is_wanted = !r->is_dropped[i] && !p->is_base &&
                         (l->how->wants == NULL || l->how->wants(l->how->context, p->rule));
        r->is_wanted[i] = r->is_kept[i] = is_wanted;
        l->set->excluded += !r->is_dropped[i] && !p->is_base && !is_wanted;
    }
    for (u32 i = r->order_count; i > 0; i--) { // those that refer before those referred to
        u32 index = r->order[i - 1];
        const ks_correlation *c = l->pending[index].correlation;
        for (u32 j = 0; r->is_kept[index] && j < c->member_count; j++) {
            u32 member = c->members[j];
            r->is_kept[member] = r->is_member[member] = true;
            r->is_shown[member] = r->is_shown[member] || c->generates;
        }
    }
}

static int by_place(const void *context, const void *a, const void *b)
{
    const ks_rule_problem *p = a, *q = b;
    (void)context;
    if (p->document != q->document)
        return ks_compare_u64(p->document, q->document);
    return p->line != q->line ? ks_compare_u64(p->line, q->line)
                              : ks_compare_u64(p->column, q->column);
}

// What there is to say about rules that are not there for the caller goes with them.
static void settle_problems(rules_loader *l, const resolving *r, u32 document_count)
{
    ks_rule_problems *problems = &l->set->problems;
    ks_arena scratch = l->file;
    bool *is_gone = ks_take(&scratch, bool, document_count + 1);
    l->is_over = l->is_over || is_gone == NULL;
    for (u32 i = 0; is_gone && i < l->pending_count; i++) {
        bool is_unwanted = !r->is_dropped[i] && !r->is_kept[i] && !l->pending[i].is_base;
        if (is_unwanted)
            is_gone[l->pending[i].document] = true;
    }
    size_t kept = 0;
    for (size_t i = 0; is_gone && i < problems->count; i++) {
        if (!is_gone[problems->rows[i].document])
            problems->rows[kept++] = problems->rows[i];
    }
    problems->count = kept;
    l->is_over = l->is_over ||
                 !ks_sort(problems->rows, kept, sizeof *problems->rows, by_place, NULL, scratch);
}

static bool number_rules(rules_loader *l, const resolving *r)
{
    const ks_rule **rules = rules_take(l, const ks_rule *, l->pending_count + 1);
    if (rules == NULL)
        return false;
    l->set->rules = rules;
    for (u32 i = 0; i < l->pending_count; i++) {
        ks_rule *rule = l->pending[i].rule;
        if (!r->is_kept[i])
            continue;
        rule->number = (u32)l->set->count;
        rule->is_silent = !r->is_wanted[i] || (r->is_member[i] && !r->is_shown[i]);
        rules[l->set->count++] = rule;
        rules_hash(l, (ks_span){ (const u8 *)&i, sizeof i });
    }
    for (u32 i = 0; i < l->pending_count; i++) {
        rules_pending *p = &l->pending[i];
        if (!r->is_kept[i] || p->correlation == NULL)
            continue;
        u32 *members = rules_take(l, u32, p->correlation->member_count);
        if (members == NULL)
            return false;
        for (u32 j = 0; j < p->correlation->member_count; j++)
            members[j] = l->pending[p->correlation->members[j]].rule->number;
        p->correlation->members = members;
    }
    return true;
}

bool rules_resolve(rules_loader *l)
{
    size_t count = l->pending_count;
    u32 documents = l->about.document;
    resolving r = { .l = l,
                    .is_dropped = ks_take(&l->file, bool, count + 1),
                    .is_wanted = ks_take(&l->file, bool, count + 1),
                    .is_kept = ks_take(&l->file, bool, count + 1),
                    .is_member = ks_take(&l->file, bool, count + 1),
                    .is_shown = ks_take(&l->file, bool, count + 1),
                    .order = ks_take(&l->file, u32, count + 1) };
    l->is_over = l->is_over || r.is_dropped == NULL || r.is_wanted == NULL || r.is_kept == NULL ||
                 r.is_member == NULL || r.is_shown == NULL || r.order == NULL;
    r.wants_titles = l->filter_count > 0;
    for (size_t i = 0; i < count; i++)
        r.wants_titles = r.wants_titles || l->pending[i].correlation;
    if (l->is_over)
        return false;
    index_rules(l, &r);
    note_superseded(l, &r);
    for (size_t i = 0; i < l->filter_count; i++)
        apply_filter(l, &r, &l->filters[i]);
    if (l->is_over || !rules_members_resolve(l, &r, say, drop))
        return false;
    select_rules(l, &r);
    settle_problems(l, &r, documents);
    return !l->is_over && number_rules(l, &r);
}
