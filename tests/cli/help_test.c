// Help on narrow and wide terminals: whatever the width, the same words, and nothing torn apart.
#include "cli/help.h"

#include "cli/commands.h"

#include "test.h"

#include <stdio.h>

enum { page_most = 256 * 1024, narrowest = 20, widest = 100 };

static u8 bytes[page_most], words[page_most], words_wide[page_most];

static ks_str write_page(const command *about, help_extent extent, ks_lang lang, size_t columns)
{
    ks_out out = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes };
    page p = { .out = &out, .columns = columns };
    help_write(&p, about, extent, lang);
    return ks_out_str(&out);
}

// The page without blanks and line ends.
static ks_str words_of(ks_str text, u8 *to)
{
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.at[i] != ' ' && text.at[i] != '\n')
            to[size++] = (u8)text.at[i];
    }
    return (ks_str){ (const char *)to, size };
}

static bool has_two_empty_lines(ks_str text)
{
    for (size_t i = 2; i < text.size; i++) {
        if (text.at[i] == '\n' && text.at[i - 1] == '\n' && text.at[i - 2] == '\n')
            return true;
    }
    return false;
}

static void check_page(const command *about, help_extent extent, ks_lang lang)
{
    ks_str wide = words_of(write_page(about, extent, lang, widest), words_wide);
    bool are_same = wide.size > 0, is_dense = true;
    for (size_t columns = narrowest; columns < widest; columns++) {
        ks_str text = write_page(about, extent, lang, columns);
        is_dense = is_dense && !has_two_empty_lines(text);
        are_same = are_same && ks_str_equal(words_of(text, words), wide);
    }
    char sentence[128];
    const char *name = about ? about->name : extent == HELP_FIRST ? "no words" : "the program";
    const char *size = extent == HELP_LONG ? "long" : "short";
    const char *tongue = lang == KS_JA ? "Japanese" : "English";
    snprintf(sentence, sizeof sentence, "help about %s, %s, in %s: all words at 20 to 100 columns",
             name, size, tongue);
    check(sentence, are_same);
    snprintf(sentence, sizeof sentence, "help about %s, %s, in %s: no two empty lines", name, size,
             tongue);
    check(sentence, is_dense);
}

int main(void)
{
    for (ks_lang lang = 0; lang < KS_LANG_COUNT; lang++) {
        check_page(NULL, HELP_FIRST, lang);
        check_page(NULL, HELP_SHORT, lang);
        check_page(NULL, HELP_LONG, lang);
        for (size_t i = 0; i < command_shown_count; i++) {
            check_page(&commands[i], HELP_SHORT, lang);
            check_page(&commands[i], HELP_LONG, lang);
        }
    }
    return checked();
}
