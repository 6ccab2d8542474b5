// Inside the room: many literals looked for in one text at once. Whole texts,
// beginnings and endings are looked up by their bytes; for the others one
// window of each literal, the one that is rarest in texts (or, before any was
// seen, among them all), is looked up at every place of the text behind a
// bitmap that fits the first-level cache. Made in microseconds, so nothing of it
// has to be kept; measured faster than Vectorscan on the texts of event logs
// (docs/decisions).
#pragma once
#include "base/arena.h"
#include "rules/narrow.h"

typedef enum { RULES_WHOLE, RULES_STARTS, RULES_ENDS, RULES_CONTAINS } rules_literal_kind;
typedef struct {
    rules_literal_kind kind;
    ks_str text; // not empty, unless WHOLE; stays where it is
    u32 id;
} rules_literal;

static inline bool literal_is_ascii(ks_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        if ((u8)text.at[i] >= 0x80)
            return false;
    }
    return true;
}

typedef struct rules_literals rules_literals;

// How often three bytes stood next to each other in texts that were searched, by hash: where
// literals are looked for by what is rare there, few places have to be looked at twice.
enum { rules_grams_bits = 14 };
typedef struct {
    u16 count[1 << rules_grams_bits];
} rules_grams;
void rules_grams_add(rules_grams *grams, rules_text text);

// NULL past the budget. `list` may go, the texts stay. `seen` NULL: nothing is known of the texts.
rules_literals *rules_literals_make(const rules_literal *list, size_t count,
                                    const rules_grams *seen, ks_arena *arena, ks_arena scratch);

// Called for each literal that is in the text, once or several times. True:
// enough.
typedef bool rules_literal_hit(void *context, u32 id);
// Whether a call said "enough". rules_text_slack bytes behind the text may be
// read.
bool rules_literals_find(const rules_literals *set, rules_text text, rules_literal_hit *hit,
                         void *context);
// How often a character of ASCII occurs in texts of event logs, per mille, at
// least 1; folded.
extern const u8 rules_frequencies[128];
// How likely such a text is at one place, if characters knew nothing of each
// other.
float rules_share_of(ks_str text);
// The first place of `word` (not empty) in the text from `from` on; SIZE_MAX:
// none.
size_t rules_find(rules_text text, size_t from, ks_str word);
