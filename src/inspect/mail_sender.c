// Who the mail seems to be from: fields that contradict each other, names that pretend, domains
// that look like others.
#include "inspect/mail.h"

#include "base/text.h"
#include "inspect/ascii.h"
#include "inspect/domain.h"
#include "inspect/gmime.h"
#include "inspect/letters.h"

enum { shown_most = 200, replies_most = 5 };

// --- fields

static void check_counts(mail_case *c)
{
    static const char *const once[] = { "Sender",      "Reply-To",   "To",      "Cc",  "Message-ID",
                                        "In-Reply-To", "References", "Subject", "Date" };
    size_t from = mail_count(c->m, "From");
    if (from == 0 && !c->m->has_no_header)
        mail_say(c, KS_INSPECT_FROM_MISSING, NULL);
    if (from > 1)
        said_number(mail_say(c, KS_INSPECT_FROM_TWICE, mail_find(c->m, "From", 1)), from);
    for (size_t i = 0; i < countof(once); i++) {
        size_t count = mail_count(c->m, once[i]);
        if (count < 2)
            continue;
        ks_statement *s = mail_say(c, KS_INSPECT_FIELD_TWICE, mail_find(c->m, once[i], 1));
        said_text(s, ks_str_of(once[i]));
        said_number(s, count);
    }
}

// --- names

// The next word that may be a domain or an address: letters, digits and . - _ + @.
static ks_str next_token(ks_str text, size_t *at)
{
    size_t start = *at, end;
    const char *signs = ".-_+@%";
    for (; start < text.size; start++) {
        char c = text.at[start];
        if (ascii_is_letter(c) || ascii_is_digit(c))
            break;
    }
    for (end = start; end < text.size; end++) {
        char c = text.at[end];
        if (!ascii_is_letter(c) && !ascii_is_digit(c) && !memchr(signs, c, 6))
            break;
    }
    *at = end;
    ks_str token = part_of(text, start, end - start);
    while (token.size && (token.at[token.size - 1] == '.' || token.at[token.size - 1] == '-'))
        token.size--;
    return token;
}

// NFKC as far as it matters here: full-width letters, dots and @.
static ks_str narrow(ks_arena *arena, ks_str text)
{
    ks_out out;
    if (text.size == 0 || !ks_out_open(&out, arena, text.size * 2))
        return text;
    for (size_t i = 0; i < text.size;) {
        u32 c = 0;
        u8 bytes[4];
        i += ks_utf8_read(text, i, &c);
        if (c >= 0xff01 && c <= 0xff5e)
            c = c - 0xff01 + 0x21;
        else if (c == 0xff61 || c == 0x3002)
            c = '.';
        if (!letters_is_unseen(c) && !letters_is_mark(c) && !letters_is_turning(c))
            ks_out_bytes(&out, bytes, ks_utf8_write(bytes, c));
    }
    return ks_out_str(&out);
}

// The sender writes for the person that the name shows: a list or service that is authenticated and
// says so, or answers go to that person.
static bool is_via(const mail_case *c, ks_str address)
{
    static const char *const fields[] = { "Reply-To",          "X-Original-From",
                                          "X-Original-Sender", "X-Google-Original-From",
                                          "Original-From",     "Cc" };
    bool is_named = false;
    for (size_t i = 0; i < countof(fields); i++)
        is_named = is_named || ascii_has(mail_value(c->m, fields[i]), address);
    bool says_so = ascii_has(c->from.name, KS_STR(" via ")) || c->is_list || c->is_invitation;
    return c->is_sent_for && says_so && (is_named || c->is_list || c->is_invitation);
}

static void check_domain_in_name(mail_case *c, ks_str token, const mail_field *f)
{
    ks_arena *arena = c->in->arena;
    bool is_own = domain_is_own(c->in->all->domains, arena, token);
    if ((!is_own && !domain_is_plausible(arena, token)) ||
        domain_has_same_owner(arena, token, c->from.domain))
        return;
    ks_statement *s = mail_say(c, KS_INSPECT_NAME_HOLDS_DOMAIN, f);
    said_text(s, token);
    said_text(s, c->from.domain);
    bool is_all = ascii_trim(c->from.name).size == token.size;
    if (is_own)
        said_level(s, c->is_by_list ? KS_LEVEL_LOW : KS_LEVEL_HIGH);
    else if (is_all && !c->is_passed)
        said_level(s, KS_LEVEL_MEDIUM);
}

static void check_name_claims(mail_case *c, const mail_field *f)
{
    ks_arena *arena = c->in->arena;
    ks_str name = narrow(arena, c->from.name);
    for (size_t at = 0, n = 0; at < name.size && n < 32; n++) {
        ks_str token = next_token(name, &at);
        const char *sign = token.size ? memchr(token.at, '@', token.size) : NULL;
        if (sign == NULL) {
            if (token.size && memchr(token.at, '.', token.size))
                check_domain_in_name(c, token, f);
            continue;
        }
        ks_str domain = part_of(token, (size_t)(sign - token.at) + 1, SIZE_MAX);
        bool is_address = sign > token.at && domain.size && memchr(domain.at, '.', domain.size);
        if (!is_address || ascii_equal(token, c->from.address) ||
            domain_has_same_owner(arena, domain, c->from.domain))
            continue;
        bool is_service = is_via(c, token);
        ks_statement *s = mail_say(
            c, is_service ? KS_INSPECT_NAME_HOLDS_ADDRESS_VIA : KS_INSPECT_NAME_HOLDS_ADDRESS, f);
        said_text(s, token);
        said_text(s, c->from.address);
        return;
    }
}

typedef struct {
    bool is_turned, is_hidden;
    ks_str mixed; // the first word of mixed scripts
    bool is_greek;
} letters_found;

// What the characters of a name do that the eye does not see.
static letters_found look_at(ks_str text)
{
    letters_found found = { 0 };
    bool has_latin = false, has_alike = false, has_cyrillic = false;
    size_t word = 0;
    for (size_t i = 0; i <= text.size;) {
        u32 c = ' ';
        size_t step = i < text.size ? ks_utf8_read(text, i, &c) : 1;
        letter_script script = letters_script(c);
        if (script == SCRIPT_NONE || script == SCRIPT_OTHER) {
            if (has_latin && has_alike && found.mixed.size == 0) {
                found.mixed = part_of(text, word, i - word);
                found.is_greek = !has_cyrillic;
            }
            has_latin = has_alike = has_cyrillic = false;
            word = i + step;
        }
        has_latin = has_latin || script == SCRIPT_LATIN;
        has_cyrillic = has_cyrillic || script == SCRIPT_CYRILLIC;
        bool is_foreign =
            script == SCRIPT_CYRILLIC || script == SCRIPT_GREEK || script == SCRIPT_ARMENIAN;
        has_alike = has_alike || (is_foreign && letters_latin_look(c));
        found.is_turned = found.is_turned || letters_is_turning(c);
        found.is_hidden = found.is_hidden || letters_is_unseen(c);
        i += step;
    }
    return found;
}

static void check_letters(mail_case *c, const mail_field *f, ks_str text, ks_str where,
                          ks_level most)
{
    letters_found found = look_at(text);
    ks_str shown = part_of(text, 0, shown_most);
    ks_statement_kind kinds[] = { KS_INSPECT_NAME_TURNED, KS_INSPECT_NAME_HIDDEN,
                                  KS_INSPECT_NAME_MIXED };
    bool holds[] = { found.is_turned, found.is_hidden, found.mixed.size > 0 };
    for (size_t i = 0; i < countof(kinds); i++) {
        if (!holds[i])
            continue;
        ks_statement *s = mail_say(c, kinds[i], f);
        said_text(s, where);
        said_text(s, i == 2 ? found.mixed : shown);
        if (s && s->level > most)
            s->level = most;
        if (i == 2 && found.is_greek)
            said_level(s, KS_LEVEL_LOW);
    }
}

// --- addresses

static bool has_control(ks_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        if ((u8)text.at[i] < ' ' || text.at[i] == 0x7f)
            return true;
    }
    return ascii_has(text, KS_STR("\\x00"));
}

static void check_from(mail_case *c, const mail_field *f, const mail_mailboxes *boxes)
{
    bool differs = false;
    for (size_t i = 1; i < boxes->count; i++)
        differs =
            differs || !domain_has_same_owner(c->in->arena, boxes->boxes[i].domain, c->from.domain);
    if (boxes->count == 0 || c->from.domain.size == 0) {
        said_text(mail_say(c, KS_INSPECT_FROM_BROKEN, f), part_of(f->value, 0, shown_most));
        return;
    }
    ks_statement *s = mail_say(c, KS_INSPECT_FROM_IS, f);
    said_text(s, c->from.name);
    said_text(s, c->from.address);
    if (differs)
        said_number(mail_say(c, KS_INSPECT_FROM_MANY, f), boxes->count);
    if (has_control(c->from.address)) {
        s = mail_say(c, KS_INSPECT_ADDRESS_CONTROL, f);
        said_text(s, KS_STR("From"));
        said_text(s, c->from.address);
    }
    check_name_claims(c, f);
    check_letters(c, f, c->from.name, KS_STR("From"), KS_LEVEL_HIGH);
    inspect_domain(c->in, c->it, c->from.domain, KS_STR("From"), f->line);
}

// An address of another field: told when it belongs to somebody else.
static void check_address(mail_case *c, const mail_field *f, const mail_mailbox *other,
                          ks_statement_kind kind)
{
    bool is_free = kind == KS_INSPECT_REPLY_ELSEWHERE && !c->is_sent_for && !c->is_list &&
                   domain_is_free(domain_owner(c->in->arena, other->domain)) &&
                   !domain_is_free(c->from_owner);
    // Without a judgement of the receiver it is no more than unusual.
    bool is_told = is_free && (c->is_judged ||
                               domain_is_own(c->in->all->domains, c->in->arena, c->from.domain));
    ks_statement *s = mail_say(c, is_told ? KS_INSPECT_REPLY_FREE : kind, f);
    said_text(s, other->address);
    said_text(s, c->from.address);
    inspect_domain(c->in, c->it, other->domain, f->name, f->line);
}

static bool is_repeated(const mail_mailboxes *boxes, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (ascii_equal(boxes->boxes[i].domain, boxes->boxes[index].domain))
            return true;
    }
    return false;
}

// Of several addresses each domain is told once.
static void check_field(mail_case *c, const mail_field *f, ks_statement_kind kind)
{
    mail_mailboxes boxes = { 0 };
    if (f && c->from_owner.size)
        boxes = gmime_mailboxes(c->in->arena, f->raw);
    for (size_t i = 0; i < boxes.count; i++) {
        const mail_mailbox *other = &boxes.boxes[i];
        if (other->domain.size && !is_repeated(&boxes, i) &&
            !domain_has_same_owner(c->in->arena, other->domain, c->from.domain))
            check_address(c, f, other, kind);
    }
}

void mail_sender(mail_case *c)
{
    check_counts(c);
    const mail_field *f = mail_find(c->m, "From", 0);
    if (f) {
        mail_mailboxes boxes = gmime_mailboxes(c->in->arena, f->raw);
        check_from(c, f, &boxes);
    }
    // Where there are several Reply-To, programs pick different ones.
    for (size_t n = 0; n < replies_most && mail_find(c->m, "Reply-To", n); n++)
        check_field(c, mail_find(c->m, "Reply-To", n), KS_INSPECT_REPLY_ELSEWHERE);
    check_field(c, mail_find(c->m, "Return-Path", 0), KS_INSPECT_ENVELOPE_ELSEWHERE);
    check_field(c, mail_find(c->m, "Sender", 0), KS_INSPECT_SENDER_ELSEWHERE);
    const mail_field *subject = mail_find(c->m, "Subject", 0);
    if (subject)
        check_letters(c, subject, subject->value, KS_STR("Subject"), KS_LEVEL_LOW);
}
