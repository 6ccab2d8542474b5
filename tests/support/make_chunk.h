// One chunk byte by byte, for tests of what no writer would write: tokens in any order, sizes that
// lie, records that overlap.
//
//     static made_chunk chunk;
//     chunk_begin(&chunk);
//     record_begin(&chunk, 1);
//     open_plain(&chunk, "Event"); close_empty(&chunk);
//     record_end(&chunk);
//     ks_span slot = chunk_end(&chunk);
#pragma once
#include "base/base.h"
#include "base/hash.h"

enum { made_chunk_size = 65536, made_chunk_head = 512 };

typedef struct {
    u8 bytes[made_chunk_size + 64]; // readers look a little beyond
    u32 at;                         // where the next byte goes
    u32 record, last_record;        // where the open one and the last one begin
    u64 first_id, last_id;
    u32 opens[600]; // size fields of elements that are open
    u32 open_count;
    bool in_definition; // elements carry a dependency
    u32 counter;        // for GUIDs
} made_chunk;

static inline void chunk_begin(made_chunk *c) { *c = (made_chunk){ .at = made_chunk_head }; }

// --- bytes
static inline void put_bytes(made_chunk *c, const void *bytes, size_t size)
{
    KS_ASSERT(size <= made_chunk_size - c->at);
    if (size)
        memcpy(c->bytes + c->at, bytes, size);
    c->at += (u32)size;
}

static inline void put8(made_chunk *c, unsigned value)
{
    u8 byte = (u8)value;
    put_bytes(c, &byte, 1);
}

static inline void put16(made_chunk *c, unsigned value)
{
    put8(c, value & 0xff);
    put8(c, value >> 8 & 0xff);
}

static inline void put32(made_chunk *c, u32 value)
{
    put16(c, value & 0xffff);
    put16(c, value >> 16);
}

static inline void put64(made_chunk *c, u64 value)
{
    put32(c, (u32)value);
    put32(c, (u32)(value >> 32));
}

static inline void put_units(made_chunk *c, const char *ascii)
{
    for (; *ascii; ascii++)
        put16(c, (u8)*ascii);
}

// --- names: always inline, each at its first and only place
static inline void name_node(made_chunk *c, const char *name)
{
    u16 hash = 0;
    for (const char *p = name; *p; p++)
        hash = (u16)(hash * 65599u + (u8)*p);
    put32(c, 0);
    put16(c, hash);
    put16(c, (unsigned)strlen(name));
    put_units(c, name);
    put16(c, 0);
}

static inline void name(made_chunk *c, const char *text)
{
    put32(c, c->at + 4);
    name_node(c, text);
}

// --- elements; all sizes are right until a test changes them
static inline void open_token(made_chunk *c, unsigned token, const char *text)
{
    put8(c, token);
    if (c->in_definition)
        put16(c, 0xffff);
    c->opens[c->open_count++] = c->at;
    put32(c, 0);
    if (text)
        name(c, text);
}

static inline void patch_open(made_chunk *c)
{
    u32 field = c->opens[--c->open_count];
    ks_store32(c->bytes + field, c->at - field - 4);
}

static inline void start(made_chunk *c, const char *text) // <text>
{
    open_token(c, 0x01, text);
    put8(c, 0x02);
}

static inline void end(made_chunk *c)
{
    put8(c, 0x04);
    patch_open(c);
}

static inline void empty(made_chunk *c, const char *text) // <text/>
{
    open_token(c, 0x01, text);
    put8(c, 0x03);
    patch_open(c);
}

// <text attribute= ; then the value's parts, then attributes_end
static inline void start_with(made_chunk *c, const char *text, const char *attribute)
{
    open_token(c, 0x41, text);
    put32(c, 0);
    put8(c, 0x06);
    name(c, attribute);
}

static inline void attributes_end(made_chunk *c) { put8(c, 0x02); }

static inline void text(made_chunk *c, const char *ascii)
{
    put8(c, 0x05);
    put8(c, 0x01);
    put16(c, (unsigned)strlen(ascii));
    put_units(c, ascii);
}

static inline void hole(made_chunk *c, unsigned index, unsigned type)
{
    put8(c, 0x0d);
    put16(c, index);
    put8(c, type);
}

static inline void optional(made_chunk *c, unsigned index, unsigned type)
{
    put8(c, 0x0e);
    put16(c, index);
    put8(c, type);
}

static inline void fragment(made_chunk *c) { put32(c, 0x0001010f); }

// --- instances: token, definition in its place, then the number of values
typedef struct {
    u32 offset, id, size_field;
} made_definition;

static inline made_definition definition_begin(made_chunk *c)
{
    made_definition d = { .id = 0x1000 + ++c->counter };
    put8(c, 0x0c);
    put8(c, 0x01);
    put32(c, d.id);
    d.offset = c->at + 4;
    put32(c, d.offset);
    put32(c, 0);
    put32(c, d.id); // GUID
    put64(c, 0x1122334455667788u);
    put32(c, 0);
    d.size_field = c->at;
    put32(c, 0);
    fragment(c);
    c->in_definition = true;
    return d;
}

static inline void definition_end(made_chunk *c, const made_definition *d)
{
    put8(c, 0x00);
    ks_store32(c->bytes + d->size_field, c->at - d->size_field - 4);
    c->in_definition = false;
}

// An instance of a definition that is in the chunk already.
static inline void instance(made_chunk *c, const made_definition *d)
{
    put8(c, 0x0c);
    put8(c, 0x01);
    put32(c, d->id);
    put32(c, d->offset);
}

static inline void values(made_chunk *c, u32 count) { put32(c, count); }

static inline void describe(made_chunk *c, unsigned size, unsigned type)
{
    put16(c, size);
    put8(c, type);
    put8(c, 0);
}

// --- records
static inline void record_begin(made_chunk *c, u64 id)
{
    c->record = c->at;
    put32(c, 0x00002a2a);
    put32(c, 0);
    put64(c, id);
    put64(c, 0x01d5000000000000u + id * 10000000u);
    fragment(c);
    if (c->first_id == 0)
        c->first_id = id;
    c->last_id = id;
}

static inline void record_seal(made_chunk *c)
{
    while ((c->at - c->record + 4) % 8)
        put8(c, 0xcc); // padding is garbage in real logs
    u32 size = c->at - c->record + 4;
    put32(c, size);
    ks_store32(c->bytes + c->record + 4, size);
    c->last_record = c->record;
}

static inline void record_end(made_chunk *c)
{
    put8(c, 0x00);
    record_seal(c);
}

// An ordinary record: <Event><System><EventID>id</EventID></System></Event>, without template.
static inline void plain_record(made_chunk *c, u64 id, const char *event_id)
{
    record_begin(c, id);
    start(c, "Event");
    start(c, "System");
    start(c, "EventID");
    text(c, event_id);
    end(c);
    end(c);
    end(c);
    record_end(c);
}

// --- the header, with checksums over what is there up to `free_at`
static inline ks_span chunk_end_at(made_chunk *c, u32 free_at)
{
    u8 *b = c->bytes;
    memcpy(b, "ElfChnk", 8);
    ks_store64(b + 8, 1);
    ks_store64(b + 16, c->last_id - c->first_id + 1);
    ks_store64(b + 24, c->first_id);
    ks_store64(b + 32, c->last_id);
    ks_store32(b + 40, 128);
    ks_store32(b + 44, c->last_record);
    ks_store32(b + 48, free_at);
    ks_store32(b + 52, ks_crc32(0, (ks_span){ b + made_chunk_head, free_at - made_chunk_head }));
    ks_store32(b + 120, 1);
    u32 sum = ks_crc32(0, (ks_span){ b, 120 });
    ks_store32(b + 124, ks_crc32(sum, (ks_span){ b + 128, made_chunk_head - 128 }));
    return (ks_span){ b, made_chunk_size };
}

static inline ks_span chunk_end(made_chunk *c) { return chunk_end_at(c, c->at); }
