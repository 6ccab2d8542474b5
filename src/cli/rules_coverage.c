// `konseki rules coverage`: which rules could fire on what a machine records. The machine is a
// Windows as it is installed, a profile on top of it, and Sysmon by a configuration.
#include "cli/rules_coverage.h"

#include "base/os.h"
#include "base/text.h"
#include "cli/state_files.h"
#include "cli/terminal.h"
#include "policy/sysmon_read.h"

enum { file_most = 64 << 20, build_most = 99999 };

bool rules_coverage_read(ruleset_run *r, const char *path, ks_span *bytes, ks_fail *fail)
{
    ks_file file;
    ks_os_info info;
    size_t got = 0;
    if (!ks_os_open(path, &file, fail))
        return false;
    bool is_read = ks_os_look_open(file, &info, fail);
    if (is_read && info.size > file_most)
        is_read = ks_refuse(fail, KS_OVER_BUDGET, (i64)info.size, file_most, ks_str_of(path));
    u8 *at = is_read ? ks_take(&r->arena, u8, (size_t)info.size + 1) : NULL;
    if (is_read && at == NULL)
        is_read = ks_refuse(fail, KS_OVER_BUDGET, (i64)info.size, 0, KS_STR("run"));
    is_read = is_read && ks_os_read_at(file, 0, at, (size_t)info.size, &got, fail);
    ks_os_close(&file);
    *bytes = (ks_span){ at, got };
    return is_read;
}

// One of Konseki's own by its id, else a file.
static bool open_profile(rules_coverage *c, const char *name, ks_fail *fail)
{
    ks_span text;
    c->profile_name = name;
    if (ks_profile_open(ks_str_of(name), &c->run->arena, &c->profile, fail))
        return true;
    ks_fail as_file = { 0 };
    if (!rules_coverage_read(c->run, name, &text, &as_file))
        return false; // what was said of the profile's name
    if (!ks_utf8_is_valid(text))
        return ks_refuse(fail, KS_PROFILE_YAML, 1, 1, KS_STR("UTF-8"));
    return ks_profile_read((ks_str){ (const char *)text.at, text.size }, (ks_str){ 0 },
                           &c->run->arena, &c->profile, fail);
}

static bool open_sysmon(rules_coverage *c, const char *path, ks_fail *fail)
{
    ks_span bytes;
    ks_mistakes mistakes = { .arena = &c->run->arena };
    if (!rules_coverage_read(c->run, path, &bytes, fail))
        return false;
    c->sysmon_name = path;
    if (ks_sysmon_blob_is(bytes)) {
        if (!ks_sysmon_blob_read(&c->sysmon, bytes, &c->run->arena, fail))
            return false;
    } else if (!sysmon_read(&c->sysmon, bytes, &c->run->arena, &mistakes)) {
        terminal_say_usage(c->run->given, KS_SAY_COVER_BAD_SYSMON, path, NULL);
        c->run->said_status = STATUS_FAILED;
        return false;
    }
    ks_recording_set_sysmon(&c->recording, &c->sysmon);
    return true;
}

// A file that is named has to tell something; of a folder, something has to.
static bool is_all_used(const options *given, const state_files *all, ks_fail *fail)
{
    bool any = false;
    for (size_t i = 0; i < all->count; i++) {
        any |= all->files[i].is_used;
        for (size_t k = 0; k < given->given[OPTION_STATE].count; k++) {
            ks_str path = ks_str_of(given->given[OPTION_STATE].values[k]);
            if (!all->files[i].is_used && ks_str_equal(all->files[i].path, path))
                return ks_refuse(fail, KS_NO_STATE, 0, 0, path);
        }
    }
    return any || ks_refuse(fail, KS_NO_STATE, 0, 0, ks_str_of(options_value(given, OPTION_STATE)));
}

// The machine's hives, policies and exports.
static bool open_state(rules_coverage *c, ks_windows windows, ks_fail *fail)
{
    ks_arena *arena = &c->run->arena;
    state_files all;
    if (!state_files_read(c->run->given, OPTION_STATE, arena, &all, fail) ||
        !ks_state_open(all.files, all.count, arena, &c->state, fail) ||
        !is_all_used(c->run->given, &all, fail))
        return false;
    c->run->is_damaged = state_files_say_damaged(c->run->given, &all);
    ks_windows told = ks_state_machine(c->state)->windows;
    c->is_build_assumed = told.build == 0 && !options_has(c->run->given, OPTION_WINDOWS);
    if (told.build && !options_has(c->run->given, OPTION_WINDOWS)) {
        windows.build = told.build;
        windows.edition = told.edition ? told.edition : ks_edition_any;
    }
    if (ks_state_machine(c->state)->has_role && !options_has(c->run->given, OPTION_ROLE))
        windows.role = told.role;
    if (!ks_recording_of_state(&c->recording, c->state, &windows, arena, fail))
        return false;
    if (c->profile_name)
        ks_recording_apply(&c->recording, &c->profile);
    return true;
}

static bool open_recording(rules_coverage *c, ks_fail *fail)
{
    const options *o = c->run->given;
    const char *build = options_value(o, OPTION_WINDOWS), *role = options_value(o, OPTION_ROLE);
    const char *profile = options_value(o, OPTION_PROFILE);
    const char *sysmon = options_value(o, OPTION_SYSMON);
    u64 number = rules_coverage_build;
    ks_windows windows = { .role = KS_ROLE_CLIENT, .edition = ks_edition_any };
    if (build && !options_number(build, 1, build_most, &number)) {
        terminal_say_usage(o, KS_SAY_COVER_BAD_WINDOWS, build, NULL);
        c->run->said_status = STATUS_USAGE;
        return false;
    }
    windows.build = (u32)number;
    for (ks_role i = 0; role && i < KS_ROLE_COUNT; i++)
        if (ks_str_equal(ks_role_word(i), ks_str_of(role)))
            windows.role = i;
    if (profile && strcmp(profile, "default") != 0 && !open_profile(c, profile, fail))
        return false;
    bool is_open = options_has(o, OPTION_STATE)
                       ? open_state(c, windows, fail)
                       : ks_recording_make(&c->recording, c->profile_name ? &c->profile : NULL,
                                           &windows, &c->run->arena, fail);
    return is_open && (sysmon == NULL || open_sysmon(c, sysmon, fail));
}

bool rules_coverage_judge(rules_coverage *c, ks_fail *fail)
{
    ks_arena *arena = &c->run->arena;
    return ks_rule_covers_make(&c->covers, &c->set, c->run->forms, &c->recording, arena, fail) &&
           ks_sums_make(&c->sums, &c->covers, arena, fail);
}

bool ruleset_coverage(ruleset_run *r, ks_fail *fail)
{
    rules_coverage *c = ks_take(&r->arena, rules_coverage, 1);
    const char *layer = options_value(r->given, OPTION_NAVIGATOR);
    if (c == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
    c->run = r;
    if (!rules_coverage_open_what_if(c) || !open_recording(c, fail) ||
        !ruleset_load(r, r->words, r->word_count, &c->set, fail))
        return false;
    if (!rules_coverage_judge(c, fail) || !rules_coverage_ask_what_if(c, fail))
        return false;
    bool is_put = ruleset_is_format(r, "json")  ? rules_coverage_json(c, fail)
                  : ruleset_is_format(r, "csv") ? rules_coverage_csv(c, fail)
                                                : rules_coverage_text(c, fail);
    return is_put && (layer == NULL || rules_coverage_layer(c, layer, fail));
}
