// RTF, PDF, OneNote and pictures: marks in their bytes. What lies compressed inside of a PDF is not
// unpacked.
#include "inspect/ascii.h"
#include "inspect/document.h"

enum { objects_most = 200, tail_least = 64, hex_looked = 4096, pdf_name_most = 16 };

static size_t find(ks_span bytes, const char *what, size_t from)
{
    return bytes_find(bytes, (ks_span){ (const u8 *)what, strlen(what) }, from);
}

// --- RTF

// The first bytes of an object's data, written as hexadecimal digits.
static ks_span object_bytes(ks_span bytes, size_t from, u8 *to, size_t most)
{
    size_t size = 0;
    u32 half = 16;
    for (size_t i = from; i < bytes.size && i < from + hex_looked && size < most; i++) {
        u32 digit = ascii_hex((char)bytes.at[i]);
        if (bytes.at[i] == '}' || bytes.at[i] == '{')
            break;
        if (digit == 16)
            continue;
        if (half < 16)
            to[size++] = (u8)(half << 4 | digit);
        half = half < 16 ? 16 : digit;
    }
    return (ks_span){ to, size };
}

static bool is_equation(ks_str text)
{
    return ascii_has(text, KS_STR("Equation.")) ||
           ascii_has(text, KS_STR("\x02\xce\x02")); // its class
}

void inspect_rtf(inspection *in, const item *it)
{
    ks_span b = it->bytes;
    u8 data[512];
    size_t update = find(b, "\\objupdate", 0), template = find(b, "\\*\\template", 0);
    if (update != SIZE_MAX)
        said_offset(inspect_say(in, it, KS_INSPECT_OBJECT_UPDATES), update);
    if (template != SIZE_MAX) {
        ks_str target = ascii_trim(part_of(as_str(b), template + 11, 300));
        const char *end = target.size ? memchr(target.at, '}', target.size) : NULL;
        target.size = end ? (size_t)(end - target.at) : target.size;
        if (ascii_begins(target, KS_STR("http")) || ascii_begins(target, KS_STR("\\\\"))) {
            ks_statement *s = inspect_say(in, it, KS_INSPECT_TEMPLATE_REMOTE);
            said_text(s, bytes_text(in->arena, ks_str_span(target), 300));
            said_offset(s, template);
        }
    }
    size_t at = find(b, "\\objdata", 0);
    for (u32 n = 0; at != SIZE_MAX && n < 5; n++, at = find(b, "\\objdata", at + 8)) {
        ks_str object = as_str(object_bytes(b, at + 8, data, sizeof data));
        bool is_package = ascii_has(object, KS_STR("Package"));
        ks_statement_kind kind = is_equation(object) ? KS_INSPECT_OBJECT_EQUATION
                                 : is_package        ? KS_INSPECT_OBJECT_PACKAGE
                                                     : KS_INSPECT_OBJECT_PLAIN;
        ks_statement *s = inspect_say(in, it, kind);
        if (kind != KS_INSPECT_OBJECT_EQUATION)
            said_text(s, is_package ? KS_STR("Package") : KS_STR("RTF"));
        said_offset(s, at);
    }
}

// --- PDF

// The front of the name that begins behind a slash, its escapes #xx decoded (ISO 32000-1, 7.3.5).
static ks_str pdf_name(ks_span bytes, size_t at, char *to)
{
    size_t size = 0;
    for (size_t i = at; i < bytes.size && size < pdf_name_most; i++) {
        u8 c = bytes.at[i];
        if (c <= ' ' || memchr("()<>[]{}/%", c, 10))
            break;
        u32 high = i + 2 < bytes.size ? ascii_hex((char)bytes.at[i + 1]) : 16;
        u32 low = i + 2 < bytes.size ? ascii_hex((char)bytes.at[i + 2]) : 16;
        bool is_escape = c == '#' && high < 16 && low < 16;
        to[size++] = is_escape ? (char)(high << 4 | low) : (char)c;
        i += is_escape ? 2 : 0;
    }
    return (ks_str){ to, size };
}

void inspect_pdf(inspection *in, const item *it)
{
    static const struct {
        const char *name;
        ks_statement_kind kind;
    } rows[] = { { "Launch", KS_INSPECT_PDF_LAUNCH },
                 { "JavaScript", KS_INSPECT_PDF_SCRIPT },
                 { "EmbeddedFile", KS_INSPECT_PDF_FILES } };
    size_t found[countof(rows)] = { SIZE_MAX, SIZE_MAX, SIZE_MAX };
    ks_str text = as_str(it->bytes);
    const char *slash;
    for (size_t at = 0; at < text.size && (slash = memchr(text.at + at, '/', text.size - at));
         at++) {
        char decoded[pdf_name_most];
        at = (size_t)(slash - text.at);
        ks_str name = pdf_name(it->bytes, at + 1, decoded);
        for (size_t i = 0; i < countof(rows); i++) {
            ks_str wanted = ks_str_of(rows[i].name);
            bool begins = found[i] == SIZE_MAX && name.size >= wanted.size &&
                          memcmp(name.at, wanted.at, wanted.size) == 0;
            char next = begins && name.size > wanted.size ? name.at[wanted.size] : ' ';
            bool is_list = rows[i].kind == KS_INSPECT_PDF_FILES && next == 's';
            if (begins && (is_list || !ascii_is_letter(next)))
                found[i] = at;
        }
    }
    for (size_t i = 0; i < countof(rows); i++) {
        if (found[i] != SIZE_MAX)
            said_offset(inspect_say(in, it, rows[i].kind), found[i]);
    }
}

// --- OneNote: FileDataStoreObject (MS-ONESTORE 2.6.13): GUID, size, 12 unused bytes, data

void inspect_onenote(inspection *in, const item *it)
{
    static const u8 mark[] = { 0xe7, 0x16, 0xe3, 0xbd, 0x65, 0x26, 0x11, 0x45,
                               0xa4, 0xc4, 0x8d, 0x4d, 0x0b, 0x7a, 0x9e, 0xac };
    size_t at = bytes_find(it->bytes, (ks_span){ mark, sizeof mark }, 0);
    for (u32 n = 0; at != SIZE_MAX && n < objects_most; n++) {
        ks_cursor whole = { .bytes = it->bytes, .next = at + sizeof mark };
        u64 size = ks_u64(&whole, "size");
        (void)ks_bytes(&whole, 12, "unused");
        ks_span data = ks_bytes(&whole, size, "data");
        item part = { .name = KS_STR("[embedded]"), .bytes = data, .is_packed = true };
        content_kind kind = ks_ok(&whole) ? content_kind_of(&part, in->arena) : CONTENT_EMPTY;
        bool is_picture = kind == CONTENT_PICTURE_PNG || kind == CONTENT_PICTURE_JPEG ||
                          kind == CONTENT_EMPTY || kind == CONTENT_PICTURE_GIF ||
                          kind == CONTENT_PICTURE_BMP || kind == CONTENT_ICON;
        if (!is_picture) {
            said_offset(inspect_say(in, it, KS_INSPECT_NOTE_FILE), at);
            inspection_add(in, it, part);
        }
        at = bytes_find(it->bytes, (ks_span){ mark, sizeof mark }, at + 1);
    }
}

// --- pictures

static size_t end_of_png(ks_span bytes)
{
    ks_cursor c = { .bytes = bytes, .next = 8 };
    for (u32 n = 0; n < 100000 && ks_left(&c) >= 12; n++) {
        const u8 *head = ks_bytes(&c, 8, "chunk").at;
        u64 size = (u64)head[0] << 24 | (u64)head[1] << 16 | (u64)head[2] << 8 | head[3];
        bool is_end = memcmp(head + 4, "IEND", 4) == 0;
        (void)ks_bytes(&c, size + 4, "chunk");
        if (!ks_ok(&c))
            return SIZE_MAX;
        if (is_end)
            return c.next;
    }
    return SIZE_MAX;
}

static size_t last_of(ks_span bytes, const u8 *mark, size_t size)
{
    for (size_t at = bytes.size; at >= size; at--) {
        if (memcmp(bytes.at + at - size, mark, size) == 0)
            return at;
    }
    return SIZE_MAX;
}

void inspect_picture(inspection *in, const item *it, content_kind kind)
{
    size_t end = kind == CONTENT_PICTURE_PNG    ? end_of_png(it->bytes)
                 : kind == CONTENT_PICTURE_JPEG ? last_of(it->bytes, (const u8 *)"\xff\xd9", 2)
                                                : SIZE_MAX;
    if (end == SIZE_MAX || it->bytes.size - end < tail_least)
        return;
    item tail = { .name = KS_STR("[tail]"),
                  .bytes = { it->bytes.at + end, it->bytes.size - end },
                  .is_packed = true };
    content_kind behind = content_kind_of(&tail, in->arena);
    if (behind == CONTENT_UNKNOWN || behind == CONTENT_TEXT || behind == CONTENT_XML ||
        behind == CONTENT_PICTURE_JPEG || behind == CONTENT_PICTURE_PNG)
        return;
    ks_statement *s = inspect_say(in, it, KS_INSPECT_TAIL);
    if (s)
        ks_phrase_add_words(&s->said, &content_words[behind]);
    said_number(s, tail.bytes.size);
    said_offset(s, end);
    if (content_is_program(behind))
        said_level(s, KS_LEVEL_HIGH);
    inspection_add(in, it, tail);
}
