// What if: the few settings that open the most rules within what may be written a day.
//
// Volumes are those of the catalogue's classes, each taken as the geometric middle of its bounds
// (10, 1,000, 70,000 and 2,000,000 events a day) with 1 KiB an event: an estimate of size, not of a
// host. Sysmon counts as one change of class "high". All sets of up to three changes are compared;
// more changes are chosen three at a time. The best is the one whose rules gain most (a rule that
// begins to see in part counts 1, one that could fire 2), then the smaller, then the quieter.
#pragma once
#include "coverage/rule_cover.h"

enum { what_if_changes_most = 12 };

typedef struct {
    const ks_setting *settings[what_if_changes_most]; // by id
    u32 count;
    u64 bytes_a_day;
    u32 opened;            // rules that saw nothing, and would see something
    u32 completed;         // rules that would see all
    ks_rule_covers covers; // verdicts with the changes made; only `cover` of each rule is changed
} ks_what_if;

u64 ks_setting_bytes_a_day(const ks_setting *setting, ks_role role);

// The best set of at most `changes` (1 ... what_if_changes_most) that writes at most `bytes_a_day`.
KS_MUST bool ks_what_if_make(ks_what_if *best, const ks_rule_covers *covers, u32 changes,
                             u64 bytes_a_day, ks_arena *arena, ks_fail *fail);
