// The ways in which an event is written, narrowed by what a rule asks for. Inside the room.
#pragma once
#include "base/table.h"
#include "coverage/event_way.h"
#include "coverage/sysmon_reach.h"
#include "rules/set.h"

enum { rule_ids_most = 64 };

typedef struct {
    const ks_rule_set *set;
    const ks_forms *forms;
    const ks_recording *recording;
    ks_arena *arena;
    ks_table known; // channel and id: number in `ways`
    cover_ways **ways;
    size_t capacity;
    sysmon_sieve *sieve; // NULL: no configuration
    cover_ways *by_id;   // rule_ids_most of them, of the form that is judged
    const ks_rule *rule; // being judged
    bool is_over;
} rule_judging;

typedef struct {
    u32 items[rule_ids_most];
    u32 count;
} rule_ids;

// The event ids that can make the rule true in this form; 0 alone: any.
rule_ids rule_ids_of(const rule_judging *j, const ks_form *form);
// Adds the ways in which events of this channel and id, and with them the rule in this form, are
// seen.
void rule_ways_add(rule_judging *j, cover_ways *ways, ks_str channel, const ks_form *form, u32 id);
