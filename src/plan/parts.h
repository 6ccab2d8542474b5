// The files of a plan, one writer each. All add to `files`, or nothing where they have nothing to
// say; false: past the budget.
#pragma once
#include "plan/files.h"
#include "plan/registry.h"
#include "plan/text.h"
#include "policy/template.h"

typedef struct {
    const ks_plan_request *request;
    const ks_change_plan *plan;
    const plan_values *values;
    ks_arena *arena;
    ks_gpo_files *files;
} plan_files;

KS_MUST bool plan_add_reg(plan_files *f);       // reg.c
KS_MUST bool plan_add_gpo(plan_files *f);       // gpo.c
KS_MUST bool plan_add_lgpo(plan_files *f);      // gpo.c
KS_MUST bool plan_add_script(plan_files *f);    // script.c
KS_MUST bool plan_add_applocker(plan_files *f); // xml.c
KS_MUST bool plan_add_mitigations(plan_files *f);
KS_MUST bool plan_add_sysmon(plan_files *f);
KS_MUST bool plan_add_wef(plan_files *f);                  // wef.c
KS_MUST bool plan_add_json(plan_files *f);                 // json.c
KS_MUST bool plan_add_readme(plan_files *f, ks_lang lang); // readme.c

// The values of one half as entries of a registry.pol, in the order of the values.
KS_MUST bool plan_pol_of(const plan_files *f, bool is_user, ks_pol *pol);
// security templates; *has: whether it says anything.
KS_MUST bool plan_template_of(const plan_files *f, ks_ini *ini, bool *has);
