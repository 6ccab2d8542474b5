// `konseki lint`: what its files share. lint.c reads and counts, lint_print.c prints.
#pragma once
#include "cli/options.h"
#include "cli/output.h"
#include "policy/formats.h"

enum { lint_level_count = 3 }; // as ks_mistake_level

typedef struct {
    const options *given;
    ks_lang lang, data_lang; // of sentences for people, and in JSON
    ks_arena arena;          // of the run: files, the line
    ks_arena whole;
    ks_arena file, file_whole; // of one file's linting
    output out;
    bool is_json;
    ks_out line; // what is printed next
    u64 files, counts[lint_level_count];
    bool is_incomplete; // a file was not read, or is of no format that is known
    bool has_printed;   // JSON: a file before this one
} lint_run;

typedef struct {
    ks_str path; // as it is shown
    const ks_format *format;
    const ks_mistakes *mistakes;
} lint_result;

void lint_print_begin(lint_run *r);
void lint_print_file(lint_run *r, const lint_result *result);
void lint_print_end(lint_run *r);
// Gives the line to the output. False: it cannot be written.
KS_MUST bool lint_give(lint_run *r, ks_fail *fail);
