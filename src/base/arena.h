// Memory with an owner, a name and a budget: one reserved range of addresses. Pages appear when
// touched, pointers never move, a reset is one assignment (`event = event_empty;`).
#pragma once
#include "base/base.h"

// The free part of one reserved range. A copy of it, passed by value, is a scratch arena: what is
// taken from the copy is gone when the function returns.
typedef struct {
    u8 *at, *end;
    const char *name; // "run", "source", "chunk", "event": shown in messages
    bool *spent;      // becomes true when something did not fit; copies share it. NULL: nobody asks
} ks_arena;

// Reserves the range. False: no addresses left (the caller refuses with KS_OVER_BUDGET).
KS_MUST bool ks_arena_open(ks_arena *a, const char *name, size_t budget);
// The same; where the system grants fewer addresses, a half, a quarter … of them, down to `least`.
KS_MUST bool ks_arena_open_down_to(ks_arena *a, const char *name, size_t budget, size_t least);
// Gives the range back; `whole` is the copy that was kept from ks_arena_open.
void ks_arena_close(ks_arena *whole);
// Zeroed memory, or NULL past the budget.
KS_MUST void *ks_arena_take(ks_arena *a, size_t size, size_t count, size_t align);
#define ks_take(arena, type, count) \
    ((type *)ks_arena_take((arena), sizeof(type), (count), alignof(type)))
// Bytes that are not zeroed, for who writes before he reads; NULL past the budget.
KS_MUST u8 *ks_arena_room(ks_arena *a, size_t size);
// A copy of the bytes, or an empty result past the budget (and for no bytes).
KS_MUST ks_str ks_arena_keep(ks_arena *a, ks_str text);
// A copy of an array of `count` items with twice the capacity; the old one is forgotten.
KS_MUST void *ks_arena_grow(ks_arena *a, const void *items, size_t size, size_t count,
                            size_t *capacity);
// A NUL-terminated copy for a C interface; NULL when the text holds a NUL, or past the budget.
KS_MUST const char *ks_cstr(ks_arena *a, ks_str text);
// Makes bytes that were stepped over by hand usable in sanitised builds.
void ks_arena_open_bytes(const void *at, size_t size);
// Megabytes of it will be used: pages then come many at a time, which saves time and may hold a few
// megabytes more.
void ks_arena_expect_much(const ks_arena *a);
// Gives pages behind `keep` bytes of the unused rest back to the system; contents there are lost.
void ks_arena_trim(const ks_arena *a, size_t keep);

// The n-th take, read or write fails when KS_FAIL_AT=n: for tests. True: this one is to fail.
bool ks_fail_now(void);
// Reads the environment once, before any thread starts.
void ks_fail_arm(void);
