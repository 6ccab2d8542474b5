// Signatures first, then texts by the words that they begin with.
#include "inspect/kind.h"

#include "inspect/ascii.h"
#include "inspect/ending.h"
#include "inspect/ole.h"
#include "inspect/zip.h"

enum { sniffed_most = 64 << 10, text_most = 16 << 20 };

const ks_phrase_text content_words[CONTENT_KIND_COUNT] = {
#define X(name, en, ja, right, kin) [CONTENT_##name] = { #name, { KS_TEXT(en), KS_TEXT(ja) } },
    CONTENT_KINDS(X)
#undef X
};

static const struct {
    const char *right, *kin;
} endings[CONTENT_KIND_COUNT] = {
#define X(name, en, ja, right, kin) [CONTENT_##name] = { right, kin },
    CONTENT_KINDS(X)
#undef X
};

ending_fit content_fits(content_kind kind, ks_str ending)
{
    if (ending.size == 0)
        return ENDING_SAYS_NOTHING;
    if (ascii_in(ending, endings[kind].right))
        return ENDING_FITS;
    if (ascii_in(ending, endings[kind].kin))
        return ENDING_IS_KIN;
    return ending_class_of(ending) == ENDING_NONE ? ENDING_SAYS_NOTHING : ENDING_LIES;
}

bool content_is_script(content_kind kind)
{
    return kind == CONTENT_SCRIPT_POWERSHELL || kind == CONTENT_SCRIPT_BATCH ||
           kind == CONTENT_SCRIPT_HOST || kind == CONTENT_SCRIPT_ENCODED || kind == CONTENT_HTA ||
           kind == CONTENT_REGISTRY_SCRIPT;
}

bool content_is_program(content_kind kind)
{
    return kind == CONTENT_PROGRAM || kind == CONTENT_LIBRARY || kind == CONTENT_DRIVER ||
           kind == CONTENT_DOS_PROGRAM || kind == CONTENT_SHORTCUT || kind == CONTENT_INSTALLER ||
           kind == CONTENT_JAVA_PROGRAM || kind == CONTENT_HELP || content_is_script(kind);
}

// --- signatures

// clang-format off
static const struct { content_kind kind; u32 offset; u32 size; const char *bytes; } signatures[] = {
    { CONTENT_LINUX_PROGRAM, 0, 4, "\x7f" "ELF" },
    { CONTENT_SHORTCUT, 0, 20, "\x4c\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46" },
    { CONTENT_RTF, 0, 4, "{\\rt" },
    { CONTENT_ONENOTE, 0, 16, "\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3" },
    { CONTENT_HELP, 0, 4, "ITSF" },
    { CONTENT_DISK_IMAGE, 0x8001, 5, "CD001" },
    { CONTENT_DISK_IMAGE, 0x8001, 5, "BEA01" },
    { CONTENT_VIRTUAL_DISK, 0, 8, "vhdxfile" },
    { CONTENT_VIRTUAL_DISK, 0, 8, "conectix" },
    { CONTENT_RAR, 0, 6, "Rar!\x1a\x07" },
    { CONTENT_SEVEN_ZIP, 0, 6, "7z\xbc\xaf\x27\x1c" },
    { CONTENT_GZIP, 0, 3, "\x1f\x8b\x08" },
    { CONTENT_BZIP2, 0, 3, "BZh" },
    { CONTENT_XZ, 0, 6, "\xfd" "7zXZ\0" },
    { CONTENT_ZSTD, 0, 4, "\x28\xb5\x2f\xfd" },
    { CONTENT_TAR, 257, 5, "ustar" },
    { CONTENT_LHA, 2, 3, "-lh" },
    { CONTENT_CABINET, 0, 4, "MSCF" },
    { CONTENT_PICTURE_PNG, 0, 8, "\x89PNG\r\n\x1a\n" },
    { CONTENT_PICTURE_JPEG, 0, 3, "\xff\xd8\xff" },
    { CONTENT_PICTURE_GIF, 0, 4, "GIF8" },
    { CONTENT_ICON, 0, 4, "\0\0\x01\0" },
    { CONTENT_TNEF, 0, 4, "\x78\x9f\x3e\x22" },
    { CONTENT_SCRIPT_ENCODED, 0, 4, "#@~^" },
};
// clang-format on

static bool has_at(ks_span bytes, u32 offset, const char *what, u32 size)
{
    return bytes.size >= size && offset <= bytes.size - size &&
           memcmp(bytes.at + offset, what, size) == 0;
}

static content_kind program_kind(ks_span bytes)
{
    ks_cursor c = { .bytes = bytes };
    ks_cursor head = ks_within(&c, 0x3c, 4, "e_lfanew");
    u32 at = ks_u32(&head, "e_lfanew");
    ks_cursor pe = ks_within(&c, at, 96, "PE header");
    if (!ks_ok(&head) || !ks_ok(&pe) || ks_u32(&pe, "signature") != 0x4550)
        return bytes.size > 64 ? CONTENT_DOS_PROGRAM : CONTENT_UNKNOWN;
    pe.next = 22;
    bool is_library = ks_u16(&pe, "characteristics") & 0x2000;
    pe.next = 24 + 68;
    u16 subsystem = ks_u16(&pe, "subsystem");
    return is_library ? CONTENT_LIBRARY : subsystem == 1 ? CONTENT_DRIVER : CONTENT_PROGRAM;
}

// --- texts

ks_str content_text(ks_arena *arena, ks_span bytes)
{
    bytes.size = bytes.size < text_most ? bytes.size : text_most;
    if (has_at(bytes, 0, "\xff\xfe", 2))
        return utf16_text(arena, (ks_span){ bytes.at + 2, bytes.size - 2 }, SIZE_MAX);
    if (has_at(bytes, 0, "\xef\xbb\xbf", 3))
        bytes = (ks_span){ bytes.at + 3, bytes.size - 3 };
    size_t looked = bytes.size < 4096 ? bytes.size : 4096;
    for (size_t i = 0; i < looked; i++) {
        u8 c = bytes.at[i];
        if (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1a && c != 0x1b)
            return (ks_str){ "", 0 };
    }
    return as_str(bytes); // to be searched, not shown
}

// How many of the words, divided by bars, the text has.
static size_t count_words(ks_str text, const char *words)
{
    size_t count = 0;
    for (const char *at = words; *at;) {
        const char *end = strchr(at, '|');
        size_t size = end ? (size_t)(end - at) : strlen(at);
        count += ascii_has(text, (ks_str){ at, size });
        at += size + (end != NULL);
    }
    return count;
}

static size_t header_fields(ks_str text)
{
    static const char *const names[] = { "From",
                                         "Received",
                                         "Subject",
                                         "Date",
                                         "To",
                                         "Message-ID",
                                         "Return-Path",
                                         "MIME-Version",
                                         "Delivered-To",
                                         "Reply-To",
                                         "Content-Type",
                                         "DKIM-Signature",
                                         "Authentication-Results",
                                         "Sender",
                                         "Cc",
                                         "X-Mailer" };
    size_t found = 0;
    for (size_t i = 0, lines = 0; i < text.size && lines < 60; lines++) {
        const char *end = memchr(text.at + i, '\n', text.size - i);
        ks_str line = part_of(text, i, end ? (size_t)(end - text.at) - i : text.size - i);
        if (ascii_trim(line).size == 0 && lines)
            break;
        for (size_t n = 0; n < countof(names); n++) {
            ks_str name = ks_str_of(names[n]);
            found += ascii_begins(line, name) && line.size > name.size &&
                     (line.at[name.size] == ':' || line.at[name.size] == ' ');
        }
        i += line.size + 1;
    }
    return found;
}

// Whether a line of a mailbox begins a further mail.
static bool has_second_mail(ks_str text)
{
    for (size_t at = ascii_find(text, KS_STR("\nFrom "), 0), n = 0; at != SIZE_MAX && n < 100;
         at = ascii_find(text, KS_STR("\nFrom "), at + 1), n++) {
        const char *end = memchr(text.at + at + 1, '\n', text.size - at - 1);
        if (end && header_fields(part_of(text, (size_t)(end - text.at) + 1, 8192)) >= 2)
            return true;
    }
    return false;
}

static content_kind script_kind(ks_str text, ks_str ending)
{
    bool is_source = ascii_in(ending, "py c h cpp java go rs rb php ts tsx css md adoc rst tex yml "
                                      "yaml json csv log xml html htm");
    if (ascii_begins(text, KS_STR("Windows Registry Editor")) ||
        ascii_begins(text, KS_STR("REGEDIT4")))
        return CONTENT_REGISTRY_SCRIPT;
    if (ascii_begins(text, KS_STR("[InternetShortcut]")) ||
        ascii_has(part_of(text, 0, 512), KS_STR("[InternetShortcut]")))
        return CONTENT_INTERNET_SHORTCUT;
    if (ascii_in(ending, "ps1 psm1 psd1"))
        return CONTENT_SCRIPT_POWERSHELL;
    if (ascii_in(ending, "bat cmd"))
        return CONTENT_SCRIPT_BATCH;
    if (ascii_in(ending, "js jse vbs vbe wsf wsh wsc sct"))
        return CONTENT_SCRIPT_HOST;
    if (is_source)
        return CONTENT_TEXT;
    if (count_words(
            text, "WScript.|CreateObject(|ActiveXObject|Wscript.Shell|ExecuteGlobal|GetObject(") >=
        2)
        return CONTENT_SCRIPT_HOST;
    if (count_words(text, "IEX |Invoke-Expression|New-Object "
                          "|DownloadString|FromBase64String|Invoke-WebRequest|$env:|Start-Process|-"
                          "EncodedCommand") >= 3)
        return CONTENT_SCRIPT_POWERSHELL;
    if (ascii_begins(text, KS_STR("@echo off")))
        return CONTENT_SCRIPT_BATCH;
    return CONTENT_TEXT;
}

// Pages in a document of Office often have no more than two fields.
static bool says_mail(const item *it, ks_str ending)
{
    return it->is_message || ascii_equal(ending, KS_STR("eml")) ||
           (it->is_inner && ascii_in(ending, "mht mhtml"));
}

static content_kind text_kind(const item *it, ks_str text, ks_str ending)
{
    ks_str head = ascii_trim(part_of(text, 0, sniffed_most));
    ks_str front = part_of(head, 0, 1024);
    bool is_named_mail = says_mail(it, ending);
    size_t fields = header_fields(head);
    bool is_box = ascii_begins(head, KS_STR("From ")) && fields >= 2;
    if (is_box && has_second_mail(text))
        return CONTENT_MAILBOX;
    if (fields >= (is_named_mail ? 1 : 3) || is_box || it->is_message)
        return CONTENT_MAIL;
    if (ascii_has(head, KS_STR("<hta:application")))
        return CONTENT_HTA;
    if (ascii_equal(ending, KS_STR("hta")))
        return CONTENT_HTA;
    if (ascii_has(front, KS_STR("<svg")))
        return CONTENT_SVG;
    bool is_page = ascii_begins(head, KS_STR("<!doctype html")) ||
                   ascii_has(front, KS_STR("<html")) || ascii_begins(head, KS_STR("<script")) ||
                   ascii_begins(head, KS_STR("<body")) || ascii_begins(head, KS_STR("<head")) ||
                   ascii_begins(head, KS_STR("<meta http-equiv"));
    if (is_page)
        return CONTENT_HTML;
    if (ascii_begins(head, KS_STR("<?xml")))
        return CONTENT_XML;
    return script_kind(head, ending);
}

// Whether the bytes begin with the header of a mail: then a control byte further on makes them
// nothing else, since mail programs read past it. No format of binary data begins in this way.
static bool begins_as_mail(const item *it, ks_str text, ks_str ending)
{
    ks_str head = ascii_trim(part_of(text, 0, sniffed_most));
    bool is_named_mail = says_mail(it, ending);
    bool is_box = ascii_begins(head, KS_STR("From "));
    size_t colon = 0;
    while (colon < head.size && head.at[colon] > ' ' && head.at[colon] < 0x7f &&
           head.at[colon] != ':')
        colon++;
    bool is_field = colon > 0 && colon < head.size && head.at[colon] == ':';
    return (is_box || is_field) && header_fields(head) >= (is_box || is_named_mail ? 2 : 3);
}

static ks_str mail_text(const item *it, ks_str ending)
{
    bool is_marked = has_at(it->bytes, 0, "\xef\xbb\xbf", 3);
    ks_str text = part_of(as_str(it->bytes), is_marked ? 3 : 0, text_most);
    return begins_as_mail(it, text, ending) ? text : (ks_str){ "", 0 };
}

content_kind content_kind_of(const item *it, ks_arena *arena)
{
    ks_span bytes = it->bytes;
    ks_str ending = ending_of(it->name);
    if (bytes.size == 0)
        return CONTENT_EMPTY;
    if (has_at(bytes, 0, "MZ", 2)) {
        content_kind kind = program_kind(bytes);
        if (kind != CONTENT_UNKNOWN)
            return kind;
    }
    if (has_at(bytes, 0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8))
        return ole_kind(bytes);
    if (has_at(bytes, 0, "PK\3\4", 4) || has_at(bytes, 0, "PK\5\6", 4))
        return zip_kind(bytes);
    for (size_t i = 0; i < countof(signatures); i++) {
        if (has_at(bytes, signatures[i].offset, signatures[i].bytes, signatures[i].size))
            return signatures[i].kind;
    }
    if (has_at(bytes, 0, "BM", 2) && bytes.size > 54 && bytes.at[14] == 40)
        return CONTENT_PICTURE_BMP;
    if (bytes.size >= 512 && has_at(bytes, (u32)bytes.size - 512, "conectix", 8) &&
        bytes.size <= UINT32_MAX)
        return CONTENT_VIRTUAL_DISK;
    ks_span front = { bytes.at, bytes.size < 1024 ? bytes.size : 1024 };
    if (bytes_find(front, (ks_span){ (const u8 *)"%PDF-", 5 }, 0) != SIZE_MAX)
        return CONTENT_PDF;
    ks_str text = content_text(arena, bytes);
    if (text.size == 0)
        text = mail_text(it, ending);
    return text.size ? text_kind(it, text, ending) : CONTENT_UNKNOWN;
}
