// Boots and pauses: when a host was on, and within which stretch its process ids and logon ids mean
// something. Kernel-General 12 says that Windows started; where the System log does not tell, the
// event log service's start (6005) or the audit system's (4608) stand for it. A 6005 in a log that
// has 12s, but none here, is a service that was restarted, and no boot (answers 2.2).
#include "base/sort.h"
#include "base/ticks.h"
#include "facts/facts_own.h"

#define near_boot  ((u64)300 * ks_ticks_per_second)
#define pause_most (30 * KS_TICKS_PER_DAY)

typedef struct {
    ks_boot *boots;
    size_t boot_count;
    ks_pause *pauses;
    size_t pause_count;
    u64 asleep; // since when; 0: awake
    u32 down;   // the log service's last word (1100, 6006), while nothing follows it in its log
} power;

static const ks_fact_event *seen_at(const facts_making *m, const ks_host *host, size_t i)
{
    return &m->events[host->seen[i]];
}

static bool has_kind(const facts_making *m, const ks_host *host, ks_observed_kind kind)
{
    for (size_t i = 0; i < host->seen_count; i++)
        if (seen_at(m, host, i)->seen->kind == kind)
            return true;
    return false;
}

// Within five minutes of the host's event number `at`.
static bool is_near(const facts_making *m, const ks_host *host, size_t at, ks_observed_kind kind)
{
    u64 ticks = seen_at(m, host, at)->ticks;
    for (size_t i = at; i-- > 0 && seen_at(m, host, i)->ticks + near_boot >= ticks;)
        if (seen_at(m, host, i)->seen->kind == kind)
            return true;
    for (size_t i = at + 1; i < host->seen_count && seen_at(m, host, i)->ticks <= ticks + near_boot;
         i++)
        if (seen_at(m, host, i)->seen->kind == kind)
            return true;
    return false;
}

static bool is_boot(const facts_making *m, const ks_host *host, size_t i, bool has_12)
{
    const ks_fact_event *e = seen_at(m, host, i);
    if (e->seen->place.found > KS_TORN)
        return false;
    if (e->seen->kind == KS_OBSERVED_BOOT)
        return true;
    if (e->seen->kind == KS_OBSERVED_LOG_SERVICE_STARTED)
        return !has_12;
    // SYSTEM's own logon, type 0, is the first of a boot: 4608 may be lost with the queue.
    bool is_first_logon =
        e->seen->kind == KS_OBSERVED_LOGON &&
        ks_str_equal(ks_observed_text(m->set, e->seen, KS_FIELD_LogonType), KS_STR("0"));
    if (e->seen->kind != KS_OBSERVED_AUDIT_STARTED && !is_first_logon)
        return false;
    const ks_channel *system = ks_host_channel(m->set, host, KS_STR("System"));
    bool is_covered = system && system->oldest_ticks <= e->ticks;
    return !is_covered && !is_near(m, host, i, KS_OBSERVED_BOOT) &&
           !is_near(m, host, i, KS_OBSERVED_LOG_SERVICE_STARTED) &&
           !(is_first_logon && is_near(m, host, i, KS_OBSERVED_AUDIT_STARTED));
}

static void note_end(ks_boot *boot, const facts_making *m, u32 i)
{
    boot->end_ticks = m->events[i].ticks;
    boot->is_end_known = true;
    boot->end_proof = i;
}

static void note_boot(power *p, const facts_making *m, u32 i)
{
    ks_boot *last = &p->boots[p->boot_count - 1];
    u64 ticks = m->events[i].ticks;
    // The first stretch is only assumed: a boot at its very start is its proof.
    if (p->boot_count == 1 && last->proof == ks_no_event &&
        ticks <= last->start_ticks + near_boot) {
        last->proof = i;
        return;
    }
    if (!last->is_end_known && p->down != ks_no_event)
        note_end(last, m, p->down);
    if (!last->is_end_known)
        last->end_ticks = ticks;
    p->asleep = 0;
    p->down = ks_no_event;
    p->boots[p->boot_count++] =
        (ks_boot){ .start_ticks = ticks, .proof = i, .end_proof = ks_no_event };
}

static void note_wake(power *p, u64 ticks)
{
    if (p->asleep && ticks > p->asleep && ticks - p->asleep <= pause_most)
        p->pauses[p->pause_count++] = (ks_pause){ p->asleep, ticks };
    p->asleep = 0;
}

// A log service that went down, and the next that its log holds is a boot: that was a shutdown,
// though 13 is in a log that was not supplied.
static void note_down(power *p, const facts_making *m, u32 i)
{
    const ks_observation *o = m->events[i].seen;
    if (o->kind == KS_OBSERVED_LOG_SERVICE_DOWN || o->kind == KS_OBSERVED_LOG_SERVICE_STOPPED)
        p->down = i;
    else if (p->down != ks_no_event && m->events[p->down].seen->channel == o->channel)
        p->down = ks_no_event;
}

static int pause_order(const void *context, const void *a, const void *b)
{
    (void)context;
    const ks_pause *x = a, *y = b;
    int order = ks_compare_u64(x->from_ticks, y->from_ticks);
    return order ? order : ks_compare_u64(x->to_ticks, y->to_ticks);
}

// Beside sleep: between shutdown and boot, and what the clock leapt over when it was set forward by
// the machine itself (no record can state a time in there).
static bool finish_pauses(const facts_making *m, ks_host *host, power *p)
{
    for (size_t i = 0; i + 1 < p->boot_count; i++)
        if (p->boots[i].is_end_known && p->boots[i].end_ticks < p->boots[i + 1].start_ticks)
            p->pauses[p->pause_count++] =
                (ks_pause){ p->boots[i].end_ticks, p->boots[i + 1].start_ticks };
    for (size_t i = 0; i < host->step_count; i++) {
        const ks_clock_step *s = &host->steps[i];
        if ((s->is_service || s->is_system) && !s->is_undone && s->new_ticks > s->old_ticks &&
            s->new_ticks - s->old_ticks <= pause_most)
            p->pauses[p->pause_count++] = (ks_pause){ s->old_ticks, s->new_ticks };
    }
    if (!ks_sort(p->pauses, p->pause_count, sizeof *p->pauses, pause_order, NULL, *m->arena))
        return false;
    size_t kept = 0;
    for (size_t i = 0; i < p->pause_count; i++) {
        ks_pause *last = kept ? &p->pauses[kept - 1] : NULL;
        if (last == NULL || p->pauses[i].from_ticks > last->to_ticks)
            p->pauses[kept++] = p->pauses[i];
        else if (p->pauses[i].to_ticks > last->to_ticks)
            last->to_ticks = p->pauses[i].to_ticks;
    }
    host->pauses = p->pauses;
    host->pause_count = kept;
    return true;
}

static bool find_power(facts_making *m, ks_host *host)
{
    power p = { .boots = ks_take(m->arena, ks_boot, host->seen_count + 1),
                .pauses = ks_take(m->arena, ks_pause, host->seen_count * 3 + 1),
                .down = ks_no_event };
    if (p.boots == NULL || p.pauses == NULL)
        return false;
    bool has_12 = has_kind(m, host, KS_OBSERVED_BOOT);
    p.boots[p.boot_count++] = (ks_boot){ .start_ticks = host->first_ticks,
                                         .proof = ks_no_event,
                                         .end_proof = ks_no_event };
    for (size_t i = 0; i < host->seen_count; i++) {
        ks_fact_event *e = &m->events[host->seen[i]];
        if (is_boot(m, host, i, has_12))
            note_boot(&p, m, host->seen[i]);
        note_down(&p, m, host->seen[i]);
        ks_observed_kind kind = e->seen->kind;
        if (kind == KS_OBSERVED_SHUTDOWN ||
            (kind == KS_OBSERVED_LOG_SERVICE_STOPPED && is_near(m, host, i, KS_OBSERVED_SHUTDOWN)))
            note_end(&p.boots[p.boot_count - 1], m, host->seen[i]);
        if (kind == KS_OBSERVED_SLEEP && p.asleep == 0)
            p.asleep = e->ticks;
        if (kind == KS_OBSERVED_RESUME || kind == KS_OBSERVED_WOKE)
            note_wake(&p, e->ticks);
        e->boot = (u32)p.boot_count - 1;
    }
    host->boots = p.boots;
    host->boot_count = p.boot_count;
    return finish_pauses(m, host, &p);
}

bool boots_find(facts_making *m)
{
    for (u32 i = 0; i < m->host_count; i++)
        if (!find_power(m, &m->hosts[i]))
            return false;
    return true;
}
