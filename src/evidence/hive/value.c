// Values (vk): names, types, data in the cell, inline, or in segments (db).
#include "base/text.h"
#include "evidence/hive/hive_own.h"

enum { vk_head_size = 20, segment_size = 16344, db_head_size = 8 };
#define INLINE_BIT 0x80000000u

ks_str ks_hive_type_name(u32 type)
{
    static const ks_str names[] = {
#define X(name, number) [number] = KS_TEXT("REG_" #name),
        KS_HIVE_TYPES(X)
#undef X
    };
    return type < countof(names) ? names[type] : (ks_str){ 0 };
}

bool hive_value_parse(ks_hive *hive, u32 rel, u32 size, ks_arena *arena, ks_hive_value *value)
{
    u8 p[vk_head_size];
    if (size < vk_head_size || !hive_get(hive, rel + 4, p, sizeof p) || p[0] != 'v' || p[1] != 'k')
        return false;
    u32 name_size = ks_load16(p + 2), raw_size = ks_load32(p + 4), flags = ks_load16(p + 16);
    ks_hive_value read = {
        .cell = rel,
        .type = ks_load32(p + 12),
        .size = raw_size & ~INLINE_BIT,
        .data = ks_load32(p + 8),
        .is_inline = raw_size & INLINE_BIT,
        .is_tombstone = hive->info.is_layered && (flags & 2),
    };
    if (name_size > size - vk_head_size) {
        hive_note(hive, KS_LEDGER_NAME_CUT, rel, 0, name_size, size - vk_head_size);
        name_size = size - vk_head_size;
    }
    if (!hive_name(hive, rel + 4 + vk_head_size, name_size, flags & 1, arena, &read.name))
        return false;
    *value = read;
    return true;
}

ks_hive_values ks_hive_values_of(const ks_hive_key *key)
{
    return (ks_hive_values){ .list = key->value_count ? key->value_list : ks_hive_none,
                             .key_cell = key->cell,
                             .count = key->value_count };
}

bool ks_hive_next_value(ks_hive *hive, ks_hive_values *v, ks_arena *arena, ks_hive_value *value)
{
    u32 size = 0;
    if (!v->is_open) {
        v->is_open = true;
        if (v->list == ks_hive_none || !hive_cell(hive, v->list, v->key_cell, &size)) {
            if (v->count && v->list == ks_hive_none)
                hive_note(hive, KS_LEDGER_CELL_BAD, v->key_cell, 0, -1, 0);
            v->count = 0;
        } else if (v->count > size / 4) {
            hive_note(hive, KS_LEDGER_LIST_CUT, v->list, 0, v->count, size / 4);
            v->count = size / 4;
        }
    }
    while (v->index < v->count) {
        u8 element[4];
        if (!hive_get(hive, v->list + 4 + 4 * v->index++, element, 4))
            return false;
        u32 cell = ks_load32(element);
        if (!hive_cell(hive, cell, v->list, &size))
            continue;
        if (hive_value_parse(hive, cell, size, arena, value))
            return true;
        hive_note(hive, KS_LEDGER_NO_VALUE, v->list, 0, (i64)cell + ks_hive_head_size, 0);
    }
    return false;
}

bool ks_hive_find_value(ks_hive *hive, const ks_hive_key *key, ks_str name, ks_arena *arena,
                        ks_hive_value *value)
{
    ks_hive_values values = ks_hive_values_of(key);
    for (;;) {
        ks_arena scratch = *arena;
        if (!ks_hive_next_value(hive, &values, &scratch, value))
            return false;
        if (ks_hive_name_is(value->name, name)) {
            *arena = scratch;
            return true;
        }
    }
}

// Data in segments of 16,344 bytes; gives how many bytes were there.
static u32 segments(ks_hive *hive, const ks_hive_value *value, const u8 *head, u8 *to)
{
    u32 count = ks_load16(head + 2), list = ks_load32(head + 4), size = 0, done = 0;
    if (!hive_cell(hive, list, value->data, &size))
        return 0;
    for (u32 i = 0; i < count && i < size / 4 && done < value->size; i++) {
        u8 element[4];
        u32 there = 0, wanted = value->size - done;
        wanted = wanted < segment_size ? wanted : segment_size;
        if (!hive_get(hive, list + 4 + 4 * i, element, 4) ||
            !hive_cell(hive, ks_load32(element), list, &there))
            break;
        bool is_whole = there >= wanted;
        wanted = is_whole ? wanted : there;
        if (!hive_get(hive, ks_load32(element) + 4, to + done, wanted))
            break;
        done += wanted;
        if (!is_whole)
            break;
    }
    return done;
}

static u32 read_data(ks_hive *hive, const ks_hive_value *value, u32 cell_size, u8 *to)
{
    u8 head[db_head_size];
    // Minor versions before 4 have no segments, and data may begin with any two letters.
    bool is_big = hive->info.minor >= 4 && value->size > segment_size &&
                  cell_size >= db_head_size && hive_get(hive, value->data + 4, head, sizeof head) &&
                  head[0] == 'd' && head[1] == 'b';
    if (is_big)
        return segments(hive, value, head, to);
    u32 wanted = value->size < cell_size ? value->size : cell_size;
    return hive_get(hive, value->data + 4, to, wanted) ? wanted : 0;
}

bool ks_hive_value_data(ks_hive *hive, const ks_hive_value *value, ks_arena *arena, ks_span *data,
                        bool *is_whole)
{
    *is_whole = true;
    *data = (ks_span){ 0 };
    if (value->size == 0)
        return true;
    u32 wanted = value->is_inline && value->size > 4 ? 4 : value->size, cell_size = 0;
    *is_whole = wanted == value->size;
    if (!value->is_inline && !hive_cell(hive, value->data, value->cell, &cell_size))
        return *is_whole = false;
    // More than the whole hive cannot be there, and values that share a cell are given so often
    // only.
    u64 limit = 8 * (u64)hive->info.data_size + ((u64)64 << 20);
    u8 *bytes = NULL;
    if (wanted <= hive->info.data_size && hive->served + wanted <= limit)
        bytes = ks_take(arena, u8, wanted);
    if (bytes == NULL) {
        hive_note(hive, KS_LEDGER_DATA_CUT, value->cell, 0, 0, wanted);
        return *is_whole = false;
    }
    hive->served += wanted;
    u32 done = wanted;
    if (value->is_inline) {
        u8 four[4];
        ks_store32(four, value->data);
        memcpy(bytes, four, wanted);
    } else {
        done = read_data(hive, value, cell_size, bytes);
    }
    *is_whole = done == value->size;
    if (!*is_whole)
        hive_note(hive, KS_LEDGER_DATA_CUT, value->cell, 0, done, value->size);
    *data = (ks_span){ bytes, done };
    return done > 0;
}

bool ks_hive_get_u32(ks_hive *hive, const ks_hive_key *key, ks_str name, u32 *number)
{
    ks_arena scratch = hive->scratch;
    ks_hive_value value;
    ks_span data;
    bool is_whole = false;
    if (!ks_hive_find_value(hive, key, name, &scratch, &value) || value.size != 4 ||
        !ks_hive_value_data(hive, &value, &scratch, &data, &is_whole) || !is_whole)
        return false;
    *number = ks_load32(data.at);
    return true;
}

bool ks_hive_get_text(ks_hive *hive, const ks_hive_key *key, ks_str name, ks_arena *arena,
                      ks_utf16 *text)
{
    ks_hive_value value;
    ks_span data;
    bool is_whole = false;
    if (!ks_hive_find_value(hive, key, name, arena, &value) ||
        (value.type != KS_HIVE_SZ && value.type != KS_HIVE_EXPAND_SZ) ||
        !ks_hive_value_data(hive, &value, arena, &data, &is_whole))
        return false;
    *text = (ks_utf16){ data.at, data.size / 2 };
    text->units = ks_utf16_length(*text); // what follows the first NUL is left from memory
    return true;
}
