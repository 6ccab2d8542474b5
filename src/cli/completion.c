// Completions for four shells, from the table of commands: konseki __completion SHELL.
#include "cli/commands.h"
#include "cli/page.h"
#include "cli/status.h"
#include "cli/terminal.h"

// "a|b|c" with `between` for the bars.
static void put_choices(ks_out *out, const char *choices, const char *between)
{
    for (const char *p = choices; *p; p++) {
        if (*p == '|')
            ks_out_put(out, ks_str_of(between));
        else
            ks_out_byte(out, *p);
    }
}

// Text inside single quotes; `quote` is how the shell writes one there.
static void put_quoted(ks_out *out, const char *text, const char *quote)
{
    for (const char *p = text; *p; p++) {
        if (*p == '\'')
            ks_out_put(out, ks_str_of(quote));
        else
            ks_out_byte(out, *p);
    }
}

static void put(ks_out *out, const char *text) { ks_out_put(out, ks_str_of(text)); }

static void bash_values(ks_out *out, const command *c)
{
    option_id id = OPTION_COUNT;
    for (size_t n = 0; command_option(c, n, &id); n++) {
        const char *choices = command_choices(c, id);
        if (choices == NULL)
            continue;
        put(out, "    ");
        put(out, c->name);
        put(out, ":--");
        put(out, option_rows[id].name);
        put(out, ") COMPREPLY=($(compgen -W '");
        put_choices(out, choices, " ");
        put(out, "' -- \"$word\")); return ;;\n");
    }
}

static void bash(ks_out *out)
{
    put(out, "# bash completion of konseki\n"
             "_konseki() {\n"
             "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}"
             " command=${COMP_WORDS[1]}\n"
             "    if [ \"$before\" = = ]; then before=${COMP_WORDS[COMP_CWORD - 2]}; fi\n"
             "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
             "        COMPREPLY=($(compgen -W '");
    for (size_t i = 0; i < command_shown_count; i++) {
        put(out, i ? " " : "");
        put(out, commands[i].name);
    }
    put(out, " --help --version' -- \"$word\"))\n        return\n    fi\n"
             "    case $command:$before in\n");
    for (size_t i = 0; i < command_shown_count; i++)
        bash_values(out, &commands[i]);
    put(out, "    esac\n    local options=\n    case $command in\n");
    for (size_t i = 0; i < command_shown_count; i++) {
        option_id id = OPTION_COUNT;
        put(out, "    ");
        put(out, commands[i].name);
        put(out, ") options='");
        for (size_t n = 0; command_option(&commands[i], n, &id); n++) {
            put(out, n ? " --" : "--");
            put(out, option_rows[id].name);
        }
        put(out, "' ;;\n");
    }
    put(out, "    esac\n"
             "    case $word in\n"
             "    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
             "    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n"
             "    esac\n"
             "}\n"
             "complete -o filenames -F _konseki konseki\n");
}

static void zsh_option(ks_out *out, const command *c, option_id id, ks_lang lang)
{
    const option_row *row = &option_rows[id];
    const char *choices = command_choices(c, id);
    put(out, "            '");
    if (row->kind == OPTION_MANY)
        put(out, "*");
    put(out, "--");
    put(out, row->name);
    if (row->value)
        put(out, "=");
    put(out, "[");
    for (const char *p = command_option_help(c, id, lang); *p; p++) {
        if (*p == '[' || *p == ']' || *p == ':')
            put(out, "\\");
        put_quoted(out, (char[]){ *p, 0 }, "'\\''");
    }
    put(out, "]");
    if (row->value) {
        put(out, ":");
        put(out, row->value);
        put(out, ":");
        if (choices) {
            put(out, "(");
            put_choices(out, choices, " ");
            put(out, ")");
        } else if (id == OPTION_OUTPUT || id == OPTION_FILE) {
            put(out, "_files");
        }
    }
    put(out, "' \\\n");
}

static void zsh(ks_out *out, ks_lang lang)
{
    put(out, "#compdef konseki\n"
             "# zsh completion of konseki\n"
             "local -a commands\n"
             "commands=(\n");
    for (size_t i = 0; i < command_shown_count; i++) {
        put(out, "    '");
        put(out, commands[i].name);
        put(out, ":");
        put_quoted(out, commands[i].line[lang], "'\\''");
        put(out, "'\n");
    }
    put(out, ")\n"
             "if (( CURRENT == 2 )); then\n"
             "    _describe command commands\n"
             "    return\n"
             "fi\n"
             "local command=$words[2]\n"
             "shift words\n"
             "(( CURRENT-- ))\n"
             "case $command in\n");
    for (size_t i = 0; i < command_shown_count; i++) {
        option_id id = OPTION_COUNT;
        put(out, "    ");
        put(out, commands[i].name);
        put(out, ")\n        _arguments -s \\\n");
        for (size_t n = 0; command_option(&commands[i], n, &id); n++)
            zsh_option(out, &commands[i], id, lang);
        put(out, "            '*:evidence:_files' ;;\n");
    }
    put(out, "esac\n");
}

static void fish_option(ks_out *out, const command *c, option_id id, ks_lang lang)
{
    const option_row *row = &option_rows[id];
    const char *choices = command_choices(c, id);
    put(out, "complete -c konseki -n '__fish_seen_subcommand_from ");
    put(out, c->name);
    put(out, "' -l ");
    put(out, row->name);
    if (row->letter) {
        put(out, " -s ");
        ks_out_byte(out, row->letter);
    }
    if (choices) {
        put(out, " -x -a '");
        put_choices(out, choices, " ");
        put(out, "'");
    } else if (row->value) {
        put(out, " -r");
    }
    put(out, " -d '");
    put_quoted(out, command_option_help(c, id, lang), "\\'");
    put(out, "'\n");
}

static void fish(ks_out *out, ks_lang lang)
{
    put(out, "# fish completion of konseki\n");
    for (size_t i = 0; i < command_shown_count; i++) {
        put(out, "complete -c konseki -n __fish_use_subcommand -f -a ");
        put(out, commands[i].name);
        put(out, " -d '");
        put_quoted(out, commands[i].line[lang], "\\'");
        put(out, "'\n");
        option_id id = OPTION_COUNT;
        for (size_t n = 0; command_option(&commands[i], n, &id); n++)
            fish_option(out, &commands[i], id, lang);
    }
}

static void powershell(ks_out *out)
{
    put(out, "# PowerShell completion of konseki\n"
             "$konsekiOptions = @{\n");
    for (size_t i = 0; i < command_shown_count; i++) {
        option_id id = OPTION_COUNT;
        put(out, "    '");
        put(out, commands[i].name);
        put(out, "' = @(");
        for (size_t n = 0; command_option(&commands[i], n, &id); n++) {
            put(out, n ? ", '--" : "'--");
            put(out, option_rows[id].name);
            put(out, "'");
        }
        put(out, ")\n");
    }
    put(out, "}\n"
             "Register-ArgumentCompleter -Native -CommandName konseki -ScriptBlock {\n"
             "    param($word, $line, $position)\n"
             "    $words = @($line.CommandElements | ForEach-Object { $_.ToString() })\n"
             "    $known = if ($words.Count -le 1 -or ($words.Count -eq 2 -and $word)) {\n"
             "        $konsekiOptions.Keys | Sort-Object\n"
             "    } else {\n"
             "        $konsekiOptions[$words[1]]\n"
             "    }\n"
             "    $known | Where-Object { $_ -like \"$word*\" } | ForEach-Object {\n"
             "        [System.Management.Automation.CompletionResult]::new($_, $_,"
             " 'ParameterName', $_)\n"
             "    }\n"
             "}\n");
}

static const char *const shells[] = { "bash", "zsh", "fish", "powershell" };

static void write_completion(const page *p, const options *given, const void *context)
{
    const char *shell = context;
    if (strcmp(shell, "bash") == 0)
        bash(p->out);
    else if (strcmp(shell, "zsh") == 0)
        zsh(p->out, given->lang);
    else if (strcmp(shell, "fish") == 0)
        fish(p->out, given->lang);
    else
        powershell(p->out);
}

int command_completion(const options *given)
{
    const char *wanted = given->argument_count ? given->arguments[0] : "";
    for (size_t i = 0; i < countof(shells); i++) {
        if (strcmp(wanted, shells[i]) == 0)
            return page_print(given, write_completion, wanted);
    }
    terminal_say_usage(given, KS_SAY_NO_SHELL, wanted, "bash|zsh|fish|powershell");
    return STATUS_USAGE;
}

static void write_names(const page *p, const options *given, const void *context)
{
    (void)given, (void)context;
    for (size_t i = 0; i < command_shown_count; i++)
        page_line(p, ks_str_of(commands[i].name));
}

int command_names(const options *given) { return page_print(given, write_names, NULL); }
