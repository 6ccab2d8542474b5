// Files of a plan into a folder.
#include "cli/plan.h"

#include "cli/output.h"
#include "cli/terminal.h"

static bool say_full(ks_fail *fail)
{
    return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("plan"));
}

static const char *joined(const char *folder, ks_str path, ks_arena *arena)
{
    ks_out out;
    size_t size = strlen(folder);
    if (!ks_out_open(&out, arena, size + path.size + 2))
        return NULL;
    ks_out_put(&out, ks_str_of(folder));
    if (size && folder[size - 1] != '/')
        KS_PUT(&out, "/");
    ks_out_put(&out, path);
    ks_out_byte(&out, 0);
    return out.is_full ? NULL : (const char *)out.start;
}

static bool stop_at_first(void *context, const char *name)
{
    (void)name;
    *(bool *)context = true;
    return false;
}

static bool make_top(const plan_run *r, const char *folder, ks_fail *fail)
{
    ks_os_info info;
    bool is_used = false;
    if (!ks_os_make_folder(folder, fail) || !ks_os_look(folder, &info, fail))
        return false;
    if (info.kind != KS_OS_FOLDER)
        return ks_refuse(fail, KS_OUTPUT_EXISTS, 0, 0, ks_str_of(folder));
    if (!ks_os_list(folder, stop_at_first, &is_used, fail))
        return false;
    if (is_used && !options_has(r->given, OPTION_FORCE))
        return ks_refuse(fail, KS_OUTPUT_EXISTS, 0, 0, ks_str_of(folder));
    return true;
}

// Each folder above the file, from the top.
static bool make_folders(const char *folder, ks_str path, ks_arena scratch, ks_fail *fail)
{
    for (size_t i = 0; i < path.size; i++) {
        if (path.at[i] != '/')
            continue;
        const char *part = joined(folder, (ks_str){ path.at, i }, &scratch);
        if (part == NULL)
            return say_full(fail);
        if (!ks_os_make_folder(part, fail))
            return false;
    }
    return true;
}

static bool write_file(const plan_run *r, const char *folder, const ks_gpo_file *file,
                       ks_arena scratch, ks_fail *fail)
{
    output out;
    const char *path = joined(folder, file->path, &scratch);
    if (path == NULL)
        return say_full(fail);
    if (!make_folders(folder, file->path, scratch, fail) ||
        !output_open(&out, path, options_has(r->given, OPTION_FORCE), &scratch, fail))
        return false;
    if (output_write(&out, file->bytes, fail) && output_close(&out, fail))
        return true;
    output_drop(&out);
    return false;
}

bool plan_write(plan_run *r, const ks_gpo_files *files, ks_fail *fail)
{
    const char *folder = options_value(r->given, OPTION_OUTPUT);
    bool is_written = make_top(r, folder, fail);
    for (size_t i = 0; is_written && i < files->count; i++)
        is_written = write_file(r, folder, &files->files[i], r->arena, fail);
    if (is_written)
        plan_say(r, KS_SAY_PLAN_WRITTEN,
                 &(ks_words){ .number = { (i64)files->count }, .text = { ks_str_of(folder) } });
    return is_written;
}

void plan_say(plan_run *r, ks_note note, const ks_words *words)
{
    u8 text[1024];
    ks_out out = { .at = text, .start = text, .end = text + sizeof text };
    if (options_has(r->given, OPTION_QUIET))
        return;
    ks_say(&out, note, words, r->lang);
    KS_PUT(&out, "\n");
    terminal_say(ks_out_str(&out));
}
