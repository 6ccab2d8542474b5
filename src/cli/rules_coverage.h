// What the files of `konseki rules coverage` share.
#pragma once
#include "cli/rules.h"
#include "coverage/technique.h"
#include "coverage/what_if.h"
#include "state/state.h"

typedef struct {
    ruleset_run *run;
    ks_forms *forms;
    ks_rule_set set;
    ks_profile profile;
    const char *profile_name, *sysmon_name; // NULL: none
    ks_state *state;                        // NULL: none was given
    ks_recording recording;
    bool is_build_assumed; // no source tells it
    ks_sysmon_config sysmon;
    ks_rule_covers covers;
    ks_sums sums;
    u32 changes; // of --what-if; 0: not asked
    u64 budget;  // bytes a day
    ks_what_if what_if;
    ks_sums sums_then;
} rules_coverage;

// The whole of a file, in the run's arena. False: `fail`.
KS_MUST bool rules_coverage_read(ruleset_run *r, const char *path, ks_span *bytes, ks_fail *fail);

// What is judged where no source tells the build.
enum { rules_coverage_build = 19045 };
// Judges the set on the recording, and sums it up.
KS_MUST bool rules_coverage_judge(rules_coverage *c, ks_fail *fail);

// rules_coverage_print.c
// As members of a JSON object, each with a comma in front; as lines of a table
KS_MUST bool rules_coverage_json_members(rules_coverage *c, ks_fail *fail);
// (with `front` as the first cell, if it is there).
#define rules_coverage_columns "id,title,level,path,verdict,reason,said,form,missing,then"
KS_MUST bool rules_coverage_csv_lines(rules_coverage *c, ks_str front, ks_fail *fail);
KS_MUST bool rules_coverage_text(rules_coverage *c, ks_fail *fail);
KS_MUST bool rules_coverage_json(rules_coverage *c, ks_fail *fail);
KS_MUST bool rules_coverage_csv(rules_coverage *c, ks_fail *fail);
// rules_coverage_what_if.c: reads the options, before anything else; judges; prints for people, and
// as a member of a JSON object with a comma in front. Nothing when it was not asked for.
KS_MUST bool rules_coverage_open_what_if(rules_coverage *c);
KS_MUST bool rules_coverage_ask_what_if(rules_coverage *c, ks_fail *fail);
void rules_coverage_put_what_if(rules_coverage *c);
void rules_coverage_json_what_if(rules_coverage *c);
// rules_coverage_layer.c: a layer of ATT&CK Navigator, written to `path`.
KS_MUST bool rules_coverage_layer(rules_coverage *c, const char *path, ks_fail *fail);
enum { rules_coverage_layer_most = 4 << 20 };
void rules_coverage_put_layer(ks_out *out, const ks_sums *sums, ks_lang lang);
