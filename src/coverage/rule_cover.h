// Which rules could fire on what a machine records, and what keeps the others from it.
//
//     ks_rule_covers covers;
//     ks_rule_covers_make(&covers, &set, forms, &recording, &arena, &fail);
//     const ks_rule_cover *cover = &covers.rules[rule->number];
//     if (cover->cover == KS_COVER_BLIND) ...; // cover->missing: what would open it
//
// COULD: all events that make the rule true would be recorded with what it asks for. PARTLY: some,
// for the reason; `missing` is then what would make it better. Nothing is said about whether the
// event log is large enough to keep them, nor about programs that are not there.
#pragma once
#include "coverage/event_way.h"
#include "rules/set.h"

typedef struct {
    ks_cover cover;
    ks_cover_reason reason;         // why not all of it; of COULD nothing
    ks_str detail;                  // a setting's id, a channel; may be empty
    const ks_sysmon_filter *filter; // that drops some, or logs only some; NULL: none
    const ks_form *form;            // by which it is seen; NULL: none
    const ks_setting *const *missing;
    u32 missing_count;     // 0: no setting makes it better
    ks_cover better;       // what it is then
    const cover_way *ways; // all of them: for what-if
    u32 way_count;
} ks_rule_cover;

typedef struct {
    const ks_rule_set *set;
    const ks_recording *recording;
    const ks_rule_cover *rules; // by number
    u32 counts[KS_COVER_COUNT];
} ks_rule_covers;

KS_MUST bool ks_rule_covers_make(ks_rule_covers *covers, const ks_rule_set *set,
                                 const ks_forms *forms, const ks_recording *recording,
                                 ks_arena *arena, ks_fail *fail);
