// Inside the room: character references, "&#104;" and "&amp;", as HTML and XML write them.
#pragma once
#include "base/out.h"

// The text with its references decoded. In the value of an attribute `&lt` without a semicolon
// stays when a letter, a digit or '=' follows, as in "?a=1&lt=2". Of the named ones only those that
// matter in addresses are known.
ks_str reference_decoded(ks_arena *arena, ks_str text, bool is_attribute);
