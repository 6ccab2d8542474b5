// The fields of a firewall rule: how often, since which version, what they take (MS-GPFAS
// 2.2.2.19). A name that ends in a version (LPort2_10) came with it. M, D, B, C and PFN stand in
// rules of packaged apps (AppIso).
#pragma once
#include "base/base.h"

typedef enum {
    FIREWALL_ANY,
    FIREWALL_ACTION,
    FIREWALL_BOOLEAN,
    FIREWALL_DIRECTION,
    FIREWALL_PROFILE,
    FIREWALL_PROTOCOL,
    FIREWALL_PORT,
    FIREWALL_PORTS, // a range, or a word
    FIREWALL_ADDRESS4,
    FIREWALL_ADDRESS6,
    FIREWALL_ADDRESS_WORD,
    FIREWALL_ICMP,
    FIREWALL_INTERFACE_TYPE,
    FIREWALL_EDGE
} firewall_type;

typedef struct {
    ks_str name;
    bool may_repeat;
    u32 version; // 2.10 is 210
    firewall_type type;
} firewall_field_row;

// NULL: no such field; `near` becomes the nearest name.
const firewall_field_row *firewall_field_row_find(ks_str name, ks_str *near);
// Whether the value is one that the field takes.
bool firewall_value_fits(firewall_type type, ks_str value);
