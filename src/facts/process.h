// Processes: starts and ends of Security 4688/4689/4696 and Sysmon 1/5 joined to runs of programs
// with parent, user, elevation, integrity and command line (answers 4.1).
#pragma once
#include "facts/host.h"

static const u32 ks_no_event = UINT32_MAX, ks_no_process = UINT32_MAX, ks_no_session = UINT32_MAX;

typedef enum { KS_NO, KS_YES, KS_UNKNOWN } ks_three;

#define KS_ENDS(X) \
    X(UNKNOWN, "unknown") X(RECORDED, "recorded") X(REUSED, "reused") X(RESTART, "restart")
typedef enum {
#define X(name, word) KS_END_##name,
    KS_ENDS(X)
#undef X
        KS_END_COUNT
} ks_process_end;
extern const char *const ks_process_end_words[KS_END_COUNT];

// How it is known.
#define KS_SEENS(X) X(NOT, "unseen") X(START, "start") X(END, "end") X(OTHER, "other")
typedef enum {
#define X(name, word) KS_SEEN_##name,
    KS_SEENS(X)
#undef X
        KS_SEEN_COUNT // NOT: only as the parent that another names
} ks_process_seen;

// %%1936 says nothing by itself: integrity decides (answers, trap 6).
typedef enum {
    KS_TOKEN_UNKNOWN,
    KS_TOKEN_DEFAULT, // %%1936: no split token: a plain user, a service, or UAC off
    KS_TOKEN_FULL,    // %%1937: elevated
    KS_TOKEN_LIMITED  // %%1938
} ks_token;

enum {
    ks_integrity_unknown = 0,
    ks_integrity_untrusted = 1, // S-1-16-0
    ks_integrity_low = 4096,
    ks_integrity_medium = 8192,
    ks_integrity_medium_plus = 8448,
    ks_integrity_high = 12288,
    ks_integrity_system = 16384
};

typedef struct {
    u32 host, boot; // index in facts->hosts, in its boots
    u32 pid;
    u64 start_ticks, end_ticks; // effective; 0: unknown
    ks_process_end end_how;
    ks_process_seen seen;
    ks_str image;         // full path as recorded
    ks_str command;       // empty: see has_command
    ks_three has_command; // NO: empty while the setting was on (never seen) ; UNKNOWN: not recorded
    ks_str directory, hashes, original_name;
    ks_str user;    // DOMAIN\name of the actor: target if there is one, else subject
    ks_str sid;     // of the same; empty: not told
    ks_str creator; // DOMAIN\name of who started it, where that is another; else empty
    u64 logon;      // logon id of the process; 0: unknown
    u32 session;    // ks_no_session: its logon was not seen
    ks_token token;
    u32 integrity;
    ks_three is_elevated;
    bool has_exit;
    u32 exit_code;
    u32 parent; // ks_no_process: none named
    u32 parent_pid;
    ks_str parent_image; // as the child's record tells, else the parent's
    ks_str guid;         // Sysmon's; empty: none
    u32 depth;           // below the root of its tree, at most 64
    u32 events[3];       // start (4688, else Sysmon 1, 4696), end, second start (Sysmon 1)
} ks_process;

typedef struct {
    u32 host, boot, event;
    u64 logon, linked; // linked: the other half of a UAC logon; 0: none
    u64 start_ticks;
    u32 type; // LogonType
    ks_str user, sid;
    ks_str address, workstation; // empty: none told
} ks_session;

// Whether the names mean the same file: \??\, \\?\ and \Device\HarddiskVolumeN\ put aside, case of
// ASCII letters ignored, 8.3 names not expanded.
bool ks_path_equal(ks_str a, ks_str b);
// The account that a record means, for people: by SID where Windows localises the name (answers,
// traps 7, 19), else DOMAIN\name in `arena`; empty when none is told.
ks_str ks_account_name(ks_arena *arena, ks_str sid, ks_str domain, ks_str name);
// Whether an account can be a person's: not SYSTEM and its kin, not a service's, an application
// pool's, a virtual machine's, the window manager's (DWM) or the font driver's (UMFD), by the class
// of its SID (answers, trap 18). An unknown SID may be.
bool ks_is_person(ks_str sid);
// Reads the Binary of 7036, hex of UTF-16LE "<key>/<state>" (1 stopped, 4 running: all 3,443 of the
// public samples), into `key`; its size, 0: it is something else.
size_t ks_service_state(ks_str hex, char *key, size_t size, u32 *state);
