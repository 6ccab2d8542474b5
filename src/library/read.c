// A reading for another program: all sources, one thread, each event handed to its function.
#include "evidence/read.h"

#include "library/library.h"
#include "message/message.h"

#include <stdio.h>

#ifndef KS_VERSION
#    define KS_VERSION "0.1.0"
#endif

enum { run_budget = 256 << 20 };

typedef struct {
    bool (*visit)(void *context, const konseki_event *event);
    void *context;
    ks_sources *sources;
    uint64_t events;
    bool is_stopped;
    ks_day_cache days;
} visitor;

static bool on_event(void *own, ks_event *event, ks_out *out)
{
    (void)out;
    visitor *v = own;
    if (v->is_stopped)
        return false;
    v->events++;
    event_memory memory = { .days = v->days };
    konseki_event seen = { .event = event, .sources = v->sources, .memory = &memory };
    v->is_stopped = !v->visit(v->context, &seen);
    v->days = memory.days;
    return false; // nothing is written: nothing is to be delivered
}

static bool on_block(void *shared, const ks_block *block, ks_fail *fail)
{
    (void)block;
    (void)fail;
    return !((visitor *)shared)->is_stopped;
}

static void say_fail(konseki_result *result, const ks_fail *fail, ks_str where, ks_lang lang)
{
    u8 bytes[sizeof result->sentence + ks_out_slack];
    ks_out out = { .at = bytes, .start = bytes, .end = bytes + sizeof result->sentence - 1 };
    ks_say_fail(&out, fail, where, lang);
    memcpy(result->sentence, out.start, ks_out_size(&out));
    result->sentence[ks_out_size(&out)] = '\0';
}

// What was lost, over all sources; the first loss in words.
static bool is_incomplete(const ks_sources *sources, konseki_result *result, ks_lang lang)
{
    bool is_found = false;
    for (size_t i = 0; i < ks_sources_count(sources); i++) {
        const ks_source *source = ks_sources_at(sources, i);
        result->sources++;
        result->lost += source->ledger->bytes_lost;
        if (!ks_ledger_is_incomplete(source->ledger) || is_found)
            continue;
        is_found = true;
        const ks_ledger_row *row = source->ledger->rows, *end = row + source->ledger->row_count;
        while (row < end && !ks_ledger_loses(row->kind))
            row++;
        if (row < end && row->kind == KS_LEDGER_UNREAD)
            say_fail(result, &row->fail, source->path, lang);
        else
            snprintf(result->sentence, sizeof result->sentence, "%.*s: 0x%llx: %s",
                     (int)(source->path.size < 300 ? source->path.size : 300), source->path.at,
                     row < end ? (unsigned long long)row->offset : 0,
                     row < end ? ks_ledger_words[row->kind] : "");
    }
    return is_found;
}

konseki_outcome konseki_read(const char *const *paths, size_t count, const konseki_options *options,
                             bool (*visit)(void *context, const konseki_event *event),
                             void *context, konseki_result *result)
{
    konseki_options how = options ? *options : (konseki_options){ 0 };
    konseki_result unused;
    konseki_result *said = result ? result : &unused;
    *said = (konseki_result){ 0 };
    ks_lang lang = how.japanese ? KS_JA : KS_EN;
    ks_fail fail = { 0 };
    ks_arena run;
    if (!ks_arena_open(&run, "run", run_budget))
        return KONSEKI_FAILED;
    ks_arena whole = run;
    visitor v = { .visit = visit, .context = context };
    ks_sources_options wanted = { .carve = how.carve };
    konseki_outcome outcome = KONSEKI_FAILED;
    if (ks_sources_open(&v.sources, paths, count, &wanted, &run, &fail)) {
        ks_reading reading = { .shared = &v,
                               .event = on_event,
                               .deliver = on_block,
                               .formats = 1 << KS_JSON_FLAT | 1 << KS_XML,
                               .threads = 1,
                               .recovered = how.recovered,
                               .keep_repeats = true };
        bool is_read = ks_read_events(v.sources, &reading, &run, &fail);
        bool is_lost = is_incomplete(v.sources, said, lang);
        said->events = v.events;
        if (v.is_stopped)
            outcome = KONSEKI_STOPPED;
        else if (is_read)
            outcome = is_lost ? KONSEKI_INCOMPLETE : KONSEKI_DONE;
        ks_sources_close(v.sources);
    }
    if (outcome == KONSEKI_FAILED)
        say_fail(said, &fail, (ks_str){ 0 }, lang);
    ks_arena_close(&whole);
    return outcome;
}

const char *konseki_version(void) { return KS_VERSION; }
