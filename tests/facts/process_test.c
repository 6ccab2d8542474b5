// Processes out of starts and ends: answers 4.1 and the traps of joining them.
#include "made_case.h"

#define PC1(id_, record_, at_, fields_)                                            \
    (event_row)                                                                    \
    {                                                                              \
        .log = "Security", .host = "PC1", .id = id_, .record = record_, .at = at_, \
        .fields = fields_                                                          \
    }
#define PC1_SYSMON(id_, record_, at_, fields_)                                                   \
    (event_row)                                                                                  \
    {                                                                                            \
        .log = SYSMON, .host = "PC1", .id = id_, .record = record_, .at = at_, .fields = fields_ \
    }
#define TANAKA                                                                          \
    "SubjectUserSid=S-1-5-21-1-2-3-1104|SubjectUserName=tanaka|SubjectDomainName=CORP|" \
    "SubjectLogonId=0x5a1f2|"

static const ks_process *parent_of(const made *m, const ks_process *p)
{
    return p && p->parent != ks_no_process ? &m->facts->processes[p->parent] : NULL;
}

static void pid_is_used_again(void)
{
    made m = made_new();
    made_event(&m, PC1(4688, 1, "2026-05-11 03:00:00",
                       TANAKA "NewProcessId=0x13c0|NewProcessName=C:\\Windows\\System32\\cmd.exe|"
                              "ProcessId=0x100|CommandLine=cmd"));
    made_event(&m, PC1(4688, 2, "2026-05-11 03:00:21",
                       TANAKA "NewProcessId=0x13c0|NewProcessName=C:\\Windows\\System32\\netsh.exe|"
                              "ProcessId=0x100|CommandLine=netsh"));
    made_event(&m,
               PC1(4688, 3, "2026-05-11 03:00:25",
                   TANAKA "NewProcessId=0x200|NewProcessName=C:\\a\\child.exe|ProcessId=0x13c0"));
    made_facts(&m);
    const ks_process *cmd = made_process(&m, "cmd.exe");
    const ks_process *parent = parent_of(&m, made_process(&m, "child.exe"));
    check("trap 1: a child belongs to the process that has the pid when it starts",
          parent && made_is(ks_base_name(parent->image), "netsh.exe"));
    check("trap 1: the process whose pid was used again ended, nobody knows when",
          cmd && cmd->end_how == KS_END_REUSED);
}

static void parent_is_named(void)
{
    made m = made_new();
    made_event(&m,
               PC1(4688, 1, "2026-05-11 03:00:00",
                   TANAKA "NewProcessId=0x13c0|NewProcessName=C:\\Windows\\cmd.exe|ProcessId=0x4"));
    made_event(&m, PC1(4688, 2, "2026-05-11 03:01:00",
                       TANAKA "NewProcessId=0x200|NewProcessName=C:\\a\\child.exe|ProcessId=0x13c0|"
                              "ParentProcessName=C:\\Program Files\\Office\\OUTLOOK.EXE"));
    made_event(&m,
               PC1(4688, 3, "2026-05-11 03:01:01",
                   TANAKA "NewProcessId=0x204|NewProcessName=C:\\a\\second.exe|ProcessId=0x13c0|"
                          "ParentProcessName=C:\\Program Files\\Office\\OUTLOOK.EXE"));
    made_facts(&m);
    const ks_process *parent = parent_of(&m, made_process(&m, "child.exe"));
    check("a parent of another name than the child's record tells is rejected",
          parent && made_is(ks_base_name(parent->image), "OUTLOOK.EXE") &&
              parent->seen == KS_SEEN_NOT);
    check("children of one unseen parent stand under one node",
          parent == parent_of(&m, made_process(&m, "second.exe")));
}

static void two_logs_one_process(void)
{
    made m = made_new();
    made_event(&m,
               PC1(4688, 1, "2026-05-11 03:00:00.000",
                   TANAKA "NewProcessId=0x1fb4|NewProcessName=C:\\Windows\\System32\\WHOAMI.EXE|"
                          "ProcessId=0x100|TokenElevationType=%%1938"));
    made_event(&m, PC1_SYSMON(1, 1, "2026-05-11 03:00:00.015",
                              "UtcTime=2026-05-11 03:00:00.001|"
                              "ProcessGuid={11111111-2222-6A01-0500-000000001000}|ProcessId=8116|"
                              "Image=C:\\Windows\\System32\\whoami.exe|CommandLine=whoami /all|"
                              "User=CORP\\tanaka|LogonId=0x5a1f2|IntegrityLevel=Medium|"
                              "Hashes=SHA256=AA|ParentProcessId=256|ParentImage=C:\\x\\cmd.exe"));
    made_event(&m, PC1(4689, 2, "2026-05-11 03:00:01",
                       TANAKA "ProcessId=0x1fb4|ProcessName=C:\\Windows\\System32\\whoami.exe|"
                              "Status=0x0"));
    made_event(&m, PC1_SYSMON(5, 2, "2026-05-11 03:00:01.010",
                              "ProcessGuid={11111111-2222-6A01-0500-000000001000}|ProcessId=8116|"
                              "Image=C:\\Windows\\System32\\whoami.exe"));
    made_facts(&m);
    const ks_process *p = made_process(&m, "whoami.exe");
    check("trap 3: pid 0x1fb4 of 4688 and 8116 of Sysmon are one process",
          made_count(&m, "whoami.exe") == 1);
    check("it has what each log tells: hashes of Sysmon, SID and exit code of the audit",
          p && p->hashes.size && made_is(p->sid, "S-1-5-21-1-2-3-1104") && p->has_exit);
    check("trap 2: its command line comes from the log that has it",
          p && p->has_command == KS_YES && made_is(p->command, "whoami /all"));
    check("it leads to both start records",
          p && p->events[0] != ks_no_event && p->events[2] != ks_no_event);
    check("its recorded end is the first that was told", p && p->end_how == KS_END_RECORDED);
}

static void sysmon_is_late(void)
{
    made m = made_new();
    made_event(&m,
               PC1(4688, 1, "2026-05-11 03:00:00",
                   TANAKA "NewProcessId=0x1fb4|NewProcessName=C:\\a\\tool.exe|ProcessId=0x100"));
    made_event(&m, PC1(4689, 2, "2026-05-11 03:00:01",
                       TANAKA "ProcessId=0x1fb4|ProcessName=C:\\a\\tool.exe|Status=0x1"));
    made_event(&m,
               PC1_SYSMON(1, 1, "2026-05-11 03:00:14",
                          "UtcTime=2026-05-11 03:00:00.010|ProcessId=8116|Image=C:\\a\\tool.exe|"
                          "ProcessGuid={11111111-2222-6A01-0500-000000001000}"));
    made_facts(&m);
    check("a Sysmon record that comes late joins by its own time of the start",
          made_count(&m, "tool.exe") == 1);
}

static void other_name_other_process(void)
{
    made m = made_new();
    made_event(&m, PC1(4688, 1, "2026-05-11 03:00:00",
                       TANAKA "NewProcessId=0x1fb4|NewProcessName=C:\\a\\one.exe|ProcessId=0x100"));
    made_event(&m, PC1_SYSMON(1, 1, "2026-05-11 03:00:00.5",
                              "UtcTime=2026-05-11 03:00:00.5|ProcessId=8116|Image=C:\\a\\two.exe"));
    made_facts(&m);
    check("starts of one pid with different names are two processes",
          made_count(&m, "one.exe") == 1 && made_count(&m, "two.exe") == 1);
}

static void ends_alone(void)
{
    made m = made_new();
    made_event(&m, PC1(4689, 1, "2026-05-11 03:00:00",
                       TANAKA "ProcessId=0x300|ProcessName=C:\\a\\old.exe|Status=0xc000013a"));
    made_facts(&m);
    const ks_process *p = made_process(&m, "old.exe");
    check("an end without a start is a process whose start is unknown",
          p && p->seen == KS_SEEN_END && p->start_ticks == 0 && p->exit_code == 0xc000013au);
}

static void boots_part(void)
{
    made m = made_new();
    made_event(&m, PC1(4688, 1, "2026-05-11 03:00:00",
                       TANAKA "NewProcessId=0x300|NewProcessName=C:\\a\\before.exe|ProcessId=0x4"));
    made_event(&m, (event_row){ .log = "System",
                                .host = "PC1",
                                .id = 13,
                                .record = 1,
                                .at = "2026-05-11 04:00:00",
                                .fields = "StopTime=x" });
    made_event(&m, (event_row){ .log = "System",
                                .host = "PC1",
                                .id = 12,
                                .record = 2,
                                .at = "2026-05-11 05:00:00",
                                .fields = "StartTime=x" });
    made_event(&m,
               PC1(4688, 2, "2026-05-11 05:10:00",
                   TANAKA "NewProcessId=0x400|NewProcessName=C:\\a\\after.exe|ProcessId=0x300"));
    made_facts(&m);
    const ks_process *before = made_process(&m, "before.exe");
    const ks_process *parent = parent_of(&m, made_process(&m, "after.exe"));
    check("a process ends with its boot", before && before->end_how == KS_END_RESTART &&
                                              before->end_ticks == made_time("2026-05-11 04:00"));
    check("trap 24: no pid is carried over a boot", parent && parent->seen == KS_SEEN_NOT);
}

static void who_and_how(void)
{
    static const struct {
        const char *sentence, *fields, *user, *creator;
        ks_three elevated;
    } rows[] = {
        { "trap 6: %%1936 with a system label is elevated",
          "TokenElevationType=%%1936|MandatoryLabel=S-1-16-16384", "CORP\\tanaka", "", KS_YES },
        { "trap 6: %%1936 with a medium label is a plain user",
          "TokenElevationType=%%1936|MandatoryLabel=S-1-16-8192", "CORP\\tanaka", "", KS_NO },
        { "%%1936 alone tells nothing", "TokenElevationType=%%1936", "CORP\\tanaka", "",
          KS_UNKNOWN },
        { "%%1937 is elevated", "TokenElevationType=%%1937", "CORP\\tanaka", "", KS_YES },
        { "trap 5: %%1938 is limited by UAC", "TokenElevationType=%%1938", "CORP\\tanaka", "",
          KS_NO },
        { "the actor is the target, if there is one; the subject only started it",
          "TargetUserSid=S-1-5-21-1-2-3-500|TargetUserName=admin|TargetDomainName=CORP|"
          "TargetLogonId=0x77777|TokenElevationType=%%1937",
          "CORP\\admin", "CORP\\tanaka", KS_YES },
        { "a target without a logon is none",
          "TargetUserSid=S-1-0-0|TargetUserName=-|TargetDomainName=-|TargetLogonId=0x0",
          "CORP\\tanaka", "", KS_UNKNOWN },
    };
    for (size_t i = 0; i < countof(rows); i++) {
        made m = made_new();
        char fields[512];
        snprintf(fields, sizeof fields,
                 TANAKA "NewProcessId=0x10|NewProcessName=C:\\a.exe|ProcessId=0x4|%s",
                 rows[i].fields);
        made_event(&m, PC1(4688, 1, "2026-05-11 03:00:00", fields));
        made_facts(&m);
        const ks_process *p = made_process(&m, "a.exe");
        check(rows[i].sentence, p && p->is_elevated == rows[i].elevated &&
                                    made_is(p->user, rows[i].user) &&
                                    made_is(p->creator, rows[i].creator));
    }
}

static void well_known(void)
{
    made m = made_new();
    made_event(&m,
               PC1(4688, 1, "2026-05-11 03:00:00",
                   "SubjectUserSid=S-1-5-18|SubjectUserName=PC1$|SubjectDomainName=WORKGROUP|"
                   "SubjectLogonId=0x00000000000003e7|NewProcessId=0x10|NewProcessName=C:\\a.exe|"
                   "ProcessId=0x4"));
    made_event(&m, PC1(4624, 2, "2026-05-11 02:00:00",
                       "TargetUserSid=S-1-5-18|TargetUserName=SYSTEM|TargetDomainName=NT AUTHORITY|"
                       "TargetLogonId=0x3e7|LogonType=5"));
    made_facts(&m);
    const ks_process *p = made_process(&m, "a.exe");
    check("trap 19: S-1-5-18 that calls itself PC1$ is SYSTEM",
          p && made_is(p->user, "NT AUTHORITY\\SYSTEM"));
    check("trap 4: a padded logon id is the same number", p && p->logon == 0x3e7);
    check("trap 24: 0x3e7 is nobody's session",
          p && p->session == ks_no_session && m.facts->session_count == 0);
}

static void session_is_found(void)
{
    made m = made_new();
    made_event(&m, PC1(4624, 1, "2026-05-11 02:00:00",
                       "TargetUserSid=S-1-5-21-1-2-3-1104|TargetUserName=tanaka|"
                       "TargetDomainName=CORP|TargetLogonId=0x5a1f2|LogonType=10|"
                       "IpAddress=192.0.2.7|WorkstationName=PC9"));
    made_event(&m, PC1(4688, 2, "2026-05-11 03:00:00",
                       TANAKA "NewProcessId=0x10|NewProcessName=C:\\a.exe|ProcessId=0x4"));
    made_facts(&m);
    const ks_process *p = made_process(&m, "a.exe");
    const ks_session *s = p && p->session != ks_no_session ? &m.facts->sessions[p->session] : NULL;
    check("a process leads to the logon that it ran in, and from where that came",
          s && s->type == 10 && made_is(s->address, "192.0.2.7"));
}

static void forged_cycle(void)
{
    made m = made_new();
    made_event(&m, PC1_SYSMON(1, 1, "2026-05-11 03:00:00",
                              "ProcessGuid={AAAAAAAA-0000-0000-0000-000000000001}|ProcessId=10|"
                              "Image=C:\\a.exe|ParentProcessId=11|"
                              "ParentProcessGuid={AAAAAAAA-0000-0000-0000-000000000002}"));
    made_event(&m, PC1_SYSMON(1, 2, "2026-05-11 03:00:01",
                              "ProcessGuid={AAAAAAAA-0000-0000-0000-000000000002}|ProcessId=11|"
                              "Image=C:\\b.exe|ParentProcessId=10|"
                              "ParentProcessGuid={AAAAAAAA-0000-0000-0000-000000000001}"));
    made_facts(&m);
    const ks_process *p = made_process(&m, "a.exe");
    size_t steps = 0;
    while (p && steps < 10) {
        p = parent_of(&m, p);
        steps++;
    }
    check("records that name each other as parent end in a root", p == NULL && steps == 2);
}

static void guid_wins(void)
{
    made m = made_new();
    made_event(&m, PC1_SYSMON(1, 1, "2026-05-11 03:00:00",
                              "ProcessGuid={AAAAAAAA-0000-0000-0000-000000000001}|ProcessId=10|"
                              "Image=C:\\real.exe|ParentProcessId=4"));
    made_event(&m, PC1_SYSMON(1, 2, "2026-05-11 03:00:05",
                              "ProcessGuid={AAAAAAAA-0000-0000-0000-000000000003}|ProcessId=10|"
                              "Image=C:\\real.exe|ParentProcessId=4"));
    made_event(&m, PC1_SYSMON(1, 3, "2026-05-11 03:00:06",
                              "ProcessGuid={AAAAAAAA-0000-0000-0000-000000000002}|ProcessId=11|"
                              "Image=C:\\child.exe|ParentProcessId=10|"
                              "ParentProcessGuid={aaaaaaaa-0000-0000-0000-000000000001}"));
    made_facts(&m);
    const ks_process *parent = parent_of(&m, made_process(&m, "child.exe"));
    check("a parent's GUID outranks its pid, in upper or lower case",
          parent && parent->start_ticks == made_time("2026-05-11 03:00:00"));
}

static void names_of_paths(void)
{
    check("trap 29: a device path and a drive path can be one file",
          ks_path_equal(KS_STR("\\Device\\HarddiskVolume2\\Windows\\x.exe"),
                        KS_STR("c:\\windows\\X.exe")));
    check("a path with \\??\\ in front is the same path",
          ks_path_equal(KS_STR("\\??\\C:\\a.exe"), KS_STR("C:\\a.exe")));
    check("two files are two files", !ks_path_equal(KS_STR("C:\\a.exe"), KS_STR("C:\\b.exe")));
}

int main(void)
{
    pid_is_used_again();
    parent_is_named();
    two_logs_one_process();
    sysmon_is_late();
    other_name_other_process();
    ends_alone();
    boots_part();
    who_and_how();
    well_known();
    session_is_found();
    forged_cycle();
    guid_wins();
    names_of_paths();
    return checked();
}
