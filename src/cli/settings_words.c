// Which sentence stands for which word of the catalogue.
#include "cli/settings.h"

#include "state/words.h"

ks_note settings_role_note(ks_role role)
{
    static const ks_note notes[] = { KS_SAY_SETTINGS_CLIENT, KS_SAY_SETTINGS_SERVER,
                                     KS_SAY_SETTINGS_DC };
    return notes[role];
}

ks_note settings_use_note(ks_setting_use use)
{
    static const ks_note notes[] = { KS_SAY_SETTINGS_RECORDS, KS_SAY_SETTINGS_PROTECTS,
                                     KS_SAY_SETTINGS_WATCHED };
    return notes[use];
}

ks_note settings_effect_note(ks_takes_effect when)
{
    static const ks_note notes[] = { KS_SAY_SETTINGS_EFFECT_SOON, KS_SAY_SETTINGS_EFFECT_RELOGON,
                                     KS_SAY_SETTINGS_EFFECT_REBOOT };
    return notes[when];
}

ks_note settings_volume_note(ks_volume volume)
{
    static const ks_note notes[] = { KS_SAY_SETTINGS_VOLUME_UNKNOWN, KS_SAY_SETTINGS_VOLUME_NONE,
                                     KS_SAY_SETTINGS_VOLUME_LOW,     KS_SAY_SETTINGS_VOLUME_MED,
                                     KS_SAY_SETTINGS_VOLUME_HIGH,    KS_SAY_SETTINGS_VOLUME_FLOOD };
    return notes[volume];
}

void settings_put_value(ks_out *out, const ks_setting_part *part, ks_str value, ks_lang lang)
{
    ks_setting_value parsed;
    bool is_word =
        part->type == KS_TYPE_AUDIT || part->type == KS_TYPE_START || part->type == KS_TYPE_SWITCH;
    bool is_said = ks_setting_value_parse(part->type, value, &parsed) &&
                   (parsed.kind != KS_VALUE_NUMBER || is_word); // "1028 KiB", "0x80000003" stay
    if (is_said)
        ks_out_setting_value(out, part->type, parsed, lang);
    else
        ks_out_put(out, value);
}

void settings_put_want(ks_out *out, const ks_setting_part *part, const ks_want *want, ks_lang lang)
{
    ks_out_want(out, part->type, want, lang);
}
