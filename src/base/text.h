// Text on its way out: from UTF-16, Windows-1252 or UTF-8 into UTF-8, escaped for where it goes.
#pragma once
#include "base/out.h"

// How a text is escaped for where it is printed.
typedef enum {
    KS_AS_TEXT,         // not at all: for comparing
    KS_AS_JSON,         // the inside of a JSON string; direction and C1 controls as \u too
    KS_AS_XML,          // element text
    KS_AS_XML_ATTRIBUTE // between double quotes
} ks_escape;

// Prints units up to the end (not: up to a NUL). A lone surrogate becomes U+FFFD.
// In XML, characters that XML does not have become U+FFFD as well.
void ks_out_utf16(ks_out *out, ks_utf16 text, ks_escape escape);
// The same up to the first NUL unit.
void ks_out_utf16_text(ks_out *out, ks_utf16 text, ks_escape escape);
// The same by the plainest code there is: what the fast one is tested against.
void ks_out_utf16_plain(ks_out *out, ks_utf16 text, ks_escape escape);
void ks_out_utf8(ks_out *out, ks_str text, ks_escape escape);
// Windows-1252, its five holes as U+0081 … U+009D (WHATWG encoding standard).
void ks_out_1252(ks_out *out, ks_span text, ks_escape escape);

// The length of UTF-16 text up to its first NUL unit.
size_t ks_utf16_length(ks_utf16 text);
// Whether the text says the same as this UTF-8; `folded`: case of ASCII letters aside.
bool ks_utf16_equal(ks_utf16 text, ks_str other, bool folded);
// Whether the bytes are UTF-8 (no overlong forms, no surrogates, up to U+10FFFF).
bool ks_utf8_is_valid(ks_span bytes);
// One character of valid UTF-8 at `at`; its size in bytes is returned.
size_t ks_utf8_read(ks_str text, size_t at, u32 *character);
// One character as UTF-8 in `to` (4 bytes); its size is returned. Surrogates become U+FFFD.
size_t ks_utf8_write(u8 *to, u32 character);
