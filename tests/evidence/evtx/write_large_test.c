// A log of more chunks than the 16 bits of the header can say: 65,540 of them, more than 4 GiB.
// test: slow
#include "support/make_log.h"

#include "test.h"

enum { chunks = 65540, head_size = 4096, slot_size = 65536 };

// Only what is needed: the header, the last chunk, and that offsets rise without a hole.
typedef struct {
    u8 head[head_size], last[slot_size];
    u64 next;
    bool is_torn;
} kept;

static bool keep(void *own, u64 offset, ks_span bytes, ks_fail *fail)
{
    (void)fail;
    kept *k = own;
    if (offset == 0) {
        memcpy(k->head, bytes.at, head_size);
        return true;
    }
    k->is_torn |= offset != k->next || bytes.size != slot_size;
    k->next = offset + bytes.size;
    memcpy(k->last, bytes.at, slot_size);
    return true;
}

int main(void)
{
    static kept k = { .next = head_size };
    ks_arena arena;
    ks_evtx_writer *w;
    ks_fail fail = { 0 };
    KS_ASSERT(ks_arena_open(&arena, "large", 32 << 20));
    KS_ASSERT(ks_evtx_writer_open((ks_evtx_sink){ keep, &k }, NULL, &arena, &w, &fail));
    ks_made_event event = { .provider = "P", .channel = "C", .computer = "H", .id = 1 };
    bool is_written = true;
    for (u32 i = 0; i < chunks && is_written; i++)
        is_written = ks_evtx_write_event(w, &event, &fail) && ks_evtx_writer_seal(w, &fail);
    is_written = is_written && ks_evtx_writer_close(w, &fail);
    check("a log of more than 65,535 chunks is written", is_written && !k.is_torn);
    check("its chunks lie beyond 4 GiB", k.next == head_size + (u64)chunks * slot_size);
    check("the header counts as far as it can", ks_load16(k.head + 42) == 65535);
    check("the header's wide fields are right",
          ks_load64(k.head + 16) == chunks - 1 && ks_load64(k.head + 24) == chunks + 1);
    check("the last chunk numbers its record",
          ks_load64(k.last + 8) == chunks && ks_load64(k.last + 24) == chunks);
    return checked();
}
