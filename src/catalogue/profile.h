// Profiles: what is asked of each setting, by role. Konseki's own are in catalogue/profiles.yaml
// and under `wants` of the settings' rows; users write files of the same form.
//
//     ks_profile profile;
//     if (!ks_profile_open(KS_STR("recommended"), &arena, &profile, &fail))
//         ...; // no such profile
//     const ks_want *want = ks_profile_want(&profile, part, KS_ROLE_SERVER);
//
// A built-in profile asks nothing of settings that are unconfirmed; a user's file may.
#pragma once
#include "catalogue/settings.h"

typedef struct {
    ks_str id;
    ks_str title[KS_LANG_COUNT], about[KS_LANG_COUNT];
    u32 roles;                   // that it is meant for: bits 1 << ks_role
    const ks_want *const *wants; // by number of the part times KS_ROLE_COUNT plus role
} ks_profile;

// NULL: the profile asks nothing of it.
const ks_want *ks_profile_want(const ks_profile *profile, const ks_setting_part *part,
                               ks_role role);
// Whether it asks anything of the setting, on any of the roles (bits).
bool ks_profile_asks(const ks_profile *profile, const ks_setting *setting, u32 roles);

// The n-th of Konseki's own: false when there are not that many. Only id and texts are filled.
bool ks_profile_at(size_t n, ks_profile *profile);
// One of Konseki's own. KS_NO_PROFILE, KS_OVER_BUDGET.
KS_MUST bool ks_profile_open(ks_str id, ks_arena *arena, ks_profile *profile, ks_fail *fail);
// A profile of a file's text, which stays until the arena is gone. `id` empty: the file's last one.
// Failures are KS_PROFILE_...: their numbers are line and column in the file.
KS_MUST bool ks_profile_read(ks_str yaml, ks_str id, ks_arena *arena, ks_profile *profile,
                             ks_fail *fail);
