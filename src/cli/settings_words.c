// Which sentence stands for which word of the catalogue.
#include "cli/settings.h"

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
