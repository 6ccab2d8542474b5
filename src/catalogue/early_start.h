// Process starts that Windows writes at each boot before LSASS has read the audit policy: they
// prove nothing of it, nor of whether command lines are recorded. Seen in a Security log of Windows
// 10 (docs/audit.md, "Event logs").
#pragma once
#include "base/base.h"

// Whether 4688 (or 4696) tells of such a process: those up to lsass.exe, and what smss.exe starts.
// `parent` is empty where the version of the event does not tell it.
bool ks_is_early_start(ks_str process, ks_str parent);
