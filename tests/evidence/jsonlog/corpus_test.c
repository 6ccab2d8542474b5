// The public exports, and the public logs exported by ourselves and read again.
#include "evidence/jsonlog/jsonlog.h"
#include "evidence/source.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>

enum { carry_size = 16 << 20 };

typedef struct {
    u64 events, problems, without_channel, without_time;
} counts;

static void count_event(void *context, ks_event *event)
{
    counts *c = context;
    c->events++;
    c->without_channel += ks_value_is_empty(ks_event_system(event, KS_SYSTEM_CHANNEL));
    c->without_time += ks_event_ticks(event) == 0;
}

static void count_problem(void *context, const ks_ledger_row *row)
{
    counts *c = context;
    c->problems += row->size > 0;
}

// Reads the whole stream; its lines are returned.
static u64 read_export(ks_jsonlog *reader, ks_stream *stream, u8 *carry, counts *c)
{
    ks_jsonlog_feed feed;
    ks_jsonlog_block block;
    ks_jsonlog_sink sink = { c, 0, count_event, count_problem };
    ks_fail fail = { 0 };
    size_t filled = 0, got = 1;
    u64 lines = 0;
    while (got > 0 && stream->read(stream, carry + filled, carry_size - filled, &got, &fail)) {
        for (size_t i = 0; i < got; i++)
            lines += carry[filled + i] == '\n';
        filled += got;
        if (filled < ks_jsonlog_head_size && got > 0)
            continue;
        if (lines && c->events == 0)
            ks_jsonlog_begin(&feed, (ks_span){ carry, filled });
        size_t size = ks_jsonlog_cut(&feed, (ks_span){ carry, filled }, got == 0, &block);
        if (size)
            ks_jsonlog_read(reader, &block, (ks_span){ carry, size }, &sink);
        filled -= size;
        memmove(carry, carry + size, filled);
    }
    return lines;
}

int main(void)
{
    if (corpus() == NULL)
        return skipped("no corpus");
    char path[512];
    snprintf(path, sizeof path, "%s/jsonlog", corpus());
    const char *paths[] = { path };
    ks_arena run, whole;
    ks_sources *sources = NULL;
    ks_source *source;
    ks_stream *stream;
    ks_jsonlog *reader = NULL;
    ks_fail fail = { 0 };
    u8 *carry = malloc(carry_size);
    if (!carry || !ks_arena_open(&run, "run", 1 << 20) || !ks_jsonlog_open(&reader, 0, &fail))
        abort();
    whole = run;
    ks_sources_options options = { 0 };
    if (!ks_sources_open(&sources, paths, 1, &options, &run, &fail))
        abort();
    counts c = { 0 };
    u64 lines = 0;
    size_t files = 0;
    bool all_json = true;
    for (; ks_sources_next(sources, &source, &stream, &fail); files++) {
        counts one = { 0 };
        all_json = all_json && source->kind == KS_KIND_JSON;
        lines += read_export(reader, stream, carry, &one);
        c.events += one.events;
        c.problems += one.problems;
        c.without_channel += one.without_channel;
        c.without_time += one.without_time;
    }
    ks_sources_close(sources);
    ks_jsonlog_close(reader);
    ks_arena_close(&whole);
    free(carry);
    remark("%zu exports, %llu lines", files, (unsigned long long)lines);
    corpus_cases(files);
    check("the public exports are recognised in their archives", files > 0 && all_json);
    check("each of their lines is an event, without a problem",
          c.events == lines && c.problems == 0);
    check("each has a channel and a time", c.without_channel == 0 && c.without_time == 0);
    return checked();
}
