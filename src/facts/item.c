// Observations as bytes. Numbers are little-endian, texts a size and UTF-8; strings are written out
// in each item, so that blocks can be read in any order (zstd makes them small again).
#include "facts/item.h"

#include "facts/kinds.h"

void item_put_u32(ks_out *out, u32 value)
{
    u8 bytes[4];
    ks_store32(bytes, value);
    ks_out_bytes(out, bytes, sizeof bytes);
}

void item_put_u64(ks_out *out, u64 value)
{
    u8 bytes[8];
    ks_store64(bytes, value);
    ks_out_bytes(out, bytes, sizeof bytes);
}

void item_put_str(ks_out *out, ks_str text)
{
    item_put_u32(out, (u32)text.size);
    ks_out_put(out, text);
}

// A value longer than this is cut: 32,767 units is what Windows passes on a command line.
enum { value_size_most = 1 << 17 };

static ks_str cut(ks_str text)
{
    if (text.size <= value_size_most)
        return text;
    size_t size = value_size_most;
    while (size && ((u8)text.at[size] & 0xc0) == 0x80)
        size--;
    return (ks_str){ text.at, size };
}

// What the payload's hash sees of a field: exporters cut blanks at the end, and leave out or fill
// what is empty; that makes no other record.
static u64 hash_field(u64 hash, ks_str name, ks_str value)
{
    while (value.size && (value.at[value.size - 1] == ' ' || value.at[value.size - 1] == '\n' ||
                          value.at[value.size - 1] == '\r' || value.at[value.size - 1] == '\t'))
        value.size--;
    if (ks_is_none(value))
        return hash;
    return ks_hash(ks_str_span(value), ks_hash(ks_str_span(name), hash));
}

// All own fields; each item of an array is a field of its own. Their number is put in front after.
// Their hash is returned.
static u64 put_fields(ks_out *out, ks_event *e)
{
    size_t start = ks_out_size(out), count = 0;
    u32 written = 0;
    u64 hash = e->class->id;
    item_put_u32(out, 0);
    const ks_field *fields = ks_event_fields(e, &count);
    for (size_t i = 0; i < count; i++) {
        size_t next = 0;
        for (ks_value item; ks_value_item(fields[i].value, &next, &item); written++) {
            ks_arena scratch = *e->arena;
            ks_str value = cut(ks_value_str(item, &scratch));
            item_put_str(out, fields[i].name);
            item_put_str(out, value);
            hash = hash_field(hash, fields[i].name, value);
        }
    }
    if (!out->is_full)
        ks_store32(out->start + start, written);
    return hash;
}

static void put_system_str(ks_out *out, ks_event *e, ks_system_field field)
{
    ks_arena scratch = *e->arena;
    item_put_str(out, ks_value_str(ks_event_system(e, field), &scratch));
}

void item_put_event(ks_out *out, ks_event *e, u32 kind)
{
    u8 *start = out->at;
    item_put_u64(out, e->offset);
    item_put_u64(out, e->size);
    item_put_u64(out, e->record_id);
    item_put_u32(out, (u32)e->found | (e->is_damaged ? 256u : 0));
    item_put_u64(out, e->written_ticks);
    u8 *payload = out->at;
    item_put_u64(out, 0);
    item_put_u64(out, ks_event_number(e, KS_SYSTEM_EVENT_RECORD_ID));
    item_put_u64(out, ks_event_ticks(e));
    item_put_u64(out, ks_event_number(e, KS_SYSTEM_KEYWORDS));
    item_put_u32(out, kind);
    item_put_u32(out, e->class->id);
    item_put_u32(out, e->class->version);
    item_put_u32(out, (u32)ks_event_number(e, KS_SYSTEM_LEVEL));
    item_put_u32(out, (u32)ks_event_number(e, KS_SYSTEM_TASK));
    item_put_u32(out, (u32)ks_event_number(e, KS_SYSTEM_OPCODE));
    item_put_u32(out, (u32)ks_event_number(e, KS_SYSTEM_PROCESS_ID));
    item_put_u32(out, (u32)ks_event_number(e, KS_SYSTEM_THREAD_ID));
    item_put_str(out, e->class->channel);
    item_put_str(out, e->class->provider);
    put_system_str(out, e, KS_SYSTEM_COMPUTER);
    put_system_str(out, e, KS_SYSTEM_USER);
    u64 hash = put_fields(out, e);
    if (out->is_full) {
        out->at = start; // left out whole; the block's `is_full` is the reader's to see
        return;
    }
    ks_store64(payload, hash);
}

static u32 read_string(ks_observations *set, ks_cursor *c, const char *field)
{
    u32 size = ks_u32(c, field);
    ks_span bytes = ks_bytes(c, size, field);
    return set_string(set, (ks_str){ (const char *)bytes.at, bytes.size });
}

static bool read_fields(ks_observations *set, ks_cursor *c, ks_observation *o)
{
    size_t count = ks_count(c, ks_u32(c, "fields"), 8, "fields");
    ks_observed_field *fields = ks_take(set->arena, ks_observed_field, count ? count : 1);
    if (fields == NULL)
        return false;
    for (size_t i = 0; i < count && ks_ok(c); i++) {
        fields[i].name = read_string(set, c, "field name");
        fields[i].value = read_string(set, c, "field value");
        if (fields[i].name == ks_table_none || fields[i].value == ks_table_none)
            return false;
    }
    o->fields = fields;
    o->field_count = (u32)count;
    return true;
}

static bool read_event(ks_observations *set, ks_cursor *c, ks_observation *o)
{
    o->place.offset = ks_u64(c, "offset");
    o->place.size = ks_u64(c, "size");
    o->place.record_id = ks_u64(c, "record id");
    u32 how = ks_u32(c, "how");
    o->place.found = (how & 255) < KS_FOUND_COUNT ? (ks_found)(how & 255) : KS_CARVED;
    o->place.is_damaged = (how & 256) != 0;
    o->place.written_ticks = ks_u64(c, "time written");
    o->payload = ks_u64(c, "payload");
    o->event_record_id = ks_u64(c, "event record id");
    o->ticks = ks_u64(c, "time");
    o->keywords = ks_u64(c, "keywords");
    u32 kind = ks_u32(c, "kind");
    o->kind = kind < KS_OBSERVED_COUNT ? (ks_observed_kind)kind : KS_OBSERVED_COUNT;
    o->id = ks_u32(c, "id");
    o->version = ks_u32(c, "version");
    o->level = ks_u32(c, "level");
    o->task = ks_u32(c, "task");
    o->opcode = ks_u32(c, "opcode");
    o->process_id = ks_u32(c, "process id");
    o->thread_id = ks_u32(c, "thread id");
    o->channel = read_string(set, c, "channel");
    o->provider = read_string(set, c, "provider");
    o->computer = read_string(set, c, "computer");
    o->user = read_string(set, c, "user");
    return o->channel != ks_table_none && o->provider != ks_table_none &&
           o->computer != ks_table_none && o->user != ks_table_none && read_fields(set, c, o);
}

bool item_read_observation(ks_observations *set, ks_cursor *c, u32 source, ks_fail *fail)
{
    ks_observation o = { .place.source = source };
    if (!read_event(set, c, &o))
        return set_is_over_budget(set, fail);
    if (!item_read_hits(set, c, &o, fail))
        return false;
    // The kind is this version's to decide: a case of another version is read by what it holds.
    u32 kind = kept_kind(ks_observed_string(set, o.provider), o.id);
    if (kind == KS_OBSERVED_COUNT && o.hit_count == 0)
        return true;
    if (kind == KS_OBSERVED_COUNT)
        kind = KS_OBSERVED_BY_RULE;
    o.kind = (ks_observed_kind)kind;
    return set_add_observation(set, &o, fail);
}

void item_put_observation(ks_out *out, const ks_observations *set, const ks_observation *o,
                          const ks_observed_place *place)
{
    item_put_u64(out, place->offset);
    item_put_u64(out, place->size);
    item_put_u64(out, place->record_id);
    item_put_u32(out, (u32)place->found | (place->is_damaged ? 256u : 0));
    item_put_u64(out, place->written_ticks);
    item_put_u64(out, o->payload);
    item_put_u64(out, o->event_record_id);
    item_put_u64(out, o->ticks);
    item_put_u64(out, o->keywords);
    item_put_u32(out, o->kind);
    item_put_u32(out, o->id);
    item_put_u32(out, o->version);
    item_put_u32(out, o->level);
    item_put_u32(out, o->task);
    item_put_u32(out, o->opcode);
    item_put_u32(out, o->process_id);
    item_put_u32(out, o->thread_id);
    item_put_str(out, ks_observed_string(set, o->channel));
    item_put_str(out, ks_observed_string(set, o->provider));
    item_put_str(out, ks_observed_string(set, o->computer));
    item_put_str(out, ks_observed_string(set, o->user));
    item_put_u32(out, o->field_count);
    for (u32 i = 0; i < o->field_count; i++) {
        item_put_str(out, ks_observed_string(set, o->fields[i].name));
        item_put_str(out, ks_observed_string(set, o->fields[i].value));
    }
    item_put_hits(out, set, o);
}
