// See chunk.h.
#include "evidence/evtx/chunk.h"

#include "base/hash.h"

static const u8 chunk_magic[8] = { 'E', 'l', 'f', 'C', 'h', 'n', 'k', 0 };
static const u8 record_magic[4] = { 0x2a, 0x2a, 0, 0 };

bool evtx_is_chunk(ks_span slot)
{
    return slot.size >= evtx_chunk_head && memcmp(slot.at, chunk_magic, 8) == 0;
}

bool evtx_is_zero(ks_span bytes)
{
    return bytes.size == 0 ||
           (bytes.at[0] == 0 && memcmp(bytes.at, bytes.at + 1, bytes.size - 1) == 0);
}

static void check_sums(ks_span slot, u32 records_sum, u32 header_sum, evtx_chunk *chunk)
{
    chunk->header_is_sound = chunk->records_are_sound = true;
    if (chunk->flags & evtx_no_checksums)
        return;
    u32 sum = ks_crc32(0, (ks_span){ slot.at, 120 });
    sum = ks_crc32(sum, (ks_span){ slot.at + 128, evtx_chunk_head - 128 });
    chunk->header_is_sound = sum == header_sum;
    u32 end = chunk->free_offset;
    if (end < evtx_chunk_head || end > slot.size)
        chunk->records_are_sound = false;
    else
        chunk->records_are_sound = ks_crc32(0, (ks_span){ slot.at + evtx_chunk_head,
                                                          end - evtx_chunk_head }) == records_sum;
}

void evtx_chunk_read(ks_span slot, evtx_chunk *chunk)
{
    ks_cursor c = { .bytes = slot };
    ks_u64(&c, "magic");
    chunk->first_number = ks_u64(&c, "first record number");
    chunk->last_number = ks_u64(&c, "last record number");
    chunk->first_id = ks_u64(&c, "first record id");
    chunk->last_id = ks_u64(&c, "last record id");
    ks_u32(&c, "header size");
    chunk->last_offset = ks_u32(&c, "last record offset");
    chunk->free_offset = ks_u32(&c, "free space offset");
    u32 records_sum = ks_u32(&c, "records checksum");
    ks_bytes(&c, 64, "reserved");
    chunk->flags = ks_u32(&c, "flags");
    u32 header_sum = ks_u32(&c, "header checksum");
    KS_ASSERT(ks_ok(&c)); // the slot has its 512 bytes: evtx_is_chunk
    check_sums(slot, records_sum, header_sum, chunk);
}

bool evtx_record_read(ks_span slot, u32 offset, evtx_record *record)
{
    ks_cursor c = { .bytes = slot };
    ks_bytes(&c, offset, "record offset");
    ks_span magic = ks_bytes(&c, 4, "magic");
    u32 size = ks_u32(&c, "size");
    u64 id = ks_u64(&c, "id");
    u64 ticks = ks_u64(&c, "time written");
    if (!ks_ok(&c) || memcmp(magic.at, record_magic, 4) != 0 || size < evtx_record_least ||
        size > slot.size - offset)
        return false;
    *record = (evtx_record){ .offset = offset, .size = size, .id = id, .written_ticks = ticks };
    record->is_torn = ks_load32(slot.at + offset + size - 4) != size;
    return true;
}

bool evtx_record_is_likely(ks_span slot, u32 offset)
{
    evtx_record record;
    if (!evtx_record_read(slot, offset, &record))
        return false;
    return !record.is_torn ||
           ks_load32(slot.at + offset + evtx_record_head) == evtx_fragment_header;
}
