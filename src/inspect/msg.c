// Outlook's .msg (MS-OXMSG): properties in fixed rows, values in streams named by their numbers.
// The headers of the way, where they were kept, are read like those of any mail; else a few are
// made from properties.
#include "inspect/msg.h"

#include "inspect/ascii.h"
#include "inspect/gmime.h"
#include "inspect/html.h"
#include "inspect/mail.h"
#include "inspect/ole.h"

enum { head_most = 2 << 20 };

typedef struct {
    inspection *in;
    const item *it;
    ole_file file;
    mail m;
} message;

static const ole_stream *find_in(const message *g, ks_str folder, const char *name)
{
    for (size_t i = 0; i < g->file.count; i++) {
        const ole_stream *s = &g->file.streams[i];
        if (folder.size == 0 && ascii_equal(s->path, ks_str_of(name)))
            return s;
        bool is_inside = s->path.size == folder.size + 1 + strlen(name) &&
                         ascii_begins(s->path, folder) && s->path.at[folder.size] == '/';
        if (folder.size && is_inside && ascii_ends(s->path, ks_str_of(name)))
            return s;
    }
    return NULL;
}

// A text property by its number, "0037": as UTF-16 or in the sender's code page.
static ks_str text_property(const message *g, ks_str folder, const char *id)
{
    char name[] = "__substg1.0_0000001F";
    memcpy(name + 12, id, 4);
    const ole_stream *s = find_in(g, folder, name);
    if (s)
        return utf16_text(g->in->arena, s->bytes, SIZE_MAX);
    name[19] = 'E';
    s = find_in(g, folder, name);
    if (s == NULL)
        return (ks_str){ "", 0 };
    bool is_utf8 = content_text(g->in->arena, s->bytes).size &&
                   bytes_text(g->in->arena, s->bytes, SIZE_MAX).size == s->bytes.size;
    return is_utf8 ? as_str(s->bytes) : gmime_text(g->in->arena, s->bytes, KS_STR("CP932"));
}

static const ole_stream *bytes_property(const message *g, ks_str folder, const char *id)
{
    char name[] = "__substg1.0_00000102";
    memcpy(name + 12, id, 4);
    return find_in(g, folder, name);
}

static ks_str first_of(ks_str a, ks_str b) { return a.size ? a : b; }

static void put_field(ks_out *out, const char *name, ks_str value)
{
    if (value.size == 0)
        return;
    ks_out_put(out, ks_str_of(name));
    KS_PUT(out, ": ");
    for (size_t i = 0; i < value.size; i++)
        ks_out_byte(out, (u8)value.at[i] < ' ' ? ' ' : value.at[i]);
    KS_PUT(out, "\r\n");
}

// Without headers: sender, subject and receivers as the properties have them.
static ks_span made_head(const message *g)
{
    ks_out out, from;
    if (!ks_out_open(&out, g->in->arena, 64 << 10) || !ks_out_open(&from, g->in->arena, 8 << 10))
        return (ks_span){ 0 };
    ks_str none = { "", 0 };
    ks_str name = first_of(text_property(g, none, "0C1A"), text_property(g, none, "0042"));
    ks_str address = first_of(text_property(g, none, "5D01"), text_property(g, none, "5D02"));
    address =
        first_of(address, first_of(text_property(g, none, "0C1F"), text_property(g, none, "0065")));
    KS_PUT(&from, "\"");
    for (size_t i = 0; i < name.size; i++) {
        if (name.at[i] != '"' && name.at[i] != '\\')
            ks_out_byte(&from, name.at[i]);
    }
    KS_PUT(&from, "\" <");
    ks_out_put(&from, address);
    KS_PUT(&from, ">");
    bool is_internet = address.size && memchr(address.at, '@', address.size);
    if (is_internet)
        put_field(&out, "From", ks_out_str(&from));
    put_field(&out, "Subject", text_property(g, none, "0037"));
    put_field(&out, "To", text_property(g, none, "0E04"));
    return ks_str_span(ks_out_str(&out));
}

static void add_body(message *g, ks_span content, const char *type, const char *charset)
{
    if (content.size == 0 || g->m.part_count >= mail_parts_most)
        return;
    g->m.parts[g->m.part_count] = (mail_part){ .number = KS_STR("body"),
                                               .type = ks_str_of(type),
                                               .charset = ks_str_of(charset),
                                               .content = content };
    g->m.part_count++;
}

static ks_str folder_of(ks_str path)
{
    const char *slash = memchr(path.at, '/', path.size);
    return slash ? part_of(path, 0, (size_t)(slash - path.at)) : (ks_str){ "", 0 };
}

static void add_attachment(message *g, ks_str folder)
{
    const ole_stream *data = bytes_property(g, folder, "3701");
    ks_str name = first_of(text_property(g, folder, "3707"), text_property(g, folder, "3704"));
    if (g->m.part_count >= mail_parts_most) {
        g->m.has_too_many_parts = true;
        return;
    }
    mail_part *p = &g->m.parts[g->m.part_count++];
    *p = (mail_part){ .number = folder,
                      .type = text_property(g, folder, "370E"),
                      .is_attachment = true };
    if (p->type.size == 0)
        p->type = KS_STR("application/octet-stream");
    if (name.size)
        p->names[p->name_count++] = name;
    if (data) {
        p->content = data->bytes;
        p->is_cut = data->is_cut;
    }
}

// Attachments of this message; those of a message inside of it lie deeper.
static void add_attachments(message *g)
{
    ks_str last = { "", 0 };
    for (size_t i = 0; i < g->file.count; i++) {
        ks_str folder = folder_of(g->file.streams[i].path);
        if (!ascii_begins(folder, KS_STR("__attach_version1.0_")) || ks_str_equal(folder, last))
            continue;
        last = folder;
        add_attachment(g, folder);
    }
}

void inspect_msg(inspection *in, const item *it)
{
    message *g = ks_take(in->arena, message, 1);
    ks_str none = { "", 0 };
    bool is_read = false;
    if (g) {
        *g = (message){ .in = in, .it = it };
        is_read = ole_read(in->arena, it->bytes, &g->file);
    }
    if (!is_read) {
        said_text(inspect_say(in, it, KS_INSPECT_DOCUMENT_DAMAGED), KS_STR("CFB"));
        in->result->is_incomplete = true;
        return;
    }
    ks_str head = text_property(g, none, "007D");
    bool has_head = head.size > 0;
    ks_span bytes = has_head ? ks_str_span(part_of(head, 0, head_most)) : made_head(g);
    mail_read_head(in, it, bytes, &g->m);
    g->m.has_no_header = !has_head;
    g->m.parts = ks_take(in->arena, mail_part, mail_parts_most);
    if (g->m.parts == NULL) {
        in->result->is_incomplete = true;
        return;
    }
    if (!has_head)
        inspect_say(in, it, KS_INSPECT_MESSAGE_UNSENT);
    const ole_stream *html = bytes_property(g, none, "1013");
    if (html)
        add_body(g, html->bytes, "text/html", "utf-8");
    add_body(g, ks_str_span(text_property(g, none, "1013")), "text/html", "utf-8");
    add_body(g, ks_str_span(text_property(g, none, "1000")), "text/plain", "utf-8");
    add_attachments(g);
    inspect_mail(in, it, &g->m);
}
