// Configured but dead, of what protects: predicates that answer yes only when every fact they rest
// on is known.
#include "state/dead.h"

#define SERVICES "CurrentControlSet\\Services\\"

ks_dead_answer dead_applocker(const ks_state *s, const ks_setting *setting)
{
    (void)setting;
    static const char *const collections[] = { "Exe", "Dll", "Script", "Msi", "Appx" };
    state_answer rules = STATE_OPEN;
    for (size_t i = 0; i < countof(collections); i++) {
        char key[64] = "Policies\\Microsoft\\Windows\\SrpV2\\";
        memcpy(key + strlen(key), collections[i], strlen(collections[i]) + 1);
        state_answer found = dead_has_subkeys(s, KS_ROOT_SOFTWARE, key);
        rules = rules == STATE_YES ? rules : found == STATE_OPEN ? rules : found;
    }
    return dead_all(rules, dead_no(dead_start_is(s, SERVICES "AppIDSvc", 2)));
}

ks_dead_answer dead_srp_win11(const ks_state *s, const ks_setting *setting)
{
    (void)setting;
    u64 count;
    u32 build = s->machine.windows.build;
    state_answer is_new = build == 0 ? STATE_OPEN : dead_say(build >= 22621);
    state_answer rules = dead_has_subkeys(s, KS_ROOT_SOFTWARE,
                                          "Policies\\Microsoft\\Windows\\Safer\\CodeIdentifiers");
    state_answer is_counted =
        state_number(s, KS_ROOT_SYSTEM, "CurrentControlSet\\Control\\Srp\\Gp", "RuleCount", &count);
    if (is_counted == STATE_YES)
        is_counted = dead_say(count != 0);
    return dead_all(is_counted, dead_all(is_new, rules) == KS_DEAD_YES  ? STATE_YES
                                : dead_all(is_new, rules) == KS_DEAD_NO ? STATE_NO
                                                                        : STATE_OPEN);
}

// Whether Microsoft Defender stands aside.
static state_answer is_defender_off(const ks_state *s)
{
    static const char policy[] = "Policies\\Microsoft\\Windows Defender";
    static const char own[] = "Microsoft\\Windows Defender";
    static const char policy_rtp[] = "Policies\\Microsoft\\Windows Defender\\Real-Time Protection";
    static const char own_rtp[] = "Microsoft\\Windows Defender\\Real-Time Protection";
    state_answer off = dead_number_is(s, KS_ROOT_SOFTWARE, policy, "DisableAntiSpyware", 1);
    off = dead_either(off, dead_number_is(s, KS_ROOT_SOFTWARE, own, "DisableAntiSpyware", 1));
    off = dead_either(off, dead_number_is(s, KS_ROOT_SOFTWARE, own, "PassiveMode", 1));
    off = dead_either(
        off, dead_number_is(s, KS_ROOT_SOFTWARE, policy_rtp, "DisableRealtimeMonitoring", 1));
    off = dead_either(off,
                      dead_number_is(s, KS_ROOT_SOFTWARE, own_rtp, "DisableRealtimeMonitoring", 1));
    state_answer service = dead_start_is(s, SERVICES "WinDefend", 4);
    return dead_either(off, service);
}

static state_answer setting_is_on(const ks_state *s, const ks_setting *setting)
{
    const ks_instance *instance = &ks_state_part(s, &setting->parts[0])->instances[0];
    if (instance->value.kind == KS_VALUE_UNKNOWN || instance->unseen)
        return STATE_OPEN;
    return dead_say(instance->value.kind == KS_VALUE_NUMBER && instance->value.number == 1);
}

typedef state_answer ask_setting(const ks_state *s, const ks_setting *setting);

// What is asked of the setting; without one, whether it is so of any that the check affects.
static state_answer ask_affected(const ks_state *s, const ks_setting *setting, ks_dead_id id,
                                 ask_setting *ask)
{
    if (setting)
        return setting->part_count ? ask(s, setting) : STATE_NO;
    state_answer answer = STATE_NO;
    const ks_dead_check *check = ks_dead_check_get(id);
    size_t count;
    const ks_setting *const *settings = ks_settings(&count);
    for (size_t i = 0; i < count; i++) {
        if (settings[i]->part_count && ks_dead_check_affects(check, settings[i]->id))
            answer = dead_either(answer, ask(s, settings[i]));
    }
    return answer;
}

ks_dead_answer dead_asr(const ks_state *s, const ks_setting *setting)
{
    return dead_all(ask_affected(s, setting, KS_DEAD_ASR, setting_is_on), is_defender_off(s));
}

#define ASR_POLICY "Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR"

// Whether the policy says of a rule anything but off and "not configured".
static state_answer is_in_policy(const ks_state *s, const ks_setting *setting)
{
    ks_arena scratch = *s->arena;
    const ks_setting_part *part = &setting->parts[0];
    const char *name = ks_cstr(&scratch, part->object);
    ks_str mode;
    if (part->kind != KS_SETTING_ASR_RULE || name == NULL)
        return STATE_NO;
    state_answer answer =
        state_text(s, KS_ROOT_SOFTWARE, ASR_POLICY "\\Rules", name, &scratch, &mode);
    bool is_off = mode.size == 1 && (mode.at[0] == '0' || mode.at[0] == '5');
    return answer == STATE_YES ? dead_say(!is_off) : answer;
}

ks_dead_answer dead_asr_switch(const ks_state *s, const ks_setting *setting)
{
    state_answer is_on = ask_affected(s, setting, KS_DEAD_ASR_SWITCH, is_in_policy);
    state_answer has_switch =
        dead_number_is(s, KS_ROOT_SOFTWARE, ASR_POLICY, "ExploitGuard_ASR_Rules", 1);
    return dead_all(is_on, dead_no(has_switch));
}

ks_dead_answer dead_prefetch(const ks_state *s, const ks_setting *setting)
{
    (void)setting;
    u64 number;
    state_answer is_on = state_number(
        s, KS_ROOT_SYSTEM,
        "CurrentControlSet\\Control\\Session Manager\\Memory Management\\PrefetchParameters",
        "EnablePrefetcher", &number);
    if (is_on == STATE_YES)
        is_on = dead_say(number >= 1);
    return dead_all(is_on, dead_start_is(s, SERVICES "SysMain", 4));
}

ks_dead_answer dead_wsh_32(const ks_state *s, const ks_setting *setting)
{
    (void)setting;
    state_answer wide = dead_number_is(s, KS_ROOT_SOFTWARE,
                                       "Microsoft\\Windows Script Host\\Settings", "Enabled", 0);
    state_answer narrow = dead_number_is(
        s, KS_ROOT_SOFTWARE, "WOW6432Node\\Microsoft\\Windows Script Host\\Settings", "Enabled", 0);
    // On a Windows of 32 bits there is one view only.
    state_answer both = state_has_key(s, KS_ROOT_SOFTWARE, "WOW6432Node");
    if (wide == STATE_OPEN || narrow == STATE_OPEN)
        return KS_DEAD_OPEN;
    return dead_all(both, dead_say(wide != narrow));
}

ks_dead_answer dead_fwlog(const ks_state *s, const ks_setting *setting)
{
    static const struct {
        const char *profile, *dropped, *allowed, *on;
    } rows[] = {
        { "domain", "fw.log-dropped.domain", "fw.log-allowed.domain", "fw.profile-on.domain" },
        { "standard", "fw.log-dropped.standard", "fw.log-allowed.standard",
          "fw.profile-on.standard" },
        { "public", "fw.log-dropped.public", "fw.log-allowed.public", "fw.profile-on.public" },
    };
    state_answer services =
        dead_either(dead_start_is(s, SERVICES "mpssvc", 4), dead_start_is(s, SERVICES "BFE", 4));
    ks_dead_answer answer = KS_DEAD_NO;
    for (size_t i = 0; i < countof(rows); i++) {
        ks_str profile = ks_str_of(rows[i].profile);
        if (setting && (setting->id.size < profile.size ||
                        memcmp(setting->id.at + setting->id.size - profile.size, profile.at,
                               profile.size) != 0))
            continue;
        state_answer logs = dead_either(dead_part_is(s, rows[i].dropped, "", 1),
                                        dead_part_is(s, rows[i].allowed, "", 1));
        ks_dead_answer found =
            dead_all(logs, dead_either(dead_part_is(s, rows[i].on, "", 0), services));
        answer = found == KS_DEAD_YES ? found : answer == KS_DEAD_YES ? answer : found;
    }
    return answer;
}

ks_dead_answer dead_wdigest_old(const ks_state *s, const ks_setting *setting)
{
    (void)setting;
    u64 number;
    u32 build = s->machine.windows.build;
    state_answer is_old = build == 0 ? STATE_OPEN : dead_say(build < 9600);
    state_answer is_set =
        state_number(s, KS_ROOT_SYSTEM, "CurrentControlSet\\Control\\SecurityProviders\\WDigest",
                     "UseLogonCredential", &number);
    return dead_all(is_old, dead_no(is_set));
}

ks_dead_answer dead_credguard_edition(const ks_state *s, const ks_setting *setting)
{
    (void)setting;
    u64 number;
    u32 edition = s->machine.windows.edition;
    state_answer is_on =
        state_number(s, KS_ROOT_SYSTEM, "CurrentControlSet\\Control\\Lsa", "LsaCfgFlags", &number);
    state_answer policy = state_number(
        s, KS_ROOT_SOFTWARE, "Policies\\Microsoft\\Windows\\DeviceGuard", "LsaCfgFlags", &number);
    state_answer lacks = edition == ks_edition_any
                             ? STATE_OPEN
                             : dead_say(!(edition & (ks_edition_enterprise | ks_edition_education |
                                                     ks_edition_server)));
    if (is_on == STATE_YES)
        is_on = dead_no(
            dead_number_is(s, KS_ROOT_SYSTEM, "CurrentControlSet\\Control\\Lsa", "LsaCfgFlags", 0));
    if (policy == STATE_YES)
        policy = dead_say(number != 0);
    return dead_all(dead_either(is_on, policy), lacks);
}

// One profile is enough.
ks_dead_answer dead_motw(const ks_state *s, const ks_setting *setting)
{
    (void)setting;
    static const ks_str key =
        KS_TEXT("Software\\Microsoft\\Windows\\CurrentVersion\\Policies\\Attachments");
    ks_dead_answer answer = KS_DEAD_OPEN;
    for (size_t i = 0; i < s->mounts.count; i++) {
        const state_mount *m = &s->mounts.items[i];
        ks_arena scratch = *s->arena;
        ks_reg_key found;
        ks_reg_value value;
        u64 number;
        if (m->root != KS_ROOT_USER || !state_is_in_force(s, m->source))
            continue;
        if (state_key(s, m, key, &scratch, &found) &&
            m->registry->value(m->registry, &found, KS_STR("SaveZoneInformation"), &scratch,
                               &value) &&
            ks_reg_number(&value, scratch, &number) && number == 1)
            return KS_DEAD_YES;
        if (state_covers(m, key, scratch))
            answer = KS_DEAD_NO;
    }
    return answer;
}

ks_dead_answer dead_rid500(const ks_state *s, const ks_setting *setting)
{
    (void)setting;
    state_answer filters = dead_part_is(s, "uac.remote-filter", "", 0);
    state_answer exempt = dead_part_is(s, "uac.filter-builtin-admin", "", 0);
    ks_arena scratch = *s->arena;
    ks_reg_value value;
    state_answer enabled = state_value(s, KS_ROOT_SAM, "SAM\\Domains\\Account\\Users\\000001F4",
                                       "F", &scratch, &value);
    if (enabled == STATE_YES)
        enabled = value.data.size < 0x3a ? STATE_OPEN : dead_say(!(value.data.at[0x38] & 1));
    ks_dead_answer both = dead_all(filters, exempt);
    return both == KS_DEAD_YES ? dead_all(enabled, STATE_YES) : both;
}

ks_dead_answer dead_tamper(const ks_state *s, const ks_setting *setting)
{
    u64 number;
    if (setting && ks_str_equal(setting->id, KS_STR("def.tamper")))
        return KS_DEAD_NO; // it is what says so
    state_answer on = state_number(s, KS_ROOT_SOFTWARE, "Microsoft\\Windows Defender\\Features",
                                   "TamperProtection", &number);
    if (on == STATE_YES) // 4 and 0: off
        on = dead_say(number == 5);
    return dead_all(on, STATE_YES);
}
