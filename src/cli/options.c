// The command line becomes a command, its options and its arguments. Every mistake is said with
// what was probably meant; nothing is guessed.
#include "cli/options.h"

#include "base/number.h"
#include "cli/commands.h"

const option_row option_rows[OPTION_COUNT] = {
#define OPTION(id, name, letter, value, kind, choices, en, ja) \
    [OPTION_##id] = { name, letter, value, OPTION_##kind, choices, { en, ja } },
#include "cli/option_list.h"
#undef OPTION
};

typedef struct {
    options *o;
    ks_arena *run;
    ks_out *wrong;
    const char *const *words;
    size_t count, next;
} reader;

// Says what is wrong about `text`; always false.
static bool refuse(reader *r, ks_note note, const char *text, const char *text2)
{
    KS_PUT(r->wrong, "konseki");
    if (r->o->command) {
        KS_PUT(r->wrong, " ");
        ks_out_put(r->wrong, ks_str_of(r->o->command->name));
    }
    KS_PUT(r->wrong, ": ");
    ks_words words = { .text = { ks_str_of(text), ks_str_of(text2) } };
    ks_say(r->wrong, note, &words, r->o->lang);
    return false;
}

// No memory for the words themselves.
static bool spent(reader *r)
{
    ks_fail fail = { 0 };
    r->o->is_over_budget = true;
    ks_refuse(&fail, KS_OVER_BUDGET, (i64)r->count, 0, ks_str_of(r->run->name));
    KS_PUT(r->wrong, "konseki: ");
    ks_say_fail(r->wrong, &fail, (ks_str){ 0 }, r->o->lang);
    return false;
}

static void suggest(reader *r, const char *dashes, const char *nearest)
{
    ks_words words = { .text = { ks_str_of(dashes), ks_str_of(nearest) } };
    ks_say(r->wrong, KS_SAY_NEAREST, &words, r->o->lang);
}

static size_t least_of(size_t a, size_t b) { return a < b ? a : b; }

enum { word_most = 40 };

// Letters to insert, remove, change, or exchange with their neighbour (optimal string alignment).
static size_t distance(ks_str a, ks_str b)
{
    size_t d[word_most + 1][word_most + 1];
    for (size_t i = 0; i <= a.size; i++) {
        for (size_t j = 0; j <= b.size; j++) {
            d[i][j] = i + j; // one of them empty: all of the other's letters
            if (i == 0 || j == 0)
                continue;
            size_t change = d[i - 1][j - 1] + (a.at[i - 1] != b.at[j - 1]);
            d[i][j] = least_of(change, least_of(d[i - 1][j], d[i][j - 1]) + 1);
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1])
                d[i][j] = least_of(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[a.size][b.size];
}

const char *options_nearest(const char *word, const char *const *names, size_t count)
{
    ks_str typed = ks_str_of(word);
    if (typed.size == 0 || typed.size > word_most)
        return NULL;
    const char *nearest = NULL;
    size_t least = 2 + typed.size / 4; // farther off is another word, not a slip
    for (size_t i = 0; i < count; i++) {
        ks_str name = ks_str_of(names[i]);
        size_t apart = name.size <= word_most ? distance(typed, name) : least;
        bool is_shared = apart < name.size; // some letter is the same
        if (is_shared && apart < least) {
            least = apart;
            nearest = names[i];
        }
    }
    return nearest;
}

static bool unknown_option(reader *r, const char *word, const char *name)
{
    const char *names[OPTION_COUNT];
    size_t count = 0;
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (r->o->command == NULL || command_takes(r->o->command, (option_id)i))
            names[count++] = option_rows[i].name;
    }
    refuse(r, KS_SAY_UNKNOWN_OPTION, word, NULL);
    const char *nearest = options_nearest(name, names, count);
    if (nearest)
        suggest(r, "--", nearest);
    return false;
}

static bool add(reader *r, option_id id, const char *value)
{
    size_t count = r->o->given[id].count;
    const char **values = r->o->given[id].values;
    size_t capacity = count;
    if ((count & (count - 1)) == 0) { // room for the next power of two
        capacity = count ? count : 1;
        values = ks_arena_grow(r->run, values, sizeof *values, count, &capacity);
    }
    if (values == NULL)
        return spent(r);
    values[count] = value;
    r->o->given[id].values = values;
    r->o->given[id].count = count + 1;
    return true;
}

static bool is_choice(const char *choices, const char *value)
{
    size_t size = strlen(value);
    for (const char *p = choices; *p;) {
        const char *bar = strchr(p, '|');
        size_t length = bar ? (size_t)(bar - p) : strlen(p);
        if (length == size && memcmp(p, value, size) == 0)
            return true;
        p += length + (bar != NULL);
    }
    return false;
}

static bool take(reader *r, option_id id, const char *word, const char *value)
{
    const option_row *row = &option_rows[id];
    if (row->kind == OPTION_SWITCH)
        return add(r, id, word);
    if (value == NULL) {
        if (r->next == r->count)
            return refuse(r, KS_SAY_NO_VALUE, row->name,
                          row->choices && *row->choices ? row->choices : row->value);
        value = r->words[r->next++];
    }
    if (row->choices && *row->choices && !is_choice(row->choices, value))
        return refuse(r, KS_SAY_NO_CHOICE, row->name, row->choices);
    return add(r, id, value);
}

static bool read_long(reader *r, const char *word)
{
    const char *name = word + 2, *equals = strchr(name, '=');
    size_t size = equals ? (size_t)(equals - name) : strlen(name);
    char *known = ks_take(r->run, char, size + 3); // "--" and the name, without the value
    if (known == NULL)
        return spent(r);
    memcpy(known, word, size + 2);
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (strcmp(option_rows[i].name, known + 2) != 0)
            continue;
        if (equals && option_rows[i].kind == OPTION_SWITCH)
            return refuse(r, KS_SAY_NO_VALUE_TAKEN, known + 2, NULL);
        return take(r, (option_id)i, known, equals ? equals + 1 : NULL);
    }
    return unknown_option(r, known, known + 2);
}

// "-i", "-iF" (switches together), "-e pattern", "-epattern".
static bool read_letters(reader *r, const char *word)
{
    for (const char *p = word + 1; *p; p++) {
        char *spelled = ks_take(r->run, char, 3);
        if (spelled == NULL)
            return spent(r);
        spelled[0] = '-';
        spelled[1] = *p;
        size_t id = 0;
        while (id < OPTION_COUNT && option_rows[id].letter != *p)
            id++;
        if (id == OPTION_COUNT)
            return unknown_option(r, (u8)*p < 0x80 ? spelled : word, "");
        bool is_switch = option_rows[id].kind == OPTION_SWITCH;
        if (!take(r, (option_id)id, spelled, is_switch || p[1] == 0 ? NULL : p + 1))
            return false;
        if (!is_switch)
            return true;
    }
    return true;
}

static bool name_command(reader *r, const char *word)
{
    r->o->command = command_find(word);
    if (r->o->command)
        return true;
    const char *names[16];
    size_t count = 0;
    for (; count < command_count && count < countof(names); count++)
        names[count] = commands[count].name;
    refuse(r, KS_SAY_UNKNOWN_COMMAND, word, NULL);
    const char *nearest = options_nearest(word, names, count);
    if (nearest)
        suggest(r, "", nearest);
    return false;
}

// What can be said only when the command is known: which options it takes, which formats it has.
static bool agree(reader *r)
{
    const options *o = r->o;
    for (size_t i = 0; o->command && i < OPTION_COUNT; i++) {
        const char *name = option_rows[i].name;
        if (o->given[i].count && !command_takes(o->command, (option_id)i))
            return refuse(r, KS_SAY_OPTION_ELSEWHERE, name, o->command->name);
        const char *choices = command_choices(o->command, (option_id)i);
        if (choices && o->given[i].count && !is_choice(choices, options_value(o, (option_id)i)))
            return refuse(r, KS_SAY_NO_CHOICE, name, choices);
    }
    return true;
}

// The language that is asked for anywhere counts for all that is said, errors before it included.
static ks_lang language(const char *const *words, size_t count)
{
    ks_lang lang = ks_lang_of_environment();
    for (size_t i = 0; i < count && strcmp(words[i], "--") != 0; i++) {
        if (strncmp(words[i], "--lang=", 7) == 0)
            (void)!ks_lang_read(ks_str_of(words[i] + 7), &lang);
        else if (strcmp(words[i], "--lang") == 0 && i + 1 < count)
            (void)!ks_lang_read(ks_str_of(words[i + 1]), &lang);
    }
    return lang;
}

bool options_read(options *o, const char *const *words, size_t count, ks_arena *run, ks_out *wrong)
{
    *o = (options){ .lang = language(words, count) };
    reader r = { .o = o, .run = run, .wrong = wrong, .words = words, .count = count };
    const char **arguments = ks_take(run, const char *, count + 1);
    if (arguments == NULL)
        return spent(&r);
    o->arguments = arguments;
    bool is_ended = false;
    while (r.next < count) {
        const char *word = words[r.next++];
        bool is_option = !is_ended && word[0] == '-' && word[1];
        bool is_fine = true;
        if (is_option && strcmp(word, "--") == 0)
            is_ended = true;
        else if (is_option)
            is_fine = word[1] == '-' ? read_long(&r, word) : read_letters(&r, word);
        else if (o->command == NULL)
            is_fine = name_command(&r, word);
        else
            arguments[o->argument_count++] = word;
        if (!is_fine)
            return false;
    }
    return agree(&r);
}

bool options_number(const char *text, u64 least, u64 most, u64 *number)
{
    return ks_u64_read(ks_str_of(text), number) && *number >= least && *number <= most;
}

static bool two_digits(const char *p, int *number)
{
    if (p[0] < '0' || p[0] > '9' || p[1] < '0' || p[1] > '9')
        return false;
    *number = (p[0] - '0') * 10 + (p[1] - '0');
    return true;
}

bool options_zone(const char *text, int *minutes)
{
    static const struct {
        const char *name;
        int minutes;
    } names[] = { { "UTC", 0 }, { "GMT", 0 }, { "Z", 0 }, { "JST", 540 } };
    for (size_t i = 0; i < countof(names); i++) {
        if (strcmp(text, names[i].name) == 0) {
            *minutes = names[i].minutes;
            return true;
        }
    }
    int hours = 0, rest = 0;
    if ((text[0] != '+' && text[0] != '-') || !two_digits(text + 1, &hours))
        return false;
    const char *p = text + 3 + (text[3] == ':');
    if (*p && (!two_digits(p, &rest) || p[2]))
        return false;
    if (hours > 14 || rest > 59 || (*p == 0 && p[-1] == ':'))
        return false;
    *minutes = (text[0] == '-' ? -1 : 1) * (hours * 60 + rest);
    return true;
}
