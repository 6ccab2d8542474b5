// The pipeline: items are delivered in the order in which they were fed, for any number of threads;
// stopping early stops; a worker's turn comes when all before it is delivered.
#include "base/pipeline.h"

#include "test.h"

typedef struct {
    u64 number, result;
    bool waited;
} item;

typedef struct {
    u64 fed, limit, stop_at;
    u64 delivered, sum;
    bool in_order, turns_hold;
} shared;

static bool next(void *context, void *at)
{
    shared *s = context;
    item *i = at;
    if (s->fed == s->limit)
        return false;
    *i = (item){ .number = s->fed++ };
    return true;
}

static void work(void *context, unsigned worker, void *at, ks_pipeline_run *run)
{
    shared *s = context;
    item *i = at;
    (void)worker;
    for (u64 k = 0; k < (i->number * 7919) % 3000; k++) // some take longer
        i->result = i->result * 31 + k;
    if (i->number % 5 == 0) {
        ks_pipeline_await_turn(run, i);
        i->waited = true;
        s->turns_hold = s->turns_hold && s->delivered == i->number; // its turn: nobody delivers
    }
}

static bool deliver(void *context, void *at)
{
    shared *s = context;
    const item *i = at;
    s->in_order = s->in_order && i->number == s->delivered && i->waited == (i->number % 5 == 0);
    s->delivered++;
    s->sum = s->sum * 31 + i->result;
    return s->delivered != s->stop_at;
}

static shared go(unsigned threads, size_t items, u64 limit, u64 stop_at)
{
    static item ring[64];
    void *places[64];
    for (size_t i = 0; i < 64; i++)
        places[i] = &ring[i];
    shared s = { .limit = limit, .stop_at = stop_at, .in_order = true, .turns_hold = true };
    ks_pipeline p = { &s, next, work, deliver, places, items, threads };
    ks_pipeline_go(&p);
    return s;
}

int main(void)
{
    shared alone = go(1, 1, 2000, 0);
    check("one thread delivers all in order", alone.in_order && alone.delivered == 2000);
    static const struct {
        const char *sentence;
        unsigned threads;
        size_t items;
    } rows[] = { { "two threads deliver the same", 2, 5 },
                 { "eight threads deliver the same", 8, 17 },
                 { "more threads than items deliver the same", 8, 3 },
                 { "one item for two threads is enough", 2, 1 } };
    for (size_t i = 0; i < countof(rows); i++) {
        shared s = go(rows[i].threads, rows[i].items, 2000, 0);
        check(rows[i].sentence,
              s.in_order && s.turns_hold && s.delivered == 2000 && s.sum == alone.sum);
    }
    shared stopped = go(4, 9, 2000, 100);
    check("when delivery stops nothing more is delivered", stopped.delivered == 100);
    check("and not much more is fed", stopped.fed <= 100 + 9);
    shared none = go(4, 9, 0, 0);
    check("without items nothing happens", none.delivered == 0);
    return checked();
}
