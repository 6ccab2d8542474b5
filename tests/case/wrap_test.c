// Lines of the answer sheet: by East Asian width, broken where people break.
#include "case/wrap.h"

#include "test.h"

// clang-format off
static const struct { const char *sentence, *text; size_t indent, columns; const char *lines; } rows[] = {
    { "what fits stays on one line",             "cmd.exe started",      2, 40, "cmd.exe started" },
    { "words go to the next line whole",         "one two three four",   2, 11, "one two\n  three\n  four" },
    { "a blank at the end of a line is none",    "abcdefghij klm",       0, 10, "abcdefghij\nklm" },
    { "Japanese breaks anywhere",                "監査ログが消去された", 0, 12, "監査ログが消\n去された" },
    { "but not before closing punctuation",      "監査ログが消。去",     0, 12, "監査ログが\n消。去" },
    { "a wide character is never halved",        "あいうえおか",         0,  9, "あいうえ\nおか" },
    { "what is wider than a line is cut",        "abcdefghijklmnopqrst", 0, 10, "abcdefghij\nklmnopqrst" },
    { "without a width there is one line",       "one two three four",   2,  0, "one two three four" },
    { "a mark stays with its letter",            "e\xcc\x81" "e\xcc\x81" "e\xcc\x81" "abcdefghijk", 0, 9, "e\xcc\x81" "e\xcc\x81" "e\xcc\x81" "abcdef\nghijk" },
};
// clang-format on

int main(void)
{
    for (size_t i = 0; i < countof(rows); i++) {
        u8 bytes[1024 + ks_out_slack];
        ks_out out = { .at = bytes, .start = bytes, .end = bytes + 1024 };
        (void)case_wrap(&out, ks_str_of(rows[i].text), 0, rows[i].indent, rows[i].columns);
        bool is_right = ks_str_equal(ks_out_str(&out), ks_str_of(rows[i].lines));
        check(rows[i].sentence, is_right);
        if (!is_right)
            remark("found: %.*s", (int)ks_out_size(&out), (const char *)bytes);
    }
    return checked();
}
