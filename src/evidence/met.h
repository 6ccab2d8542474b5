// Inside the room: what the sources of a run know beside what everyone sees (source.c, copy.c).
#pragma once
#include "evidence/archive.h"
#include "evidence/stream.h"
#include "evidence/walk.h"

enum {
    archive_depth_most = 2, // an archive, and archives in it
    copy_buffer_size = 1 << 18
};

typedef struct {
    ks_source source;
    ks_ledger ledger;
    const char *file; // of the file system; NULL: a pipe, or a member of an archive
    u64 size;         // UINT64_MAX: not known
    u64 head_hash;    // of the first bytes; 0: no candidate for being the original of a copy
    ks_content_hash hash;
    bool has_hash;
} met;

// An archive that is open, and what is needed to open it again.
typedef struct {
    archive_reader *reader;
    ks_arena arena, arena_empty; // the reader, and the head of what it lies in
    met *about;
    bytes_from *from;
    ks_span head;
} level;

struct ks_sources {
    ks_sources_options options;
    archive_limits limits;
    ks_arena names_whole, names; // of the sources, and rows of those that no reader gets
    ks_arena rows_whole, rows;   // of those that a reader gets
    walk_list walk;
    size_t next;      // entry of the walk
    u64 size, passed; // of its files
    met **all;
    size_t count, capacity;

    file_bytes file; // the entry at hand
    bool is_open;
    level levels[archive_depth_most];
    size_t depth;
    source_stream stream;
    u8 *head; // of the source at hand
    u8 *copy_buffer;
    ks_hasher *hasher;
};

// copy.c: whether these bytes are those of a source before; then the row is made. `is_used`: they
// were read for that, and come only once.
bool copy_is(ks_sources *s, met *m, bytes_from *from, ks_span head, bool *is_used);
