// Cases that tests make by hand: a few rows of logs and events become a settled set, facts and
// answers. Provider and kind follow from log and id, so that a row reads like the event itself.
//
//     made m = made_new();
//     made_log(&m, (log_row){ .log = "Security", .host = "PC1", .first = 1, .last = 900,
//                             .from = "2026-05-11 01:00", .to = "2026-05-11 09:00" });
//     made_event(&m, (event_row){ .log = "Security", .host = "PC1", .id = 4688, .record = 12,
//                                 .at = "2026-05-11 03:10:02", .fields = "NewProcessId=0x1fb4|…"
//                                 });
//     made_facts(&m);
#pragma once
#include "answer/answer.h"
#include "base/ticks.h"
#include "facts/item.h"
#include "facts/kinds.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#define SYSMON   "Microsoft-Windows-Sysmon/Operational"
#define DEFENDER "Microsoft-Windows-Windows Defender/Operational"

typedef struct {
    ks_arena arena;
    ks_observations *set;
    ks_facts *facts;
    ks_answers *answers;
} made;

typedef struct {
    const char *log, *host, *file; // file: NULL: <host>/<log>
    u64 first, last;               // event record ids; 0: none
    const char *from, *to;         // their times
    bool is_renumbered;            // header ids run from 1 (an export), or are the collector's
    u64 header_first;              // then: where they begin; 0: 1
    ks_kind kind;                  // 0: EVTX
    u64 recovered;
} log_row;

typedef struct {
    const char *log, *host, *file;
    u32 id;
    u64 record; // EventRecordID and header's
    const char *at;
    const char *fields; // "Name=value|Name=value"
    const char *user;   // SID of the record
    u32 version;
    ks_found found;
    bool is_alone;        // tells nothing of its log's extent: made_log does
    const char *provider; // NULL: by log and id
} event_row;

static inline void made_must(bool claim, const char *what)
{
    if (claim)
        return;
    fprintf(stderr, "the test's own case is wrong: %s\n", what);
    exit(99);
}

static inline made made_new(void)
{
    made m = { 0 };
    made_must(ks_arena_open(&m.arena, "run", (size_t)4 << 30), "memory");
    return m;
}

// The set is made at first use: it keeps a pointer to the arena in `m`.
static inline ks_observations *made_set(made *m)
{
    if (m->set == NULL)
        m->set = ks_observations_make(&m->arena);
    made_must(m->set != NULL, "set");
    return m->set;
}

static inline u64 made_time(const char *text)
{
    u64 ticks = 0;
    made_must(text && ks_ticks_read(ks_str_of(text), 0, &ticks), text ? text : "no time");
    return ticks;
}

static inline u32 made_source(made *m, const char *file, const char *host, const char *log,
                              ks_kind kind)
{
    char path[256];
    snprintf(path, sizeof path, "%s", file ? file : "");
    if (file == NULL)
        snprintf(path, sizeof path, "%s/%s", host, log);
    ks_content_hash key = { { 0 } };
    ks_store64(key.bytes, ks_hash((ks_span){ (const u8 *)path, strlen(path) }, 1));
    ks_store64(key.bytes + 8, strlen(path));
    u32 number = set_source(made_set(m), &key);
    ks_observed_source *s = &m->set->sources[number];
    if (s->path_count == 0) {
        ks_str *paths = ks_take(&m->arena, ks_str, 1);
        *paths = ks_arena_keep(&m->arena, ks_str_of(path));
        s->paths = paths;
        s->path_count = 1;
        s->kind = kind ? kind : KS_KIND_EVTX;
        s->is_whole = true;
        s->ledger = (ks_ledger){ .arena = m->set->arena, .hash = key, .is_whole = true };
    }
    return number;
}

static inline ks_extent *made_extent(made *m, u32 source, const char *log, const char *host)
{
    u32 channel = set_string(made_set(m), ks_str_of(log));
    u32 computer = set_string(m->set, ks_str_of(host));
    for (size_t i = 0; i < m->set->extent_count; i++) {
        ks_extent *x = &m->set->extents[i];
        if (x->source == source && x->channel == channel && x->computer == computer)
            return x;
    }
    ks_fail fail = { 0 };
    ks_extent x = { .source = source, .channel = channel, .computer = computer };
    made_must(set_add_extent(m->set, &x, &fail), "extent");
    return &m->set->extents[m->set->extent_count - 1];
}

// Adds [first, last] to the extent's ids and hours.
static inline void made_reach(made *m, ks_extent *x, ks_run run)
{
    ks_run *runs = ks_take(&m->arena, ks_run, x->run_count + 1);
    ks_hour *hours = ks_take(&m->arena, ks_hour, x->hour_count + 2);
    if (x->run_count)
        memcpy(runs, x->runs, x->run_count * sizeof *runs);
    if (x->hour_count)
        memcpy(hours, x->hours, x->hour_count * sizeof *hours);
    if (run.first_id)
        runs[x->run_count++] = run;
    hours[x->hour_count++] = (ks_hour){ (u32)(run.first_ticks / 36000000000u), 1 };
    hours[x->hour_count++] = (ks_hour){ (u32)(run.last_ticks / 36000000000u), 1 };
    made_must(runs_settle(runs, &x->run_count, m->arena), "runs");
    made_must(hours_settle(hours, &x->hour_count, m->arena), "hours");
    x->runs = runs;
    x->hours = hours;
    x->count = 0;
    for (size_t i = 0; i < x->run_count; i++)
        x->count += runs[i].last_id - runs[i].first_id + 1;
    if (x->count == 0)
        x->count = 1;
    if (x->oldest_ticks == 0 || run.first_ticks < x->oldest_ticks)
        x->oldest_ticks = run.first_ticks;
    if (run.last_ticks > x->newest_ticks)
        x->newest_ticks = run.last_ticks;
    x->header_count = x->is_renumbered || run.first_id ? x->count : 0;
    if (!x->is_renumbered) {
        x->header_first = x->run_count ? runs[0].first_id : 0;
        x->header_last = x->run_count ? runs[x->run_count - 1].last_id : 0;
    } else {
        x->header_last = x->header_first + x->count - 1;
    }
}

static inline void made_log(made *m, log_row row)
{
    u32 source = made_source(m, row.file, row.host, row.log, row.kind);
    ks_extent *x = made_extent(m, source, row.log, row.host);
    x->is_renumbered = row.is_renumbered;
    x->header_first = row.header_first ? row.header_first : 1;
    x->recovered = row.recovered;
    made_reach(m, x, (ks_run){ row.first, row.last, made_time(row.from), made_time(row.to) });
}

static inline const char *made_provider(const event_row *row)
{
    if (row->provider)
        return row->provider;
    if (strcmp(row->log, SYSMON) == 0)
        return "Microsoft-Windows-Sysmon";
    if (strcmp(row->log, DEFENDER) == 0)
        return "Microsoft-Windows-Windows Defender";
    if (row->id == 104 || (row->id >= 1100 && row->id <= 1108))
        return "Microsoft-Windows-Eventlog";
    if (strcmp(row->log, "Security") == 0)
        return "Microsoft-Windows-Security-Auditing";
    if (row->id >= 6005 && row->id <= 6013)
        return "EventLog";
    if (row->id == 7036 || row->id == 7040)
        return "Service Control Manager";
    if (row->id == 41 || row->id == 42 || row->id == 107)
        return "Microsoft-Windows-Kernel-Power";
    return row->id == 1074 ? "User32" : "Microsoft-Windows-Kernel-General";
}

static inline void made_fields(made *m, ks_observation *o, const char *text)
{
    ks_observed_field *fields = ks_take(&m->arena, ks_observed_field, 64);
    while (text && *text) {
        size_t size = strcspn(text, "|"), name = strcspn(text, "=");
        made_must(name < size && o->field_count < 64, text);
        fields[o->field_count++] = (ks_observed_field){
            set_string(m->set, (ks_str){ text, name }),
            set_string(m->set, (ks_str){ text + name + 1, size - name - 1 }),
        };
        o->payload = ks_hash((ks_span){ (const u8 *)text, size }, o->payload + o->id);
        text += size + (text[size] == '|');
    }
    o->fields = fields;
}

static inline void made_event(made *m, event_row row)
{
    u32 source = made_source(m, row.file, row.host, row.log, KS_KIND_EVTX);
    u64 ticks = made_time(row.at);
    ks_extent *x = made_extent(m, source, row.log, row.host);
    if (!row.is_alone && row.found <= KS_TORN)
        made_reach(m, x, (ks_run){ row.record, row.record, ticks, ticks });
    const char *provider = made_provider(&row);
    u32 kind = kept_kind(ks_str_of(provider), row.id);
    if (kind == KS_OBSERVED_COUNT)
        return;
    ks_observation o = { .kind = (ks_observed_kind)kind,
                         .place = { .source = source,
                                    .offset = row.record * 1000,
                                    .size = 900,
                                    .record_id = row.record,
                                    .written_ticks = ticks,
                                    .found = row.found },
                         .event_record_id = row.record,
                         .ticks = ticks,
                         .id = row.id,
                         .version = row.version };
    o.channel = set_string(m->set, ks_str_of(row.log));
    o.provider = set_string(m->set, ks_str_of(provider));
    o.computer = set_string(m->set, ks_str_of(row.host));
    o.user = set_string(m->set, ks_str_of(row.user ? row.user : ""));
    made_fields(m, &o, row.fields);
    ks_fail fail = { 0 };
    made_must(set_add_observation(m->set, &o, &fail), "event");
}

static inline void made_facts(made *m)
{
    ks_fail fail = { 0 };
    made_must(ks_observations_settle(made_set(m), NULL, &fail), "settle");
    made_must(ks_facts_make(&m->facts, m->set, &m->arena, &fail), "facts");
}

static inline void made_answers(made *m)
{
    ks_fail fail = { 0 };
    made_facts(m);
    made_must(ks_answers_make(&m->answers, m->facts, 0, 0, &m->arena, &fail), "answers");
}

static inline bool made_is(ks_str text, const char *wanted)
{
    bool is_equal = ks_str_equal(text, ks_str_of(wanted));
    if (!is_equal)
        remark("is \"%.*s\", not \"%s\"", (int)text.size, text.at, wanted);
    return is_equal;
}

static inline ks_str made_said(made *m, const ks_phrase *phrase, ks_lang lang)
{
    ks_out out;
    made_must(ks_out_open(&out, &m->arena, 1 << 16), "text");
    ks_out_phrase(&out, phrase, lang);
    return ks_out_str(&out);
}

// The first process with this file name; NULL: none.
static inline const ks_process *made_process(const made *m, const char *base)
{
    for (size_t i = 0; i < m->facts->process_count; i++)
        if (ks_fold_equal(ks_base_name(m->facts->processes[i].image), ks_str_of(base)))
            return &m->facts->processes[i];
    return NULL;
}

static inline size_t made_count(const made *m, const char *base)
{
    size_t count = 0;
    for (size_t i = 0; i < m->facts->process_count; i++)
        count += ks_fold_equal(ks_base_name(m->facts->processes[i].image), ks_str_of(base));
    return count;
}

// Findings of the trace; the first one in *first.
static inline size_t made_findings(const made *m, const char *trace, const ks_finding **first)
{
    size_t count = 0;
    for (size_t i = 0; i < m->answers->findings.count; i++) {
        const ks_finding *f = &m->answers->findings.items[i];
        if (strcmp(f->trace->id, trace) != 0)
            continue;
        if (count++ == 0)
            *first = f;
    }
    return count;
}
