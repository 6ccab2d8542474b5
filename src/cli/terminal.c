// Sentences on stderr, and whether a stream gets colours: each stream is asked for itself.
#include "cli/terminal.h"

#include "cli/commands.h"

static bool is_set(const char *name)
{
    const char *value = ks_os_environment(name);
    return value && *value;
}

bool terminal_has_color(const options *given, ks_file stream)
{
    const char *when = options_value(given, OPTION_COLOR);
    if (when && strcmp(when, "auto") != 0)
        return strcmp(when, "always") == 0;
    if (is_set("NO_COLOR"))
        return false;
    if (is_set("FORCE_COLOR"))
        return true;
    const char *terminal = ks_os_environment("TERM");
    return ks_os_is_terminal(stream) && terminal && strcmp(terminal, "dumb") != 0;
}

void terminal_say(ks_str line)
{
    ks_fail ignored = { 0 }; // nobody is left to be told
    (void)!ks_os_write(ks_os_standard(2), ks_str_span(line), &ignored);
}

static void name_program(ks_out *out, const options *given)
{
    KS_PUT(out, "konseki");
    if (given->command) {
        KS_PUT(out, " ");
        ks_out_put(out, ks_str_of(given->command->name));
    }
    KS_PUT(out, ": ");
}

void terminal_say_fail(const options *given, const ks_fail *fail)
{
    terminal_say_fail_of(given, fail, (ks_str){ 0 });
}

void terminal_say_fail_of(const options *given, const ks_fail *fail, ks_str of)
{
    u8 text[4096];
    ks_out out = { .at = text, .start = text, .end = text + sizeof text - 1 };
    name_program(&out, given);
    ks_say_fail(&out, fail, of, given->lang);
    KS_PUT(&out, "\n  ");
    ks_say_remedy(&out, fail, given->lang);
    *out.at++ = '\n';
    terminal_say(ks_out_str(&out));
}

static void say_usage(const options *given, ks_note note, const ks_words *words)
{
    u8 bytes[4096];
    ks_out out = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes - 1 };
    name_program(&out, given);
    ks_say(&out, note, words, given->lang);
    KS_PUT(&out, "\n");
    ks_words name = { .text = { ks_str_of(given->command ? given->command->name : NULL) } };
    ks_say(&out, given->command ? KS_SAY_SEE_HELP : KS_SAY_SEE_HELP_ALL, &name, given->lang);
    *out.at++ = '\n';
    terminal_say(ks_out_str(&out));
}

void terminal_say_usage(const options *given, ks_note note, const char *text, const char *text2)
{
    say_usage(given, note, &(ks_words){ .text = { ks_str_of(text), ks_str_of(text2) } });
}

void terminal_say_number(const options *given, const char *option, const char *value, u64 least,
                         u64 most)
{
    ks_words words = { .number = { (i64)least, (i64)most },
                       .text = { ks_str_of(option), ks_str_of(value) } };
    say_usage(given, KS_SAY_NO_NUMBER, &words);
}

void terminal_say_unknown(const options *given, const char *word)
{
    const char *names[16];
    size_t count = command_shown_count < countof(names) ? command_shown_count : countof(names);
    for (size_t i = 0; i < count; i++)
        names[i] = commands[i].name;
    u8 bytes[4096];
    ks_out out = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes - 1 };
    name_program(&out, given);
    ks_say(&out, KS_SAY_UNKNOWN_COMMAND, &(ks_words){ .text = { ks_str_of(word) } }, given->lang);
    const char *nearest = options_nearest(word, names, count);
    if (nearest)
        ks_say(&out, KS_SAY_NEAREST, &(ks_words){ .text = { ks_str_of(nearest) } }, given->lang);
    *out.at++ = '\n';
    terminal_say(ks_out_str(&out));
}
