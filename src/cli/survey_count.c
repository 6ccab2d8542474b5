// Counting, on each thread for itself. Most events are like one before them: same source, same
// host, a class that was met. Then all there is to do is to add one, and to compare some numbers.
#include "cli/survey.h"

enum { kept_budget = 256 << 20, lanes_budget = 64 << 20 };

// One class of events on one host: where it is counted.
typedef struct {
    const ks_event_class *class;
    survey_kind *kind;
} place;

// One host in the source at hand.
typedef struct {
    place *places; // by the class's number
    size_t place_count;
    ks_str host;
    survey_log *logs; // of it
} lane;

struct survey_counter {
    survey_counter *next;
    ks_arena kept, kept_whole;                      // logs and kinds
    ks_arena lanes_arena, lanes_empty, lanes_whole; // what is needed for one source
    ks_table hosts; // values of the computer's name → number of the lane
    lane **lanes;
    size_t lane_count, lane_capacity;
    lane *current;
    ks_value current_host;
    u8 host_bytes[512];
    u32 source;
    bool has_source;
    u64 day_start, day_number; // the day that was counted last
    survey_log *logs;
    bool is_full;
};

survey_counter *survey_counter_open(ks_arena *arena, survey_counter *next)
{
    survey_counter *c = ks_take(arena, survey_counter, 1);
    if (c == NULL || !ks_arena_open(&c->kept, "survey", kept_budget))
        return NULL;
    c->kept_whole = c->kept;
    if (!ks_arena_open(&c->lanes_arena, "survey", lanes_budget)) {
        ks_arena_close(&c->kept_whole);
        return NULL;
    }
    c->lanes_whole = c->lanes_empty = c->lanes_arena;
    c->next = next;
    return c;
}

void survey_counter_close(survey_counter *all)
{
    for (survey_counter *c = all; c; c = c->next) {
        ks_arena_close(&c->kept_whole);
        ks_arena_close(&c->lanes_whole);
    }
}

survey_log *survey_logs_of(survey_counter *c) { return c->logs; }

survey_counter *survey_counter_next(survey_counter *c) { return c->next; }

bool survey_counter_is_full(const survey_counter *all)
{
    for (const survey_counter *c = all; c; c = c->next) {
        if (c->is_full)
            return true;
    }
    return false;
}

// A copy of the text; false past the budget, so that no name is lost without a word.
static bool keep(survey_counter *c, ks_str text, ks_str *kept)
{
    *kept = ks_arena_keep(&c->kept, text);
    return kept->size == text.size;
}

static bool keep_value(survey_counter *c, ks_value v, ks_arena scratch, ks_str *kept)
{
    ks_str text = ks_value_str(v, &scratch);
    return (text.size || ks_value_is_empty(v)) && keep(c, text, kept);
}

static void turn_to_source(survey_counter *c, u32 source)
{
    c->lanes_arena = c->lanes_empty;
    c->hosts = (ks_table){ 0 };
    c->lanes = NULL;
    c->lane_count = c->lane_capacity = 0;
    c->current = NULL;
    c->source = source;
    c->has_source = true;
}

// The host's lane: the current one, mostly.
static lane *new_lane(survey_counter *c, ks_value host)
{
    if (c->lane_count == c->lane_capacity) {
        lane **grown = ks_arena_grow(&c->lanes_arena, c->lanes, sizeof(lane *), c->lane_count,
                                     &c->lane_capacity);
        if (grown == NULL)
            return NULL;
        c->lanes = grown;
    }
    lane *made = ks_take(&c->lanes_arena, lane, 1);
    if (made == NULL || !keep_value(c, host, c->lanes_arena, &made->host))
        return NULL;
    c->lanes[c->lane_count++] = made;
    return made;
}

static lane *find_lane(survey_counter *c, ks_value host)
{
    bool fits = host.size <= sizeof c->host_bytes;
    if (c->current && fits && c->current_host.size == host.size &&
        c->current_host.type == host.type &&
        (host.size == 0 || memcmp(c->host_bytes, host.at, host.size) == 0))
        return c->current;
    u32 number = ks_table_add(&c->hosts, &c->lanes_arena, (ks_span){ host.at, host.size });
    if (number == ks_table_none)
        return NULL;
    lane *l = number < c->lane_count ? c->lanes[number] : new_lane(c, host);
    c->current = fits ? l : NULL;
    c->current_host = host;
    if (fits && host.size)
        memcpy(c->host_bytes, host.at, host.size);
    return l;
}

static survey_log *find_log(survey_counter *c, lane *l, ks_str channel)
{
    for (survey_log *log = l->logs; log; log = log->next_of_host) {
        if (ks_str_equal(log->channel, channel))
            return log;
    }
    survey_log *made = ks_take(&c->kept, survey_log, 1);
    if (made == NULL)
        return NULL;
    *made = (survey_log){
        .next = c->logs, .next_of_host = l->logs, .source = c->source, .host = l->host
    };
    if (!keep(c, channel, &made->channel))
        return NULL;
    c->logs = l->logs = made;
    return made;
}

static survey_kind *find_kind(survey_counter *c, survey_log *log, const ks_event_class *class)
{
    for (survey_kind *k = log->kinds; k; k = k->next) {
        if (k->id == class->id && ks_str_equal(k->provider, class->provider))
            return k;
    }
    survey_kind *made = ks_take(&c->kept, survey_kind, 1);
    if (made == NULL)
        return NULL;
    *made = (survey_kind){ .next = log->kinds, .log = log, .id = class->id };
    if (!keep(c, class->provider, &made->provider))
        return NULL;
    log->kinds = made;
    log->kind_count++;
    return made;
}

static survey_kind *new_place(survey_counter *c, lane *l, const ks_event_class *class)
{
    while (class->number >= l->place_count) {
        size_t wanted = class->number < 32 ? 64 : (size_t) class->number * 2;
        place *grown = ks_take(&c->lanes_arena, place, wanted);
        if (grown == NULL)
            return NULL;
        if (l->place_count)
            memcpy(grown, l->places, l->place_count * sizeof *grown);
        l->places = grown;
        l->place_count = wanted;
    }
    survey_log *log = find_log(c, l, class->channel);
    survey_kind *kind = log ? find_kind(c, log, class) : NULL;
    l->places[class->number] = (place){ class, kind };
    return kind;
}

// A class's number can be used again when a reader had to forget its classes.
static bool is_of(const survey_kind *k, const ks_event_class *class)
{
    return k && k->id == class->id && ks_str_equal(k->provider, class->provider) &&
           ks_str_equal(k->log->channel, class->channel);
}

static void stretch(u64 ticks, u64 *first, u64 *last)
{
    if (ticks < *first || *first == 0)
        *first = ticks;
    if (ticks > *last)
        *last = ticks;
}

static bool count_time(survey_counter *c, survey_kind *kind, u64 ticks)
{
    survey_log *log = kind->log;
    if (ticks == 0)
        return true;
    stretch(ticks, &kind->first_ticks, &kind->last_ticks);
    stretch(ticks, &log->first_ticks, &log->last_ticks);
    if (ticks - c->day_start >= KS_TICKS_PER_DAY) {
        c->day_number = ticks / KS_TICKS_PER_DAY;
        c->day_start = c->day_number * KS_TICKS_PER_DAY;
    }
    survey_day *last = log->day_count ? &log->days[log->day_count - 1] : NULL;
    if (KS_LIKELY(last && last->day == c->day_number)) {
        last->count++;
        return true;
    }
    return survey_add_day(log, c->day_number, 1, &c->kept);
}

// DOMAIN\user; empty when the event names none.
static bool account(survey_counter *c, ks_event *e, ks_str *named)
{
    ks_str domain = { 0 }, user = { 0 };
    *named = user;
    if (!keep_value(c, ks_event_field(e, KS_STR("SubjectDomainName")), *e->arena, &domain) ||
        !keep_value(c, ks_event_field(e, KS_STR("SubjectUserName")), *e->arena, &user))
        return false;
    char *text = ks_take(&c->kept, char, domain.size + user.size + 1);
    if (text == NULL)
        return false;
    if (user.size == 0)
        return true;
    size_t size = domain.size;
    if (size) {
        memcpy(text, domain.at, size);
        text[size++] = '\\';
    }
    memcpy(text + size, user.at, user.size);
    *named = (ks_str){ text, size + user.size };
    return true;
}

// 1102: the Security log was cleared; 104: another one, which it names.
static bool is_clearing(const ks_event_class *class)
{
    return (class->id == 1102 || class->id == 104) &&
           ks_str_equal(class->provider, KS_STR("Microsoft-Windows-Eventlog"));
}

static bool add_clearing(survey_counter *c, survey_log *log, ks_event *e)
{
    survey_clearing *made = ks_take(&c->kept, survey_clearing, 1);
    if (made == NULL)
        return false;
    *made = (survey_clearing){ .next = log->clearings, .ticks = ks_event_ticks(e) };
    made->event_record_id = ks_event_number(e, KS_SYSTEM_EVENT_RECORD_ID);
    ks_value channel = ks_event_field(e, KS_STR("Channel"));
    if (!keep_value(c, channel, *e->arena, &made->channel) || !account(c, e, &made->user))
        return false;
    if (made->channel.size == 0) // 1102 does not name it: it is the one that it stands in
        made->channel = log->channel;
    log->clearings = made;
    return true;
}

static bool add_live(survey_counter *c, survey_kind *kind, ks_event *e)
{
    survey_log *log = kind->log;
    if (!count_time(c, kind, ks_event_ticks(e)))
        return false;
    u64 id = ks_event_number(e, KS_SYSTEM_EVENT_RECORD_ID);
    survey_span *last = log->id_count ? &log->ids[log->id_count - 1] : NULL;
    if (KS_LIKELY(last && id == last->last + 1))
        last->last = id;
    else if (id && !survey_add_id(log, id, &c->kept))
        return false;
    return !is_clearing(e->class) || add_clearing(c, log, e);
}

bool survey_count(survey_counter *c, ks_event *e)
{
    if (e->source != c->source || !c->has_source)
        turn_to_source(c, e->source);
    const ks_event_class *class = e->class;
    lane *l = find_lane(c, ks_event_system(e, KS_SYSTEM_COMPUTER));
    survey_kind *kind = NULL;
    if (l && class->number < l->place_count && l->places[class->number].class == class)
        kind = l->places[class->number].kind;
    if (l && !is_of(kind, class))
        kind = new_place(c, l, class);
    if (kind == NULL) {
        c->is_full = true;
        return false;
    }
    kind->count++;
    kind->log->count++;
    kind->log->damaged += e->is_damaged;
    // A recovered record is counted, and says nothing about what the log holds now; the numbers and
    // times of a damaged one may be anything.
    bool is_recovered = e->found == KS_SLACK || e->found == KS_HIDDEN || e->found == KS_CARVED;
    kind->log->recovered += is_recovered;
    bool is_counted = is_recovered || e->is_damaged || add_live(c, kind, e);
    c->is_full = c->is_full || !is_counted;
    return is_counted;
}
