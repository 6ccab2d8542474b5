// See fold.h. ASCII goes by arithmetic, everything else by a search in ranges.
#include "base/fold.h"

#include "base/fold_table.h"
#include "base/text.h"

u32 ks_fold_code(u32 c)
{
    if (c < 0x80)
        return c - 'A' < 26 ? c + 32 : c;
    size_t low = 0, high = countof(fold_table);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c > fold_table[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == countof(fold_table) || c < fold_table[low].first)
        return c;
    bool is_on_step = (c - fold_table[low].first) % fold_table[low].step == 0;
    return is_on_step ? (u32)((i32)c + fold_table[low].difference) : c;
}

static u32 next(ks_str text, size_t *at)
{
    u8 byte = (u8)text.at[*at];
    if (byte < 0x80) {
        ++*at;
        return ks_fold_code(byte);
    }
    u32 c = 0;
    *at += ks_utf8_read(text, *at, &c);
    return ks_fold_code(c);
}

bool ks_equal_fold(ks_str a, ks_str b)
{
    size_t i = 0, j = 0;
    // As long as both are ASCII, a byte is a character.
    for (; i < a.size && i < b.size && (u8)(a.at[i] | b.at[i]) < 0x80; i++) {
        if (a.at[i] != b.at[i] && ks_fold_code((u8)a.at[i]) != ks_fold_code((u8)b.at[i]))
            return false;
    }
    j = i;
    while (i < a.size && j < b.size) {
        if (next(a, &i) != next(b, &j))
            return false;
    }
    return i == a.size && j == b.size;
}

int ks_compare_fold(ks_str a, ks_str b)
{
    size_t i = 0, j = 0;
    while (i < a.size && j < b.size) {
        u32 x = next(a, &i), y = next(b, &j);
        if (x != y)
            return x < y ? -1 : 1;
    }
    return (i < a.size) - (j < b.size);
}

bool ks_begins_fold(ks_str text, ks_str with)
{
    return text.size >= with.size && ks_equal_fold((ks_str){ text.at, with.size }, with);
}

bool ks_ends_fold(ks_str text, ks_str with)
{
    return text.size >= with.size && ks_equal_fold(ks_str_from(text, text.size - with.size), with);
}

bool ks_glob_fold(ks_str pattern, ks_str text)
{
    // A mismatch goes back to the last star and lets it take one character more.
    size_t p = 0, t = 0, star = SIZE_MAX, taken = 0;
    while (t < text.size) {
        size_t p_next = p, t_next = t;
        bool is_star = p < pattern.size && pattern.at[p] == '*';
        if (is_star) {
            star = ++p;
            taken = t;
            continue;
        }
        bool is_any = p < pattern.size && pattern.at[p] == '?';
        u32 wanted = p < pattern.size ? next(pattern, &p_next) : 0;
        u32 found = next(text, &t_next);
        if (p < pattern.size && (is_any || wanted == found)) {
            p = p_next;
            t = t_next;
            continue;
        }
        if (star == SIZE_MAX)
            return false;
        (void)next(text, &taken);
        p = star;
        t = taken;
    }
    while (p < pattern.size && pattern.at[p] == '*')
        p++;
    return p == pattern.size;
}
