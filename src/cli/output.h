// Where answers go: standard output, or a file that gets its name when it is whole.
#pragma once
#include "base/arena.h"
#include "base/os.h"
#include "base/out.h"

typedef struct {
    ks_file file;
    const char *path;      // NULL: standard output
    const char *temporary; // what the file is called until it is whole
    ks_out buffer;
    bool is_replacing;
    bool is_terminal;
} output;

// `path` NULL or "-": standard output. An existing file is refused, unless `replace`.
KS_MUST bool output_open(output *o, const char *path, bool replace, ks_arena *run, ks_fail *fail);
KS_MUST bool output_write(output *o, ks_span bytes, ks_fail *fail);
// Gives what is in the buffer to the system.
KS_MUST bool output_flush(output *o, ks_fail *fail);
// Flushes, and gives the file its name.
KS_MUST bool output_close(output *o, ks_fail *fail);
// Removes what is not whole.
void output_drop(output *o);
// Whether the failure is that nobody reads us any more.
bool output_is_gone(const ks_fail *fail);
