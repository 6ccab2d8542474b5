// What became of the evidence, for people, on stderr: what was lost first of all, with -v what was
// read and skipped as well.
#pragma once
#include "cli/run.h"

// Whether evidence was damaged, unread or unreadable (exit status 3).
bool summary_is_incomplete(const ks_sources *sources);
// Whether nothing of what was given (`named`) is evidence that this version reads; `fail` says so.
// A file that could not be read is not foreign, but with nothing beside it its failure is all there
// is to say.
bool summary_is_foreign(const ks_sources *sources, ks_str named, ks_fail *fail);
// Whether a record was met at all, wanted or not.
bool summary_has_records(const ks_sources *sources);
void summary_print(run *r);
