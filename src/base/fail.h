// Failure as a value: what went wrong, where, with which numbers. Who fills it does not print;
// the sentences, in both languages, are in message/sentences.h, one row a reason.
#pragma once
#include "base/base.h"

// reason, then what its numbers and text mean
// clang-format off
#define KS_REASONS(X)                                                          \
    X(NONE, "nothing failed")                                                  \
    X(TRUNCATED, "bytes wanted, bytes left; the field")                        \
    X(BAD_MAGIC, "value read, value expected; the field")                      \
    X(BAD_SIZE, "size read, size expected (or least); the field")              \
    X(BAD_VALUE, "value read; the field")                                      \
    X(TOO_DEEP, "depth, limit; what is nested")                                \
    X(TOO_MANY, "count, limit; of what")                                       \
    X(OVER_BUDGET, "bytes wanted, budget; the arena")                          \
    X(OPEN_FAILED, "errno; the path")                                          \
    X(READ_FAILED, "errno; the path")                                          \
    X(SHRANK, "bytes read, bytes expected; the path")                          \
    X(WRITE_FAILED, "errno; the path")                                         \
    X(OUTPUT_EXISTS, "; the path")                                             \
    X(OUTPUT_IN_EVIDENCE, "; the path")                                        \
    X(NOT_EVIDENCE, "; the path")                                              \
    X(NO_EVIDENCE, "; the path")                                               \
    X(ARCHIVE_DAMAGED, "; the library's words")                                \
    X(ARCHIVE_BOMB, "bytes unpacked, limit; the member")                       \
    X(ARCHIVE_ENCRYPTED, "; the member")                                       \
    X(ARCHIVE_NESTED, "depth, limit; the member")                              \
    X(BAD_JSON, "line, column; what was expected")                             \
    X(BAD_PATTERN, "character of the pattern, index of it; the library's words")               \
    X(BAD_SOURCES, "line, column; the table of log sources, and what is wrong there")          \
    X(NO_STATE, "; the path")                                                  \
    X(NO_PROFILE, "; the profile")                                             \
    X(PROFILE_YAML, "line, column; what is wrong there, in the library's words or ours")       \
    X(PROFILE_FORM, "line, column; the key")                                   \
    X(PROFILE_SETTING, "line, column; the id that no setting has")             \
    X(PROFILE_PART, "line, column; the part that the setting does not have")   \
    X(PROFILE_PARTS, "line, column; the setting that has several parts")       \
    X(PROFILE_VALUE, "line, column; the value")                                \
    X(PROFILE_PARENT, "line, column; the profile that it extends")             \
    X(BAD_FILTER, "column; the test of --where")                               \
    X(BAD_NAMES, "column; the names")                                          \
    X(BAD_IDS, "column; the event ids")                                        \
    X(BAD_LEVELS, "column; the levels")                                        \
    X(BAD_FOUND, "column; the ways that records are found")                    \
    X(BAD_TIME, "; the text")                                                  \
    X(BAD_SPAN, "; the end, which lies before the beginning")                  \
    X(DATABASE, "the library's code; its words")                               \
    X(SANDBOX, "errno; what was asked for")                                    \
    X(NOT_HIVE, "; the path")                                                  \
    X(NO_SUCH_KEY, "; the key")                                                \
    X(INTERRUPTED, "; ")                                                       \
    X(UNSUPPORTED, "; what")
typedef enum {
#define X(name, arguments) KS_##name,
    KS_REASONS(X)
#undef X
    KS_REASON_COUNT
} ks_reason;
// clang-format on

typedef struct {
    u32 source; // index in the run's list of sources
    u64 offset; // bytes from its start
    u64 size;   // bytes concerned; 0: a point
} ks_place;

// The one way to say what went wrong; {0} until something did.
typedef struct {
    ks_reason reason;
    ks_place place;
    i64 number[2];
    ks_str text; // lives in the run arena, or is a literal
} ks_fail;

// Fills `fail` and returns false, so that a refusal is one line.
static inline bool ks_refuse(ks_fail *fail, ks_reason reason, i64 first, i64 second, ks_str text)
{
    *fail = (ks_fail){ .reason = reason, .number = { first, second }, .text = text };
    return false;
}
