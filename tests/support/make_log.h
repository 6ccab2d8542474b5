// Small logs for tests, made in memory with the writer of src/evidence/evtx/write.h:
//
//     made_log log = make_log(1 << 20);
//     make_event(&log, &(ks_made_event){ .provider = "P", .channel = "C", .computer = "H", .id = 7,
//                                        MADE_FIELDS(KS_MADE_TEXT("A", "text"),
//                                                    KS_MADE_NUMBER("N", KS_UINT32, 4)) });
//     ks_span bytes = make_log_end(&log);
//
// A log that cannot be made is a defect of the test: it ends the program.
#pragma once
#include "evidence/evtx/write.h"

typedef struct {
    u8 *bytes;
    size_t size, capacity;
} made_bytes;

typedef struct {
    ks_arena arena;
    made_bytes *file;
    ks_evtx_writer *writer;
} made_log;

#define MADE_FIELDS(...)                              \
    .fields = (const ks_made_field[]){ __VA_ARGS__ }, \
    .field_count = sizeof((const ks_made_field[]){ __VA_ARGS__ }) / sizeof(ks_made_field)

static bool made_bytes_put(void *own, u64 offset, ks_span bytes, ks_fail *fail)
{
    made_bytes *file = (made_bytes *)own;
    if (offset > file->capacity || bytes.size > file->capacity - offset)
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)bytes.size, (i64)file->capacity,
                         KS_STR("made log"));
    memcpy(file->bytes + offset, bytes.at, bytes.size);
    if (offset + bytes.size > file->size)
        file->size = (size_t)offset + bytes.size;
    return true;
}

// A log of at most `capacity` bytes that is still to be filled.
static inline made_log make_log_with(size_t capacity, const ks_evtx_options *options)
{
    made_log log = { 0 };
    ks_fail fail = { 0 };
    KS_ASSERT(ks_arena_open(&log.arena, "made log", capacity + ((size_t)32 << 20)));
    log.file = ks_take(&log.arena, made_bytes, 1);
    KS_ASSERT(log.file);
    *log.file = (made_bytes){ .bytes = ks_take(&log.arena, u8, capacity), .capacity = capacity };
    ks_evtx_sink sink = { made_bytes_put, log.file };
    KS_ASSERT(log.file->bytes &&
              ks_evtx_writer_open(sink, options, &log.arena, &log.writer, &fail));
    return log;
}

static inline made_log make_log(size_t capacity) { return make_log_with(capacity, NULL); }

static inline void make_event(made_log *log, const ks_made_event *event)
{
    ks_fail fail = { 0 };
    KS_ASSERT(ks_evtx_write_event(log->writer, event, &fail));
}

// Ends the log; its bytes may be changed by the test, and live as long as the program.
static inline ks_span make_log_end(made_log *log)
{
    ks_fail fail = { 0 };
    KS_ASSERT(ks_evtx_writer_close(log->writer, &fail));
    return (ks_span){ log->file->bytes, log->file->size };
}

// The bytes as a file, for tests of the program.
static inline void make_file(const char *path, ks_span bytes)
{
    ks_file file = { -1 };
    ks_fail fail = { 0 };
    KS_ASSERT(ks_os_create(path, true, &file, &fail) && ks_os_write(file, bytes, &fail));
    ks_os_close(&file);
}
