// Whether Sysmon was recording: by its own word (4: stopped, started), and by what it wrote. Its
// rules are not in the log: a start of a process proves that some starts were recorded, never that
// all were (answers 2.4).
#include "coverage/coverage_own.h"

static bool is_word(ks_str text, ks_str word)
{
    if (text.size != word.size)
        return false;
    for (size_t i = 0; i < word.size; i++)
        if ((text.at[i] | 0x20) != (word.at[i] | 0x20))
            return false;
    return true;
}

static void paint_stops(painting *p, ks_time_span span)
{
    const ks_host *host = &p->facts->hosts[p->host];
    u64 stopped = 0;
    u32 proof = ks_no_event;
    for (size_t i = 0; i < host->seen_count; i++) {
        const ks_fact_event *e = &p->facts->events[host->seen[i]];
        if (e->seen->kind != KS_OBSERVED_SYSMON_STATE)
            continue;
        ks_str state = ks_observed_text(p->facts->set, e->seen, KS_FIELD_State);
        if (is_word(state, KS_STR("Stopped")) && stopped == 0) {
            stopped = e->ticks;
            proof = host->seen[i];
        } else if (is_word(state, KS_STR("Started")) && stopped) {
            paint(p, stopped, e->ticks, KS_STATE_OFF, ks_phrase_of(SAYS(SYSMON_DOWN)), proof);
            stopped = 0;
        }
    }
    if (stopped)
        paint(p, stopped, span.to_ticks, KS_STATE_OFF, ks_phrase_of(SAYS(SYSMON_DOWN)), proof);
}

enum { first_ids = 10 };

// A log that begins with record 1 and Sysmon's own start or configuration: it was installed then.
static void paint_install(painting *p, ks_time_span span)
{
    const ks_host *host = &p->facts->hosts[p->host];
    for (size_t i = 0; i < host->seen_count; i++) {
        const ks_fact_event *e = &p->facts->events[host->seen[i]];
        bool is_own =
            e->seen->kind == KS_OBSERVED_SYSMON_STATE || e->seen->kind == KS_OBSERVED_SYSMON_CONFIG;
        if (!is_own || e->seen->event_record_id == 0 || e->seen->event_record_id > first_ids)
            continue;
        const ks_channel *c = ks_host_channel(p->facts->set, host,
                                              ks_observed_string(p->facts->set, e->seen->channel));
        if (c && c->is_sequential && c->run_count && c->runs[0].first_id == 1)
            paint(p, span.from_ticks, c->runs[0].first_ticks, KS_STATE_OFF,
                  ks_phrase_of(SAYS(SYSMON_NEW)), host->seen[i]);
        return;
    }
}

void paint_sysmon(painting *p, ks_time_span span, bool needs_starts)
{
    const ks_host *host = &p->facts->hosts[p->host];
    paint_install(p, span);
    paint_stops(p, span);
    for (u32 boot = 0; needs_starts && boot < host->boot_count; boot++) {
        u32 proof = ks_no_event;
        for (size_t i = 0; i < host->seen_count && proof == ks_no_event; i++) {
            const ks_fact_event *e = &p->facts->events[host->seen[i]];
            if (e->boot == boot && e->seen->kind == KS_OBSERVED_SYSMON_STARTED &&
                e->seen->place.found <= KS_TORN)
                proof = host->seen[i];
        }
        u64 from = boot ? host->boots[boot].start_ticks : 0;
        u64 to = boot + 1 < host->boot_count ? host->boots[boot + 1].start_ticks : UINT64_MAX;
        ks_time_span piece = { from > span.from_ticks ? from : span.from_ticks,
                               to < span.to_ticks ? to : span.to_ticks };
        if (proof == ks_no_event)
            paint_over(p, piece, KS_STATE_RECORDED, KS_STATE_UNDECIDED,
                       ks_phrase_of(SAYS(SYSMON_UNPROVEN)), ks_no_event);
        else
            paint_over(p, piece, KS_STATE_RECORDED, KS_STATE_RECORDED, (ks_phrase){ 0 }, proof);
    }
}
