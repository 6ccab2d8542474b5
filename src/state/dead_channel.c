// Configured but dead, of event logs: switched off, sized in the wrong unit, full for ever.
#include "state/dead.h"

#include "base/fold.h"

enum { policy_size_most = 4194240, channel_size_least = 1048576 };

static const ks_setting_part *property(const ks_setting *setting, const char *name)
{
    for (u32 i = 0; i < setting->part_count; i++) {
        if (setting->parts[i].kind == KS_SETTING_CHANNEL &&
            ks_str_equal(setting->parts[i].detail, ks_str_of(name)))
            return &setting->parts[i];
    }
    return NULL;
}

// A property of the setting's channel, in force.
static state_answer value_of(const ks_state *s, const ks_setting *setting, const char *name,
                             u64 *number)
{
    const ks_setting_part *part = property(setting, name);
    const ks_instance *instance = part ? &ks_state_part(s, part)->instances[0] : NULL;
    if (instance == NULL || instance->value.kind == KS_VALUE_UNKNOWN || instance->unseen)
        return STATE_OPEN;
    *number = instance->value.number;
    return dead_say(instance->value.kind == KS_VALUE_NUMBER);
}

static state_answer is_value(const ks_state *s, const ks_setting *setting, const char *name,
                             u64 wanted)
{
    u64 number;
    state_answer answer = value_of(s, setting, name, &number);
    return answer == STATE_YES ? dead_say(number == wanted) : answer;
}

// "EventLog-Microsoft-Windows-Sysmon-Operational": the session behind a channel.
static state_answer is_session_off(const ks_state *s, ks_str channel)
{
    char key[512] = "CurrentControlSet\\Control\\WMI\\Autologger\\EventLog-";
    size_t at = strlen(key);
    if (channel.size > sizeof key - at - 1)
        return STATE_OPEN;
    for (size_t i = 0; i < channel.size; i++)
        key[at++] = (char)(channel.at[i] == '/' ? '-' : channel.at[i]);
    return dead_start_is(s, key, 0);
}

ks_dead_answer dead_channel_off(const ks_state *s, const ks_setting *setting)
{
    const ks_setting_part *part = NULL;
    for (u32 i = 0; setting && i < setting->part_count && part == NULL; i++)
        part = setting->parts[i].kind == KS_SETTING_CHANNEL ? &setting->parts[i] : NULL;
    if (part == NULL)
        return KS_DEAD_NO;
    // Classic logs have no switch.
    state_answer is_off =
        property(setting, "Enabled") ? is_value(s, setting, "Enabled", 0) : STATE_NO;
    return dead_all(dead_either(is_off, is_session_off(s, part->object)), STATE_YES);
}

ks_dead_answer dead_size_unit(const ks_state *s, const ks_setting *setting)
{
    const ks_setting_part *part = setting ? property(setting, "MaxSize") : NULL;
    if (part == NULL)
        return KS_DEAD_NO;
    const ks_instance *instance = &ks_state_part(s, part)->instances[0];
    for (u32 i = 0; i < instance->say_count; i++) {
        const ks_said *said = &instance->says[i];
        if (said->value.kind != KS_VALUE_NUMBER || said->place == NULL)
            continue;
        u64 unit = said->place->unit ? said->place->unit : 1;
        if (unit > 1 ? said->value.number / unit > policy_size_most
                     : said->value.number < channel_size_least)
            return KS_DEAD_YES;
    }
    return instance->value.kind == KS_VALUE_UNKNOWN ? KS_DEAD_OPEN : KS_DEAD_NO;
}

ks_dead_answer dead_log_stopped(const ks_state *s, const ks_setting *setting)
{
    u64 most;
    const ks_setting_part *part = setting ? property(setting, "MaxSize") : NULL;
    if (part == NULL)
        return KS_DEAD_NO;
    // As text in policies "1" means what 0xFFFFFFFF means in the channel's key.
    state_answer keeps = dead_either(is_value(s, setting, "Retention", UINT32_MAX),
                                     is_value(s, setting, "Retention", 1));
    state_answer stops = is_value(s, setting, "AutoBackupLogFiles", 0);
    state_answer is_full = value_of(s, setting, "MaxSize", &most);
    const state_log *log = NULL;
    for (size_t i = 0; i < s->logs.count; i++) {
        if (ks_equal_fold(s->logs.items[i].channel, part->object))
            log = &s->logs.items[i];
    }
    if (is_full == STATE_YES)
        is_full = log == NULL ? STATE_OPEN : dead_say(log->size >= most);
    ks_dead_answer both = dead_all(keeps, stops);
    return both == KS_DEAD_YES ? dead_all(is_full, STATE_YES) : both;
}
