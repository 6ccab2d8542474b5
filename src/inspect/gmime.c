// GMime 3 and all that is particular about it. It works in memory only. Its messages go nowhere:
// what it does not understand it leaves out, and the checks see that.
#include "inspect/gmime.h"

#include "base/text.h"
#include "base/ticks.h"
#include "inspect/ascii.h"

#include <gmime/gmime.h>
#include <iconv.h>

enum { value_most = 64 << 10, address_most = 320 };

// Converters stay open: glibc loads them as code, which the fence refuses later.
static const char *const charsets[] = {
    "ISO-2022-JP", "ISO-2022-JP-3", "SHIFT_JIS",   "CP932",       "EUC-JP",      "ISO-8859-1",
    "ISO-8859-2",  "ISO-8859-3",    "ISO-8859-4",  "ISO-8859-5",  "ISO-8859-6",  "ISO-8859-7",
    "ISO-8859-8",  "ISO-8859-9",    "ISO-8859-10", "ISO-8859-13", "ISO-8859-14", "ISO-8859-15",
    "CP1250",      "CP1251",        "CP1252",      "CP1253",      "CP1254",      "CP1255",
    "CP1256",      "CP1257",        "CP1258",      "CP874",       "GB18030",     "GBK",
    "GB2312",      "BIG5",          "BIG5-HKSCS",  "EUC-KR",      "UHC",         "ISO-2022-KR",
    "KOI8-R",      "KOI8-U",        "UTF-7",       "UTF-16",      "UTF-16LE",    "UTF-16BE",
    "UTF-32",      "US-ASCII",      "MACINTOSH",
};
static iconv_t converters[2 * countof(charsets)];
static bool is_open;

static void say_nothing(const gchar *domain, GLogLevelFlags level, const gchar *text, gpointer own)
{
    (void)domain;
    (void)level;
    (void)text;
    (void)own;
}

void gmime_open(void)
{
    if (is_open)
        return;
    is_open = true;
    g_log_set_default_handler(say_nothing, NULL);
    g_mime_init();
    for (size_t i = 0; i < countof(charsets); i++) {
        converters[2 * i] = iconv_open("UTF-8", charsets[i]);
        converters[2 * i + 1] = iconv_open(charsets[i], "UTF-8");
    }
}

void gmime_close(void)
{
    if (!is_open)
        return;
    is_open = false;
    for (size_t i = 0; i < countof(converters); i++) {
        if ((intptr_t)converters[i] != -1)
            iconv_close(converters[i]);
    }
    g_mime_shutdown();
}

static ks_str kept(ks_arena *arena, const char *text, size_t most)
{
    return text ? bytes_text(arena, ks_str_span(ks_str_of(text)), most) : (ks_str){ "", 0 };
}

ks_str gmime_decoded(ks_arena *arena, ks_str raw)
{
    if (raw.size > value_most || !ascii_has(raw, KS_STR("=?")))
        return raw;
    ks_arena scratch = *arena;
    const char *text = ks_cstr(&scratch, raw);
    char *decoded = text ? g_mime_utils_header_decode_text(NULL, text) : NULL;
    ks_str found = decoded ? kept(arena, decoded, value_most) : raw;
    g_free(decoded);
    return found;
}

// --- addresses

static void add_mailbox(ks_arena *arena, InternetAddress *address, mail_mailboxes *to)
{
    if (!INTERNET_ADDRESS_IS_MAILBOX(address) || to->count == mailboxes_most)
        return;
    mail_mailbox *box = &to->boxes[to->count++];
    const char *at = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address));
    *box = (mail_mailbox){ .name = kept(arena, internet_address_get_name(address), value_most),
                           .address = kept(arena, at, address_most) };
    for (size_t i = box->address.size; i > 0; i--) {
        if (box->address.at[i - 1] == '@') {
            box->domain = ascii_trim(part_of(box->address, i, SIZE_MAX));
            break;
        }
    }
}

mail_mailboxes gmime_mailboxes(ks_arena *arena, ks_str raw)
{
    mail_mailboxes found = { .boxes = ks_take(arena, mail_mailbox, mailboxes_most) };
    ks_arena scratch = *arena;
    const char *text = raw.size <= value_most ? ks_cstr(&scratch, raw) : NULL;
    InternetAddressList *list =
        text && found.boxes ? internet_address_list_parse(NULL, text) : NULL;
    if (list == NULL)
        return found;
    // `text` is not needed any more: its memory is taken again.
    int count = internet_address_list_length(list);
    for (int i = 0; i < count; i++) {
        InternetAddress *one = internet_address_list_get_address(list, i);
        if (INTERNET_ADDRESS_IS_GROUP(one)) {
            InternetAddressList *members =
                internet_address_group_get_members(INTERNET_ADDRESS_GROUP(one));
            int member_count = members ? internet_address_list_length(members) : 0;
            found.has_group = true;
            for (int j = 0; j < member_count; j++)
                add_mailbox(arena, internet_address_list_get_address(members, j), &found);
        } else {
            add_mailbox(arena, one, &found);
        }
    }
    g_object_unref(list);
    return found;
}

// --- parts

typedef struct {
    GMimeObject *object;
    ks_str number;
    u32 depth;
} pending;

static ks_span bytes_of(ks_arena *arena, GMimeStream *stream, bool *is_cut)
{
    GByteArray *array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    size_t size = array ? array->len : 0;
    *is_cut = size > part_most;
    size = *is_cut ? part_most : size;
    ks_str text = ks_arena_keep(arena, (ks_str){ size ? (const char *)array->data : NULL, size });
    *is_cut = *is_cut || text.size < size;
    return ks_str_span(text);
}

static void add_name(ks_arena *arena, mail_part *part, const char *name)
{
    ks_span bytes = ks_str_span(ks_str_of(name));
    // Bytes without a charset are mostly the code page of a Japanese Windows.
    ks_str text = bytes.size && !ks_utf8_is_valid(bytes) ? gmime_text(arena, bytes, KS_STR("CP932"))
                                                         : kept(arena, name, 1024);
    text = gmime_decoded(arena, text);
    for (size_t i = 0; i < part->name_count; i++) {
        if (ks_str_equal(part->names[i], text))
            return;
    }
    if (text.size && part->name_count < part_names_most)
        part->names[part->name_count++] = text;
}

static void take_names(ks_arena *arena, mail_part *part, GMimeObject *object)
{
    GMimeContentDisposition *disposition = g_mime_object_get_content_disposition(object);
    GMimeContentType *type = g_mime_object_get_content_type(object);
    if (disposition) {
        add_name(arena, part, g_mime_content_disposition_get_parameter(disposition, "filename"));
        part->is_attachment = g_mime_content_disposition_is_attachment(disposition);
    }
    if (type)
        add_name(arena, part, g_mime_content_type_get_parameter(type, "name"));
}

static mail_part *new_part(ks_arena *arena, mail *m, const pending *p)
{
    if (m->part_count == mail_parts_most) {
        m->has_too_many_parts = true;
        return NULL;
    }
    mail_part *part = &m->parts[m->part_count++];
    GMimeContentType *type = g_mime_object_get_content_type(p->object);
    char *text = type ? g_mime_content_type_get_mime_type(type) : NULL;
    char *lower = text ? g_ascii_strdown(text, -1) : NULL;
    *part = (mail_part){ .number = p->number, .type = kept(arena, lower, 256) };
    if (type)
        part->charset = kept(arena, g_mime_content_type_get_parameter(type, "charset"), 64);
    g_free(lower);
    g_free(text);
    take_names(arena, part, p->object);
    return part;
}

static void take_leaf(ks_arena *arena, mail *m, const pending *p)
{
    mail_part *part = new_part(arena, m, p);
    GMimeDataWrapper *content = part ? g_mime_part_get_content(GMIME_PART(p->object)) : NULL;
    if (content == NULL)
        return;
    GMimeStream *stream = g_mime_stream_mem_new();
    g_mime_data_wrapper_write_to_stream(content, stream);
    part->content = bytes_of(arena, stream, &part->is_cut);
    g_object_unref(stream);
}

static void take_message(ks_arena *arena, mail *m, const pending *p)
{
    mail_part *part = new_part(arena, m, p);
    GMimeMessage *inner =
        part ? g_mime_message_part_get_message(GMIME_MESSAGE_PART(p->object)) : NULL;
    if (inner == NULL)
        return;
    part->is_message = true;
    GMimeStream *stream = g_mime_stream_mem_new();
    g_mime_object_write_to_stream(GMIME_OBJECT(inner), NULL, stream);
    part->content = bytes_of(arena, stream, &part->is_cut);
    g_object_unref(stream);
}

static ks_str child_number(ks_arena *arena, ks_str of, u64 n)
{
    ks_out out;
    u8 digits[32];
    size_t size = 0;
    do {
        digits[sizeof digits - ++size] = (u8)('0' + n % 10);
        n /= 10;
    } while (n);
    if (!ks_out_open(&out, arena, of.size + size + 1))
        return of;
    ks_out_put(&out, of);
    if (of.size)
        KS_PUT(&out, ".");
    ks_out_bytes(&out, digits + sizeof digits - size, size);
    return ks_out_str(&out);
}

// Multiparts are walked with a stack of their own; the stack holds what is still to be looked at.
static void walk(ks_arena *arena, GMimeObject *top, mail *m)
{
    pending *stack = ks_take(arena, pending, mail_parts_most + 1);
    size_t count = 0;
    if (stack == NULL || m->parts == NULL)
        return;
    stack[count++] = (pending){ top, { "", 0 }, 0 };
    while (count) {
        pending p = stack[--count];
        if (GMIME_IS_MULTIPART(p.object)) {
            int children = g_mime_multipart_get_count(GMIME_MULTIPART(p.object));
            bool fits = p.depth < mail_depth_most && (size_t)children <= mail_parts_most - count;
            m->has_too_many_parts = m->has_too_many_parts || !fits;
            for (int i = fits ? children : 0; i > 0; i--)
                stack[count++] =
                    (pending){ g_mime_multipart_get_part(GMIME_MULTIPART(p.object), i - 1),
                               child_number(arena, p.number, (u64)i), p.depth + 1 };
        } else if (GMIME_IS_MESSAGE_PART(p.object)) {
            p.number = p.number.size ? p.number : KS_STR("1");
            take_message(arena, m, &p);
        } else if (GMIME_IS_PART(p.object)) {
            p.number = p.number.size ? p.number : KS_STR("1");
            take_leaf(arena, m, &p);
        }
    }
}

void gmime_parts(ks_arena *arena, ks_span bytes, mail *m)
{
    m->parts = ks_take(arena, mail_part, mail_parts_most);
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer((const char *)bytes.at, bytes.size);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    GMimeObject *top = message ? g_mime_message_get_mime_part(message) : NULL;
    if (top)
        walk(arena, top, m);
    if (message)
        g_object_unref(message);
    g_object_unref(parser);
    g_object_unref(stream);
}

ks_str gmime_text(ks_arena *arena, ks_span bytes, ks_str charset)
{
    ks_arena scratch = *arena;
    const char *name = charset.size ? ks_cstr(&scratch, charset) : NULL;
    bool is_utf8 = name == NULL || ascii_equal(charset, KS_STR("utf-8")) ||
                   ascii_equal(charset, KS_STR("us-ascii"));
    iconv_t from =
        is_utf8 ? (iconv_t)(intptr_t)-1 : iconv_open("UTF-8", g_mime_charset_iconv_name(name));
    ks_out out;
    if ((intptr_t)from == -1 || !ks_out_open(&out, arena, bytes.size * 4)) {
        if ((intptr_t)from != -1)
            iconv_close(from);
        return bytes_text(arena, bytes, SIZE_MAX);
    }
    char *in = (char *)(uintptr_t)bytes.at, *to = (char *)out.at;
    size_t left = bytes.size, room = bytes.size * 4;
    while (left && iconv(from, &in, &left, &to, &room) == (size_t)-1 && left && room > 3) {
        memcpy(to, "\xef\xbf\xbd", 3); // one byte that does not fit
        to += 3;
        room -= 3;
        in++;
        left--;
    }
    out.at = (u8 *)to;
    iconv_close(from);
    return ks_out_str(&out);
}

bool gmime_date(ks_str text, u64 *ticks)
{
    char copy[256];
    if (text.size == 0 || text.size >= sizeof copy || memchr(text.at, 0, text.size))
        return false;
    memcpy(copy, text.at, text.size);
    copy[text.size] = 0;
    GDateTime *date = g_mime_utils_header_decode_date(copy);
    if (date == NULL)
        return false;
    gint64 seconds = g_date_time_to_unix(date);
    g_date_time_unref(date);
    if (seconds <= 0)
        return false;
    *ticks = KS_TICKS_UNIX_EPOCH + (u64)seconds * ks_ticks_per_second;
    return true;
}
