// Keys and values for programs: one object a key. What text cannot carry is in hexadecimal beside
// it.
#include "cli/hive.h"

#include "base/number.h"
#include "base/text.h"
#include "base/ticks.h"
#include "policy/sddl.h"

enum { piece_bytes = 1 << 16 };

static void json_hex(hive_run *r, ks_span data)
{
    static const char digits[] = "0123456789abcdef";
    KS_PUT(&r->text, "\"");
    for (size_t i = 0; i < data.size; i++) {
        if (ks_out_room(&r->text, 2)) {
            *r->text.at++ = (u8)digits[data.at[i] >> 4];
            *r->text.at++ = (u8)digits[data.at[i] & 15];
        }
        if (i % piece_bytes == piece_bytes - 1)
            hive_flush(r);
    }
    KS_PUT(&r->text, "\"");
}

static void json_units(hive_run *r, ks_utf16 text)
{
    KS_PUT(&r->text, "\"");
    while (text.units) {
        size_t part = text.units < piece_bytes ? text.units : piece_bytes;
        // no pair of surrogates is divided
        if (part < text.units && (text.at[2 * part - 1] & 0xfc) == 0xd8)
            part--;
        ks_out_utf16(&r->text, (ks_utf16){ text.at, part }, KS_AS_JSON);
        text = (ks_utf16){ text.at + 2 * part, text.units - part };
        hive_flush(r);
    }
    KS_PUT(&r->text, "\"");
}

static bool is_text(ks_utf16 text)
{
    for (size_t i = 0; i < text.units; i++) {
        u8 high = text.at[2 * i + 1] & 0xfc;
        if (high == 0xdc ||
            (high == 0xd8 && (i + 1 == text.units || (text.at[2 * i + 3] & 0xfc) != 0xdc)))
            return false;
        i += high == 0xd8;
    }
    return true;
}

static void key_of(hive_run *r, const char *name)
{
    KS_PUT(&r->text, "\"");
    ks_out_put(&r->text, ks_str_of(name));
    KS_PUT(&r->text, "\":");
}

void hive_json_text(hive_run *r, const char *name, ks_utf16 text)
{
    key_of(r, name);
    json_units(r, text);
    if (!is_text(text)) { // half a character: the text has U+FFFD there
        KS_PUT(&r->text, ",");
        KS_PUT(&r->text, "\"");
        ks_out_put(&r->text, ks_str_of(name));
        KS_PUT(&r->text, "_utf16\":");
        json_hex(r, (ks_span){ text.at, text.units * 2 });
    }
}

static void json_time(hive_run *r, const char *name, u64 ticks)
{
    key_of(r, name);
    if (ticks == 0) {
        KS_PUT(&r->text, "null");
        return;
    }
    KS_PUT(&r->text, "\"");
    ks_out_ticks(&r->text, ticks, 7, &r->days);
    KS_PUT(&r->text, "\"");
}

static void json_bool(hive_run *r, const char *name, bool yes)
{
    key_of(r, name);
    ks_out_put(&r->text, yes ? KS_STR("true") : KS_STR("false"));
}

static void json_number(hive_run *r, const char *name, u64 number)
{
    key_of(r, name);
    ks_out_u64(&r->text, number);
}

void hive_json_head(hive_run *r)
{
    static const char *const states[] = {
        [KS_HIVE_LOG_NOT_NEEDED] = "not_needed", [KS_HIVE_LOG_EMPTY] = "empty",
        [KS_HIVE_LOG_DAMAGED] = "damaged",       [KS_HIVE_LOG_ELSEWHERE] = "not_continuing",
        [KS_HIVE_LOG_REPLAYED] = "replayed",
    };
    const ks_hive_info *info = ks_hive_look(r->file.hive);
    KS_PUT(&r->text, "{\"hive\":{\"file\":\"");
    ks_out_utf8(&r->text, ks_str_of(r->file.path), KS_AS_JSON);
    KS_PUT(&r->text, "\",");
    hive_json_text(r, "name", info->name);
    KS_PUT(&r->text, ",");
    json_number(r, "minor", info->minor);
    KS_PUT(&r->text, ",");
    json_time(r, "written", info->written_ticks);
    KS_PUT(&r->text, ",");
    json_bool(r, "dirty", info->is_dirty);
    KS_PUT(&r->text, ",\"sequence\":[");
    ks_out_u64(&r->text, info->primary);
    KS_PUT(&r->text, ",");
    ks_out_u64(&r->text, info->secondary);
    KS_PUT(&r->text, "],\"logs\":[");
    for (size_t i = 0; i < info->log_count; i++) {
        const ks_hive_log *log = &info->logs[i];
        KS_PUT(&r->text, "{\"file\":\"");
        ks_out_utf8(&r->text, ks_str_of(r->file.log_paths[i]), KS_AS_JSON);
        KS_PUT(&r->text, "\",\"state\":\"");
        ks_out_put(&r->text, ks_str_of(states[log->state]));
        KS_PUT(&r->text, "\",");
        json_number(r, "entries", log->entry_count);
        KS_PUT(&r->text, ",");
        json_number(r, "pages", log->page_count);
        KS_PUT(&r->text, "}");
        if (i + 1 < info->log_count)
            KS_PUT(&r->text, ",");
    }
    KS_PUT(&r->text, "]},\n\"keys\":[");
}

void hive_json_foot(hive_run *r) { KS_PUT(&r->text, "\n]}\n"); }

static void json_security(hive_run *r, const ks_hive_key *key)
{
    ks_security_descriptor sd;
    ks_span bytes = { 0 };
    ks_fail fail = { 0 };
    if (!ks_hive_security(r->of, key, &r->moment, &bytes))
        return;
    if (ks_security_descriptor_read(bytes, &r->moment, &sd, &fail)) {
        KS_PUT(&r->text, ",\"security\":\"");
        ks_out_clear(&r->shown);
        ks_out_sddl(&r->shown, &sd);
        ks_out_utf8(&r->text, ks_out_str(&r->shown), KS_AS_JSON);
        KS_PUT(&r->text, "\"");
    } else {
        KS_PUT(&r->text, ",\"security_bytes\":");
        json_hex(r, bytes);
    }
}

void hive_json_key(hive_run *r, const ks_hive_key *key, ks_utf16 path, const char *more)
{
    if (r->format == HIVE_JSON)
        ks_out_put(&r->text, r->printed ? KS_STR(",\n") : KS_STR("\n"));
    KS_PUT(&r->text, "{");
    hive_json_text(r, "path", path);
    KS_PUT(&r->text, ",");
    json_time(r, "written", key->written_ticks);
    ks_utf16 class_name = { 0 };
    if (ks_hive_class(r->of, key, &r->moment, &class_name)) {
        KS_PUT(&r->text, ",");
        hive_json_text(r, "class", class_name);
    }
    if (key->flags & KS_HIVE_KEY_LINK)
        KS_PUT(&r->text, ",\"link\":true");
    if (ks_hive_look(r->of)->is_layered && key->layer) {
        KS_PUT(&r->text, ",");
        json_number(r, "layer", key->layer);
    }
    if (r->has_security)
        json_security(r, key);
    ks_out_put(&r->text, ks_str_of(more));
    KS_PUT(&r->text, ",\"values\":[");
    hive_flush(r);
}

void hive_json_key_end(hive_run *r)
{
    KS_PUT(&r->text, "]}");
    if (r->format == HIVE_JSONL)
        KS_PUT(&r->text, "\n");
    hive_flush(r);
}

// Texts as text where nothing is lost by it: whole units, one NUL at the end at most, whole
// characters.
static bool put_text(hive_run *r, u32 type, ks_span data)
{
    ks_utf16 text = { data.at, data.size / 2 };
    bool is_one = type == KS_HIVE_SZ || type == KS_HIVE_EXPAND_SZ || type == KS_HIVE_LINK;
    if (!is_one || data.size % 2 || !is_text(text))
        return false;
    size_t length = ks_utf16_length(text);
    if (text.units - length > 1)
        return false;
    KS_PUT(&r->text, ",\"data\":");
    json_units(r, (ks_utf16){ text.at, length });
    if (length == text.units)
        KS_PUT(&r->text, ",\"terminated\":false"); // the usual NUL is not there
    return true;
}

static bool put_list(hive_run *r, u32 type, ks_span data)
{
    ks_utf16 left = { data.at, data.size / 2 };
    size_t n = left.units;
    bool is_ended = n == 1 ? ks_load16(data.at) == 0
                           : n >= 2 && ks_load16(data.at + 2 * n - 2) == 0 &&
                                 ks_load16(data.at + 2 * n - 4) == 0;
    if (type != KS_HIVE_MULTI_SZ || data.size % 2 || !is_ended || !is_text(left))
        return false;
    KS_PUT(&r->text, ",\"data\":[");
    left.units--;
    for (bool is_first = true; left.units; is_first = false) {
        size_t length = ks_utf16_length(left);
        if (!is_first)
            KS_PUT(&r->text, ",");
        json_units(r, (ks_utf16){ left.at, length });
        length += length < left.units;
        left = (ks_utf16){ left.at + 2 * length, left.units - length };
    }
    KS_PUT(&r->text, "]");
    return true;
}

static bool put_number(hive_run *r, u32 type, ks_span data)
{
    u64 number = 0;
    if (type == KS_HIVE_DWORD && data.size == 4)
        number = ks_load32(data.at);
    else if (type == KS_HIVE_DWORD_BIG_ENDIAN && data.size == 4)
        number = __builtin_bswap32(ks_load32(data.at));
    else if (type == KS_HIVE_QWORD && data.size == 8)
        number = ks_load64(data.at);
    else
        return false;
    KS_PUT(&r->text, ",\"data\":");
    ks_out_u64(&r->text, number);
    return true;
}

void hive_json_value(hive_run *r, const ks_hive_value *value, ks_span data, bool is_whole,
                     bool is_first)
{
    ks_out_put(&r->text, is_first ? KS_STR("{") : KS_STR(",{"));
    hive_json_text(r, "name", value->name);
    KS_PUT(&r->text, ",\"type\":");
    ks_str type = ks_hive_type_name(value->type);
    if (type.size) {
        KS_PUT(&r->text, "\"");
        ks_out_put(&r->text, type);
        KS_PUT(&r->text, "\"");
    } else {
        ks_out_u64(&r->text, value->type);
    }
    if (!put_number(r, value->type, data) && !put_text(r, value->type, data) &&
        !put_list(r, value->type, data)) {
        KS_PUT(&r->text, ",\"bytes\":");
        json_hex(r, data);
    }
    if (value->is_tombstone)
        KS_PUT(&r->text, ",\"tombstone\":true");
    if (!is_whole) {
        KS_PUT(&r->text, ",");
        json_number(r, "size", value->size);
    }
    KS_PUT(&r->text, "}");
    hive_flush(r);
}
