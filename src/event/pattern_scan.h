// Vectorscan behind a seam: which of many patterns could fit a text, in one pass. Where the library
// is not there, or does not take a pattern, the pattern always could.
#pragma once
#include "event/pattern.h"

typedef struct {
    void *database; // NULL: every pattern could fit every text
} pattern_scan;

typedef struct {
    void *scratch; // of one thread
} pattern_scan_work;

// `could[i]` becomes true for each pattern that has to be tried on every text.
void pattern_scan_compile(pattern_scan *scan, const ks_str *words, size_t count,
                          ks_pattern_options options, ks_arena scratch, bool *could);
void pattern_scan_close(pattern_scan *scan);
KS_MUST bool pattern_scan_work_open(const pattern_scan *scan, pattern_scan_work *work);
void pattern_scan_work_close(pattern_scan_work *work);
// What a scan found.
typedef struct {
    bool *could; // a mark a pattern; not cleared before
    bool is_any; // some pattern was marked
} pattern_marks;

// Marks the patterns that could fit; false: the scan failed, so all could.
KS_MUST bool pattern_scan_text(const pattern_scan *scan, const pattern_scan_work *work, ks_str text,
                               pattern_marks *marks);
