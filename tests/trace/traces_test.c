// Every trace by rows: the events, and the finding that they owe, or none.
#include "made_case.h"

#define UTF16_STOPPED    "6500760065006e0074006c006f0067002f0031000000" // eventlog/1
#define PROCESS_CREATION "SubcategoryGuid={0CCE922B-69AE-11D9-BED3-505054503030}|"

typedef struct {
    const char *log;
    u32 id;
    const char *at, *fields;
} step;

enum { steps_most = 8 };
typedef struct {
    const char *sentence, *trace;
    ks_level level;   // of the first finding
    size_t findings;  // of this trace
    const char *said; // of the first; NULL: not looked at
    step steps[steps_most];
} golden;

// clang-format off
static const golden rows[] = {
    { "a cleared Security log is told, with what is gone", "log-cleared", KS_LEVEL_CRITICAL, 1,
      "Security log of PC1 cleared by CORP\\tanaka; up to 99 earlier records are gone",
      { { "Security", 1102, "2026-05-11 04:02:11", "SubjectUserSid=S-1-5-21-1-2-3-1104|SubjectUserName=tanaka|SubjectDomainName=CORP" } } },
    { "104 names the channel that was cleared", "log-cleared", KS_LEVEL_HIGH, 1,
      "Application log of PC1 cleared by CORP\\tanaka",
      { { "System", 104, "2026-05-11 04:02:11", "SubjectUserName=tanaka|SubjectDomainName=CORP|Channel=Application|BackupPath=" } } },
    { "a clear that kept a copy says where", "log-cleared", KS_LEVEL_HIGH, 1,
      "System log of PC1 cleared by CORP\\tanaka; a copy was saved to C:\\b.evtx",
      { { "System", 104, "2026-05-11 04:02:11", "SubjectUserName=tanaka|SubjectDomainName=CORP|Channel=System|BackupPath=C:\\b.evtx" } } },
    { "trap 63: a clear by SYSTEM before anybody logged on is setup's", "log-cleared", KS_LEVEL_INFORMATIONAL, 1, NULL,
      { { "Security", 1102, "2026-05-11 04:02:11", "SubjectUserSid=S-1-5-18|SubjectUserName=SYSTEM" } } },
    { "trap 18: the window manager's logon of type 2 is nobody's", "log-cleared", KS_LEVEL_INFORMATIONAL, 1, NULL,
      { { "Security", 4624, "2026-05-11 04:00:00", "LogonType=2|TargetLogonId=0x12345|TargetUserName=DWM-2|TargetUserSid=S-1-5-90-0-2" },
        { "Security", 1102, "2026-05-11 04:02:11", "SubjectUserSid=S-1-5-18|SubjectUserName=SYSTEM" } } },
    { "trap 63: a clear by SYSTEM behind a logon is none of setup's", "log-cleared", KS_LEVEL_CRITICAL, 1, NULL,
      { { "Security", 4624, "2026-05-11 04:00:00", "LogonType=2|TargetLogonId=0x12345|TargetUserName=a" },
        { "Security", 1102, "2026-05-11 04:02:11", "SubjectUserSid=S-1-5-18|SubjectUserName=SYSTEM" } } },

    { "trap 7: a Japanese 7036 with the key eventlog/1 is a stop while Windows runs", "log-service-stopped", KS_LEVEL_HIGH, 1,
      "PC1: the event log service was stopped while Windows ran, for 10 min",
      { { "System", 12, "2026-05-11 01:00:00", "" },
        { "System", 7036, "2026-05-11 04:00:00", "param1=Windows イベント ログ|param2=停止|Binary=" UTF16_STOPPED },
        { "System", 6005, "2026-05-11 04:10:00", "" } } },
    { "1100 and 6006 before a shutdown are no finding", "log-service-stopped", 0, 0, NULL,
      { { "System", 12, "2026-05-11 01:00:00", "" },
        { "Security", 1100, "2026-05-11 04:00:00", "" }, { "System", 6006, "2026-05-11 04:00:00", "" },
        { "System", 13, "2026-05-11 04:00:03", "" },
        { "System", 12, "2026-05-11 08:00:00", "" }, { "System", 6005, "2026-05-11 08:00:04", "" } } },
    { "a start of the log service without a boot is told", "log-service-stopped", KS_LEVEL_HIGH, 1,
      "PC1: the event log service started anew without a boot of Windows",
      { { "System", 12, "2026-05-11 01:00:00", "" }, { "System", 6005, "2026-05-11 01:00:04", "" },
        { "System", 6005, "2026-05-11 04:00:00", "" } } },
    { "in a Security log alone, 1100 and then 4608 is a shutdown", "log-service-stopped", 0, 0, NULL,
      { { "Security", 4608, "2026-05-11 01:00:00", "" }, { "Security", 1100, "2026-05-11 04:00:00", "" },
        { "Security", 4608, "2026-05-11 22:00:00", "" } } },
    { "in a Security log alone, 1100 and then more of the same boot is a stop", "log-service-stopped", KS_LEVEL_HIGH, 1,
      "PC1: the event log service was stopped while Windows ran",
      { { "Security", 4608, "2026-05-11 01:00:00", "" }, { "Security", 1100, "2026-05-11 04:00:00", "" },
        { "Security", 4688, "2026-05-11 04:30:00", "NewProcessId=0x10|NewProcessName=C:\\a.exe" } } },

    { "7040 of EventLog to disabled is told", "guard-service-changed", KS_LEVEL_HIGH, 1, NULL,
      { { "System", 7040, "2026-05-11 04:00:00", "param1=Windows Event Log|param2=auto start|param3=disabled|param4=EventLog" } } },
    { "the same in Japanese", "guard-service-changed", KS_LEVEL_HIGH, 1, NULL,
      { { "System", 7040, "2026-05-11 04:00:00", "param1=Windows Event Log|param2=自動開始|param3=無効|param4=EventLog" } } },

    { "success auditing of process creation removed by a person", "audit-policy-weakened", KS_LEVEL_HIGH, 1,
      "PC1: CORP\\tanaka turned off auditing of Process Creation (success)",
      { { "Security", 4719, "2026-05-11 04:00:00", "SubjectUserSid=S-1-5-21-1|SubjectUserName=tanaka|SubjectDomainName=CORP|" PROCESS_CREATION "AuditPolicyChanges=%%8448" } } },
    { "auditing that was only added is no finding", "audit-policy-weakened", 0, 0, NULL,
      { { "Security", 4719, "2026-05-11 04:00:00", "SubjectUserSid=S-1-5-18|" PROCESS_CREATION "AuditPolicyChanges=%%8449, %%8451" } } },
    { "changes of one logon within a minute are one act", "audit-policy-weakened", KS_LEVEL_HIGH, 1,
      "PC1: CORP\\tanaka turned off auditing in 2 subcategories, Logon among them",
      { { "Security", 4719, "2026-05-11 04:00:00", "SubjectUserName=tanaka|SubjectDomainName=CORP|SubjectLogonId=0x9|"
          "SubcategoryGuid={0cce9215-69ae-11d9-bed3-505054503030}|AuditPolicyChanges=%%8448, %%8450" },
        { "Security", 4719, "2026-05-11 04:00:01", "SubjectUserName=tanaka|SubjectDomainName=CORP|SubjectLogonId=0x9|" PROCESS_CREATION "AuditPolicyChanges=%%8448" } } },

    { "a clock set by a program that somebody ran", "clock-changed", KS_LEVEL_HIGH, 1,
      "PC1: clock set back by 2 h, from 2026-05-11 10:00:00 to 2026-05-11 08:00:00, by C:\\Windows\\System32\\cmd.exe",
      { { "Security", 4616, "2026-05-11 08:00:00", "PreviousTime=2026-05-11T10:00:00Z|NewTime=2026-05-11T08:00:00Z|ProcessName=C:\\Windows\\System32\\cmd.exe" } } },
    { "a clock set by the time service is only noted", "clock-changed", KS_LEVEL_INFORMATIONAL, 1, NULL,
      { { "Security", 4616, "2026-05-11 08:00:00", "PreviousTime=2026-05-11T10:00:00Z|NewTime=2026-05-11T08:00:00Z|ProcessName=C:\\Windows\\System32\\svchost.exe" } } },
    { "svchost.exe in another folder is no time service", "clock-changed", KS_LEVEL_HIGH, 1, NULL,
      { { "Security", 4616, "2026-05-11 08:00:00", "PreviousTime=2026-05-11T10:00:00Z|NewTime=2026-05-11T08:00:00Z|ProcessName=C:\\Windows\\Temp\\svchost.exe" } } },

    { "4612 says how many audits were discarded", "events-lost", KS_LEVEL_MEDIUM, 1,
      "PC1: the audit queue overflowed; 120 audit events were discarded",
      { { "Security", 4612, "2026-05-11 08:00:00", "AuditsDiscarded=120" } } },
    { "1101 twice is one finding", "events-lost", KS_LEVEL_LOW, 1, "PC1: the event log dropped Security events 2 times",
      { { "Security", 1101, "2026-05-11 08:00:00", "Reason=0" }, { "Security", 1101, "2026-05-11 09:00:00", "Reason=0" } } },
    { "1108 names the event that could not be recorded", "events-lost", KS_LEVEL_LOW, 1, "PC1: 1 event with id 4688 could not be recorded",
      { { "Security", 1108, "2026-05-11 08:00:00", "Error=15005|EventID=4688|PublisherID=x" } } },

    { "Sysmon that stopped on its own", "sysmon-changed", KS_LEVEL_HIGH, 1, "PC1: Sysmon stopped",
      { { SYSMON, 4, "2026-05-11 08:00:00", "State=Stopped|Version=15" } } },
    { "Sysmon that stopped at a shutdown is no finding", "sysmon-changed", 0, 0, NULL,
      { { SYSMON, 4, "2026-05-11 08:00:00", "State=Stopped|Version=15" }, { "System", 13, "2026-05-11 08:00:20", "" } } },
    { "Sysmon with another configuration", "sysmon-changed", KS_LEVEL_LOW, 1, "PC1: Sysmon's configuration was replaced: sysmon -c weak.xml",
      { { SYSMON, 16, "2026-05-11 08:00:00", "Configuration=sysmon -c weak.xml" } } },

    { "Defender's real-time protection off", "defender-weakened", KS_LEVEL_HIGH, 1, NULL,
      { { DEFENDER, 5001, "2026-05-11 08:00:00", "Product Name=x" } } },
    { "an exclusion for Defender", "defender-weakened", KS_LEVEL_HIGH, 1, NULL,
      { { DEFENDER, 5007, "2026-05-11 08:00:00", "Old Value=|New Value=HKLM\\SOFTWARE\\Microsoft\\Windows Defender\\Exclusions\\Paths\\C:\\Temp = 0x0" } } },
    { "everyday settings of Defender are no finding", "defender-weakened", 0, 0, NULL,
      { { DEFENDER, 5007, "2026-05-11 08:00:00", "Old Value=x|New Value=HKLM\\SOFTWARE\\Microsoft\\Windows Defender\\Signature Updates\\LastUpdate = 0x1" } } },

    { "wevtutil that clears a log is told by who ran it", "log-tool", KS_LEVEL_HIGH, 1,
      "CORP\\tanaka ran a command against logs or defences: wevtutil cl Security",
      { { "Security", 4688, "2026-05-11 08:00:00", "SubjectUserName=tanaka|SubjectDomainName=CORP|NewProcessId=0x10|"
          "NewProcessName=C:\\Windows\\System32\\wevtutil.exe|CommandLine=wevtutil cl Security" } } },
    { "a command that a shell only passes on is one finding with both records", "log-tool", KS_LEVEL_HIGH, 1,
      "CORP\\tanaka ran a command against logs or defences: cmd.exe /c \"sc stop Sysmon64\"",
      { { "Security", 4688, "2026-05-11 08:00:00", "SubjectUserName=tanaka|SubjectDomainName=CORP|NewProcessId=0x10|"
          "NewProcessName=C:\\Windows\\System32\\cmd.exe|CommandLine=cmd.exe /c \"sc stop Sysmon64\"" },
        { "Security", 4688, "2026-05-11 08:00:01", "SubjectUserName=tanaka|SubjectDomainName=CORP|NewProcessId=0x20|ProcessId=0x10|"
          "NewProcessName=C:\\Windows\\System32\\sc.exe|CommandLine=sc stop Sysmon64" } } },
    { "a shell's other commands are findings of their own", "log-tool", KS_LEVEL_HIGH, 2, NULL,
      { { "Security", 4688, "2026-05-11 08:00:00", "NewProcessId=0x10|"
          "NewProcessName=C:\\Windows\\System32\\cmd.exe|CommandLine=cmd.exe /c sc stop Sysmon64 & b.cmd" },
        { "Security", 4688, "2026-05-11 08:00:01", "NewProcessId=0x20|ProcessId=0x10|"
          "NewProcessName=C:\\Windows\\System32\\wevtutil.exe|CommandLine=wevtutil cl Security" } } },
    { "wevtutil that lists logs is not", "log-tool", 0, 0, NULL,
      { { "Security", 4688, "2026-05-11 08:00:00", "NewProcessId=0x10|NewProcessName=C:\\Windows\\System32\\wevtutil.exe|CommandLine=wevtutil el" } } },
};
// clang-format on

static void run(const golden *row)
{
    made m = made_new();
    for (size_t i = 0; i < steps_most && row->steps[i].log; i++) {
        const step *s = &row->steps[i];
        made_event(&m, (event_row){ .log = s->log,
                                    .host = "PC1",
                                    .id = s->id,
                                    .record = 100 + i,
                                    .at = s->at,
                                    .fields = s->fields,
                                    .version = 1 });
    }
    made_answers(&m);
    const ks_finding *f = NULL;
    size_t count = made_findings(&m, row->trace, &f);
    bool holds = count == row->findings;
    if (!holds)
        remark("%zu findings, not %zu", count, row->findings);
    if (f) {
        holds = holds && f->level == row->level && f->record_count > 0;
        if (row->said)
            holds = made_is(made_said(&m, &f->sentence, KS_EN), row->said) && holds;
        if (f->level != row->level)
            remark("level %s, not %s", ks_level_words[f->level], ks_level_words[row->level]);
    }
    check(row->sentence, holds);
}

// --- gaps
static void gaps(void)
{
    made m = made_new();
    log_row log = { .log = "Security",
                    .host = "PC1",
                    .first = 1,
                    .last = 100,
                    .from = "2026-05-11 01:00",
                    .to = "2026-05-11 02:00" };
    made_log(&m, log);
    log.first = 104;
    log.last = 200;
    log.from = "2026-05-11 02:01";
    log.to = "2026-05-11 03:00";
    made_log(&m, log);
    made_answers(&m);
    const ks_finding *f = NULL;
    check("three ids that a live log does not have are missing records",
          made_findings(&m, "records-missing", &f) == 1 && f->level == KS_LEVEL_HIGH &&
              made_is(made_said(&m, &f->sentence, KS_EN),
                      "Security log of PC1: 3 records between #100 and #104 are missing"));
    check("the same in Japanese",
          f && made_is(made_said(&m, &f->sentence, KS_JA),
                       "PC1 の Security ログ: #100 と #104 の間の 3 件のレコードがありません"));
}

static void gaps_between_copies(void)
{
    made m = made_new();
    made_log(&m, (log_row){ .file = "old.evtx",
                            .log = "Security",
                            .host = "PC1",
                            .first = 1,
                            .last = 100,
                            .from = "2026-05-01",
                            .to = "2026-05-02" });
    made_log(&m, (log_row){ .file = "new.evtx",
                            .log = "Security",
                            .host = "PC1",
                            .first = 500,
                            .last = 900,
                            .from = "2026-05-08",
                            .to = "2026-05-09" });
    made_answers(&m);
    const ks_finding *f = NULL;
    check("what lies between two copies of a log is not supplied, not destroyed",
          made_findings(&m, "records-missing", &f) == 0);
}

static void gaps_of_an_export(void)
{
    made m = made_new();
    for (u64 i = 0; i < 3; i++)
        made_log(&m, (log_row){ .log = "Security",
                                .host = "PC1",
                                .first = 100 + i * 40,
                                .last = 101 + i * 40,
                                .from = "2026-05-01",
                                .to = "2026-05-02",
                                .is_renumbered = true });
    made_answers(&m);
    const ks_finding *f = NULL;
    check("a filtered export has holes by nature", made_findings(&m, "records-missing", &f) == 0 &&
                                                       m.facts->hosts[0].channels[0].is_filtered);
}

static void clear(made *m, const char *file, u64 record, const char *at)
{
    made_event(m, (event_row){ .log = "Security",
                               .host = "PC1",
                               .file = file,
                               .id = 1102,
                               .record = record,
                               .at = at,
                               .fields = "SubjectUserName=a" });
}

static void clears(void)
{
    made m = made_new();
    clear(&m, "a.evtx", 1001, "2026-05-11 03:00");
    clear(&m, "b.evtx", 1501, "2026-05-11 09:00");
    made_answers(&m);
    const ks_finding *f = NULL;
    size_t count = made_findings(&m, "log-cleared", &f);
    check("of two clears the second tells only what lies between them",
          count == 2 && f[0].weight == 1000 && f[1].weight == 499);

    made n = made_new();
    made_log(&n, (log_row){ .log = "Security",
                            .host = "PC1",
                            .file = "old.evtx",
                            .first = 1,
                            .last = 100,
                            .from = "2026-05-01",
                            .to = "2026-05-02" });
    clear(&n, "export.evtx", 900001, "2026-05-11 03:00");
    made_log(&n, (log_row){ .log = "Security",
                            .host = "PC1",
                            .file = "export.evtx",
                            .first = 900050,
                            .last = 900051,
                            .from = "2026-05-11 04:00",
                            .to = "2026-05-11 05:00",
                            .is_renumbered = true });
    made_answers(&n);
    check("a clear in a filtered export tells no count, whatever other logs hold",
          made_findings(&n, "log-cleared", &f) == 1 && f->weight == 0 &&
              made_is(made_said(&n, &f->sentence, KS_EN), "Security log of PC1 cleared by a"));
}

static void contradictions(void)
{
    made m = made_new();
    event_row row = { .log = "Security",
                      .host = "PC1",
                      .file = "a.evtx",
                      .id = 1102,
                      .record = 7,
                      .at = "2026-05-11 03:00:00",
                      .fields = "SubjectUserName=a" };
    made_event(&m, row);
    row.file = "b.evtx";
    row.fields = "SubjectUserName=b";
    made_event(&m, row);
    made_answers(&m);
    const ks_finding *f = NULL;
    check("one record with two contents keeps both, and is told",
          made_findings(&m, "records-differ", &f) == 1 && m.facts->event_count == 2 &&
              f->record_count == 2);
}

static void hidden(void)
{
    made m = made_new();
    made_event(&m, (event_row){ .log = "Security",
                                .host = "PC1",
                                .id = 4688,
                                .record = 8,
                                .at = "2026-05-11 03:00:00",
                                .found = KS_HIDDEN,
                                .fields = "NewProcessId=0x10|NewProcessName=C:\\evil.exe" });
    made_log(&m, (log_row){ .log = "Security",
                            .host = "PC1",
                            .first = 1,
                            .last = 7,
                            .from = "2026-05-11 01:00",
                            .to = "2026-05-11 03:00" });
    ks_ledger_add(&m.set->sources[0].ledger,
                  (ks_ledger_row){ .kind = KS_LEDGER_HIDDEN, .offset = 5120, .number = { 7, 8 } });
    made_answers(&m);
    const ks_finding *f = NULL;
    check("a hidden record is told, with itself as proof",
          made_findings(&m, "records-hidden", &f) == 1 && f->level == KS_LEVEL_CRITICAL &&
              f->record_count == 1 &&
              made_is(made_said(&m, &f->sentence, KS_EN),
                      "PC1/Security: 1 record is hidden inside others that were enlarged, "
                      "the first of them record 8 inside 7"));
}

int main(void)
{
    for (size_t i = 0; i < countof(rows); i++)
        run(&rows[i]);
    gaps();
    gaps_between_copies();
    gaps_of_an_export();
    clears();
    contradictions();
    hidden();
    return checked();
}
