// Values of the registry made by hand, for tests of linters: { key, name, type, text }. The text is
// text of REG_SZ and REG_EXPAND_SZ, a number of REG_DWORD, hexadecimal digits of REG_BINARY, and
// "A;B" of REG_MULTI_SZ. A value's place is the offset of its number, from 1.
#pragma once
#include "policy/registry_lint.h"

#include "test.h"

#include <stdlib.h>
#include <string.h>

enum { made_most = 10 };

typedef struct {
    const char *key, *name;
    u32 type;
    const char *text;
} made_value;

typedef struct {
    const char *sentence;
    const char *id; // of the mistake that is to be told; NULL: none of warning or error
    u32 where;      // number of the value, from 1
    made_value values[made_most];
} value_row;

static inline ks_span made_data(const made_value *made, ks_arena *arena)
{
    ks_span data = { 0 };
    size_t size = strlen(made->text);
    u8 *bytes = ks_take(arena, u8, size * 2 + 4);
    KS_ASSERT(bytes);
    if (made->type == ks_reg_dword) {
        KS_ASSERT(registry_u32_data((u32)strtoul(made->text, NULL, 0), arena, &data));
        return data;
    }
    if (made->type == ks_reg_binary || made->type == ks_reg_qword) {
        for (size_t i = 0; i + 1 < size; i += 2) {
            char pair[3] = { made->text[i], made->text[i + 1], 0 };
            bytes[i / 2] = (u8)strtoul(pair, NULL, 16);
        }
        return (ks_span){ bytes, size / 2 };
    }
    if (made->type == ks_reg_multi_sz) {
        for (size_t i = 0; i < size; i++)
            ks_store16(bytes + 2 * i, made->text[i] == ';' ? 0 : (u8)made->text[i]);
        return (ks_span){ bytes, size * 2 + 4 };
    }
    KS_ASSERT(registry_text_data(ks_str_of(made->text), arena, &data));
    return data;
}

static inline ks_registry_value made_registry_value(const made_value *made, u32 number,
                                                    ks_arena *arena)
{
    return (ks_registry_value){ .key = ks_str_of(made->key),
                                .name = ks_str_of(made->name),
                                .type = made->type,
                                .data = made_data(made, arena),
                                .place = { .offset = number } };
}

static inline bool value_row_holds(const value_row *row, const ks_mistakes *mistakes)
{
    bool is_found = false, is_clean = true;
    for (const ks_mistake *m = mistakes->first; m; m = m->next) {
        is_clean = is_clean && m->kind->level == KS_MISTAKE_NOTE;
        is_found = is_found || (row->id && strcmp(m->kind->id, row->id) == 0 &&
                                m->place.offset / 10000 == row->where);
    }
    return row->id ? is_found : is_clean;
}

static inline void check_values(const value_row *rows, size_t count)
{
    ks_arena arena;
    KS_ASSERT(ks_arena_open(&arena, "test", (size_t)64 << 20));
    for (size_t i = 0; i < count; i++) {
        ks_arena run = arena;
        ks_mistakes mistakes = { .arena = &run };
        ks_registry_lint lint;
        registry_lint_begin(&lint, &run, &mistakes);
        for (u32 n = 0; n < made_most && rows[i].values[n].key; n++) {
            // In steps of 10000, as places inside of a value lie behind it.
            ks_registry_value value =
                made_registry_value(&rows[i].values[n], (n + 1) * 10000, &run);
            KS_ASSERT(registry_lint_add(&lint, &value));
        }
        registry_lint_end(&lint);
        if (check(rows[i].sentence, value_row_holds(&rows[i], &mistakes)))
            continue;
        for (const ks_mistake *m = mistakes.first; m; m = m->next)
            remark("@%llu %s '%.*s'", (unsigned long long)m->place.offset, m->kind->id,
                   (int)m->text[0].size, m->text[0].at ? m->text[0].at : "");
    }
    ks_arena_close(&arena);
}
