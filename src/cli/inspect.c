// konseki inspect: mails and files, one after the other. All that is named is found before the
// fence; bytes are looked at behind it.
#include "cli/inspect.h"

#include "base/fence.h"
#include "base/os_signal.h"
#include "cli/commands.h"
#include "cli/guard.h"
#include "cli/terminal.h"
#include "evidence/stream.h"
#include "evidence/walk.h"

enum { file_most = 256 << 20, line_most = 8 << 20, run_most = 256 << 20 };
static const size_t file_arena = (size_t)1536 << 20;

static ks_level level_of(const options *o, option_id id, ks_level otherwise)
{
    for (u32 i = 0; i < KS_LEVEL_COUNT; i++) {
        if (options_is(o, id, ks_level_words[i]))
            return (ks_level)i;
    }
    return otherwise;
}

static bool open_memory(inspect_run *r, ks_fail *fail)
{
    if (!ks_arena_open(&r->arena, "run", run_most))
        return ks_refuse(fail, KS_OVER_BUDGET, run_most, 0, KS_STR("run"));
    r->whole = r->arena;
    if (!ks_arena_open(&r->file, "file", file_arena))
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)file_arena, 0, KS_STR("file"));
    r->file_whole = r->file;
    if (!ks_out_open(&r->line, &r->arena, line_most))
        return ks_refuse(fail, KS_OVER_BUDGET, line_most, 0, KS_STR("run"));
    return true;
}

static bool open_output(inspect_run *r, const char **folder, ks_fail *fail)
{
    const char *path = options_value(r->given, OPTION_OUTPUT);
    *folder = NULL;
    if (path && strcmp(path, "-") != 0 && !guard_evidence(path, r->given, r->arena, fail))
        return false;
    if (!output_open(&r->out, path, options_has(r->given, OPTION_FORCE), &r->arena, fail))
        return false;
    r->has_color = r->out.path == NULL && terminal_has_color(r->given, r->out.file);
    if (r->out.path == NULL)
        return true;
    *folder = guard_folder_of(r->out.path, &r->arena);
    return *folder || ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
}

static void note(inspect_run *r, ks_note sentence, const ks_words *words)
{
    u8 bytes[4096];
    ks_out out = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes - 1 };
    if (options_has(r->given, OPTION_QUIET))
        return;
    ks_say(&out, sentence, words, r->lang);
    *out.at++ = '\n';
    terminal_say(ks_out_str(&out));
}

// What was named, and what links lead to, stays open for reading.
static bool raise_fence(inspect_run *r, const walk_list *list, const char *folder, ks_fail *fail)
{
    ks_fail missing = { 0 };
    if (options_has(r->given, OPTION_NO_SANDBOX))
        return true;
    size_t count = 0;
    const char **paths = ks_take(&r->arena, const char *, list->count + 1);
    if (paths == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
    for (size_t i = 0; i < list->count; i++) {
        if (list->entries[i].kind == WALK_FILE)
            paths[count++] = list->entries[i].path;
    }
    ks_fence fence = { paths, count, &folder, folder != NULL };
    r->is_fenced = ks_fence_raise(&fence, &missing);
    if (!r->is_fenced && options_has(r->given, OPTION_REQUIRE_SANDBOX)) {
        *fail = missing;
        return false;
    }
    if (!r->is_fenced)
        note(r, KS_SAY_NO_SANDBOX, NULL);
    return true;
}

// --- one file

// A stream's end is not known before it is there.
static bool read_all(inspect_run *r, ks_file file, u64 size, bool is_stream, ks_span *bytes,
                     ks_fail *fail)
{
    size_t most = size < file_most && !is_stream ? (size_t)size : file_most, got = 0, done = 0;
    u8 *to = ks_take(&r->file, u8, most + 1);
    if (to == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)most, (i64)file_arena, KS_STR("file"));
    do {
        bool is_read = is_stream ? ks_os_read(file, to + done, most - done, &got, fail)
                                 : ks_os_read_at(file, done, to + done, most - done, &got, fail);
        if (!is_read)
            return false;
        done += got;
    } while (got && done < most);
    *bytes = (ks_span){ to, done };
    return true;
}

static bool read_entry(inspect_run *r, const walk_entry *entry, ks_span *bytes, bool *is_cut,
                       ks_fail *fail)
{
    bool is_input = strcmp(entry->path, "-") == 0;
    ks_file file = ks_os_standard(0);
    if (entry->kind == WALK_FAILED) {
        *fail = entry->fail;
        return false;
    }
    if (!is_input && !ks_os_open(entry->path, &file, fail))
        return false;
    bool is_read = read_all(r, file, entry->info.size, entry->kind != WALK_FILE, bytes, fail);
    if (!is_input)
        ks_os_close(&file);
    *is_cut = is_read && (entry->kind == WALK_FILE ? entry->info.size > bytes->size
                                                   : bytes->size == file_most);
    return is_read;
}

static bool inspect_entry(inspect_run *r, const walk_entry *entry, ks_fail *fail)
{
    ks_span bytes = { 0 };
    bool is_cut = false;
    ks_fail unread = { 0 };
    r->file = r->file_whole;
    if (!read_entry(r, entry, &bytes, &is_cut, &unread)) {
        terminal_say_fail_of(r->given, &unread, (ks_str){ 0 });
        r->unread++;
        return true;
    }
    ks_inspected result;
    ks_str path = source_name(entry->path, &r->file);
    ks_inspect(r->inspector, path, bytes, &result, &r->file);
    result.is_incomplete = result.is_incomplete || is_cut;
    if (is_cut)
        note(r, KS_SAY_INSPECT_CUT, &(ks_words){ .number = { file_most }, .text = { path } });
    r->files++;
    r->parts += result.parts;
    r->is_incomplete = r->is_incomplete || result.is_incomplete;
    for (size_t i = 0; i < result.said.count; i++)
        r->counts[result.said.rows[i].level]++;
    bool is_printed = inspect_print_file(r, &result, fail);
    ks_arena_trim(&r->file_whole, 16 << 20);
    return is_printed;
}

static bool inspect_all(inspect_run *r, const walk_list *list, ks_fail *fail)
{
    const bool *interrupted = ks_os_listen();
    if (!inspect_print_start(r, fail))
        return false;
    for (size_t i = 0; i < list->count; i++) {
        if (ks_is_interrupted(interrupted))
            return ks_refuse(fail, KS_INTERRUPTED, 0, 0, (ks_str){ 0 });
        if (list->entries[i].kind != WALK_SPECIAL && !inspect_entry(r, &list->entries[i], fail))
            return false;
    }
    return inspect_print_end(r, fail);
}

// --- the command

// Letters, digits and '-' between dots; beyond ASCII anything may be a letter.
static bool is_domain(const char *text)
{
    bool has_dot = false, is_good = *text && *text != '.';
    for (; is_good && *text; text++) {
        unsigned char c = (unsigned char)*text, next = (unsigned char)text[1];
        bool is_letter = (unsigned char)((c | 32) - 'a') < 26 || (unsigned char)(c - '0') < 10;
        has_dot = has_dot || c == '.';
        is_good = is_letter || c == '-' || c == '_' || c >= 0x80 || (c == '.' && next != '.');
    }
    return is_good && has_dot;
}

// A mistyped own domain would protect nobody, without a word.
static bool is_usage_right(const options *o)
{
    for (size_t i = 0; i < o->given[OPTION_OWN_DOMAIN].count; i++) {
        const char *domain = o->given[OPTION_OWN_DOMAIN].values[i];
        if (!is_domain(domain)) {
            terminal_say_usage(o, KS_SAY_NO_DOMAIN, domain, NULL);
            return false;
        }
    }
    return true;
}

static bool run_it(inspect_run *r, ks_fail *fail)
{
    const options *o = r->given;
    const char *folder = NULL;
    walk_list list = { 0 };
    ks_inspect_options how = { .own_domains = o->given[OPTION_OWN_DOMAIN].values,
                               .own_count = o->given[OPTION_OWN_DOMAIN].count,
                               .trusted = o->given[OPTION_TRUST_AUTHSERV].values,
                               .trusted_count = o->given[OPTION_TRUST_AUTHSERV].count };
    return open_memory(r, fail) && ks_inspect_open(&r->inspector, &how, &r->arena, fail) &&
           walk_paths(o->arguments, o->argument_count, &list, &r->arena, fail) &&
           open_output(r, &folder, fail) && raise_fence(r, &list, folder, fail) &&
           inspect_all(r, &list, fail) && output_close(&r->out, fail);
}

static int status_of(inspect_run *r, bool is_done, const ks_fail *fail)
{
    if (!is_done && output_is_gone(fail))
        return STATUS_PIPE;
    if (!is_done && fail->reason == KS_INTERRUPTED)
        return STATUS_INTERRUPTED;
    if (!is_done) {
        terminal_say_fail(r->given, fail);
        return STATUS_FAILED;
    }
    if (r->files == 0 && r->unread)
        return STATUS_FAILED;
    if (r->is_incomplete || r->unread)
        return STATUS_INCOMPLETE;
    for (u32 i = r->fail_on; i < KS_LEVEL_COUNT; i++) {
        if (r->counts[i])
            return STATUS_ASKED;
    }
    return STATUS_DONE;
}

int command_inspect(const options *given)
{
    if (given->argument_count == 0) {
        terminal_say_usage(given, KS_SAY_NO_EVIDENCE_GIVEN, NULL, NULL);
        return STATUS_USAGE;
    }
    if (!is_usage_right(given))
        return STATUS_USAGE;
    inspect_run r = { .given = given, .lang = given->lang };
    r.data_lang = options_has(given, OPTION_LANG) ? given->lang : KS_EN;
    r.least = level_of(given, OPTION_MIN_LEVEL, KS_LEVEL_INFORMATIONAL);
    r.fail_on = level_of(given, OPTION_FAIL_ON, KS_LEVEL_MEDIUM);
    ks_fail fail = { 0 };
    bool is_done = run_it(&r, &fail);
    int status = status_of(&r, is_done, &fail);
    if (!is_done)
        output_drop(&r.out);
    if (r.inspector)
        ks_inspect_close(r.inspector);
    ks_arena_close(&r.file_whole);
    ks_arena_close(&r.whole);
    return status;
}
