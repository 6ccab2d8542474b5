// The commands: one row each here, their words in commands.c. Help, man pages and completions are
// made from that. To add a command: a row here, its words there, and src/cli/<command>.c.
#pragma once
#include "cli/options.h"

// clang-format off
#define KS_COMMANDS(X) \
    X(investigate) X(events) X(survey) X(search) X(hunt) X(rules) X(hive) X(settings) \
    X(audit) X(lint) X(plan) X(inspect) X(guide) X(help)
// clang-format on

#define X(name) int command_##name(const options *given);
KS_COMMANDS(X)
#undef X
// What the program writes about itself; not shown in help.
int command_man(const options *given);
int command_completion(const options *given);
int command_names(const options *given);

typedef struct {
    const char *line; // what is typed
    const char *about[KS_LANG_COUNT];
} command_example;

// What an option means to one command alone, instead of what option_list.h says.
typedef struct {
    option_id id; // ends with OPTION_COUNT
    const char *help[KS_LANG_COUNT];
    const char *choices; // of an option whose choices are the command's; NULL: its formats
} option_meaning;

struct command {
    const char *name;
    const char *arguments;            // behind the options: "EVIDENCE..."
    const char *line[KS_LANG_COUNT];  // what it does, without a full stop
    const char *about[KS_LANG_COUNT]; // paragraphs, divided by empty lines
    const char *formats;              // choices of --format, the default first
    const char *one[KS_LANG_COUNT];   // what exit status 1 says; NULL: it does not occur
    const option_id *options;         // its own, in the order of help; ends with OPTION_COUNT
    const option_meaning *meanings;   // NULL: all as in option_list.h
    bool reads_evidence;              // and takes the options that go with it
    bool is_folder_output;            // what -o names is a folder, which the command opens itself
    command_example examples[5];
    int (*run)(const options *given);
};
extern const command commands[];
extern const size_t command_count; // those that help shows come first
extern const size_t command_shown_count;

// What every command that reads evidence takes, and what every command takes.
extern const option_id evidence_options[], common_options[];

// NULL: no such command.
const command *command_find(const char *name);
bool command_takes(const command *c, option_id id);
// What help says about an option of the command; `c` may be NULL.
const char *command_option_help(const command *c, option_id id, ks_lang lang);
// The values that an option of the command can have, "a|b"; NULL: anything. `c` may be NULL.
const char *command_choices(const command *c, option_id id);
// Each option that the command takes, its own first: false when there is no n-th.
bool command_option(const command *c, size_t n, option_id *id);
