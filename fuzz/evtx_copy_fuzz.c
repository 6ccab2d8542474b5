// Whatever the bytes of a chunk: each event that is read from it is written by the writer, or
// refused for its size or depth; and what was written is read again with the same text.
#include "base/hash.h"
#include "evidence/evtx/reader.h"
#include "evidence/evtx/write.h"

enum {
    slot_size = 65536,
    file_head = 4096,
    events_most = 4096,
    file_most = 16 << 20,
    text_most = 8 << 20,
};

typedef struct {
    ks_evtx_writer *writer; // NULL: the second reading
    u64 texts[events_most];
    size_t count, next;
    ks_out out;
    ks_day_cache days;
    u8 *file;
    size_t size;
} law;

static bool put(void *own, u64 offset, ks_span bytes, ks_fail *fail)
{
    law *l = own;
    if (offset + bytes.size > file_most)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("copy"));
    memcpy(l->file + offset, bytes.at, bytes.size);
    if (l->size < offset + bytes.size)
        l->size = (size_t)(offset + bytes.size);
    return true;
}

// 0: too long to be printed.
static u64 text_of(law *l, ks_event *event)
{
    u64 hash = 1;
    static const ks_format formats[] = { KS_XML, KS_JSON_NESTED };
    for (size_t i = 0; i < countof(formats); i++) {
        ks_out_clear(&l->out);
        if (!ks_event_print_tree(event, formats[i], &l->out, &l->days))
            return 0;
        hash = ks_hash(ks_str_span(ks_out_str(&l->out)), hash);
    }
    return hash;
}

static void on_event(void *context, ks_event *event)
{
    law *l = context;
    ks_fail fail = { 0 };
    if (l->writer == NULL) {
        KS_ASSERT(l->next < l->count && text_of(l, event) == l->texts[l->next]);
        l->next++;
        return;
    }
    u64 text = text_of(l, event);
    if (text == 0 || l->count == events_most)
        return;
    if (ks_evtx_write_copy(l->writer, event, &fail))
        l->texts[l->count++] = text;
    else
        KS_ASSERT(fail.reason == KS_BAD_SIZE || fail.reason == KS_TOO_DEEP ||
                  fail.reason == KS_OVER_BUDGET);
}

static void on_row(void *context, ks_ledger_row row)
{
    (void)context;
    (void)row;
}

static void read_slot(law *l, evtx_reader *reader, const u8 *slot)
{
    evtx_slot_summary summary = { 0 };
    evtx_sink sink = { .context = l, .event = on_event, .ledger = on_row };
    evtx_reader_slot(reader, (ks_span){ slot, slot_size }, &(evtx_slot_place){ 0 }, &sink,
                     &summary);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);
int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    static evtx_reader reader; // kept: what one input leaves behind must not harm the next
    static ks_arena whole;
    static bool is_open;
    ks_fail fail = { 0 };
    if (!is_open)
        is_open =
            evtx_reader_open(&reader, 0, false) && ks_arena_open(&whole, "fuzz", (size_t)64 << 20);
    KS_ASSERT(is_open);
    ks_arena arena = whole;
    law *l = ks_take(&arena, law, 1);
    u8 *slot = ks_take(&arena, u8, slot_size);
    KS_ASSERT(l && slot && ks_out_open(&l->out, &arena, text_most));
    ks_out file;
    KS_ASSERT(ks_out_open(&file, &arena, file_most));
    l->file = file.start;
    if (size)
        memcpy(slot, data, size < slot_size ? size : slot_size); // the rest is zero
    KS_ASSERT(ks_evtx_writer_open((ks_evtx_sink){ put, l }, NULL, &arena, &l->writer, &fail));
    read_slot(l, &reader, slot);
    KS_ASSERT(ks_evtx_writer_close(l->writer, &fail));
    l->writer = NULL;
    for (size_t offset = file_head; offset < l->size; offset += slot_size)
        read_slot(l, &reader, l->file + offset);
    KS_ASSERT(l->next == l->count);
    return 0;
}
