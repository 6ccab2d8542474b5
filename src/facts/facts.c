// Facts, step by step: hosts, their clocks and the total order, boots, sessions, processes; and the
// pairs of records that contradict each other.
#include "facts/facts.h"

#include "base/sort.h"
#include "facts/facts_own.h"

static int key_order(const void *context, const void *a, const void *b)
{
    const ks_fact_event *all = context;
    const ks_fact_event *x = &all[*(const u32 *)a], *y = &all[*(const u32 *)b];
    int order = ks_compare_u64(x->host, y->host);
    order = order ? order : ks_compare_u64(x->seen->channel, y->seen->channel);
    order = order ? order : ks_compare_u64(x->seen->event_record_id, y->seen->event_record_id);
    order = order ? order : ks_compare_u64(x->seen->ticks, y->seen->ticks);
    return order ? order : ks_compare_u64(*(const u32 *)a, *(const u32 *)b);
}

static bool is_one_key(const ks_fact_event *a, const ks_fact_event *b)
{
    return a->host == b->host && a->seen->channel == b->seen->channel &&
           a->seen->event_record_id == b->seen->event_record_id && a->seen->event_record_id &&
           a->seen->ticks == b->seen->ticks && a->seen->payload != b->seen->payload;
}

static int pair_order(const void *context, const void *a, const void *b)
{
    (void)context;
    const ks_contradiction *x = a, *y = b;
    int order = ks_compare_u64(x->first, y->first);
    return order ? order : ks_compare_u64(x->second, y->second);
}

static bool find_contradictions(facts_making *m, ks_facts *facts)
{
    u32 *order = ks_take(m->arena, u32, m->event_count + 1);
    if (order == NULL)
        return false;
    for (u32 i = 0; i < m->event_count; i++)
        order[i] = i;
    if (!ks_sort(order, m->event_count, sizeof *order, key_order, m->events, *m->arena))
        return false;
    size_t count = 0;
    for (size_t i = 1; i < m->event_count; i++)
        count += is_one_key(&m->events[order[i - 1]], &m->events[order[i]]);
    ks_contradiction *pairs = ks_take(m->arena, ks_contradiction, count + 1);
    if (pairs == NULL)
        return false;
    count = 0;
    for (size_t i = 1; i < m->event_count; i++) {
        u32 a = order[i - 1], b = order[i];
        if (is_one_key(&m->events[a], &m->events[b]))
            pairs[count++] = (ks_contradiction){ a < b ? a : b, a < b ? b : a };
    }
    facts->contradictions = pairs;
    facts->contradiction_count = count;
    return ks_sort(pairs, count, sizeof *pairs, pair_order, NULL, *m->arena);
}

static const u32 *list_processes(const facts_making *m)
{
    u32 *of = ks_take(m->arena, u32, m->event_count + 1);
    for (size_t i = 0; i < m->event_count && of; i++)
        of[i] = ks_no_process;
    for (u32 i = 0; i < m->process_count && of; i++)
        for (int k = 0; k < 3; k++)
            if (m->processes[i].events[k] != ks_no_event)
                of[m->processes[i].events[k]] = i;
    return of;
}

bool ks_facts_make(ks_facts **made, const ks_observations *set, ks_arena *arena, ks_fail *fail)
{
    KS_ASSERT(set->is_settled);
    facts_making m = { .arena = arena, .set = set };
    ks_facts *facts = ks_take(arena, ks_facts, 1);
    if (facts == NULL || !hosts_find(&m) || !clocks_find(&m) || !boots_find(&m) ||
        !outages_find(&m) || !sessions_find(&m) || !processes_find(&m) ||
        !find_contradictions(&m, facts))
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(arena->name));
    facts->set = set;
    facts->events = m.events;
    facts->event_count = m.event_count;
    facts->hosts = m.hosts;
    facts->host_count = m.host_count;
    facts->processes = m.processes;
    facts->process_count = m.process_count;
    facts->process_of = list_processes(&m);
    if (facts->process_of == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(arena->name));
    facts->sessions = m.sessions;
    facts->session_count = m.session_count;
    for (size_t i = 0; i < m.host_count; i++) {
        u64 first = m.hosts[i].first_ticks, last = m.hosts[i].last_ticks;
        if (first && (facts->first_ticks == 0 || first < facts->first_ticks))
            facts->first_ticks = first;
        if (last > facts->last_ticks)
            facts->last_ticks = last;
    }
    *made = facts;
    return true;
}
