// Plain searching; the texts are short or looked at once.
#include "inspect/ascii.h"

bool ascii_equal(ks_str a, ks_str b)
{
    if (a.size != b.size)
        return false;
    for (size_t i = 0; i < a.size; i++) {
        if (ascii_lower(a.at[i]) != ascii_lower(b.at[i]))
            return false;
    }
    return true;
}

bool ascii_begins(ks_str text, ks_str with)
{
    return text.size >= with.size && ascii_equal(part_of(text, 0, with.size), with);
}

bool ascii_ends(ks_str text, ks_str with)
{
    return text.size >= with.size &&
           ascii_equal(part_of(text, text.size - with.size, with.size), with);
}

size_t ascii_find(ks_str text, ks_str word, size_t from)
{
    if (word.size == 0 || text.size < word.size)
        return SIZE_MAX;
    char first = ascii_lower(word.at[0]);
    for (size_t i = from; i <= text.size - word.size; i++) {
        if (ascii_lower(text.at[i]) == first && ascii_equal(part_of(text, i, word.size), word))
            return i;
    }
    return SIZE_MAX;
}

bool ascii_in(ks_str word, const char *list)
{
    for (const char *at = list; *at;) {
        const char *end = strchr(at, ' ');
        size_t size = end ? (size_t)(end - at) : strlen(at);
        if (size && ascii_equal(word, (ks_str){ at, size }))
            return true;
        at += size + (end != NULL);
    }
    return false;
}

ks_str ascii_trim(ks_str text)
{
    while (text.size && (u8)text.at[0] <= ' ')
        text = (ks_str){ text.at + 1, text.size - 1 };
    while (text.size && (u8)text.at[text.size - 1] <= ' ')
        text.size--;
    return text;
}

size_t bytes_find(ks_span in, ks_span what, size_t from)
{
    if (what.size == 0 || in.size < what.size || from > in.size - what.size)
        return SIZE_MAX;
    const u8 *found = memmem(in.at + from, in.size - from, what.at, what.size);
    return found ? (size_t)(found - in.at) : SIZE_MAX;
}
