// The state of one machine: what every source says of every part of the catalogue's settings, and
// what of it is in force. Sources are hives, policies' files and exports; on a running Windows its
// own registry will be one more (registry.h).
//
//     ks_state_file files[] = { { .path = KS_STR("pc17/SYSTEM"), .bytes = bytes } };
//     ks_state *state;
//     if (!ks_state_open(files, countof(files), &arena, &state, &fail))
//         return false; // past the budget
//     const ks_part_state *part = ks_state_part(state, &setting->parts[0]);
//     for (size_t i = 0; i < part->instance_count; i++)
//         part->instances[i].value ...
//
// A file is recognised by what is in it; only whether a policy is the domain's or the machine's
// own, and whether a security template is a policy or an export, is told by where it lies. What is
// not recognised stays out (ks_state_file.is_used). Hives take the transaction logs beside them.
//
// In force is what hives and exports say, and where they are silent what event logs prove. What a
// policy says counts only where none of these speaks; where both do and differ, that is drift.
// Nothing in a hive that was damaged on the way, or in no hive that was given, is known to be
// absent.
//
// Everything lives in the arena, and needs the bytes of the files as long. Read only once open:
// any number of threads may ask.
#pragma once
#include "catalogue/settings.h"
#include "evidence/ledger.h"
#include "policy/access.h"
#include "policy/sysmon.h"
#include "state/audited.h"
#include "state/registry.h"

typedef struct {
    ks_str path;
    ks_span bytes;             // of an event log, its first ones are enough
    u64 size;                  // of the whole file, where that is more than the bytes
    ks_ledger *ledger;         // where damage goes; may be NULL. It has to grow in another arena
    const ks_audited *audited; // of an event log: what its events prove; NULL: nobody read them
    bool is_used;              // filled: it was recognised
} ks_state_file;

// clang-format off
#define KS_STATE_FORMATS(X)                                                              \
    X(HIVE, "hive", "registry hive", "レジストリ ハイブ")                                  \
    X(POL, "registry.pol", "registry policy", "レジストリ ポリシー")                       \
    X(REG, "reg", "registry export", "レジストリのエクスポート")                           \
    X(AUDIT_CSV, "audit.csv", "advanced audit policy", "監査ポリシーの詳細な構成")         \
    X(AUDITPOL, "auditpol", "output of auditpol", "auditpol の出力")                     \
    X(TEMPLATE, "template", "security template", "セキュリティ テンプレート")              \
    X(SYSMON, "sysmon", "Sysmon configuration", "Sysmon の構成")                         \
    X(APPLOCKER, "applocker", "AppLocker policy", "AppLocker ポリシー")                     \
    X(EVTX, "evtx", "event log", "イベント ログ")                                             \
    X(EXPLOIT, "exploit-protection", "exploit protection settings", "Exploit Protection の設定") \
    X(LIVE, "live", "running Windows", "稼働中の Windows")

// What a source tells of: the weakest policy first.
#define KS_STATE_TIERS(X)                                                                \
    X(IN_FORCE, "in-force", "in force", "有効な値")                                       \
    X(LOCAL, "local-policy", "local policy", "ローカル ポリシー")                          \
    X(DOMAIN, "domain-policy", "domain policy", "ドメイン ポリシー")
// clang-format on

typedef enum {
#define X(name, word, en, ja) KS_STATE_##name,
    KS_STATE_FORMATS(X)
#undef X
        KS_STATE_FORMAT_COUNT
} ks_state_format;

typedef enum {
#define X(name, word, en, ja) KS_TIER_##name,
    KS_STATE_TIERS(X)
#undef X
        KS_TIER_COUNT
} ks_state_tier;

ks_str ks_state_format_word(ks_state_format format);
ks_str ks_state_format_text(ks_state_format format, ks_lang lang);
ks_str ks_state_tier_word(ks_state_tier tier);
ks_str ks_state_tier_text(ks_state_tier tier, ks_lang lang);

typedef struct {
    ks_str path;
    ks_state_format format;
    ks_state_tier tier;
    ks_str name;        // of a hive: SYSTEM, SOFTWARE, ...; of a policy: its folder
    ks_str user;        // of a user's hive or policy
    u64 written_ticks;  // of the file's header; 0: it does not say
    bool is_incomplete; // damaged: what it does not hold may have been there
} ks_state_source;

// What one source says of a part.
typedef struct {
    u32 source;
    ks_setting_value value;        // UNKNOWN: the source says nothing that can be understood
    const ks_setting_place *place; // NULL: not in the registry
    ks_str where;                  // "HKLM\SYSTEM\...!Start", "gpo/GptTmpl.inf:12"
    ks_str note;                   // accounts of audit entries
    u64 written_ticks;             // of the key; 0: not known
    u32 registry_type;
    bool is_wrong_type; // Windows does not take a value of this type there
    // Of audit entries: rights that no entry audits, those of them that are audited for some
    // accounts only (`note`), and rights whose use fills the log. policy/access.h has the words.
    u32 missing, narrow, flooding;
    ks_object_type object;
    bool has_audit;    // there is an audit entry at all
    bool is_ambiguous; // the value could also be `other`
    ks_setting_value other;
} ks_said;

// A part is there once, or once for each user, or for each subkey that its place stands for.
typedef struct {
    ks_str of;               // the user, the names of ks_state_key_of; empty: the machine
    ks_setting_value value;  // in force; of policies where nothing else speaks
    bool is_absence;         // nothing is written: the value is what Windows does then
    bool is_policy_only;     // no source of what is in force speaks
    bool drifts;             // the winning policy says something else than what is in force
    const ks_said *in_force; // what decided; NULL: nothing, or absence did
    const ks_said *policy;   // the policy that wins; NULL: none speaks
    const ks_said *says;     // all, as the sources come
    u32 say_count;
    const ks_setting_place *unseen; // the strongest place that no source could tell of; NULL: none
} ks_instance;

typedef struct {
    ks_instance *instances;
    u32 instance_count;
} ks_part_state;

// Whose machine it is; empty and 0: no source tells.
typedef struct {
    ks_str name, domain; // domain: DNS name, or the NetBIOS name, or the workgroup
    ks_str product, edition, display_version, installation;
    bool is_joined;
    bool has_role;
    u32 revision;       // UBR
    ks_windows windows; // role: client where it is not known
    ks_str control_set;
} ks_machine;

typedef struct ks_state ks_state;

KS_MUST bool ks_state_open(ks_state_file *files, size_t count, ks_arena *arena, ks_state **state,
                           ks_fail *fail);
const ks_machine *ks_state_machine(const ks_state *state);
size_t ks_state_source_count(const ks_state *state);
const ks_state_source *ks_state_source_at(const ks_state *state, size_t number);
const ks_part_state *ks_state_part(const ks_state *state, const ks_setting_part *part);
// What the registry in force holds at a place that names one value (no `*`) of the machine, or of
// the only user: as it stands, for who has to restore it.
typedef enum { KS_STATE_NOT_KNOWN, KS_STATE_ABSENT, KS_STATE_PRESENT } ks_state_presence;
ks_state_presence ks_state_value_at(const ks_state *state, const ks_setting_place *place,
                                    ks_arena *arena, ks_reg_value *value);
// The key of a place whose `*` stand for the names of an instance: "TPM\\PC17" for two of them.
ks_str ks_state_key_of(const ks_setting_place *place, ks_str names, ks_arena *arena);
// Sysmon's configuration as a file has it, which is what is rolled out; of several the last. NULL:
// no source is one.
const ks_sysmon_config *ks_state_sysmon(const ks_state *state);
// Whether some source was damaged.
bool ks_state_is_incomplete(const ks_state *state);
