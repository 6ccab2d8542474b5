// Connections as Sysmon 3 tells them, from Security 5156, and paths of devices.
//
// Sysmon's Source is who opened the connection. For inbound ones 5156 has the local end in Source
// on Windows 7 and 2008 R2, mostly the remote end on Windows 10 and 2019, under the same version of
// the event (corpus: 94 : 1,529). So which end is local is decided by what the two ends look like.
#include "rules/making.h"

// `from` of both ends: what is wanted of Source, of Destination; SourceAddress, SourcePort,
// DestAddress, DestPort, Direction.
enum { FROM_SOURCE, FROM_TARGET, SOURCE_ADDRESS, SOURCE_PORT, TARGET_ADDRESS, TARGET_PORT, WAY };

enum { dynamic_ports = 49152, known_ports = 1024 }; // IANA; Windows since Vista

// Addresses that many listen to (multicast, broadcast): nothing is sent from them.
static bool is_for_many(ks_str address)
{
    u64 first = 0;
    size_t digits = 0;
    for (; digits < address.size && (u8)(address.at[digits] - '0') < 10 && digits < 4; digits++)
        first = first * 10 + (u8)(address.at[digits] - '0');
    if (digits && digits < address.size && address.at[digits] == '.')
        return (first >= 224 && first < 240) || ks_str_equal(address, KS_STR("255.255.255.255"));
    return address.size > 2 && (address.at[0] | 32) == 'f' && (address.at[1] | 32) == 'f';
}

// Of an inbound connection the local end is the one that was listened to: -1 Source, 1 Destination,
// 0 cannot be told.
static int listening_end(u64 source_port, u64 target_port, ks_str source, ks_str target)
{
    static const u64 limits[] = { dynamic_ports, known_ports };
    if (is_for_many(source) != is_for_many(target))
        return is_for_many(source) ? -1 : 1;
    for (size_t i = 0; i < countof(limits); i++) {
        if ((source_port < limits[i]) != (target_port < limits[i]))
            return source_port < limits[i] ? -1 : 1;
    }
    return source_port == target_port ? 0 : source_port < target_port ? -1 : 1;
}

static bool is_swapped(const making_work *w)
{
    u64 source = 0, target = 0;
    bool is_inbound = ks_value_equal(making_value(w, WAY), KS_STR("%%14592"));
    if (!is_inbound || !ks_value_u64(making_value(w, SOURCE_PORT), &source) ||
        !ks_value_u64(making_value(w, TARGET_PORT), &target))
        return false;
    return listening_end(source, target, making_text(w, SOURCE_ADDRESS),
                         making_text(w, TARGET_ADDRESS)) < 0;
}

static void add_value(making_work *w, u32 i)
{
    ks_value value = making_value(w, i);
    if (value.type != KS_NULL)
        making_add(w, value);
}

void making_initiator(making_work *w) { add_value(w, is_swapped(w) ? FROM_TARGET : FROM_SOURCE); }

void making_target(making_work *w) { add_value(w, is_swapped(w) ? FROM_SOURCE : FROM_TARGET); }

void making_is_ipv6(making_work *w)
{
    ks_str address = making_text(w, 0);
    if (address.size)
        making_add(w, ks_value_text(memchr(address.at, ':', address.size) ? KS_STR("true")
                                                                          : KS_STR("false")));
}

// "\device\harddiskvolume2\windows\x.exe" as it is, and as a path of drive C:, which nearly all of
// them are; which volume has which letter the event does not say.
void making_device_path(making_work *w)
{
    static const char device[] = "\\device\\harddiskvolume";
    ks_value value = making_value(w, 0);
    if (value.type == KS_NULL)
        return;
    making_add(w, value);
    ks_str path = ks_field_text(value, w->event);
    size_t at = sizeof device - 1;
    ks_value head = ks_value_text((ks_str){ path.at, at });
    if (path.size <= at || !ks_value_equal_fold(head, ks_str_of(device)))
        return;
    while (at < path.size && (u8)(path.at[at] - '0') < 10)
        at++;
    ks_out out;
    if (at == path.size || path.at[at] != '\\' || !making_begin(w, &out, path.size + 2))
        return;
    KS_PUT(&out, "C:");
    ks_out_bytes(&out, path.at + at, path.size - at);
    making_end(w, &out);
}
