// Whole files through the pipeline: which records come, and what the ledger says.
#pragma once
#include "base/hash.h"
#include "base/number.h"
#include "evidence/read.h"
#include "support/make_log.h"

#include "test.h"

#include <stdio.h>

enum { slot = 65536, head = 4096 };

typedef struct {
    char ids[4096]; // record ids, between spaces
    size_t size, blocks;
    char ledger[1024]; // words of the last source
} result;

static inline bool on_event(void *own, ks_event *event, ks_out *out)
{
    (void)own;
    ks_out_u64(out, event->record_id);
    ks_out_byte(out, ' ');
    return true;
}

static inline bool on_block(void *shared, const ks_block *block, ks_fail *fail)
{
    result *r = shared;
    const u8 *at = block->bytes;
    (void)fail;
    r->blocks++;
    for (size_t i = 0; i < block->record_count; i++) {
        const ks_block_record *record = &block->records[i];
        if (!record->is_repeat && record->size < sizeof r->ids - r->size) {
            memcpy(r->ids + r->size, at, record->size);
            r->size += record->size;
        }
        at += record->size;
    }
    r->ids[r->size] = 0;
    return true;
}

static inline result read_all(const char *const *paths, size_t count, unsigned threads, bool carve)
{
    result r = { .size = 0 };
    ks_arena arena, whole;
    ks_sources *sources;
    ks_fail fail = { 0 };
    KS_ASSERT(ks_arena_open(&arena, "test", (size_t)64 << 20));
    whole = arena;
    ks_sources_options options = { .carve = carve };
    ks_reading reading = {
        .shared = &r, .event = on_event, .deliver = on_block, .threads = threads
    };
    if (!ks_sources_open(&sources, paths, count, &options, &arena, &fail) ||
        !ks_read_events(sources, &reading, &arena, &fail))
        snprintf(r.ids, sizeof r.ids, "failed: %d", (int)fail.reason);
    else {
        size_t size = 0;
        const ks_ledger *ledger = ks_sources_at(sources, ks_sources_count(sources) - 1)->ledger;
        for (size_t i = 0; i < ledger->row_count; i++)
            size += (size_t)snprintf(r.ledger + size, sizeof r.ledger - size, "%s%s", i ? " " : "",
                                     ks_ledger_words[ledger->rows[i].kind]);
        ks_sources_close(sources);
    }
    ks_arena_close(&whole);
    return r;
}

static inline const char *in(const char *name)
{
    static char paths[16][256];
    static unsigned next;
    char *path = paths[next++ % 16];
    snprintf(path, 256, "%s/%s", scratch(), name);
    return path;
}

// A log of `chunks` chunks with two records each; ids count up from 1.
static inline made_log log_of(unsigned chunks, const char *text)
{
    made_log log = make_log((size_t)(chunks + 2) * slot + head);
    ks_fail fail = { 0 };
    for (unsigned i = 0; i < 2 * chunks; i++) {
        make_event(&log, &(ks_made_event){ .provider = "P",
                                           .channel = "C",
                                           .computer = "H",
                                           .id = 1,
                                           .ticks = 132000000000000000 + i * 10000000ull,
                                           MADE_FIELDS(KS_MADE_TEXT("A", text)) });
        if (i % 2)
            KS_ASSERT(ks_evtx_writer_seal(log.writer, &fail));
    }
    return log;
}
