// from HELO (RDNS [IP]) by HOST with … ; DATE, and the dialects of Exchange, Exim, qmail.
#include "inspect/received.h"

#include "inspect/ascii.h"
#include "inspect/gmime.h"

static bool is_ip_character(char c)
{
    return ascii_is_digit(c) || c == '.' || c == ':' ||
           (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f');
}

bool address_is(ks_str text)
{
    size_t dots = 0, colons = 0;
    if (text.size > 2 && text.at[0] == '[')
        text = (ks_str){ text.at + 1, text.size - 2 };
    if (ascii_begins(text, KS_STR("ipv6:")))
        text = part_of(text, 5, SIZE_MAX);
    bool is_decimal = true;
    for (size_t i = 0; i < text.size; i++) {
        if (!is_ip_character(text.at[i]))
            return false;
        dots += text.at[i] == '.';
        colons += text.at[i] == ':';
        is_decimal = is_decimal && (ascii_is_digit(text.at[i]) || text.at[i] == '.');
    }
    return text.size >= 3 && text.size <= 45 && ((dots == 3 && is_decimal) || colons >= 2);
}

bool address_is_private(ks_str ip)
{
    static const char *const fronts[] = {
        "10.", "127.", "192.168.", "169.254.", "fe80:", "fc", "fd"
    };
    if (ascii_begins(ip, KS_STR("ipv6:")))
        ip = part_of(ip, 5, SIZE_MAX);
    for (size_t i = 0; i < countof(fronts); i++) {
        if (ascii_begins(ip, ks_str_of(fronts[i])))
            return true;
    }
    bool is_172 = ascii_begins(ip, KS_STR("172.")) && ip.size > 6 && ip.at[6] == '.';
    u32 second = is_172 ? (u32)(ip.at[4] - '0') * 10 + (u32)(ip.at[5] - '0') : 0;
    return (second >= 16 && second <= 31) || ks_str_equal(ip, KS_STR("::1"));
}

// The end of a word: a blank, a bracket of a comment, a semicolon.
static size_t word_end(ks_str text, size_t from)
{
    while (from < text.size && (u8)text.at[from] > ' ' && text.at[from] != '(' &&
           text.at[from] != ';')
        from++;
    return from;
}

// Where the keyword stands outside of comments, from `from` on; SIZE_MAX: nowhere.
static size_t find_word(ks_str text, ks_str word, size_t from)
{
    u32 depth = 0;
    for (size_t i = from; i < text.size; i++) {
        depth += text.at[i] == '(';
        depth -= text.at[i] == ')' && depth > 0;
        bool begins = i == 0 || (u8)text.at[i - 1] <= ' ' || text.at[i - 1] == ')';
        if (depth == 0 && begins && ascii_begins(part_of(text, i, SIZE_MAX), word))
            return i;
    }
    return SIZE_MAX;
}

static ks_str word_at(ks_str text, size_t from)
{
    while (from < text.size && (u8)text.at[from] <= ' ')
        from++;
    return part_of(text, from, word_end(text, from) - from);
}

// An address in what stands between "from" and "by": in brackets, else a bare word.
static ks_str find_ip(ks_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        const char *close = text.at[i] == '[' ? memchr(text.at + i, ']', text.size - i) : NULL;
        ks_str inside =
            close ? part_of(text, i + 1, (size_t)(close - text.at) - i - 1) : (ks_str){ 0 };
        if (ascii_begins(inside, KS_STR("ipv6:")))
            inside = part_of(inside, 5, SIZE_MAX);
        if (inside.size && address_is(inside))
            return inside;
    }
    for (size_t i = 0; i < text.size;) {
        size_t end = i;
        while (end < text.size && is_ip_character(text.at[end]))
            end++;
        bool is_alone =
            (i == 0 || !ascii_is_letter(text.at[i - 1])) &&
            (end == text.size || (!ascii_is_letter(text.at[end]) && text.at[end] != '-'));
        ks_str word = part_of(text, i, end - i);
        if (is_alone && address_is(word))
            return word;
        i = end + 1;
    }
    return (ks_str){ "", 0 };
}

// The name in the comment: "(mail.example [192.0.2.1])".
static ks_str find_rdns(ks_str text)
{
    const char *open = text.size ? memchr(text.at, '(', text.size) : NULL;
    if (open == NULL)
        return (ks_str){ "", 0 };
    ks_str name = word_at(text, (size_t)(open - text.at) + 1);
    if (name.size && name.at[name.size - 1] == ')')
        name.size--;
    bool is_name = memchr(name.at, '.', name.size) && !address_is(name) &&
                   !memchr(name.at, '=', name.size) && name.at[0] != '[' &&
                   !memchr(name.at, '@', name.size);
    return is_name ? name : (ks_str){ "", 0 };
}

received received_read(ks_str raw)
{
    received r = { { "", 0 }, { "", 0 }, { "", 0 }, { "", 0 }, 0, false };
    size_t semicolon = raw.size;
    while (semicolon > 0 && raw.at[semicolon - 1] != ';')
        semicolon--;
    ks_str body = semicolon ? part_of(raw, 0, semicolon - 1) : raw;
    if (semicolon && !gmime_date(ascii_trim(part_of(raw, semicolon, SIZE_MAX)), &r.ticks))
        r.ticks = 0;
    size_t from = find_word(body, KS_STR("from "), 0), by = find_word(body, KS_STR("by "), 0);
    if (by != SIZE_MAX)
        r.by = word_at(body, by + 3);
    if (from != SIZE_MAX && (by == SIZE_MAX || from < by)) {
        size_t size = (by == SIZE_MAX ? body.size : by) - from - 5;
        ks_str clause = part_of(body, from + 5, size);
        r.helo = word_at(clause, 0);
        r.ip = find_ip(clause);
        r.rdns = find_rdns(clause);
    }
    r.is_readable = r.by.size > 0;
    return r;
}
