// HTML standard, 13.2.5.72 to 80; what XML knows is a part of it.
#include "inspect/reference.h"

#include "base/text.h"
#include "inspect/ascii.h"

enum { character_most = 0x10ffff, replacement = 0xfffd };

// clang-format off
static const struct { const char *name; u32 character; bool is_old; } names[] = { // old: `;` may miss
    { "amp", '&', true }, { "AMP", '&', true }, { "lt", '<', true }, { "LT", '<', true },
    { "gt", '>', true }, { "GT", '>', true }, { "quot", '"', true }, { "QUOT", '"', true },
    { "apos", '\'', false }, { "colon", ':', false }, { "sol", '/', false }, { "bsol", '\\', false },
    { "period", '.', false }, { "commat", '@', false }, { "Tab", '\t', false }, { "NewLine", '\n', false },
    { "num", '#', false }, { "quest", '?', false }, { "equals", '=', false }, { "percnt", '%', false },
    { "lowbar", '_', false }, { "nbsp", 0xa0, true }, { "shy", 0xad, true },
    { "ZeroWidthSpace", 0x200b, false }, { "zwnj", 0x200c, false }, { "zwj", 0x200d, false },
    { "NoBreak", 0x2060, false },
};
// clang-format on

typedef struct {
    u32 character;
    size_t size; // of the reference; 0: it is none
} reference;

static u32 digit_of(char c, bool is_hex) { return is_hex || ascii_is_digit(c) ? ascii_hex(c) : 16; }

// "#104;" or "#x68;", behind the ampersand; the semicolon may miss.
static reference numeric(ks_str text)
{
    bool is_hex = text.size > 1 && ascii_lower(text.at[1]) == 'x';
    size_t start = is_hex ? 2 : 1, i = start;
    u32 value = 0;
    for (; i < text.size && digit_of(text.at[i], is_hex) < 16; i++) {
        if (value <= character_most)
            value = value * (is_hex ? 16 : 10) + digit_of(text.at[i], is_hex);
    }
    if (i == start)
        return (reference){ 0 };
    bool is_none = value == 0 || value > character_most || (value >= 0xd800 && value < 0xe000);
    return (reference){ is_none ? replacement : value, i + (i < text.size && text.at[i] == ';') };
}

static reference named(ks_str text, bool is_attribute)
{
    for (size_t i = 0; i < countof(names); i++) {
        ks_str name = ks_str_of(names[i].name);
        if (!ks_str_equal(part_of(text, 0, name.size), name))
            continue;
        char next = name.size < text.size ? text.at[name.size] : ' ';
        if (next == ';')
            return (reference){ names[i].character, name.size + 1 };
        bool goes_on =
            is_attribute && (next == '=' || ascii_is_letter(next) || ascii_is_digit(next));
        if (names[i].is_old && !goes_on)
            return (reference){ names[i].character, name.size };
    }
    return (reference){ 0 };
}

ks_str reference_decoded(ks_arena *arena, ks_str text, bool is_attribute)
{
    ks_out out;
    if (text.size == 0 || !memchr(text.at, '&', text.size))
        return text;
    // No reference is shorter than its character.
    if (!ks_out_open(&out, arena, text.size + 4))
        return text;
    for (size_t i = 0; i < text.size;) {
        u8 bytes[4];
        reference found = { 0 };
        ks_str rest = part_of(text, i + 1, SIZE_MAX);
        if (text.at[i] == '&' && rest.size)
            found = rest.at[0] == '#' ? numeric(rest) : named(rest, is_attribute);
        if (found.size)
            ks_out_bytes(&out, bytes, ks_utf8_write(bytes, found.character));
        else
            ks_out_byte(&out, text.at[i]);
        i += found.size + 1;
    }
    return ks_out_str(&out);
}
