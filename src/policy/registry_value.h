// One value of the registry on its way into a model or out of one, wherever it was kept: a hive,
// registry.pol, a .reg file. Data as the registry has it: text is UTF-16LE.
#pragma once
#include "base/arena.h"
#include "base/out.h"
#include "policy/mistake.h"

enum {
    ks_reg_sz = 1,
    ks_reg_expand_sz = 2,
    ks_reg_binary = 3,
    ks_reg_dword = 4,
    ks_reg_multi_sz = 7,
    ks_reg_qword = 11
};

typedef struct {
    ks_str key;  // "Software\Policies\..." with or without a hive in front
    ks_str name; // empty: the default value
    u32 type;
    ks_span data;
    ks_mistake_place place; // where it stands in its file
} ks_registry_value;

// Takes values that a model writes; false ends the writing.
typedef bool ks_registry_sink(void *context, const ks_registry_value *value);

bool registry_is_text(const ks_registry_value *value);
// Text up to its NUL as UTF-8; empty: none, or no memory.
ks_str registry_text(const ks_registry_value *value, ks_arena *arena);
// The next text of a REG_MULTI_SZ; *at: units behind the last one. False behind the end. The last
// NUL may be missing, as in real files.
bool registry_next_text(const ks_registry_value *value, size_t *at, ks_arena *arena, ks_str *text);
// A REG_DWORD of four bytes.
KS_MUST bool registry_u32(const ks_registry_value *value, u32 *number);

// What stands behind `below` in the key, without the `\` between, case aside: "0\Paths\{...}".
// False: the key does not hold it.
KS_MUST bool registry_below(ks_str key, const char *below, ks_str *rest);
// The first part of a path of keys; `rest` becomes what is behind it.
ks_str registry_part(ks_str *rest);

// For writing: text as UTF-16LE with its NUL; a number.
KS_MUST bool registry_text_data(ks_str text, ks_arena *arena, ks_span *data);
KS_MUST bool registry_u32_data(u32 number, ks_arena *arena, ks_span *data);
