// Keys by path, and SYSTEM's current control set.
#include "base/fold.h"
#include "base/number.h"
#include "base/text.h"
#include "evidence/hive/hive_own.h"

static u32 unit_at(ks_utf16 text, size_t i) { return ks_load16(text.at + 2 * i); }

static u32 next_code(ks_utf16 text, size_t *i)
{
    u32 c = unit_at(text, (*i)++);
    if (c >= 0xd800 && c < 0xdc00 && *i < text.units) {
        u32 low = unit_at(text, *i);
        if (low >= 0xdc00 && low < 0xe000) {
            ++*i;
            return 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
        }
    }
    return c >= 0xd800 && c < 0xe000 ? 0xfffd : c; // as it is printed
}

bool ks_hive_name_is(ks_utf16 name, ks_str text)
{
    size_t i = 0, k = 0;
    while (i < name.units && k < text.size) {
        u32 c = 0;
        k += ks_utf8_read(text, k, &c);
        if (ks_fold_code(next_code(name, &i)) != ks_fold_code(c))
            return false;
    }
    return i == name.units && k == text.size;
}

static bool find_child(ks_hive *hive, const ks_hive_key *parent, ks_str name, ks_arena *arena,
                       ks_hive_key *key)
{
    ks_hive_subkeys subkeys = ks_hive_subkeys_of(parent);
    for (;;) {
        ks_arena scratch = *arena;
        ks_hive_key one;
        if (!ks_hive_next_subkey(hive, &subkeys, &scratch, &one))
            return false;
        if (ks_hive_name_is(one.name, name)) {
            *arena = scratch;
            *key = one;
            return true;
        }
    }
}

bool ks_hive_find(ks_hive *hive, const ks_hive_key *from, ks_str path, ks_arena *arena,
                  ks_hive_key *key)
{
    ks_hive_key at;
    if (from)
        at = *from;
    else if (!ks_hive_root(hive, arena, &at))
        return false;
    for (size_t i = 0; i < path.size; i++) {
        const char *end = memchr(path.at + i, '\\', path.size - i);
        size_t size = end ? (size_t)(end - path.at) - i : path.size - i;
        ks_str name = { path.at + i, size };
        if (size && !find_child(hive, &at, name, arena, &at))
            return false;
        i += size;
    }
    *key = at;
    return true;
}

static bool set_number(ks_hive *hive, u32 number, ks_arena *arena, ks_hive_key *key)
{
    u8 bytes[32];
    ks_out name = { .at = bytes, .start = bytes, .end = bytes + sizeof bytes };
    KS_PUT(&name, "ControlSet");
    ks_out_padded(&name, number, 3);
    return ks_hive_find(hive, NULL, ks_out_str(&name), arena, key);
}

bool ks_hive_control_set(ks_hive *hive, ks_arena *arena, ks_hive_key *key, bool *is_guessed)
{
    u32 current = 0;
    ks_hive_key select;
    *is_guessed = false;
    if (ks_hive_find(hive, NULL, KS_STR("Select"), arena, &select) &&
        ks_hive_get_u32(hive, &select, KS_STR("Current"), &current) && current <= 999 &&
        set_number(hive, current, arena, key))
        return true;
    *is_guessed = true;
    for (u32 number = 999; number > 0; number--) {
        ks_hive_key name;
        if (set_number(hive, number, arena, key) &&
            ks_hive_find(hive, key, KS_STR("Control\\ComputerName"), arena, &name))
            return true;
    }
    return false;
}
