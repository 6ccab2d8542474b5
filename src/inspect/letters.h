// Inside the room: letters by script, and letters that look like others. A choice from Unicode's
// confusables (UTS #39) of those that are used against Latin names, beside accents.
#pragma once
#include "base/out.h"

typedef enum {
    SCRIPT_NONE, // digits, signs
    SCRIPT_LATIN,
    SCRIPT_GREEK,
    SCRIPT_CYRILLIC,
    SCRIPT_ARMENIAN,
    SCRIPT_CHEROKEE,
    SCRIPT_RIGHT_TO_LEFT, // Hebrew, Arabic and their neighbours
    SCRIPT_OTHER          // Japanese among them
} letter_script;

letter_script letters_script(u32 letter);
// The ASCII letters that it looks like; NULL: it looks like none. ASCII itself gives NULL.
const char *letters_latin_look(u32 letter);
// The text as it looks, in ASCII as far as it can be: look-alikes replaced, accents dropped, 0 as
// o, 1 as l, rn as m, vv as w, cl as d.
void letters_skeleton(ks_out *out, ks_str text);
// Simple case folding.
void letters_lower(ks_out *out, ks_str text);
// A label xn--…, decoded; false (nothing is written): it is wrong.
bool letters_unpunycode(ks_out *out, ks_str label);
// Changes of a letter (insert, drop, replace, swap) from one to the other, up to `most`; more give
// most + 1. Texts of up to 64 bytes.
size_t letters_distance(ks_str a, ks_str b, size_t most);
// Turns direction on, off or marks it; the other characters that are not seen (U+00AD, U+200B …).
bool letters_is_turning(u32 c); // U+202A–202E, U+2066–2069
bool letters_is_mark(u32 c);    // U+200E, U+200F, U+061C
bool letters_is_unseen(u32 c);  // invisible, and none of both
