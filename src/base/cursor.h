// The only way to evidence bytes. After the first failed read each read gives 0 or an empty span
// and moves nothing, so a parser reads a whole structure and asks once whether it was there.
#pragma once
#include "base/fail.h"

typedef struct {
    ks_span bytes;
    size_t next;       // always <= bytes.size
    u64 origin;        // offset of bytes.at in its source
    u64 wanted;        // size of the read that failed
    const char *field; // the field it was for; NULL: all is well
} ks_cursor;

static inline bool ks_ok(const ks_cursor *c) { return c->field == NULL; }

static inline size_t ks_left(const ks_cursor *c) { return c->bytes.size - c->next; }

static inline ks_span ks_bytes(ks_cursor *c, u64 size, const char *field)
{
    if (!ks_ok(c))
        return (ks_span){ 0 };
    if (size > ks_left(c)) { // compared with what is left: next + size could wrap
        c->wanted = size;
        c->field = field;
        return (ks_span){ 0 };
    }
    ks_span found = { c->bytes.at + c->next, (size_t)size };
    c->next += (size_t)size;
    return found;
}

static inline u8 ks_u8(ks_cursor *c, const char *field)
{
    const u8 *p = ks_bytes(c, 1, field).at;
    return p ? *p : 0;
}

static inline u16 ks_u16(ks_cursor *c, const char *field)
{
    const u8 *p = ks_bytes(c, 2, field).at;
    return p ? ks_load16(p) : 0;
}

static inline u32 ks_u32(ks_cursor *c, const char *field)
{
    const u8 *p = ks_bytes(c, 4, field).at;
    return p ? ks_load32(p) : 0;
}

static inline u64 ks_u64(ks_cursor *c, const char *field)
{
    const u8 *p = ks_bytes(c, 8, field).at;
    return p ? ks_load64(p) : 0;
}

// The next byte without moving; -1 at the end or after a failure.
static inline int ks_peek(const ks_cursor *c)
{
    return ks_ok(c) && ks_left(c) ? c->bytes.at[c->next] : -1;
}

// A cursor over [offset, offset + size) of the same bytes; failed when that is not inside them.
static inline ks_cursor ks_within(const ks_cursor *c, u64 offset, u64 size, const char *field)
{
    ks_cursor part = { .origin = c->origin + offset };
    if (offset > c->bytes.size || size > c->bytes.size - offset) {
        part.wanted = size;
        part.field = field;
        return part;
    }
    part.bytes = (ks_span){ c->bytes.at + offset, (size_t)size };
    return part;
}

// A count that evidence claims, believed only as far as the bytes that are left could hold it.
static inline size_t ks_count(ks_cursor *c, u64 claimed, size_t least_size, const char *field)
{
    KS_ASSERT(least_size > 0);
    if (claimed <= ks_left(c) / least_size)
        return (size_t)claimed;
    if (ks_ok(c)) {
        c->wanted = claimed;
        c->field = field;
    }
    return 0;
}

// Fills `fail` from the read that failed, and returns false.
static inline bool ks_cursor_refuse(const ks_cursor *c, ks_fail *fail)
{
    ks_refuse(fail, KS_TRUNCATED, (i64)c->wanted, (i64)ks_left(c), ks_str_of(c->field));
    fail->place.offset = c->origin + c->next;
    return false;
}
