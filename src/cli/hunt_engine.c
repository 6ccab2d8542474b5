// The engine of a hunt: the folder where loaded rules are kept, log sources, matchers,
// correlations. All of it is made before the fence is up.
#include "cli/hunt.h"

#include "cli/guard.h"

enum { path_most = 4096, correlator_memory = 48 << 20 };

// Neither in a folder of evidence nor the folder itself.
static bool is_outside(hunt *h, const char *folder, ks_fail *fail)
{
    const options *o = h->run->given;
    ks_str name = ks_str_of(folder);
    char *inside = ks_take(&h->run->arena, char, name.size + 3);
    if (inside == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)name.size, 0, KS_STR("run"));
    memcpy(inside, name.at, name.size);
    memcpy(inside + name.size, "/.", 3);
    return guard_evidence(folder, o, h->run->arena, fail) &&
           guard_evidence(inside, o, h->run->arena, fail);
}

// XDG_CACHE_HOME/konseki or HOME/.cache/konseki; made where it can be, else there is none.
static const char *usual_cache(hunt *h)
{
    const char *base = ks_os_environment("XDG_CACHE_HOME"), *home = ks_os_environment("HOME");
    bool has_base = base && base[0] == '/'; // relative ones are invalid (XDG base directories)
    ks_fail ignored = { 0 };
    ks_out path;
    if ((!has_base && (home == NULL || home[0] != '/')) ||
        !ks_out_open(&path, &h->run->arena, path_most))
        return NULL;
    ks_out_put(&path, ks_str_of(has_base ? base : home));
    if (!has_base)
        KS_PUT(&path, "/.cache");
    const char *above = ks_cstr(&h->run->arena, ks_out_str(&path));
    KS_PUT(&path, "/konseki");
    const char *folder = ks_cstr(&h->run->arena, ks_out_str(&path));
    bool is_made = above && folder && !path.is_full && is_outside(h, above, &ignored) &&
                   is_outside(h, folder, &ignored) && ks_os_make_folder(above, &ignored) &&
                   ks_os_make_folder(folder, &ignored);
    return is_made ? folder : NULL;
}

// A folder that was named has to be there in the end.
bool hunt_open_cache(hunt *h, ks_fail *fail)
{
    const options *o = h->run->given;
    if (options_has(o, OPTION_NO_CACHE))
        return true;
    h->cache = options_value(o, OPTION_RULES_CACHE);
    if (h->cache && (!is_outside(h, h->cache, fail) || !ks_os_make_folder(h->cache, fail)))
        return false;
    if (h->cache == NULL)
        h->cache = usual_cache(h);
    return true;
}

bool hunt_open_engine(hunt *h, ks_fail *fail)
{
    const options *o = h->run->given;
    ks_arena *arena = &h->run->arena;
    if (!ks_forms_open(&h->forms, o->given[OPTION_LOGSOURCES].values,
                       o->given[OPTION_LOGSOURCES].count, arena, fail))
        return false;
    ks_rules_options how = { .forms = h->forms };
    if (!ks_rules_make(&h->engine, &h->set, &how, arena, fail))
        return false;
    ks_correlator_options bounds = { .memory = correlator_memory };
    if (!ks_correlation_needs_make(&h->needs, &h->set, arena, fail))
        return false;
    return !h->needs.is_any || h->is_besides_builtin ||
           ks_correlator_open(&h->correlator, &h->set, &bounds, arena, fail);
}
