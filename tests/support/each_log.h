// Every log of the corpus (KONSEKI_CORPUS), for tests that read them all: the files of its folder
// evtx whose names end in .evtx, in byte order, each read whole into memory.
//
//     static void look(void *context, const char *name, ks_span bytes) { ... }
//     size_t count = each_log(corpus(), look, &context);
#pragma once
#include "base/arena.h"
#include "base/os.h"

#include <stdio.h>
#include <stdlib.h>

typedef void each_log_look(void *context, const char *name, ks_span bytes);

typedef struct {
    each_log_look *look;
    void *context;
    const char *folder;
    size_t root_size, count;
} each_log_walk;

static inline bool each_log_name(void *context, const char *name);

static inline void each_log_folder(each_log_walk *walk, const char *folder)
{
    ks_fail fail = { 0 };
    const char *before = walk->folder;
    walk->folder = folder;
    KS_ASSERT(ks_os_list(folder, each_log_name, walk, &fail));
    walk->folder = before;
}

static inline bool each_log_name(void *context, const char *name)
{
    each_log_walk *walk = (each_log_walk *)context;
    char path[4096];
    ks_os_info info;
    ks_fail fail = { 0 };
    snprintf(path, sizeof path, "%s/%s", walk->folder, name);
    KS_ASSERT(ks_os_look(path, &info, &fail));
    if (info.kind == KS_OS_FOLDER)
        each_log_folder(walk, path);
    size_t length = strlen(name);
    if (info.kind != KS_OS_FILE || length < 5 || strcmp(name + length - 5, ".evtx") != 0)
        return true;
    u8 *bytes = (u8 *)malloc((size_t)info.size + 1);
    ks_file file;
    size_t got = 0;
    KS_ASSERT(bytes && ks_os_open(path, &file, &fail) &&
              ks_os_read_at(file, 0, bytes, (size_t)info.size, &got, &fail));
    ks_os_close(&file);
    walk->look(walk->context, path + walk->root_size, (ks_span){ bytes, got });
    free(bytes);
    walk->count++;
    return true;
}

// Calls `look` for each log; `name` is the path below the folder. Returns how many there were.
static inline size_t each_log(const char *corpus_folder, each_log_look *look, void *context)
{
    char root[2048];
    snprintf(root, sizeof root, "%s/evtx", corpus_folder);
    each_log_walk walk = { .look = look, .context = context, .root_size = strlen(root) + 1 };
    each_log_folder(&walk, root);
    return walk.count;
}
