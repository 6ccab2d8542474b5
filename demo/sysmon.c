// Events of Sysmon (schema 4.90): the same processes as in the Security log, with hashes and
// parents by identity.
#include "base/hash.h"
#include "events.h"

static void say(host *h, ks_made_event event)
{
    if (!h->is_sysmon_on)
        return;
    event.provider = "Microsoft-Windows-Sysmon";
    event.guid = "{5770385F-C22A-43E0-BF4C-06F5698FFBD9}";
    event.level = 4;
    event.task = event.id;
    event.keywords = 0x8000000000000000;
    event.user_sid = "S-1-5-18";
    event.process_id = h->sysmon ? h->sysmon->pid : 3192;
    event.thread_id = event.process_id + 4 * (10 + host_dice(h, 6));
    host_write(h, LOG_SYSMON, &event);
}

// Made of the host, the second of the start and a counter; so Sysmon's own look since version 11.
static const char *guid_of(host *h, u64 started, u32 number)
{
    u32 unix_s = (u32)((started - KS_TICKS_UNIX_EPOCH) / SECONDS);
    return host_text(h, "{%08X-%04X-%04X-%02X%02X-00000000%02X00}", h->machine_id, unix_s & 0xffff,
                     unix_s >> 16, number & 0xff, number >> 8 & 0xff, h->boots & 0xff);
}

static const char *process_guid(host *h, const process *p)
{
    return guid_of(h, p->started, p->number);
}

static const char *logon_guid(host *h, const session *s)
{
    u32 unix_s = (u32)((s->started - KS_TICKS_UNIX_EPOCH) / SECONDS);
    u64 id = s->logon_id;
    return host_text(h, "{%08X-%04X-%04X-%02X%02X-%02X%02X00000000}", h->machine_id,
                     unix_s & 0xffff, unix_s >> 16, (unsigned)(id & 0xff),
                     (unsigned)(id >> 8 & 0xff), (unsigned)(id >> 16 & 0xff),
                     (unsigned)(id >> 24 & 0xff));
}

static const char *account(host *h, const session *s)
{
    static const char *const services[][2] = { { "S-1-5-18", "NT AUTHORITY\\SYSTEM" },
                                               { "S-1-5-19", "NT AUTHORITY\\LOCAL SERVICE" },
                                               { "S-1-5-20", "NT AUTHORITY\\NETWORK SERVICE" } };
    for (size_t i = 0; i < countof(services); i++)
        if (strcmp(s->sid, services[i][0]) == 0)
            return services[i][1];
    return host_text(h, "%s\\%s", s->domain, s->user);
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '\\');
    return slash ? slash + 1 : path;
}

static const char *integrity(const session *s)
{
    if (strcmp(s->label, "S-1-16-16384") == 0)
        return "System";
    return strcmp(s->label, "S-1-16-12288") == 0 ? "High" : "Medium";
}

// Not the hashes of real files: made from the path.
static const char *hashes(host *h, const char *image)
{
    u64 part[6];
    for (u64 i = 0; i < 6; i++)
        part[i] = ks_hash(ks_str_span(ks_str_of(image)), i + 1);
    return host_text(h, "SHA256=%016llX%016llX%016llX%016llX,IMPHASH=%016llX%016llX",
                     (unsigned long long)part[0], (unsigned long long)part[1],
                     (unsigned long long)part[2], (unsigned long long)part[3],
                     (unsigned long long)part[4], (unsigned long long)part[5]);
}

typedef struct {
    const char *start, *version, *product, *company;
} publisher;

static const publisher publishers[] = {
    { "C:\\Windows\\", "10.0.19041.4355", "Microsoft® Windows® Operating System",
      "Microsoft Corporation" },
    { "C:\\Program Files\\Microsoft Office", "16.0.17531.20152", "Microsoft Office",
      "Microsoft Corporation" },
    { "C:\\Program Files (x86)\\Microsoft\\Edge", "124.0.2478.80", "Microsoft Edge",
      "Microsoft Corporation" },
    { "C:\\ProgramData\\PsExec", "2.43", "Sysinternals PsExec",
      "Sysinternals - www.sysinternals.com" },
    { "C:\\ProgramData\\7za", "23.01", "7-Zip", "Igor Pavlov" },
    { "", "-", "-", "-" },
};

static const publisher *publisher_of(const char *image)
{
    const publisher *p = publishers;
    while (strncmp(image, p->start, strlen(p->start)) != 0)
        p++;
    return p;
}

void sysmon_process_start(host *h, const process *p)
{
    if (p->parent == NULL || !h->is_sysmon_on)
        return;
    const publisher *by = publisher_of(p->image);
    const char *original = by->version[0] == '-' ? "-" : base_name(p->image);
    say(h, (ks_made_event){
               .id = 1,
               .version = 5,
               FIELDS(TEXT("RuleName", "-"), TEXT("UtcTime", host_time_text(h, p->started)),
                      GUID("ProcessGuid", process_guid(h, p)), U32("ProcessId", p->pid),
                      TEXT("Image", p->image), TEXT("FileVersion", by->version),
                      TEXT("Description", original), TEXT("Product", by->product),
                      TEXT("Company", by->company), TEXT("OriginalFileName", original),
                      TEXT("CommandLine", p->command),
                      TEXT("CurrentDirectory", p->session->terminal ? "C:\\Users\\tanaka\\"
                                                                    : "C:\\Windows\\system32\\"),
                      TEXT("User", account(h, p->session)),
                      GUID("LogonGuid", logon_guid(h, p->session)),
                      HEX64("LogonId", p->session->logon_id),
                      U32("TerminalSessionId", p->session->terminal),
                      TEXT("IntegrityLevel", integrity(p->session)),
                      TEXT("Hashes", hashes(h, p->image)),
                      GUID("ParentProcessGuid", process_guid(h, p->parent)),
                      U32("ParentProcessId", p->parent->pid), TEXT("ParentImage", p->parent->image),
                      TEXT("ParentCommandLine", p->parent->command),
                      TEXT("ParentUser", account(h, p->parent->session))),
           });
}

// What most events begin with: rule, time, process.
#define ABOUT(h, p, ticks)                                                       \
    TEXT("RuleName", "-"), TEXT("UtcTime", host_time_text((h), (ticks))),        \
        GUID("ProcessGuid", process_guid((h), (p))), U32("ProcessId", (p)->pid), \
        TEXT("Image", (p)->image)

void sysmon_process_end(host *h, const process *p)
{
    say(h, (ks_made_event){ .id = 5,
                            .version = 3,
                            FIELDS(ABOUT(h, p, h->now), TEXT("User", account(h, p->session))) });
}

void sysmon_state(host *h, const char *state)
{
    say(h, (ks_made_event){ .id = 4,
                            .version = 3,
                            FIELDS(TEXT("UtcTime", host_time_text(h, h->now)), TEXT("State", state),
                                   TEXT("Version", "15.14"), TEXT("SchemaVersion", "4.90")) });
}

void sysmon_configuration(host *h, const char *path)
{
    say(h, (ks_made_event){ .id = 16,
                            .version = 3,
                            FIELDS(TEXT("UtcTime", host_time_text(h, h->now)),
                                   TEXT("Configuration", path),
                                   TEXT("ConfigurationFileHash", hashes(h, path))) });
}

void sysmon_connection(host *h, const process *p, const char *address, const char *name, u32 port)
{
    say(h, (ks_made_event){
               .id = 3,
               .version = 5,
               FIELDS(ABOUT(h, p, h->now), TEXT("User", account(h, p->session)),
                      TEXT("Protocol", "tcp"), BOOL("Initiated", 1), BOOL("SourceIsIpv6", 0),
                      TEXT("SourceIp", h->address), TEXT("SourceHostname", h->computer),
                      U16("SourcePort", 49700 + host_dice(h, 12000)), TEXT("SourcePortName", "-"),
                      BOOL("DestinationIsIpv6", 0), TEXT("DestinationIp", address),
                      TEXT("DestinationHostname", name), U16("DestinationPort", port),
                      TEXT("DestinationPortName", port == 443   ? "https"
                                                  : port == 445 ? "microsoft-ds"
                                                                : "-")),
           });
}

void sysmon_dns(host *h, const process *p, const char *name, const char *answer)
{
    say(h, (ks_made_event){
               .id = 22,
               .version = 5,
               FIELDS(TEXT("RuleName", "-"), TEXT("UtcTime", host_time_text(h, h->now)),
                      GUID("ProcessGuid", process_guid(h, p)), U32("ProcessId", p->pid),
                      TEXT("QueryName", name), TEXT("QueryStatus", "0"),
                      TEXT("QueryResults", host_text(h, "::ffff:%s;", answer)),
                      TEXT("Image", p->image), TEXT("User", account(h, p->session))),
           });
}

void sysmon_file(host *h, const process *p, const char *path)
{
    say(h, (ks_made_event){ .id = 11,
                            .version = 2,
                            FIELDS(ABOUT(h, p, h->now), TEXT("TargetFilename", path),
                                   TEXT("CreationUtcTime", host_time_text(h, h->now)),
                                   TEXT("User", account(h, p->session))) });
}

void sysmon_mark_of_web(host *h, const process *p, const char *path, const char *contents)
{
    say(h, (ks_made_event){
               .id = 15,
               .version = 2,
               FIELDS(ABOUT(h, p, h->now),
                      TEXT("TargetFilename", host_text(h, "%s:Zone.Identifier", path)),
                      TEXT("CreationUtcTime", host_time_text(h, h->now)),
                      TEXT("Hash", hashes(h, path)), TEXT("Contents", contents),
                      TEXT("User", account(h, p->session))),
           });
}

void sysmon_registry(host *h, const process *p, const char *target, const char *details)
{
    say(h, (ks_made_event){
               .id = 13,
               .version = 2,
               FIELDS(TEXT("RuleName", "-"), TEXT("EventType", "SetValue"),
                      TEXT("UtcTime", host_time_text(h, h->now)),
                      GUID("ProcessGuid", process_guid(h, p)), U32("ProcessId", p->pid),
                      TEXT("Image", p->image), TEXT("TargetObject", target),
                      TEXT("Details", details), TEXT("User", account(h, p->session))),
           });
}

void sysmon_access(host *h, const process *p, const process *target, u32 granted)
{
    say(h, (ks_made_event){
               .id = 10,
               .version = 3,
               FIELDS(TEXT("RuleName", "-"), TEXT("UtcTime", host_time_text(h, h->now)),
                      GUID("SourceProcessGUID", process_guid(h, p)), U32("SourceProcessId", p->pid),
                      U32("SourceThreadId", p->pid + 8), TEXT("SourceImage", p->image),
                      GUID("TargetProcessGUID", process_guid(h, target)),
                      U32("TargetProcessId", target->pid), TEXT("TargetImage", target->image),
                      HEX32("GrantedAccess", granted),
                      TEXT("CallTrace", "C:\\Windows\\SYSTEM32\\ntdll.dll+9d4c4|UNKNOWN(000001D2)"),
                      TEXT("SourceUser", account(h, p->session)),
                      TEXT("TargetUser", account(h, target->session))),
           });
}
