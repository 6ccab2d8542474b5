// What is said about the work while it goes on. On a terminal one line that is written over itself;
// for programs one JSON object a second; nothing before half a second has gone by.
#include "cli/progress.h"

#include "base/number.h"
#include "base/ticks.h"
#include "message/width.h"

enum { line_size = 1024 };
static const u64 first_ns = 500000000, step_ns = 200000000, second_ns = 1000000000;

bool progress_open(progress *p, progress_mode mode, ks_lang lang, ks_arena *run)
{
    *p = (progress){ .file = ks_os_standard(2), .mode = mode, .lang = lang };
    if (mode == PROGRESS_AUTO && !ks_os_is_terminal(p->file))
        p->mode = PROGRESS_NEVER;
    p->started_ns = p->shown_ns = ks_os_monotonic_ns();
    return p->mode == PROGRESS_NEVER || ks_out_open(&p->line, run, line_size);
}

static void show(progress *p)
{
    ks_fail ignored = { 0 }; // whether progress is seen changes nothing
    if (!p->line.is_full)
        (void)!ks_os_write(p->file, ks_str_span(ks_out_str(&p->line)), &ignored);
}

static void say_json(progress *p, u64 done, u64 rate)
{
    KS_PUT(&p->line, "{\"bytes\":");
    ks_out_u64(&p->line, done);
    KS_PUT(&p->line, ",\"size\":");
    if (p->size)
        ks_out_u64(&p->line, p->size);
    else
        KS_PUT(&p->line, "null");
    KS_PUT(&p->line, ",\"events\":");
    ks_out_u64(&p->line, p->events);
    KS_PUT(&p->line, ",\"bytes_per_second\":");
    ks_out_u64(&p->line, rate);
    KS_PUT(&p->line, "}\n");
}

static void say_line(progress *p, u64 done, u64 rate)
{
    u64 left_s = rate && p->size > done ? (p->size - done) / rate + 1 : 0;
    ks_words words = { .number = { (i64)done, (i64)p->size, (i64)rate,
                                   (i64)(left_s * ks_ticks_per_second) } };
    bool is_known = p->size >= done && p->size;
    if (!is_known)
        words.number[1] = words.number[2] = (i64)rate;
    char text[256];
    ks_out said = { .at = (u8 *)text, .start = (u8 *)text, .end = (u8 *)text + sizeof text };
    ks_say(&said, is_known ? KS_SAY_PROGRESS : KS_SAY_PROGRESS_UNKNOWN, &words, p->lang);
    unsigned columns = ks_os_columns(p->file);
    KS_PUT(&p->line, "\r\x1b[K"); // back to the line's start, and clear it
    ks_out_fit(&p->line, ks_out_str(&said), columns > 1 ? columns - 1 : 79, false);
}

void progress_at(progress *p, u64 done, u64 events)
{
    if (p->mode == PROGRESS_NEVER)
        return;
    u64 now = ks_os_monotonic_ns();
    u64 wait = p->mode == PROGRESS_JSON ? second_ns : p->is_shown ? step_ns : first_ns;
    if (now - p->shown_ns < wait)
        return;
    p->shown_ns = now;
    p->events = events;
    u64 passed_ms = (now - p->started_ns) / 1000000;
    u64 rate = passed_ms ? done * 1000 / passed_ms : 0;
    ks_out_clear(&p->line);
    if (p->mode == PROGRESS_JSON)
        say_json(p, done, rate);
    else
        say_line(p, done, rate);
    show(p);
    p->is_shown = true;
}

void progress_clear(progress *p)
{
    if (!p->is_shown || p->mode != PROGRESS_AUTO)
        return;
    ks_out_clear(&p->line);
    KS_PUT(&p->line, "\r\x1b[K");
    show(p);
    p->is_shown = false;
}
