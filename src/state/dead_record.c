// Configured but dead, of what records: predicates that answer yes only when every fact they rest
// on is known.
#include "state/dead.h"

#include "policy/sddl.h"
#include "policy/security_descriptor.h"

#define SERVICES "CurrentControlSet\\Services\\"

// --- recording

// A template that audits by the nine old categories, where these are not ignored.
ks_dead_answer dead_legacy_audit(const ks_state *s, const ks_setting *setting)
{
    (void)setting;
    bool is_set = false;
    for (size_t i = 0; i < s->templates.count; i++) {
        const state_template *t = &s->templates.items[i];
        for (size_t k = 0; k < t->count; k++)
            is_set = is_set || (t->lines[k].section == STATE_SECTION_EVENT_AUDIT &&
                                !ks_str_equal(t->lines[k].value, KS_STR("0")));
    }
    return dead_all(dead_say(is_set), dead_part_is(s, "audit.subcategory-override", "", 0));
}

static bool has_audit(const ks_instance *instance)
{
    for (u32 w = 0; w < instance->say_count; w++) {
        if (instance->says[w].has_audit)
            return true;
    }
    return false;
}

// Whether an audit entry stands on any object of the rows sacl.*.
static state_answer has_sacl(const ks_state *s, bool is_key)
{
    size_t count;
    const ks_setting *const *settings = ks_settings(&count);
    bool is_seen = false;
    for (size_t i = 0; i < count; i++) {
        for (u32 k = 0; k < settings[i]->part_count; k++) {
            const ks_setting_part *part = &settings[i]->parts[k];
            const ks_part_state *state = ks_state_part(s, part);
            bool is_of_key = part->object.size > 2 && !memcmp(part->object.at, "HK", 2);
            if (part->kind != KS_SETTING_AUDIT_SACL || is_of_key != is_key)
                continue;
            for (u32 n = 0; n < state->instance_count; n++) {
                const ks_instance *instance = &state->instances[n];
                is_seen = is_seen || instance->say_count;
                if (has_audit(instance))
                    return STATE_YES;
            }
        }
    }
    return is_seen ? STATE_NO : STATE_OPEN;
}

ks_dead_answer dead_no_sacl(const ks_state *s, const ks_setting *setting)
{
    bool wants_files = setting && ks_str_equal(setting->id, KS_STR("audit.file-system"));
    bool is_files_sacl = setting && setting->part_count &&
                         setting->parts[0].kind == KS_SETTING_AUDIT_SACL &&
                         setting->parts[0].object.at[0] != 'H';
    if (wants_files || is_files_sacl) // no hive tells of folders: what is not seen is not dead
        return dead_all(dead_audits(s, "audit.file-system", 0), dead_no(has_sacl(s, false)));
    ks_setting_value value;
    state_answer is_on = dead_part(s, "audit.registry", "", &value);
    if (is_on == STATE_YES)
        is_on = dead_say(value.number != 0);
    return dead_all(is_on, dead_no(has_sacl(s, true)));
}

ks_dead_answer dead_cmdline(const ks_state *s, const ks_setting *setting)
{
    (void)setting;
    return dead_all(dead_part_is(s, "proc.cmdline4688", "", 1),
                    dead_no(dead_audits(s, "audit.process-creation", 1)));
}

ks_dead_answer dead_modulelog(const ks_state *s, const ks_setting *setting)
{
    const char *id =
        setting && ks_str_equal(setting->id, KS_STR("ps7.module")) ? "ps7.module" : "ps.module";
    ks_setting_value names;
    return dead_all(dead_part_is(s, id, "EnableModuleLogging", 1),
                    dead_no(dead_part(s, id, "ModuleNames", &names)));
}

ks_dead_answer dead_lockout(const ks_state *s, const ks_setting *setting)
{
    (void)setting;
    return dead_all(dead_audits(s, "audit.account-lockout", 1),
                    dead_no(dead_audits(s, "audit.account-lockout", 2)));
}

ks_dead_answer dead_group_membership(const ks_state *s, const ks_setting *setting)
{
    const char *id = setting && ks_str_equal(setting->id, KS_STR("audit.user-device-claims"))
                         ? "audit.user-device-claims"
                         : "audit.group-membership";
    return dead_all(dead_audits(s, id, 1), dead_no(dead_audits(s, "audit.logon", 1)));
}

ks_dead_answer dead_special_groups(const ks_state *s, const ks_setting *setting)
{
    (void)setting;
    ks_setting_value groups;
    return dead_all(dead_audits(s, "audit.special-logon", 1),
                    dead_no(dead_part(s, "audit.special-groups", "", &groups)));
}

ks_dead_answer dead_eventlog_service(const ks_state *s, const ks_setting *setting)
{
    (void)setting;
    state_answer is_off = dead_no(dead_start_is(s, SERVICES "EventLog", 2));
    state_answer is_mini = state_has_key(s, KS_ROOT_SYSTEM, "CurrentControlSet\\Control\\MiniNt");
    return dead_all(dead_either(is_off, is_mini), STATE_YES);
}

ks_dead_answer dead_ps2(const ks_state *s, const ks_setting *setting)
{
    (void)setting;
    ks_setting_value value;
    state_answer engine = dead_part(s, "ps.v2-engine", "MicrosoftWindowsPowerShellV2", &value);
    if (engine == STATE_YES)
        engine = dead_say(value.number == 1);
    return dead_all(engine,
                    dead_number_is(s, KS_ROOT_SOFTWARE, "Microsoft\\NET Framework Setup\\NDP\\v3.5",
                                   "Install", 1));
}

ks_dead_answer dead_sysmon(const ks_state *s, const ks_setting *setting)
{
    (void)setting;
    static const char *const services[] = { SERVICES "Sysmon64", SERVICES "Sysmon",
                                            SERVICES "Sysmon64a" };
    static const char channel[] = "Microsoft\\Windows\\CurrentVersion\\WINEVT\\Channels\\"
                                  "Microsoft-Windows-Sysmon/Operational";
    state_answer is_there = STATE_OPEN, is_off = STATE_OPEN;
    u64 start;
    for (size_t i = 0; i < countof(services) && is_there != STATE_YES; i++) {
        is_there = state_has_key(s, KS_ROOT_SYSTEM, services[i]);
        is_off = dead_no(dead_start_is(s, services[i], 2));
    }
    // The driver may have another name: one that is not there tells nothing.
    if (state_number(s, KS_ROOT_SYSTEM, SERVICES "SysmonDrv", "Start", &start) == STATE_YES)
        is_off = dead_either(is_off, dead_say(start != 0));
    return dead_all(
        is_there, dead_either(is_off, dead_number_is(s, KS_ROOT_SOFTWARE, channel, "Enabled", 0)));
}

// --- forwarding

#define FORWARDING "Policies\\Microsoft\\Windows\\EventLog\\EventForwarding\\SubscriptionManager"

ks_dead_answer dead_winrm(const ks_state *s, const ks_setting *setting)
{
    (void)setting;
    return dead_all(dead_has_values(s, KS_ROOT_SOFTWARE, FORWARDING),
                    dead_no(dead_start_is(s, SERVICES "WinRM", 2)));
}

// Whether the access that the Security log gives lets NETWORK SERVICE read.
static state_answer network_service_reads(const ks_state *s)
{
    static const u8 service[] = { 1, 1, 0, 0, 0, 0, 0, 5, 20, 0, 0, 0 };
    ks_arena scratch = *s->arena;
    ks_str text = { 0 };
    ks_security_descriptor sd;
    ks_sddl_problem problem;
    state_answer answer =
        state_text(s, KS_ROOT_SOFTWARE, "Policies\\Microsoft\\Windows\\EventLog\\Security",
                   "ChannelAccess", &scratch, &text);
    if (answer == STATE_NO)
        answer = state_text(s, KS_ROOT_SYSTEM, SERVICES "EventLog\\Security", "CustomSD", &scratch,
                            &text);
    if (answer != STATE_YES || !ks_sddl_read(text, NULL, &scratch, &sd, &problem))
        return answer == STATE_YES ? STATE_OPEN : answer;
    for (size_t i = 0; i < sd.dacl.count; i++) {
        const ks_ace *ace = &sd.dacl.aces[i];
        if (ace->type == KS_ACE_ALLOW && (ace->mask & 1) &&
            ks_span_equal(ks_sid_span(&ace->sid), (ks_span){ service, sizeof service }))
            return STATE_YES;
    }
    return STATE_NO;
}

// Whether it is a member of Event Log Readers: the SIDs of an alias stand in its value C (MS-SAMR).
static state_answer is_reader(const ks_state *s)
{
    static const u8 service[] = { 1, 1, 0, 0, 0, 0, 0, 5, 20, 0, 0, 0 };
    ks_arena scratch = *s->arena;
    ks_reg_value value;
    state_answer answer = state_value(s, KS_ROOT_SAM, "SAM\\Domains\\Builtin\\Aliases\\0000023D",
                                      "C", &scratch, &value);
    for (size_t i = 0; answer == STATE_YES && i + sizeof service <= value.data.size; i += 4) {
        if (!memcmp(value.data.at + i, service, sizeof service))
            return STATE_YES;
    }
    return answer == STATE_YES ? STATE_NO : answer;
}

ks_dead_answer dead_wef_security(const ks_state *s, const ks_setting *setting)
{
    (void)setting;
    state_answer reads = dead_either(network_service_reads(s), is_reader(s));
    return dead_all(dead_has_values(s, KS_ROOT_SOFTWARE, FORWARDING), dead_no(reads));
}
