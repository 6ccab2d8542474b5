// JSON as it is written; see json_out.h.
#include "case/json_out.h"

#include "base/number.h"
#include "base/text.h"

enum { number_room = 64 };

// What comes before a value or a key at this place.
static void begin(json_out *j)
{
    case_stream_room(j->to, number_room);
    if (j->after_key) {
        j->after_key = false;
        return;
    }
    if (j->has_item[j->depth])
        ks_out_byte(&j->to->out, ',');
    j->has_item[j->depth] = true;
    if (j->on_new_line)
        ks_out_byte(&j->to->out, '\n');
    j->on_new_line = false;
}

void json_open(json_out *j, char bracket)
{
    begin(j);
    ks_out_byte(&j->to->out, bracket);
    KS_ASSERT(j->depth + 1 < json_depth_most);
    j->has_item[++j->depth] = false;
}

void json_close(json_out *j, char bracket)
{
    KS_ASSERT(j->depth > 0 && !j->after_key);
    j->depth--;
    case_stream_room(j->to, number_room);
    if (j->on_new_line)
        ks_out_byte(&j->to->out, '\n');
    j->on_new_line = false;
    ks_out_byte(&j->to->out, bracket);
}

void json_key(json_out *j, const char *key)
{
    KS_ASSERT(!j->after_key);
    begin(j);
    size_t size = strlen(key);
    case_stream_room(j->to, size + number_room);
    ks_out_byte(&j->to->out, '"');
    ks_out_bytes(&j->to->out, key, size);
    KS_PUT(&j->to->out, "\":");
    j->after_key = true;
}

void json_line(json_out *j) { case_stream_bytes(j->to, "\n", 1); }

// The size of the well-formed character at `at` (Unicode 15, table 3-7), or 0.
static size_t character_size(ks_str text, size_t at)
{
    const u8 *p = (const u8 *)text.at + at;
    size_t left = text.size - at;
    u8 first = p[0];
    size_t size = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (size == 0 || first > 0xf4 || size > left)
        return 0;
    for (size_t i = 1; i < size; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    }
    bool is_short = (first == 0xe0 && p[1] < 0xa0) || (first == 0xf0 && p[1] < 0x90);
    bool is_out = (first == 0xed && p[1] >= 0xa0) || (first == 0xf4 && p[1] >= 0x90);
    return is_short || is_out ? 0 : size;
}

static void escape(json_out *j, u8 c)
{
    ks_out *out = &j->to->out;
    switch (c) {
    case '"': KS_PUT(out, "\\\""); break;
    case '\\': KS_PUT(out, "\\\\"); break;
    case '\n': KS_PUT(out, "\\n"); break;
    case '\r': KS_PUT(out, "\\r"); break;
    case '\t': KS_PUT(out, "\\t"); break;
    default:
        KS_PUT(out, "\\u00");
        ks_out_byte(out, "0123456789abcdef"[c >> 4]);
        ks_out_byte(out, "0123456789abcdef"[c & 15]);
    }
}

static bool is_plain(const json_out *j, u8 c)
{
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\' && !(c == '<' && j->is_in_page);
}

// Writes one character that is not plain ASCII; its size in the text is returned.
static size_t put_character(json_out *j, ks_str text, size_t at)
{
    u8 c = (u8)text.at[at];
    case_stream_room(j->to, number_room);
    if (c < 0x80) {
        escape(j, c);
        return 1;
    }
    size_t size = character_size(text, at);
    if (size == 0) {
        KS_PUT(&j->to->out, "\xef\xbf\xbd");
        return 1;
    }
    // U+2028 and U+2029 end a line in old JavaScript
    if (size == 3 && c == 0xe2 && (u8)text.at[at + 1] == 0x80 &&
        ((u8)text.at[at + 2] & 0xfe) == 0xa8)
        ks_out_put(&j->to->out, (u8)text.at[at + 2] & 1 ? KS_STR("\\u2029") : KS_STR("\\u2028"));
    else
        ks_out_bytes(&j->to->out, text.at + at, size);
    return size;
}

void json_text(json_out *j, ks_str text)
{
    begin(j);
    ks_out_byte(&j->to->out, '"');
    size_t at = 0;
    while (at < text.size) {
        size_t run = at;
        while (run < text.size && is_plain(j, (u8)text.at[run]))
            run++;
        case_stream_bytes(j->to, text.at + at, run - at);
        at = run < text.size ? run + put_character(j, text, run) : run;
    }
    case_stream_bytes(j->to, "\"", 1);
}

void json_u64(json_out *j, u64 number)
{
    begin(j);
    ks_out_u64(&j->to->out, number);
}

void json_i64(json_out *j, i64 number)
{
    begin(j);
    ks_out_i64(&j->to->out, number);
}

void json_null(json_out *j)
{
    begin(j);
    KS_PUT(&j->to->out, "null");
}

void json_bool(json_out *j, bool yes)
{
    begin(j);
    ks_out_put(&j->to->out, yes ? KS_STR("true") : KS_STR("false"));
}

void json_time(json_out *j, u64 ticks)
{
    if (ticks == 0) {
        json_null(j);
        return;
    }
    begin(j);
    ks_out_byte(&j->to->out, '"');
    ks_out_ticks(&j->to->out, ticks, 7, &j->days);
    ks_out_byte(&j->to->out, '"');
}

void json_hash(json_out *j, ks_span bytes)
{
    begin(j);
    KS_PUT(&j->to->out, "\"xxh3-128:");
    for (size_t i = 0; i < bytes.size; i++) {
        case_stream_room(j->to, number_room);
        ks_out_byte(&j->to->out, "0123456789abcdef"[bytes.at[i] >> 4]);
        ks_out_byte(&j->to->out, "0123456789abcdef"[bytes.at[i] & 15]);
    }
    case_stream_bytes(j->to, "\"", 1);
}

void json_index(json_out *j, u64 number, u64 none)
{
    if (number == none)
        json_null(j);
    else
        json_u64(j, number);
}
