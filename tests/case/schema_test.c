// docs/case-db.md shows the very statements that make the tables.
#include "base/os.h"
#include "case/database.h"

#include "test.h"

#include <stdio.h>

static char page[1 << 16];

static bool is_shown(const char *statement)
{
    char wanted[4096];
    (void)snprintf(wanted, sizeof wanted, "%s;\n", statement);
    return strstr(page, wanted) != NULL;
}

int main(void)
{
    ks_file file;
    ks_fail fail;
    size_t got = 0, tables = 0;
    bool is_read = ks_os_open(KS_TEST_DATA "/../docs/case-db.md", &file, &fail) &&
                   ks_os_read_at(file, 0, (u8 *)page, sizeof page - 1, &got, &fail);
    check("docs/case-db.md is there", is_read && got > 1000);
    for (; case_schema[tables]; tables++) {
        char sentence[200];
        (void)snprintf(sentence, sizeof sentence, "docs/case-db.md shows: %.*s",
                       (int)strcspn(case_schema[tables], "("), case_schema[tables]);
        check(sentence, is_shown(case_schema[tables]));
        check("the table is strict and without row ids",
              strstr(case_schema[tables], ") STRICT, WITHOUT ROWID") != NULL);
    }
    for (size_t i = 0; case_indices[i]; i++)
        check(case_indices[i], is_shown(case_indices[i]));
    size_t shown = 0;
    for (const char *at = page; (at = strstr(at, "CREATE TABLE ")); at++)
        shown++;
    check("and no other table", shown == tables);
    return checked();
}
