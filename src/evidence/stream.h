// Inside the room: where the bytes of a source come from.
#pragma once
#include "evidence/source.h"

// Anything that can be read from front to back, and perhaps at any place.
typedef struct bytes_from bytes_from;
struct bytes_from {
    // Up to `size` bytes that come next; *got == 0: the end.
    bool (*next)(bytes_from *from, u8 *to, size_t size, size_t *got, ks_fail *fail);
    // NULL: only once, from front to back.
    bool (*at)(bytes_from *from, u64 offset, u8 *to, size_t size, size_t *got, ks_fail *fail);
    u64 size; // UINT64_MAX: not known
};

typedef struct {
    bytes_from from;
    ks_file file;
    u64 offset; // of what comes next
    ks_str path;
    bool is_seekable;
} file_bytes;

// Opens a file of the file system; `path` as the system knows it, "-" is standard input.
KS_MUST bool file_bytes_open(file_bytes *f, const char *path, bool is_regular, u64 size,
                             ks_fail *fail);
void file_bytes_close(file_bytes *f);

// The stream that a reader gets: the first bytes were looked at already and are given again.
typedef struct {
    ks_stream stream;
    bytes_from *from;
    const u8 *head;
    size_t head_size, head_given;
    ks_fail failed;  // what came behind the head, if it was a failure
    ks_arena *names; // for the words of a failure, which go into a ledger
    const bool *interrupted;
} source_stream;

void source_stream_open(source_stream *s, bytes_from *from, ks_span head, ks_arena *names,
                        const bool *interrupted);
// Fills `to` as far as there are bytes.
KS_MUST bool bytes_fill(bytes_from *from, u8 *to, size_t size, size_t *got, ks_fail *fail);
// A path or a member's name as text: bytes that are no UTF-8 become \xNN. Empty past the budget.
ks_str source_name(const char *bytes, ks_arena *arena);
