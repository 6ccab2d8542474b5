// What the files of `konseki audit` share.
#pragma once
#include "cli/run.h"
#include "state/audit.h"

typedef struct {
    ks_str label;    // the argument, or the name that the machine has
    ks_str argument; // empty: the files that were given one by one
    ks_state_file *files;
    size_t file_count, file_capacity;
    const ks_source **sources; // of the files
    ks_state *state;
    ks_audit_result result;
} audit_machine;

typedef struct {
    run *run;
    ks_arena arena, whole; // "state": another than the one that ledgers grow in
    ks_profile profile;
    ks_audit_how how;
    audit_machine *machines;
    size_t machine_count, machine_capacity;
    ks_out out;
} auditor;

// Writes what `out` holds, and empties it.
KS_MUST bool audit_give(auditor *a, ks_fail *fail);
// The value in words, with what the catalogue calls it; valid until the next call of the same kind.
ks_str audit_value(ks_out *out, const ks_audit_part *part, ks_setting_value value, ks_lang lang);
// What decided: the source in force, else the policy; NULL: nothing.
const ks_said *audit_said(const ks_instance *instance);

KS_MUST bool audit_print_text(auditor *a, ks_fail *fail);
KS_MUST bool audit_print_matrix(auditor *a, ks_fail *fail);
KS_MUST bool audit_print_json(auditor *a, ks_fail *fail);
KS_MUST bool audit_print_csv(auditor *a, ks_fail *fail);
