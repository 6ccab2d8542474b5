// Ctrl-C as a flag. The first one asks for a clean end: what is whole is written, and it is said
// that it is partial. The second one ends the program at once.
#pragma once
#include "base/base.h"

// Starts to listen, and makes a closed pipe a failure of the write instead of the program's end.
// The flag that is returned becomes true once.
const bool *ks_os_listen(void);

// The flag as any thread may read it; NULL: nobody listens.
static inline bool ks_is_interrupted(const bool *flag)
{
    return flag && __atomic_load_n(flag, __ATOMIC_RELAXED);
}
