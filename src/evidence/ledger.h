// What happened to each byte range of one source: expected, read, recovered, lost, with offset
// and reason. Part of every output, and of the exit status.
#pragma once
#include "base/arena.h"
#include "base/fail.h"
#include "base/hash.h"

// What a row says; a row is a place, numbers and a kind. `loses`: evidence is incomplete (exit 3).
// clang-format off
#define KS_LEDGER_KINDS(X)                                                                        \
    X(NOTE_DIRTY, "dirty", false)            /* header older than the content */                  \
    X(NOTE_FULL, "full", false)              /* at its maximum, retention forbids overwriting */  \
    X(NOTE_NO_CRC, "no_checksums", false)                                                         \
    X(NOTE_EMPTY, "empty", false)                                                                 \
    X(NOTE_FOREIGN, "foreign", false)        /* not a kind of evidence that is read */            \
    X(NOTE_COPY, "copy_of", false)           /* number[0]: the source that has the same bytes */  \
    X(NOTE_WRAPPED, "wrapped", false)                                                             \
    X(NOTE_VERSION, "version", false)        /* number: major, minor */                           \
    X(NOTE_REPEATED, "repeated_records", false) /* number[0]: records that another source gave */ \
    X(NOTE_FORGOTTEN, "repeats_unknown", false) /* number[0]: records that may have come before */ \
    X(NOTE_SANDBOX, "no_sandbox", false)                                                          \
    X(CUT, "output_cut", true)               /* number: record id; its text was over the cap */  \
    X(NOTE_ZONE, "time_zone", false) /* of an export: minutes that its times are ahead of UTC */  \
    X(NOTE_NO_ZONE, "no_time_zone", false)   /* its times say none: they are taken as UTC */      \
    X(HEADER_DAMAGED, "header_damaged", false) /* file or chunk header; the content was read */   \
    X(HEADER_CRC, "header_checksum", false)                                                       \
    X(RECORDS_CRC, "records_checksum", false)                                                     \
    X(UNFLUSHED, "unflushed", false)         /* number[0]: records behind the header's last */    \
    X(SLACK, "slack", false)                 /* number[0]: records of an older use */             \
    X(HIDDEN, "hidden_record", false)        /* number: id of the swallowing, id of the hidden */ \
    X(CARVED, "carved", false)               /* number[0]: records */                             \
    X(ID_GAP, "record_gap", false)           /* number: last id before, first id behind */        \
    X(TIME_BACK, "time_backwards", false)    /* number: record id, ticks */                       \
    X(EXCESS, "unexplained_excess", true)    /* number: bytes behind the content of record id */                \
    X(TORN, "torn_record", true)             /* number: record id */                              \
    X(DAMAGED, "damaged_record", true)       /* number: record id; recovered as far as it goes */ \
    X(SKIPPED, "skipped", true)              /* bytes that are no record */                       \
    X(BAD_SLOT, "bad_slot", true)            /* 64 KiB without a chunk */                         \
    X(PARTIAL_SLOT, "partial_slot", true)    /* less than a chunk at the end */                   \
    X(NOTE_LOG_REPLAYED, "log_replayed", false) /* of a hive; number: entries, pages */           \
    X(NOTE_LOG_UNUSED, "log_unused", false) /* number: which log, its state */                    \
    X(NOTE_LOG_DAMAGED, "log_damaged", false) /* number: which log */                             \
    X(NOTE_LOG_MISSING, "log_missing", false) /* number: primary, secondary */                    \
    X(NOTE_TAIL, "bytes_behind", false) /* number[0]: bytes */                                    \
    X(NOTE_LAYERED, "layered", false) /* a difference to another hive */                          \
    X(HIVE_HEADER, "hive_header", false)                                                          \
    X(HIVE_SHORT, "hive_short", true) /* number: bytes there, expected */                         \
    X(NO_ROOT, "no_root", true)                                                                   \
    X(BIN, "bad_bin", true)                                                                       \
    X(BIN_REST, "bad_bin_rest", false)                                                            \
    X(CELL_BAD, "bad_cell", true) /* number[0]: where it leads */                                 \
    X(CELL_FREE, "free_cell", true) /* number[0]: where it leads */                               \
    X(NO_KEY, "no_key", true)                                                                     \
    X(NO_VALUE, "no_value", true)                                                                 \
    X(NO_LIST, "no_list", true)                                                                   \
    X(NO_SECURITY, "no_security", true)                                                           \
    X(LIST_CUT, "list_cut", true) /* number: said, room */                                        \
    X(LIST_TWICE, "list_twice", true)                                                             \
    X(KEY_TWICE, "key_twice", true)                                                               \
    X(SUBKEYS_LESS, "subkeys_less", true) /* number: there, said */                               \
    X(PARENT, "wrong_parent", false) /* number: what it says, where it is */                      \
    X(NAME_CUT, "name_cut", true) /* number: said, room */                                        \
    X(DATA_CUT, "data_cut", true) /* number: there, said */                                       \
    X(TOO_DEEP, "too_deep", true) /* number[0]: depth */                                          \
    X(UNREAD, "unread", true)                /* a failure: its reason is in the row */            \
    X(SHRANK, "shrank", true)
typedef enum {
#define X(name, word, loses) KS_LEDGER_##name,
    KS_LEDGER_KINDS(X)
#undef X
    KS_LEDGER_KIND_COUNT
} ks_ledger_kind;
// clang-format on
extern const char *const ks_ledger_words[KS_LEDGER_KIND_COUNT];
bool ks_ledger_loses(ks_ledger_kind kind);

typedef struct {
    ks_ledger_kind kind;
    u64 offset, size; // in the source
    i64 number[2];
    ks_fail fail; // of KS_LEDGER_UNREAD
} ks_ledger_row;

typedef struct {
    u64 size;             // bytes read
    ks_content_hash hash; // of all bytes; valid when is_whole
    bool is_whole;        // read to the end
    u64 records_expected; // by the header; 0: it does not tell
    u64 records;          // live ones, unflushed and torn included
    u64 recovered;        // slack, hidden, carved
    u64 damaged;
    u64 repeated; // given by another source as well
    u64 chunks, bytes_lost;
    u64 header_next_id;  // of an EVTX header; 0: none
    u64 size_limit;      // of the file when full, if known; 0
    ks_ledger_row *rows; // in order of offset
    size_t row_count, row_capacity;
    u64 rows_left_out;   // past the budget of rows: counted only
    u64 losses_left_out; // of these, how many tell of a loss
    ks_arena *arena;
} ks_ledger;

enum { ks_ledger_rows_most = 20000 };
void ks_ledger_add(ks_ledger *ledger, ks_ledger_row row);
// Whether bytes were lost or unreadable (exit status 3).
bool ks_ledger_is_incomplete(const ks_ledger *ledger);
