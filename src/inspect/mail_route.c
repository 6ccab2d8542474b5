// The way of a mail, newest hop first. What the receiver's own servers wrote is evidence; the hop
// where they took the mail in from outside is the handover; all below it is what strangers say.
#include "inspect/mail.h"

#include "base/ticks.h"
#include "inspect/ascii.h"
#include "inspect/domain.h"
#include "inspect/gmime.h"
#include "inspect/received.h"

enum { hops_most = 64, text_shown = 100 };

static const u64 minute_ticks = (u64)60 * ks_ticks_per_second;

typedef struct {
    received hop;
    const mail_field *field;
    size_t index; // of the field
} hop_at;

typedef struct {
    mail_case *c;
    hop_at hops[hops_most];
    size_t count;
    size_t handover;    // index in hops; count: none
    ks_str inner_owner; // of the receiver's servers, when nothing is configured
} route;

static bool is_name(ks_str host)
{
    return host.size && memchr(host.at, '.', host.size) && !address_is(host);
}

static bool is_inner_name(const route *r, ks_str host)
{
    const ks_inspector *all = r->c->in->all;
    ks_arena *arena = r->c->in->arena;
    if (!is_name(host))
        return false;
    if (domain_is_own(all->domains, arena, host))
        return true;
    for (size_t i = 0; i < all->options.trusted_count; i++) {
        if (domain_has_same_owner(arena, host, ks_str_of(all->options.trusted[i])))
            return true;
    }
    return r->inner_owner.size && ks_str_equal(domain_owner(arena, host), r->inner_owner);
}

static void collect(route *r)
{
    const mail *m = r->c->m;
    for (size_t i = 0; i < m->field_count && r->count < hops_most; i++) {
        const mail_field *f = &m->fields[i];
        if (!ascii_equal(f->name, KS_STR("Received")))
            continue;
        received hop = received_read(f->raw);
        if (hop.is_readable)
            r->hops[r->count++] = (hop_at){ hop, f, i };
        else
            said_text(mail_say(r->c, KS_INSPECT_ROUTE_BROKEN, f), part_of(f->value, 0, text_shown));
    }
    for (size_t i = 0; i < r->count && r->inner_owner.size == 0; i++) {
        if (is_name(r->hops[i].hop.by))
            r->inner_owner = domain_owner(r->c->in->arena, r->hops[i].hop.by);
    }
}

// What a host calls itself makes it one of the receiver's only where its address does so as well: a
// private one, or one of Microsoft's own between servers of Exchange Online.
static bool is_inner_hop(const route *r, const received *hop)
{
    if (hop->ip.size == 0 || address_is_private(hop->ip) || is_inner_name(r, hop->rdns))
        return true;
    bool is_between =
        ascii_begins(hop->ip, KS_STR("2603:10")) || ascii_begins(hop->ip, KS_STR("2a01:111"));
    return is_between && is_inner_name(r, hop->helo);
}

// Servers without a full name, or known only by address, at the very top are the receiver's.
static void find_handover(route *r)
{
    r->handover = r->count;
    for (size_t i = 0; i < r->count; i++) {
        const received *hop = &r->hops[i].hop;
        if (is_name(hop->by) && !is_inner_name(r, hop->by))
            return;
        if (!is_inner_hop(r, hop)) {
            r->handover = i;
            return;
        }
    }
}

static void say_handover(route *r)
{
    mail_case *c = r->c;
    const hop_at *at = &r->hops[r->handover];
    const received *hop = &at->hop;
    ks_arena *arena = c->in->arena;
    ks_statement *s = mail_say(c, KS_INSPECT_ROUTE_ENTRY, at->field);
    said_text(s, hop->by);
    said_text(s, hop->rdns.size ? hop->rdns : hop->helo);
    said_text(s, hop->ip);
    bool has_names = is_name(hop->helo) && is_name(hop->rdns);
    bool is_own_claim = is_name(hop->helo) &&
                        domain_is_own(c->in->all->domains, arena, hop->helo) &&
                        !domain_is_own(c->in->all->domains, arena, hop->rdns);
    if (is_own_claim) {
        s = mail_say(c, KS_INSPECT_ROUTE_OWN_HELO, at->field);
        said_text(s, hop->helo);
        said_text(s, hop->ip);
    } else if (has_names && !domain_has_same_owner(arena, hop->helo, hop->rdns)) {
        s = mail_say(c, KS_INSPECT_ROUTE_HELO, at->field);
        said_text(s, hop->helo);
        said_text(s, hop->ip);
        said_text(s, hop->rdns);
    }
    inspect_domain(c->in, c->it, is_name(hop->rdns) ? hop->rdns : hop->helo, KS_STR("Received"),
                   at->field->line);
}

static ks_str duration(ks_arena *arena, u64 ticks)
{
    ks_out out;
    if (!ks_out_open(&out, arena, 64))
        return KS_STR("?");
    ks_out_duration(&out, ticks);
    return ks_out_str(&out);
}

// Times of neighbours: the one above is the later one.
static void check_times(route *r, const hop_at *above, const hop_at *below)
{
    u64 late = above->hop.ticks, early = below->hop.ticks;
    if (late == 0 || early == 0)
        return;
    bool is_backwards = early > late + 10 * minute_ticks;
    if (!is_backwards && late <= early + KS_TICKS_PER_DAY)
        return;
    ks_statement *s = mail_say(
        r->c, is_backwards ? KS_INSPECT_ROUTE_BACKWARDS : KS_INSPECT_ROUTE_GAP, above->field);
    if (s)
        ks_phrase_add_length(&s->said, is_backwards ? early - late : late - early);
}

// Hops below the handover: made up, or the way through other people's servers.
static void check_stranger(route *r, size_t i, bool has_public_below)
{
    mail_case *c = r->c;
    const received *hop = &r->hops[i].hop;
    if (hop->ip.size && address_is_private(hop->ip) && has_public_below)
        said_text(mail_say(c, KS_INSPECT_ROUTE_PRIVATE, r->hops[i].field), hop->ip);
    bool is_own = is_name(hop->by) && domain_is_own(c->in->all->domains, c->in->arena, hop->by);
    if (is_own) {
        bool is_return = c->is_list || c->is_forwarded ||
                         domain_is_own(c->in->all->domains, c->in->arena, c->from_owner);
        ks_statement *s = mail_say(c, KS_INSPECT_ROUTE_FALSE_OWN, r->hops[i].field);
        said_text(s, hop->by);
        if (is_return)
            said_level(s, KS_LEVEL_INFORMATIONAL);
    }
}

static void check_chain(route *r, const hop_at *above, const hop_at *below)
{
    ks_arena *arena = r->c->in->arena;
    ks_str by = below->hop.by;
    ks_str host = is_name(above->hop.rdns) ? above->hop.rdns : above->hop.helo;
    if (!is_name(by) || !is_name(host))
        return;
    if (domain_has_same_owner(arena, by, host) ||
        domain_has_same_owner(arena, by, above->hop.helo) ||
        domain_has_same_owner(arena, by, above->hop.by))
        return;
    ks_statement *s = mail_say(r->c, KS_INSPECT_ROUTE_BROKEN_CHAIN, above->field);
    said_text(s, above->hop.by);
    said_text(s, host);
    said_text(s, by);
}

static void check_date(route *r)
{
    const mail_field *date = mail_find(r->c->m, "Date", 0);
    u64 ticks = 0;
    if (date == NULL)
        return;
    if (!gmime_date(date->value, &ticks)) {
        said_text(mail_say(r->c, KS_INSPECT_DATE_BROKEN, date),
                  part_of(date->value, 0, text_shown));
        return;
    }
    size_t arrival = r->handover < r->count ? r->handover : 0;
    u64 arrived = r->count ? r->hops[arrival].hop.ticks : 0;
    u64 started = r->count ? r->hops[r->count - 1].hop.ticks : 0;
    if (arrived && ticks > arrived + KS_TICKS_PER_DAY) {
        ks_statement *s = mail_say(r->c, KS_INSPECT_DATE_AHEAD, date);
        said_text(s, duration(r->c->in->arena, ticks - arrived));
    } else if (started && started > ticks + KS_TICKS_PER_DAY) {
        ks_statement *s = mail_say(r->c, KS_INSPECT_DATE_BEHIND, date);
        said_text(s, duration(r->c->in->arena, started - ticks));
    }
}

void mail_route(mail_case *c)
{
    route *r = ks_take(c->in->arena, route, 1);
    c->handover = SIZE_MAX;
    if (r == NULL)
        return;
    r->c = c;
    collect(r);
    find_handover(r);
    if (r->count == 0) {
        if (!c->m->has_no_header)
            mail_say(c, KS_INSPECT_ROUTE_NONE, NULL);
    } else {
        size_t at = r->handover < r->count ? r->handover : 0;
        c->receiver = is_name(r->hops[at].hop.by) ? r->hops[at].hop.by : r->inner_owner;
    }
    if (r->handover < r->count) {
        c->handover = r->hops[r->handover].index;
        say_handover(r);
    }
    bool has_public = false;
    for (size_t i = r->count; i > 0; i--) {
        if (i - 1 > r->handover)
            check_stranger(r, i - 1, has_public);
        has_public = has_public ||
                     (r->hops[i - 1].hop.ip.size && !address_is_private(r->hops[i - 1].hop.ip));
    }
    for (size_t i = 0; i + 1 < r->count; i++) {
        check_times(r, &r->hops[i], &r->hops[i + 1]);
        check_chain(r, &r->hops[i], &r->hops[i + 1]);
    }
    check_date(r);
}
