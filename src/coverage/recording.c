// What a machine records, as far as it is set: from defaults and a profile.
#include "coverage/recording.h"

ks_setting_value ks_recording_value(const ks_recording *recording, const ks_setting_part *part)
{
    KS_ASSERT(part->number < recording->value_count);
    ks_setting_value value = recording->values[part->number];
    if (value.kind != KS_VALUE_ABSENT)
        return value;
    ks_setting_value meant = ks_setting_when_absent(part, &recording->windows);
    return meant.kind == KS_VALUE_UNKNOWN ? value : meant;
}

ks_setting_value ks_recording_wanted(const ks_want *want, ks_setting_value now)
{
    switch (want->how) {
    case KS_WANT_BITS:
        return (ks_setting_value){ .kind = KS_VALUE_NUMBER,
                                   .number = (now.kind == KS_VALUE_NUMBER ? now.number : 0) |
                                             want->values[0].number };
    case KS_WANT_PRESENT:
        return (ks_setting_value){ .kind = KS_VALUE_TEXT, .text = KS_STR("present") };
    case KS_WANT_ONE_OF:
    case KS_WANT_AT_LEAST:
    case KS_WANT_AT_MOST:
    case KS_WANT_BETWEEN:
    case KS_WANT_CONTAINS: break;
    }
    return want->values[0];
}

bool ks_recording_blank(ks_recording *recording, const ks_windows *windows, ks_arena *arena,
                        ks_fail *fail)
{
    size_t count = ks_setting_part_total();
    ks_setting_value *values = ks_take(arena, ks_setting_value, count + 1);
    ks_setting_value *others = ks_take(arena, ks_setting_value, count + 1);
    if (values == NULL || others == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)count, 0, ks_str_of(arena->name));
    *recording = (ks_recording){ .windows = *windows,
                                 .values = values,
                                 .others = others,
                                 .value_count = count,
                                 .sysmon_is = KS_SYSMON_IS_UNKNOWN };
    return true;
}

void ks_recording_settle(ks_recording *recording)
{
    const ks_setting *setting = ks_setting_find(KS_STR("sysmon.installed"));
    if (recording->sysmon || setting == NULL || setting->part_count == 0)
        return;
    ks_setting_value start = ks_recording_value(recording, &setting->parts[0]);
    enum { start_disabled = 4 };
    if (start.kind == KS_VALUE_NUMBER)
        recording->sysmon_is =
            start.number < start_disabled ? KS_SYSMON_IS_OPEN : KS_SYSMON_IS_ABSENT;
    else
        recording->sysmon_is =
            start.kind == KS_VALUE_ABSENT ? KS_SYSMON_IS_ABSENT : KS_SYSMON_IS_UNKNOWN;
}

void ks_recording_set_sysmon(ks_recording *recording, const ks_sysmon_config *config)
{
    recording->sysmon = config;
    recording->sysmon_is = KS_SYSMON_IS_CONFIGURED;
}

// What no Windows comes with, whatever else the catalogue knows: audit entries, and values that
// only a policy writes.
static bool is_never_installed(const ks_setting_part *part)
{
    for (u32 i = 0; i < part->place_count; i++)
        if (!part->places[i].is_policy)
            return false;
    return part->kind == KS_SETTING_AUDIT_SACL || part->place_count > 0;
}

void ks_recording_apply(ks_recording *recording, const ks_profile *profile)
{
    size_t count;
    const ks_setting *const *settings = ks_settings(&count);
    for (size_t i = 0; i < count; i++) {
        if (!ks_setting_exists_on(settings[i], &recording->windows))
            continue; // what this Windows does not have, nothing turns on
        for (u32 p = 0; p < settings[i]->part_count; p++) {
            const ks_setting_part *part = &settings[i]->parts[p];
            ks_setting_value *value = &recording->values[part->number];
            const ks_want *want = ks_profile_want(profile, part, recording->windows.role);
            if (want && !ks_want_holds(want, part->type, ks_recording_value(recording, part)))
                *value = ks_recording_wanted(want, *value);
            if (want)
                recording->others[part->number] = (ks_setting_value){ .kind = KS_VALUE_UNKNOWN };
        }
    }
    ks_recording_settle(recording);
}

static ks_setting_value installed(const ks_recording *recording, const ks_setting *setting,
                                  const ks_setting_part *part)
{
    ks_setting_value value = ks_setting_default(part, &recording->windows);
    bool is_none = value.kind == KS_VALUE_UNKNOWN && is_never_installed(part);
    if (is_none || !ks_setting_exists_on(setting, &recording->windows))
        value = (ks_setting_value){ .kind = KS_VALUE_ABSENT };
    return value;
}

bool ks_recording_make(ks_recording *recording, const ks_profile *profile,
                       const ks_windows *windows, ks_arena *arena, ks_fail *fail)
{
    if (!ks_recording_blank(recording, windows, arena, fail))
        return false;
    size_t count;
    const ks_setting *const *settings = ks_settings(&count);
    for (size_t i = 0; i < count; i++)
        for (u32 p = 0; p < settings[i]->part_count; p++) {
            const ks_setting_part *part = &settings[i]->parts[p];
            recording->values[part->number] = installed(recording, settings[i], part);
        }
    ks_recording_settle(recording);
    if (profile)
        ks_recording_apply(recording, profile);
    return true;
}
