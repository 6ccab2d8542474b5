// Verdicts: one row a condition of answers 1.2, and what an answer must carry with it.
#include "made_case.h"

#define START(name)                                                     \
    "NewProcessId=0x10|NewProcessName=" name "|SubjectUserName=tanaka|" \
    "SubjectDomainName=CORP"

typedef struct {
    const char *log;
    u64 first, last;
    const char *from, *to;
} reach;
typedef struct {
    const char *log;
    u32 id;
    u64 record;
    const char *at, *fields;
} step;

enum { reaches_most = 3, steps_most = 5 };
static const struct {
    const char *sentence;
    u32 question;
    ks_verdict verdict;
    reach reaches[reaches_most];
    step steps[steps_most];
} rows[] = {
    // clang-format off
    { "a process start is found", 1, KS_VERDICT_FOUND,
      { { "Security", 1000, 2000, "2026-05-11 01:00", "2026-05-11 12:00" } },
      { { "Security", 4688, 1010, "2026-05-11 03:00", START("C:\\a.exe") } } },
    { "a Security log that was off all the time is not recorded", 1, KS_VERDICT_UNK_NOT_RECORDED,
      { { "Security", 1000, 2000, "2026-05-11 01:00", "2026-05-11 12:00" } },
      { { "Security", 4624, 1010, "2026-05-11 01:10", "LogonType=2|TargetLogonId=0x12345" } } },
    { "a Security log that tells nothing about auditing cannot be told", 1, KS_VERDICT_UNK_UNDECIDED,
      { { "Security", 1000, 2000, "2026-05-11 01:00", "2026-05-11 12:00" } }, { { 0 } } },
    { "without a Security or Sysmon log it is not supplied", 1, KS_VERDICT_UNK_NOT_SUPPLIED,
      { { "System", 1000, 2000, "2026-05-11 01:00", "2026-05-11 12:00" } }, { { 0 } } },
    { "success added and nothing found: recorded from there", 1, KS_VERDICT_PARTLY,
      { { "Security", 1000, 2000, "2026-05-11 01:00", "2026-05-11 12:00" } },
      { { "Security", 4719, 1010, "2026-05-11 03:00",
          "SubcategoryGuid={0CCE922B-69AE-11D9-BED3-505054503030}|AuditPolicyChanges=%%8449" } } },
    { "a cleared log is found for question 11", 11, KS_VERDICT_FOUND,
      { { "Security", 1000, 2000, "2026-05-11 01:00", "2026-05-11 12:00" } },
      { { "Security", 1102, 1000, "2026-05-11 01:00", "SubjectUserName=a" } } },
    { "three whole logs and nothing told: not found, and recorded", 11, KS_VERDICT_NOT_FOUND_RECORDED,
      { { "Security", 1000, 2000, "2026-05-11 01:00", "2026-05-11 12:00" },
        { "System", 1000, 2000, "2026-05-11 01:00", "2026-05-11 12:00" },
        { DEFENDER, 1000, 2000, "2026-05-11 01:00", "2026-05-11 12:00" } }, { { 0 } } },
    { "without Defender's log that is only partly so", 11, KS_VERDICT_PARTLY,
      { { "Security", 1000, 2000, "2026-05-11 01:00", "2026-05-11 12:00" },
        { "System", 1000, 2000, "2026-05-11 01:00", "2026-05-11 12:00" } }, { { 0 } } },
    { "trap 33: a queue overflow keeps from saying not found", 11, KS_VERDICT_FOUND,
      { { "Security", 1000, 2000, "2026-05-11 01:00", "2026-05-11 12:00" } },
      { { "Security", 4612, 1010, "2026-05-11 03:00", "AuditsDiscarded=120" } } },
    { "setup's own clear is no finding of weight", 11, KS_VERDICT_PARTLY,
      { { "Security", 1, 2000, "2026-05-11 01:00", "2026-05-11 12:00" } },
      { { "Security", 1102, 1, "2026-05-11 01:00", "SubjectUserSid=S-1-5-18" } } },
    { "a question of a later version is not examined", 7, KS_VERDICT_NOT_EXAMINED,
      { { "Security", 1000, 2000, "2026-05-11 01:00", "2026-05-11 12:00" } }, { { 0 } } },
    // clang-format on
};

static void run(size_t row)
{
    made m = made_new();
    for (size_t i = 0; i < reaches_most && rows[row].reaches[i].log; i++) {
        const reach *r = &rows[row].reaches[i];
        made_log(&m, (log_row){ .log = r->log,
                                .host = "PC1",
                                .first = r->first,
                                .last = r->last,
                                .from = r->from,
                                .to = r->to });
    }
    for (size_t i = 0; i < steps_most && rows[row].steps[i].log; i++) {
        const step *s = &rows[row].steps[i];
        made_event(&m, (event_row){ .log = s->log,
                                    .host = "PC1",
                                    .id = s->id,
                                    .record = s->record,
                                    .at = s->at,
                                    .fields = s->fields });
    }
    made_answers(&m);
    const ks_answer *a = &m.answers->answers[rows[row].question - 1];
    if (a->verdict != rows[row].verdict)
        remark("%s, not %s", ks_verdict_words[a->verdict], ks_verdict_words[rows[row].verdict]);
    bool is_told = a->verdict == KS_VERDICT_NOT_EXAMINED || a->summary.text;
    check(rows[row].sentence, a->verdict == rows[row].verdict && is_told);
}

static bool has_setting(const ks_answer *a, const char *id)
{
    for (size_t i = 0; i < a->setting_count; i++)
        if (strcmp(a->settings[i].id, id) == 0)
            return true;
    return false;
}

static void command_lines(void)
{
    made m = made_new();
    made_event(&m,
               (event_row){ .log = "Security",
                            .host = "PC1",
                            .id = 4688,
                            .record = 5,
                            .at = "2026-05-11 03:00",
                            .version = 1,
                            .fields = "NewProcessId=0x10|NewProcessName=C:\\a.exe|CommandLine=" });
    made_answers(&m);
    const ks_process *p = made_process(&m, "a.exe");
    check("trap 2: an empty command line is unknown, not empty", p && p->has_command == KS_UNKNOWN);
    check("trap 2: the answer names the setting that would have recorded it",
          has_setting(&m.answers->answers[0], "proc.cmdline4688"));
}

static void headline(void)
{
    made m = made_new();
    made_event(&m, (event_row){ .log = "Security",
                                .host = "PC1",
                                .id = 4688,
                                .record = 5,
                                .at = "2026-05-11 01:00",
                                .fields = START("C:\\Windows\\System32\\notepad.exe") });
    made_event(&m, (event_row){ .log = "Security",
                                .host = "PC1",
                                .id = 4688,
                                .record = 6,
                                .at = "2026-05-11 02:00",
                                .fields = START("C:\\Users\\tanaka\\Downloads\\setup.tmp.exe") });
    made_event(&m, (event_row){ .log = "Security",
                                .host = "PC1",
                                .id = 4688,
                                .record = 7,
                                .at = "2026-05-11 03:10:02",
                                .fields =
                                    START("C:\\Users\\tanaka\\AppData\\Local\\Microsoft\\Windows\\"
                                          "INetCache\\Content.Outlook\\X1\\調査票.docx          "
                                          ".exe") "|ParentProcessName=C:\\Program Files\\Microsoft "
                                                  "Office\\OUTLOOK.EXE|"
                                                  "ProcessId=0x99" });
    made_answers(&m);
    const ks_answer *a = &m.answers->answers[0];
    check("the most notable start heads the answer, not the first",
          a->when_ticks == made_time("2026-05-11 03:10:02") && a->record_count == 1);
    ks_str said = made_said(&m, &a->summary, KS_EN);
    check("it says why",
          made_is(said, "C:\\Users\\tanaka\\AppData\\Local\\Microsoft\\Windows\\INetCache\\"
                        "Content.Outlook\\X1\\調査票.docx          .exe started by CORP\\tanaka: "
                        "spaces hide its real extension; its name ends like a document but is a "
                        "program; started by an Office, mail or reader program"));
}

static void repeated(void)
{
    made m = made_new();
    for (u64 i = 0; i < 3; i++) {
        char fields[256];
        snprintf(fields, sizeof fields,
                 START("C:\\Windows\\System32\\calc.exe") "|CommandLine=calc %d|ProcessId=0x90|"
                                                          "ParentProcessName=C:"
                                                          "\\Windows\\System32\\wbem\\WmiPrvSE.exe",
                 (int)i);
        made_event(&m, (event_row){ .log = "Security",
                                    .host = "PC1",
                                    .id = 4688,
                                    .record = 5 + i,
                                    .at = "2026-05-11 01:00",
                                    .fields = fields });
    }
    made_answers(&m);
    const ks_finding *f = NULL;
    check("starts of one program for one reason are one finding, that says how many there are",
          made_findings(&m, "notable-process", &f) == 1 && f->record_count == 3 &&
              made_is(made_said(&m, &f->sentence, KS_EN),
                      "calc 0 started by CORP\\tanaka: started from another computer through WMI, "
                      "WinRM or a service tool; and 2 more like it"));
}

static void hosts(void)
{
    made m = made_new();
    static const char *const names[] = { "FS1", "PC1" };
    for (size_t i = 0; i < 2; i++)
        made_log(&m, (log_row){ .log = "Security",
                                .host = names[i],
                                .first = 100,
                                .last = 200,
                                .from = "2026-05-11 01:00",
                                .to = "2026-05-11 12:00" });
    made_event(&m, (event_row){ .log = "Security",
                                .host = "PC1",
                                .id = 1102,
                                .record = 100,
                                .at = "2026-05-11 01:00",
                                .fields = "SubjectUserName=a" });
    made_answers(&m);
    const ks_answer *a = &m.answers->answers[10];
    check("found on one host is found for the case, and each host has its own verdict",
          a->verdict == KS_VERDICT_FOUND && a->host_count == 2 && a->host == 1 &&
              a->hosts[0].verdict == KS_VERDICT_PARTLY && a->hosts[1].verdict == KS_VERDICT_FOUND);
    check("question 14 lists the hosts, and has no verdict",
          m.answers->answers[13].verdict == KS_VERDICT_NOT_EXAMINED &&
              m.answers->answers[13].note_count == 1 &&
              made_is(made_said(&m, &m.answers->answers[13].notes[0], KS_EN),
                      "hosts in the evidence: FS1, PC1"));
}

static bool has_note(made *m, const ks_answer *a, const char *wanted)
{
    for (size_t i = 0; i < a->note_count; i++)
        if (ks_str_equal(made_said(m, &a->notes[i], KS_EN), ks_str_of(wanted)))
            return true;
    for (size_t i = 0; i < a->note_count; i++) {
        ks_str said = made_said(m, &a->notes[i], KS_EN);
        remark("note: %.*s", (int)said.size, said.at);
    }
    return false;
}

static void notes(void)
{
    made m = made_new();
    made_log(&m, (log_row){ .log = "Security",
                            .host = "PC1",
                            .first = 100,
                            .last = 200,
                            .from = "2026-05-11",
                            .to = "2026-05-12" });
    made_event(&m, (event_row){ .log = "Security",
                                .host = "PC1",
                                .id = 1102,
                                .record = 100,
                                .at = "2026-05-11",
                                .fields = "SubjectUserName=a" });
    made_answers(&m);
    const ks_answer *a = &m.answers->answers[10];
    check("a note names its host, and its percent is of powered-on time",
          has_note(&m, a,
                   "PC1: 0 % of the powered-on time from 2026-05-04 00:00:00 to 2026-05-12 "
                   "00:00:00 was recorded"));
    check("a reason names its log and host",
          has_note(&m, a, "the Security log of PC1 was cleared (record #100)"));
}

static void absurd_time(void)
{
    made m = made_new();
    made_log(&m, (log_row){ .log = "Security",
                            .host = "PC1",
                            .first = 100,
                            .last = 200,
                            .from = "2026-05-11",
                            .to = "2026-05-12" });
    made_event(&m, (event_row){ .log = "Security",
                                .host = "PC1",
                                .id = 1102,
                                .record = 150,
                                .at = "2500-01-01",
                                .is_alone = true,
                                .fields = "SubjectUserName=a" });
    made_answers(&m);
    ks_time_span span = m.answers->coverages.spans[11];
    check("a finding of the year 2500 is told, but moves no span",
          m.answers->answers[10].verdict == KS_VERDICT_FOUND &&
              span.from_ticks == made_time("2026-05-11") &&
              span.to_ticks == made_time("2026-05-12") + 1);
}

static void nothing(void)
{
    made m = made_new();
    made_answers(&m);
    check("no events at all: a sheet of fourteen questions, none of them found",
          m.answers->answers[0].verdict == KS_VERDICT_UNK_NOT_SUPPLIED &&
              m.answers->answers[13].question->number == 14);
}

int main(void)
{
    for (size_t i = 0; i < countof(rows); i++)
        run(i);
    command_lines();
    headline();
    repeated();
    hosts();
    notes();
    absurd_time();
    nothing();
    return checked();
}
