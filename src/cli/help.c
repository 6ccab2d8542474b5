// What the program says about itself to people: eight lines without arguments, one screen with -h,
// everything with --help, examples first.
#include "cli/help.h"

#include "cli/commands.h"
#include "cli/status.h"
#include "cli/terminal.h"

enum { options_indent = 26 };

enum { sentence_most = 512 };

// A sentence as a paragraph. It is made apart from the page, which it is wrapped into.
static void say(const page *p, ks_note note, const char *text, ks_lang lang)
{
    char bytes[sentence_most];
    ks_out line = { .at = (u8 *)bytes, .start = (u8 *)bytes, .end = (u8 *)bytes + sizeof bytes };
    ks_say(&line, note, &(ks_words){ .text = { ks_str_of(text) } }, lang);
    page_paragraph(p, ks_out_str(&line), 0);
}

static void heading(const page *p, ks_note note, ks_lang lang)
{
    char text[64];
    ks_out line = { .at = (u8 *)text, .start = (u8 *)text, .end = (u8 *)text + sizeof text };
    ks_say(&line, note, NULL, lang);
    KS_PUT(&line, ":");
    page_heading(p, ks_out_str(&line));
}

static void option_left(ks_out *out, option_id id)
{
    const option_row *row = &option_rows[id];
    if (row->letter) {
        KS_PUT(out, "-");
        ks_out_byte(out, row->letter);
        KS_PUT(out, ", --");
    } else {
        KS_PUT(out, "    --");
    }
    ks_out_put(out, ks_str_of(row->name));
    if (row->value) {
        KS_PUT(out, " ");
        ks_out_put(out, ks_str_of(row->value));
    }
}

static void option_line(const page *p, const command *c, option_id id, ks_lang lang)
{
    char left[64], right[512];
    ks_out name = { .at = (u8 *)left, .start = (u8 *)left, .end = (u8 *)left + sizeof left };
    ks_out text = { .at = (u8 *)right, .start = (u8 *)right, .end = (u8 *)right + sizeof right };
    option_left(&name, id);
    ks_out_put(&text, ks_str_of(command_option_help(c, id, lang)));
    const char *choices = command_choices(c, id);
    if (choices) {
        KS_PUT(&text, ": ");
        ks_out_put(&text, ks_str_of(choices));
    }
    page_row(p, ks_out_str(&name), ks_out_str(&text), options_indent);
}

static void usage(const page *p, const command *c, ks_lang lang)
{
    heading(p, KS_SAY_HELP_USAGE, lang);
    KS_PUT(p->out, "  konseki ");
    ks_out_put(p->out, ks_str_of(c->name));
    ks_out_put(p->out, lang == KS_JA ? KS_STR(" [オプション] ") : KS_STR(" [options] "));
    page_line(p, ks_str_of(c->arguments));
}

static void examples(const page *p, const command *c, ks_lang lang)
{
    for (size_t i = 0; i < countof(c->examples) && c->examples[i].line; i++) {
        KS_PUT(p->out, "  ");
        page_line(p, ks_str_of(c->examples[i].line));
        page_paragraph(p, ks_str_of(c->examples[i].about[lang]), 6);
    }
}

// One screen: usage, an example, the command's own options.
static void help_short(const page *p, const command *c, ks_lang lang)
{
    page_paragraph(p, ks_str_of(c->line[lang]), 0);
    usage(p, c, lang);
    KS_PUT(p->out, "  ");
    page_line(p, ks_str_of(c->examples[0].line));
    for (const option_id *id = c->options; *id != OPTION_COUNT; id++)
        option_line(p, c, *id, lang);
    say(p, KS_SAY_HELP_MORE, c->name, lang);
}

static void statuses(const page *p, const command *c, ks_lang lang)
{
    static const struct {
        const char *number;
        ks_note note;
    } rows[] = { { "0", KS_SAY_STATUS_0 },     { "2", KS_SAY_STATUS_2 },
                 { "3", KS_SAY_STATUS_3 },     { "4", KS_SAY_STATUS_4 },
                 { "130", KS_SAY_STATUS_130 }, { "141", KS_SAY_STATUS_141 } };
    char text[512];
    for (size_t i = 0; i < countof(rows); i++) {
        ks_out line = { .at = (u8 *)text, .start = (u8 *)text, .end = (u8 *)text + sizeof text };
        ks_say(&line, rows[i].note, NULL, lang);
        page_row(p, ks_str_of(rows[i].number), ks_out_str(&line), 8);
        if (i == 0 && c->one[lang])
            page_row(p, KS_STR("1"), ks_str_of(c->one[lang]), 8);
    }
}

static void help_long(const page *p, const command *c, ks_lang lang)
{
    page_paragraph(p, ks_str_of(c->line[lang]), 0);
    KS_PUT(p->out, "\n");
    heading(p, KS_SAY_HELP_EXAMPLES, lang);
    examples(p, c, lang);
    KS_PUT(p->out, "\n");
    usage(p, c, lang);
    KS_PUT(p->out, "\n");
    page_paragraph(p, ks_str_of(c->about[lang]), 0);
    KS_PUT(p->out, "\n");
    heading(p, KS_SAY_HELP_OPTIONS, lang);
    option_id id = OPTION_COUNT;
    for (size_t n = 0; command_option(c, n, &id); n++)
        option_line(p, c, id, lang);
    KS_PUT(p->out, "\n");
    heading(p, KS_SAY_HELP_STATUS, lang);
    statuses(p, c, lang);
}

// All commands on one screen.
static void help_commands(const page *p, bool is_long, ks_lang lang)
{
    say(p, KS_SAY_TITLE, NULL, lang);
    KS_PUT(p->out, "\n");
    heading(p, KS_SAY_HELP_EXAMPLES, lang);
    for (size_t i = 0; i < command_shown_count && i < 4; i++) {
        KS_PUT(p->out, "  ");
        page_line(p, ks_str_of(commands[i].examples[0].line));
    }
    KS_PUT(p->out, "\n");
    heading(p, KS_SAY_HELP_COMMANDS, lang);
    for (size_t i = 0; i < command_shown_count; i++)
        page_row(p, ks_str_of(commands[i].name), ks_str_of(commands[i].line[lang]), 16);
    if (is_long) {
        KS_PUT(p->out, "\n");
        heading(p, KS_SAY_HELP_OPTIONS, lang);
        option_line(p, &commands[0], OPTION_VERSION, lang);
        for (const option_id *id = common_options; *id != OPTION_COUNT; id++)
            option_line(p, &commands[0], *id, lang);
    }
    KS_PUT(p->out, "\n");
    say(p, KS_SAY_HELP_MORE_ALL, NULL, lang);
}

// Without arguments: eight lines, two of them examples.
static void help_first(const page *p, ks_lang lang)
{
    KS_PUT(p->out, "konseki " KS_VERSION ": ");
    ks_say(p->out, KS_SAY_TITLE, NULL, lang);
    KS_PUT(p->out, "\n");
    KS_PUT(p->out, "\n");
    for (size_t i = 0; i < 2; i++) {
        KS_PUT(p->out, "  ");
        page_line(p, ks_str_of(commands[i].examples[0].line));
    }
    KS_PUT(p->out, "\n");
    heading(p, KS_SAY_HELP_COMMANDS, lang);
    for (size_t i = 0; i < command_shown_count; i++) {
        KS_PUT(p->out, "  ");
        ks_out_put(p->out, ks_str_of(commands[i].name));
    }
    KS_PUT(p->out, "\n");
    say(p, KS_SAY_SEE_HELP_ALL, NULL, lang);
}

typedef struct {
    const command *about; // NULL: the program
    help_extent extent;
} wanted;

void help_write(const page *p, const command *about, help_extent extent, ks_lang lang)
{
    if (extent == HELP_FIRST)
        help_first(p, lang);
    else if (about == NULL)
        help_commands(p, extent == HELP_LONG, lang);
    else if (extent == HELP_LONG)
        help_long(p, about, lang);
    else
        help_short(p, about, lang);
}

static void write_help(const page *p, const options *given, const void *context)
{
    const wanted *w = context;
    help_write(p, w->about, w->extent, given->lang);
}

int help_print(const options *given, help_extent extent)
{
    return page_print(given, write_help, &(wanted){ given->command, extent });
}

int command_help(const options *given)
{
    const command *about = NULL;
    if (given->argument_count > 0) {
        about = command_find(given->arguments[0]);
        if (about == NULL) {
            terminal_say_unknown(given, given->arguments[0]);
            return STATUS_USAGE;
        }
    }
    return page_print(given, write_help, &(wanted){ about, HELP_LONG });
}
