// The header of a log file: what it tells, and what makes it no log.
#include "evidence/evtx/file.h"

#include "base/hash.h"

#include "test.h"

static u8 head[4096];

static void begin(u32 flags)
{
    memset(head, 0, sizeof head);
    memcpy(head, "ElfFile", 8);
    ks_store64(head + 8, 14);
    ks_store64(head + 16, 13);
    ks_store64(head + 24, 2394);
    ks_store32(head + 32, 128);
    ks_store16(head + 36, 2);
    ks_store16(head + 38, 3);
    ks_store16(head + 40, 4096);
    ks_store16(head + 42, 16);
    ks_store32(head + 120, flags);
    ks_store32(head + 124, ks_crc32(0, (ks_span){ head, 120 }));
}

typedef struct {
    bool is_dirty, is_full, has_checksums, is_sound;
} state;

static bool is(const evtx_file *f, state s)
{
    return f->is_dirty == s.is_dirty && f->is_full == s.is_full &&
           f->has_checksums == s.has_checksums && f->is_sound == s.is_sound;
}

int main(void)
{
    evtx_file f;
    ks_fail fail = { 0 };
    static const struct {
        const char *sentence;
        u32 flags;
        state state;
    } rows[] = {
        { "no flags: a log that was closed", 0, { .has_checksums = true, .is_sound = true } },
        { "1: records may lie behind what the header knows",
          1,
          { .is_dirty = true, .has_checksums = true, .is_sound = true } },
        { "2: full, and may not be overwritten",
          2,
          { .is_full = true, .has_checksums = true, .is_sound = true } },
        { "4: no checksums, so none is wrong", 4, { .is_sound = true } },
        { "other bits mean nothing (an edited log of the corpus has them)",
          0x1b970000,
          { .has_checksums = true, .is_sound = true } },
    };
    for (size_t i = 0; i < countof(rows); i++) {
        begin(rows[i].flags);
        if (rows[i].flags == 4)
            ks_store32(head + 124, 0);
        bool read = evtx_file_read((ks_span){ head, sizeof head }, &f, &fail);
        check(rows[i].sentence, read && is(&f, rows[i].state));
    }
    begin(0);
    check("what it says of chunks and records is there",
          evtx_file_read((ks_span){ head, sizeof head }, &f, &fail) && f.first_chunk == 14 &&
              f.last_chunk == 13 && f.next_record_id == 2394 && f.major == 3 && f.minor == 2 &&
              f.chunk_count == 16 && f.block_size == 4096);
    head[16] ^= 1;
    check("a checksum that is wrong is told, and the header is read",
          evtx_file_read((ks_span){ head, sizeof head }, &f, &fail) && !f.is_sound);
    head[0] = 'e';
    check("another magic is no log", !evtx_file_read((ks_span){ head, sizeof head }, &f, &fail) &&
                                         fail.reason == KS_BAD_MAGIC);
    begin(0);
    check("127 bytes are no header",
          !evtx_file_read((ks_span){ head, 127 }, &f, &fail) && fail.reason == KS_TRUNCATED);
    check("nor is nothing",
          !evtx_file_read((ks_span){ head, 0 }, &f, &fail) && fail.reason == KS_TRUNCATED);
    return checked();
}
