// A hive and its transaction logs, opened: a log lies beside its hive and has its name, in any
// case. What comes through a pipe goes to a file without a name first, since a hive is read here
// and there.
#include "cli/hive.h"

#include "base/fold.h"
#include "cli/guard.h"

#include <errno.h>

enum { copy_size = 1 << 16, rows_size = 16 << 20 };

typedef struct {
    ks_str base;
    ks_arena *run;
    const char *found[ks_hive_logs_most];
} log_names;

static bool match(void *context, const char *name)
{
    static const ks_str tails[ks_hive_logs_most] = { KS_TEXT(".LOG1"), KS_TEXT(".LOG2"),
                                                     KS_TEXT(".LOG") };
    log_names *names = context;
    size_t size = strlen(name);
    for (size_t i = 0; i < ks_hive_logs_most; i++) {
        bool is_long = size == names->base.size + tails[i].size;
        if (!is_long || names->found[i] ||
            !ks_equal_fold((ks_str){ name, names->base.size }, names->base) ||
            !ks_equal_fold((ks_str){ name + names->base.size, tails[i].size }, tails[i]))
            continue;
        ks_str kept = ks_arena_keep(names->run, (ks_str){ name, size + 1 });
        names->found[i] = kept.at;
    }
    return true;
}

static const char *joined(ks_str folder, const char *name, ks_arena *run)
{
    size_t size = strlen(name);
    char *path = ks_take(run, char, folder.size + size + 1);
    if (path == NULL)
        return NULL;
    memcpy(path, folder.at, folder.size);
    memcpy(path + folder.size, name, size);
    return path;
}

static bool open_input(ks_hive_input *input, ks_file *handle, const char *path, ks_fail *fail)
{
    ks_os_info info;
    if (!ks_os_open(path, handle, fail) || !ks_os_look_open(*handle, &info, fail))
        return false;
    *input = (ks_hive_input){ .file = *handle, .size = info.size };
    return true;
}

static bool open_logs(hive_file *file, ks_arena *run, ks_fail *fail)
{
    size_t start = strlen(file->path);
    while (start > 0 && file->path[start - 1] != '/')
        start--;
    ks_str folder = { file->path, start };
    log_names names = { .base = ks_str_of(file->path + start), .run = run };
    const char *in = start ? guard_folder_of(file->path, run) : ".";
    if (in == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
    ks_fail hidden = { 0 }; // a folder that cannot be listed has no logs for us
    (void)!ks_os_list(in, match, &names, &hidden);
    for (size_t i = 0; i < ks_hive_logs_most; i++) {
        const char *path = names.found[i] ? joined(folder, names.found[i], run) : NULL;
        size_t n = file->from.log_count;
        if (path == NULL)
            continue;
        if (!open_input(&file->from.logs[n], &file->files[1 + n], path, fail))
            return false;
        file->log_paths[n] = path;
        file->from.log_count++;
    }
    return true;
}

// Copies what comes through a pipe to a file that can be read anywhere.
static bool spool(ks_file from, hive_file *file, ks_arena *run, ks_fail *fail)
{
    u8 *part = ks_take(run, u8, copy_size);
    size_t got = 0;
    u64 size = 0;
    ks_file copy = { -1 };
    if (part == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, copy_size, 0, KS_STR("run"));
    if (!ks_os_create_unnamed(NULL, &copy, fail))
        return false;
    file->files[0] = copy;
    do {
        if (!ks_os_read(from, part, copy_size, &got, fail) ||
            (got && !ks_os_write(copy, (ks_span){ part, got }, fail)))
            return false;
        size += got;
    } while (got);
    file->from.hive = (ks_hive_input){ .file = copy, .size = size };
    return true;
}

static bool open_hive(hive_file *file, ks_arena *run, ks_fail *fail)
{
    ks_os_info info;
    if (strcmp(file->path, "-") == 0)
        return spool(ks_os_standard(0), file, run, fail);
    if (!open_input(&file->from.hive, &file->files[0], file->path, fail) ||
        !ks_os_look_open(file->files[0], &info, fail))
        return false;
    if (info.kind == KS_OS_FOLDER)
        return ks_refuse(fail, KS_OPEN_FAILED, EISDIR, 0, ks_str_of(file->path));
    if (info.kind != KS_OS_OTHER)
        return true;
    ks_file pipe = file->files[0];
    bool is_done = spool(pipe, file, run, fail);
    ks_os_close(&pipe);
    return is_done;
}

bool hive_file_open(hive_file *file, const char *path, bool with_logs, ks_arena *run, ks_fail *fail)
{
    *file = (hive_file){ .path = path };
    for (size_t i = 0; i < countof(file->files); i++)
        file->files[i] = (ks_file){ -1 };
    if (!ks_arena_open(&file->rows, "ledger", rows_size))
        return ks_refuse(fail, KS_OVER_BUDGET, rows_size, 0, KS_STR("ledger"));
    file->ledger = (ks_ledger){ .arena = &file->rows };
    file->from.ledger = &file->ledger;
    bool is_open = open_hive(file, run, fail);
    if (is_open && with_logs && strcmp(path, "-") != 0)
        is_open = open_logs(file, run, fail);
    if (!is_open && fail->text.size == 0)
        fail->text = ks_str_of(path);
    return is_open;
}

void hive_file_close(hive_file *file)
{
    for (size_t i = 0; i < countof(file->files); i++) {
        if (file->files[i].handle > 0)
            ks_os_close(&file->files[i]);
    }
}
