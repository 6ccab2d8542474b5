// Inside the room: one Authentication-Results field (RFC 8601), and what Exchange Online writes
// instead of one.
#pragma once
#include "inspect/own.h"

enum { auth_items_most = 48 };

typedef struct {
    ks_str method; // "spf", lower case
    ks_str result; // "pass", lower case
    ks_str domain; // what it is about: smtp.mailfrom, header.d, header.from …; empty: not told
    ks_str reason; // of compauth
} auth_item;

typedef struct {
    ks_str id; // authserv-id; empty: none (Exchange Online)
    auth_item items[auth_items_most];
    size_t count;
    bool is_none;     // "none": nothing was checked
    bool is_readable; // false: neither an id nor a result was found
} authres;

void authres_read(ks_arena *arena, ks_str raw, authres *a);
