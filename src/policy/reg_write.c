// .reg files written, byte for byte as regedit exports them (version 5).
#include "base/number.h"
#include "base/text.h"
#include "policy/reg_file.h"

enum { column_most = 77, REG_SZ_TYPE = 1, REG_BINARY_TYPE = 3, REG_DWORD_TYPE = 4 };

void ks_out_reg_head(ks_out *out) { KS_PUT(out, "Windows Registry Editor Version 5.00\r\n\r\n"); }

void ks_out_reg_key(ks_out *out, ks_str key, bool is_deleted)
{
    ks_out_put(out, is_deleted ? KS_STR("[-") : KS_STR("["));
    ks_out_put(out, key);
    KS_PUT(out, "]\r\n");
}

void ks_out_reg_end(ks_out *out) { KS_PUT(out, "\r\n"); }

static void put_escaped(ks_out *out, ks_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.at[i] == '\\' || text.at[i] == '"')
            ks_out_byte(out, '\\');
        ks_out_byte(out, text.at[i]);
    }
}

static void put_name(ks_out *out, ks_str name)
{
    if (name.size == 0) {
        KS_PUT(out, "@=");
        return;
    }
    KS_PUT(out, "\"");
    put_escaped(out, name);
    KS_PUT(out, "\"=");
}

void ks_out_reg_deleted(ks_out *out, ks_str name)
{
    put_name(out, name);
    KS_PUT(out, "-\r\n");
}

// Text that can be written between quotation marks and is read back as the same bytes.
static bool is_plain_text(ks_span data)
{
    size_t units = data.size / 2;
    if (data.size % 2 || units == 0 || ks_load16(data.at + data.size - 2) != 0)
        return false;
    for (size_t i = 0; i + 1 < units; i++) {
        u16 unit = ks_load16(data.at + 2 * i);
        bool is_high = unit >= 0xd800 && unit < 0xdc00, is_low = unit >= 0xdc00 && unit < 0xe000;
        u16 next = ks_load16(data.at + 2 * i + 2);
        if (unit < 0x20 || unit == 0xfffe || unit == 0xffff || is_low ||
            (is_high && (next < 0xdc00 || next >= 0xe000)))
            return false;
        i += is_high;
    }
    return true;
}

static size_t columns_since(const ks_out *out, size_t start)
{
    size_t columns = 0;
    for (const u8 *p = out->start + start; p < out->at; p++)
        columns += (*p & 0xc0) != 0x80;
    return columns;
}

static void put_hex(ks_out *out, u32 type, ks_span data, size_t line_start)
{
    static const char digits[] = "0123456789abcdef";
    KS_PUT(out, "hex");
    if (type != REG_BINARY_TYPE) {
        u8 number[ks_number_size];
        KS_PUT(out, "(");
        ks_out_bytes(out, number, (size_t)(ks_hex_text(number, type, 1) - number));
        KS_PUT(out, ")");
    }
    KS_PUT(out, ":");
    size_t column = columns_since(out, line_start);
    for (size_t i = 0; i < data.size; i++) {
        char byte[3] = { digits[data.at[i] >> 4], digits[data.at[i] & 15], ',' };
        bool is_last = i + 1 == data.size;
        ks_out_bytes(out, byte, is_last ? 2 : 3);
        column += 3;
        if (!is_last && column >= column_most) {
            KS_PUT(out, "\\\r\n  ");
            column = 2;
        }
    }
    KS_PUT(out, "\r\n");
}

void ks_out_reg_value(ks_out *out, ks_str name, u32 type, ks_span data)
{
    size_t start = ks_out_size(out);
    put_name(out, name);
    if (type == REG_SZ_TYPE && is_plain_text(data)) {
        KS_PUT(out, "\"");
        size_t from = ks_out_size(out);
        ks_out_utf16(out, (ks_utf16){ data.at, data.size / 2 - 1 }, KS_AS_TEXT);
        // Escapes make it longer: each is put in place from the end.
        size_t size = ks_out_size(out) - from, more = 0;
        for (size_t i = 0; i < size; i++)
            more += out->start[from + i] == '\\' || out->start[from + i] == '"';
        if (!ks_out_room(out, more + 4))
            return;
        u8 *to = out->at + more, *text = out->start + from;
        out->at = to;
        for (size_t i = size; i-- > 0;) {
            *--to = text[i];
            if (text[i] == '\\' || text[i] == '"')
                *--to = '\\';
        }
        KS_PUT(out, "\"\r\n");
    } else if (type == REG_DWORD_TYPE && data.size == 4) {
        KS_PUT(out, "dword:");
        u8 number[ks_number_size];
        ks_out_bytes(out, number, (size_t)(ks_hex_text(number, ks_load32(data.at), 8) - number));
        KS_PUT(out, "\r\n");
    } else {
        put_hex(out, type, data, start);
    }
}

void ks_out_reg_encoded(ks_out *out, ks_str text)
{
    for (size_t at = 0; at < text.size;) {
        u32 c = 0;
        at += ks_utf8_read(text, at, &c);
        if (!ks_out_room(out, 4))
            return;
        if (c >= 0x10000) {
            ks_store16(out->at, (u16)(0xd800 + ((c - 0x10000) >> 10)));
            out->at += 2;
            c = 0xdc00 + ((c - 0x10000) & 0x3ff);
        }
        ks_store16(out->at, (u16)c);
        out->at += 2;
    }
}

static void put_steps(ks_out *out, const ks_reg_file *file)
{
    ks_str open = { 0 };
    ks_out_reg_head(out);
    for (size_t i = 0; i < file->step_count; i++) {
        const ks_reg_step *step = &file->steps[i];
        bool is_inside = open.at && ks_str_equal(open, step->key);
        if (open.at && (!is_inside || step->action == KS_REG_DELETE_KEY)) {
            ks_out_reg_end(out);
            open = (ks_str){ 0 };
            is_inside = false;
        }
        if (step->action == KS_REG_DELETE_KEY) {
            ks_out_reg_key(out, step->key, true);
            ks_out_reg_end(out);
            continue;
        }
        if (!is_inside)
            ks_out_reg_key(out, step->key, false);
        open = step->key;
        if (step->action == KS_REG_SET)
            ks_out_reg_value(out, step->value, step->type, step->data);
        if (step->action == KS_REG_DELETE)
            ks_out_reg_deleted(out, step->value);
    }
    if (open.at)
        ks_out_reg_end(out);
}

bool ks_reg_write(const ks_reg_file *file, ks_arena *arena, ks_span *bytes, ks_fail *fail)
{
    size_t size = 4096;
    for (size_t i = 0; i < file->step_count; i++)
        size += 2 * file->steps[i].key.size + 2 * file->steps[i].value.size +
                4 * file->steps[i].data.size + 256;
    ks_out text, encoded;
    if (!ks_out_open(&encoded, arena, 2 * size + 2))
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)size, 0, ks_str_of(arena->name));
    ks_arena scratch = *arena;
    if (!ks_out_open(&text, &scratch, size))
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)size, 0, ks_str_of(arena->name));
    put_steps(&text, file);
    KS_PUT(&encoded, "\xff\xfe");
    ks_out_reg_encoded(&encoded, ks_out_str(&text));
    KS_ASSERT(!text.is_full && !encoded.is_full);
    *bytes = ks_str_span(ks_out_str(&encoded));
    return true;
}
