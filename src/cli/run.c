// The set-up and the end that all commands on evidence share; see run.h.
#include "cli/run.h"

#include "base/fence.h"
#include "base/os_signal.h"
#include "cli/commands.h"
#include "cli/guard.h"
#include "cli/summary.h"
#include "cli/terminal.h"

// Addresses, not memory. In sanitised builds an eighth of it is memory as well.
#if defined(__SANITIZE_ADDRESS__)
#    define IS_SANITIZED 1
#elif defined(__has_feature)
#    if __has_feature(address_sanitizer)
#        define IS_SANITIZED 1
#    endif
#endif
#ifdef IS_SANITIZED
static const size_t arena_budget = (size_t)256 << 20;
#else
static const size_t arena_budget = (size_t)16 << 30;
#endif
static const size_t arena_budget_least = (size_t)128 << 20;
enum { threads_most = 64 };

static bool usage(const run *r, int *status, ks_note note, const char *text, const char *text2)
{
    terminal_say_usage(r->given, note, text, text2);
    *status = STATUS_USAGE;
    return false;
}

static bool open_arena(run *r, ks_fail *fail)
{
    if (!ks_arena_open_down_to(&r->arena, "run", arena_budget, arena_budget_least))
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)arena_budget_least, 0, KS_STR("run"));
    r->whole = r->arena;
    ks_arena_expect_much(&r->whole);
    return true;
}

static bool read_options(run *r, int *status)
{
    const options *o = r->given;
    const char *threads = options_value(o, OPTION_THREADS), *zone = options_value(o, OPTION_TZ);
    u64 number = 0;
    if (threads && !options_number(threads, 1, threads_most, &number)) {
        terminal_say_number(o, "threads", threads, 1, threads_most);
        *status = STATUS_USAGE;
        return false;
    }
    r->threads = (unsigned)number;
    r->has_zone = zone != NULL;
    if (zone && !options_zone(zone, &r->zone_minutes))
        return usage(r, status, KS_SAY_NO_ZONE, "tz", zone);
    if (o->argument_count == 0)
        return usage(r, status, KS_SAY_NO_EVIDENCE_GIVEN, NULL, NULL);
    return true;
}

static ks_filter_list words_of(const options *o, option_id id)
{
    return (ks_filter_list){ o->given[id].values, o->given[id].count };
}

static bool make_filter(run *r, ks_fail *fail)
{
    const options *o = r->given;
    ks_filter_words words = { .channels = words_of(o, OPTION_CHANNEL),
                              .providers = words_of(o, OPTION_PROVIDER),
                              .ids = words_of(o, OPTION_ID),
                              .computers = words_of(o, OPTION_COMPUTER),
                              .levels = words_of(o, OPTION_LEVEL),
                              .found = words_of(o, OPTION_FOUND),
                              .where = words_of(o, OPTION_WHERE),
                              .since = options_value(o, OPTION_SINCE),
                              .until = options_value(o, OPTION_UNTIL),
                              .zone_minutes = r->zone_minutes };
    return ks_filter_make(&r->filter, &words, &r->arena, fail);
}

static bool open_output(run *r, ks_fail *fail)
{
    const options *o = r->given;
    const char *path = o->command->is_folder_output ? NULL : options_value(o, OPTION_OUTPUT);
    if (path && strcmp(path, "-") != 0 && !guard_evidence(path, o, r->arena, fail))
        return false;
    if (!output_open(&r->out, path, options_has(o, OPTION_FORCE), &r->arena, fail))
        return false;
    const char *folder = r->out.path ? guard_folder_of(r->out.path, &r->arena) : NULL;
    if (r->out.path && folder == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
    if (folder)
        run_writes_to(r, folder);
    r->has_color = terminal_has_color(o, r->out.file) && r->out.path == NULL;
    r->columns = r->out.is_terminal ? ks_os_columns(r->out.file) : 0;
    return true;
}

static bool open_sources(run *r, ks_fail *fail)
{
    ks_sources_options wanted = { .carve = options_has(r->given, OPTION_CARVE),
                                  .interrupted = r->interrupted,
                                  .gives_all = r->reads_files,
                                  .gives_copies = r->reads_files };
    return ks_sources_open(&r->sources, r->given->arguments, r->given->argument_count, &wanted,
                           &r->arena, fail);
}

static void close_all(run *r)
{
    output_drop(&r->out);
    if (r->sources)
        ks_sources_close(r->sources);
    ks_arena whole = r->whole;
    ks_arena_close(&whole);
}

static bool is_usage(ks_reason reason)
{
    static const ks_reason reasons[] = { KS_BAD_FILTER, KS_BAD_NAMES, KS_BAD_IDS, KS_BAD_LEVELS,
                                         KS_BAD_FOUND,  KS_BAD_TIME,  KS_BAD_SPAN };
    for (size_t i = 0; i < countof(reasons); i++) {
        if (reasons[i] == reason)
            return true;
    }
    return false;
}

static bool open_run(run *r, int *status)
{
    const options *given = r->given;
    r->data_lang = options_has(given, OPTION_LANG) ? given->lang : KS_EN;
    ks_fail fail = { 0 };
    if (!read_options(r, status))
        return false;
    progress_mode mode = options_is(given, OPTION_PROGRESS, "json")    ? PROGRESS_JSON
                         : options_is(given, OPTION_PROGRESS, "never") ? PROGRESS_NEVER
                                                                       : PROGRESS_AUTO;
    if (mode == PROGRESS_AUTO && options_has(given, OPTION_QUIET))
        mode = PROGRESS_NEVER;
    bool is_open = open_arena(r, &fail) && make_filter(r, &fail) && open_sources(r, &fail) &&
                   open_output(r, &fail);
    if (is_open && !progress_open(&r->progress, mode, r->lang, &r->arena))
        is_open = ks_refuse(&fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
    if (is_open) {
        r->progress.size = ks_sources_size(r->sources);
        return true;
    }
    *status = is_usage(fail.reason) ? STATUS_USAGE : STATUS_FAILED;
    run_refuse(r, &fail);
    close_all(r);
    return false;
}

bool run_open(run *r, const options *given, int *status)
{
    *r = (run){ .given = given, .lang = given->lang, .interrupted = ks_os_listen() };
    return open_run(r, status);
}

bool run_open_files(run *r, const options *given, int *status)
{
    *r = (run){
        .given = given, .lang = given->lang, .interrupted = ks_os_listen(), .reads_files = true
    };
    return open_run(r, status);
}

void run_note(run *r, ks_note note, const ks_words *words)
{
    u8 bytes[4096];
    ks_out out = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes - 1 };
    if (options_has(r->given, OPTION_QUIET))
        return;
    progress_clear(&r->progress);
    ks_say(&out, note, words, r->lang);
    *out.at++ = '\n';
    terminal_say(ks_out_str(&out));
}

void run_refuse(run *r, const ks_fail *fail)
{
    progress_clear(&r->progress);
    terminal_say_fail(r->given, fail);
}

// --- reading, with the filter in front

typedef struct {
    run *run;
    const ks_reading *inner;
    u64 source_start; // bytes of the sources before
    struct worker *workers;
    bool has_failed; // a worker got no memory
} reading;

typedef struct worker {
    void *own; // the command's
    const reading *of;
} worker;

static void *make_worker(void *shared, unsigned number)
{
    reading *of = shared;
    worker *w = &of->workers[number];
    *w = (worker){ .of = of, .own = of->inner->shared };
    if (of->inner->worker)
        w->own = of->inner->worker(of->inner->shared, number);
    of->has_failed = of->has_failed || w->own == NULL;
    return w;
}

static bool wants(void *own, const ks_event *event)
{
    const worker *w = own;
    const reading *of = w->of;
    if (of->inner->wants && !of->inner->wants(w->own, event))
        return false;
    return of->run->filter == NULL || ks_filter_wants_system(of->run->filter, event);
}

static bool give(void *own, ks_event *event, ks_out *out)
{
    const worker *w = own;
    if (w->own == NULL || (w->of->run->filter && !ks_filter_wants(w->of->run->filter, event)))
        return false;
    return w->of->inner->event(w->own, event, out);
}

static bool deliver(void *shared, const ks_block *block, ks_fail *fail)
{
    reading *of = shared;
    run *r = of->run;
    if (of->has_failed)
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("worker"));
    for (size_t i = 0; i < block->record_count; i++)
        r->events += !block->records[i].is_repeat;
    if (block->is_last)
        of->source_start += block->source->ledger->size;
    r->done_size = of->source_start + (block->is_last ? 0 : block->offset);
    progress_at(&r->progress, r->done_size, r->events);
    if (of->inner->deliver && !of->inner->deliver(of->inner->shared, block, fail)) {
        progress_clear(&r->progress);
        return false;
    }
    return true;
}

// --- the fence

typedef struct {
    ks_arena *arena;
    const char **paths;
    size_t count, capacity;
    bool is_full;
} path_list;

static bool add_path(path_list *list, const char *path)
{
    if (list->count == list->capacity) {
        const char **grown =
            ks_arena_grow(list->arena, list->paths, sizeof *grown, list->count, &list->capacity);
        list->is_full = grown == NULL;
        if (grown == NULL)
            return false;
        list->paths = grown;
    }
    list->paths[list->count++] = path;
    return true;
}

static bool add_linked(void *context, const char *path, bool is_linked)
{
    return !is_linked || add_path(context, path);
}

// The arguments are open for reading, with what lies below them; what links lead to, by name.
static bool collect_paths(run *r, path_list *list)
{
    for (size_t i = 0; i < r->given->argument_count; i++) {
        const char *path = r->given->arguments[i];
        if (strcmp(path, "-") != 0 && !add_path(list, path))
            return false;
    }
    return ks_sources_paths(r->sources, add_linked, list) || !list->is_full;
}

// Without Landlock the run goes on, unless --require-sandbox says otherwise.
static bool raise_fence(run *r, ks_fail *fail)
{
    path_list list = { .arena = &r->arena };
    ks_fail missing = { 0 };
    if (r->is_fenced || options_has(r->given, OPTION_NO_SANDBOX))
        return true;
    if (!collect_paths(r, &list))
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
    ks_fence fence = { list.paths, list.count, r->writable, r->writable_count };
    r->is_fenced = ks_fence_raise(&fence, &missing);
    if (!r->is_fenced && options_has(r->given, OPTION_REQUIRE_SANDBOX)) {
        *fail = missing;
        return false;
    }
    if (!r->is_fenced)
        run_note(r, KS_SAY_NO_SANDBOX, NULL);
    return true;
}

static void note_fence(run *r)
{
    for (size_t i = 0; !r->is_fenced && i < ks_sources_count(r->sources); i++)
        ks_ledger_add(ks_sources_at(r->sources, i)->ledger,
                      (ks_ledger_row){ .kind = KS_LEDGER_NOTE_SANDBOX });
}

bool run_read(run *r, const ks_reading *wanted, ks_fail *fail)
{
    reading of = { .run = r, .inner = wanted };
    of.workers = ks_take(&r->arena, worker, threads_most);
    if (of.workers == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, sizeof(worker), 0, KS_STR("run"));
    ks_reading whole = *wanted;
    whole.shared = &of;
    whole.worker = make_worker;
    whole.event = give;
    whole.wants = wanted->wants || r->filter ? wants : NULL;
    whole.interrupted = r->interrupted;
    whole.deliver = deliver;
    whole.threads = r->threads;
    whole.recovered = wanted->recovered || options_has(r->given, OPTION_RECOVERED);
    if (options_has(r->given, OPTION_FOUND)) // who asks for recovered records by name wants them
        whole.recovered = true;
    if (options_has(r->given, OPTION_VERBOSE))
        run_note(r, KS_SAY_READING, &(ks_words){ .number = { (i64)ks_sources_size(r->sources) } });
    bool is_read = raise_fence(r, fail) && ks_read_events(r->sources, &whole, &r->arena, fail);
    progress_clear(&r->progress);
    note_fence(r);
    return is_read;
}

bool run_read_sources(run *r, run_each_source *each, void *own, ks_fail *fail)
{
    ks_source *source;
    ks_stream *stream;
    bool goes_on = raise_fence(r, fail);
    while (goes_on && ks_sources_next(r->sources, &source, &stream, fail)) {
        goes_on = each(own, source, stream, fail);
        r->done_size = ks_sources_done(r->sources);
        progress_at(&r->progress, r->done_size, 0);
    }
    progress_clear(&r->progress);
    note_fence(r);
    return goes_on && fail->reason == KS_NONE;
}

void run_writes_to(run *r, const char *folder)
{
    KS_ASSERT(r->writable_count < countof(r->writable));
    r->writable[r->writable_count++] = folder;
}

void run_drop(run *r) { close_all(r); }

// Ctrl-C: what is whole was written; a file that is not gets no name.
static int interrupted(run *r)
{
    ks_words words = { .number = { (i64)r->done_size, (i64)ks_sources_size(r->sources) } };
    bool is_known = words.number[1] != 0 && words.number[1] >= words.number[0];
    ks_fail ignored = { 0 }; // a second failure would not make it less partial
    (void)!output_flush(&r->out, &ignored);
    if (r->out.path)
        run_note(r, KS_SAY_OUTPUT_REMOVED, &(ks_words){ .text = { ks_str_of(r->out.path) } });
    run_note(r, is_known ? KS_SAY_INTERRUPTED_PARTIAL : KS_SAY_INTERRUPTED_PARTIAL_UNKNOWN, &words);
    return STATUS_INTERRUPTED;
}

// An answer that is empty without a word could be taken for a mistake of the program. Of evidence
// that is incomplete nobody can say it.
static void say_nothing_there(run *r)
{
    if (!summary_has_records(r->sources))
        run_note(r, KS_SAY_NO_EVENTS, NULL);
    else if (r->filter && r->events == 0 && !r->is_asked_so)
        run_note(r, KS_SAY_NO_EVENTS_WANTED, NULL);
}

static int status_of(run *r, bool is_done, ks_fail *fail)
{
    if (is_done)
        is_done = output_close(&r->out, fail);
    if (!is_done && output_is_gone(fail))
        return STATUS_PIPE;
    if (!is_done && fail->reason == KS_INTERRUPTED)
        return interrupted(r);
    bool is_all = !is_done && r->is_foreign; // the failure says it
    if (!is_all || options_has(r->given, OPTION_VERBOSE))
        summary_print(r);
    if (!is_done) {
        run_refuse(r, fail);
        return STATUS_FAILED;
    }
    if (summary_is_incomplete(r->sources))
        return STATUS_INCOMPLETE;
    if (!r->reads_files)
        say_nothing_there(r);
    return r->is_asked_so ? STATUS_ASKED : STATUS_DONE;
}

int run_close(run *r, bool is_done, const ks_fail *fail)
{
    ks_fail last = *fail;
    progress_clear(&r->progress);
    ks_str named = ks_str_of(r->given->arguments[0]);
    r->is_foreign = is_done && !r->reads_files && summary_is_foreign(r->sources, named, &last);
    is_done = is_done && !r->is_foreign;
    int status = status_of(r, is_done, &last);
    close_all(r);
    return status;
}
