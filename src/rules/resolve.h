// Inside the room: what resolving names needs while it runs. Rules go by their index in the list of
// those that were read (`pending`).
#pragma once
#include "base/table.h"
#include "rules/load.h"

// Text, case folded, to a rule: the first one that had it.
typedef struct {
    ks_table table;
    u32 *rules; // by number in the table
    size_t capacity;
} rules_names;

static const u32 rules_name_none = UINT32_MAX;
static const u32 rules_name_absent = 0x80000000; // + index of a rule that is not loaded

typedef struct {
    rules_loader *l;
    rules_names ids, names, titles;
    bool wants_titles; // somebody refers to rules at all
    bool *is_dropped, *is_wanted, *is_kept, *is_member, *is_shown; // by index
    u32 *order;                                                    // correlations, members first
    u32 order_count;
} resolving;

// The rule that has the text now; empty texts are nobody's.
u32 rules_names_add(resolving *r, rules_names *names, ks_str text, u32 rule);
u32 rules_names_find(const rules_names *names, ks_str text);
// By id, name or title; `by_title` (may be NULL): that it was the title.
u32 rules_reference_find(const resolving *r, ks_str text, bool *by_title);

typedef void rules_say(rules_loader *l, const rules_pending *p, ks_rule_problem_kind kind,
                       rules_place place, ks_str text);
typedef void rules_drop(rules_loader *l, resolving *r, u32 index);
// Members of correlations as indices; drops those that cannot have theirs, and fills `order`.
bool rules_members_resolve(rules_loader *l, resolving *r, rules_say *say, rules_drop *drop);
