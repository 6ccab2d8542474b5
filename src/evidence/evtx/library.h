// Definitions of templates by their id, as they were met: for records whose own definition was
// overwritten (stale ones mostly). Of an id the first one stays, so what is found depends on the
// order of the evidence alone.
#pragma once
#include "base/table.h"
#include "evidence/evtx/binxml.h"

typedef struct {
    ks_arena arena;
    ks_table ids;
    evtx_kept *kept; // by number in `ids`
    size_t capacity;
    bool is_full; // past the budget nothing is added
} evtx_library;

// Empty, in its part of an arena.
void evtx_library_begin(evtx_library *l, ks_arena part);
void evtx_library_add(evtx_library *l, const evtx_kept *definition);
void evtx_library_add_all(evtx_library *l, const evtx_library *other);
// NULL: none was met.
const evtx_kept *evtx_library_find(const evtx_library *l, u32 template_id);
