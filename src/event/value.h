// One typed value of an event, as it lies in the evidence: no copy, valid as long as its record.
#pragma once
#include "base/out.h"
#include "base/text.h"
#include "base/ticks.h"

// Types of binary XML values (libevtx documentation, "Value types"; reference numbers on disk),
// and two of our own for texts that never were binary.
typedef enum {
    KS_NULL = 0x00,
    KS_STRING = 0x01, // UTF-16LE
    KS_ANSI = 0x02,   // Windows-1252
    KS_INT8 = 0x03,
    KS_UINT8 = 0x04,
    KS_INT16 = 0x05,
    KS_UINT16 = 0x06,
    KS_INT32 = 0x07,
    KS_UINT32 = 0x08,
    KS_INT64 = 0x09,
    KS_UINT64 = 0x0a,
    KS_FLOAT = 0x0b,
    KS_DOUBLE = 0x0c,
    KS_BOOL = 0x0d, // u32; not 0: true
    KS_BINARY = 0x0e,
    KS_GUID = 0x0f,
    KS_SIZE = 0x10, // 4 or 8 bytes
    KS_FILETIME = 0x11,
    KS_SYSTEMTIME = 0x12,
    KS_SID = 0x13,
    KS_HEX32 = 0x14,
    KS_HEX64 = 0x15,
    KS_BINXML = 0x21,
    KS_UTF8 = 0x30,   // ours: text of a plain element or of an export
    KS_NUMBER = 0x31, // ours: a number as an export wrote it, in UTF-8
    KS_ARRAY = 0x80   // | type of the items
} ks_value_type;

typedef struct {
    const u8 *at;
    u32 size; // bytes
    u8 type;  // ks_value_type
} ks_value;

static inline ks_value ks_value_text(ks_str text)
{
    return (ks_value){ (const u8 *)text.at, (u32)text.size, KS_UTF8 };
}

// The smallest and the largest width that values of a type may have; {1, 0}: not a value type.
typedef struct {
    u32 least, most;
} ks_value_width;
ks_value_width ks_value_width_of(u8 type);
// Whether size (and the count inside a SID) fit the type, so that printing it cannot go wrong.
bool ks_value_is_sound(ks_value v);
// NULL, or text without a character, or no bytes: what "no value" looks like in logs.
bool ks_value_is_empty(ks_value v);
// Empty, or "-", the word of Windows for "none" (reference/answers trap 23).
bool ks_value_is_none(ks_value v);

// How numbers and times look; the three styles of output.
typedef enum {
    KS_STYLE_PLAIN,     // our own: 7 digits of time, minimal hex, GUID without braces
    KS_STYLE_EVTX_DUMP, // 6 digits of time, cut; minimal hex; GUID without braces
    KS_STYLE_EVTXEXPORT // 9 digits of time, hex of 8 or 16 digits, GUID in braces
} ks_style;

// Prints the value's text (one item, not an array). `days` may be shared by all calls of a thread.
void ks_out_value(ks_out *out, ks_value v, ks_escape escape, ks_style style, ks_day_cache *days);
// As a JSON scalar: numbers and booleans bare, the rest in quotes, empty values as `empty`.
void ks_out_json_value(ks_out *out, ks_value v, ks_style style, const char *empty,
                       ks_day_cache *days);

// Numbers out of any type that means one: integers, hex, decimal or 0x text, a boolean.
KS_MUST bool ks_value_u64(ks_value v, u64 *number);
// FILETIME, SYSTEMTIME, or text in the forms of ks_ticks_read.
KS_MUST bool ks_value_ticks(ks_value v, u64 *ticks);
// The value as UTF-8 text in `arena` (or pointing at the evidence, when it is UTF-8 already).
ks_str ks_value_str(ks_value v, ks_arena *arena);
// Whether the text is exactly / ignoring case of ASCII letters this. No memory needed.
bool ks_value_equal(ks_value v, ks_str text);
bool ks_value_equal_fold(ks_value v, ks_str text);

// Items of an array: begin with *next = 0; false at the end. A value that is no array is one item.
bool ks_value_item(ks_value array, size_t *next, ks_value *item);
size_t ks_value_items(ks_value array);
