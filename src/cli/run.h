// What all commands that read evidence have in common: sources from the arguments, filter, output,
// fence, threads, progress, Ctrl-C; and at the end the ledger's problems and the exit status.
//
//     int command_events(const options *given)
//     {
//         run r;
//         int status;
//         if (!run_open(&r, given, &status))
//             return status; // said already
//         ks_fail fail = { 0 };
//         bool is_done = run_read(&r, &(ks_reading){ .event = …, .deliver = … }, &fail);
//         return run_close(&r, is_done, &fail);
//     }
#pragma once
#include "cli/options.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/status.h"
#include "event/filter.h"
#include "evidence/read.h"

typedef struct {
    const options *given;
    ks_lang lang;
    // of names in CSV and JSON: the environment does not count, since there same evidence is same
    // bytes on any machine
    ks_lang data_lang;
    ks_arena arena; // "run"
    ks_arena whole; // to close it
    ks_sources *sources;
    ks_filter *filter;       // NULL: none was given
    output out;              // of commands whose -o is a file
    const char *writable[4]; // folders that the fence leaves open for writing
    size_t writable_count;
    bool is_fenced;
    unsigned threads; // 0: as many as there are processors
    int zone_minutes; // of --tz; 0
    bool has_zone;    // --tz was given
    bool has_color;   // on standard output
    unsigned columns; // of the terminal at standard output; 0: none
    progress progress;
    const bool *interrupted; // Ctrl-C came
    bool is_asked_so;        // what status 1 says (status.h): set by the command before run_close
    bool is_foreign;         // nothing that was given is evidence
    bool reads_files;        // not events: what is evidence is for the command to say
    u64 events;              // given to `event` and wanted by the filter: delivered
    u64 done_size;           // bytes of the sources that are finished
} run;

// Everything up to the first record. False: said on stderr, and `*status` is the exit status.
KS_MUST bool run_open(run *r, const options *given, int *status);
// The same for run_read_sources.
KS_MUST bool run_open_files(run *r, const options *given, int *status);
// Names a folder that will be written to (a case): everything else is shut by the fence, which
// the first run_read raises. Open databases, compile patterns and the like before that.
void run_writes_to(run *r, const char *folder);

// ks_read_events with the run's filter in front of `reading->event`, with threads and --recovered
// of the options, progress, and Ctrl-C (KS_INTERRUPTED). `reading->wants` still applies.
KS_MUST bool run_read(run *r, const ks_reading *reading, ks_fail *fail);

// For commands that read files of other kinds than logs: raises the fence, then gives each source
// in turn.
typedef bool run_each_source(void *own, ks_source *source, ks_stream *stream, ks_fail *fail);
KS_MUST bool run_read_sources(run *r, run_each_source *each, void *own, ks_fail *fail);

// Text or bytes of the answer.
static inline bool run_write(run *r, ks_str text, ks_fail *fail)
{
    return output_write(&r->out, ks_str_span(text), fail);
}

// A sentence on stderr; not with -q.
void run_note(run *r, ks_note note, const ks_words *words);
// A failure on stderr, with its remedy.
void run_refuse(run *r, const ks_fail *fail);

// Gives up before anything was read; what was wrong is said already.
void run_drop(run *r);

// Ends the output (whole when `is_done`), sums up the ledger's problems on stderr, says `fail` if
// there is one, and gives the exit status.
int run_close(run *r, bool is_done, const ks_fail *fail);
