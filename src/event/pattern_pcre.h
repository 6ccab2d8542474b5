// PCRE2 behind a seam: one compiled pattern, and what a thread needs to match.
#pragma once
#include "event/pattern.h"

typedef struct {
    void *code; // shared by all threads
} pattern_pcre;

typedef struct {
    void *match, *context; // of one thread
} pattern_pcre_work;

KS_MUST bool pattern_pcre_compile(pattern_pcre *pattern, ks_str word, ks_pattern_options options,
                                  ks_arena *run, ks_fail *fail);
void pattern_pcre_close(pattern_pcre *pattern);
KS_MUST bool pattern_pcre_work_open(pattern_pcre_work *work); // false: no memory
void pattern_pcre_work_close(pattern_pcre_work *work);
ks_pattern_result pattern_pcre_find(const pattern_pcre *pattern, const pattern_pcre_work *work,
                                    ks_str text, ks_pattern_hit *hit);
