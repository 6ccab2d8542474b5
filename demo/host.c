// The clockwork of a made host: time, process ids, logs in memory.
//
// Nothing depends on a clock, an address or a library's generator: the same program makes the same
// bytes everywhere.
#include "host.h"

#include "base/hash.h"
#include "events.h"

#include <stdarg.h>
#include <stdio.h>

enum { log_most = 8 << 20 };

// --- time

u64 at(const char *text)
{
    u64 ticks = 0;
    KS_ASSERT(ks_ticks_read(ks_str_of(text), 0, &ticks));
    return ticks;
}

u32 host_dice(host *h, u32 sides)
{
    h->dice ^= h->dice << 13; // xorshift64 (Marsaglia 2003)
    h->dice ^= h->dice >> 7;
    h->dice ^= h->dice << 17;
    return (u32)((h->dice >> 11) % sides);
}

u64 host_stamp(host *h)
{
    h->now += 1000 + host_dice(h, 90000); // up to 9 ms
    return (u64)((i64)h->now + h->shift);
}

void host_every(host *h, u64 period, void (*happen)(host *h))
{
    KS_ASSERT(h->timer_count < timers_most);
    h->timers[h->timer_count++] = (timer){ h->now + period / 2, period, happen };
}

static process *next_to_end(host *h)
{
    process *first = NULL;
    for (size_t i = 0; i < h->alive_count; i++)
        if (h->alive[i].ends && (!first || h->alive[i].ends < first->ends))
            first = &h->alive[i];
    return first;
}

static timer *next_timer(host *h)
{
    timer *first = NULL;
    for (size_t i = 0; i < h->timer_count; i++)
        if (!first || h->timers[i].next < first->next)
            first = &h->timers[i];
    return first;
}

void host_advance(host *h, u64 ticks)
{
    for (;;) {
        process *p = next_to_end(h);
        timer *t = next_timer(h);
        u64 next = p ? p->ends : UINT64_MAX;
        bool is_timer = t && t->next < next;
        if (is_timer)
            next = t->next;
        if (next > ticks)
            break;
        if (h->now < next)
            h->now = next;
        if (!is_timer) {
            host_end(h, p->pid);
            continue;
        }
        t->next +=
            t->period - t->period / 8 + host_dice(h, (u32)(t->period / 4 / SECONDS)) * SECONDS;
        if (h->is_up)
            t->happen(h);
    }
    if (h->now < ticks)
        h->now = ticks;
}

// --- texts

const char *host_text(host *h, const char *format, ...)
{
    char text[4096];
    va_list list;
    va_start(list, format);
    int size = vsnprintf(text, sizeof text, format, list);
    va_end(list);
    KS_ASSERT(size >= 0 && (size_t)size < sizeof text);
    char *kept = ks_take(h->texts, char, (size_t)size + 1);
    KS_ASSERT(kept);
    return memcpy(kept, text, (size_t)size + 1);
}

const char *host_time_text(host *h, u64 ticks)
{
    ks_civil c = ks_civil_of(ticks);
    return host_text(h, "%04u-%02u-%02u %02u:%02u:%02u.%03u", c.year, c.month, c.day, c.hour,
                     c.minute, c.second, c.fraction_ticks / 10000);
}

// --- logs

static const struct {
    const char *channel, *file;
} log_names[] = {
#define X(name, channel, file) { channel, file },
    LOGS(X)
#undef X
};

const char *host_log_file(log_kind kind) { return log_names[kind].file; }

static bool put(void *own, u64 offset, ks_span bytes, ks_fail *fail)
{
    made_log *log = own;
    if (offset + bytes.size > log_most)
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)bytes.size, log_most, KS_STR("log"));
    memcpy(log->bytes + offset, bytes.at, bytes.size);
    if (offset + bytes.size > log->size)
        log->size = (size_t)(offset + bytes.size);
    return true;
}

static void open_log(made_log *log, u32 flags)
{
    ks_fail fail = { 0 };
    KS_ASSERT(ks_arena_open(&log->arena, "log", log_most + (32 << 20)));
    ks_arena rest = log->arena;
    log->bytes = ks_take(&rest, u8, log_most);
    log->size = 0;
    ks_evtx_options options = { .flags = flags };
    KS_ASSERT(log->bytes && ks_evtx_writer_open((ks_evtx_sink){ put, log }, &options, &rest,
                                                &log->writer, &fail));
}

void host_open_log(host *h, log_kind kind, u64 first_id, u32 flags)
{
    open_log(&h->logs[kind], flags);
    h->logs[kind].next_id = first_id;
    system_says_made(h, kind);
}

void host_clear_log(host *h, log_kind kind)
{
    made_log *log = &h->logs[kind];
    u64 next_id = log->next_id;
    ks_arena_close(&log->arena);
    *log = (made_log){ .next_id = next_id };
    open_log(log, 0);
}

void host_open_export(host *h)
{
    open_log(&h->exported, 0);
    h->exported.next_id = 1;
    h->is_exporting = true;
}

ks_span host_log_end(made_log *log)
{
    ks_fail fail = { 0 };
    if (log->writer == NULL)
        return (ks_span){ 0 };
    KS_ASSERT(ks_evtx_writer_close(log->writer, &fail));
    return (ks_span){ log->bytes, log->size };
}

void host_write(host *h, log_kind kind, ks_made_event *event)
{
    made_log *log = &h->logs[kind];
    ks_fail fail = { 0 };
    if (log->writer == NULL || !h->is_logging)
        return;
    event->channel = log_names[kind].channel;
    event->computer = h->computer;
    if (event->ticks == 0)
        event->ticks = host_stamp(h);
    event->record_id = log->next_id++;
    event->written_ticks = event->ticks + host_dice(h, 20000);
    KS_ASSERT(ks_evtx_write_event(log->writer, event, &fail));
    if (kind != LOG_SECURITY || !h->is_exporting)
        return;
    event->event_record_id = event->record_id; // an export numbers its records anew
    event->record_id = h->exported.next_id++;
    KS_ASSERT(ks_evtx_write_event(h->exported.writer, event, &fail));
}

// --- processes

static bool is_pid_free(const host *h, u32 pid)
{
    for (size_t i = 0; i < h->alive_count; i++)
        if (h->alive[i].pid == pid)
            return false;
    return true;
}

static u32 free_pid(host *h)
{
    for (;;) {
        u32 pid = 1000 + 4 * host_dice(h, 2000); // a small range: ids come back within a day
        if (is_pid_free(h, pid))
            return pid;
    }
}

process *host_start(host *h, const start *s)
{
    KS_ASSERT(h->alive_count < processes_most);
    process *p = &h->alive[h->alive_count];
    *p = (process){
        .image = s->image,
        .command = s->command ? s->command : s->image,
        .session = s->as ? s->as : s->parent->session,
        .parent = s->parent,
        .pid = s->pid ? s->pid : free_pid(h),
        .number = ++h->started_processes,
    };
    KS_ASSERT(s->pid == 0 || is_pid_free(h, s->pid));
    h->alive_count++;
    p->started = host_stamp(h);
    p->ends = s->lasts ? h->now + s->lasts : 0;
    security_process_start(h, p);
    sysmon_process_start(h, p);
    // Kept apart from the list of the living, so that the caller's pointer outlives it.
    process *result = ks_take(h->texts, process, 1);
    KS_ASSERT(result);
    return memcpy(result, p, sizeof *p);
}

void host_end(host *h, u32 pid)
{
    for (size_t i = 0; i < h->alive_count; i++) {
        if (h->alive[i].pid != pid)
            continue;
        process p = h->alive[i];
        h->alive[i] = h->alive[--h->alive_count];
        security_process_end(h, &p);
        sysmon_process_end(h, &p);
        return;
    }
}

void host_forget_processes(host *h) { h->alive_count = 0; }

session *host_logon(host *h, const session *like)
{
    session *s = ks_take(h->texts, session, 1);
    KS_ASSERT(s);
    *s = *like;
    h->next_logon_id += 0x1000 + host_dice(h, 0x30000);
    s->logon_id = h->next_logon_id;
    s->started = h->now;
    s->linked = NULL;
    return s;
}
