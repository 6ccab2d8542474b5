// What a mail carries: its texts are read for where they lead, everything else is queued.
#include "inspect/mail.h"

#include "inspect/ascii.h"
#include "inspect/domain.h"
#include "inspect/gmime.h"
#include "inspect/html.h"

static bool is_text(const mail_part *p, const char *type)
{
    return ks_str_equal(p->type, ks_str_of(type));
}

static ks_str last_name(ks_str name)
{
    for (size_t i = name.size; i > 0; i--) {
        if (name.at[i - 1] == '/' || name.at[i - 1] == '\\')
            return part_of(name, i, SIZE_MAX);
    }
    return name;
}

static ks_str bracketed(ks_arena *arena, ks_str number)
{
    ks_out out;
    if (!ks_out_open(&out, arena, number.size + 2))
        return number;
    KS_PUT(&out, "[");
    ks_out_put(&out, number);
    KS_PUT(&out, "]");
    return ks_out_str(&out);
}

static ks_statement *say_part(mail_case *c, ks_statement_kind kind, const mail_part *p)
{
    ks_statement *s = inspect_say(c->in, c->it, kind);
    if (s)
        s->spot.field = bracketed(c->in->arena, p->number);
    return s;
}

static void attach(mail_case *c, const mail_part *p)
{
    ks_str name = p->name_count ? p->names[0] : (ks_str){ "", 0 };
    if (p->name_count > 1) {
        ks_statement *s = say_part(c, KS_INSPECT_ATTACHMENT_NAMES, p);
        said_text(s, p->names[0]);
        said_text(s, p->names[1]);
        // One name cut short, or written with another letter case, is a habit of programs.
        bool is_habit = ascii_equal(p->names[0], p->names[1]) ||
                        ascii_begins(p->names[0], p->names[1]) ||
                        ascii_begins(p->names[1], p->names[0]);
        if (is_habit && s)
            s->level = KS_LEVEL_LOW;
    }
    ks_str last = last_name(name);
    if (last.size < name.size && last.size)
        said_text(say_part(c, KS_INSPECT_NAME_PATH, p), name);
    if (name.size) {
        ks_statement *s = say_part(c, KS_INSPECT_ATTACHED, p);
        said_text(s, name);
        said_text(s, p->type);
    }
    item attached = { .name = last.size ? last : bracketed(c->in->arena, p->number),
                      .bytes = p->content,
                      .is_mailed = true,
                      .is_message = p->is_message || is_text(p, "message/rfc822"),
                      .is_cut = p->is_cut };
    inspection_add(c->in, c->it, attached);
}

static bool speaks_of_password(ks_str text)
{
    static const char *const words[] = { "パスワード", "password", "passwort", "mot de passe",
                                         "解凍PW" };
    for (size_t i = 0; i < countof(words); i++) {
        if (ascii_has(text, ks_str_of(words[i])))
            return true;
    }
    return false;
}

static bool has_encrypted_zip(const mail *m)
{
    for (size_t i = 0; i < m->part_count; i++) {
        ks_span content = m->parts[i].content;
        if (content.size > 30 && memcmp(content.at, "PK\3\4", 4) == 0 && (content.at[6] & 1))
            return true;
    }
    return false;
}

static void read_body(mail_case *c, const mail_part *p)
{
    if (ascii_equal(p->charset, KS_STR("utf-7")))
        say_part(c, KS_INSPECT_CHARSET_UTF7, p);
    ks_str text = gmime_text(c->in->arena, p->content, p->charset);
    if (is_text(p, "text/html")) {
        bool is_own = domain_is_own(c->in->all->domains, c->in->arena, c->from.domain);
        html_context how = { .is_body = true,
                             .is_proved = c->is_passed && is_own,
                             .field = bracketed(c->in->arena, p->number) };
        inspect_html(c->in, c->it, text, &how);
    }
    if (is_text(p, "text/calendar"))
        say_part(c, KS_INSPECT_INVITATION, p);
    else if (speaks_of_password(text) && has_encrypted_zip(c->m))
        say_part(c, KS_INSPECT_ARCHIVE_PASSWORD, p);
}

void mail_structure(mail_case *c)
{
    const mail *m = c->m;
    if (m->has_too_many_parts) {
        ks_statement *s = inspect_say(c->in, c->it, KS_INSPECT_PARTS_MANY);
        said_number(s, mail_parts_most);
        said_number(s, mail_depth_most);
        c->in->result->is_incomplete = true;
    }
    for (size_t i = 0; i < m->part_count; i++) {
        const mail_part *p = &m->parts[i];
        bool is_body = ascii_begins(p->type, KS_STR("text/")) && !p->is_attachment &&
                       !p->is_message && p->name_count == 0;
        bool is_report = ascii_begins(p->type, KS_STR("message/delivery-status")) ||
                         is_text(p, "message/disposition-notification") ||
                         is_text(p, "text/rfc822-headers");
        if (is_body && !is_report)
            read_body(c, p);
        else if (!is_report && (p->content.size || p->name_count))
            attach(c, p);
    }
}
