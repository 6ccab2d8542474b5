// Which records of exports are left out because they came before, through the whole reading.
#include "evidence/read.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#define RECORD(id, name)                                                                   \
    "{\"id\":1,\"time\":\"2026-05-11T00:00:00Z\",\"computer\":\"A\",\"channel\":\"C\"," id \
    "\"data\":{\"N\":\"" name "\"}}\n"

static const struct {
    const char *sentence, *first, *second;
    size_t given;
} rows[] = {
    { "a record that another export has as well is given once",
      RECORD("\"event_record_id\":7,", "x"),
      RECORD("\"event_record_id\":7,", "x") RECORD("\"event_record_id\":8,", "x"), 2 },
    { "the same id with other content is another record", RECORD("\"event_record_id\":7,", "x"),
      RECORD("\"event_record_id\":7,", "y"), 2 },
    { "records without an id are never left out, be they equal: they may be two events",
      RECORD("", "x") RECORD("", "x"), RECORD("", "x") RECORD("", "y"), 4 },
};

static bool on_event(void *own, ks_event *event, ks_out *out)
{
    (void)own;
    ks_out_byte(out, 'x');
    return event != NULL;
}

static bool on_block(void *shared, const ks_block *block, ks_fail *fail)
{
    size_t *given = shared;
    (void)fail;
    for (size_t i = 0; i < block->record_count; i++)
        *given += !block->records[i].is_repeat;
    return true;
}

static void write_file(const char *name, const char *text)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", scratch(), name);
    FILE *file = fopen(path, "wb");
    if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0)
        abort();
}

static size_t given_of(const char *first, const char *second, unsigned threads)
{
    size_t given = 0;
    ks_arena run, whole;
    ks_sources *sources = NULL;
    ks_fail fail = { 0 };
    const char *paths[] = { scratch() };
    ks_sources_options options = { 0 };
    write_file("1.json", first);
    write_file("2.json", second);
    if (!ks_arena_open(&run, "run", (size_t)256 << 20))
        abort();
    whole = run;
    ks_reading reading = {
        .shared = &given, .event = on_event, .deliver = on_block, .threads = threads
    };
    if (!ks_sources_open(&sources, paths, 1, &options, &run, &fail) ||
        !ks_read_events(sources, &reading, &run, &fail))
        abort();
    ks_sources_close(sources);
    ks_arena_close(&whole);
    return given;
}

int main(void)
{
    for (size_t i = 0; i < countof(rows); i++) {
        check(rows[i].sentence, given_of(rows[i].first, rows[i].second, 1) == rows[i].given);
        check("and by two threads too",
              given_of(rows[i].first, rows[i].second, 2) == rows[i].given);
    }
    return checked();
}
