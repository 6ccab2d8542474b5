// `konseki hive`: one registry hive, looked at: its keys and values, what was deleted, what differs
// from another one.
#include "cli/hive.h"

#include "base/fence.h"
#include "base/os_signal.h"
#include "cli/commands.h"
#include "cli/guard.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "evidence/hive/tree.h"

enum { text_size = 8 << 20, name_size = 1 << 18, shown_size = 4 << 20 };
static const size_t run_budget = (size_t)1 << 29, moment_budget = (size_t)1 << 28;

static bool usage(const hive_run *r, ks_note note, const char *text, int *status)
{
    terminal_say_usage(r->given, note, text, NULL);
    *status = STATUS_USAGE;
    return false;
}

static bool read_options(hive_run *r, int *status)
{
    static const struct {
        const char *word;
        hive_format format;
    } formats[] = { { "json", HIVE_JSON }, { "jsonl", HIVE_JSONL }, { "reg", HIVE_REG } };
    const options *o = r->given;
    const char *zone = options_value(o, OPTION_TZ), *depth = options_value(o, OPTION_DEPTH);
    u64 number = ks_hive_depth_most;
    if (o->argument_count == 0 || o->argument_count > 2)
        return usage(r, KS_SAY_HIVE_NO_FILE, NULL, status);
    if (zone && !options_zone(zone, &r->zone_minutes)) {
        terminal_say_usage(o, KS_SAY_NO_ZONE, "tz", zone);
        *status = STATUS_USAGE;
        return false;
    }
    if (depth && !options_number(depth, 0, ks_hive_depth_most, &number)) {
        terminal_say_number(o, "depth", depth, 0, ks_hive_depth_most);
        *status = STATUS_USAGE;
        return false;
    }
    r->depth_most = (u32)number;
    r->has_security = options_has(o, OPTION_SECURITY);
    r->format = options_has(o, OPTION_TREE) ? HIVE_TREE : HIVE_TEXT;
    for (size_t i = 0; i < countof(formats); i++) {
        if (options_is(o, OPTION_FORMAT, formats[i].word))
            r->format = formats[i].format;
    }
    bool is_listing = !options_has(o, OPTION_DELETED) && !options_has(o, OPTION_DIFF);
    if (options_has(o, OPTION_DELETED) && options_has(o, OPTION_DIFF))
        return usage(r, KS_SAY_HIVE_ONE_OF, NULL, status);
    if (r->format == HIVE_REG && options_has(o, OPTION_DELETED))
        return usage(r, KS_SAY_HIVE_NOT_REG, "deleted", status);
    if (options_has(o, OPTION_SEARCH) && !is_listing)
        return usage(r, KS_SAY_HIVE_ONE_OF, NULL, status);
    return true;
}

static bool open_memory(hive_run *r, ks_fail *fail)
{
    if (!ks_arena_open(&r->run, "run", run_budget) ||
        !ks_arena_open(&r->moment, "key", moment_budget))
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)run_budget, 0, KS_STR("run"));
    r->run_whole = r->run;
    r->moment_whole = r->moment;
    return (ks_out_open(&r->text, &r->run, text_size) &&
            ks_out_open(&r->name, &r->run, name_size) &&
            ks_out_open(&r->shown, &r->run, shown_size)) ||
           ks_refuse(fail, KS_OVER_BUDGET, text_size, 0, KS_STR("run"));
}

static bool open_patterns(hive_run *r, ks_fail *fail)
{
    const options *o = r->given;
    size_t count = o->given[OPTION_SEARCH].count;
    ks_pattern_options wanted = { .is_literal = options_has(o, OPTION_FIXED),
                                  .ignores_case = options_has(o, OPTION_IGNORE_CASE) };
    ks_str *words = count ? ks_take(&r->run, ks_str, count) : NULL;
    if (count && words == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
    for (size_t i = 0; i < count; i++)
        words[i] = ks_str_of(o->given[OPTION_SEARCH].values[i]);
    if (count == 0)
        return true;
    if (!ks_patterns_make(&r->patterns, words, count, wanted, &r->run, fail))
        return false;
    r->finder = ks_patterns_finder(r->patterns, &r->run);
    return r->finder || ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
}

static bool open_output(hive_run *r, ks_fail *fail)
{
    const options *o = r->given;
    const char *path = options_value(o, OPTION_OUTPUT);
    if (path && strcmp(path, "-") != 0 && !guard_evidence(path, o, r->run, fail))
        return false;
    if (!output_open(&r->out, path, options_has(o, OPTION_FORCE), &r->run, fail))
        return false;
    r->columns = r->out.is_terminal ? ks_os_columns(r->out.file) : 0;
    return true;
}

static void say(const hive_run *r, ks_note note)
{
    u8 bytes[512];
    ks_out line = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes - 1 };
    ks_say(&line, note, NULL, r->lang);
    *line.at++ = '\n';
    if (!options_has(r->given, OPTION_QUIET))
        terminal_say(ks_out_str(&line));
}

// Everything is open now; the fence lets nothing else be opened but the output.
static bool raise_fence(hive_run *r, ks_fail *fail)
{
    const char *folder = r->out.path ? guard_folder_of(r->out.path, &r->run) : NULL;
    ks_fence fence = { NULL, 0, &folder, folder != NULL };
    ks_fail missing = { 0 };
    if (options_has(r->given, OPTION_NO_SANDBOX) || ks_fence_raise(&fence, &missing))
        return true;
    if (options_has(r->given, OPTION_REQUIRE_SANDBOX)) {
        *fail = missing;
        return false;
    }
    say(r, KS_SAY_NO_SANDBOX);
    return true;
}

static bool open_files(hive_run *r, ks_fail *fail)
{
    bool with_logs = !options_has(r->given, OPTION_NO_LOGS);
    const char *other = options_value(r->given, OPTION_DIFF);
    return hive_file_open(&r->file, r->given->arguments[0], with_logs, &r->run, fail) &&
           (other == NULL || hive_file_open(&r->other, other, with_logs, &r->run, fail));
}

static bool open_hives(hive_run *r, ks_fail *fail)
{
    bool is_open =
        ks_hive_open(&r->file.from, &r->run, &r->file.hive, fail) &&
        (r->other.path == NULL || ks_hive_open(&r->other.from, &r->run, &r->other.hive, fail));
    if (!is_open && (fail->reason == KS_BAD_MAGIC || fail->reason == KS_TRUNCATED ||
                     fail->reason == KS_UNSUPPORTED))
        ks_refuse(fail, KS_NOT_HIVE, 0, 0, ks_str_of(r->file.hive ? r->other.path : r->file.path));
    return is_open;
}

// The key that was asked for. "CurrentControlSet" is in no file: it is what Select says.
static bool find_key(hive_run *r, ks_hive *hive, ks_str path, ks_hive_key *key, ks_utf16 *prefix)
{
    static const ks_str current = KS_TEXT("CurrentControlSet");
    bool is_guessed = false;
    ks_hive_key set;
    *prefix = ks_hive_units(&r->run, path);
    if (ks_hive_find(hive, NULL, path, &r->run, key))
        return true;
    bool is_current = path.size >= current.size && memcmp(path.at, current.at, current.size) == 0 &&
                      (path.size == current.size || path.at[current.size] == '\\');
    if (!is_current || !ks_hive_control_set(hive, &r->run, &set, &is_guessed))
        return false;
    ks_str below = { path.at + current.size, path.size - current.size };
    ks_utf16 rest = ks_hive_units(&r->run, below);
    u8 *joined = ks_take(&r->run, u8, 2 * (set.name.units + rest.units) + 2);
    if (joined == NULL || !ks_hive_find(hive, &set, below, &r->run, key))
        return false;
    memcpy(joined, set.name.at, 2 * set.name.units);
    memcpy(joined + 2 * set.name.units, rest.at, 2 * rest.units);
    *prefix = (ks_utf16){ joined, set.name.units + rest.units };
    return true;
}

static ks_str wanted_key(const hive_run *r)
{
    ks_str key = ks_str_of(r->given->argument_count > 1 ? r->given->arguments[1] : "");
    while (key.size && key.at[0] == '\\')
        key = (ks_str){ key.at + 1, key.size - 1 };
    while (key.size && key.at[key.size - 1] == '\\')
        key.size--;
    return key;
}

static bool answer(hive_run *r)
{
    ks_hive_key key;
    ks_utf16 prefix = { 0 };
    r->of = r->file.hive;
    if (options_has(r->given, OPTION_DIFF))
        return hive_diff(r, wanted_key(r));
    if (r->format == HIVE_JSON)
        hive_json_head(r);
    if (r->format == HIVE_REG)
        hive_reg_head(r);
    bool is_done = true;
    ks_str wanted = wanted_key(r);
    if (options_has(r->given, OPTION_DELETED))
        is_done = hive_deleted(r);
    else if (find_key(r, r->file.hive, wanted, &key, &prefix))
        is_done = hive_list(r, &key, prefix);
    else if (wanted.size)
        return ks_refuse(&r->fail, KS_NO_SUCH_KEY, 0, 0, wanted);
    if (r->format == HIVE_JSON)
        hive_json_foot(r);
    return is_done;
}

static int status_of(hive_run *r, bool is_done)
{
    ks_str rest = ks_out_str(&r->text);
    if (is_done && r->text.is_full)
        is_done = ks_refuse(&r->fail, KS_OVER_BUDGET, text_size, 0, KS_STR("output"));
    is_done = is_done && output_write(&r->out, ks_str_span(rest), &r->fail) &&
              output_close(&r->out, &r->fail);
    if (!is_done && output_is_gone(&r->fail))
        return STATUS_PIPE;
    hive_say_ledger(r, &r->file);
    if (r->other.hive)
        hive_say_ledger(r, &r->other);
    if (!is_done) {
        terminal_say_fail(r->given, &r->fail);
        return r->fail.reason == KS_INTERRUPTED ? STATUS_INTERRUPTED : STATUS_FAILED;
    }
    if (ks_ledger_is_incomplete(&r->file.ledger) ||
        (r->other.hive && ks_ledger_is_incomplete(&r->other.ledger)))
        return STATUS_INCOMPLETE;
    if (r->other.hive && r->found == 0)
        say(r, KS_SAY_HIVE_SAME);
    if (r->patterns && r->found == 0)
        say(r, KS_SAY_HIVE_NOTHING);
    if (options_has(r->given, OPTION_DELETED) && r->found == 0)
        say(r, KS_SAY_HIVE_NONE_DELETED);
    bool is_asked = r->patterns ? r->found == 0 : options_has(r->given, OPTION_DIFF) && r->found;
    return is_asked ? STATUS_ASKED : STATUS_DONE;
}

static void close_all(hive_run *r)
{
    output_drop(&r->out);
    if (r->patterns)
        ks_patterns_close(r->patterns);
    hive_file_close(&r->file);
    hive_file_close(&r->other);
    ks_arena *const arenas[] = { &r->file.rows, &r->other.rows, &r->moment_whole, &r->run_whole };
    for (size_t i = 0; i < countof(arenas); i++) {
        if (arenas[i]->at)
            ks_arena_close(arenas[i]);
    }
}

int command_hive(const options *given)
{
    hive_run r = { .given = given, .lang = given->lang, .interrupted = ks_os_listen() };
    int status = STATUS_FAILED;
    ks_fail fail = { 0 };
    if (!read_options(&r, &status))
        return status;
    r.out.file = (ks_file){ -1 };
    bool is_open = open_memory(&r, &fail) && open_patterns(&r, &fail) && open_files(&r, &fail) &&
                   open_output(&r, &fail) && raise_fence(&r, &fail) && open_hives(&r, &fail);
    if (is_open) {
        bool is_done = answer(&r);
        status = status_of(&r, is_done);
    } else {
        terminal_say_fail(given, &fail);
        status = fail.reason == KS_BAD_PATTERN ? STATUS_USAGE : STATUS_FAILED;
    }
    close_all(&r);
    return status;
}
