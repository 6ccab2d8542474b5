// `konseki lint`: files and folders of policy are read, each file is told to be of a format, and
// what is wrong with it is printed. The files of a folder are linted among one another.
#include "cli/lint.h"

#include "base/os.h"
#include "cli/commands.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "policy/worded.h"

enum { line_most = 8 << 20 };
static const size_t arena_budget = (size_t)1 << 31, file_budget = (size_t)1 << 31;

static void note(lint_run *r, ks_note note, ks_str text, i64 number)
{
    u8 bytes[2048];
    ks_out out = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes };
    if (options_has(r->given, OPTION_QUIET) && note != KS_SAY_LINT_UNKNOWN)
        return;
    ks_say(&out, note, &(ks_words){ .text = { text }, .number = { number } }, r->lang);
    KS_PUT(&out, "\n");
    terminal_say(ks_out_str(&out));
}

bool lint_give(lint_run *r, ks_fail *fail)
{
    if (r->line.is_full)
        return ks_refuse(fail, KS_OVER_BUDGET, line_most + 1, line_most, KS_STR("line"));
    bool is_given = output_write(&r->out, ks_str_span(ks_out_str(&r->line)), fail);
    ks_out_clear(&r->line);
    return is_given;
}

static bool lint_file(lint_run *r, const ks_gpo_file *file, const ks_gpo_files *files, ks_str shown,
                      ks_fail *fail)
{
    r->file = r->file_whole;
    const ks_format *format = ks_format_of(file, r->file);
    if (!format)
        return true;
    ks_mistakes mistakes;
    ks_format_lint(format, file, files, &r->file, &mistakes);
    r->files++;
    for (const ks_mistake *m = mistakes.first; m; m = m->next)
        r->counts[m->kind->level]++;
    lint_print_file(r, &(lint_result){ shown, format, &mistakes });
    if (mistakes.is_cut) {
        r->is_incomplete = true;
        note(r, KS_SAY_LINT_CUT, shown, 0);
    }
    return lint_give(r, fail);
}

// The file alone, or with those beside it where its format looks at them.
static bool lint_one(lint_run *r, const char *path, ks_gpo_files *files, ks_fail *fail)
{
    ks_str shown = ks_str_of(path);
    ks_gpo_files around = *files;
    const ks_gpo_file *file = &files->files[0];
    const ks_format *format = ks_format_of(file, r->file_whole);
    if (!format) {
        r->is_incomplete = true;
        note(r, KS_SAY_LINT_UNKNOWN, shown, 0);
        return true;
    }
    if (format->lint_among) {
        ks_str folder = ks_gpo_folder(shown);
        const char *name = ks_cstr(&r->arena, folder.size ? folder : KS_STR("."));
        ks_fail ignored = { 0 };
        // What cannot be read beside it is not looked at.
        if (name && !ks_gpo_files_read(name, &r->arena, &around, &ignored))
            around = *files;
    }
    return lint_file(r, file, &around, shown, fail);
}

static bool lint_folder(lint_run *r, const char *path, const ks_gpo_files *files, ks_fail *fail)
{
    u64 before = r->files;
    ks_str folder = ks_str_of(path);
    while (folder.size > 1 && folder.at[folder.size - 1] == '/')
        folder.size--;
    for (size_t i = 0; i < files->count; i++) {
        ks_str shown = worded_join(&r->arena, folder, "/", files->files[i].path);
        if (!lint_file(r, &files->files[i], files, shown, fail))
            return false;
    }
    if (r->files == before) {
        r->is_incomplete = true;
        note(r, KS_SAY_LINT_EMPTY, ks_str_of(path), 0);
    }
    if (files->left_out) {
        r->is_incomplete = true;
        note(r, KS_SAY_LINT_LEFT_OUT, ks_str_of(path), (i64)files->left_out);
    }
    return true;
}

static bool lint_path(lint_run *r, const char *path, ks_fail *fail)
{
    ks_arena before = r->arena;
    ks_os_info info;
    ks_gpo_files files;
    ks_fail unread = { 0 };
    if (!ks_os_look(path, &info, &unread) || !ks_gpo_files_read(path, &r->arena, &files, &unread)) {
        r->is_incomplete = true;
        terminal_say_fail(r->given, &unread);
        return true;
    }
    bool is_good = info.kind == KS_OS_FOLDER ? lint_folder(r, path, &files, fail)
                   : files.count             ? lint_one(r, path, &files, fail)
                                             : true;
    if (info.kind != KS_OS_FOLDER && files.count == 0) {
        r->is_incomplete = true;
        note(r, KS_SAY_LINT_LEFT_OUT, ks_str_of(path), 1);
    }
    r->arena = before;
    return is_good;
}

static bool open_run(lint_run *r, ks_fail *fail)
{
    const options *o = r->given;
    if (!ks_arena_open(&r->arena, "run", arena_budget))
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)arena_budget, 0, KS_STR("run"));
    r->whole = r->arena;
    if (!ks_arena_open(&r->file, "file", file_budget))
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)file_budget, 0, KS_STR("file"));
    r->file_whole = r->file;
    if (!ks_out_open(&r->line, &r->arena, line_most))
        return ks_refuse(fail, KS_OVER_BUDGET, line_most, 0, KS_STR("run"));
    return output_open(&r->out, options_value(o, OPTION_OUTPUT), options_has(o, OPTION_FORCE),
                       &r->arena, fail);
}

static bool run_all(lint_run *r, ks_fail *fail)
{
    lint_print_begin(r);
    for (size_t i = 0; i < r->given->argument_count; i++)
        if (!lint_path(r, r->given->arguments[i], fail))
            return false;
    lint_print_end(r);
    return lint_give(r, fail) && output_close(&r->out, fail);
}

static bool is_asked_so(const lint_run *r)
{
    static const char *const words[] = { "error", "warning", "note" };
    u64 count = 0;
    if (options_is(r->given, OPTION_FAIL_ON, "never"))
        return false;
    for (size_t level = 0; level < countof(words); level++) {
        count += r->counts[level];
        if (options_is(r->given, OPTION_FAIL_ON, words[level]) ||
            (level == 0 && !options_has(r->given, OPTION_FAIL_ON)))
            return count > 0;
    }
    return false;
}

int command_lint(const options *given)
{
    if (given->argument_count == 0) {
        terminal_say_usage(given, KS_SAY_LINT_NO_FILE_GIVEN, NULL, NULL);
        return STATUS_USAGE;
    }
    lint_run r = { .given = given, .lang = given->lang };
    r.data_lang = options_has(given, OPTION_LANG) ? given->lang : KS_EN;
    r.is_json = options_is(given, OPTION_FORMAT, "json");
    ks_fail fail = { 0 };
    bool is_open = open_run(&r, &fail);
    int status = STATUS_FAILED;
    if (is_open && run_all(&r, &fail)) {
        status = r.files == 0      ? STATUS_FAILED
                 : r.is_incomplete ? STATUS_INCOMPLETE
                 : is_asked_so(&r) ? STATUS_ASKED
                                   : STATUS_DONE;
    } else {
        if (is_open)
            output_drop(&r.out);
        status = output_is_gone(&fail) ? STATUS_PIPE : STATUS_FAILED;
        if (status == STATUS_FAILED)
            terminal_say_fail(given, &fail);
    }
    if (r.file_whole.at)
        ks_arena_close(&r.file_whole);
    if (r.whole.at)
        ks_arena_close(&r.whole);
    return status;
}
