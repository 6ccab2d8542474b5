// Services, keys and files with their security descriptors.
#include "base/fold.h"
#include "policy/sddl_lint.h"
#include "policy/template_lint.h"
#include "policy/worded.h"

static ks_str number(ks_mistakes *to, i64 n)
{
    return n < 0 ? KS_STR("-") : worded_number(to->arena, (u64)n);
}

void template_lint_services(const ks_ini_section *section, ks_mistakes *to)
{
    for (size_t i = 0; i < section->count; i++) {
        const ks_ini_entry *entry = &section->entries[i];
        ks_template_object service;
        if (!ks_template_object_read(entry, &service) || service.name.size == 0) {
            template_say(to, TEMPLATE_OBJECT, entry->place, entry->raw, (ks_str){ 0 });
            continue;
        }
        if (service.number < 2 || service.number > 4)
            template_say(to, TEMPLATE_START, service.number_place, service.name,
                         number(to, service.number));
        if (service.sddl.size) // empty: the access control stays as it is
            (void)sddl_lint(service.sddl, service.sddl_place, SDDL_OF_SERVICES, to);
    }
}

static bool has_root(ks_str path, bool is_keys)
{
    static const char *const keys[] = { "MACHINE\\*", "USERS\\*", "CLASSES_ROOT\\*",
                                        "MACHINE",    "USERS",    "CLASSES_ROOT" };
    static const char *const files[] = { "%*%*", "?:\\*", "?:" };
    const char *const *roots = is_keys ? keys : files;
    size_t count = is_keys ? countof(keys) : countof(files);
    for (size_t i = 0; i < count; i++)
        if (ks_glob_fold(ks_str_of(roots[i]), path))
            return true;
    return false;
}

void template_lint_paths(const ks_ini_section *section, bool is_keys, ks_mistakes *to)
{
    for (size_t i = 0; i < section->count; i++) {
        const ks_ini_entry *entry = &section->entries[i];
        ks_template_object object;
        if (!ks_template_object_read(entry, &object) || object.name.size == 0) {
            template_say(to, TEMPLATE_OBJECT, entry->place, entry->raw, (ks_str){ 0 });
            continue;
        }
        if (!has_root(object.name, is_keys))
            template_say(to, TEMPLATE_PATH_ROOT, object.name_place, object.name,
                         is_keys ? KS_STR("MACHINE\\, USERS\\, CLASSES_ROOT\\")
                                 : KS_STR("C:\\, %SystemRoot%"));
        if (object.number < 0 || object.number > 2)
            template_say(to, TEMPLATE_MODE, object.number_place, object.name,
                         number(to, object.number));
        else if (object.number > 0)
            template_say(to, TEMPLATE_MODE_UNCLEAR, object.number_place, object.name,
                         number(to, object.number));
        if (object.sddl.size == 0)
            template_say(to, TEMPLATE_NO_SDDL, object.sddl_place, object.name, (ks_str){ 0 });
        else
            (void)sddl_lint(object.sddl, object.sddl_place, is_keys ? SDDL_OF_KEYS : SDDL_OF_FILES,
                            to);
    }
}
