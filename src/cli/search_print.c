// Text for people: one line an event, what fits is marked and long values are cut around it. JSON
// Lines and CSV for programs: whole values, and where they fit.
#include "cli/search_print.h"

#include "base/csv.h"
#include "base/number.h"
#include "base/text.h"
#include "cli/event_text.h"
#include "message/visible.h"
#include "message/width.h"

enum { excerpt_most = 200, excerpt_least = 40, excerpt_before = 30 };

static ks_str text_of(const ks_event *e, ks_system_field field, ks_arena *scratch)
{
    return ks_value_str(ks_event_system(e, field), scratch);
}

// The start of a grapheme cluster at or before `at`, from which at most `columns` lead to it.
static size_t start_of(ks_str text, size_t at, size_t columns)
{
    size_t start = at > columns * 4 ? at - columns * 4 : 0;
    while (start > 0 && ((u8)text.at[start] & 0xc0) == 0x80)
        start--;
    size_t wide = ks_width((ks_str){ text.at + start, at - start });
    while (start < at && wide > columns) {
        size_t taken = 0;
        start += ks_cluster(text, start, &taken);
        wide -= taken < wide ? taken : wide;
    }
    return start;
}

// The end of what fits into `columns` from `start` on.
static size_t end_of(ks_str text, size_t start, size_t columns)
{
    size_t at = start, taken = 0;
    while (at < text.size) {
        size_t wide = 0;
        size_t size = ks_cluster(text, at, &wide);
        if (taken + wide > columns)
            break;
        taken += wide;
        at += size;
    }
    return at;
}

static void put_part(ks_out *out, ks_str text, size_t from, size_t to)
{
    if (to > from)
        ks_out_visible_line(out, (ks_str){ text.at + from, to - from });
}

void search_put_excerpt(ks_out *out, const search_hit *h, size_t columns, bool has_color)
{
    ks_str text = h->value;
    size_t start = start_of(text, h->hit.from, excerpt_before);
    size_t end = end_of(text, start, columns);
    size_t to = h->hit.to < end ? h->hit.to : end;
    if (start > 0)
        KS_PUT(out, "…");
    put_part(out, text, start, h->hit.from);
    if (has_color)
        KS_PUT(out, "\x1b[1;31m");
    put_part(out, text, h->hit.from, to);
    if (has_color)
        KS_PUT(out, "\x1b[0m");
    put_part(out, text, to, end);
    if (end < text.size)
        KS_PUT(out, "…");
}

void search_print_text(ks_out *out, const run *r, const search_found *found)
{
    const ks_event *e = found->event;
    ks_arena scratch = *e->arena;
    u8 *from = out->at;
    ks_out_ticks_local(out, ks_event_ticks(e), r->zone_minutes, 3);
    KS_PUT(out, "  ");
    ks_out_visible_line(out, text_of(e, KS_SYSTEM_COMPUTER, &scratch));
    KS_PUT(out, "  ");
    ks_out_visible_line(out, event_text_channel(e->class->channel));
    KS_PUT(out, " ");
    ks_out_u64(out, ks_event_id(e));
    KS_PUT(out, " #");
    ks_out_u64(out, ks_event_number(e, KS_SYSTEM_EVENT_RECORD_ID));
    size_t head = (size_t)(out->at - from);
    size_t columns = r->columns > head + excerpt_least ? r->columns - head : excerpt_least;
    if (r->columns == 0)
        columns = excerpt_most;
    for (size_t i = 0; i < found->hit_count; i++) {
        KS_PUT(out, "  ");
        if (r->has_color)
            KS_PUT(out, "\x1b[36m");
        ks_out_visible_line(out, found->hits[i].field);
        if (r->has_color)
            KS_PUT(out, "\x1b[0m");
        KS_PUT(out, ": ");
        search_put_excerpt(out, &found->hits[i], columns, r->has_color);
    }
    KS_PUT(out, "\n");
}

// The field's place in flat JSON: "computer", "data.CommandLine".
static bool is_data(const search_hit *h)
{
    static const char rendering[] = "RenderingInfo.";
    bool is_rendering = h->field.size > sizeof rendering - 1 &&
                        memcmp(h->field.at, rendering, sizeof rendering - 1) == 0;
    return !h->is_system && !is_rendering;
}

static void put_json_text(ks_out *out, const char *name, ks_str text)
{
    KS_PUT(out, ",\"");
    ks_out_put(out, ks_str_of(name));
    KS_PUT(out, "\":\"");
    ks_out_utf8(out, text, KS_AS_JSON);
    KS_PUT(out, "\"");
}

static void put_json_number(ks_out *out, const char *name, u64 number)
{
    KS_PUT(out, ",\"");
    ks_out_put(out, ks_str_of(name));
    KS_PUT(out, "\":");
    ks_out_u64(out, number);
}

void search_print_json(ks_out *out, const run *r, const search_found *found)
{
    (void)r;
    const ks_event *e = found->event;
    ks_arena scratch = *e->arena;
    KS_PUT(out, "{\"time\":\"");
    ks_out_ticks(out, ks_event_ticks(e), 7, found->days);
    KS_PUT(out, "\"");
    put_json_text(out, "computer", text_of(e, KS_SYSTEM_COMPUTER, &scratch));
    put_json_text(out, "channel", e->class->channel);
    put_json_text(out, "provider", e->class->provider);
    put_json_number(out, "id", ks_event_id(e));
    put_json_number(out, "event_record_id", ks_event_number(e, KS_SYSTEM_EVENT_RECORD_ID));
    if (e->record_id)
        put_json_number(out, "record_id", e->record_id);
    KS_PUT(out, ",\"matches\":[");
    for (size_t i = 0; i < found->hit_count; i++) {
        const search_hit *h = &found->hits[i];
        ks_out_put(out, i ? KS_STR(",{\"field\":\"") : KS_STR("{\"field\":\""));
        if (is_data(h))
            KS_PUT(out, "data.");
        ks_out_utf8(out, h->field, KS_AS_JSON);
        KS_PUT(out, "\"");
        put_json_text(out, "pattern", found->patterns[h->hit.pattern]);
        put_json_number(out, "from", h->hit.from);
        put_json_number(out, "to", h->hit.to);
        put_json_text(out, "value", h->value);
        KS_PUT(out, "}");
    }
    KS_PUT(out, "]");
    put_json_text(out, "found", ks_str_of(ks_found_words[e->found]));
    put_json_number(out, "offset", e->offset);
    KS_PUT(out, ",\"source\":\"");
    ks_out_byte(out, search_path_mark);
    KS_PUT(out, "\"}\n");
}

void search_print_csv_head(ks_out *out)
{
    KS_PUT(out, "time,computer,channel,provider,id,event_record_id,field,pattern,value,found,"
                "offset,source\r\n");
}

void search_print_csv(ks_out *out, const run *r, const search_found *found)
{
    (void)r;
    const ks_event *e = found->event;
    ks_arena scratch = *e->arena;
    ks_str computer = text_of(e, KS_SYSTEM_COMPUTER, &scratch);
    for (size_t i = 0; i < found->hit_count; i++) {
        const search_hit *h = &found->hits[i];
        const ks_str cells[] = { computer, e->class->channel, e->class->provider };
        ks_out_ticks(out, ks_event_ticks(e), 7, found->days);
        for (size_t n = 0; n < countof(cells); n++) {
            KS_PUT(out, ",");
            ks_out_csv(out, cells[n]);
        }
        KS_PUT(out, ",");
        ks_out_u64(out, ks_event_id(e));
        KS_PUT(out, ",");
        ks_out_u64(out, ks_event_number(e, KS_SYSTEM_EVENT_RECORD_ID));
        ks_out_put(out, is_data(h) ? KS_STR(",data.") : KS_STR(","));
        ks_out_csv(out, h->field);
        KS_PUT(out, ",");
        ks_out_csv(out, found->patterns[h->hit.pattern]);
        KS_PUT(out, ",");
        ks_out_csv(out, h->value);
        KS_PUT(out, ",");
        ks_out_put(out, ks_str_of(ks_found_words[e->found]));
        KS_PUT(out, ",");
        ks_out_u64(out, e->offset);
        KS_PUT(out, ",");
        ks_out_byte(out, search_path_mark);
        KS_PUT(out, "\r\n");
    }
}
