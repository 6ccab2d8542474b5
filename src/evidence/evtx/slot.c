// One slot of a log from end to end: live records, those behind what the header knows, slack, what
// is hidden inside enlarged ones; and what there is to say about each. See reader.h.
#include "evidence/evtx/reader.h"
#include "evidence/evtx/record_event.h"

typedef struct {
    evtx_reader *reader;
    const evtx_slot_place *place;
    const evtx_sink *sink;
    evtx_slot_summary *summary;
    u64 number, next_number; // of the record at hand (0: none), of the next one of the log's own
} walk;

static void note(const walk *w, ks_ledger_kind kind, u64 offset, u64 size, i64 first, i64 second)
{
    w->sink->ledger(w->sink->context, (ks_ledger_row){ .kind = kind,
                                                       .offset = w->place->offset + offset,
                                                       .size = size,
                                                       .number = { first, second } });
}

static void hidden_records(walk *w, const evtx_record *outer, size_t from);

// An event of which only the record's header is there: its id, and when it was written.
static void know_head_only(ks_event *e)
{
    static const ks_element nothing = { .name = { "Event", 5 }, .dependency = ks_no_dependency };
    e->outer = &ks_tree_plan;
    e->value_count = 0;
    e->tree = &nothing;
    e->is_irregular = e->is_damaged = true;
}

// Gives the record to the sink. `found`: how it was met.
static void give(walk *w, const evtx_record *record, ks_found found)
{
    evtx_reader *r = w->reader;
    r->record = *record;
    r->is_stale = found == KS_SLACK || found == KS_HIDDEN || found == KS_CARVED;
    r->is_cut = false;
    r->event = r->event_empty;
    ks_event e = { .source = w->place->source,
                   .offset = w->place->offset + record->offset,
                   .size = record->size,
                   .record_id = record->id,
                   .number = found == KS_LIVE || found == KS_UNFLUSHED ? w->number : 0,
                   .written_ticks = record->written_ticks,
                   .found = found,
                   .expand = evtx_reader_expand,
                   .context = r,
                   .arena = &r->event };
    size_t end = 0;
    bool is_own = found == KS_LIVE || found == KS_UNFLUSHED;
    if (!evtx_reader_event(r, &e, &end)) {
        if (!is_own)
            return;
        know_head_only(&e);
        w->summary->bytes_lost += record->size;
    }
    if (record->is_torn && is_own)
        e.found = KS_TORN;
    w->summary->records += is_own;
    w->summary->unflushed += found == KS_UNFLUSHED;
    w->summary->recovered += !is_own;
    if (w->sink->wants == NULL || w->sink->wants(w->sink->context, &e)) {
        if (!(e.is_irregular && e.tree))
            evtx_reader_payload(r, &e);
        e.is_damaged = e.is_damaged || record->is_torn;
        w->sink->event(w->sink->context, &e);
        e.is_damaged = e.is_damaged || r->is_cut; // as far as somebody asked for its tree
    } else if (is_own) {
        e.is_damaged =
            e.is_damaged || evtx_reader_payload_is_cut(r, &e); // a filter must not hide damage
    }
    if (is_own && record->is_torn) {
        w->summary->damaged++;
        note(w, KS_LEDGER_TORN, record->offset, record->size, (i64)record->id, 0);
    } else if (is_own && e.is_damaged) {
        w->summary->damaged++;
        note(w, KS_LEDGER_DAMAGED, record->offset, record->size, (i64)record->id, 0);
    }
    size_t tail = (size_t)record->offset + record->size - 4;
    if (is_own && end && tail > end + 7)
        hidden_records(w, record, end);
}

// A record that was removed by enlarging the one before it lies whole in the excess (DanderSpritz'
// eventlogedit; reference, "Evidence of editing"): one record, or a chain up to the end.
static void hidden_records(walk *w, const evtx_record *outer, size_t from)
{
    u32 limit = outer->offset + outer->size;
    ks_span inside = { w->reader->slot.at, limit };
    u32 at = (u32)((from + 7) & ~(size_t)7);
    u32 found = 0;
    for (; at + evtx_record_least <= limit; at += 8) {
        evtx_record record;
        // the last one's own trailing size was overwritten with the enlarged one
        if (!evtx_record_read(inside, at, &record) || (record.is_torn && at + record.size != limit))
            continue;
        record.is_torn = false;
        found++;
        note(w, KS_LEDGER_HIDDEN, record.offset, record.size, (i64)outer->id, (i64)record.id);
        if (w->reader->recovered)
            give(w, &record, KS_HIDDEN);
        at += record.size - 8;
    }
    if (found == 0 && !outer->is_torn) // a torn one has zeros there
        note(w, KS_LEDGER_EXCESS, from, limit - 4 - from, (i64)(limit - 4 - from), (i64)outer->id);
}

static void own_record(walk *w, const evtx_record *record, ks_found found)
{
    evtx_slot_summary *s = w->summary;
    const u64 hour = (u64)3600 * ks_ticks_per_second;
    if (s->last_id && record->id != s->last_id + 1)
        note(w, KS_LEDGER_ID_GAP, record->offset, 0, (i64)s->last_id, (i64)record->id);
    if (s->last_ticks > record->written_ticks && s->last_ticks - record->written_ticks > hour)
        note(w, KS_LEDGER_TIME_BACK, record->offset, 0, (i64)record->id,
             (i64)(s->last_ticks - record->written_ticks));
    if (s->first_id == 0) {
        s->first_id = record->id;
        s->first_ticks = record->written_ticks;
    }
    s->last_id = record->id;
    s->last_ticks = record->written_ticks;
    w->number = w->next_number ? w->next_number++ : 0;
    give(w, record, found);
    w->number = 0;
}

// The next place where a record is likely, behind damage; the end of the slot when there is none.
static u32 resynchronise(ks_span slot, u32 from, u32 limit)
{
    for (u32 at = (from + 8) & ~7u; at + evtx_record_least <= limit; at += 8) {
        if (evtx_record_is_likely(slot, at))
            return at;
    }
    return limit;
}

// Where a record ends whose two sizes differ: where the next one begins, if that is whole and
// begins before the first size says. (One that ends where the size says is a hidden one.)
static u32 torn_end(ks_span slot, const evtx_record *torn)
{
    u32 end = torn->offset + torn->size;
    for (u32 at = (torn->offset + evtx_record_least + 7) & ~7u; at < end; at += 8) {
        evtx_record next;
        if (evtx_record_read(slot, at, &next) && !next.is_torn && at + next.size > end &&
            ks_load32(slot.at + at + evtx_record_head) == evtx_fragment_header)
            return at;
    }
    return end;
}

// Live records; returns where the slack begins.
static u32 live_records(walk *w, const evtx_chunk *chunk)
{
    ks_span slot = w->reader->slot;
    u32 limit = chunk->free_offset;
    bool is_trusted = limit >= evtx_chunk_head && limit <= slot.size;
    if (!is_trusted)
        limit = (u32)slot.size;
    u32 at = evtx_chunk_head;
    while (at + evtx_record_least <= limit) {
        evtx_record record;
        if (evtx_record_read(slot, at, &record)) {
            if (record.is_torn)
                record.size = torn_end(slot, &record) - at;
            if (!is_trusted && record.id > chunk->last_id && w->summary->last_id)
                break;
            own_record(w, &record, w->place->is_carved ? KS_CARVED : KS_LIVE);
            at += record.size;
            continue;
        }
        if (evtx_is_zero((ks_span){ slot.at + at, limit - at }))
            break;
        u32 next = resynchronise(slot, at, limit);
        w->summary->bytes_lost += next - at;
        note(w, KS_LEDGER_SKIPPED, at, next - at, 0, 0);
        at = next;
    }
    return at;
}

// Records behind what the header knows, while their ids go on: the newest of a live log.
static u32 unflushed_records(walk *w, u32 at)
{
    evtx_record record;
    u64 count = 0;
    u32 from = at;
    while (w->summary->last_id && evtx_record_read(w->reader->slot, at, &record) &&
           record.id == w->summary->last_id + 1) {
        own_record(w, &record, KS_UNFLUSHED);
        at += record.size;
        count++;
    }
    if (count)
        note(w, KS_LEDGER_UNFLUSHED, from, at - from, (i64)count, 0);
    return at;
}

static void slack_records(walk *w, u32 at, ks_found found)
{
    ks_span slot = w->reader->slot;
    u64 before = w->summary->recovered;
    u32 from = at;
    for (at = (at + 7) & ~7u; at + evtx_record_least <= slot.size;) {
        evtx_record record;
        if (evtx_record_read(slot, at, &record) && !record.is_torn &&
            evtx_record_is_likely(slot, at)) {
            give(w, &record, found);
            at += (record.size + 7) & ~7u;
        } else {
            at += 8;
        }
    }
    if (w->summary->recovered > before)
        note(w, found == KS_SLACK ? KS_LEDGER_SLACK : KS_LEDGER_CARVED, from, slot.size - from,
             (i64)(w->summary->recovered - before), 0);
}

static void whole_chunk(walk *w)
{
    evtx_chunk chunk = { 0 };
    evtx_chunk_read(w->reader->slot, &chunk);
    w->summary->is_chunk = true;
    w->summary->first_number = chunk.first_number;
    w->next_number = w->place->is_carved ? 0 : chunk.first_number;
    if (!chunk.header_is_sound)
        note(w, KS_LEDGER_HEADER_CRC, 0, evtx_chunk_head, 0, 0);
    u32 at = live_records(w, &chunk);
    bool may_go_on = w->place->is_dirty || !chunk.header_is_sound || !chunk.records_are_sound;
    u32 behind = may_go_on ? unflushed_records(w, at) : at;
    // a live log's newest chunk is ahead of its header: that is no damage
    if (!chunk.records_are_sound && behind == at)
        note(w, KS_LEDGER_RECORDS_CRC, evtx_chunk_head, at - evtx_chunk_head, 0, 0);
    if (w->reader->recovered)
        slack_records(w, behind, KS_SLACK);
}

void evtx_reader_slot(evtx_reader *r, ks_span slot, const evtx_slot_place *place,
                      const evtx_sink *sink, evtx_slot_summary *summary)
{
    *summary = (evtx_slot_summary){ .offset = place->offset };
    r->sink = sink;
    r->slot = slot;
    r->slot_offset = place->offset;
    walk w = { .reader = r, .place = place, .sink = sink, .summary = summary };
    evtx_templates_new_chunk(&r->templates);
    if (evtx_is_chunk(slot)) {
        whole_chunk(&w);
        if (slot.size < evtx_chunk_size)
            note(&w, KS_LEDGER_PARTIAL_SLOT, 0, slot.size, 0, 0);
        return;
    }
    if (evtx_is_zero(slot))
        return;
    summary->bytes_lost += slot.size;
    note(&w, slot.size < evtx_chunk_size ? KS_LEDGER_PARTIAL_SLOT : KS_LEDGER_BAD_SLOT, 0,
         slot.size, 0, 0);
    if (r->recovered)
        slack_records(&w, 0, KS_CARVED);
}
