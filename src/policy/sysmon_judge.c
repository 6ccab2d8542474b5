// Whether an event is logged, by the engine's order: exclude elements first, the first match
// decides, one element alone decides by its default, several without a match drop (public rule
// engine; docs/formats/policy-xml.md has the eleven rules). What is not known of an event is
// carried as DEPENDS, so that the same code says what a configuration does to every event of an id.
#include "policy/sysmon.h"

typedef struct {
    const ks_sysmon_config *config;
    u32 event;
    ks_sysmon_fields fields;
} judging;

typedef struct {
    ks_sysmon_logged match; // YES: matches
    const ks_sysmon_member *member;
    const ks_sysmon_filter *filter; // the first that matched
} outcome;

static ks_sysmon_logged both(ks_sysmon_logged a, ks_sysmon_logged b)
{
    if (a == KS_SYSMON_NO || b == KS_SYSMON_NO)
        return KS_SYSMON_NO;
    return a == KS_SYSMON_YES && b == KS_SYSMON_YES ? KS_SYSMON_YES : KS_SYSMON_DEPENDS;
}

static ks_sysmon_logged either(ks_sysmon_logged a, ks_sysmon_logged b)
{
    if (a == KS_SYSMON_YES || b == KS_SYSMON_YES)
        return KS_SYSMON_YES;
    return a == KS_SYSMON_NO && b == KS_SYSMON_NO ? KS_SYSMON_NO : KS_SYSMON_DEPENDS;
}

// A field that this id does not have never matches, not even `is not`.
static ks_sysmon_logged judge_filter(const judging *j, const ks_sysmon_filter *filter)
{
    if (j->fields.matches)
        return j->fields.matches(j->fields.from, filter);
    if (!sysmon_field_find(j->event, filter->field))
        return KS_SYSMON_NO;
    if (!j->fields.value)
        return KS_SYSMON_DEPENDS;
    ks_str text = { 0 };
    switch (j->fields.value(j->fields.from, filter->field, &text)) {
    case KS_SYSMON_KNOWN: return ks_sysmon_filter_matches(filter, text);
    case KS_SYSMON_ABSENT: return KS_SYSMON_NO;
    case KS_SYSMON_OPEN: break;
    }
    return KS_SYSMON_DEPENDS;
}

// A Rule: inside it AND means every filter, the same field or not.
static outcome judge_rule(const judging *j, const ks_sysmon_member *rule)
{
    outcome all = { .match = rule->filters ? KS_SYSMON_YES : KS_SYSMON_NO, .member = rule };
    outcome any = { .match = KS_SYSMON_NO, .member = rule };
    for (const ks_sysmon_filter *f = rule->filters; f; f = f->next) {
        ks_sysmon_logged match = judge_filter(j, f);
        all.match = both(all.match, match);
        any.match = either(any.match, match);
        if (match == KS_SYSMON_YES && !all.filter)
            all.filter = any.filter = f;
    }
    return rule->is_and ? all : any;
}

static outcome judge_member(const judging *j, const ks_sysmon_member *member)
{
    if (member->is_rule)
        return judge_rule(j, member);
    return (outcome){ judge_filter(j, member->filters), member, member->filters };
}

static bool is_first_of_field(const ks_sysmon_element *element, const ks_sysmon_member *member)
{
    for (const ks_sysmon_member *m = element->members; m != member; m = m->next)
        if (!m->is_rule && ks_str_equal(m->filters->field, member->filters->field))
            return false;
    return true;
}

// Plain filters on the same field are alternatives, wherever in the element they stand.
static outcome judge_field(const judging *j, const ks_sysmon_member *first)
{
    outcome any = { .match = KS_SYSMON_NO };
    for (const ks_sysmon_member *m = first; m; m = m->next) {
        if (m->is_rule || !ks_str_equal(m->filters->field, first->filters->field))
            continue;
        outcome one = judge_member(j, m);
        if (one.match == KS_SYSMON_YES && any.match != KS_SYSMON_YES)
            any = one;
        any.match = either(any.match, one.match);
    }
    return any;
}

static outcome judge_and(const judging *j, const ks_sysmon_element *element)
{
    outcome all = { .match = KS_SYSMON_YES };
    for (const ks_sysmon_member *m = element->members; m; m = m->next) {
        if (!m->is_rule && !is_first_of_field(element, m))
            continue;
        outcome one = m->is_rule ? judge_rule(j, m) : judge_field(j, m);
        all.match = both(all.match, one.match);
        if (!all.filter && one.match == KS_SYSMON_YES) {
            all.filter = one.filter;
            all.member = one.member;
        }
    }
    return all;
}

static outcome judge_or(const judging *j, const ks_sysmon_element *element)
{
    outcome any = { .match = KS_SYSMON_NO };
    for (const ks_sysmon_member *m = element->members; m; m = m->next) {
        outcome one = judge_member(j, m);
        if (one.match == KS_SYSMON_YES && any.match != KS_SYSMON_YES)
            return one; // what stood before it did not match, or might have: it matches anyway
        any.match = either(any.match, one.match);
    }
    return any;
}

static outcome judge_element(const judging *j, const ks_sysmon_element *element)
{
    if (!element->members)
        return (outcome){ .match = KS_SYSMON_NO };
    return element->is_and ? judge_and(j, element) : judge_or(j, element);
}

static ks_str name_of(const ks_sysmon_element *element, const outcome *found)
{
    if (found->filter && found->filter->name.size)
        return found->filter->name;
    if (found->member && found->member->is_rule && found->member->name.size)
        return found->member->name;
    return element->group ? element->group->name : (ks_str){ 0 };
}

enum { may_drop = 1, may_log = 2 };

static ks_sysmon_logged of_bits(unsigned possible)
{
    if (possible == (may_drop | may_log))
        return KS_SYSMON_DEPENDS;
    return possible == may_log ? KS_SYSMON_YES : KS_SYSMON_NO;
}

static unsigned bit_of(bool is_logged) { return is_logged ? may_log : may_drop; }

ks_sysmon_verdict ks_sysmon_judge(const ks_sysmon_config *config, u32 event,
                                  ks_sysmon_fields fields)
{
    const ks_sysmon_event *row = sysmon_event_find(event);
    if (!row || !sysmon_is_captured(config, event))
        return (ks_sysmon_verdict){ .logged = KS_SYSMON_NO };
    if (row->tag.size == 0)
        return (ks_sysmon_verdict){ .logged = KS_SYSMON_YES };
    judging j = { config, event, fields };
    const ks_sysmon_element *only = NULL;
    size_t count = 0;
    unsigned possible = 0; // what an element that depends would decide
    for (int is_include = 0; is_include < 2; is_include++) {
        for (const ks_sysmon_element *e = config->elements; e; e = e->next) {
            if (e->is_include != (bool)is_include || !ks_str_equal(e->tag, row->tag))
                continue;
            only = e;
            count++;
            outcome found = judge_element(&j, e);
            if (found.match == KS_SYSMON_NO)
                continue;
            possible |= bit_of(e->is_include);
            if (found.match == KS_SYSMON_YES)
                return (ks_sysmon_verdict){ of_bits(possible), e, found.member, found.filter,
                                            name_of(e, &found) };
        }
    }
    if (count == 0)
        return (ks_sysmon_verdict){ .logged =
                                        row->is_logged_by_default ? KS_SYSMON_YES : KS_SYSMON_NO };
    possible |= bit_of(count == 1 && !only->is_include);
    return (ks_sysmon_verdict){ .logged = of_bits(possible) };
}
