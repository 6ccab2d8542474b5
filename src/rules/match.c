// One event and all rules. The fields that have triggers are searched, each in
// one pass; what was found marks the rules that could match; those, and the few
// without a trigger, are evaluated, and only then other fields are looked at.
// Every answer is remembered for the event in hand.
#include "base/hash.h"
#include "rules/engine.h"

// --- room for what programs need; it only grows

static void *grown(ks_matcher *m, void *old, size_t size, size_t *room, size_t wanted)
{
    if (*room >= wanted && old)
        return old;
    wanted += wanted / 2 + 16;
    void *fresh = ks_arena_take(&m->scratch, size, wanted, alignof(max_align_t));
    if (fresh)
        *room = wanted;
    return fresh;
}

static bool prepare(ks_matcher *m, const rules_program *p)
{
    size_t marks = MARK_KINDS * rules_mark_words(p->candidate_count);
    m->values = grown(m, m->values, sizeof *m->values, &m->value_room, p->field_count);
    m->answers = grown(m, m->answers, sizeof *m->answers, &m->node_room, p->node_count);
    m->marks = grown(m, m->marks, sizeof *m->marks, &m->mark_room, marks);
    return m->values && m->answers && m->marks;
}

// --- looking

rules_values *rules_values_of(ks_matcher *m, u32 field)
{
    rules_values *values = &m->values[field];
    if (values->stamp == m->stamp)
        return values;
    values->stamp = m->stamp;
    if (m->program->fields[field].name.size)
        rules_look(&m->eye, &m->binding->fields[field], values);
    else
        rules_look_everywhere(&m->eye, m->program->fields[field].strings_only, values);
    return values;
}

static bool on_trigger(void *context, u32 number)
{
    ks_matcher *m = context;
    const rules_waiting *w = m->use->waiting;
    const rules_trigger *t = &w->triggers[number];
    rules_check_state *state = &m->use->checks[t->check];
    if (*state >> rules_stamp_shift == m->stamp)
        return false;
    *state = rules_state_of(m->stamp, t->decides ? KS_JUDGED_TRUE : rules_was_found, *state);
    m->use->found[number]++;
    const size_t words = rules_mark_words(m->program->candidate_count);
    for (u32 i = 0; i < t->count; i++) {
        u32 mark = w->triggered[t->first + i], candidate = mark >> 2;
        m->marks[words * (mark & 3) + candidate / 64] |= (u64)1 << candidate % 64;
    }
    return false;
}

static void search(ks_matcher *m)
{
    const rules_waiting *w = m->use->waiting;
    for (u32 i = 0; i < w->field_count; i++) {
        u32 field = w->fields[i];
        const rules_literals *literals = w->literals[field];
        if (w->sieves[field] && m->binding->sieves &&
            !rules_sieve_event(w->sieves[field], literals, &m->computer, m->eye.event))
            continue;
        const rules_few *few = w->few[field];
        const rules_values *values = rules_values_of(m, field);
        for (u32 k = 0; k < values->count; k++) {
            if (few == NULL || rules_few_may_have(few, values->at[k].raw))
                rules_met_find(&m->met, &m->eye, literals, &values->at[k], on_trigger, m);
        }
    }
}

// --- evaluating

static bool on_member(void *context, u32 number)
{
    (void)context, (void)number;
    return true;
}

// All of it are triggers, which were looked for already.
static ks_judged recall_set(const ks_matcher *m, const rules_set *set)
{
    for (u32 i = 0; i < set->count; i++) {
        if (m->use->checks[set->checks[i]] >> rules_stamp_shift == m->stamp)
            return KS_JUDGED_TRUE;
    }
    return KS_JUDGED_FALSE;
}

static bool is_any_of(ks_matcher *m, const rules_set *set, rules_value *value)
{
    const rules_check *checks = m->program->checks;
    return set->how == CHECK_NETWORK
               ? rules_is_in_any(checks, set->checks, set->count, &m->eye, value)
               : rules_is_any_number(checks, set->checks, set->sizes, set->count, &m->eye, value);
}

static ks_judged ask_values(ks_matcher *m, const rules_set *set)
{
    const rules_values *values = rules_values_of(m, set->field);
    for (u32 i = 0; i < values->count; i++) {
        if (is_any_of(m, set, &values->at[i]))
            return KS_JUDGED_TRUE;
    }
    return KS_JUDGED_FALSE;
}

static ks_judged ask_set(ks_matcher *m, u32 number)
{
    const rules_set *set = &m->program->sets[number];
    if (set->how != CHECK_LITERAL)
        return ask_values(m, set);
    if (m->use->waiting->knows_set[number])
        return recall_set(m, set);
    const rules_literals **literals = &m->use->sets[number];
    if (KS_UNLIKELY(*literals == NULL))
        *literals = rules_set_literals(m->program, set, &m->bindings, m->scratch);
    for (u32 i = 0; *literals == NULL && i < set->count; i++) { // no memory: one by one
        if (rules_ask_check(m, set->checks[i]) == KS_JUDGED_TRUE)
            return KS_JUDGED_TRUE;
    }
    const rules_values *values = rules_values_of(m, set->field);
    for (u32 i = 0; *literals && i < values->count; i++) {
        if (rules_literals_find(*literals, rules_folded_of(&m->eye, &values->at[i]), on_member,
                                NULL))
            return KS_JUDGED_TRUE;
    }
    return KS_JUDGED_FALSE;
}

ks_judged rules_find_out(ks_matcher *m, u32 number)
{
    const rules_check *c = &m->program->checks[number];
    const rules_values *values = rules_values_of(m, c->field);
    const rules_values *others = c->how == CHECK_FIELD ? rules_values_of(m, c->other) : NULL;
    bool is_alone = values->count == 1 && others == NULL;
    ks_judged result = is_alone ? rules_met_said(&values->at[0], number) : KS_JUDGED_GAVE_UP;
    if (result == KS_JUDGED_GAVE_UP) {
        if (KS_UNLIKELY(m->use->asked != NULL))
            m->use->asked[number]++;
        result = rules_check_values(c, &m->eye, values, others);
        if (is_alone)
            rules_met_note(&values->at[0], number, result);
    }
    rules_check_state *state = &m->use->checks[number];
    *state = rules_state_of(m->stamp, result, *state);
    return result;
}

static ks_judged evaluate(ks_matcher *m, u32 number);

// A part that gave up decides nothing, as long as another one does. The part
// that decides is asked a little earlier the next time, unless it costs much
// more: what rules differ in comes to the front.
static inline ks_judged evaluate_list(ks_matcher *m, bool is_all, u32 first, u32 count)
{
    ks_judged decides = is_all ? KS_JUDGED_FALSE : KS_JUDGED_TRUE;
    ks_judged result = is_all ? KS_JUDGED_TRUE : KS_JUDGED_FALSE;
    rules_part *parts = m->use->parts + first;
    for (u32 i = 0; i < count; i++) {
        rules_part part = parts[i];
        ks_judged judged =
            part.check != rules_no_check ? rules_ask_check(m, part.check) : evaluate(m, part.node);
        if (judged == decides) {
            const rules_node *nodes = m->program->nodes;
            if (i && nodes[part.node].cost <= 3 * nodes[parts[i - 1].node].cost) {
                parts[i] = parts[i - 1];
                parts[i - 1] = part;
            }
            return decides;
        }
        if (judged == KS_JUDGED_GAVE_UP)
            result = judged;
    }
    return result;
}

// As deep as the rule is nested, which the loader bounds.
static ks_judged evaluate(ks_matcher *m, u32 number)
{
    const rules_node *n = &m->program->nodes[number];
    ks_judged result = KS_JUDGED_FALSE;
    switch ((rules_node_kind)n->kind) {
    case NODE_FALSE: return KS_JUDGED_FALSE;
    case NODE_TRUE: return KS_JUDGED_TRUE;
    case NODE_CHECK: return rules_ask_check(m, n->first);
    case NODE_NOT:
        result = evaluate(m, n->first);
        return result == KS_JUDGED_GAVE_UP ? result
               : result == KS_JUDGED_TRUE  ? KS_JUDGED_FALSE
                                           : KS_JUDGED_TRUE;
    case NODE_SET:
    case NODE_ALL:
    case NODE_ANY: break;
    }
    u32 answer = m->answers[number];
    if (answer >> 2 == m->stamp)
        return (ks_judged)(answer & 3);
    result = n->kind == NODE_SET ? ask_set(m, n->first)
                                 : evaluate_list(m, n->kind == NODE_ALL, n->first, n->count);
    m->answers[number] = m->stamp << 2 | result;
    return result;
}

static void add_hit(ks_matcher *m, size_t *count, u32 rule, const ks_form *form)
{
    if (*count && m->hits[*count - 1].rule == rule)
        return; // seen in another of its forms
    m->hits[(*count)++] = (ks_hit){ rule, form };
}

static void evaluate_marked(ks_matcher *m, size_t *count)
{
    const rules_program *p = m->program;
    const size_t words = rules_mark_words(p->candidate_count);
    const u64 *wakes = m->marks + MARK_WAKES * words, *also = m->marks + MARK_ALSO * words;
    const u64 *out = m->marks + MARK_RULES_OUT * words;
    for (size_t word = 0; word < words; word++) {
        u64 bits = wakes[word] & also[word] & ~out[word] & m->binding->hopeful[word];
        for (; bits; bits &= bits - 1) {
            const rules_candidate *c = &p->candidates[word * 64 + (u32)__builtin_ctzll(bits)];
            ks_judged judged =
                c->count ? evaluate_list(m, true, c->first, c->count) : evaluate(m, c->root);
            m->eye.gave_up += judged == KS_JUDGED_GAVE_UP;
            if (judged == KS_JUDGED_TRUE)
                add_hit(m, count, c->rule, c->form);
        }
    }
}

static void match_by_program(ks_matcher *m, const rules_program *p, size_t *count)
{
    m->program = p;
    // Another program gives other meanings to the same numbers.
    if (KS_UNLIKELY(++m->stamp == rules_stamp_most)) {
        memset(m->values, 0, m->value_room * sizeof *m->values);
        memset(m->answers, 0, m->node_room * sizeof *m->answers);
        for (rules_use *use = m->uses; use; use = use->next)
            rules_use_forget(use);
        m->stamp = 1;
    }
    m->met.grams = KS_UNLIKELY(m->use->turns == 0) ? m->use->known.grams : NULL;
    memcpy(m->marks, m->use->waiting->before,
           MARK_KINDS * rules_mark_words(p->candidate_count) * sizeof *m->marks);
    search(m);
    evaluate_marked(m, count);
}

static void match_by_judge(ks_matcher *m, const rules_concern *c, ks_event *event, size_t *count)
{
    for (size_t i = 0; i < c->asked_count; i++) {
        const rules_asked *a = &c->asked[i];
        if (*count && m->hits[*count - 1].rule == a->rule)
            continue;
        const ks_rule *rule = m->rules->set->rules[a->rule];
        ks_judged judged = ks_judge_rule(m->eye.judge, rule, a->form, event, NULL);
        if (judged == KS_JUDGED_GAVE_UP)
            m->eye.gave_up++;
        if (judged == KS_JUDGED_TRUE)
            add_hit(m, count, a->rule, a->form);
    }
}

const ks_hit *ks_match(ks_matcher *m, ks_event *event, size_t *count)
{
    *count = 0;
    m->events++;
    rules_binding *b = rules_bind(m, event);
    if (b == NULL || b->asks_nothing) {
        m->eye.gave_up += b == NULL; // no memory: what rules say of it is not known
        m->events_without_rules += b && b->concern == NULL;
        return m->hits;
    }
    m->binding = b;
    m->use = b->use;
    if (m->use && KS_UNLIKELY(++m->use->events >= m->use->events_until))
        rules_use_learn(m, m->use);
    if (m->use && KS_UNLIKELY(b->sieved != m->use->waiting))
        rules_bind_sieve(m, b, event);
    const rules_program *p = m->use ? m->use->program : NULL;
    m->hits = grown(m, m->hits, sizeof *m->hits, &m->hit_room, b->concern->asked_count);
    if (m->hits == NULL || (p && !prepare(m, p))) {
        m->eye.gave_up++;
        return m->hits;
    }
    rules_eye_turn(&m->eye, event);
    rules_met_turn(&m->met);
    if (p)
        match_by_program(m, p, count);
    else
        match_by_judge(m, b->concern, event, count);
    return m->hits;
}

// --- before the payload is looked at

static ks_span bytes_of(ks_value v) { return (ks_span){ v.at, v.size }; }

static bool ask_wants(ks_matcher *m, const ks_event *event)
{
    ks_arena scratch = m->scratch;
    ks_event_class class = { .id = (u32)ks_event_number(event, KS_SYSTEM_ID),
                             .version = (u32)ks_event_number(event, KS_SYSTEM_VERSION) };
    class.provider = ks_value_str(ks_event_system(event, KS_SYSTEM_PROVIDER), &scratch);
    class.channel = ks_value_str(ks_event_system(event, KS_SYSTEM_CHANNEL), &scratch);
    return rules_concerns_any(m->rules, &class);
}

static bool is_same(const u8 *kept, u32 size, ks_span found)
{
    return size == found.size && (size == 0 || memcmp(kept, found.at, size) == 0);
}

static bool is_of(const rules_glance *g, u32 id, ks_span provider, ks_span channel)
{
    return g->is_known && g->id == id && is_same(g->provider, g->provider_size, provider) &&
           is_same(g->channel, g->channel_size, channel);
}

static void keep_glance(rules_glance *g, u32 id, ks_span provider, ks_span channel)
{
    g->is_known = provider.size <= rules_glance_most && channel.size <= rules_glance_most;
    if (!g->is_known)
        return;
    g->id = id;
    g->provider_size = (u32)provider.size;
    g->channel_size = (u32)channel.size;
    if (provider.size)
        memcpy(g->provider, provider.at, provider.size);
    if (channel.size)
        memcpy(g->channel, channel.at, channel.size);
}

bool ks_match_wants(ks_matcher *m, const ks_event *event)
{
    ks_span provider = bytes_of(ks_event_system(event, KS_SYSTEM_PROVIDER));
    ks_span channel = bytes_of(ks_event_system(event, KS_SYSTEM_CHANNEL));
    u32 id = (u32)ks_event_number(event, KS_SYSTEM_ID);
    u64 mixed = ks_hash_mix(id, channel.size << 8 ^ provider.size);
    rules_glance *pair = m->glances[mixed % rules_glances_kept], *g = &pair[0];
    if (KS_UNLIKELY(!is_of(g, id, provider, channel)))
        g = &pair[1];
    if (KS_UNLIKELY(g == &pair[1] && !is_of(g, id, provider, channel))) {
        pair[1] = pair[0];
        g = &pair[0];
        g->is_wanted = ask_wants(m, event);
        keep_glance(g, id, provider, channel);
    }
    m->events += !g->is_wanted;
    m->events_without_rules += !g->is_wanted;
    return g->is_wanted;
}
