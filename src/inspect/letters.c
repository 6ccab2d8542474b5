// Look-alikes as tables.
#include "inspect/letters.h"

#include "base/fold.h"
#include "base/text.h"
#include "inspect/ascii.h"

// clang-format off
static const struct { u32 letter; const char *look; } looks[] = {
    { 0x131, "i" }, { 0x251, "a" }, { 0x261, "g" }, { 0x269, "i" }, { 0x1c0, "l" }, { 0x28f, "y" },
    { 0x3b1, "a" }, { 0x3b2, "b" }, { 0x3b3, "y" }, { 0x3b5, "e" }, { 0x3b7, "n" }, { 0x3b9, "i" },
    { 0x3ba, "k" }, { 0x3bd, "v" }, { 0x3bf, "o" }, { 0x3c1, "p" }, { 0x3c3, "o" }, { 0x3c4, "t" },
    { 0x3c5, "u" }, { 0x3c7, "x" }, { 0x3c9, "w" }, { 0x3f3, "j" }, { 0x3f2, "c" },
    { 0x430, "a" }, { 0x432, "b" }, { 0x433, "r" }, { 0x435, "e" }, { 0x437, "3" }, { 0x43a, "k" },
    { 0x43c, "m" }, { 0x43d, "h" }, { 0x43e, "o" }, { 0x43f, "n" }, { 0x440, "p" }, { 0x441, "c" },
    { 0x442, "t" }, { 0x443, "y" }, { 0x445, "x" }, { 0x44c, "b" }, { 0x451, "e" }, { 0x455, "s" },
    { 0x456, "i" }, { 0x457, "i" }, { 0x458, "j" }, { 0x45b, "h" }, { 0x475, "v" }, { 0x491, "r" },
    { 0x4bb, "h" }, { 0x4cf, "l" }, { 0x501, "d" }, { 0x51b, "q" }, { 0x51d, "w" }, { 0x4af, "y" },
    { 0x563, "q" }, { 0x566, "q" }, { 0x570, "h" }, { 0x578, "n" }, { 0x57d, "u" }, { 0x581, "g" },
    { 0x585, "o" }, { 0x584, "f" }, { 0x561, "w" },
    { 0x13a0, "d" }, { 0x13a1, "r" }, { 0x13a2, "t" }, { 0x13a9, "y" }, { 0x13aa, "a" }, { 0x13ac, "e" },
    { 0x13b3, "w" }, { 0x13b7, "m" }, { 0x13bb, "h" }, { 0x13c0, "g" }, { 0x13c2, "h" }, { 0x13c3, "z" },
    { 0x13cf, "b" }, { 0x13d2, "r" }, { 0x13d4, "w" }, { 0x13d5, "s" }, { 0x13d9, "v" }, { 0x13da, "s" },
    { 0x13de, "l" }, { 0x13df, "c" }, { 0x13e2, "p" }, { 0x13e6, "k" }, { 0x13e7, "d" },
    { 0x2010, "-" }, { 0x2011, "-" }, { 0x2012, "-" }, { 0x2013, "-" }, { 0x2212, "-" },
};
// Letters of Latin with accents by their base: ranges of one base letter.
static const struct { u32 first, last; char base; } accents[] = {
    { 0xe0, 0xe5, 'a' }, { 0xe7, 0xe7, 'c' }, { 0xe8, 0xeb, 'e' }, { 0xec, 0xef, 'i' }, { 0xf1, 0xf1, 'n' },
    { 0xf2, 0xf6, 'o' }, { 0xf8, 0xf8, 'o' }, { 0xf9, 0xfc, 'u' }, { 0xfd, 0xfd, 'y' }, { 0xff, 0xff, 'y' },
    { 0x100, 0x105, 'a' }, { 0x106, 0x10d, 'c' }, { 0x10e, 0x111, 'd' }, { 0x112, 0x11b, 'e' },
    { 0x11c, 0x123, 'g' }, { 0x124, 0x127, 'h' }, { 0x128, 0x12f, 'i' }, { 0x134, 0x135, 'j' },
    { 0x136, 0x137, 'k' }, { 0x139, 0x142, 'l' }, { 0x143, 0x148, 'n' }, { 0x14c, 0x151, 'o' },
    { 0x154, 0x159, 'r' }, { 0x15a, 0x161, 's' }, { 0x162, 0x167, 't' }, { 0x168, 0x173, 'u' },
    { 0x174, 0x175, 'w' }, { 0x176, 0x178, 'y' }, { 0x179, 0x17e, 'z' }, { 0x1e00, 0x1e01, 'a' },
    { 0x1e02, 0x1e07, 'b' }, { 0x1e0a, 0x1e13, 'd' }, { 0x1e14, 0x1e1d, 'e' }, { 0x1e22, 0x1e2b, 'h' },
    { 0x1e30, 0x1e35, 'k' }, { 0x1e36, 0x1e3d, 'l' }, { 0x1e3e, 0x1e43, 'm' }, { 0x1e44, 0x1e4b, 'n' },
    { 0x1e4c, 0x1e53, 'o' }, { 0x1e54, 0x1e57, 'p' }, { 0x1e58, 0x1e5f, 'r' }, { 0x1e60, 0x1e69, 's' },
    { 0x1e6a, 0x1e71, 't' }, { 0x1e72, 0x1e7b, 'u' }, { 0x1e80, 0x1e89, 'w' }, { 0x1e90, 0x1e95, 'z' },
    { 0x1ea0, 0x1eb7, 'a' }, { 0x1eb8, 0x1ec7, 'e' }, { 0x1ec8, 0x1ecb, 'i' }, { 0x1ecc, 0x1ee3, 'o' },
    { 0x1ee4, 0x1ef1, 'u' }, { 0x1ef2, 0x1ef9, 'y' },
};
static const struct { u32 first, last; letter_script script; } scripts[] = {
    { 0xc0, 0x2af, SCRIPT_LATIN }, { 0x370, 0x3ff, SCRIPT_GREEK }, { 0x400, 0x52f, SCRIPT_CYRILLIC },
    { 0x530, 0x58f, SCRIPT_ARMENIAN }, { 0x590, 0x8ff, SCRIPT_RIGHT_TO_LEFT }, { 0x13a0, 0x13ff, SCRIPT_CHEROKEE },
    { 0x1c80, 0x1c8f, SCRIPT_CYRILLIC }, { 0x1d00, 0x1dbf, SCRIPT_LATIN }, { 0x1e00, 0x1eff, SCRIPT_LATIN },
    { 0x1f00, 0x1fff, SCRIPT_GREEK }, { 0x2de0, 0x2dff, SCRIPT_CYRILLIC }, { 0x10800, 0x10fff, SCRIPT_RIGHT_TO_LEFT },
    { 0x1e800, 0x1efff, SCRIPT_RIGHT_TO_LEFT }, { 0x3041, 0x3fffd, SCRIPT_OTHER },
};
// clang-format on

letter_script letters_script(u32 letter)
{
    if (letter < 0x80)
        return ascii_is_letter((char)letter) ? SCRIPT_LATIN : SCRIPT_NONE;
    if (letter >= 0xff21 && letter <= 0xff5a)
        return SCRIPT_LATIN; // full width
    if (letter >= 0xa640 && letter <= 0xa69f)
        return SCRIPT_CYRILLIC;
    if (letter >= 0xfb1d && letter <= 0xfefc)
        return SCRIPT_RIGHT_TO_LEFT;
    for (size_t i = 0; i < countof(scripts); i++) {
        if (letter >= scripts[i].first && letter <= scripts[i].last)
            return scripts[i].script;
    }
    return letter >= 0x900 && letter < 0x2000 ? SCRIPT_OTHER : SCRIPT_NONE;
}

const char *letters_latin_look(u32 letter)
{
    letter = ks_fold_code(letter);
    for (size_t i = 0; letter >= 0x80 && i < countof(looks); i++) {
        if (ks_fold_code(looks[i].letter) == letter)
            return looks[i].look;
    }
    return NULL;
}

// One letter as it looks; 0: the letter itself.
static char base_of(u32 letter)
{
    if (letter >= 0xff01 && letter <= 0xff5e)
        return ascii_lower((char)(letter - 0xff01 + 0x21));
    if (letter == 0x3002 || letter == 0xff61)
        return '.';
    for (size_t i = 0; i < countof(accents); i++) {
        if (letter >= accents[i].first && letter <= accents[i].last)
            return accents[i].base;
    }
    return letter == '0' ? 'o' : letter == '1' ? 'l' : 0;
}

static void put_letter(ks_out *out, u32 letter)
{
    u8 bytes[4];
    letter = ks_fold_code(letter);
    const char *look = letters_latin_look(letter);
    char base = base_of(letter);
    if (look)
        ks_out_put(out, ks_str_of(look));
    else if (base)
        ks_out_byte(out, base);
    else if (!letters_is_unseen(letter) && !letters_is_mark(letter) && !letters_is_turning(letter))
        ks_out_bytes(out, bytes, ks_utf8_write(bytes, letter));
}

void letters_skeleton(ks_out *out, ks_str text)
{
    static const struct {
        const char *pair;
        char look;
    } pairs[] = { { "rn", 'm' }, { "vv", 'w' }, { "cl", 'd' } };
    u8 *start = out->at;
    for (size_t i = 0; i < text.size;) {
        u32 letter = 0;
        i += ks_utf8_read(text, i, &letter);
        put_letter(out, letter);
        size_t size = (size_t)(out->at - start);
        for (size_t n = 0; size >= 2 && n < countof(pairs); n++) {
            if (memcmp(out->at - 2, pairs[n].pair, 2) == 0) {
                out->at -= 1;
                out->at[-1] = (u8)pairs[n].look;
                break;
            }
        }
    }
}

void letters_lower(ks_out *out, ks_str text)
{
    for (size_t i = 0; i < text.size;) {
        u32 letter = 0;
        u8 bytes[4];
        i += ks_utf8_read(text, i, &letter);
        ks_out_bytes(out, bytes, ks_utf8_write(bytes, ks_fold_code(letter)));
    }
}

// --- Punycode (RFC 3492)

enum {
    puny_base = 36,
    puny_low = 1,
    puny_high = 26,
    puny_skew = 38,
    puny_damp = 700,
    label_most = 63
};

static u32 adapt(u32 delta, u32 count, bool is_first)
{
    u32 k = 0;
    delta = is_first ? delta / puny_damp : delta / 2;
    delta += delta / count;
    for (; delta > (puny_base - puny_low) * puny_high / 2; k += puny_base)
        delta /= puny_base - puny_low;
    return k + (puny_base - puny_low + 1) * delta / (delta + puny_skew);
}

// The next number of variable length; false: there is none.
static bool read_delta(ks_str digits, size_t *at, u32 bias, u32 *delta)
{
    u64 weight = 1, sum = 0;
    for (u32 k = puny_base;; k += puny_base) {
        if (*at >= digits.size)
            return false;
        char c = ascii_lower(digits.at[(*at)++]);
        bool is_digit = ascii_is_digit(c);
        if (!is_digit && !ascii_is_letter(c))
            return false;
        u32 digit = is_digit ? (u32)(c - '0') + 26 : (u32)(c - 'a');
        u32 limit = k <= bias ? puny_low : k >= bias + puny_high ? puny_high : k - bias;
        sum += digit * weight;
        if (sum > 0x10ffff * (u64)label_most)
            return false;
        if (digit < limit) {
            *delta = (u32)sum;
            return true;
        }
        weight *= puny_base - limit;
        if (weight > UINT32_MAX)
            return false;
    }
}

bool letters_unpunycode(ks_out *out, ks_str label)
{
    u32 letters[label_most + 1];
    u32 count = 0, code = 0x80, index = 0, bias = 72;
    bool is_first = true;
    if (label.size <= 4 || label.size > label_most)
        return false;
    ks_str text = part_of(label, 4, SIZE_MAX);
    size_t dash = text.size;
    while (dash > 0 && text.at[dash - 1] != '-')
        dash--;
    for (size_t i = 0; dash && i + 1 < dash; i++)
        letters[count++] = (u8)ascii_lower(text.at[i]);
    for (size_t at = dash; at < text.size;) {
        u32 delta = 0;
        if (!read_delta(text, &at, bias, &delta) || count > label_most)
            return false;
        index += delta;
        bias = adapt(delta, count + 1, is_first);
        is_first = false;
        code += index / (count + 1);
        index %= count + 1;
        if (code > 0x10ffff || code < 0x80 || count == label_most)
            return false;
        memmove(letters + index + 1, letters + index, (count - index) * sizeof *letters);
        letters[index++] = code;
        count++;
    }
    for (u32 i = 0; i < count; i++) {
        u8 bytes[4];
        ks_out_bytes(out, bytes, ks_utf8_write(bytes, ks_fold_code(letters[i])));
    }
    return count > 0;
}

// --- distance

size_t letters_distance(ks_str a, ks_str b, size_t most)
{
    enum { size_most = 64 };
    size_t rows[3][size_most + 1];
    size_t difference = a.size > b.size ? a.size - b.size : b.size - a.size;
    if (a.size > size_most || b.size > size_most || difference > most)
        return most + 1;
    for (size_t j = 0; j <= b.size; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.size; i++) {
        size_t *now = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= b.size; j++) {
            size_t cost = last[j - 1] + (a.at[i - 1] != b.at[j - 1]);
            cost = last[j] + 1 < cost ? last[j] + 1 : cost;
            cost = now[j - 1] + 1 < cost ? now[j - 1] + 1 : cost;
            bool is_swap =
                i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1];
            if (is_swap && before[j - 2] + 1 < cost)
                cost = before[j - 2] + 1;
            now[j] = cost;
        }
    }
    size_t found = rows[a.size % 3][b.size];
    return found > most ? most + 1 : found;
}

// --- characters that are not seen

bool letters_is_turning(u32 c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

bool letters_is_mark(u32 c) { return c == 0x200e || c == 0x200f || c == 0x61c; }

bool letters_is_unseen(u32 c)
{
    // Without joiners (U+200C, U+200D), which emoji and several scripts need.
    return c == 0xad || c == 0x34f || c == 0x115f || c == 0x1160 || c == 0x180e || c == 0x200b ||
           (c >= 0x2060 && c <= 0x2064) || c == 0xfeff || c == 0x3164 ||
           (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f);
}
