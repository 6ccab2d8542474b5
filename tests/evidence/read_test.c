// All events of whole files, in order: logs that wrapped, that are cut, larger than 65,535 chunks,
// chunks in other bytes, records that come twice; the same for any number of threads.
#include "support/read_all.h"

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
                                             "dirty wrapped partial_slot unread"));
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

int main(void)
{
    in_order();
    damage();
    carving();
    repeats();
    return checked();
}
