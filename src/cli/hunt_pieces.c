// See hunt_pieces.h. Rules have a place each; the others one by their key, and what comes there
// later takes it.
#include "cli/hunt_pieces.h"

enum {
    budget = 64 << 20, // addresses
    kept_most = 16 << 20,
    tests_kept = 1024,
    classes_kept = 64,
    sources_kept = 16
};

typedef struct {
    u64 key;
    ks_str text; // at == NULL: nothing is kept
} piece;

struct hunt_pieces {
    ks_arena arena, whole;
    u32 rule_count;
    piece fields[tests_kept], tests[tests_kept], classes[classes_kept], sources[sources_kept];
    piece rules[];
};

hunt_pieces *hunt_pieces_open(u32 rules, ks_arena *run)
{
    size_t size = sizeof(hunt_pieces) + (size_t)rules * sizeof(piece);
    hunt_pieces *p = ks_arena_take(run, size, 1, alignof(hunt_pieces));
    if (p == NULL || !ks_arena_open(&p->whole, "pieces", budget))
        return NULL;
    p->arena = p->whole;
    p->rule_count = rules;
    return p;
}

void hunt_pieces_close(hunt_pieces *p) { ks_arena_close(&p->whole); }

static size_t by_address(u64 key) { return (key ^ key >> 10) / 8 % tests_kept; }

// NULL: there is no place.
static piece *place_of(hunt_pieces *p, hunt_piece_kind kind, u64 key)
{
    switch (kind) {
    case HUNT_PIECE_RULE: return key < p->rule_count ? &p->rules[key] : NULL;
    case HUNT_PIECE_FIELD: return &p->fields[by_address(key)];
    case HUNT_PIECE_TEST: return &p->tests[by_address(key)];
    case HUNT_PIECE_CLASS: return &p->classes[key % classes_kept];
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

// Takes one place after another: when they have taken much, all begins anew.
static void forget(hunt_pieces *p)
{
    memset(p->fields, 0, sizeof p->fields);
    memset(p->tests, 0, sizeof p->tests);
    memset(p->classes, 0, sizeof p->classes);
    memset(p->sources, 0, sizeof p->sources);
    memset(p->rules, 0, p->rule_count * sizeof *p->rules);
    p->arena = p->whole;
}

void hunt_pieces_keep(hunt_pieces *p, const ks_out *out, const u8 *start, hunt_piece_kind kind,
                      u64 key)
{
    piece *at = place_of(p, kind, key);
    if (at == NULL || out->is_full)
        return;
    if (p->arena.at - p->whole.at > kept_most)
        forget(p);
    ks_str text = { (const char *)start, (size_t)(out->at - start) };
    text = ks_arena_keep(&p->arena, text);
    if (text.size)
        *at = (piece){ key, text };
}
