// "Server=http://collector:5985/wsman/SubscriptionManager/WEC,Refresh=60,IssuerCA=...": the value
// that the policy "Configure target Subscription Manager" writes. No blanks, parts behind commas.
#include "policy/wef.h"

#include "base/fold.h"
#include "base/number.h"
#include "policy/wef_mistakes.h"

static const ks_str nothing = { 0 };

static void tell(ks_mistakes *mistakes, wef_mistake kind, size_t at, ks_str text)
{
    ks_mistake_add(mistakes, &wef_kinds[kind],
                   (ks_mistake_place){ .line = 1, .column = (u32)at + 1 }, text, nothing);
}

static bool is_thumbprint(ks_str text)
{
    size_t digits = 0;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        digits += (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
    }
    return digits == 40 && text.size == 40;
}

// scheme://host[:port]/wsman/SubscriptionManager/WEC
static void judge_url(ks_str url, size_t at, ks_mistakes *mistakes)
{
    bool is_https = ks_begins_fold(url, KS_STR("https://"));
    if (!is_https && !ks_begins_fold(url, KS_STR("http://"))) {
        tell(mistakes, WEF_CLIENT_URL, at, url);
        return;
    }
    ks_str rest = ks_str_from(url, is_https ? 8 : 7);
    const char *slash = rest.size ? memchr(rest.at, '/', rest.size) : NULL;
    size_t host = slash ? (size_t)(slash - rest.at) : rest.size;
    const char *colon = host && rest.at[0] != '[' ? memchr(rest.at, ':', host) : NULL;
    ks_str path = ks_str_from(rest, host);
    if (host == 0 || !ks_equal_fold(path, KS_STR("/wsman/SubscriptionManager/WEC"))) {
        tell(mistakes, WEF_CLIENT_URL, at, url);
        return;
    }
    u64 number = is_https ? 443 : 80;
    ks_str port = colon ? (ks_str){ colon + 1, host - (size_t)(colon + 1 - rest.at) } : nothing;
    if (port.size && (!ks_u64_read(port, &number) || number > 65535))
        tell(mistakes, WEF_CLIENT_URL, at, url);
    else if (port.size && number != (is_https ? 5986u : 5985u))
        tell(mistakes, WEF_CLIENT_PORT, at + (size_t)(port.at - url.at), port);
}

static bool read_part(ks_wef_client *client, ks_str part, size_t at, ks_arena *arena,
                      ks_mistakes *mistakes, ks_wef_name ***issuer_end)
{
    if (ks_begins_fold(part, KS_STR("Refresh="))) {
        ks_str value = ks_str_from(part, 8);
        if (!ks_u64_read(value, &client->refresh_s) || client->refresh_s == 0)
            tell(mistakes, WEF_CLIENT_REFRESH, at + 8, value);
        return true;
    }
    if (!ks_begins_fold(part, KS_STR("IssuerCA="))) {
        tell(mistakes, WEF_CLIENT_PART, at, part);
        return true;
    }
    ks_wef_name *name = ks_take(arena, ks_wef_name, 1);
    if (!name)
        return false;
    name->text = ks_str_from(part, 9);
    if (!is_thumbprint(name->text))
        tell(mistakes, WEF_CLIENT_ISSUER, at + 9, name->text);
    **issuer_end = name;
    *issuer_end = &name->next;
    return true;
}

bool wef_client_read(ks_wef_client *client, ks_str text, ks_arena *arena, ks_mistakes *mistakes)
{
    *client = (ks_wef_client){ 0 };
    ks_wef_name **end = &client->issuers;
    if (!ks_begins_fold(text, KS_STR("Server="))) {
        tell(mistakes, WEF_CLIENT_NO_SERVER, 0, nothing);
        return false;
    }
    const char *blank = memchr(text.at, ' ', text.size);
    if (blank)
        tell(mistakes, WEF_CLIENT_BLANK, (size_t)(blank - text.at), nothing);
    for (size_t at = 0, size; at <= text.size; at += size + 1) {
        const char *comma = at < text.size ? memchr(text.at + at, ',', text.size - at) : NULL;
        size = comma ? (size_t)(comma - text.at) - at : text.size - at;
        ks_str part = { text.at + at, size };
        if (at == 0) {
            client->server = ks_str_from(part, 7);
            judge_url(client->server, 7, mistakes);
        } else if (!read_part(client, part, at, arena, mistakes, &end)) {
            return false;
        }
    }
    if (ks_begins_fold(client->server, KS_STR("https://")) && !client->issuers)
        tell(mistakes, WEF_CLIENT_NO_ISSUER, 7, nothing);
    return true;
}

void ks_wef_client_write(ks_out *out, const ks_wef_client *client)
{
    KS_PUT(out, "Server=");
    ks_out_put(out, client->server);
    if (client->refresh_s) {
        KS_PUT(out, ",Refresh=");
        ks_out_u64(out, client->refresh_s);
    }
    for (const ks_wef_name *n = client->issuers; n; n = n->next) {
        KS_PUT(out, ",IssuerCA=");
        ks_out_put(out, n->text);
    }
}

bool wef_client_sniff(ks_span bytes, ks_arena scratch)
{
    (void)scratch;
    return ks_begins_fold((ks_str){ (const char *)bytes.at, bytes.size }, KS_STR("Server="));
}

void wef_client_lint_file(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes)
{
    ks_str text = { (const char *)bytes.at, bytes.size };
    while (text.size && (text.at[text.size - 1] == '\n' || text.at[text.size - 1] == '\r'))
        text.size--;
    ks_wef_client client;
    if (wef_client_read(&client, text, arena, mistakes) || mistakes->count > 0)
        ks_mistakes_sort(mistakes);
}
