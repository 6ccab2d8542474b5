// Columns on a terminal, and where text may be cut.
#include "message/width.h"

#include "test.h"

// clang-format off
static const struct {
    const char *sentence, *text;
    size_t columns;
} widths[] = {
    { "ASCII takes one column each", "cmd.exe", 7 },
    { "kanji and kana take two", "調査票", 6 },
    { "halfwidth katakana take one", "ｱｲｳ", 3 },
    { "a halfwidth sound mark belongs to its letter, and takes one", "ｶﾞ", 2 },
    { "fullwidth Latin takes two", "ＡＢ", 4 },
    { "a combining mark takes none", "e\xcc\x81", 1 },
    { "a decomposed kana takes its letter's two", "か\xe3\x82\x99", 2 },
    { "an emoji takes two", "\xf0\x9f\x98\x80", 2 },
    { "an emoji of several takes two",
      "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7", 2 },
    { "a flag takes two", "\xf0\x9f\x87\xaf\xf0\x9f\x87\xb5", 2 },
    { "a variation of a kanji takes two", "葛\xf3\xa0\x84\x80", 2 },
    { "decomposed Hangul takes its syllable's two", "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", 2 },
};
// clang-format on

// clang-format off
static const struct {
    const char *sentence, *text;
    size_t columns;
    const char *fitted, *padded;
} cuts[] = {
    { "what fits is not cut", "abc", 3, "abc", "abc" },
    { "what does not fit ends in a sign", "abcd", 3, "ab…", "ab…" },
    { "a short text is padded", "ab", 4, "ab", "ab  " },
    { "a wide character is not cut in half", "調査票", 4, "調…", "調… " },
    { "a mark is not cut from its letter", "e\xcc\x81" "e\xcc\x81" "e\xcc\x81", 2,
      "e\xcc\x81…", "e\xcc\x81…" },
    { "no column, no text", "abc", 0, "", "" },
};
// clang-format on

static bool is_fit(ks_str text, size_t columns, bool is_padded, const char *wanted)
{
    char bytes[256];
    ks_out out = { .at = (u8 *)bytes, .start = (u8 *)bytes, .end = (u8 *)bytes + sizeof bytes };
    ks_out_fit(&out, text, columns, is_padded);
    return ks_str_equal(ks_out_str(&out), ks_str_of(wanted));
}

int main(void)
{
    for (size_t i = 0; i < countof(widths); i++)
        check(widths[i].sentence, ks_width(ks_str_of(widths[i].text)) == widths[i].columns);
    for (size_t i = 0; i < countof(cuts); i++)
        check(cuts[i].sentence,
              is_fit(ks_str_of(cuts[i].text), cuts[i].columns, false, cuts[i].fitted) &&
                  is_fit(ks_str_of(cuts[i].text), cuts[i].columns, true, cuts[i].padded));
    return checked();
}
