// Events of the Security log: Microsoft-Windows-Security-Auditing, and the log service's own
// (1100, 1102).
#include "events.h"

#define SUBJECT(s)                                                       \
    SID("SubjectUserSid", (s)->sid), TEXT("SubjectUserName", (s)->user), \
        TEXT("SubjectDomainName", (s)->domain), HEX64("SubjectLogonId", (s)->logon_id)

static const char no_guid[] = "{00000000-0000-0000-0000-000000000000}";

enum { kernel_pid = 4 };

// Audited by the kernel or by LSASS; `event` has id, version, task and fields.
static void audit(host *h, ks_made_event event, u32 pid)
{
    event.provider = "Microsoft-Windows-Security-Auditing";
    event.guid = "{54849625-5478-4994-A5BA-3E3B0328C30D}";
    if (event.keywords == 0)
        event.keywords = 0x8020000000000000; // audit success
    event.process_id = pid;
    event.thread_id =
        pid == kernel_pid ? 4 * (15 + host_dice(h, 80)) : 4 * (150 + host_dice(h, 900));
    host_write(h, LOG_SECURITY, &event);
}

static u32 lsass_pid(const host *h) { return h->lsass ? h->lsass->pid : kernel_pid; }

// --- processes

void security_process_start(host *h, const process *p)
{
    if (!h->audits_processes || p->parent == NULL)
        return;
    const session *by = p->parent->session, *as = p->session;
    bool is_same = by == as;
    audit(h,
          (ks_made_event){
              .id = 4688,
              .version = 2,
              .task = 13312,
              .ticks = (u64)((i64)h->now + h->shift),
              FIELDS(SUBJECT(by), HEX64("NewProcessId", p->pid), TEXT("NewProcessName", p->image),
                     TEXT("TokenElevationType", as->elevation), HEX64("ProcessId", p->parent->pid),
                     TEXT("CommandLine", h->has_command_lines ? p->command : ""),
                     SID("TargetUserSid", is_same ? "S-1-0-0" : as->sid),
                     TEXT("TargetUserName", is_same ? "-" : as->user),
                     TEXT("TargetDomainName", is_same ? "-" : as->domain),
                     HEX64("TargetLogonId", is_same ? 0 : as->logon_id),
                     TEXT("ParentProcessName", p->parent->image), SID("MandatoryLabel", as->label)),
          },
          kernel_pid);
}

void security_process_end(host *h, const process *p)
{
    if (!h->audits_processes)
        return;
    audit(h,
          (ks_made_event){ .id = 4689,
                           .task = 13313,
                           FIELDS(SUBJECT(p->session), HEX32("Status", 0),
                                  HEX64("ProcessId", p->pid), TEXT("ProcessName", p->image)) },
          kernel_pid);
}

// --- sessions

static const char all_privileges[] =
    "SeSecurityPrivilege\r\n\t\t\tSeTakeOwnershipPrivilege\r\n\t\t\tSeLoadDriverPrivilege\r\n\t\t\t"
    "SeBackupPrivilege\r\n\t\t\tSeRestorePrivilege\r\n\t\t\tSeDebugPrivilege\r\n\t\t\t"
    "SeSystemEnvironmentPrivilege\r\n\t\t\tSeImpersonatePrivilege\r\n\t\t\t"
    "SeDelegateSessionUserImpersonatePrivilege";

static const char *or_dash(const char *text) { return text ? text : "-"; }

static bool is_elevated(const session *s) { return strcmp(s->label, "S-1-16-8192") != 0; }

void security_logon(host *h, const logon *l)
{
    const session *s = l->session, *by = &h->system;
    bool is_network = l->type == 3, is_kerberos = is_network && l->package == NULL;
    u64 ticks = host_stamp(h);
    if (is_elevated(s)) // stands before its 4624, as it mostly does
        audit(h,
              (ks_made_event){ .id = 4672,
                               .task = 12548,
                               .ticks = ticks,
                               FIELDS(SUBJECT(s), TEXT("PrivilegeList", all_privileges)) },
              lsass_pid(h));
    const char *guid = no_guid;
    if (is_kerberos)
        guid = host_text(h, "{%08X-7A21-4C0E-9B6D-%012llX}", (u32)s->logon_id,
                         (unsigned long long)s->started / 7 & 0xffffffffffff);
    const char *from = l->type == 5 ? "Advapi  " : l->type == 3 ? "Kerberos" : "User32 ";
    bool is_ntlm = l->package && strcmp(l->package, "NTLM") == 0;
    audit(
        h,
        (ks_made_event){
            .id = 4624,
            .version = 2,
            .task = 12544,
            .ticks = ticks,
            FIELDS(SID("SubjectUserSid", is_network ? "S-1-0-0" : by->sid),
                   TEXT("SubjectUserName", is_network ? "-" : by->user),
                   TEXT("SubjectDomainName", is_network ? "-" : by->domain),
                   HEX64("SubjectLogonId", is_network ? 0 : by->logon_id),
                   SID("TargetUserSid", s->sid), TEXT("TargetUserName", s->user),
                   TEXT("TargetDomainName", s->domain), HEX64("TargetLogonId", s->logon_id),
                   U32("LogonType", l->type), TEXT("LogonProcessName", is_ntlm ? "NtLmSsp " : from),
                   TEXT("AuthenticationPackageName", l->package   ? l->package
                                                     : is_network ? "Kerberos"
                                                                  : "Negotiate"),
                   TEXT("WorkstationName", or_dash(l->workstation)), GUID("LogonGuid", guid),
                   TEXT("TransmittedServices", "-"),
                   TEXT("LmPackageName", is_ntlm ? "NTLM V2" : "-"),
                   U32("KeyLength", is_ntlm ? 128 : 0), HEX64("ProcessId", l->by ? l->by->pid : 0),
                   TEXT("ProcessName", l->by ? l->by->image : "-"),
                   TEXT("IpAddress", or_dash(l->address)),
                   TEXT("IpPort", l->address ? host_text(h, "%u", l->port) : "-"),
                   TEXT("ImpersonationLevel", "%%1833"), TEXT("RestrictedAdminMode", "-"),
                   TEXT("TargetOutboundUserName", "-"), TEXT("TargetOutboundDomainName", "-"),
                   TEXT("VirtualAccount", "%%1843"),
                   HEX64("TargetLinkedLogonId", s->linked ? s->linked->logon_id : 0),
                   TEXT("ElevatedToken", is_elevated(s) ? "%%1842" : "%%1843")),
        },
        lsass_pid(h));
}

void security_logon_failed(host *h, const logon *l)
{
    const session *s = l->session;
    audit(
        h,
        (ks_made_event){
            .id = 4625,
            .task = 12544,
            .keywords = 0x8010000000000000, // audit failure
            FIELDS(SUBJECT(&h->system), SID("TargetUserSid", "S-1-0-0"),
                   TEXT("TargetUserName", s->user), TEXT("TargetDomainName", s->domain),
                   HEX32("Status", 0xc000006d), TEXT("FailureReason", "%%2313"),
                   HEX32("SubStatus", 0xc000006a), U32("LogonType", l->type),
                   TEXT("LogonProcessName", "User32 "),
                   TEXT("AuthenticationPackageName", "Negotiate"), TEXT("WorkstationName", h->name),
                   TEXT("TransmittedServices", "-"), TEXT("LmPackageName", "-"),
                   U32("KeyLength", 0), HEX64("ProcessId", l->by ? l->by->pid : 0),
                   TEXT("ProcessName", l->by ? l->by->image : "-"), TEXT("IpAddress", "127.0.0.1"),
                   TEXT("IpPort", "0")),
        },
        lsass_pid(h));
}

#define TARGET(s)                                                      \
    SID("TargetUserSid", (s)->sid), TEXT("TargetUserName", (s)->user), \
        TEXT("TargetDomainName", (s)->domain), HEX64("TargetLogonId", (s)->logon_id)

void security_logoff(host *h, const session *s, u32 type, bool by_user)
{
    if (by_user)
        audit(h, (ks_made_event){ .id = 4647, .task = 12545, FIELDS(TARGET(s)) }, lsass_pid(h));
    else
        audit(
            h,
            (ks_made_event){ .id = 4634, .task = 12545, FIELDS(TARGET(s), U32("LogonType", type)) },
            lsass_pid(h));
}

void security_explicit(host *h, const session *who, const session *whom, const char *server,
                       const process *tool)
{
    audit(h,
          (ks_made_event){
              .id = 4648,
              .task = 12544,
              FIELDS(SUBJECT(who), GUID("LogonGuid", no_guid), TEXT("TargetUserName", whom->user),
                     TEXT("TargetDomainName", whom->domain), GUID("TargetLogonGuid", no_guid),
                     TEXT("TargetServerName", server), TEXT("TargetInfo", server),
                     HEX64("ProcessId", tool->pid), TEXT("ProcessName", tool->image),
                     TEXT("IpAddress", "-"), TEXT("IpPort", "-")),
          },
          lsass_pid(h));
}

// --- the system's state

void security_boot(host *h)
{
    audit(h,
          (ks_made_event){
              .id = 4826,
              .task = 13573,
              FIELDS(SID("SubjectUserSid", "S-1-5-18"), TEXT("SubjectUserName", "-"),
                     TEXT("SubjectDomainName", "-"), HEX64("SubjectLogonId", 0x3e7),
                     TEXT("LoadOptions", "-"), TEXT("AdvancedOptions", "%%1843"),
                     TEXT("ConfigAccessPolicy", "%%1846"), TEXT("RemoteEventLogging", "%%1843"),
                     TEXT("KernelDebug", "%%1843"), TEXT("VsmLaunchType", "%%1849"),
                     TEXT("TestSigning", "%%1843"), TEXT("FlightSigning", "%%1843"),
                     TEXT("DisableIntegrityChecks", "%%1843"), TEXT("HypervisorLoadOptions", "-"),
                     TEXT("HypervisorLaunchType", "%%1849"), TEXT("HypervisorDebug", "%%1843")),
          },
          kernel_pid);
    audit(h, (ks_made_event){ .id = 4608, .task = 12288 }, lsass_pid(h));
    audit(h,
          (ks_made_event){ .id = 4902,
                           .task = 13568,
                           FIELDS(U32("PuaCount", 0), HEX64("PuaPolicyId", 0x9c41 + h->boots)) },
          lsass_pid(h));
}

// Of the log service itself, whatever the audit policy.
static void log_service(host *h, ks_made_event event)
{
    event.provider = "Microsoft-Windows-Eventlog";
    event.guid = "{FC65DDD8-D6EF-4962-83D5-6E5CFE9CE148}";
    event.level = 4;
    event.keywords = 0x4020000000000000;
    event.process_id = h->scheduler ? h->scheduler->pid : 1216;
    event.thread_id = 4 * (300 + host_dice(h, 400));
    event.user_data_namespace = "http://manifests.microsoft.com/win/2004/08/windows/eventlog";
    host_write(h, LOG_SECURITY, &event);
}

void security_service_stop(host *h)
{
    log_service(h, (ks_made_event){ .id = 1100, .task = 103, .user_data = "ServiceShutdown" });
}

void security_cleared(host *h, const session *who)
{
    log_service(h,
                (ks_made_event){
                    .id = 1102, .task = 104, .user_data = "LogFileCleared", FIELDS(SUBJECT(who)) });
}

void security_policy(host *h, const session *who, const policy_change *change)
{
    audit(h,
          (ks_made_event){
              .id = 4719,
              .task = 13568,
              FIELDS(SUBJECT(who), TEXT("CategoryId", change->category),
                     TEXT("SubcategoryId", change->subcategory),
                     GUID("SubcategoryGuid", change->guid),
                     TEXT("AuditPolicyChanges", change->changes)),
          },
          lsass_pid(h));
}

void security_time_change(host *h, const session *who, const process *by, u64 before, u64 after)
{
    audit(h,
          (ks_made_event){
              .id = 4616,
              .version = 1,
              .task = 12288,
              .ticks = after,
              FIELDS(SUBJECT(who), TIME("PreviousTime", before), TIME("NewTime", after),
                     HEX64("ProcessId", by->pid), TEXT("ProcessName", by->image)),
          },
          kernel_pid);
}

void security_service_installed(host *h, const session *who, const char *name, const char *path)
{
    audit(h,
          (ks_made_event){
              .id = 4697,
              .task = 12289,
              FIELDS(SUBJECT(who), TEXT("ServiceName", name), TEXT("ServiceFileName", path),
                     HEX32("ServiceType", 0x10), U32("ServiceStartType", 3),
                     TEXT("ServiceAccount", "LocalSystem")),
          },
          lsass_pid(h));
}

// --- shares

void security_share(host *h, const client *c, const char *share, const char *path)
{
    audit(h,
          (ks_made_event){
              .id = 5140,
              .version = 1,
              .task = 12808,
              FIELDS(SUBJECT(c->session), TEXT("ObjectType", "File"), TEXT("IpAddress", c->address),
                     TEXT("IpPort", host_text(h, "%u", c->port)), TEXT("ShareName", share),
                     TEXT("ShareLocalPath", path), HEX32("AccessMask", 1),
                     TEXT("AccessList", "%%4416\r\n\t\t\t\t")),
          },
          kernel_pid);
}

void security_share_file(host *h, const client *c, const char *share, const char *path,
                         const char *file, bool is_write)
{
    if (!h->audits_share_files)
        return;
    static const char read[] =
        "%%1538\r\n\t\t\t\t%%1541\r\n\t\t\t\t%%4416\r\n\t\t\t\t%%4423\r\n\t\t\t\t";
    static const char write[] = "%%1541\r\n\t\t\t\t%%4417\r\n\t\t\t\t%%4418\r\n\t\t\t\t%%"
                                "4423\r\n\t\t\t\t%%4424\r\n\t\t\t\t";
    audit(h,
          (ks_made_event){
              .id = 5145,
              .task = 12811,
              FIELDS(SUBJECT(c->session), TEXT("ObjectType", "File"), TEXT("IpAddress", c->address),
                     TEXT("IpPort", host_text(h, "%u", c->port)), TEXT("ShareName", share),
                     TEXT("ShareLocalPath", path), TEXT("RelativeTargetName", file),
                     HEX32("AccessMask", is_write ? 0x100186 : 0x120081),
                     TEXT("AccessList", is_write ? write : read), TEXT("AccessReason", "-")),
          },
          kernel_pid);
}
