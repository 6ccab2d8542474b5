// Inside the room: the files that the given paths lead to.
#pragma once
#include "evidence/source.h"

typedef enum {
    WALK_FILE,
    WALK_STREAM,  // standard input, a pipe that was named
    WALK_SPECIAL, // a pipe, a socket, a device in a folder: never opened
    WALK_FAILED   // could not be looked at or listed
} walk_kind;

typedef struct {
    const char *path; // as the system knows it
    walk_kind kind;
    bool is_linked; // behind a symbolic link
    ks_os_info info;
    ks_fail fail; // of WALK_FAILED
} walk_entry;

typedef struct {
    walk_entry *entries; // in byte order of their paths, each path once
    size_t count, capacity;
} walk_list;

// False: a given path does not exist, or the arena is full.
KS_MUST bool walk_paths(const char *const *given, size_t count, walk_list *list, ks_arena *arena,
                        ks_fail *fail);
