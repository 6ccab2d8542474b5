// What is made to exhaust programs is told, and the rest is looked at.
#include "case.h"
#include "made.h"

#include <archive.h>
#include <archive_entry.h>

static ks_inspected result;

static bool says(case_run *r, const char *name, ks_span bytes, ks_statement_kind kind)
{
    ks_level level;
    r->file = r->whole;
    ks_inspect(r->inspector, ks_str_of(name), bytes, &result, &r->file);
    return case_says(&result, kind, &level);
}

static ks_span nested(u32 depth)
{
    made_file *f = made_new();
    made_text(f, "text");
    for (u32 i = 0; i < depth; i++) {
        made_file *outer = made_new();
        made_zip(outer, &(made_member){ i ? "a.zip" : "a.txt", made_span(f), 0, NULL }, 1);
        f = outer;
    }
    return made_span(f);
}

// A hundred megabytes of zeros in a few kilobytes.
static ks_span bomb(void)
{
    static const u8 zeros[1 << 20];
    made_file *f = made_new();
    struct archive *a = archive_write_new();
    struct archive_entry *e = archive_entry_new();
    case_must(archive_write_set_format_ustar(a) == ARCHIVE_OK &&
              archive_write_add_filter_gzip(a) == ARCHIVE_OK &&
              archive_write_open_memory(a, f->at, made_most, &f->size) == ARCHIVE_OK);
    archive_entry_set_pathname(e, "a.txt");
    archive_entry_set_filetype(e, AE_IFREG);
    archive_entry_set_size(e, (la_int64_t)100 << 20);
    case_must(archive_write_header(a, e) == ARCHIVE_OK);
    for (u32 i = 0; i < 100; i++)
        case_must(archive_write_data(a, zeros, sizeof zeros) > 0);
    archive_entry_free(e);
    archive_write_free(a);
    return made_span(f);
}

// A mail with the line again and again; each '#' is the number of its turn.
static ks_span mail_of(const char *line, u32 times, const char *end)
{
    made_file *f = made_new();
    made_text(f, "From: a@partner.example\nSubject: a\nDate: Mon, 11 May 2026 03:09:40 +0900\n");
    for (u32 i = 0; i < times; i++) {
        for (const char *c = line; *c; c++) {
            char text[16];
            snprintf(text, sizeof text, "%u", i);
            if (*c == '#')
                made_text(f, text);
            else
                made_bytes(f, c, 1);
        }
    }
    made_text(f, end);
    return made_span(f);
}

static void try_all(case_run *r)
{
    check("eight archives in one another are looked into",
          !says(r, "a.zip", nested(8), KS_INSPECT_TOO_DEEP) && !result.is_incomplete);
    check("nine are told, and the file is not whole",
          says(r, "a.zip", nested(9), KS_INSPECT_TOO_DEEP) && result.is_incomplete);
    check("what unfolds to a thousand times its size is told, and not unfolded",
          says(r, "a.tar.gz", bomb(), KS_INSPECT_ARCHIVE_BOMB) && result.is_incomplete);
    check("a header of two thousand fields is told",
          says(r, "a.eml", mail_of("X-#: #\n", 2000, "\na"), KS_INSPECT_HEADER_LARGE) &&
              result.is_incomplete);
    check("parts nested forty deep are told",
          says(r, "a.eml",
               mail_of("Content-Type: multipart/mixed; boundary=b#\n\n--b#\n", 40, "\na"),
               KS_INSPECT_PARTS_MANY) &&
              result.is_incomplete);
    check("an empty file is empty", says(r, "a.eml", (ks_span){ 0 }, KS_INSPECT_IS_EMPTY));
    check("a mail cut in its first line is read",
          says(r, "a.eml", (ks_span){ (const u8 *)"From: a", 7 }, KS_INSPECT_IS));
}

int main(void)
{
    case_run r = case_open();
    try_all(&r);
    case_close(&r);
    made_free();
    return checked();
}
