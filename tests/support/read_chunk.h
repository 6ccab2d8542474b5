// What a reader makes of one slot, as text that a row of a test can state: the events one a line,
// and the words of the ledger between spaces.
#pragma once
#include "evidence/evtx/library.h"
#include "evidence/evtx/reader.h"

typedef struct {
    ks_format format;
    bool recovered, is_dirty, is_carved, has_library;
    // results
    char events[1 << 16], ledger[1 << 12];
    size_t count, damaged,
        differences; // events; of these damaged; printed otherwise by the slow twin
    ks_found found[64];
    u64 ids[64];
    evtx_slot_summary summary;
    // inside
    ks_out fast, slow;
    ks_day_cache days;
    evtx_library library;
    ks_arena library_part;
    size_t events_size, ledger_size;
} chunk_reading;

static inline void read_on_event(void *context, ks_event *event)
{
    chunk_reading *r = (chunk_reading *)context;
    ks_out_clear(&r->fast);
    ks_out_clear(&r->slow);
    bool fast = ks_event_print(event, r->format, &r->fast, &r->days);
    bool slow = ks_event_print_tree(event, r->format, &r->slow, &r->days);
    r->differences += fast != slow || !ks_str_equal(ks_out_str(&r->fast), ks_out_str(&r->slow));
    size_t size = ks_out_size(&r->fast);
    if (size + 2 < sizeof r->events - r->events_size) {
        if (r->events_size)
            r->events[r->events_size++] = '\n';
        memcpy(r->events + r->events_size, r->fast.start, size);
        r->events_size += size;
        r->events[r->events_size] = 0;
    }
    if (r->count < countof(r->found)) {
        r->found[r->count] = event->found;
        r->ids[r->count] = event->record_id;
    }
    r->count++;
    r->damaged += event->is_damaged;
}

static inline void read_on_row(void *context, ks_ledger_row row)
{
    chunk_reading *r = (chunk_reading *)context;
    const char *word = ks_ledger_words[row.kind];
    if (strlen(word) + 2 >= sizeof r->ledger - r->ledger_size)
        return;
    if (r->ledger_size)
        r->ledger[r->ledger_size++] = ' ';
    memcpy(r->ledger + r->ledger_size, word, strlen(word) + 1);
    r->ledger_size += strlen(word);
}

static inline void read_on_met(void *context, const evtx_kept *definition)
{
    evtx_library_add(&((chunk_reading *)context)->library, definition);
}

static inline const evtx_kept *read_on_find(void *context, u32 template_id)
{
    return evtx_library_find(&((chunk_reading *)context)->library, template_id);
}

// Reads the slot by a reader of its own; with has_library what earlier slots taught is known.
static inline void read_slot(chunk_reading *r, ks_span slot)
{
    static ks_arena arena;
    static evtx_reader fresh;
    if (arena.at == NULL) {
        KS_ASSERT(ks_arena_open(&arena, "chunk test", (size_t)128 << 20));
        KS_ASSERT(evtx_reader_open(&fresh, (1u << KS_FORMAT_COUNT) - 1, false));
    }
    if (r->fast.start == NULL) {
        ks_out part;
        KS_ASSERT(ks_out_open(&r->fast, &arena, 4 << 20) &&
                  ks_out_open(&r->slow, &arena, 4 << 20) && ks_out_open(&part, &arena, 1 << 20));
        r->library_part = (ks_arena){ .at = part.start, .end = part.end, .name = "library" };
        evtx_library_begin(&r->library, r->library_part);
    }
    if (!r->has_library)
        evtx_library_begin(&r->library, r->library_part);
    r->events[0] = r->ledger[0] = 0;
    r->count = r->damaged = r->differences = r->events_size = r->ledger_size = 0;
    evtx_reader reader = fresh;
    reader.recovered = r->recovered;
    evtx_slot_place place = { .offset = 4096, .is_dirty = r->is_dirty, .is_carved = r->is_carved };
    evtx_sink sink = { .context = r,
                       .event = read_on_event,
                       .ledger = read_on_row,
                       .met = read_on_met,
                       .find = read_on_find };
    evtx_reader_slot(&reader, slot, &place, &sink, &r->summary);
}
