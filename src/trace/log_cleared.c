// A log was cleared: 1102 of the Security log, 104 of any other (in System, naming the channel).
// Both are written by the event log service itself, whatever is audited. Record ids go on after a
// clear, so the id of the 1102 says how many records there once were (answers 2.5, trap 13).
#include "base/ticks.h"
#include "trace/trace_own.h"

#define setup_reach KS_TICKS_PER_DAY
enum { counted_most = 1000 }; // clears whose loss is counted: no log makes this take for ever

// Setup and sysprep clear the logs of an image before anybody works with it (answers, trap 63).
static bool is_setup(const tracing *t, u32 event)
{
    const ks_fact_event *e = &t->facts->events[event];
    const ks_host *host = &t->facts->hosts[e->host];
    ks_str sid = text_of(t, event, KS_FIELD_SubjectUserSid);
    if (sid.size == 0)
        sid = ks_observed_string(t->facts->set, e->seen->user);
    if (!ks_str_equal(sid, KS_STR("S-1-5-18")) || e->ticks > host->first_ticks + setup_reach)
        return false;
    for (size_t i = 0; i < t->facts->session_count; i++) {
        const ks_session *s = &t->facts->sessions[i];
        bool is_person = (s->type == 2 || s->type == 10 || s->type == 11) && ks_is_person(s->sid);
        if (s->host == e->host && is_person && s->start_ticks <= e->ticks)
            return false;
    }
    return true;
}

// Whether a source that holds the record is a log whose ids tell: in a filtered export nobody knows
// what lay before it.
static bool has_ids(const tracing *t, const ks_channel *c, const ks_observed_place *place)
{
    for (; place; place = place->next)
        for (size_t i = 0; i < c->extent_count; i++) {
            const ks_extent *x = &t->facts->set->extents[c->extents[i]];
            if (x->source == place->source && ks_extent_tells(t->facts->set, x))
                return true;
        }
    return false;
}

// The highest id of the channel's earlier clears, whose own loss is told there; 0: none.
static u64 cleared_before(const tracing *t, const ks_fact_event *e)
{
    const ks_host *host = &t->facts->hosts[e->host];
    u64 highest = 0;
    for (size_t i = 0; i < host->seen_count; i++) {
        const ks_observation *o = seen(t, host->seen[i]);
        bool is_earlier = o->kind == KS_OBSERVED_SECURITY_CLEARED &&
                          o->channel == e->seen->channel && o->ticks <= e->seen->ticks &&
                          o->event_record_id < e->seen->event_record_id;
        if (is_earlier && o->event_record_id > highest)
            highest = o->event_record_id;
    }
    return highest;
}

// Records before the clear that no source holds; 0: not known (104 stands in another log).
static u64 lost_before(const tracing *t, u32 event)
{
    const ks_fact_event *e = &t->facts->events[event];
    const ks_channel *c = ks_host_channel(t->facts->set, &t->facts->hosts[e->host],
                                          ks_observed_string(t->facts->set, e->seen->channel));
    u64 id = e->seen->event_record_id;
    if (e->seen->kind != KS_OBSERVED_SECURITY_CLEARED || c == NULL || id == 0 ||
        !has_ids(t, c, &e->seen->place))
        return 0;
    u64 known = cleared_before(t, e); // the highest id below it that some source holds
    for (size_t i = 0; i < c->run_count; i++) {
        if (c->runs[i].first_id < id && c->runs[i].first_ticks <= e->seen->ticks) {
            u64 last = c->runs[i].last_id < id ? c->runs[i].last_id : id - 1;
            known = last > known ? last : known;
        }
    }
    return id - 1 - known;
}

static void tell(tracing *t, u32 event, bool is_counted)
{
    const ks_fact_event *e = &t->facts->events[event];
    bool is_security = e->seen->kind == KS_OBSERVED_SECURITY_CLEARED;
    ks_str channel = is_security ? ks_observed_string(t->facts->set, e->seen->channel)
                                 : text_of(t, event, KS_FIELD_Channel);
    ks_str who = subject_of(t, event), copy = text_of(t, event, KS_FIELD_BackupPath);
    u64 lost = is_counted ? lost_before(t, event) : 0;
    bool by_setup = is_counted && is_setup(t, event);
    ks_phrase said = ks_phrase_of(by_setup            ? SAYS(CLEARED_SETUP)
                                  : !ks_is_none(copy) ? SAYS(CLEARED_COPY)
                                  : lost              ? SAYS(CLEARED)
                                                      : SAYS(CLEARED_NO_COUNT));
    if (channel.size)
        ks_phrase_add_text(&said, channel);
    else
        ks_phrase_add_words(&said, SAYS(SOME_LOG));
    ks_phrase_add_text(&said, t->facts->hosts[e->host].name);
    if (who.size)
        ks_phrase_add_text(&said, who);
    else
        ks_phrase_add_words(&said, SAYS(NOBODY));
    if (!by_setup && !ks_is_none(copy))
        ks_phrase_add_text(&said, copy);
    else if (!by_setup && lost)
        ks_phrase_add_number(&said, lost);
    ks_level level = by_setup      ? KS_LEVEL_INFORMATIONAL
                     : is_security ? KS_LEVEL_CRITICAL
                                   : KS_LEVEL_HIGH;
    found_finding *f = found(t, level, e->host, e->ticks, said);
    found_record(t, f, event);
    if (f)
        f->is.weight = lost > UINT32_MAX ? UINT32_MAX : (u32)lost;
}

void trace_log_cleared(tracing *t)
{
    size_t count = 0;
    for (u32 i = 0; i < t->facts->event_count; i++) {
        ks_observed_kind kind = seen(t, i)->kind;
        if (kind == KS_OBSERVED_SECURITY_CLEARED || kind == KS_OBSERVED_LOG_CLEARED)
            tell(t, i, count++ < counted_most);
    }
}
