// konseki search: patterns in all values of all events.
#include "base/csv.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/search_print.h"
#include "cli/terminal.h"

enum { pattern_file_most = 16 << 20, path_most = 16384 };

typedef struct searcher searcher;
typedef struct {
    run *run;
    ks_patterns *patterns;
    ks_str *words;
    size_t word_count, word_capacity;
    search_printer *print;
    bool is_csv, is_json;
    searcher *searchers;
    ks_str path; // of the source at hand, escaped for the format
    const ks_source *path_of;
    ks_out path_text;
    u64 found;
} search;

struct searcher { // one a thread
    const search *of;
    searcher *next;
    ks_pattern_finder *finder;
    ks_day_cache days;
    u64 events, gave_up;
    search_hit hits[search_hits_most];
    size_t hit_count;
};

// --- the patterns

static bool add_word(search *s, ks_str word, ks_fail *fail)
{
    if (s->word_count == s->word_capacity) {
        ks_str *grown = ks_arena_grow(&s->run->arena, s->words, sizeof *grown, s->word_count,
                                      &s->word_capacity);
        if (grown == NULL)
            return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, KS_STR("run"));
        s->words = grown;
    }
    s->words[s->word_count++] = word;
    return true;
}

static bool add_lines(search *s, ks_str text, ks_fail *fail)
{
    static const char mark[] = "\xef\xbb\xbf"; // of a file that an editor of Windows saved
    size_t at = text.size >= 3 && memcmp(text.at, mark, 3) == 0 ? 3 : 0;
    while (at < text.size) {
        const char *from = text.at + at;
        const char *end = memchr(from, '\n', text.size - at);
        size_t size = end ? (size_t)(end - from) : text.size - at;
        at += size + 1;
        if (size && from[size - 1] == '\r')
            size--;
        if (size && !add_word(s, (ks_str){ from, size }, fail))
            return false;
    }
    return true;
}

static bool read_all(ks_file file, ks_out *text, ks_fail *fail)
{
    for (size_t got = 1; got > 0;) {
        size_t room = (size_t)(text->end - text->at);
        if (room == 0)
            return ks_refuse(fail, KS_TOO_MANY, pattern_file_most, pattern_file_most,
                             KS_STR("patterns"));
        if (!ks_os_read(file, text->at, room, &got, fail))
            return false;
        text->at += got;
    }
    return true;
}

static bool read_file(search *s, const char *path, ks_fail *fail)
{
    ks_out text;
    ks_file file = ks_os_standard(0);
    bool is_file = strcmp(path, "-") != 0;
    if (!ks_out_open(&text, &s->run->arena, pattern_file_most))
        return ks_refuse(fail, KS_OVER_BUDGET, pattern_file_most, 0, KS_STR("run"));
    if (is_file && !ks_os_open(path, &file, fail))
        return false;
    bool is_read = read_all(file, &text, fail);
    if (is_file)
        ks_os_close(&file);
    if (!is_read && fail->reason == KS_READ_FAILED)
        fail->text = ks_str_of(path);
    return is_read && add_lines(s, ks_out_str(&text), fail);
}

static bool collect(search *s, const options *o, const char *pattern, ks_fail *fail)
{
    if (pattern && !add_word(s, ks_str_of(pattern), fail))
        return false;
    for (size_t i = 0; i < o->given[OPTION_REGEXP].count; i++) {
        if (!add_word(s, ks_str_of(o->given[OPTION_REGEXP].values[i]), fail))
            return false;
    }
    for (size_t i = 0; i < o->given[OPTION_FILE].count; i++) {
        if (!read_file(s, o->given[OPTION_FILE].values[i], fail))
            return false;
    }
    return true;
}

static bool compile(search *s, const options *o, ks_fail *fail)
{
    ks_pattern_options how = { .is_literal = options_has(o, OPTION_FIXED),
                               .ignores_case = options_has(o, OPTION_IGNORE_CASE) };
    if (ks_patterns_make(&s->patterns, s->words, s->word_count, how, &s->run->arena, fail))
        return true;
    progress_clear(&s->run->progress);
    bool is_word = fail->reason == KS_BAD_PATTERN;
    terminal_say_fail_of(o, fail, is_word ? s->words[fail->number[1]] : (ks_str){ 0 });
    return false;
}

// --- the events

static void *make_searcher(void *shared, unsigned number)
{
    (void)number;
    search *s = shared;
    searcher *made = ks_take(&s->run->arena, searcher, 1);
    if (made == NULL)
        return NULL;
    made->of = s;
    made->finder = ks_patterns_finder(s->patterns, &s->run->arena);
    made->next = s->searchers;
    s->searchers = made;
    return made->finder ? made : NULL;
}

static void look(searcher *s, ks_str field, bool is_system, ks_value value, ks_arena *arena)
{
    ks_value item;
    for (size_t next = 0; ks_value_item(value, &next, &item);) {
        if (s->hit_count == search_hits_most || ks_value_is_empty(item))
            continue;
        search_hit h = { .field = field, .is_system = is_system };
        h.value = ks_value_str(item, arena);
        if (h.value.size == 0) { // it has a text, for which there was no room
            s->gave_up++;
            continue;
        }
        ks_pattern_result result = ks_patterns_find(s->finder, h.value, &h.hit);
        s->gave_up += result == KS_PATTERN_GAVE_UP;
        if (result == KS_PATTERN_FOUND)
            s->hits[s->hit_count++] = h;
    }
}

static bool on_event(void *own, ks_event *e, ks_out *out)
{
    searcher *s = own;
    s->events++;
    s->hit_count = 0;
    for (size_t i = 0; i < KS_SYSTEM_COUNT; i++) {
        ks_value value = ks_event_system(e, (ks_system_field)i);
        look(s, ks_str_of(ks_system_words[i]), true, value, e->arena);
    }
    size_t count = 0;
    const ks_field *fields = ks_event_fields(e, &count);
    for (size_t i = 0; i < count; i++)
        look(s, fields[i].name, false, fields[i].value, e->arena);
    if (s->hit_count == 0)
        return false;
    search_found found = { .event = e,
                           .hits = s->hits,
                           .hit_count = s->hit_count,
                           .patterns = s->of->words,
                           .days = &s->days };
    s->of->print(out, s->of->run, &found);
    return true;
}

// The path as the format wants it, made once a source.
static void name_source(search *s, const ks_source *source)
{
    if (s->path_of == source)
        return;
    s->path_of = source;
    ks_out_clear(&s->path_text);
    if (s->is_json)
        ks_out_utf8(&s->path_text, source->path, KS_AS_JSON);
    else
        ks_out_csv(&s->path_text, source->path);
    s->path = ks_out_str(&s->path_text);
}

// The path goes where the marks are.
static bool write_record(search *s, ks_str text, ks_fail *fail)
{
    while (text.size) {
        const char *mark =
            s->is_json || s->is_csv ? memchr(text.at, search_path_mark, text.size) : NULL;
        size_t size = mark ? (size_t)(mark - text.at) : text.size;
        if (!run_write(s->run, (ks_str){ text.at, size }, fail) ||
            (mark && !run_write(s->run, s->path, fail)))
            return false;
        size += mark != NULL;
        text = ks_str_from(text, size);
    }
    return true;
}

static bool deliver(void *shared, const ks_block *block, ks_fail *fail)
{
    search *s = shared;
    size_t at = 0;
    name_source(s, block->source);
    for (size_t i = 0; i < block->record_count; i++) {
        const ks_block_record *record = &block->records[i];
        ks_str text = { (const char *)block->bytes + at, record->size };
        at += record->size;
        if (record->is_repeat)
            continue;
        s->found++;
        if (!write_record(s, text, fail))
            return false;
    }
    // who reads a terminal or a pipe sees what was found when it is found
    return block->record_count == 0 || s->run->out.path || output_flush(&s->run->out, fail);
}

static bool begin(search *s, ks_fail *fail)
{
    const options *o = s->run->given;
    s->is_json = options_is(o, OPTION_FORMAT, "jsonl");
    s->is_csv = options_is(o, OPTION_FORMAT, "csv");
    s->print = s->is_json ? search_print_json : s->is_csv ? search_print_csv : search_print_text;
    if (!ks_out_open(&s->path_text, &s->run->arena, path_most))
        return ks_refuse(fail, KS_OVER_BUDGET, path_most, 0, KS_STR("run"));
    char head[256];
    ks_out text = { .at = (u8 *)head, .start = (u8 *)head, .end = (u8 *)head + sizeof head };
    if (s->is_csv)
        search_print_csv_head(&text);
    return run_write(s->run, ks_out_str(&text), fail);
}

static int end(search *s, bool is_done, const ks_fail *fail)
{
    run *r = s->run;
    ks_words words = { .number = { 0, 0 } };
    u64 events = 0, gave_up = 0;
    for (const searcher *one = s->searchers; one; one = one->next) {
        events += one->events;
        gave_up += one->gave_up;
    }
    r->is_asked_so = s->found == 0;
    words.number[0] = (i64)events;
    if (is_done && s->found == 0)
        run_note(r, KS_SAY_SEARCH_NONE, &words);
    words.number[0] = (i64)s->found;
    words.number[1] = (i64)events;
    if (is_done && s->found && options_has(r->given, OPTION_VERBOSE))
        run_note(r, KS_SAY_SEARCH_FOUND, &words);
    words.number[0] = (i64)gave_up;
    if (gave_up)
        run_note(r, KS_SAY_SEARCH_GAVE_UP, &words);
    ks_patterns_close(s->patterns);
    return run_close(r, is_done, fail);
}

static bool exists(const char *path)
{
    ks_os_info info;
    ks_fail ignored = { 0 };
    return strcmp(path, "-") == 0 || ks_os_look(path, &info, &ignored);
}

// Without -e and -f the last argument is the pattern, or the first one, as of grep, when only the
// others are files.
static const char *take_pattern(options *o)
{
    size_t count = o->argument_count;
    if (options_has(o, OPTION_REGEXP) || options_has(o, OPTION_FILE) || count == 0)
        return NULL;
    o->argument_count = count - 1;
    bool is_first = count > 1 && !exists(o->arguments[0]) && exists(o->arguments[count - 1]);
    if (!is_first)
        return o->arguments[count - 1];
    const char *first = o->arguments[0];
    o->arguments++;
    return first;
}

int command_search(const options *given)
{
    options o = *given;
    const char *pattern = take_pattern(&o);
    bool has_pattern = pattern || options_has(&o, OPTION_REGEXP) || options_has(&o, OPTION_FILE);
    if (!has_pattern || (pattern && o.argument_count == 0)) {
        terminal_say_usage(&o, has_pattern ? KS_SAY_NO_PATTERN_GIVEN : KS_SAY_NO_EVIDENCE_GIVEN,
                           NULL, NULL);
        return STATUS_USAGE;
    }
    run r;
    int status = STATUS_FAILED;
    if (!run_open(&r, &o, &status))
        return status;
    search s = { .run = &r };
    ks_fail fail = { 0 };
    if (!collect(&s, &o, pattern, &fail)) {
        run_refuse(&r, &fail);
        run_drop(&r);
        return STATUS_FAILED;
    }
    if (!compile(&s, &o, &fail)) {
        run_drop(&r);
        return fail.reason == KS_BAD_PATTERN ? STATUS_USAGE : STATUS_FAILED;
    }
    ks_reading reading = {
        .shared = &s, .worker = make_searcher, .event = on_event, .deliver = deliver
    };
    bool is_done = begin(&s, &fail) && run_read(&r, &reading, &fail);
    return end(&s, is_done, &fail);
}
