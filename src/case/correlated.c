// See correlated.h. The correlations of a run are kept as a small rule set of their own: they and
// the rules that they count (rules/image.h). Where a case is read, that set is made again, each
// kept hit of one of its rules becomes a base hit, and the correlator does the rest.
#include "case/correlated.h"

#include "catalogue/catalogue.h"
#include "rules/correlate.h"
#include "rules/image.h"

enum {
    techniques_most = 1024,
    image_most = 16 << 20,
    memory_most = 128 << 20, // the rest is spilled
    base_hit_most = 1 << 20,
    group_text_most = 1024
};
static const u32 not_member = UINT32_MAX;

// --- what a case knows of a rule

static void put_techniques(ks_out *out, const ks_rule *rule)
{
    static const ks_str space = KS_TEXT("attack.t");
    for (u32 i = 0; i < rule->tags.count; i++) {
        ks_str tag = rule->tags.items[i];
        bool is_technique = tag.size > space.size && tag.at[space.size] >= '0' &&
                            tag.at[space.size] <= '9' && memcmp(tag.at, space.at, space.size) == 0;
        if (!is_technique)
            continue;
        if (ks_out_size(out))
            ks_out_byte(out, ' ');
        ks_out_byte(out, 'T');
        ks_out_put(out, (ks_str){ tag.at + space.size, tag.size - space.size });
    }
}

// By its tags; a rule without any that names a question is about what is unusual here.
static u32 questions_of(const ks_rule *rule)
{
    u32 questions = 0;
    for (u32 i = 0; i < rule->tags.count; i++)
        questions |= ks_questions_of_tag(rule->tags.items[i]);
    if (questions == 0 && ks_str_equal(rule->category, KS_STR("process_creation")))
        questions = 1u << 1;
    return questions ? questions : 1u << 13;
}

ks_observed_rule ks_case_rule(const ks_rule *rule, ks_arena *arena)
{
    ks_out techniques;
    ks_observed_rule told = { .id = rule->id,
                              .title = { rule->title, rule->title_ja },
                              .level = rule->level,
                              .questions = questions_of(rule),
                              .is_silent = rule->is_silent };
    if (ks_out_open(&techniques, arena, techniques_most)) {
        put_techniques(&techniques, rule);
        told.techniques = ks_out_str(&techniques);
    }
    return told;
}

// --- the correlations of a run, kept

static bool spent(ks_fail *fail) { return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("run")); }

bool ks_case_add_correlations(ks_observations *set, const ks_rule_set *rules, ks_arena *arena,
                              ks_fail *fail)
{
    bool is_any = false;
    for (size_t i = 0; i < rules->count; i++)
        is_any = is_any || rules->rules[i]->correlation;
    if (!is_any)
        return true;
    ks_out image;
    if (!ks_out_open(&image, arena, image_most) ||
        !ks_rule_image_write(&image, rules, KS_IMAGE_CORRELATIONS, *arena) ||
        !ks_observations_add_program(set, ks_str_span(ks_out_str(&image))))
        return spent(fail);
    return true;
}

// --- the correlations of a case, run

typedef struct {
    ks_facts *facts;
    const char *folder; // that correlations spill to
    ks_arena *arena;
    const ks_rule_set *rules; // of the program at hand
    const u32 *observed;      // by rule: number in the set; ks_table_none
    ks_rule_result *results;
    size_t count, capacity;
} correlating;

// By rule of the set: its number in the program, or not_member.
static u32 *number_members(correlating *x)
{
    const ks_observations *set = x->facts->set;
    u32 *observed = ks_take(x->arena, u32, x->rules->count + 1);
    u32 *member = ks_take(x->arena, u32, set->rule_count + 1);
    if (observed == NULL || member == NULL)
        return NULL;
    for (size_t i = 0; i < set->rule_count; i++)
        member[i] = not_member;
    for (u32 i = 0; i < x->rules->count; i++) {
        ks_observed_rule told = ks_case_rule(x->rules->rules[i], x->arena);
        observed[i] = ks_observations_find_rule(set, &told);
        if (observed[i] != ks_table_none)
            member[observed[i]] = i;
    }
    x->observed = observed;
    return member;
}

static bool give_hit(ks_correlator *c, const ks_base_hit *hit, ks_out *out, ks_fail *fail)
{
    ks_out_clear(out);
    return ks_base_hit_write(out, hit) ? ks_correlator_add(c, ks_str_span(ks_out_str(out)), fail)
                                       : spent(fail);
}

// The place of a base hit is the number of its event here.
static bool give_hits(const correlating *x, ks_correlator *c, const u32 *member, ks_fail *fail)
{
    const ks_observations *set = x->facts->set;
    ks_arena whole = *x->arena;
    ks_out out;
    if (!ks_out_open(&out, &whole, base_hit_most))
        return spent(fail);
    for (u32 i = 0; i < x->facts->event_count; i++) {
        const ks_fact_event *e = &x->facts->events[i];
        for (u32 k = 0; k < e->seen->hit_count; k++) {
            const ks_observed_hit *seen = &e->seen->hits[k];
            ks_arena scratch = whole;
            ks_str *values = ks_take(&scratch, ks_str, seen->value_count + 1);
            if (member[seen->rule] == not_member)
                continue;
            if (values == NULL)
                return spent(fail);
            for (u32 n = 0; n < seen->value_count; n++) {
                bool is_there = seen->values[n] != ks_table_none;
                values[n] = is_there ? ks_observed_string(set, seen->values[n]) : (ks_str){ 0 };
                if (is_there && values[n].at == NULL)
                    values[n] = KS_STR("");
            }
            ks_base_hit hit = { .rule = member[seen->rule],
                                .ticks = e->ticks,
                                .source = i,
                                .offset = e->seen->place.offset,
                                .event_record_id = e->seen->event_record_id,
                                .computer = ks_observed_string(set, e->seen->computer),
                                .channel = ks_observed_string(set, e->seen->channel),
                                .values = values,
                                .value_count = seen->value_count };
            if (!give_hit(c, &hit, &out, fail))
                return false;
        }
    }
    return true;
}

static ks_str group_text(const correlating *x, const ks_correlation_result *result)
{
    const ks_correlation *c = x->rules->rules[result->rule]->correlation;
    ks_out out;
    if (!ks_out_open(&out, x->arena, group_text_most))
        return (ks_str){ 0 };
    for (u32 i = 0; i < c->group_count; i++) {
        if (i)
            KS_PUT(&out, "; ");
        ks_out_put(&out, c->group_by[i]);
        KS_PUT(&out, ": ");
        ks_out_put(&out, result->group[i]);
    }
    return ks_out_str(&out);
}

static bool on_result(void *context, const ks_correlation_result *result, ks_fail *fail)
{
    correlating *x = context;
    u32 rule = x->observed[result->rule];
    if (rule == ks_table_none)
        return true;
    if (x->count == x->capacity) {
        ks_rule_result *grown =
            ks_arena_grow(x->arena, x->results, sizeof *grown, x->count, &x->capacity);
        if (grown == NULL)
            return spent(fail);
        x->results = grown;
    }
    u32 *events = ks_take(x->arena, u32, result->hit_count + 1);
    if (events == NULL)
        return spent(fail);
    for (size_t i = 0; i < result->hit_count; i++)
        events[i] = result->hits[i].source;
    x->results[x->count++] = (ks_rule_result){ .rule = rule,
                                               .events = events,
                                               .event_count = result->hit_count,
                                               .text = group_text(x, result) };
    return true;
}

static bool run_program(correlating *x, ks_fail *fail)
{
    ks_correlator *c;
    ks_correlation_overflow overflow = { 0 };
    ks_correlation_sink sink = { x, on_result };
    ks_correlator_options options = { .memory = memory_most, .spill_path = x->folder };
    const u32 *member = number_members(x);
    if (member == NULL)
        return spent(fail);
    if (!ks_correlator_open(&c, x->rules, &options, x->arena, fail))
        return false;
    bool is_done = give_hits(x, c, member, fail) && ks_correlator_settle(c, &sink, &overflow, fail);
    ks_correlator_close(c);
    return is_done;
}

bool ks_case_correlate(ks_facts *facts, const char *folder, ks_arena *arena, ks_fail *fail)
{
    const ks_observations *set = facts->set;
    correlating x = { .facts = facts, .folder = folder, .arena = arena };
    for (size_t i = 0; i < set->program_count; i++) {
        ks_rule_set rules;
        if (!ks_rule_image_read(&rules, ks_str_span(set->programs[i]), arena, fail))
            return false;
        x.rules = &rules;
        if (!run_program(&x, fail))
            return false;
    }
    facts->results = x.results;
    facts->result_count = x.count;
    return true;
}
