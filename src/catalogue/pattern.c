// Path patterns of the catalogue: "*U+202E*" as the characters that it stands for.
#include "base/text.h"
#include "catalogue/settings.h"

static bool take_hex(ks_str text, size_t *at, u32 *code)
{
    size_t digits = 0;
    for (*code = 0; *at < text.size && digits < 6; ++*at, digits++) {
        char c = text.at[*at];
        bool is_digit = c >= '0' && c <= '9', is_letter = c >= 'A' && c <= 'F';
        if (!is_digit && !is_letter)
            break;
        *code = *code << 4 | (u32)(is_digit ? c - '0' : c - 'A' + 10);
    }
    return digits >= 4;
}

bool ks_setting_pattern(ks_str object, u32 n, ks_arena *arena, ks_str *pattern)
{
    ks_out out;
    u32 most = 1;
    if (!ks_out_open(&out, arena, object.size * 4 + 4))
        return false;
    for (size_t i = 0; i < object.size;) {
        size_t at = i + 2;
        u32 first, last;
        bool is_code =
            i + 2 < object.size && !memcmp(object.at + i, "U+", 2) && take_hex(object, &at, &first);
        if (!is_code) {
            ks_out_byte(&out, object.at[i++]);
            continue;
        }
        last = first;
        if (at < object.size && object.at[at] == '-') {
            at++;
            if (!take_hex(object, &at, &last) || last < first)
                return false;
        }
        most = last - first + 1;
        u8 bytes[4];
        ks_out_bytes(&out, bytes, ks_utf8_write(bytes, first + (n < most ? n : 0)));
        i = at;
    }
    *pattern = ks_out_str(&out);
    return n < most && n < ks_setting_patterns_most;
}
