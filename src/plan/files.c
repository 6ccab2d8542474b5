// All files of a plan, then the linters over them: what Windows would reject is not handed out.
#include "plan/files.h"

#include "plan/parts.h"
#include "policy/applocker.h"
#include "policy/audit_csv.h"
#include "policy/exploit.h"
#include "policy/gpo_backup.h"
#include "policy/lgpo.h"
#include "policy/registry_pol.h"
#include "policy/sysmon_read.h"
#include "policy/wef.h"

static void lint(const ks_gpo_file *file, const ks_gpo_files *files, ks_arena *arena,
                 ks_mistakes *mistakes)
{
    if (ks_ends(file->path, KS_STR("registry.pol")))
        ks_pol_lint(file->bytes, file->path, arena, mistakes);
    else if (ks_ends(file->path, KS_STR("audit.csv")))
        ks_audit_lint(file->bytes, arena, mistakes);
    else if (ks_ends(file->path, KS_STR("GptTmpl.inf")))
        ks_template_lint(file->bytes, arena, mistakes);
    else if (ks_ends(file->path, KS_STR("Backup.xml")))
        ks_gpo_backup_lint(file->bytes, file->path, files, arena, mistakes);
    else if (ks_ends(file->path, KS_STR("applocker.xml")))
        applocker_lint_file(file->bytes, arena, mistakes);
    else if (ks_ends(file->path, KS_STR("sysmon.xml")) ||
             ks_ends(file->path, KS_STR("sysmon-4.50.xml")))
        sysmon_lint_file(file->bytes, arena, mistakes);
    else if (ks_ends(file->path, KS_STR("exploit-protection.xml")))
        exploit_lint_file(file->bytes, arena, mistakes);
    else if (ks_ends(file->path, KS_STR("wef/subscription.xml")))
        wef_lint_file(file->bytes, arena, mistakes);
    else if (ks_ends(file->path, KS_STR("wef/client.txt")))
        wef_client_lint_file(file->bytes, arena, mistakes);
    else if (ks_ends(file->path, KS_STR("lgpo/machine.txt")) ||
             ks_ends(file->path, KS_STR("lgpo/user.txt")))
        ks_lgpo_lint(file->bytes, arena, mistakes);
}

// "gpo/.../audit.csv: no such subcategory", in English: a fault of this program.
static ks_str told(const ks_gpo_file *file, const ks_mistake *mistake, ks_arena *arena)
{
    ks_out out;
    if (!ks_out_open(&out, arena, 4096))
        return file->path;
    ks_out_put(&out, file->path);
    KS_PUT(&out, ": ");
    ks_mistake_say(&out, mistake, KS_EN);
    return ks_out_str(&out);
}

static bool is_sound(const ks_gpo_files *files, ks_arena *arena, ks_fail *fail)
{
    for (size_t i = 0; i < files->count; i++) {
        ks_arena scratch = *arena;
        ks_mistakes mistakes = { .arena = &scratch };
        lint(&files->files[i], files, &scratch, &mistakes);
        for (const ks_mistake *m = mistakes.first; m; m = m->next) {
            if (m->kind->level != KS_MISTAKE_ERROR)
                continue;
            ks_str text = told(&files->files[i], m, &scratch);
            *arena = scratch; // the words have to stay
            return ks_refuse(fail, KS_UNSUPPORTED, 0, 0, text);
        }
    }
    return true;
}

bool ks_plan_files(const ks_plan_request *request, const ks_change_plan *plan, ks_arena *arena,
                   ks_gpo_files *files, ks_fail *fail)
{
    static bool (*const writers[])(plan_files *) = {
        plan_add_reg,         plan_add_script, plan_add_gpo, plan_add_lgpo, plan_add_applocker,
        plan_add_mitigations, plan_add_sysmon, plan_add_wef, plan_add_json,
    };
    plan_values values;
    plan_files f = { .request = request, .plan = plan, .values = &values, .arena = arena };
    f.files = files;
    if (!plan_values_of(plan, arena, &values, fail))
        return false;
    bool is_added = true;
    for (size_t i = 0; is_added && i < countof(writers); i++)
        is_added = writers[i](&f);
    if (!is_added || !plan_add_readme(&f, KS_EN) || !plan_add_readme(&f, KS_JA))
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(arena->name));
    return is_sound(files, arena, fail);
}
