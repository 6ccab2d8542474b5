// Rules' verdicts and settings by technique of ATT&CK, and by question of an investigation.
#pragma once
#include "coverage/rule_cover.h"

enum { ks_technique_size = 12 };

// "attack.t1059.001" -> "T1059.001", zeros behind it; false: the tag names no technique.
bool ks_technique_of_tag(ks_str tag, char id[ks_technique_size]);

// Of what is missing to rules of one kind, the set of settings that the most of them wait for.
typedef struct {
    const ks_setting *const *settings;
    u32 count; // 0: no settings make it better
    u32 rules; // that wait for it
} ks_opening;

typedef struct {
    char id[ks_technique_size];
    u32 rules[KS_COVER_COUNT];     // by verdict
    u32 settings_on, settings_off; // that reveal it, by the catalogue
    ks_cover best;                 // of its rules; without rules: COULD or BLIND by its settings
    ks_opening opening;
} ks_technique_cover;

typedef struct {
    const ks_question *question;
    u32 rules[KS_COVER_COUNT];
    u32 settings_on, settings_off;
    ks_opening opening;
} ks_question_cover;

typedef struct {
    const ks_technique_cover *techniques; // by id
    size_t technique_count;
    u32 counts[KS_COVER_COUNT];         // techniques by `best`
    const ks_question_cover *questions; // all of them, by number
    size_t question_count;
    const ks_opening *openings; // of all rules: each set once, the one with the most rules first
    size_t opening_count;
} ks_sums;

KS_MUST bool ks_sums_make(ks_sums *sums, const ks_rule_covers *covers, ks_arena *arena,
                          ks_fail *fail);
// The techniques of one more machine beside those of `all` (empty at first): rules are added up, a
// technique is as well off as where it is worst. Technique by technique; nothing else is summed.
KS_MUST bool ks_sums_add(ks_sums *all, const ks_sums *one, ks_arena *arena, ks_fail *fail);
