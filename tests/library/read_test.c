// The library as another program sees it: include/konseki/konseki.h and nothing else, over logs
// that are made here.
#include "konseki/konseki.h"
#include "support/make_log.h"

#include "test.h"

#include <stdio.h>

static const char *made_path(const char *name)
{
    static char path[4096];
    snprintf(path, sizeof path, "%s/%s", scratch(), name);
    return path;
}

static const char *log_with(const char *name, u32 events, size_t cut_to)
{
    made_log log = make_log(4 << 20);
    for (u32 i = 1; i <= events; i++)
        make_event(&log,
                   &(ks_made_event){ .provider = "Microsoft-Windows-Sysmon",
                                     .guid = "{5770385F-C22A-43E0-BF4C-06F5698FFBD9}",
                                     .channel = "Microsoft-Windows-Sysmon/Operational",
                                     .computer = "host.example",
                                     .id = 1,
                                     .version = 5,
                                     .level = 4,
                                     .ticks = 133900000000000000 + i,
                                     MADE_FIELDS(KS_MADE_TEXT("Image", "C:\\調査票.exe"),
                                                 KS_MADE_NUMBER("ProcessId", KS_UINT32, 4000 + i),
                                                 KS_MADE_TEXT("CommandLine", "調査票.exe -x")) });
    ks_span bytes = make_log_end(&log);
    const char *path = made_path(name);
    make_file(path, (ks_span){ bytes.at, cut_to ? cut_to : bytes.size });
    return path;
}

static bool is_text(konseki_text text, const char *expected)
{
    return text.size == strlen(expected) && strcmp(text.at, expected) == 0;
}

static bool look(void *context, const konseki_event *event)
{
    unsigned *seen = context;
    ++*seen;
    check("System's texts and numbers are there",
          is_text(konseki_text_of(event, KONSEKI_PROVIDER), "Microsoft-Windows-Sysmon") &&
              is_text(konseki_text_of(event, KONSEKI_COMPUTER), "host.example") &&
              is_text(konseki_text_of(event, KONSEKI_ID), "1") &&
              konseki_number_of(event, KONSEKI_ID) == 1 &&
              konseki_number_of(event, KONSEKI_VERSION) == 5);
    check("the time is there to 100 ns",
          konseki_ticks(event) == 133900000000000001 &&
              is_text(konseki_text_of(event, KONSEKI_TIME), "2025-04-24T20:26:40.0000001Z"));
    check("a field is found by name, ignoring case",
          is_text(konseki_field(event, "CommandLine"), "調査票.exe -x") &&
              is_text(konseki_field(event, "commandline"), "調査票.exe -x"));
    check("an absent field is empty, and safe to print",
          konseki_field(event, "ParentImage").size == 0 &&
              is_text(konseki_field(event, "ParentImage"), ""));
    check("all fields come in order", konseki_field_count(event) == 3 &&
                                          is_text(konseki_field_name(event, 1), "ProcessId") &&
                                          is_text(konseki_field_value(event, 1), "4001") &&
                                          konseki_field_name(event, 3).size == 0);
    check("the whole event is JSON, and XML",
          strstr(konseki_json(event).at, "\"CommandLine\":\"調査票.exe -x\"") &&
              strncmp(konseki_xml(event).at, "<Event ", 7) == 0);
    check("the place leads to the record",
          strstr(konseki_source(event).at, "/one.evtx") && konseki_offset(event) == 4096 + 512 &&
              !konseki_is_recovered(event) && !konseki_is_damaged(event));
    return true;
}

static void an_event_answers(void)
{
    const char *path = log_with("one.evtx", 1, 0);
    konseki_result result;
    unsigned seen = 0;
    check("a log is read", konseki_read(&path, 1, NULL, look, &seen, &result) == KONSEKI_DONE);
    check("the result counts", seen == 1 && result.events == 1 && result.sources == 1 &&
                                   result.lost == 0 && result.sentence[0] == '\0');
}

static bool stop_at_three(void *context, const konseki_event *event)
{
    (void)event;
    unsigned *seen = context;
    return ++*seen < 3;
}

static bool count_it(void *context, const konseki_event *event)
{
    (void)event;
    ++*(unsigned *)context;
    return true;
}

static void a_reading_ends(void)
{
    const char *path = log_with("many.evtx", 1000, 0);
    konseki_result result;
    unsigned seen = 0;
    check("the visiting function can stop",
          konseki_read(&path, 1, NULL, stop_at_three, &seen, &result) == KONSEKI_STOPPED &&
              seen == 3 && result.events == 3);
    seen = 0;
    check("all events are given",
          konseki_read(&path, 1, NULL, count_it, &seen, NULL) == KONSEKI_DONE && seen == 1000);

    path = log_with("cut.evtx", 1000, 4096 + 65536 + 9000);
    seen = 0;
    check("a cut log is read as far as it goes, and says so",
          konseki_read(&path, 1, NULL, count_it, &seen, &result) == KONSEKI_INCOMPLETE &&
              seen > 100 && seen < 1000 && strstr(result.sentence, "cut.evtx"));

    path = "/nothing/here.evtx";
    konseki_options japanese = KONSEKI_OPTIONS;
    japanese.japanese = true;
    check("what cannot be opened fails, with a sentence",
          konseki_read(&path, 1, &japanese, count_it, &seen, &result) == KONSEKI_FAILED &&
              strstr(result.sentence, "/nothing/here.evtx") &&
              strstr(result.sentence, "開けません"));
    japanese.size = offsetof(konseki_options, japanese);
    check("options of a program that knows fewer of them are as if they were not set",
          konseki_read(&path, 1, &japanese, count_it, &seen, &result) == KONSEKI_FAILED &&
              strstr(result.sentence, "開けません") == NULL);
}

int main(void)
{
    an_event_answers();
    a_reading_ends();
    return checked();
}
