#include "policy/firewall_field.h"

#include "base/fold.h"
#include "base/number.h"
#include "policy/nearest.h"

// clang-format off
static const firewall_field_row rows[] = {
#define X(name, repeats, version, type) { KS_TEXT(name), repeats, version, FIREWALL_##type },
    X("Action", false, 200, ACTION)       X("Active", false, 200, BOOLEAN)
    X("Dir", false, 200, DIRECTION)       X("Profile", true, 200, PROFILE)
    X("Protocol", false, 200, PROTOCOL)   X("LPort", true, 200, PORT)
    X("RPort", true, 200, PORT)           X("LPort2_10", true, 210, PORTS)
    X("RPort2_10", true, 210, PORTS)      X("LPort2_20", true, 220, ANY)
    X("LPort2_24", true, 224, ANY)        X("LPort2_29", true, 229, ANY)
    X("LA4", true, 200, ADDRESS4)         X("RA4", true, 200, ADDRESS4)
    X("LA6", true, 200, ADDRESS6)         X("RA6", true, 200, ADDRESS6)
    X("RA42", true, 220, ADDRESS_WORD)    X("RA62", true, 220, ADDRESS_WORD)
    X("ICMP4", true, 200, ICMP)           X("ICMP6", true, 200, ICMP)
    X("App", false, 200, ANY)             X("Svc", false, 200, ANY)
    X("IF", true, 200, ANY)               X("IFType", true, 200, INTERFACE_TYPE)
    X("Name", false, 200, ANY)            X("Desc", false, 200, ANY)
    X("EmbedCtxt", false, 200, ANY)       X("Edge", false, 200, EDGE)
    X("Defer", false, 210, ANY)           X("Security", false, 200, ANY)
    X("Security2_9", false, 209, ANY)     X("Security2", false, 210, ANY)
    X("RMauth", false, 200, ANY)          X("RUAuth", false, 200, ANY)
    X("LUAuth", false, 220, ANY)          X("LUAuth2_24", false, 224, ANY)
    X("LUOwn", false, 220, ANY)           X("AppPkgId", false, 220, ANY)
    X("LSM", false, 210, BOOLEAN)         X("LOM", false, 210, BOOLEAN)
    X("PCross", false, 220, BOOLEAN)      X("AuthByPassOut", false, 210, BOOLEAN)
    X("Platform", true, 200, ANY)         X("Platform2", false, 210, ANY)
    X("SkipVer", false, 200, ANY)         X("TTK", true, 220, ANY)
    X("TTK2_22", true, 222, ANY)          X("TTK2_27", true, 227, ANY)
    X("TTK2_28", true, 228, ANY)          X("NNm", true, 223, ANY)
    X("SecurityRealmId", false, 224, ANY) X("M", false, 220, ANY)
    X("D", false, 220, ANY)               X("B", true, 220, ANY)
    X("C", true, 220, ANY)                X("PFN", false, 220, ANY)
#undef X
};
// clang-format on

const firewall_field_row *firewall_field_row_find(ks_str name, ks_str *near)
{
    nearest best = { .word = name, .distance = SIZE_MAX };
    for (size_t i = 0; i < countof(rows); i++) {
        if (ks_equal_fold(rows[i].name, name))
            return &rows[i];
        nearest_try(&best, rows[i].name);
    }
    *near = best.found;
    return NULL;
}

static bool is_one_of(ks_str value, const char *words)
{
    for (const char *at = words; *at;) {
        const char *end = strchr(at, ' ');
        size_t size = end ? (size_t)(end - at) : strlen(at);
        if (ks_equal_fold((ks_str){ at, size }, value))
            return true;
        at += size + (end ? 1 : 0);
    }
    return false;
}

static bool is_number(ks_str text, u64 most)
{
    u64 number;
    return text.size && text.at[0] >= '0' && text.at[0] <= '9' && ks_u64_read(text, &number) &&
           number <= most;
}

// "a<byte>b"; false: the byte is not there.
static bool split(ks_str text, char byte, ks_str *first, ks_str *second)
{
    const char *at = text.size ? memchr(text.at, byte, text.size) : NULL;
    if (!at)
        return false;
    *first = (ks_str){ text.at, (size_t)(at - text.at) };
    *second = (ks_str){ at + 1, text.size - first->size - 1 };
    return true;
}

static bool is_ports(ks_str value)
{
    ks_str first, last;
    u64 low, high;
    if (is_one_of(value, "IPTLSIn IPHTTPSIn IPTLSOut IPHTTPSOut"))
        return true;
    return split(value, '-', &first, &last) && is_number(first, 65535) && is_number(last, 65535) &&
           ks_u64_read(first, &low) && ks_u64_read(last, &high) && low <= high;
}

static bool is_address4(ks_str text)
{
    for (int part = 0; part < 4; part++) {
        ks_str octet = text, rest = { text.at, 0 };
        if (part < 3 && !split(text, '.', &octet, &rest))
            return false;
        if (!is_number(octet, 255))
            return false;
        text = rest;
    }
    return true;
}

// As far as a rule needs it: groups of hexadecimal digits between colons, `::` once.
static bool is_address6(ks_str text)
{
    size_t digits = 0, colons = 0, doubles = 0;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        if (c == ':') {
            doubles += i > 0 && text.at[i - 1] == ':';
            colons++;
            digits = 0;
        } else if (!((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')) ||
                   ++digits > 4) {
            return false;
        }
    }
    return doubles < 2 && colons >= 2 && (doubles == 1 ? colons <= 7 : colons == 7);
}

static bool is_address(ks_str value, bool is_six)
{
    bool (*is_well)(ks_str) = is_six ? is_address6 : is_address4;
    ks_str first, second;
    if (is_one_of(value, "LocalSubnet DNS DHCP WINS DefaultGateway"))
        return true;
    if (split(value, '/', &first, &second))
        return is_well(first) &&
               (is_number(second, is_six ? 128 : 32) || (!is_six && is_address4(second)));
    if (split(value, '-', &first, &second))
        return is_well(first) && is_well(second);
    return is_well(value);
}

static bool is_icmp(ks_str value)
{
    ks_str type, code;
    return split(value, ':', &type, &code) && is_number(type, 255) &&
           (is_number(code, 255) || is_one_of(code, "*"));
}

bool firewall_value_fits(firewall_type type, ks_str value)
{
    switch (type) {
    case FIREWALL_ANY: return value.size > 0 || value.at != NULL;
    case FIREWALL_ACTION: return is_one_of(value, "Allow Block ByPass");
    case FIREWALL_BOOLEAN: return is_one_of(value, "TRUE FALSE");
    case FIREWALL_DIRECTION: return is_one_of(value, "In Out");
    case FIREWALL_PROFILE: return is_one_of(value, "Domain Private Public");
    case FIREWALL_PROTOCOL: return is_number(value, 255);
    case FIREWALL_PORT: return is_number(value, 65535) || is_one_of(value, "RPC RPC-EPMap Teredo");
    case FIREWALL_PORTS: return is_ports(value);
    case FIREWALL_ADDRESS4: return is_address(value, false);
    case FIREWALL_ADDRESS6: return is_address(value, true);
    case FIREWALL_ADDRESS_WORD:
        return is_one_of(value, "IntrAnet IntErnet Ply2Renders RmtIntrAnet CaptivePortal");
    case FIREWALL_ICMP: return is_icmp(value);
    case FIREWALL_INTERFACE_TYPE: return is_one_of(value, "Lan Wireless RemoteAccess");
    case FIREWALL_EDGE: return is_one_of(value, "TRUE FALSE");
    }
    return true;
}
