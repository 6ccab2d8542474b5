#include "policy/nearest.h"

enum { word_most = 63 };

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c; }

// Changes that make one of the other (Levenshtein); a letter in the other case counts half as much.
static size_t distance(ks_str a, ks_str b)
{
    size_t row[word_most + 1];
    for (size_t j = 0; j <= b.size; j++)
        row[j] = 2 * j;
    for (size_t i = 0; i < a.size; i++) {
        size_t diagonal = row[0];
        row[0] = 2 * (i + 1);
        for (size_t j = 0; j < b.size; j++) {
            size_t change = a.at[i] == b.at[j] ? 0 : lower(a.at[i]) == lower(b.at[j]) ? 1 : 2;
            size_t least = diagonal + change;
            diagonal = row[j + 1];
            if (row[j + 1] + 2 < least)
                least = row[j + 1] + 2;
            if (row[j] + 2 < least)
                least = row[j] + 2;
            row[j + 1] = least;
        }
    }
    return row[b.size];
}

void nearest_try(nearest *near, ks_str candidate)
{
    ks_str word = near->word;
    if (word.size > word_most)
        word.size = word_most;
    if (candidate.size == 0 || candidate.size > word_most)
        return;
    size_t found = distance(word, candidate);
    if (found < near->distance) {
        near->distance = found;
        near->found = candidate;
    }
}
