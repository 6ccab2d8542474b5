// What a terminal gets to see of hostile text.
#include "message/visible.h"

#include "test.h"

#define TEXT(s)          \
    {                    \
        s, sizeof(s) - 1 \
    }
// clang-format off
static const struct {
    const char *sentence;
    ks_str text, shown, line;
} rows[] = {
    { "plain text stays", TEXT("cmd.exe /c dir"), TEXT("cmd.exe /c dir"), TEXT("cmd.exe /c dir") },
    { "Japanese stays", TEXT("調査票.exe"), TEXT("調査票.exe"), TEXT("調査票.exe") },
    { "an escape sequence is spelled out", TEXT("\x1b[31m"), TEXT("\\x1b[31m"), TEXT("\\x1b[31m") },
    { "a bell and NUL are spelled out", TEXT("\a\0"), TEXT("\\x07\\x00"), TEXT("\\x07\\x00") },
    { "line ends and tabs are spelled out, or one space", TEXT("a\r\n\tb"), TEXT("a\\r\\n\\tb"),
      TEXT("a b") },
    { "controls of eight bits are spelled out", TEXT("\xc2\x9b" "31m"), TEXT("\\x9b31m"),
      TEXT("\\x9b31m") },
    { "an override of direction is named", TEXT("\xe2\x80\xae" "txt.exe"), TEXT("<U+202E>txt.exe"),
      TEXT("<U+202E>txt.exe") },
    { "isolates and marks are named", TEXT("\xe2\x81\xa6\xe2\x80\x8f"), TEXT("<U+2066><U+200F>"),
      TEXT("<U+2066><U+200F>") },
    { "a space of no width is named", TEXT("a\xe2\x80\x8b" "b"), TEXT("a<U+200B>b"),
      TEXT("a<U+200B>b") },
    { "tags beyond the first plane are named", TEXT("\xf3\xa0\x81\x81"), TEXT("<U+E0041>"),
      TEXT("<U+E0041>") },
    { "bytes that are no UTF-8 are spelled out", TEXT("a\xff\xc0\xaf\xed\xa0\x80"),
      TEXT("a\\xff\\xc0\\xaf\\xed\\xa0\\x80"), TEXT("a\\xff\\xc0\\xaf\\xed\\xa0\\x80") },
    { "a character that is cut off is spelled out", TEXT("\xe8\xaa"), TEXT("\\xe8\\xaa"),
      TEXT("\\xe8\\xaa") },
    { "a variation of a kanji stays", TEXT("葛\xf3\xa0\x84\x80"), TEXT("葛\xf3\xa0\x84\x80"),
      TEXT("葛\xf3\xa0\x84\x80") },
};
// clang-format on

static bool is_shown(void (*print)(ks_out *, ks_str), ks_str text, ks_str wanted)
{
    char bytes[256];
    ks_out out = { .at = (u8 *)bytes, .start = (u8 *)bytes, .end = (u8 *)bytes + sizeof bytes };
    print(&out, text);
    return ks_str_equal(ks_out_str(&out), wanted);
}

int main(void)
{
    for (size_t i = 0; i < countof(rows); i++) {
        bool is_same = ks_str_equal(rows[i].text, rows[i].shown);
        check(rows[i].sentence, is_shown(ks_out_visible, rows[i].text, rows[i].shown) &&
                                    is_shown(ks_out_visible_line, rows[i].text, rows[i].line) &&
                                    ks_is_visible(rows[i].text) == is_same);
    }
    return checked();
}
