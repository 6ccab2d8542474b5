// The files that --from and --state name: a machine's hives, policies and exports, or folders of
// them.
#pragma once
#include "base/arena.h"
#include "cli/options.h"
#include "state/state.h"

typedef struct {
    ks_state_file *files; // by path as given, then by byte order below it
    size_t count, capacity;
    ks_arena *rows; // of the files' ledgers
} state_files;

// What the option names, each a file or every file below a folder. Paths stay whole: where a policy
// lies tells whose it is. Hives are read up to 2 GiB, other files up to 64 MB; what is left out for
// that is said on stderr. Event logs are no such file (`konseki audit` reads them) and passed over.
// What cannot be read ends it.
KS_MUST bool state_files_read(const options *given, option_id option, ks_arena *arena,
                              state_files *all, ks_fail *fail);
// Once the state is open: says on stderr which hives are damaged. Whether one is.
bool state_files_say_damaged(const options *given, const state_files *all);
