// All events of whole files, in order: logs that wrapped, that are cut, larger than 65,535 chunks,
// chunks in other bytes, records that come twice; the same for any number of threads.
#include "evidence/read.h"

#include "base/number.h"
#include "support/make_log.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { slot = 65536, head = 4096 };

typedef struct {
    char ids[4096]; // record ids, between spaces
    size_t size, blocks;
    char ledger[1024]; // words of the last source
} result;

static bool on_event(void *own, ks_event *event, ks_out *out)
{
    (void)own;
    ks_out_u64(out, event->record_id);
    ks_out_byte(out, ' ');
    return true;
}

static bool on_block(void *shared, const ks_block *block, ks_fail *fail)
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

static result read_all(const char *const *paths, size_t count, unsigned threads, bool carve)
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

static const char *in(const char *name)
{
    static char paths[16][256];
    static unsigned next;
    char *path = paths[next++ % 16];
    snprintf(path, 256, "%s/%s", scratch(), name);
    return path;
}

// A log of `chunks` chunks with two records each; ids count up from 1.
static made_log log_of(unsigned chunks, const char *text)
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

static bool reads(const char *path, const char *ids, const char *ledger)
{
    const char *paths[] = { path };
    for (unsigned threads = 1; threads <= 8; threads *= 2) {
        result r = read_all(paths, 1, threads, false);
        if (strcmp(r.ids, ids) != 0 || strcmp(r.ledger, ledger) != 0) {
            remark("%u threads: found '%s', ledger '%s'", threads, r.ids, r.ledger);
            return false;
        }
    }
    return true;
}

static void in_order(void)
{
    made_log log = log_of(6, "x");
    ks_span bytes = make_log_end(&log);
    make_file(in("whole.evtx"), bytes);
    check("a log is read in the order of its records",
          reads(in("whole.evtx"), "1 2 3 4 5 6 7 8 9 10 11 12 ", ""));

    // Wrapped: the last two chunks were written over the places of the first two.
    u8 *b = log.file->bytes, kept[4 * slot];
    memcpy(kept, b + head, 4 * slot);
    memmove(b + head, b + head + 4 * slot, 2 * slot);
    memcpy(b + head + 2 * slot, kept, 4 * slot);
    ks_store64(b + 8, 2);  // the oldest chunk
    ks_store64(b + 16, 1); // the newest
    ks_store32(b + 124, ks_crc32(0, (ks_span){ b, 120 }));
    make_file(in("wrapped.evtx"), bytes);
    check("a log that has wrapped is read from its oldest chunk on",
          reads(in("wrapped.evtx"), "1 2 3 4 5 6 7 8 9 10 11 12 ", "wrapped"));
    ks_store64(b + 8, 0);
    ks_store64(b + 16, 5);
    ks_store32(b + 120, 1);
    ks_store32(b + 124, ks_crc32(0, (ks_span){ b, 120 }));
    make_file(in("dirty.evtx"), bytes);
    check("so is one that was copied while it was written, whatever its header says",
          reads(in("dirty.evtx"), "1 2 3 4 5 6 7 8 9 10 11 12 ", "dirty wrapped"));
    ks_span cut = { b, bytes.size - slot + 30000 };
    make_file(in("wrapped-cut.evtx"), cut);
    check("its last chunk may be cut", reads(in("wrapped-cut.evtx"), "1 2 3 4 5 6 7 8 9 10 11 12 ",
                                             "dirty wrapped unread partial_slot"));
}

static void damage(void)
{
    made_log log = log_of(3, "x");
    ks_span bytes = make_log_end(&log);
    ks_span cut = { bytes.at, bytes.size - slot + 30000 };
    make_file(in("cut.evtx"), cut);
    check("a last chunk that is cut is read, and said",
          reads(in("cut.evtx"), "1 2 3 4 5 6 ", "partial_slot unread"));
    cut.size = head;
    make_file(in("head.evtx"), cut);
    const char *paths[] = { in("head.evtx") };
    result r = read_all(paths, 1, 1, false);
    check("a header alone has no records", r.ids[0] == 0);
    log.file->bytes[head + slot] = 'x';
    make_file(in("slot.evtx"), bytes);
    check("behind a slot that is no chunk reading goes on",
          reads(in("slot.evtx"), "1 2 5 6 ", "bad_slot record_gap"));
    log.file->bytes[38] = 9;
    ks_store32(log.file->bytes + 124, ks_crc32(0, (ks_span){ bytes.at, 120 }));
    make_file(in("version.evtx"), bytes);
    check("another version is said, and read",
          reads(in("version.evtx"), "1 2 5 6 ", "version bad_slot record_gap"));
}

static void carving(void)
{
    made_log log = log_of(2, "x");
    ks_span bytes = make_log_end(&log);
    FILE *image = fopen(in("disk.raw"), "wb");
    KS_ASSERT(image);
    for (int i = 0; i < 3000; i++)
        fputs("ElfChnk is a word here. ", image);
    fwrite(bytes.at + head, 1, slot, image);
    fputs("between", image); // no alignment
    fwrite(bytes.at + head + slot, 1, slot, image);
    fputs("behind", image);
    fclose(image);
    const char *paths[] = { in("disk.raw") };
    result one = read_all(paths, 1, 1, true), many = read_all(paths, 1, 8, true);
    check("chunks are carved out of any bytes", strcmp(one.ids, "1 2 3 4 ") == 0);
    check("the same by 8 threads", strcmp(one.ids, many.ids) == 0);
}

static void repeats(void)
{
    made_log log = log_of(2, "x"), more = log_of(3, "x"), other = log_of(2, "y");
    make_file(in("a.evtx"), make_log_end(&log));
    make_file(in("b.evtx"), make_log_end(&more));
    make_file(in("c.evtx"), make_log_end(&other));
    const char *paths[] = { in("a.evtx"), in("b.evtx"), in("c.evtx") };
    const char *reversed[] = { paths[2], paths[1], paths[0] };
    result r = read_all(paths, 3, 2, false), again = read_all(reversed, 3, 8, false);
    check("a record that another source gave comes once, another content comes again",
          strcmp(r.ids, "1 2 3 4 5 6 1 2 3 4 ") == 0);
    check("whatever the order in which the files are named", strcmp(r.ids, again.ids) == 0);
}

// 65,600 chunks, of which the first and the last are there: 4 GB of addresses, a few pages of disk.
static void large(void)
{
    made_log log = log_of(2, "x");
    ks_span bytes = make_log_end(&log);
    make_file(in("large.evtx"), (ks_span){ bytes.at, head + slot });
    const u64 last = head + (u64)65599 * slot;
    ks_file file;
    ks_fail fail = { 0 };
    FILE *end = fopen(in("large.evtx"), "r+b");
    KS_ASSERT(end && fseeko(end, (off_t)last, SEEK_SET) == 0 &&
              fwrite(bytes.at + head + slot, 1, slot, end) == slot && fclose(end) == 0);
    const char *paths[] = { in("large.evtx") };
    result r = read_all(paths, 1, 2, false);
    check("a log of more than 65,535 chunks is read to its end", strcmp(r.ids, "1 2 3 4 ") == 0);
    (void)file, (void)fail;
}

int main(void)
{
    in_order();
    damage();
    carving();
    repeats();
    if (getenv("KONSEKI_LARGE")) // 4 GB are hashed: not in every run
        large();
    return checked();
}
