// Inside the room: a page, or the text of a mail that is one, read for where it leads and what it
// does by itself.
#pragma once
#include "inspect/own.h"

typedef struct {
    bool is_body;   // of a mail; else a file
    bool is_proved; // the mail is proved to be from the receiver's own domain
    ks_str field;   // the part's number
} html_context;

void inspect_html(inspection *in, const item *it, ks_str text, const html_context *how);
// Whether a link leads to a file server; `url` as written.
bool link_is_share(ks_str url);
// "http" of http://…; empty: none.
ks_str link_scheme(ks_str url);
// The host of a link that has one.
ks_str link_host(ks_str url);
