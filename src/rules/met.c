// See met.h. The memory is small, so that it stays in the processor's caches: when it is full, all
// of it is forgotten.
#include "rules/met.h"

#include "base/hash.h"

enum {
    slots_count = 4096,
    room_size = 384 << 10,
    room_least = 64 << 10, // before an event
    value_most = 2048,     // bytes; longer ones seldom come again
    hits_most = 64         // in one value
};

struct rules_met_value {
    const rules_literals *literals; // that were looked for
    ks_value raw;
    rules_text folded;
    u32 said[rules_said_kept]; // check + 1 << 2 | ks_judged
    u32 hit_count;
    u32 hits[]; // behind them the bytes, raw and folded
};

bool rules_met_open(rules_met *met)
{
    *met = (rules_met){ 0 };
    size_t slots_size = slots_count * sizeof *met->slots;
    if (!ks_arena_open(&met->whole, "values", room_size) ||
        !ks_arena_open(&met->slots_whole, "values", slots_size + 64)) {
        rules_met_close(met);
        return false;
    }
    met->room = met->empty = met->whole;
    ks_arena slots = met->slots_whole;
    met->slots = ks_take(&slots, rules_met_value *, slots_count);
    return met->slots != NULL;
}

void rules_met_close(rules_met *met)
{
    ks_arena_close(&met->whole);
    ks_arena_close(&met->slots_whole);
}

void rules_met_forget(rules_met *met)
{
    memset(met->slots, 0, slots_count * sizeof *met->slots);
    met->room = met->empty;
}

void rules_met_turn(rules_met *met)
{
    if (KS_UNLIKELY(met->room.end - met->room.at < room_least))
        rules_met_forget(met);
}

// Its text is told by its type and bytes alone.
static bool can_be_kept(ks_value raw)
{
    return !(raw.type & KS_ARRAY) && raw.type != KS_BINXML && raw.size && raw.size <= value_most;
}

static bool is_same(const rules_met_value *v, const rules_literals *literals, ks_value raw)
{
    return v && v->literals == literals && v->raw.size == raw.size && v->raw.type == raw.type &&
           memcmp(v->raw.at, raw.at, raw.size) == 0;
}

typedef struct {
    rules_literal_hit *hit;
    void *context;
    u32 count, ids[hits_most];
} collecting;

static bool collect(void *context, u32 id)
{
    collecting *c = context;
    if (c->count < hits_most)
        c->ids[c->count] = id;
    c->count++;
    return c->hit(c->context, id);
}

// NULL: there is no room, or nobody would ask for it again.
static rules_met_value *keep(rules_met *met, const rules_literals *literals,
                             const rules_value *value, const collecting *found)
{
    if (found->count > hits_most)
        return NULL;
    size_t ids = found->count * sizeof *found->ids, text = value->folded.size + rules_text_slack;
    rules_met_value *kept = ks_arena_take(
        &met->room, 1, sizeof *kept + ids + value->raw.size + text, alignof(rules_met_value));
    if (kept == NULL)
        return NULL;
    u8 *raw = (u8 *)kept->hits + ids, *folded = raw + value->raw.size;
    kept->literals = literals;
    kept->raw = value->raw;
    kept->raw.at = memcpy(raw, value->raw.at, value->raw.size);
    kept->folded = value->folded;
    kept->folded.at = memcpy(folded, value->folded.at, value->folded.size);
    kept->hit_count = found->count;
    memcpy(kept->hits, found->ids, ids);
    return kept;
}

static rules_text counted(rules_met *met, rules_text text)
{
    if (KS_UNLIKELY(met->grams != NULL))
        rules_grams_add(met->grams, text);
    return text;
}

void rules_met_find(rules_met *met, rules_eye *eye, const rules_literals *literals,
                    rules_value *value, rules_literal_hit *hit, void *context)
{
    if (!can_be_kept(value->raw)) {
        (void)rules_literals_find(literals, counted(met, rules_folded_of(eye, value)), hit,
                                  context);
        return;
    }
    u64 hash = ks_hash((ks_span){ value->raw.at, value->raw.size }, (uintptr_t)literals);
    rules_met_value **slot = &met->slots[hash % slots_count], *known = *slot;
    if (KS_LIKELY(is_same(known, literals, value->raw))) {
        value->folded = known->folded;
        value->said = known->said;
        for (u32 i = 0; i < known->hit_count; i++)
            (void)hit(context, known->hits[i]);
        return;
    }
    collecting found KS_UNSET;
    found.hit = hit;
    found.context = context;
    found.count = 0;
    u64 gave_up = eye->gave_up;
    (void)rules_literals_find(literals, counted(met, rules_folded_of(eye, value)), collect, &found);
    known = eye->gave_up == gave_up ? keep(met, literals, value, &found) : NULL;
    if (known) {
        *slot = known;
        value->said = known->said;
    }
}
