// Tokens to trees; see binxml.h. The parser never trusts the sizes inside elements: it goes by
// tokens, within the bytes of the record, and stops at the first thing that it does not know.
#include "evidence/evtx/binxml.h"

enum {
    token_end = 0x00,
    token_open = 0x01,
    token_close_start = 0x02,
    token_close_empty = 0x03,
    token_close = 0x04,
    token_text = 0x05,
    token_attribute = 0x06,
    token_cdata = 0x07,
    token_character = 0x08,
    token_entity = 0x09,
    token_instruction = 0x0a,
    token_instruction_data = 0x0b,
    token_instance = 0x0c,
    token_normal = 0x0d,
    token_optional = 0x0e,
    token_fragment = 0x0f,
    more_follows = 0x40,
};

typedef struct {
    ks_cursor c;
    ks_span chunk;
    ks_arena *arena;
    bool has_dependencies; // inside a definition each open token carries a u16
    bool is_cut;
} parser;

// A name node: u32 next, u16 hash, u16 units, text, u16 0.
static ks_utf16 name_node(ks_span chunk, u32 offset)
{
    ks_cursor node = { .bytes = chunk };
    ks_bytes(&node, offset, "name offset");
    ks_bytes(&node, 6, "name head");
    u16 units = ks_u16(&node, "name length");
    ks_span text = ks_bytes(&node, (u64)units * 2, "name");
    return ks_ok(&node) ? (ks_utf16){ text.at, units } : (ks_utf16){ 0 };
}

// A reference to a name; a node that lies right here is stepped over.
static ks_utf16 name_reference(ks_cursor *c, ks_span chunk)
{
    u32 offset = ks_u32(c, "name reference");
    size_t here = (size_t)c->origin + c->next;
    ks_utf16 name = name_node(chunk, offset);
    if (offset == here)
        ks_bytes(c, 10 + 2 * (u64)name.units, "name");
    return name;
}

static ks_str text_of(parser *p, ks_utf16 text)
{
    text.units = ks_utf16_length(text);
    u8 *bytes = ks_take(p->arena, u8, text.units * 6 + 16 + ks_out_slack);
    if (bytes == NULL) {
        p->is_cut = true;
        return (ks_str){ 0 };
    }
    ks_out out = { .at = bytes, .start = bytes, .end = bytes + text.units * 6 + 16 };
    ks_out_utf16(&out, text, KS_AS_TEXT);
    return ks_out_str(&out);
}

static ks_str name_of(parser *p)
{
    ks_utf16 name = name_reference(&p->c, p->chunk);
    return name.units ? text_of(p, name) : KS_STR("?"); // its bytes were overwritten
}

static ks_part *new_part(parser *p, ks_part_kind kind)
{
    ks_part *part = ks_take(p->arena, ks_part, 1);
    if (part)
        part->kind = kind;
    else
        p->is_cut = true;
    return part;
}

static ks_part *text_part(parser *p, ks_str text)
{
    ks_part *part = new_part(p, KS_PART_TEXT);
    if (part)
        part->text = text;
    return part;
}

static ks_str counted_text(parser *p)
{
    u16 units = ks_u16(&p->c, "text length");
    ks_span text = ks_bytes(&p->c, (u64)units * 2, "text");
    return text_of(p, (ks_utf16){ text.at, text.size / 2 });
}

static ks_part *entity(parser *p)
{
    static const struct {
        const char *name, *text;
    } known[] = { { "amp", "&" }, { "lt", "<" }, { "gt", ">" }, { "quot", "\"" }, { "apos", "'" } };
    ks_str name = name_of(p);
    for (size_t i = 0; i < countof(known); i++) {
        if (ks_str_equal(name, ks_str_of(known[i].name)))
            return text_part(p, ks_str_of(known[i].text));
    }
    char *whole = ks_take(p->arena, char, name.size + 2);
    if (whole == NULL)
        return NULL;
    whole[0] = '&';
    if (name.size)
        memcpy(whole + 1, name.at, name.size);
    whole[name.size + 1] = ';';
    return text_part(p, (ks_str){ whole, name.size + 2 });
}

static ks_part *character(parser *p)
{
    u8 *bytes = ks_take(p->arena, u8, 4);
    u16 code = ks_u16(&p->c, "character");
    if (bytes == NULL)
        return NULL;
    if (code == 0) // is no character of XML, and as text it would be an end
        code = 0xfffd;
    return text_part(p, (ks_str){ (char *)bytes, ks_utf8_write(bytes, code) });
}

static ks_part *substitution(parser *p, bool is_optional)
{
    ks_part *part = new_part(p, KS_PART_SUBSTITUTION);
    u16 index = ks_u16(&p->c, "substitution");
    u8 type = ks_u8(&p->c, "substitution type");
    if (part) {
        part->index = index;
        part->type = type;
        part->is_optional = is_optional;
    }
    return part;
}

static ks_part *instruction(parser *p)
{
    ks_str target = name_of(p);
    ks_str data = { 0 };
    if (ks_peek(&p->c) == token_instruction_data) {
        ks_u8(&p->c, "token");
        data = counted_text(p);
    }
    ks_part *part = new_part(p, KS_PART_INSTRUCTION);
    char *whole = ks_take(p->arena, char, target.size + data.size + 1);
    if (part == NULL || whole == NULL)
        return NULL;
    if (target.size)
        memcpy(whole, target.at, target.size);
    whole[target.size] = ' ';
    if (data.size)
        memcpy(whole + target.size + 1, data.at, data.size);
    part->text = (ks_str){ whole, target.size + 1 + data.size };
    return part;
}

// The next part of an element's or attribute's value; NULL: another token stands here.
static ks_part *value_part(parser *p)
{
    int token = ks_peek(&p->c);
    if (token < 0)
        return NULL;
    switch (token & ~more_follows) {
    case token_text:
        ks_u8(&p->c, "token");
        ks_u8(&p->c, "text type");
        return text_part(p, counted_text(p));
    case token_cdata: ks_u8(&p->c, "token"); return text_part(p, counted_text(p));
    case token_character: ks_u8(&p->c, "token"); return character(p);
    case token_entity: ks_u8(&p->c, "token"); return entity(p);
    case token_normal: ks_u8(&p->c, "token"); return substitution(p, false);
    case token_optional: ks_u8(&p->c, "token"); return substitution(p, true);
    default: return NULL;
    }
}

static ks_attribute *attributes(parser *p)
{
    ks_attribute *first = NULL, **end = &first;
    ks_u32(&p->c, "attribute list size");
    while ((ks_peek(&p->c) & ~more_follows) == token_attribute && !p->is_cut && ks_ok(&p->c)) {
        ks_attribute *a = ks_take(p->arena, ks_attribute, 1);
        if (a == NULL) {
            p->is_cut = true;
            break;
        }
        ks_u8(&p->c, "token");
        a->name = name_of(p);
        ks_part **last = &a->parts;
        for (ks_part *part; (part = value_part(p)) != NULL; last = &part->next)
            *last = part;
        *end = a;
        end = &a->next;
    }
    return first;
}

static ks_element *element(parser *p, unsigned depth);

static ks_part *content(parser *p, unsigned depth)
{
    ks_part *first = NULL, **end = &first;
    for (;;) {
        int token = ks_peek(&p->c);
        ks_part *part = NULL;
        if (token < 0 || p->is_cut)
            break;
        if (token == token_close) {
            ks_u8(&p->c, "token");
            return first;
        }
        if ((token & ~more_follows) == token_open) {
            ks_element *e = element(p, depth + 1);
            part = e ? new_part(p, KS_PART_ELEMENT) : NULL;
            if (part)
                part->element = e;
        } else if (token == token_instruction) {
            ks_u8(&p->c, "token");
            part = instruction(p);
        } else {
            part = value_part(p);
        }
        if (part == NULL)
            break;
        *end = part;
        end = &part->next;
    }
    p->is_cut = true;
    return first;
}

static ks_element *element(parser *p, unsigned depth)
{
    ks_element *e = depth < ks_tree_depth_most ? ks_take(p->arena, ks_element, 1) : NULL;
    if (e == NULL) {
        p->is_cut = true;
        return NULL;
    }
    u8 token = ks_u8(&p->c, "element");
    e->dependency = p->has_dependencies ? ks_u16(&p->c, "dependency") : ks_no_dependency;
    ks_u32(&p->c, "element size");
    e->name = name_of(p);
    if (token & more_follows)
        e->attributes = attributes(p);
    int next = ks_peek(&p->c);
    if (next != token_close_start && next != token_close_empty) {
        p->is_cut = true;
        return e;
    }
    ks_u8(&p->c, "token");
    if (next == token_close_start)
        e->content = content(p, depth);
    if (!ks_ok(&p->c))
        p->is_cut = true;
    return e;
}

void evtx_skip_fragment_header(ks_cursor *c)
{
    if (ks_peek(c) == token_fragment)
        ks_bytes(c, 4, "fragment header");
}

const ks_element *evtx_plain_tree(ks_span chunk, ks_cursor *c, ks_arena *arena, bool *is_cut)
{
    parser p = { .c = *c, .chunk = chunk, .arena = arena };
    evtx_skip_fragment_header(&p.c);
    const ks_element *e = (ks_peek(&p.c) & ~more_follows) == token_open ? element(&p, 0) : NULL;
    *c = p.c;
    *is_cut = p.is_cut || !ks_ok(&p.c);
    return e;
}

// --- definitions

bool evtx_definition_read(ks_span chunk, u32 offset, evtx_definition *definition)
{
    ks_cursor c = { .bytes = chunk };
    ks_bytes(&c, offset, "definition offset");
    ks_u32(&c, "next definition");
    ks_span guid = ks_bytes(&c, 16, "GUID");
    u32 size = ks_u32(&c, "definition size");
    u32 body = (u32)c.next;
    ks_bytes(&c, size, "definition");
    if (!ks_ok(&c) || size < 5)
        return false;
    *definition = (evtx_definition){ guid.at, body, size };
    return true;
}

const ks_element *evtx_definition_tree(ks_span chunk, const evtx_definition *definition,
                                       ks_arena *arena)
{
    parser p = { .chunk = chunk, .arena = arena, .has_dependencies = true };
    p.c = (ks_cursor){ .bytes = { chunk.at + definition->body, definition->size },
                       .origin = definition->body };
    evtx_skip_fragment_header(&p.c);
    if ((ks_peek(&p.c) & ~more_follows) != token_open)
        return NULL;
    const ks_element *e = element(&p, 0);
    return p.is_cut ? NULL : e;
}

static u64 mix_bytes(u64 h, const u8 *at, size_t size)
{
    KS_ASSERT(at || size == 0);
    for (; size >= 8; at += 8, size -= 8) {
        h = (h ^ ks_load64(at)) * 0x9fb21c651e98df25u;
        h ^= h >> 29;
    }
    u64 rest = size;
    for (size_t i = 0; i < size; i++)
        rest = rest << 8 | at[i];
    h = (h ^ rest) * 0x9fb21c651e98df25u;
    return h ^ h >> 32;
}

// Where the references to names lie in a definition's body; `at` NULL: nobody asks.
typedef struct {
    u16 *at;
    size_t count, most;
} name_places;

static u64 mix_name(u64 h, ks_cursor *c, ks_span chunk, name_places *places)
{
    if (places->at && places->count < places->most)
        places->at[places->count++] = (u16)c->next;
    ks_utf16 name = name_reference(c, chunk);
    // its own hash too: whether a name is sound must be a matter of what the definition says
    u64 head = name.at ? (u64)ks_load16(name.at - 4) << 16 | name.units : UINT64_MAX;
    return mix_bytes(h ^ head, name.at, 2 * name.units);
}

static u64 mix_text(u64 h, ks_cursor *c)
{
    u16 units = ks_u16(c, "text length");
    ks_span text = ks_bytes(c, 2 * (u64)units, "text");
    return mix_bytes(h ^ units, text.at, text.size);
}

// Goes over the tokens; what depends on where names happen to be stored (offsets, sizes) is left
// out. A token that is not known ends the walk with 0.
static u64 walk_definition(ks_span chunk, const evtx_definition *definition, name_places *places)
{
    ks_cursor c = { .bytes = { chunk.at + definition->body, definition->size },
                    .origin = definition->body };
    u64 h = 0x6b6f6e73656b69u;
    evtx_skip_fragment_header(&c);
    while (ks_ok(&c) && ks_left(&c)) {
        u8 token = ks_u8(&c, "token");
        u8 kind = (u8)(token & ~more_follows);
        h = (h ^ kind) * 0x9e3779b97f4a7c15u;
        switch (kind) {
        case token_open:
            h ^= ks_u16(&c, "dependency");
            ks_u32(&c, "element size");
            h = mix_name(h, &c, chunk, places);
            if (token & more_follows)
                ks_u32(&c, "attribute list size");
            break;
        case token_attribute:
        case token_entity:
        case token_instruction: h = mix_name(h, &c, chunk, places); break;
        case token_text:
            ks_u8(&c, "text type");
            h = mix_text(h, &c);
            break;
        case token_cdata:
        case token_instruction_data: h = mix_text(h, &c); break;
        case token_character: h ^= ks_u16(&c, "character"); break;
        case token_normal:
        case token_optional:
            h ^= (u64)ks_u16(&c, "substitution") << 8;
            h ^= ks_u8(&c, "substitution type");
            break;
        case token_close_start:
        case token_close_empty:
        case token_close: break;
        case token_end: return ks_ok(&c) ? h | 1 : 0;
        default: return 0;
        }
    }
    return 0;
}

u64 evtx_definition_hash(ks_span chunk, const evtx_definition *definition)
{
    name_places nobody = { 0 };
    return walk_definition(chunk, definition, &nobody);
}

// Whether a name is as it was written: its hash tells (MS-EVEN6 2.2.12), as no length could.
static bool name_is_sound(ks_span chunk, u32 offset)
{
    ks_utf16 name = name_node(chunk, offset);
    u16 hash = 0;
    for (size_t i = 0; i < name.units; i++)
        hash = (u16)(hash * 65599u + ks_load16(name.at + 2 * i));
    return name.units && hash == ks_load16(name.at - 4);
}

bool evtx_definition_keep(ks_span chunk, const evtx_definition *definition, ks_arena *arena,
                          evtx_kept *kept)
{
    name_places places = { .most = definition->size / 4 };
    places.at = ks_take(arena, u16, places.most + 1);
    u8 *bytes = ks_take(arena, u8, evtx_kept_most);
    if (places.at == NULL || bytes == NULL || definition->size > evtx_kept_most ||
        walk_definition(chunk, definition, &places) == 0)
        return false;
    KS_ASSERT(chunk.at);                                   // a definition was found in it
    size_t size = definition->size, most = 8 * size + 256; // names that overlap must not swell it
    most = most < evtx_kept_most ? most : evtx_kept_most;
    memcpy(bytes, chunk.at + definition->body, size);
    for (size_t i = 0; i < places.count; i++) {
        u32 from = ks_load32(bytes + places.at[i]), to = from - definition->body;
        if (!name_is_sound(chunk, from))
            return false;
        size_t node = 10 + 2 * name_node(chunk, from).units;
        bool is_inside = from >= definition->body && (u64)to + node <= definition->size;
        if (!is_inside) { // a name that was stored before: it comes along, behind the body
            if (node > most - size)
                return false;
            to = (u32)size;
            memcpy(bytes + size, chunk.at + from, node - 2);
            size += node;
        }
        ks_store32(bytes + places.at[i], to);
    }
    memcpy(kept->guid, definition->guid, sizeof kept->guid);
    kept->size = definition->size;
    kept->chunk = (ks_span){ bytes, size };
    return true;
}

// --- instances

bool evtx_instance_read(ks_cursor *c, evtx_instance *instance)
{
    if (ks_u8(c, "token") != token_instance)
        return false;
    ks_u8(c, "instance version");
    evtx_instance i = { .template_id = ks_u32(c, "template id") };
    i.definition = ks_u32(c, "definition offset");
    if (ks_ok(c) && i.definition == c->origin + c->next) {
        ks_bytes(c, evtx_definition_head - 4, "definition head");
        ks_bytes(c, ks_u32(c, "definition size"), "definition");
        i.is_inline = true;
    }
    u32 count = ks_u32(c, "value count");
    if (!ks_ok(c) || count > evtx_values_most)
        return false;
    i.value_count = count;
    i.descriptors = ks_bytes(c, (u64)count * 4, "value descriptors").at;
    if (!ks_ok(c))
        return false;
    u64 size = 0;
    for (u32 k = 0; k < count; k++)
        size += ks_load16(i.descriptors + 4 * (size_t)k);
    i.is_cut = size > ks_left(c);
    i.values = ks_bytes(c, i.is_cut ? ks_left(c) : size, "values");
    i.end = (size_t)c->origin + c->next;
    *instance = i;
    return true;
}

void evtx_instance_values(const evtx_instance *instance, ks_value *values, bool *ordinary)
{
    // widths of the types that have one; 0: any. One comparison settles nearly all values. The
    // types of our own never come from evidence: a width that no value can have.
    static const u16 width_by_type[256] = {
        [KS_UTF8] = 0xffff,
        [KS_NUMBER] = 0xffff,
        [KS_UTF8 | KS_ARRAY] = 0xffff,
        [KS_NUMBER | KS_ARRAY] = 0xffff,
        [KS_INT8] = 1,
        [KS_UINT8] = 1,
        [KS_INT16] = 2,
        [KS_UINT16] = 2,
        [KS_INT32] = 4,
        [KS_UINT32] = 4,
        [KS_INT64] = 8,
        [KS_UINT64] = 8,
        [KS_FLOAT] = 4,
        [KS_DOUBLE] = 8,
        [KS_BOOL] = 4,
        [KS_GUID] = 16,
        [KS_FILETIME] = 8,
        [KS_SYSTEMTIME] = 16,
        [KS_HEX32] = 4,
        [KS_HEX64] = 8,
    };
    const u8 *at = instance->values.at, *d = instance->descriptors;
    size_t left = instance->values.size;
    bool odd = instance->is_cut;
    for (u32 i = 0; i < instance->value_count; i++, d += 4) {
        u32 size = ks_load16(d);
        u8 type = d[2];
        if (KS_UNLIKELY(size > left)) { // cut: of a text what is there, of others nothing
            size = type == KS_STRING ? (u32)left & ~1u : 0;
            type = size ? type : KS_NULL;
            left = size;
        }
        values[i] = (ks_value){ at, size, type };
        at += size;
        left -= size;
        u16 width = width_by_type[type];
        if (KS_UNLIKELY(width && width != size)) {
            odd = true;
            if (width == 0xffff)
                values[i].type = KS_BINARY;
        }
    }
    *ordinary = !odd;
}
