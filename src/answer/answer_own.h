// Of this room: one question on one host while it is answered.
#pragma once
#include "answer/answer.h"
#include "answer/sentences.h"

// What the coverage of all its witnesses amounts to.
typedef struct {
    ks_verdict verdict;       // among those that say "not found"
    u64 on_ticks, full_ticks; // powered-on; recorded by every mechanism
    u64 some_ticks;           // recorded by something
    ks_state worst;           // the longest reason
    ks_phrase reason;         // the first interval that gives it
    const u32 *records;
    size_t record_count;
    u32 percent;
} judged;

typedef struct {
    const ks_facts *facts;
    ks_answers *answers; // findings and coverages are there already
    ks_arena *arena;
    u32 number; // of the question
} answering;

enum { answer_questions_end = ks_question_count + 1 };

KS_MUST bool judge(const answering *a, u32 host, judged *made);

// Settings and notes gather without bound by the caller; false: past the budget.
typedef struct {
    ks_answer_setting *settings;
    size_t setting_count, setting_capacity;
    ks_phrase *notes;
    size_t note_count, note_capacity;
} told;
KS_MUST bool tell_setting(const answering *a, told *to, const char *id, const ks_phrase_text *name);
KS_MUST bool tell_note(const answering *a, told *to, ks_phrase note);

const ks_phrase_text *state_words(ks_state state);

// Programs executed: whether anything ran, and what is to say about how well it was recorded.
typedef struct {
    u64 starts, ends_only, without_command, with_command;
    u32 first, last; // events; ks_no_event: none
} programs_seen;
programs_seen programs_count(const ks_facts *facts, u32 host);

// The most telling finding first; context: ks_findings, items: indices.
int telling_order(const void *context, const void *a, const void *b);
KS_MUST bool answer_host(const answering *a, u32 host, ks_host_answer *to);
KS_MUST bool answer_host_by_rules(const answering *a, u32 host, ks_host_answer *to);
