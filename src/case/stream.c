// A file of the case as it is written; see stream.h.
#include "case/stream.h"

#include "base/os_signal.h"

bool case_stream_open(case_stream *s, const char *path, ks_arena *arena, ks_fail *fail)
{
    *s = (case_stream){ .file = { -1 }, .path = path };
    if (!ks_out_open(&s->out, arena, case_stream_size))
        return ks_refuse(fail, KS_OVER_BUDGET, case_stream_size, 0, ks_str_of(arena->name));
    return ks_os_create(path, true, &s->file, fail);
}

static void flush(case_stream *s, ks_span bytes)
{
    if (s->fail.reason == KS_NONE && ks_is_interrupted(s->interrupted))
        (void)ks_refuse(&s->fail, KS_INTERRUPTED, 0, 0, (ks_str){ 0 });
    if (s->fail.reason == KS_NONE && !ks_os_write(s->file, bytes, &s->fail))
        s->fail.text = ks_str_of(s->path);
    s->size += bytes.size;
}

static void empty(case_stream *s)
{
    if (ks_out_size(&s->out)) {
        flush(s, ks_str_span(ks_out_str(&s->out)));
        ks_out_clear(&s->out);
    }
}

void case_stream_room(case_stream *s, size_t room)
{
    KS_ASSERT(room <= case_stream_size);
    if ((size_t)(s->out.end - s->out.at) < room)
        empty(s);
}

void case_stream_bytes(case_stream *s, const void *bytes, size_t size)
{
    if (size > case_stream_size) {
        empty(s);
        flush(s, (ks_span){ bytes, size });
        return;
    }
    case_stream_room(s, size);
    ks_out_bytes(&s->out, bytes, size);
}

bool case_stream_close(case_stream *s, ks_fail *fail)
{
    empty(s);
    if (s->fail.reason == KS_NONE && !ks_os_flush(s->file, &s->fail))
        s->fail.text = ks_str_of(s->path);
    ks_os_close(&s->file);
    if (s->fail.reason != KS_NONE) {
        *fail = s->fail;
        return false;
    }
    return true;
}

void case_stream_abandon(case_stream *s)
{
    if (s->path)
        ks_os_close(&s->file);
}
