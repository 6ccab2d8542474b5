// `konseki rules`: rules themselves, without evidence, or with just enough of it to explain them.
#include "cli/rules.h"

#include "base/number.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/terminal.h"

enum { line_most = 4 << 20 };
static const size_t arena_budget = (size_t)8 << 30, arena_least = (size_t)512 << 20; // addresses

bool ruleset_load(ruleset_run *r, const char *const *paths, size_t count, ks_rule_set *set,
                  ks_fail *fail)
{
    const options *o = r->given;
    ks_rule_loading how = { .paths = paths,
                            .path_count = count,
                            .builtin = count == 0 || options_has(o, OPTION_BUILTIN),
                            .placeholders = o->given[OPTION_PLACEHOLDERS].values,
                            .placeholder_count = o->given[OPTION_PLACEHOLDERS].count,
                            .cache = r->cache,
                            .with_deprecated = true };
    return ks_rule_set_load(set, &how, &r->arena, fail);
}

bool ruleset_open_evidence(ruleset_run *r, const char *const *paths, size_t count)
{
    run *evidence = ks_take(&r->arena, run, 1);
    options *o = ks_take(&r->arena, options, 1);
    r->said_status = STATUS_FAILED;
    if (evidence == NULL || o == NULL) {
        ks_fail fail = { 0 };
        ks_refuse(&fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
        terminal_say_fail(r->given, &fail);
        return false;
    }
    *o = *r->given;
    o->arguments = paths;
    o->argument_count = count;
    if (!run_open(evidence, o, &r->said_status))
        return false;
    r->said_status = 0;
    r->evidence = evidence;
    r->out = &evidence->out;
    return true;
}

static bool open_output(ruleset_run *r, ks_fail *fail)
{
    const options *o = r->given;
    const char *path = options_value(o, OPTION_OUTPUT);
    if (r->out)
        return true;
    if (!output_open(&r->own, path, options_has(o, OPTION_FORCE), &r->arena, fail))
        return false;
    r->out = &r->own;
    return true;
}

bool ruleset_give(ruleset_run *r, ks_fail *fail)
{
    if (!open_output(r, fail))
        return false;
    if (r->line.is_full)
        return ks_refuse(fail, KS_OVER_BUDGET, line_most + 1, line_most, KS_STR("line"));
    bool is_given = output_write(r->out, ks_str_span(ks_out_str(&r->line)), fail);
    ks_out_clear(&r->line);
    return is_given;
}

void ruleset_say(ruleset_run *r, ks_note note, const ks_words *words)
{
    ks_say(&r->line, note, words, r->lang);
    KS_PUT(&r->line, "\n");
}

static void json_name(ks_out *out, const char *name)
{
    KS_PUT(out, ",\"");
    ks_out_put(out, ks_str_of(name));
    KS_PUT(out, "\":");
}

static void json_quoted(ks_out *out, ks_str text)
{
    KS_PUT(out, "\"");
    ks_out_utf8(out, text, KS_AS_JSON);
    KS_PUT(out, "\"");
}

void ruleset_json_text(ks_out *out, const char *name, ks_str text)
{
    json_name(out, name);
    json_quoted(out, text);
}

void ruleset_json_number(ks_out *out, const char *name, u64 number)
{
    json_name(out, name);
    ks_out_u64(out, number);
}

void ruleset_json_list(ks_out *out, const char *name, const ks_str *items, size_t count)
{
    json_name(out, name);
    KS_PUT(out, "[");
    for (size_t i = 0; i < count; i++) {
        if (i)
            KS_PUT(out, ",");
        json_quoted(out, items[i]);
    }
    KS_PUT(out, "]");
}

bool ruleset_is_format(const ruleset_run *r, const char *format)
{
    if (!options_has(r->given, OPTION_FORMAT))
        return strcmp(format, "text") == 0;
    return options_is(r->given, OPTION_FORMAT, format);
}

// --- opening and closing

static const struct {
    const char *word;
    bool (*run)(ruleset_run *r, ks_fail *fail);
    const char *formats; // with blanks around each
} actions[] = {
    { "check", ruleset_check, " text json " },
    { "list", ruleset_list, " text json csv " },
    { "explain", ruleset_explain, " text " },
    { "test", ruleset_test, " text json " },
    { "coverage", ruleset_coverage, " text json csv " },
};

bool ruleset_open(ruleset_run *r, ks_fail *fail)
{
    const options *o = r->given;
    if (!ks_arena_open_down_to(&r->arena, "run", arena_budget, arena_least))
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)arena_budget, 0, KS_STR("run"));
    r->whole = r->arena;
    if (!ks_out_open(&r->line, &r->arena, line_most))
        return ks_refuse(fail, KS_OVER_BUDGET, line_most, 0, KS_STR("run"));
    return ks_forms_open(&r->forms, o->given[OPTION_LOGSOURCES].values,
                         o->given[OPTION_LOGSOURCES].count, &r->arena, fail);
}

static int status_of(ruleset_run *r, bool is_done, ks_fail *fail)
{
    if (r->evidence) {
        r->evidence->is_asked_so = r->is_asked_so;
        return run_close(r->evidence, is_done, fail);
    }
    is_done = is_done && open_output(r, fail) && output_close(r->out, fail);
    if (is_done)
        return r->is_damaged ? STATUS_INCOMPLETE : r->is_asked_so ? STATUS_ASKED : STATUS_DONE;
    output_drop(&r->own);
    if (r->said_status)
        return r->said_status;
    if (output_is_gone(fail))
        return STATUS_PIPE;
    terminal_say_fail(r->given, fail);
    return STATUS_FAILED;
}

int command_rules(const options *given)
{
    ruleset_run r = { .given = given, .lang = given->lang };
    const char *word = given->argument_count ? given->arguments[0] : "";
    const char *format = options_value(given, OPTION_FORMAT);
    size_t action = 0;
    while (action < countof(actions) && strcmp(actions[action].word, word) != 0)
        action++;
    if (action == countof(actions)) {
        terminal_say_usage(given, KS_SAY_RULES_ACTION, word, NULL);
        return STATUS_USAGE;
    }
    char wanted[16] = " ";
    if (format && strlen(format) + 3 < sizeof wanted) {
        memcpy(wanted + 1, format, strlen(format));
        wanted[strlen(format) + 1] = ' ';
    }
    if (format && strstr(actions[action].formats, wanted) == NULL) {
        terminal_say_usage(given, KS_SAY_RULES_FORMAT, format, word);
        return STATUS_USAGE;
    }
    r.data_lang = options_has(given, OPTION_LANG) ? given->lang : KS_EN;
    r.words = given->arguments + 1;
    r.word_count = given->argument_count - 1;
    ks_fail fail = { 0 };
    bool is_open = ruleset_open(&r, &fail);
    int status = status_of(&r, is_open && actions[action].run(&r, &fail), &fail);
    if (r.whole.at)
        ks_arena_close(&r.whole);
    return status;
}
