// See hunt_pieces.h. Rules have a place each; tests and sources one by their key, and what comes
// there later takes it.
#include "cli/hunt_pieces.h"

enum { budget = 64 << 20, tests_kept = 1024, sources_kept = 16 };

typedef struct {
    u64 key;
    ks_str text; // at == NULL: nothing is kept
} piece;

struct hunt_pieces {
    ks_arena arena, whole;
    piece *rules;
    u32 rule_count;
    piece tests[tests_kept], sources[sources_kept];
};

hunt_pieces *hunt_pieces_open(u32 rules, ks_arena *run)
{
    hunt_pieces *p = ks_take(run, hunt_pieces, 1);
    if (p == NULL || !ks_arena_open(&p->whole, "pieces", budget))
        return NULL;
    p->arena = p->whole;
    p->rule_count = rules;
    p->rules = ks_take(&p->arena, piece, (size_t)rules + 1);
    return p;
}

void hunt_pieces_close(hunt_pieces *p) { ks_arena_close(&p->whole); }

// NULL: there is no place.
static piece *place_of(hunt_pieces *p, hunt_piece_kind kind, u64 key)
{
    switch (kind) {
    case HUNT_PIECE_RULE: return p->rules && key < p->rule_count ? &p->rules[key] : NULL;
    case HUNT_PIECE_TEST: return &p->tests[(key ^ key >> 10) / 8 % tests_kept];
    case HUNT_PIECE_SOURCE: return &p->sources[key % sources_kept];
    }
    return NULL;
}

bool hunt_pieces_put(hunt_pieces *p, ks_out *out, hunt_piece_kind kind, u64 key)
{
    const piece *at = place_of(p, kind, key);
    if (at == NULL || at->text.at == NULL || at->key != key)
        return false;
    ks_out_put(out, at->text);
    return true;
}

void hunt_pieces_keep(hunt_pieces *p, const ks_out *out, const u8 *start, hunt_piece_kind kind,
                      u64 key)
{
    piece *at = place_of(p, kind, key);
    if (at == NULL || out->is_full)
        return;
    ks_str text = { (const char *)start, (size_t)(out->at - start) };
    text = ks_arena_keep(&p->arena, text);
    if (text.size)
        *at = (piece){ key, text };
}
