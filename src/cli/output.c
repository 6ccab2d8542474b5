// Answers on their way out, in large pieces. A file is written under a temporary name beside its
// place, so that a run which fails leaves nothing that looks whole.
#include "cli/output.h"

#include <errno.h>

enum { buffer_size = 256 * 1024 };

static const char *temporary_name(const char *path, ks_arena *run)
{
    static const char tail[] = ".partial";
    size_t size = strlen(path);
    char *name = ks_take(run, char, size + sizeof tail);
    if (name == NULL)
        return NULL;
    memcpy(name, path, size);
    memcpy(name + size, tail, sizeof tail);
    return name;
}

static bool open_file(output *o, const char *path, bool replace, ks_arena *run, ks_fail *fail)
{
    ks_os_info info;
    ks_fail absent = { 0 };
    bool is_there = ks_os_look(path, &info, &absent);
    if (is_there && info.kind == KS_OS_FOLDER)
        return ks_refuse(fail, KS_WRITE_FAILED, EISDIR, 0, ks_str_of(path));
    if (is_there && info.kind == KS_OS_FILE && !replace)
        return ks_refuse(fail, KS_OUTPUT_EXISTS, 0, 0, ks_str_of(path));
    // A device or a named pipe (/dev/null, >(…)) is written to as it is: it has no whole.
    bool is_direct = is_there && info.kind == KS_OS_OTHER;
    o->temporary = is_direct ? path : temporary_name(path, run);
    if (o->temporary == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)strlen(path), 0, ks_str_of(run->name));
    o->path = path;
    return ks_os_create(o->temporary, true, &o->file, fail);
}

bool output_open(output *o, const char *path, bool replace, ks_arena *run, ks_fail *fail)
{
    *o = (output){ .file = ks_os_standard(1), .is_replacing = replace };
    if (!ks_out_open(&o->buffer, run, buffer_size))
        return ks_refuse(fail, KS_OVER_BUDGET, buffer_size, 0, ks_str_of(run->name));
    bool is_file = path && strcmp(path, "-") != 0;
    if (is_file && !open_file(o, path, replace, run, fail))
        return false;
    o->is_terminal = !is_file && ks_os_is_terminal(o->file);
    return true;
}

static bool put(output *o, ks_span bytes, ks_fail *fail)
{
    if (ks_os_write(o->file, bytes, fail))
        return true;
    fail->text = o->path ? ks_str_of(o->path) : KS_STR("stdout");
    return false;
}

bool output_flush(output *o, ks_fail *fail)
{
    ks_span bytes = ks_str_span(ks_out_str(&o->buffer));
    ks_out_clear(&o->buffer);
    return bytes.size == 0 || put(o, bytes, fail);
}

bool output_write(output *o, ks_span bytes, ks_fail *fail)
{
    if (bytes.size > (size_t)(o->buffer.end - o->buffer.at)) {
        if (!output_flush(o, fail))
            return false;
        if (bytes.size >= buffer_size)
            return put(o, bytes, fail);
    }
    ks_out_bytes(&o->buffer, bytes.at, bytes.size);
    return true;
}

bool output_close(output *o, ks_fail *fail)
{
    if (!output_flush(o, fail))
        return false;
    if (o->path == NULL)
        return true;
    bool is_direct = o->temporary == o->path;
    if (!is_direct && !ks_os_flush(o->file, fail)) {
        fail->text = ks_str_of(o->path);
        return false;
    }
    ks_os_close(&o->file);
    ks_fail absent = { 0 };
    ks_os_info info;
    if (!is_direct && !o->is_replacing && ks_os_look(o->path, &info, &absent))
        return ks_refuse(fail, KS_OUTPUT_EXISTS, 0, 0, ks_str_of(o->path)); // made meanwhile
    if (!is_direct && !ks_os_rename(o->temporary, o->path, fail))
        return false;
    o->path = NULL;
    return true;
}

void output_drop(output *o)
{
    if (o->path == NULL)
        return;
    ks_os_close(&o->file);
    if (o->temporary != o->path)
        ks_os_remove(o->temporary);
    o->path = NULL;
}

bool output_is_gone(const ks_fail *fail)
{
    return fail->reason == KS_WRITE_FAILED && fail->number[0] == EPIPE;
}
