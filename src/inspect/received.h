// Inside the room: one Received field (RFC 5321, 4.4), as servers really write it.
#pragma once
#include "inspect/own.h"

typedef struct {
    ks_str helo; // what the sending host called itself
    ks_str rdns; // the name that the receiver found for its address; empty: none
    ks_str ip;   // what the receiver saw; empty: not told
    ks_str by;   // the receiver
    u64 ticks;   // 0: no date that can be read
    bool is_readable;
} received;

received received_read(ks_str raw);
// 10/8, 192.168/16, fe80::, loopback …: no address of the internet.
bool address_is_private(ks_str ip);
bool address_is(ks_str text); // IPv4 or IPv6, in brackets or not
