// Hits of Sigma rules, as findings: one a rule and host. The rule's author says what it means; so a
// hit of level high or critical settles the questions that the rule bears on, a lower one is a lead
// (docs/decisions/0010).
#include "base/sort.h"
#include "trace/trace_own.h"

enum { records_most = 200 };

typedef struct {
    u32 rule, host, event, hit; // indices; hit: in the event's observation
} match;

static int match_order(const void *context, const void *a, const void *b)
{
    (void)context;
    const match *x = a, *y = b;
    int order = ks_compare_u64(x->rule, y->rule);
    order = order ? order : ks_compare_u64(x->host, y->host);
    return order ? order : ks_compare_u64(x->event, y->event); // events are in the total order
}

static match *list_matches(tracing *t, size_t *count)
{
    const ks_facts *facts = t->facts;
    size_t total = 0;
    for (size_t i = 0; i < facts->event_count; i++)
        total += facts->events[i].seen->hit_count;
    match *list = ks_take(t->arena, match, total + 1);
    *count = 0;
    for (u32 i = 0; i < facts->event_count && list; i++) {
        const ks_observation *o = facts->events[i].seen;
        for (u32 k = 0; k < o->hit_count; k++)
            if (!facts->set->rules[o->hits[k].rule].is_silent)
                list[(*count)++] = (match){ o->hits[k].rule, facts->events[i].host, i, k };
    }
    if (list == NULL || !ks_sort(list, *count, sizeof *list, match_order, NULL, *t->arena))
        t->is_full = true;
    return t->is_full ? NULL : list;
}

// What findings are named after: letters, digits and dashes.
static const char *id_of(tracing *t, const ks_observed_rule *rule)
{
    ks_str name = rule->id.size ? rule->id : rule->title[KS_EN];
    char *id = ks_take(t->arena, char, name.size + 1);
    for (size_t i = 0; i < name.size && id; i++) {
        char c = name.at[i] >= 'A' && name.at[i] <= 'Z' ? (char)(name.at[i] + 32) : name.at[i];
        bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        id[i] = is_plain ? c : '-';
    }
    return id;
}

// A row for the rule, as the traces of list.h have one.
static const ks_trace *row_of(tracing *t, const ks_observed_rule *rule)
{
    ks_trace *row = ks_take(t->arena, ks_trace, 1);
    ks_phrase_text *title = ks_take(t->arena, ks_phrase_text, 1);
    const char *id = id_of(t, rule);
    const char *techniques = ks_cstr(t->arena, rule->techniques);
    if (row == NULL || title == NULL) {
        t->is_full = true;
        return NULL;
    }
    title->id = "RULE";
    title->text[KS_EN] = rule->title[KS_EN];
    title->text[KS_JA] = rule->title[rule->title[KS_JA].size ? KS_JA : KS_EN];
    *row = (ks_trace){ .id = id ? id : "rule",
                       .title = title,
                       .techniques = techniques ? techniques : "",
                       .questions = (u16)rule->questions };
    return row;
}

// Hits that were only counted, of the sources in which this host has a hit that was kept.
static u64 over_of(const tracing *t, const match *matches, size_t count)
{
    const ks_observations *set = t->facts->set;
    u64 over = 0;
    for (size_t i = 0; i < set->over_count; i++) {
        bool is_ours = false;
        for (size_t k = 0; k < count && !is_ours && set->overs[i].rule == matches->rule; k++)
            is_ours = seen(t, matches[k].event)->place.source == set->overs[i].source;
        over += is_ours ? set->overs[i].count : 0;
    }
    return over;
}

static void tell(tracing *t, const match *matches, size_t count)
{
    const ks_observations *set = t->facts->set;
    const ks_observed_rule *rule = &set->rules[matches->rule];
    const ks_fact_event *first = &t->facts->events[matches->event];
    u64 over = over_of(t, matches, count);
    ks_phrase said = ks_phrase_of(over        ? SAYS(RULE_HITS_MORE)
                                  : count > 1 ? SAYS(RULE_HITS)
                                              : SAYS(RULE_HIT));
    ks_phrase_add(&said, (ks_argument){ .kind = KS_ARGUMENT_WORDS, .words = t->trace->title });
    ks_phrase_add_text(&said, ks_observed_string(set, first->seen->hits[matches->hit].text));
    if (count > 1 || over)
        ks_phrase_add_number(&said, count);
    if (over)
        ks_phrase_add_number(&said, over);
    found_finding *f = found(t, rule->level, matches->host, first->ticks, said);
    if (f == NULL)
        return;
    f->is.is_lead = rule->level < KS_LEVEL_HIGH;
    if (count > 1)
        f->is.to_ticks = t->facts->events[matches[count - 1].event].ticks;
    for (size_t i = 0; i < count && i < records_most; i++) {
        found_record(t, f, matches[i].event);
        found_process(t, f, t->facts->process_of[matches[i].event]);
    }
}

static void tell_result(tracing *t, const ks_rule_result *result)
{
    const ks_fact_event *events = t->facts->events;
    const ks_observed_rule *rule = &t->facts->set->rules[result->rule];
    if (result->event_count == 0)
        return;
    const ks_fact_event *first = &events[result->events[0]];
    const ks_fact_event *last = &events[result->events[result->event_count - 1]];
    ks_phrase said = ks_phrase_of(SAYS(RULE_RESULT));
    ks_phrase_add(&said, (ks_argument){ .kind = KS_ARGUMENT_WORDS, .words = t->trace->title });
    ks_phrase_add_text(&said, result->text);
    ks_phrase_add_number(&said, result->event_count);
    ks_phrase_add_time(&said, first->ticks);
    found_finding *f = found(t, rule->level, last->host, first->ticks, said);
    if (f == NULL)
        return;
    f->is.is_lead = rule->level < KS_LEVEL_HIGH;
    f->is.to_ticks = last->ticks == first->ticks ? 0 : last->ticks;
    found_list others = { 0 };
    for (size_t i = 0; i < result->event_count && i < records_most; i++) {
        u32 event = result->events[i];
        found_record(t, f, event);
        found_process(t, f, t->facts->process_of[event]);
        bool is_known = events[event].host == last->host;
        for (size_t k = 0; k < others.count && !is_known; k++)
            is_known = others.items[k] == events[event].host;
        if (!is_known)
            found_add(t, &others, events[event].host);
    }
    f->is.others = others.items;
    f->is.other_count = others.count;
}

void rule_hits(tracing *t)
{
    for (size_t i = 0; i < t->facts->result_count && !t->is_full; i++) {
        const ks_rule_result *result = &t->facts->results[i];
        t->trace = row_of(t, &t->facts->set->rules[result->rule]);
        if (t->trace)
            tell_result(t, result);
    }
    size_t count;
    const match *list = list_matches(t, &count);
    for (size_t i = 0, end = 0; i < count && list && !t->is_full; i = end) {
        while (end < count && list[end].rule == list[i].rule && list[end].host == list[i].host)
            end++;
        if (i == 0 || list[i - 1].rule != list[i].rule)
            t->trace = row_of(t, &t->facts->set->rules[list[i].rule]);
        if (t->trace)
            tell(t, list + i, end - i);
    }
}
