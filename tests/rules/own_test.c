// Konseki's own rules, each with events that it must find and near misses that it must not:
// tests/golden/rules/<file>.hit.jsonl and <file>.miss.jsonl. Of a file with several documents
// the correlation is meant, the last one: its result must come, or must not.
#include "base/ticks.h"
#include "evidence/read.h"
#include "rules/correlate.h"
#include "rules/rules.h"

#include "test.h"

#include <stdio.h>

static ks_arena run, scratch_arena, reading_arena;
static ks_rule_set set;
static ks_rules *rules;
static ks_matcher *matcher;
static ks_correlation_needs needs;

// --- what each file of rules/ has to show
typedef struct {
    ks_str stem;
    u32 last;                   // rule: the one document, or the correlation
    size_t events[2], found[2]; // [0] near misses, [1] hits
    ks_out members[2];          // base hits, for correlations
    u64 ticks;                  // the last event's: examples come in the order of time
    bool is_in_order;
} example;
static example *examples;
static size_t example_count;

static ks_str stem_of(ks_str path, const char *end)
{
    size_t start = path.size, end_size = strlen(end);
    while (start > 0 && path.at[start - 1] != '/')
        start--;
    ks_str name = { path.at + start, path.size - start };
    if (name.size <= end_size || memcmp(name.at + name.size - end_size, end, end_size) != 0)
        return (ks_str){ 0 };
    return (ks_str){ name.at, name.size - end_size };
}

static example *example_of(ks_str stem)
{
    for (size_t i = 0; i < example_count; i++)
        if (ks_str_equal(examples[i].stem, stem))
            return &examples[i];
    return NULL;
}

static bool make_examples(void)
{
    examples = ks_take(&run, example, set.count);
    for (u32 i = 0; i < set.count; i++) {
        ks_str stem = stem_of(set.rules[i]->path, ".yml");
        example *e = example_of(stem);
        if (e == NULL)
            e = &examples[example_count++];
        else if (set.rules[e->last]->correlation != NULL && set.rules[i]->correlation == NULL)
            continue;
        *e = (example){ .stem = stem, .last = i, .is_in_order = true };
    }
    for (size_t i = 0; i < example_count; i++)
        for (int kind = 0; kind < 2; kind++)
            if (set.rules[examples[i].last]->correlation != NULL &&
                !ks_out_open(&examples[i].members[kind], &run, 1 << 16))
                return false;
    return true;
}

// --- reading the examples
static ks_str value_of(const ks_form *form, ks_event *event, ks_str name)
{
    ks_value values[4];
    ks_rule_field field = ks_field_resolve(form, event, name, &scratch_arena);
    if (ks_field_values(&field, event, values, countof(values)) == 0)
        return (ks_str){ 0 };
    ks_str text = ks_field_text(values[0], event);
    return text.at ? text : KS_STR("");
}

static void add_member(example *e, bool is_hit, const ks_hit *hit, ks_event *event)
{
    const ks_str_list *names = &needs.by_rule[hit->rule];
    ks_str *values = ks_take(&scratch_arena, ks_str, names->count + 1);
    for (u32 i = 0; i < names->count; i++)
        values[i] = value_of(hit->form, event, names->items[i]);
    ks_base_hit base = { .rule = hit->rule,
                         .ticks = ks_event_ticks(event),
                         .source = event->source,
                         .offset = event->offset,
                         .event_record_id = ks_event_number(event, KS_SYSTEM_EVENT_RECORD_ID),
                         .computer = value_of(hit->form, event, KS_STR("Computer")),
                         .channel = value_of(hit->form, event, KS_STR("Channel")),
                         .values = values,
                         .value_count = names->count };
    KS_ASSERT(ks_base_hit_write(&e->members[is_hit], &base));
}

static bool on_event(void *own, ks_event *event, ks_out *out)
{
    (void)own, (void)out;
    ks_str stem = stem_of(event->path, ".hit.jsonl");
    bool is_hit = stem.at != NULL;
    example *e = example_of(is_hit ? stem : stem_of(event->path, ".miss.jsonl"));
    if (e == NULL)
        return false;
    ks_arena scratch_before = scratch_arena;
    size_t count;
    const ks_hit *hits = ks_match(matcher, event, &count);
    bool is_correlation = set.rules[e->last]->correlation != NULL;
    u64 ticks = ks_event_ticks(event);
    if (e->events[is_hit]++ > 0)
        e->is_in_order = e->is_in_order && ticks >= e->ticks;
    e->ticks = ticks;
    for (size_t i = 0; i < count; i++) {
        bool is_own = ks_str_equal(stem_of(set.rules[hits[i].rule]->path, ".yml"), e->stem);
        if (is_correlation && needs.is_member[hits[i].rule])
            add_member(e, is_hit, &hits[i], event);
        e->found[is_hit] += is_own && !is_correlation;
    }
    scratch_arena = scratch_before;
    return false;
}

static bool on_block(void *shared, const ks_block *block, ks_fail *fail)
{
    (void)shared, (void)block, (void)fail;
    return true;
}

// One file at a time: two examples may be the same, and a copy is not read twice.
static bool read_file(const example *e, const char *end)
{
    char path[512];
    const char *const paths[] = { path };
    ks_arena arena = reading_arena;
    ks_sources *sources;
    ks_sources_options options = { 0 };
    ks_reading reading = {
        .event = on_event, .deliver = on_block, .threads = 1, .keep_repeats = true
    };
    ks_fail fail = { 0 };
    snprintf(path, sizeof path, "%s/golden/rules/%.*s%s", KS_TEST_DATA, (int)e->stem.size,
             e->stem.at, end);
    if (!ks_sources_open(&sources, paths, 1, &options, &arena, &fail))
        return false;
    bool is_read = ks_read_events(sources, &reading, &arena, &fail);
    ks_sources_close(sources);
    return is_read;
}

static void read_examples(void)
{
    size_t missing = 0;
    for (size_t i = 0; i < example_count; i++) {
        const example *e = &examples[i];
        if (read_file(e, ".miss.jsonl") && read_file(e, ".hit.jsonl") && e->events[0] &&
            e->events[1])
            continue;
        remark("%.*s", (int)e->stem.size, e->stem.at);
        missing++;
    }
    check("each rule has events that it finds, and near misses", missing == 0);
}

static bool is_of_rule(void *context, const char *name)
{
    ks_str file = ks_str_of(name);
    bool is_known =
        example_of(stem_of(file, ".hit.jsonl")) || example_of(stem_of(file, ".miss.jsonl"));
    if (!is_known)
        remark("of no rule: %s", name);
    *(size_t *)context += !is_known;
    return true;
}

static void no_strays(void)
{
    size_t strays = 0;
    ks_fail fail = { 0 };
    check("each file of examples is of a rule",
          ks_os_list(KS_TEST_DATA "/golden/rules", is_of_rule, &strays, &fail) && strays == 0);
}

// --- correlations
typedef struct {
    u32 rule;
    size_t count;
} results;

static bool on_result(void *context, const ks_correlation_result *result, ks_fail *fail)
{
    results *r = context;
    (void)fail;
    r->count += r->rule == result->rule;
    return true;
}

static size_t results_of(u32 rule, ks_span members)
{
    ks_arena scratch = scratch_arena;
    ks_correlator_options options = { .memory = 1 << 20, .never_spills = true };
    ks_correlator *correlator;
    ks_fail fail = { 0 };
    results found = { .rule = rule };
    KS_ASSERT(ks_correlator_open(&correlator, &set, &options, &scratch, &fail));
    while (members.size) {
        ks_arena once = scratch;
        ks_base_hit hit;
        size_t size = ks_base_hit_read(&hit, members, &once);
        KS_ASSERT(size > 0);
        KS_ASSERT(ks_correlator_add(correlator, (ks_span){ members.at, size }, &fail));
        members = (ks_span){ members.at + size, members.size - size };
    }
    ks_correlation_sink sink = { &found, on_result };
    ks_correlation_overflow overflow;
    KS_ASSERT(ks_correlator_settle(correlator, &sink, &overflow, &fail));
    ks_correlator_close(correlator);
    return found.count;
}

static void check_examples(void)
{
    size_t correlations = 0;
    bool in_order = true;
    for (size_t i = 0; i < example_count; i++) {
        example *e = &examples[i];
        const ks_rule *rule = set.rules[e->last];
        char sentence[512];
        bool is_correlation = rule->correlation != NULL;
        size_t found[2] = { e->found[0], e->found[1] }, wanted = e->events[1];
        for (int kind = 0; is_correlation && kind < 2; kind++)
            found[kind] = results_of(e->last, ks_str_span(ks_out_str(&e->members[kind])));
        if (is_correlation)
            wanted = 1;
        correlations += is_correlation;
        in_order = in_order && e->is_in_order;
        snprintf(sentence, sizeof sentence, "%.*s: its examples, and no near miss",
                 (int)e->stem.size, e->stem.at);
        if (!check(sentence, wanted && found[1] == wanted && found[0] == 0))
            remark("found %zu of %zu, and %zu of %zu near misses", found[1], wanted, found[0],
                   e->events[0]);
    }
    check("the events of an example come in the order of time", in_order);
    check("there are at least 200 rules", example_count >= 200);
    check("there are at least 5 correlations", correlations >= 5);
}

// --- what every rule says of itself
static bool has_tag(const ks_rule *rule, bool of_technique)
{
    for (u32 i = 0; i < rule->tags.count; i++) {
        ks_str tag = rule->tags.items[i];
        bool is_attack = tag.size > 8 && memcmp(tag.at, "attack.", 7) == 0;
        bool is_technique = is_attack && tag.at[7] == 't' && tag.at[8] >= '0' && tag.at[8] <= '9';
        if (is_attack && is_technique == of_technique)
            return true;
    }
    return false;
}

static bool has_japanese(ks_str text)
{
    for (size_t at = 0, size; at < text.size; at += size) {
        u32 c;
        size = ks_utf8_read(text, at, &c);
        if ((c >= 0x3040 && c < 0x3100) || (c >= 0x4e00 && c < 0xa000))
            return true;
    }
    return false;
}

static const char *lacks(const ks_rule *r)
{
    bool is_japanese = has_japanese(r->title_ja) && has_japanese(r->description_ja);
    for (u32 i = 0; i < r->falsepositives_ja.count; i++)
        is_japanese = is_japanese && has_japanese(r->falsepositives_ja.items[i]);
    const struct {
        bool is_there;
        const char *what;
    } needed[] = {
        { r->title.size && r->description.size, "title or description" },
        { is_japanese, "Japanese" },
        { r->falsepositives.count && r->falsepositives.count == r->falsepositives_ja.count,
          "false positives in both languages" },
        { has_tag(r, false), "a tactic" },
        { has_tag(r, true), "a technique" },
        { r->id.size == 36, "an id" },
        { r->has_level, "a level" },
        { r->references.count > 0, "references" },
        { ks_str_equal(r->license, KS_STR("Apache-2.0")), "its licence" },
    };
    for (size_t i = 0; i < countof(needed); i++)
        if (!needed[i].is_there)
            return needed[i].what;
    return NULL;
}

static void check_words(void)
{
    size_t lacking = 0, twins = 0;
    for (size_t i = 0; i < set.count; i++) {
        const ks_rule *r = set.rules[i];
        const char *what = lacks(r);
        if (what != NULL)
            remark("%.*s: lacks %s", (int)r->path.size, r->path.at, what);
        lacking += what != NULL;
        for (size_t j = 0; j < i; j++) {
            const ks_rule *other = set.rules[j];
            bool is_twin = ks_str_equal(r->id, other->id) || ks_str_equal(r->title, other->title) ||
                           ks_str_equal(r->title_ja, other->title_ja);
            if (is_twin)
                remark("%.*s: as %.*s", (int)r->path.size, r->path.at, (int)other->path.size,
                       other->path.at);
            twins += is_twin;
        }
    }
    check("every rule says in two languages what it finds, and where it errs", lacking == 0);
    check("no two rules have the same id or title", twins == 0);
}

static void say_problems(void)
{
    static u8 bytes[4096];
    for (size_t i = 0; i < set.problems.count; i++) {
        const ks_rule_problem *p = &set.problems.rows[i];
        ks_out out = { bytes, bytes, bytes + sizeof bytes - ks_out_slack, false };
        ks_rule_problem_say(&out, p, KS_EN);
        remark("%.*s:%u: %.*s", (int)p->path.size, p->path.at, p->line, (int)ks_out_size(&out),
               (const char *)bytes);
    }
}

int main(void)
{
    static const char *const paths[] = { KS_TEST_DATA "/../rules" };
    ks_rule_loading how = { .paths = paths, .path_count = 1 };
    ks_rules_options options = { 0 };
    ks_forms *forms;
    ks_fail fail = { 0 };
    KS_ASSERT(ks_arena_open(&run, "run", (size_t)1 << 30));
    KS_ASSERT(ks_arena_open(&scratch_arena, "scratch", (size_t)256 << 20));
    KS_ASSERT(ks_arena_open(&reading_arena, "reading", (size_t)256 << 20));
    if (!check("the rules are loaded", ks_rule_set_load(&set, &how, &run, &fail)))
        return checked();
    say_problems();
    check("none is left out, none has a warning", set.problems.count == 0 && set.left_out == 0);
    check_words();
    KS_ASSERT(ks_forms_open(&forms, NULL, 0, &run, &fail));
    options.forms = forms;
    KS_ASSERT(ks_rules_make(&rules, &set, &options, &run, &fail));
    KS_ASSERT((matcher = ks_rules_matcher(rules, &run)) != NULL);
    KS_ASSERT(ks_correlation_needs_make(&needs, &set, &run, &fail));
    KS_ASSERT(make_examples());
    no_strays();
    read_examples();
    check_examples();
    ks_rules_close(rules);
    return checked();
}
