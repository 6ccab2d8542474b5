// SQLite behind db.h. The journal is off because the file is under a temporary name until it is
// whole, and nothing of it is believed before; the rest of the settings are those that would else
// depend on how the library was built.
#include "case/db.h"

#include "base/number.h"
#include "base/os.h"
#include "base/os_signal.h"
#include "base/ticks.h"

#include <sqlite3.h>

// application_id is what `file case.db` knows the file by: "KSKI".
static const char settings[] = "PRAGMA page_size = 4096;"
                               "PRAGMA encoding = 'UTF-8';"
                               "PRAGMA auto_vacuum = 0;"
                               "PRAGMA journal_mode = OFF;"
                               "PRAGMA synchronous = OFF;"
                               "PRAGMA locking_mode = EXCLUSIVE;"
                               "PRAGMA cache_size = -16384;"
                               "PRAGMA cell_size_check = OFF;"
                               "PRAGMA secure_delete = OFF;"
                               "PRAGMA threads = 0;"
                               "PRAGMA temp_store = 1;"
                               "PRAGMA application_id = 1263749961;"
                               "BEGIN EXCLUSIVE;";

static void refuse(case_db *db, int code)
{
    if (db->fail.reason != KS_NONE)
        return;
    if (code == SQLITE_INTERRUPT) {
        (void)ks_refuse(&db->fail, KS_INTERRUPTED, 0, 0, (ks_str){ 0 });
        return;
    }
    if (code == SQLITE_FULL) {
        (void)ks_refuse(&db->fail, KS_WRITE_FAILED, 28, 0, ks_str_of(db->path)); // 28: ENOSPC
        return;
    }
    const char *words = db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(code);
    (void)ks_refuse(&db->fail, KS_DATABASE, code, 0, ks_arena_keep(db->run, ks_str_of(words)));
}

static int is_interrupted(void *of)
{
    const case_db *db = of;
    return ks_is_interrupted(db->interrupted);
}

void db_listen(case_db *db, const bool *interrupted)
{
    enum { steps = 10000 }; // of SQLite's machine: well below a tenth of a second
    db->interrupted = interrupted;
    if (interrupted)
        sqlite3_progress_handler(db->handle, steps, is_interrupted, db);
}

// Whether the call may go on: nothing failed so far, and a test does not want this one to.
static bool goes_on(case_db *db)
{
    if (db->fail.reason == KS_NONE && ks_fail_now())
        refuse(db, SQLITE_NOMEM);
    if (db->fail.reason == KS_NONE && ks_is_interrupted(db->interrupted))
        (void)ks_refuse(&db->fail, KS_INTERRUPTED, 0, 0, (ks_str){ 0 });
    return db->fail.reason == KS_NONE;
}

bool db_create(case_db *db, const char *path, const char *folder, u64 heap_most, ks_arena *run,
               ks_fail *fail)
{
    *db = (case_db){ .path = path, .run = run };
    ks_os_remove(path);
    (void)sqlite3_hard_heap_limit64((sqlite3_int64)heap_most);
    sqlite3_free(sqlite3_temp_directory);
    sqlite3_temp_directory = sqlite3_mprintf("%s", folder);
    sqlite3 *handle = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    int code = goes_on(db) ? sqlite3_open_v2(path, &handle, flags, NULL) : SQLITE_NOMEM;
    db->handle = handle;
    if (code != SQLITE_OK)
        refuse(db, code);
    db_run(db, settings);
    if (db->fail.reason == KS_NONE)
        return true;
    *fail = db->fail;
    db_abandon(db);
    return false;
}

void db_run(case_db *db, const char *sql)
{
    if (!goes_on(db))
        return;
    int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    if (code != SQLITE_OK)
        refuse(db, code);
}

db_rows db_prepare(case_db *db, const char *sql)
{
    db_rows rows = { .db = db };
    if (!goes_on(db))
        return rows;
    sqlite3_stmt *handle = NULL;
    int code = sqlite3_prepare_v2(db->handle, sql, -1, &handle, NULL);
    rows.handle = handle;
    if (code != SQLITE_OK)
        refuse(db, code);
    return rows;
}

static void bound(db_rows *rows, int code)
{
    if (code != SQLITE_OK)
        refuse(rows->db, code);
}

static bool is_fine(const db_rows *rows)
{
    return rows->handle && rows->db->fail.reason == KS_NONE;
}

void db_text(db_rows *rows, ks_str text)
{
    rows->bound++;
    if (is_fine(rows))
        bound(rows, sqlite3_bind_text64(rows->handle, rows->bound, text.size ? text.at : "",
                                        text.size, SQLITE_TRANSIENT, SQLITE_UTF8));
}

void db_null(db_rows *rows)
{
    rows->bound++;
    if (is_fine(rows))
        bound(rows, sqlite3_bind_null(rows->handle, rows->bound));
}

void db_text_or_null(db_rows *rows, ks_str text)
{
    if (text.size)
        db_text(rows, text);
    else
        db_null(rows);
}

void db_signed(db_rows *rows, i64 number)
{
    rows->bound++;
    if (is_fine(rows))
        bound(rows, sqlite3_bind_int64(rows->handle, rows->bound, (sqlite3_int64)number));
}

void db_number(db_rows *rows, u64 number)
{
    // no count of ours is larger; of evidence: a value that no column has room for
    db_signed(rows, number > INT64_MAX ? INT64_MAX : (i64)number);
}

void db_number_or_null(db_rows *rows, u64 number, u64 none)
{
    if (number == none)
        db_null(rows);
    else
        db_number(rows, number);
}

void db_time(db_rows *rows, u64 ticks)
{
    if (ticks == 0) {
        db_null(rows);
        return;
    }
    u8 bytes[64 + ks_out_slack];
    ks_out out = { .at = bytes, .start = bytes, .end = bytes + 64 };
    ks_day_cache days = { 0 };
    ks_out_ticks(&out, ticks, 7, &days);
    db_text(rows, ks_out_str(&out));
}

void db_id(db_rows *rows, ks_span bytes)
{
    char text[64];
    KS_ASSERT(bytes.size * 2 <= sizeof text);
    for (size_t i = 0; i < bytes.size; i++) {
        text[2 * i] = "0123456789abcdef"[bytes.at[i] >> 4];
        text[2 * i + 1] = "0123456789abcdef"[bytes.at[i] & 15];
    }
    db_text(rows, (ks_str){ text, bytes.size * 2 });
}

void db_row(db_rows *rows)
{
    rows->bound = 0;
    if (!is_fine(rows) || !goes_on(rows->db))
        return;
    int code = sqlite3_step(rows->handle);
    if (code != SQLITE_DONE && code != SQLITE_ROW)
        refuse(rows->db, code);
    (void)sqlite3_reset(rows->handle);
}

void db_end(db_rows *rows)
{
    (void)sqlite3_finalize(rows->handle);
    *rows = (db_rows){ 0 };
}

bool db_close(case_db *db, ks_fail *fail)
{
    db_run(db, "COMMIT");
    if (db->fail.reason == KS_NONE) {
        int code = sqlite3_close(db->handle);
        if (code == SQLITE_OK)
            db->handle = NULL;
        else
            refuse(db, code);
    }
    // synchronous is off: the file goes through to the disk here, before it gets its name
    ks_file file = { -1 };
    bool is_on_disk = db->fail.reason == KS_NONE && ks_os_open(db->path, &file, &db->fail) &&
                      ks_os_flush(file, &db->fail);
    ks_os_close(&file);
    if (is_on_disk)
        return true;
    *fail = db->fail;
    db_abandon(db);
    return false;
}

void db_abandon(case_db *db)
{
    (void)sqlite3_close_v2(db->handle);
    db->handle = NULL;
}
