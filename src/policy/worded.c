#include "policy/worded.h"

#include "base/number.h"
#include "base/text.h"

ks_str worded_number(ks_arena *arena, u64 number)
{
    u8 text[ks_number_size];
    u8 *end = ks_u64_text(text, number);
    return ks_arena_keep(arena, (ks_str){ (const char *)text, (size_t)(end - text) });
}

ks_str worded_hex(ks_arena *arena, u64 number)
{
    u8 text[ks_number_size + 2] = { '0', 'x' };
    u8 *end = ks_hex_text(text + 2, number, 1);
    return ks_arena_keep(arena, (ks_str){ (const char *)text, (size_t)(end - text) });
}

ks_str worded_join(ks_arena *arena, ks_str a, const char *between, ks_str b)
{
    ks_out out;
    if (!ks_out_open(&out, arena, a.size + strlen(between) + b.size))
        return (ks_str){ 0 };
    ks_out_put(&out, a);
    ks_out_put(&out, ks_str_of(between));
    ks_out_put(&out, b);
    return ks_out_str(&out);
}

ks_str worded_utf16(ks_arena *arena, ks_utf16 text)
{
    ks_out out;
    size_t most; // what ks_out_utf16 wants to have room for
    if (text.units == 0 || !ks_mul(text.units, 6, &most) || !ks_add(most, 16, &most) ||
        !ks_out_open(&out, arena, most))
        return (ks_str){ 0 };
    ks_out_utf16(&out, text, KS_AS_TEXT);
    return ks_out_str(&out);
}
