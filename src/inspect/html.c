// Tags are found one after the other, as browsers do it, without building a page: only the few that
// lead somewhere, ask for something or run something matter.
#include "inspect/html.h"

#include "inspect/ascii.h"
#include "inspect/domain.h"
#include "inspect/received.h"
#include "inspect/reference.h"

enum { told_most = 5, shown_most = 300, href_most = 4096, wrapped_most = 4 };

typedef struct {
    inspection *in;
    const item *it;
    const html_context *how;
    ks_str text;
    u32 told[KS_INSPECT_COUNT]; // of each statement
    ks_str action;              // of the form that is open
    ks_str last_host;
    bool has_form, has_script;
    size_t raw_end; // text up to here is a script's, a title's …: no comment begins in it
    bool has_no_more_comment; // none that ends was found
} page;

static ks_statement *tell(page *p, ks_statement_kind kind)
{
    if (p->told[kind]++ >= told_most)
        return NULL;
    ks_statement *s = inspect_say(p->in, p->it, kind);
    if (s)
        s->spot.field = p->how->field;
    return s;
}

static ks_str shown(ks_str text) { return part_of(text, 0, shown_most); }

// --- links

ks_str link_scheme(ks_str url)
{
    size_t i = 0;
    while (i < url.size && (ascii_is_letter(url.at[i]) || ascii_is_digit(url.at[i]) ||
                            url.at[i] == '-' || url.at[i] == '+' || url.at[i] == '.'))
        i++;
    return i > 1 && i < url.size && url.at[i] == ':' ? part_of(url, 0, i) : (ks_str){ "", 0 };
}

// What stands between "//" and the path.
static ks_str authority(ks_str url)
{
    ks_str scheme = link_scheme(url);
    ks_str rest = part_of(url, scheme.size ? scheme.size + 1 : 0, SIZE_MAX);
    if (!ascii_begins(rest, KS_STR("//")))
        return (ks_str){ "", 0 };
    rest = part_of(rest, 2, SIZE_MAX);
    size_t size = 0;
    while (size < rest.size && !memchr("/\\?# \t\r\n\"'<>", rest.at[size], 12))
        size++;
    return part_of(rest, 0, size);
}

static ks_str without_user(ks_str host)
{
    for (size_t i = host.size; i > 0; i--) {
        if (host.at[i - 1] == '@')
            return part_of(host, i, SIZE_MAX);
    }
    return host;
}

ks_str link_host(ks_str url)
{
    ks_str host = without_user(authority(url));
    if (host.size && host.at[0] == '[')
        return host;
    const char *colon = host.size ? memchr(host.at, ':', host.size) : NULL;
    return colon ? part_of(host, 0, (size_t)(colon - host.at)) : host;
}

// As browsers read it: tabs and line ends are no part of it, and behind "http:" any slashes, turned
// either way or missing, are two (URL standard, 4.4).
static ks_str as_browsers_read(ks_arena *arena, ks_str url)
{
    ks_out clean, out;
    if (url.size == 0 || !ks_out_open(&clean, arena, url.size))
        return url;
    for (size_t i = 0; i < url.size; i++) {
        if (url.at[i] != '\t' && url.at[i] != '\n' && url.at[i] != '\r')
            ks_out_byte(&clean, url.at[i]);
    }
    url = ascii_trim(ks_out_str(&clean));
    ks_str scheme = link_scheme(url);
    if (!ascii_in(scheme, "http https ftp") || !ks_out_open(&out, arena, url.size + 2))
        return url;
    size_t i = scheme.size + 1;
    while (i < url.size && (url.at[i] == '/' || url.at[i] == '\\'))
        i++;
    ks_out_put(&out, scheme);
    KS_PUT(&out, "://");
    bool is_path = true;
    for (; i < url.size; i++) {
        is_path = is_path && url.at[i] != '?' && url.at[i] != '#';
        ks_out_byte(&out, is_path && url.at[i] == '\\' ? '/' : url.at[i]);
    }
    return ks_out_str(&out);
}

bool link_is_share(ks_str url)
{
    if (ascii_begins(url, KS_STR("\\\\")) || ascii_begins(url, KS_STR("file:\\\\")))
        return true;
    return ascii_equal(link_scheme(url), KS_STR("file")) && link_host(url).size > 0 &&
           !ascii_equal(link_host(url), KS_STR("localhost"));
}

static bool is_harmless(ks_str scheme)
{
    return ascii_in(scheme,
                    "http https mailto tel sms cid ftp webcal mid about callto xmpp geo news") ||
           scheme.size == 0;
}

// --- services that rewrite every link of a mail on its way in, so that they can look at it

static bool is_at(ks_str host, ks_str name)
{
    bool is_below = host.size > name.size && host.at[host.size - name.size - 1] == '.';
    return ascii_ends(host, name) && (is_below || host.size == name.size);
}

static bool is_rewriting(ks_str host)
{
    return is_at(host, KS_STR("safelinks.protection.outlook.com")) ||
           is_at(host, KS_STR("urldefense.proofpoint.com")) ||
           is_at(host, KS_STR("urldefense.com"));
}

static ks_str parameter(ks_str url, ks_str name)
{
    for (size_t i = 0; i < url.size; i++) {
        ks_str rest = part_of(url, i + 1, SIZE_MAX);
        if ((url.at[i] != '?' && url.at[i] != '&') || !ascii_begins(rest, name))
            continue;
        size_t size = name.size;
        while (size < rest.size && rest.at[size] != '&' && rest.at[size] != '#')
            size++;
        return part_of(rest, name.size, size - name.size);
    }
    return (ks_str){ "", 0 };
}

// Percent signs undone; Proofpoint's second form writes '-' for them, and '_' for slashes.
static ks_str unescaped(ks_arena *arena, ks_str text, bool is_second)
{
    ks_out out;
    if (text.size == 0 || !ks_out_open(&out, arena, text.size))
        return text;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        u32 high = i + 2 < text.size ? ascii_hex(text.at[i + 1]) : 16;
        u32 low = i + 2 < text.size ? ascii_hex(text.at[i + 2]) : 16;
        bool is_escape = (is_second ? c == '-' : c == '%') && high < 16 && low < 16;
        if (is_escape)
            i += 2;
        ks_out_byte(&out, is_escape ? (char)(high << 4 | low) : is_second && c == '_' ? '/' : c);
    }
    return ks_out_str(&out);
}

// The link that such a service keeps inside of its own; empty: it cannot be read.
static ks_str wrapped(ks_arena *arena, ks_str url)
{
    ks_str inner = { "", 0 };
    size_t third = ascii_find(url, KS_STR("/v3/__"), 0);
    if (is_at(link_host(url), KS_STR("safelinks.protection.outlook.com"))) {
        inner = unescaped(arena, parameter(url, KS_STR("url=")), false);
    } else if (third != SIZE_MAX) {
        inner = part_of(url, third + 6, SIZE_MAX);
        inner = part_of(inner, 0, ascii_find(inner, KS_STR("__;"), 0));
    } else {
        inner = unescaped(arena, parameter(url, KS_STR("u=")), ascii_has(url, KS_STR("/v2/")));
    }
    inner = as_browsers_read(arena, inner);
    ks_str host = link_host(inner);
    // In the third form '*' stands for characters that are kept elsewhere.
    bool is_read =
        ascii_in(link_scheme(inner), "http https") && host.size && !memchr(host.at, '*', host.size);
    return is_read ? inner : (ks_str){ "", 0 };
}

// --- what a link leads to

// One number of an address: decimal, octal (0…) or hexadecimal (0x…).
static bool read_number(ks_str text, u64 *number)
{
    bool is_hex = ascii_begins(text, KS_STR("0x")), is_octal = !is_hex && text.size > 1;
    is_octal = is_octal && text.at[0] == '0';
    u32 base = is_hex ? 16 : is_octal ? 8 : 10;
    *number = 0;
    for (size_t i = is_hex ? 2 : 0; i < text.size; i++) {
        u32 digit = ascii_hex(text.at[i]);
        if (digit >= base)
            return false;
        if (*number <= UINT32_MAX)
            *number = *number * base + digit;
    }
    return text.size > 0;
}

// Whether browsers take the host for an IPv4 address: up to four numbers, of which the last one
// fills what is left (URL standard, 3.5).
static bool is_number(ks_str host)
{
    if (host.size && host.at[host.size - 1] == '.')
        host.size--;
    for (u32 parts = 1; host.size && parts <= 4; parts++) {
        u64 number;
        const char *dot = memchr(host.at, '.', host.size);
        size_t size = dot ? (size_t)(dot - host.at) : host.size;
        if (!read_number(part_of(host, 0, size), &number))
            return false;
        if (dot == NULL)
            return number < (u64)1 << 8 * (5 - parts);
        if (number > 255)
            return false;
        host = part_of(host, size + 1, SIZE_MAX);
    }
    return false;
}

static void check_target(page *p, ks_str url, bool is_picture)
{
    ks_str scheme = link_scheme(url), host = link_host(url), whole = authority(url);
    if (link_is_share(url)) {
        said_text(tell(p, KS_INSPECT_LINK_SHARE), shown(url));
        return;
    }
    bool is_script = ascii_equal(scheme, KS_STR("javascript"));
    if (!is_harmless(scheme) && !(is_picture && ascii_equal(scheme, KS_STR("data"))) &&
        !(is_script && !p->how->is_body))
        said_text(tell(p, KS_INSPECT_LINK_SCHEME), shown(url));
    if (host.size == 0 || is_picture)
        return;
    if (host.size < whole.size && memchr(whole.at, '@', whole.size))
        said_text(tell(p, KS_INSPECT_LINK_USER), shown(url));
    if (address_is(host) || is_number(host)) {
        ks_statement *s = tell(p, KS_INSPECT_LINK_NUMBER);
        said_text(s, shown(url));
        // Nobody rightful writes one in another way than with dots.
        if (address_is(host) && address_is_private(host))
            said_level(s, KS_LEVEL_LOW);
    } else if (!ks_str_equal(host, p->last_host) && p->told[KS_INSPECT_DOMAIN_MIXED]++ < 200) {
        inspect_domain(p->in, p->it, host, KS_STR("link"), 0);
    }
    p->last_host = host;
}

// The text as it is seen: without characters that have no width, hard blanks as blanks.
static ks_str as_seen(ks_arena *arena, ks_str text)
{
    static const char *const unseen[] = { "\xe2\x80\x8b", "\xe2\x80\x8c", "\xe2\x80\x8d",
                                          "\xe2\x81\xa0", "\xef\xbb\xbf", "\xc2\xad" };
    ks_out out;
    if (text.size == 0 || !ks_out_open(&out, arena, text.size))
        return text;
    for (size_t i = 0; i < text.size;) {
        ks_str rest = part_of(text, i, SIZE_MAX);
        size_t dropped = 0;
        for (size_t n = 0; n < countof(unseen) && (u8)text.at[i] >= 0x80 && dropped == 0; n++)
            dropped = ascii_begins(rest, ks_str_of(unseen[n])) ? strlen(unseen[n]) : 0;
        bool is_blank = ascii_begins(rest, KS_STR("\xc2\xa0"));
        if (dropped == 0)
            ks_out_byte(&out, is_blank ? ' ' : text.at[i]);
        i += dropped ? dropped : is_blank ? 2 : 1;
    }
    return ascii_trim(ks_out_str(&out));
}

// The text of a link without tags and comments, as it is seen.
static ks_str plain(ks_arena *arena, ks_str markup)
{
    ks_out out;
    markup.size = markup.size < href_most ? markup.size : href_most;
    if (markup.size == 0 || !ks_out_open(&out, arena, markup.size))
        return (ks_str){ "", 0 };
    for (size_t i = 0; i < markup.size; i++) {
        if (markup.at[i] != '<') {
            ks_out_byte(&out, markup.at[i]);
            continue;
        }
        bool is_comment = ascii_begins(part_of(markup, i, 4), KS_STR("<!--"));
        size_t end = ascii_find(markup, is_comment ? KS_STR("-->") : KS_STR(">"), i);
        i = end == SIZE_MAX ? markup.size : end + (is_comment ? 2 : 0);
    }
    return as_seen(arena, reference_decoded(arena, ks_out_str(&out), false));
}

// The domain that a link's text shows; empty: it is not one.
static ks_str shown_domain(const page *p, ks_str text)
{
    ks_str scheme = link_scheme(text);
    bool is_url = ascii_equal(scheme, KS_STR("http")) || ascii_equal(scheme, KS_STR("https"));
    ks_str host = is_url ? link_host(text) : text;
    const char *slash = host.size && !is_url ? memchr(host.at, '/', host.size) : NULL;
    host = slash ? part_of(host, 0, (size_t)(slash - host.at)) : host;
    for (size_t i = 0; i < host.size; i++) {
        if ((u8)host.at[i] <= ' ' || host.at[i] == '@')
            return (ks_str){ "", 0 };
    }
    bool is_one = domain_is_own(p->in->all->domains, p->in->arena, host) ||
                  domain_is_plausible(p->in->arena, host);
    return is_one ? host : (ks_str){ "", 0 };
}

static void check_link(page *p, ks_str url, ks_str markup)
{
    ks_arena *arena = p->in->arena;
    ks_str outer = link_host(url), host = outer;
    for (u32 n = 0; n < wrapped_most && is_rewriting(host); n++) {
        ks_str inner = wrapped(arena, url);
        if (inner.size == 0)
            break;
        url = inner;
        host = link_host(url);
    }
    check_target(p, url, false);
    ks_str says = host.size ? shown_domain(p, plain(arena, markup)) : host;
    // Services rewrite the text as well where it is a link.
    if (says.size == 0 || is_rewriting(host) || domain_has_same_owner(arena, says, host) ||
        (is_rewriting(outer) && domain_has_same_owner(arena, says, outer)))
        return;
    bool is_own = domain_is_own(p->in->all->domains, arena, says);
    ks_statement *s = tell(p, is_own && !p->how->is_proved ? KS_INSPECT_LINK_FALSE_OWN
                                                           : KS_INSPECT_LINK_ELSEWHERE);
    said_text(s, says);
    said_text(s, host);
}

// --- tags

// The value of an attribute inside of a tag, its references decoded; empty: it is not there.
static ks_str attribute(page *p, ks_str tag, const char *name)
{
    size_t size = strlen(name);
    for (size_t at = ascii_find(tag, ks_str_of(name), 0); at != SIZE_MAX;
         at = ascii_find(tag, ks_str_of(name), at + 1)) {
        size_t i = at + size;
        while (i < tag.size && (u8)tag.at[i] <= ' ')
            i++;
        bool begins = at > 0 && ((u8)tag.at[at - 1] <= ' ' || memchr("\"'/", tag.at[at - 1], 3));
        if (!begins || i >= tag.size || tag.at[i] != '=')
            continue;
        for (i++; i < tag.size && (u8)tag.at[i] <= ' ';)
            i++;
        char quote = i < tag.size && (tag.at[i] == '"' || tag.at[i] == '\'') ? tag.at[i++] : 0;
        size_t end = i;
        while (end < tag.size && (quote ? tag.at[end] != quote : (u8)tag.at[end] > ' '))
            end++;
        ks_str value = part_of(tag, i, end - i);
        value.size = value.size < href_most ? value.size : href_most;
        return ascii_trim(reference_decoded(p->in->arena, value, true));
    }
    return (ks_str){ "", 0 };
}

static ks_str link_of(page *p, ks_str tag, const char *name)
{
    return as_browsers_read(p->in->arena, attribute(p, tag, name));
}

static bool is_tag(ks_str tag, const char *name)
{
    size_t size = strlen(name);
    return ascii_begins(tag, ks_str_of(name)) && (tag.size == size || (u8)tag.at[size] <= ' ' ||
                                                  tag.at[size] == '/' || tag.at[size] == '>');
}

static void check_refresh(page *p, ks_str tag)
{
    ks_str content = attribute(p, tag, "content");
    size_t at = ascii_find(content, KS_STR("url="), 0);
    if (!ascii_equal(attribute(p, tag, "http-equiv"), KS_STR("refresh")) || at == SIZE_MAX)
        return;
    ks_str url = as_browsers_read(p->in->arena, part_of(content, at + 4, SIZE_MAX));
    said_text(tell(p, KS_INSPECT_PAGE_REDIRECT), shown(url));
    check_target(p, url, false);
}

static void on_tag(page *p, ks_str tag, size_t after)
{
    if (is_tag(tag, "a") || is_tag(tag, "area")) {
        ks_str url = link_of(p, tag, "href");
        ks_str inside = part_of(p->text, after, href_most);
        size_t end = ascii_find(inside, KS_STR("</a"), 0);
        if (url.size)
            check_link(p, url, part_of(inside, 0, end));
    } else if (is_tag(tag, "form")) {
        p->action = link_of(p, tag, "action");
        p->has_form = true;
    } else if (is_tag(tag, "input") && ascii_equal(attribute(p, tag, "type"), KS_STR("password"))) {
        said_text(tell(p, KS_INSPECT_FORM), p->action.size ? shown(p->action) : KS_STR("?"));
    } else if (is_tag(tag, "img") || is_tag(tag, "link") || is_tag(tag, "iframe") ||
               is_tag(tag, "embed")) {
        ks_str url = link_of(p, tag, is_tag(tag, "link") ? "href" : "src");
        if (url.size)
            check_target(p, url, true);
    } else if (is_tag(tag, "meta")) {
        check_refresh(p, tag);
    } else if (is_tag(tag, "script")) {
        p->has_script = true;
    }
}

// A file is made of data in the page, and saved: neither alone is unusual.
static bool smuggles(ks_str text)
{
    static const char *const makes[] = { "new Blob", "msSaveOrOpenBlob", "msSaveBlob",
                                         "new File(" };
    static const char *const unpacks[] = { "atob(", "fromCharCode", "Uint8Array", "base64," };
    static const char *const saves[] = { ".download",  "download=",       "msSaveOrOpenBlob",
                                         "msSaveBlob", "createObjectURL", "window.navigator.ms" };
    const char *const *lists[] = { makes, unpacks, saves };
    size_t counts[] = { countof(makes), countof(unpacks), countof(saves) };
    for (size_t i = 0; i < countof(lists); i++) {
        bool has_one = false;
        for (size_t n = 0; n < counts[i] && !has_one; n++)
            has_one = ascii_has(text, ks_str_of(lists[i][n]));
        if (!has_one)
            return false;
    }
    return true;
}

// Where the comment ends whose "!--" begins at `at`; SIZE_MAX: it is none that browsers leave out.
static size_t comment_end(page *p, size_t at)
{
    ks_str text = p->text, rest = part_of(text, at, 8);
    bool is_read = p->how->is_body && ascii_begins(rest, KS_STR("!--[if")); // by Outlook
    if (!ascii_begins(rest, KS_STR("!--")) || is_read || at < p->raw_end || p->has_no_more_comment)
        return SIZE_MAX;
    for (size_t i = at + 3; i < text.size; i++) {
        const char *close = memchr(text.at + i, '>', text.size - i);
        if (close == NULL)
            break;
        i = (size_t)(close - text.at);
        if (ascii_ends(part_of(text, at + 1, i - at), KS_STR("-->")) ||
            (i >= at + 6 && ascii_ends(part_of(text, at + 3, i - at - 2), KS_STR("--!>"))))
            return i + 1;
    }
    p->has_no_more_comment = true;
    return SIZE_MAX;
}

// The text of these elements is no markup, and "<!--" in it no comment.
static void find_raw_end(page *p, ks_str tag, size_t after)
{
    static const char *const names[] = { "script",   "style", "title",   "textarea",
                                         "noframes", "xmp",   "noembed", "iframe" };
    for (size_t i = 0; i < countof(names) && after > p->raw_end; i++) {
        char close[16] = "</";
        if (!is_tag(tag, names[i]))
            continue;
        memcpy(close + 2, names[i], strlen(names[i]) + 1);
        size_t end = ascii_find(p->text, ks_str_of(close), after);
        p->raw_end = end == SIZE_MAX ? p->text.size : end;
    }
}

void inspect_html(inspection *in, const item *it, ks_str text, const html_context *how)
{
    page *p = ks_take(in->arena, page, 1);
    if (p == NULL)
        return;
    *p = (page){ .in = in, .it = it, .how = how, .text = text };
    for (size_t i = 0; i < text.size;) {
        const char *open = memchr(text.at + i, '<', text.size - i);
        if (open == NULL)
            break;
        size_t start = (size_t)(open - text.at) + 1;
        i = start;
        size_t comment = comment_end(p, start);
        if (comment != SIZE_MAX) {
            i = comment;
            continue;
        }
        if (start == text.size || (!ascii_is_letter(text.at[start]) && text.at[start] != '/'))
            continue;
        const char *close = memchr(text.at + start, '>', text.size - start);
        size_t end = close ? (size_t)(close - text.at) : text.size;
        ks_str tag = part_of(text, start, end - start);
        i = end < text.size ? end + 1 : end;
        if (tag.size < 1 << 20)
            on_tag(p, tag, i);
        find_raw_end(p, tag, i);
    }
    if (smuggles(text))
        tell(p, KS_INSPECT_SMUGGLING);
    else if (p->has_script)
        tell(p, KS_INSPECT_PAGE_SCRIPT);
}
