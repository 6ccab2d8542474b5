// Cells of CSV: RFC 4180, and nothing that a spreadsheet runs.
#include "base/csv.h"

#include "test.h"

#define TEXT(s)          \
    {                    \
        s, sizeof(s) - 1 \
    }
// clang-format off
static const struct {
    const char *sentence;
    ks_str cell, written;
} rows[] = {
    { "plain text is written as it is", TEXT("cmd.exe /c dir"), TEXT("cmd.exe /c dir") },
    { "an empty cell is empty", TEXT(""), TEXT("") },
    { "a comma needs quotes", TEXT("a,b"), TEXT("\"a,b\"") },
    { "a quote is doubled", TEXT("say \"hi\""), TEXT("\"say \"\"hi\"\"\"") },
    { "a line end needs quotes", TEXT("a\r\nb"), TEXT("\"a\r\nb\"") },
    { "a formula is made inert", TEXT("=cmd|' /C calc'!A0"), TEXT("\"'=cmd|' /C calc'!A0\"") },
    { "plus, minus and at begin formulas too", TEXT("@SUM(1)"), TEXT("\"'@SUM(1)\"") },
    { "a tab in front hides a formula", TEXT("\t=1"), TEXT("\"'\t=1\"") },
    { "a carriage return in front, too", TEXT("\r=1"), TEXT("\"'\r=1\"") },
    { "an escape sequence is spelled out", TEXT("\x1b[2J"), TEXT("\"\\x1b[2J\"") },
    { "a NUL is spelled out", TEXT("a\0b"), TEXT("\"a\\x00b\"") },
    { "Japanese is written as it is", TEXT("調査票"), TEXT("調査票") },
};
// clang-format on

int main(void)
{
    for (size_t i = 0; i < countof(rows); i++) {
        char bytes[256];
        ks_out out = { .at = (u8 *)bytes, .start = (u8 *)bytes };
        out.end = out.start + sizeof bytes;
        ks_out_csv(&out, rows[i].cell);
        check(rows[i].sentence, ks_str_equal(ks_out_str(&out), rows[i].written));
    }
    return checked();
}
