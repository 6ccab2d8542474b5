// See library.h.
#include "evidence/evtx/library.h"

void evtx_library_begin(evtx_library *l, ks_arena part) { *l = (evtx_library){ .arena = part }; }

void evtx_library_add(evtx_library *l, const evtx_kept *definition)
{
    ks_span id = { definition->guid, 4 };
    if (l->is_full || ks_table_find(&l->ids, id) != ks_table_none)
        return;
    l->is_full = true; // until all of it has found room
    if (l->ids.count == l->capacity) {
        evtx_kept *grown =
            ks_arena_grow(&l->arena, l->kept, sizeof *grown, l->ids.count, &l->capacity);
        if (grown == NULL)
            return;
        l->kept = grown;
    }
    u8 *bytes = ks_take(&l->arena, u8, definition->chunk.size);
    if (bytes == NULL)
        return;
    memcpy(bytes, definition->chunk.at, definition->chunk.size);
    u32 number = ks_table_add(&l->ids, &l->arena, id);
    if (number == ks_table_none)
        return;
    l->kept[number] = *definition;
    l->kept[number].chunk.at = bytes;
    l->is_full = false;
}

void evtx_library_add_all(evtx_library *l, const evtx_library *other)
{
    for (size_t i = 0; i < other->ids.count; i++)
        evtx_library_add(l, &other->kept[i]);
}

const evtx_kept *evtx_library_find(const evtx_library *l, u32 template_id)
{
    u8 id[4];
    ks_store32(id, template_id);
    u32 number = ks_table_find(&l->ids, (ks_span){ id, sizeof id });
    return number == ks_table_none ? NULL : &l->kept[number];
}
