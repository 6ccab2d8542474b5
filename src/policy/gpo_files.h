// The files of a folder in memory: a GPO of SYSVOL, a backup of GPMC, or one that is being made.
// Paths are relative, with '/', in byte order; case does not matter for finding one.
#pragma once
#include "base/arena.h"
#include "base/fail.h"

typedef struct {
    ks_str path;
    ks_span bytes;
} ks_gpo_file;

typedef struct {
    ks_gpo_file *files;
    size_t count, capacity;
    u64 left_out; // files that did not fit the budget, and links, which are not followed
} ks_gpo_files;

enum { ks_gpo_files_most = 20000, ks_gpo_file_size_most = 64 << 20, ks_gpo_depth_most = 24 };

// Every file below the folder (or the one file that the path names, under its last name).
KS_MUST bool ks_gpo_files_read(const char *path, ks_arena *arena, ks_gpo_files *files,
                               ks_fail *fail);
// Bytes and path are kept as they are given.
KS_MUST bool ks_gpo_files_add(ks_gpo_files *files, ks_str path, ks_span bytes, ks_arena *arena);
// NULL: there is none.
const ks_gpo_file *ks_gpo_files_find(const ks_gpo_files *files, ks_str folder, const char *path);
// "a/b" of "a/b/c.txt"; empty: it lies at the top.
ks_str ks_gpo_folder(ks_str path);
ks_str ks_gpo_name(ks_str path); // "c.txt"
// What is behind "folder/"; false: the path does not lie in the folder.
KS_MUST bool ks_gpo_below(ks_str path, ks_str folder, ks_str *rest);
