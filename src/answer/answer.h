// The door of the room: the answer sheet. Findings and coverage become one verdict a question, for
// each host and for the case (answers 1.2, 1.3).
#pragma once
#include "catalogue/catalogue.h"
#include "coverage/coverage.h"
#include "trace/trace.h"

// clang-format off
#define KS_VERDICTS(X)                                                             \
    X(NOT_EXAMINED, "not_examined") /* no verdict: this version does not ask it */ \
    X(FOUND, "found")                                                              \
    X(NOT_FOUND_RECORDED, "not_found_recorded") X(PARTLY, "partly")                \
        X(UNK_NOT_RECORDED, "unk_not_recorded") X(UNK_ROLLED, "unk_rolled")        \
            X(UNK_CLEARED, "unk_cleared") X(UNK_LOST, "unk_lost")                  \
                X(UNK_UNDECIDED, "unk_undecided") X(UNK_NOT_SUPPLIED, "unk_not_supplied")
// clang-format on
typedef enum {
#define X(name, word) KS_VERDICT_##name,
    KS_VERDICTS(X)
#undef X
        KS_VERDICT_COUNT
} ks_verdict;
extern const char *const ks_verdict_words[KS_VERDICT_COUNT];
// The verdict as people read it.
ks_str ks_verdict_text(ks_verdict verdict, ks_lang lang);

typedef struct {
    const char *id; // of the settings catalogue
    const ks_phrase_text *name;
} ks_answer_setting;

typedef struct {
    u32 host;
    ks_verdict verdict;
    u64 when_ticks;     // of the most telling finding; 0: none
    ks_phrase summary;  // the one line; no text when not examined
    const u32 *records; // proof of the summary, the most telling first, at most 8
    size_t record_count;
    const u32 *findings; // indices into findings->items, the most telling first
    size_t finding_count;
    const ks_answer_setting *settings; // what would have told (more)
    size_t setting_count;
    const u32 *coverages; // indices into coverages->items: its witnesses with their intervals
    size_t coverage_count;
    u32 percent;            // of the span that was recorded
    const ks_phrase *notes; // what remains open: secondary reasons, files to fetch
    size_t note_count;
} ks_host_answer;

typedef struct {
    const ks_question *question;
    ks_verdict verdict;
    u64 when_ticks;
    u32 host; // of the most telling finding; ks_no_host: none
    ks_phrase summary;
    const u32 *records; // at most 8
    size_t record_count;
    const ks_answer_setting *settings;
    size_t setting_count;
    const ks_phrase *notes;
    size_t note_count;
    const ks_host_answer *hosts; // the vector, in the order of facts->hosts; none when not examined
    size_t host_count;
} ks_answer;

enum { ks_question_count = 14 };
typedef struct {
    ks_findings findings;
    ks_coverages coverages;
    ks_answer answers[ks_question_count]; // by number
} ks_answers;

// Everything behind facts: traces, coverage, verdicts. `from`, `to`: the span that was asked for,
// 0: the rule.
KS_MUST bool ks_answers_make(ks_answers **answers, const ks_facts *facts, u64 from_ticks,
                             u64 to_ticks, ks_arena *arena, ks_fail *fail);
