// The folder in which loaded rules are kept for the next run.
#pragma once
#include "cli/run.h"

// --rules-cache, else XDG_CACHE_HOME/konseki or HOME/.cache/konseki where that can be made; NULL:
// none, or --no-cache. To be asked before the fence is up. False: the folder that was named cannot
// be there, or lies in the evidence.
KS_MUST bool rules_cache_open(run *r, const char **folder, ks_fail *fail);
