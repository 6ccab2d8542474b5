// The central directory (APPNOTE 6.3.10, 4.3.12) and the local headers that it points to.
#include "inspect/zip.h"

#include "inspect/ascii.h"

enum { end_size = 22, comment_most = 65535, entry_size = 46, entries_most = 20000, told_most = 3 };

typedef struct {
    ks_cursor list;
    u64 base; // bytes in front of the archive, as self-extracting ones have them
    u32 left;
} directory;

typedef struct {
    ks_str name;
    u64 local; // offset of the local header in the bytes
} entry;

static bool find_directory(ks_span bytes, directory *d)
{
    if (bytes.size < end_size)
        return false;
    size_t least = bytes.size > end_size + comment_most ? bytes.size - end_size - comment_most : 0;
    for (size_t at = bytes.size - end_size + 1; at > least; at--) {
        ks_cursor c = { .bytes = bytes, .next = at - 1 };
        if (bytes.at[at - 1] != 'P' || ks_u32(&c, "signature") != 0x06054b50)
            continue;
        c.next = at - 1 + 10;
        u32 count = ks_u16(&c, "entries"), size = ks_u32(&c, "size"), offset = ks_u32(&c, "offset");
        if (!ks_ok(&c) || size > at - 1 || offset > at - 1 - size)
            continue;
        ks_cursor whole = { .bytes = bytes };
        *d = (directory){ ks_within(&whole, at - 1 - size, size, "list"), at - 1 - size - offset,
                          count < entries_most ? count : entries_most };
        return ks_ok(&d->list);
    }
    return false;
}

static bool next_entry(directory *d, entry *e)
{
    ks_cursor *c = &d->list;
    if (d->left == 0 || ks_u32(c, "signature") != 0x02014b50)
        return false;
    d->left--;
    (void)ks_bytes(c, 24, "entry");
    u16 name = ks_u16(c, "name"), extra = ks_u16(c, "extra"), comment = ks_u16(c, "comment");
    (void)ks_bytes(c, 8, "attributes");
    u32 local = ks_u32(c, "local header");
    e->name = as_str(ks_bytes(c, name, "name"));
    (void)ks_bytes(c, (u64)extra + comment, "extra");
    e->local = d->base + local;
    return ks_ok(c);
}

content_kind zip_kind(ks_span bytes)
{
    directory d;
    entry e;
    bool has_macros = false, has_manifest = false;
    content_kind kind = CONTENT_ZIP;
    if (!find_directory(bytes, &d))
        return CONTENT_ZIP;
    while (next_entry(&d, &e)) {
        has_macros = has_macros || ascii_ends(e.name, KS_STR("vbaProject.bin"));
        has_manifest = has_manifest || ascii_equal(e.name, KS_STR("META-INF/MANIFEST.MF"));
        if (ascii_equal(e.name, KS_STR("word/document.xml")))
            kind = CONTENT_WORD;
        else if (ascii_equal(e.name, KS_STR("xl/workbook.xml")) ||
                 ascii_equal(e.name, KS_STR("xl/workbook.bin")))
            kind = CONTENT_EXCEL;
        else if (ascii_equal(e.name, KS_STR("ppt/presentation.xml")))
            kind = CONTENT_POWERPOINT;
        else if (ascii_equal(e.name, KS_STR("AppxManifest.xml")) ||
                 ascii_has(e.name, KS_STR("AppxBundleManifest.xml")))
            kind = CONTENT_APP_PACKAGE;
        else if (ascii_equal(e.name, KS_STR("mimetype")))
            kind = CONTENT_OPEN_DOCUMENT;
    }
    if (kind == CONTENT_ZIP && has_manifest)
        return CONTENT_JAVA_PROGRAM;
    if (!has_macros)
        return kind;
    return kind == CONTENT_WORD         ? CONTENT_WORD_MACROS
           : kind == CONTENT_EXCEL      ? CONTENT_EXCEL_MACROS
           : kind == CONTENT_POWERPOINT ? CONTENT_POWERPOINT_MACROS
                                        : kind;
}

void inspect_zip(inspection *in, const item *it)
{
    directory d;
    entry e;
    u32 told = 0;
    if (!find_directory(it->bytes, &d))
        return;
    while (told < told_most && next_entry(&d, &e)) {
        ks_cursor whole = { .bytes = it->bytes };
        ks_cursor c = ks_within(&whole, e.local, 30, "local header");
        if (!ks_ok(&c) || ks_u32(&c, "signature") != 0x04034b50)
            continue;
        c.next = 26;
        u16 size = ks_u16(&c, "name");
        ks_cursor n = ks_within(&whole, e.local + 30, size, "name");
        ks_str name = as_str(ks_bytes(&n, size, "name"));
        if (!ks_ok(&n) || ks_str_equal(name, e.name))
            continue;
        ks_statement *s = inspect_say(in, it, KS_INSPECT_ARCHIVE_TWO_TALES);
        said_text(s, bytes_text(in->arena, ks_str_span(e.name), 256));
        said_text(s, bytes_text(in->arena, ks_str_span(name), 256));
        said_offset(s, e.local);
        told++;
    }
}
