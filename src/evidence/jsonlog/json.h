// JSON as a stream of tokens over bytes in memory (RFC 8259). Nothing is allocated and nothing is
// copied: strings stay as they stand between their quotes until someone wants them unescaped.
#pragma once
#include "base/base.h"

// Where reading is. After the first mistake every read fails and nothing moves any more.
typedef struct {
    const u8 *at, *end;
    const char *wanted; // what was expected at `at`; NULL: all is well
    bool is_too_deep;   // the mistake is a depth over the limit
} json_text;

enum { json_depth_most = 512 }; // as many as elements of a record may be nested (event/tree.h)

// The inside of a string.
typedef struct {
    ks_span bytes;
    bool has_escape;
    bool is_ascii;
} json_string;

static inline json_text json_text_of(ks_span bytes)
{
    return (json_text){ .at = bytes.at, .end = bytes.at + bytes.size };
}

// Says what was expected where reading is; false, so that a refusal is one line.
static inline bool json_refuse(json_text *t, const char *wanted)
{
    if (t->wanted == NULL)
        t->wanted = wanted;
    return false;
}

static inline bool json_is_blank(u8 c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// Skips white space; the next byte, or -1 at the end.
static inline int json_next(json_text *t)
{
    while (t->at < t->end && json_is_blank(*t->at))
        t->at++;
    return t->at < t->end ? *t->at : -1;
}

// Skips white space and this byte, or fails.
static inline bool json_take(json_text *t, char byte, const char *wanted)
{
    if (json_next(t) != byte)
        return json_refuse(t, wanted);
    t->at++;
    return true;
}

// At an opening quote: reads the string.
KS_MUST bool json_string_read(json_text *t, json_string *string);
// At a digit or a minus sign: the number as it is written.
KS_MUST bool json_number_read(json_text *t, ks_span *number);
// true, false, null: at their first letter. What comes back is its first letter, or 0.
u8 json_word_read(json_text *t);
// A key and its colon.
KS_MUST bool json_key_read(json_text *t, json_string *key);
// Steps over any value; its bytes.
KS_MUST bool json_skip(json_text *t, ks_span *value);

// The text that a string means, as UTF-8: escapes resolved, lone surrogates and bytes that are no
// UTF-8 replaced by U+FFFD (is_altered). `to` has json_room(string) bytes; the size is returned.
static inline size_t json_room(json_string string) { return string.bytes.size * 3 + 16; }
size_t json_unescape(json_string string, u8 *to, bool *is_altered);
// Whether all of the bytes are UTF-8 (no surrogates, nothing over U+10FFFF, no overlong forms).
bool json_is_utf8(ks_span bytes);
