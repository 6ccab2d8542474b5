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

static bool keep_plan(evtx_templates *t, const ks_event_plan *plan)
{
    if (t->plan_count == t->plan_capacity) {
        const ks_event_plan **grown =
            ks_arena_grow(&t->arena, t->plans, sizeof *grown, t->plan_count, &t->plan_capacity);
        if (grown == NULL)
            return false;
        t->plans = grown;
    }
    t->plans[t->plan_count++] = plan;
    return true;
}

static void note_id(evtx_templates *t, const u8 *guid, u32 plan)
{
    u32 number = ks_table_add(&t->by_id, &t->arena, (ks_span){ guid, 4 });
    if (number == ks_table_none)
        return;
    if (number >= t->newest_capacity) {
        u32 *grown = ks_arena_grow(&t->arena, t->newest, sizeof *grown, t->newest_capacity,
                                   &t->newest_capacity);
        if (grown == NULL)
            return;
        t->newest = grown;
    }
    t->newest[number] = plan;
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
    if (found != ks_table_none)
        return t->plans[found];
    const ks_element *root = evtx_definition_tree(chunk, definition, &scratch);
    if (root == NULL)
        return NULL;
    ks_event_plan *plan = ks_event_plan_make(root, t->formats, &t->arena);
    if (plan == NULL)
        return NULL;
    memcpy(plan->guid, definition->guid, sizeof plan->guid);
    plan->content = content;
    plan->number = (u32)t->plan_count;
    u32 number = ks_table_add(&t->by_content, &t->arena, (ks_span){ key, sizeof key });
    if (number == ks_table_none || !keep_plan(t, plan))
        return NULL;
    KS_ASSERT(number == plan->number);
    note_id(t, definition->guid, plan->number);
    return plan;
}

static const ks_event_plan *by_id(const evtx_templates *t, u32 template_id)
{
    u8 id[4];
    ks_store32(id, template_id);
    u32 number = ks_table_find(&t->by_id, (ks_span){ id, 4 });
    return number == ks_table_none ? NULL : t->plans[t->newest[number]];
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
    const ks_event_plan *plan = NULL;
    if (evtx_definition_read(chunk, instance->definition, &definition) &&
        ks_load32(definition.guid) == instance->template_id)
        plan = plan_of(t, chunk, &definition, scratch);
    if (plan == NULL)
        return by_id(t, instance->template_id);
    *slot = (evtx_chunk_slot){ instance->definition, t->epoch, plan };
    return plan;
}
