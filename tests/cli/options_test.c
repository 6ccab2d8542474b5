// The command line: what it means, and what is said when it means nothing.
#include "cli/options.h"

#include "cli/commands.h"

#include "test.h"

enum { words_most = 8 };

static ks_arena arena;
static char wrong_text[512];

static bool read(options *o, const char *const *words)
{
    size_t count = 0;
    while (words[count])
        count++;
    ks_out wrong = { .at = (u8 *)wrong_text, .start = (u8 *)wrong_text };
    wrong.end = wrong.start + sizeof wrong_text - 1;
    memset(wrong_text, 0, sizeof wrong_text);
    return options_read(o, words, count, &arena, &wrong);
}

// clang-format off
static const struct {
    const char *sentence;
    const char *words[words_most];
    option_id id;
    const char *value; // NULL: the option is not given
    size_t arguments;
} right[] = {
    { "a value behind the option", { "events", "--format", "xml", "a" }, OPTION_FORMAT, "xml", 1 },
    { "a value behind an equals sign", { "events", "--format=xml", "a" }, OPTION_FORMAT, "xml", 1 },
    { "an option behind the evidence", { "events", "a", "b", "--tz", "JST" }, OPTION_TZ, "JST", 2 },
    { "an option before the command", { "--lang", "ja", "events", "a" }, OPTION_LANG, "ja", 1 },
    { "the last value counts", { "events", "--tz=UTC", "--tz=JST" }, OPTION_TZ, "JST", 0 },
    { "two dashes end the options", { "events", "--", "--format", "-x" }, OPTION_FORMAT, NULL, 2 },
    { "one dash is standard input", { "events", "-" }, OPTION_FORMAT, NULL, 1 },
    { "a letter with its value", { "search", "-e", "x", "a" }, OPTION_REGEXP, "x", 1 },
    { "a letter that holds its value", { "search", "-ex", "a" }, OPTION_REGEXP, "x", 1 },
    { "letters in one word", { "search", "-iF", "x", "a" }, OPTION_FIXED, "-F", 2 },
    { "letters, the last with a value", { "search", "-ie", "x", "a" }, OPTION_REGEXP, "x", 1 },
    { "an empty value is one", { "events", "--where=", "a" }, OPTION_WHERE, "", 1 },
    { "help can be told from -h", { "events", "-h" }, OPTION_HELP, "-h", 0 },
};
// clang-format on

// clang-format off
static const struct {
    const char *sentence;
    const char *words[words_most];
    const char *said; // a part of it
} wrong[] = {
    { "a mistyped option gets the nearest", { "events", "--formt", "x" }, "nearest: '--format'" },
    { "a mistyped command gets the nearest", { "evnets", "x" }, "nearest: 'events'" },
    { "letters that changed places are near", { "survye" }, "nearest: 'survey'" },
    { "what is like nothing gets no suggestion", { "zzzzzz" }, "unknown command 'zzzzzz'" },
    { "an abbreviation is not taken", { "events", "--form=xml", "x" }, "unknown option '--form'" },
    { "a value is missing", { "events", "--sort" }, "needs a value: none|time" },
    { "a switch takes no value", { "events", "--force=yes" }, "takes no value" },
    { "a value that is no choice", { "events", "--sort=up" }, "is one of none|time" },
    { "a format that the command does not have", { "survey", "--format", "xml", "x" },
      "is one of text|json|csv" },
    { "an option of another command", { "survey", "--sort", "time" }, "has no option" },
    { "what is wrong is said in the language that is asked for",
      { "events", "--frmat", "--lang=ja" }, "オプション '--frmat' はありません" },
};
// clang-format on

// clang-format off
static const struct {
    const char *sentence, *text;
    bool is_zone;
    int minutes;
} zones[] = {
    { "UTC", "UTC", true, 0 },          { "a zone with a colon", "+09:00", true, 540 },
    { "without", "-0330", true, -210 }, { "hours alone", "+05", true, 300 },
    { "Japan's", "JST", true, 540 },    { "beyond the earth", "+19:00", false, 0 },
    { "a colon without minutes", "+09:", false, 0 }, { "a city", "Asia/Tokyo", false, 0 },
};
// clang-format on

static void check_table(void)
{
    bool are_letters_unique = true, are_names_unique = true, have_both = true;
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        have_both = have_both && option_rows[i].help[KS_EN][0] && option_rows[i].help[KS_JA][0];
        for (size_t j = i + 1; j < OPTION_COUNT; j++) {
            bool is_letter =
                option_rows[i].letter && option_rows[i].letter == option_rows[j].letter;
            are_letters_unique = are_letters_unique && !is_letter;
            are_names_unique =
                are_names_unique && strcmp(option_rows[i].name, option_rows[j].name) != 0;
        }
    }
    check("no two options share a letter", are_letters_unique);
    check("no two options share a name", are_names_unique);
    for (size_t i = 0; i < command_shown_count; i++) {
        const command *c = &commands[i];
        for (size_t lang = 0; lang < KS_LANG_COUNT; lang++)
            have_both = have_both && c->line[lang][0] && c->about[lang][0] &&
                        c->examples[0].about[lang] && c->examples[0].about[lang][0];
    }
    check("commands and options are described in both languages", have_both);
}

int main(void)
{
    if (!ks_arena_open(&arena, "options", 4 << 20))
        return 1;
    for (size_t i = 0; i < countof(right); i++) {
        options o;
        bool is_read = read(&o, right[i].words);
        const char *value = is_read ? options_value(&o, right[i].id) : NULL;
        bool is_same = right[i].value ? value && strcmp(value, right[i].value) == 0 : value == NULL;
        check(right[i].sentence, is_read && is_same && o.argument_count == right[i].arguments);
    }
    for (size_t i = 0; i < countof(wrong); i++) {
        options o;
        check(wrong[i].sentence, !read(&o, wrong[i].words) && strstr(wrong_text, wrong[i].said));
    }
    for (size_t i = 0; i < countof(zones); i++) {
        int minutes = 0;
        bool is_zone = options_zone(zones[i].text, &minutes);
        check(zones[i].sentence, is_zone == zones[i].is_zone && minutes == zones[i].minutes);
    }
    check_table();
    return checked();
}
