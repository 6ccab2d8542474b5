// registry.pol: the registry values that a group policy sets, in the order in which they are set
// (MS-GPREG 2.2.1). Machine\registry.pol goes to HKEY_LOCAL_MACHINE, User\registry.pol to
// HKEY_CURRENT_USER; the key names neither.
//
//     ks_pol pol;
//     bool is_whole = ks_pol_read(bytes, &arena, &pol, &mistakes);
//     for (size_t i = 0; i < pol.count; i++)
//         switch (ks_pol_action_of(&pol.entries[i], &name)) ...
//
// What stands before the first structural fault is read and kept. Texts live in the arena, data
// points into `bytes`. Reading what ks_pol_write writes gives the same entries; writing what was
// read from a sound file gives the same bytes.
#pragma once
#include "base/out.h"
#include "policy/gpo_files.h"
#include "policy/mistake.h"

// The types of the registry that occur.
enum {
    KS_REG_NONE = 0,
    KS_REG_SZ = 1,
    KS_REG_EXPAND_SZ = 2,
    KS_REG_BINARY = 3,
    KS_REG_DWORD = 4,
    KS_REG_DWORD_BE = 5,
    KS_REG_LINK = 6,
    KS_REG_MULTI_SZ = 7,
    KS_REG_QWORD = 11
};

typedef struct {
    ks_str key, name; // as they stand; the name of an action begins with "**"
    u32 type;
    ks_span data;
    u64 offset, key_offset, name_offset, type_offset, size_offset, data_offset; // in the file
} ks_pol_entry;

typedef struct {
    ks_pol_entry *entries; // in the order of the file, which counts
    size_t count;
} ks_pol;

// What an entry does (MS-GPREG 3.2.5.1.2).
typedef enum {
    KS_POL_SET,
    KS_POL_CREATE_KEY,    // type 0, no name, no data
    KS_POL_DELETE_VALUE,  // **Del.NAME
    KS_POL_DELETE_ALL,    // **DelVals.
    KS_POL_DELETE_VALUES, // **DeleteValues, data "A;B"
    KS_POL_DELETE_KEYS,   // **DeleteKeys, data "A;B"
    KS_POL_SECURE_KEY,    // **SecureKey
    KS_POL_SET_SOFT,      // **soft.NAME: only if it is absent
    KS_POL_COMMENT,       // **Comment:...
    KS_POL_UNKNOWN        // begins with ** and is none of these: a value of that literal name
} ks_pol_action;

enum { ks_pol_size_most = 64 << 20, ks_pol_entries_most = 200000 };

// Whether the bytes begin as a registry.pol does.
bool ks_pol_is(ks_span bytes);
// False: the file has a structural fault, which was added to `mistakes`; `pol` has what is before.
bool ks_pol_read(ks_span bytes, ks_arena *arena, ks_pol *pol, ks_mistakes *mistakes);
// The action; `name` becomes the value's name (NAME in **Del.NAME) or an empty text.
ks_pol_action ks_pol_action_of(const ks_pol_entry *entry, ks_str *name);

// The file. Names must have no NUL; `out` has to have room (ks_pol_write_size).
size_t ks_pol_write_size(const ks_pol *pol);
void ks_pol_write(ks_out *out, const ks_pol *pol);
// Data of a text with its NUL, of a number: for entries that are made. Empty past the budget.
ks_span ks_pol_text_data(ks_str text, ks_arena *arena);
ks_span ks_pol_number_data(u32 number, ks_arena *arena);
// The entry that deletes a value, as Windows writes it.
KS_MUST bool ks_pol_delete_entry(ks_str key, ks_str name, ks_arena *arena, ks_pol_entry *entry);

// Values that do nothing, since what they need is not there: in this file, or in the others of the
// GPO whose Machine or User folder holds `path`.
void ks_pol_dead_lint(const ks_pol *pol, ks_str path, const ks_gpo_files *files, ks_arena scratch,
                      ks_mistakes *mistakes);
// Everything that is wrong with the file. `path`: its name, which may say Machine or User.
void ks_pol_lint(ks_span bytes, ks_str path, ks_arena *arena, ks_mistakes *mistakes);
