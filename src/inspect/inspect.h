// The door of the room: does this mail, this file lie? Bytes in, statements out. Nothing is ever
// executed, opened by name or asked of a network.
//
//     ks_inspector *inspector;
//     if (!ks_inspect_open(&inspector, &(ks_inspect_options){ 0 }, &run, &fail)) …
//     // here the program may fence itself in
//     ks_inspected result;
//     ks_inspect(inspector, path, bytes, &result, &file_arena);
//     for (size_t i = 0; i < result.said.count; i++) …
//     ks_inspect_close(inspector);
//
// The inspector may be used again and again, by one thread at a time (its libraries keep state).
#pragma once
#include "inspect/statement.h"

typedef struct {
    const char *const *own_domains; // of the receiver: what forgers imitate
    size_t own_count;
    const char *const *trusted; // names of servers whose Authentication-Results are believed
    size_t trusted_count;
} ks_inspect_options;

typedef struct ks_inspector ks_inspector;

// What one file is and what is to be said of it; all of it lives in the arena that was given.
typedef struct {
    ks_str path;
    const ks_phrase_text *kind; // "a mail", "a Windows program"
    ks_statements said;         // in the order of parts
    u64 parts;                  // that were looked into, the file itself included
    bool is_incomplete;         // something could not be read, or was more than the budget holds
} ks_inspected;

// Loads all that the libraries load at first use. False: KS_OVER_BUDGET.
KS_MUST bool ks_inspect_open(ks_inspector **inspector, const ks_inspect_options *options,
                             ks_arena *arena, ks_fail *fail);
void ks_inspect_close(ks_inspector *inspector);
// Looks at one file and at all that lies in it. `path` is where it was found; only its last name
// counts as a claim.
void ks_inspect(ks_inspector *inspector, ks_str path, ks_span bytes, ks_inspected *result,
                ks_arena *arena);
