// What a machine's own event logs prove of how it is set: which audit subcategories write events,
// whether process creation events carry the command line, which build of Windows runs.
//
//     ks_audited *audited = ks_audited_new(&arena); // of one log
//     ks_audited_add(audited, event);               // each of its events, in any order
//     file.audited = audited;                       // ks_state_file
//
// A record of Security proves that its subcategory (its Task) was audited for its outcome (its
// Keywords): from then on, until 4719 says otherwise, which Windows writes whatever is audited. No
// record proves nothing, and 4719 itself tells what was added and removed.
// What is written whatever the policy says proves nothing, and is left out (Microsoft, "Audit Audit
// Policy Change": all but 4902, 4904, 4905, 4907; the pages of 4616 and 4826). So are process
// starts before LSASS has read the policy (catalogue/early_start.h), and everything once a policy
// for single users is there (4902, 4912), since events of these are no policy of the machine's.
#pragma once
#include "event/event.h"

typedef struct ks_audited ks_audited;

// NULL: past the arena's budget. What it holds does not grow.
ks_audited *ks_audited_new(ks_arena *arena);
// Whether an event can prove something; System values only.
bool ks_audited_wants(const ks_event *event);
void ks_audited_add(ks_audited *audited, ks_event *event);
