// `konseki plan`: what its files share.
#pragma once
#include "cli/options.h"
#include "plan/change.h"
#include "policy/gpo_files.h"

typedef struct {
    const options *given;
    ks_lang lang;
    ks_arena arena;     // "plan"
    bool is_incomplete; // of the state before something is damaged
} plan_run;

// *is_usage_wrong: what was wrong is said already.
KS_MUST bool plan_make(plan_run *r, bool *is_usage_wrong, ks_fail *fail);
// Everything of the files into the folder of -o, made with what is above it. A folder with
// something in it is refused without --force; with it, files of the same names are replaced.
KS_MUST bool plan_write(plan_run *r, const ks_gpo_files *files, ks_fail *fail);
// A sentence on standard output, and its line end.
void plan_say(plan_run *r, ks_note note, const ks_words *words);
