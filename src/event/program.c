// Running programs: the hot path of all printing. See program.h.
#include "event/program.h"

#include "base/number.h"
#include "event/tree.h"

typedef struct {
    const ks_event *event;
    ks_out *out;
    ks_style style;
    ks_format format;
    ks_day_cache *days;
} printer;

typedef enum { SCALAR_EMPTY, SCALAR_NULL, SCALAR_PRINTED, SCALAR_REFUSED } scalar_result;

static inline u64 load(const u8 *at, u32 size)
{
    return size == 4 ? ks_load32(at) : size == 2 ? ks_load16(at) : size == 1 ? *at : ks_load64(at);
}

static scalar_result json_rare(const printer *p, ks_value v)
{
    if (!ks_value_is_sound(v) || (v.type & KS_ARRAY) || v.type == KS_BINXML)
        return SCALAR_REFUSED;
    if (ks_value_is_empty(v))
        return SCALAR_EMPTY;
    ks_out_json_value(p->out, v, p->style, "null", p->days);
    return SCALAR_PRINTED;
}

static inline scalar_result json_string(const printer *p, ks_value v)
{
    ks_utf16 text = { v.at, v.size / 2 };
    if (KS_UNLIKELY(v.size & 1))
        return SCALAR_REFUSED;
    if (text.units == 0 || (v.at[0] | v.at[1]) == 0)
        return SCALAR_EMPTY;
    ks_out_byte(p->out, '"');
    ks_out_utf16_text(p->out, text, KS_AS_JSON);
    ks_out_byte(p->out, '"');
    return SCALAR_PRINTED;
}

static inline scalar_result json_hex(const printer *p, ks_value v)
{
    if (!ks_out_room(p->out, ks_number_size))
        return SCALAR_REFUSED;
    u8 *to = p->out->at;
    memcpy(to, "\"0x", 3);
    to += 3;
    to = ks_hex_text(to, load(v.at, v.size), 1);
    *to++ = '"';
    p->out->at = to;
    return SCALAR_PRINTED;
}

static inline scalar_result json_time(const printer *p, ks_value v)
{
    ks_out_byte(p->out, '"');
    ks_out_ticks(p->out, ks_load64(v.at), p->style == KS_STYLE_PLAIN ? 7 : 6, p->days);
    ks_out_byte(p->out, '"');
    return SCALAR_PRINTED;
}

static inline scalar_result json_guid(const printer *p, ks_value v)
{
    ks_out_byte(p->out, '"');
    ks_out_guid(p->out, v.at);
    ks_out_byte(p->out, '"');
    return SCALAR_PRINTED;
}

// The usual types; the widths were checked when the record was read.
static inline scalar_result json_scalar(const printer *p, ks_value v)
{
    switch (v.type) {
    case KS_NULL: return SCALAR_NULL;
    case KS_STRING: return json_string(p, v);
    case KS_UINT8:
    case KS_UINT16:
    case KS_UINT32:
    case KS_UINT64: ks_out_u64(p->out, load(v.at, v.size)); return SCALAR_PRINTED;
    case KS_HEX32:
    case KS_HEX64: return json_hex(p, v);
    case KS_FILETIME: return json_time(p, v);
    case KS_GUID: return json_guid(p, v);
    default: return json_rare(p, v);
    }
}

static inline ks_value value_at(const ks_value *values, u32 count, u16 slot)
{
    return slot < count ? values[slot] : (ks_value){ 0 };
}

static bool or_word(const printer *p, ks_value v, ks_str null, ks_str empty)
{
    scalar_result result = json_scalar(p, v);
    if (result == SCALAR_NULL)
        ks_out_put(p->out, null);
    else if (result == SCALAR_EMPTY)
        ks_out_put(p->out, empty);
    return result != SCALAR_REFUSED;
}

static void literal(const printer *p, const ks_program *program, const op *o)
{
    ks_out_literal(p->out, program->literals + o->literal, o->size);
}

// An element with attributes: an object when one of them has a value, else only its text.
static bool element(const printer *p, const ks_program *program, const op *o,
                    const ks_value *values, u32 count)
{
    ks_out *out = p->out;
    literal(p, program, o);
    bool any = false;
    for (u32 i = 1; i <= o->count; i++) {
        u8 *before = out->at;
        ks_out_put(out, any ? KS_STR(",") : KS_STR("{\"#attributes\":{"));
        literal(p, program, &o[i]);
        if (o[i].slot != slot_literal) {
            scalar_result result = json_scalar(p, value_at(values, count, o[i].slot));
            if (result == SCALAR_REFUSED)
                return false;
            if (result != SCALAR_PRINTED) {
                out->at = before;
                continue;
            }
        }
        any = true;
    }
    u8 *before = out->at;
    if (any)
        KS_PUT(out, "}");
    if (o->slot == slot_literal) {
        if (any)
            KS_PUT(out, ",\"#text\":");
        literal(p, program, &o[o->count + 1]);
    } else if (o->slot != slot_none) {
        if (any)
            KS_PUT(out, ",\"#text\":");
        scalar_result result = json_scalar(p, value_at(values, count, o->slot));
        if (result == SCALAR_REFUSED)
            return false;
        if (result != SCALAR_PRINTED) {
            out->at = before;
            ks_out_put(out, any ? KS_STR("}") : KS_STR("null"));
        }
    } else if (!any) {
        KS_PUT(out, "null");
    }
    if (any)
        KS_PUT(out, "}");
    return true;
}

// Unnamed data: one value, or a list; arrays give all their items.
static bool positional(const printer *p, const ks_program *program, const op *o,
                       const ks_value *values, u32 count)
{
    size_t items = 0;
    for (u32 i = 1; i <= o->count; i++) {
        ks_value v = value_at(values, count, o[i].slot);
        bool is_list = v.type == (KS_ARRAY | KS_STRING);
        if ((v.type & KS_ARRAY) && (!is_list || v.size % 2))
            return false;
        items += is_list && v.size ? ks_value_items(v) : 1;
    }
    bool is_first = true;
    literal(p, program, o);
    if (items != 1)
        ks_out_byte(p->out, '[');
    for (u32 i = 1; i <= o->count; i++) {
        ks_value v = value_at(values, count, o[i].slot);
        if (v.type & KS_ARRAY && v.size == 0)
            v = ks_value_text((ks_str){ "", 0 }); // an empty array: one empty element
        size_t next = 0;
        for (ks_value item; ks_value_item(v, &next, &item);) {
            if (!is_first)
                ks_out_byte(p->out, ',');
            is_first = false;
            ks_str null = o->is_flat ? KS_STR("null") : KS_STR("\"\"");
            if (!or_word(p, item, null, KS_STR("\"\"")))
                return false;
        }
    }
    if (items != 1)
        ks_out_byte(p->out, ']');
    return true;
}

static bool xml_value(const printer *p, ks_value v, ks_escape escape)
{
    if (v.type == KS_STRING && v.size % 2 == 0) {
        ks_utf16 text = { v.at, v.size / 2 };
        ks_out_utf16_text(p->out, text, escape);
        return true;
    }
    if ((v.type & KS_ARRAY) || v.type == KS_BINXML || !ks_value_is_sound(v))
        return false;
    ks_out_value(p->out, v, escape, p->style, p->days);
    return true;
}

static bool run(const printer *p, const ks_program *program, const ks_value *values, u32 count);

static bool nest(const printer *p, ks_str before, ks_str after, ks_str none)
{
    const ks_event *e = p->event;
    if (e->payload == NULL) {
        ks_out_put(p->out, none);
        return true;
    }
    ks_out_put(p->out, before);
    if (!run(p, e->payload->programs[p->format], e->data, e->data_count))
        return false;
    ks_out_put(p->out, after);
    return true;
}

static bool member(const printer *p, const ks_program *program, const op *o, ks_value v)
{
    u8 *before = p->out->at;
    literal(p, program, o);
    bool is_text = v.type == KS_STRING || v.type == KS_ANSI || v.type == KS_UTF8;
    scalar_result result = SCALAR_EMPTY;
    if (KS_UNLIKELY(o->count && is_text)) { // a number, time or GUID as text: rare
        if (!ks_value_is_empty(v)) {
            ks_out_flat_system(p->out, (ks_system_field)(o->count - 1), v, p->days);
            result = SCALAR_PRINTED;
        }
    } else {
        result = json_scalar(p, v);
    }
    if (result == SCALAR_PRINTED)
        ks_out_byte(p->out, ',');
    else
        p->out->at = before;
    return result != SCALAR_REFUSED;
}

static bool xml_attribute(const printer *p, const ks_program *program, const op *o, ks_value v)
{
    if (v.type == KS_NULL)
        return true;
    literal(p, program, o);
    if (!xml_value(p, v, KS_AS_XML_ATTRIBUTE))
        return false;
    ks_out_byte(p->out, '"');
    return true;
}

static bool run(const printer *p, const ks_program *program, const ks_value *values, u32 count)
{
    const ks_str null = KS_STR("null"), empty = KS_STR("\"\"");
    for (const op *o = program->ops;; o++) {
        ks_value v = value_at(values, count, o->slot);
        bool ok = true;
        switch (o->kind) {
        case OP_MEMBER: ok = member(p, program, o, v); break;
        case OP_ELEMENT:
            ok = element(p, program, o, values, count);
            o += o->count + (o->slot == slot_literal);
            break;
        case OP_POSITIONAL:
            ok = positional(p, program, o, values, count);
            o += o->count;
            break;
        case OP_XML_ATTRIBUTE: ok = xml_attribute(p, program, o, v); break;
        default:
            literal(p, program, o);
            switch (o->kind) {
            case OP_END: return !p->out->is_full;
            case OP_VALUE: ok = or_word(p, v, null, null); break;
            case OP_DATA: ok = or_word(p, v, empty, empty); break;
            case OP_FLAT_DATA: ok = or_word(p, v, null, empty); break;
            case OP_NEST: ok = nest(p, KS_STR(","), KS_STR(""), KS_STR("")); break;
            case OP_NEST_IN: ok = nest(p, KS_STR("{"), KS_STR("}"), null); break;
            case OP_FLAT_NEST: ok = nest(p, KS_STR("{"), KS_STR("}"), KS_STR("{}")); break;
            case OP_NUMBERS: ks_event_put_numbers(p->event, p->out); break;
            case OP_XML_TEXT: ok = xml_value(p, v, KS_AS_XML); break;
            case OP_XML_SKIP: o += v.type == KS_NULL ? o->count : 0; break;
            case OP_XML_NEST: ok = nest(p, KS_STR(""), KS_STR(""), KS_STR("")); break;
            default: break;
            }
        }
        if (!ok)
            return false;
    }
}

bool ks_program_run(const ks_event *e, ks_format format, ks_style style, ks_out *out,
                    ks_day_cache *days)
{
    printer p = { e, out, style, format, days };
    return run(&p, e->outer->programs[format], e->values, e->value_count);
}
