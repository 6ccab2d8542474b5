// Inside the room: whether any of a few words could be in the raw bytes of an event, UTF-16 as it
// lies in the log, at any place. For keywords, which mean every text of every event: most events
// are done with after one pass over their bytes, without a text being made of any value.
#pragma once
#include "base/arena.h"

typedef struct rules_sieve rules_sieve;

// Folded words. NULL: they are too many or too short for a sieve, or there is no memory.
rules_sieve *rules_sieve_make(const ks_str *words, size_t count, ks_arena *arena);
// False: none of the words is in there, whatever the case of its letters.
bool rules_sieve_may_have(const rules_sieve *sieve, ks_span utf16);
// By the plainest code there is: what the fast one is tested against (it may let more through).
bool rules_sieve_may_have_plain(const rules_sieve *sieve, ks_span utf16);
