// Values of a registry.pol that are set and do nothing, since something else that they need is not
// there: in the same file, or in the other files of the same GPO where those are known.
#include "policy/registry_pol.h"

#include "base/fold.h"
#include "policy/audit_csv.h"
#include "policy/gpo_extension.h"
#include "policy/registry_pol_mistakes.h"
#include "policy/template.h"
#include "policy/worded.h"

typedef struct {
    const ks_pol *pol;
    const ks_gpo_files *files;
    ks_str half; // "gpo/Machine"; empty: the file alone
    ks_arena scratch;
    ks_mistakes *mistakes;
} looking;

static bool is_set(const ks_pol_entry *e, const char *key, const char *name)
{
    ks_str own;
    return ks_pol_action_of(e, &own) == KS_POL_SET && ks_glob_fold(ks_str_of(key), e->key) &&
           ks_glob_fold(ks_str_of(name), e->name);
}

// The entry that switches it on (a number that is not 0); NULL: none.
static const ks_pol_entry *switched_on(const looking *l, const char *key, const char *name)
{
    for (size_t i = l->pol->count; i-- > 0;) {
        const ks_pol_entry *e = &l->pol->entries[i];
        if (is_set(e, key, name))
            return e->data.size == 4 && ks_load32(e->data.at) ? e : NULL;
    }
    return NULL;
}

static bool has_any(const looking *l, const char *key)
{
    for (size_t i = 0; i < l->pol->count; i++)
        if (is_set(&l->pol->entries[i], key, "*"))
            return true;
    return false;
}

static void say(const looking *l, pol_mistake kind, const ks_pol_entry *e)
{
    ks_arena *arena = l->mistakes->arena;
    ks_str number = worded_number(arena, (u64)(e - l->pol->entries) + 1);
    ks_mistake_add(l->mistakes, &pol_kinds[kind], (ks_mistake_place){ .offset = e->offset },
                   worded_join(arena, number, " ", e->name), (ks_str){ 0 });
}

// Whether the GPO's audit.csv audits process creation; also when it has none, since another GPO
// may.
static bool creation_is_audited(const looking *l)
{
    const ks_gpo_file *file = l->half.size ? gpo_data_file(l->files, l->half, GPO_AUDIT) : NULL;
    ks_arena arena = l->scratch, own = ks_mistakes_scratch(&arena);
    ks_mistakes none = { .arena = &own };
    ks_audit_policy policy;
    if (!file || !ks_audit_read(file->bytes, &arena, &policy, &none))
        return true;
    bool is_audited = false;
    for (size_t i = 0; i < policy.count; i++) {
        ks_audit_setting setting = ks_audit_setting_of(&policy.rows[i]);
        if (policy.rows[i].kind == KS_AUDIT_SYSTEM && policy.rows[i].subcategory == 0x922b)
            is_audited = setting == KS_AUDIT_SUCCESS || setting == KS_AUDIT_BOTH ||
                         setting == KS_AUDIT_UNKNOWN;
    }
    return is_audited;
}

// Whether the GPO starts AppLocker's service; also when its files are not known.
static bool service_starts(const looking *l)
{
    if (!l->half.size)
        return true;
    const ks_gpo_file *file = gpo_data_file(l->files, l->half, GPO_SECURITY);
    ks_arena arena = l->scratch, own = ks_mistakes_scratch(&arena);
    ks_mistakes none = { .arena = &own };
    ks_ini ini;
    if (!file || !ks_ini_read(file->bytes, &arena, &ini, &none))
        return false;
    const ks_ini_section *section = ks_ini_section_find(&ini, "Service General Setting");
    for (size_t i = 0; section && i < section->count; i++) {
        ks_template_object service;
        if (ks_template_object_read(&section->entries[i], &service) &&
            ks_equal_fold(service.name, KS_STR("AppIDSvc")) && service.number == 2)
            return true;
    }
    return false;
}

void ks_pol_dead_lint(const ks_pol *pol, ks_str path, const ks_gpo_files *files, ks_arena scratch,
                      ks_mistakes *mistakes)
{
    looking l = { .pol = pol, .files = files, .scratch = scratch, .mistakes = mistakes };
    // A file among others; one that was given alone has nothing beside it.
    if (files->count > 1)
        l.half = ks_gpo_folder(path);
    const ks_pol_entry *modules =
        switched_on(&l, "*\\Microsoft\\Windows\\PowerShell\\ModuleLogging", "EnableModuleLogging");
    if (modules && !has_any(&l, "*\\Microsoft\\Windows\\PowerShell\\ModuleLogging\\ModuleNames"))
        say(&l, POL_NO_MODULES, modules);
    const ks_pol_entry *line = switched_on(&l, "*\\CurrentVersion\\Policies\\System\\Audit",
                                           "ProcessCreationIncludeCmdLine_Enabled");
    if (line && !creation_is_audited(&l))
        say(&l, POL_NO_CREATION, line);
    if (service_starts(&l))
        return;
    for (size_t i = 0; i < pol->count; i++)
        if (is_set(&pol->entries[i], "Software\\Policies\\Microsoft\\Windows\\SrpV2\\*\\{*",
                   "Value")) {
            say(&l, POL_NO_SERVICE, &pol->entries[i]);
            return;
        }
}
