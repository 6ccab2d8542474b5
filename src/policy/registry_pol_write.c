// Writing registry.pol, byte for byte as Windows does.
#include "policy/registry_pol.h"

#include "policy/text_file.h"

static void put_unit(ks_out *out, u32 unit)
{
    u8 bytes[2];
    ks_store16(bytes, (u16)unit);
    ks_out_bytes(out, bytes, 2);
}

static void put_u32(ks_out *out, u32 number)
{
    u8 bytes[4];
    ks_store32(bytes, number);
    ks_out_bytes(out, bytes, 4);
}

// With its NUL.
static void put_text(ks_out *out, ks_str text)
{
    ks_out_as_utf16(out, text);
    put_unit(out, 0);
}

size_t ks_pol_write_size(const ks_pol *pol)
{
    size_t size = 8;
    for (size_t i = 0; i < pol->count; i++) {
        const ks_pol_entry *e = &pol->entries[i];
        size += 6 * 2 + 2 * 4 + ks_utf16_size(e->key) + ks_utf16_size(e->name) + 4 + e->data.size;
    }
    return size;
}

void ks_pol_write(ks_out *out, const ks_pol *pol)
{
    ks_out_bytes(out, "PReg\1\0\0\0", 8);
    for (size_t i = 0; i < pol->count; i++) {
        const ks_pol_entry *e = &pol->entries[i];
        KS_ASSERT(e->data.size <= UINT32_MAX);
        put_unit(out, '[');
        put_text(out, e->key);
        put_unit(out, ';');
        put_text(out, e->name);
        put_unit(out, ';');
        put_u32(out, e->type);
        put_unit(out, ';');
        put_u32(out, (u32)e->data.size);
        put_unit(out, ';');
        ks_out_bytes(out, e->data.at, e->data.size);
        put_unit(out, ']');
    }
}

ks_span ks_pol_text_data(ks_str text, ks_arena *arena)
{
    ks_out out;
    if (!ks_out_open(&out, arena, ks_utf16_size(text) + 2))
        return (ks_span){ 0 };
    put_text(&out, text);
    return (ks_span){ out.start, ks_out_size(&out) };
}

ks_span ks_pol_number_data(u32 number, ks_arena *arena)
{
    u8 *data = ks_take(arena, u8, 4);
    if (!data)
        return (ks_span){ 0 };
    ks_store32(data, number);
    return (ks_span){ data, 4 };
}

bool ks_pol_delete_entry(ks_str key, ks_str name, ks_arena *arena, ks_pol_entry *entry)
{
    // The data says nothing; a blank is what the editor writes and LGPO compares with.
    ks_out out;
    if (!ks_out_open(&out, arena, name.size + 6))
        return false;
    KS_PUT(&out, "**del.");
    ks_out_put(&out, name);
    ks_span blank = ks_pol_text_data(KS_STR(" "), arena);
    if (!blank.size)
        return false;
    *entry =
        (ks_pol_entry){ .key = key, .name = ks_out_str(&out), .type = KS_REG_SZ, .data = blank };
    return true;
}
