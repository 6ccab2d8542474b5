// A host comes up, people log on and off, it goes down.
#include "events.h"

#define SYSTEM32 "C:\\Windows\\System32\\"

void host_set_up(host *h, ks_arena *texts, u64 seed)
{
    h->texts = texts;
    h->dice = seed * 0x9e3779b97f4a7c15;
    h->is_logging = true;
    h->system = (session){ .sid = "S-1-5-18",
                           .user = host_text(h, "%s$", h->name),
                           .domain = "CORP",
                           .logon_id = 0x3e7,
                           .label = "S-1-16-16384",
                           .elevation = "%%1936" };
    h->network_service = h->local_service = h->system;
    h->network_service.sid = "S-1-5-20";
    h->network_service.logon_id = 0x3e4;
    h->local_service.sid = "S-1-5-19";
    h->local_service.user = "LOCAL SERVICE";
    h->local_service.domain = "NT AUTHORITY";
    h->local_service.logon_id = 0x3e5;
}

static process *service(host *h, const char *command, const session *as)
{
    return host_start(h, &(start){ .parent = h->services,
                                   .image = SYSTEM32 "svchost.exe",
                                   .command = command,
                                   .as = as });
}

static void start_services(host *h)
{
    static const char host_command[] = "C:\\Windows\\System32\\svchost.exe -k ";
    static const struct {
        const char *group;
        bool is_local;
    } groups[] = {
        { "DcomLaunch -p", false },
        { "RPCSS -p", false },
        { "LocalServiceNetworkRestricted -p -s EventLog", true },
        { "netsvcs -p -s ProfSvc", false },
        { "LocalService -p -s nsi", true },
        { "LocalServiceNetworkRestricted -p -s Dhcp", true },
        { "NetworkService -p -s Dnscache", false },
        { "netsvcs -p -s Themes", false },
        { "LocalService -p -s W32Time", true },
        { "netsvcs -p -s Winmgmt", false },
        { "NetworkService -p -s LanmanWorkstation", false },
        { "netsvcs -p -s LanmanServer", false },
        { "LocalServiceNoNetwork -p -s DPS", true },
        { "utcsvc -p", false },
    };
    for (size_t i = 0; i < countof(groups); i++)
        service(h, host_text(h, "%s%s", host_command, groups[i].group),
                groups[i].is_local ? &h->local_service : NULL);
    h->scheduler = service(h, "C:\\Windows\\System32\\svchost.exe -k netsvcs -p -s Schedule", NULL);
    host_start(h, &(start){ .parent = h->services,
                            .image = SYSTEM32 "spoolsv.exe",
                            .command = SYSTEM32 "spoolsv.exe" });
    h->defender = host_start(
        h, &(start){ .parent = h->services,
                     .image =
                         "C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.24040.4-0\\"
                         "MsMpEng.exe",
                     .command = "\"C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\"
                                "4.18.24040.4-0\\MsMpEng.exe\"" });
    h->indexer = host_start(h, &(start){ .parent = h->services,
                                         .image = SYSTEM32 "SearchIndexer.exe",
                                         .command = SYSTEM32 "SearchIndexer.exe /Embedding" });
}

void host_boot(host *h)
{
    static const session kernel = { .sid = "S-1-5-18",
                                    .user = "-",
                                    .domain = "-",
                                    .logon_id = 0x3e7,
                                    .label = "S-1-16-16384",
                                    .elevation = "%%1936" };
    h->boots++;
    h->started_processes = 0;
    h->alive_count = 0;
    h->is_up = true;
    h->next_logon_id = 0x20000 + host_dice(h, 0x8000);
    h->system.started = h->network_service.started = h->local_service.started = h->now;
    h->lsass = h->winlogon = h->services = h->scheduler = NULL;
    system_boot(h);
    h->kernel = host_start(
        h, &(start){
               .parent = NULL, .image = "System", .command = "System", .as = &kernel, .pid = 4 });
    process *smss = host_start(h, &(start){ .parent = h->kernel,
                                            .image = SYSTEM32 "smss.exe",
                                            .command = "\\SystemRoot\\System32\\smss.exe",
                                            .as = &h->system });
    process *wininit = host_start(
        h, &(start){ .parent = smss, .image = SYSTEM32 "wininit.exe", .command = "wininit.exe" });
    h->winlogon = host_start(
        h, &(start){ .parent = smss, .image = SYSTEM32 "winlogon.exe", .command = "winlogon.exe" });
    h->services = host_start(h, &(start){ .parent = wininit,
                                          .image = SYSTEM32 "services.exe",
                                          .command = SYSTEM32 "services.exe" });
    h->lsass = host_start(h, &(start){ .parent = wininit,
                                       .image = SYSTEM32 "lsass.exe",
                                       .command = SYSTEM32 "lsass.exe" });
    security_boot(h);
    security_logon(
        h, &(logon){ .session = &h->system, .type = 5, .package = "Negotiate", .by = h->services });
    start_services(h);
    if (h->is_sysmon_on) {
        h->sysmon = host_start(h, &(start){ .parent = h->services,
                                            .image = "C:\\Windows\\Sysmon64.exe",
                                            .command = "C:\\Windows\\Sysmon64.exe" });
        sysmon_state(h, "Started");
    }
    defender_heartbeat(h);
}

void host_shut_down(host *h, const session *who)
{
    system_shutdown(h, who);
    host_forget_processes(h);
    h->is_up = false;
}

session *host_person_logs_on(host *h, const session *limited, const session *elevated)
{
    session *s = host_logon(h, limited), *high = host_logon(h, elevated);
    s->linked = high;
    high->linked = s;
    process *broker =
        service(h, "C:\\Windows\\System32\\svchost.exe -k netsvcs -p -s UserManager", NULL);
    security_explicit(h, &h->system, s, "localhost", broker);
    for (size_t i = 0; i < 2; i++)
        security_logon(h, &(logon){ .session = i ? s : high,
                                    .type = 2,
                                    .package = "Negotiate",
                                    .address = "127.0.0.1",
                                    .workstation = h->name,
                                    .by = broker });
    system_user(h, s, true);
    terminal_session(h, 21, s, "LOCAL");
    terminal_session(h, 22, s, "LOCAL");
    process *userinit = host_start(h, &(start){ .parent = h->winlogon,
                                                .image = SYSTEM32 "userinit.exe",
                                                .command = SYSTEM32 "userinit.exe",
                                                .as = s,
                                                .lasts = 12 * SECONDS });
    h->explorer = host_start(h, &(start){ .parent = userinit,
                                          .image = "C:\\Windows\\explorer.exe",
                                          .command = "C:\\Windows\\Explorer.EXE" });
    return s;
}

void host_person_logs_off(host *h, const session *s)
{
    security_logoff(h, s, 2, true);
    terminal_session(h, 23, s, "");
    system_user(h, s, false);
    u32 ends[processes_most];
    size_t count = 0;
    for (size_t i = 0; i < h->alive_count; i++)
        if (h->alive[i].session == s || h->alive[i].session == s->linked)
            ends[count++] = h->alive[i].pid;
    for (size_t i = 0; i < count; i++)
        host_end(h, ends[i]);
    security_logoff(h, s, 2, false);
    security_logoff(h, s->linked, 2, false);
}
