// Whose results are believed, and what they prove of the sender that is shown. A result counts when
// the receiver's own server wrote it: by its name, and by its place above all that came with the
// mail (RFC 8601, 5 and 7.1). Everything else is what somebody claims.
#include "inspect/mail.h"

#include "inspect/ascii.h"
#include "inspect/authres.h"
#include "inspect/domain.h"

enum { signers_most = 16, summary_most = 600 };

typedef struct {
    ks_str result, domain;
} outcome;

typedef struct {
    mail_case *c;
    ks_arena *arena;
    size_t zone_end; // fields from here on came with the mail
    outcome spf, dmarc, arc, composite;
    ks_str composite_reason;
    outcome dkim[signers_most];
    size_t dkim_count;
    bool has_signers;        // dkim results were taken, from one field
    bool claims_pass;        // a field that is not believed says that DMARC holds
    const mail_field *field; // the topmost that is believed
} judging;

static bool is(ks_str word, const char *wanted) { return ks_str_equal(word, ks_str_of(wanted)); }

// --- whose

// Fields of the receiver end at the Received that follows its handover.
static size_t zone_end(const mail_case *c)
{
    const mail *m = c->m;
    if (c->handover == SIZE_MAX)
        return mail_count(m, "Received") ? m->field_count : 0;
    for (size_t i = c->handover + 1; i < m->field_count; i++) {
        if (ascii_equal(m->fields[i].name, KS_STR("Received")))
            return i;
    }
    return m->field_count;
}

static bool is_named(const judging *j, ks_str id)
{
    const ks_inspect_options *o = &j->c->in->all->options;
    ks_str by = id.size ? id : j->c->receiver; // Exchange Online gives no name
    for (size_t i = 0; i < o->trusted_count; i++) {
        ks_str trusted = ks_str_of(o->trusted[i]);
        bool is_below = by.size > trusted.size && ascii_ends(by, trusted) &&
                        by.at[by.size - trusted.size - 1] == '.';
        if (ascii_equal(by, trusted) || is_below)
            return true;
    }
    return false;
}

static bool is_inferred(const judging *j, ks_str id)
{
    if (j->c->in->all->options.trusted_count || j->c->receiver.size == 0)
        return false;
    if (id.size == 0)
        return ascii_ends(j->c->receiver, KS_STR(".outlook.com"));
    return domain_has_same_owner(j->arena, id, j->c->receiver);
}

// --- what

static ks_str summary(judging *j, const authres *a)
{
    ks_out out;
    if (!ks_out_open(&out, j->arena, summary_most))
        return KS_STR("");
    for (size_t i = 0; i < a->count; i++) {
        if (i)
            KS_PUT(&out, ", ");
        ks_out_put(&out, a->items[i].method);
        KS_PUT(&out, "=");
        ks_out_put(&out, a->items[i].result);
        if (a->items[i].domain.size) {
            KS_PUT(&out, " (");
            ks_out_put(&out, a->items[i].domain);
            KS_PUT(&out, ")");
        }
    }
    if (a->count == 0)
        KS_PUT(&out, "none");
    return ks_out_str(&out);
}

static void take_once(outcome *to, const auth_item *from)
{
    if (to->result.size == 0)
        *to = (outcome){ from->result, from->domain };
}

// Servers write one field, or one a method; of each method the topmost counts.
static void take(judging *j, const authres *a)
{
    bool had_signers = j->has_signers;
    for (size_t i = 0; i < a->count; i++) {
        const auth_item *result = &a->items[i];
        if (is(result->method, "spf")) {
            take_once(&j->spf, result);
        } else if (is(result->method, "dmarc")) {
            take_once(&j->dmarc, result);
        } else if (is(result->method, "arc")) {
            take_once(&j->arc, result);
        } else if (is(result->method, "compauth") && j->composite.result.size == 0) {
            take_once(&j->composite, result);
            j->composite_reason = result->reason;
        } else if (is(result->method, "dkim") && !had_signers && j->dkim_count < signers_most) {
            j->dkim[j->dkim_count++] = (outcome){ result->result, result->domain };
            j->has_signers = true;
        }
    }
}

static void say_results(judging *j, ks_statement_kind kind, const mail_field *f, const authres *a)
{
    ks_statement *s = mail_say(j->c, kind, f);
    said_text(s, a->id.size ? a->id : j->c->receiver.size ? j->c->receiver : KS_STR("?"));
    said_text(s, summary(j, a));
}

static void say_stranger(judging *j, const mail_field *f, const authres *a, bool is_ours)
{
    mail_case *c = j->c;
    bool came_back = c->is_list || c->is_forwarded ||
                     domain_is_own(c->in->all->domains, j->arena, c->from_owner);
    if (is_ours) {
        ks_statement *said =
            mail_say(c, came_back ? KS_INSPECT_AUTH_AGAIN : KS_INSPECT_AUTH_FORGED, f);
        said_text(said, a->id.size ? a->id : c->receiver);
        // Some servers write below what they were given; which they are only the user knows.
        if (!came_back && !is_named(j, a->id))
            said_level(said, KS_LEVEL_LOW);
    } else {
        say_results(j, KS_INSPECT_AUTH_CLAIMED, f, a);
    }
    for (size_t i = 0; i < a->count; i++)
        j->claims_pass =
            j->claims_pass || (is(a->items[i].method, "dmarc") && is(a->items[i].result, "pass"));
}

static void read_field(judging *j, size_t index, authres *a)
{
    const mail_field *f = &j->c->m->fields[index];
    authres_read(j->arena, f->raw, a);
    if (!a->is_readable) {
        said_text(mail_say(j->c, KS_INSPECT_AUTH_BROKEN, f), part_of(f->value, 0, 100));
        return;
    }
    bool is_ours = is_named(j, a->id), is_guess = is_inferred(j, a->id);
    bool is_inside = index < j->zone_end || (is_ours && mail_count(j->c->m, "Received") == 0);
    if (is_inside && (is_ours || is_guess)) {
        say_results(j, is_ours ? KS_INSPECT_AUTH_TRUSTED : KS_INSPECT_AUTH_INFERRED, f, a);
        take(j, a);
        j->field = j->field ? j->field : f;
        j->c->is_judged = true;
        return;
    }
    say_stranger(j, f, a, (is_ours || is_guess) && a->id.size);
}

// "fail (mx.example: domain of …) envelope-from=…": of servers that write no other field.
static void read_received_spf(judging *j)
{
    const mail *m = j->c->m;
    for (size_t i = 0; i < j->zone_end && j->spf.result.size == 0 && j->c->handover != SIZE_MAX;
         i++) {
        if (!ascii_equal(m->fields[i].name, KS_STR("Received-SPF")))
            continue;
        ks_str text = m->fields[i].raw;
        size_t size = 0;
        while (size < text.size && ascii_is_letter(text.at[size]))
            size++;
        ks_str word = part_of(text, 0, size);
        static const char *const words[] = { "pass", "fail", "softfail", "neutral", "none" };
        for (size_t n = 0; n < countof(words); n++) {
            if (ascii_equal(word, ks_str_of(words[n])))
                j->spf.result = ks_str_of(words[n]);
        }
        ks_str path = mail_value(m, "Return-Path");
        size_t at = ascii_find(path, KS_STR("@"), 0);
        if (at != SIZE_MAX) {
            ks_str domain = part_of(path, at + 1, SIZE_MAX);
            while (domain.size &&
                   (domain.at[domain.size - 1] == '>' || domain.at[domain.size - 1] == ' '))
                domain.size--;
            j->spf.domain = domain;
        }
    }
}

// --- what it proves

static bool is_aligned(const judging *j, const outcome *o)
{
    return is(o->result, "pass") && domain_has_same_owner(j->arena, o->domain, j->c->from_owner);
}

static bool vouches_for(const judging *j, ks_str owner)
{
    if (owner.size == 0)
        return false;
    if (is(j->spf.result, "pass") && domain_has_same_owner(j->arena, j->spf.domain, owner))
        return true;
    for (size_t i = 0; i < j->dkim_count; i++) {
        if (is(j->dkim[i].result, "pass") &&
            domain_has_same_owner(j->arena, j->dkim[i].domain, owner))
            return true;
    }
    return false;
}

// The signer of the newest seal: "ARC-Seal: i=2; a=…; d=google.com; …".
static ks_str sealer(const mail *m)
{
    const mail_field *f = mail_find(m, "ARC-Seal", 0);
    ks_str text = f ? f->raw : (ks_str){ "", 0 };
    while (text.size) {
        const char *semicolon = memchr(text.at, ';', text.size);
        ks_str piece =
            ascii_trim(part_of(text, 0, semicolon ? (size_t)(semicolon - text.at) : text.size));
        if (ascii_begins(piece, KS_STR("d=")))
            return ascii_trim(part_of(piece, 2, SIZE_MAX));
        text = semicolon ? part_of(text, (size_t)(semicolon - text.at) + 1, SIZE_MAX)
                         : (ks_str){ "", 0 };
    }
    return (ks_str){ "", 0 };
}

// Whether the oldest sealed results say that the mail was right before it was forwarded.
static bool was_right_before(const judging *j)
{
    const mail *m = j->c->m;
    size_t count = mail_count(m, "ARC-Authentication-Results");
    const mail_field *oldest = count ? mail_find(m, "ARC-Authentication-Results", count - 1) : NULL;
    authres *a = oldest && is(j->arc.result, "pass") ? ks_take(j->arena, authres, 1) : NULL;
    if (a == NULL)
        return false;
    // "i=1; mx.example; dmarc=pass …": the instance comes first, and looks like a result.
    const char *semicolon = memchr(oldest->raw.at, ';', oldest->raw.size);
    size_t skip = semicolon ? (size_t)(semicolon - oldest->raw.at) + 1 : 0;
    authres_read(j->arena, part_of(oldest->raw, skip, SIZE_MAX), a);
    for (size_t i = 0; i < a->count; i++) {
        const auth_item *result = &a->items[i];
        bool is_method =
            is(result->method, "dmarc") || is(result->method, "dkim") || is(result->method, "spf");
        if (is_method && is(result->result, "pass") &&
            domain_has_same_owner(j->arena, result->domain, j->c->from_owner))
            return true;
    }
    return false;
}

// Large mailbox services whose seals say what they saw.
static bool is_known_sealer(const judging *j, ks_str domain)
{
    return ascii_in(
        domain_owner(j->arena, domain),
        "google.com gmail.com microsoft.com outlook.com messagingengine.com fastmail.com "
        "icloud.com apple.com yahoo.com yahoo.co.jp zoho.com proton.me");
}

static void say_domain(judging *j, ks_statement_kind kind, ks_str a, ks_str b)
{
    ks_statement *s = mail_say(j->c, kind, j->field);
    said_text(s, a);
    if (b.at)
        said_text(s, b);
}

static ks_str named(ks_str domain) { return domain.size ? domain : KS_STR("?"); }

// The mail does not prove its sender, but whom it came by is proved. True: said.
static bool is_excused(judging *j, bool is_own)
{
    mail_case *c = j->c;
    if (was_right_before(j)) {
        ks_str by = sealer(c->m);
        ks_statement *s = mail_say(c, KS_INSPECT_DMARC_FAIL_RELAYED, j->field);
        said_text(s, c->from.domain);
        said_text(s, by);
        if (is_own && !is_known_sealer(j, by))
            said_level(s, KS_LEVEL_MEDIUM);
        return true;
    }
    if (!c->is_by_list)
        return false;
    say_domain(j, is_own ? KS_INSPECT_OWN_BY_LIST : KS_INSPECT_DMARC_FAIL_LIST, c->from.domain,
               c->list_owner);
    return true;
}

static ks_str first_signer(const judging *j, const char *result)
{
    for (size_t i = 0; i < j->dkim_count; i++) {
        if (is(j->dkim[i].result, result))
            return j->dkim[i].domain.size ? j->dkim[i].domain : KS_STR("?");
    }
    return (ks_str){ 0 };
}

// No DMARC result, and nothing aligned: what SPF and DKIM alone say. A signature of somebody else
// vouches for nobody but himself.
static void judge_without_dmarc(judging *j, bool is_own)
{
    mail_case *c = j->c;
    ks_str envelope = j->spf.domain.size ? j->spf.domain : c->from.domain;
    bool is_vouched = vouches_for(j, domain_owner(j->arena, envelope));
    ks_str signer = first_signer(j, "pass");
    bool is_other = signer.at || is(j->spf.result, "pass");
    if (is_own) {
        bool never_left = c->handover == SIZE_MAX && mail_count(c->m, "Received") > 0;
        if (!never_left && !is_excused(j, true))
            say_domain(j, KS_INSPECT_OWN_UNPROVED, c->from.domain, (ks_str){ 0 });
    } else if (is(j->spf.result, "fail") && is(j->arc.result, "pass")) {
        say_domain(j, KS_INSPECT_SPF_FAIL_RELAYED, j->spf.domain, sealer(c->m));
    } else if (is(j->spf.result, "fail") && !c->is_by_list && !is_vouched) {
        say_domain(j, KS_INSPECT_SPF_FAIL, envelope, (ks_str){ 0 });
    } else if (is_other) {
        say_domain(j, KS_INSPECT_AUTH_OTHER, signer.at ? signer : named(j->spf.domain),
                   c->from.domain);
    } else if (is(j->spf.result, "softfail")) {
        say_domain(j, KS_INSPECT_SPF_SOFTFAIL, envelope, (ks_str){ 0 });
    } else {
        ks_statement *s = mail_say(c, KS_INSPECT_AUTH_UNPROVED, j->field);
        said_text(s, c->from.domain);
        said_text(s, j->spf.result.size ? j->spf.result : KS_STR("none"));
        said_text(s, j->dkim_count ? j->dkim[0].result : KS_STR("none"));
    }
}

static void judge(judging *j)
{
    mail_case *c = j->c;
    bool is_own = domain_is_own(c->in->all->domains, j->arena, c->from.domain);
    bool is_about = j->dmarc.domain.size == 0 ||
                    domain_has_same_owner(j->arena, j->dmarc.domain, c->from_owner);
    c->is_by_list = c->is_list && vouches_for(j, c->list_owner);
    bool is_aligned_one = is_aligned(j, &j->spf);
    for (size_t i = 0; i < j->dkim_count; i++)
        is_aligned_one = is_aligned_one || is_aligned(j, &j->dkim[i]);
    if (is(j->dmarc.result, "fail")) {
        if (!is_excused(j, is_own))
            say_domain(j, KS_INSPECT_DMARC_FAIL, c->from.domain, (ks_str){ 0 });
    } else if (is(j->dmarc.result, "pass") && is_about) {
        say_domain(j, KS_INSPECT_DMARC_PASS, c->from.domain, (ks_str){ 0 });
        c->is_passed = true;
    } else if (is(j->dmarc.result, "pass")) {
        ks_statement *s = mail_say(c, KS_INSPECT_AUTH_OTHER, j->field);
        said_text(s, j->dmarc.domain);
        said_text(s, c->from.domain);
        said_level(s, KS_LEVEL_MEDIUM);
    } else if (is_aligned_one) {
        c->is_passed = true;
    } else {
        judge_without_dmarc(j, is_own);
    }
    ks_str broken = first_signer(j, "fail");
    if (broken.at && !c->is_passed)
        say_domain(j, KS_INSPECT_DKIM_FAIL, broken, (ks_str){ 0 });
    if (is(j->composite.result, "fail") && !c->is_by_list && !c->is_passed)
        say_domain(j, KS_INSPECT_AUTH_COMPOSITE, j->composite.result, j->composite_reason);
    c->is_sent_for = c->is_passed || c->is_by_list;
}

// Nobody who is believed looked at it.
static void judge_unknown(judging *j)
{
    mail_case *c = j->c;
    if (mail_count(c->m, "Received") == 0)
        return;
    mail_say(c, KS_INSPECT_AUTH_NOTHING, NULL);
    bool is_own = domain_is_own(c->in->all->domains, j->arena, c->from.domain);
    if (!is_own || c->handover == SIZE_MAX)
        return;
    ks_statement *s = mail_say(c, KS_INSPECT_OWN_UNPROVED, mail_find(c->m, "From", 0));
    said_text(s, c->from.domain);
    said_level(s, c->is_list || c->is_forwarded ? KS_LEVEL_LOW : KS_LEVEL_MEDIUM);
}

void mail_authentication(mail_case *c)
{
    judging *j = ks_take(c->in->arena, judging, 1);
    authres *a = ks_take(c->in->arena, authres, 1);
    if (j == NULL || a == NULL)
        return;
    *j = (judging){ .c = c, .arena = c->in->arena, .zone_end = zone_end(c) };
    size_t seen = 0;
    for (size_t i = 0; i < c->m->field_count && seen < 32; i++) {
        bool is_one = ascii_equal(c->m->fields[i].name, KS_STR("Authentication-Results"));
        seen += is_one;
        if (is_one)
            read_field(j, i, a);
    }
    read_received_spf(j);
    c->is_judged = c->is_judged || j->spf.result.size;
    if (c->from_owner.size == 0)
        return;
    if (c->is_judged)
        judge(j);
    else
        judge_unknown(j);
    if (c->is_judged)
        said_text(inspect_say(c->in, c->it, KS_INSPECT_ORGANIZATION_BY_LIST),
                  domain_list_date(j->arena));
}
