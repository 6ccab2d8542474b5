// The log itself says that it lost events: dropped by its transport (1101), discarded by the full
// audit queue (4612), refused by a full log that must not overwrite (1104), not processed (1108).
// Load does that; so does whoever floods a log on purpose.
#include "base/number.h"
#include "trace/trace_own.h"

typedef struct {
    found_finding *dropped, *failed;
    u64 dropped_count, failed_count;
    ks_str failed_id;
} losses;

static ks_phrase about(const tracing *t, u32 host, trace_sentence sentence)
{
    ks_phrase said = ks_phrase_of(&trace_sentences[sentence]);
    ks_phrase_add_text(&said, t->facts->hosts[host].name);
    return said;
}

static void add_dropped(tracing *t, losses *own, u32 host, u32 event)
{
    if (own->dropped == NULL)
        own->dropped = found(t, KS_LEVEL_LOW, host, t->facts->events[event].ticks,
                             about(t, host, SAY_DROPPED));
    own->dropped_count++;
    found_record(t, own->dropped, event);
    if (own->dropped)
        own->dropped->is.to_ticks = t->facts->events[event].ticks;
}

static void add_failed(tracing *t, losses *own, u32 host, u32 event)
{
    ks_str id = text_of(t, event, KS_FIELD_EventID);
    if (own->failed == NULL || !ks_str_equal(id, own->failed_id)) {
        if (own->failed)
            ks_phrase_add_text(&own->failed->is.sentence, own->failed_id);
        own->failed =
            found(t, KS_LEVEL_LOW, host, t->facts->events[event].ticks, about(t, host, SAY_FAILED));
        own->failed_count = 0;
        own->failed_id = id;
        if (own->failed)
            ks_phrase_add_number(&own->failed->is.sentence, 0);
    }
    found_record(t, own->failed, event);
    if (own->failed)
        own->failed->is.sentence.arguments[1].number = ++own->failed_count;
}

static void tell_one(tracing *t, u32 host, u32 event)
{
    bool is_discarded = seen(t, event)->kind == KS_OBSERVED_AUDITS_DISCARDED;
    ks_phrase said = about(t, host, is_discarded ? SAY_DISCARDED : SAY_FULL);
    u64 count;
    if (is_discarded) {
        if (!ks_observed_u64(t->facts->set, seen(t, event), KS_FIELD_AuditsDiscarded, &count))
            count = 0;
        ks_phrase_add_number(&said, count);
    }
    found_record(t, found(t, KS_LEVEL_MEDIUM, host, t->facts->events[event].ticks, said), event);
}

static void look(tracing *t, u32 host)
{
    losses own = { 0 };
    const ks_host *h = &t->facts->hosts[host];
    for (size_t i = 0; i < h->seen_count; i++) {
        ks_observed_kind kind = seen(t, h->seen[i])->kind;
        if (kind == KS_OBSERVED_EVENTS_DROPPED)
            add_dropped(t, &own, host, h->seen[i]);
        else if (kind == KS_OBSERVED_EVENT_FAILED)
            add_failed(t, &own, host, h->seen[i]);
        else if (kind == KS_OBSERVED_AUDITS_DISCARDED || kind == KS_OBSERVED_LOG_FULL)
            tell_one(t, host, h->seen[i]);
    }
    if (own.dropped)
        ks_phrase_add_number(&own.dropped->is.sentence, own.dropped_count);
    if (own.failed)
        ks_phrase_add_text(&own.failed->is.sentence, own.failed_id);
}

void trace_events_lost(tracing *t)
{
    for (u32 h = 0; h < t->facts->host_count; h++)
        look(t, h);
}
