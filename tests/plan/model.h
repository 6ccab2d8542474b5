// A registry for tests: what lies at places, and plans applied to it. What is no registry value is
// kept by the part's number.
#pragma once
#include "base/fold.h"
#include "plan/registry.h"

typedef struct {
    ks_setting_root root;
    ks_str key, name;
    ks_before before; // PRESENT or ABSENT
} model_value;

typedef struct {
    model_value *values;
    size_t count, capacity;
    ks_setting_value *others; // by number of the part
    ks_arena *arena;
} model;

static inline model model_make(ks_arena *arena, size_t capacity)
{
    model made = { .capacity = capacity, .arena = arena };
    made.values = ks_take(arena, model_value, capacity);
    made.others = ks_take(arena, ks_setting_value, ks_setting_part_total() + 1);
    return made;
}

static inline model_value *model_find(const model *m, ks_setting_root root, ks_str key, ks_str name)
{
    for (size_t i = 0; i < m->count; i++) {
        model_value *v = &m->values[i];
        if (v->root == root && ks_equal_fold(v->key, key) && ks_equal_fold(v->name, name))
            return v;
    }
    return NULL;
}

static inline void model_set(model *m, ks_setting_root root, ks_str key, ks_str name,
                             ks_before before)
{
    model_value *v = model_find(m, root, key, name);
    if (v == NULL && m->count < m->capacity)
        v = &m->values[m->count++];
    if (v)
        *v = (model_value){ root, key, name, before };
}

// A list policy is the names of the values below its key.
static inline ks_before model_list(const model *m, const ks_setting_place *place)
{
    ks_out text;
    ks_before before = { .kind = KS_BEFORE_ABSENT, .type = (u32)place->type };
    if (!ks_out_open(&text, m->arena, 4096))
        return before;
    for (size_t i = 0; i < m->count; i++) {
        const model_value *v = &m->values[i];
        if (v->root != place->root || !ks_equal_fold(v->key, place->key) ||
            v->before.kind != KS_BEFORE_PRESENT)
            continue;
        if (ks_out_size(&text))
            KS_PUT(&text, "\n");
        ks_out_put(&text, v->name);
    }
    if (ks_out_size(&text) == 0)
        return before;
    before.kind = KS_BEFORE_PRESENT;
    ks_setting_place multi = { .type = KS_TYPE_MULTI_SZ };
    plan_value encoded = { 0 };
    ks_setting_value value = { .kind = KS_VALUE_TEXT, .text = ks_out_str(&text) };
    if (plan_value_encode(&multi, value, m->arena, &encoded))
        before.data = encoded.data;
    before.type = KS_TYPE_MULTI_SZ;
    return before;
}

static inline ks_before model_look(const void *context, const ks_setting_part *part, u32 index)
{
    const model *m = context;
    ks_before before = { .kind = KS_BEFORE_ABSENT };
    if (part->place_count == 0) {
        before.value = m->others[part->number];
        before.kind = before.value.kind == KS_VALUE_UNKNOWN  ? KS_BEFORE_UNKNOWN
                      : before.value.kind == KS_VALUE_ABSENT ? KS_BEFORE_ABSENT
                                                             : KS_BEFORE_PRESENT;
        return before;
    }
    const ks_setting_place *place = &part->places[index];
    if (ks_str_equal(place->value, KS_STR("*")) && part->type != KS_TYPE_NONE)
        return model_list(m, place);
    const model_value *v = model_find(m, place->root, place->key, place->value);
    return v ? v->before : before;
}

static inline void model_apply(model *m, const ks_change_plan *plan, const plan_values *values)
{
    for (size_t i = 0; i < values->count; i++) {
        const plan_value *v = &values->items[i];
        ks_before now = { .kind = v->is_absent ? KS_BEFORE_ABSENT : KS_BEFORE_PRESENT,
                          .type = v->type,
                          .data = v->data };
        model_set(m, v->root, v->key, v->name, now);
    }
    for (size_t i = 0; i < plan->count; i++) {
        const ks_change *c = &plan->items[i];
        if (c->outcome == KS_PLAN_CHANGE && c->place == NULL)
            m->others[c->part->number] = c->becomes;
    }
}

static inline void model_undo(model *m, const ks_change_plan *plan, const plan_values *values)
{
    for (size_t i = 0; i < values->count; i++) {
        const plan_value *v = &values->items[i];
        model_set(m, v->root, v->key, v->name, v->before);
    }
    for (size_t i = 0; i < plan->count; i++) {
        const ks_change *c = &plan->items[i];
        if (c->outcome == KS_PLAN_CHANGE && c->place == NULL)
            m->others[c->part->number] = c->before.value;
    }
}
