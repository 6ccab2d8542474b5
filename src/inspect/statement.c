// The rows of statement_table.h as data.
#include "inspect/statement.h"

enum { rows_most = 4000, word_most = 48 };

typedef struct {
    ks_phrase_text text;
    ks_level level;
    ks_str why[KS_LANG_COUNT];
} row;

static const row table[KS_INSPECT_COUNT] = {
#define X(name, level, en, ja, why_en, why_ja)                       \
    [KS_INSPECT_##name] = { { #name, { KS_TEXT(en), KS_TEXT(ja) } }, \
                            KS_LEVEL_##level,                        \
                            { KS_TEXT(why_en), KS_TEXT(why_ja) } },
    KS_STATEMENTS(X)
#undef X
};

static const char words[KS_INSPECT_COUNT][word_most] = {
#define X(name, level, en, ja, why_en, why_ja) [KS_INSPECT_##name] = #name,
    KS_STATEMENTS(X)
#undef X
};

ks_statement *ks_statement_add(ks_statements *s, ks_statement_kind kind, ks_str part)
{
    KS_ASSERT(kind < KS_INSPECT_COUNT);
    if (s->count == rows_most) {
        s->lost++;
        return NULL;
    }
    if (s->count == s->capacity) {
        void *grown = ks_arena_grow(s->arena, s->rows, sizeof *s->rows, s->count, &s->capacity);
        if (grown == NULL) {
            s->lost++;
            return NULL;
        }
        s->rows = grown;
    }
    ks_statement *added = &s->rows[s->count++];
    *added = (ks_statement){ .kind = kind,
                             .level = table[kind].level,
                             .part = part,
                             .said = ks_phrase_of(&table[kind].text) };
    return added;
}

ks_str ks_statement_word(ks_statement_kind kind) { return ks_str_of(words[kind]); }

ks_level ks_statement_level(ks_statement_kind kind) { return table[kind].level; }

ks_str ks_statement_why(ks_statement_kind kind, ks_lang lang) { return table[kind].why[lang]; }
