// Columns by East Asian width (Unicode Standard Annex 11: Wide and Fullwidth take two, Ambiguous
// one, as terminals do), clusters by the part of Annex 29 that occurs in names and commands: marks,
// joiners, variation selectors, decomposed Hangul, pairs of regional indicators.
#include "message/width.h"

#include "base/text.h"
#include "message/unicode.h"

enum {
    joiner = 0x200d,
    emoji_selector = 0xfe0f,
    indicator_first = 0x1f1e6,
    indicator_last = 0x1f1ff
};

static bool is_in(const unicode_range *ranges, size_t count, u32 c)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c > ranges[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && c >= ranges[low].first;
}

static size_t columns_of(u32 c)
{
    if (c < 0x300)
        return 1;
    if (is_in(unicode_zero, countof(unicode_zero), c))
        return 0;
    return is_in(unicode_wide, countof(unicode_wide), c) ? 2 : 1;
}

static bool is_indicator(u32 c) { return c >= indicator_first && c <= indicator_last; }

static bool extends(u32 c)
{
    return c >= 0x300 &&
           (columns_of(c) == 0 || is_in(unicode_spacing_mark, countof(unicode_spacing_mark), c));
}

size_t ks_cluster(ks_str text, size_t at, size_t *columns)
{
    u32 first = 0, before = 0, c = 0;
    size_t size = ks_utf8_read(text, at, &first);
    size_t width = columns_of(first);
    before = first;
    for (bool is_pair = false; at + size < text.size; before = c) {
        size_t step = ks_utf8_read(text, at + size, &c);
        if (before == joiner && c >= 0x2000) {
            size += step; // an emoji that is made of several takes the room of one
            continue;
        }
        if (is_indicator(c) && is_indicator(before) && !is_pair) {
            is_pair = true;
            size += step;
            width = 2;
            continue;
        }
        if (!extends(c))
            break;
        if (c == emoji_selector)
            width = 2;
        else if (width < 2)
            width += columns_of(c);
        size += step;
    }
    *columns = width;
    return size;
}

size_t ks_width(ks_str text)
{
    size_t sum = 0;
    for (size_t at = 0; at < text.size;) {
        size_t columns = 0;
        at += ks_cluster(text, at, &columns);
        sum += columns;
    }
    return sum;
}

// The bytes of the longest front part within `columns`, which are then those it takes.
static size_t front(ks_str text, size_t *columns)
{
    size_t at = 0, taken = 0;
    while (at < text.size) {
        size_t wide = 0;
        size_t size = ks_cluster(text, at, &wide);
        if (taken + wide > *columns)
            break;
        taken += wide;
        at += size;
    }
    *columns = taken;
    return at;
}

static void pad(ks_out *out, size_t columns)
{
    for (size_t i = 0; i < columns; i++)
        ks_out_byte(out, ' ');
}

void ks_out_fit(ks_out *out, ks_str text, size_t columns, bool is_padded)
{
    size_t taken = columns;
    size_t size = front(text, &taken);
    if (size < text.size && columns > 0) {
        taken = columns - 1;
        size = front(text, &taken);
        ks_out_bytes(out, text.at, size);
        KS_PUT(out, "…");
        taken++;
    } else {
        ks_out_bytes(out, text.at, size);
    }
    if (is_padded)
        pad(out, columns - taken);
}

void ks_out_fit_right(ks_out *out, ks_str text, size_t columns)
{
    size_t width = ks_width(text);
    pad(out, width < columns ? columns - width : 0);
    ks_out_fit(out, text, columns, false);
}
