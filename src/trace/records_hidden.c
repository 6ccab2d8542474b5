// Records that were hidden, and chunks whose records do not fit their checksum. A record whose size
// was enlarged over its followers makes viewers skip them; they are still there, inside it. The
// ledger of the source tells of both.
#include "trace/trace_own.h"

// The channel's extent in this source that has most records; NULL: none.
static const ks_extent *largest_extent(const ks_observations *set, const ks_channel *channel,
                                       u32 source)
{
    const ks_extent *largest = NULL;
    for (size_t i = 0; i < channel->extent_count; i++) {
        const ks_extent *x = &set->extents[channel->extents[i]];
        if (x->source == source &&
            (largest == NULL || x->count + x->recovered > largest->count + largest->recovered))
            largest = x;
    }
    return largest;
}

// The host that most records of the source belong to.
static u32 host_of(const tracing *t, u32 source, u64 *ticks)
{
    const ks_observations *set = t->facts->set;
    u32 best = 0;
    u64 most = 0;
    for (u32 h = 0; h < t->facts->host_count; h++) {
        const ks_host *host = &t->facts->hosts[h];
        for (size_t i = 0; i < host->channel_count; i++) {
            const ks_extent *x = largest_extent(set, &host->channels[i], source);
            if (x && x->count + x->recovered > most) {
                most = x->count + x->recovered;
                best = h;
                *ticks = x->oldest_ticks;
            }
        }
    }
    return best;
}

// Records of the source that were found in this way and are kept.
static void add_records(tracing *t, found_finding *f, u32 source, ks_found how, u64 *first)
{
    for (u32 i = 0; i < t->facts->event_count; i++) {
        const ks_observed_place *place = &seen(t, i)->place;
        if (place->source != source || place->found != how)
            continue;
        if (*first == 0)
            *first = t->facts->events[i].ticks;
        found_record(t, f, i);
    }
}

static void look(tracing *t, u32 source)
{
    const ks_observed_source *s = &t->facts->set->sources[source];
    const ks_ledger_row *hidden = NULL;
    u64 hidden_count = 0, checksums = 0, ticks = 0, first = 0;
    for (size_t i = 0; i < s->ledger.row_count; i++) {
        const ks_ledger_row *row = &s->ledger.rows[i];
        checksums += row->kind == KS_LEDGER_RECORDS_CRC;
        if (row->kind != KS_LEDGER_HIDDEN)
            continue;
        hidden = hidden ? hidden : row;
        hidden_count++;
    }
    if (hidden_count == 0 && checksums == 0)
        return;
    u32 host = host_of(t, source, &ticks);
    ks_phrase said = ks_phrase_of(hidden ? SAYS(HIDDEN) : SAYS(CHECKSUM));
    ks_phrase_add_text(&said, s->path_count ? s->paths[0] : (ks_str){ 0 });
    ks_phrase_add_number(&said, hidden ? hidden_count : checksums);
    if (hidden) {
        ks_phrase_add_plain(&said, (u64)hidden->number[1]);
        ks_phrase_add_plain(&said, (u64)hidden->number[0]);
    }
    found_finding *f = found(t, hidden ? KS_LEVEL_CRITICAL : KS_LEVEL_LOW, host, ticks, said);
    if (hidden)
        add_records(t, f, source, KS_HIDDEN, &first);
    if (f && first)
        f->is.from_ticks = first;
}

void trace_records_hidden(tracing *t)
{
    for (u32 i = 0; t->facts->host_count && i < t->facts->set->source_count; i++)
        look(t, i);
}
