// Of this room: what a trace has in its hands.
#pragma once
#include "trace/sentences.h"
#include "trace/trace.h"

typedef struct {
    u32 *items;
    size_t count, capacity;
} found_list;

// A finding while its trace adds to it.
typedef struct found_finding found_finding;
struct found_finding {
    found_finding *next;
    ks_finding is;
    found_list records, processes;
};

typedef struct {
    const ks_facts *facts;
    ks_arena *arena;
    found_finding *newest;
    size_t count;
    const ks_trace *trace; // the row whose function runs
    bool is_full;          // past the budget
} tracing;

// A new finding; NULL past the budget (then the whole run refuses, so nobody needs to ask).
found_finding *found(tracing *t, ks_level level, u32 host, u64 from_ticks, ks_phrase sentence);
void found_record(tracing *t, found_finding *finding, u32 event); // ks_no_event: nothing
void found_add(tracing *t, found_list *list, u32 value);
void found_process(tracing *t, found_finding *finding, u32 process);

const ks_observation *seen(const tracing *t, u32 event);
ks_str text_of(const tracing *t, u32 event, ks_observed_name name);
// A field by any name, case aside: for names that are no words, "New Value".
ks_str field_named(const tracing *t, u32 event, ks_str name);
// The account that did it: DOMAIN\name of Subject, by SID where it is well known; empty: not told.
ks_str subject_of(tracing *t, u32 event);
// Whether the record is one that the log itself counts: not recovered.
bool is_live(const tracing *t, u32 event);
// The next event of these kinds of the host behind position `at` in host->seen, within `reach`
// ticks; SIZE_MAX: none.
size_t next_of(const tracing *t, const ks_host *host, size_t at, ks_observed_kind kind, u64 reach);
size_t before_of(const tracing *t, const ks_host *host, size_t at, ks_observed_kind kind,
                 u64 reach);
// A shutdown of Windows is recorded within five minutes behind, or ten seconds before.
bool is_near_shutdown(const tracing *t, const ks_host *host, size_t at);

// Text that may have upper and lower case, ASCII only.
bool fold_equal(ks_str a, ks_str b);
bool fold_has(ks_str text, ks_str part);
bool fold_ends(ks_str text, ks_str end);
// Where much text is looked at: lowered once (ASCII; empty past the budget), compared as it is.
ks_str lowered(ks_str text, ks_arena *arena);
bool has_part(ks_str text, ks_str part);
bool ends_with(ks_str text, ks_str end);
// The service's key and state (1 stopped, 4 running) of 7036 or 7040; empty: not told.
ks_str service_of(tracing *t, u32 event, u32 *state);
// "Process Creation"; the GUID itself when it is not known.
void add_subcategory(ks_phrase *phrase, ks_str guid);

// What Sigma rules matched: a finding a rule and host, each with a row of its own (rule_hits.c).
void rule_hits(tracing *t);

// The rows of list.h
#define X(function, id, title, techniques, questions) void trace_##function(tracing *t);
#include "trace/list.h"
KS_TRACE_LIST(X)
#undef X
