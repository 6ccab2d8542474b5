// Domains in one form, and their owners. All of libpsl is here: its built-in list, which needs no
// file, so that the answer does not depend on the machine.
#include "inspect/domain.h"

#include "base/ticks.h"
#include "inspect/ascii.h"
#include "inspect/letters.h"

#include <libpsl.h>

enum { domain_most = 253, own_most = 64 };

struct domains {
    ks_str own[own_most];
    size_t count;
};

domains *domains_open(ks_arena *arena, const char *const *own, size_t count)
{
    domains *d = ks_take(arena, domains, 1);
    for (size_t i = 0; d && i < count && d->count < own_most; i++) {
        ks_str text = ascii_trim(ks_str_of(own[i]));
        if (text.size && text.at[0] == '@')
            text = part_of(text, 1, SIZE_MAX);
        text = domain_canonical(arena, text);
        if (text.size)
            d->own[d->count++] = text;
    }
    return d;
}

size_t domains_own_count(const domains *d) { return d->count; }

ks_str domains_own(const domains *d, size_t index) { return d->own[index]; }

ks_str domain_canonical(ks_arena *arena, ks_str domain)
{
    ks_out out;
    domain = ascii_trim(domain);
    domain.size = domain.size < domain_most ? domain.size : domain_most;
    while (domain.size && domain.at[domain.size - 1] == '.')
        domain.size--;
    // A label of n letters in Punycode is at most n characters of four bytes.
    if (domain.size == 0 || !ks_out_open(&out, arena, domain.size * 4 + 16))
        return (ks_str){ "", 0 };
    for (size_t i = 0; i <= domain.size;) {
        const char *dot = memchr(domain.at + i, '.', domain.size - i);
        size_t size = dot ? (size_t)(dot - domain.at) - i : domain.size - i;
        ks_str label = { domain.at + i, size };
        if (!ascii_begins(label, KS_STR("xn--")) || !letters_unpunycode(&out, label))
            letters_lower(&out, label);
        if (dot)
            KS_PUT(&out, ".");
        i += size + 1;
    }
    return ks_out_str(&out);
}

static bool is_address(ks_str domain)
{
    size_t digits = 0;
    for (size_t i = 0; i < domain.size; i++)
        digits += ascii_is_digit(domain.at[i]) || domain.at[i] == '.' || domain.at[i] == ':';
    return domain.size && (domain.at[0] == '[' || digits == domain.size);
}

ks_str domain_owner(ks_arena *arena, ks_str domain)
{
    domain = domain_canonical(arena, domain);
    const char *text = is_address(domain) ? NULL : ks_cstr(arena, domain);
    const char *owner = text ? psl_registrable_domain(psl_builtin(), text) : NULL;
    return owner ? ks_str_of(owner) : domain;
}

bool domain_has_same_owner(ks_arena *arena, ks_str a, ks_str b)
{
    return a.size && b.size && ks_str_equal(domain_owner(arena, a), domain_owner(arena, b));
}

bool domain_is_plausible(ks_arena *arena, ks_str text)
{
    text = domain_canonical(arena, text);
    const char *domain = is_address(text) ? NULL : ks_cstr(arena, text);
    const char *owner = domain ? psl_registrable_domain(psl_builtin(), domain) : NULL;
    const char *suffix = owner ? strchr(owner, '.') : NULL;
    // PSL_TYPE_NO_STAR_RULE: an ending that is not in the list is none.
    return suffix && owner[0] != '.' && owner[0] != '-' &&
           psl_is_public_suffix2(psl_builtin(), suffix + 1, PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE);
}

bool domain_is_own(const domains *d, ks_arena *arena, ks_str domain)
{
    domain = domain_canonical(arena, domain);
    for (size_t i = 0; i < d->count; i++) {
        ks_str own = d->own[i];
        bool is_below = domain.size > own.size && ascii_ends(domain, own) &&
                        domain.at[domain.size - own.size - 1] == '.';
        if (ks_str_equal(domain, own) || is_below)
            return true;
    }
    return false;
}

bool domain_is_free(ks_str domain)
{
    return ascii_in(domain,
                    "gmail.com googlemail.com yahoo.com yahoo.co.jp ymail.ne.jp outlook.com "
                    "outlook.jp hotmail.com hotmail.co.jp live.com live.jp msn.com aol.com "
                    "icloud.com me.com mail.com gmx.com gmx.net gmx.de web.de proton.me "
                    "protonmail.com tutanota.com tuta.com yandex.ru yandex.com mail.ru qq.com "
                    "163.com 126.com naver.com zoho.com excite.co.jp nifty.com inbox.lv");
}

ks_str domain_list_date(ks_arena *arena)
{
    ks_out out;
    i64 seconds = psl_builtin_file_time();
    if (seconds <= 0 || !ks_out_open(&out, arena, 16))
        return KS_STR("?");
    ks_out_date(&out, KS_TICKS_UNIX_EPOCH + (u64)seconds * ks_ticks_per_second);
    return ks_out_str(&out);
}
