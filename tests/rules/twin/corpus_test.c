// test: slow
// The whole corpus (KONSEKI_CORPUS): all public rules on all its logs hit the same events, whether
// the engine is asked or the slow twin; and both take the same rules.
#include "evidence/read.h"
#include "rules/twin/three.h"

#include "test.h"

#include <stdlib.h>

enum { shown_most = 40 };

typedef struct {
    three *three;
    size_t events, hits, differences, shown;
    size_t step; // every how manyth event: 1, but for builds that are slow
} comparison;

static void show(comparison *c, const ks_event *event, u32 i)
{
    const three *t = c->three;
    if (c->shown++ >= shown_most)
        return;
    remark("%s by the twin, %s by the engine: %.*s", t->twin_hits[i] ? "hit" : "none",
           t->engine_hits[i] ? "hit" : "none", (int)t->twin->rules[i].path.size,
           t->twin->rules[i].path.at);
    remark("    %.*s, offset %llu: %.*s %u", (int)event->path.size, event->path.at,
           (unsigned long long)event->offset, (int)event->class->channel.size,
           event->class->channel.at, event->class->id);
}

static bool on_event(void *own, ks_event *event, ks_out *out)
{
    comparison *c = own;
    three *t = c->three;
    (void)out;
    if (c->events++ % c->step)
        return false;
    three_look(t, event);
    for (u32 i = 0; i < t->twin->rule_count; i++) {
        if (t->number_of[i] == THREE_NONE)
            continue;
        c->hits += t->twin_hits[i];
        if (t->twin_hits[i] != t->engine_hits[i]) {
            c->differences++;
            show(c, event, i);
        }
    }
    return false;
}

static bool on_block(void *shared, const ks_block *block, ks_fail *fail)
{
    (void)shared;
    (void)block;
    (void)fail;
    return true;
}

// Rules that only one of the two takes.
static size_t taken_by_one(const three *t)
{
    size_t count = 0;
    for (u32 i = 0; i < t->twin->rule_count; i++) {
        const twin_rule *rule = &t->twin->rules[i];
        bool is_taken = three_runs_in_engine(t, i);
        if (is_taken != three_runs_in_twin(t, i)) {
            count++;
            remark("taken by the %s alone: %.*s%s%s", is_taken ? "engine" : "twin",
                   (int)rule->path.size, rule->path.at, rule->refused ? ": " : "",
                   rule->refused ? rule->refused : "");
        }
    }
    return count;
}

int main(void)
{
    static const char *const parts[] = { "sigmahq/rules",
                                         "sigmahq/rules-emerging-threats",
                                         "sigmahq/rules-threat-hunting",
                                         "sigmahq/rules-compliance",
                                         "sigmahq/rules-placeholder",
                                         "hayabusa/hayabusa" };
    static char text[countof(parts) + 2][1024];
    const char *folders[countof(parts)],
        *logs[2] = { text[countof(parts)], text[countof(parts) + 1] };
    const char *step = getenv("KS_TWIN_STEP");
    static comparison c;
    ks_arena run;
    ks_sources *sources;
    ks_sources_options options = { 0 };
    ks_fail fail = { 0 };
    if (corpus() == NULL)
        return skipped("no corpus");
    for (size_t i = 0; i < countof(parts); i++) {
        snprintf(text[i], sizeof text[i], "%s/rules/%s", corpus(), parts[i]);
        folders[i] = text[i];
    }
    snprintf(text[countof(parts)], sizeof text[0], "%s/evtx", corpus());
    snprintf(text[countof(parts) + 1], sizeof text[0], "%s/jsonlog", corpus());
    if (!ks_arena_open(&run, "corpus", (size_t)4 << 30))
        return 1;
    c.step = step ? strtoul(step, NULL, 10) : 1;
    c.three = three_of_folders(folders, countof(folders), &run);
    if (!check("the public rules are loaded", c.three != NULL))
        return checked();
    c.three->with_judge = false;
    check("engine and twin take the same rules", taken_by_one(c.three) == 0);
    ks_reading reading = { .shared = &c,
                           .event = on_event,
                           .deliver = on_block,
                           .threads = 1,
                           .recovered = true,
                           .keep_repeats = true };
    KS_ASSERT(ks_sources_open(&sources, logs, 2, &options, &run, &fail));
    check("the logs are read", ks_read_events(sources, &reading, &run, &fail) && c.events > 0);
    check("there are hits", c.hits > 0);
    check("engine and twin hit the same events", c.differences == 0);
    check("what the engine says made a hit, the judge says too",
          c.three->whys > 1000 && c.three->wrong_whys == 0);
    remark("%zu rules, %zu events, %zu hits, %zu differences", c.three->set.count, c.events, c.hits,
           c.differences);
    corpus_cases(ks_sources_count(sources));
    ks_sources_close(sources);
    three_close(c.three);
    return checked();
}
