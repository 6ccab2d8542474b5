// Software Restriction Policies, as the registry keeps them below Safer\CodeIdentifiers.
//
//     ks_srp_policy srp = { 0 };
//     for each value: srp_add(&srp, &value, &arena, &mistakes);
//     srp_lint(&srp, &mistakes, scratch);
#pragma once
#include "policy/registry_value.h"

// name, number (the key of its rules), word for people
#define KS_SRP_LEVELS(X) \
    X(DISALLOWED, 0)     \
    X(UNTRUSTED, 4096) X(CONSTRAINED, 65536) X(BASIC_USER, 131072) X(UNRESTRICTED, 262144)

typedef enum { KS_SRP_PATH, KS_SRP_HASH, KS_SRP_ZONE } ks_srp_kind;

typedef struct ks_srp_rule ks_srp_rule;
struct ks_srp_rule {
    u32 level;
    ks_srp_kind kind;
    ks_str guid;
    ks_str description;
    ks_str path;      // of a path rule
    bool is_expanded; // its type is REG_EXPAND_SZ
    ks_span hash;
    u32 hash_algorithm;
    u32 zone;
    bool has_item;
    ks_mistake_place place;
    ks_srp_rule *next;
};

typedef struct ks_srp_type ks_srp_type;
struct ks_srp_type { // a designated file type, without its dot
    ks_str name;
    ks_mistake_place place;
    ks_srp_type *next;
};

typedef struct {
    bool has_policy; // any value below CodeIdentifiers
    bool has_default, has_transparent, has_scope, has_types;
    u32 default_level, transparent, scope, authenticode;
    ks_mistake_place default_place, transparent_place, scope_place, types_place, log_place;
    ks_srp_type *types;
    ks_str log_file;
    u32 applocker_rule_count; // Control\Srp\Gp!RuleCount
    ks_mistake_place rule_count_place;
    ks_srp_rule *rules, *last, **end;
    u32 rule_count;
} ks_srp_policy;

// False: no value of SRP; nothing was taken.
bool srp_add(ks_srp_policy *policy, const ks_registry_value *value, ks_arena *arena,
             ks_mistakes *mistakes);
// Every value of the policy, in a fixed order, below `root` ("Software\Policies\Microsoft\...").
KS_MUST bool ks_srp_write(const ks_srp_policy *policy, ks_str root, ks_registry_sink *sink,
                          void *context, ks_arena *arena);
void srp_lint(const ks_srp_policy *policy, ks_mistakes *mistakes, ks_arena scratch);
