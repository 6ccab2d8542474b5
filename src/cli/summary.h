// What became of the evidence, for people, on stderr: what was lost first of all, with -v what was
// read and skipped as well.
#pragma once
#include "cli/run.h"

// Whether evidence was damaged, unread or unreadable (exit status 3).
bool summary_is_incomplete(const ks_sources *sources);
// Whether nothing that was given is evidence that can be read.
bool summary_is_foreign(const ks_sources *sources);
void summary_print(run *r);
