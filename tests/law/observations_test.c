// Observations of real logs: the same set, byte for byte, for one worker and for three, for the
// files in any order, and for the merge of parts that were read alone.
#include "answer/answer.h"
#include "base/out.h"
#include "evidence/read.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>

enum { paths_most = 3, written_most = 1 << 28 };

static void *worker(void *shared, unsigned number)
{
    (void)number;
    return ks_observer_make(shared);
}

static bool look(void *own, ks_event *event, ks_out *out)
{
    return ks_observe(own, event, NULL, 0, out);
}

static bool deliver(void *shared, const ks_block *block, ks_fail *fail)
{
    return ks_observations_add(shared, block, fail);
}

static bool put(void *context, ks_span block, ks_fail *fail)
{
    (void)fail;
    ks_out_bytes(context, block.at, block.size);
    return true;
}

static void must(bool claim, const char *what)
{
    if (claim)
        return;
    fprintf(stderr, "could not %s\n", what);
    exit(99);
}

// The set as bytes. What it took is given back but for them.
static ks_out written(ks_observations *set, ks_arena *arena)
{
    ks_out out;
    ks_fail fail = { 0 };
    must(ks_out_open(&out, arena, written_most), "make room");
    must(ks_observations_write(set, put, &out, &fail) && !out.is_full, "write the set");
    return out;
}

static ks_out investigated(const char *const *paths, size_t count, unsigned threads,
                           ks_arena *arena, bool recovered)
{
    ks_fail fail = { 0 };
    ks_sources *sources;
    ks_sources_options options = { 0 };
    ks_observations *set = ks_observations_make(arena);
    ks_reading reading = { .shared = set,
                           .worker = worker,
                           .event = look,
                           .deliver = deliver,
                           .threads = threads,
                           .recovered = recovered,
                           .keep_repeats = true };
    must(set != NULL, "a set");
    must(ks_sources_open(&sources, paths, count, &options, arena, &fail), "open");
    must(ks_read_events(sources, &reading, arena, &fail), "read");
    must(ks_observations_settle(set, sources, &fail), "settle");
    ks_sources_close(sources);
    return written(set, arena);
}

static ks_out merged(const ks_out *parts, size_t count, ks_arena *arena, size_t *processes)
{
    ks_fail fail = { 0 };
    ks_observations *set = ks_observations_make(arena);
    for (size_t i = 0; i < count; i++)
        must(set && ks_observations_read(set, ks_str_span(ks_out_str(&parts[i])), &fail), "merge");
    must(ks_observations_settle(set, NULL, &fail), "settle");
    ks_facts *facts;
    ks_answers *answers;
    must(ks_facts_make(&facts, set, arena, &fail), "make facts");
    must(ks_answers_make(&answers, facts, 0, 0, arena, &fail), "answer");
    *processes = facts->process_count;
    return written(set, arena);
}

static bool is_equal(const ks_out *a, const ks_out *b)
{
    return ks_str_equal(ks_out_str(a), ks_out_str(b));
}

int main(void)
{
    if (corpus() == NULL)
        return skipped("no corpus");
    static const char *const folders[paths_most] = { "evtx/hayabusa-sample", "evtx/evtx-samples",
                                                     "jsonlog" };
    char text[paths_most][512];
    const char *paths[paths_most], *turned[paths_most];
    for (size_t i = 0; i < paths_most; i++) {
        snprintf(text[i], sizeof text[i], "%s/%s", corpus(), folders[i]);
        paths[i] = text[i];
        turned[paths_most - 1 - i] = text[i];
    }
    ks_arena arena;
    must(ks_arena_open(&arena, "run", (size_t)32 << 30), "reserve memory");
    ks_out one = investigated(paths, paths_most, 1, &arena, true);
    ks_out three = investigated(paths, paths_most, 3, &arena, true);
    check("three workers observe what one does", is_equal(&one, &three));
    ks_out order = investigated(turned, paths_most, 2, &arena, true);
    check("the order of the paths does not matter", is_equal(&one, &order));
    ks_out parts[paths_most];
    for (size_t i = 0; i < paths_most; i++)
        parts[i] = investigated(&turned[i], 1, 2, &arena, false);
    size_t processes = 0;
    // What lies in slack may have lost its names; they are looked for in everything that is read.
    one = investigated(paths, paths_most, 2, &arena, false);
    ks_out all = merged(parts, paths_most, &arena, &processes);
    check("merging what was read alone is reading all together", is_equal(&one, &all));
    check("there were processes among it", processes > 100);
    return checked();
}
