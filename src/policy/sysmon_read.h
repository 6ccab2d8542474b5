// The text form of a Sysmon configuration: read with what is wrong in its form, judged for what it
// means (sysmon_lint.c).
#pragma once
#include "policy/mistake.h"
#include "policy/sysmon.h"

// Reads what can be read. False: not even XML, or no memory; one mistake says so.
KS_MUST bool sysmon_read(ks_sysmon_config *config, ks_span bytes, ks_arena *arena,
                         ks_mistakes *mistakes);
// What a configuration says that its author cannot have meant.
void sysmon_lint(const ks_sysmon_config *config, ks_mistakes *mistakes, ks_arena scratch);

// Whether the text of an option switches it off.
bool sysmon_is_off(ks_str value);

// As the linter's table of formats wants them.
bool sysmon_sniff(ks_span bytes, ks_arena scratch);
void sysmon_lint_file(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes);
