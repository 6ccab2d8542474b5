// The door of the room: findings. A trace is one behaviour that leaves marks: one file, and one
// row in trace/list.h. It reads facts and writes findings; it never reads events of its own.
#pragma once
#include "facts/facts.h"
#include "message/level.h"
#include "message/phrase.h"

// What all findings of one trace share: its row.
typedef struct {
    const char *id; // "log-cleared"
    const ks_phrase_text *title;
    const char *techniques; // "T1070.001 T1562.002": separated by a space; may be empty
    u16 questions;          // bit 1 << number: which questions it helps to answer
} ks_trace;

enum { ks_techniques_most = 4 };
typedef struct {
    ks_str id; // unique and stable: "log-cleared-0123456789abcdef"
    const ks_trace *trace;
    ks_level level;
    ks_str techniques; // like the trace's, which may be more than what this one shows
    u32 weight;        // among findings of one level: higher is told first
    u32 host;          // index in facts->hosts
    const u32 *others; // further hosts
    size_t other_count;
    u64 from_ticks, to_ticks; // effective; 0: unknown; to_ticks 0: a point
    // A rule says so that is not grave enough to settle anything by itself: it is shown under its
    // questions, and changes no verdict.
    bool is_lead;
    ks_phrase sentence;
    const u32 *records; // events, in the order of telling
    size_t record_count;
    const u32 *processes; // that it speaks of
    size_t process_count;
} ks_finding;

typedef struct {
    const ks_finding *items; // by (from, host, id)
    size_t count;
} ks_findings;

KS_MUST bool ks_findings_make(ks_findings *findings, const ks_facts *facts, ks_arena *arena,
                              ks_fail *fail);

// All traces of this version.
const ks_trace *ks_traces(size_t *count);
