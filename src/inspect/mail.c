// A mail is judged in this order: the way it took, whose results are believed, what they prove, and
// in that light who it seems to be from and what it carries.
#include "inspect/mail.h"

#include "inspect/ascii.h"
#include "inspect/domain.h"
#include "inspect/gmime.h"

ks_statement *mail_say(mail_case *c, ks_statement_kind kind, const mail_field *field)
{
    ks_statement *s = inspect_say(c->in, c->it, kind);
    if (s && field)
        s->spot = (ks_spot){ .field = field->name, .line = field->line };
    return s;
}

// What stands between < and >, else the whole; behind its last @ if it has one.
static ks_str domain_in(ks_str text)
{
    const char *open = text.size ? memchr(text.at, '<', text.size) : NULL;
    const char *close = open ? memchr(open, '>', text.size - (size_t)(open - text.at)) : NULL;
    ks_str inside = close ? (ks_str){ open + 1, (size_t)(close - open) - 1 } : ascii_trim(text);
    size_t query = ascii_find(inside, KS_STR("?"), 0);
    inside = query == SIZE_MAX ? inside : part_of(inside, 0, query);
    for (size_t i = inside.size; i > 0; i--) {
        if (inside.at[i - 1] == '@')
            return part_of(inside, i, SIZE_MAX);
    }
    return inside;
}

static bool has(const mail *m, const char *name) { return mail_find(m, name, 0) != NULL; }

static void find_list(mail_case *c)
{
    static const char *const fields[] = { "List-Id", "List-Post", "X-Mailing-List",
                                          "Mailing-List" };
    for (size_t i = 0; i < countof(fields); i++) {
        const mail_field *f = mail_find(c->m, fields[i], 0);
        if (f == NULL)
            continue;
        c->is_list = true;
        ks_str domain = domain_in(f->value);
        if (c->list_owner.size == 0 && memchr(domain.at, '.', domain.size))
            c->list_owner = domain_owner(c->in->arena, domain);
    }
}

static void find_circumstances(mail_case *c)
{
    static const char *const forwarded[] = { "X-Forwarded-To", "X-Forwarded-For", "Resent-From",
                                             "Resent-To", "ARC-Seal" };
    find_list(c);
    for (size_t i = 0; i < countof(forwarded); i++)
        c->is_forwarded = c->is_forwarded || has(c->m, forwarded[i]);
    c->is_forwarded = c->is_forwarded ||
                      ascii_has(mail_value(c->m, "Return-Path"), KS_STR("SRS0=")) ||
                      ascii_has(mail_value(c->m, "Return-Path"), KS_STR("SRS1="));
    for (size_t i = 0; i < c->m->part_count; i++)
        c->is_invitation =
            c->is_invitation || ks_str_equal(c->m->parts[i].type, KS_STR("text/calendar"));
    const mail_field *from = mail_find(c->m, "From", 0);
    mail_mailboxes boxes = { 0 };
    if (from)
        boxes = gmime_mailboxes(c->in->arena, from->raw);
    if (boxes.count)
        c->from = boxes.boxes[0];
    if (c->from.domain.size)
        c->from_owner = domain_owner(c->in->arena, c->from.domain);
}

void mail_read(inspection *in, const item *it, mail *m)
{
    mail_read_head(in, it, it->bytes, m);
    if (m->field_count == 0 || m->field_count == fields_most)
        return; // said; a library may take long over such a header
    gmime_parts(in->arena, it->bytes, m);
}

void inspect_mail(inspection *in, const item *it, mail *m)
{
    mail_case *c = ks_take(in->arena, mail_case, 1);
    if (c == NULL) {
        in->result->is_incomplete = true;
        return;
    }
    *c = (mail_case){ .in = in, .it = it, .m = m };
    find_circumstances(c);
    if (!it->is_inner) { // a page in the form of a mail (MHTML) was sent by nobody
        mail_route(c);
        mail_authentication(c);
        mail_sender(c);
    }
    mail_structure(c);
}
