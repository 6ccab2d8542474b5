// `konseki plan --profile`: the request from the options, the list of changes, its files.
#include "cli/plan.h"

#include "base/fold.h"
#include "cli/state_files.h"
#include "cli/terminal.h"
#include "plan/before.h"
#include "plan/files.h"

enum { profile_most = 1 << 20, build_default = 19045, build_least = 7601, build_most = 30000 };

static bool read_profile(plan_run *r, const char *path, ks_profile *profile, ks_fail *fail)
{
    ks_file file;
    ks_out text;
    size_t got = 0;
    if (!ks_out_open(&text, &r->arena, profile_most))
        return ks_refuse(fail, KS_OVER_BUDGET, profile_most, 0, KS_STR("plan"));
    if (!ks_os_open(path, &file, fail))
        return false;
    bool is_read = ks_os_read_at(file, 0, text.start, profile_most, &got, fail);
    ks_os_close(&file);
    if (is_read && got == profile_most)
        return ks_refuse(fail, KS_TOO_MANY, profile_most, profile_most, KS_STR("profile"));
    ks_str yaml = { (const char *)text.start, got };
    return is_read && ks_profile_read(yaml, (ks_str){ 0 }, &r->arena, profile, fail);
}

// A name of Konseki's own, or a file: what looks like a path is one.
static bool open_profile(plan_run *r, ks_profile *profile, ks_fail *fail)
{
    const char *name = options_value(r->given, OPTION_PROFILE);
    ks_profile own;
    for (size_t i = 0; ks_profile_at(i, &own); i++) {
        if (ks_str_equal(own.id, ks_str_of(name)))
            return ks_profile_open(own.id, &r->arena, profile, fail);
    }
    bool is_path = strchr(name, '/') || strchr(name, '.');
    return is_path ? read_profile(r, name, profile, fail)
                   : ks_profile_open(ks_str_of(name), &r->arena, profile, fail);
}

// --- the state before

static bool is_spent(ks_fail *fail)
{
    return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("plan"));
}

static bool read_state(plan_run *r, ks_state **state, ks_fail *fail)
{
    state_files all;
    if (!state_files_read(r->given, OPTION_FROM, &r->arena, &all, fail) ||
        !ks_state_open(all.files, all.count, &r->arena, state, fail))
        return false;
    r->is_incomplete = state_files_say_damaged(r->given, &all);
    if (ks_state_source_count(*state))
        return true;
    return ks_refuse(fail, KS_NO_STATE, 0, 0, ks_str_of(options_value(r->given, OPTION_FROM)));
}

// --- what it is for

static bool has_role(const ks_profile *profile, ks_role role)
{
    return profile->roles == 0 || profile->roles & 1u << role;
}

// By the options; else as the state says; else the role that the profile is for.
static bool windows_of(const options *given, const ks_profile *profile, const ks_state *state,
                       ks_windows *windows)
{
    const char *build = options_value(given, OPTION_WINDOWS);
    const ks_machine *machine = state ? ks_state_machine(state) : NULL;
    u64 number = machine && machine->windows.build ? machine->windows.build : build_default;
    *windows = (ks_windows){ .edition = machine ? machine->windows.edition : ks_edition_any };
    if (windows->edition == 0)
        windows->edition = ks_edition_any;
    if (build && !options_number(build, build_least, build_most, &number)) {
        terminal_say_number(given, "windows", build, build_least, build_most);
        return false;
    }
    windows->build = (u32)number;
    while (!has_role(profile, windows->role) && windows->role < KS_ROLE_DC)
        windows->role++;
    if (machine && machine->has_role)
        windows->role = machine->windows.role;
    for (u32 role = 0; role < KS_ROLE_COUNT; role++) {
        if (options_has(given, OPTION_ROLE) &&
            ks_str_equal(ks_role_word((ks_role)role), ks_str_of(options_value(given, OPTION_ROLE))))
            windows->role = (ks_role)role;
    }
    if (has_role(profile, windows->role))
        return true;
    char role[64] = "";
    ks_str word = ks_role_text(windows->role, given->lang);
    memcpy(role, word.at, word.size);
    terminal_say_usage(given, KS_SAY_PLAN_ROLE, options_value(given, OPTION_PROFILE), role);
    return false;
}

// Each --only has to name a setting that the profile asks for.
static bool is_only_right(plan_run *r, const ks_plan_request *request)
{
    size_t count;
    const ks_setting *const *settings = ks_settings(&count);
    for (size_t i = 0; i < request->only_count; i++) {
        bool is_there = false, is_asked = false;
        for (size_t k = 0; k < count; k++) {
            bool fits = ks_glob_fold(request->only[i], settings[k]->id);
            is_there |= fits;
            is_asked |=
                fits && ks_profile_asks(request->profile, settings[k], 1u << request->windows.role);
        }
        if (!is_asked) {
            terminal_say_usage(r->given, is_there ? KS_SAY_PLAN_NOT_ASKED : KS_SAY_PLAN_NO_SETTING,
                               request->only[i].at, options_value(r->given, OPTION_PROFILE));
            return false;
        }
    }
    return true;
}

static void say_counts(plan_run *r, const ks_change_plan *plan)
{
    i64 settings = 0, changes = 0, met = 0, out = 0;
    const ks_setting *last = NULL;
    for (size_t i = 0; i < plan->count; i++) {
        const ks_change *c = &plan->items[i];
        bool is_change = c->outcome == KS_PLAN_CHANGE || c->outcome == KS_PLAN_EACH;
        changes += is_change;
        settings += is_change && c->setting != last;
        last = is_change ? c->setting : last;
        met += c->outcome == KS_PLAN_MET;
        out += !is_change && c->outcome != KS_PLAN_MET;
    }
    plan_say(r, KS_SAY_PLAN_CHANGES, &(ks_words){ .number = { changes, settings, out, met } });
}

bool plan_make(plan_run *r, bool *is_usage_wrong, ks_fail *fail)
{
    const options *given = r->given;
    ks_profile profile, fallback;
    ks_gpo_files files = { 0 };
    ks_change_plan plan;
    ks_plan_request request = { .profile = &profile,
                                .fallback = &fallback,
                                .takes_unconfirmed = options_has(given, OPTION_UNCONFIRMED),
                                .is_audit_only = options_has(given, OPTION_AUDIT_ONLY) };
    ks_state *state = NULL;
    if (!open_profile(r, &profile, fail) ||
        !ks_profile_open(KS_STR("recommended"), &r->arena, &fallback, fail) ||
        (options_has(given, OPTION_FROM) && !read_state(r, &state, fail)))
        return false;
    ks_plan_state from = { state, &r->arena };
    if (state)
        request.before = ks_plan_before_of(&from);
    request.only_count = given->given[OPTION_ONLY].count;
    ks_str *only = ks_take(&r->arena, ks_str, request.only_count + 1);
    if (only == NULL)
        return is_spent(fail);
    for (size_t i = 0; i < request.only_count; i++)
        only[i] = ks_str_of(given->given[OPTION_ONLY].values[i]);
    request.only = only;
    *is_usage_wrong =
        !windows_of(given, &profile, state, &request.windows) || !is_only_right(r, &request);
    if (*is_usage_wrong)
        return false;
    if (!ks_change_plan_make(&request, &r->arena, &plan, fail) ||
        !ks_plan_files(&request, &plan, &r->arena, &files, fail) || !plan_write(r, &files, fail))
        return false;
    say_counts(r, &plan);
    return true;
}
