// One part: what it is, whether its name says so, and who looks further.
#include "inspect/ascii.h"
#include "inspect/document.h"
#include "inspect/ending.h"
#include "inspect/gmime.h"
#include "inspect/html.h"
#include "inspect/lnk.h"
#include "inspect/msg.h"
#include "inspect/pe.h"
#include "inspect/unpack.h"
#include "inspect/zip.h"

enum { mails_most = 1000 };

// --- the name against the content

static void check_ending(inspection *in, const item *it, content_kind kind, ks_str ending)
{
    ending_fit fit = content_fits(kind, ending);
    bool is_named = ending.size > 0 && it->name.at[0] != '[';
    bool is_script = content_is_script(kind), is_program = content_is_program(kind) && !is_script;
    ending_class class = ending_class_of(ending);
    ks_statement_kind said = KS_INSPECT_COUNT;
    ks_level level = KS_LEVEL_COUNT;
    bool says_program =
        class == ENDING_PROGRAM || class == ENDING_LIBRARY || class == ENDING_SHORTCUT;
    if (is_program && (fit == ENDING_LIES || fit == ENDING_SAYS_NOTHING) && !says_program) {
        said = KS_INSPECT_PROGRAM_HIDDEN;
        level = fit == ENDING_LIES || it->is_mailed ? KS_LEVEL_HIGH : KS_LEVEL_LOW;
    } else if (is_script && (fit == ENDING_LIES || fit == ENDING_SAYS_NOTHING)) {
        said = KS_INSPECT_SCRIPT_CONTENT;
        level = it->is_mailed ? KS_LEVEL_MEDIUM : KS_LEVEL_LOW;
    } else if (fit == ENDING_LIES && is_named) {
        bool is_vague = kind == CONTENT_TEXT || kind == CONTENT_UNKNOWN || kind == CONTENT_XML ||
                        kind == CONTENT_MAIL;
        said = is_vague ? KS_INSPECT_CONTENT_KIN : KS_INSPECT_CONTENT_OTHER;
        level = is_vague || says_program ? KS_LEVEL_INFORMATIONAL : KS_LEVEL_MEDIUM;
    } else if (fit == ENDING_IS_KIN && !content_is_program(kind)) {
        said = KS_INSPECT_CONTENT_KIN;
        level = KS_LEVEL_INFORMATIONAL;
    }
    if (said == KS_INSPECT_COUNT)
        return;
    ks_statement *s = inspect_say(in, it, said);
    if (s)
        ks_phrase_add_words(&s->said, &content_words[kind]);
    said_text(s, bytes_text(in->arena, ks_str_span(it->name), 300));
    said_level(s, level);
}

// --- carriers

// Outside of a mail disc images are everyday things.
static void say_mark(inspection *in, const item *it, content_kind kind)
{
    ks_statement *s = inspect_say(in, it, KS_INSPECT_CONTAINER_MARK);
    if (s)
        ks_phrase_add_words(&s->said, &content_words[kind]);
    bool is_image = kind == CONTENT_DISK_IMAGE || kind == CONTENT_VIRTUAL_DISK;
    if (!is_image || !it->is_mailed)
        said_level(s, KS_LEVEL_INFORMATIONAL);
}

static void inspect_shortcut_text(inspection *in, const item *it)
{
    static const char *const keys[] = { "URL=", "IconFile=" };
    ks_str text = content_text(in->arena, it->bytes);
    for (size_t i = 0; i < countof(keys); i++) {
        size_t at = ascii_find(text, ks_str_of(keys[i]), 0);
        if (at == SIZE_MAX)
            continue;
        ks_str rest = part_of(text, at + strlen(keys[i]), 1000);
        size_t size = 0;
        while (size < rest.size && rest.at[size] != '\r' && rest.at[size] != '\n')
            size++;
        ks_str url = ascii_trim(part_of(rest, 0, size));
        ks_str scheme = link_scheme(url);
        bool is_web = ascii_equal(scheme, KS_STR("http")) || ascii_equal(scheme, KS_STR("https"));
        bool is_share = link_is_share(url);
        if (!is_share && (i == 1 || is_web))
            continue;
        ks_statement *s = inspect_say(in, it, KS_INSPECT_URL_TARGET);
        said_text(s, bytes_text(in->arena, ks_str_span(url), 300));
        said_offset(s, at);
        if (is_share)
            said_level(s, KS_LEVEL_HIGH);
    }
}

static ks_str numbered(ks_arena *arena, u64 n)
{
    char digits[24];
    size_t size = 0;
    digits[sizeof digits - ++size] = ']';
    do {
        digits[sizeof digits - ++size] = (char)('0' + n % 10);
        n /= 10;
    } while (n);
    digits[sizeof digits - ++size] = '[';
    return ks_arena_keep(arena, (ks_str){ digits + sizeof digits - size, size });
}

// mboxrd: a line that begins with "From " behind an empty line begins a mail.
static void inspect_mailbox(inspection *in, const item *it)
{
    ks_span b = it->bytes;
    size_t start = 0;
    for (u64 n = 1; start < b.size && n <= mails_most; n++) {
        size_t next = bytes_find(b, (ks_span){ (const u8 *)"\n\nFrom ", 7 }, start);
        size_t other = bytes_find(b, (ks_span){ (const u8 *)"\r\n\r\nFrom ", 9 }, start);
        size_t end = next != SIZE_MAX ? next + 2 : b.size;
        end = other != SIZE_MAX && other + 4 < end ? other + 4 : end;
        item one = { .name = numbered(in->arena, n),
                     .bytes = { b.at + start, end - start },
                     .is_message = true };
        inspection_add(in, it, one);
        start = end;
    }
    in->result->is_incomplete = in->result->is_incomplete || start < b.size;
}

static void inspect_message(inspection *in, const item *it)
{
    mail *m = ks_take(in->arena, mail, 1);
    if (m == NULL) {
        in->result->is_incomplete = true;
        return;
    }
    mail_read(in, it, m);
    inspect_mail(in, it, m);
}

static void inspect_page(inspection *in, const item *it)
{
    inspect_html(in, it, content_text(in->arena, it->bytes), &(html_context){ .field = { "", 0 } });
}

static bool is_office(content_kind kind)
{
    return (kind >= CONTENT_WORD && kind <= CONTENT_POWERPOINT_MACROS) ||
           kind == CONTENT_OPEN_DOCUMENT;
}

static void look_further(inspection *in, const item *it, content_kind kind)
{
    if (kind == CONTENT_PROGRAM || kind == CONTENT_LIBRARY || kind == CONTENT_DRIVER)
        inspect_pe(in, it);
    else if (kind == CONTENT_SHORTCUT)
        inspect_lnk(in, it);
    else if (kind == CONTENT_MAIL)
        inspect_message(in, it);
    else if (kind == CONTENT_MAILBOX)
        inspect_mailbox(in, it);
    else if (kind == CONTENT_OUTLOOK_MESSAGE)
        inspect_msg(in, it);
    else if (kind >= CONTENT_OLE_WORD && kind <= CONTENT_OLE_OTHER && kind != CONTENT_INSTALLER)
        inspect_ole(in, it, kind);
    else if (kind == CONTENT_RTF)
        inspect_rtf(in, it);
    else if (kind == CONTENT_PDF)
        inspect_pdf(in, it);
    else if (kind == CONTENT_ONENOTE)
        inspect_onenote(in, it);
    else if (kind >= CONTENT_PICTURE_PNG && kind <= CONTENT_PICTURE_GIF)
        inspect_picture(in, it, kind);
    else if (kind == CONTENT_HTML || kind == CONTENT_SVG || kind == CONTENT_HTA)
        inspect_page(in, it);
    else if (kind == CONTENT_INTERNET_SHORTCUT)
        inspect_shortcut_text(in, it);
}

static void look_inside(inspection *in, const item *it, content_kind kind)
{
    bool is_zip = kind == CONTENT_ZIP || is_office(kind) || kind == CONTENT_JAVA_PROGRAM ||
                  kind == CONTENT_APP_PACKAGE;
    bool is_other = kind == CONTENT_DISK_IMAGE || (kind >= CONTENT_RAR && kind <= CONTENT_CABINET);
    if (is_zip)
        inspect_zip(in, it);
    if (is_other || kind == CONTENT_VIRTUAL_DISK)
        say_mark(in, it, kind);
    if (is_zip || is_other)
        inspect_archive(in, it,
                        kind >= CONTENT_WORD && kind <= CONTENT_POWERPOINT_MACROS
                            ? MEMBERS_ARE_PARTS_OF_OFFICE
                        : is_zip && kind != CONTENT_ZIP ? MEMBERS_ARE_PARTS
                                                        : MEMBERS_ARE_FILES);
}

void inspect_content(inspection *in, const item *it)
{
    if (it->is_sealed)
        return;
    content_kind kind = content_kind_of(it, in->arena);
    if (it->depth == 0)
        in->result->kind = &content_words[kind];
    if (kind == CONTENT_EMPTY) {
        if (it->depth == 0)
            inspect_say(in, it, KS_INSPECT_IS_EMPTY);
        return;
    }
    bool is_part = it->is_inner && !it->is_foreign;
    if (it->is_inner)
        inspect_office_part(in, it);
    if (!is_part) {
        ks_statement *s = inspect_say(in, it, KS_INSPECT_IS);
        if (s)
            ks_phrase_add_words(&s->said, &content_words[kind]);
        check_ending(in, it, kind, ending_of(it->name));
    }
    if (is_part && !content_is_program(kind) && kind != CONTENT_OLE_OTHER)
        return;
    look_further(in, it, kind);
    look_inside(in, it, kind);
}
