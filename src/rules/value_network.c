// The modifier cidr: IPv4 and IPv6 networks as RFC 4632 and RFC 4291 write them. An address alone
// is a network of one; bits set behind the prefix are an error, as in pySigma.
#include "rules/value.h"

#include "base/number.h"

static bool read_decimal(ks_str text, size_t *at, u32 most, u32 *value)
{
    size_t from = *at;
    *value = 0;
    while (*at < text.size && text.at[*at] >= '0' && text.at[*at] <= '9' && *at - from < 4)
        *value = *value * 10 + (u32)(text.at[(*at)++] - '0');
    size_t digits = *at - from;
    bool has_zero_in_front = digits > 1 && text.at[from] == '0'; // some readers take it for octal
    return digits > 0 && !has_zero_in_front && *value <= most;
}

static bool read_v4(ks_str text, u8 *to)
{
    size_t at = 0;
    for (u32 i = 0; i < 4; i++) {
        u32 value;
        if (i && (at == text.size || text.at[at++] != '.'))
            return false;
        if (!read_decimal(text, &at, 255, &value))
            return false;
        to[i] = (u8)value;
    }
    return at == text.size;
}

// Groups from `at` up to "::" or the end; an IPv4 address may be the last two of them.
static bool read_groups(ks_str text, size_t *at, u8 *to, size_t *count)
{
    while (*at < text.size) {
        ks_str rest = { text.at + *at, text.size - *at };
        if (*count + 4 <= 16 && memchr(rest.at, '.', rest.size) &&
            memchr(rest.at, ':', rest.size) == NULL) {
            *at = text.size;
            *count += 4;
            return read_v4(rest, to + *count - 4);
        }
        u32 value = 0;
        size_t digits = 0;
        for (; *at < text.size && ks_hex_digit(text.at[*at]) >= 0; ++*at, digits++)
            value = value << 4 | (u32)ks_hex_digit(text.at[*at]);
        if (digits == 0 || digits > 4 || *count == 16)
            return false;
        to[(*count)++] = (u8)(value >> 8);
        to[(*count)++] = (u8)value;
        if (*at == text.size)
            return true;
        if (text.at[(*at)++] != ':')
            return false;
        if (*at == text.size)
            return false; // ends in a single colon
        if (text.at[*at] == ':')
            return true; // the second colon of "::": the caller's
    }
    return true;
}

static bool read_v6(ks_str text, u8 *to)
{
    u8 front[16] = { 0 }, back[16] = { 0 };
    size_t at = 0, front_count = 0, back_count = 0;
    bool is_short = text.size >= 2 && text.at[0] == ':' && text.at[1] == ':';
    if (is_short)
        at = 2;
    else if (!read_groups(text, &at, front, &front_count))
        return false;
    if (!is_short && at < text.size && text.at[at] == ':') {
        is_short = true;
        at++;
    }
    if (is_short && at < text.size) {
        if (!read_groups(text, &at, back, &back_count) || at != text.size)
            return false;
    }
    if (is_short ? front_count + back_count > 14 : front_count != 16)
        return false;
    memset(to, 0, 16);
    memcpy(to, front, front_count);
    memcpy(to + 16 - back_count, back, back_count);
    return true;
}

static bool has_host_bits(const ks_rule_network *network)
{
    u32 size = network->is_v4 ? 4 : 16;
    for (u32 bit = network->bits; bit < size * 8; bit++) {
        if (network->at[bit / 8] >> (7 - bit % 8) & 1)
            return true;
    }
    return false;
}

rules_network_result rules_network_read(ks_str text, ks_rule_network *network)
{
    const char *slash = text.size ? memchr(text.at, '/', text.size) : NULL;
    ks_str address = { text.at, slash ? (size_t)(slash - text.at) : text.size };
    *network = (ks_rule_network){ .is_v4 = address.size && !memchr(address.at, ':', address.size) };
    if (address.size == 0 ||
        !(network->is_v4 ? read_v4(address, network->at) : read_v6(address, network->at)))
        return RULES_NETWORK_BAD;
    u32 bits = network->is_v4 ? 32 : 128;
    if (slash) {
        size_t at = address.size + 1;
        if (!read_decimal(text, &at, bits, &bits) || at != text.size)
            return RULES_NETWORK_BAD;
    }
    network->bits = (u8)bits;
    return has_host_bits(network) ? RULES_NETWORK_HOST_BITS : RULES_NETWORK_OK;
}
