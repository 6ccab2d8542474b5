// A made host: its clock, its logs, its processes and sessions. What happens on it is told in
// order of time; everything that recurs or ends by itself happens in between.
#pragma once
#include "evidence/evtx/write.h"

// clang-format off
#define LOGS(X)                                                                                    \
    X(SECURITY, "Security", "Security")                                                            \
    X(SYSTEM, "System", "System")                                                                  \
    X(SYSMON, "Microsoft-Windows-Sysmon/Operational", "Microsoft-Windows-Sysmon%4Operational")     \
    X(POWERSHELL, "Windows PowerShell", "Windows PowerShell")                                      \
    X(SCRIPTS, "Microsoft-Windows-PowerShell/Operational",                                         \
      "Microsoft-Windows-PowerShell%4Operational")                                                 \
    X(TASKS, "Microsoft-Windows-TaskScheduler/Operational",                                        \
      "Microsoft-Windows-TaskScheduler%4Operational")                                              \
    X(TERMINAL, "Microsoft-Windows-TerminalServices-LocalSessionManager/Operational",              \
      "Microsoft-Windows-TerminalServices-LocalSessionManager%4Operational")                       \
    X(REMOTE, "Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational",            \
      "Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational")                   \
    X(DEFENDER, "Microsoft-Windows-Windows Defender/Operational",                                  \
      "Microsoft-Windows-Windows Defender%4Operational")
typedef enum {
#define X(name, channel, file) LOG_##name,
    LOGS(X)
#undef X
    LOG_COUNT
} log_kind;
// clang-format on

#define SECONDS ((u64)ks_ticks_per_second)
#define MINUTES (60 * SECONDS)
#define HOURS   (60 * MINUTES)

// A log being filled; in memory, written out at the end.
typedef struct {
    ks_arena arena;         // of the writer; whole
    ks_evtx_writer *writer; // NULL: this host has no such log
    u8 *bytes;
    size_t size;
    u64 next_id; // event record id; goes on when the log is cleared
} made_log;

// One logon session, and the one that it is linked with under UAC.
typedef struct session session;
struct session {
    const char *sid, *user, *domain;
    u64 logon_id, started;
    u32 terminal;
    const char *label;     // SID of the integrity level
    const char *elevation; // %%1936 ... %%1938
    session *linked;
};

typedef struct process process;
struct process {
    const char *image, *command;
    const session *session;
    const process *parent;
    u64 started, ends; // ends: 0: with the host
    u32 pid, number;   // number: counts in this boot
};

enum { processes_most = 512, timers_most = 32 };

typedef struct host host;
typedef struct {
    u64 next, period; // ticks
    void (*happen)(host *h);
} timer;

struct host {
    const char *name, *computer; // "PC-17", "PC-17.corp.example"
    const char *address;
    u64 now;   // ticks of true time
    i64 shift; // what the host's clock is off by
    u64 dice;  // state of the generator
    u32 boots, started_processes;
    bool is_up;
    bool has_command_lines; // the setting that puts them into 4688
    bool audits_processes;
    bool audits_share_files; // Detailed File Share
    bool is_sysmon_on, is_powershell_logged;
    bool is_logging; // the log service runs
    u64 hidden_id;   // of the record that is hidden at the end; 0: none
    u32 machine_id;  // first part of Sysmon's GUIDs
    u64 next_logon_id;
    made_log logs[LOG_COUNT];
    made_log exported; // an export of the Security log while it is open
    bool is_exporting;
    ks_arena *texts; // what events point at; as long as the run
    process alive[processes_most];
    size_t alive_count;
    timer timers[timers_most];
    size_t timer_count;
    session system, network_service, local_service;
    process *kernel, *services, *lsass, *winlogon, *scheduler, *defender, *indexer, *explorer,
        *sysmon;
};

// --- time
u64 at(const char *text); // "2026-05-11 03:10:02", UTC
// Lets everything happen that is due until then; the host's time is then this.
void host_advance(host *h, u64 ticks);
void host_every(host *h, u64 period, void (*happen)(host *h));
u32 host_dice(host *h, u32 sides); // 0 ... sides - 1
// The time of one event, and a few milliseconds pass.
u64 host_stamp(host *h);

// --- texts that live as long as the run
__attribute__((format(printf, 2, 3))) const char *host_text(host *h, const char *format, ...);
const char *host_time_text(host *h, u64 ticks); // 2026-05-11 03:10:02.123, as Sysmon has it

// --- logs
void host_open_log(host *h, log_kind kind, u64 first_id, u32 flags);
void host_write(host *h, log_kind kind, ks_made_event *event);
void host_clear_log(host *h, log_kind kind); // the ids go on
void host_open_export(host *h);
// Ends what is still open and gives the bytes of a log; {NULL, 0}: none.
ks_span host_log_end(made_log *log);
const char *host_log_file(log_kind kind);

// --- processes
typedef struct {
    const process *parent;
    const char *image, *command;
    const session *as; // NULL: as the parent
    u64 lasts;         // ticks; 0: as long as the host
    u32 pid;           // 0: any
} start;

// The process as it was started; the copy stays valid for the whole run.
process *host_start(host *h, const start *s);
void host_end(host *h, u32 pid);
void host_forget_processes(host *h); // at a shutdown or a crash: no events

session *host_logon(host *h, const session *like);
