// The one file with threads and locks; see pipeline.h. POSIX threads, not <threads.h>: the
// sanitizer for threads knows only these.
#include "base/pipeline.h"

#include <pthread.h>

enum { threads_most = 256 };

typedef enum { ITEM_FREE, ITEM_BUSY, ITEM_READY } item_state;

struct ks_pipeline_run {
    const ks_pipeline *p;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    item_state *states; // by place in the ring
    u64 fed, delivered; // items so far
    bool is_feeding, is_delivering, has_ended;
    bool is_stopped; // by a delivery: what was fed before is let go undelivered
};

typedef struct {
    ks_pipeline_run *run;
    unsigned number;
} worker;

static bool deliver_one(ks_pipeline_run *r)
{
    size_t place = (size_t)(r->delivered % r->p->item_count);
    if (r->is_delivering || r->delivered == r->fed || r->states[place] != ITEM_READY)
        return false;
    r->is_delivering = true;
    pthread_mutex_unlock(&r->lock);
    bool goes_on = !r->is_stopped && r->p->deliver(r->p->shared, r->p->items[place]);
    pthread_mutex_lock(&r->lock);
    r->is_delivering = false;
    r->states[place] = ITEM_FREE;
    r->delivered++;
    if (!goes_on)
        r->has_ended = r->is_stopped = true;
    pthread_cond_broadcast(&r->changed);
    return true;
}

static bool work_one(ks_pipeline_run *r, unsigned number)
{
    if (r->is_feeding || r->has_ended || r->fed - r->delivered >= r->p->item_count)
        return false;
    size_t place = (size_t)(r->fed % r->p->item_count);
    r->is_feeding = true;
    pthread_mutex_unlock(&r->lock);
    bool more = r->p->next(r->p->shared, r->p->items[place]);
    pthread_mutex_lock(&r->lock);
    r->is_feeding = false;
    if (!more)
        r->has_ended = true;
    else
        r->fed++;
    r->states[place] = more ? ITEM_BUSY : ITEM_FREE;
    pthread_cond_broadcast(&r->changed);
    if (!more)
        return true;
    pthread_mutex_unlock(&r->lock);
    r->p->work(r->p->shared, number, r->p->items[place], r);
    pthread_mutex_lock(&r->lock);
    r->states[place] = ITEM_READY;
    pthread_cond_broadcast(&r->changed);
    return true;
}

static bool is_over(const ks_pipeline_run *r)
{
    return r->has_ended && !r->is_feeding && (r->delivered == r->fed);
}

static void *work_loop(void *context)
{
    worker *w = context;
    ks_pipeline_run *r = w->run;
    pthread_mutex_lock(&r->lock);
    while (!is_over(r)) {
        if (!deliver_one(r) && !work_one(r, w->number))
            pthread_cond_wait(&r->changed, &r->lock);
    }
    pthread_cond_broadcast(&r->changed);
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

static void go_alone(const ks_pipeline *p)
{
    while (p->next(p->shared, p->items[0])) {
        p->work(p->shared, 0, p->items[0], NULL);
        if (!p->deliver(p->shared, p->items[0]))
            return;
    }
}

void ks_pipeline_await_turn(ks_pipeline_run *r, const void *item)
{
    if (r == NULL)
        return;
    pthread_mutex_lock(&r->lock);
    while (r->p->items[r->delivered % r->p->item_count] != item || r->is_delivering)
        pthread_cond_wait(&r->changed, &r->lock);
    pthread_mutex_unlock(&r->lock);
}

// What is written before the stop is read under the lock of the next step: order does not matter.
void ks_stop_set(ks_stop *stop) { __atomic_store_n(&stop->is_set, true, __ATOMIC_RELAXED); }

bool ks_stop_is_set(const ks_stop *stop)
{
    return __atomic_load_n(&stop->is_set, __ATOMIC_RELAXED);
}

void ks_pipeline_go(const ks_pipeline *p)
{
    KS_ASSERT(p->item_count >= 1 && p->item_count <= 4 * (size_t)threads_most);
    if (p->threads <= 1) {
        go_alone(p);
        return;
    }
    item_state states[4 * threads_most] = { ITEM_FREE };
    ks_pipeline_run r = { .p = p, .states = states };
    pthread_mutex_init(&r.lock, NULL);
    pthread_cond_init(&r.changed, NULL);
    pthread_t threads[threads_most];
    worker workers[threads_most] = { { &r, 0 } };
    unsigned count = p->threads < threads_most ? p->threads : threads_most, started = 1;
    for (unsigned i = 1; i < count; i++)
        workers[i] = (worker){ &r, i };
    for (; started < count; started++) { // fewer threads than wished for do the same work
        if (pthread_create(&threads[started], NULL, work_loop, &workers[started]) != 0)
            break;
    }
    work_loop(&workers[0]);
    for (unsigned i = 1; i < started; i++)
        pthread_join(threads[i], NULL);
    pthread_cond_destroy(&r.changed);
    pthread_mutex_destroy(&r.lock);
}

struct ks_lock {
    pthread_mutex_t mutex;
};

ks_lock *ks_lock_make(ks_arena *arena)
{
    ks_lock *lock = ks_take(arena, ks_lock, 1);
    return lock && pthread_mutex_init(&lock->mutex, NULL) == 0 ? lock : NULL;
}

void ks_lock_take(ks_lock *lock) { pthread_mutex_lock(&lock->mutex); }

void ks_lock_give(ks_lock *lock) { pthread_mutex_unlock(&lock->mutex); }

void ks_lock_end(ks_lock *lock)
{
    if (lock)
        pthread_mutex_destroy(&lock->mutex);
}

u64 ks_serial_next(void)
{
    static u64 last;
    return __atomic_add_fetch(&last, 1, __ATOMIC_RELAXED);
}
