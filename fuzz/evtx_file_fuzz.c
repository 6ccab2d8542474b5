// A whole log through the pipeline, as `events` reads it: header, slots in the order of their
// records, repeats, ledger. The first byte says how: carved or not, recovered or not, one thread or
// two. All must end well, and two threads must give what one does.
#include "base/hash.h"
#include "base/number.h"
#include "evidence/read.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

typedef struct {
    u64 hash;
    u64 records;
} result;

static bool on_event(void *own, ks_event *event, ks_out *out)
{
    (void)own;
    ks_day_cache days = { 0 };
    ks_out_u64(out, event->offset);
    ks_out_byte(out, ' ');
    if (!ks_event_print(event, KS_JSON_FLAT, out, &days))
        KS_PUT(out, "too large");
    ks_out_byte(out, '\n');
    return true;
}

static bool on_block(void *shared, const ks_block *block, ks_fail *fail)
{
    result *r = shared;
    (void)fail;
    const u8 *at = block->bytes;
    for (size_t i = 0; i < block->record_count; i++) {
        const ks_block_record *record = &block->records[i];
        if (!record->is_repeat)
            r->hash = ks_hash((ks_span){ at, record->size }, r->hash);
        r->records += !record->is_repeat;
        at += record->size;
    }
    KS_ASSERT(at == block->bytes + block->size);
    return true;
}

static result read_all(const char *path, unsigned how, unsigned threads)
{
    result r = { .hash = 1 };
    ks_arena arena, whole;
    ks_sources *sources;
    ks_fail fail = { 0 };
    KS_ASSERT(ks_arena_open(&arena, "fuzz", (size_t)64 << 20));
    whole = arena;
    const char *paths[] = { path };
    ks_sources_options options = { .carve = how & 1 };
    ks_reading reading = { .shared = &r,
                           .event = on_event,
                           .deliver = on_block,
                           .threads = threads,
                           .formats = 1u << KS_JSON_FLAT,
                           .recovered = how & 2 };
    if (ks_sources_open(&sources, paths, 1, &options, &arena, &fail)) {
        if (!ks_read_events(sources, &reading, &arena, &fail))
            KS_ASSERT(fail.reason != KS_NONE);
        for (size_t i = 0; i < ks_sources_count(sources); i++) {
            const ks_ledger *ledger = ks_sources_at(sources, i)->ledger;
            for (size_t k = 1; k < ledger->row_count; k++)
                KS_ASSERT(ledger->rows[k - 1].offset <= ledger->rows[k].offset);
        }
        ks_sources_close(sources);
    }
    ks_arena_close(&whole);
    return r;
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);
int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    if (size == 0)
        return 0;
    char path[64];
    int file = memfd_create("log", MFD_CLOEXEC);
    KS_ASSERT(file >= 0 && write(file, data + 1, size - 1) == (ssize_t)(size - 1));
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    result one = read_all(path, data[0], 1);
    if (data[0] & 4) {
        result two = read_all(path, data[0], 2);
        KS_ASSERT(one.hash == two.hash && one.records == two.records);
    }
    close(file);
    return 0;
}
