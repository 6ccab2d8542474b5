// The words of a failure outlive the memory that the database was written with.
#include "case/parts.h"
#include "made_case.h"

int main(void)
{
    made m = made_new();
    ks_arena work;
    made_must(ks_arena_open(&work, "case", (size_t)1 << 24), "memory");
    ks_case_folder folder = { .path = "/nonexistent" };
    folder.partial[KS_CASE_DATABASE] = "/nonexistent/case.db.partial";
    case_index index = { 0 };
    ks_fail fail = { 0 };
    check("a database that cannot be opened is a failure of the database",
          !case_write_database(&index, &folder, work, &m.arena, &fail) &&
              fail.reason == KS_DATABASE && fail.text.size);
    memset(ks_take(&work, u8, 1 << 20), 'x', 1 << 20);
    if (!check("its words are still there when the memory is used again",
               ks_str_equal(fail.text, KS_STR("unable to open database file"))))
        remark("%.*s", (int)fail.text.size, fail.text.at);
    return checked();
}
