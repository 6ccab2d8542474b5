// Inside the room: texts of events made ready for comparing. UTF-16 becomes UTF-8, folded or as it
// is, in one pass over almost always ASCII.
#pragma once
#include "base/base.h"

enum { rules_text_slack = 32 }; // bytes behind a text that may be written, and read

typedef struct {
    const u8 *at;
    u32 size;
    bool is_ascii;
} rules_text;

// The bytes that a text of so many units or bytes may need, slack included.
static inline size_t rules_narrow_most(size_t units) { return 3 * units + rules_text_slack; }
static inline size_t rules_fold_most(size_t size) { return 2 * size + rules_text_slack; }

// Up to the first NUL unit; lone surrogates become U+FFFD. `to` has rules_narrow_most bytes.
rules_text rules_narrow(u8 *to, ks_utf16 text, bool is_folded);
// The same of UTF-8, folded, to its end. `to` has rules_fold_most bytes.
rules_text rules_fold(u8 *to, ks_str text);
// By the plainest code there is: what the fast one is tested against.
rules_text rules_narrow_plain(u8 *to, ks_utf16 text, bool is_folded);
