// `konseki events`: all events, or those that fit, one after the other.
#include "base/csv.h"
#include "base/number.h"
#include "base/sorter.h"
#include "cli/commands.h"
#include "cli/event_text.h"
#include "cli/run.h"
#include "cli/terminal.h"

// By time, then source, then offset.
enum { sort_budget = 40 << 20, time_size = 8, sort_head = 20 };

typedef enum { AS_TEXT, AS_FLAT, AS_NESTED, AS_XML, AS_CSV } appearance;

typedef struct {
    run *run;
    appearance as;
    event_text text;
    ks_sorter *sort; // NULL: in the order of the evidence
} events;

typedef struct {
    const events *of;
    ks_day_cache days;
    ks_out path; // the source's, as it stands in each flat object
    const char *path_of;
} worker;

enum { path_most = 64 * 1024 };

static void *make_worker(void *shared, unsigned number)
{
    (void)number;
    const events *of = shared;
    worker *w = ks_take(&of->run->arena, worker, 1);
    if (w == NULL || !ks_out_open(&w->path, &of->run->arena, path_most))
        return NULL;
    w->of = of;
    return w;
}

// Where the record lies and how it was met, at the end of its flat object.
static void add_place(worker *w, const ks_event *e, ks_out *out)
{
    if (w->path_of != e->path.at) { // the path, escaped once a source
        w->path_of = e->path.at;
        ks_out_clear(&w->path);
        KS_PUT(&w->path, ",\"source\":\"");
        ks_out_utf8(&w->path, e->path, KS_AS_JSON);
        KS_PUT(&w->path, "\",\"offset\":");
    }
    out->at--; // the closing brace
    ks_out_put(out, ks_out_str(&w->path));
    ks_out_u64(out, e->offset);
    if (e->found != KS_LIVE) {
        KS_PUT(out, ",\"found\":\"");
        ks_out_put(out, ks_str_of(ks_found_words[e->found]));
        KS_PUT(out, "\"");
    }
    if (e->is_damaged)
        KS_PUT(out, ",\"damaged\":true");
    KS_PUT(out, "}");
}

static const ks_system_field csv_columns[] = { KS_SYSTEM_COMPUTER, KS_SYSTEM_CHANNEL,
                                               KS_SYSTEM_PROVIDER, KS_SYSTEM_ID,
                                               KS_SYSTEM_LEVEL,    KS_SYSTEM_EVENT_RECORD_ID,
                                               KS_SYSTEM_USER,     KS_SYSTEM_PROCESS_ID };

static void csv_cell(ks_out *out, ks_str text)
{
    ks_out_csv(out, text);
    ks_out_byte(out, ',');
}

static void csv_line(worker *w, ks_event *e, ks_out *out)
{
    u64 ticks = 0;
    if (ks_value_ticks(ks_event_system(e, KS_SYSTEM_TIME), &ticks))
        ks_out_ticks(out, ticks, 7, &w->days);
    ks_out_byte(out, ',');
    for (size_t i = 0; i < countof(csv_columns); i++)
        csv_cell(out, ks_value_str(ks_event_system(e, csv_columns[i]), e->arena));
    csv_cell(out, e->path);
    ks_out_u64(out, e->offset);
    ks_out_byte(out, ',');
    ks_out_put(out, ks_str_of(ks_found_words[e->found]));
    ks_out_byte(out, ',');
    ks_out_csv(out, event_text_says(&w->of->text, e));
}

static bool print(worker *w, ks_event *e, ks_out *out)
{
    switch (w->of->as) {
    case AS_TEXT: event_text_line(&w->of->text, e, out); return true;
    case AS_CSV: csv_line(w, e, out); return true;
    case AS_XML: return ks_event_print(e, KS_XML, out, &w->days);
    case AS_NESTED: return ks_event_print(e, KS_JSON_NESTED, out, &w->days);
    case AS_FLAT:
        if (!ks_event_print(e, KS_JSON_FLAT, out, &w->days))
            return false;
        add_place(w, e, out);
        return true;
    }
    return false;
}

static bool on_event(void *own, ks_event *e, ks_out *out)
{
    worker *w = own;
    if (w->of->sort) {
        u8 time[time_size];
        ks_store64_sorted(time, ks_event_ticks(e));
        ks_out_bytes(out, time, sizeof time);
    }
    if (!print(w, e, out))
        out->is_full = true; // nothing else keeps an event from being printed
    ks_out_byte(out, '\n');
    return true;
}

static bool sort_record(ks_sorter *sort, const ks_block *block, const ks_block_record *r,
                        const u8 *at, ks_fail *fail)
{
    u8 head[sort_head];
    memcpy(head, at, time_size);
    ks_store32_sorted(head + time_size, block->source->number);
    ks_store64_sorted(head + time_size + 4, r->offset);
    ks_span line = { at + time_size, r->size - time_size };
    return ks_sorter_add(sort, (ks_span){ head, sizeof head }, line, fail);
}

static bool write_sorted(events *ev, ks_fail *fail)
{
    ks_span next;
    do {
        if (!ks_sorter_next(ev->sort, &next, fail))
            return false;
        if (next.at && !output_write(&ev->run->out,
                                     (ks_span){ next.at + sort_head, next.size - sort_head }, fail))
            return false;
    } while (next.at);
    return true;
}

static bool on_block(void *shared, const ks_block *block, ks_fail *fail)
{
    events *ev = shared;
    const u8 *at = block->bytes, *whole = at;
    for (size_t i = 0; i < block->record_count; i++) {
        const ks_block_record *r = &block->records[i];
        if (ev->sort && !r->is_repeat && !sort_record(ev->sort, block, r, at, fail))
            return false;
        if (!ev->sort && r->is_repeat) { // what lies before it, in one piece
            if (!output_write(&ev->run->out, (ks_span){ whole, (size_t)(at - whole) }, fail))
                return false;
            whole = at + r->size;
        }
        at += r->size;
    }
    return ev->sort || output_write(&ev->run->out, (ks_span){ whole, (size_t)(at - whole) }, fail);
}

static appearance appearance_of(const run *r)
{
    const options *o = r->given;
    bool is_nested = options_is(o, OPTION_SHAPE, "evtx_dump");
    if (options_is(o, OPTION_FORMAT, "xml"))
        return AS_XML;
    if (options_is(o, OPTION_FORMAT, "csv"))
        return AS_CSV;
    if (options_is(o, OPTION_FORMAT, "text"))
        return AS_TEXT;
    if (!options_has(o, OPTION_FORMAT) && !options_has(o, OPTION_SHAPE) && r->out.is_terminal)
        return AS_TEXT;
    return is_nested ? AS_NESTED : AS_FLAT;
}

static bool begin(events *ev, ks_fail *fail)
{
    if (ev->as == AS_XML)
        return run_write(ev->run, KS_STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Events>\n"),
                         fail);
    if (ev->as != AS_CSV)
        return true;
    return run_write(ev->run,
                     KS_STR("time,computer,channel,provider,id,level,event_record_id,user_id,"
                            "process_id,source,offset,found,says\n"),
                     fail);
}

static bool end(events *ev, ks_fail *fail)
{
    if (ev->sort && !write_sorted(ev, fail))
        return false;
    return ev->as != AS_XML || run_write(ev->run, KS_STR("</Events>\n"), fail);
}

// The file is made here, before the program is fenced in; it is gone with the process.
static bool open_sort(events *ev, ks_fail *fail)
{
    ks_file file = { -1 };
    return ks_os_create_unnamed(NULL, &file, fail) &&
           ks_sorter_open(&ev->sort, sort_budget, file, &ev->run->arena, fail);
}

int command_events(const options *given)
{
    run r;
    int status = 0;
    ks_fail fail = { 0 };
    const char *format = options_value(given, OPTION_FORMAT);
    if (options_has(given, OPTION_SHAPE) && format && strcmp(format, "jsonl") != 0) {
        terminal_say_usage(given, KS_SAY_SHAPE_ELSEWHERE, "shape", format);
        return STATUS_USAGE;
    }
    if (!run_open(&r, given, &status))
        return status;
    events ev = { .run = &r, .as = appearance_of(&r) };
    ev.text = (event_text){ .lang = ev.as == AS_CSV ? r.data_lang : r.lang,
                            .zone_minutes = r.zone_minutes,
                            .has_color = r.has_color && ev.as == AS_TEXT };
    static const unsigned formats[] = { [AS_TEXT] = 0,
                                        [AS_CSV] = 0,
                                        [AS_FLAT] = 1u << KS_JSON_FLAT,
                                        [AS_NESTED] = 1u << KS_JSON_NESTED,
                                        [AS_XML] = 1u << KS_XML };
    ks_reading reading = { .shared = &ev,
                           .worker = make_worker,
                           .event = on_event,
                           .deliver = on_block,
                           .formats = formats[ev.as] };
    bool is_done = !options_is(given, OPTION_SORT, "time") || open_sort(&ev, &fail);
    is_done = is_done && begin(&ev, &fail) && run_read(&r, &reading, &fail) && end(&ev, &fail);
    ks_sorter_close(ev.sort);
    return run_close(&r, is_done, &fail);
}
