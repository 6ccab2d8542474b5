// Binary XML at the start of any bytes: instance, definition, element. Whatever they say: values
// lie inside them, and a definition that is kept says what the one in the chunk does.
#include "evidence/evtx/binxml.h"

static ks_arena arena, whole;

static void definition(ks_span chunk, u32 offset)
{
    evtx_definition found;
    if (!evtx_definition_read(chunk, offset, &found))
        return;
    KS_ASSERT((u64)found.body + found.size <= chunk.size);
    evtx_kept kept;
    if (evtx_definition_keep(chunk, &found, &arena, &kept)) {
        evtx_definition again = evtx_kept_definition(&kept);
        KS_ASSERT(kept.chunk.size <= evtx_kept_most && evtx_definition_hash(chunk, &found) != 0);
        KS_ASSERT(evtx_definition_hash(kept.chunk, &again) != 0);
        (void)evtx_definition_tree(kept.chunk, &again, &arena);
    }
    (void)evtx_definition_tree(chunk, &found, &arena);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);
int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    if (whole.at == NULL)
        KS_ASSERT(ks_arena_open(&whole, "fuzz", (size_t)64 << 20));
    arena = whole;
    ks_span chunk = { data, size < evtx_chunk_size ? size : evtx_chunk_size };
    for (u32 offset = 0; offset < 32 && offset < chunk.size; offset += 4)
        definition(chunk, offset);
    bool is_cut = false;
    ks_cursor c = { .bytes = chunk };
    (void)evtx_plain_tree(chunk, &c, &arena, &is_cut);
    c = (ks_cursor){ .bytes = chunk };
    evtx_skip_fragment_header(&c);
    evtx_instance instance;
    if (!evtx_instance_read(&c, &instance))
        return 0;
    ks_value *values = ks_take(&arena, ks_value, instance.value_count + 1);
    if (values == NULL)
        return 0;
    bool is_ordinary = false;
    evtx_instance_values(&instance, values, &is_ordinary);
    for (u32 i = 0; i < instance.value_count; i++)
        KS_ASSERT(values[i].at >= instance.values.at &&
                  values[i].at + values[i].size <= instance.values.at + instance.values.size);
    definition(chunk, instance.definition);
    return 0;
}
