// What a worker does with each event: it counts it in the extent of its source, channel and
// computer, and writes an observation when the event is of a kind that is kept. Workers share
// nothing; their extents are joined when all has been read, so it does not matter who saw what.
#include "base/ticks.h"
#include "facts/item.h"
#include "facts/kinds.h"

enum { kinds_most = 1 << 16 };
#define observer_budget   ((size_t)8 << 30)
#define ks_ticks_per_hour ((u64)36000000000)

ks_observer *ks_observer_make(ks_observations *set)
{
    ks_observer *own = ks_take(set->arena, ks_observer, 1);
    if (own == NULL || !ks_arena_open(&own->whole, "observer", observer_budget))
        return NULL;
    own->arena = own->whole;
    own->set = set;
    own->last = SIZE_MAX;
    own->next = set->observers;
    set->observers = own;
    own->kinds = ks_take(&own->arena, u8, kinds_most);
    own->kind_count = own->kinds ? kinds_most : 0;
    return own;
}

static u32 kind_of(ks_observer *own, const ks_event_class *class)
{
    if (class->number >= own->kind_count)
        return kept_kind(class->provider, class->id);
    u8 *known = &own->kinds[class->number];
    if (*known == 0)
        *known = (u8)(kept_kind(class->provider, class->id) + 1);
    return *known - 1u;
}

static observed_extent *extent_new(ks_observer *own, u32 source, ks_str channel, ks_str computer)
{
    if (own->extent_count == own->extent_capacity) {
        observed_extent *grown = ks_arena_grow(&own->arena, own->extents, sizeof *grown,
                                               own->extent_count, &own->extent_capacity);
        if (grown == NULL)
            return NULL;
        own->extents = grown;
    }
    observed_extent *x = &own->extents[own->extent_count++];
    *x = (observed_extent){ .is.source = source };
    x->channel = ks_arena_keep(&own->arena, channel);
    x->computer = ks_arena_keep(&own->arena, computer);
    return x;
}

static bool same_value(ks_value a, ks_value b)
{
    return a.type == b.type && a.size == b.size && (a.size == 0 || memcmp(a.at, b.at, a.size) == 0);
}

// The extent that the event belongs to; mostly the one of the event before.
static observed_extent *extent_of(ks_observer *own, ks_event *e)
{
    ks_value computer = ks_event_system(e, KS_SYSTEM_COMPUTER);
    if (own->last != SIZE_MAX && own->last_source == e->source && own->last_class == e->class &&
        same_value(own->last_computer, computer))
        return &own->extents[own->last];

    ks_str name = ks_value_str(computer, e->arena);
    ks_out key;
    ks_arena scratch = *e->arena;
    if (!ks_out_open(&key, &scratch, name.size + e->class->channel.size + 16))
        return NULL;
    item_put_u32(&key, e->source);
    item_put_str(&key, e->class->channel);
    item_put_str(&key, name);
    u32 number = ks_table_add(&own->names, &own->arena, ks_str_span(ks_out_str(&key)));
    if (number == ks_table_none)
        return NULL;
    observed_extent *x = number < own->extent_count
                             ? &own->extents[number]
                             : extent_new(own, e->source, e->class->channel, name);
    ks_str kept = ks_arena_keep(&own->arena, (ks_str){ (const char *)computer.at, computer.size });
    if (x == NULL || kept.size != computer.size)
        return NULL;
    own->last = number;
    own->last_source = e->source;
    own->last_class = e->class;
    own->last_computer = (ks_value){ (const u8 *)kept.at, computer.size, computer.type };
    return x;
}

static bool add_id(observed_extent *x, u64 id, u64 ticks, ks_arena *arena)
{
    if (x->run_count) {
        ks_run *last = &x->runs[x->run_count - 1];
        if (id == last->last_id + 1) {
            last->last_id = id;
            last->last_ticks = ticks;
            return true;
        }
    }
    if (x->run_count == x->run_capacity) {
        ks_run *grown =
            ks_arena_grow(arena, x->runs, sizeof *grown, x->run_count, &x->run_capacity);
        if (grown == NULL)
            return false;
        x->runs = grown;
    }
    x->runs[x->run_count++] = (ks_run){ id, id, ticks, ticks };
    return true;
}

static bool add_hour(observed_extent *x, u64 ticks, ks_arena *arena)
{
    u32 hour = (u32)(ticks / ks_ticks_per_hour);
    if (x->hour_count && x->hours[x->hour_count - 1].hour == hour) {
        x->hours[x->hour_count - 1].count++;
        return true;
    }
    if (x->hour_count == x->hour_capacity) {
        ks_hour *grown =
            ks_arena_grow(arena, x->hours, sizeof *grown, x->hour_count, &x->hour_capacity);
        if (grown == NULL)
            return false;
        x->hours = grown;
    }
    x->hours[x->hour_count++] = (ks_hour){ hour, 1 };
    return true;
}

#define time_reach ((u64)400 * KS_TICKS_PER_DAY)

// The stated time, if it can be believed: a damaged record may state anything, and no event waits
// for a year to be written. What is not believed stretches no span: neither a log's reach nor its
// ids' times nor its hours.
static u64 believed_ticks(const ks_event *e)
{
    u64 ticks = ks_event_ticks(e), written = e->written_ticks;
    if (e->is_damaged || !ks_is_credible(ticks))
        return 0;
    if (written == 0 || ticks == 0)
        return ticks;
    u64 apart = ticks > written ? ticks - written : written - ticks;
    return apart > time_reach ? 0 : ticks;
}

static bool count_event(ks_observer *own, ks_event *e)
{
    observed_extent *x = extent_of(own, e);
    if (x == NULL)
        return false;
    if (e->found > KS_TORN) {
        x->is.recovered++;
        return true;
    }
    u64 ticks = believed_ticks(e), id = ks_event_number(e, KS_SYSTEM_EVENT_RECORD_ID);
    x->is.count++;
    if (e->record_id) {
        if (x->is.header_count == 0 || e->record_id < x->is.header_first)
            x->is.header_first = e->record_id;
        if (e->record_id > x->is.header_last)
            x->is.header_last = e->record_id;
        x->is.header_count++;
        x->is.is_renumbered = x->is.is_renumbered || (id && id != e->record_id);
    }
    if (id && ticks && !add_id(x, id, ticks, &own->arena))
        return false;
    if (ticks == 0)
        return true;
    if (x->is.oldest_ticks == 0 || ticks < x->is.oldest_ticks)
        x->is.oldest_ticks = ticks;
    if (ticks > x->is.newest_ticks)
        x->is.newest_ticks = ticks;
    return add_hour(x, ticks, &own->arena);
}

bool ks_observe(ks_observer *own, ks_event *e, const ks_rule_hit *hits, size_t hit_count,
                ks_out *out)
{
    if (!count_event(own, e))
        own->is_full = true;
    u32 kind = kind_of(own, e->class);
    bool is_kept = kind != KS_OBSERVED_COUNT && kept_is_wanted(kind, e);
    if (!is_kept && hit_count == 0)
        return false;
    u8 *start = out->at;
    item_put_event(out, e, is_kept ? kind : KS_OBSERVED_BY_RULE);
    item_put_rule_hits(out, own->set, hits, hit_count);
    if (out->is_full)
        out->at = start; // left out whole; the block's `is_full` is the reader's to see
    return true;
}
