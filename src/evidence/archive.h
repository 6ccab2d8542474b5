// Inside the room: members of an archive, by libarchive. Whatever an archive claims about itself is
// limited here: how much it unfolds to, how often, and how many members it has.
#pragma once
#include "evidence/stream.h"

typedef struct archive_reader archive_reader;
typedef struct tongue tongue; // how members' names are read (tongue.h)

enum { archive_memory_size = (1 << 18) + 8192 }; // what a reader takes from its arena

typedef struct {
    u64 size_most;  // bytes that all members may unfold to
    u64 ratio_most; // unpacked : packed, once 256 MiB are unpacked
    tongue *tongue; // NULL: none could be made
} archive_limits;

typedef struct {
    ks_str path; // in the archive; UTF-8. Empty: a compressed file, which has no name of its own
    u64 size;    // UINT64_MAX: not known
    u64 index;   // counts all entries
    bool is_encrypted;
} archive_member;

// Opens the archive that `from` holds, of which `head` was read already; a compressed
// file counts as an archive with one member. The reader lives in `arena`.
KS_MUST bool archive_open(archive_reader **reader, bytes_from *from, ks_span head,
                          const archive_limits *limits, ks_arena *arena, ks_fail *fail);
void archive_close(archive_reader *reader);
// The next member that is a file. False: the end (fail->reason KS_NONE), or the archive cannot be
// read further.
KS_MUST bool archive_next(archive_reader *reader, archive_member *member, ks_arena *arena,
                          ks_fail *fail);
// The bytes of the member that archive_next gave last.
bytes_from *archive_bytes(archive_reader *reader);
u64 archive_packed(const archive_reader *reader); // bytes of the archive that were read
