// A table of blocks: each holds what was seen of 128 neighbouring record ids of one log. A second
// content under the same id goes into a chain of further blocks. See seen.h.
#include "evidence/seen.h"

enum { ids_in_block = 128, chain_most = 8 };

typedef struct {
    u64 name; // of log, block of ids, and place in the chain; 0: free
    u32 *contents;
} slot;

struct ks_seen {
    ks_arena arena, whole;
    slot *slots;
    size_t slot_count, used;
    u64 forgotten;
};

bool ks_seen_open(ks_seen **seen, size_t budget, ks_arena *run)
{
    ks_seen *s = ks_take(run, ks_seen, 1);
    if (s == NULL || !ks_arena_open(&s->whole, "records seen", budget))
        return false;
    s->arena = s->whole;
    s->slot_count = 1024;
    s->slots = ks_take(&s->arena, slot, s->slot_count);
    *seen = s;
    return s->slots != NULL;
}

void ks_seen_close(ks_seen *seen) { ks_arena_close(&seen->whole); }

u64 ks_seen_forgotten(const ks_seen *seen) { return seen->forgotten; }

static slot *find(slot *slots, size_t count, u64 name)
{
    size_t i = (size_t)(name >> 20) & (count - 1);
    while (slots[i].name && slots[i].name != name)
        i = (i + 1) & (count - 1);
    return &slots[i];
}

static bool grow(ks_seen *s)
{
    slot *slots = ks_take(&s->arena, slot, s->slot_count * 2);
    if (slots == NULL)
        return false;
    for (size_t i = 0; i < s->slot_count; i++) {
        if (s->slots[i].name)
            *find(slots, s->slot_count * 2, s->slots[i].name) = s->slots[i];
    }
    s->slots = slots;
    s->slot_count *= 2;
    return true;
}

static u32 *block_of(ks_seen *s, u64 name)
{
    slot *found = find(s->slots, s->slot_count, name);
    if (found->name)
        return found->contents;
    if ((s->used + 1) * 3 > s->slot_count * 2) {
        if (!grow(s))
            return NULL;
        found = find(s->slots, s->slot_count, name);
    }
    u32 *contents = ks_take(&s->arena, u32, ids_in_block);
    if (contents == NULL)
        return NULL;
    s->used++;
    *found = (slot){ name, contents };
    return contents;
}

bool ks_seen_before(ks_seen *s, ks_seen_key key)
{
    for (u64 chain = 0; chain < chain_most; chain++) {
        u64 name = ks_hash_mix(ks_hash_mix(key.log, key.id / ids_in_block), chain) | 1;
        u32 *contents = block_of(s, name);
        if (contents == NULL)
            break;
        u32 *mine = &contents[key.id % ids_in_block];
        if (*mine == key.content)
            return true;
        if (*mine == 0) {
            *mine = key.content;
            return false;
        }
    }
    s->forgotten++;
    return false;
}
