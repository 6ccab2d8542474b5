#include "policy/asr.h"

#include "base/fold.h"
#include "policy/asr_mistakes.h"
#include "policy/asr_table.h"
#include "policy/writable.h"

const ks_mistake_kind asr_kinds[ASR_MISTAKE_COUNT] = { ASR_MISTAKES(KS_MISTAKE_ROW) };

static const ks_asr_rule rules[] = {
#define X(guid, id, en, ja) { KS_TEXT(guid), KS_TEXT(id), { KS_TEXT(en), KS_TEXT(ja) } },
    KS_ASR_RULES(X)
#undef X
};

static const ks_str nothing = { 0 };

static ks_str without_braces(ks_str guid)
{
    if (guid.size >= 2 && guid.at[0] == '{' && guid.at[guid.size - 1] == '}')
        return (ks_str){ guid.at + 1, guid.size - 2 };
    return guid;
}

const ks_asr_rule *ks_asr_rule_find(ks_str guid)
{
    guid = without_braces(guid);
    for (size_t i = 0; i < countof(rules); i++)
        if (ks_equal_fold(rules[i].guid, guid))
            return &rules[i];
    return NULL;
}

const ks_asr_rule *ks_asr_rules(size_t *count)
{
    *count = countof(rules);
    return rules;
}

bool ks_asr_mode_read(ks_str text, ks_asr_mode *mode)
{
    if (text.size != 1 || text.at[0] < '0' || text.at[0] > '6' || text.at[0] == '3' ||
        text.at[0] == '4')
        return false;
    *mode = (ks_asr_mode)(text.at[0] - '0');
    return true;
}

static void tell(ks_mistakes *mistakes, asr_mistake kind, ks_mistake_place place, ks_str a,
                 ks_str b)
{
    ks_mistake_add(mistakes, &asr_kinds[kind], place, a, b);
}

static bool is(ks_str text, const char *word) { return ks_equal_fold(text, ks_str_of(word)); }

static void add_rule(asr_policy *policy, const ks_registry_value *value, ks_arena *arena,
                     ks_mistakes *mistakes)
{
    ks_asr_mode mode;
    u32 number;
    ks_str text = registry_text(value, arena);
    policy->has_rules = true;
    policy->rules_place = value->place;
    if (!ks_asr_rule_find(value->name))
        tell(mistakes, ASR_UNKNOWN_RULE, value->place, value->name, nothing);
    else if (value->name.at[0] == '{')
        tell(mistakes, ASR_BRACES, value->place, value->name, nothing);
    if (registry_u32(value, &number)) {
        tell(mistakes, ASR_TYPE, value->place, value->name, nothing);
        return;
    }
    if (!registry_is_text(value) || !ks_asr_mode_read(text, &mode))
        tell(mistakes, ASR_MODE, value->place, text, value->name);
    else if (mode == KS_ASR_AUDIT)
        tell(mistakes, ASR_AUDITS, value->place, value->name, nothing);
}

static void judge_exclusion(const ks_registry_value *value, ks_arena *arena, ks_mistakes *mistakes)
{
    static const char *const broad[] = {
        "?:\\",      "?:",          "?:\\*",          "*",           "*.exe",
        "*.dll",     "exe",         ".exe",           "dll",         ".dll",
        "ps1",       ".ps1",        "c:\\windows\\*", "c:\\windows", "c:\\windows\\",
        "c:\\users", "c:\\users\\*"
    };
    ks_str plain = plain_path(value->name, arena);
    for (size_t i = 0; i < countof(broad); i++)
        if (ks_equal_fold(plain, ks_str_of(broad[i])) ||
            (broad[i][0] == '?' && plain.size == strlen(broad[i]) && plain.at[1] == ':' &&
             ks_equal_fold((ks_str){ plain.at + 1, plain.size - 1 }, ks_str_of(broad[i] + 1)))) {
            tell(mistakes, ASR_BROAD, value->place, value->name, nothing);
            return;
        }
    if (is_user_writable(plain))
        tell(mistakes, ASR_WRITABLE, value->place, value->name, nothing);
}

static void add_guard(asr_policy *policy, const ks_registry_value *value, ks_str rest,
                      ks_arena *arena, ks_mistakes *mistakes)
{
    u32 number = 0;
    bool is_number = registry_u32(value, &number);
    if (is(rest, "ASR\\Rules")) {
        add_rule(policy, value, arena, mistakes);
    } else if (is(rest, "ASR") && is(value->name, "ExploitGuard_ASR_Rules")) {
        policy->has_switch = is_number && number == 1;
        if (!is_number || number > 1)
            tell(mistakes, ASR_SETTING, value->place, value->name, nothing);
    } else if (is(rest, "ASR\\ASROnlyExclusions")) {
        judge_exclusion(value, arena, mistakes);
    } else if (is(rest, "Network Protection") && is(value->name, "EnableNetworkProtection")) {
        if (!is_number || number > 2)
            tell(mistakes, ASR_SETTING, value->place, value->name, nothing);
    } else if (is(rest, "Controlled Folder Access\\AllowedApplications")) {
        policy->has_applications = true;
    } else if (is(rest, "Controlled Folder Access") &&
               is(value->name, "EnableControlledFolderAccess")) {
        policy->is_controlled = is_number && number == 1;
        policy->controlled_place = value->place;
        if (!is_number || number > 4)
            tell(mistakes, ASR_SETTING, value->place, value->name, nothing);
    }
}

bool asr_add(asr_policy *policy, const ks_registry_value *value, ks_arena *arena,
             ks_mistakes *mistakes)
{
    static const char *const off[] = { "DisableAntiSpyware",        "DisableAntiVirus",
                                       "DisableRealtimeMonitoring", "DisableBehaviorMonitoring",
                                       "DisableIOAVProtection",     "DisableScriptScanning",
                                       "DisableOnAccessProtection", "DisableBlockAtFirstSeen" };
    ks_str rest;
    u32 number;
    if (!registry_below(value->key, "Microsoft\\Windows Defender", &rest))
        return false;
    ks_str guard;
    if (registry_below(rest, "Windows Defender Exploit Guard", &guard)) {
        add_guard(policy, value, guard, arena, mistakes);
        return true;
    }
    if (is(rest, "Exclusions\\Paths") || is(rest, "Exclusions\\Extensions") ||
        is(rest, "Exclusions\\Processes")) {
        judge_exclusion(value, arena, mistakes);
        return true;
    }
    for (size_t i = 0; i < countof(off); i++) {
        if (!is(value->name, off[i]))
            continue;
        if (!registry_u32(value, &number) || number > 1)
            tell(mistakes, ASR_SETTING, value->place, value->name, nothing);
        else if (number == 1)
            tell(mistakes, ASR_PROTECTION_OFF, value->place, value->name, nothing);
    }
    return true;
}

void asr_lint(const asr_policy *policy, ks_mistakes *mistakes)
{
    if (policy->has_rules && !policy->has_switch)
        tell(mistakes, ASR_NO_SWITCH, policy->rules_place, nothing, nothing);
    if (policy->is_controlled && !policy->has_applications)
        tell(mistakes, ASR_NO_APPLICATIONS, policy->controlled_place, nothing, nothing);
}
