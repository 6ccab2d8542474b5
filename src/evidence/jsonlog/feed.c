// Cutting a stream into blocks of whole records, and what is decided once an export: its encoding,
// its layout, its dialect, and what its clock is ahead of UTC.
//
// NXLog writes EventTime without a zone, by the clock of the collecting host; scripts around
// Get-WinEvent do the same, some with a "Z" behind it that is not true (seen in the public
// Security-Datasets of 2020 and 2022: TimeCreated seven hours before the UtcTime of the same
// Sysmon record). The zone is found by comparing clocks that stand in the same record: NXLog's
// EventReceivedTime with the UTC stamp that Logstash gave it (@timestamp), else the event's time
// with Sysmon's UtcTime. The first bytes decide for the whole export.
#include "evidence/jsonlog/reader.h"

enum { wide_head_size = 65536, votes_most = 64, voters_most = 8192 };

static ks_jsonlog_encoding encoding_of(ks_span head)
{
    const u8 *p = head.at;
    if (head.size < 2)
        return KS_JSONLOG_UTF8;
    if ((p[0] == 0xff && p[1] == 0xfe) || (p[0] != 0 && p[1] == 0))
        return KS_JSONLOG_UTF16LE;
    if ((p[0] == 0xfe && p[1] == 0xff) || (p[0] == 0 && p[1] != 0))
        return KS_JSONLOG_UTF16BE;
    return KS_JSONLOG_UTF8;
}

static ks_span without_mark(ks_span text)
{
    static const u8 mark[] = { 0xef, 0xbb, 0xbf };
    if (text.size >= sizeof mark && memcmp(text.at, mark, sizeof mark) == 0)
        return (ks_span){ text.at + sizeof mark, text.size - sizeof mark };
    return text;
}

// The first bytes as UTF-8 without a byte order mark; `room` has half as much again as
// wide_head_size: of UTF-16 less is looked at.
static ks_span text_of(ks_span head, ks_jsonlog_encoding encoding, u8 *room)
{
    size_t most = encoding == KS_JSONLOG_UTF8 ? ks_jsonlog_head_size : wide_head_size;
    if (head.size > most)
        head.size = most;
    if (encoding != KS_JSONLOG_UTF8)
        head = (ks_span){ room, jsonlog_narrow(head, encoding == KS_JSONLOG_UTF16BE, room) };
    return without_mark(head);
}

static u8 layout_of(ks_span text)
{
    json_text t = json_text_of(text);
    ks_span record;
    if (json_next(&t) != '{')
        return KS_JSONLOG_TREE;
    const u8 *start = t.at;
    bool is_whole = json_skip(&t, &record);
    if (!is_whole && t.at < t.end)
        return KS_JSONLOG_LINES; // damaged; were it a tree, its line would be "{" alone
    return memchr(start, '\n', (size_t)(t.at - start)) ? KS_JSONLOG_TREE : KS_JSONLOG_LINES;
}

// Calls `each` for the records of the first bytes, the last one perhaps cut, until it says no.
static void each_record(ks_span text, u8 layout, bool (*each)(void *context, json_text record),
                        void *context)
{
    const u8 *end = text.at + text.size;
    for (const u8 *at = text.at; at < end;) {
        at = jsonlog_record_at(at, end);
        json_text record = { .at = at, .end = end };
        ks_span skipped;
        if (at < end && *at == '{' && !each(context, record))
            return;
        at = at < end && json_skip(&record, &skipped)
                 ? record.at
                 : jsonlog_record_behind(text.at, at, end, layout);
    }
}

static bool find_dialect(void *context, json_text record)
{
    u8 *dialect = context;
    *dialect = dialect_of(record);
    return *dialect == dialect_none;
}

// --- the zone

typedef struct {
    const json_dialect *d;
    i32 minutes[votes_most];
    u32 votes[votes_most];
    u32 count, records;
    bool has_bare_times; // a time said no zone
} election;

static void vote(election *e, i32 minutes)
{
    u32 i = 0;
    while (i < e->count && e->minutes[i] != minutes)
        i++;
    if (i == votes_most)
        return;
    e->minutes[i] = minutes;
    e->votes[i]++;
    e->count += i == e->count;
}

static bool compare_clocks(void *context, json_text record)
{
    election *e = context;
    jsonlog_moment clocks[CLOCK_COUNT];
    bool has[CLOCK_COUNT] = { false };
    json_string key, string;
    ks_span skipped;
    record.at++;
    for (bool more = true; more && json_key_read(&record, &key);) {
        if (json_next(&record) != '"')
            more = json_skip(&record, &skipped);
        else if (json_string_read(&record, &string)) {
            for (size_t i = 0; i < CLOCK_COUNT; i++) {
                ks_str name = ks_str_of(e->d->clocks[i]);
                if (name.size && ks_span_equal(ks_str_span(name), key.bytes))
                    has[i] = jsonlog_moment_read(
                        (ks_str){ (const char *)string.bytes.at, string.bytes.size }, &clocks[i]);
            }
        }
        more = more && json_next(&record) == ',' && json_take(&record, ',', "a comma");
    }
    i32 minutes = 0;
    if (has[CLOCK_EVENT])
        e->has_bare_times = e->has_bare_times || !clocks[CLOCK_EVENT].has_zone;
    if (has[CLOCK_RECEIVED] && has[CLOCK_STAMPED] && !clocks[CLOCK_RECEIVED].has_zone) {
        if (jsonlog_zone_between(clocks[CLOCK_RECEIVED].ticks, clocks[CLOCK_STAMPED].ticks, 300,
                                 &minutes))
            vote(e, minutes);
    } else if (has[CLOCK_EVENT] && has[CLOCK_OWN]) {
        if (jsonlog_zone_between(clocks[CLOCK_EVENT].ticks, clocks[CLOCK_OWN].ticks, 60, &minutes))
            vote(e, minutes);
    }
    return ++e->records < voters_most;
}

static void find_zone(ks_jsonlog_feed *feed, ks_span text)
{
    election e = { .d = &dialects[feed->next.dialect] };
    if (e.d->is_zoned)
        return;
    each_record(text, feed->next.layout, compare_clocks, &e);
    u32 best = 0, all = 0;
    for (u32 i = 0; i < e.count; i++) {
        all += e.votes[i];
        if (e.votes[i] > e.votes[best] ||
            (e.votes[i] == e.votes[best] && e.minutes[i] < e.minutes[best]))
            best = i;
    }
    feed->has_bare_times = e.has_bare_times;
    // A zone that is written down is overruled only by several that agree.
    u32 votes = e.count ? e.votes[best] : 0;
    feed->next.has_zone = votes > 0 && (e.has_bare_times || (votes >= 3 && votes * 10 >= all * 9));
    feed->next.zone_minutes = feed->next.has_zone ? e.minutes[best] : 0;
}

bool ks_jsonlog_probe(ks_span head)
{
    ks_jsonlog_feed feed;
    ks_jsonlog_begin(&feed, head);
    return feed.next.dialect != dialect_none;
}

void ks_jsonlog_begin(ks_jsonlog_feed *feed, ks_span head)
{
    u8 room[wide_head_size / 2 * 3];
    *feed = (ks_jsonlog_feed){ .next = { .line = 1, .dialect = dialect_none } };
    ks_jsonlog_encoding encoding = encoding_of(head);
    ks_span text = text_of(head, encoding, room);
    feed->next.encoding = (u8)encoding;
    const u8 *first = text.at;
    while (first < text.at + text.size && json_is_blank(*first))
        first++;
    bool can_be = first < text.at + text.size &&
                  (*first == '{' || *first == '[' || *first == 'R'); // "Record 1"
    if (!can_be)
        return;
    feed->is_array = *first == '[';
    feed->next.layout = layout_of(text);
    each_record(text, feed->next.layout, find_dialect, &feed->next.dialect);
    if (feed->next.dialect != dialect_none)
        find_zone(feed, text);
}

bool ks_jsonlog_note(const ks_jsonlog_feed *feed, ks_ledger_row *row)
{
    bool is_shifted = feed->next.has_zone && feed->next.zone_minutes != 0;
    bool is_assumed = !feed->next.has_zone && feed->has_bare_times;
    if (!is_shifted && !is_assumed)
        return false;
    *row = (ks_ledger_row){ .kind = is_shifted ? KS_LEDGER_NOTE_ZONE : KS_LEDGER_NOTE_NO_ZONE,
                            .number = { feed->next.zone_minutes } };
    return true;
}

// --- cutting

// The size of the whole records in `bytes`, of a tree; goes on where it stopped before.
static size_t cut_tree(ks_jsonlog_feed *feed, ks_span bytes)
{
    size_t whole = 0, step = feed->next.encoding == KS_JSONLOG_UTF8 ? 1 : 2;
    size_t low = feed->next.encoding == KS_JSONLOG_UTF16BE ? 1 : 0;
    u32 base = feed->is_array ? 1 : 0;
    for (size_t i = feed->seen; i + step <= bytes.size; i += step) {
        u8 c = bytes.at[i + low];
        if (step == 2 && bytes.at[i + 1 - low] != 0)
            c = 'x';
        if (feed->is_escaped) {
            feed->is_escaped = false;
        } else if (feed->in_string) {
            feed->is_escaped = c == '\\';
            feed->in_string = c != '"' && c != '\n'; // a line's end inside a string: damage
        } else if (c == '"') {
            feed->in_string = true;
        } else if (c == '{' || c == '[') {
            feed->depth++;
        } else if (c == '}' || c == ']') {
            feed->depth -= feed->depth > 0;
            if (feed->depth <= base)
                whole = i + step;
        }
        feed->seen = i + step;
    }
    return whole;
}

static size_t cut_lines(const ks_jsonlog_feed *feed, ks_span bytes)
{
    if (feed->next.encoding == KS_JSONLOG_UTF8) {
        const u8 *newline = memrchr(bytes.at, '\n', bytes.size);
        return newline ? (size_t)(newline - bytes.at) + 1 : 0;
    }
    size_t low = feed->next.encoding == KS_JSONLOG_UTF16BE ? 1 : 0;
    for (size_t i = bytes.size & ~(size_t)1; i >= 2; i -= 2) {
        if (bytes.at[i - 2 + low] == '\n' && bytes.at[i - 1 - low] == 0)
            return i;
    }
    return 0;
}

static u64 count_lines(ks_span bytes, bool is_wide)
{
    u64 count = 0;
    const u8 *at = bytes.at, *end = at + bytes.size;
    while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        at++;
        count += !is_wide || (at < end && *at == 0) || (at - bytes.at >= 2 && at[-2] == 0);
    }
    return count;
}

size_t ks_jsonlog_cut(ks_jsonlog_feed *feed, ks_span bytes, bool is_last, ks_jsonlog_block *block)
{
    bool is_tree = feed->next.layout == KS_JSONLOG_TREE, is_wide = feed->next.encoding != 0;
    size_t size = 0;
    if (bytes.size)
        size = is_tree ? cut_tree(feed, bytes) : cut_lines(feed, bytes);
    if (is_last || (size == 0 && bytes.size >= ks_jsonlog_record_most)) {
        size = bytes.size;
        if (is_wide && !is_last)
            size &= ~(size_t)1;
        feed->depth = feed->is_array ? 1 : 0; // begins anew, somewhere
        feed->in_string = feed->is_escaped = false;
        feed->seen = size;
    }
    if (size == 0)
        return 0;
    *block = feed->next;
    feed->next.offset += size;
    feed->next.line += count_lines((ks_span){ bytes.at, size }, is_wide);
    feed->seen = is_tree ? feed->seen - size : 0;
    return size;
}
