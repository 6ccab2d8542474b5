// The formats that can be linted, and which one a file is of: by content, then by name.
#pragma once
#include "message/message.h"
#include "policy/gpo_files.h"
#include "policy/mistake.h"

typedef struct {
    const char *word; // for machines
    ks_str title[KS_LANG_COUNT];
    const char *names; // globs
    bool (*sniff)(ks_span bytes, ks_arena scratch);
    void (*lint)(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes);
    void (*lint_among)(ks_span bytes, ks_str path, const ks_gpo_files *files, ks_arena *arena,
                       ks_mistakes *mistakes);
} ks_format;
extern const ks_format ks_formats[];
extern const size_t ks_format_count;

// NULL: none that we know.
const ks_format *ks_format_of(const ks_gpo_file *file, ks_arena scratch);
// Everything that is wrong with the file, sorted; `mistakes` lives in the arena.
void ks_format_lint(const ks_format *format, const ks_gpo_file *file, const ks_gpo_files *files,
                    ks_arena *arena, ks_mistakes *mistakes);
