// What is said about a mail or a file: one row of statement_table.h, its words, a level, and where
// in the file it was seen. Statements are data until someone prints them, in either language.
#pragma once
#include "base/arena.h"
#include "inspect/statement_table.h"
#include "message/level.h"
#include "message/phrase.h"

typedef enum {
#define X(name, level, en, ja, why_en, why_ja) KS_INSPECT_##name,
    KS_STATEMENTS(X)
#undef X
        KS_INSPECT_COUNT
} ks_statement_kind;

// Where in a part; what is not known is empty or 0.
typedef struct {
    ks_str field; // of a mail: "From"
    u64 line;     // of the part, from 1
    u64 offset;   // in the part's bytes; with has_offset
    bool has_offset;
} ks_spot;

typedef struct {
    ks_statement_kind kind;
    ks_level level;
    ks_str part; // inside of the file: "invoice.zip/a.exe"; empty: the file itself
    ks_spot spot;
    ks_phrase said;
} ks_statement;

// Of one file. Past the budget statements are counted only.
typedef struct {
    ks_arena *arena;
    ks_statement *rows;
    size_t count, capacity;
    size_t lost;
} ks_statements;

// Adds a statement with the level of its row; NULL past the budget. Words are added to `said`.
ks_statement *ks_statement_add(ks_statements *s, ks_statement_kind kind, ks_str part);
// The row's name in lower case: "name_padded". For files and tests.
ks_str ks_statement_word(ks_statement_kind kind);
ks_level ks_statement_level(ks_statement_kind kind);
// Why it matters, or what to make of it.
ks_str ks_statement_why(ks_statement_kind kind, ks_lang lang);
