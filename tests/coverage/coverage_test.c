// Coverage: what proves that a thing was being recorded, what disproves it, and what leaves it open
// (answers 2.1 to 2.3), interval by interval.
#include "made_case.h"

#define PROCESS_CREATION "SubcategoryGuid={0CCE922B-69AE-11D9-BED3-505054503030}|"
#define START            "NewProcessId=0x10|NewProcessName=C:\\a.exe"

static const ks_coverage *coverage_of(const made *m, const char *witness)
{
    for (size_t i = 0; i < m->answers->coverages.count; i++)
        if (strcmp(m->answers->coverages.items[i].witness->id, witness) == 0)
            return &m->answers->coverages.items[i];
    return NULL;
}

// The state at a moment, as its word.
static const char *state_at(const made *m, const char *witness, const char *at)
{
    const ks_coverage *c = coverage_of(m, witness);
    u64 ticks = made_time(at);
    for (size_t i = 0; c && i < c->interval_count; i++)
        if (c->intervals[i].from_ticks <= ticks && ticks < c->intervals[i].to_ticks)
            return ks_state_words[c->intervals[i].state];
    return "";
}

static bool is_state(const made *m, const char *witness, const char *at, const char *word)
{
    const char *state = state_at(m, witness, at);
    if (strcmp(state, word) != 0)
        remark("%s at %s is %s, not %s", witness, at, state, word);
    return strcmp(state, word) == 0;
}

static void security(made *m, u64 first, u64 last, const char *from, const char *to)
{
    made_log(m, (log_row){ .log = "Security",
                           .host = "PC1",
                           .first = first,
                           .last = last,
                           .from = from,
                           .to = to });
}

static void event(made *m, const char *log, u32 id, u64 record, const char *at, const char *fields)
{
    made_event(m, (event_row){ .log = log,
                               .host = "PC1",
                               .id = id,
                               .record = record,
                               .at = at,
                               .fields = fields,
                               .version = 1 });
}

// System reaches back a month: what stands there before the Security log begins?
static void heads(void)
{
    static const struct {
        const char *sentence, *word;
        u64 first;
        bool is_cleared;
    } rows[] = {
        { "a log that begins with its clearing was cleared before", "cleared", 452811, true },
        { "a log that begins with a later record was overwritten before", "rolled", 452811, false },
        { "a log that begins with record 1, though others reach back, was replaced", "cleared", 1,
          false },
    };
    for (size_t i = 0; i < countof(rows); i++) {
        made m = made_new();
        made_log(&m, (log_row){ .log = "System",
                                .host = "PC1",
                                .first = 1,
                                .last = 9000,
                                .from = "2026-04-01",
                                .to = "2026-05-12" });
        event(&m, "System", 7040, 9001, "2026-04-02", "param4=EventLog|param3=disabled");
        security(&m, rows[i].first, rows[i].first + 100, "2026-05-11 04:00", "2026-05-12");
        if (rows[i].is_cleared)
            event(&m, "Security", 1102, rows[i].first, "2026-05-11 04:00", "SubjectUserName=a");
        made_answers(&m);
        check(rows[i].sentence, is_state(&m, "security.log", "2026-05-01", rows[i].word) &&
                                    is_state(&m, "security.log", "2026-05-11 12:00", "recorded"));
    }
}

static void beginning(void)
{
    made m = made_new();
    security(&m, 1, 100, "2026-05-11 04:00", "2026-05-12");
    event(&m, "Security", 1102, 50, "2026-05-11 05:00", "SubjectUserName=a");
    made_answers(&m);
    check("a log that begins with record 1, as all of the host do, tells nothing of before",
          is_state(&m, "security.log", "2026-05-08", "undecided"));
}

static void inside(void)
{
    made m = made_new();
    security(&m, 1, 100, "2026-05-11 01:00", "2026-05-11 02:00");
    security(&m, 200, 300, "2026-05-11 03:00", "2026-05-11 09:00");
    event(&m, "Security", 1101, 210, "2026-05-11 05:00", "Reason=0");
    event(&m, "Security", 4612, 220, "2026-05-11 06:00", "AuditsDiscarded=120");
    event(&m, "Security", 1104, 230, "2026-05-11 07:00", NULL);
    event(&m, "Security", 4688, 240, "2026-05-11 08:00", START);
    made_answers(&m);
    check("missing ids are a loss from the record before to the record behind",
          is_state(&m, "security.log", "2026-05-11 02:30", "lost"));
    check("trap 33: 1101 and 4612 are losses at their moment",
          is_state(&m, "security.log", "2026-05-11 04:59:30", "lost") &&
              is_state(&m, "security.log", "2026-05-11 05:59:30", "lost"));
    check("from 1104 on nothing is recorded until the log goes on",
          is_state(&m, "security.log", "2026-05-11 07:30", "off") &&
              is_state(&m, "security.log", "2026-05-11 08:30", "recorded"));
}

static void policy(void)
{
    made m = made_new();
    security(&m, 1000, 2000, "2026-05-11 01:00", "2026-05-11 12:00");
    event(&m, "Security", 4688, 1010, "2026-05-11 03:00", START);
    event(&m, "Security", 4719, 1020, "2026-05-11 04:00",
          PROCESS_CREATION "AuditPolicyChanges=%%8448");
    event(&m, "Security", 4719, 1030, "2026-05-11 06:00",
          PROCESS_CREATION "AuditPolicyChanges=%%8449");
    event(&m, "Security", 4608, 1040, "2026-05-11 08:00", NULL);
    event(&m, "Security", 4624, 1050, "2026-05-11 08:10",
          "LogonType=2|TargetLogonId=0x12345|TargetUserName=a");
    event(&m, "Security", 4608, 1060, "2026-05-11 10:00", NULL);
    made_answers(&m);
    const char *w = "security.4688";
    check("one 4688 proves the whole piece until auditing changes",
          is_state(&m, w, "2026-05-11 03:30", "recorded"));
    check("success removed: off until it is added again",
          is_state(&m, w, "2026-05-11 05:00", "off"));
    check("success added: on from there, though nothing was written",
          is_state(&m, w, "2026-05-11 07:00", "recorded"));
    check("behind a boot the policy may be another; a person who worked without a single process "
          "start proves that it was off",
          is_state(&m, w, "2026-05-11 09:00", "off"));
    check("behind a boot that nothing tells of, nobody knows",
          is_state(&m, w, "2026-05-11 11:00", "undecided"));
}

// Windows 10 writes the first processes of each boot whatever the policy says.
static void boot_with_starts(made *m, u64 record, const char *at, const char *up)
{
    event(m, "Security", 4688, record, at, "NewProcessId=0x58|NewProcessName=Registry");
    event(m, "Security", 4696, record + 1, at, "TargetProcessId=0x58|TargetProcessName=Registry");
    event(m, "Security", 4688, record + 2, at,
          "NewProcessId=0x100|NewProcessName=C:\\Windows\\System32\\lsass.exe");
    event(m, "Security", 4688, record + 3, at,
          "NewProcessId=0x104|NewProcessName=C:\\Windows\\System32\\poqexec.exe|"
          "ParentProcessName=C:\\Windows\\System32\\smss.exe");
    event(m, "Security", 4608, record + 4, up, NULL);
}

static void early_starts(void)
{
    made m = made_new();
    security(&m, 1000, 2000, "2026-05-10 01:00", "2026-05-11 12:00");
    boot_with_starts(&m, 1010, "2026-05-10 02:00", "2026-05-10 02:01");
    boot_with_starts(&m, 1110, "2026-05-11 02:00", "2026-05-11 02:01");
    event(&m, "Security", 4624, 1150, "2026-05-11 08:10",
          "LogonType=2|TargetLogonId=0x12345|TargetUserName=a");
    made_answers(&m);
    check("processes that start before LSASS prove nothing of the time before them",
          is_state(&m, "security.4688", "2026-05-10 12:00", "undecided"));
    check("... and a person who worked without a start proves that it was off",
          is_state(&m, "security.4688", "2026-05-11 09:00", "off"));
}

static void before_added(void)
{
    made m = made_new();
    security(&m, 1000, 2000, "2026-05-10 01:00", "2026-05-12 12:00");
    event(&m, "Security", 4719, 1020, "2026-05-11 04:00",
          PROCESS_CREATION "AuditPolicyChanges=%%8449");
    event(&m, "Security", 4688, 1030, "2026-05-11 05:00",
          "NewProcessId=0x10|NewProcessName=C:\\Users\\a\\Downloads\\invoice.pdf.exe");
    made_answers(&m);
    check("what a 4719 added was off before it",
          is_state(&m, "security.4688", "2026-05-10 12:00", "off"));
    check("before the log begins it is the log's own reason that counts",
          is_state(&m, "security.4688", "2026-05-09 12:00", "rolled"));
}

static void carved(void)
{
    made m = made_new();
    security(&m, 1000, 2000, "2026-05-11 01:00", "2026-05-11 12:00");
    made_event(&m, (event_row){ .log = "Security",
                                .host = "PC1",
                                .id = 4688,
                                .record = 1500,
                                .at = "2026-05-11 03:00",
                                .fields = START,
                                .found = KS_CARVED });
    made_answers(&m);
    check("trap 52: a carved record proves no recording",
          is_state(&m, "security.4688", "2026-05-11 05:00", "undecided"));
    check("trap 52: a carved record proves that it happened",
          m.answers->answers[0].verdict == KS_VERDICT_FOUND);
}

// Every second record is missing: that is no log that lost something ten thousand times.
static void full_of_holes(void)
{
    static const size_t holes = 10001;
    made m = made_new();
    security(&m, 1, 1, "2026-05-01", "2026-05-01");
    event(&m, "Security", 4688, 2 * holes + 1, "2026-05-11 05:00", START);
    ks_extent *x = &m.set->extents[0];
    ks_run *runs = ks_take(&m.arena, ks_run, holes + 1);
    for (size_t i = 0; i <= holes; i++)
        runs[i] = (ks_run){ 2 * i + 1, 2 * i + 1, x->oldest_ticks + i, x->oldest_ticks + i };
    runs[holes].first_ticks = runs[holes].last_ticks = x->newest_ticks;
    x->runs = runs;
    x->run_count = holes + 1;
    x->count = x->header_count = holes + 1;
    made_answers(&m);
    check("a log with ten thousand holes is taken for a filtered export",
          is_state(&m, "security.log", "2026-05-11 04:00", "undecided") &&
              is_state(&m, "security.4688", "2026-05-11 05:00", "undecided"));
}

static void filtered(void)
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
    check("of a filtered export nothing is concluded about absence",
          is_state(&m, "security.log", "2026-05-01 12:00", "undecided"));
}

static void ends_early(void)
{
    made m = made_new();
    security(&m, 1000, 2000, "2026-05-01 00:00", "2026-05-02 00:00");
    for (int hour = 1; hour < 24; hour++) {
        char at[32];
        snprintf(at, sizeof at, "2026-05-01 %02d:00", hour);
        event(&m, "Security", 1101, (u64)(1100 + hour), at, "Reason=0");
    }
    made_log(&m, (log_row){ .log = "System",
                            .host = "PC1",
                            .first = 1,
                            .last = 9000,
                            .from = "2026-05-01",
                            .to = "2026-05-12" });
    made_answers(&m);
    check("a log that ends long before the others of its host is open from there",
          is_state(&m, "security.log", "2026-05-08", "undecided"));
}

static void night(void)
{
    made m = made_new();
    security(&m, 1000, 2000, "2026-05-11 08:00", "2026-05-12 18:00");
    event(&m, "Security", 4688, 1010, "2026-05-11 08:00", START);
    made_log(&m, (log_row){ .log = "System",
                            .host = "PC1",
                            .first = 1,
                            .last = 90,
                            .from = "2026-05-11 08:00",
                            .to = "2026-05-12 18:00" });
    event(&m, "System", 42, 20, "2026-05-11 18:00", NULL);
    event(&m, "System", 107, 21, "2026-05-12 08:00", NULL);
    made_answers(&m);
    const ks_coverage *c = coverage_of(&m, "security.4688");
    check("trap 54: a laptop that slept at night was recorded to 100 %", c && c->percent == 100);
}

static void silence(void)
{
    made m = made_new();
    event_row row = { .log = "System", .host = "PC1", .id = 6013 };
    static const char *const times[] = { "2026-05-01 12:00", "2026-05-02 12:00", "2026-05-05 12:00",
                                         "2026-05-06 12:00" };
    for (size_t i = 0; i < countof(times); i++) {
        row.at = times[i];
        row.record = i + 1;
        made_event(&m, row);
    }
    made_answers(&m);
    check("three days without a record of a running host are open, a day is not",
          is_state(&m, "system.log", "2026-05-03 12:00", "undecided") &&
              is_state(&m, "system.log", "2026-05-01 20:00", "recorded"));
}

static void sysmon(void)
{
    made m = made_new();
    made_log(&m, (log_row){ .log = SYSMON,
                            .host = "PC1",
                            .first = 100,
                            .last = 900,
                            .from = "2026-05-11 01:00",
                            .to = "2026-05-11 12:00" });
    event(&m, SYSMON, 1, 110, "2026-05-11 02:00", "ProcessId=10|Image=C:\\a.exe");
    event(&m, SYSMON, 4, 120, "2026-05-11 04:00", "State=Stopped");
    event(&m, SYSMON, 4, 130, "2026-05-11 06:00", "State=Started");
    made_answers(&m);
    const ks_coverage *c = coverage_of(&m, "sysmon.1");
    check("Sysmon records while it runs, and not while it is stopped",
          is_state(&m, "sysmon.1", "2026-05-11 03:00", "recorded") &&
              is_state(&m, "sysmon.1", "2026-05-11 05:00", "off"));
    check("what Sysmon records is a selection: its rules are not known", c && c->is_selective);
}

static void partition(void)
{
    made m = made_new();
    security(&m, 1000, 2000, "2026-05-11 01:00", "2026-05-11 12:00");
    event(&m, "Security", 1102, 1000, "2026-05-11 01:00", "SubjectUserName=a");
    event(&m, "Security", 1101, 1100, "2026-05-11 05:00", "Reason=0");
    event(&m, "Security", 4608, 1200, "2026-05-11 07:00", NULL);
    made_answers(&m);
    bool holds = true;
    for (size_t i = 0; i < m.answers->coverages.count; i++) {
        const ks_coverage *c = &m.answers->coverages.items[i];
        const ks_time_span *span = &m.answers->coverages.spans[c->host * 15 + c->witness->question];
        holds = holds && c->interval_count && c->intervals[0].from_ticks == span->from_ticks &&
                c->intervals[c->interval_count - 1].to_ticks == span->to_ticks;
        for (size_t k = 1; k < c->interval_count; k++)
            holds = holds && c->intervals[k].from_ticks == c->intervals[k - 1].to_ticks;
    }
    check("the intervals of every witness are a partition of the question's span", holds);
}

int main(void)
{
    heads();
    beginning();
    inside();
    policy();
    early_starts();
    before_added();
    carved();
    full_of_holes();
    filtered();
    ends_early();
    night();
    silence();
    sysmon();
    partition();
    return checked();
}
