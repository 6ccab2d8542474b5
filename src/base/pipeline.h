// The three steps of every parallel loop. `next` fills items in order, `work` runs on any thread
// and sees its own state and its item only, `deliver` gets the items in the order of `next`. Each
// of next and deliver runs on one thread at a time. One thread is the same code without threads:
// the reference in tests.
#pragma once
#include "base/arena.h"

typedef struct ks_pipeline_run ks_pipeline_run;

typedef struct {
    void *shared;
    bool (*next)(void *shared, void *item); // false: no more
    void (*work)(void *shared, unsigned worker, void *item, ks_pipeline_run *run);
    bool (*deliver)(void *shared, void *item); // false: stop
    void **items; // the ring: bounds memory; at least one, 2 to 4 a worker are useful
    size_t item_count;
    unsigned threads; // 1 or more
} ks_pipeline;

// Set by any thread, seen by all: nothing new is begun. {0} to begin with.
typedef struct {
    bool is_set; // only through these two
} ks_stop;
void ks_stop_set(ks_stop *stop);
bool ks_stop_is_set(const ks_stop *stop);

void ks_pipeline_go(const ks_pipeline *p);

// Inside `work`: waits until all items before this one are delivered, so that what does not fit
// the item can be delivered in parts, by the worker itself.
void ks_pipeline_await_turn(ks_pipeline_run *run, const void *item);

// One at a time: for what all threads share and seldom change. NULL: no memory.
typedef struct ks_lock ks_lock;
ks_lock *ks_lock_make(ks_arena *arena);
void ks_lock_take(ks_lock *lock);
void ks_lock_give(ks_lock *lock);
void ks_lock_end(ks_lock *lock); // NULL: nothing to do

// A number, from 1, that no other call in this process gets. The order among threads says nothing.
u64 ks_serial_next(void);
