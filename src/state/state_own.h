// Between the files of the room.
#pragma once
#include "policy/applocker.h"
#include "policy/exploit.h"
#include "policy/security_descriptor.h"
#include "policy/sysmon.h"
#include "state/registry_own.h"
#include "state/state.h"

// Where a registry stands: root, what its paths begin with, whose it is.
enum { state_root_bcd = KS_ROOT_SAM + 1, state_roots };

typedef struct {
    u32 root; // ks_setting_root, or state_root_bcd
    ks_registry *registry;
    ks_str prefix;  // "SOFTWARE" in a tree of all of HKLM; empty
    ks_str current; // "ControlSet001": stands for CurrentControlSet; empty: as it is written
    ks_str user;    // of KS_ROOT_USER
    u32 source;
} state_mount;

// Audit settings by category and slot, as PolAdtEv numbers them.
enum { state_categories = 9, state_slots = 32, state_subcategories_most = 9 * 32 };

typedef struct {
    bool is_there, is_ambiguous;
    u8 value, other; // bits 1 success, 2 failure
    ks_str where;
    u64 ticks; // of what tells it; 0: when the whole was written
} state_audit_slot;

typedef struct {
    u32 source;
    u64 written_ticks;
    ks_str where;
    state_audit_slot slots[state_categories][state_slots];
} state_audit;

// What of a security template is used: section, key, value. Of rights, the list by lines.
typedef enum {
    STATE_SECTION_ACCESS,
    STATE_SECTION_EVENT_AUDIT,
    STATE_SECTION_RIGHT,
    STATE_SECTION_SERVICE, // the value is the start type
    STATE_SECTION_KEY,     // the value is SDDL, as in the next
    STATE_SECTION_FILE,
    STATE_SECTION_GROUP
} state_section;

typedef struct {
    state_section section;
    ks_str key, value;
    ks_str where; // "GptTmpl.inf:12"
} state_template_line;

typedef struct {
    u32 source;
    const state_template_line *lines;
    size_t count;
} state_template;

// Options and global SACLs of audit.csv: "Option:CrashOnAuditFail", "RegistryGlobalSacl".
typedef struct {
    u32 source;
    ks_str name, value;
    ks_str where;
} state_audit_extra;

// A file of an event log, as far as its size tells something.
typedef struct {
    ks_str channel;
    u64 size;
} state_log;

typedef struct {
    u32 source;
    const ks_sysmon_config *config;
} state_sysmon;

typedef struct {
    u32 source;
    ks_applocker_policy policy;
} state_applocker;

typedef struct {
    u32 source;
    ks_exploit_policy policy;
} state_exploit;

#define STATE_LIST(type)        \
    struct {                    \
        type *items;            \
        size_t count, capacity; \
    }

struct ks_state {
    ks_arena *arena;
    ks_machine machine;
    STATE_LIST(ks_state_source) sources;
    STATE_LIST(state_mount) mounts;
    STATE_LIST(state_audit) audits;
    STATE_LIST(state_template) templates;
    STATE_LIST(state_audit_extra) extras;
    STATE_LIST(state_log) logs;
    STATE_LIST(state_sysmon) sysmons;
    STATE_LIST(state_applocker) applockers;
    STATE_LIST(state_exploit) exploits;
    STATE_LIST(ks_ledger *) ledgers; // by source; NULL: nobody keeps one
    ks_part_state *parts;            // by number
    bool is_spent;                   // the arena's budget
};

// A place for one more item in a list; NULL past the budget (state->is_spent).
void *state_add(ks_state *state, void *list, size_t size);
#define STATE_ADD(state, list) state_add((state), &(state)->list, sizeof *(state)->list.items)

// --- load.c, load_policy.c, load_export.c
void state_load(ks_state *state, ks_state_file *files, size_t count);
bool state_is_reg(ks_span bytes);
void state_load_reg(ks_state *state, ks_state_file *file);
void state_load_sysmon(ks_state *state, ks_state_file *file);
// Whether the file was XML of AppLocker or of exploit protection; then it is loaded.
bool state_load_xml(ks_state *state, ks_state_file *file);
void state_load_policy(ks_state *state, ks_state_file *file);
ks_state_source *state_add_source(ks_state *state, ks_state_file *file, ks_state_format format,
                                  ks_state_tier tier);
void state_mount_registry(ks_state *state, state_mount what);
// The n-th name of a path from its end (0: the file), and whether a folder of it has this name.
ks_str state_path_name(ks_str path, size_t n);
bool state_path_has(ks_str path, const char *folder);
// --- audited.c: what the machine's logs prove, where nothing before has said it
void state_load_audited(ks_state *state, ks_state_file *files, size_t count);
// --- machine.c
void state_read_machine(ks_state *state);
// --- audit_policy.c
// The value PolAdtEv of any Windows. False: it is none.
bool state_audit_read(ks_span bytes, state_audit *audit);

// --- look.c: the registry of a state
// The key below a root in one mount.
bool state_key(const ks_state *state, const state_mount *mount, ks_str key, ks_arena *arena,
               ks_reg_key *found);
bool state_covers(const state_mount *mount, ks_str key, ks_arena scratch);
// In force, in any mount: a machine's root, or `user`'s.
typedef enum { STATE_NO, STATE_YES, STATE_OPEN } state_answer; // OPEN: nobody can tell
state_answer state_value(const ks_state *state, ks_setting_root root, const char *key,
                         const char *name, ks_arena *arena, ks_reg_value *value);
state_answer state_has_key(const ks_state *state, ks_setting_root root, const char *key);
// YES: the value is there and a number (or text of one).
state_answer state_number(const ks_state *state, ks_setting_root root, const char *key,
                          const char *name, u64 *number);
state_answer state_text(const ks_state *state, ks_setting_root root, const char *key,
                        const char *name, ks_arena *arena, ks_str *text);
static inline bool state_is_in_force(const ks_state *state, u32 source)
{
    return state->sources.items[source].tier == KS_TIER_IN_FORCE;
}

// --- kind.c
// How a kind of setting is read: gives the instances of a part.
typedef struct {
    ks_state *state;
    const ks_setting_part *part;
    STATE_LIST(ks_instance) instances;
    STATE_LIST(ks_said) says; // of the instance that is being made
} state_reading;
typedef void state_kind_read(state_reading *r);

// Adds what one source says; the caller fills it. NULL past the budget.
ks_said *state_say(state_reading *r, u32 source);
// Ends an instance with what was said: decides what is in force.
void state_end_instance(state_reading *r, ks_str of, const ks_setting_place *unseen);
// What security templates say of the part's object in a section: a number, or a list or text.
void state_say_template(state_reading *r, state_section section, bool is_text);
void state_read_part(ks_state *state, const ks_setting_part *part);

// --- kind/places.c: what registries hold at a part's places
typedef struct {
    ks_str user; // of places below HKCU
    bool has_user;
    ks_str stars; // names of ks_state_key_of
} state_scope;
// Says it for one scope; gives the strongest place that nothing could tell of, and that is stronger
// than what was found. NULL: all were seen.
const ks_setting_place *state_say_places(state_reading *r, const state_scope *scope);
// The value as the part's type has it.
void state_value_of(const ks_setting_part *part, const ks_setting_place *place,
                    const ks_reg_value *value, ks_arena *arena, ks_said *said);

// --- kind/*.c
#define STATE_KIND_READERS(X) \
    X(places)                 \
    X(audit_subcategory)      \
    X(audit_option)           \
    X(audit_sacl)             \
    X(firewall_rule)          \
    X(user_right)             \
    X(system_access)          \
    X(service) X(exploit_protection) X(boot) X(group_member) X(srp) X(sysmon) X(applocker)
#define X(name) state_kind_read state_kind_##name;
STATE_KIND_READERS(X)
#undef X
