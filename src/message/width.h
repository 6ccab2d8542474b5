// How wide text is on a terminal: by East Asian width and grapheme clusters, never by bytes.
#pragma once
#include "base/out.h"

// Columns of valid UTF-8 without control characters (see visible.h).
size_t ks_width(ks_str text);
// The bytes of the first grapheme cluster at `at`, and its columns.
size_t ks_cluster(ks_str text, size_t at, size_t *columns);
// The text in exactly (`is_padded`) or at most `columns` columns; what is cut ends in "…".
void ks_out_fit(ks_out *out, ks_str text, size_t columns, bool is_padded);
// The same, padded on the left: for numbers.
void ks_out_fit_right(ks_out *out, ks_str text, size_t columns);
