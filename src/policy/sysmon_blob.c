// Compiled rules: the registry value `Rules` of Sysmon's driver. Little-endian records in chains,
// each padded to 8 bytes, offsets from the start (public rule engine; 256 samples). Header:
// version, events, its size, schema, first event, first aggregation. A chain that does not close as
// its count says is refused: rules that are half read would say the wrong thing of an event.
#include "policy/sysmon.h"

#include "base/cursor.h"
#include "base/text.h"

enum {
    head_size = 24,
    event_size = 24,
    filter_size = 536,
    aggregation_size = 292,
    version_least = 0x000e0000, // before it, condition numbers were those of its own manifest
    schema_least = 330          // before it, some events had their fields in another order
};

typedef struct {
    ks_cursor bytes;
    ks_arena *arena;
    ks_sysmon_config *config;
    ks_fail *fail;
    size_t left; // filters that may still be read: chains that run in circles end
} reading;

static bool refuse(reading *r, u64 offset, ks_reason reason, i64 first, i64 second,
                   const char *field)
{
    ks_refuse(r->fail, reason, first, second, ks_str_of(field));
    r->fail->place.offset = offset;
    return false;
}

static bool over_budget(reading *r) { return refuse(r, 0, KS_OVER_BUDGET, 0, 0, r->arena->name); }

// UTF-16 up to its NUL as UTF-8 in the arena.
static bool keep_text(reading *r, ks_span units, ks_str *text)
{
    ks_out out;
    ks_utf16 all = { units.at, units.size / 2 };
    ks_utf16 found = { units.at, ks_utf16_length(all) };
    if (found.units == 0) {
        *text = (ks_str){ 0 };
        return true;
    }
    if (!ks_out_open(&out, r->arena, found.units * 8 + 64)) // ks_out_utf16 wants room for escapes
        return over_budget(r);
    ks_out_utf16(&out, found, KS_AS_TEXT);
    KS_ASSERT(!out.is_full);
    *text = ks_out_str(&out);
    return true;
}

// Where the next member and the next filter of its Rule go.
typedef struct {
    ks_sysmon_member **member_end;
    ks_sysmon_filter **filter_end;
    u32 rule; // the open one; 0: none
} chain;

typedef struct {
    u32 field, condition, next, aggregation, aggregation_offset;
    ks_span name, data;
} raw_filter;

static bool read_filter(reading *r, u32 offset, raw_filter *raw)
{
    ks_cursor c = ks_within(&r->bytes, offset, r->bytes.bytes.size - offset, "filter");
    raw->field = ks_u32(&c, "filter's field");
    raw->name = ks_bytes(&c, 512, "filter's name");
    raw->condition = ks_u32(&c, "filter's condition");
    raw->next = ks_u32(&c, "next filter");
    u32 size = ks_u32(&c, "size of the filter's value");
    raw->aggregation = ks_u32(&c, "filter's rule");
    raw->aggregation_offset = ks_u32(&c, "offset of the filter's rule");
    raw->data = ks_bytes(&c, size, "filter's value");
    return ks_ok(&c) || ks_cursor_refuse(&c, r->fail);
}

static bool read_aggregation(reading *r, u32 offset, ks_sysmon_member *rule)
{
    ks_cursor c = ks_within(&r->bytes, offset, aggregation_size, "rule");
    ks_span name = ks_bytes(&c, 256, "rule's name");
    (void)ks_bytes(&c, 8 + 4 + 4 + 4 + 4, "rule");
    u32 combine = ks_u32(&c, "rule's relation");
    if (!ks_ok(&c))
        return ks_cursor_refuse(&c, r->fail);
    if (combine > 1)
        return refuse(r, offset + 280, KS_BAD_VALUE, combine, 0, "rule's relation");
    rule->is_rule = true;
    rule->is_and = combine == 1;
    rule->says_relation = true;
    return keep_text(r, name, &rule->name);
}

static bool open_member(reading *r, const raw_filter *raw, chain *to)
{
    ks_sysmon_member *member = ks_take(r->arena, ks_sysmon_member, 1);
    if (!member)
        return over_budget(r);
    if (raw->aggregation && !read_aggregation(r, raw->aggregation_offset, member))
        return false;
    *to->member_end = member;
    *to = (chain){ &member->next, &member->filters, raw->aggregation };
    return true;
}

static bool add_filter(reading *r, u32 event, u32 offset, const raw_filter *raw, chain *to)
{
    const ks_sysmon_field *field = sysmon_field_at(event, r->config->schema, raw->field);
    ks_sysmon_condition condition;
    if (!field)
        return refuse(r, offset, KS_BAD_VALUE, raw->field, 0, "filter's field");
    if (!sysmon_condition_at(raw->condition & ~0x40000000u, &condition))
        return refuse(r, offset + 516, KS_BAD_VALUE, raw->condition, 0, "filter's condition");
    ks_sysmon_filter *filter = ks_take(r->arena, ks_sysmon_filter, 1);
    if (!filter)
        return over_budget(r);
    filter->field = field->name;
    filter->condition = condition;
    if (!keep_text(r, raw->name, &filter->name) || !keep_text(r, raw->data, &filter->value))
        return false;
    if ((raw->aggregation == 0 || raw->aggregation != to->rule) && !open_member(r, raw, to))
        return false;
    *to->filter_end = filter;
    to->filter_end = &filter->next;
    return true;
}

static bool read_filters(reading *r, ks_sysmon_element *element, u32 offset, u32 count)
{
    u32 read = 0;
    chain to = { .member_end = &element->members };
    for (; offset && read < count; read++) {
        raw_filter raw;
        if (offset >= r->bytes.bytes.size)
            return refuse(r, offset, KS_TRUNCATED, filter_size, 0, "filter");
        if (r->left-- == 0)
            return refuse(r, offset, KS_TOO_MANY, read, read, "filters");
        if (!read_filter(r, offset, &raw) || !add_filter(r, element->event, offset, &raw, &to))
            return false;
        offset = raw.next;
    }
    if (read != count || offset)
        return refuse(r, offset, KS_BAD_SIZE, read, count, "filters of an event");
    return true;
}

static bool read_element(reading *r, u32 offset, ks_sysmon_element *element, u32 *next)
{
    ks_cursor c = ks_within(&r->bytes, offset, event_size, "event's rules");
    u32 id = ks_u32(&c, "event's id");
    u32 otherwise = ks_u32(&c, "event's default");
    u32 combine = ks_u32(&c, "event's relation");
    *next = ks_u32(&c, "next event");
    u32 count = ks_u32(&c, "event's filters");
    u32 first = ks_u32(&c, "event's first filter");
    if (!ks_ok(&c))
        return ks_cursor_refuse(&c, r->fail);
    const ks_sysmon_event *event = sysmon_event_find(id);
    if (!event || event->tag.size == 0)
        return refuse(r, offset, KS_BAD_VALUE, id, 0, "event's id");
    if (otherwise > 1 || combine > 1)
        return refuse(r, offset + 4, KS_BAD_VALUE, otherwise > 1 ? otherwise : combine, 0,
                      "event's default");
    *element = (ks_sysmon_element){
        .tag = event->tag, .event = id, .is_include = otherwise == 1, .is_and = combine == 1
    };
    return read_filters(r, element, first, count);
}

bool ks_sysmon_blob_is(ks_span bytes)
{
    return bytes.size >= head_size && ks_load32(bytes.at + 8) == head_size &&
           ks_load32(bytes.at) >> 16 < 64 && ks_load32(bytes.at + 12) >> 16 < 16 &&
           ks_load32(bytes.at + 4) < 256;
}

bool ks_sysmon_blob_read(ks_sysmon_config *config, ks_span bytes, ks_arena *arena, ks_fail *fail)
{
    ks_sysmon_config made = { .is_compiled = true };
    reading r = { { .bytes = bytes }, arena, &made, fail, bytes.size / filter_size };
    ks_cursor c = r.bytes;
    u32 version = ks_u32(&c, "version");
    u32 count = ks_u32(&c, "number of events");
    u32 size = ks_u32(&c, "size of the header");
    u32 schema = ks_u32(&c, "schema version");
    u32 offset = ks_u32(&c, "first event");
    (void)ks_u32(&c, "first rule");
    if (!ks_ok(&c))
        return ks_cursor_refuse(&c, fail);
    if (size != head_size)
        return refuse(&r, 8, KS_BAD_SIZE, size, head_size, "header of compiled Sysmon rules");
    made.schema = (schema >> 16) * 100 + (schema & 0xffff);
    if (version < version_least)
        return refuse(&r, 0, KS_UNSUPPORTED, version, version_least,
                      "compiled Sysmon rules older than version 14");
    if (schema >> 16 > 9 || made.schema < schema_least)
        return refuse(&r, 12, KS_BAD_VALUE, schema, 0, "schema version");
    u32 read = 0;
    for (ks_sysmon_element **end = &made.elements; offset && read < count; read++) {
        if (read == bytes.size / event_size) // they lie on one another
            return refuse(&r, offset, KS_TOO_MANY, read, read, "events of compiled Sysmon rules");
        *end = ks_take(arena, ks_sysmon_element, 1);
        if (!*end)
            return over_budget(&r);
        if (!read_element(&r, offset, *end, &offset))
            return false;
        end = &(*end)->next;
    }
    if (read != count || offset)
        return refuse(&r, offset, KS_BAD_SIZE, read, count, "events of compiled Sysmon rules");
    *config = made;
    return true;
}
