// Records are missing: in a log whose record ids tell something, ids between two neighbours exist
// nowhere. A chunk that was not written back loses about a hundred in one piece; few missing
// between whole neighbours look like a tool that unlinks single records. Filtered exports and
// collected logs have holes by nature and are left out (answers 2.1, 2.2, trap 14).
#include "trace/trace_own.h"

enum { told_most = 20, few = 20 };

static u32 neighbour(const tracing *t, const ks_host *host, u32 channel, u64 id, u64 ticks)
{
    for (size_t i = 0; i < host->seen_count; i++) {
        const ks_observation *o = seen(t, host->seen[i]);
        if (o->channel == channel && o->event_record_id == id && o->ticks == ticks)
            return host->seen[i];
    }
    return ks_no_event;
}

// Whether bytes of the channel's sources were lost or unreadable: then that is why.
static bool has_damage(const tracing *t, const ks_channel *c)
{
    const ks_observations *set = t->facts->set;
    for (size_t i = 0; i < c->extent_count; i++) {
        const ks_ledger *ledger = &set->sources[set->extents[c->extents[i]].source].ledger;
        for (size_t k = 0; k < ledger->row_count; k++)
            if (ks_ledger_loses(ledger->rows[k].kind))
                return true;
    }
    return false;
}

static void tell_gap(tracing *t, u32 host, const ks_channel *c, const ks_run *a, const ks_run *b)
{
    const ks_host *h = &t->facts->hosts[host];
    u64 count = b->first_id - a->last_id - 1;
    ks_phrase said = ks_phrase_of(SAYS(MISSING));
    ks_phrase_add_text(&said, ks_observed_string(t->facts->set, c->channel));
    ks_phrase_add_text(&said, h->name);
    ks_phrase_add_number(&said, count);
    ks_phrase_add_plain(&said, a->last_id);
    ks_phrase_add_plain(&said, b->first_id);
    ks_level level = has_damage(t, c) ? KS_LEVEL_LOW
                     : count <= few   ? KS_LEVEL_HIGH
                                      : KS_LEVEL_MEDIUM;
    found_finding *f = found(t, level, host, a->last_ticks, said);
    if (f == NULL)
        return;
    f->is.to_ticks = b->first_ticks;
    f->is.weight = count > UINT32_MAX ? UINT32_MAX : (u32)count;
    found_record(t, f, neighbour(t, h, c->channel, a->last_id, a->last_ticks));
    found_record(t, f, neighbour(t, h, c->channel, b->first_id, b->first_ticks));
}

static void tell_rest(tracing *t, u32 host, const ks_channel *c, u64 missing, u64 places, u64 ticks)
{
    ks_phrase said = ks_phrase_of(SAYS(MISSING_MANY));
    ks_phrase_add_text(&said, ks_observed_string(t->facts->set, c->channel));
    ks_phrase_add_text(&said, t->facts->hosts[host].name);
    ks_phrase_add_number(&said, missing);
    ks_phrase_add_number(&said, places);
    found(t, has_damage(t, c) ? KS_LEVEL_LOW : KS_LEVEL_MEDIUM, host, ticks, said);
}

static void look(tracing *t, u32 host, const ks_channel *c)
{
    u64 told = 0, missing = 0, places = 0, ticks = 0;
    for (size_t i = 0; i < c->gap_count; i++) {
        const ks_run *a = &c->gaps[i].before, *b = &c->gaps[i].after;
        if (!c->gaps[i].is_within)
            continue; // overwritten between two copies of the log, or not supplied
        if (told++ < told_most) {
            tell_gap(t, host, c, a, b);
            continue;
        }
        ticks = places++ ? ticks : a->last_ticks;
        missing += b->first_id - a->last_id - 1;
    }
    if (places)
        tell_rest(t, host, c, missing, places, ticks);
}

void trace_records_missing(tracing *t)
{
    for (u32 h = 0; h < t->facts->host_count; h++)
        for (size_t i = 0; i < t->facts->hosts[h].channel_count; i++)
            look(t, h, &t->facts->hosts[h].channels[i]);
}
