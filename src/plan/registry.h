// Changes as values of the registry: types and bytes, as they are written and as they were.
#pragma once
#include "plan/change.h"

// A value of the registry as it shall be. Absent: it is deleted.
typedef struct {
    const ks_change *change;
    ks_setting_root root;
    ks_str key, name;
    bool is_absent;
    u32 type;
    ks_span data;
    ks_before before;
} plan_value;

// Known on this machine alone: .reg files carry it, policies and the script's rows do not.
static inline bool plan_value_is_local(const plan_value *v)
{
    return v->change->outcome == KS_PLAN_EACH;
}

typedef struct {
    plan_value *items; // by root, then key without case, then name; each value once
    size_t count;
} plan_values;

// What the value is at that place: type and bytes. False: it cannot be written there.
KS_MUST bool plan_value_encode(const ks_setting_place *place, ks_setting_value value,
                               ks_arena *arena, plan_value *to);
// What bytes at that place say, in the part's terms; unknown: nothing that Windows would take.
ks_setting_value plan_value_decode(const ks_setting_part *part, const ks_setting_place *place,
                                   const ks_before *before, ks_arena *arena);

// All changes of the plan that are values of the registry.
KS_MUST bool plan_values_of(const ks_change_plan *plan, ks_arena *arena, plan_values *values,
                            ks_fail *fail);
// Whether the Sysmon configuration that plans carry has the element.
bool plan_sysmon_has(ks_str object);
// Whether a part of the path is `*`: it stands for each that is there.
bool plan_has_star(ks_str path);
// HKEY_LOCAL_MACHINE\SOFTWARE\..., or below the hive: SOFTWARE\...
void plan_key_print(ks_out *out, const plan_value *value, bool has_root);
