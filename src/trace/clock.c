// The clock was set by more than two minutes. By a time service, or while Windows starts, that is
// everyday; by a program that somebody ran it hides the order of things (answers Q11, trap 64).
#include "base/ticks.h"
#include "trace/trace_own.h"

#define boot_reach ((u64)300 * ks_ticks_per_second)

static ks_level level_of(const tracing *t, const ks_host *host, const ks_clock_step *step)
{
    const ks_fact_event *e = &t->facts->events[step->event];
    const ks_boot *boot = &host->boots[e->boot];
    bool is_at_boot = boot->proof != ks_no_event && e->ticks <= boot->start_ticks + boot_reach;
    if (step->is_service || (step->process.size == 0 && is_at_boot))
        return KS_LEVEL_INFORMATIONAL;
    return step->process.size ? KS_LEVEL_HIGH : KS_LEVEL_MEDIUM;
}

static void tell(tracing *t, u32 h, const ks_clock_step *step)
{
    const ks_host *host = &t->facts->hosts[h];
    bool is_back = step->new_ticks < step->old_ticks;
    u64 by = is_back ? step->old_ticks - step->new_ticks : step->new_ticks - step->old_ticks;
    ks_phrase said = ks_phrase_of(is_back ? SAYS(CLOCK_BACK) : SAYS(CLOCK_FORWARD));
    ks_phrase_add_text(&said, host->name);
    ks_phrase_add_length(&said, by);
    ks_phrase_add_time(&said, step->old_ticks);
    ks_phrase_add_time(&said, step->new_ticks);
    if (step->process.size)
        ks_phrase_add_text(&said, step->process);
    else
        ks_phrase_add_words(&said, SAYS(UNTOLD_PROCESS));
    found_finding *f = found(t, level_of(t, host, step), h, t->facts->events[step->event].ticks,
                             said);
    found_record(t, f, step->event);
}

void trace_clock(tracing *t)
{
    for (u32 h = 0; h < t->facts->host_count; h++)
        for (size_t i = 0; i < t->facts->hosts[h].step_count; i++)
            tell(t, h, &t->facts->hosts[h].steps[i]);
}
