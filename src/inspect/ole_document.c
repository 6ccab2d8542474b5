// Compound files: macros (MS-OVBA), Excel 4 sheets (MS-XLS, BoundSheet8), embedded files
// (\1Ole10Native), the old equation editor.
#include "inspect/ole.h"

#include "inspect/ascii.h"
#include "inspect/document.h"

enum { chunk_size = 4096, module_most = 1 << 20 };

// --- macros

// A copy of bytes that are there already: 4 bits or more of offset, the rest length (2.4.1.3.19).
static bool copy_back(ks_out *out, const u8 *start, u32 token)
{
    size_t done = (size_t)(out->at - start);
    u32 offset_bits = 4;
    while (offset_bits < 12 && (1u << offset_bits) < done)
        offset_bits++;
    u32 length = (token & (0xffffu >> offset_bits)) + 3;
    u32 offset = (token >> (16 - offset_bits)) + 1;
    if (offset > done || done + length > chunk_size)
        return false;
    for (u32 i = 0; i < length; i++)
        ks_out_byte(out, (char)out->at[-(ptrdiff_t)offset]);
    return true;
}

// A chunk: eight tokens behind each byte of flags, a token a literal or a copy.
static bool unfold_chunk(ks_out *out, ks_span data)
{
    const u8 *start = out->at;
    ks_cursor d = { .bytes = data };
    while (ks_left(&d)) {
        u8 flags = ks_u8(&d, "flags");
        for (u32 bit = 0; bit < 8 && ks_left(&d); bit++) {
            bool is_literal = (flags >> bit & 1) == 0;
            u32 token = is_literal ? ks_u8(&d, "literal") : ks_u16(&d, "token");
            if (is_literal)
                ks_out_byte(out, (char)token);
            else if (!ks_ok(&d) || !copy_back(out, start, token))
                return false;
        }
        if ((size_t)(out->at - start) > chunk_size)
            return false;
    }
    return true;
}

// One container of MS-OVBA 2.4.1, up to module_most bytes; what cannot be read is left out.
static ks_str decompressed(ks_arena *arena, ks_span bytes)
{
    ks_out out;
    ks_cursor c = { .bytes = bytes, .next = 1 }; // behind the signature
    if (!ks_out_open(&out, arena, module_most))
        return (ks_str){ "", 0 };
    while (ks_left(&c) > 2 && ks_out_size(&out) < module_most - 2 * chunk_size) {
        u16 head = ks_u16(&c, "chunk");
        size_t size = (head & 0xfffu) + 1;
        size = size < ks_left(&c) ? size : ks_left(&c);
        ks_span data = ks_bytes(&c, size, "chunk");
        bool is_chunk = (head >> 12 & 7) == 3, is_compressed = (head & 0x8000) != 0;
        if (is_chunk && !is_compressed)
            ks_out_bytes(&out, data.at, data.size);
        else if (!is_chunk || !unfold_chunk(&out, data))
            break;
    }
    return ks_out_str(&out);
}

// Where a module's source begins: every one starts with "Attribut" as a literal run.
static size_t find_source(ks_span stream)
{
    static const u8 mark[] = "\0Attribut";
    size_t at = bytes_find(stream, (ks_span){ mark, 9 }, 0);
    return at != SIZE_MAX && at >= 3 && stream.at[at - 3] == 1 ? at - 3 : SIZE_MAX;
}

static const char *automatic_name(ks_str source)
{
    static const char *const names[] = {
        "AutoOpen",          "Auto_Open",         "Document_Open",
        "Workbook_Open",     "AutoExec",          "AutoClose",
        "Auto_Close",        "Document_Close",    "Workbook_BeforeClose",
        "Workbook_Activate", "DocumentOpen",      "AutoNew",
        "Document_New",      "Presentation_Open", "Document_ContentControlOnEnter",
    };
    for (size_t i = 0; i < countof(names); i++) {
        for (size_t at = ascii_find(source, ks_str_of(names[i]), 0); at != SIZE_MAX;
             at = ascii_find(source, ks_str_of(names[i]), at + 1)) {
            size_t from = at > 12 ? at - 12 : 0;
            if (ascii_has(part_of(source, from, at - from), KS_STR("sub ")))
                return names[i];
        }
    }
    return NULL;
}

static void check_macros(inspection *in, const item *it, const ole_file *file)
{
    bool has_macros = false;
    const char *automatic = NULL;
    ks_str where = { "", 0 };
    for (size_t i = 0; i < file->count && automatic == NULL; i++) {
        const ole_stream *s = &file->streams[i];
        bool is_module = ascii_has(s->path, KS_STR("VBA/"));
        has_macros = has_macros || (is_module && ascii_ends(s->path, KS_STR("/dir"))) ||
                     ascii_ends(s->path, KS_STR("_VBA_PROJECT"));
        size_t at = is_module ? find_source(s->bytes) : SIZE_MAX;
        if (at == SIZE_MAX)
            continue;
        ks_arena scratch = *in->arena;
        automatic = automatic_name(
            decompressed(&scratch, (ks_span){ s->bytes.at + at, s->bytes.size - at }));
        where = s->path;
    }
    if (!has_macros)
        return;
    ks_statement *s = inspect_say(in, it, automatic ? KS_INSPECT_MACROS_AUTO : KS_INSPECT_MACROS);
    if (automatic)
        said_text(s, ks_str_of(automatic));
    if (s)
        s->spot.field = where;
}

// --- Excel 4

static void check_sheets(inspection *in, const item *it, const ole_stream *workbook)
{
    ks_cursor c = { .bytes = workbook->bytes };
    for (u32 n = 0; n < 100000 && ks_left(&c) >= 4; n++) {
        size_t at = c.next;
        u16 type = ks_u16(&c, "record"), size = ks_u16(&c, "record");
        ks_span body = ks_bytes(&c, size, "record");
        if (!ks_ok(&c) || (type == 0x0a && n))
            return; // the end of the globals
        if (type != 0x85 || body.size < 6 || body.at[5] != 1)
            continue;
        ks_statement *s = inspect_say(in, it, KS_INSPECT_MACRO_SHEET);
        if (s)
            s->spot.field = workbook->path;
        said_offset(s, at);
        return;
    }
}

// --- embedded files: size, 2, label, name, …, size, data

static ks_str zero_ended(ks_cursor *c, ks_arena *arena)
{
    size_t left = ks_left(c);
    const u8 *from = left ? c->bytes.at + c->next : NULL;
    const u8 *end = left ? memchr(from, 0, left) : NULL;
    ks_span text = ks_bytes(c, end ? (u64)(end - from) + 1 : UINT64_MAX, "name");
    return text.size ? bytes_text(arena, (ks_span){ text.at, text.size - 1 }, 512)
                     : (ks_str){ "", 0 };
}

static ks_str last_name(ks_str path)
{
    for (size_t i = path.size; i > 0; i--) {
        if (path.at[i - 1] == '\\' || path.at[i - 1] == '/')
            return part_of(path, i, SIZE_MAX);
    }
    return path;
}

static void take_package(inspection *in, const item *it, const ole_stream *stream)
{
    ks_cursor c = { .bytes = stream->bytes };
    (void)ks_u32(&c, "size");
    u16 two = ks_u16(&c, "flags");
    ks_str label = zero_ended(&c, in->arena), name = zero_ended(&c, in->arena);
    (void)ks_u32(&c, "flags");
    u32 path_size = ks_u32(&c, "path");
    (void)ks_bytes(&c, path_size, "path");
    u32 size = ks_u32(&c, "size");
    ks_span data = ks_bytes(&c, size, "data");
    if (two != 2 && !ks_ok(&c)) { // native data of another program
        said_text(inspect_say(in, it, KS_INSPECT_OBJECT_PLAIN), stream->path);
        return;
    }
    name = last_name(name.size ? name : label);
    ks_statement *s = inspect_say(in, it, KS_INSPECT_OBJECT_PACKAGE);
    said_text(s, name);
    if (s)
        s->spot.field = stream->path;
    if (ks_ok(&c))
        inspection_add(in, it, (item){ .name = name, .bytes = data, .is_packed = true });
}

void inspect_ole(inspection *in, const item *it, content_kind kind)
{
    ole_file *file = ks_take(in->arena, ole_file, 1);
    if (file == NULL || !ole_read(in->arena, it->bytes, file)) {
        said_text(inspect_say(in, it, KS_INSPECT_DOCUMENT_DAMAGED), KS_STR("CFB"));
        return;
    }
    if (kind == CONTENT_OLE_ENCRYPTED) {
        said_text(inspect_say(in, it, KS_INSPECT_ARCHIVE_ENCRYPTED), it->name);
        return;
    }
    check_macros(in, it, file);
    for (size_t i = 0; i < file->count; i++) {
        const ole_stream *s = &file->streams[i];
        if (ascii_equal(s->path, KS_STR("Workbook")) || ascii_equal(s->path, KS_STR("Book")))
            check_sheets(in, it, s);
        else if (ascii_ends(s->path, KS_STR("Ole10Native")))
            take_package(in, it, s);
        else if (ascii_ends(s->path, KS_STR("Equation Native")))
            inspect_say(in, it, KS_INSPECT_OBJECT_EQUATION);
    }
}
