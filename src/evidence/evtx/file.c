// See file.h.
#include "evidence/evtx/file.h"

#include "base/hash.h"

bool evtx_file_read(ks_span head, evtx_file *file, ks_fail *fail)
{
    static const u8 magic[8] = { 'E', 'l', 'f', 'F', 'i', 'l', 'e', 0 };
    ks_cursor c = { .bytes = head };
    evtx_file f = { 0 };
    ks_span found = ks_bytes(&c, 8, "file magic");
    if (ks_ok(&c) && memcmp(found.at, magic, 8) != 0)
        return ks_refuse(fail, KS_BAD_MAGIC, (i64)ks_load64(found.at), (i64)ks_load64(magic),
                         KS_STR("file magic"));
    f.first_chunk = ks_u64(&c, "first chunk");
    f.last_chunk = ks_u64(&c, "last chunk");
    f.next_record_id = ks_u64(&c, "next record id");
    ks_u32(&c, "header size");
    f.minor = ks_u16(&c, "minor version");
    f.major = ks_u16(&c, "major version");
    f.block_size = ks_u16(&c, "header block size");
    f.chunk_count = ks_u16(&c, "chunk count");
    ks_bytes(&c, 76, "reserved");
    f.flags = ks_u32(&c, "flags");
    u32 sum = ks_u32(&c, "file header checksum");
    if (!ks_ok(&c))
        return ks_cursor_refuse(&c, fail);
    // other bits occur and mean nothing (0x1b970000 in an edited log of the corpus)
    f.is_dirty = f.flags & 1;
    f.is_full = f.flags & 2;
    f.has_checksums = !(f.flags & 4);
    f.is_sound = !f.has_checksums || sum == ks_crc32(0, (ks_span){ head.at, 120 });
    *file = f;
    return true;
}
