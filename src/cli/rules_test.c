// `konseki rules test`: each rule on the logs that its author keeps beside it. All logs are read in
// one go; a log's hits count for the rules whose example it is.
#include "cli/rules.h"

#include "base/number.h"
#include "base/table.h"
#include "cli/hunt.h"
#include "cli/rules_example.h"
#include "cli/rules_test_correlation.h"
#include "cli/terminal.h"
#include "event/classes.h"
#include "event/tree.h"
#include "event/xml_read.h"
#include "message/visible.h"

enum { frame_head = 8 };

typedef struct {
    ruleset_run *run;
    ks_rule_set set;
    rules_examples examples;
    bool *is_tested; // by rule
    ks_rules *engine;
    ks_correlation_needs needs; // empty: no correlation has an example
    rules_base_hits base_hits;
    ks_table counted; // source and rule: number in `counts`
    u64 *counts;
    size_t count_capacity;
    u64 passed, failed, more, missing, not_run;
} testing;

// --- reading

typedef struct {
    ks_matcher *matcher;
    const ks_correlation_needs *needs;
} worker;

static void *make_worker(void *shared, unsigned number)
{
    (void)number;
    testing *t = shared;
    worker *w = ks_take(&t->run->evidence->arena, worker, 1);
    if (w == NULL)
        return NULL;
    *w = (worker){ ks_rules_matcher(t->engine, &t->run->evidence->arena), &t->needs };
    return w->matcher ? w : NULL;
}

// A frame for each hit: the rule, the size of what follows, and what correlations need of it. Which
// rules are tested is asked when hits are counted.
static bool on_event(void *own, ks_event *event, ks_out *out)
{
    worker *w = own;
    size_t count = 0;
    const ks_hit *hits = ks_match(w->matcher, event, &count);
    for (size_t i = 0; i < count; i++) {
        u8 head[frame_head] = { 0 };
        u8 *start = out->at;
        ks_store32(head, hits[i].rule);
        ks_out_bytes(out, head, sizeof head);
        if (w->needs->is_any && w->needs->is_member[hits[i].rule])
            hunt_put_base_hit(w->needs, w->matcher, &hits[i], event, out);
        if (!out->is_full)
            ks_store32(start + 4, (u32)(out->at - start - frame_head));
    }
    return count > 0;
}

static bool wants(void *own, const ks_event *event)
{
    return ks_match_wants(((worker *)own)->matcher, event);
}

static bool count_hit(testing *t, u32 source, u32 rule, ks_fail *fail)
{
    u8 key[8];
    ks_arena *arena = &t->run->arena;
    ks_store32(key, source);
    ks_store32(key + 4, rule);
    u32 number = ks_table_add(&t->counted, arena, (ks_span){ key, sizeof key });
    if (number != ks_table_none && number >= t->count_capacity)
        t->counts = ks_arena_grow(arena, t->counts, sizeof *t->counts, number, &t->count_capacity);
    if (number == ks_table_none || t->counts == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
    t->counts[number]++;
    return true;
}

static bool deliver(void *shared, const ks_block *block, ks_fail *fail)
{
    testing *t = shared;
    for (size_t at = 0; at + frame_head <= block->size;) {
        u32 rule = ks_load32(block->bytes + at), size = ks_load32(block->bytes + at + 4);
        if (t->is_tested[rule] && !count_hit(t, block->source->number, rule, fail))
            return false;
        if (size)
            rules_base_hits_add(&t->base_hits, block->source->number,
                                (ks_span){ block->bytes + at + frame_head, size });
        at += frame_head + size;
    }
    return true;
}

// The source that was read for a path: of a copy, the one that has the same bytes.
static u32 source_of(const ks_sources *sources, ks_str path)
{
    for (size_t i = 0; i < ks_sources_count(sources); i++) {
        const ks_source *source = ks_sources_at(sources, i);
        if (!ks_str_equal(source->path, path))
            continue;
        for (size_t row = 0; row < source->ledger->row_count; row++) {
            if (source->ledger->rows[row].kind == KS_LEDGER_NOTE_COPY)
                return (u32)source->ledger->rows[row].number[0];
        }
        return source->number;
    }
    return UINT32_MAX;
}

static u64 hits_of(const testing *t, const rules_example *example, u32 source)
{
    u8 key[8];
    ks_store32(key, source);
    ks_store32(key + 4, example->rule->number);
    u32 number = ks_table_find(&t->counted, (ks_span){ key, sizeof key });
    return number == ks_table_none ? 0 : t->counts[number];
}

static bool read_logs(testing *t, size_t count, ks_fail *fail)
{
    ks_reading reading = { .shared = t,
                           .worker = make_worker,
                           .event = on_event,
                           .wants = wants,
                           .deliver = deliver,
                           .keep_repeats = true };
    if (count == 0)
        return true;
    if (!run_read(t->run->evidence, &reading, fail))
        return false;
    for (size_t i = 0; i < t->examples.count; i++) {
        rules_example *example = &t->examples.rows[i];
        if (example->state != EXAMPLE_READY || !example->log)
            continue;
        u32 source = source_of(t->run->evidence->sources, ks_str_of(example->log));
        if (example->rule->correlation == NULL)
            example->found = hits_of(t, example, source);
        else if (!rules_base_hits_correlate(&t->base_hits, &t->set, example, source, fail))
            return false;
    }
    return !t->base_hits.is_lost || ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("base hits"));
}

static ks_str why(testing *t, const ks_fail *fail)
{
    u8 bytes[512];
    ks_out text = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes };
    bool is_json = ruleset_is_format(t->run, "json");
    ks_say_fail(&text, fail, KS_STR("sample-evtx"), is_json ? t->run->data_lang : t->run->lang);
    return ks_arena_keep(&t->run->arena, ks_out_str(&text));
}

// The event that a rule's text holds, as a tree that an irregular record would be.
static void match_sample(testing *t, rules_example *example, ks_matcher *matcher,
                         ks_classes *classes, ks_arena scratch)
{
    ks_fail fail = { 0 };
    size_t count = 0;
    ks_value *values = ks_take(&scratch, ks_value, KS_SYSTEM_COUNT);
    const ks_element *tree = ks_xml_read(example->xml, &scratch, &fail);
    if (tree == NULL || values == NULL) {
        example->state = EXAMPLE_NOT_RUN;
        example->says = why(t, &fail);
        return;
    }
    ks_tree_system(tree, values, &scratch);
    ks_event event = { .outer = &ks_tree_plan,
                       .tree = tree,
                       .values = values,
                       .value_count = KS_SYSTEM_COUNT,
                       .arena = &scratch,
                       .path = example->rule->path,
                       .is_irregular = true };
    event.class = ks_class_find(classes, &event);
    const ks_hit *hits = ks_match(matcher, &event, &count);
    for (size_t i = 0; i < count; i++)
        example->found += t->set.rules[hits[i].rule] == example->rule;
}

static bool match_samples(testing *t, ks_fail *fail)
{
    enum { classes_most = 8 << 20, event_most = 16 << 20 };
    ks_classes classes;
    ks_arena scratch;
    ks_matcher *matcher = ks_rules_matcher(t->engine, &t->run->arena);
    if (matcher == NULL || !ks_arena_open(&scratch, "event", event_most))
        return ks_refuse(fail, KS_OVER_BUDGET, event_most, 0, KS_STR("event"));
    ks_arena whole = scratch;
    bool is_open = ks_classes_open(&classes, classes_most);
    for (size_t i = 0; is_open && i < t->examples.count; i++) {
        rules_example *example = &t->examples.rows[i];
        if (example->state == EXAMPLE_READY && example->xml.size)
            match_sample(t, example, matcher, &classes, scratch);
    }
    if (is_open)
        ks_classes_close(&classes);
    ks_arena_close(&whole);
    return is_open || ks_refuse(fail, KS_OVER_BUDGET, classes_most, 0, KS_STR("classes"));
}

static void judge_examples(testing *t)
{
    for (size_t i = 0; i < t->examples.count; i++) {
        rules_example *e = &t->examples.rows[i];
        if (e->state != EXAMPLE_READY)
            continue;
        bool is_more = e->has_count && e->found > e->wanted;
        e->state = e->found < e->wanted ? EXAMPLE_FAILED : is_more ? EXAMPLE_MORE : EXAMPLE_PASSED;
    }
}

static bool run_examples(testing *t, ks_fail *fail)
{
    ruleset_run *r = t->run;
    const char **paths = ks_take(&r->arena, const char *, t->examples.count + 1);
    size_t count = 0;
    for (size_t i = 0; paths && i < t->examples.count; i++) {
        if (t->examples.rows[i].state == EXAMPLE_READY && t->examples.rows[i].log)
            paths[count++] = t->examples.rows[i].log;
    }
    ks_rules_options how = { .forms = r->forms };
    if (paths == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
    if ((count && !ruleset_open_evidence(r, paths, count)) ||
        !ks_correlation_needs_make(&t->needs, &t->set, &r->arena, fail) ||
        !ks_rules_make(&t->engine, &t->set, &how, &r->arena, fail))
        return false;
    bool is_done = (rules_base_hits_open(&t->base_hits) ||
                    ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("base hits"))) &&
                   read_logs(t, count, fail) && match_samples(t, fail);
    rules_base_hits_close(&t->base_hits);
    ks_rules_close(t->engine);
    judge_examples(t);
    return is_done;
}

// --- telling

static const char *const state_words[] = {
    [EXAMPLE_READY] = "ready",   [EXAMPLE_PASSED] = "passed",   [EXAMPLE_MORE] = "more",
    [EXAMPLE_FAILED] = "failed", [EXAMPLE_MISSING] = "missing", [EXAMPLE_NOT_RUN] = "not_run"
};
static const ks_note state_notes[] = {
    [EXAMPLE_READY] = KS_SAY_EXAMPLE_MISSING,   [EXAMPLE_PASSED] = KS_SAY_EXAMPLE_PASSED,
    [EXAMPLE_MORE] = KS_SAY_EXAMPLE_MORE,       [EXAMPLE_FAILED] = KS_SAY_EXAMPLE_FAILED,
    [EXAMPLE_MISSING] = KS_SAY_EXAMPLE_MISSING, [EXAMPLE_NOT_RUN] = KS_SAY_EXAMPLE_NOT_RUN
};

static bool put_text(testing *t, const rules_example *example, ks_fail *fail)
{
    ruleset_run *r = t->run;
    bool is_quiet = example->state == EXAMPLE_PASSED && !options_has(r->given, OPTION_VERBOSE);
    if (is_quiet)
        return true;
    ks_words words = { .number = { (i64)example->found, (i64)example->wanted },
                       .text = { hunt_title(example->rule, r->lang), example->says } };
    ks_out_visible(&r->line, example->rule->path);
    KS_PUT(&r->line, ": ");
    ruleset_say(r, state_notes[example->state], &words);
    return ruleset_give(r, fail);
}

static bool put_json(testing *t, const rules_example *example, bool is_first, ks_fail *fail)
{
    ks_out *out = &t->run->line;
    ks_out_put(out, is_first ? KS_STR("\n") : KS_STR(",\n"));
    KS_PUT(out, "{\"result\":\"");
    ks_out_put(out, ks_str_of(state_words[example->state]));
    KS_PUT(out, "\"");
    ruleset_json_text(out, "id", example->rule->id);
    ruleset_json_text(out, "title", hunt_title(example->rule, t->run->data_lang));
    ruleset_json_text(out, "path", example->rule->path);
    ruleset_json_text(out, "log", example->log ? ks_str_of(example->log) : example->says);
    ruleset_json_number(out, "expected", example->wanted);
    ruleset_json_number(out, "found", example->found);
    KS_PUT(out, "}");
    return ruleset_give(t->run, fail);
}

static void count_states(testing *t)
{
    for (size_t i = 0; i < t->examples.count; i++) {
        example_state state = t->examples.rows[i].state;
        t->passed += state == EXAMPLE_PASSED;
        t->more += state == EXAMPLE_MORE;
        t->failed += state == EXAMPLE_FAILED;
        t->missing += state == EXAMPLE_MISSING;
        t->not_run += state == EXAMPLE_NOT_RUN;
    }
}

static bool put_all(testing *t, ks_fail *fail)
{
    ruleset_run *r = t->run;
    bool is_json = ruleset_is_format(r, "json");
    if (is_json) {
        KS_PUT(&r->line, "{\"format\":1");
        ruleset_json_number(&r->line, "rules", t->set.count);
        ruleset_json_number(&r->line, "without_example", t->examples.without);
        ruleset_json_number(&r->line, "passed", t->passed);
        ruleset_json_number(&r->line, "more", t->more);
        ruleset_json_number(&r->line, "failed", t->failed);
        ruleset_json_number(&r->line, "missing", t->missing);
        ruleset_json_number(&r->line, "not_run", t->not_run);
        KS_PUT(&r->line, ",\"examples\":[");
    }
    for (size_t i = 0; i < t->examples.count; i++) {
        const rules_example *example = &t->examples.rows[i];
        if (!(is_json ? put_json(t, example, i == 0, fail) : put_text(t, example, fail)))
            return false;
    }
    if (is_json) {
        KS_PUT(&r->line, "]}\n");
        return ruleset_give(r, fail);
    }
    ruleset_say(
        r, KS_SAY_EXAMPLES_WITHOUT,
        &(ks_words){ .number = { (i64)t->examples.without, (i64)t->missing, (i64)t->not_run } });
    ruleset_say(r, KS_SAY_EXAMPLES,
                &(ks_words){ .number = { (i64)(t->passed + t->more),
                                         (i64)(t->passed + t->more + t->failed), (i64)t->more } });
    return ruleset_give(r, fail);
}

bool ruleset_test(ruleset_run *r, ks_fail *fail)
{
    testing t = { .run = r };
    const char *root = options_value(r->given, OPTION_ROOT);
    if (!ruleset_load(r, r->words, r->word_count, &t.set, fail))
        return false;
    t.is_tested = ks_take(&r->arena, bool, t.set.count + 1);
    if (t.is_tested == NULL || !rules_examples_find(&t.examples, &t.set, root, &r->arena))
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
    for (size_t i = 0; i < t.examples.count; i++)
        t.is_tested[t.examples.rows[i].rule->number] = true;
    if (!run_examples(&t, fail))
        return false;
    count_states(&t);
    r->is_asked_so = t.failed + t.missing > 0;
    return put_all(&t, fail);
}
