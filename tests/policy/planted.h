// Planted faults: a file with one mistake, which mistake it is, and where.
#pragma once
#include "policy/mistake.h"

#include "test.h"

#include <stdlib.h>

typedef struct {
    const char *sentence;
    const char *bytes;
    size_t size; // 0: up to the NUL
    const char *id;
    u32 line, column; // 0: by offset
    u64 offset;
} planted;

typedef void linted_by(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes);

// Whether the one mistake of errors and warnings (notes aside, unless it is asked for) is the one
// expected, at its place.
static inline bool linted_finds(const planted *p, const ks_mistakes *mistakes)
{
    const ks_mistake *found = NULL;
    size_t count = 0;
    for (const ks_mistake *m = mistakes->first; m; m = m->next) {
        bool is_it = strcmp(m->kind->id, p->id) == 0;
        if (m->kind->level == KS_MISTAKE_NOTE && !is_it)
            continue;
        count++;
        if (is_it && !found)
            found = m;
    }
    bool is_there =
        found && (p->line ? found->place.line == p->line && found->place.column == p->column
                          : !found->place.line && found->place.offset == p->offset);
    if (count != 1 || !is_there)
        for (const ks_mistake *m = mistakes->first; m; m = m->next)
            remark("found %s at %u:%u, 0x%x", m->kind->id, m->place.line, m->place.column,
                   (unsigned)m->place.offset);
    return count == 1 && is_there;
}

static inline void linted_rows(const planted *rows, size_t count, linted_by *lint, ks_arena *arena)
{
    for (size_t i = 0; i < count; i++) {
        ks_arena own = *arena;
        ks_mistakes mistakes = { .arena = &own };
        size_t size = rows[i].size ? rows[i].size : strlen(rows[i].bytes);
        lint((ks_span){ (const u8 *)rows[i].bytes, size }, &own, &mistakes);
        ks_mistakes_sort(&mistakes);
        check(rows[i].sentence, linted_finds(&rows[i], &mistakes));
    }
}

// A number that is the same in each run.
static inline u32 linted_random(u64 *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (u32)(*state >> 33);
}
