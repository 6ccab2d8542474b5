// What a machine records, as far as it is set: the value in force of every part of the catalogue's
// settings, and Sysmon's configuration. Made from a profile here, from hives and policies
// elsewhere.
//
//     ks_windows windows = { .build = 19045, .role = KS_ROLE_CLIENT, .edition = ks_edition_any };
//     ks_recording recording;
//     ks_recording_make(&recording, NULL, &windows, &arena, &fail);   // as it is installed
#pragma once
#include "base/fail.h"
#include "catalogue/profile.h"
#include "policy/sysmon.h"

typedef enum {
    KS_SYSMON_IS_ABSENT,     // not installed, or not started
    KS_SYSMON_IS_UNKNOWN,    // nobody knows whether it is there
    KS_SYSMON_IS_OPEN,       // it runs, by a configuration that is not known
    KS_SYSMON_IS_CONFIGURED, // it runs by `sysmon`
} ks_sysmon_presence;

typedef struct {
    ks_windows windows;
    ks_setting_value *values; // by number of the part; ABSENT: known not to be there
    ks_setting_value *others; // what the value may be as well; UNKNOWN: nothing else
    size_t value_count;
    ks_sysmon_presence sysmon_is;
    const ks_sysmon_config *sysmon;
} ks_recording;

// The defaults of that Windows, with what the profile (NULL: none) asks for on top of them.
KS_MUST bool ks_recording_make(ks_recording *recording, const ks_profile *profile,
                               const ks_windows *windows, ks_arena *arena, ks_fail *fail);
// What a profile asks, on top of what is there.
void ks_recording_apply(ks_recording *recording, const ks_profile *profile);
// What the state of a machine says; what it does not say stays unknown.
struct ks_state;
KS_MUST bool ks_recording_of_state(ks_recording *recording, const struct ks_state *state,
                                   const ks_windows *windows, ks_arena *arena, ks_fail *fail);
// Every value unknown: for who fills them in.
KS_MUST bool ks_recording_blank(ks_recording *recording, const ks_windows *windows, ks_arena *arena,
                                ks_fail *fail);
// Sysmon's presence from the values of its service, where no configuration is known.
void ks_recording_settle(ks_recording *recording);
void ks_recording_set_sysmon(ks_recording *recording, const ks_sysmon_config *config);

// The value in force: absence becomes what it means, where the catalogue tells that.
ks_setting_value ks_recording_value(const ks_recording *recording, const ks_setting_part *part);
// The value that `want` asks for, starting from what is there.
ks_setting_value ks_recording_wanted(const ks_want *want, ks_setting_value now);
