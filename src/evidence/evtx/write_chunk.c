// One chunk of a log, built record by record.
//
// A record is binary XML: an instance of a template (its definition, or the offset of one that
// this chunk has already, then the values) or a plain element. Names are written where they are
// first used and referred to afterwards; names and definitions hang in buckets whose heads are in
// the chunk's header (libevtx documentation, "Chunk"; MS-EVEN6 2.2.12 for the grammar and the
// hash). A record that does not fit leaves the chunk as it was.
//
// A template is named by what it says: it is first spelled out into a mirror, where names stand
// as text and no offset occurs, and the hash of that is its GUID. So one GUID is one content, in
// every file, as with Windows' own.
#include "evidence/evtx/write_chunk.h"

#include "base/hash.h"
#include "base/text.h"

// --- a pen that never leaves the page

typedef struct {
    u8 *page; // the chunk, or its mirror
    size_t at;
    bool is_mirror;   // names are spelled out, sizes stay 0
    bool is_template; // elements carry a dependency id
    ks_reason refusal;
} pen;

static bool room(pen *p, size_t size)
{
    if (p->refusal == KS_NONE && size <= (size_t)chunk_size - p->at)
        return true;
    if (p->refusal == KS_NONE)
        p->refusal = KS_BAD_SIZE;
    return false;
}

static void put_bytes(pen *p, const u8 *bytes, size_t size)
{
    if (!room(p, size) || size == 0)
        return;
    memcpy(p->page + p->at, bytes, size);
    p->at += size;
}

static void put8(pen *p, unsigned value)
{
    u8 byte = (u8)value;
    put_bytes(p, &byte, 1);
}

static void put16(pen *p, size_t value)
{
    u8 bytes[2];
    ks_store16(bytes, (u16)value);
    put_bytes(p, bytes, sizeof bytes);
}

static void put32(pen *p, size_t value)
{
    u8 bytes[4];
    ks_store32(bytes, (u32)value);
    put_bytes(p, bytes, sizeof bytes);
}

static void put64(pen *p, u64 value)
{
    put32(p, (u32)value);
    put32(p, (u32)(value >> 32));
}

static void put_fragment_header(pen *p) { put_bytes(p, (const u8 *)"\x0f\x01\x01\x00", 4); }

// Writes the size of what followed the size field at `at`.
static void patch_size(pen *p, size_t at)
{
    if (p->refusal == KS_NONE && !p->is_mirror)
        ks_store32(p->page + at, (u32)(p->at - at - 4));
}

static void put_unit(pen *p, u32 unit) { put16(p, unit); }

// UTF-8 as UTF-16; returns the number of units.
static size_t put_utf16(pen *p, ks_str text)
{
    size_t from = p->at;
    for (size_t i = 0; i < text.size && p->refusal == KS_NONE;) {
        u32 character = 0;
        i += ks_utf8_read(text, i, &character);
        if (character >= 0x10000) {
            put_unit(p, 0xd800 + ((character - 0x10000) >> 10));
            put_unit(p, 0xdc00 + ((character - 0x10000) & 0x3ff));
        } else {
            put_unit(p, character);
        }
    }
    return (p->at - from) / 2;
}

// --- names and definitions in their buckets

// MS-EVEN6 2.2.12; the low 16 bits are stored, the bucket is the rest by the number of buckets.
static u32 hash_of_units(const u8 *units, size_t count)
{
    u32 hash = 0;
    for (size_t i = 0; i < count; i++)
        hash = hash * 65599 + ks_load16(units + 2 * i);
    return hash;
}

// A name node: next in the bucket, hash, count of units, the units, NUL.
enum { name_head_size = 8 };

static bool is_name_at(const u8 *page, size_t node, const u8 *units, size_t count)
{
    return ks_load16(page + node + 6) == count &&
           memcmp(page + node + name_head_size, units, 2 * count) == 0;
}

static void put_name(pen *p, ks_str name)
{
    if (p->is_mirror) {
        size_t count_at = p->at;
        put16(p, 0);
        size_t count = put_utf16(p, name);
        if (p->refusal == KS_NONE)
            ks_store16(p->page + count_at, (u16)count);
        return;
    }
    size_t reference = p->at, node = reference + 4;
    put32(p, node);
    put64(p, 0);
    size_t count = put_utf16(p, name);
    if (count == 0) { // a name without a unit is none: this one has a NUL
        put16(p, 0);
        count = 1;
    }
    if (p->refusal != KS_NONE)
        return;
    const u8 *units = p->page + node + name_head_size;
    u32 hash = hash_of_units(units, count);
    u8 *bucket = p->page + chunk_strings_at + (size_t)4 * (hash % 64);
    for (u32 known = ks_load32(bucket); known; known = ks_load32(p->page + known))
        if (is_name_at(p->page, known, units, count)) {
            ks_store32(p->page + reference, known);
            p->at = node;
            return;
        }
    put16(p, 0);
    if (p->refusal != KS_NONE)
        return;
    ks_store32(p->page + node, ks_load32(bucket));
    ks_store16(p->page + node + 4, (u16)hash);
    ks_store16(p->page + node + 6, (u16)count);
    ks_store32(bucket, (u32)node);
}

// --- elements

enum {
    token_end = 0x00,
    token_element = 0x01,
    token_close_start = 0x02,
    token_close_empty = 0x03,
    token_end_element = 0x04,
    token_text = 0x05,
    token_attribute = 0x06,
    token_target = 0x0a,
    token_instruction = 0x0b,
    token_instance = 0x0c,
    token_normal = 0x0d,
    token_optional = 0x0e,
    token_more = 0x40
};

static void put_text(pen *p, ks_str text, bool is_more)
{
    put8(p, token_text | (is_more ? token_more : 0));
    put8(p, KS_STRING);
    size_t count_at = p->at;
    put16(p, 0);
    size_t count = put_utf16(p, text);
    if (p->refusal == KS_NONE)
        ks_store16(p->page + count_at, (u16)count);
}

static void put_instruction(pen *p, ks_str text)
{
    size_t split = 0;
    while (split < text.size && text.at[split] != ' ')
        split++;
    put8(p, token_target);
    put_name(p, (ks_str){ text.at, split });
    put8(p, token_instruction);
    size_t count_at = p->at;
    put16(p, 0);
    size_t rest = split < text.size ? split + 1 : split;
    size_t count = put_utf16(p, ks_str_from(text, rest));
    if (p->refusal == KS_NONE)
        ks_store16(p->page + count_at, (u16)count);
}

static bool is_text(const ks_part *part)
{
    return part->kind == KS_PART_TEXT ||
           (part->kind == KS_PART_VALUE && part->value.type == KS_UTF8);
}

// What is no element. A value stands in a plain record only, as text.
static void put_leaf(pen *p, const ks_part *part)
{
    bool is_more = part->next && is_text(part->next);
    if (part->kind == KS_PART_TEXT) {
        put_text(p, part->text, is_more);
    } else if (is_text(part)) {
        put_text(p, (ks_str){ (const char *)part->value.at, part->value.size }, is_more);
    } else if (part->kind == KS_PART_INSTRUCTION) {
        put_instruction(p, part->text);
    } else if (part->kind == KS_PART_SUBSTITUTION) {
        if (!p->is_template)
            return; // a hole that nothing can fill
        put8(p, part->is_optional ? token_optional : token_normal);
        put16(p, part->index);
        put8(p, part->type);
    } else if (p->refusal == KS_NONE) {
        p->refusal = KS_UNSUPPORTED;
    }
}

typedef struct {
    const ks_part *next;
    size_t size_at;
    bool is_empty;
} open_element;

static open_element begin_element(pen *p, const ks_element *e)
{
    put8(p, token_element | (e->attributes ? token_more : 0));
    if (p->is_template)
        put16(p, e->dependency);
    open_element opened = { .next = e->content, .size_at = p->at, .is_empty = !e->content };
    put32(p, 0);
    put_name(p, e->name);
    if (e->attributes) {
        size_t list_at = p->at;
        put32(p, 0);
        for (const ks_attribute *a = e->attributes; a; a = a->next) {
            put8(p, token_attribute | (a->next ? token_more : 0));
            put_name(p, a->name);
            for (const ks_part *part = a->parts; part; part = part->next)
                put_leaf(p, part);
        }
        patch_size(p, list_at);
    }
    if (!opened.is_empty)
        put8(p, token_close_start);
    return opened;
}

static void put_element(pen *p, const ks_element *root)
{
    open_element open[write_depth_most];
    size_t depth = 0;
    open[depth++] = begin_element(p, root);
    while (depth && p->refusal == KS_NONE) {
        open_element *top = &open[depth - 1];
        const ks_part *part = top->next;
        if (part == NULL) {
            put8(p, top->is_empty ? token_close_empty : token_end_element);
            patch_size(p, top->size_at);
            depth--;
            continue;
        }
        top->next = part->next;
        if (part->kind != KS_PART_ELEMENT)
            put_leaf(p, part);
        else if (depth < write_depth_most)
            open[depth++] = begin_element(p, part->element);
        else
            p->refusal = KS_TOO_DEEP;
    }
}

// --- templates

static ks_reason name_template(evtx_write_chunk *c, const ks_element *root, u8 *guid)
{
    pen p = { .page = c->mirror, .is_mirror = true, .is_template = true };
    put_element(&p, root);
    if (p.refusal == KS_NONE) {
        u64 seeds[2] = { 0x6b6f6e73656b69, 0x74656d706c617465 };
        for (size_t i = 0; i < countof(seeds); i++)
            ks_store64(guid + 8 * i, ks_hash((ks_span){ c->mirror, p.at }, seeds[i]));
    }
    return p.refusal;
}

// The definition's offset: of one that this chunk has, or of the new one, written here.
static void put_definition(pen *p, const ks_element *root, const u8 *guid)
{
    u8 *bucket = p->page + chunk_templates_at + (size_t)4 * (hash_of_units(guid, 8) % 32);
    for (u32 known = ks_load32(bucket); known; known = ks_load32(p->page + known))
        if (memcmp(p->page + known + 4, guid, 16) == 0) {
            put32(p, known);
            return;
        }
    size_t definition = p->at + 4;
    put32(p, definition);
    put32(p, ks_load32(bucket));
    put_bytes(p, guid, 16);
    size_t size_at = p->at;
    put32(p, 0);
    put_fragment_header(p);
    bool was_template = p->is_template;
    p->is_template = true;
    put_element(p, root);
    p->is_template = was_template;
    put8(p, token_end);
    patch_size(p, size_at);
    if (p->refusal == KS_NONE)
        ks_store32(bucket, (u32)definition);
}

// An instance that is being written: which of its values is next.
typedef struct {
    const ks_evtx_instance *instance;
    size_t next, descriptors_at, payload_at;
} open_instance;

static open_instance begin_instance(pen *p, evtx_write_chunk *c, const ks_evtx_instance *instance)
{
    u8 guid[16] = { 0 };
    ks_reason refusal = name_template(c, instance->root, guid);
    if (p->refusal == KS_NONE)
        p->refusal = refusal;
    put8(p, token_instance);
    put8(p, 1);
    put_bytes(p, guid, 4);
    put_definition(p, instance->root, guid);
    put32(p, instance->value_count);
    open_instance opened = { .instance = instance, .descriptors_at = p->at };
    for (size_t i = 0; i < instance->value_count && p->refusal == KS_NONE; i++)
        put32(p, 0);
    return opened;
}

static void describe(pen *p, const open_instance *open, size_t index, size_t from, u8 type)
{
    size_t size = p->at - from;
    if (p->refusal != KS_NONE)
        return;
    if (size > UINT16_MAX) { // a descriptor has 16 bits for the size
        p->refusal = KS_BAD_SIZE;
        return;
    }
    u8 *descriptor = p->page + open->descriptors_at + 4 * index;
    ks_store16(descriptor, (u16)size);
    descriptor[2] = type;
}

static void put_value(pen *p, const open_instance *open, size_t index)
{
    ks_value value = open->instance->values[index];
    size_t from = p->at;
    u8 type = value.type;
    if (type == KS_UTF8 || type == KS_NUMBER) {
        put_utf16(p, (ks_str){ (const char *)value.at, value.size });
        type = KS_STRING;
    } else {
        put_bytes(p, value.at, value.size);
    }
    describe(p, open, index, from, type);
}

enum { instance_depth_most = 4 }; // an event, its payload, and what a test may want inside

static void put_instance(pen *p, evtx_write_chunk *c, const ks_evtx_instance *outer)
{
    open_instance open[instance_depth_most];
    size_t depth = 0;
    open[depth++] = begin_instance(p, c, outer);
    while (depth && p->refusal == KS_NONE) {
        open_instance *top = &open[depth - 1];
        if (top->next == top->instance->value_count) {
            if (--depth == 0)
                break;
            top = &open[depth - 1];
            put8(p, token_end);
            describe(p, top, top->next++, top->payload_at, KS_BINXML);
        } else if (!top->instance->payload || top->instance->payload_index != top->next) {
            put_value(p, top, top->next);
            top->next++;
        } else if (depth < instance_depth_most) {
            top->payload_at = p->at;
            put_fragment_header(p);
            open[depth++] = begin_instance(p, c, top->instance->payload);
        } else {
            p->refusal = KS_TOO_DEEP;
        }
    }
}

// --- records and the chunk

enum { record_magic_value = 0x00002a2a };

static void put_record(pen *p, evtx_write_chunk *c, const ks_evtx_head *head,
                       const ks_evtx_instance *instance, const ks_element *plain)
{
    size_t start = p->at;
    put32(p, record_magic_value);
    put32(p, 0);
    put64(p, head->id);
    put64(p, head->written_ticks);
    put_fragment_header(p);
    if (instance)
        put_instance(p, c, instance);
    else
        put_element(p, plain);
    put8(p, token_end);
    while (p->refusal == KS_NONE && (p->at - start + 4) % 8)
        put8(p, 0);
    size_t size = p->at - start + 4;
    put32(p, size);
    if (p->refusal == KS_NONE)
        ks_store32(p->page + start + 4, (u32)size);
}

bool evtx_write_chunk_open(evtx_write_chunk *c, ks_arena *arena)
{
    *c = (evtx_write_chunk){ .bytes = ks_take(arena, u8, chunk_size),
                             .mirror = ks_take(arena, u8, chunk_size) };
    return c->bytes && c->mirror;
}

void evtx_write_chunk_begin(evtx_write_chunk *c, u64 number)
{
    memset(c->bytes, 0, chunk_size);
    c->next = chunk_head_size;
    c->last_at = 0;
    c->first_number = number;
    c->last_number = number - 1;
    c->is_empty = true;
}

bool evtx_write_chunk_add(evtx_write_chunk *c, const ks_evtx_head *head,
                          const ks_evtx_instance *instance, const ks_element *plain, ks_fail *fail)
{
    u8 buckets[chunk_head_size - chunk_strings_at];
    memcpy(buckets, c->bytes + chunk_strings_at, sizeof buckets);
    pen p = { .page = c->bytes, .at = c->next };
    put_record(&p, c, head, instance, plain);
    if (p.refusal != KS_NONE) {
        memcpy(c->bytes + chunk_strings_at, buckets, sizeof buckets);
        memset(c->bytes + c->next, 0, chunk_size - c->next);
        i64 limit = p.refusal == KS_TOO_DEEP ? write_depth_most : chunk_record_most;
        return ks_refuse(fail, p.refusal, limit, limit, KS_STR("record"));
    }
    c->last_at = c->next;
    c->next = p.at;
    c->last_number++;
    if (c->is_empty)
        c->first_id = head->id;
    c->last_id = head->id;
    c->is_empty = false;
    return true;
}

void evtx_write_chunk_seal(evtx_write_chunk *c)
{
    u8 *b = c->bytes;
    memcpy(b, "ElfChnk", 8);
    ks_store64(b + 8, c->first_number);
    ks_store64(b + 16, c->last_number);
    ks_store64(b + 24, c->first_id);
    ks_store64(b + 32, c->last_id);
    ks_store32(b + 40, 128); // size of this part of the header
    ks_store32(b + 44, (u32)c->last_at);
    ks_store32(b + 48, (u32)c->next);
    ks_store32(b + 52, ks_crc32(0, (ks_span){ b + chunk_head_size, c->next - chunk_head_size }));
    ks_store32(b + 120, 1); // so in nearly every chunk, clean exports included
    u32 crc = ks_crc32(0, (ks_span){ b, 120 });
    ks_store32(b + 124, ks_crc32(crc, (ks_span){ b + 128, chunk_head_size - 128 }));
}
