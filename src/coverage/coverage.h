// The door of the room: when a witness was being recorded on a host, when not, and when nobody can
// tell; each interval with its reason and the records that prove it (answers 2).
#pragma once
#include "facts/facts.h"
#include "message/phrase.h"

// clang-format off
#define KS_STATES(X)                                                                              \
    X(RECORDED, "recorded")                                                                       \
    X(OFF, "off") X(ROLLED, "rolled") X(CLEARED, "cleared") X(NO_FILE, "no_file") X(LOST, "lost") \
        X(UNDECIDED, "undecided")
// clang-format on
typedef enum {
#define X(name, word) KS_STATE_##name,
    KS_STATES(X)
#undef X
        KS_STATE_COUNT
} ks_state;
extern const char *const ks_state_words[KS_STATE_COUNT];

typedef struct {
    u64 from_ticks, to_ticks; // [from, to)
    ks_state state;
    ks_phrase reason;   // empty text: none needed
    const u32 *records; // events that prove the state
    size_t record_count;
} ks_interval;

// Of intervals in order of time that do not overlap, the first that ends behind `ticks`; `count`:
// none.
size_t ks_interval_behind(const ks_interval *items, size_t count, u64 ticks);

// How far its absence counts (answers 1.1).
#define KS_WITNESS_CLASSES(X) X(COMPLETE, "C") X(SELECTIVE, "S") X(SAMPLE, "A") X(TRACE, "T")
typedef enum {
#define X(name, word) KS_WITNESS_##name,
    KS_WITNESS_CLASSES(X)
#undef X
        KS_WITNESS_COUNT
} ks_witness_class;
extern const char *const ks_witness_words[KS_WITNESS_COUNT];

typedef struct {
    const char *id; // "security.4688"
    const ks_phrase_text *name;
    ks_witness_class class;
    u32 question;  // 1 ... 14
    u32 mechanism; // witnesses of one mechanism can stand for each other; all
                   // mechanisms of a question are needed for "not found"
    const char *channel;
    const char *setting; // what makes it exist; NULL: nothing to switch on
    const char *file;    // what to fetch when it was not supplied
} ks_witness;

typedef struct {
    const ks_witness *witness;
    u32 host;
    const ks_interval *intervals; // a partition of the span, by time; sleep and power-off are in
    size_t interval_count;        // it with the state of their neighbours
    u64 on_ticks;                 // powered-on time of the span
    u64 recorded_ticks;           // of it recorded
    u32 percent;                  // floored; 100 only if nothing is missing
    bool is_selective;            // of class S by nature, or because a collector chose
} ks_coverage;

// The span of one question on one host.
typedef struct {
    u64 from_ticks, to_ticks;
} ks_time_span;

typedef struct {
    const ks_coverage *items; // by (question, host, witness's row)
    size_t count;
    const ks_time_span *spans; // [host * 15 + question]
} ks_coverages;

typedef struct {
    u64 from_ticks, to_ticks; // the span that was asked for; 0: by the rule of answers 1.1
    const u64 *found_ticks;   // [host * 15 + question]: first finding of weight; 0: none
} ks_coverage_asked;

KS_MUST bool ks_coverages_make(ks_coverages *made, const ks_facts *facts,
                               const ks_coverage_asked *asked, ks_arena *arena, ks_fail *fail);

// Powered-on time inside [from, to).
u64 ks_powered_ticks(const ks_host *host, u64 from_ticks, u64 to_ticks);

const ks_witness *ks_witnesses(size_t *count);
