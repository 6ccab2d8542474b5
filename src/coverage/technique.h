// Rules' verdicts and settings by technique of ATT&CK, and by question of an investigation.
#pragma once
#include "coverage/rule_cover.h"

enum { ks_technique_size = 12 };

// "attack.t1059.001" -> "T1059.001", zeros behind it; false: the tag names no technique.
bool ks_technique_of_tag(ks_str tag, char id[ks_technique_size]);

typedef struct {
    char id[ks_technique_size];
    u32 rules[KS_COVER_COUNT];     // by verdict
    u32 settings_on, settings_off; // that reveal it, by the catalogue
    ks_cover best;                 // of its rules; without rules: COULD or BLIND by its settings
} ks_technique_cover;

typedef struct {
    const ks_question *question;
    u32 rules[KS_COVER_COUNT];
    u32 settings_on, settings_off;
} ks_question_cover;

typedef struct {
    const ks_technique_cover *techniques; // by id
    size_t technique_count;
    u32 counts[KS_COVER_COUNT];         // techniques by `best`
    const ks_question_cover *questions; // all of them, by number
    size_t question_count;
} ks_sums;

KS_MUST bool ks_sums_make(ks_sums *sums, const ks_rule_covers *covers, ks_arena *arena,
                          ks_fail *fail);
