// What is printed with one hit after another, kept as it went into JSON: what there is to say of a
// rule and of the tests that decided, of a class of events, where the evidence lies. One a worker.
#pragma once
#include "base/out.h"
#include "rules/judge.h"

typedef struct hunt_pieces hunt_pieces;

// NULL: no memory.
hunt_pieces *hunt_pieces_open(ks_arena *run);
void hunt_pieces_close(hunt_pieces *pieces);

// What was kept, put there; false: nothing is kept yet.
typedef enum {
    HUNT_PIECE_CLASS,    // by its serial
    HUNT_PIECE_COMPUTER, // by its turn
    HUNT_PIECE_SOURCE    // by number
} hunt_piece_kind;
bool hunt_pieces_put(hunt_pieces *pieces, ks_out *out, hunt_piece_kind kind, u64 key);
// Keeps what was printed from `start` on, if there is room.
void hunt_pieces_keep(hunt_pieces *pieces, const ks_out *out, const u8 *start, hunt_piece_kind kind,
                      u64 key);

// Hits of a rule in which the same tests decided differ in the values alone: what stands around
// them. Of several tests of a field only the first one's value is printed.
typedef struct {
    const ks_rule_test *test;
    u32 first;     // of those with the same field
    ks_str before; // the value, if this is the first
} hunt_around_test;
typedef struct {
    const ks_rule *rule;
    const ks_form *form;
    const hunt_around_test *tests;
    size_t count;
    ks_str after; // the last value
} hunt_around;

// Where in the output a value was printed; both 0: it was not.
typedef struct {
    size_t begin, end;
} hunt_value_place;

// NULL: nothing is kept, or tests of the same field do not have the same value.
const hunt_around *hunt_around_find(hunt_pieces *pieces, const ks_rule *rule, const ks_form *form,
                                    const ks_judged_test *tests, size_t count);
// Keeps what was printed from `start` on, but for the values; places are counted from `start`.
void hunt_around_keep(hunt_pieces *pieces, const hunt_around *hit, const ks_judged_test *tests,
                      const hunt_value_place *places, ks_str printed);
