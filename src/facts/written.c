// A settled set as bytes, and back. Items in the order source, extent, rule, program, count,
// observation, each by its address; a record with several places is written once for each of them,
// so that a union of two written sets needs nothing but reading both.
#include "facts/item.h"

enum { block_size = 1 << 20, block_room = 1 << 26 }; // one item may be far larger than a block

typedef struct {
    ks_out out;
    ks_observations_put *put;
    void *context;
    size_t head; // offset of the item that is being written
} writing;

static void begin_item(writing *w, u8 kind)
{
    w->head = ks_out_size(&w->out);
    ks_out_bytes(&w->out, &kind, 1);
    item_put_u32(&w->out, 0);
}

static bool flush(writing *w, ks_fail *fail)
{
    ks_str block = ks_out_str(&w->out);
    bool is_put = block.size == 0 || w->put(w->context, ks_str_span(block), fail);
    ks_out_clear(&w->out);
    return is_put;
}

static bool end_item(writing *w, ks_fail *fail)
{
    size_t size = ks_out_size(&w->out);
    if (w->out.is_full)
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)size, block_room, KS_STR("block"));
    ks_store32(w->out.start + w->head + 1, (u32)(size - w->head - item_head_size));
    return size < block_size || flush(w, fail);
}

static void put_key(writing *w, const ks_observations *set, u32 source)
{
    ks_out_bytes(&w->out, set->sources[source].key.bytes, item_key_size);
}

// Further places follow their first one, whatever their address: the order is fixed all the same.
static bool put_places(writing *w, const ks_observations *set, const ks_observation *o,
                       ks_fail *fail)
{
    for (const ks_observed_place *p = &o->place; p; p = p->next) {
        begin_item(w, item_observation);
        put_key(w, set, p->source);
        item_put_observation(&w->out, set, o, p);
        if (!end_item(w, fail))
            return false;
    }
    return true;
}

bool ks_observations_write(const ks_observations *set, ks_observations_put *put, void *context,
                           ks_fail *fail)
{
    KS_ASSERT(set->is_settled);
    ks_arena scratch = *set->arena;
    writing w = { .put = put, .context = context };
    if (!ks_out_open(&w.out, &scratch, block_room))
        return set_is_over_budget(set, fail);
    for (u32 i = 0; i < set->source_count; i++) {
        begin_item(&w, item_source);
        put_key(&w, set, i);
        item_put_source(&w.out, &set->sources[i]);
        if (!end_item(&w, fail))
            return false;
    }
    for (size_t i = 0; i < set->extent_count; i++) {
        begin_item(&w, item_extent);
        put_key(&w, set, set->extents[i].source);
        item_put_extent(&w.out, set, &set->extents[i]);
        if (!end_item(&w, fail))
            return false;
    }
    for (size_t i = 0; i < set->rule_count; i++) {
        begin_item(&w, item_rule);
        item_put_rule(&w.out, &set->rules[i]);
        if (!end_item(&w, fail))
            return false;
    }
    for (size_t i = 0; i < set->program_count; i++) {
        begin_item(&w, item_program);
        ks_out_put(&w.out, set->programs[i]);
        if (!end_item(&w, fail))
            return false;
    }
    for (size_t i = 0; i < set->over_count; i++) {
        begin_item(&w, item_over);
        put_key(&w, set, set->overs[i].source);
        item_put_over(&w.out, set, &set->overs[i]);
        if (!end_item(&w, fail))
            return false;
    }
    for (size_t i = 0; i < set->count; i++)
        if (!put_places(&w, set, &set->items[i], fail))
            return false;
    return flush(&w, fail);
}

static bool read_item(ks_observations *set, u8 kind, ks_cursor *c, ks_fail *fail)
{
    if (kind == item_source)
        return item_read_source(set, c, fail);
    if (kind == item_rule)
        return item_read_rule(set, c, fail);
    if (kind == item_program)
        return ks_observations_add_program(set, ks_bytes(c, ks_left(c), "program")) ||
               set_is_over_budget(set, fail);
    ks_span key = ks_bytes(c, item_key_size, "key");
    if (!ks_ok(c))
        return ks_cursor_refuse(c, fail);
    ks_content_hash hash;
    memcpy(hash.bytes, key.at, sizeof hash.bytes);
    u32 source = set_source(set, &hash);
    if (source == ks_table_none)
        return set_is_over_budget(set, fail);
    if (kind == item_extent)
        return item_read_extent(set, c, source, fail);
    if (kind == item_over)
        return item_read_over(set, c, source, fail);
    if (kind == item_observation)
        return item_read_observation(set, c, source, fail);
    ks_refuse(fail, KS_BAD_VALUE, kind, 0, KS_STR("item"));
    fail->place.offset = c->origin;
    return false;
}

bool ks_observations_read(ks_observations *set, ks_span block, ks_fail *fail)
{
    ks_cursor c = { .bytes = block };
    while (ks_left(&c)) {
        u8 kind = ks_u8(&c, "item");
        u32 size = ks_u32(&c, "item size");
        ks_cursor item = ks_within(&c, c.next, size, "item");
        ks_bytes(&c, size, "item");
        if (!ks_ok(&c))
            return ks_cursor_refuse(&c, fail);
        if (!read_item(set, kind, &item, fail))
            return false;
    }
    return true;
}
