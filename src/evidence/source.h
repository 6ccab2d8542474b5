// Sources: every stream of evidence that the given paths lead to, in one fixed order, opened for
// reading only, and recognised by content. A file, the files of a folder, the members of an
// archive (nested once), standard input.
#pragma once
#include "base/arena.h"
#include "base/hash.h"
#include "base/os.h"
#include "evidence/ledger.h"

// clang-format off
#define KS_KINDS(X)                                        \
    X(UNKNOWN, "unknown") X(EMPTY, "empty") X(EVTX, "evtx") \
    X(JSON, "json") X(ARCHIVE, "archive") X(RAW, "raw")     \
    X(OTHER, "other") /* known, and not read by this version: a hive, prefetch, a picture */
// clang-format on
typedef enum {
#define X(name, word) KS_KIND_##name,
    KS_KINDS(X)
#undef X
        KS_KIND_COUNT
} ks_kind;
extern const char *const ks_kind_words[KS_KIND_COUNT];

// The bytes of one source. `read` gives what comes next; `read_at` is NULL where the bytes come
// only once (a pipe, an archive's member).
typedef struct ks_stream ks_stream;
struct ks_stream {
    bool (*read)(ks_stream *s, u8 *to, size_t size, size_t *got, ks_fail *fail);
    bool (*read_at)(ks_stream *s, u64 offset, u8 *to, size_t size, size_t *got, ks_fail *fail);
    u64 size; // as the file system or the archive tells; UINT64_MAX: not known
    void *own;
};

typedef struct {
    u32 number;   // index in the run: ks_place.source, ks_event.source
    ks_str path;  // as found: "dir/Security.evtx", "kape.zip!/C/Windows/…/Security.evtx", "-"
    ks_kind kind; // by the first bytes
    ks_ledger *ledger; // what was expected, read, recovered, lost
} ks_source;

typedef struct ks_sources ks_sources;

typedef struct {
    bool carve;              // look for chunks in what is no log (images, memory, pagefiles)
    u64 archive_size_most;   // bytes that one archive may unfold to; 0: the default (64 GiB)
    u64 archive_ratio_most;  // unpacked : packed; 0: the default (200)
    const bool *interrupted; // Ctrl-C: sources end; may be NULL
    bool gives_all;          // files of kinds that hold no events too: hives, policies
    bool gives_copies;       // files that are equal to one before: whose each is matters
} ks_sources_options;

// Looks at the paths (which must exist), walks folders and sorts. The same paths in any order give
// the same sources. Nothing is opened yet.
KS_MUST bool ks_sources_open(ks_sources **sources, const char *const *paths, size_t count,
                             const ks_sources_options *options, ks_arena *run, ks_fail *fail);
// The next source, open at its start; the one before is closed. Copies of a file that was read
// already (whole, its hash in its ledger), folders without rights, encrypted members, ... are not
// given: they are in their ledger. False: no more (`fail->reason` is KS_NONE) or the run cannot go
// on. A stream whose read fails (READ_FAILED, ARCHIVE_DAMAGED, ARCHIVE_BOMB, INTERRUPTED) ends
// there; whoever reads says so in the ledger, and hashes what was read.
KS_MUST bool ks_sources_next(ks_sources *sources, ks_source **source, ks_stream **stream,
                             ks_fail *fail);
void ks_sources_close(ks_sources *sources);

// All that were met so far, in order, those that were not given included. On the thread that calls
// ks_sources_next, or when reading is over.
size_t ks_sources_count(const ks_sources *sources);
ks_source *ks_sources_at(const ks_sources *sources, size_t number);
// Whether the source that was given last is the only one that there will be: one file, no archive.
bool ks_sources_is_only(const ks_sources *sources);
// Sum of the sizes that are known before reading (for progress).
u64 ks_sources_size(const ks_sources *sources);
// How much of that was passed: of archives, their packed bytes.
u64 ks_sources_done(const ks_sources *sources);
// The files that will be opened. For the fence, before the first one is: those behind a symbolic
// link (in a folder that was given) lie elsewhere, and need a rule of their own.
typedef bool ks_sources_each_path(void *context, const char *path, bool is_linked);
bool ks_sources_paths(const ks_sources *sources, ks_sources_each_path *each, void *context);
