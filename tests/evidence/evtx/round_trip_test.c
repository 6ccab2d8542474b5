// Every log of the corpus, read, written by the writer, and read again: the same events.
//
// What is compared is the text of each event in all three formats, and what its header says.
#include "base/hash.h"
#include "evidence/evtx/reader.h"
#include "evidence/evtx/write.h"
#include "support/each_log.h"

#include "test.h"

enum { head_size = 4096, slot_size = 65536 };

typedef struct {
    u64 id, written_ticks, hash;
} trace;

// One pass over a log: the trace of each event, and a copy of it if there is a writer.
typedef struct {
    evtx_reader reader;
    ks_evtx_writer *writer; // NULL: only read
    ks_out out;
    trace *traces;
    size_t count, capacity, refused, unprinted;
    ks_day_cache days;
} pass;

typedef struct {
    u8 *bytes;
    size_t size, capacity;
} made_file;

static bool put(void *own, u64 offset, ks_span bytes, ks_fail *fail)
{
    made_file *file = own;
    if (offset + bytes.size > file->capacity)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("copy"));
    memcpy(file->bytes + offset, bytes.at, bytes.size);
    if (offset + bytes.size > file->size)
        file->size = (size_t)(offset + bytes.size);
    return true;
}

// The flat shape begins with the place in the evidence; only what is of the event counts here.
static u64 text_of(pass *p, ks_event *event)
{
    u64 hash = 0;
    static const ks_format formats[] = { KS_JSON_NESTED, KS_XML };
    for (size_t i = 0; i < countof(formats); i++) {
        ks_out_clear(&p->out);
        p->unprinted += !ks_event_print_tree(event, formats[i], &p->out, &p->days);
        hash = ks_hash(ks_str_span(ks_out_str(&p->out)), hash);
    }
    return hash;
}

static void see(void *context, ks_event *event)
{
    pass *p = context;
    KS_ASSERT(p->count < p->capacity);
    p->traces[p->count] = (trace){ event->record_id, event->written_ticks, text_of(p, event) };
    ks_fail fail = { 0 };
    if (p->writer && !ks_evtx_write_copy(p->writer, event, &fail))
        p->refused++;
    else
        p->count++;
}

static void ignore_row(void *context, ks_ledger_row row)
{
    (void)context;
    (void)row;
}

static bool is_read(pass *p, ks_span log)
{
    evtx_sink sink = { .context = p, .event = see, .ledger = ignore_row };
    if (!evtx_reader_open(&p->reader, 0, false))
        return false;
    for (size_t offset = head_size; offset < log.size; offset += slot_size) {
        size_t left = log.size - offset;
        evtx_slot_summary summary = { 0 };
        evtx_reader_slot(&p->reader,
                         (ks_span){ log.at + offset, left < slot_size ? left : slot_size },
                         &(evtx_slot_place){ .offset = offset, .is_dirty = true }, &sink, &summary);
    }
    evtx_reader_close(&p->reader);
    return true;
}

static size_t first_difference(const pass *a, const pass *b)
{
    size_t i = 0;
    while (i < a->count && i < b->count && memcmp(&a->traces[i], &b->traces[i], sizeof(trace)) == 0)
        i++;
    return i;
}

static bool is_same_again(const char *name, ks_span log, ks_arena arena)
{
    ks_fail fail = { 0 };
    // A record has 28 bytes at least; a copy may need more room, but not three times as much.
    made_file made = { .capacity = 3 * log.size + slot_size };
    made.bytes = ks_take(&arena, u8, made.capacity);
    pass first = { .capacity = log.size / 28 + 1 }, again = first;
    first.traces = ks_take(&arena, trace, first.capacity);
    again.traces = ks_take(&arena, trace, again.capacity);
    KS_ASSERT(made.bytes && first.traces && again.traces);
    KS_ASSERT(ks_out_open(&first.out, &arena, 4 << 20) && ks_out_open(&again.out, &arena, 4 << 20));
    KS_ASSERT(
        ks_evtx_writer_open((ks_evtx_sink){ put, &made }, NULL, &arena, &first.writer, &fail));
    bool is_done = is_read(&first, log) && ks_evtx_writer_close(first.writer, &fail) &&
                   is_read(&again, (ks_span){ made.bytes, made.size });
    size_t differs = first_difference(&first, &again);
    if (is_done && first.refused + first.unprinted + again.unprinted == 0 &&
        first.count == again.count && differs == first.count)
        return true;
    remark("%s: %zu records, %zu refused, %zu again, first difference at %zu (record id %llu)",
           name, first.count, first.refused, again.count, differs,
           differs < first.count ? (unsigned long long)first.traces[differs].id : 0);
    return false;
}

typedef struct {
    size_t same;
    ks_arena arena;
} comparison;

static void look(void *context, const char *name, ks_span bytes)
{
    comparison *c = context;
    c->same += is_same_again(name, bytes, c->arena);
    ks_arena_trim(&c->arena, 0);
}

int main(void)
{
    comparison c = { 0 };
    if (corpus() == NULL)
        return skipped("no corpus");
    KS_ASSERT(ks_arena_open(&c.arena, "round trip", (size_t)1 << 30));
    size_t logs = each_log(corpus(), look, &c);
    remark("%zu of %zu logs", c.same, logs);
    check("every log of the corpus, copied by the writer, is the same", logs && c.same == logs);
    corpus_cases(logs);
    return checked();
}
