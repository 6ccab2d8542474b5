// The fast way of printing and its slow twin give the same bytes: for every record of every log of
// the corpus, recovered ones included, in all three formats.
#include "evidence/evtx/file.h"
#include "evidence/evtx/library.h"
#include "evidence/evtx/reader.h"
#include "support/each_log.h"

#include "test.h"

static const char *const format_words[KS_FORMAT_COUNT] = { "flat JSON", "nested JSON", "XML" };

typedef struct {
    ks_out fast, slow;
    ks_day_cache days[2];
    evtx_reader reader;
    evtx_library library;
    const char *log;
    size_t events, live, by_plans, differences;
} twins;

static void compare(twins *t, ks_event *event, ks_format format)
{
    ks_out_clear(&t->fast);
    ks_out_clear(&t->slow);
    bool is_fast = ks_event_print(event, format, &t->fast, &t->days[0]);
    bool is_slow = ks_event_print_tree(event, format, &t->slow, &t->days[1]);
    ks_str fast = ks_out_str(&t->fast), slow = ks_out_str(&t->slow);
    if (is_fast == is_slow && ks_str_equal(fast, slow))
        return;
    if (t->differences++ > 20)
        return;
    size_t at = 0;
    while (at < fast.size && at < slow.size && fast.at[at] == slow.at[at])
        at++;
    size_t from = at > 60 ? at - 60 : 0;
    remark("%s, record %llu, %s: differs at byte %zu", t->log, (unsigned long long)event->record_id,
           format_words[format], at);
    remark("  fast: %.*s", (int)(fast.size - from < 160 ? fast.size - from : 160), fast.at + from);
    remark("  slow: %.*s", (int)(slow.size - from < 160 ? slow.size - from : 160), slow.at + from);
}

static void on_event(void *context, ks_event *event)
{
    twins *t = context;
    t->events++;
    t->live += event->found == KS_LIVE;
    t->by_plans += event->found == KS_LIVE && !event->is_irregular;
    for (unsigned format = 0; format < KS_FORMAT_COUNT; format++)
        compare(t, event, (ks_format)format);
}

static void on_row(void *context, ks_ledger_row row) { (void)context, (void)row; }

static void on_met(void *context, const evtx_kept *definition)
{
    evtx_library_add(&((twins *)context)->library, definition);
}

static const evtx_kept *on_find(void *context, u32 template_id)
{
    return evtx_library_find(&((twins *)context)->library, template_id);
}

static void look(void *context, const char *name, ks_span bytes)
{
    twins *t = context;
    t->log = name;
    evtx_sink sink = {
        .context = t, .event = on_event, .ledger = on_row, .met = on_met, .find = on_find
    };
    for (size_t at = evtx_file_block; at < bytes.size; at += evtx_chunk_size) {
        size_t size = bytes.size - at < evtx_chunk_size ? bytes.size - at : evtx_chunk_size;
        evtx_slot_place place = { .offset = at, .is_dirty = true };
        evtx_slot_summary summary;
        evtx_reader_slot(&t->reader, (ks_span){ bytes.at + at, size }, &place, &sink, &summary);
    }
}

int main(void)
{
    const char *folder = corpus();
    if (folder == NULL)
        return skipped("no corpus");
    static twins t;
    ks_arena arena;
    unsigned all = (1u << KS_FORMAT_COUNT) - 1;
    bool is_ready = ks_arena_open(&arena, "twins", (size_t)1 << 30) &&
                    ks_out_open(&t.fast, &arena, (size_t)400 << 20) &&
                    ks_out_open(&t.slow, &arena, (size_t)400 << 20) &&
                    evtx_reader_open(&t.reader, all, true);
    evtx_library_begin(&t.library, arena);
    if (!check("there is memory for the test", is_ready))
        return checked();
    size_t logs = each_log(folder, look, &t);
    check("the corpus has logs", logs > 0 && t.events > 0);
    check("nearly all live records are printed the fast way", t.by_plans * 20 > t.live * 19);
    check("fast and slow printing give the same bytes", t.differences == 0);
    remark("%zu logs, %zu records; of %zu live ones %zu by plans", logs, t.events, t.live,
           t.by_plans);
    corpus_cases(logs);
    evtx_reader_close(&t.reader);
    return checked();
}
