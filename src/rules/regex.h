// Inside the room: PCRE2 behind a seam. One regular expression of a rule, compiled once and shared,
// and what a thread needs to look for it. Looking is bounded by steps, by depth and by memory.
#pragma once
#include "base/arena.h"
#include "rules/judge.h"

typedef struct {
    void *code;     // shared by all threads
    size_t least;   // characters that it needs
    bool is_native; // compiled for this processor
} rules_regex;

typedef struct {
    void *match, *context, *stack; // of one thread
} rules_regex_work;

// What is wrong with a pattern, where (byte, from 0), in the library's words.
typedef struct {
    size_t at;
    char words[160];
} rules_regex_error;

// `flags`: KS_REGEX_…. False: the pattern is refused; `error` (may be NULL) says why.
// Before the fence is up: executable memory is made (without it matching is slower).
KS_MUST bool rules_regex_compile(rules_regex *regex, ks_str text, unsigned flags,
                                 rules_regex_error *error);
void rules_regex_close(rules_regex *regex);
KS_MUST bool rules_regex_work_open(rules_regex_work *work); // false: no memory
void rules_regex_work_close(rules_regex_work *work);
// `text` is valid UTF-8.
ks_judged rules_regex_find(const rules_regex *regex, const rules_regex_work *work, ks_str text);
