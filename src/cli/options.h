// Options of the command line: one list for the whole program, so that the same name means the
// same in each command. Options may stand anywhere after the command, `--` ends them, "--x=v" and
// "--x v" are the same, nothing is abbreviated.
#pragma once
#include "base/arena.h"
#include "message/message.h"

typedef enum {
#define OPTION(id, name, letter, value, kind, choices, en, ja) OPTION_##id,
#include "cli/option_list.h"
#undef OPTION
    OPTION_COUNT
} option_id;

typedef enum {
    OPTION_SWITCH, // no value; `values` are the words as typed
    OPTION_ONCE,   // the last one counts
    OPTION_MANY    // each one counts
} option_kind;

typedef struct {
    const char *name;  // without the dashes
    char letter;       // 0: none
    const char *value; // what help calls the value: "ZONE"
    option_kind kind;
    const char *choices; // "auto|always|never"; NULL: anything; "": the command says (commands.h)
    const char *help[KS_LANG_COUNT];
} option_row;
extern const option_row option_rows[OPTION_COUNT];

typedef struct command command;
typedef struct {
    const command *command; // NULL: none was named
    ks_lang lang;
    const char *const *arguments; // in the order given
    size_t argument_count;
    bool is_over_budget; // why options_read was false: no memory, and nothing wrong with the words
    struct {
        const char **values;
        size_t count; // of a switch: how often
    } given[OPTION_COUNT];
} options;

static inline bool options_has(const options *o, option_id id) { return o->given[id].count > 0; }

// The last value given; NULL: none.
static inline const char *options_value(const options *o, option_id id)
{
    return o->given[id].count ? o->given[id].values[o->given[id].count - 1] : NULL;
}

static inline bool options_is(const options *o, option_id id, const char *value)
{
    const char *given = options_value(o, id);
    return given && strcmp(given, value) == 0;
}

// Reads the words behind the program's name; each keeps pointing there. False: not understood, and
// `wrong` says why (with the nearest word, in the language asked for).
KS_MUST bool options_read(options *o, const char *const *words, size_t count, ks_arena *run,
                          ks_out *wrong);

// The name among `names` that a mistyped word is nearest to; NULL: none is near.
const char *options_nearest(const char *word, const char *const *names, size_t count);
// A whole number in [least, most]; false: it is none.
KS_MUST bool options_number(const char *text, u64 least, u64 most, u64 *number);
// "UTC", "Z", "+09:00", "-0330", "JST" (and few more words): minutes east of UTC.
KS_MUST bool options_zone(const char *text, int *minutes);
