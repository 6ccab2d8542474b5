// Man pages in mdoc(7), from the table of commands: konseki __man [COMMAND].
#include "cli/commands.h"
#include "cli/page.h"
#include "cli/status.h"
#include "cli/terminal.h"

static const char date[] = "November 23, 2026";

// Text in mdoc: a backslash is \e, a dash of an option \-, and no line begins with a control
// character.
static void put_text(ks_out *out, const char *text)
{
    bool is_start = true;
    for (const char *p = text; *p; p++) {
        if (is_start && (*p == '.' || *p == '\''))
            KS_PUT(out, "\\&");
        if (*p == '\\')
            KS_PUT(out, "\\e");
        else if (*p == '-')
            KS_PUT(out, "\\-");
        else
            ks_out_byte(out, *p);
        is_start = *p == '\n';
    }
}

// Paragraphs; mdoc wants each sentence on a line of its own.
static void put_paragraphs(ks_out *out, const char *text)
{
    char before = 0;
    for (const char *p = text; *p; p++) {
        bool ends_sentence = *p == ' ' && (before == '.' || before == '?');
        bool ends_paragraph = p[0] == '\n' && p[1] == '\n';
        if (ends_paragraph)
            KS_PUT(out, "\n.Pp\n");
        else
            put_text(out, ends_sentence ? "\n" : (char[]){ *p, 0 });
        p += ends_paragraph;
        before = *p;
    }
    KS_PUT(out, "\n");
}

static void put_line(ks_out *out, const char *macro, const char *text)
{
    ks_out_put(out, ks_str_of(macro));
    put_text(out, text);
    KS_PUT(out, "\n");
}

static void put_option(ks_out *out, const command *c, option_id id, ks_lang lang)
{
    const option_row *row = &option_rows[id];
    KS_PUT(out, ".It ");
    if (row->letter) {
        KS_PUT(out, "Fl ");
        ks_out_byte(out, row->letter);
        KS_PUT(out, " , ");
    }
    KS_PUT(out, "Fl \\-");
    put_text(out, row->name);
    if (row->value) {
        KS_PUT(out, " Ar ");
        put_text(out, row->value);
    }
    KS_PUT(out, "\n");
    put_text(out, command_option_help(c, id, lang));
    const char *choices = command_choices(c, id);
    if (choices && *choices) {
        KS_PUT(out, ": ");
        put_text(out, choices);
    }
    KS_PUT(out, "\n");
}

static void put_statuses(ks_out *out, const command *c, ks_lang lang)
{
    static const struct {
        const char *number;
        ks_note note;
    } rows[] = { { "0", KS_SAY_STATUS_0 },     { "2", KS_SAY_STATUS_2 },
                 { "3", KS_SAY_STATUS_3 },     { "4", KS_SAY_STATUS_4 },
                 { "130", KS_SAY_STATUS_130 }, { "141", KS_SAY_STATUS_141 } };
    KS_PUT(out, ".Sh EXIT STATUS\n.Bl -tag -width 4n\n");
    for (size_t i = 0; i < countof(rows); i++) {
        put_line(out, ".It ", rows[i].number);
        ks_say(out, rows[i].note, NULL, lang);
        KS_PUT(out, "\n");
        if (i == 0 && c && c->one[lang]) {
            KS_PUT(out, ".It 1\n");
            put_text(out, c->one[lang]);
            KS_PUT(out, "\n");
        }
    }
    KS_PUT(out, ".El\n");
}

static void put_head(ks_out *out, const char *name)
{
    KS_PUT(out, ".Dd ");
    ks_out_put(out, ks_str_of(date));
    KS_PUT(out, "\n.Dt KONSEKI");
    if (name) {
        KS_PUT(out, "-");
        for (const char *p = name; *p; p++)
            ks_out_byte(out, (char)(*p >= 'a' && *p <= 'z' ? *p - 32 : *p));
    }
    KS_PUT(out, " 1\n.Os\n.Sh NAME\n");
}

static void put_examples(ks_out *out, const command *c, ks_lang lang)
{
    KS_PUT(out, ".Sh EXAMPLES\n");
    for (size_t i = 0; i < countof(c->examples) && c->examples[i].line; i++) {
        if (i)
            KS_PUT(out, ".Pp\n");
        put_text(out, c->examples[i].about[lang]);
        KS_PUT(out, ":\n.Dl ");
        put_text(out, c->examples[i].line);
        KS_PUT(out, "\n");
    }
}

static void man_command(ks_out *out, const command *c, ks_lang lang)
{
    put_head(out, c->name);
    put_line(out, ".Nm konseki\\-", c->name);
    put_line(out, ".Nd ", c->line[lang]);
    put_line(out, ".Sh SYNOPSIS\n.Nm konseki ", c->name);
    KS_PUT(out, ".Op Ar options\n");
    if (c->arguments[0])
        put_line(out, ".Ar ", c->arguments);
    KS_PUT(out, ".Sh DESCRIPTION\n");
    put_paragraphs(out, c->about[lang]);
    KS_PUT(out, ".Bl -tag -width Ds\n");
    option_id id = OPTION_COUNT;
    for (size_t n = 0; command_option(c, n, &id); n++)
        put_option(out, c, id, lang);
    KS_PUT(out, ".El\n");
    put_statuses(out, c, lang);
    put_examples(out, c, lang);
    KS_PUT(out, ".Sh SEE ALSO\n.Xr konseki 1\n");
}

static void put_environment(ks_out *out, ks_lang lang)
{
    static const struct {
        const char *name, *about[KS_LANG_COUNT];
    } rows[] = {
        { "KONSEKI_LANG",
          { "language, before LC_ALL, LC_MESSAGES and LANG",
            "言語。LC_ALL、LC_MESSAGES、LANG より優先します" } },
        { "NO_COLOR", { "no colours, if it is not empty", "空でなければ色を使いません" } },
        { "FORCE_COLOR", { "colours, if it is not empty", "空でなければ色を使います" } },
    };
    KS_PUT(out, ".Sh ENVIRONMENT\n.Bl -tag -width Ds\n");
    for (size_t i = 0; i < countof(rows); i++) {
        put_line(out, ".It Ev ", rows[i].name);
        put_text(out, rows[i].about[lang]);
        KS_PUT(out, "\n");
    }
    KS_PUT(out, ".El\n");
}

// mdoc wants them in the order of their names.
static void put_pages(ks_out *out)
{
    const char *last = "";
    KS_PUT(out, ".Sh SEE ALSO\n");
    for (size_t n = 0; n < command_shown_count; n++) {
        const char *next = NULL;
        for (size_t i = 0; i < command_shown_count; i++) {
            const char *name = commands[i].name;
            if (strcmp(name, last) > 0 && (next == NULL || strcmp(name, next) < 0))
                next = name;
        }
        KS_ASSERT(next != NULL); // names differ
        KS_PUT(out, ".Xr konseki\\-");
        ks_out_put(out, ks_str_of(next));
        ks_out_put(out, n + 1 < command_shown_count ? KS_STR(" 1 ,\n") : KS_STR(" 1\n"));
        last = next;
    }
}

static void man_program(ks_out *out, ks_lang lang)
{
    put_head(out, NULL);
    KS_PUT(out, ".Nm konseki\n.Nd ");
    ks_say(out, KS_SAY_TITLE, NULL, lang);
    KS_PUT(out, "\n.Sh SYNOPSIS\n.Nm\n.Ar command\n.Op Ar options\n.Op Ar evidence ...\n"
                ".Sh DESCRIPTION\n.Bl -tag -width Ds\n");
    for (size_t i = 0; i < command_shown_count; i++) {
        put_line(out, ".It Cm ", commands[i].name);
        put_text(out, commands[i].line[lang]);
        KS_PUT(out, "\n");
    }
    KS_PUT(out, ".El\n.Bl -tag -width Ds\n");
    put_option(out, NULL, OPTION_VERSION, lang);
    for (const option_id *id = common_options; *id != OPTION_COUNT; id++)
        put_option(out, NULL, *id, lang);
    KS_PUT(out, ".El\n");
    put_environment(out, lang);
    put_statuses(out, NULL, lang);
    put_examples(out, &commands[0], lang);
    put_pages(out);
}

static void write_man(const page *p, const options *given, const void *about)
{
    if (about)
        man_command(p->out, about, given->lang);
    else
        man_program(p->out, given->lang);
}

int command_man(const options *given)
{
    const command *about = given->argument_count ? command_find(given->arguments[0]) : NULL;
    if (given->argument_count && about == NULL) {
        terminal_say_unknown(given, given->arguments[0]);
        return STATUS_USAGE;
    }
    return page_print(given, write_man, about);
}
