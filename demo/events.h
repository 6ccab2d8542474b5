// The events that made hosts write, one function each; fields, types and versions as real logs
// have them.
#pragma once
#include "host.h"

// clang-format off
#define TEXT(n, t)  KS_MADE_TEXT(n, t)
#define SID(n, t)   KS_MADE_AS(n, KS_SID, t)
#define GUID(n, t)  KS_MADE_AS(n, KS_GUID, t)
#define U8(n, v)    KS_MADE_NUMBER(n, KS_UINT8, v)
#define U16(n, v)   KS_MADE_NUMBER(n, KS_UINT16, v)
#define U32(n, v)   KS_MADE_NUMBER(n, KS_UINT32, v)
#define I32(n, v)   KS_MADE_NUMBER(n, KS_INT32, v)
#define U64(n, v)   KS_MADE_NUMBER(n, KS_UINT64, v)
#define HEX32(n, v) KS_MADE_NUMBER(n, KS_HEX32, v)
#define HEX64(n, v) KS_MADE_NUMBER(n, KS_HEX64, v)
#define BOOL(n, v)  KS_MADE_NUMBER(n, KS_BOOL, v)
#define TIME(n, v)  KS_MADE_NUMBER(n, KS_FILETIME, v)
#define FIELDS(...)                                     \
    .fields = (const ks_made_field[]){ __VA_ARGS__ },   \
    .field_count = sizeof((const ks_made_field[]){ __VA_ARGS__ }) / sizeof(ks_made_field)
// clang-format on

// --- security.c
void security_process_start(host *h, const process *p);
void security_process_end(host *h, const process *p);
typedef struct {
    const session *session;
    u32 type;
    const char *process, *package, *address, *workstation; // NULL: "-"
    const process *by;
    u32 port;
} logon;
void security_logon(host *h, const logon *l); // 4624, and 4672 where the token is elevated
void security_logon_failed(host *h, const logon *l);
void security_logoff(host *h, const session *s, u32 type, bool by_user);
void security_explicit(host *h, const session *who, const session *whom, const char *server,
                       const process *tool);
void security_boot(host *h);
void security_service_stop(host *h); // 1100
void security_cleared(host *h, const session *who);
typedef struct {
    const char *category, *subcategory, *guid, *changes; // %%nnnn, %%nnnn, {…}, "%%8448"
} policy_change;
void security_policy(host *h, const session *who, const policy_change *change);
void security_time_change(host *h, const session *who, const process *by, u64 before, u64 after);
void security_service_installed(host *h, const session *who, const char *name, const char *path);
typedef struct {
    const session *session;
    const char *address;
    u32 port;
} client;
void security_share(host *h, const client *c, const char *share, const char *path);
void security_share_file(host *h, const client *c, const char *share, const char *path,
                         const char *file, bool is_write);

// --- sysmon.c
void sysmon_process_start(host *h, const process *p);
void sysmon_process_end(host *h, const process *p);
void sysmon_state(host *h, const char *state);
void sysmon_configuration(host *h, const char *path);
void sysmon_connection(host *h, const process *p, const char *address, const char *name, u32 port);
void sysmon_dns(host *h, const process *p, const char *name, const char *answer);
void sysmon_file(host *h, const process *p, const char *path);
void sysmon_mark_of_web(host *h, const process *p, const char *path, const char *contents);
void sysmon_registry(host *h, const process *p, const char *target, const char *details);
void sysmon_access(host *h, const process *p, const process *target, u32 granted);

// --- system.c
void system_boot(host *h);
void system_shutdown(host *h, const session *who);
void system_service(host *h, const char *display, const char *key, bool is_running);
void system_service_installed(host *h, const char *sid, const char *name, const char *path,
                              bool is_driver);
void system_log_started(host *h);
void system_log_stopped(host *h);
void system_uptime(host *h, u64 since);
void system_cleared(host *h, const session *who, const char *channel);
void system_clock(host *h, u64 before, u64 after, const char *sid);
void system_user(host *h, const session *s, bool is_logon);
void system_update(host *h, u16 id, const char *title, const char *guid);
void system_says_made(host *h, log_kind kind); // the first event of each log

// --- channels.c
void powershell_session(host *h, const process *p, const char *text);
void task_registered(host *h, const char *name, const char *user);
// Runs for two seconds.
void task_run(host *h, const char *name, const char *action, const char *user, u32 pid);
void terminal_session(host *h, u16 id, const session *s, const char *address);
void remote_connection(host *h, const session *s, const char *address);
void defender_heartbeat(host *h);
void defender_disabled(host *h);

// --- people.c: the accounts of CORP
extern const session tanaka, tanaka_elevated, tanaka_on_server, sato, sato_elevated, file_admin;
typedef struct {
    session account;
    const char *pc, *address;
} colleague;
enum { colleague_count = 5 };
extern const colleague colleagues[colleague_count];

// --- boot.c: up and down
void host_set_up(host *h, ks_arena *texts, u64 seed);
void host_boot(host *h);
void host_shut_down(host *h, const session *who);
// A person logs on at the console; what is returned is the limited one of two linked sessions.
session *host_person_logs_on(host *h, const session *limited, const session *elevated);
void host_person_logs_off(host *h, const session *s);

// --- office.c, server.c: what recurs, and the ordinary days
void office_background(host *h);
// Programs of a working day from now on until `end`; the mail program is returned.
process *office_morning(host *h, const session *s);
void office_work(host *h, const session *s, u64 end);
void server_background(host *h);
void server_clients(host *h, u64 end); // colleagues open files until then
u32 server_visit(host *h, const session *s, const char *address, u32 files); // returns the port

// --- story.c: both hosts through the days, the intrusion in the middle
void tell_the_story(host *pc, host *fs);
void tell_the_intrusion(host *pc, host *fs, session *user, process *outlook); // intrusion.c

// --- hide.c: hides the record with this id as eventlogedit does: the one before it is enlarged
// over it. The records behind it must have been given ids as if it were not there.
bool hide_record(u8 *log, size_t size, u64 hidden_id);
