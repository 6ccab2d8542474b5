// The longest run of characters of one class that a regular expression needs, such as
// `[0-9a-f]{64}`: told without the expression where a text has none, or is nothing else. What is
// not understood is no run.
#include "rules/check.h"

enum { least_useful = 12, ascii = 128 };

static void add(rules_run *run, u32 low, u32 high)
{
    for (u32 c = low; c <= high; c++)
        run->members[c / 64] |= (u64)1 << c % 64;
}

static bool is_member(const rules_run *run, u32 c) { return run->members[c / 64] >> c % 64 & 1; }

// A class of its own, behind a backslash.
static bool add_named(rules_run *run, u8 c)
{
    if (c == 's') {
        add(run, '\t', '\r');
        add(run, ' ', ' ');
    }
    if (c == 'd' || c == 'w')
        add(run, '0', '9');
    if (c == 'w') {
        add(run, 'A', 'Z');
        add(run, 'a', 'z');
        add(run, '_', '_');
    }
    return c == 's' || c == 'd' || c == 'w';
}

// What stands between a class's brackets, as far as it is ASCII. False: not understood.
static bool add_members(rules_run *run, ks_str inside)
{
    size_t i = 0;
    while (i < inside.size) {
        u8 c = (u8)inside.at[i++];
        if ((c == '^' && i == 1) || c == '[' || c >= ascii)
            return false;
        if (c == '\\') {
            c = i < inside.size ? (u8)inside.at[i++] : 'Q';
            if (add_named(run, c))
                continue;
            if (c >= ascii || rules_is_alphanumeric(c))
                return false;
        }
        u8 high = c;
        if (i + 1 < inside.size && inside.at[i] == '-') {
            high = (u8)inside.at[i + 1];
            i += 2;
        }
        if (high >= ascii || high == '\\' || high == '[' || high < c)
            return false;
        add(run, c, high);
    }
    return true;
}

// Letters in both cases.
static void fold(rules_run *run)
{
    const u64 letters = 0x7fffffe; // from @ on
    u64 small = run->members[1] >> 32 & letters, large = run->members[1] & letters;
    run->members[1] |= small | large << 32;
}

const rules_run *rules_regex_run(const rules_regex_needs *needs, unsigned flags, ks_arena *arena)
{
    rules_run *run = needs->repeated >= least_useful ? ks_take(arena, rules_run, 1) : NULL;
    if (run == NULL || !add_members(run, needs->class))
        return NULL;
    run->least = needs->repeated;
    run->is_all = needs->is_all;
    // Whatever the flags, also those in the expression; what is all of it has none there.
    if (!run->is_all || flags & KS_REGEX_IGNORE_CASE)
        fold(run);
    return run;
}

// Whether some units in a row are members, or beyond ASCII, of which nothing is known. Behind a
// unit that is none a row can only begin anew: most units are not looked at.
static bool has_row(const rules_run *run, ks_utf16 text)
{
    size_t end = run->least; // of the row that could be
    while (end <= text.units) {
        size_t at = end;
        while (at > end - run->least) {
            u32 unit = ks_load16(text.at + 2 * (at - 1));
            if (unit < ascii && !is_member(run, unit))
                break;
            at--;
        }
        if (at == end - run->least)
            return true;
        end = at + run->least;
    }
    return false;
}

static bool is_all_members(const rules_run *run, ks_utf16 text)
{
    bool is_all = text.units == run->least;
    for (size_t i = 0; i < text.units && is_all; i++) {
        u32 unit = ks_load16(text.at + 2 * i);
        is_all = unit && unit < ascii && is_member(run, unit); // a text ends before NUL
    }
    return is_all;
}

ks_judged rules_run_judge(const rules_run *run, ks_utf16 text)
{
    if (run->is_all && is_all_members(run, text))
        return KS_JUDGED_TRUE;
    return has_row(run, text) ? KS_JUDGED_GAVE_UP : KS_JUDGED_FALSE;
}
