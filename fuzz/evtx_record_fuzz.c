// Whatever the bytes: a record that is found lies inside them, and the walk from record to record
// ends.
#include "evidence/evtx/chunk.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);
int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    ks_span slot = { data, size < evtx_chunk_size ? size : evtx_chunk_size };
    u32 at = 0;
    while (at < slot.size) {
        evtx_record record;
        bool is_likely = evtx_record_is_likely(slot, at);
        if (!evtx_record_read(slot, at, &record)) {
            KS_ASSERT(!is_likely);
            at += 8;
            continue;
        }
        KS_ASSERT(record.offset == at && record.size >= evtx_record_least &&
                  record.size <= slot.size - at);
        at += record.size;
    }
    evtx_chunk chunk;
    if (evtx_is_chunk(slot))
        evtx_chunk_read(slot, &chunk);
    return 0;
}
