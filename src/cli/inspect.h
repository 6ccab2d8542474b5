// What the files of `konseki inspect` share: inspect.c reads files and inspects them,
// inspect_print.c prints what is to be said.
#pragma once
#include "cli/options.h"
#include "cli/output.h"
#include "cli/status.h"
#include "inspect/inspect.h"

typedef struct {
    const options *given;
    ks_lang lang, data_lang;   // of sentences; of sentences in JSON
    ks_arena arena, whole;     // "run"
    ks_arena file, file_whole; // of one file, emptied after each
    output out;
    ks_out line;
    ks_inspector *inspector;
    ks_level least, fail_on; // shown from; exit status 1 from
    bool has_color, is_fenced, is_incomplete;
    u64 files, parts, unread;
    u64 counts[KS_LEVEL_COUNT]; // of statements
} inspect_run;

// One file's statements, in the format asked for.
KS_MUST bool inspect_print_file(inspect_run *r, const ks_inspected *result, ks_fail *fail);
// A file that could not be read; text formats say it on stderr as well.
KS_MUST bool inspect_print_start(inspect_run *r, ks_fail *fail);
KS_MUST bool inspect_print_end(inspect_run *r, ks_fail *fail);
