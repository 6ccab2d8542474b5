// Case folding: Unicode's simple folding, one character to one, no locale, no normalisation. The
// one rule of the whole program for "ignoring case".
#pragma once
#include "base/base.h"

u32 ks_fold_code(u32 character);

// Valid UTF-8, ignoring case.
bool ks_equal_fold(ks_str a, ks_str b);
// By folded characters, a prefix first: the order of what is listed ignoring case.
int ks_compare_fold(ks_str a, ks_str b);
// Whether as many bytes of the text, from its start or up to its end, are the other, ignoring case.
bool ks_begins_fold(ks_str text, ks_str with);
bool ks_ends_fold(ks_str text, ks_str with);
// The same with `*` (any text, none included) and `?` (one character) in the pattern; the whole
// text has to fit.
bool ks_glob_fold(ks_str pattern, ks_str text);
