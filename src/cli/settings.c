// `konseki settings`: the catalogue of settings, for people and programs.
#include "cli/settings.h"

#include "cli/commands.h"
#include "cli/status.h"
#include "cli/terminal.h"

enum { line_most = 16 << 20, profile_most = 1 << 20 };
static const size_t arena_budget = (size_t)256 << 20;

// --- the profile

static bool read_profile(settings_run *r, const char *path, ks_fail *fail)
{
    ks_file file;
    ks_out text;
    if (!ks_out_open(&text, &r->arena, profile_most))
        return ks_refuse(fail, KS_OVER_BUDGET, profile_most, 0, KS_STR("run"));
    if (!ks_os_open(path, &file, fail))
        return false;
    bool is_read = true;
    for (size_t got = 1; is_read && got > 0; text.at += got) {
        size_t room = (size_t)(text.end - text.at);
        is_read = room
                      ? ks_os_read(file, text.at, room, &got, fail)
                      : ks_refuse(fail, KS_TOO_MANY, profile_most, profile_most, KS_STR("profile"));
        got = is_read ? got : 0;
    }
    ks_os_close(&file);
    if (!is_read && fail->reason == KS_READ_FAILED)
        fail->text = ks_str_of(path);
    return is_read &&
           ks_profile_read(ks_out_str(&text), (ks_str){ 0 }, &r->arena, &r->profile, fail);
}

// One of Konseki's own by its id; anything else is a file.
static bool open_profile(settings_run *r, ks_fail *fail)
{
    const char *name = options_value(r->given, OPTION_PROFILE);
    if (!name)
        return true;
    r->has_profile = true;
    ks_profile own;
    for (size_t i = 0; ks_profile_at(i, &own); i++) {
        if (ks_str_equal(own.id, ks_str_of(name)))
            return ks_profile_open(own.id, &r->arena, &r->profile, fail);
    }
    bool is_path = strchr(name, '/') || strchr(name, '.');
    return is_path ? read_profile(r, name, fail)
                   : ks_refuse(fail, KS_NO_PROFILE, 0, 0, ks_str_of(name));
}

// --- the command

static const struct {
    const char *word;
    bool (*choose)(settings_run *r);
} actions[] = {
    { "list", settings_choose_list },
    { "explain", settings_choose_named },
    { "search", settings_choose_found },
};

static bool open_run(settings_run *r, ks_fail *fail)
{
    if (!ks_arena_open(&r->arena, "run", arena_budget))
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)arena_budget, 0, KS_STR("run"));
    r->whole = r->arena;
    size_t count;
    ks_settings(&count);
    count += r->word_count;
    r->chosen = (const ks_setting **)ks_take(&r->arena, const ks_setting *, count);
    if (!r->chosen || !ks_out_open(&r->line, &r->arena, line_most))
        return ks_refuse(fail, KS_OVER_BUDGET, line_most, 0, KS_STR("run"));
    return open_profile(r, fail);
}

static bool put(settings_run *r, bool is_explain, ks_fail *fail)
{
    if (options_is(r->given, OPTION_FORMAT, "json"))
        settings_put_json(r);
    else if (options_is(r->given, OPTION_FORMAT, "csv"))
        settings_put_csv(r);
    else if (!is_explain)
        settings_put_list(r);
    else if (!settings_put_explained(r, fail))
        return false;
    if (r->line.is_full)
        return ks_refuse(fail, KS_OVER_BUDGET, line_most + 1, line_most, KS_STR("line"));
    const char *path = options_value(r->given, OPTION_OUTPUT);
    if (!output_open(&r->out, path, options_has(r->given, OPTION_FORCE), &r->arena, fail))
        return false;
    if (output_write(&r->out, ks_str_span(ks_out_str(&r->line)), fail) &&
        output_close(&r->out, fail))
        return true;
    output_drop(&r->out);
    return false;
}

static int run_action(settings_run *r, size_t action)
{
    ks_fail fail = { 0 };
    bool is_open = open_run(r, &fail);
    if (is_open && !actions[action].choose(r))
        return STATUS_USAGE;
    if (is_open && put(r, actions[action].choose == settings_choose_named, &fail)) {
        bool is_empty = actions[action].choose == settings_choose_found && r->chosen_count == 0;
        return is_empty ? STATUS_ASKED : STATUS_DONE;
    }
    if (output_is_gone(&fail))
        return STATUS_PIPE;
    terminal_say_fail(r->given, &fail);
    return STATUS_FAILED;
}

int command_settings(const options *given)
{
    settings_run r = { .given = given, .lang = given->lang };
    const char *word = given->argument_count ? given->arguments[0] : "";
    size_t action = 0;
    while (action < countof(actions) && strcmp(actions[action].word, word) != 0)
        action++;
    if (action == countof(actions)) {
        terminal_say_usage(given, KS_SAY_SETTINGS_ACTION, word, NULL);
        return STATUS_USAGE;
    }
    r.data_lang = options_has(given, OPTION_LANG) ? given->lang : KS_EN;
    r.words = given->arguments + 1;
    r.word_count = given->argument_count - 1;
    int status = run_action(&r, action);
    if (r.whole.at)
        ks_arena_close(&r.whole);
    return status;
}
