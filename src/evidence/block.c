// Looking at the events of one block, on any thread. See block.h.
#include "evidence/block.h"

enum { classes_budget = 4 << 20, scratch_budget = 128 << 20 };

bool block_open(block *b, bool with_keys, ks_arena *arena)
{
    *b = (block){ 0 };
    b->records = ks_take(arena, ks_block_record, block_record_most);
    b->rows = ks_take(arena, ks_ledger_row, block_row_most);
    b->keys = with_keys ? ks_take(arena, ks_seen_key, block_record_most) : NULL;
    ks_out bytes, met;
    if (!b->records || !b->rows || (with_keys && !b->keys) ||
        !ks_out_open(&bytes, arena, block_size_most) ||
        !ks_out_open(&b->out, arena, block_out_size) || !ks_out_open(&met, arena, block_met_size))
        return false;
    b->bytes = bytes.start;
    b->met_empty = (ks_arena){ .at = met.start, .end = met.end, .name = "templates" };
    return true;
}

void block_add_row(block *b, ks_ledger_row row)
{
    if (b->row_count < block_row_most) {
        b->rows[b->row_count++] = row;
        return;
    }
    b->rows_left_out++;
    b->losses_left_out += ks_ledger_loses(row.kind);
}

static void add_row(void *context, ks_ledger_row row)
{
    block_add_row(((worker *)context)->block, row);
}

static void add_json_row(void *context, const ks_ledger_row *row)
{
    block *b = ((worker *)context)->block;
    b->damaged += row->kind == KS_LEDGER_DAMAGED;
    add_row(context, *row);
}

static u32 content_of(worker *w, ks_event *e)
{
    u64 hash = ks_event_ticks(e);
    if (!e->is_irregular && e->data_count) { // the values lie one behind the other
        const ks_value *last = &e->data[e->data_count - 1];
        size_t size = (size_t)(last->at + last->size - e->data[0].at);
        hash = ks_hash((ks_span){ e->data[0].at, size }, hash);
    } else if (e->is_irregular) {
        ks_arena scratch = w->scratch;
        ks_out text;
        ks_day_cache days = { 0 };
        if (ks_out_open(&text, &scratch, scratch_budget / 2) &&
            ks_event_print_tree(e, KS_XML, &text, &days))
            hash = ks_hash(ks_str_span(ks_out_str(&text)), hash);
    } else if (e->payload == NULL) { // an export: its values lie anywhere
        for (u32 i = 0; i < e->value_count; i++)
            hash = ks_hash((ks_span){ e->values[i].at, e->values[i].size }, hash);
    }
    u32 content = (u32)(hash ^ hash >> 32);
    return content ? content : 1;
}

static ks_seen_key key_of(worker *w, ks_event *e)
{
    ks_value host = ks_event_system(e, KS_SYSTEM_COMPUTER);
    ks_value channel = ks_event_system(e, KS_SYSTEM_CHANNEL);
    ks_arena scratch = w->scratch;
    ks_str host_text = ks_value_str(host, &scratch);
    ks_str channel_text = ks_value_str(channel, &scratch);
    u64 log = ks_hash(ks_str_span(channel_text), ks_hash(ks_str_span(host_text), 1));
    // Without a record id two equal records may be two events: they are never left out.
    bool has_id = !ks_value_is_empty(ks_event_system(e, KS_SYSTEM_EVENT_RECORD_ID));
    return (ks_seen_key){ .log = log,
                          .id = ks_event_number(e, KS_SYSTEM_EVENT_RECORD_ID),
                          .content = has_id ? content_of(w, e) : 0 };
}

// Delivers what is there when the block has little room left: by the worker, in its turn.
static void make_room(worker *w)
{
    block *b = w->block;
    if (ks_out_size(&b->out) < block_out_flush && b->record_count < block_record_most)
        return;
    ks_pipeline_await_turn(w->run, b);
    if (!block_deliver(w->reading, b, false))
        ks_stop_set(&w->reading->stop);
}

static bool on_wants(void *context, const ks_event *e)
{
    worker *w = context;
    return w->reading->how->wants(w->own, e);
}

static void on_event(void *context, ks_event *e)
{
    worker *w = context;
    block *b = w->block;
    if (ks_stop_is_set(&w->reading->stop))
        return;
    b->records_read++;
    e->class = ks_class_find(&w->classes, e);
    make_room(w);
    e->path = b->source->path;
    u8 *before = b->out.at;
    e->arena->spent = &w->spent;
    bool is_given = w->reading->how->event(w->own, e, &b->out);
    if (KS_UNLIKELY(
            b->out.is_full ||
            w->spent)) { // more than a record may unfold to: it is named, not dropped in silence
        b->out.is_full = w->spent = false;
        b->out.at = before;
        add_row(w, (ks_ledger_row){ .kind = KS_LEDGER_CUT,
                                    .offset = e->offset,
                                    .size = e->size,
                                    .number = { (i64)e->record_id } });
        return;
    }
    if (!is_given) {
        b->out.at = before;
        return;
    }
    if (b->has_keys)
        b->keys[b->record_count] = key_of(w, e);
    b->records[b->record_count++] =
        (ks_block_record){ .offset = e->offset, .size = (u32)(b->out.at - before) };
}

static void on_json_event(void *context, ks_event *e)
{
    worker *w = context;
    if (w->reading->how->wants && !w->reading->how->wants(w->own, e)) {
        w->block->records_read++;
        return;
    }
    on_event(context, e);
}

static void on_met(void *context, const evtx_kept *definition)
{
    evtx_library_add(&((worker *)context)->block->met, definition);
}

// Known is what all blocks before this one have met, and this one so far: the same for any number
// of threads. So the worker waits for its turn.
static const evtx_kept *on_find(void *context, u32 template_id)
{
    worker *w = context;
    const evtx_library *library = &w->reading->library;
    ks_pipeline_await_turn(w->run, w->block);
    const evtx_kept *found = evtx_library_find(library, template_id);
    return found || library->is_full ? found : evtx_library_find(&w->block->met, template_id);
}

static void work_slots(worker *w, block *b)
{
    evtx_sink sink = {
        .context = w, .event = on_event, .ledger = add_row, .met = on_met, .find = on_find
    };
    evtx_library_begin(&b->met, b->met_empty);
    if (w->reading->how->wants)
        sink.wants = on_wants;
    for (size_t i = 0; i < block_slots; i++) {
        size_t from = i * evtx_chunk_size;
        b->slots[i] = (evtx_slot_summary){ 0 };
        if (from >= b->size)
            continue;
        size_t size = b->size - from < evtx_chunk_size ? b->size - from : evtx_chunk_size;
        evtx_slot_place place = { .source = b->source->number,
                                  .offset = b->offset + from,
                                  .is_dirty = b->is_dirty,
                                  .is_carved = b->is_carved };
        evtx_reader_slot(&w->evtx, (ks_span){ b->bytes + from, size }, &place, &sink, &b->slots[i]);
    }
}

void block_work(worker *w, block *b, ks_pipeline_run *run)
{
    w->block = b;
    w->run = run;
    b->records_read = b->damaged = 0;
    if (b->kind == BLOCK_SLOTS) {
        work_slots(w, b);
    } else if (b->kind == BLOCK_JSON) {
        ks_jsonlog_sink sink = { .context = w,
                                 .source = b->source->number,
                                 .event = on_json_event,
                                 .problem = add_json_row };
        ks_jsonlog_read(w->json, &b->json, (ks_span){ b->bytes, b->size }, &sink);
    }
}

bool worker_open(worker *w, reading *r, unsigned number, ks_fail *fail)
{
    const ks_reading *how = r->how;
    w->reading = r;
    w->own = how->worker ? how->worker(how->shared, number) : how->shared;
    if (!evtx_reader_open(&w->evtx, how->formats, how->recovered) ||
        !ks_classes_open(&w->classes, classes_budget) ||
        !ks_arena_open(&w->scratch, "scratch", scratch_budget))
        return ks_refuse(fail, KS_OVER_BUDGET, scratch_budget, scratch_budget, KS_STR("worker"));
    return ks_jsonlog_open(&w->json, how->formats, fail);
}

void worker_close(worker *w)
{
    if (w->json)
        ks_jsonlog_close(w->json);
    evtx_reader_close(&w->evtx);
    ks_classes_close(&w->classes);
    ks_arena_close(&w->scratch);
}
