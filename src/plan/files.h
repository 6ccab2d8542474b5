// A plan as files of a folder: what an administrator deploys, what takes it back, and instructions
// in both languages. Nothing is written that our own linters call an error.
//
//     machine.reg, user.reg                       the registry; undo-machine.reg, undo-user.reg as
//                                                 far as the state before is known
//     apply.ps1, undo.ps1, changes.csv            a machine without domain
//     gpo/manifest.xml, gpo/{ID}/...              a backup that GPMC and LGPO.exe /g import
//     lgpo/machine.txt, lgpo/user.txt             LGPO text
//     wef/subscription.xml, wef/client.txt        where the profile asks for event forwarding
//     applocker.xml, exploit-protection.xml, sysmon.xml, sysmon-4.50.xml
//     plan.json, README.en.txt, README.ja.txt
//
// A kind of file without content is left out. Same plan, same bytes: no clock, no chance.
#pragma once
#include "plan/change.h"
#include "policy/gpo_files.h"

// KS_OVER_BUDGET; KS_UNSUPPORTED: a linter found an error in what was made (a fault of ours; `text`
// is the file and the mistake).
KS_MUST bool ks_plan_files(const ks_plan_request *request, const ks_change_plan *plan,
                           ks_arena *arena, ks_gpo_files *files, ks_fail *fail);
