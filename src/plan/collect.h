// The collector for a Windows PC without Konseki: scripts, the list of paths that they read, texts
// and instructions, as files of a folder. What it brings home, `konseki investigate` opens.
#pragma once
#include "base/fail.h"
#include "policy/gpo_files.h"

// collect.ps1, collect.cmd, paths.txt, text/*.txt, README.en.txt, README.ja.txt.
KS_MUST bool ks_plan_collector(ks_arena *arena, ks_gpo_files *files, ks_fail *fail);
