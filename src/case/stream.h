// A file of the case as it is written: bytes gather in a buffer and go to the disk when it is full.
// The first write that fails is kept, and every later one does nothing, so that who writes a whole
// document asks once, at its end, whether it is there.
#pragma once
#include "base/os.h"
#include "base/out.h"

enum { case_stream_size = 256 * 1024 };

typedef struct {
    ks_file file;
    ks_out out; // not written yet
    u64 size;   // written so far
    ks_fail fail;
    const char *path;
    const bool *interrupted; // set after opening: true ends the writing; NULL: never
} case_stream;

// Creates the file (a leftover of that name is replaced); its buffer lives in `arena`.
KS_MUST bool case_stream_open(case_stream *s, const char *path, ks_arena *arena, ks_fail *fail);
void case_stream_bytes(case_stream *s, const void *bytes, size_t size);
// What `out` has gathered so far is written when fewer than `room` bytes are left in it.
void case_stream_room(case_stream *s, size_t room);
// Writes the rest, through to the disk, and closes. False: some write failed, this one or one
// before.
KS_MUST bool case_stream_close(case_stream *s, ks_fail *fail);
// Closes what may be half written.
void case_stream_abandon(case_stream *s);

static inline void case_stream_put(case_stream *s, ks_str text)
{
    case_stream_bytes(s, text.at, text.size);
}
