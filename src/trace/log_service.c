// The event log service was down while Windows ran: the facts' outages, told.
#include "trace/trace_own.h"

static void tell(tracing *t, u32 h, const ks_outage *outage)
{
    const ks_host *host = &t->facts->hosts[h];
    bool is_restart = outage->from_ticks == outage->to_ticks;
    bool has_end = outage->events[countof(outage->events) - 1] != ks_no_event;
    ks_phrase said = ks_phrase_of(is_restart ? SAYS(LOG_RESTARTED)
                                  : has_end  ? SAYS(LOG_STOPPED)
                                             : SAYS(LOG_STOPPED_OPEN));
    ks_phrase_add_text(&said, host->name);
    if (!is_restart && has_end)
        ks_phrase_add_length(&said, outage->to_ticks - outage->from_ticks);
    found_finding *f = found(t, KS_LEVEL_HIGH, h, outage->from_ticks, said);
    for (size_t i = 0; i < countof(outage->events); i++)
        found_record(t, f, outage->events[i]);
    if (f)
        f->is.to_ticks = outage->to_ticks;
}

void trace_log_service(tracing *t)
{
    for (u32 h = 0; h < t->facts->host_count; h++)
        for (size_t i = 0; i < t->facts->hosts[h].outage_count; i++)
            tell(t, h, &t->facts->hosts[h].outages[i]);
}
