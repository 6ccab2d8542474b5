// JSON as it is written: commas and nesting are kept here, escaping too. Text of evidence is
// written as it is; bytes that are no UTF-8 (file names may hold any) become U+FFFD.
//
//     json_open(&j, '{');
//     json_member(&j, "name", name);
//     json_close(&j, '}');
#pragma once
#include "base/ticks.h"
#include "case/stream.h"

enum { json_depth_most = 24 };

typedef struct {
    case_stream *to;
    bool is_in_page; // '<' as \u003c, so that nothing can end the element that holds it
    bool after_key;
    bool on_new_line; // the next item begins one
    u32 depth;
    bool has_item[json_depth_most]; // at this depth something was written: a comma comes first
    ks_day_cache days;
} json_out;

void json_open(json_out *j, char bracket);   // '{' or '['
void json_close(json_out *j, char bracket);  // '}' or ']'
void json_key(json_out *j, const char *key); // ours: nothing in it needs an escape
void json_text(json_out *j, ks_str text);
void json_u64(json_out *j, u64 number);
void json_i64(json_out *j, i64 number);
void json_null(json_out *j);
void json_bool(json_out *j, bool yes);
void json_time(json_out *j, u64 ticks);             // seven digits, UTC; 0: null
void json_hash(json_out *j, ks_span bytes);         // "xxh3-128:" and lower-case hex
void json_index(json_out *j, u64 number, u64 none); // null when it is `none`
// A newline, now: the end of a document or of a line of documents.
void json_line(json_out *j);
// The next item, or the closing bracket, begins a line: for people who look into the file.
static inline void json_row(json_out *j) { j->on_new_line = true; }

// The members of an object that are mostly these.
static inline void json_member(json_out *j, const char *key, ks_str text)
{
    json_key(j, key);
    json_text(j, text);
}

// Members that are lists and objects; closed with json_close.
static inline void json_list(json_out *j, const char *key)
{
    json_key(j, key);
    json_open(j, '[');
}

static inline void json_object(json_out *j, const char *key)
{
    json_key(j, key);
    json_open(j, '{');
}

static inline void json_count(json_out *j, const char *key, u64 number)
{
    json_key(j, key);
    json_u64(j, number);
}

static inline void json_when(json_out *j, const char *key, u64 ticks)
{
    json_key(j, key);
    json_time(j, ticks);
}
