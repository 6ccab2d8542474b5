// What a regular expression cannot do without: the rarest literal, a few literals of which it needs
// one, a class that it repeats. That is looked for first, since it is cheap. What is not understood
// ends a run of literal characters, or gives the search up: an empty answer is always right.
#include "rules/check.h"

typedef struct {
    ks_str pattern;
    size_t at;
    u8 *run; // being collected; folded later
    size_t run_size;
    u8 *best;
    size_t best_size;
    float best_share;
    rules_regex_needs needs; // its words: of the rarest characters, and one of a class behind them
    float some_share;
    ks_arena *arena;
    bool is_lost; // something that could change what follows
} reading;

static const float share_most = 0.003F; // what is more common is no help

static void end_run(reading *r)
{
    float share = rules_share_of((ks_str){ (const char *)r->run, r->run_size });
    if (r->run_size && share < r->best_share) {
        memcpy(r->best, r->run, r->run_size);
        r->best_size = r->run_size;
        r->best_share = share;
    }
    r->run_size = 0;
}

// The last character may be there or not.
static void drop_last(reading *r)
{
    while (r->run_size && (r->run[r->run_size - 1] & 0xc0) == 0x80)
        r->run_size--;
    if (r->run_size)
        r->run_size--;
    end_run(r);
}

// Behind a backslash.
static void read_escape(reading *r)
{
    if (r->at == r->pattern.size) {
        r->is_lost = true;
        return;
    }
    u8 c = (u8)r->pattern.at[r->at++];
    if (!rules_is_alphanumeric(c)) {
        r->run[r->run_size++] = c;
        return;
    }
    // Classes and places of one letter; all else takes arguments or refers to something.
    r->is_lost = r->is_lost || strchr("dDwWsSbBhHvVAZzGnrtfea", c) == NULL;
    end_run(r);
}

// The characters of a class, between its brackets. 0: they are many, or not written one by one.
static size_t read_members(ks_str inside, u8 members[rules_regex_words_most])
{
    size_t count = 0;
    for (size_t i = 0; i < inside.size; i++) {
        u8 c = (u8)inside.at[i];
        bool is_inside = i > 0 && i + 1 < inside.size;
        if (c >= 0x80 || c == '[' || (c == '^' && i == 0) || (c == '-' && is_inside))
            return 0;
        if (c == '\\') {
            c = ++i < inside.size ? (u8)inside.at[i] : 'd';
            if (rules_is_alphanumeric(c) || c >= 0x80) // a class of its own
                return 0;
        }
        if (count == rules_regex_words_most)
            return 0;
        members[count++] = c;
    }
    return count;
}

// Whether what ends before `at` has to be there.
static bool is_needed(const reading *r)
{
    ks_str p = r->pattern;
    if (r->at == p.size)
        return true;
    char c = p.at[r->at], behind = r->at + 1 < p.size ? p.at[r->at + 1] : 0;
    return c != '?' && c != '*' && (c != '{' || (behind >= '1' && behind <= '9'));
}

// A run of characters and a class right behind it: one of a few literals.
static void note_words(reading *r, size_t run_size, ks_str inside)
{
    u8 members[rules_regex_words_most];
    size_t count = run_size && is_needed(r) ? read_members(inside, members) : 0;
    float share = 0, run = rules_share_of((ks_str){ (const char *)r->run, run_size });
    for (size_t i = 0; i < count; i++)
        share += run * rules_share_of((ks_str){ (const char *)&members[i], 1 });
    if (count == 0 || share >= r->some_share)
        return;
    r->some_share = share;
    r->needs.words.count = 0;
    for (size_t i = 0; i < count; i++) {
        u8 *word = ks_take(r->arena, u8, run_size + 1);
        u8 *to = ks_take(r->arena, u8, rules_fold_most(run_size + 1));
        if (word == NULL || to == NULL) {
            r->needs.words.count = 0;
            return;
        }
        memcpy(word, r->run, run_size);
        word[run_size] = members[i];
        rules_text made = rules_fold(to, (ks_str){ (const char *)word, run_size + 1 });
        r->needs.words.at[r->needs.words.count++] = (ks_str){ (const char *)made.at, made.size };
    }
}

// Over "[...]".
static void skip_class(reading *r)
{
    size_t run_size = r->run_size, begin = r->at;
    end_run(r);
    if (r->at < r->pattern.size && r->pattern.at[r->at] == '^')
        r->at++;
    bool is_first = true;
    for (; r->at < r->pattern.size; is_first = false) {
        char c = r->pattern.at[r->at++];
        if (c == ']' && !is_first) {
            note_words(r, run_size, (ks_str){ r->pattern.at + begin, r->at - 1 - begin });
            return;
        }
        if (c == '\\')
            r->at++;
        bool is_posix =
            c == '[' && r->at < r->pattern.size && memchr(":.=", r->pattern.at[r->at], 3) != NULL;
        bool is_quoting = c == '\\' && r->at <= r->pattern.size &&
                          memchr("QE", r->pattern.at[r->at - 1], 2) != NULL;
        r->is_lost = r->is_lost || is_posix || is_quoting;
    }
    r->is_lost = true;
}

// Behind a class at the top, which began at `begin`: `{n}` or `{n,…}`.
static void note_repeated(reading *r, size_t begin)
{
    enum { repeated_most = 65535 };
    ks_str p = r->pattern;
    size_t at = r->at + 1, end = r->at ? r->at - 1 : 0;
    u32 least = 0;
    if (r->is_lost || r->at >= p.size || p.at[r->at] != '{')
        return;
    for (; at < p.size && p.at[at] >= '0' && p.at[at] <= '9' && least <= repeated_most; at++)
        least = least * 10 + (u32)(p.at[at] - '0');
    bool is_exact = at < p.size && p.at[at] == '}';
    size_t more = at + 1; // behind a comma
    while (!is_exact && more < p.size && p.at[more] >= '0' && p.at[more] <= '9')
        more++;
    bool is_open = at < p.size && p.at[at] == ',' && more < p.size && p.at[more] == '}';
    size_t behind = is_exact ? at + 1 : more + 1;
    bool is_changed = behind < p.size && memchr("*+?{", p.at[behind], 4) != NULL;
    if ((!is_exact && !is_open) || is_changed || least <= r->needs.repeated ||
        least > repeated_most)
        return;
    r->needs.class = (ks_str){ p.at + begin, end - begin };
    r->needs.repeated = least;
    r->needs.is_all =
        is_exact && begin == 2 && p.at[0] == '^' && at + 2 == p.size && p.at[at + 1] == '$';
}

// Behind "(": over the whole group, or over flags alone.
static void skip_group(reading *r)
{
    end_run(r);
    size_t depth = 1;
    bool is_special = r->at < r->pattern.size && r->pattern.at[r->at] == '*';
    while (r->at < r->pattern.size && depth && !r->is_lost) {
        char c = r->pattern.at[r->at++];
        bool asks = c == '(' && r->at < r->pattern.size &&
                    (r->pattern.at[r->at] == '*' ||
                     (r->pattern.at[r->at] == '?' && r->at + 1 < r->pattern.size &&
                      r->pattern.at[r->at + 1] == '#'));
        is_special = is_special || asks;
        if (c == '\\')
            read_escape(r);
        else if (c == '[')
            skip_class(r);
        else
            depth += (c == '(') - (size_t)(c == ')');
        r->run_size = 0; // of the group: it may be optional, or one of several
    }
    r->is_lost = r->is_lost || is_special || depth;
}

// Behind "(" at the top: which groups are harmless.
static void read_group(reading *r)
{
    ks_str rest = { r->pattern.at + r->at, r->pattern.size - r->at };
    if (rest.size && rest.at[0] == '?') {
        // (?i), (?s:…), (?:…), (?=…), (?!…), (?<…: anything but x, which makes blanks vanish.
        for (size_t i = 1; i < rest.size && strchr(":)=!<", rest.at[i]) == NULL; i++)
            r->is_lost = r->is_lost || strchr("imsn-", rest.at[i]) == NULL;
    }
    end_run(r);
    skip_group(r);
}

// Behind "{": over the numbers of a quantifier, which are no text. Other braces are characters.
static void skip_numbers(reading *r)
{
    size_t at = r->at;
    while (at < r->pattern.size && r->pattern.at[at] && strchr("0123456789, ", r->pattern.at[at]))
        at++;
    if (at < r->pattern.size && r->pattern.at[at] == '}')
        r->at = at + 1;
}

static void read_pattern(reading *r)
{
    while (r->at < r->pattern.size && !r->is_lost) {
        u8 c = (u8)r->pattern.at[r->at++];
        size_t begin = r->at;
        switch (c) {
        case '\\': read_escape(r); break;
        case '[':
            skip_class(r);
            note_repeated(r, begin);
            break;
        case '(': read_group(r); break;
        case ')':
        case '|': r->is_lost = true; break; // of several, none is needed
        case '.':
        case '^':
        case '$':
        case '+': end_run(r); break;
        case '?':
        case '*':
        case '{': drop_last(r); break;
        default: r->run[r->run_size++] = c;
        }
        if (c == '{')
            skip_numbers(r);
    }
    end_run(r);
}

rules_regex_needs rules_regex_needs_of(ks_str text, ks_arena *arena)
{
    const rules_regex_needs none = { 0 };
    reading r = {
        .pattern = text, .best_share = share_most, .some_share = share_most, .arena = arena
    };
    r.run = ks_take(arena, u8, text.size + 1);
    r.best = ks_take(arena, u8, text.size + 1);
    u8 *to = ks_take(arena, u8, rules_fold_most(text.size));
    if (r.run == NULL || r.best == NULL || to == NULL)
        return none;
    read_pattern(&r);
    if (r.is_lost)
        return none;
    rules_text made = rules_fold(to, (ks_str){ (const char *)r.best, r.best_size });
    if (made.size)
        r.needs.literal = (ks_str){ (const char *)made.at, made.size };
    return r.needs;
}
