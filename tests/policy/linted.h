// Faults planted in a policy file, each with where it is told: rows of tests of linters.
//
//     { "an unknown tag is told at its line", "<Sysmon ...", "sysmon-tag", 2, 4 }
#pragma once
#include "base/base.h"
#include "policy/mistake.h"

#include "test.h"

#include <string.h>

typedef struct {
    const char *sentence;
    const char *file;
    const char *id;   // of the mistake that is to be told; NULL: none of warning or error
    u32 line, column; // line 0: the mistake is not to be told
} linted_row;

typedef void linted_with(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes);

// Whether the mistake is among them, at its place; without a place: whether it is not; without an
// id: whether there is none.
static inline bool linted(const linted_row *row, const ks_mistakes *mistakes)
{
    bool is_found = false, is_clean = true;
    for (const ks_mistake *m = mistakes->first; m; m = m->next) {
        bool is_it = row->id && strcmp(m->kind->id, row->id) == 0;
        is_clean = is_clean && (row->id ? !is_it : m->kind->level == KS_MISTAKE_NOTE);
        is_found =
            is_found || (is_it && m->place.line == row->line && m->place.column == row->column);
    }
    return row->id && row->line ? is_found : is_clean;
}

static inline void check_linted(const linted_row *rows, size_t count, linted_with *lint)
{
    ks_arena arena;
    if (!ks_arena_open(&arena, "test", (size_t)64 << 20))
        return;
    for (size_t i = 0; i < count; i++) {
        ks_arena run = arena;
        ks_mistakes mistakes = { .arena = &run };
        lint((ks_span){ (const u8 *)rows[i].file, strlen(rows[i].file) }, &run, &mistakes);
        if (check(rows[i].sentence, linted(&rows[i], &mistakes)))
            continue;
        for (const ks_mistake *m = mistakes.first; m; m = m->next)
            remark("%u:%u @%llu %s '%.*s' '%.*s'", m->place.line, m->place.column,
                   (unsigned long long)m->place.offset, m->kind->id, (int)m->text[0].size,
                   m->text[0].at ? m->text[0].at : "", (int)m->text[1].size,
                   m->text[1].at ? m->text[1].at : "");
    }
    ks_arena_close(&arena);
}
