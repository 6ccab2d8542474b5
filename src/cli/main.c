// konseki: the command line becomes options, and the command's own file does the rest.
#include "base/arena.h"
#include "base/os.h"
#include "cli/commands.h"
#include "cli/help.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "cli/version.h"

enum { words_budget = 16 << 20, wrong_size = 64 * 1024 };

static int run_command(const options *given)
{
    const char *help = options_value(given, OPTION_HELP);
    if (help)
        return help_print(given, strcmp(help, "-h") == 0 ? HELP_SHORT : HELP_LONG);
    if (given->command)
        return given->command->run(given);
    if (options_has(given, OPTION_VERSION))
        return version_print(given);
    return help_print(given, HELP_FIRST);
}

int main(int count, char **words)
{
    ks_fail_arm();
    ks_arena run;
    ks_out wrong;
    options given;
    if (!ks_arena_open(&run, "options", words_budget) || !ks_out_open(&wrong, &run, wrong_size)) {
        ks_fail fail = { .reason = KS_OVER_BUDGET, .text = KS_STR("options") };
        terminal_say_fail(&(options){ .lang = ks_lang_of_environment() }, &fail);
        return STATUS_FAILED;
    }
    ks_arena whole = run;
    int status = STATUS_FAILED;
    size_t word_count = count > 0 ? (size_t)count - 1 : 0;
    if (options_read(&given, (const char *const *)words + (count > 0), word_count, &run, &wrong)) {
        status = run_command(&given);
    } else {
        KS_PUT(&wrong, "\n");
        terminal_say(ks_out_str(&wrong));
        status = given.is_over_budget ? STATUS_FAILED : STATUS_USAGE;
    }
    ks_arena_close(&whole);
    return status;
}
