#include "policy/gpo_files.h"

#include "base/fold.h"
#include "base/os.h"
#include "policy/worded.h"

typedef struct {
    ks_gpo_files *files;
    ks_arena *arena;
    ks_fail *fail;
    const char *path; // of the folder, as the system knows it
    ks_str below;     // the same, relative to where it began
    size_t depth;
    bool is_good;
} walking;

bool ks_gpo_files_add(ks_gpo_files *files, ks_str path, ks_span bytes, ks_arena *arena)
{
    if (files->count == files->capacity) {
        void *grown = ks_arena_grow(arena, files->files, sizeof *files->files, files->count,
                                    &files->capacity);
        if (!grown)
            return false;
        files->files = grown;
    }
    files->files[files->count++] = (ks_gpo_file){ path, bytes };
    return true;
}

static bool read_file(walking *w, const char *path, u64 size, ks_str below)
{
    if (size > ks_gpo_file_size_most || w->files->count == ks_gpo_files_most ||
        size > (u64)(w->arena->end - w->arena->at) / 8) {
        w->files->left_out++;
        return true;
    }
    ks_file file;
    u8 *bytes = ks_take(w->arena, u8, (size_t)size + 1);
    size_t got = 0;
    if (!bytes || !ks_os_open(path, &file, w->fail))
        return bytes ? false : ks_refuse(w->fail, KS_OVER_BUDGET, (i64)size, 0, KS_STR("policy"));
    bool is_read = ks_os_read_at(file, 0, bytes, (size_t)size, &got, w->fail);
    ks_os_close(&file);
    if (!is_read)
        return false;
    if (!ks_gpo_files_add(w->files, below, (ks_span){ bytes, got }, w->arena))
        return ks_refuse(w->fail, KS_OVER_BUDGET, (i64)size, 0, KS_STR("policy"));
    return true;
}

static bool each(void *context, const char *name)
{
    walking *w = context;
    ks_str child = worded_join(w->arena, ks_str_of(w->path), "/", ks_str_of(name));
    ks_str below = w->below.size ? worded_join(w->arena, w->below, "/", ks_str_of(name))
                                 : ks_arena_keep(w->arena, ks_str_of(name));
    const char *path = ks_cstr(w->arena, child);
    ks_os_info info;
    if (!path || !below.size) {
        w->is_good = ks_refuse(w->fail, KS_OVER_BUDGET, (i64)child.size, 0, KS_STR("policy"));
        return false;
    }
    if (ks_os_is_link(path)) {
        w->files->left_out++;
        return true;
    }
    if (!ks_os_look(path, &info, w->fail)) {
        w->is_good = false;
        return false;
    }
    if (info.kind == KS_OS_FILE) {
        w->is_good = read_file(w, path, info.size, below);
    } else if (info.kind == KS_OS_FOLDER && w->depth < ks_gpo_depth_most) {
        walking inner = *w; // as deep as ks_gpo_depth_most at most
        inner.path = path;
        inner.below = below;
        inner.depth++;
        w->is_good = ks_os_list(path, each, &inner, w->fail) && inner.is_good;
    } else {
        w->files->left_out++;
    }
    return w->is_good;
}

bool ks_gpo_files_read(const char *path, ks_arena *arena, ks_gpo_files *files, ks_fail *fail)
{
    *files = (ks_gpo_files){ 0 };
    walking w = { .files = files, .arena = arena, .fail = fail, .path = path, .is_good = true };
    ks_os_info info;
    if (!ks_os_look(path, &info, fail))
        return false;
    if (info.kind == KS_OS_FOLDER)
        return ks_os_list(path, each, &w, fail) && w.is_good;
    return read_file(&w, path, info.size, ks_gpo_name(ks_str_of(path)));
}

ks_str ks_gpo_folder(ks_str path)
{
    size_t size = path.size;
    while (size && path.at[size - 1] != '/')
        size--;
    return (ks_str){ path.at, size ? size - 1 : 0 };
}

ks_str ks_gpo_name(ks_str path)
{
    size_t folder = ks_gpo_folder(path).size;
    size_t from = folder + (path.size && (folder || path.at[0] == '/'));
    return ks_str_from(path, from);
}

bool ks_gpo_below(ks_str path, ks_str folder, ks_str *rest)
{
    if (folder.size == 0) {
        *rest = path;
        return true;
    }
    if (path.size <= folder.size + 1 || path.at[folder.size] != '/' ||
        !ks_equal_fold((ks_str){ path.at, folder.size }, folder))
        return false;
    *rest = (ks_str){ path.at + folder.size + 1, path.size - folder.size - 1 };
    return true;
}

const ks_gpo_file *ks_gpo_files_find(const ks_gpo_files *files, ks_str folder, const char *path)
{
    for (size_t i = 0; i < files->count; i++) {
        ks_str rest;
        if (ks_gpo_below(files->files[i].path, folder, &rest) &&
            ks_equal_fold(rest, ks_str_of(path)))
            return &files->files[i];
    }
    return NULL;
}
