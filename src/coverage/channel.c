// Whether a channel was being recorded, from its logs alone: where it begins and why, what is
// missing inside, when the service was down, where it ends (answers 2.1, 2.2).
#include "base/sort.h"
#include "base/ticks.h"
#include "coverage/coverage_own.h"

#define minute        ((u64)60 * ks_ticks_per_second)
#define clear_reach   ((u64)10 * ks_ticks_per_second)
#define silence_least (60 * minute)
// No log makes this take for ever.
enum {
    looked_at_most = 1000, // records about one beginning
    outages_most = 10000
};

static const ks_fact_event *seen_at(const painting *p, u32 event)
{
    return &p->facts->events[event];
}

static bool is_channel(const painting *p, ks_str name, u32 channel)
{
    ks_str own = ks_observed_string(p->facts->set, channel);
    if (name.size != own.size)
        return false;
    for (size_t i = 0; i < name.size; i++) {
        char a = name.at[i], b = own.at[i];
        a = a >= 'A' && a <= 'Z' ? (char)(a + 32) : a;
        b = b >= 'A' && b <= 'Z' ? (char)(b + 32) : b;
        if (a != b)
            return false;
    }
    return true;
}

// What turns are in order by.
typedef u64 turn_key(const ks_observation *o);
static u64 record_of(const ks_observation *o) { return o->event_record_id; }
static u64 ticks_of(const ks_observation *o) { return o->ticks; }

// The first whose key is not below `least`; `count`: none.
static size_t first_turn(const painting *p, const u32 *turns, size_t count, turn_key *key,
                         u64 least)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (key(seen_at(p, turns[middle])->seen) >= least)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

// The turn of this kind among the record ids [from, to]; ks_no_event.
static u32 turn_of(const painting *p, const ks_channel *c, ks_observed_kind kind, u64 from, u64 to)
{
    size_t i = first_turn(p, p->turns, p->turn_count, record_of, from);
    for (size_t most = looked_at_most; i < p->turn_count && most--; i++) {
        const ks_observation *o = seen_at(p, p->turns[i])->seen;
        if (o->event_record_id > to)
            break;
        if (o->kind == kind && o->channel == c->channel)
            return p->turns[i];
    }
    return ks_no_event;
}

// The record that says that the log was cleared when it begins with this stretch; ks_no_event.
static u32 clearing_of(const painting *p, const ks_channel *c, const ks_run *first)
{
    u32 own = turn_of(p, c, KS_OBSERVED_SECURITY_CLEARED, first->first_id, first->first_id);
    if (own != ks_no_event)
        return own;
    u64 from = first->first_ticks > clear_reach ? first->first_ticks - clear_reach : 0;
    size_t i = first_turn(p, p->cleared, p->cleared_count, ticks_of, from);
    for (size_t most = looked_at_most; i < p->cleared_count && most--; i++) {
        const ks_fact_event *e = seen_at(p, p->cleared[i]);
        if (e->seen->ticks > first->first_ticks &&
            e->seen->ticks - first->first_ticks > clear_reach)
            break;
        ks_str cleared = ks_observed_text(p->facts->set, e->seen, KS_FIELD_Channel);
        if (is_channel(p, cleared, c->channel))
            return p->cleared[i];
    }
    return ks_no_event;
}

// Which log of which host it is about.
static ks_phrase with_channel(const painting *p, const ks_channel *c, ks_phrase said)
{
    ks_phrase_add_text(&said, ks_observed_string(p->facts->set, c->channel));
    ks_phrase_add_text(&said, p->facts->hosts[p->host].name);
    return said;
}

static ks_phrase with_number(const ks_phrase_text *text, u64 number)
{
    ks_phrase said = ks_phrase_of(text);
    ks_phrase_add_plain(&said, number);
    return said;
}

static void paint_cleared(painting *p, u64 from, u64 to, const ks_channel *c, u32 clearing)
{
    ks_phrase said = with_number(SAYS(CLEARED), seen_at(p, clearing)->seen->event_record_id);
    paint(p, from, to, KS_STATE_CLEARED, with_channel(p, c, said), clearing);
}

// The record that says that what stood before this stretch was archived (1105); ks_no_event.
static u32 archive_of(const painting *p, const ks_channel *c, const ks_run *first)
{
    return turn_of(p, c, KS_OBSERVED_LOG_ARCHIVED, first->first_id, first->first_id + 3);
}

static void paint_archived(painting *p, u64 from, u64 to, u32 archive)
{
    ks_phrase said = ks_phrase_of(SAYS(ARCHIVED));
    ks_phrase_add_text(
        &said, ks_observed_text(p->facts->set, seen_at(p, archive)->seen, KS_FIELD_BackupPath));
    paint(p, from, to, KS_STATE_NO_FILE, said, archive);
}

// Why the log begins where it begins: [from, its first time).
static void paint_head(painting *p, u64 from, const ks_channel *c, const ks_run *first)
{
    const ks_host *host = &p->facts->hosts[p->host];
    u32 clearing = clearing_of(p, c, first), archive = archive_of(p, c, first);
    u64 to = first->first_ticks;
    if (archive != ks_no_event)
        paint_archived(p, from, to, archive);
    else if (clearing != ks_no_event)
        paint_cleared(p, from, to, c, clearing);
    else if (first->first_id > 1)
        paint(p, from, to, KS_STATE_ROLLED,
              with_channel(p, c, with_number(SAYS(ROLLED), first->first_id)), ks_no_event);
    else if (host->first_ticks + KS_TICKS_PER_DAY < to)
        paint(p, from, to, KS_STATE_CLEARED, with_channel(p, c, ks_phrase_of(SAYS(REPLACED))),
              ks_no_event);
    else
        paint(p, from, to, KS_STATE_UNDECIDED, with_channel(p, c, ks_phrase_of(SAYS(BEGINS))),
              ks_no_event);
}

static void paint_gap(painting *p, const ks_channel *c, const ks_gap *gap)
{
    u32 clearing = clearing_of(p, c, &gap->after);
    u64 from = gap->before.last_ticks, to = gap->after.first_ticks;
    if (clearing != ks_no_event) {
        paint_cleared(p, from, to, c, clearing);
        return;
    }
    ks_phrase said =
        with_number(gap->is_within ? SAYS(GAP) : SAYS(BETWEEN), gap->before.last_id + 1);
    ks_phrase_add_plain(&said, gap->after.first_id - 1);
    said = with_channel(p, c, said);
    // Times may stand still between neighbours: a gap is at least one tick long.
    paint(p, from, to > from ? to : from + 1, gap->is_within ? KS_STATE_LOST : KS_STATE_ROLLED,
          said, ks_no_event);
}

static void paint_runs(painting *p, ks_time_span span, const ks_channel *c)
{
    if (c->run_count == 0)
        return;
    paint_head(p, span.from_ticks, c, &c->runs[0]);
    for (size_t i = 1; i < c->run_count; i++)
        if (c->runs[i].first_id <= c->runs[i - 1].last_id) // the log was made anew
            paint_head(p, c->runs[i - 1].last_ticks, c, &c->runs[i]);
    for (size_t i = 0; i < c->gap_count; i++)
        paint_gap(p, c, &c->gaps[i]);
}

// What single records of the Security log say about losses; `id`: of the witness, 0: all.
static void paint_losses(painting *p, ks_time_span span, const ks_channel *c, u64 id)
{
    const ks_host *host = &p->facts->hosts[p->host];
    for (size_t i = 0; i < host->seen_count; i++) {
        u32 event = host->seen[i];
        const ks_fact_event *e = seen_at(p, event);
        u64 from = e->ticks > minute ? e->ticks - minute : 0, failed;
        if (e->seen->channel != c->channel || e->seen->place.found > KS_TORN)
            continue;
        if (e->seen->kind == KS_OBSERVED_EVENTS_DROPPED)
            paint(p, from, e->ticks + 1, KS_STATE_LOST, ks_phrase_of(SAYS(DROPPED)), event);
        else if (e->seen->kind == KS_OBSERVED_AUDITS_DISCARDED)
            paint(p, from, e->ticks + 1, KS_STATE_LOST, ks_phrase_of(SAYS(DISCARDED)), event);
        else if (e->seen->kind == KS_OBSERVED_EVENT_FAILED &&
                 ks_observed_u64(p->facts->set, e->seen, KS_FIELD_EventID, &failed) && id &&
                 failed == id)
            paint(p, e->ticks, e->ticks + 1, KS_STATE_LOST, ks_phrase_of(SAYS(FAILED)), event);
        else if (e->seen->kind == KS_OBSERVED_LOG_FULL) {
            u64 to = span.to_ticks; // until the log goes on
            for (size_t k = i + 1; k < host->seen_count && to == span.to_ticks; k++)
                if (seen_at(p, host->seen[k])->seen->channel == c->channel)
                    to = seen_at(p, host->seen[k])->ticks;
            paint(p, e->ticks, to, KS_STATE_OFF, ks_phrase_of(SAYS(FULL)), event);
        }
    }
}

// A service that went down more often than this is nothing that one can still tell of.
static void paint_outages(painting *p, ks_time_span span)
{
    const ks_host *host = &p->facts->hosts[p->host];
    if (host->outage_count > outages_most)
        paint(p, host->outages[outages_most].from_ticks, span.to_ticks, KS_STATE_UNDECIDED,
              ks_phrase_of(SAYS(UNPROVEN)), ks_no_event);
    for (size_t i = 0; i < host->outage_count && i < outages_most; i++) {
        const ks_outage *o = &host->outages[i];
        paint(p, o->from_ticks, o->to_ticks, KS_STATE_OFF, ks_phrase_of(SAYS(OUTAGE)),
              o->events[0]);
    }
}

#define ks_ticks_per_hour (60 * minute)
enum { silent_hours = 25 };

// EventLog 6013 comes every day: a host that is on, and whose logs all say nothing for more than 25
// hours, had its log service muted, whatever its state was said to be (answers 2.2).
static void paint_silence(painting *p)
{
    const ks_host *host = &p->facts->hosts[p->host];
    const ks_channel *system = ks_host_channel(p->facts->set, host, KS_STR("System"));
    for (size_t i = 1; i < host->hour_count && system && system->is_sequential; i++) {
        u64 from = ((u64)host->hours[i - 1].hour + 1) * ks_ticks_per_hour;
        u64 to = (u64)host->hours[i].hour * ks_ticks_per_hour;
        if (from >= to || from < system->oldest_ticks || to > system->newest_ticks ||
            ks_powered_ticks(host, from, to) <= silent_hours * ks_ticks_per_hour)
            continue;
        bool has_boot = false; // who knows how long it was off before
        for (size_t k = 0; k < host->boot_count; k++)
            has_boot = has_boot || (host->boots[k].start_ticks >= from &&
                                    host->boots[k].start_ticks <= to + ks_ticks_per_hour);
        if (!has_boot)
            paint_over(p, (ks_time_span){ from, to }, KS_STATE_RECORDED, KS_STATE_UNDECIDED,
                       ks_phrase_of(SAYS(SILENT_HOST)), ks_no_event);
    }
}

static void paint_tail(painting *p, ks_time_span span, const ks_channel *c)
{
    u64 usual = c->longest_silence_ticks * 2;
    usual = usual > silence_least ? usual : silence_least;
    if (span.to_ticks > c->newest_ticks && span.to_ticks - c->newest_ticks > usual)
        paint(p, c->newest_ticks, span.to_ticks, KS_STATE_UNDECIDED,
              with_channel(p, c, ks_phrase_of(SAYS(ENDS))), ks_no_event);
}

static ks_phrase about(const ks_phrase_text *text, const ks_witness *witness)
{
    ks_phrase said = ks_phrase_of(text);
    ks_phrase_add_text(&said, ks_str_of(witness->channel));
    return said;
}

typedef struct {
    const painting *p;
    turn_key *key;
} turn_order;

static int by_key(const void *context, const void *a, const void *b)
{
    const turn_order *by = context;
    u32 x = *(const u32 *)a, y = *(const u32 *)b;
    int order = ks_compare_u64(by->key(seen_at(by->p, x)->seen), by->key(seen_at(by->p, y)->seen));
    return order ? order : ks_compare_u64(x, y);
}

// What paint_head and paint_gap look for, once.
static void find_turns(painting *p)
{
    const ks_host *host = &p->facts->hosts[p->host];
    size_t turns_most = 0, cleared_most = 0;
    for (size_t i = 0; i < host->seen_count; i++) {
        ks_observed_kind kind = seen_at(p, host->seen[i])->seen->kind;
        turns_most += kind == KS_OBSERVED_SECURITY_CLEARED || kind == KS_OBSERVED_LOG_ARCHIVED;
        cleared_most += kind == KS_OBSERVED_LOG_CLEARED;
    }
    u32 *turns = ks_take(p->arena, u32, turns_most + 1);
    u32 *cleared = ks_take(p->arena, u32, cleared_most + 1);
    if (turns == NULL || cleared == NULL) {
        p->is_full = true;
        return;
    }
    p->turns = turns;
    p->cleared = cleared;
    for (size_t i = 0; i < host->seen_count; i++) {
        ks_observed_kind kind = seen_at(p, host->seen[i])->seen->kind;
        if (kind == KS_OBSERVED_SECURITY_CLEARED || kind == KS_OBSERVED_LOG_ARCHIVED)
            turns[p->turn_count++] = host->seen[i];
        else if (kind == KS_OBSERVED_LOG_CLEARED)
            cleared[p->cleared_count++] = host->seen[i];
    }
    if (!ks_sort(turns, p->turn_count, sizeof *turns, by_key, &(turn_order){ p, record_of },
                 *p->arena) ||
        !ks_sort(cleared, p->cleared_count, sizeof *cleared, by_key, &(turn_order){ p, ticks_of },
                 *p->arena))
        p->is_full = true;
}

void paint_channel(painting *p, ks_time_span span, const ks_witness *witness, bool *is_selective)
{
    const ks_channel *c =
        ks_host_channel(p->facts->set, &p->facts->hosts[p->host], ks_str_of(witness->channel));
    *is_selective = false;
    if (c == NULL || c->newest_ticks == 0) {
        ks_phrase said = about(SAYS(NO_FILE), witness);
        ks_phrase_add_text(&said, ks_str_of(witness->file));
        paint_all(p, span, KS_STATE_NO_FILE, said);
        return;
    }
    if (c->is_filtered || c->run_count == 0) {
        paint_all(p, span, KS_STATE_UNDECIDED,
                  about(c->is_filtered ? SAYS(FILTERED) : SAYS(NO_IDS), witness));
        return;
    }
    paint_all(p, span, KS_STATE_RECORDED, (ks_phrase){ 0 });
    if (c->is_forwarded) {
        *is_selective = true;
        paint(p, span.from_ticks, c->oldest_ticks, KS_STATE_UNDECIDED, ks_phrase_of(SAYS(UNPROVEN)),
              ks_no_event);
    } else {
        find_turns(p);
        paint_runs(p, span, c);
    }
    paint_losses(p, span, c, witness->setting ? 4688 : 0);
    paint_outages(p, span);
    paint_silence(p);
    paint_tail(p, span, c);
}
