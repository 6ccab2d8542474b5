// What konseki survey counts. Inside the room: survey_count.c counts on each thread, survey_merge.c
// makes one table of it, survey_text.c and survey_json.c print it.
#pragma once
#include "base/table.h"
#include "cli/run.h"

typedef struct survey_log survey_log;

// All events of one provider and id in one log.
typedef struct survey_kind survey_kind;
struct survey_kind {
    survey_kind *next;
    survey_log *log;
    ks_str provider;
    u32 id;
    u64 count, first_ticks, last_ticks; // times: 0, none
};

typedef struct {
    u64 first, last;
} survey_span;

typedef struct {
    u64 day; // days since 1601
    u64 count;
} survey_day;

typedef struct survey_clearing survey_clearing;
struct survey_clearing {
    survey_clearing *next;
    u64 ticks, event_record_id;
    ks_str channel, user; // which log, by whom: DOMAIN\user
};

enum { survey_ids_most = 65536, survey_days_most = 16384 };

// One channel of one host in one source.
struct survey_log {
    survey_log *next, *next_of_host;
    u32 source;
    ks_str host, channel;
    u64 count, first_ticks, last_ticks;
    u64 recovered, damaged; // among those counted
    survey_kind *kinds;
    size_t kind_count;
    survey_span *ids; // event record ids that are there; merged: in order
    size_t id_count, id_capacity;
    bool has_too_many_ids; // more gaps than are remembered: none are told
    survey_day *days;      // in order of the day
    size_t day_count, day_capacity;
    u64 days_left_out; // events of more days than are remembered
    survey_clearing *clearings;
};

// One thread's counting.
typedef struct survey_counter survey_counter;
survey_counter *survey_counter_open(ks_arena *arena, survey_counter *next); // NULL: no memory
void survey_counter_close(survey_counter *all);
// False: the counter's memory is spent.
bool survey_count(survey_counter *c, ks_event *e);
bool survey_counter_is_full(const survey_counter *all);
// The logs of all threads, in the order of source, host, channel; kinds by count. NULL in *logs:
// there are none. They live in the run's arena.
KS_MUST bool survey_merge(survey_counter *all, ks_arena *arena, survey_log ***logs, size_t *count,
                          ks_fail *fail);
survey_log *survey_logs_of(survey_counter *c);
survey_counter *survey_counter_next(survey_counter *c);

// Adds to a log; false past the arena's budget.
bool survey_add_id(survey_log *log, u64 id, ks_arena *arena);
bool survey_add_day(survey_log *log, u64 day, u64 count, ks_arena *arena);
void survey_sort_ids(survey_log *log, ks_arena scratch);

// What the printers get.
typedef struct {
    run *run;
    survey_log **logs;
    size_t log_count;
    size_t host_count;
    u64 event_count, repeated;
} survey_table;

// How long the log of a source lasts, from what it holds.
typedef struct {
    u64 size_limit;        // of the log when full
    bool is_assumed;       // the default of Windows, as the log itself does not tell
    u64 days_of_retention; // 0: cannot be told
} survey_rate;
survey_rate survey_rate_of(const survey_table *t, u32 source);
// From the first event to the last: at least 1.
u64 survey_days(const survey_log *log);
// The log's missing event record ids: gaps between spans; false at the end.
bool survey_gap(const survey_log *log, size_t n, survey_span *gap);

KS_MUST bool survey_print_text(const survey_table *t, ks_fail *fail);
KS_MUST bool survey_print_json(const survey_table *t, ks_fail *fail);
KS_MUST bool survey_print_csv(const survey_table *t, ks_fail *fail);

// survey_forecast.c, for --profile: how the logs would grow under it. Opens the profile before
// evidence is read; prints behind the text. Without the option nothing.
typedef struct survey_plan survey_plan;
KS_MUST bool survey_plan_open(survey_plan **plan, run *r, ks_fail *fail);
KS_MUST bool survey_plan_print(const survey_plan *plan, const survey_table *t, ks_fail *fail);
