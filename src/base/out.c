// See out.h.
#include "base/out.h"

bool ks_out_open(ks_out *out, ks_arena *arena, size_t size)
{
    // not ks_arena_take: that would touch every page of a buffer that is mostly never filled
    size_t whole = 0;
    if (!ks_add(size, ks_out_slack, &whole) || whole > (size_t)(arena->end - arena->at)) {
        if (arena->spent)
            *arena->spent = true;
        return false;
    }
    u8 *start = ks_arena_take(arena, 1, 0, 1);
    if (start == NULL)
        return false;
    *out = (ks_out){ .start = start, .at = start, .end = start + size };
    arena->at = start + whole;
    ks_arena_open_bytes(start, whole);
    return true;
}
