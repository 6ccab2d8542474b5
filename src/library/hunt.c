// Events go in, hits come out. A hit is made in the event's arena and gone with the event.
#include "library/rules_own.h"
#include "rules/spell.h"

// What is behind the hit that a caller sees.
typedef struct {
    konseki_hit hit; // first: the caller's pointer is one to this
    konseki_match *matches;
} made_hit;

const konseki_match *konseki_hit_match(const konseki_hit *hit, size_t index)
{
    return index < hit->match_count ? &((const made_hit *)hit)->matches[index] : NULL;
}

static konseki_text spelled(ks_arena *arena, const ks_rule_test *test)
{
    ks_out out;
    ks_arena scratch = *arena;
    if (!ks_out_open(&out, &scratch, ks_rule_test_spelled_most(test)))
        return library_text(arena, (ks_str){ 0 });
    ks_rule_test_spell(&out, test);
    konseki_text text = library_text(&scratch, ks_out_str(&out));
    *arena = scratch;
    return text;
}

// NULL: no memory. A value that several tests are about in a row is copied once.
static konseki_match *make_matches(const ks_judged_test *tests, size_t count, ks_arena *arena)
{
    konseki_match *matches = ks_take(arena, konseki_match, count + 1);
    for (size_t i = 0; matches && i < count; i++) {
        bool is_same = i && ks_str_equal(tests[i].value, tests[i - 1].value) &&
                       ks_str_equal(tests[i].test->field, tests[i - 1].test->field);
        matches[i] = (konseki_match){ .size = sizeof(konseki_match),
                                      .field = library_text(arena, tests[i].test->field),
                                      .test = spelled(arena, tests[i].test) };
        matches[i].value = is_same ? matches[i - 1].value : library_text(arena, tests[i].value);
    }
    return matches;
}

static bool give_hit(konseki_rules *r, const ks_hit *found, const konseki_event *event,
                     konseki_hit_visitor *visit, void *context)
{
    ks_event *e = event->event;
    size_t count = ks_match_why(r->matcher, found, r->tests, library_tests_most);
    konseki_match *matches = make_matches(r->tests, count, e->arena);
    count = matches ? count : 0;
    u64 ticks = ks_event_ticks(e);
    ks_str form = ks_str_of(found->form ? found->form->name : "");
    made_hit made = { .hit = { .size = sizeof(konseki_hit),
                               .rule = &r->told[found->rule],
                               .event = event,
                               .form = library_text(e->arena, form),
                               .match_count = count,
                               .first_ticks = ticks,
                               .last_ticks = ticks,
                               .event_count = 1 },
                      .matches = matches };
    return visit(context, &made.hit);
}

// What correlations need of a hit, kept until the end.
static bool keep(konseki_rules *r, const ks_hit *found, ks_event *e)
{
    ks_str texts[library_values_most];
    ks_str_list names = r->needs.by_rule[found->rule];
    ks_fail ignored = { 0 };
    ks_base_hit hit = { .rule = found->rule,
                        .ticks = ks_event_ticks(e),
                        .source = e->source,
                        .offset = e->offset,
                        .event_record_id = ks_event_number(e, KS_SYSTEM_EVENT_RECORD_ID),
                        .computer = ks_value_str(ks_event_system(e, KS_SYSTEM_COMPUTER), e->arena),
                        .channel = e->class->channel,
                        .values = texts };
    hit.value_count = names.count < library_values_most ? names.count : library_values_most;
    for (u32 i = 0; i < hit.value_count; i++) {
        ks_value value = { 0 };
        ks_rule_field field = ks_field_resolve(found->form, e, names.items[i], e->arena);
        bool is_there = ks_field_values(&field, e, &value, 1) > 0;
        texts[i] = is_there ? ks_field_text(value, e) : (ks_str){ 0 };
        if (is_there && texts[i].at == NULL)
            texts[i] = KS_STR("");
    }
    ks_out_clear(&r->base_hit);
    return ks_base_hit_write(&r->base_hit, &hit) &&
           ks_correlator_add(r->correlator, ks_str_span(ks_out_str(&r->base_hit)), &ignored);
}

bool konseki_rules_feed(konseki_rules *r, const konseki_event *event, konseki_hit_visitor *visit,
                        void *context)
{
    size_t count = 0;
    const ks_hit *hits = ks_match(r->matcher, event->event, &count);
    for (size_t i = 0; i < count && !r->is_ended; i++) {
        bool is_member = r->correlator && r->needs.is_member[hits[i].rule];
        if (is_member && !keep(r, &hits[i], event->event))
            return false;
        if (!r->set.rules[hits[i].rule]->is_silent && !give_hit(r, &hits[i], event, visit, context))
            return false;
    }
    return true;
}

typedef struct {
    konseki_rules *rules;
    konseki_hit_visitor *visit;
    void *context;
} ending;

static bool give_result(void *own, const ks_correlation_result *result, ks_fail *fail)
{
    (void)fail;
    ending *end = own;
    konseki_rules *r = end->rules;
    ks_arena scratch = r->arena;
    const ks_correlation *how = r->set.rules[result->rule]->correlation;
    konseki_match *matches = ks_take(&scratch, konseki_match, how->group_count + 1);
    if (matches == NULL)
        return false;
    for (u32 i = 0; i < how->group_count; i++)
        matches[i] = (konseki_match){ .size = sizeof(konseki_match),
                                      .field = library_text(&scratch, how->group_by[i]),
                                      .value = library_text(&scratch, result->group[i]),
                                      .test = library_text(&scratch, (ks_str){ 0 }) };
    made_hit made = { .hit = { .size = sizeof(konseki_hit),
                               .rule = &r->told[result->rule],
                               .form = library_text(&scratch, (ks_str){ 0 }),
                               .match_count = how->group_count,
                               .first_ticks = result->first_ticks,
                               .last_ticks = result->last_ticks,
                               .event_count = result->hit_count,
                               .value = result->value },
                      .matches = matches };
    return end->visit(end->context, &made.hit);
}

bool konseki_rules_end(konseki_rules *r, konseki_hit_visitor *visit, void *context)
{
    ending end = { r, visit, context };
    ks_correlation_sink sink = { &end, give_result };
    ks_correlation_overflow overflow = { 0 };
    ks_fail ignored = { 0 };
    bool is_first = !r->is_ended;
    r->is_ended = true;
    return !is_first || r->correlator == NULL ||
           ks_correlator_settle(r->correlator, &sink, &overflow, &ignored);
}
