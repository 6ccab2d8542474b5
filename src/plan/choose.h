// Which value fulfils what is wanted, as close to the state before as can be.
#pragma once
#include "plan/change.h"

// False: only a person can tell ("present" of a value that the catalogue has no example of), or
// past the arena's budget (its `spent` says so).
KS_MUST bool plan_choose(const ks_setting_part *part, const ks_want *want, ks_setting_value was,
                         const ks_windows *windows, ks_arena *arena, ks_setting_value *value);
// The value that only watches where `value` would block; false: Windows has none.
bool plan_choose_watching(const ks_setting_part *part, ks_setting_value value,
                          ks_setting_value *watching);
