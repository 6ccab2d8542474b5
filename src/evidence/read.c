// All events of all sources: the pipeline's set-up, and its last step. See read.h.
#include "evidence/read.h"

#include "evidence/feed.h"

enum { seen_budget = 40 << 20, threads_most = 64, library_size = 8 << 20 };

static void add_slots(reading *r, const block *b)
{
    ks_ledger *ledger = b->source->ledger;
    for (size_t i = 0; i < block_slots; i++) {
        const evtx_slot_summary *s = &b->slots[i];
        if (b->kind != BLOCK_SLOTS || (s->offset == 0 && !s->is_chunk))
            continue;
        if (r->last_id && s->first_id && s->first_id != r->last_id + 1 && !b->is_carved)
            ks_ledger_add(ledger,
                          (ks_ledger_row){ .kind = KS_LEDGER_ID_GAP,
                                           .offset = s->offset,
                                           .number = { (i64)r->last_id, (i64)s->first_id } });
        ledger->chunks += s->is_chunk;
        ledger->records += s->records;
        ledger->recovered += s->recovered;
        ledger->damaged += s->damaged;
        ledger->bytes_lost += s->bytes_lost;
        if (s->last_id)
            r->last_id = s->last_id;
    }
}

// Marks the records that came before, and counts them.
static void mark_repeats(reading *r, block *b)
{
    u64 repeated = 0;
    for (size_t i = 0; i < b->record_count && b->has_keys; i++) {
        b->records[i].is_repeat = b->keys[i].content && ks_seen_before(r->seen, b->keys[i]);
        repeated += b->records[i].is_repeat;
    }
    b->source->ledger->repeated += repeated;
}

bool block_deliver(reading *r, block *b, bool is_last)
{
    for (size_t i = 0; i < b->row_count; i++)
        ks_ledger_add(b->source->ledger, b->rows[i]);
    b->source->ledger->rows_left_out += b->rows_left_out;
    b->source->ledger->losses_left_out += b->losses_left_out;
    b->source->ledger->bytes_lost += b->bytes_lost;
    mark_repeats(r, b);
    ks_block given = { .source = b->source,
                       .bytes = b->out.start,
                       .size = ks_out_size(&b->out),
                       .records = b->records,
                       .record_count = b->record_count,
                       .offset = b->offset + b->size,
                       .is_last = is_last };
    ks_fail fail = { 0 };
    bool goes_on = r->how->deliver == NULL || r->how->deliver(r->how->shared, &given, &fail);
    if (!goes_on) {
        *r->fail = fail;
        ks_stop_set(&r->stop);
    }
    if (ks_out_size(&b->out) > 4 << 20) // a rare one: its pages are given back
        ks_os_forget(b->out.start, ks_out_size(&b->out));
    ks_out_clear(&b->out);
    b->record_count = b->row_count = b->rows_left_out = b->losses_left_out = 0;
    b->bytes_lost = 0;
    return goes_on;
}

static void say_repeats(reading *r, ks_ledger *ledger)
{
    u64 forgotten = r->seen ? ks_seen_forgotten(r->seen) : 0;
    r->last_id = 0;
    if (ledger->repeated)
        ks_ledger_add(ledger, (ks_ledger_row){ .kind = KS_LEDGER_NOTE_REPEATED,
                                               .number = { (i64)ledger->repeated } });
    if (forgotten != r->forgotten)
        ks_ledger_add(ledger, (ks_ledger_row){ .kind = KS_LEDGER_NOTE_FORGOTTEN,
                                               .number = { (i64)(forgotten - r->forgotten) } });
    r->forgotten = forgotten;
}

static bool deliver(void *shared, void *item)
{
    reading *r = shared;
    block *b = item;
    if (ks_stop_is_set(&r->stop) && r->fail->reason != KS_INTERRUPTED)
        return false;
    add_slots(r, b);
    if (b->kind == BLOCK_SLOTS)
        evtx_library_add_all(&r->library, &b->met);
    if (b->kind == BLOCK_JSON) {
        b->source->ledger->records += b->records_read;
        b->source->ledger->damaged += b->damaged;
    }
    if (b->kind == BLOCK_END)
        say_repeats(r, b->source->ledger);
    return block_deliver(r, b, b->kind == BLOCK_END);
}

static void work(void *shared, unsigned number, void *item, ks_pipeline_run *run)
{
    reading *r = shared;
    block_work(&r->workers[number], item, run);
}

static bool set_up(reading *r, block *blocks, void **items, size_t count, ks_arena *arena)
{
    r->hasher = ks_arena_take(arena, ks_hasher_size(), 1, 64);
    ks_out carry, library;
    if (r->hasher == NULL || !ks_out_open(&carry, arena, block_size_most) ||
        !ks_out_open(&library, arena, library_size))
        return false;
    r->carry = carry.start;
    evtx_library_begin(&r->library,
                       (ks_arena){ .at = library.start, .end = library.end, .name = "templates" });
    for (size_t i = 0; i < count; i++) {
        if (!block_open(&blocks[i], r->seen != NULL, arena))
            return false;
        items[i] = &blocks[i];
    }
    return true;
}

static bool run(reading *r, unsigned threads, ks_arena *arena, ks_fail *fail)
{
    size_t count = threads <= 1 ? 1 : (size_t)threads * 2 + 1;
    block *blocks = ks_take(arena, block, count);
    void **items = ks_take(arena, void *, count);
    r->workers = ks_take(arena, worker, threads);
    if (!blocks || !items || !r->workers || !set_up(r, blocks, items, count, arena))
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("reading"));
    bool ready = true;
    for (unsigned i = 0; i < threads && ready; i++)
        ready = worker_open(&r->workers[i], r, i, fail);
    if (ready) {
        ks_pipeline pipeline = { .shared = r,
                                 .next = feed_next,
                                 .work = work,
                                 .deliver = deliver,
                                 .items = items,
                                 .item_count = count,
                                 .threads = threads };
        ks_pipeline_go(&pipeline);
    }
    for (unsigned i = 0; i < threads; i++)
        worker_close(&r->workers[i]);
    return ready && fail->reason == KS_NONE;
}

bool ks_read_events(ks_sources *sources, const ks_reading *how, ks_arena *arena, ks_fail *fail)
{
    ks_fail found = { 0 };
    reading r = { .how = how, .sources = sources, .fail = &found };
    unsigned threads = how->threads ? how->threads : ks_os_processors();
    if (threads > threads_most)
        threads = threads_most;
    ks_arena whole;
    size_t budget = ((size_t)threads * 2 + 2) *
                        ((size_t)block_out_size + (size_t)block_size_most * 2 + block_met_size) +
                    ((size_t)64 << 20);
    if (!ks_arena_open(&whole, "blocks", budget))
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)budget, (i64)budget, KS_STR("blocks"));
    if (!how->keep_repeats && !ks_seen_open(&r.seen, seen_budget, arena)) {
        ks_arena_close(&whole);
        return ks_refuse(fail, KS_OVER_BUDGET, seen_budget, seen_budget, KS_STR("records seen"));
    }
    ks_arena blocks = whole;
    bool done = run(&r, threads, &blocks, &found);
    if (r.seen)
        ks_seen_close(r.seen);
    ks_arena_close(&whole);
    if (!done)
        *fail = found;
    return done;
}
