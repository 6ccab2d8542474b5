// Plans of templates, found again by what they say: one table a worker.
//
// A definition is looked up once a chunk by its offset, then by its GUID and a hash of what it
// says; only content that is new is compiled. When the budget is spent the table is emptied and
// what is still needed is compiled again: memory stays bounded whatever the number of templates.
#pragma once
#include "base/table.h"
#include "evidence/evtx/binxml.h"

enum { evtx_chunk_slots = 512 };

typedef struct {
    u32 definition, epoch;
    const ks_event_plan *plan;
} evtx_chunk_slot;

typedef struct {
    ks_arena arena, arena_empty; // plans and their tables
    ks_table by_content;         // GUID and hash -> plans[]
    const ks_event_plan **plans;
    bool *is_whole; // by plan: no name of its definition was overwritten
    size_t plan_count, plan_capacity, whole_capacity;
    evtx_chunk_slot slots[evtx_chunk_slots];
    u32 epoch;        // of the chunk: older slots are empty
    u32 generation;   // times that the table was emptied
    unsigned formats; // programs to compile
    evtx_kept fresh;  // the definition that the last call compiled, until the next take from its
    bool has_fresh;   // scratch arena
} evtx_templates;

KS_MUST bool evtx_templates_open(evtx_templates *t, size_t budget, unsigned formats);
void evtx_templates_close(evtx_templates *t);
// Before the first record of a chunk. Empties the table when little of its budget is left.
void evtx_templates_new_chunk(evtx_templates *t);
// The plan of an instance in this chunk; NULL: its definition is gone. `scratch` is for compiling.
const ks_event_plan *evtx_templates_find(evtx_templates *t, ks_span chunk,
                                         const evtx_instance *instance, ks_arena scratch);
// The plan of a definition that was kept from another chunk; NULL past the budget.
const ks_event_plan *evtx_templates_find_kept(evtx_templates *t, const evtx_kept *kept,
                                              ks_arena scratch);
static inline bool evtx_templates_is_whole(const evtx_templates *t, const ks_event_plan *plan)
{
    return t->is_whole[plan->number];
}
