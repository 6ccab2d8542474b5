// Events of the System log, and the one that begins every log of the demo.
#include "events.h"

static u32 services_pid(const host *h) { return h->services ? h->services->pid : 700; }

// Of the old kind: provider without a manifest of its own.
static void classic(host *h, ks_made_event event)
{
    event.is_classic = true;
    event.level = event.level ? event.level : 4;
    event.keywords = 0x80000000000000;
    host_write(h, LOG_SYSTEM, &event);
}

static void kernel(host *h, ks_made_event event)
{
    event.level = 4;
    event.process_id = 4;
    event.thread_id = 8;
    event.user_sid = "S-1-5-18";
    host_write(h, LOG_SYSTEM, &event);
}

void system_says_made(host *h, log_kind kind)
{
    host_write(
        h, kind,
        &(ks_made_event){
            .provider = "Konseki-Demo",
            .is_classic = true,
            .id = 1,
            .level = 4,
            .keywords = 0x80000000000000,
            FIELDS(TEXT(NULL, "This log is made by konseki-demo. Hosts, people, addresses and "
                              "files in it do not exist, and the intrusion never happened."),
                   TEXT(NULL, "このログは konseki-demo が作成したものです。ホスト、人物、アドレス、"
                              "ファイルはすべて架空で、侵入は実際には起きていません。")),
        });
}

// --- the log service

void system_log_started(host *h)
{
    classic(h, (ks_made_event){ .provider = "EventLog",
                                .id = 6009,
                                .qualifiers = 0x8000,
                                FIELDS(TEXT(NULL, "10.00."), TEXT(NULL, "19045"), TEXT(NULL, ""),
                                       TEXT(NULL, "Multiprocessor Free"), TEXT(NULL, "0")) });
    classic(h, (ks_made_event){ .provider = "EventLog",
                                .id = 6005,
                                .qualifiers = 0x8000,
                                .binary = "EA07050001000B000000000000000000" });
}

void system_log_stopped(host *h)
{
    classic(h, (ks_made_event){ .provider = "EventLog",
                                .id = 6006,
                                .qualifiers = 0x8000,
                                .binary = "0100000000000000" });
}

void system_uptime(host *h, u64 since)
{
    const char *uptime_s = host_text(h, "%llu", (unsigned long long)((h->now - since) / SECONDS));
    classic(h, (ks_made_event){ .provider = "EventLog",
                                .id = 6013,
                                .qualifiers = 0x8000,
                                FIELDS(TEXT(NULL, ""), TEXT(NULL, ""), TEXT(NULL, ""),
                                       TEXT(NULL, ""), TEXT(NULL, uptime_s), TEXT(NULL, "60"),
                                       TEXT(NULL, "-540 Tokyo Standard Time")),
                                .binary = "31002E0031000000" });
}

void system_cleared(host *h, const session *who, const char *channel)
{
    host_write(
        h, LOG_SYSTEM,
        &(ks_made_event){
            .provider = "Microsoft-Windows-Eventlog",
            .guid = "{FC65DDD8-D6EF-4962-83D5-6E5CFE9CE148}",
            .id = 104,
            .level = 4,
            .task = 104,
            .keywords = 0x8000000000000000,
            .process_id = h->scheduler ? h->scheduler->pid : 1216,
            .thread_id = 3320,
            .user_sid = who->sid,
            .user_data = "LogFileCleared",
            .user_data_namespace = "http://manifests.microsoft.com/win/2004/08/windows/eventlog",
            FIELDS(TEXT("SubjectUserName", who->user), TEXT("SubjectDomainName", who->domain),
                   TEXT("Channel", channel), TEXT("BackupPath", "")),
        });
}

// --- start and stop

void system_boot(host *h)
{
    u64 started = host_stamp(h);
    kernel(h,
           (ks_made_event){
               .provider = "Microsoft-Windows-Kernel-General",
               .guid = "{A68CA8B7-004F-D7B6-A698-07E2DE0F1F5D}",
               .id = 12,
               .task = 1,
               .keywords = 0x8000000000000080,
               FIELDS(U32("MajorVersion", 10), U32("MinorVersion", 0), U32("BuildVersion", 19045),
                      U32("QfeVersion", 4355), U32("ServiceVersion", 0), U32("BootMode", 0),
                      TIME("StartTime", started - 5 * SECONDS)),
           });
    static const char boot_guid[] = "{15CA44FF-4D7A-4BAA-BBA5-0998955E531E}";
    kernel(h, (ks_made_event){
                  .provider = "Microsoft-Windows-Kernel-Boot",
                  .guid = boot_guid,
                  .id = 20,
                  .version = 1,
                  .task = 31,
                  .keywords = 0x8000000000000000,
                  FIELDS(BOOL("LastShutdownGood", 1), BOOL("LastBootGood", 1),
                         U32("LastBootId", h->boots), U32("BootStatusPolicy", 1)),
              });
    kernel(h, (ks_made_event){
                  .provider = "Microsoft-Windows-Kernel-Boot",
                  .guid = boot_guid,
                  .id = 27,
                  .version = 1,
                  .task = 33,
                  .keywords = 0x8000000000000000,
                  FIELDS(U32("BootType", 0), TEXT("LoadOptions", " NOEXECUTE=OPTIN")),
              });
    system_log_started(h);
}

void system_shutdown(host *h, const session *who)
{
    const char *by = who ? host_text(h, "%s\\%s", who->domain, who->user) : "NT AUTHORITY\\SYSTEM";
    host_write(h, LOG_SYSTEM,
               &(ks_made_event){
                   .provider = "User32",
                   .guid = "{b0aa8734-56f7-41cc-b2f4-de228e98b946}",
                   .source_name = "User32",
                   .id = 1074,
                   .qualifiers = 0x8000,
                   .level = 4,
                   .keywords = 0x8080000000000000,
                   .process_id = h->winlogon ? h->winlogon->pid : 640,
                   .thread_id = 1012,
                   .user_sid = who ? who->sid : "S-1-5-18",
                   FIELDS(TEXT("param1", host_text(h, "C:\\Windows\\Explorer.EXE (%s)", h->name)),
                          TEXT("param2", h->name), TEXT("param3", "Other (Unplanned)"),
                          TEXT("param4", "0x0"), TEXT("param5", "power off"), TEXT("param6", ""),
                          TEXT("param7", by)),
               });
    security_service_stop(h);
    system_log_stopped(h);
    kernel(h, (ks_made_event){ .provider = "Microsoft-Windows-Kernel-Power",
                               .guid = "{331C3B3A-2005-44C2-AC5E-77220C37D6B4}",
                               .id = 109,
                               .task = 103,
                               .keywords = 0x8000400000000404,
                               FIELDS(U32("ShutdownActionType", 6), U32("ShutdownEventCode", 0),
                                      U32("ShutdownReason", 5)) });
    kernel(h, (ks_made_event){ .provider = "Microsoft-Windows-Kernel-General",
                               .guid = "{A68CA8B7-004F-D7B6-A698-07E2DE0F1F5D}",
                               .id = 13,
                               .task = 2,
                               .keywords = 0x8000000000000080,
                               FIELDS(TIME("StopTime", h->now)) });
}

void system_clock(host *h, u64 before, u64 after, const char *sid)
{
    host_write(h, LOG_SYSTEM,
               &(ks_made_event){
                   .provider = "Microsoft-Windows-Kernel-General",
                   .guid = "{A68CA8B7-004F-D7B6-A698-07E2DE0F1F5D}",
                   .id = 1,
                   .version = 1,
                   .level = 4,
                   .task = 5,
                   .keywords = 0x8000000000000010,
                   .ticks = after,
                   .process_id = 4,
                   .thread_id = 212,
                   .user_sid = sid,
                   FIELDS(TIME("NewTime", after), TIME("OldTime", before), U32("Reason", 1)),
               });
}

// --- services, users, updates

static void service_control(host *h, ks_made_event event)
{
    event.provider = event.source_name = "Service Control Manager";
    event.guid = "{555908d1-a6d7-4695-8e1e-26931d2012f4}";
    event.qualifiers = 0x4000;
    event.level = 4;
    event.keywords = 0x8080000000000000;
    event.process_id = services_pid(h);
    event.thread_id = 4 * (160 + host_dice(h, 600));
    host_write(h, LOG_SYSTEM, &event);
}

void system_service(host *h, const char *display, const char *key, bool is_running)
{
    char hex[256] = { 0 }; // the service's key name, '/', its state, NUL: UTF-16 in hex
    const char *tail = is_running ? "/4" : "/1";
    size_t at = 0;
    for (const char *part = key; part; part = part == key ? tail : NULL)
        for (const char *c = part; *c; c++, at += 4) {
            static const char digits[] = "0123456789ABCDEF";
            KS_ASSERT(at + 8 < sizeof hex);
            memcpy(hex + at, (char[]){ digits[*c >> 4 & 15], digits[*c & 15], '0', '0' }, 4);
        }
    memcpy(hex + at, "0000", 4);
    service_control(h, (ks_made_event){ .id = 7036,
                                        FIELDS(TEXT("param1", display),
                                               TEXT("param2", is_running ? "running" : "stopped")),
                                        .binary = hex });
}

void system_service_installed(host *h, const char *sid, const char *name, const char *path,
                              bool is_driver)
{
    service_control(
        h, (ks_made_event){
               .id = 7045,
               .user_sid = sid,
               FIELDS(TEXT("ServiceName", name), TEXT("ImagePath", path),
                      TEXT("ServiceType", is_driver ? "kernel mode driver" : "user mode service"),
                      TEXT("StartType", strstr(name, "PSEXE") ? "demand start" : "auto start"),
                      TEXT("AccountName", is_driver ? "" : "LocalSystem")),
           });
}

void system_user(host *h, const session *s, bool is_logon)
{
    host_write(h, LOG_SYSTEM,
               &(ks_made_event){
                   .provider = "Microsoft-Windows-Winlogon",
                   .guid = "{DBE9B383-7CF3-4331-91CC-A3CB16A3B538}",
                   .id = is_logon ? 7001 : 7002,
                   .level = 4,
                   .task = is_logon ? 1101 : 1102,
                   .keywords = 0x2000200000000000,
                   .process_id = h->winlogon ? h->winlogon->pid : 640,
                   .thread_id = 2208,
                   .user_sid = "S-1-5-18",
                   FIELDS(U32("TSId", s->terminal), SID("UserSid", s->sid)),
               });
}

void system_update(host *h, u16 id, const char *title, const char *guid)
{
    host_write(h, LOG_SYSTEM,
               &(ks_made_event){
                   .provider = "Microsoft-Windows-WindowsUpdateClient",
                   .guid = "{945A8954-C147-4ACD-923F-40C45405A658}",
                   .id = id,
                   .version = 1,
                   .level = 4,
                   .task = 1,
                   .opcode = id == 44 ? 12 : 13,
                   .keywords = id == 44 ? 0x8000000000002004 : 0x8000000000000018,
                   .process_id = h->scheduler ? h->scheduler->pid : 1216,
                   .thread_id = 6044,
                   .user_sid = "S-1-5-18",
                   FIELDS(TEXT("updateTitle", title), GUID("updateGuid", guid),
                          U32("updateRevisionNumber", 200)),
               });
}
