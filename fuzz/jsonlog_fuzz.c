// Whatever the bytes: each event's values lie in texts that are UTF-8, its place lies in the input,
// and the places of events and problems never go back or overlap.
#include "evidence/jsonlog/jsonlog.h"

#include "base/text.h"

typedef struct {
    u64 end; // of the record before
    u64 size;
    ks_out out;
    ks_day_cache days;
} law;

static void advance(law *l, u64 offset, u64 size)
{
    KS_ASSERT(offset >= l->end && offset <= l->size && size <= l->size - offset);
    l->end = offset + size;
}

static void on_event(void *context, ks_event *event)
{
    law *l = context;
    size_t count = 0;
    advance(l, event->offset, event->size);
    const ks_field *fields = ks_event_fields(event, &count);
    for (size_t i = 0; i < count; i++) {
        ks_value v = fields[i].value;
        KS_ASSERT(ks_utf8_is_valid(ks_str_span(fields[i].name)));
        if (v.type == KS_UTF8 || v.type == KS_NUMBER)
            KS_ASSERT(ks_utf8_is_valid((ks_span){ v.at, v.size }));
    }
    for (int format = 0; format < KS_FORMAT_COUNT; format++) {
        ks_out_clear(&l->out);
        bool is_printed = ks_event_print(event, (ks_format)format, &l->out, &l->days);
        KS_ASSERT(!is_printed || ks_utf8_is_valid(ks_str_span(ks_out_str(&l->out))));
    }
}

static void on_problem(void *context, const ks_ledger_row *row)
{
    law *l = context;
    advance(l, row->offset, row->size);
    KS_ASSERT(row->size > 0 || row->fail.reason != KS_NONE);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);
int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    static ks_jsonlog *reader; // kept: what one input leaves behind must not harm the next
    static ks_arena arena;
    static ks_out out;
    ks_fail fail;
    if (reader == NULL) {
        bool is_open = ks_jsonlog_open(&reader, 7, &fail) &&
                       ks_arena_open(&arena, "fuzz", 1 << 26) && ks_out_open(&out, &arena, 1 << 25);
        KS_ASSERT(is_open);
    }
    law l = { .size = size, .out = out };
    ks_jsonlog_sink sink = { &l, 0, on_event, on_problem };
    ks_jsonlog_feed feed;
    ks_jsonlog_block block;
    ks_jsonlog_begin(&feed, (ks_span){ data, size });
    for (size_t at = 0, end = 0; at < size;) {
        end = size - end > 64 ? end + 64 : size;
        size_t cut = ks_jsonlog_cut(&feed, (ks_span){ data + at, end - at }, end == size, &block);
        KS_ASSERT(cut <= end - at && (cut > 0 || end < size));
        if (cut)
            ks_jsonlog_read(reader, &block, (ks_span){ data + at, cut }, &sink);
        at += cut;
    }
    return 0;
}
