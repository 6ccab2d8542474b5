// A Windows Firewall rule as the registry keeps it: "v2.26|Action=Block|Active=TRUE|Dir=Out|...|"
// (MS-GPFAS 2.2.2.19). Version, names and keywords are compared without case: the service's own
// store has `V2.0` and `LPORT=`.
#pragma once
#include "base/arena.h"
#include "base/out.h"

typedef struct ks_firewall_field ks_firewall_field;
struct ks_firewall_field {
    ks_str name, value;
    size_t at, value_at; // offsets in the rule
    ks_firewall_field *next;
};

typedef struct {
    u32 version; // 2.26 is 226
    ks_firewall_field *fields;
} ks_firewall_rule;

typedef enum {
    KS_FIREWALL_WELL,
    KS_FIREWALL_NO_VERSION,
    KS_FIREWALL_NO_END,   // the last `|` is missing
    KS_FIREWALL_NO_VALUE, // a field without `=`
    KS_FIREWALL_OVER_BUDGET
} ks_firewall_reading;

// Texts point into `text`. `at`: where it went wrong.
KS_MUST ks_firewall_reading ks_firewall_rule_read(ks_firewall_rule *rule, ks_str text,
                                                  ks_arena *arena, size_t *at);
void ks_firewall_rule_write(ks_out *out, const ks_firewall_rule *rule);
// The first field of that name; NULL: there is none.
const ks_firewall_field *ks_firewall_field_find(const ks_firewall_rule *rule, const char *name);
// Whether it has this value, case aside.
bool ks_firewall_field_is(const ks_firewall_rule *rule, const char *name, const char *value);
