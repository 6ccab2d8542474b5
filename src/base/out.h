// Output as it is made: a reserved range of bytes that grows by being touched. Behind its end lie
// `ks_out_slack` more bytes, so that short copies may write past what they need.
#pragma once
#include "base/arena.h"

enum { ks_out_slack = 64 };

typedef struct {
    u8 *at;       // where the next byte goes
    u8 *start;    // the first byte
    u8 *end;      // no byte is meant for here or behind
    bool is_full; // something did not fit and was left out
} ks_out;

// Takes a buffer of `size` bytes and its slack from the arena.
KS_MUST bool ks_out_open(ks_out *out, ks_arena *arena, size_t size);

static inline size_t ks_out_size(const ks_out *out) { return (size_t)(out->at - out->start); }

static inline ks_str ks_out_str(const ks_out *out)
{
    return (ks_str){ (const char *)out->start, ks_out_size(out) };
}

static inline void ks_out_clear(ks_out *out)
{
    out->at = out->start;
    out->is_full = false;
}

// Whether `size` more bytes fit; when not, marks the output as full.
static inline bool ks_out_room(ks_out *out, size_t size)
{
    if (KS_LIKELY(size <= (size_t)(out->end - out->at)))
        return true;
    out->is_full = true;
    return false;
}

static inline void ks_out_bytes(ks_out *out, const void *bytes, size_t size)
{
    if (!ks_out_room(out, size) || size == 0)
        return;
    memcpy(out->at, bytes, size);
    out->at += size;
}

static inline void ks_out_put(ks_out *out, ks_str text) { ks_out_bytes(out, text.at, text.size); }

#define KS_PUT(out, literal) ks_out_bytes((out), (literal), sizeof(literal) - 1)

static inline void ks_out_byte(ks_out *out, char byte) { ks_out_bytes(out, &byte, 1); }

// Bytes of a plan or a table, which have `ks_out_slack` readable bytes behind them: copied in
// steps of 32, past the end of both.
static inline void ks_out_literal(ks_out *out, const u8 *bytes, size_t size)
{
    if (!ks_out_room(out, size))
        return;
    u8 *to = out->at;
    out->at += size;
    const u8 *from_end = bytes + size;
    do {
        memcpy(to, bytes, 32);
        to += 32;
        bytes += 32;
    } while (bytes < from_end);
}
