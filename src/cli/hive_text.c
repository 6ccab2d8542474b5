// Keys and values for people: one line a key with its last write, two blanks before each value.
#include "cli/hive.h"

#include "base/number.h"
#include "base/text.h"
#include "base/ticks.h"
#include "message/visible.h"
#include "message/width.h"
#include "policy/access.h"
#include "policy/sddl.h"

enum { binary_shown_most = 32, flush_at = 1 << 20, shown_margin = 4096 };

void hive_flush(hive_run *r)
{
    if (ks_out_size(&r->text) < flush_at || r->is_failed)
        return;
    r->is_failed = !output_write(&r->out, ks_str_span(ks_out_str(&r->text)), &r->fail);
    ks_out_clear(&r->text);
}

ks_str hive_utf8(hive_run *r, ks_utf16 text)
{
    ks_out_clear(&r->name);
    ks_out_utf16(&r->name, text, KS_AS_TEXT);
    return ks_out_str(&r->name);
}

void hive_put_units(hive_run *r, ks_utf16 text)
{
    ks_out_visible(&r->text, hive_utf8(r, text));
    hive_flush(r);
}

void hive_put_note(hive_run *r, ks_note note, ks_words words)
{
    ks_say(&r->text, note, &words, r->lang);
}

void hive_put_time(hive_run *r, u64 ticks)
{
    if (ticks == 0)
        KS_PUT(&r->text, "-");
    else
        ks_out_ticks_local(&r->text, ticks, r->zone_minutes, 0);
}

void hive_put_type(ks_out *out, u32 type)
{
    ks_str name = ks_hive_type_name(type);
    if (name.size)
        ks_out_put(out, name);
    else
        ks_out_hex(out, type, 1);
}

static void show_binary(ks_out *out, ks_span data)
{
    size_t most = data.size < binary_shown_most ? data.size : binary_shown_most;
    for (size_t i = 0; i < most; i++) {
        if (i)
            KS_PUT(out, " ");
        if (ks_out_room(out, 2))
            out->at = ks_hex_text(out->at, data.at[i], 2);
    }
    if (most < data.size) {
        KS_PUT(out, " … (");
        ks_out_bytes_size(out, data.size);
        KS_PUT(out, ")");
    }
}

// As much as there is room for, with a margin for what comes behind it.
static void show_units(ks_out *out, ks_utf16 text)
{
    size_t room = (size_t)(out->end - out->at);
    size_t most = room > shown_margin ? (room - shown_margin) / 3 : 0;
    text.units = text.units < most ? text.units : most;
    ks_out_utf16(out, text, KS_AS_TEXT);
}

static void show_text(ks_out *out, ks_span data)
{
    ks_utf16 text = { data.at, data.size / 2 };
    size_t length = ks_utf16_length(text), rest = data.size - length * 2;
    show_units(out, (ks_utf16){ text.at, length });
    bool is_empty = true; // what lies behind the NUL: left from memory, or hidden
    for (size_t i = length * 2; i < data.size && is_empty; i++)
        is_empty = data.at[i] == 0;
    if (!is_empty) {
        KS_PUT(out, " + ");
        show_binary(out, (ks_span){ data.at + length * 2, rest });
    }
}

static void show_list(ks_out *out, ks_span data)
{
    ks_utf16 left = { data.at, data.size / 2 };
    bool is_first = true;
    while (left.units) {
        size_t length = ks_utf16_length(left);
        if (length == 0 && left.units == 1)
            break; // the list's own end
        if (!is_first)
            KS_PUT(out, " | ");
        is_first = false;
        show_units(out, (ks_utf16){ left.at, length });
        length += length < left.units;
        left = (ks_utf16){ left.at + 2 * length, left.units - length };
    }
}

ks_str hive_shown(hive_run *r, const ks_hive_value *value, ks_span data)
{
    ks_out *out = &r->shown;
    u32 type = value->type;
    ks_out_clear(out);
    if (data.size == 0)
        KS_PUT(out, "");
    else if (type == KS_HIVE_SZ || type == KS_HIVE_EXPAND_SZ || type == KS_HIVE_LINK)
        show_text(out, data);
    else if (type == KS_HIVE_MULTI_SZ)
        show_list(out, data);
    else if (type == KS_HIVE_DWORD && data.size == 4)
        ks_out_u64(out, ks_load32(data.at));
    else if (type == KS_HIVE_DWORD_BIG_ENDIAN && data.size == 4)
        ks_out_u64(out, __builtin_bswap32(ks_load32(data.at)));
    else if (type == KS_HIVE_QWORD && data.size == 8)
        ks_out_u64(out, ks_load64(data.at));
    else
        show_binary(out, data);
    bool is_number = type == KS_HIVE_DWORD && data.size == 4 && ks_load32(data.at) > 9;
    if (is_number) {
        KS_PUT(out, " (");
        ks_out_hex(out, ks_load32(data.at), 1);
        KS_PUT(out, ")");
    }
    return ks_out_str(out);
}

// On a terminal a line ends where the screen does, unless all is asked for.
static void end_line(hive_run *r, size_t start)
{
    ks_str line = { (const char *)r->text.start + start, ks_out_size(&r->text) - start };
    if (r->columns && !options_has(r->given, OPTION_VERBOSE) && ks_width(line) > r->columns) {
        ks_str kept = ks_arena_keep(&r->moment, line);
        r->text.at = r->text.start + start;
        ks_out_fit(&r->text, kept, r->columns, false);
    }
    KS_PUT(&r->text, "\n");
    hive_flush(r);
}

void hive_put_value(hive_run *r, const ks_hive_value *value, ks_span data, bool is_whole)
{
    size_t start = ks_out_size(&r->text);
    KS_PUT(&r->text, "  ");
    if (value->name.units)
        ks_out_visible(&r->text, hive_utf8(r, value->name));
    else
        hive_put_note(r, KS_SAY_HIVE_DEFAULT, (ks_words){ 0 });
    KS_PUT(&r->text, "  ");
    hive_put_type(&r->text, value->type);
    KS_PUT(&r->text, "  ");
    ks_out_visible(&r->text, hive_shown(r, value, data));
    if (value->is_tombstone)
        hive_put_note(r, KS_SAY_HIVE_TOMBSTONE, (ks_words){ 0 });
    if (!is_whole)
        hive_put_note(r, KS_SAY_HIVE_CUT, (ks_words){ .number = { (i64)data.size, value->size } });
    end_line(r, start);
}

static void put_security(hive_run *r, const ks_hive_key *key)
{
    ks_security_descriptor sd;
    ks_span bytes = { 0 };
    ks_fail fail = { 0 };
    if (!ks_hive_security(r->of, key, &r->moment, &bytes))
        return;
    KS_PUT(&r->text, "  ");
    if (!ks_security_descriptor_read(bytes, &r->moment, &sd, &fail)) {
        ks_say_fail(&r->text, &fail, (ks_str){ 0 }, r->lang);
        KS_PUT(&r->text, "\n");
        return;
    }
    ks_out_sddl(&r->text, &sd);
    KS_PUT(&r->text, "\n");
    const ks_acl *lists[] = { &sd.dacl, &sd.sacl };
    for (size_t i = 0; i < 2; i++) {
        for (size_t k = 0; k < lists[i]->count; k++) {
            KS_PUT(&r->text, "    ");
            ks_out_ace_words(&r->text, &lists[i]->aces[k], KS_OBJECT_KEY, r->lang);
            KS_PUT(&r->text, "\n");
            hive_flush(r);
        }
    }
}

static void put_marks(hive_run *r, const ks_hive_key *key)
{
    static const ks_note layers[] = { KS_SAY_HIVE_TOMBSTONE, KS_SAY_HIVE_TOMBSTONE,
                                      KS_SAY_HIVE_SUPERSEDES, KS_SAY_HIVE_SUPERSEDES };
    if (key->flags & KS_HIVE_KEY_LINK)
        hive_put_note(r, KS_SAY_HIVE_LINK, (ks_words){ 0 });
    if (ks_hive_look(r->of)->is_layered && (key->layer & 3))
        hive_put_note(r, layers[key->layer & 3], (ks_words){ 0 });
}

void hive_put_key(hive_run *r, const ks_hive_key *key, ks_utf16 path, u32 depth)
{
    size_t start = ks_out_size(&r->text);
    for (u32 i = 0; r->format == HIVE_TREE && i < depth; i++)
        KS_PUT(&r->text, "  ");
    if (r->format == HIVE_TREE)
        hive_put_units(r, key->name);
    else if (path.units == 0)
        KS_PUT(&r->text, "\\");
    else
        hive_put_units(r, path);
    KS_PUT(&r->text, "  ");
    hive_put_time(r, key->written_ticks);
    put_marks(r, key);
    if (r->format == HIVE_TREE && key->value_count)
        hive_put_note(r, KS_SAY_HIVE_VALUES, (ks_words){ .number = { key->value_count } });
    end_line(r, start);
    ks_utf16 class_name = { 0 };
    if (r->format == HIVE_TEXT && ks_hive_class(r->of, key, &r->moment, &class_name)) {
        KS_PUT(&r->text, "  ");
        ks_str name = hive_utf8(r, class_name);
        hive_put_note(r, KS_SAY_HIVE_CLASS, (ks_words){ .text = { name } });
        KS_PUT(&r->text, "\n");
    }
    if (r->has_security)
        put_security(r, key);
}
