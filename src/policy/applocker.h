// AppLocker policies: as one XML file, or as values of the registry under SrpV2, where each rule is
// an element of its own. Texts are as written; empty: not there.
#pragma once
#include "base/arena.h"
#include "base/out.h"
#include "policy/mistake.h"

typedef enum { KS_APPLOCKER_PATH, KS_APPLOCKER_PUBLISHER, KS_APPLOCKER_HASH } ks_applocker_kind;

typedef struct ks_applocker_condition ks_applocker_condition;
struct ks_applocker_condition {
    ks_applocker_kind kind;
    ks_str path;
    ks_str publisher, product, binary, low, high;
    bool has_range;
    ks_str hash_type, hash, file, length; // one FileHash; several are several conditions
    ks_mistake_place place;
    ks_applocker_condition *next;
};

typedef struct ks_applocker_rule ks_applocker_rule;
struct ks_applocker_rule {
    ks_applocker_kind kind;
    ks_str id, name, description, sid, action;
    ks_applocker_condition *conditions, *exceptions;
    ks_mistake_place place;
    ks_applocker_rule *next;
};

typedef struct ks_applocker_collection ks_applocker_collection;
struct ks_applocker_collection {
    ks_str type; // Exe, Dll, Script, Msi, Appx, ManagedInstaller
    ks_str mode; // NotConfigured, AuditOnly, Enabled
    ks_applocker_rule *rules, **end;
    ks_str services_mode, system_apps; // of RuleCollectionExtensions
    ks_mistake_place place;
    ks_applocker_collection *next;
};

typedef struct {
    ks_str version;
    ks_applocker_collection *collections;
    ks_applocker_rule *last; // read from the registry
} ks_applocker_policy;

// Reads what can be read. False: no policy at all.
KS_MUST bool applocker_read(ks_applocker_policy *policy, ks_span bytes, ks_arena *arena,
                            ks_mistakes *mistakes);
void ks_applocker_write(ks_out *out, const ks_applocker_policy *policy);

// The registry: SrpV2\<type>\<guid>!Value is one rule, SrpV2\<type>!EnforcementMode is 0 or 1.
KS_MUST bool applocker_value_read(ks_applocker_policy *policy, ks_str type, ks_str guid,
                                  ks_span value, ks_arena *arena, ks_mistakes *mistakes);
KS_MUST bool applocker_mode_set(ks_applocker_policy *policy, ks_str type, u32 mode,
                                ks_arena *arena);
void ks_applocker_rule_write(ks_out *out, const ks_applocker_rule *rule, unsigned depth);

void applocker_lint(const ks_applocker_policy *policy, ks_mistakes *mistakes, ks_arena scratch);
bool applocker_sniff(ks_span bytes, ks_arena scratch);
void applocker_lint_file(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes);
