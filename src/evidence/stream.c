// Files, pipes and the stream on top of them. Evidence is read, never mapped: a file that is cut
// while it is read must be a message, not a signal.
#include "evidence/stream.h"

#include "base/os_signal.h"
#include "base/text.h"

// The system knows the handle; which path it was is said here.
static bool named(const file_bytes *f, ks_fail *fail)
{
    fail->text = f->path;
    return false;
}

static bool file_next(bytes_from *from, u8 *to, size_t size, size_t *got, ks_fail *fail)
{
    file_bytes *f = (file_bytes *)from;
    bool is_read = f->is_seekable ? ks_os_read_at(f->file, f->offset, to, size, got, fail)
                                  : ks_os_read(f->file, to, size, got, fail);
    if (!is_read)
        return named(f, fail);
    f->offset += *got;
    return true;
}

static bool file_at(bytes_from *from, u64 offset, u8 *to, size_t size, size_t *got, ks_fail *fail)
{
    file_bytes *f = (file_bytes *)from;
    return ks_os_read_at(f->file, offset, to, size, got, fail) || named(f, fail);
}

bool file_bytes_open(file_bytes *f, const char *path, bool is_regular, u64 size, ks_fail *fail)
{
    bool is_input = strcmp(path, "-") == 0;
    *f = (file_bytes){ .from = { .next = file_next, .size = UINT64_MAX },
                       .path = ks_str_of(path),
                       .is_seekable = is_regular };
    if (is_regular) {
        f->from.at = file_at;
        f->from.size = size;
    }
    if (is_input) {
        f->file = ks_os_standard(0);
        return true;
    }
    return ks_os_open(path, &f->file, fail);
}

void file_bytes_close(file_bytes *f)
{
    if (f->file.handle > 2)
        ks_os_close(&f->file);
    f->file.handle = -1;
}

bool bytes_fill(bytes_from *from, u8 *to, size_t size, size_t *got, ks_fail *fail)
{
    size_t done = 0, step = 1;
    while (done < size && step > 0) {
        if (!from->next(from, to + done, size - done, &step, fail)) {
            *got = done;
            return false;
        }
        done += step;
    }
    *got = done;
    return true;
}

static bool is_interrupted(const source_stream *s, ks_fail *fail)
{
    return ks_is_interrupted(s->interrupted) &&
           !ks_refuse(fail, KS_INTERRUPTED, 0, 0, (ks_str){ 0 });
}

static bool fail_with_words(source_stream *s, ks_fail *fail)
{
    fail->text = ks_arena_keep(s->names, fail->text);
    return false;
}

static bool stream_read(ks_stream *stream, u8 *to, size_t size, size_t *got, ks_fail *fail)
{
    source_stream *s = stream->own;
    size_t left = s->head_size - s->head_given;
    if (is_interrupted(s, fail))
        return false;
    if (left == 0) {
        *fail = s->failed;
        return (fail->reason == KS_NONE && s->from->next(s->from, to, size, got, fail)) ||
               fail_with_words(s, fail);
    }
    *got = left < size ? left : size;
    memcpy(to, s->head + s->head_given, *got);
    s->head_given += *got;
    return true;
}

static bool stream_read_at(ks_stream *stream, u64 offset, u8 *to, size_t size, size_t *got,
                           ks_fail *fail)
{
    source_stream *s = stream->own;
    return !is_interrupted(s, fail) &&
           (s->from->at(s->from, offset, to, size, got, fail) || fail_with_words(s, fail));
}

void source_stream_open(source_stream *s, bytes_from *from, ks_span head, ks_arena *names,
                        const bool *interrupted)
{
    *s = (source_stream){ .stream = { .read = stream_read,
                                      .read_at = from->at ? stream_read_at : NULL,
                                      .size = from->size },
                          .from = from,
                          .head = head.at,
                          .head_size = head.size,
                          .names = names,
                          .interrupted = interrupted };
    s->stream.own = s;
}

ks_str source_name(const char *bytes, ks_arena *arena)
{
    static const char digits[] = "0123456789abcdef";
    size_t size = strlen(bytes);
    ks_str whole = { bytes, size };
    if (ks_utf8_is_valid(ks_str_span(whole)))
        return ks_arena_keep(arena, whole);
    char *text = ks_take(arena, char, size * 4), *to = text;
    for (size_t i = 0; text && i < size;) {
        size_t step = size - i < 4 ? size - i : 4; // the longest character that begins here
        while (step > 0 && !(ks_utf8_is_valid((ks_span){ (const u8 *)bytes + i, step }) &&
                             (step == 1 || (u8)bytes[i] >= 0xc0)))
            step--;
        if (step == 0) {
            *to++ = '\\';
            *to++ = 'x';
            *to++ = digits[(u8)bytes[i] >> 4];
            *to++ = digits[(u8)bytes[i] & 15];
            i++;
            continue;
        }
        memcpy(to, bytes + i, step);
        to += step;
        i += step;
    }
    return (ks_str){ text, text ? (size_t)(to - text) : 0 };
}
