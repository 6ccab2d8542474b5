// A reading for another program: all sources, one thread, each event handed to its function.
#include "evidence/read.h"

#include "library/library.h"
#include "message/message.h"

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

// A sentence in the making; a piece that does not fit is left out.
typedef struct {
    u8 bytes[sizeof((konseki_result *)0)->sentence + ks_out_slack];
    ks_out out;
} sentence;

static ks_out *begin_sentence(sentence *s)
{
    s->out = (ks_out){ .at = s->bytes, .start = s->bytes };
    s->out.end = s->bytes + sizeof s->bytes - ks_out_slack - 1;
    return &s->out;
}

static void end_sentence(const sentence *s, konseki_result *result)
{
    size_t size = ks_out_size(&s->out);
    memcpy(result->sentence, s->bytes, size);
    result->sentence[size] = '\0';
}

static void say_fail(konseki_result *result, const ks_fail *fail, ks_str where, ks_lang lang)
{
    sentence s;
    ks_say_fail(begin_sentence(&s), fail, where, lang);
    end_sentence(&s, result);
}

static void say_loss(konseki_result *result, const ks_source *source, ks_lang lang)
{
    const ks_ledger_row *row = source->ledger->rows, *end = row + source->ledger->row_count;
    while (row < end && !ks_ledger_loses(row->kind))
        row++;
    if (row == end)
        return; // the rows were more than the ledger keeps: the numbers tell
    if (row->kind == KS_LEDGER_UNREAD) {
        say_fail(result, &row->fail, source->path, lang);
        return;
    }
    sentence place, whole;
    ks_out *out = begin_sentence(&place);
    ks_say(out, KS_SAY_PLACE, &(ks_words){ .number = { (i64)row->offset } }, lang);
    KS_PUT(out, ": ");
    ks_words words = { .number = { row->number[0], row->number[1] } };
    (void)ks_say_ledger(out, ks_str_of(ks_ledger_words[row->kind]), &words, lang);
    words.text[0] = source->path;
    words.text[1] = ks_out_str(out);
    ks_say(begin_sentence(&whole), KS_SAY_ON_SOURCE, &words, lang);
    end_sentence(&whole, result);
}

// What was lost, over all sources; the first loss in words.
static bool is_incomplete(const ks_sources *sources, konseki_result *result, ks_lang lang)
{
    bool is_found = false;
    for (size_t i = 0; i < ks_sources_count(sources); i++) {
        const ks_source *source = ks_sources_at(sources, i);
        result->sources++;
        result->lost += source->ledger->bytes_lost;
        if (ks_ledger_is_incomplete(source->ledger) && !is_found)
            say_loss(result, source, lang);
        is_found |= ks_ledger_is_incomplete(source->ledger);
    }
    return is_found;
}

konseki_outcome konseki_read(const char *const *paths, size_t count, const konseki_options *options,
                             bool (*visit)(void *context, const konseki_event *event),
                             void *context, konseki_result *result)
{
    konseki_options how = { 0 };
    konseki_result unused;
    konseki_result *said = result ? result : &unused;
    *said = (konseki_result){ 0 };
    if (options) // a program of another version knows less, or more
        memcpy(&how, options, options->size < sizeof how ? options->size : sizeof how);
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
