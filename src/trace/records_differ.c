// One place in one log, two contents: the same computer, channel, record id and time, but other
// fields. Either of the copies was altered (or a reader of the export was at fault).
#include "trace/trace_own.h"

static bool is_of_log(const tracing *t, u32 event)
{
    return t->facts->set->sources[seen(t, event)->place.source].kind == KS_KIND_EVTX;
}

void trace_records_differ(tracing *t)
{
    for (size_t i = 0; i < t->facts->contradiction_count; i++) {
        const ks_contradiction *c = &t->facts->contradictions[i];
        // What was found in slack or carved is an older state by nature.
        if (!is_live(t, c->first) || !is_live(t, c->second))
            continue;
        // Exporters cut and rewrite texts: only two logs can contradict each other.
        if (!is_of_log(t, c->first) || !is_of_log(t, c->second))
            continue;
        const ks_fact_event *e = &t->facts->events[c->first];
        ks_phrase said = ks_phrase_of(SAYS(DIFFER));
        ks_phrase_add_text(&said, ks_observed_string(t->facts->set, e->seen->channel));
        ks_phrase_add_text(&said, t->facts->hosts[e->host].name);
        ks_phrase_add_plain(&said, e->seen->event_record_id);
        found_finding *f = found(t, KS_LEVEL_MEDIUM, e->host, e->ticks, said);
        found_record(t, f, c->first);
        found_record(t, f, c->second);
    }
}
