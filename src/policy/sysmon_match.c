// One filter on one text, as the engine compares: case aside, lists split at ';' without trimming.
// Learn describes `excludes any` and `excludes all` the other way round; the engine decides.
#include "policy/sysmon.h"

#include "base/fold.h"
#include "base/text.h"

// Where the rest of `text` begins when it starts with `prefix`, case aside; false: it does not.
static bool starts(ks_str text, size_t from, ks_str prefix, size_t *end)
{
    size_t a = from, b = 0;
    while (b < prefix.size) {
        u32 one, other;
        if (a >= text.size)
            return false;
        if ((u8)(text.at[a] | prefix.at[b]) < 0x80) { // a byte is a character
            if (text.at[a] != prefix.at[b] &&
                ks_fold_code((u8)text.at[a]) != ks_fold_code((u8)prefix.at[b]))
                return false;
            a++;
            b++;
            continue;
        }
        a += ks_utf8_read(text, a, &one);
        b += ks_utf8_read(prefix, b, &other);
        if (one != other && ks_fold_code(one) != ks_fold_code(other))
            return false;
    }
    *end = a;
    return true;
}

static bool begins(ks_str text, ks_str prefix)
{
    size_t end;
    return starts(text, 0, prefix, &end);
}

static bool ends(ks_str text, ks_str suffix)
{
    if (suffix.size == 0)
        return true;
    u32 character;
    for (size_t at = 0, end; at < text.size; at += ks_utf8_read(text, at, &character))
        if (starts(text, at, suffix, &end) && end == text.size)
            return true;
    return false;
}

static bool contains(ks_str text, ks_str part)
{
    if (part.size == 0)
        return text.size > 0;
    u32 character;
    for (size_t at = 0, end; at < text.size; at += ks_utf8_read(text, at, &character))
        if (starts(text, at, part, &end))
            return true;
    return false;
}

static int compare(ks_str a, ks_str b)
{
    size_t i = 0, j = 0;
    while (i < a.size && j < b.size) {
        u32 one, other;
        i += ks_utf8_read(a, i, &one);
        j += ks_utf8_read(b, j, &other);
        one = ks_fold_code(one);
        other = ks_fold_code(other);
        if (one != other)
            return one < other ? -1 : 1;
    }
    return (i < a.size) - (j < b.size);
}

// The next item of a list; false behind the last. An empty list has one empty item.
static bool next_item(ks_str list, size_t *at, ks_str *item)
{
    if (*at > list.size)
        return false;
    size_t end = *at;
    while (end < list.size && list.at[end] != ';')
        end++;
    *item = (ks_str){ list.at + *at, end - *at };
    *at = end + 1;
    return true;
}

// How many items of the list the text contains (or is); with how many there are.
static size_t items_in(ks_str text, ks_str list, bool whole, size_t *count)
{
    size_t found = 0;
    ks_str item;
    *count = 0;
    for (size_t at = 0; next_item(list, &at, &item); (*count)++)
        found += whole ? ks_equal_fold(text, item) : item.size == 0 || contains(text, item);
    return found;
}

static bool image(ks_str text, ks_str value)
{
    if (value.size && memchr(value.at, '\\', value.size))
        return ks_equal_fold(text, value);
    size_t start = text.size;
    while (start > 0 && text.at[start - 1] != '\\')
        start--;
    return ks_equal_fold(ks_str_from(text, start), value);
}

static bool has_variable(ks_str value)
{
    const char *first = value.size ? memchr(value.at, '%', value.size) : NULL;
    if (!first)
        return false;
    size_t rest = value.size - (size_t)(first + 1 - value.at);
    const char *second = rest ? memchr(first + 1, '%', rest) : NULL;
    return second && second > first + 1;
}

static bool matches(const ks_sysmon_filter *filter, ks_str text)
{
    ks_str value = filter->value;
    size_t count;
    switch (filter->condition) {
    case KS_SYSMON_IS: return ks_equal_fold(text, value);
    case KS_SYSMON_IS_NOT: return !ks_equal_fold(text, value);
    case KS_SYSMON_CONTAINS: return contains(text, value);
    case KS_SYSMON_CONTAINS_ANY: return items_in(text, value, false, &count) > 0;
    case KS_SYSMON_IS_ANY: return items_in(text, value, true, &count) > 0;
    case KS_SYSMON_CONTAINS_ALL: return items_in(text, value, false, &count) == count;
    case KS_SYSMON_EXCLUDES: return !contains(text, value);
    case KS_SYSMON_EXCLUDES_ANY: return items_in(text, value, false, &count) == 0;
    case KS_SYSMON_EXCLUDES_ALL: return items_in(text, value, false, &count) < count;
    case KS_SYSMON_BEGIN_WITH: return begins(text, value);
    case KS_SYSMON_NOT_BEGIN_WITH: return !begins(text, value);
    case KS_SYSMON_END_WITH: return ends(text, value);
    case KS_SYSMON_NOT_END_WITH: return !ends(text, value);
    case KS_SYSMON_LESS_THAN: return compare(text, value) < 0;
    case KS_SYSMON_MORE_THAN: return compare(text, value) > 0;
    case KS_SYSMON_IMAGE: return image(text, value);
    case KS_SYSMON_CONDITION_COUNT: break;
    }
    return false;
}

ks_sysmon_logged ks_sysmon_filter_matches(const ks_sysmon_filter *filter, ks_str text)
{
    if (has_variable(filter->value))
        return KS_SYSMON_DEPENDS;
    return matches(filter, text) ? KS_SYSMON_YES : KS_SYSMON_NO;
}
