// Inside the room: a few literals that a text is, or begins with, of which most texts have none:
// its length and two of its characters tell that sooner than remembering it.
#pragma once
#include "event/event.h"
#include "rules/literal.h"

enum { rules_few_most = 4 };
typedef struct {
    size_t size;     // in units, and in bytes: it is ASCII
    u16 first, last; // folded
    bool is_whole;
} rules_few_literal;
typedef struct {
    u32 count;
    rules_few_literal at[rules_few_most];
} rules_few;

// NULL: they are too many, or of another kind, or there is no memory.
const rules_few *rules_few_make(const rules_literal *list, size_t count, ks_arena *arena);

// Whether the unit cannot fold to the character. What is not ASCII may: the Kelvin sign is a k.
static inline bool rules_few_differs(u32 unit, u32 folded)
{
    return unit < 0x80 && (unit | (u32)(unit - 'A' < 26) << 5) != folded;
}

// False: none of them is there. True: one may be.
static inline bool rules_few_may_have(const rules_few *few, ks_value value)
{
    if (value.type != KS_STRING)
        return true;
    size_t units = value.size / 2;
    for (u32 i = 0; i < few->count; i++) {
        const rules_few_literal *l = &few->at[i];
        if (units < l->size || rules_few_differs(ks_load16(value.at), l->first) ||
            rules_few_differs(ks_load16(value.at + 2 * (l->size - 1)), l->last))
            continue;
        // a text ends at a NUL
        if (l->is_whole && units > l->size && ks_load16(value.at + 2 * l->size) != 0)
            continue;
        return true;
    }
    return false;
}
