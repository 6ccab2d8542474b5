// The catalogue of settings: what makes Windows record, and what closes its doors. All of it is
// data of catalogue/settings-*.yaml, profiles.yaml and dead.yaml, made into constant tables by the
// build. A setting has parts: one value at one place each (a policy with three boxes has three).
//
//     const ks_setting *setting = ks_setting_find(KS_STR("ps.scriptblock"));
//     for (size_t i = 0; i < setting->part_count; i++) {
//         const ks_setting_part *part = &setting->parts[i];
//         ks_setting_value usual = ks_setting_default(part, &windows);
//         const ks_want *want = ks_profile_want(&profile, part, windows.role);
//         ...
//     }
//
// What is in force is the first of a part's places that holds a value; where none does, what
// absence means (ks_setting_when_absent), else nothing is known. Compare by ks_want_holds.
//
// Caveats: `is_unconfirmed` rows rest on no primary source: they are shown, never applied by
// default. Default values are those of a fresh installation; unknown stays unknown. Rows without
// parts (kind `fact`) only explain. Texts have no line breaks. Nothing here reads a machine.
#pragma once
#include "catalogue/catalogue.h"

// How a part is read, compared, written and undone: name, English, Japanese. What `object` and
// `detail` of a part hold by kind:
//   registry           -, -                  places: strongest first; `*` in a key: each subkey
//   audit-subcategory  GUID, -               category and slot in PolAdtEv
//   audit-option       name in audit.csv, -  places: the same as registry
//   audit-sacl         key or folder, SDDL   the audit entries that have to be there
//   channel            channel, property     Enabled, MaxSize, Retention, ...; places
//   service            service, -            places: its Start
//   feature            name, -               Windows optional feature
//   firewall-rule      rule id, rule text    places: where rules are
//   asr-rule           GUID, -               places
//   user-right         SeXPrivilege, -       a list of SIDs
//   system-access      key in secedit, -     [System Access]
//   group-member       group's SID, -        a list of SIDs
//   file               path, what in it
//   srp                path pattern, level   a path rule
//   applocker          collection, rule
//   exploit-protection program or *, mitigation
//   sysmon             element, -            of Sysmon's configuration
//   boot               BCD element, -
//   fact               -, -                  nothing to set
// clang-format off
#define KS_SETTING_KINDS(X)                                                          \
    X(REGISTRY,          "registry",          "registry value",          "レジストリ値") \
    X(AUDIT_SUBCATEGORY, "audit-subcategory", "audit subcategory",       "監査サブカテゴリ") \
    X(AUDIT_OPTION,      "audit-option",      "audit option",            "監査オプション") \
    X(AUDIT_SACL,        "audit-sacl",        "audit entries of an object (SACL)", "オブジェクトの監査エントリ (SACL)") \
    X(CHANNEL,           "channel",           "event log channel",       "イベント ログのチャネル") \
    X(SERVICE,           "service",           "service start type",      "サービスのスタートアップの種類") \
    X(FEATURE,           "feature",           "Windows feature",         "Windows の機能") \
    X(FIREWALL_RULE,     "firewall-rule",     "firewall rule",           "ファイアウォールの規則") \
    X(ASR_RULE,          "asr-rule",          "attack surface reduction rule", "攻撃面の減少 (ASR) の規則") \
    X(USER_RIGHT,        "user-right",        "user right",              "ユーザー権利") \
    X(SYSTEM_ACCESS,     "system-access",     "account policy",          "アカウント ポリシー") \
    X(GROUP_MEMBER,      "group-member",      "group membership",        "グループのメンバー") \
    X(FILE,              "file",              "file",                    "ファイル") \
    X(SRP,               "srp",               "software restriction rule", "ソフトウェアの制限のポリシーの規則") \
    X(APPLOCKER,         "applocker",         "AppLocker rules",         "AppLocker の規則") \
    X(EXPLOIT_PROTECTION, "exploit-protection", "exploit protection",    "Exploit Protection の設定") \
    X(SYSMON,            "sysmon",            "Sysmon configuration",    "Sysmon の構成") \
    X(BOOT,              "boot",              "boot configuration",      "ブート構成") \
    X(FACT,              "fact",              "nothing to set",          "設定なし (説明のみ)")

// Configured but dead: how a setting that is there does nothing. What state/ switches on.
#define KS_DEAD_CHECKS(X)                    \
    X(LEGACY_AUDIT, "legacy-audit")          \
    X(NO_SACL, "no-sacl")                    \
    X(CMDLINE, "cmdline")                    \
    X(MODULELOG, "modulelog")                \
    X(LOCKOUT, "lockout")                    \
    X(GROUP_MEMBERSHIP, "group-membership")  \
    X(SPECIAL_GROUPS, "special-groups")      \
    X(APPLOCKER, "applocker")                \
    X(SRP_WIN11, "srp-win11")                \
    X(WEF_SECURITY, "wef-security")          \
    X(WINRM, "winrm")                        \
    X(CHANNEL_OFF, "channel-off")            \
    X(SIZE_UNIT, "size-unit")                \
    X(LOG_STOPPED, "log-stopped")            \
    X(EVENTLOG_SERVICE, "eventlog-service")  \
    X(ASR, "asr")                            \
    X(ASR_SWITCH, "asr-switch")              \
    X(PREFETCH, "prefetch")                  \
    X(WSH_32, "wsh-32")                      \
    X(FWLOG, "fwlog")                        \
    X(PS2, "ps2")                            \
    X(WDIGEST_OLD, "wdigest-old")            \
    X(CREDGUARD_EDITION, "credguard-edition") \
    X(MOTW, "motw")                          \
    X(RID500, "rid500")                      \
    X(SYSMON, "sysmon")                      \
    X(TAMPER, "tamper")

typedef enum {
#define X(name, word, en, ja) KS_SETTING_##name,
    KS_SETTING_KINDS(X)
#undef X
    KS_SETTING_KIND_COUNT
} ks_setting_kind;

typedef enum {
#define X(name, word) KS_DEAD_##name,
    KS_DEAD_CHECKS(X)
#undef X
    KS_DEAD_COUNT
} ks_dead_id;
// clang-format on

// How a value is written. The registry's types have the registry's numbers.
typedef enum {
    KS_TYPE_NONE = 0, // there or not there: `present`, `absent`
    KS_TYPE_SZ = 1,
    KS_TYPE_EXPAND_SZ = 2,
    KS_TYPE_BINARY = 3, // text: hexadecimal digits
    KS_TYPE_DWORD = 4,
    KS_TYPE_MULTI_SZ = 7, // text: items divided by \n
    KS_TYPE_QWORD = 11,
    KS_TYPE_AUDIT = 16, // bits 1 success, 2 failure: none, success, failure, both
    KS_TYPE_START,      // 0 ... 4: boot, system, auto, manual, disabled
    KS_TYPE_SWITCH,     // 0 off, 1 on
    KS_TYPE_NUMBER,
    KS_TYPE_TEXT,
    KS_TYPE_LIST, // text: items divided by \n (SIDs, names)
} ks_setting_type;

typedef enum {
    KS_VALUE_UNKNOWN, // nobody knows, or nothing told
    KS_VALUE_ABSENT,  // known not to be there
    KS_VALUE_NUMBER,
    KS_VALUE_TEXT,
} ks_setting_value_kind;

typedef struct {
    ks_setting_value_kind kind;
    u64 number;
    ks_str text;
} ks_setting_value;

typedef enum {
    KS_WANT_ONE_OF, // equal to one of the values (there may be only one; it may be "absent")
    KS_WANT_AT_LEAST,
    KS_WANT_AT_MOST,
    KS_WANT_BETWEEN,  // from the first to the second, both included
    KS_WANT_BITS,     // has all bits of the first
    KS_WANT_CONTAINS, // a list or text that has each of the values
    KS_WANT_PRESENT,  // whatever it is
} ks_want_how;

enum { ks_want_values_most = 6 };

typedef struct {
    ks_want_how how;
    bool or_absent;
    u32 value_count;
    ks_str text;                                  // what was parsed
    ks_setting_value values[ks_want_values_most]; // their texts point into it
} ks_want;

// What a value is in words ("0x20080000", "both", "64 MiB", "absent"), and what is wanted ("1",
// ">= 64 MiB", "1 .. 10", "2 | 3", "bits success", "contains S-1-5-20", "absent or 0", "present").
// False: the text is none of that for this type; the text in *problem tells in English what is
// wrong.
KS_MUST bool ks_setting_value_parse(ks_setting_type type, ks_str text, ks_setting_value *value);
KS_MUST bool ks_want_parse(ks_setting_type type, ks_str text, ks_want *want, ks_str *problem);
// The same kind, number and text.
bool ks_setting_value_equal(ks_setting_value a, ks_setting_value b);
bool ks_want_holds(const ks_want *want, ks_setting_type type, ks_setting_value value);
bool ks_setting_type_is_number(ks_setting_type type);

typedef enum { KS_ROLE_CLIENT, KS_ROLE_SERVER, KS_ROLE_DC, KS_ROLE_COUNT } ks_role;

enum {
    ks_edition_home = 1,
    ks_edition_pro = 2,
    ks_edition_enterprise = 4,
    ks_edition_education = 8,
    ks_edition_server = 16,
    ks_edition_any = 31,
};

// Which Windows: what defaults depend on.
typedef struct {
    u32 build; // 7601, 9600, 19045, 26100; 0: not known
    ks_role role;
    u32 edition; // one of the bits above; ks_edition_any: not known
} ks_windows;

typedef enum {
    KS_ROOT_SYSTEM,   // HKLM\SYSTEM; keys begin with CurrentControlSet, Setup, ...
    KS_ROOT_SOFTWARE, // HKLM\SOFTWARE
    KS_ROOT_USER,     // HKCU: each NTUSER.DAT
    KS_ROOT_SECURITY, // HKLM\SECURITY
    KS_ROOT_SAM,      // HKLM\SAM
} ks_setting_root;

typedef struct {
    ks_setting_root root;
    ks_str key;   // below the root; a component `*` is each subkey
    ks_str value; // name; "*": each value of the key is an item (a list policy); empty: the default
    ks_setting_type type; // what is written there
    u32 also;             // other types that Windows takes: bits 1 << type
    u32 unit;             // what one of the number stands for: 1024 where the place is in KB
    bool is_policy;       // group policy writes here
    bool is_mdm;          // only a management service does: no plan writes here
} ks_setting_place;

typedef struct {
    ks_str value; // as ks_setting_value_parse takes it
    ks_str meaning[KS_LANG_COUNT];
} ks_setting_choice;

// What holds on some Windows: the first of a list that fits counts.
typedef struct {
    u32 from, until; // builds, both included; 0, UINT32_MAX: any
    u32 roles;       // bits 1 << ks_role
    u32 editions;
    ks_str value;
} ks_setting_case;

// What a profile of our own asks, on which roles.
typedef struct {
    u32 profile; // index in profiles.yaml
    u32 roles;   // bits 1 << ks_role
    ks_str want;
} ks_setting_wish;

typedef struct {
    ks_str name; // within its setting: "MaxSize"; empty for the only one
    ks_setting_kind kind;
    ks_setting_type type;
    u32 number;         // of all parts of the catalogue, from 0
    u32 category, slot; // audit-subcategory: in PolAdtEv
    bool is_by_hand;    // no file sets it, or only a person knows which value is right
    ks_str object, detail;
    const ks_setting_place *places; // strongest first
    const ks_setting_case *defaults;
    const ks_setting_case *absent; // what absence means
    const ks_setting_choice *choices;
    const ks_setting_wish *wishes;
    u32 place_count, default_count, absent_count, choice_count, wish_count;
} ks_setting_part;

typedef struct {
    ks_str channel, provider; // provider empty: any in that channel
    u32 first, last;          // event ids
} ks_setting_event;

typedef struct {
    const ks_str *items;
    u32 count;
} ks_setting_list;

typedef enum {
    KS_VOLUME_UNKNOWN,
    KS_VOLUME_NONE,
    KS_VOLUME_LOW,  // below 100 events a day
    KS_VOLUME_MED,  // below 10,000
    KS_VOLUME_HIGH, // below 500,000
    KS_VOLUME_FLOOD // rolls a log of 20 MB within hours
} ks_volume;

typedef enum {
    KS_TAKES_EFFECT_SOON,    // at once, or with the next policy refresh
    KS_TAKES_EFFECT_RELOGON, // after a new logon or a restart of the service
    KS_TAKES_EFFECT_REBOOT,
} ks_takes_effect;

// What it is for.
typedef enum {
    KS_SETTING_RECORDS,  // makes Windows leave traces
    KS_SETTING_PROTECTS, // closes a door
    KS_SETTING_WATCHED,  // neither: a place that attackers change, to be looked at
} ks_setting_use;

typedef struct {
    ks_str id;
    ks_setting_use use;
    ks_str title[KS_LANG_COUNT]; // as Windows shows it, where it does
    ks_str purpose[KS_LANG_COUNT];
    ks_str breaks[KS_LANG_COUNT]; // what may break; empty: nothing known
    ks_str around[KS_LANG_COUNT]; // known ways round, limits; may be empty
    ks_str editor[KS_LANG_COUNT]; // where the policy editors show it; may be empty
    const ks_setting_part *parts;
    const ks_setting_event *events;
    u32 part_count, event_count;
    ks_setting_list reveals, mitigates; // techniques: T1059.001
    ks_setting_list sources;            // log sources of Sigma rules that it feeds
    ks_setting_list needs;              // ids of settings without which it does nothing
    ks_setting_list references;
    u32 questions; // bits 1 << ks_question.number
    ks_volume volume[KS_ROLE_COUNT];
    ks_takes_effect takes_effect;
    u32 not_for;     // roles where it does not belong: bits 1 << ks_role
    u32 editions;    // that have it
    u32 from, until; // builds that have it
    bool is_unconfirmed;
} ks_setting;

typedef struct {
    ks_str id; // "powershell"
    ks_str title[KS_LANG_COUNT];
    const ks_setting *settings; // in the order of the file
    size_t count;
} ks_setting_group;

const ks_setting_group *ks_setting_groups(size_t *count);
const ks_setting_group *ks_setting_group_of(const ks_setting *setting);
// NULL: no such id.
const ks_setting *ks_setting_find(ks_str id);
// All of them, sorted by id.
const ks_setting *const *ks_settings(size_t *count);
// The id most like a wrong one; empty: none is near.
ks_str ks_setting_nearest(ks_str id);
size_t ks_setting_part_total(void);

// The words of enums, as files and JSON have them ("audit-sacl", "flood", "reboot", "client"), and
// for people.
ks_str ks_setting_kind_word(ks_setting_kind kind);
ks_str ks_setting_kind_text(ks_setting_kind kind, ks_lang lang);
ks_str ks_setting_use_word(ks_setting_use use);
ks_str ks_volume_word(ks_volume volume);
ks_str ks_takes_effect_word(ks_takes_effect when);
ks_str ks_role_word(ks_role role);
ks_str ks_role_text(ks_role role, ks_lang lang);

// "HKLM\SYSTEM\CurrentControlSet\Control\Lsa!RunAsPPL"
void ks_setting_place_print(const ks_setting_place *place, ks_out *out);

// The pattern of a path rule: the catalogue writes characters that nobody sees as U+202E, several
// as U+2066-2069, one rule each: the n-th. False: there is no n-th.
enum { ks_setting_patterns_most = 8 };
bool ks_setting_pattern(ks_str object, u32 n, ks_arena *arena, ks_str *pattern);

// What a fresh installation has, and what Windows does when there is no value. Unknown where the
// catalogue does not say.
ks_setting_value ks_setting_default(const ks_setting_part *part, const ks_windows *windows);
ks_setting_value ks_setting_when_absent(const ks_setting_part *part, const ks_windows *windows);
// Whether this Windows has the setting at all: its build and edition.
bool ks_setting_exists_on(const ks_setting *setting, const ks_windows *windows);

// How a setting that is there does nothing.
typedef struct {
    ks_dead_id id;
    ks_str word;             // "dead.no-sacl"
    ks_str when;             // the predicate in words, for engineers
    ks_setting_list affects; // ids; a last `*` stands for any rest
    ks_str sentence[KS_LANG_COUNT];
    ks_str remedy[KS_LANG_COUNT];
} ks_dead_check;

const ks_dead_check *ks_dead_check_get(ks_dead_id id);
// Whether the check concerns that setting.
bool ks_dead_check_affects(const ks_dead_check *check, ks_str id);
