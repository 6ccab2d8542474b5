// What the files of `konseki audit` share.
#pragma once
#include "cli/rules_coverage.h"
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
    // --coverage
    bool has_coverage, has_layer;
    ruleset_run rules;
    ks_rule_set set;
    output layer;
    ks_sums sums; // of the layer: all machines
} auditor;

// audit_logs.c: what the machines' event logs prove, once their files are known.
KS_MUST bool audit_read_logs(auditor *a, ks_fail *fail);

// Writes what `out` holds, and empties it.
KS_MUST bool audit_give(auditor *a, ks_fail *fail);
// The value in words, with what the catalogue calls it; valid until the next call of the same kind.
ks_str audit_value(ks_out *out, const ks_audit_part *part, ks_setting_value value, ks_lang lang);
// What decided: the source in force, else the policy; NULL: nothing.
const ks_said *audit_said(const ks_instance *instance);

// audit_facts.c: what is said of a part, one sentence after the other, each given to `put`. A
// heading tells whose the sentences below it are.
typedef struct {
    auditor *a;
    const audit_machine *m;
    ks_lang lang;
    ks_out line, value;
    void (*put)(void *own, ks_str text, bool is_heading);
    void *own;
} audit_facts;
KS_MUST bool audit_facts_open(audit_facts *f, auditor *a, const audit_machine *m, ks_fail *fail);
void audit_facts_put(audit_facts *f, const ks_audit_part *part);
// "PC17, Windows 10 Pro, 22H2 (19045.3448), client, corp.example"
void audit_put_machine(ks_out *out, const audit_machine *m, ks_lang lang);
// "pc17/SYSTEM: registry hive, SYSTEM, in force"
void audit_put_source(ks_out *out, const ks_state_source *source, ks_lang lang);

KS_MUST bool audit_print_text(auditor *a, ks_fail *fail);
KS_MUST bool audit_print_matrix(auditor *a, ks_fail *fail);
KS_MUST bool audit_print_json(auditor *a, ks_fail *fail);
KS_MUST bool audit_print_csv(auditor *a, ks_fail *fail);
KS_MUST bool audit_print_page(auditor *a, ks_fail *fail);

// audit_coverage.c: rules and the layer's file, before the fence is up; what could be detected on a
// machine, in `rules.arena`, once for each (the layer counts); the layer, when all were judged.
KS_MUST bool audit_open_coverage(auditor *a, ks_fail *fail);
KS_MUST bool audit_cover(auditor *a, const audit_machine *m, rules_coverage *c, ks_fail *fail);
KS_MUST bool audit_close_layer(auditor *a, ks_fail *fail);
KS_MUST bool audit_coverage_text(auditor *a, const audit_machine *m, ks_fail *fail);
KS_MUST bool audit_coverage_matrix(auditor *a, ks_fail *fail);
KS_MUST bool audit_coverage_json(auditor *a, const audit_machine *m, ks_fail *fail);
KS_MUST bool audit_coverage_csv(auditor *a, ks_fail *fail);
