// The folder of a case; see folder.h.
#include "case/folder.h"

#include "base/out.h"

static const char *const names[KS_CASE_FILE_COUNT] = {
#define X(name, file) file,
    KS_CASE_FILES(X)
#undef X
};

enum { folder_depth_most = 256 };

// "a" and "b": "a/b" with `end` behind it; NULL past the budget.
static const char *join(const char *folder, const char *name, const char *end, ks_arena *run)
{
    size_t size = strlen(folder);
    bool has_slash = size && folder[size - 1] == '/';
    char *path = ks_take(run, char, size + 1 + strlen(name) + strlen(end) + 1);
    if (path == NULL)
        return NULL;
    memcpy(path, folder, size);
    if (!has_slash)
        path[size++] = '/';
    memcpy(path + size, name, strlen(name));
    memcpy(path + size + strlen(name), end, strlen(end));
    return path;
}

static bool over_budget(const ks_arena *run, ks_fail *fail)
{
    return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(run->name));
}

// The folder that a path stands in, by its text: "a/b" in "a", "b" in ".".
static const char *parent_of(const char *path, ks_arena *run)
{
    size_t size = strlen(path);
    while (size > 1 && path[size - 1] == '/')
        size--;
    while (size && path[size - 1] != '/')
        size--;
    return size ? ks_cstr(run, (ks_str){ path, size }) : ".";
}

static bool is_same(const ks_os_info *a, const ks_os_info *b)
{
    return a->device == b->device && a->number == b->number;
}

// Whether `outer` is the folder `path` or one above it. Names do not decide, identities do:
// links and ".." lead to the same folder.
static bool is_within(const char *path, const ks_os_info *outer, ks_arena scratch)
{
    ks_os_info last = { 0 };
    for (size_t i = 0; i < folder_depth_most && path; i++) {
        ks_os_info here;
        ks_fail ignored;
        if (!ks_os_look(path, &here, &ignored))
            return false;
        if (is_same(&here, outer))
            return true;
        if (i && is_same(&here, &last)) {
            return false; // the root is its own parent
        }
        last = here;
        path = join(path, "..", "", &scratch);
    }
    return false;
}

static bool keeps_off_evidence(const char *path, const ks_case_folder_options *options,
                               ks_arena scratch, ks_fail *fail)
{
    ks_fail ignored;
    ks_os_info info;
    bool exists = ks_os_look(path, &info, &ignored);
    const char *start = exists ? path : parent_of(path, &scratch);
    for (size_t i = 0; i < options->evidence_count && start; i++) {
        const char *evidence = options->evidence[i];
        ks_os_info found;
        if (strcmp(evidence, "-") == 0 || !ks_os_look(evidence, &found, &ignored)) {
            continue; // standard input; or missing, which its opening will say
        }
        bool is_inside = found.kind == KS_OS_FOLDER && is_within(start, &found, scratch);
        const char *holder = found.kind == KS_OS_FOLDER ? evidence : parent_of(evidence, &scratch);
        bool is_around = exists && holder && is_within(holder, &info, scratch);
        if (is_inside || is_around)
            return ks_refuse(fail, KS_OUTPUT_IN_EVIDENCE, 0, 0, ks_str_of(path));
    }
    return start ? true : over_budget(&scratch, fail);
}

// Whether a name in the folder is in the way: everything but leftovers of our own.
static bool is_in_the_way(const char *name)
{
    static const char end[] = ".partial";
    for (size_t i = 0; i < KS_CASE_FILE_COUNT; i++) {
        size_t size = strlen(names[i]);
        if (strncmp(name, names[i], size) == 0 && strcmp(name + size, end) == 0)
            return false;
    }
    return true;
}

static bool look_at_name(void *context, const char *name)
{
    bool *is_free = context;
    *is_free = *is_free && !is_in_the_way(name);
    return *is_free;
}

static bool take_folder(ks_case_folder *folder, bool replace, ks_fail *fail)
{
    ks_os_info info;
    ks_fail ignored;
    if (!ks_os_look(folder->path, &info, &ignored)) {
        folder->was_made = true;
        return ks_os_make_folder(folder->path, fail);
    }
    bool is_free = info.kind == KS_OS_FOLDER;
    if (is_free && !ks_os_list(folder->path, look_at_name, &is_free, fail))
        return false;
    if (is_free || (replace && info.kind == KS_OS_FOLDER))
        return true;
    return ks_refuse(fail, KS_OUTPUT_EXISTS, 0, 0, ks_str_of(folder->path));
}

bool ks_case_folder_open(ks_case_folder *folder, const char *path,
                         const ks_case_folder_options *options, ks_arena *run, ks_fail *fail)
{
    ks_case_folder opened = { .path = path };
    for (size_t i = 0; i < KS_CASE_FILE_COUNT; i++) {
        opened.whole[i] = join(path, names[i], "", run);
        opened.partial[i] = join(path, names[i], ".partial", run);
        if (opened.whole[i] == NULL || opened.partial[i] == NULL)
            return over_budget(run, fail);
    }
    if (!keeps_off_evidence(path, options, *run, fail) ||
        !take_folder(&opened, options->replace, fail)) {
        return false;
    }
    *folder = opened;
    return true;
}

bool ks_case_folder_commit(ks_case_folder *folder, ks_fail *fail)
{
    // first the seal of an old case goes, so that old and new never look like one
    ks_os_remove(folder->whole[KS_CASE_DATABASE]);
    for (size_t i = 0; i < KS_CASE_FILE_COUNT; i++) {
        if (!ks_os_rename(folder->partial[i], folder->whole[i], fail))
            return false;
    }
    folder->was_made = false;
    return true;
}

void ks_case_folder_abandon(ks_case_folder *folder)
{
    if (folder->path == NULL)
        return;
    for (size_t i = 0; i < KS_CASE_FILE_COUNT; i++)
        ks_os_remove(folder->partial[i]);
    if (folder->was_made) {
        for (size_t i = 0; i < KS_CASE_FILE_COUNT; i++) {
            ks_os_remove(folder->whole[i]); // of a commit that failed half-way
        }
        ks_os_remove(folder->path);
    }
}
