// Channels: all extents of one channel of one host, joined. Overlapping exports of one log are
// counted once; a log that was made anew (its record ids begin again) is a second generation; logs
// whose ids tell nothing (filtered exports, collected logs) are marked, for then a missing id is no
// loss (answers 2.1, traps 11 to 14).
#include "base/sort.h"
#include "facts/facts_own.h"
#include "facts/kinds.h"

#define ks_ticks_per_hour ((u64)36000000000)

typedef enum { ids_tell, ids_filtered, ids_forwarded, ids_any } id_kind;

// What the header ids of a source say of its event record ids.
typedef struct {
    u64 first, last, count;
    size_t extents;
} header_ids;

static header_ids header_ids_of(const ks_observations *set, u32 source)
{
    header_ids ids = { 0 };
    for (size_t i = 0; i < set->extent_count; i++) {
        const ks_extent *x = &set->extents[i];
        if (x->source != source || x->header_count == 0)
            continue;
        if (ids.count == 0 || x->header_first < ids.first)
            ids.first = x->header_first;
        if (x->header_last > ids.last)
            ids.last = x->header_last;
        ids.count += x->header_count;
        ids.extents++;
    }
    return ids;
}

static id_kind ids_of(const ks_observations *set, const ks_extent *x)
{
    bool has_holes = x->run_count > 1;
    if (set->sources[x->source].kind != KS_KIND_EVTX)
        return has_holes ? ids_filtered : ids_tell; // an agent ships what it was told to
    if (!x->is_renumbered)
        return ids_tell;
    header_ids ids = header_ids_of(set, x->source);
    if (ids.extents > 1)
        return ids_forwarded;
    // A whole export has no holes either; a filtered one numbers what it kept from 1.
    return has_holes ? ids_filtered : ids_tell;
}

bool ks_extent_tells(const ks_observations *set, const ks_extent *x)
{
    return x->run_count && ids_of(set, x) == ids_tell;
}

static int extent_order(const void *context, const void *a, const void *b)
{
    const ks_observations *set = context;
    const ks_extent *x = &set->extents[*(const u32 *)a], *y = &set->extents[*(const u32 *)b];
    int order =
        ks_str_compare(ks_observed_string(set, x->channel), ks_observed_string(set, y->channel));
    order = order ? order : ks_compare_u64(x->oldest_ticks, y->oldest_ticks);
    return order ? order : ks_compare_u64(*(const u32 *)a, *(const u32 *)b);
}

// Whether two stretches of ids can be of one log: where they share ids, they share times.
static bool is_one_generation(const ks_run *a, const ks_run *b)
{
    u64 slack = ks_ticks_per_hour * 24;
    if (a->last_id < b->first_id)
        return a->last_ticks <= b->first_ticks + slack;
    if (b->last_id < a->first_id)
        return b->last_ticks <= a->first_ticks + slack;
    return a->first_ticks <= b->last_ticks + slack && b->first_ticks <= a->last_ticks + slack;
}

typedef struct {
    ks_run *runs;
    size_t count;
} generation;

static bool fits(const generation *g, const ks_extent *x)
{
    return g->count == 0 ||
           (is_one_generation(&g->runs[0], &x->runs[0]) &&
            is_one_generation(&g->runs[g->count - 1], &x->runs[x->run_count - 1]) &&
            is_one_generation(&g->runs[0], &x->runs[x->run_count - 1]));
}

// All ids of the extents whose kind is `kind` (ids_any: of all of them): generation after
// generation, each by id.
static bool join_runs(facts_making *m, ks_channel *c, id_kind kind)
{
    const ks_observations *set = m->set;
    size_t total = 0;
    for (size_t i = 0; i < c->extent_count; i++)
        total += set->extents[c->extents[i]].run_count;
    ks_run *runs = ks_take(m->arena, ks_run, total + 1);
    generation *all = ks_take(m->arena, generation, c->extent_count + 1);
    if (runs == NULL || all == NULL)
        return false;
    size_t generations = 0;
    for (size_t i = 0; i < c->extent_count; i++) {
        const ks_extent *x = &set->extents[c->extents[i]];
        if (x->run_count == 0 || (kind != ids_any && ids_of(set, x) != kind))
            continue;
        size_t g = 0;
        while (g < generations && !fits(&all[g], x))
            g++;
        if (g == generations) {
            all[generations++].runs = ks_take(m->arena, ks_run, total + 1);
            if (all[g].runs == NULL)
                return false;
        }
        memcpy(all[g].runs + all[g].count, x->runs, x->run_count * sizeof *runs);
        all[g].count += x->run_count;
        if (!runs_settle(all[g].runs, &all[g].count, *m->arena))
            return false;
    }
    for (size_t g = 0; g < generations; g++) {
        memcpy(runs + c->run_count, all[g].runs, all[g].count * sizeof *runs);
        c->run_count += all[g].count;
    }
    c->runs = runs;
    return true;
}

enum {
    record_size_least = 128,
    gaps_most = 10000 // a log with more holes is taken for a filtered export, whatever made it
};

// Whether one source has both sides, and could have held what is between them: a shadow copy of a
// log that wraps mixes chunks of several rounds.
static bool holds_both(const facts_making *m, const ks_channel *c, u64 below, u64 above)
{
    for (size_t i = 0; i < c->extent_count; i++) {
        const ks_extent *x = &m->set->extents[c->extents[i]];
        u64 size = m->set->sources[x->source].ledger.size;
        if (size && above - below - 1 > size / record_size_least)
            continue;
        if (ks_extent_tells(m->set, x) && x->runs[0].first_id <= below &&
            x->runs[x->run_count - 1].last_id >= above)
            return true;
    }
    return false;
}

static bool find_gaps(facts_making *m, ks_channel *c)
{
    if (!c->is_sequential)
        return true;
    ks_gap *gaps = ks_take(m->arena, ks_gap, c->run_count + 1);
    for (size_t i = 1; i < c->run_count && gaps; i++) {
        const ks_run *a = &c->runs[i - 1], *b = &c->runs[i];
        if (b->first_id > a->last_id) // else another generation begins
            gaps[c->gap_count++] = (ks_gap){ *a, *b, holds_both(m, c, a->last_id, b->first_id) };
    }
    c->gaps = gaps;
    if (c->gap_count > gaps_most) {
        c->gap_count = 0;
        c->is_sequential = false;
        c->is_filtered = true;
    }
    return gaps != NULL;
}

static u64 ids_in(const ks_channel *c)
{
    u64 count = 0;
    for (size_t i = 0; i < c->run_count; i++)
        count += c->runs[i].last_id - c->runs[i].first_id + 1;
    return count;
}

// Each event once as far as ids tell, whatever its extent is: a filtered export beside a whole log
// has events too. `counted`: all extents, with repeats.
static bool count_events(facts_making *m, ks_channel *c, u64 counted)
{
    ks_channel all = { .extents = c->extents, .extent_count = c->extent_count };
    if (!join_runs(m, &all, ids_any))
        return false;
    u64 ids = ids_in(&all);
    for (size_t i = 0; i < c->extent_count; i++)
        ids += m->set->extents[c->extents[i]].run_count ? 0 : m->set->extents[c->extents[i]].count;
    c->count = ids && ids < counted ? ids : counted;
    return true;
}

static u64 longest_silence(const ks_hour *hours, size_t count)
{
    u64 longest = 0;
    for (size_t i = 1; i < count; i++)
        if (hours[i].hour - hours[i - 1].hour > longest)
            longest = hours[i].hour - hours[i - 1].hour;
    return longest * ks_ticks_per_hour;
}

static int hour_order(const void *context, const void *a, const void *b)
{
    (void)context;
    const ks_hour *x = a, *y = b;
    int order = ks_compare_u64(x->hour, y->hour);
    return order ? order : ks_compare_u64(y->count, x->count);
}

// Events by hour. Where extents overlap, the fullest of them counts for the hour.
static bool join_hours(facts_making *m, const ks_channel *c, bool overlap, ks_hour **hours,
                       size_t *count)
{
    const ks_observations *set = m->set;
    size_t total = 0;
    for (size_t i = 0; i < c->extent_count; i++)
        total += set->extents[c->extents[i]].hour_count;
    *hours = ks_take(m->arena, ks_hour, total + 1);
    *count = 0;
    if (*hours == NULL)
        return false;
    for (size_t i = 0; i < c->extent_count; i++) {
        const ks_extent *x = &set->extents[c->extents[i]];
        if (x->hour_count)
            memcpy(*hours + *count, x->hours, x->hour_count * sizeof **hours);
        *count += x->hour_count;
    }
    if (!overlap)
        return hours_settle(*hours, count, *m->arena);
    if (!ks_sort(*hours, *count, sizeof **hours, hour_order, NULL, *m->arena))
        return false;
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++)
        if (kept == 0 || (*hours)[kept - 1].hour != (*hours)[i].hour)
            (*hours)[kept++] = (*hours)[i];
    *count = kept;
    return true;
}

static bool fill_channel(facts_making *m, ks_channel *c, ks_host *host)
{
    const ks_observations *set = m->set;
    size_t kinds[3] = { 0 };
    u64 counted = 0;
    for (size_t i = 0; i < c->extent_count; i++) {
        const ks_extent *x = &set->extents[c->extents[i]];
        kinds[ids_of(set, x)] += x->run_count != 0;
        counted += x->count;
        if (x->oldest_ticks && (c->oldest_ticks == 0 || x->oldest_ticks < c->oldest_ticks))
            c->oldest_ticks = x->oldest_ticks;
        if (x->newest_ticks > c->newest_ticks)
            c->newest_ticks = x->newest_ticks;
    }
    c->is_sequential = kinds[ids_tell] != 0;
    c->is_forwarded = !c->is_sequential && kinds[ids_forwarded] != 0;
    c->is_filtered = !c->is_sequential && kinds[ids_filtered] != 0;
    for (int kind = ids_tell; kind <= ids_forwarded && c->run_count == 0; kind++)
        if (!join_runs(m, c, (id_kind)kind))
            return false;
    if (!find_gaps(m, c) || !count_events(m, c, counted))
        return false;
    ks_hour *hours;
    size_t hour_count;
    if (!join_hours(m, c, c->count < counted, &hours, &hour_count))
        return false;
    c->longest_silence_ticks = longest_silence(hours, hour_count);
    ks_hour *all = ks_take(m->arena, ks_hour, host->hour_count + hour_count + 1);
    if (all == NULL)
        return false;
    if (host->hour_count)
        memcpy(all, host->hours, host->hour_count * sizeof *all);
    if (hour_count)
        memcpy(all + host->hour_count, hours, hour_count * sizeof *all);
    host->hour_count += hour_count;
    host->hours = all;
    return hours_settle(all, &host->hour_count, *m->arena);
}

static void add_up(facts_making *m, ks_host *host, const u32 *extents, size_t count)
{
    const ks_observations *set = m->set;
    for (size_t i = 0; i < count; i++) {
        const ks_extent *x = &set->extents[extents[i]];
        bool is_new = true;
        for (size_t k = 0; k < i; k++)
            is_new = is_new && set->extents[extents[k]].source != x->source;
        if (is_new) {
            host->logs++;
            host->bytes += set->sources[x->source].ledger.size;
        }
        if (x->oldest_ticks && (host->first_ticks == 0 || x->oldest_ticks < host->first_ticks))
            host->first_ticks = x->oldest_ticks;
        if (x->newest_ticks > host->last_ticks)
            host->last_ticks = x->newest_ticks;
    }
}

static bool fill_host(facts_making *m, u32 number, const u32 *host_of_extent)
{
    const ks_observations *set = m->set;
    ks_host *host = &m->hosts[number];
    size_t count = 0;
    for (size_t i = 0; i < set->extent_count; i++)
        count += host_of_extent[i] == number;
    u32 *own = ks_take(m->arena, u32, count + 1);
    ks_channel *channels = ks_take(m->arena, ks_channel, count + 1);
    if (own == NULL || channels == NULL)
        return false;
    count = 0;
    for (u32 i = 0; i < set->extent_count; i++)
        if (host_of_extent[i] == number)
            own[count++] = i;
    if (!ks_sort(own, count, sizeof *own, extent_order, set, *m->arena))
        return false;
    add_up(m, host, own, count);
    for (size_t i = 0, end; i < count; i = end) {
        u32 channel = set->extents[own[i]].channel;
        for (end = i; end < count && set->extents[own[end]].channel == channel;)
            end++;
        ks_channel *c = &channels[host->channel_count++];
        *c = (ks_channel){ .channel = channel, .extents = own + i, .extent_count = end - i };
        if (!fill_channel(m, c, host))
            return false;
        host->events += c->count;
    }
    host->channels = channels;
    return true;
}

bool channels_find(facts_making *m, const u32 *host_of_extent)
{
    for (u32 i = 0; i < m->host_count; i++)
        if (!fill_host(m, i, host_of_extent))
            return false;
    return true;
}

const ks_channel *ks_host_channel(const ks_observations *set, const ks_host *host, ks_str name)
{
    for (size_t i = 0; i < host->channel_count; i++)
        if (ks_fold_equal(ks_observed_string(set, host->channels[i].channel), name))
            return &host->channels[i];
    return NULL;
}
