// Konseki's own rules (rules/ of the source), which every program carries in itself.
#pragma once
#include "base/arena.h"

// Each file, in byte order of the paths ("persistence/run-key.yml"). The texts lie in the arena.
// False: no memory there, or `one` said so.
KS_MUST bool ks_rules_builtin_each(ks_arena *arena,
                                   bool (*one)(void *context, ks_str path, ks_span text),
                                   void *context);
