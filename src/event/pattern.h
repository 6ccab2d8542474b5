// Many patterns looked for in one text at once. What fits is decided by PCRE2 (Perl's syntax,
// UTF-8, without locale; ignoring case by Unicode's simple folding); where Vectorscan is there, one
// pass of it says which patterns could fit at all, so that hundreds cost little more than one.
//
//     ks_patterns *patterns;
//     if (!ks_patterns_make(&patterns, words, count, options, &run, &fail)) …
//     ks_pattern_finder *finder = ks_patterns_finder(patterns, &run); // one a thread
//     if (ks_patterns_find(finder, text, &hit) == KS_PATTERN_FOUND) …
//
// Compile before the fence is up: it makes executable memory. Caveat: a pattern whose cost grows
// without bound on some text gives up on that text, and says so.
#pragma once
#include "base/arena.h"
#include "base/fail.h"

typedef struct {
    bool is_literal;
    bool ignores_case;
} ks_pattern_options;

typedef struct ks_patterns ks_patterns;
typedef struct ks_pattern_finder ks_pattern_finder;

// False: KS_BAD_PATTERN with the character (from 1), the index of the word, the library's words.
KS_MUST bool ks_patterns_make(ks_patterns **patterns, const ks_str *words, size_t count,
                              ks_pattern_options options, ks_arena *run, ks_fail *fail);
void ks_patterns_close(ks_patterns *patterns);
// What one thread needs; NULL: no memory. Goes with ks_patterns_close.
ks_pattern_finder *ks_patterns_finder(ks_patterns *patterns, ks_arena *run);

typedef enum { KS_PATTERN_NONE, KS_PATTERN_FOUND, KS_PATTERN_GAVE_UP } ks_pattern_result;
typedef struct {
    u32 pattern;     // index in the list of words
    size_t from, to; // bytes of the text
} ks_pattern_hit;

// The first of the patterns, in their order, that fits, at its leftmost place.
ks_pattern_result ks_patterns_find(ks_pattern_finder *finder, ks_str text, ks_pattern_hit *hit);
