// Events of the smaller channels: PowerShell, Task Scheduler, Terminal Services, Defender.
#include "events.h"

// --- PowerShell

static void powershell_engine(host *h, const process *p, u16 id, const char *state,
                              const char *before)
{
    const char *details = host_text(
        h,
        "\tNewEngineState=%s\r\n\tPreviousEngineState=%s\r\n\r\n\tSequenceNumber=%u\r\n\r\n"
        "\tHostName=ConsoleHost\r\n\tHostVersion=5.1.19041.4291\r\n"
        "\tHostId=%08x-0737-4ce9-ad67-3ac0e50a81b8\r\n\tHostApplication=%s\r\n"
        "\tEngineVersion=5.1.19041.4291\r\n\tRunspaceId=%08x-7fa9-40cc-a265-7a41fdb168a6\r\n"
        "\tPipelineId=\r\n\tCommandName=\r\n\tCommandType=\r\n\tScriptName=\r\n\tCommandPath=\r\n"
        "\tCommandLine=",
        state, before, id == 400 ? 13 : 17, p->pid * 77, p->command, p->pid * 99);
    host_write(h, LOG_POWERSHELL,
               &(ks_made_event){
                   .provider = "PowerShell",
                   .is_classic = true,
                   .id = id,
                   .level = 4,
                   .task = 4,
                   .keywords = 0x80000000000000,
                   FIELDS(TEXT(NULL, state), TEXT(NULL, before), TEXT(NULL, details)),
               });
}

static void script(host *h, const process *p, ks_made_event event)
{
    event.provider = "Microsoft-Windows-PowerShell";
    event.guid = "{A0C1853B-5C40-4B15-8766-3CF1C58F985A}";
    event.version = 1;
    event.process_id = p->pid;
    event.thread_id = p->pid + 12;
    event.user_sid = p->session->sid;
    host_write(h, LOG_SCRIPTS, &event);
}

void powershell_session(host *h, const process *p, const char *text)
{
    powershell_engine(h, p, 400, "Available", "None");
    script(h, p, (ks_made_event){ .id = 40961, .level = 4, .task = 4, .opcode = 1 });
    script(h, p, (ks_made_event){ .id = 40962, .level = 4, .task = 4, .opcode = 2 });
    if (h->is_powershell_logged)
        script(h, p,
               (ks_made_event){
                   .id = 4104,
                   .level = 5,
                   .task = 2,
                   .opcode = 15,
                   FIELDS(I32("MessageNumber", 1), I32("MessageTotal", 1),
                          TEXT("ScriptBlockText", text),
                          TEXT("ScriptBlockId",
                               host_text(h, "%08x-b8b1-4073-b6b7-dbf868048bfb", p->pid * 31)),
                          TEXT("Path", "")),
               });
    powershell_engine(h, p, 403, "Stopped", "Available");
}

// --- Task Scheduler

static void task(host *h, ks_made_event event)
{
    event.provider = "Microsoft-Windows-TaskScheduler";
    event.guid = "{DE7B24EA-73C8-4A09-985D-5BDADCFA9017}";
    event.level = 4;
    event.task = event.id;
    event.keywords = 0x8000000000000000;
    event.process_id = h->scheduler ? h->scheduler->pid : 1216;
    event.thread_id = 4 * (400 + host_dice(h, 900));
    event.user_sid = "S-1-5-18";
    host_write(h, LOG_TASKS, &event);
}

void task_registered(host *h, const char *name, const char *user)
{
    task(h,
         (ks_made_event){ .id = 106, FIELDS(TEXT("TaskName", name), TEXT("UserContext", user)) });
}

void task_run(host *h, const char *name, const char *action, const char *user, u32 pid)
{
    const char *instance =
        host_text(h, "{%08X-1D10-4A01-895D-4ECD101DD801}", pid * 1021 + (u32)(h->now / SECONDS));
    task(h, (ks_made_event){ .id = 100,
                             .opcode = 1,
                             FIELDS(TEXT("TaskName", name), TEXT("UserContext", user),
                                    GUID("InstanceId", instance)) });
    task(h, (ks_made_event){ .id = 129,
                             FIELDS(TEXT("TaskName", name), TEXT("Path", action),
                                    U32("ProcessID", pid), U32("Priority", 16384)) });
    task(h, (ks_made_event){ .id = 200,
                             .opcode = 1,
                             FIELDS(TEXT("TaskName", name), TEXT("ActionName", action),
                                    GUID("TaskInstanceId", instance)) });
    u64 ends = h->now + 2 * SECONDS;
    task(h, (ks_made_event){ .id = 201,
                             .opcode = 2,
                             .version = 1,
                             .ticks = ends,
                             FIELDS(TEXT("TaskName", name), GUID("TaskInstanceId", instance),
                                    TEXT("ActionName", action), U32("ResultCode", 0)) });
    task(h, (ks_made_event){ .id = 102,
                             .opcode = 2,
                             .ticks = ends + 3000,
                             FIELDS(TEXT("TaskName", name), TEXT("UserContext", user),
                                    GUID("InstanceId", instance)) });
}

// --- Terminal Services

void terminal_session(host *h, u16 id, const session *s, const char *address)
{
    const char *user = host_text(h, "%s\\%s", s->domain, s->user);
    ks_made_event event = {
        .provider = "Microsoft-Windows-TerminalServices-LocalSessionManager",
        .guid = "{5D896912-022D-40AA-A3A8-4FA5515C76D7}",
        .id = id,
        .level = 4,
        .keywords = 0x1000000000000000,
        .process_id = 1088,
        .thread_id = 4 * (300 + host_dice(h, 300)),
        .user_sid = "S-1-5-18",
        .user_data = "EventXML",
        .user_data_namespace = "Event_NS",
        FIELDS(TEXT("User", user), U32("SessionID", s->terminal), TEXT("Address", address)),
    };
    if (id == 23) // a logoff has no address
        event.field_count = 2;
    host_write(h, LOG_TERMINAL, &event);
}

void remote_connection(host *h, const session *s, const char *address)
{
    host_write(
        h, LOG_REMOTE,
        &(ks_made_event){
            .provider = "Microsoft-Windows-TerminalServices-RemoteConnectionManager",
            .guid = "{C76BAA63-AE81-421C-B425-340B4B24157F}",
            .id = 1149,
            .level = 4,
            .keywords = 0x1000000000000000,
            .process_id = 1088,
            .thread_id = 2764,
            .user_sid = "S-1-5-20",
            .user_data = "EventXML",
            .user_data_namespace = "Event_NS",
            FIELDS(TEXT("Param1", s->user), TEXT("Param2", s->domain), TEXT("Param3", address)),
        });
}

// --- Defender

static void defender(host *h, ks_made_event event)
{
    event.provider = "Microsoft-Windows-Windows Defender";
    event.guid = "{11CD958A-C507-4EF3-B3F2-5FD9DFBD2C78}";
    event.level = event.level ? event.level : 4;
    event.keywords = 0x8000000000000000;
    event.process_id = h->defender ? h->defender->pid : 3040;
    event.thread_id = 4 * (200 + host_dice(h, 900));
    event.user_sid = "S-1-5-18";
    host_write(h, LOG_DEFENDER, &event);
}

void defender_heartbeat(host *h)
{
    defender(h, (ks_made_event){
                    .id = 1150,
                    FIELDS(TEXT("Product Name", "Microsoft Defender Antivirus"),
                           TEXT("Platform version", "4.18.24040.4"), TEXT("Unused", ""),
                           TEXT("Engine version", "1.1.24040.1"),
                           TEXT("Security intelligence version", "1.411.24.0")),
                });
}

void defender_disabled(host *h)
{
    defender(h, (ks_made_event){
                    .id = 5001,
                    FIELDS(TEXT("Product Name", "Microsoft Defender Antivirus"),
                           TEXT("Product Version", "4.18.24040.4")),
                });
}
