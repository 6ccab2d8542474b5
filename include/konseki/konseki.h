// Konseki as a library: the events of Windows event logs, whatever they come in.
//
// A program names its evidence (log files, folders, archives, JSON exports; recognised by content)
// and is called for each event, in order, on its own thread:
//
//     #include <konseki/konseki.h>
//     #include <stdio.h>
//
//     static bool show(void *context, const konseki_event *event)
//     {
//         (void)context;
//         printf("%s %u %s\n", konseki_text_of(event, KONSEKI_TIME).at,
//                (unsigned)konseki_number_of(event, KONSEKI_ID),
//                konseki_field(event, "CommandLine").at);
//         return true; // go on
//     }
//
//     int main(int count, char **arguments)
//     {
//         konseki_result result;
//         konseki_outcome outcome = konseki_read((const char *const *)arguments + 1,
//                                                (size_t)count - 1, NULL, show, NULL, &result);
//         if (outcome == KONSEKI_FAILED || outcome == KONSEKI_INCOMPLETE)
//             fprintf(stderr, "%s\n", result.sentence);
//         return outcome == KONSEKI_FAILED;
//     }
//
// Build: cc program.c $(pkg-config --cflags --libs konseki)
//
// Lifetime: an event and every text it gives end when the visiting function returns. Copy what you
// keep. Nothing is to be freed.
// Threads: a reading runs on the thread that called it; readings on several threads share nothing.
// Memory: some 64 MB, whatever the size of the evidence.
// Caveats: texts come from evidence, and evidence may be hostile: they are UTF-8, but may hold
// escape sequences, direction overrides, HTML and NULs (`size` is the truth, and a NUL stands
// behind it). A record that several logs have (overlapping exports) is given for each of them. A
// damaged record is given as far as it goes. Evidence is only ever opened for reading.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct konseki_event konseki_event;

// UTF-8. Absent: at is "" and size is 0.
typedef struct {
    const char *at;
    size_t size;
} konseki_text;

// What every event has, or may have: its System part.
typedef enum {
    KONSEKI_PROVIDER,
    KONSEKI_PROVIDER_GUID,
    KONSEKI_CHANNEL,
    KONSEKI_COMPUTER,
    KONSEKI_USER_ID, // SID
    KONSEKI_ACTIVITY_ID,
    KONSEKI_ID,
    KONSEKI_VERSION,
    KONSEKI_LEVEL,
    KONSEKI_TASK,
    KONSEKI_OPCODE,
    KONSEKI_KEYWORDS,
    KONSEKI_TIME, // as text: 2026-05-11T03:10:02.1234567Z; as a number: see konseki_ticks
    KONSEKI_EVENT_RECORD_ID,
    KONSEKI_PROCESS_ID,
    KONSEKI_THREAD_ID
} konseki_system;

konseki_text konseki_text_of(const konseki_event *event, konseki_system what);
// 0 where there is none. Numbers in hexadecimal text count as numbers.
uint64_t konseki_number_of(const konseki_event *event, konseki_system what);
// TimeCreated in steps of 100 ns since 1601-01-01 UTC (FILETIME); 0: none.
uint64_t konseki_ticks(const konseki_event *event);

// The event's own field of this name, exactly or else ignoring ASCII case: data of EventData,
// leaves of UserData. Several values of one field are separated by line feeds.
konseki_text konseki_field(const konseki_event *event, const char *name);
// All own fields, in the order of the record; unnamed ones are called "Data".
size_t konseki_field_count(const konseki_event *event);
konseki_text konseki_field_name(const konseki_event *event, size_t index);
konseki_text konseki_field_value(const konseki_event *event, size_t index);

// The whole event: one line of flat JSON (docs/events-json.md), or an Event element.
konseki_text konseki_json(const konseki_event *event);
konseki_text konseki_xml(const konseki_event *event);

// Where its record lies: the path as it was found, and the offset in that source.
konseki_text konseki_source(const konseki_event *event);
uint64_t konseki_offset(const konseki_event *event);
// Whether the record was found where no log says one is (slack, hidden, carved). Such a record
// proves that something happened, never that something was being recorded.
bool konseki_is_recovered(const konseki_event *event);
// Whether it could be read only as far as it goes.
bool konseki_is_damaged(const konseki_event *event);

// Begin with KONSEKI_OPTIONS: later versions may add members behind these, and go by `size`.
typedef struct {
    size_t size;    // of this struct, as the program knows it
    bool recovered; // give recovered records too
    bool carve;     // look for logs inside files of other kinds (images, memory)
    bool japanese;  // the sentence of the result
} konseki_options;
#define KONSEKI_OPTIONS                              \
    {                                                \
        sizeof(konseki_options), false, false, false \
    }

typedef enum {
    KONSEKI_DONE,       // all evidence was read
    KONSEKI_STOPPED,    // by the visiting function
    KONSEKI_INCOMPLETE, // all was read that can be; some bytes are damaged or unreadable
    KONSEKI_FAILED      // the reading could not go on, or not begin
} konseki_outcome;

// Filled whole by konseki_read; `reserved` keeps its size when later versions tell more.
typedef struct {
    uint64_t events;    // that were given
    uint64_t sources;   // that were read
    uint64_t lost;      // bytes that are no records and should be
    char sentence[512]; // of a failure, or of the first loss; "" where there is none
    uint64_t reserved[8];
} konseki_result;

// Reads all events of the paths. `visit` returns false to stop. `options` and `result` may be NULL.
konseki_outcome konseki_read(const char *const *paths, size_t count, const konseki_options *options,
                             bool (*visit)(void *context, const konseki_event *event),
                             void *context, konseki_result *result);

const char *konseki_version(void);

#ifdef __cplusplus
}
#endif
