// Where loaded rules are kept: never in a folder of evidence.
#include "cli/rules_cache.h"

#include "cli/guard.h"

enum { path_most = 4096 };

// Neither in a folder of evidence nor the folder itself.
static bool is_outside(run *r, const char *folder, ks_fail *fail)
{
    const options *o = r->given;
    ks_str name = ks_str_of(folder);
    char *inside = ks_take(&r->arena, char, name.size + 3);
    if (inside == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)name.size, 0, KS_STR("run"));
    memcpy(inside, name.at, name.size);
    memcpy(inside + name.size, "/.", 3);
    return guard_evidence(folder, o, r->arena, fail) && guard_evidence(inside, o, r->arena, fail);
}

// XDG_CACHE_HOME/konseki or HOME/.cache/konseki; made where it can be, else there is none.
static const char *usual_cache(run *r)
{
    const char *base = ks_os_environment("XDG_CACHE_HOME"), *home = ks_os_environment("HOME");
    bool has_base = base && base[0] == '/'; // relative ones are invalid (XDG base directories)
    ks_fail ignored = { 0 };
    ks_out path;
    if ((!has_base && (home == NULL || home[0] != '/')) ||
        !ks_out_open(&path, &r->arena, path_most))
        return NULL;
    ks_out_put(&path, ks_str_of(has_base ? base : home));
    if (!has_base)
        KS_PUT(&path, "/.cache");
    const char *above = ks_cstr(&r->arena, ks_out_str(&path));
    KS_PUT(&path, "/konseki");
    const char *folder = ks_cstr(&r->arena, ks_out_str(&path));
    bool is_made = above && folder && !path.is_full && is_outside(r, above, &ignored) &&
                   is_outside(r, folder, &ignored) && ks_os_make_folder(above, &ignored) &&
                   ks_os_make_folder(folder, &ignored);
    return is_made ? folder : NULL;
}

// A folder that was named has to be there in the end.
bool rules_cache_open(run *r, const char **folder, ks_fail *fail)
{
    const char *named = options_value(r->given, OPTION_RULES_CACHE);
    *folder = NULL;
    if (options_has(r->given, OPTION_NO_CACHE))
        return true;
    if (named && (!is_outside(r, named, fail) || !ks_os_make_folder(named, fail)))
        return false;
    *folder = named ? named : usual_cache(r);
    return true;
}
