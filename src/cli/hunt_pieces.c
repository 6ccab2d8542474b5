// See hunt_pieces.h. Each has a place by its key, and what comes there later takes it; what stands
// around a hit's values has a few places to choose from.
#include "cli/hunt_pieces.h"

#include "base/hash.h"

enum {
    budget = 64 << 20, // addresses
    kept_most = 16 << 20,
    arounds_kept = 4096,
    arounds_near = 8, // places that one may lie in
    classes_kept = 64,
    sources_kept = 16
};

typedef struct {
    u64 key;
    ks_str text; // at == NULL: nothing is kept
} piece;

typedef struct {
    u64 key;
    const hunt_around *around; // NULL: nothing is here
} around_place;

struct hunt_pieces {
    ks_arena arena, whole;
    piece classes[classes_kept], sources[sources_kept], computer;
    around_place arounds[arounds_kept];
};

hunt_pieces *hunt_pieces_open(ks_arena *run)
{
    hunt_pieces *p = ks_take(run, hunt_pieces, 1);
    if (p == NULL || !ks_arena_open(&p->whole, "pieces", budget))
        return NULL;
    p->arena = p->whole;
    return p;
}

void hunt_pieces_close(hunt_pieces *p) { ks_arena_close(&p->whole); }

// Takes one place after another: when they have taken much, all begins anew.
static void make_room(hunt_pieces *p)
{
    if (p->arena.at - p->whole.at <= kept_most)
        return;
    memset(p->classes, 0, sizeof p->classes);
    memset(p->sources, 0, sizeof p->sources);
    p->computer = (piece){ 0 };
    memset(p->arounds, 0, sizeof p->arounds);
    p->arena = p->whole;
}

// With slack behind it, so that it is copied in long steps. at == NULL: no memory.
static ks_str kept_text(hunt_pieces *p, ks_str text)
{
    char *at = ks_take(&p->arena, char, text.size + ks_out_slack);
    if (at == NULL)
        return (ks_str){ 0 };
    if (text.size)
        memcpy(at, text.at, text.size);
    return (ks_str){ at, text.size };
}

// --- by a number

static piece *place_of(hunt_pieces *p, hunt_piece_kind kind, u64 key)
{
    return kind == HUNT_PIECE_CLASS    ? &p->classes[key % classes_kept]
           : kind == HUNT_PIECE_SOURCE ? &p->sources[key % sources_kept]
                                       : &p->computer;
}

bool hunt_pieces_put(hunt_pieces *p, ks_out *out, hunt_piece_kind kind, u64 key)
{
    const piece *at = place_of(p, kind, key);
    if (at->text.at == NULL || at->key != key)
        return false;
    ks_out_literal(out, (const u8 *)at->text.at, at->text.size);
    return true;
}

void hunt_pieces_keep(hunt_pieces *p, const ks_out *out, const u8 *start, hunt_piece_kind kind,
                      u64 key)
{
    if (out->is_full)
        return;
    make_room(p);
    ks_str text = { (const char *)start, (size_t)(out->at - start) };
    *place_of(p, kind, key) = (piece){ key, kept_text(p, text) };
}

// --- around the values of a hit

static u64 around_key(const ks_rule *rule, const ks_form *form, const ks_judged_test *tests,
                      size_t count)
{
    u64 key = ks_hash_mix((uintptr_t)rule, (uintptr_t)form);
    for (size_t i = 0; i < count; i++)
        key = ks_hash_mix(key, (uintptr_t)tests[i].test);
    return key;
}

// Where it lies, or may come to lie.
static around_place *place_of_around(hunt_pieces *p, u64 key)
{
    for (u64 i = 0; i < arounds_near; i++) {
        around_place *at = &p->arounds[(key + i) % arounds_kept];
        if (at->around == NULL || at->key == key)
            return at;
    }
    return &p->arounds[key % arounds_kept];
}

const hunt_around *hunt_around_find(hunt_pieces *p, const ks_rule *rule, const ks_form *form,
                                    const ks_judged_test *tests, size_t count)
{
    const hunt_around *a = place_of_around(p, around_key(rule, form, tests, count))->around;
    if (a == NULL || a->rule != rule || a->form != form || a->count != count)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        const hunt_around_test *t = &a->tests[i];
        if (t->test != tests[i].test ||
            (t->first != i && !ks_str_equal(tests[i].value, tests[t->first].value)))
            return NULL;
    }
    return a;
}

static u32 first_of_field(const ks_judged_test *tests, size_t at)
{
    u32 first = 0;
    while (first < at && !ks_str_equal(tests[first].test->field, tests[at].test->field))
        first++;
    return first;
}

void hunt_around_keep(hunt_pieces *p, const hunt_around *hit, const ks_judged_test *tests,
                      const hunt_value_place *places, ks_str printed)
{
    for (size_t i = 0; i < hit->count; i++) {
        if ((places[i].end > 0) != (first_of_field(tests, i) == i))
            return; // the field has several values
    }
    make_room(p);
    hunt_around *kept = ks_take(&p->arena, hunt_around, 1);
    hunt_around_test *list = ks_take(&p->arena, hunt_around_test, hit->count + 1);
    size_t done = 0;
    if (kept == NULL || list == NULL)
        return;
    *kept = *hit;
    kept->tests = list;
    for (size_t i = 0; i < hit->count; i++) {
        list[i].test = tests[i].test;
        list[i].first = first_of_field(tests, i);
        if (list[i].first != i)
            continue;
        list[i].before = kept_text(p, (ks_str){ printed.at + done, places[i].begin - done });
        done = places[i].end;
        if (list[i].before.at == NULL)
            return;
    }
    kept->after = kept_text(p, (ks_str){ printed.at + done, printed.size - done });
    if (kept->after.at == NULL)
        return;
    u64 key = around_key(hit->rule, hit->form, tests, hit->count);
    *place_of_around(p, key) = (around_place){ key, kept };
}
