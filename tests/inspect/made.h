// Small files that the tests make: bytes are put one after the other into a buffer.
#pragma once
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>

enum { made_most = 1 << 20 };

typedef struct {
    u8 at[made_most];
    size_t size;
} made_file;

// All that were made, so that they can be given back at the end.
static made_file *made_files[512];
static size_t made_count;

static inline made_file *made_new(void)
{
    made_file *f = calloc(1, sizeof *f);
    if (f == NULL || made_count == countof(made_files))
        abort();
    return made_files[made_count++] = f;
}

static inline void made_free(void)
{
    while (made_count)
        free(made_files[--made_count]);
}

static inline ks_span made_span(const made_file *f) { return (ks_span){ f->at, f->size }; }

static inline void made_bytes(made_file *f, const void *bytes, size_t size)
{
    if (size > made_most - f->size)
        abort();
    memcpy(f->at + f->size, bytes, size);
    f->size += size;
}

static inline void made_text(made_file *f, const char *text) { made_bytes(f, text, strlen(text)); }

static inline void made_zeros(made_file *f, size_t size)
{
    if (size > made_most - f->size)
        abort();
    f->size += size;
}

static inline void made_number(made_file *f, u32 value, size_t size)
{
    for (size_t i = 0; i < size; i++, value >>= 8)
        made_bytes(f, &(u8){ (u8)value }, 1);
}

static inline void made_fill_to(made_file *f, size_t size)
{
    made_zeros(f, size > f->size ? size - f->size : 0);
}

static inline void made_wide(made_file *f, const char *text)
{
    for (; *text; text++)
        made_number(f, (u8)*text, 2);
}

// --- ZIP, stored: members, then the list

typedef struct {
    const char *name;
    ks_span bytes;
    u16 flags;          // 1: encrypted
    const char *listed; // another name in the list; NULL: the same
} made_member;

static inline void made_zip(made_file *f, const made_member *members, size_t count)
{
    u32 offsets[16];
    for (size_t i = 0; i < count; i++) {
        const made_member *m = &members[i];
        u32 crc = ~0u;
        for (size_t n = 0; n < m->bytes.size; n++) {
            crc ^= m->bytes.at[n];
            for (int bit = 0; bit < 8; bit++)
                crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
        }
        offsets[i] = (u32)f->size;
        made_bytes(f, "PK\3\4\x14\0", 6);
        made_number(f, m->flags, 2);
        made_bytes(f, "\0\0\0\0\x21\x5c", 6);
        made_number(f, ~crc, 4);
        made_number(f, (u32)m->bytes.size, 4);
        made_number(f, (u32)m->bytes.size, 4);
        made_number(f, (u32)strlen(m->name), 4);
        made_text(f, m->name);
        made_bytes(f, m->bytes.at, m->bytes.size);
        offsets[i + count] = ~crc;
    }
    u32 start = (u32)f->size;
    for (size_t i = 0; i < count; i++) {
        const made_member *m = &members[i];
        const char *name = m->listed ? m->listed : m->name;
        made_bytes(f, "PK\1\2\x14\0\x14\0", 8);
        made_number(f, m->flags, 2);
        made_bytes(f, "\0\0\0\0\x21\x5c", 6);
        made_number(f, offsets[i + count], 4);
        made_number(f, (u32)m->bytes.size, 4);
        made_number(f, (u32)m->bytes.size, 4);
        made_number(f, (u32)strlen(name), 2);
        made_zeros(f, 12);
        made_number(f, offsets[i], 4);
        made_text(f, name);
    }
    u32 size = (u32)f->size - start;
    made_bytes(f, "PK\5\6\0\0\0\0", 8);
    made_number(f, (u32)count, 2);
    made_number(f, (u32)count, 2);
    made_number(f, size, 4);
    made_number(f, start, 4);
    made_number(f, 0, 2);
}

// --- shortcuts

static inline void made_lnk(made_file *f, const char *target, const char *arguments,
                            const char *icon)
{
    made_bytes(f, "\x4c\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46", 20);
    made_number(f, 0x80 | 0x08 | (*arguments ? 0x20 : 0) | (*icon ? 0x40 : 0), 4);
    made_fill_to(f, 76);
    const char *strings[] = { target, arguments, icon };
    for (size_t i = 0; i < 3; i++) {
        if (i && *strings[i] == 0)
            continue;
        made_number(f, (u32)strlen(strings[i]), 2);
        made_wide(f, strings[i]);
    }
    // TrackerDataBlock: machine, then two pairs of identifiers, the first ending in a card's
    // address.
    made_number(f, 0x60, 4);
    made_number(f, 0xa0000003u, 4);
    made_number(f, 0x58, 4);
    made_number(f, 0, 4);
    made_text(f, "pc-evil");
    made_zeros(f, 16 - 7 + 16 + 10);
    made_bytes(f, "\x02\x00\x5e\x10\x00\x01", 6);
    made_zeros(f, 32);
    made_number(f, 0, 4);
}
