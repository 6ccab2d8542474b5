// Of this room: the parts of the document that report.html embeds (docs/report-data.md). What goes
// in is chosen first, within the budgets; then rows have numbers, and it is written.
#pragma once
#include "base/table.h"
#include "case/parts.h"

enum {
    report_records_most = 60000,
    report_processes_most = 150000,
    report_problems_most = 1000,
    report_gaps_most = 1000,
    report_fold_least = 4 // leaves of one parent that are alike become one row from here on
};
// Shares of the 30 MB that the document may have, in bytes as written.
#define report_records_size   ((u64)11 << 20)
#define report_processes_size ((u64)14 << 20)
#define REPORT_NONE           UINT32_MAX

// The tables of strings and of texts in two languages: each once, numbered as they come.
typedef struct {
    ks_arena *arena;
    ks_table strings, texts; // the first string is ""
    ks_out key;
    u64 size;     // bytes of all strings
    bool is_full; // past the arena's budget
} report_words;

KS_MUST bool report_words_open(report_words *words, ks_arena *arena);
u32 report_string(report_words *words, ks_str text);
u32 report_text(report_words *words, ks_str english, ks_str japanese);
void report_words_put(const report_words *words, json_out *j); // the keys "strings" and "texts"

// Records that something cites.
typedef struct {
    u32 *row;   // by event: row + 1; 0: not on the page
    u32 *event; // by row
    size_t count;
    u64 left_out;
} report_records;

// Processes: by index in facts->processes the row of the process or of the fold that it went into.
typedef struct {
    u32 *row;    // REPORT_NONE: left out
    u32 *first;  // by row: the process, or the first of the fold
    u32 *fold;   // by process: how many it stands for; 0: it is inside another's fold
    u8 *is_near; // by process: a finding names it, its parent, or one that descends from it
    size_t count;
    u64 left_out;
} report_processes;

typedef struct {
    const case_index *index;
    const ks_case *c;
    report_words words;
    report_records records;
    report_processes processes;
    json_out *j;
    ks_arena *arena;
} report;

// Chooses: marks what goes in, and numbers it.
KS_MUST bool report_processes_choose(report *p);
KS_MUST bool report_records_choose(report *p); // after the processes
// Write: each one or more members of the document.
KS_MUST bool report_records_put(report *p); // "shapes", "records"
void report_processes_put(report *p);
void report_answers_put(report *p);  // "questions"
void report_findings_put(report *p); // "findings"
void report_hosts_put(report *p);    // "hosts", "histogram"
void report_sources_put(report *p);

// A member that is text: an index into "texts"; null for a phrase that says nothing.
void report_phrase_put(report *p, const char *key, const ks_phrase *phrase);
// A member that is a list of records: those of them that are on the page.
void report_cited_put(report *p, const char *key, const u32 *events, size_t count);
