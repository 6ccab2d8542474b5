// A registry to look into, whatever it really is: hives, a policy's registry.pol, a .reg export, or
// (later) the registry of the running Windows. Who provides one fills the five functions; nothing
// else of the room asks where keys come from.
//
//     ks_reg_key key;
//     ks_reg_value value;
//     if (registry->find(registry, KS_STR("Policies\\System"), &arena, &key) &&
//         registry->value(registry, &key, KS_STR("EnableLUA"), &arena, &value)) ...
//
// Paths and names ignore case. What is given lives in the arena of the call.
#pragma once
#include "base/arena.h"

typedef struct {
    const void *at;    // the provider's own
    u64 written_ticks; // 0: not known
} ks_reg_key;

typedef struct {
    ks_str name;
    u32 type;
    ks_span data;
    bool is_deleted; // a policy deletes it
} ks_reg_value;

typedef struct ks_registry ks_registry;
struct ks_registry {
    void *own;
    // The key at a path; empty: the top. False: there is none.
    bool (*find)(ks_registry *r, ks_str path, ks_arena *arena, ks_reg_key *key);
    // The value of a name; empty: the key's default value.
    bool (*value)(ks_registry *r, const ks_reg_key *key, ks_str name, ks_arena *arena,
                  ks_reg_value *value);
    // All subkeys' names, all values. False: past the arena's budget.
    bool (*keys)(ks_registry *r, const ks_reg_key *key, ks_arena *arena, ks_str **names,
                 size_t *count);
    bool (*values)(ks_registry *r, const ks_reg_key *key, ks_arena *arena, ks_reg_value **values,
                   size_t *count);
    // The bytes of the key's security descriptor. False: none is known.
    bool (*security)(ks_registry *r, const ks_reg_key *key, ks_arena *arena, ks_span *descriptor);
    // Whether what is not found at this path is known not to be there.
    bool (*covers)(ks_registry *r, ks_str path);
};

enum { ks_reg_list_most = 65536 }; // subkeys or values of one key that are looked at

// How values are typed, as the registry numbers it.
enum {
    KS_REGISTRY_NONE = 0,
    KS_REGISTRY_SZ = 1,
    KS_REGISTRY_EXPAND_SZ = 2,
    KS_REGISTRY_BINARY = 3,
    KS_REGISTRY_DWORD = 4,
    KS_REGISTRY_DWORD_BE = 5,
    KS_REGISTRY_MULTI_SZ = 7,
    KS_REGISTRY_QWORD = 11
};
// "REG_DWORD"; empty: a number without a name.
ks_str ks_registry_type_name(u32 type);
// Text of a value up to its NUL, as UTF-8; of lists, items divided by \n. Empty past the budget.
ks_str ks_reg_text(const ks_reg_value *value, ks_arena *arena);
// A number of 4 or 8 bytes, or in decimal digits. False: it is none.
bool ks_reg_number(const ks_reg_value *value, ks_arena scratch, u64 *number);
