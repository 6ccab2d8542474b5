// Inside the room: domains, who owns them, and what they are made to look like. Domains are
// compared in lower case with international labels as letters, not as xn--.
#pragma once
#include "inspect/own.h"

// The receiver's own domains and the list of public suffixes. NULL past the budget.
domains *domains_open(ks_arena *arena, const char *const *own, size_t count);
// Lower case, xn-- decoded, without a dot at the end; at most 253 bytes are taken.
ks_str domain_canonical(ks_arena *arena, ks_str domain);
// The part that somebody registered: corp.co.jp of mail.corp.co.jp (by the list; an approximation
// of what DMARC asks the DNS for). A public suffix, or an address, is itself.
ks_str domain_owner(ks_arena *arena, ks_str domain);
bool domain_has_same_owner(ks_arena *arena, ks_str a, ks_str b);
// Whether the text could be a domain of the internet: labels, and a suffix that the list knows.
bool domain_is_plausible(ks_arena *arena, ks_str text);
// Whether it is one of the receiver's own, or below one.
bool domain_is_own(const domains *d, ks_arena *arena, ks_str domain);
// Where anyone gets a mailbox.
bool domain_is_free(ks_str domain);
// "2023-02-09": of the list of public suffixes.
ks_str domain_list_date(ks_arena *arena);

// The receiver's own domains, canonical.
size_t domains_own_count(const domains *d);
ks_str domains_own(const domains *d, size_t index);

// Says what the domain is made to look like; `where` names the field or place.
void inspect_domain(inspection *in, const item *it, ks_str domain, ks_str where, u64 line);
