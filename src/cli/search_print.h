// How an event that search found is printed. Everything but the source's path, which is known when
// the record is delivered: a mark stands where it goes.
#pragma once
#include "cli/run.h"
#include "event/pattern.h"

enum { search_hits_most = 64, search_path_mark = 0x1e }; // no value that is printed holds the mark

typedef struct {
    ks_str field;
    bool is_system;
    ks_str value;
    ks_pattern_hit hit;
} search_hit;

typedef struct {
    const ks_event *event;
    const search_hit *hits;
    size_t hit_count;
    const ks_str *patterns;
    ks_day_cache *days;
} search_found;

// The value around what was found in it, in at most `columns`, the finding marked.
void search_put_excerpt(ks_out *out, const search_hit *h, size_t columns, bool has_color);

typedef void search_printer(ks_out *out, const run *r, const search_found *found);
search_printer search_print_text, search_print_json, search_print_csv;

void search_print_csv_head(ks_out *out);
