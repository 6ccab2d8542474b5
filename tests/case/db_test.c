// The database's one way in: equal rows give equal bytes, and a failure sticks.
#include "case/db.h"

#include "base/os.h"

#include "test.h"

#include <stdio.h>

static ks_arena run;
static u8 bytes[2][1 << 20];

static bool fill(const char *path, u64 rows, ks_fail *fail)
{
    case_db db;
    if (!db_create(&db, path, scratch(), 64u << 20, &run, fail))
        return false;
    db_run(&db, "CREATE TABLE t (id TEXT PRIMARY KEY, n INTEGER, at TEXT) STRICT, WITHOUT ROWID");
    db_rows to = db_prepare(&db, "INSERT INTO t VALUES (?, ?, ?)");
    for (u64 i = 0; i < rows; i++) {
        u8 id[8];
        ks_store64(id, i);
        db_id(&to, (ks_span){ id, 8 });
        db_number_or_null(&to, i, 3);
        db_time(&to, i);
        db_row(&to);
    }
    db_end(&to);
    db_run(&db, "CREATE INDEX t_n ON t (n)");
    return db_close(&db, fail);
}

static size_t read_all(const char *path, u8 *to)
{
    ks_file file;
    ks_fail fail;
    size_t got = 0;
    if (!ks_os_open(path, &file, &fail))
        return 0;
    if (!ks_os_read_at(file, 0, to, sizeof bytes[0], &got, &fail))
        got = 0;
    ks_os_close(&file);
    return got;
}

int main(void)
{
    ks_fail fail = { 0 };
    char first[512], second[512];
    if (!ks_arena_open(&run, "run", (size_t)1 << 24))
        return 1;
    (void)snprintf(first, sizeof first, "%s/first.db", scratch());
    (void)snprintf(second, sizeof second, "%s/second.db", scratch());
    bool filled = fill(first, 5000, &fail) && fill(second, 5000, &fail);
    size_t size = read_all(first, bytes[0]);
    check("equal rows in equal order give equal bytes", filled && size > 100000 &&
                                                            size == read_all(second, bytes[1]) &&
                                                            memcmp(bytes[0], bytes[1], size) == 0);
    check("it is a SQLite database", memcmp(bytes[0], "SQLite format 3", 16) == 0);
    check("its pages are of the size that we ask for, not of the library's",
          (bytes[0][16] << 8 | bytes[0][17]) == 4096);
    check("`file` knows it by its application id", memcmp(bytes[0] + 68, "KSKI", 4) == 0);

    case_db db;
    bool created = db_create(&db, first, scratch(), 64u << 20, &run, &fail);
    db_run(&db, "CREATE TABLE t (id TEXT PRIMARY KEY) STRICT");
    db_run(&db, "CREATE TABLE t (id TEXT PRIMARY KEY) STRICT");
    db_run(&db, "CREATE TABLE u (id TEXT PRIMARY KEY) STRICT");
    fail = (ks_fail){ 0 };
    check("the first failure is the one that is told",
          created && !db_close(&db, &fail) && fail.reason == KS_DATABASE &&
              ks_str_equal(fail.text, KS_STR("table t already exists")));

    fail = (ks_fail){ 0 };
    check("a database in a folder that is not there is refused",
          !db_create(&db, "/nonexistent/case.db", scratch(), 64u << 20, &run, &fail) &&
              fail.reason == KS_DATABASE);
    return checked();
}
