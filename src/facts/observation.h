// Observations: what a case keeps of its evidence. A record that could matter, projected; how far
// each log of each source reaches; and what happened to the bytes of each source. Everything else
// in a case is a pure function of this set, so merging two cases is a union of two sets.
//
//     ks_observations *set = ks_observations_make(run);
//     ks_observations_add_rule(set, &rule)                        what may match, if anything
//     reading.worker  -> ks_observer_make(set)                    one a worker
//     reading.event   -> ks_observe(own, event, hits, n, out)     any thread
//     reading.deliver -> ks_observations_add(set, block, fail)    one thread
//     ks_observations_settle(set, sources, fail);                 sorts; each record once
//     ks_facts_make(&facts, set, run, fail);
//
// Read with `keep_repeats` and `recovered`: a record that several sources hold is one observation
// with several places, and must be so too when the sources were read by different runs.
//
// Caveats. Texts are as the evidence gave them. String numbers, and the numbers of sources, are of
// this set only and never reach a file. After settling nothing may be added but by reading a
// written set, and then it is to be settled again.
#pragma once
#include "base/fail.h"
#include "base/table.h"
#include "evidence/read.h"
#include "facts/kept.h"
#include "message/level.h"

typedef enum {
#define X(name, provider, id, needs) KS_OBSERVED_##name,
    KS_OBSERVED_KINDS(X)
#undef X
        KS_OBSERVED_COUNT
} ks_observed_kind;

typedef enum {
#define X(name) KS_FIELD_##name,
    KS_OBSERVED_FIELDS(X)
#undef X
        KS_FIELD_COUNT
} ks_observed_name;

typedef struct {
    u32 name, value; // strings of the set; a name below KS_FIELD_COUNT is that ks_observed_name
} ks_observed_field;

// Where one record lies: its address in the world, with `source`'s key.
typedef struct ks_observed_place ks_observed_place;
struct ks_observed_place {
    ks_observed_place *next;     // the same record in another source, or twice in one
    u32 source;                  // index in set->sources
    u64 offset, size, record_id; // record_id: of the header
    u64 written_ticks;           // of the header; 0: none
    ks_found found;
    bool is_damaged; // recovered as far as it goes
};

// A Sigma rule that was asked, with all that a case needs to tell of its hits: who reads the case
// does not have the rules.
typedef struct {
    u8 key[16]; // hash of all the rest: another version of a rule is another rule
    ks_str id;  // its own id; of a rule without one, its title
    ks_str title[KS_LANG_COUNT];
    ks_level level;
    ks_str techniques; // "T1059.001 T1027"
    u32 questions;     // bit 1 << number: which ones it bears on
    bool is_silent;    // counted by correlations only: its hits are no findings
    u32 hits_most;     // of this run: records kept a source; the others are counted
} ks_observed_rule;

// That a rule matched a record: which fields made it (strings of the set), and what correlations
// want to know of it.
typedef struct {
    u32 rule; // index in set->rules
    u32 text; // "CommandLine: …; Image: …"
    u32 value_count;
    const u32 *values; // strings; ks_table_none: the event has no such field
} ks_observed_hit;

// Hits of one rule in one source that were counted only.
typedef struct {
    u32 source, rule;
    u64 count;
} ks_observed_over;

typedef struct {
    ks_observed_kind kind;
    u32 hit_count;
    ks_observed_hit *hits;   // settled: by rule, each once
    ks_observed_place place; // the best one: live before recovered, then by (source, offset)
    u64 event_record_id;     // EventRecordID; 0: none
    u64 ticks;               // TimeCreated as stated; 0: none
    u64 payload;             // hash of id and own fields
    u32 id, version, level, task, opcode;
    u32 process_id, thread_id; // of Execution
    u64 keywords;
    u32 channel, provider, computer, user; // strings of the set; user: the SID as text
    u32 field_count;
    const ks_observed_field *fields;
} ks_observation;

// A stretch of consecutive event record ids.
typedef struct {
    u64 first_id, last_id, first_ticks, last_ticks;
} ks_run;

typedef struct {
    u32 hour;  // since 1601
    u32 count; // events
} ks_hour;

// How far one channel of one computer reaches in one source. Only live, unflushed and torn records
// count: recovered ones prove nothing about recording.
typedef struct {
    u32 source, channel, computer; // index in set->sources; strings
    u64 count, recovered;
    u64 oldest_ticks, newest_ticks; // 0: none
    u64 header_first, header_last;  // record ids of the headers; 0: it has none
    u64 header_count;
    bool is_renumbered; // header ids differ from event record ids: exported
                        // or forwarded
    const ks_run *runs; // by id, apart from each other
    size_t run_count;
    const ks_hour *hours; // by hour
    size_t hour_count;
} ks_extent;

typedef struct {
    ks_content_hash key; // of the bytes; where not all could be read, of path and size
    bool is_whole;       // the key is the hash of all bytes
    ks_kind kind;
    const ks_str *paths; // sorted, each once: all that hold these bytes
    size_t path_count;
    ks_ledger ledger; // copied; its rows that name other sources are left out
} ks_observed_source;

typedef struct ks_observer ks_observer;

typedef struct {
    ks_arena *arena;
    ks_table strings;      // number 0 ... KS_FIELD_COUNT - 1: the fields' names
    ks_observation *items; // settled: by (source key, offset, record id)
    size_t count, capacity;
    ks_observed_source *sources; // settled: by key
    size_t source_count, source_capacity;
    ks_extent *extents; // settled: by (source, channel, computer) as text
    size_t extent_count, extent_capacity;
    ks_table source_keys;    // key -> index, until settling sorts them
    ks_observed_rule *rules; // settled: by key
    size_t rule_count, rule_capacity;
    ks_table rule_keys;
    ks_observed_over *overs; // settled: by (source, rule)
    size_t over_count, over_capacity;
    ks_str *programs; // correlations, as rules/image.h writes them; settled: sorted, each once
    size_t program_count, program_capacity;
    struct rule_tally *tallies; // by rule: of the source that is being read
    ks_observer *observers;
    bool is_settled;
} ks_observations;

// NULL past the arena's budget.
ks_observations *ks_observations_make(ks_arena *arena);

// One for each worker; lives as long as the set. NULL past the budget. On one thread.
ks_observer *ks_observer_make(ks_observations *set);
// The rule's number, for ks_rule_hit; its key is made. ks_table_none past the budget. Before the
// first event is read.
u32 ks_observations_add_rule(ks_observations *set, const ks_observed_rule *given);

// The number of a rule that says the same; ks_table_none: there is none.
u32 ks_observations_find_rule(const ks_observations *set, const ks_observed_rule *given);
// The correlations among the rules, in a form that who reads the case can run (rules/image.h).
KS_MUST bool ks_observations_add_program(ks_observations *set, ks_span program);

typedef struct {
    u32 rule; // ks_observations_add_rule's
    ks_str text;
    const ks_str *values;
    u32 value_count;
} ks_rule_hit;

// Counts the event, and writes its observation into `out` when it is one to keep (true): of a kind
// that is kept, or one that a rule matched.
bool ks_observe(ks_observer *own, ks_event *event, const ks_rule_hit *hits, size_t hit_count,
                ks_out *out);

KS_MUST bool ks_observations_add(ks_observations *set, const ks_block *block, ks_fail *fail);
// Takes the ledgers of all sources (NULL: sources came by reading a written set), sorts, and makes
// of records that are equal in (computer, channel, event record id, time, payload) one.
KS_MUST bool ks_observations_settle(ks_observations *set, const ks_sources *sources, ks_fail *fail);

// A settled set as bytes, block by block: equal sets give equal bytes. Blocks can be read back in
// any order, and together with those of other sets (then settle).
typedef bool ks_observations_put(void *context, ks_span block, ks_fail *fail);
KS_MUST bool ks_observations_write(const ks_observations *set, ks_observations_put *put,
                                   void *context, ks_fail *fail);
KS_MUST bool ks_observations_read(ks_observations *set, ks_span block, ks_fail *fail);

static inline ks_str ks_observed_string(const ks_observations *set, u32 number)
{
    ks_span s = set->strings.entries[number].key;
    return (ks_str){ (const char *)s.at, s.size };
}

// The value of the field; empty when the event has none.
ks_str ks_observed_text(const ks_observations *set, const ks_observation *o, ks_observed_name f);
// The n-th (from 0) field of that name: unnamed data.
ks_str ks_observed_item(const ks_observations *set, const ks_observation *o, ks_observed_name f,
                        size_t n);
// A number in hex or decimal, by its form (answers, traps 3, 4); false: none, or "-".
KS_MUST bool ks_observed_u64(const ks_observations *set, const ks_observation *o,
                             ks_observed_name f, u64 *number);
// A time; false: none.
KS_MUST bool ks_observed_ticks(const ks_observations *set, const ks_observation *o,
                               ks_observed_name f, u64 *ticks);
// Empty, or "-".
bool ks_is_none(ks_str text);
// Whether a record can be of this time: from 1993, Windows NT's first year, to 2199. Times outside
// (year 19121 in a damaged or forged record) stay as stated, but stretch no span. A record whose
// header tells when it was written must moreover be of a time within 400 days of that.
bool ks_is_credible(u64 ticks);
