// Defender: attack surface reduction rules by GUID, and the settings beside them, as policy keeps
// them in the registry.
#pragma once
#include "message/message.h"
#include "policy/registry_value.h"

typedef struct {
    ks_str guid; // lower case, no braces
    ks_str id;   // "lsass": the setting asr.lsass
    ks_str name[KS_LANG_COUNT];
} ks_asr_rule;

// Case and braces do not matter; NULL: no such rule.
const ks_asr_rule *ks_asr_rule_find(ks_str guid);
const ks_asr_rule *ks_asr_rules(size_t *count);

// "0" off, "1" block, "2" audit, "5" not configured, "6" warn.
typedef enum { KS_ASR_OFF, KS_ASR_BLOCK, KS_ASR_AUDIT, KS_ASR_UNSET = 5, KS_ASR_WARN } ks_asr_mode;
KS_MUST bool ks_asr_mode_read(ks_str text, ks_asr_mode *mode);

// What lint knows after all values were added.
typedef struct {
    bool has_rules, has_switch; // values below ASR\Rules; ExploitGuard_ASR_Rules = 1
    bool is_controlled;         // Controlled folder access is on
    bool has_applications;      // with allowed applications
    ks_mistake_place rules_place, controlled_place;
} asr_policy;

// False: no value of Defender's policy.
bool asr_add(asr_policy *policy, const ks_registry_value *value, ks_arena *arena,
             ks_mistakes *mistakes);
void asr_lint(const asr_policy *policy, ks_mistakes *mistakes);
