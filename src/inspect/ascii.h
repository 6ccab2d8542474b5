// Inside the room: searching bytes and short words, ASCII case aside.
#pragma once
#include "base/base.h"

static inline char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

static inline bool ascii_is_blank(char c) { return c == ' ' || c == '\t'; }

static inline bool ascii_is_digit(char c) { return c >= '0' && c <= '9'; }

static inline bool ascii_is_letter(char c)
{
    c = ascii_lower(c);
    return c >= 'a' && c <= 'z';
}

// The value of a hexadecimal digit; 16: it is none.
static inline u32 ascii_hex(char c)
{
    char lower = ascii_lower(c);
    return ascii_is_digit(c)              ? (u32)(c - '0')
           : lower >= 'a' && lower <= 'f' ? (u32)(lower - 'a') + 10
                                          : 16;
}

bool ascii_equal(ks_str a, ks_str b);
bool ascii_begins(ks_str text, ks_str with);
bool ascii_ends(ks_str text, ks_str with);
// Where the word begins, from `from` on; SIZE_MAX: nowhere.
size_t ascii_find(ks_str text, ks_str word, size_t from);
static inline bool ascii_has(ks_str text, ks_str word)
{
    return ascii_find(text, word, 0) != SIZE_MAX;
}
// Whether the word is in a list like " exe com scr ".
bool ascii_in(ks_str word, const char *list);
ks_str ascii_trim(ks_str text);
// The bytes, where they begin; SIZE_MAX: nowhere.
size_t bytes_find(ks_span in, ks_span what, size_t from);
static inline ks_str as_str(ks_span s) { return (ks_str){ (const char *)s.at, s.size }; }
static inline ks_str part_of(ks_str s, size_t from, size_t size)
{
    if (from > s.size)
        from = s.size;
    return (ks_str){ s.at + from, size < s.size - from ? size : s.size - from };
}
