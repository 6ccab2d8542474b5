// LGPO text: what LGPO.exe /parse prints and /r, /t read. Records of four lines (scope, key, value
// name, action), between them only empty lines and lines that begin with ';'.
//
// ks_lgpo_write of what was read gives the same records; LGPO's /r writes both scopes into one
// registry.pol, so ks_lgpo_pol takes one scope at a time.
#pragma once
#include "policy/registry_pol.h"
#include "policy/text_file.h"

typedef struct {
    ks_str scope; // "Computer", "User", "User:name"
    bool is_user;
    bool is_clear;      // CLEAR: the entry is removed from the policy
    ks_pol_entry entry; // as registry.pol has it; of CLEAR: key and name
    ks_mistake_place place, lines[4];
} ks_lgpo_record;

typedef struct {
    ks_lgpo_record *records;
    size_t count;
} ks_lgpo;

// Whether the bytes look like LGPO text.
bool ks_lgpo_is(ks_span bytes, ks_arena scratch);
// False: no text, or no memory. Records with a mistake are left out.
KS_MUST bool ks_lgpo_read(ks_span bytes, ks_arena *arena, ks_lgpo *lgpo, ks_mistakes *mistakes);
// The records of one half as entries, without those of CLEAR.
KS_MUST bool ks_lgpo_pol(const ks_lgpo *lgpo, bool is_user, ks_arena *arena, ks_pol *pol);
// Entries of a registry.pol as records, appended. False: one cannot be said, or no room in `out`.
KS_MUST bool ks_lgpo_write(ks_out *out, const ks_pol *pol, ks_str scope);
void ks_lgpo_lint(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes);
