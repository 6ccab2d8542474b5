// Hosts: which names are one machine, what its logs hold, when it was on, how its clock was set.
#include "made_case.h"

static const ks_host *host_named(const made *m, const char *id)
{
    for (size_t i = 0; i < m->facts->host_count; i++)
        if (ks_str_equal(m->facts->hosts[i].id, ks_str_of(id)))
            return &m->facts->hosts[i];
    return NULL;
}

static void log_of(made *m, const char *file, const char *log, const char *host, u64 first,
                   u64 last)
{
    made_log(m, (log_row){ .file = file,
                           .log = log,
                           .host = host,
                           .first = first,
                           .last = last,
                           .from = "2026-05-01",
                           .to = "2026-05-02" });
}

static void renamed(void)
{
    made m = made_new();
    made_log(&m, (log_row){ .file = "System.evtx",
                            .log = "System",
                            .host = "37L4247F27-25",
                            .first = 1,
                            .last = 10,
                            .from = "2026-01-01",
                            .to = "2026-01-02" });
    made_log(&m, (log_row){ .file = "System.evtx",
                            .log = "System",
                            .host = "WIN-NBRJP24VCHB",
                            .first = 11,
                            .last = 20,
                            .from = "2026-01-02",
                            .to = "2026-01-03" });
    made_log(&m, (log_row){ .file = "System.evtx",
                            .log = "System",
                            .host = "DC1.corp.example",
                            .first = 21,
                            .last = 30,
                            .from = "2026-01-03",
                            .to = "2026-01-04" });
    log_of(&m, "Security.evtx", "Security", "DC1.corp.example", 1, 5);
    log_of(&m, "Old.evtx", "Application", "WIN-NBRJP24VCHB", 1, 5);
    made_facts(&m);
    const ks_host *h = host_named(&m, "dc1.corp.example");
    check("trap 8: three names in one log are one host, called by the last of them",
          m.facts->host_count == 1 && h && h->name_count == 3);
    check("an older log under a former name belongs to it as well", h && h->logs == 3);
}

static void cloned(void)
{
    made m = made_new();
    static const char *const files[] = { "a/System.evtx", "b/System.evtx" };
    static const char *const names[] = { "PC1", "PC2" };
    for (size_t i = 0; i < 2; i++) {
        made_log(&m, (log_row){ .file = files[i],
                                .log = "System",
                                .host = "37L4247F27-25",
                                .first = 1,
                                .last = 10,
                                .from = "2026-01-01",
                                .to = "2026-01-02" });
        made_log(&m, (log_row){ .file = files[i],
                                .log = "System",
                                .host = names[i],
                                .first = 11,
                                .last = 20,
                                .from = "2026-01-02",
                                .to = "2026-01-03" });
    }
    made_facts(&m);
    check("two machines from one image stay two hosts, though both once had its name",
          m.facts->host_count == 2 && host_named(&m, "pc1") && host_named(&m, "pc2"));
}

static void bare_and_full(void)
{
    made m = made_new();
    log_of(&m, "a.evtx", "Security", "WIN-LTAPH", 1, 5);
    log_of(&m, "b.evtx", "System", "win-ltaph.corp.example", 1, 5);
    made_facts(&m);
    check("a bare name is the one host whose full name begins so, in any case",
          m.facts->host_count == 1);
    made n = made_new();
    log_of(&n, "a.evtx", "Security", "PC1", 1, 5);
    log_of(&n, "b.evtx", "System", "pc1.a.example", 1, 5);
    log_of(&n, "c.evtx", "System", "pc1.b.example", 1, 5);
    made_facts(&n);
    check("a bare name that two hosts could have is neither of them", n.facts->host_count == 3);
}

// A log in which the machine was bare "DC1" before it had this name.
static void promoted(made *m, const char *file, const char *name)
{
    made_log(m, (log_row){ .file = file,
                           .log = "System",
                           .host = "DC1",
                           .first = 1,
                           .last = 10,
                           .from = "2026-01-01",
                           .to = "2026-01-02" });
    made_log(m, (log_row){ .file = file,
                           .log = "System",
                           .host = name,
                           .first = 11,
                           .last = 20,
                           .from = "2026-01-02",
                           .to = "2026-01-03" });
}

static void forests(void)
{
    made m = made_new();
    promoted(&m, "a.evtx", "DC1.a.example");
    log_of(&m, "b.evtx", "Security", "DC1.b.example", 1, 5);
    log_of(&m, "c.evtx", "Security", "dc1.c.example", 1, 5);
    made_facts(&m);
    check("each forest has its DC1: one that was bare DC1 once is not those of other domains",
          m.facts->host_count == 3 && host_named(&m, "dc1.a.example") &&
              host_named(&m, "dc1.b.example") && host_named(&m, "dc1.c.example"));
    made n = made_new();
    promoted(&n, "a.evtx", "DC1.a.example");
    promoted(&n, "b.evtx", "DC1.b.example");
    log_of(&n, "c.evtx", "Security", "DC1", 1, 5);
    log_of(&n, "d.evtx", "Application", "dc1", 1, 5);
    made_facts(&n);
    check("a bare name that two domains' machines once had is one host of its own",
          n.facts->host_count == 3 && host_named(&n, "dc1") && host_named(&n, "dc1")->logs == 2);
    made o = made_new();
    promoted(&o, "a.evtx", "DC1.a.example");
    log_of(&o, "b.evtx", "Security", "dc1.A.example", 1, 5);
    log_of(&o, "c.evtx", "Application", "DC1", 1, 5);
    made_facts(&o);
    check("with one domain all of them are one host", o.facts->host_count == 1);
}

static void collected(void)
{
    made m = made_new();
    static const char *const names[] = { "PC1", "PC2", "PC3" };
    for (size_t i = 0; i < 3; i++)
        for (u64 k = 0; k < 3; k++)
            made_log(&m, (log_row){ .file = "ForwardedEvents.evtx",
                                    .log = "Security",
                                    .host = names[i],
                                    .first = 3229 + k * 50,
                                    .last = 3230 + k * 50,
                                    .from = "2026-05-01",
                                    .to = "2026-05-02",
                                    .is_renumbered = true });
    made_answers(&m);
    const ks_finding *f = NULL;
    check("trap 14: a collected log of three hosts gives three", m.facts->host_count == 3);
    check("trap 14: its missing ids are no gap", made_findings(&m, "records-missing", &f) == 0);
    check("its channel is known as collected",
          m.facts->hosts[0].channels[0].is_forwarded && !m.facts->hosts[0].channels[0].is_filtered);
}

static void copies(void)
{
    made m = made_new();
    event_row row = { .log = "Security",
                      .host = "PC1",
                      .file = "live.evtx",
                      .id = 1102,
                      .record = 7,
                      .at = "2026-05-11 03:00:00",
                      .fields = "SubjectUserName=a" };
    made_event(&m, row);
    row.file = "export.evtx";
    made_event(&m, row);
    made_log(&m, (log_row){ .file = "live.evtx",
                            .log = "Security",
                            .host = "PC1",
                            .first = 7,
                            .last = 20,
                            .from = "2026-05-11 03:00",
                            .to = "2026-05-11 04:00" });
    made_log(&m, (log_row){ .file = "export.evtx",
                            .log = "Security",
                            .host = "PC1",
                            .first = 1,
                            .last = 15,
                            .from = "2026-05-11 02:00",
                            .to = "2026-05-11 03:30" });
    made_facts(&m);
    const ks_observation *o = m.facts->event_count ? m.facts->events[0].seen : NULL;
    check("trap 11: a record of two exports is one, with two places",
          m.facts->event_count == 1 && o && o->place.next && !o->place.next->next);
    check("trap 11: its events are counted once", m.facts->hosts[0].events == 20);
    check("trap 53: an older copy extends the head",
          m.facts->hosts[0].channels[0].runs[0].first_id == 1 &&
              m.facts->hosts[0].channels[0].run_count == 1);
}

static void made_anew(void)
{
    made m = made_new();
    made_log(&m, (log_row){ .file = "2020.evtx",
                            .log = "Security",
                            .host = "PC1",
                            .first = 1,
                            .last = 500,
                            .from = "2020-01-01",
                            .to = "2020-02-01" });
    made_log(&m, (log_row){ .file = "2026.evtx",
                            .log = "Security",
                            .host = "PC1",
                            .first = 1,
                            .last = 300,
                            .from = "2026-01-01",
                            .to = "2026-02-01" });
    made_facts(&m);
    const ks_channel *c = &m.facts->hosts[0].channels[0];
    check("trap 12: two files from record 1 of different years are two generations",
          c->run_count == 2 && c->runs[1].first_id == 1 && c->gap_count == 0 && c->count == 800);
}

static void exports_beside_a_log(void)
{
    made m = made_new();
    log_of(&m, "whole.evtx", "Security", "PC1", 101, 200);
    for (u64 i = 0; i < 2; i++)
        for (u64 k = 0; k < 2; k++)
            made_log(&m, (log_row){ .file = i ? "b.evtx" : "a.evtx",
                                    .log = "Security",
                                    .host = "PC1",
                                    .first = 190 + i * 1000 + k * 20,
                                    .last = 191 + i * 1000 + k * 20,
                                    .from = "2026-05-01",
                                    .to = "2026-05-02",
                                    .is_renumbered = true });
    made_facts(&m);
    const ks_host *h = &m.facts->hosts[0];
    check("filtered exports beside a whole log of their channel are counted, each event once",
          h->events == 100 + 2 + 4 && h->channels[0].is_sequential &&
              h->channels[0].run_count == 1);
}

static void credible(void)
{
    check("a time of the year 19121 stretches no span, nor does one of 1601",
          !ks_is_credible((u64)6399000 * KS_TICKS_PER_DAY) && !ks_is_credible(1) &&
              !ks_is_credible(0));
    check("times from 1993 to 2199 do", ks_is_credible(made_time("1993-01-01")) &&
                                            ks_is_credible(made_time("2199-12-31 23:59:59")) &&
                                            !ks_is_credible(made_time("2200-01-01")) &&
                                            !ks_is_credible(made_time("1992-12-31 23:59:59")));
}

static void provider_decides(void)
{
    made m = made_new();
    made_event(&m, (event_row){ .log = "Application",
                                .host = "PC1",
                                .id = 4625,
                                .record = 1,
                                .at = "2026-05-11",
                                .provider = "Microsoft-Windows-EventSystem" });
    made_event(&m, (event_row){ .log = "Security",
                                .host = "PC1",
                                .id = 4688,
                                .record = 1,
                                .at = "2026-05-11",
                                .provider = "EventSystem" });
    made_facts(&m);
    check("trap 65: an id without its provider is no observation",
          m.facts->event_count == 0 && m.facts->hosts[0].events == 2);
}

static void power(void)
{
    made m = made_new();
    event_row row = { .log = "System", .host = "PC1" };
    static const struct {
        u32 id;
        const char *at;
    } events[] = {
        { 12, "2026-05-11 08:00" },      { 6005, "2026-05-11 08:00:05" },
        { 42, "2026-05-11 22:00" },      { 107, "2026-05-12 07:00" },
        { 13, "2026-05-12 20:00" },      { 12, "2026-05-13 08:00" },
        { 6005, "2026-05-13 08:00:05" },
    };
    for (size_t i = 0; i < countof(events); i++) {
        row.id = events[i].id;
        row.at = events[i].at;
        row.record = i + 1;
        made_event(&m, row);
    }
    made_facts(&m);
    const ks_host *h = &m.facts->hosts[0];
    u64 hour = (u64)36000000000;
    check("each 12 is a boot, the 6005 behind it is none", h->boot_count == 2);
    check("trap 54: sleep and power-off are no powered-on time",
          ks_powered_ticks(h, made_time("2026-05-11 08:00"), made_time("2026-05-13 08:00")) ==
              (14 + 13) * hour);
    check("a start of the log service with a boot is no outage", h->outage_count == 0);
}

int main(void)
{
    renamed();
    cloned();
    bare_and_full();
    forests();
    collected();
    copies();
    made_anew();
    exports_beside_a_log();
    credible();
    provider_decides();
    power();
    return checked();
}
