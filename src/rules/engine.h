// Inside the room: what the door (rules.h) stands for. A run has one ks_rules
// and a matcher a thread; programs are shared, made under a lock, never changed
// after; a class is bound by each matcher.
#pragma once
#include "base/pipeline.h"
#include "rules/met.h"
#include "rules/program.h"

// A rule in one of its forms, and what is known of it before any event came.
typedef struct {
    u32 rule, form; // index in the set, in `forms`
    const u32 *ids; // that an event may have if the rule is to match; by size
    u32 id_count;
    bool has_any_id;
    const u32 *mentioned; // ids that its tests compare with; by size
    u32 mentioned_count;
    bool asks_ids_oddly; // by something else than equality
} rules_entry;

typedef struct {
    const rules_asked *asked;
    size_t asked_count;
    const rules_program *program; // NULL: no room for one; the judge has to
} rules_concern;

struct ks_rules {
    const ks_rule_set *set;
    ks_rules_options options;
    ks_arena arena, whole; // programs, expressions
    ks_lock *lock;
    ks_judge *judge;      // under the lock
    rules_entry *entries; // by rule, then in the order of its forms
    size_t entry_count;
    const ks_form **forms; // all that entries have
    bool *fits;            // by form, for one class: under the lock
    size_t form_count;
    ks_table regex_keys;
    rules_regex *regexes;
    ks_table concern_keys; // which entries, which event id -> concerns
    const rules_concern **concerns;
    size_t concern_count, concern_capacity;
    bool *was_bound;
    ks_matcher *matchers;
};

// What is known of a check: stamp << 3 | what << 1 | whether it has a trigger. The stamp is of the
// event of which it is known; what: ks_judged, or that its trigger was found and nobody asked more.
typedef u32 rules_check_state;
enum { rules_has_trigger = 1, rules_was_found = KS_JUDGED_GAVE_UP + 1, rules_stamp_shift = 3 };
static const u32 rules_stamp_most = UINT32_MAX >> rules_stamp_shift;
static inline u32 rules_what_of(rules_check_state state) { return state >> 1 & 3; }
static inline rules_check_state rules_state_of(u32 stamp, u32 what, rules_check_state before)
{
    return stamp << rules_stamp_shift | what << 1 | (before & rules_has_trigger);
}

// A part of a list of nodes, and its check, so that a check is asked without looking at its node.
typedef struct {
    u32 node, check;
} rules_part;
static const u32 rules_no_check = UINT32_MAX;

// A program as one matcher uses it: what it has learnt of the events that come.
typedef struct rules_use rules_use;
struct rules_use {
    const rules_program *program;
    rules_use *next;
    const rules_waiting *waiting;
    rules_part *parts;           // of nodes, in an order that changes
    rules_check_state *checks;   // by check
    const rules_literals **sets; // by set; NULL: not asked for yet
    u32 *found;                  // by trigger: in how many events
    rules_experience known;
    u32 *asked; // by check: how often since `waiting` was chosen; NULL: nobody wants to know
    u64 events,
        events_until; // since `waiting` was chosen; when it is looked at again
    u32 turns;
};

// One class of events, as a matcher sees it.
typedef struct {
    u64 serial, layout;
    const rules_concern *concern; // NULL: no rule
    rules_use *use;               // NULL: the judge has to
    ks_rule_field *fields;        // by field of the program
    u64 *hopeful;                 // a bit for each candidate that these events could match
    bool asks_nothing;            // no rule can match
    bool sieves;                  // keywords are looked for in the raw bytes first,
    const rules_waiting *sieved;  // as far as those allow that were waited for then
} rules_binding;

// What was answered from System values alone.
enum {
    rules_bindings_kept = 1024,
    rules_bindings_near = 8, // places that one may lie in
    rules_glances_kept = 128,
    rules_glance_most = 160
};
typedef struct {
    u32 id;
    u32 provider_size, channel_size; // bytes as found
    u8 provider[rules_glance_most], channel[rules_glance_most];
    bool is_known, is_wanted;
} rules_glance;

// A computer's name, and whether a keyword could be in it.
enum { rules_computer_most = 256 };
typedef struct {
    const rules_sieve *sieve; // for which it was asked
    u32 size;
    bool is_utf16, may_have;
    u8 name[rules_computer_most];
} rules_computer;

typedef struct rules_why rules_why; // see why.c

struct ks_matcher {
    ks_rules *rules;
    ks_matcher *next;
    rules_eye eye;
    rules_met met;
    rules_why *why;
    ks_arena bindings, bindings_empty, bindings_whole;
    ks_arena scratch, scratch_whole;
    rules_binding *recent[rules_bindings_kept];  // by class and layout
    rules_glance glances[rules_glances_kept][2]; // those that share a place
    u32 stamp;            // of the event in hand: what carries it is true of it
    rules_values *values; // by field
    u32 *answers;         // by node: stamp << 2 | ks_judged
    u64 *marks;           // a bit a candidate
    size_t value_room, node_room, mark_room;
    const rules_program *program; // of the event in hand
    const rules_binding *binding;
    rules_use *use;
    rules_use *uses; // all
    ks_hit *hits;
    size_t hit_room;
    rules_computer computer; // met last
    rules_grams *grams;      // of texts that were searched while programs learnt
    u64 events, events_without_rules;
};

// The event ids that a rule's tree asks for; into `entry`. False: past the
// budget.
KS_MUST bool rules_ids_of(const ks_rule_node *condition, const ks_rule_node *where,
                          rules_entry *entry, ks_arena *arena, ks_arena scratch);
// Which rules a class concerns, and their program. Takes the lock. NULL: none.
const rules_concern *rules_concern_of(ks_rules *rules, const ks_event_class *class,
                                      ks_arena scratch);
// The same question without an answer that has to be kept.
bool rules_concerns_any(ks_rules *rules, const ks_event_class *class);
// Whether the raw bytes tell, for events of a class like this one, where no
// keyword is.
bool rules_can_sieve(rules_eye *eye, const rules_literals *keywords, ks_event *sample);
// Whether a keyword could be in the event. Only when the class can be sieved.
bool rules_sieve_event(const rules_sieve *sieve, const rules_literals *keywords,
                       rules_computer *met, ks_event *event);
// Of the event in hand and its program: what a check says, and the values of a field.
ks_judged rules_find_out(ks_matcher *matcher, u32 number);
static inline ks_judged rules_ask_check(ks_matcher *matcher, u32 check)
{
    rules_check_state state = matcher->use->checks[check];
    bool is_known = state >> rules_stamp_shift == matcher->stamp;
    if (is_known && rules_what_of(state) != rules_was_found)
        return (ks_judged)rules_what_of(state);
    if (!is_known && (state & rules_has_trigger))
        return KS_JUDGED_FALSE; // its literal was looked for, and is not there
    return rules_find_out(matcher, check);
}
rules_values *rules_values_of(ks_matcher *matcher, u32 field);
// A program in this matcher; NULL past the budget.
rules_use *rules_use_of(ks_matcher *matcher, const rules_program *program);
// Stamps begin anew.
void rules_use_forget(rules_use *use);
// Once in a while: chooses anew what to wait for, by what was found so far.
void rules_use_learn(ks_matcher *matcher, rules_use *use);
// What the event's class is bound to; never NULL, but NULL past the budget.
rules_binding *rules_bind(ks_matcher *matcher, ks_event *event);
// Whether the raw bytes of such events can be sieved for the keywords that are waited for now.
void rules_bind_sieve(ks_matcher *matcher, rules_binding *binding, ks_event *event);
// What tells why; NULL: no memory.
rules_why *rules_why_open(ks_arena *run);
void rules_why_close(rules_why *why);
