// See templates.h.
#include "evidence/evtx/templates.h"

enum { least_left = 1 << 20 }; // bytes that one chunk's new plans are sure to find

bool evtx_templates_open(evtx_templates *t, size_t budget, unsigned formats)
{
    *t = (evtx_templates){ .formats = formats };
    if (!ks_arena_open(&t->arena, "plans", budget + least_left))
        return false;
    t->arena_empty = t->arena;
    return true;
}

void evtx_templates_close(evtx_templates *t) { ks_arena_close(&t->arena_empty); }

void evtx_templates_new_chunk(evtx_templates *t)
{
    t->epoch++;
    if ((size_t)(t->arena.end - t->arena.at) >= least_left)
        return;
    evtx_templates fresh = { .arena = t->arena_empty,
                             .arena_empty = t->arena_empty,
                             .epoch = t->epoch,
                             .generation = t->generation + 1,
                             .formats = t->formats };
    *t = fresh;
}

static bool keep_plan(evtx_templates *t, const ks_event_plan *plan, bool is_whole)
{
    if (t->plan_count == t->plan_capacity) {
        const ks_event_plan **grown =
            ks_arena_grow(&t->arena, t->plans, sizeof *grown, t->plan_count, &t->plan_capacity);
        if (grown == NULL)
            return false;
        t->plans = grown;
    }
    if (t->plan_count == t->whole_capacity) {
        bool *grown =
            ks_arena_grow(&t->arena, t->is_whole, sizeof *grown, t->plan_count, &t->whole_capacity);
        if (grown == NULL)
            return false;
        t->is_whole = grown;
    }
    t->is_whole[t->plan_count] = is_whole;
    t->plans[t->plan_count++] = plan;
    return true;
}

static const ks_event_plan *plan_of(evtx_templates *t, ks_span chunk,
                                    const evtx_definition *definition, ks_arena scratch)
{
    u8 key[24];
    u64 content = evtx_definition_hash(chunk, definition);
    if (content == 0)
        return NULL;
    memcpy(key, definition->guid, 16);
    ks_store64(key + 16, content);
    u32 found = ks_table_find(&t->by_content, (ks_span){ key, sizeof key });
    if (KS_LIKELY(found != ks_table_none))
        return t->plans[found];
    evtx_kept kept = { 0 };
    bool is_whole = evtx_definition_keep(chunk, definition, &scratch, &kept);
    const ks_element *root = evtx_definition_tree(chunk, definition, &scratch);
    ks_event_plan *plan = root ? ks_event_plan_make(root, t->formats, &t->arena) : NULL;
    if (plan == NULL)
        return NULL;
    memcpy(plan->guid, definition->guid, sizeof plan->guid);
    plan->content = content;
    plan->number = (u32)t->plan_count;
    if (!keep_plan(t, plan, is_whole))
        return NULL;
    if (ks_table_add(&t->by_content, &t->arena, (ks_span){ key, sizeof key }) == ks_table_none) {
        t->plan_count--;
        return NULL;
    }
    t->fresh = kept;
    t->has_fresh = is_whole;
    return plan;
}

const ks_event_plan *evtx_templates_find(evtx_templates *t, ks_span chunk,
                                         const evtx_instance *instance, ks_arena scratch)
{
    u32 mixed = instance->definition * 0x9e3779b1u;
    evtx_chunk_slot *slot = &t->slots[mixed >> 23];
    if (KS_LIKELY(slot->epoch == t->epoch && slot->definition == instance->definition)) {
        // the id tells a record whose definition was overwritten by another one
        if (KS_LIKELY(slot->plan && ks_load32(slot->plan->guid) == instance->template_id))
            return slot->plan;
    }
    evtx_definition definition;
    if (!evtx_definition_read(chunk, instance->definition, &definition) ||
        ks_load32(definition.guid) != instance->template_id)
        return NULL;
    const ks_event_plan *plan = plan_of(t, chunk, &definition, scratch);
    if (plan)
        *slot = (evtx_chunk_slot){ instance->definition, t->epoch, plan };
    return plan;
}

const ks_event_plan *evtx_templates_find_kept(evtx_templates *t, const evtx_kept *kept,
                                              ks_arena scratch)
{
    evtx_definition definition = evtx_kept_definition(kept);
    return plan_of(t, kept->chunk, &definition, scratch);
}
