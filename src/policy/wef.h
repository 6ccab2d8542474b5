// Windows Event Forwarding: a collector's subscription, the query list in it, and the line of
// policy that sends a client to its collector. Texts are as written; empty: not there.
#pragma once
#include "base/arena.h"
#include "base/out.h"
#include "policy/mistake.h"

typedef struct ks_wef_select ks_wef_select;
struct ks_wef_select {
    bool is_suppress;
    ks_str path;  // the channel: its own, or its Query's
    ks_str xpath; // without white space around it
    ks_wef_select *next;
};

typedef struct ks_wef_query ks_wef_query;
struct ks_wef_query {
    ks_str id, path;
    ks_wef_select *selects;
    ks_wef_query *next;
};

typedef struct ks_wef_name ks_wef_name;
struct ks_wef_name {
    ks_str text;
    ks_wef_name *next;
};

typedef struct {
    ks_str id, type, description, enabled, mode, delivery, max_items, max_latency_ms, heartbeat_ms;
    ks_str expires, read_existing, transport, port, format, locale, log, publisher;
    ks_str credentials, domain_computers; // the latter is SDDL
    ks_wef_name *issuers, *subjects, *denied_subjects, *sources;
    ks_wef_query *queries;
} ks_wef_subscription;

// Reads what can be read. False: no subscription at all.
KS_MUST bool wef_read(ks_wef_subscription *subscription, ks_span bytes, ks_arena *arena,
                      ks_mistakes *mistakes);
void ks_wef_write(ks_out *out, const ks_wef_subscription *subscription);
void ks_wef_query_list_write(ks_out *out, const ks_wef_query *queries, unsigned depth);

// What a client's SubscriptionManager value says.
typedef struct {
    ks_str server; // the whole address
    u64 refresh_s; // 0: not given
    ks_wef_name *issuers;
} ks_wef_client;

KS_MUST bool wef_client_read(ks_wef_client *client, ks_str text, ks_arena *arena,
                             ks_mistakes *mistakes);
void ks_wef_client_write(ks_out *out, const ks_wef_client *client);

bool wef_sniff(ks_span bytes, ks_arena scratch); // a subscription or a query list
void wef_lint_file(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes);
bool wef_client_sniff(ks_span bytes, ks_arena scratch);
void wef_client_lint_file(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes);
