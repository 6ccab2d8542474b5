// The one file that knows SQLite. A database is written once, from the first row to the last, in
// one transaction, with settings that leave no room for chance: equal rows in equal order give
// equal bytes. The first failure is kept and every later call does nothing.
#pragma once
#include "base/arena.h"
#include "base/fail.h"

typedef struct {
    void *handle; // sqlite3 *
    const char *path;
    ks_arena *run; // for the library's words
    ks_fail fail;
    const bool *interrupted; // db_listen; NULL: never
} case_db;

// One statement that is run again and again: bind in the order of its '?', then db_row.
typedef struct {
    case_db *db;
    void *handle; // sqlite3_stmt *
    int bound;
} db_rows;

// Creates the database at `path` (an existing file is replaced); temporary files of large sorts lie
// in `folder`. Memory of the library in the whole process is bounded by `heap_most`.
KS_MUST bool db_create(case_db *db, const char *path, const char *folder, u64 heap_most,
                       ks_arena *run, ks_fail *fail);
// From now on `interrupted` ends the writing, with KS_INTERRUPTED, as soon as it is true.
void db_listen(case_db *db, const bool *interrupted);
void db_run(case_db *db, const char *sql);
db_rows db_prepare(case_db *db, const char *sql);
void db_text(db_rows *rows, ks_str text);         // lives until db_row
void db_text_or_null(db_rows *rows, ks_str text); // an empty text is NULL
void db_number(db_rows *rows, u64 number);        // above INT64_MAX: INT64_MAX
void db_signed(db_rows *rows, i64 number);
void db_number_or_null(db_rows *rows, u64 number, u64 none);
void db_time(db_rows *rows, u64 ticks);   // ISO 8601 UTC, seven digits; 0: NULL
void db_id(db_rows *rows, ks_span bytes); // as lower-case hex
void db_null(db_rows *rows);
void db_row(db_rows *rows);
void db_end(db_rows *rows);
// Commits and closes; false: something failed on the way.
KS_MUST bool db_close(case_db *db, ks_fail *fail);
void db_abandon(case_db *db);
