// Reading the records of a block one behind the other: each becomes an event view, or a row for the
// ledger that says where it lies and what was expected there.
#include "evidence/jsonlog/jsonlog.h"

#include "event/tree.h"
#include "evidence/jsonlog/reader.h"

enum {
    mib = 1 << 20,
    keeping_size = 96 * mib,
    event_size = 64 * mib,
    text_size = 3 * ks_jsonlog_record_most + 8 * mib,
    wide_size = 3 * (ks_jsonlog_record_most + 2 * mib),
    node_size = jsonlog_node_most * (int)sizeof(jsonlog_node),
    shape_size = jsonlog_shape_most * (int)sizeof(jsonlog_shape),
    slots_size = jsonlog_slots * (int)sizeof(u32),
    all_size = keeping_size + event_size + text_size + wide_size + node_size + shape_size +
               2 * slots_size + mib
};

// A part of the range, in whole pages that nothing touches before they are needed.
static ks_arena part(ks_arena *whole, const char *name, size_t size)
{
    u8 *at = whole->at + (-(uintptr_t)whole->at & 4095);
    KS_ASSERT((size_t)(whole->end - at) >= size); // sized above
    whole->at = at + size;
    return (ks_arena){ .at = at, .end = at + size, .name = name };
}

static u8 *bytes(ks_arena *whole, size_t size)
{
    u8 *at = part(whole, NULL, size).at;
    ks_arena_open_bytes(at, size);
    return at;
}

bool ks_jsonlog_open(ks_jsonlog **reader, unsigned formats, ks_fail *fail)
{
    size_t size = sizeof(ks_jsonlog) + all_size;
    ks_arena whole = { 0 };
    bool is_open = ks_arena_open(&whole, "JSON reader", size);
    ks_arena kept = whole;
    ks_jsonlog *r = is_open ? ks_take(&whole, ks_jsonlog, 1) : NULL;
    if (r == NULL) {
        if (is_open)
            ks_arena_close(&kept);
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)size, (i64)size, KS_STR("JSON reader"));
    }
    r->whole = kept;
    r->formats = formats;
    r->keeping_empty = part(&whole, "JSON plans", keeping_size);
    r->event_empty = part(&whole, "JSON event", event_size);
    r->nodes = (void *)bytes(&whole, node_size);
    r->shapes = (void *)bytes(&whole, shape_size);
    r->node_slots = (void *)bytes(&whole, slots_size);
    r->shape_slots = (void *)bytes(&whole, slots_size);
    r->wide_start = bytes(&whole, wide_size);
    r->text_start = r->text_at = bytes(&whole, text_size);
    r->text_end = r->text_start + text_size;
    jsonlog_forget(r);
    *reader = r;
    return true;
}

void ks_jsonlog_close(ks_jsonlog *reader)
{
    ks_arena whole = reader->whole;
    ks_arena_close(&whole);
}

typedef struct {
    ks_jsonlog *r;
    const ks_jsonlog_sink *sink;
    const u8 *start, *end; // of the block, as UTF-8
    const u8 *mapped;      // up to here offsets and lines are counted
    u64 mapped_offset, mapped_line;
    const u8 *line_start;
} reading;

// Counts on to `at`, which never goes back.
static void map_to(reading *w, const u8 *at)
{
    KS_ASSERT(at >= w->mapped);
    ks_span piece = { w->mapped, (size_t)(at - w->mapped) };
    w->mapped_offset +=
        w->r->block->encoding == KS_JSONLOG_UTF8 ? piece.size : jsonlog_wide_size(piece);
    w->mapped = at;
}

static void count_lines_to(reading *w, const u8 *at)
{
    const u8 *newline;
    while (w->line_start < at &&
           (newline = memchr(w->line_start, '\n', (size_t)(at - w->line_start))) != NULL) {
        w->mapped_line++;
        w->line_start = newline + 1;
    }
}

static const ks_element *expand(void *context, const ks_event *event, ks_arena *arena)
{
    const ks_jsonlog *r = context;
    return ks_tree_fill(r->shape->root, event->values, event->value_count, NULL, true, arena);
}

// Recovered records stay so: what was carved cannot prove that something was being recorded.
static ks_found found_of(ks_value word)
{
    for (size_t i = 0; i < KS_FOUND_COUNT; i++) {
        if (word.type == KS_UTF8 && ks_value_equal(word, ks_str_of(ks_found_words[i])))
            return (ks_found)i;
    }
    return KS_LIVE;
}

static void give(reading *w, u64 offset, u64 size)
{
    ks_jsonlog *r = w->r;
    r->event = r->event_empty;
    ks_event event = {
        .outer = r->shape->plan,
        .values = r->values,
        .value_count = r->value_count,
        .expand = expand,
        .context = r,
        .arena = &r->event,
        .source = w->sink->source,
        .offset = offset,
        .size = size,
        .found = found_of(r->found),
        .is_damaged = r->is_damaged,
    };
    u64 number = 0;
    if (ks_value_u64(r->numbers[FLAT_RECORD_ID], &number))
        event.record_id = number;
    if (ks_value_u64(r->numbers[FLAT_NUMBER], &number))
        event.number = number;
    if (ks_value_ticks(r->values[KS_SYSTEM_TIME], &number))
        event.written_ticks = number;
    w->sink->event(w->sink->context, &event);
}

static bool walk_as(ks_jsonlog *r, json_text *t, u8 dialect)
{
    r->dialect = dialect;
    json_text begin = *t;
    for (;;) {
        bool was_new = r->is_new;
        r->shape = NULL;
        bool is_walked = jsonlog_walk(r, t);
        r->is_new = false;
        bool is_event = (r->mask >> KS_SYSTEM_ID & 1) || r->numbers[FLAT_RECORD_ID].type != KS_NULL;
        if (is_walked && is_event) {
            jsonlog_time(r);
            r->shape = jsonlog_shape_of(r);
        }
        if (!r->is_full)
            return is_walked;
        jsonlog_forget(r);
        if (was_new) {
            r->shape = NULL;
            return json_refuse(t, "fewer fields");
        }
        *t = begin;
    }
}

// False: the record is damaged, and t->wanted says how.
static bool read_record(ks_jsonlog *r, json_text *t)
{
    json_text begin = *t;
    u8 dialect = r->block->dialect;
    if (dialect < dialect_count && walk_as(r, t, dialect) && r->shape)
        return true;
    if (t->wanted)
        return false;
    dialect = dialect_of(begin); // a stranger among the others
    if (dialect == dialect_none || dialect == r->block->dialect) {
        ks_span skipped;
        *t = begin;
        r->shape = NULL;
        return json_skip(t, &skipped);
    }
    *t = begin;
    return walk_as(r, t, dialect);
}

// The row of a record that could not be read, up to `end`.
static void problem(reading *w, const u8 *at, const json_text *t, const u8 *end)
{
    ks_ledger_row row = { .kind = t->wanted ? KS_LEDGER_UNREAD : KS_LEDGER_NOTE_FOREIGN };
    row.offset = w->mapped_offset; // `at` is mapped
    KS_ASSERT(w->mapped == at);
    if (t->wanted) {
        const u8 *wrong = t->at < end ? t->at : end;
        count_lines_to(w, wrong);
        i64 column = wrong - w->line_start + 1;
        map_to(w, wrong);
        row.fail = (ks_fail){
            .reason = t->is_too_deep ? KS_TOO_DEEP : KS_BAD_JSON,
            .place = { w->sink->source, w->mapped_offset, 0 },
            .number = { (i64)w->mapped_line, column },
            .text = ks_str_of(t->is_too_deep ? "JSON" : t->wanted),
        };
        if (t->is_too_deep) {
            row.fail.number[0] = json_depth_most + 1;
            row.fail.number[1] = json_depth_most;
        }
    }
    map_to(w, end);
    row.size = w->mapped_offset - row.offset;
    w->sink->problem(w->sink->context, &row);
}

static void read_all(reading *w)
{
    for (const u8 *at = w->start;;) {
        at = jsonlog_record_at(at, w->end);
        map_to(w, at);
        if (at == w->end)
            return;
        json_text t = { .at = at, .end = w->end };
        // A line ends with its newline, whatever it lacks.
        if (w->r->block->layout == KS_JSONLOG_LINES) {
            const u8 *newline = memchr(at, '\n', (size_t)(w->end - at));
            t.end = newline ? newline : w->end;
        }
        if (read_record(w->r, &t)) {
            if (w->r->shape == NULL) {
                problem(w, at, &t, t.at);
            } else {
                u64 offset = w->mapped_offset;
                map_to(w, t.at);
                give(w, offset, w->mapped_offset - offset);
            }
            at = t.at;
            continue;
        }
        const u8 *behind = jsonlog_record_behind(w->start, at, w->end, w->r->block->layout);
        problem(w, at, &t, behind);
        at = behind;
    }
}

void ks_jsonlog_read(ks_jsonlog *reader, const ks_jsonlog_block *block, ks_span bytes,
                     const ks_jsonlog_sink *sink)
{
    reading w = { .r = reader, .sink = sink, .mapped_offset = block->offset };
    reader->block = block;
    w.mapped_line = block->line;
    if (block->encoding != KS_JSONLOG_UTF8) {
        KS_ASSERT(bytes.size / 2 * 3 + 3 <= wide_size);
        bool is_big_endian = block->encoding == KS_JSONLOG_UTF16BE;
        bytes.size = jsonlog_narrow(bytes, is_big_endian, reader->wide_start);
        bytes.at = reader->wide_start;
    }
    w.start = w.mapped = w.line_start = bytes.at;
    w.end = bytes.at + bytes.size;
    static const u8 mark[] = { 0xef, 0xbb, 0xbf };
    if (block->offset == 0 && bytes.size >= sizeof mark &&
        memcmp(bytes.at, mark, sizeof mark) == 0) {
        w.start += sizeof mark;
    }
    if (bytes.size)
        read_all(&w);
}
