// One slot of a log, recovery included: every record that is read is printed the fast way and the
// slow way, which must agree; XML must be well-formed, JSON must be JSON.
#include "evidence/evtx/library.h"
#include "evidence/evtx/reader.h"
#include "state/audited.h"
#include "well_formed.h"

static evtx_reader fresh, reader;
static ks_arena arena;
static ks_out fast, slow;
static ks_day_cache days;
static evtx_library library;
static ks_arena library_part;
static ks_audited *audited;

static void on_event(void *context, ks_event *event)
{
    (void)context;
    for (unsigned format = 0; format < KS_FORMAT_COUNT; format++) {
        ks_out_clear(&fast);
        ks_out_clear(&slow);
        bool is_fast = ks_event_print(event, (ks_format)format, &fast, &days);
        bool is_slow = ks_event_print_tree(event, (ks_format)format, &slow, &days);
        KS_ASSERT(is_fast == is_slow);
        KS_ASSERT(ks_str_equal(ks_out_str(&fast), ks_out_str(&slow)));
        if (is_fast && format == KS_XML)
            KS_ASSERT(wf_is_xml(ks_out_str(&fast)));
        else if (is_fast)
            KS_ASSERT(wf_is_json(ks_out_str(&fast)));
    }
    size_t count = 0;
    const ks_field *fields = ks_event_fields(event, &count);
    for (size_t i = 0; i < count; i++)
        (void)ks_event_field(event, fields[i].name);
    ks_audited_add(audited, event);
}

static void on_row(void *context, ks_ledger_row row)
{
    const evtx_slot_place *place = context;
    KS_ASSERT(row.offset >= place->offset);
}

static void on_met(void *context, const evtx_kept *definition)
{
    (void)context;
    evtx_library_add(&library, definition);
}

static const evtx_kept *on_find(void *context, u32 template_id)
{
    (void)context;
    return evtx_library_find(&library, template_id);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);
int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    static u8 slot[evtx_chunk_size + 64];
    if (arena.at == NULL) {
        ks_out part;
        KS_ASSERT(ks_arena_open(&arena, "fuzz", (size_t)256 << 20) &&
                  ks_out_open(&fast, &arena, (size_t)100 << 20) &&
                  ks_out_open(&slow, &arena, (size_t)100 << 20) &&
                  ks_out_open(&part, &arena, 4 << 20) &&
                  evtx_reader_open(&fresh, (1u << KS_FORMAT_COUNT) - 1, true));
        audited = ks_audited_new(&arena);
        KS_ASSERT(audited);
        library_part = (ks_arena){ .at = part.start, .end = part.end, .name = "library" };
    }
    size = size < evtx_chunk_size ? size : evtx_chunk_size;
    reader = fresh; // nothing is remembered from the input before
    evtx_library_begin(&library, library_part);
    memcpy(slot, data, size);
    memset(slot + size, 0, sizeof slot - size);
    // the last byte says how the slot was met, and whether it is whole
    u8 how = size ? data[size - 1] : 0;
    evtx_slot_place place = { .offset = 4096, .is_dirty = how & 1, .is_carved = how & 2 };
    ks_span bytes = { slot, how & 4 ? size : evtx_chunk_size };
    evtx_sink sink = {
        .context = &place, .event = on_event, .ledger = on_row, .met = on_met, .find = on_find
    };
    evtx_slot_summary summary;
    evtx_reader_slot(&reader, bytes, &place, &sink, &summary);
    return 0;
}
