// Files that a test made, kept where KS_KEEP names a folder: for scripts that show them to other
// programs (samba.sh).
#pragma once
#include "base/os.h"
#include "policy/worded.h"

static inline void keep_file(ks_str path, ks_span bytes, ks_arena arena)
{
    const char *folder = ks_os_environment("KS_KEEP");
    ks_file file;
    ks_fail fail;
    if (!folder)
        return;
    ks_str whole = worded_join(&arena, ks_str_of(folder), "/", path);
    for (size_t i = strlen(folder) + 1; i < whole.size; i++)
        if (whole.at[i] == '/') {
            const char *made = ks_cstr(&arena, (ks_str){ whole.at, i });
            (void)!(made && ks_os_make_folder(made, &fail));
        }
    const char *name = ks_cstr(&arena, whole);
    if (name && ks_os_create(name, true, &file, &fail)) {
        (void)!ks_os_write(file, bytes, &fail);
        ks_os_close(&file);
    }
}
