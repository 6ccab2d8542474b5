// Whether an output would lie in a folder of evidence, which is never written to.
#pragma once
#include "base/os.h"
#include "cli/options.h"

// False: KS_OUTPUT_IN_EVIDENCE, or the file is one of the evidence itself.
KS_MUST bool guard_evidence(const char *output, const options *given, ks_arena scratch,
                            ks_fail *fail);
// "a/b/" of "a/b/c", "." of "c"; NULL past the budget.
const char *guard_folder_of(const char *path, ks_arena *arena);
