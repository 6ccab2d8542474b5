// Files of sections and lines: GptTmpl.inf, gpt.ini, scripts.ini. Everything is kept as it stands;
// what the lines of a section mean is the business of who reads them.
#pragma once
#include "policy/text_file.h"

typedef struct {
    ks_str raw;        // the line, without blanks around it
    ks_str key, value; // before and behind the first '='; without '=', key is the line
    bool has_value;
    ks_mistake_place place, value_place;
} ks_ini_entry;

typedef struct {
    ks_str name; // without brackets
    ks_mistake_place place;
    ks_ini_entry *entries;
    size_t count, capacity;
} ks_ini_section;

typedef struct {
    ks_ini_section *sections; // in the order of the file; the same name may come twice
    size_t count, capacity;
    ks_encoding encoding;
} ks_ini;

enum { ks_ini_lines_most = 200000 };

// clang-format off
#define INI_MISTAKES(X) \
  X(OUTSIDE, "ini-outside", ERROR, "'{0}' stands before the first section", "'{0}' が最初のセクションより前にあります", \
    "put it under the section that it belongs to", "該当するセクションの下に移してください") \
  X(SECTION, "ini-section", ERROR, "'{0}': the bracket of the section is not closed", "'{0}': セクションのかっこが閉じられていません", \
    "end it with ']'", "']' で閉じてください") \
  X(TOO_MANY, "ini-too-many", ERROR, "more lines than a policy can have: the rest was not read", "行が多すぎます。残りは読んでいません", \
    "check that this is the right file", "正しいファイルか確認してください")
// clang-format on
typedef enum {
#define X(name, ...) INI_##name,
    INI_MISTAKES(X)
#undef X
        INI_MISTAKE_COUNT
} ini_mistake;
extern const ks_mistake_kind ini_kinds[INI_MISTAKE_COUNT];

// False: the file is no text, or too large.
KS_MUST bool ks_ini_read(ks_span bytes, ks_arena *arena, ks_ini *ini, ks_mistakes *mistakes);
// The first section of that name, case aside; NULL: none.
const ks_ini_section *ks_ini_section_find(const ks_ini *ini, const char *name);
// The last entry of that key, which is the one that counts.
const ks_ini_entry *ks_ini_entry_find(const ks_ini_section *section, const char *key);
// A whole number, also negative; false: it is none, or does not fit.
KS_MUST bool ks_ini_number(ks_str text, i64 *number);

// For making one: the section of that name, made when it is not there; NULL past the budget.
ks_ini_section *ks_ini_section_add(ks_ini *ini, ks_str name, ks_arena *arena);
KS_MUST bool ks_ini_line_add(ks_ini_section *section, ks_str line, ks_arena *arena);
// [section], lines, CRLF; UTF-8. Nothing between sections, as Windows writes it.
void ks_ini_write(ks_out *out, const ks_ini *ini);
size_t ks_ini_write_size(const ks_ini *ini);
