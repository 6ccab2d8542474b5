// What is printed with one hit after another, kept as it went into JSON: what there is to say of a
// rule, of a class of events, how a test is spelled, where the evidence lies. One a worker.
#pragma once
#include "base/out.h"

typedef struct hunt_pieces hunt_pieces;

// For rules with numbers below `rules`. NULL: no memory.
hunt_pieces *hunt_pieces_open(u32 rules, ks_arena *run);
void hunt_pieces_close(hunt_pieces *pieces);

// What was kept, put there; false: nothing is kept yet.
typedef enum {
    HUNT_PIECE_RULE,  // by number
    HUNT_PIECE_FIELD, // of a test, by its address
    HUNT_PIECE_TEST,
    HUNT_PIECE_CLASS, // by its serial
    HUNT_PIECE_SOURCE // by number
} hunt_piece_kind;
bool hunt_pieces_put(hunt_pieces *pieces, ks_out *out, hunt_piece_kind kind, u64 key);
// Keeps what was printed from `start` on, if there is room.
void hunt_pieces_keep(hunt_pieces *pieces, const ks_out *out, const u8 *start, hunt_piece_kind kind,
                      u64 key);
