// Text that came from evidence, or from a path, on its way to a terminal: what would move the
// cursor, ring, hide or turn text around is shown instead: "\x1b", "<U+202E>".
#pragma once
#include "base/out.h"

// Control characters as \x1b, \t, \n, \r; direction and invisible format characters as <U+202E>;
// bytes that are no UTF-8 as \xff. All else as it is, Japanese included.
void ks_out_visible(ks_out *out, ks_str text);
// Whether ks_out_visible would change nothing.
bool ks_is_visible(ks_str text);
// The same for text that may go over several lines: line ends and tabs become one space.
void ks_out_visible_line(ks_out *out, ks_str text);
