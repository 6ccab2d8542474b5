// App Control for Business (WDAC) policies in their XML form: only judged, not written.
#pragma once
#include "policy/mistake.h"

bool wdac_sniff(ks_span bytes, ks_arena scratch);
void wdac_lint_file(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes);
