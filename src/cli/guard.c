// Folders are compared by identity, not by name: links and ".." lead to the same one.
#include "cli/guard.h"

enum { depth_most = 256 };

static bool is_same(const ks_os_info *a, const ks_os_info *b)
{
    return a->device == b->device && a->number == b->number;
}

// `folder` and "/.."; NULL past the budget.
static const char *above(const char *folder, ks_arena *scratch)
{
    size_t size = strlen(folder);
    char *path = ks_take(scratch, char, size + 4);
    if (path) {
        memcpy(path, folder, size);
        memcpy(path + size, "/..", 4);
    }
    return path;
}

const char *guard_folder_of(const char *path, ks_arena *arena)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        return ".";
    return ks_cstr(arena, (ks_str){ path, (size_t)(slash - path) + 1 });
}

static bool is_within(const char *folder, const ks_os_info *outer, ks_arena scratch)
{
    ks_os_info last = { 0 }, here;
    ks_fail ignored = { 0 };
    for (size_t i = 0; i < depth_most && folder && ks_os_look(folder, &here, &ignored); i++) {
        if (is_same(&here, outer))
            return true;
        if (i && is_same(&here, &last))
            return false; // the root is above itself
        last = here;
        folder = above(folder, &scratch);
    }
    return false;
}

bool guard_evidence(const char *output, const options *given, ks_arena scratch, ks_fail *fail)
{
    const char *folder = guard_folder_of(output, &scratch);
    ks_os_info file, evidence;
    ks_fail ignored = { 0 };
    bool is_there = ks_os_look(output, &file, &ignored);
    for (size_t i = 0; i < given->argument_count && folder; i++) {
        if (!ks_os_look(given->arguments[i], &evidence, &ignored))
            continue; // standard input, a pattern, or missing, which its opening will say
        bool is_evidence = is_there && evidence.kind == KS_OS_FILE && is_same(&file, &evidence);
        bool is_inside = evidence.kind == KS_OS_FOLDER && is_within(folder, &evidence, scratch);
        if (is_evidence || is_inside)
            return ks_refuse(fail, KS_OUTPUT_IN_EVIDENCE, 0, 0, ks_str_of(output));
    }
    return true;
}
