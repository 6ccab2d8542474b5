// `konseki hunt`: all rules over all events.
//
// Workers match, and write a frame for each hit: the printed line, and for members of correlations
// what the correlator needs. Frames are delivered in the order of the evidence, so what is counted,
// kept and printed does not depend on threads. When all events are known, the correlator gives its
// results, then the text is written in groups, then the summary.
#include "cli/hunt.h"

#include "cli/commands.h"
#include "cli/guard.h"
#include "cli/terminal.h"

enum { sort_budget = 40 << 20, line_most = 4 << 20, key_most = 8192 };

// --- frames: what a worker says about one hit

typedef enum { FRAME_HIT, FRAME_BASE_HIT } frame_kind;
enum { frame_head = 32 };
typedef struct {
    u32 size; // of it all
    u32 rule, kind, host_size;
    u64 ticks;
    ks_str host;
    ks_span bytes;
} frame;

static void begin_frame(ks_out *out, const frame *f)
{
    u8 head[frame_head] = { 0 };
    ks_store32(head + 4, f->rule);
    ks_store32(head + 8, f->kind);
    ks_store32(head + 12, (u32)f->host.size);
    ks_store64(head + 16, f->ticks);
    ks_out_bytes(out, head, sizeof head);
    ks_out_put(out, f->host);
}

static void end_frame(ks_out *out, u8 *start)
{
    if (!out->is_full)
        ks_store32(start, (u32)(out->at - start));
}

static frame read_frame(const u8 *at)
{
    frame f = { .size = ks_load32(at),
                .rule = ks_load32(at + 4),
                .kind = ks_load32(at + 8),
                .host_size = ks_load32(at + 12),
                .ticks = ks_load64(at + 16) };
    f.host = (ks_str){ (const char *)at + frame_head, f.host_size };
    f.bytes = (ks_span){ at + frame_head + f.host_size, f.size - frame_head - f.host_size };
    return f;
}

// --- on a worker's thread

// The computer that was met last, and how often it was another one.
enum { computer_most = 256 };
typedef struct {
    u64 turn; // 0: none, or its name is too long to be kept
    ks_value_type type;
    u32 size;
    u8 raw[computer_most];
    ks_str text;
    char room[2 * computer_most];
} hunt_computer;

struct hunt_worker {
    const hunt *of;
    hunt_worker *next;
    ks_matcher *matcher;
    hunt_pieces *pieces;
    ks_day_cache days;
    hunt_computer computer;
    u64 computers;                          // turns of it
    u64 events, refused, unlooked, allowed; // unlooked: refused, and the filter wants them
    ks_judged_test tests[hunt_tests_most];
};

static void *make_worker(void *shared, unsigned number)
{
    (void)number;
    hunt *h = shared;
    hunt_worker *w = ks_take(&h->run->arena, hunt_worker, 1);
    if (w == NULL)
        return NULL;
    w->of = h;
    w->matcher = ks_rules_matcher(h->engine, &h->run->arena);
    w->pieces = hunt_pieces_open(&h->run->arena);
    if (w->matcher == NULL || w->pieces == NULL)
        return NULL;
    w->next = h->workers;
    h->workers = w;
    return w;
}

static bool wants(void *own, const ks_event *event)
{
    hunt_worker *w = own;
    if (ks_match_wants(w->matcher, event))
        return true;
    const ks_filter *filter = w->of->run->filter;
    w->refused++;
    w->unlooked += filter == NULL || ks_filter_wants_system(filter, event);
    return false;
}

static ks_str computer_of(hunt_worker *w, const ks_event *event)
{
    ks_value v = ks_event_system(event, KS_SYSTEM_COMPUTER);
    hunt_computer *c = &w->computer;
    if (c->turn && c->type == v.type && c->size == v.size &&
        (v.size == 0 || memcmp(c->raw, v.at, v.size) == 0))
        return c->text;
    ks_str text = ks_value_str(v, event->arena);
    c->turn = 0;
    if (v.size > sizeof c->raw || text.size > sizeof c->room || text.at == NULL)
        return text;
    c->turn = ++w->computers;
    c->type = v.type;
    c->size = (u32)v.size;
    if (v.size)
        memcpy(c->raw, v.at, v.size);
    if (text.size)
        memcpy(c->room, text.at, text.size);
    c->text = (ks_str){ c->room, text.size };
    return c->text;
}

static void put_hit(hunt_worker *w, const ks_hit *found, ks_event *event, ks_str computer,
                    hunt_same *same, ks_out *out)
{
    const hunt *h = w->of;
    hunt_hit hit = { .rule = h->set.rules[found->rule],
                     .form = found->form,
                     .event = event,
                     .computer = computer,
                     .computer_turn = w->computer.turn,
                     .tests = w->tests,
                     .days = &w->days,
                     .pieces = w->pieces,
                     .same = same };
    hit.test_count = ks_match_why(w->matcher, found, w->tests, hunt_tests_most);
    if (h->as == HUNT_JSON)
        hunt_print_json(h, &hit, out);
    else if (h->as == HUNT_CSV)
        hunt_print_csv(h, &hit, out);
    else
        hunt_text_hit(h, &hit, out);
}

static bool on_event(void *own, ks_event *event, ks_out *out)
{
    hunt_worker *w = own;
    const hunt *h = w->of;
    size_t count = 0;
    w->events++;
    const ks_hit *hits = ks_match(w->matcher, event, &count);
    if (count == 0)
        return false;
    frame f = { .ticks = ks_event_ticks(event) };
    f.host = computer_of(w, event);
    u8 *first = out->at;
    hunt_same same = { 0 };
    for (size_t i = 0; i < count; i++) {
        f.rule = hits[i].rule;
        if (h->rules[f.rule].allow_count && hunt_allows(h, f.rule, event)) {
            w->allowed++;
            continue;
        }
        for (f.kind = FRAME_HIT; f.kind <= FRAME_BASE_HIT; f.kind++) {
            bool is_hit = f.kind == FRAME_HIT;
            if (is_hit ? h->set.rules[f.rule]->is_silent : !h->needs.is_member[f.rule])
                continue;
            u8 *start = out->at;
            begin_frame(out, &f);
            if (is_hit)
                put_hit(w, &hits[i], event, f.host, &same, out);
            else
                hunt_put_base_hit(&h->needs, w->matcher, &hits[i], event, out);
            end_frame(out, start);
        }
    }
    return out->at != first || out->is_full;
}

// --- in the order of the evidence

// NULL: no memory.
static hunt_host *host_of(hunt *h, ks_str name)
{
    if (h->last_host < h->host_count && ks_str_equal(h->hosts[h->last_host].name, name))
        return &h->hosts[h->last_host];
    u32 number = ks_table_add(&h->host_names, &h->run->arena, ks_str_span(name));
    if (number == ks_table_none)
        return NULL;
    if (number == h->host_count && number == h->host_capacity) {
        hunt_host *grown = ks_arena_grow(&h->run->arena, h->hosts, sizeof *grown, h->host_count,
                                         &h->host_capacity);
        if (grown == NULL)
            return NULL;
        h->hosts = grown;
    }
    if (number == h->host_count) {
        ks_span key = h->host_names.entries[number].key;
        h->hosts[h->host_count++] = (hunt_host){ .name = { (const char *)key.at, key.size } };
    }
    h->last_host = number;
    return &h->hosts[number];
}

static void count_hit(hunt *h, u32 rule)
{
    h->rules[rule].hits++;
    h->by_level[h->set.rules[rule]->level]++;
    h->hits++;
}

static bool count_host(hunt *h, ks_str name, ks_fail *fail)
{
    hunt_host *host = host_of(h, name);
    if (host == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
    host->hits++;
    return true;
}

// A result counts once for each host that has a part in it.
static bool count_hosts(hunt *h, const ks_correlation_result *result, ks_fail *fail)
{
    for (size_t i = 0; i < result->hit_count; i++) {
        hunt_host *host = host_of(h, result->hits[i].computer);
        if (host == NULL)
            return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
        host->hits += host->last_result != h->results;
        host->last_result = h->results;
    }
    return true;
}

static bool take_frame(hunt *h, const ks_block *block, u64 offset, const frame *f, ks_fail *fail)
{
    if (f->kind == FRAME_BASE_HIT)
        return h->correlator == NULL || ks_correlator_add(h->correlator, f->bytes, fail);
    count_hit(h, f->rule);
    if (!count_host(h, f->host, fail))
        return false;
    hunt_kept kept = { .rule = f->rule,
                       .source = block->source->number,
                       .host = f->host,
                       .ticks = f->ticks,
                       .offset = offset,
                       .lines = f->bytes };
    return h->as == HUNT_TEXT ? hunt_text_keep(h, &kept, fail)
                              : output_write(&h->run->out, f->bytes, fail);
}

static bool deliver(void *shared, const ks_block *block, ks_fail *fail)
{
    hunt *h = shared;
    const u8 *at = block->bytes;
    for (size_t i = 0; i < block->record_count; i++) {
        const ks_block_record *record = &block->records[i];
        const u8 *end = at + record->size;
        while (at < end && !record->is_repeat) {
            frame f = read_frame(at);
            if (!take_frame(h, block, record->offset, &f, fail))
                return false;
            at += f.size;
        }
        at = end;
    }
    bool is_shown_now = h->as != HUNT_TEXT && block->record_count && h->run->out.path == NULL;
    return !is_shown_now || output_flush(&h->run->out, fail);
}

static bool on_result(void *context, const ks_correlation_result *result, ks_fail *fail)
{
    hunt *h = context;
    ks_str host = hunt_result_host(result);
    h->results++;
    count_hit(h, result->rule);
    if (!count_hosts(h, result, fail))
        return false;
    if (h->as == HUNT_JSON)
        return hunt_result_json(h, result, fail);
    if (h->as == HUNT_CSV)
        return hunt_result_csv(h, result, fail);
    ks_out_clear(&h->line);
    hunt_text_result(h, result, &h->line);
    hunt_kept kept = { .rule = result->rule,
                       .host = host,
                       .ticks = result->first_ticks,
                       .offset = h->results,
                       .lines = ks_str_span(ks_out_str(&h->line)) };
    return hunt_text_keep(h, &kept, fail);
}

// --- before and after

static bool open_navigator(hunt *h, output *layer, ks_fail *fail)
{
    const options *o = h->run->given;
    const char *path = options_value(o, OPTION_NAVIGATOR);
    if (path == NULL)
        return true;
    if ((strcmp(path, "-") != 0 && !guard_evidence(path, o, h->run->arena, fail)) ||
        !output_open(layer, path, options_has(o, OPTION_FORCE), &h->run->arena, fail))
        return false;
    const char *folder = layer->path ? guard_folder_of(layer->path, &h->run->arena) : NULL;
    if (folder)
        run_writes_to(h->run, folder);
    return true;
}

static bool open_printer(hunt *h, ks_fail *fail)
{
    run *r = h->run;
    const options *o = r->given;
    ks_file file = { -1 };
    h->as = options_is(o, OPTION_FORMAT, "jsonl") ? HUNT_JSON
            : options_is(o, OPTION_FORMAT, "csv") ? HUNT_CSV
                                                  : HUNT_TEXT;
    if (!ks_out_open(&h->line, &r->arena, line_most) || !ks_out_open(&h->key, &r->arena, key_most))
        return ks_refuse(fail, KS_OVER_BUDGET, line_most, 0, KS_STR("run"));
    if (h->as == HUNT_TEXT)
        return ks_os_create_unnamed(NULL, &file, fail) && // before the fence is up
               ks_sorter_open(&h->sort, sort_budget, file, &r->arena, fail);
    if (h->as == HUNT_CSV)
        hunt_print_csv_head(&h->line);
    bool is_begun = run_write(r, ks_out_str(&h->line), fail);
    ks_out_clear(&h->line);
    return is_begun;
}

static void close_all(hunt *h)
{
    ks_sorter_close(h->sort);
    for (const hunt_worker *w = h->workers; w; w = w->next)
        hunt_pieces_close(w->pieces);
    if (h->correlator)
        ks_correlator_close(h->correlator);
    if (h->engine)
        ks_rules_close(h->engine);
}

static bool finish(hunt *h, output *layer, ks_fail *fail)
{
    ks_correlation_sink sink = { h, on_result };
    hunt_counts counts = { 0 };
    if (h->correlator && !ks_correlator_settle(h->correlator, &sink, &h->overflow, fail))
        return false;
    if (h->as == HUNT_TEXT && !hunt_text_write(h, fail))
        return false;
    u64 refused = 0; // which the engine counted, whatever the filter wants
    for (const hunt_worker *w = h->workers; w; w = w->next) {
        refused += w->refused;
        counts.events += w->events + w->unlooked;
        counts.unlooked += w->unlooked;
        counts.allowed += w->allowed;
    }
    ks_rules_seen_of(h->engine, &counts.seen);
    counts.unlooked += counts.seen.events_without_rules - refused;
    h->run->events = counts.events; // not only those that were hit
    return hunt_summary(h, &counts, fail) &&
           (layer->file.handle < 0 ||
            (navigator_write(h, layer, fail) && output_close(layer, fail)));
}

// Whether a rule of at least the level of --fail-on was hit.
static bool is_failing(const hunt *h)
{
    const char *word = options_value(h->run->given, OPTION_FAIL_ON);
    ks_level least = KS_LEVEL_COUNT;
    if (word == NULL || !tuning_read_level(ks_str_of(word), &least))
        return false;
    u64 hits = 0;
    for (size_t i = least; i < KS_LEVEL_COUNT; i++)
        hits += h->by_level[i];
    return hits > 0;
}

int command_hunt(const options *given)
{
    run r;
    int status = STATUS_FAILED;
    ks_fail fail = { 0 };
    if (!run_open(&r, given, &status))
        return status;
    hunt h = { .run = &r };
    output layer = { .file = { -1 } };
    if (!hunt_load(&h, &fail)) {
        if (fail.reason != KS_NONE)
            run_refuse(&r, &fail);
        run_drop(&r);
        return fail.reason == KS_NONE ? STATUS_USAGE : STATUS_FAILED;
    }
    ks_reading reading = {
        .shared = &h, .worker = make_worker, .event = on_event, .deliver = deliver, .wants = wants
    };
    bool is_done = open_printer(&h, &fail) && open_navigator(&h, &layer, &fail) &&
                   hunt_open_engine(&h, &fail) && run_read(&r, &reading, &fail) &&
                   finish(&h, &layer, &fail);
    if (fail.reason == KS_INTERRUPTED && h.as == HUNT_TEXT) { // what was found so far
        ks_fail ignored = { 0 };
        (void)!hunt_text_write(&h, &ignored);
    }
    r.is_asked_so = is_failing(&h);
    close_all(&h);
    output_drop(&layer);
    return run_close(&r, is_done, &fail);
}
