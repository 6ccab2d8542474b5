// The clock was set by more than two minutes. By a time service, or while Windows starts, that is
// everyday; by a program that somebody ran it hides the order of things (answers Q11, trap 64).
#include "base/ticks.h"
#include "trace/trace_own.h"

#define boot_reach ((u64)300 * ks_ticks_per_second)

static u64 length_of(const ks_clock_step *step)
{
    return step->new_ticks < step->old_ticks ? step->old_ticks - step->new_ticks
                                             : step->new_ticks - step->old_ticks;
}

static ks_level level_of(const tracing *t, const ks_host *host, const ks_clock_step *step)
{
    const ks_fact_event *e = &t->facts->events[step->event];
    const ks_boot *boot = &host->boots[e->boot];
    bool is_at_boot = boot->proof != ks_no_event && e->ticks <= boot->start_ticks + boot_reach;
    if (step->is_service || (step->process.size == 0 && is_at_boot))
        return KS_LEVEL_INFORMATIONAL;
    if (step->is_system)
        return KS_LEVEL_LOW;
    return KS_LEVEL_HIGH;
}

static void add_who(tracing *t, ks_phrase *said, const ks_clock_step *step)
{
    ks_str user = ks_observed_string(t->facts->set, seen(t, step->event)->user);
    if (step->process.size)
        ks_phrase_add_text(said, step->process);
    else if (!ks_is_none(user))
        ks_phrase_add_text(said, ks_account_name(t->arena, user, (ks_str){ 0 }, (ks_str){ 0 }));
    else
        ks_phrase_add_words(said, SAYS(UNTOLD_PROCESS));
}

static void tell(tracing *t, u32 h, const ks_clock_step *step)
{
    const ks_host *host = &t->facts->hosts[h];
    bool is_back = step->new_ticks < step->old_ticks;
    ks_phrase said = ks_phrase_of(is_back ? SAYS(CLOCK_BACK) : SAYS(CLOCK_FORWARD));
    ks_phrase_add_text(&said, host->name);
    ks_phrase_add_length(&said, length_of(step));
    ks_phrase_add_time(&said, step->old_ticks);
    ks_phrase_add_time(&said, step->new_ticks);
    add_who(t, &said, step);
    found_record(t, found(t, level_of(t, host, step), h, t->facts->events[step->event].ticks, said),
                 step->event);
}

// What services do every day is told once for each host and level.
static void tell_together(tracing *t, u32 h, ks_level level)
{
    const ks_host *host = &t->facts->hosts[h];
    const ks_clock_step *largest = NULL, *first = NULL, *last = NULL;
    u64 count = 0;
    for (size_t i = 0; i < host->step_count; i++) {
        const ks_clock_step *s = &host->steps[i];
        if (level_of(t, host, s) != level)
            continue;
        count++;
        first = first ? first : s;
        last = s;
        largest = largest && length_of(largest) >= length_of(s) ? largest : s;
    }
    if (count == 1)
        tell(t, h, first);
    if (count <= 1)
        return;
    ks_phrase said = ks_phrase_of(SAYS(CLOCK_MANY));
    ks_phrase_add_text(&said, host->name);
    ks_phrase_add_number(&said, count);
    ks_phrase_add_length(&said, length_of(largest));
    ks_phrase_add_time(&said, t->facts->events[largest->event].ticks);
    found_finding *f = found(t, level, h, t->facts->events[first->event].ticks, said);
    if (f)
        f->is.to_ticks = t->facts->events[last->event].ticks;
    for (size_t i = 0; i < host->step_count; i++)
        if (level_of(t, host, &host->steps[i]) == level)
            found_record(t, f, host->steps[i].event);
}

void trace_clock(tracing *t)
{
    for (u32 h = 0; h < t->facts->host_count; h++) {
        const ks_host *host = &t->facts->hosts[h];
        for (size_t i = 0; i < host->step_count; i++)
            if (level_of(t, host, &host->steps[i]) > KS_LEVEL_LOW)
                tell(t, h, &host->steps[i]);
        tell_together(t, h, KS_LEVEL_INFORMATIONAL);
        tell_together(t, h, KS_LEVEL_LOW);
    }
}
