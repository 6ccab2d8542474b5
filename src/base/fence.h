// The fence: from its raising on, this process opens the files it was given and nothing else, and
// starts no program, no connection, no other process. Parsers of hostile bytes run behind it.
//
//     const char *readable[] = { "kape.zip", "logs/" }, *writable[] = { "case/" };
//     ks_fence fence = { readable, 2, writable, 1 };
//     if (!ks_fence_raise(&fence, &fail)) …   // say so; go on or refuse
//
// It is raised once, before the first thread starts (rules hold for threads that come later), and
// cannot be taken down. Files that are open stay open. What loads code or data when it is first
// used must have been used before: locales, gconv modules, compiled patterns (memory that is
// written and executed is refused as well), a database's temporary folder.
#pragma once
#include "base/fail.h"

typedef struct {
    const char *const *readable; // files, folders with all that is in them
    size_t readable_count;
    const char *const *writable; // folders: reading, making, writing and removing files in them
    size_t writable_count;
} ks_fence;

// False: KS_SANDBOX with the system's error and what it has not; whatever else it has is raised all
// the same.
KS_MUST bool ks_fence_raise(const ks_fence *fence, ks_fail *fail);
