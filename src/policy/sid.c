// Security identifiers by one table of names and letters; see sid.h.
#include "policy/sid.h"

#include "base/number.h"

// clang-format off
static const struct {
    ks_str letters, text, name;
} known[] = {
#define ROW(letters, text, name) { KS_TEXT(letters), KS_TEXT(text), KS_TEXT(name) },
#include "policy/sid_table.h"
#undef ROW
};
typedef enum { IN_machine, IN_domain, IN_root } relative_to;
static const struct {
    ks_str letters;
    relative_to base;
    u32 rid;
    ks_str name;
} relatives[] = {
#define RELATIVE(letters, base, rid, name) { KS_TEXT(letters), IN_##base, (rid), KS_TEXT(name) },
#include "policy/sid_table.h"
#undef RELATIVE
};
// clang-format on

bool ks_sid_read(ks_span bytes, ks_sid *sid)
{
    if (bytes.size < 8 || bytes.at[0] != 1 || bytes.at[1] > 15)
        return false;
    size_t size = 8 + 4 * (size_t)bytes.at[1];
    if (size > bytes.size)
        return false;
    *sid = (ks_sid){ .size = (u8)size };
    memcpy(sid->bytes, bytes.at, size);
    return true;
}

static bool part(ks_str text, size_t *at, u64 most, u64 *value)
{
    if (*at >= text.size || text.at[*at] != '-')
        return false;
    size_t start = ++*at;
    while (*at < text.size && text.at[*at] != '-')
        ++*at;
    return ks_u64_read((ks_str){ text.at + start, *at - start }, value) && *value <= most;
}

bool ks_sid_parse(ks_str text, ks_sid *sid)
{
    ks_sid read = { .bytes = { 1 }, .size = 8 };
    u64 value = 0;
    size_t at = 1;
    if (text.size < 2 || (text.at[0] != 'S' && text.at[0] != 's'))
        return false;
    if (!part(text, &at, 1, &value) || value != 1)
        return false;
    if (!part(text, &at, ((u64)1 << 48) - 1, &value))
        return false;
    for (unsigned i = 0; i < 6; i++)
        read.bytes[7 - i] = (u8)(value >> 8 * i);
    while (at < text.size) {
        if (read.bytes[1] == 15 || !part(text, &at, UINT32_MAX, &value))
            return false;
        ks_store32(read.bytes + read.size, (u32)value);
        read.size = (u8)(read.size + 4);
        read.bytes[1]++;
    }
    *sid = read;
    return true;
}

void ks_out_sid_text(ks_out *out, const ks_sid *sid)
{
    if (sid->size < 8)
        return;
    u64 authority = 0;
    for (unsigned i = 2; i < 8; i++)
        authority = authority << 8 | sid->bytes[i];
    KS_PUT(out, "S-1-");
    if (authority > UINT32_MAX)
        ks_out_hex(out, authority, 1);
    else
        ks_out_u64(out, authority);
    for (size_t i = 8; i + 4 <= sid->size; i += 4) {
        ks_out_byte(out, '-');
        ks_out_u64(out, ks_load32(sid->bytes + i));
    }
}

static bool same_letters(ks_str a, ks_str b)
{
    return a.size == 2 && b.size == 2 && (a.at[0] & ~0x20) == b.at[0] &&
           (a.at[1] & ~0x20) == b.at[1];
}

ks_sid_letters ks_sid_of_letters(ks_str letters, const ks_sid_domains *domains, ks_sid *sid)
{
    for (size_t i = 0; i < countof(known); i++) {
        if (same_letters(letters, known[i].letters))
            return ks_sid_parse(known[i].text, sid) ? KS_LETTERS_KNOWN : KS_LETTERS_UNKNOWN;
    }
    for (size_t i = 0; i < countof(relatives); i++) {
        if (!same_letters(letters, relatives[i].letters))
            continue;
        const ks_sid *base = NULL;
        if (domains) {
            base = relatives[i].base == IN_machine  ? &domains->machine
                   : relatives[i].base == IN_domain ? &domains->domain
                                                    : &domains->root;
        }
        if (base == NULL || base->size == 0 || base->bytes[1] == 15)
            return KS_LETTERS_RELATIVE;
        *sid = *base;
        ks_store32(sid->bytes + sid->size, relatives[i].rid);
        sid->bytes[1]++;
        sid->size = (u8)(sid->size + 4);
        return KS_LETTERS_KNOWN;
    }
    return KS_LETTERS_UNKNOWN;
}

static size_t find(const ks_sid *sid)
{
    for (size_t i = 0; i < countof(known); i++) {
        ks_sid one;
        if (ks_sid_parse(known[i].text, &one) && ks_span_equal(ks_sid_span(&one), ks_sid_span(sid)))
            return i;
    }
    return countof(known);
}

ks_str ks_sid_letters_of(const ks_sid *sid)
{
    size_t i = find(sid);
    return i < countof(known) ? known[i].letters : (ks_str){ 0 };
}

ks_str ks_sid_name(const ks_sid *sid)
{
    size_t i = find(sid);
    if (i < countof(known))
        return known[i].name;
    // S-1-5-21-a-b-c-rid
    static const u8 domain_head[] = { 1, 5, 0, 0, 0, 0, 0, 5, 21, 0, 0, 0 };
    if (sid->size != 28 || memcmp(sid->bytes, domain_head, sizeof domain_head) != 0)
        return (ks_str){ 0 };
    for (i = 0; i < countof(relatives); i++) {
        if (relatives[i].rid == ks_load32(sid->bytes + 24))
            return relatives[i].name;
    }
    return (ks_str){ 0 };
}
