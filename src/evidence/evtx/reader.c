// From a record's bytes to an event. Nearly all records are a template instance whose payload is
// another: these become a pair of plans with their values. What is anything else is irregular, and
// its tree is made when somebody asks for it. See reader.h.
#include "evidence/evtx/reader.h"

#include "evidence/evtx/orphan.h"

enum {
    plans_budget = 12 << 20,
    event_budget = 512 << 20, // addresses; an irregular record may unfold into this much
};

bool evtx_reader_open(evtx_reader *r, unsigned formats, bool recovered)
{
    *r = (evtx_reader){ .recovered = recovered };
    if (!evtx_templates_open(&r->templates, plans_budget, formats))
        return false;
    if (!ks_arena_open(&r->event_whole, "event", event_budget)) {
        evtx_templates_close(&r->templates);
        return false;
    }
    r->event_empty = r->event_whole;
    r->values = ks_take(&r->event_empty, ks_value, evtx_values_most);
    r->data = ks_take(&r->event_empty, ks_value, evtx_values_most);
    r->event = r->event_empty;
    if (r->values && r->data)
        return true;
    evtx_reader_close(r);
    return false;
}

void evtx_reader_close(evtx_reader *r)
{
    ks_arena_close(&r->event_whole);
    evtx_templates_close(&r->templates);
}

// --- trees of irregular records

static const ks_part *payload_roots(void *context, ks_value value, unsigned depth, ks_arena *arena);

typedef struct {
    evtx_reader *reader;
    unsigned nesting, depth;
} expansion;

// The plan of an instance: by its definition in this chunk or, when that was overwritten, by one
// that was met before (then `*kept` is set). NULL: nobody knows.
static const ks_event_plan *plan_of(evtx_reader *r, const evtx_instance *instance, ks_arena scratch,
                                    const evtx_kept **kept)
{
    *kept = NULL;
    const ks_event_plan *plan = evtx_templates_find(&r->templates, r->slot, instance, scratch);
    if (KS_UNLIKELY(r->templates.has_fresh)) {
        r->templates.has_fresh = false;
        if (r->sink->met)
            r->sink->met(r->sink->context, &r->templates.fresh);
    }
    if (KS_LIKELY(plan && (!r->is_stale || evtx_templates_is_whole(&r->templates, plan))))
        return plan;
    const evtx_kept *found =
        r->sink->find ? r->sink->find(r->sink->context, instance->template_id) : NULL;
    const ks_event_plan *other =
        found ? evtx_templates_find_kept(&r->templates, found, scratch) : NULL;
    r->templates.has_fresh = false; // it came from there
    if (other == NULL || other->values_min > instance->value_count)
        return plan;
    *kept = found;
    return other;
}

static const ks_element *template_tree(evtx_reader *r, const evtx_instance *instance, bool is_event,
                                       ks_arena *arena)
{
    const evtx_kept *kept = NULL;
    evtx_definition definition;
    const ks_element *template = NULL;
    (void)plan_of(r, instance, *arena, &kept);
    if (kept) {
        definition = evtx_kept_definition(kept);
        template = evtx_definition_tree(kept->chunk, &definition, arena);
    } else if (evtx_definition_read(r->slot, instance->definition, &definition) &&
               ks_load32(definition.guid) == instance->template_id) {
        template = evtx_definition_tree(r->slot, &definition, arena);
    }
    return template ? template : evtx_orphan_template(instance, is_event, arena);
}

static const ks_element *instance_tree(expansion *x, const evtx_instance *instance, bool is_event,
                                       ks_arena *arena)
{
    bool ordinary = true;
    ks_value *values = ks_take(arena, ks_value, instance->value_count + 1);
    if (values == NULL)
        return NULL;
    evtx_instance_values(instance, values, &ordinary);
    const ks_element *template = template_tree(x->reader, instance, is_event, arena);
    if (template == NULL)
        return NULL;
    const ks_tree_nested nested = { payload_roots, x };
    return ks_tree_fill(template, values, instance->value_count, &nested, is_event, arena);
}

static ks_part **append(ks_part **end, const ks_element *root, ks_arena *arena)
{
    ks_part *part = root ? ks_take(arena, ks_part, 1) : NULL;
    if (part == NULL)
        return end;
    part->kind = KS_PART_ELEMENT;
    part->element = (ks_element *)(uintptr_t)root; // trees are read-only once they are whole
    *end = part;
    return &part->next;
}

// What payloads hold is printed by functions that call themselves: 64 payloads within each other
// are fine, and so are 512 elements, but not one times the other.
static const ks_part *payload_roots(void *context, ks_value value, unsigned depth, ks_arena *arena)
{
    expansion *x = context;
    if (x->nesting >= evtx_nesting_most || x->depth + depth > 2 * ks_tree_depth_most) {
        x->reader->is_cut = true;
        return NULL;
    }
    x->nesting++;
    x->depth += depth;
    ks_part *first = NULL, **end = &first;
    ks_cursor c = { .bytes = { value.at, value.size } };
    c.origin = (u64)(value.at - x->reader->slot.at);
    while (ks_ok(&c) && ks_left(&c)) {
        evtx_skip_fragment_header(&c);
        int token = ks_peek(&c);
        const ks_element *root = NULL;
        evtx_instance instance;
        bool is_cut = false;
        if (token == 0x0c && evtx_instance_read(&c, &instance))
            root = instance_tree(x, &instance, false, arena);
        else if (token == 0x01 || token == 0x41)
            root = evtx_plain_tree(x->reader->slot, &c, arena, &is_cut);
        if (root == NULL) {
            x->reader->is_cut = x->reader->is_cut || token != 0; // 0: the end
            break;
        }
        x->reader->is_cut = x->reader->is_cut || is_cut;
        end = append(end, root, arena);
    }
    x->nesting--;
    x->depth -= depth;
    return first;
}

static ks_cursor body_of(const evtx_reader *r)
{
    u32 from = r->record.offset + evtx_record_head;
    u32 size = r->record.size - evtx_record_least;
    return (ks_cursor){ .bytes = { r->slot.at + from, size }, .origin = from };
}

static const ks_element *expand(void *context, const ks_event *event, ks_arena *arena)
{
    (void)event; // of the record that is being read: an event ends with the next one
    expansion x = { .reader = context };
    ks_cursor c = body_of(x.reader);
    bool is_cut = false;
    evtx_skip_fragment_header(&c);
    evtx_instance instance;
    if (ks_peek(&c) != 0x0c)
        return evtx_plain_tree(x.reader->slot, &c, arena, &is_cut);
    return evtx_instance_read(&c, &instance) ? instance_tree(&x, &instance, true, arena) : NULL;
}

// --- events

// The payload, if it is one instance and nothing else; else the event is irregular.
static void read_payload(evtx_reader *r, ks_event *e)
{
    ks_value v = { 0 };
    if (e->outer->payload_slot < e->value_count)
        v = e->values[e->outer->payload_slot];
    if (v.type != KS_BINXML || v.size == 0) {
        e->has_no_payload = e->outer->payload_slot != ks_slot_constant;
        e->is_irregular = e->is_irregular || (v.type != KS_BINXML && v.type != KS_NULL);
        return;
    }
    ks_cursor c = { .bytes = { v.at, v.size }, .origin = (u64)(v.at - r->slot.at) };
    evtx_skip_fragment_header(&c);
    evtx_instance instance;
    if (ks_peek(&c) != 0x0c) {
        e->has_no_payload = ks_peek(&c) != 0x01 && ks_peek(&c) != 0x41;
        e->is_irregular = e->is_irregular || !e->has_no_payload;
        e->is_damaged = e->is_damaged || e->has_no_payload;
        return;
    }
    bool ordinary = false;
    if (evtx_instance_read(&c, &instance) && ks_peek(&c) <= 0) {
        const evtx_kept *kept = NULL;
        e->payload = plan_of(r, &instance, r->event, &kept);
        evtx_instance_values(&instance, r->data, &ordinary);
        e->data = r->data;
        e->data_count = instance.value_count;
        e->is_damaged = e->is_damaged || instance.is_cut;
    }
    if (e->payload == NULL || !ordinary || e->payload->is_event) {
        e->payload = NULL;
        e->is_irregular = true;
    }
}

// Whether a payload that nobody wants to see runs out of its bytes.
static bool payload_is_cut(const evtx_reader *r, const ks_event *e)
{
    if (e->outer->payload_slot >= e->value_count)
        return false;
    ks_value v = e->values[e->outer->payload_slot];
    ks_cursor c = { .bytes = { v.at, v.size }, .origin = (u64)(v.at - r->slot.at) };
    evtx_instance instance = { 0 };
    if (v.type != KS_BINXML || v.size == 0)
        return false;
    evtx_skip_fragment_header(&c);
    int token = ks_peek(&c);
    if (token == 0x0c)
        return !evtx_instance_read(&c, &instance) || instance.is_cut;
    return token != 0x01 && token != 0x41;
}

// System values of a record that has no template, or one that nobody knows.
static bool read_tree_system(evtx_reader *r, ks_event *e)
{
    e->outer = &ks_tree_plan;
    e->is_irregular = true;
    e->tree = expand(r, e, &r->event);
    ks_value *values = e->tree ? ks_take(&r->event, ks_value, KS_SYSTEM_COUNT) : NULL;
    if (values == NULL)
        return false;
    ks_tree_system(e->tree, values, &r->event);
    e->values = values;
    e->value_count = KS_SYSTEM_COUNT;
    return true;
}

// The event of r->record; *end: where its binary XML ends, in the chunk. False: nothing of it can
// be read.
static bool read_event(evtx_reader *r, ks_event *e, size_t *end)
{
    ks_cursor c = body_of(r);
    evtx_instance instance;
    evtx_skip_fragment_header(&c);
    if (ks_peek(&c) != 0x0c) {
        bool is_cut = false;
        if (evtx_plain_tree(r->slot, &c, &r->event, &is_cut) == NULL)
            return false;
        e->is_damaged = is_cut;
        *end = is_cut ? 0 : (size_t)c.origin + c.next + 1;
        return read_tree_system(r, e);
    }
    if (!evtx_instance_read(&c, &instance))
        return false;
    *end = instance.is_cut ? 0 : instance.end + 1;
    e->is_damaged = instance.is_cut;
    const evtx_kept *kept = NULL;
    e->outer = plan_of(r, &instance, r->event, &kept);
    if (e->outer == NULL || !e->outer->is_event)
        return read_tree_system(r, e);
    bool ordinary = true;
    evtx_instance_values(&instance, r->values, &ordinary);
    e->values = r->values;
    e->value_count = instance.value_count;
    e->is_irregular = !ordinary;
    return true;
}

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
                   .expand = expand,
                   .context = r,
                   .arena = &r->event };
    size_t end = 0;
    bool is_own = found == KS_LIVE || found == KS_UNFLUSHED;
    if (!read_event(r, &e, &end)) {
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
            read_payload(r, &e);
        e.is_damaged = e.is_damaged || record->is_torn;
        w->sink->event(w->sink->context, &e);
        e.is_damaged = e.is_damaged || r->is_cut; // as far as somebody asked for its tree
    } else if (is_own) {
        e.is_damaged = e.is_damaged || payload_is_cut(r, &e); // a filter must not hide damage
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
