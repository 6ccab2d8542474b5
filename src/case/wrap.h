// Text into lines of a terminal: broken at spaces and between wide characters, never inside a
// cluster, and never so that a line begins with closing punctuation (kinsoku; JIS X 4051).
#pragma once
#include "base/out.h"

// Prints `text` (visible, without control characters) from column `at` on; further lines begin
// with `indent` blanks. `columns` 0: one line. Returns the column behind the text.
size_t case_wrap(ks_out *out, ks_str text, size_t at, size_t indent, size_t columns);
void case_blanks(ks_out *out, size_t count);
