// Outages: the event log service stopped while Windows ran. Its own word (7036 with the key
// eventlog and state 1), or a stop (1100, 6006) that no shutdown follows, or a start (6005) that no
// boot precedes. A normal shutdown writes the first two as well, minutes before 13 (answers 2.2).
#include "base/ticks.h"
#include "facts/facts_own.h"
#include "facts/kinds.h"

#define boot_reach  ((u64)300 * ks_ticks_per_second)
#define same_stop   ((u64)60 * ks_ticks_per_second)
#define just_before ((u64)10 * ks_ticks_per_second)
#define outage_most KS_TICKS_PER_DAY

typedef struct {
    const facts_making *m;
    const ks_host *host;
    bool knows_boots;
} watching;

static const ks_fact_event *at(const watching *w, size_t i)
{
    return &w->m->events[w->host->seen[i]];
}

// The next, or the last, event of the kind within `reach`; SIZE_MAX: none.
static size_t next(const watching *w, size_t i, ks_observed_kind kind, u64 reach)
{
    u64 until = at(w, i)->ticks + reach;
    for (size_t k = i + 1; k < w->host->seen_count && at(w, k)->ticks <= until; k++)
        if (at(w, k)->seen->kind == kind)
            return k;
    return SIZE_MAX;
}

static size_t last(const watching *w, size_t i, ks_observed_kind kind, u64 reach)
{
    for (size_t k = i; k-- > 0 && at(w, k)->ticks + reach >= at(w, i)->ticks;)
        if (at(w, k)->seen->kind == kind)
            return k;
    return SIZE_MAX;
}

static bool is_stop(const watching *w, size_t i)
{
    const ks_observation *o = at(w, i)->seen;
    if (o->place.found > KS_TORN)
        return false;
    if (o->kind == KS_OBSERVED_LOG_SERVICE_DOWN || o->kind == KS_OBSERVED_LOG_SERVICE_STOPPED)
        return true;
    char key[64];
    u32 state;
    size_t size = o->kind == KS_OBSERVED_SERVICE_STATE
                      ? ks_service_state(ks_observed_text(w->m->set, o, KS_FIELD_Binary), key,
                                         sizeof key, &state)
                      : 0;
    return size && state == 1 && ks_fold_equal((ks_str){ key, size }, KS_STR("eventlog"));
}

static bool is_at_shutdown(const watching *w, size_t i)
{
    return next(w, i, KS_OBSERVED_SHUTDOWN, boot_reach) != SIZE_MAX ||
           next(w, i, KS_OBSERVED_BOOT, boot_reach) != SIZE_MAX ||
           next(w, i, KS_OBSERVED_AUDIT_STARTED, boot_reach) != SIZE_MAX ||
           last(w, i, KS_OBSERVED_SHUTDOWN, just_before) != SIZE_MAX ||
           last(w, i, KS_OBSERVED_SHUTDOWN_ASKED, boot_reach) != SIZE_MAX;
}

// A later record of the same log and boot proves that Windows ran on; SIZE_MAX: there is none.
static size_t follower(const watching *w, size_t i)
{
    size_t k = i + 1;
    while (k < w->host->seen_count && (at(w, k)->seen->channel != at(w, i)->seen->channel ||
                                       at(w, k)->ticks <= at(w, i)->ticks + same_stop))
        k++;
    if (k == w->host->seen_count || at(w, k)->boot != at(w, i)->boot)
        return SIZE_MAX;
    // A boot's first records may come before the one that tells of it.
    u32 boot = at(w, k)->boot + 1;
    bool is_before_boot = boot < w->host->boot_count &&
                          w->host->boots[boot].start_ticks <= at(w, k)->ticks + boot_reach;
    return is_before_boot ? SIZE_MAX : k;
}

static void note_event(ks_outage *outage, u32 event)
{
    for (size_t i = 0; i < countof(outage->events); i++) {
        if (outage->events[i] == ks_no_event) {
            outage->events[i] = event;
            return;
        }
    }
}

// One stop is told by two or three records; the position of the last one is returned.
static size_t read_outage(const watching *w, size_t i, size_t restart, ks_outage *outage)
{
    size_t end = i;
    outage->from_ticks = at(w, i)->ticks;
    for (size_t k = i; k < w->host->seen_count; k++) {
        if (at(w, k)->ticks > outage->from_ticks + same_stop)
            break;
        if (!is_stop(w, k))
            continue;
        note_event(outage, w->host->seen[k]);
        end = k;
    }
    size_t later = follower(w, i);
    if (restart == SIZE_MAX && later != SIZE_MAX)
        outage->to_ticks = at(w, later)->ticks;
    if (restart == SIZE_MAX)
        return end;
    outage->to_ticks = at(w, restart)->ticks;
    outage->events[countof(outage->events) - 1] = w->host->seen[restart];
    return restart > end ? restart : end;
}

static bool is_restart(const watching *w, size_t i)
{
    return at(w, i)->seen->kind == KS_OBSERVED_LOG_SERVICE_STARTED &&
           at(w, i)->seen->place.found <= KS_TORN && w->knows_boots &&
           next(w, i, KS_OBSERVED_BOOT, boot_reach) == SIZE_MAX &&
           last(w, i, KS_OBSERVED_BOOT, boot_reach) == SIZE_MAX;
}

static bool find_outages(facts_making *m, ks_host *host)
{
    watching w = { .m = m, .host = host };
    size_t most = 0, count = 0;
    for (size_t i = 0; i < host->seen_count; i++) {
        w.knows_boots = w.knows_boots || at(&w, i)->seen->kind == KS_OBSERVED_BOOT;
        most += is_stop(&w, i) || at(&w, i)->seen->kind == KS_OBSERVED_LOG_SERVICE_STARTED;
    }
    ks_outage *outages = ks_take(m->arena, ks_outage, most + 1);
    if (outages == NULL)
        return false;
    for (size_t i = 0; i < host->seen_count; i++) {
        ks_outage *outage = &outages[count];
        *outage = (ks_outage){
            .events = { ks_no_event, ks_no_event, ks_no_event, ks_no_event },
        };
        if (is_stop(&w, i) && !is_at_shutdown(&w, i)) {
            size_t restart = next(&w, i, KS_OBSERVED_LOG_SERVICE_STARTED, outage_most);
            bool is_followed = follower(&w, i) != SIZE_MAX;
            bool runs_on =
                restart != SIZE_MAX ? at(&w, restart)->boot == at(&w, i)->boot : is_followed;
            if (!runs_on || !(w.knows_boots || is_followed))
                continue;
            i = read_outage(&w, i, restart, outage);
            count++;
        } else if (is_restart(&w, i)) {
            outage->from_ticks = outage->to_ticks = at(&w, i)->ticks;
            note_event(outage, host->seen[i]);
            count++;
        }
    }
    host->outages = outages;
    host->outage_count = count;
    return true;
}

bool outages_find(facts_making *m)
{
    for (size_t i = 0; i < m->host_count; i++)
        if (!find_outages(m, &m->hosts[i]))
            return false;
    return true;
}
