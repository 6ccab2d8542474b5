// Clocks: steps, which side of them was wrong, and the order of events around them.
#include "made_case.h"

static void system_event(made *m, u32 id, u64 record, const char *at, const char *fields)
{
    made_event(m, (event_row){ .log = "System",
                               .host = "PC1",
                               .id = id,
                               .record = record,
                               .at = at,
                               .fields = fields,
                               .version = 1 });
}

static u64 effective(const made *m, const char *log, u64 record)
{
    for (size_t i = 0; i < m->facts->event_count; i++) {
        const ks_observation *o = m->facts->events[i].seen;
        if (o->event_record_id == record &&
            ks_str_equal(ks_observed_string(m->set, o->channel), ks_str_of(log)))
            return m->facts->events[i].ticks;
    }
    return 0;
}

static void one_step(void)
{
    made m = made_new();
    system_event(&m, 6005, 1, "2015-08-25 15:00:00", NULL);
    system_event(&m, 1, 2, "2015-08-25 13:41:18",
                 "NewTime=2015-08-25T13:41:18Z|OldTime=2015-08-25T15:41:16Z|Reason=1");
    made_facts(&m);
    const ks_host *h = &m.facts->hosts[0];
    check("trap 9: 15:41 to 13:41 is a step of two hours back",
          h->step_count == 1 && h->steps[0].old_ticks - h->steps[0].new_ticks ==
                                    (u64)(2 * 3600 - 2) * ks_ticks_per_second);
    check("a step that is not taken back leaves the times as stated",
          !h->steps[0].is_undone && effective(&m, "System", 1) == made_time("2015-08-25 15:00"));
}

static void taken_back(void)
{
    made m = made_new();
    system_event(&m, 6005, 1, "2026-05-11 09:00:00", NULL);
    system_event(&m, 1, 2, "2026-05-11 08:00:00",
                 "NewTime=2026-05-11T08:00:00Z|OldTime=2026-05-11T10:00:00Z");
    system_event(&m, 6013, 3, "2026-05-11 08:10:00", NULL);
    system_event(&m, 7040, 4, "2026-05-11 08:10:00", "param1=EventLog|param4=EventLog");
    system_event(&m, 1, 5, "2026-05-11 10:20:00",
                 "NewTime=2026-05-11T10:20:00Z|OldTime=2026-05-11T08:20:00Z");
    made_event(&m, (event_row){ .log = "Security",
                                .host = "PC1",
                                .id = 4688,
                                .record = 1,
                                .at = "2026-05-11 09:59:00",
                                .fields = "NewProcessId=0x1" });
    made_event(&m, (event_row){ .log = "Security",
                                .host = "PC1",
                                .id = 4688,
                                .record = 2,
                                .at = "2026-05-11 08:05:00",
                                .fields = "NewProcessId=0x2" });
    made_event(&m, (event_row){ .log = "Security",
                                .host = "PC1",
                                .id = 4688,
                                .record = 3,
                                .at = "2026-05-11 10:30:00",
                                .fields = "NewProcessId=0x3" });
    made_facts(&m);
    check("between a step and the step that takes it back, the clock was wrong",
          m.facts->hosts[0].steps[0].is_undone &&
              effective(&m, "System", 4) == made_time("2026-05-11 10:10"));
    check("another log's record that stands where time runs backwards is corrected too",
          effective(&m, "Security", 2) == made_time("2026-05-11 10:05"));
    check("the records around it are not",
          effective(&m, "Security", 1) == made_time("2026-05-11 09:59") &&
              effective(&m, "Security", 3) == made_time("2026-05-11 10:30"));
}

static void at_boot(void)
{
    made m = made_new();
    system_event(&m, 12, 1, "2026-05-11 17:00:00", NULL);
    system_event(&m, 1, 2, "2026-05-11 08:00:30",
                 "NewTime=2026-05-11T08:00:30Z|OldTime=2026-05-11T17:00:30Z");
    system_event(&m, 6005, 3, "2026-05-11 08:00:40", NULL);
    made_facts(&m);
    check("a step right behind a boot corrects what came before it in that boot",
          effective(&m, "System", 1) == made_time("2026-05-11 08:00"));
    check("the log service that starts behind the step started with the boot",
          m.facts->hosts[0].outage_count == 0 && m.facts->hosts[0].boot_count == 1);
}

static void two_tellers(void)
{
    made m = made_new();
    system_event(&m, 1, 1, "2026-05-11 08:00:00",
                 "NewTime=2026-05-11T08:00:00Z|OldTime=2026-05-11T10:00:00Z");
    made_event(&m, (event_row){ .log = "Security",
                                .host = "PC1",
                                .id = 4616,
                                .record = 1,
                                .at = "2026-05-11 08:00:00",
                                .version = 1,
                                .fields = "PreviousTime=2026-05-11T10:00:00.1Z|"
                                          "NewTime=2026-05-11T08:00:00Z|"
                                          "ProcessName=C:\\Users\\a\\evil.exe" });
    made_facts(&m);
    const ks_host *h = &m.facts->hosts[0];
    check("4616 and Kernel-General 1 tell of one step, and one of them by whom",
          h->step_count == 1 && made_is(ks_base_name(h->steps[0].process), "evil.exe") &&
              !h->steps[0].is_service);
}

static void small_ones(void)
{
    made m = made_new();
    for (u64 i = 1; i <= 3; i++)
        system_event(&m, 1, i, "2026-05-11 08:00:00",
                     "NewTime=2026-05-11T08:00:00.4Z|OldTime=2026-05-11T08:00:00Z");
    system_event(&m, 1, 4, "2026-05-11 08:00:00",
                 "NewTime=2026-05-11T08:00:00Z|OldTime=2026-05-11T10:00:00Z");
    made_answers(&m);
    const ks_finding *f = NULL;
    check("trap 64: three steps of 0.4 s and one of two hours are one finding",
          made_findings(&m, "clock-changed", &f) == 1 && m.facts->hosts[0].steps_small == 3);
}

static void local_texts(void)
{
    made m = made_new();
    made_event(&m, (event_row){ .log = "Security",
                                .host = "PC1",
                                .id = 4616,
                                .record = 1,
                                .at = "2026-05-11 08:00:00",
                                .version = 0,
                                .fields = "PreviousDate=2026/05/11|PreviousTime=2026-05-11 19:00|"
                                          "NewTime=2026-05-11 08:00" });
    made_facts(&m);
    check("trap 10: the local texts of 4616 version 0 tell no step",
          m.facts->hosts[0].step_count == 0);
}

int main(void)
{
    one_step();
    taken_back();
    at_boot();
    two_tellers();
    small_ones();
    local_texts();
    return checked();
}
