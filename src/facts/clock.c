// Clocks, and the total order. A record keeps the time that it states; where its host's clock was
// set by more than two minutes, and the log tells which side was wrong, it is ordered by a
// corrected one (answers, trap 9):
//
// - between a step and a later step that takes it back, the clock was wrong by the first step;
// - between a boot and a step within five minutes, it was wrong by that step (a clock chip that
//   keeps local time, a virtual machine that slept).
//
// Inside the log that tells of the step, record ids say who is concerned. In the host's other logs
// it is who states a time of the wrong stretch and stands, by record id, where time runs backwards.
#include "base/sort.h"
#include "base/ticks.h"
#include "facts/facts_own.h"
#include "facts/kinds.h"

#define step_least   ((u64)120 * ks_ticks_per_second)
#define boot_reach   ((u64)300 * ks_ticks_per_second)
#define out_of_order ((u64)60 * ks_ticks_per_second)

// An observation among those of its log, in the order in which it was written.
typedef struct {
    u32 item, host;
    u64 latest_before, earliest_after; // stated times of its log
} logged;

typedef struct {
    facts_making *m;
    logged *items; // by (host, channel, source, event record id)
    size_t count;
    u64 *ticks; // by item: effective
} clocks;

static int logged_order(const void *context, const void *a, const void *b)
{
    const ks_observations *set = context;
    const logged *x = a, *y = b;
    const ks_observation *o = &set->items[x->item], *p = &set->items[y->item];
    int order = ks_compare_u64(x->host, y->host);
    order = order || o->channel == p->channel ? order
                                              : ks_str_compare(ks_observed_string(set, o->channel),
                                                               ks_observed_string(set, p->channel));
    order = order ? order : ks_compare_u64(o->place.source, p->place.source);
    order = order ? order : ks_compare_u64(o->event_record_id, p->event_record_id);
    return order ? order : ks_compare_u64(x->item, y->item);
}

static bool is_one_log(const clocks *c, size_t a, size_t b)
{
    const ks_observation *o = &c->m->set->items[c->items[a].item];
    const ks_observation *p = &c->m->set->items[c->items[b].item];
    return c->items[a].host == c->items[b].host && o->channel == p->channel &&
           o->place.source == p->place.source;
}

static bool sort_logged(clocks *c)
{
    const ks_observations *set = c->m->set;
    c->items = ks_take(c->m->arena, logged, set->count + 1);
    c->ticks = ks_take(c->m->arena, u64, set->count + 1);
    if (c->items == NULL || c->ticks == NULL)
        return false;
    for (u32 i = 0; i < set->count; i++) {
        c->ticks[i] = set->items[i].ticks;
        if (c->m->host_of[i] != ks_no_host)
            c->items[c->count++] = (logged){ .item = i, .host = c->m->host_of[i] };
    }
    if (!ks_sort(c->items, c->count, sizeof *c->items, logged_order, set, *c->m->arena))
        return false;
    u64 edge = 0;
    for (size_t i = 0; i < c->count; i++) {
        edge = i && is_one_log(c, i - 1, i) ? edge : 0;
        c->items[i].latest_before = edge;
        u64 ticks = set->items[c->items[i].item].ticks;
        edge = ticks > edge ? ticks : edge;
    }
    edge = UINT64_MAX;
    for (size_t i = c->count; i-- > 0;) {
        edge = i + 1 < c->count && is_one_log(c, i, i + 1) ? edge : UINT64_MAX;
        c->items[i].earliest_after = edge;
        u64 ticks = set->items[c->items[i].item].ticks;
        edge = ticks && ticks < edge ? ticks : edge;
    }
    return true;
}

// --- steps
static bool step_of(const clocks *c, const ks_observation *o, u64 *old_ticks, u64 *new_ticks)
{
    const ks_observations *set = c->m->set;
    if (o->kind == KS_OBSERVED_CLOCK_STEP)
        return ks_observed_ticks(set, o, KS_FIELD_OldTime, old_ticks) &&
               ks_observed_ticks(set, o, KS_FIELD_NewTime, new_ticks);
    // Version 0 of 4616 has local texts without a zone: they tell no step.
    return o->kind == KS_OBSERVED_CLOCK_SET && o->version > 0 &&
           ks_observed_ticks(set, o, KS_FIELD_PreviousTime, old_ticks) &&
           ks_observed_ticks(set, o, KS_FIELD_NewTime, new_ticks);
}

static u64 distance(u64 a, u64 b) { return a > b ? a - b : b - a; }

// The time service, the system itself, Windows' setup, a virtual machine's tools; answers Q11. By
// path: a file of that name elsewhere is no service.
static bool is_time_service(ks_str process)
{
    static const ks_str known[] = { KS_TEXT("\\windows\\system32\\svchost.exe"),
                                    KS_TEXT("\\windows\\system32\\w32tm.exe"),
                                    KS_TEXT("\\vmware tools\\vmtoolsd.exe"),
                                    KS_TEXT("\\windows\\system32\\vboxservice.exe"),
                                    KS_TEXT("\\qemu-ga\\qemu-ga.exe"),
                                    KS_TEXT("\\windows\\system32\\vmicsvc.exe"),
                                    KS_TEXT("\\windows\\system32\\oobe\\msoobe.exe") };
    for (size_t i = 0; i < countof(known); i++)
        if (ks_fold_ends(process, known[i]))
            return i != 1; // w32tm.exe is a tool that somebody ran
    return ks_fold_equal(process, KS_STR("System"));
}

// Without a program's name (before version 2) the record's own account tells: the time service runs
// as LOCAL SERVICE, the kernel sets the clock from the hardware (Reason 2) as process 4.
static void judge_account(const clocks *c, const ks_observation *o, ks_clock_step *step)
{
    ks_str user = ks_observed_string(c->m->set, o->user);
    ks_str reason = ks_observed_text(c->m->set, o, KS_FIELD_Reason);
    if (step->process.size || o->kind != KS_OBSERVED_CLOCK_STEP)
        return;
    step->is_service = ks_str_equal(user, KS_STR("S-1-5-19")) ||
                       ks_str_equal(user, KS_STR("S-1-5-20")) ||
                       (ks_str_equal(reason, KS_STR("2")) && o->process_id == 4);
    step->is_system = ks_str_equal(user, KS_STR("S-1-5-18"));
}

typedef struct {
    ks_clock_step step; // event: item number until the total order stands
    size_t at;          // among the logged
} found_step;

static int step_order(const void *context, const void *a, const void *b)
{
    (void)context;
    const found_step *x = a, *y = b;
    int order = ks_compare_u64(x->at, y->at);
    return order;
}

// Kernel-General 1 and 4616 tell of one step twice.
static found_step *twin_of(found_step *steps, size_t count, const ks_clock_step *step)
{
    u64 near = 2 * (u64)ks_ticks_per_second;
    for (size_t i = 0; i < count; i++)
        if (distance(steps[i].step.old_ticks, step->old_ticks) <= near &&
            distance(steps[i].step.new_ticks, step->new_ticks) <= near)
            return &steps[i];
    return NULL;
}

static void note_twin(found_step *twin, const ks_clock_step *step)
{
    if (twin->step.process.size == 0) {
        twin->step.process = step->process;
        twin->step.is_service = twin->step.is_service || step->is_service;
        twin->step.is_system = twin->step.is_system && step->process.size == 0;
    }
}

static bool collect_steps(const clocks *c, size_t from, size_t to, ks_host *host,
                          found_step **steps, size_t *count)
{
    const ks_observations *set = c->m->set;
    size_t most = 0;
    u64 old_ticks, new_ticks;
    for (size_t i = from; i < to; i++)
        most += step_of(c, &set->items[c->items[i].item], &old_ticks, &new_ticks);
    *count = 0;
    *steps = ks_take(c->m->arena, found_step, most + 1);
    for (size_t i = from; i < to && *steps; i++) {
        const ks_observation *o = &set->items[c->items[i].item];
        if (!step_of(c, o, &old_ticks, &new_ticks))
            continue;
        if (distance(old_ticks, new_ticks) < step_least) {
            host->steps_small++;
            continue;
        }
        ks_clock_step step = { .event = c->items[i].item,
                               .old_ticks = old_ticks,
                               .new_ticks = new_ticks };
        step.process = ks_observed_text(set, o, KS_FIELD_ProcessName);
        step.is_service = is_time_service(step.process);
        judge_account(c, o, &step);
        found_step *twin = twin_of(*steps, *count, &step);
        if (twin)
            note_twin(twin, &step);
        else
            (*steps)[(*count)++] = (found_step){ step, i };
    }
    return *steps != NULL;
}

// --- correction
// The records of [first, last) in the log of the step, and in the host's other logs those that
// state [from, to] out of order, get `shift` (two's complement) added.
typedef struct {
    size_t host_from, host_to; // among the logged
    size_t first, last;
    u64 from_ticks, to_ticks, shift;
} wrong_stretch;

static bool is_wrong(const clocks *c, const wrong_stretch *w, size_t i)
{
    // At a boot the log is written late and not in order: the stated time has to fit as well.
    u64 ticks = c->m->set->items[c->items[i].item].ticks;
    if (ticks < w->from_ticks || ticks > w->to_ticks)
        return false;
    if (is_one_log(c, i, w->first))
        return i >= w->first && i < w->last;
    return c->items[i].latest_before > ticks + out_of_order ||
           (c->items[i].earliest_after < UINT64_MAX &&
            c->items[i].earliest_after + out_of_order < ticks);
}

static void correct(const clocks *c, const wrong_stretch *w)
{
    for (size_t i = w->host_from; i < w->host_to; i++)
        if (c->m->set->items[c->items[i].item].ticks && is_wrong(c, w, i))
            c->ticks[c->items[i].item] += w->shift;
}

// A step within five minutes of the boot before it, in the same log.
static bool boot_before(const clocks *c, const found_step *s, size_t host_from, size_t *boot)
{
    const ks_observations *set = c->m->set;
    for (size_t i = s->at; i-- > host_from && is_one_log(c, i, s->at);) {
        const ks_observation *o = &set->items[c->items[i].item];
        if (o->kind != KS_OBSERVED_BOOT && o->kind != KS_OBSERVED_AUDIT_STARTED)
            continue;
        *boot = i;
        return o->ticks <= s->step.old_ticks && s->step.old_ticks - o->ticks <= boot_reach;
    }
    return false;
}

static void correct_steps(const clocks *c, found_step *steps, size_t count, size_t from, size_t to)
{
    for (size_t i = 0; i < count; i++) {
        found_step *s = &steps[i];
        u64 by = s->step.new_ticks - s->step.old_ticks;
        for (size_t k = i + 1; k < count && !s->step.is_undone; k++) {
            u64 back = steps[k].step.old_ticks - steps[k].step.new_ticks;
            u64 differ = by - back;
            if (!is_one_log(c, s->at, steps[k].at) ||
                (differ > step_least && 0 - differ > step_least))
                continue;
            s->step.is_undone = true;
            wrong_stretch w = {
                from, to, s->at + 1, steps[k].at, s->step.new_ticks, steps[k].step.old_ticks, 0 - by
            };
            correct(c, &w);
        }
        size_t boot;
        if (!s->step.is_undone && boot_before(c, s, from, &boot)) {
            u64 started = c->m->set->items[c->items[boot].item].ticks;
            wrong_stretch w = { from, to, boot, s->at, started, s->step.old_ticks, by };
            correct(c, &w);
        }
    }
}

static bool find_steps(const clocks *c, size_t from, size_t to, ks_host *host)
{
    found_step *steps;
    size_t count;
    if (!collect_steps(c, from, to, host, &steps, &count) ||
        !ks_sort(steps, count, sizeof *steps, step_order, NULL, *c->m->arena))
        return false;
    correct_steps(c, steps, count, from, to);
    ks_clock_step *kept = ks_take(c->m->arena, ks_clock_step, count + 1);
    for (size_t i = 0; i < count && kept; i++)
        kept[i] = steps[i].step;
    host->steps = kept;
    host->step_count = count;
    return kept != NULL;
}

// --- the total order
static int event_order(const void *context, const void *a, const void *b)
{
    (void)context;
    const ks_fact_event *x = a, *y = b;
    int order = ks_compare_u64(x->ticks, y->ticks);
    order = order ? order : ks_compare_u64(x->host, y->host);
    const ks_observed_place *p = &x->seen->place, *q = &y->seen->place;
    order = order ? order : ks_compare_u64(p->source, q->source); // sources are sorted by key
    order = order ? order : ks_compare_u64(p->record_id, q->record_id);
    order = order ? order : ks_compare_u64(p->offset, q->offset);
    return order ? order : ks_compare_u64(x->seen->payload, y->seen->payload);
}

static bool put_in_order(const clocks *c)
{
    facts_making *m = c->m;
    m->events = ks_take(m->arena, ks_fact_event, c->count + 1);
    u32 *place = ks_take(m->arena, u32, m->set->count + 1);
    if (m->events == NULL || place == NULL)
        return false;
    for (size_t i = 0; i < c->count; i++) {
        u32 item = c->items[i].item;
        m->events[m->event_count++] =
            (ks_fact_event){ &m->set->items[item], c->ticks[item], c->items[i].host, 0 };
    }
    if (!ks_sort(m->events, m->event_count, sizeof *m->events, event_order, NULL, *m->arena))
        return false;
    for (u32 i = 0; i < m->event_count; i++)
        place[m->events[i].seen - m->set->items] = i;
    for (size_t h = 0; h < m->host_count; h++) {
        ks_clock_step *steps = ks_take(m->arena, ks_clock_step, m->hosts[h].step_count + 1);
        if (steps == NULL)
            return false;
        for (size_t i = 0; i < m->hosts[h].step_count; i++) {
            steps[i] = m->hosts[h].steps[i];
            steps[i].event = place[steps[i].event];
        }
        m->hosts[h].steps = steps;
    }
    return true;
}

static bool list_by_host(facts_making *m)
{
    size_t *next = ks_take(m->arena, size_t, m->host_count + 1);
    u32 *all = ks_take(m->arena, u32, m->event_count + 1);
    if (next == NULL || all == NULL)
        return false;
    for (size_t i = 0; i < m->event_count; i++)
        m->hosts[m->events[i].host].seen_count++;
    for (size_t h = 0, sum = 0; h < m->host_count; h++) {
        m->hosts[h].seen = all + sum;
        next[h] = sum;
        sum += m->hosts[h].seen_count;
    }
    for (u32 i = 0; i < m->event_count; i++)
        all[next[m->events[i].host]++] = i;
    return true;
}

bool clocks_find(facts_making *m)
{
    clocks c = { .m = m };
    if (!sort_logged(&c))
        return false;
    for (size_t i = 0, end; i < c.count; i = end) {
        for (end = i; end < c.count && c.items[end].host == c.items[i].host;)
            end++;
        if (!find_steps(&c, i, end, &m->hosts[c.items[i].host]))
            return false;
    }
    return put_in_order(&c) && list_by_host(m);
}
