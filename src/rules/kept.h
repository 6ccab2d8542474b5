// Inside the room: a loaded set kept on disk, so that the next run need not parse thousands of
// files. What is kept stands under a key of all that decides the set: this program, the options,
// and of each file its path, identity, size and times. It is checked whole when it is read (see
// image.h), and only believed where nobody else can write to it; whatever is wrong with it, the
// files are read instead.
#pragma once
#include "base/os.h"
#include "rules/load.h"

typedef struct {
    u64 key[2];
    u64 newest_ticks; // the latest change of any of the files
    bool is_whole;    // every file could be looked at, and the system tells when files changed
} rules_kept_key;

void rules_kept_begin(rules_kept_key *key, const rules_loader *l);
void rules_kept_add(rules_kept_key *key, const char *path, const ks_os_info *info);

// Whether the loader's set was there and is now what loading would have made it.
bool rules_kept_read(rules_loader *l, const rules_kept_key *key);
// Keeps the set, and of all that the folder keeps the newest eight; what cannot be kept costs
// nothing but time.
void rules_kept_write(rules_loader *l, const rules_kept_key *key);
