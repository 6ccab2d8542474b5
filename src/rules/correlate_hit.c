// Base hits as bytes: a head of fixed size, then texts, each with its size plus one (0: absent).
#include "rules/correlate.h"

#include "base/cursor.h"

enum { head_size = 40, size_most = 16 << 20 };

static void put_number(ks_out *out, u64 number, size_t size)
{
    u8 bytes[8];
    ks_store64(bytes, number);
    ks_out_bytes(out, bytes, size);
}

static void put_text(ks_out *out, ks_str text)
{
    put_number(out, text.at ? text.size + 1 : 0, 4);
    if (text.at)
        ks_out_put(out, text);
}

bool ks_base_hit_write(ks_out *out, const ks_base_hit *hit)
{
    u8 *start = out->at;
    bool was_full = out->is_full;
    put_number(out, 0, 4); // the size, when it is known
    put_number(out, hit->rule, 4);
    put_number(out, hit->ticks, 8);
    put_number(out, hit->source, 4);
    put_number(out, hit->offset, 8);
    put_number(out, hit->event_record_id, 8);
    put_number(out, hit->value_count, 4);
    put_text(out, hit->computer);
    put_text(out, hit->channel);
    for (u32 i = 0; i < hit->value_count; i++)
        put_text(out, hit->values[i]);
    if ((out->is_full && !was_full) || (size_t)(out->at - start) > size_most) {
        out->at = start;
        return false;
    }
    if (was_full) // nothing that was put is whole
        return false;
    ks_store32(start, (u32)(out->at - start));
    return true;
}

static ks_str text(ks_cursor *c)
{
    u32 size_plus_1 = ks_u32(c, "size of a text");
    if (size_plus_1 == 0)
        return (ks_str){ 0 };
    ks_span bytes = ks_bytes(c, size_plus_1 - 1, "text");
    return (ks_str){ bytes.at ? (const char *)bytes.at : "", bytes.size };
}

size_t ks_base_hit_read(ks_base_hit *hit, ks_span bytes, ks_arena *arena)
{
    ks_cursor c = { .bytes = bytes };
    u32 size = ks_u32(&c, "size");
    if (!ks_ok(&c) || size < head_size || size > bytes.size)
        return 0;
    c.bytes.size = size;
    *hit = (ks_base_hit){ .rule = ks_u32(&c, "rule") };
    hit->ticks = ks_u64(&c, "time");
    hit->source = ks_u32(&c, "source");
    hit->offset = ks_u64(&c, "offset");
    hit->event_record_id = ks_u64(&c, "record id");
    size_t count = ks_count(&c, ks_u32(&c, "values"), 4, "values");
    hit->computer = text(&c);
    hit->channel = text(&c);
    ks_str *values = count ? ks_take(arena, ks_str, count) : NULL;
    if (count && values == NULL)
        return 0;
    for (size_t i = 0; i < count; i++)
        values[i] = text(&c);
    hit->values = values;
    hit->value_count = (u32)count;
    return ks_ok(&c) && c.next == size ? size : 0;
}
