// Inside the room: values that were met before, what literals are in them, and what checks said of
// them. Logs repeat themselves: of five values that are looked at four were looked at a moment ago.
// What is known is known of the very bytes, so looking and remembering never differ.
#pragma once
#include "rules/literal.h"
#include "rules/look.h"

enum { rules_said_kept = 16 }; // answers of one value

typedef struct rules_met_value rules_met_value;
typedef struct {
    ks_arena room, empty, whole;
    ks_arena slots_whole;
    rules_met_value **slots;
    rules_grams *grams; // where texts that are searched are counted; NULL: nobody wants to know
} rules_met;

KS_MUST bool rules_met_open(rules_met *met);
void rules_met_close(rules_met *met);
// To the next event: what was given to values of the one before may go.
void rules_met_turn(rules_met *met);
void rules_met_forget(rules_met *met);

// Tells each literal that is in the value, once or several times, and gives the value its folded
// text and what was said of it, which stay until rules_met_turn. `literals` belong to one program;
// others may not come to lie at their place without rules_met_forget.
void rules_met_find(rules_met *met, rules_eye *eye, const rules_literals *literals,
                    rules_value *value, rules_literal_hit *hit, void *context);

// What a check of the literals' program said of the value; KS_JUDGED_GAVE_UP: nothing is known.
static inline ks_judged rules_met_said(const rules_value *value, u32 check)
{
    u32 said = value->said ? value->said[check % rules_said_kept] : 0;
    return said >> 2 == check + 1 ? (ks_judged)(said & 3) : KS_JUDGED_GAVE_UP;
}

static inline void rules_met_note(rules_value *value, u32 check, ks_judged said)
{
    if (value->said && said != KS_JUDGED_GAVE_UP)
        value->said[check % rules_said_kept] = (check + 1) << 2 | said;
}
