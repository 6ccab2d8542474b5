// What the files of `konseki hunt` share: rules are loaded, chosen and tuned (hunt_select.c,
// hunt_tuning.c), run over the evidence (hunt.c), and their hits printed one by one (hunt_print.c)
// or in groups (hunt_text.c), summed up (hunt_summary.c, navigator.c).
#pragma once
#include "base/sorter.h"
#include "base/table.h"
#include "cli/hunt_base_hit.h"
#include "cli/hunt_pieces.h"
#include "cli/hunt_tuning.h"
#include "cli/run.h"
#include "rules/correlate.h"
#include "rules/judge.h"
#include "rules/rules.h"

typedef enum { HUNT_TEXT, HUNT_JSON, HUNT_CSV } hunt_format;
enum { hunt_tests_most = 256 };

// What this run makes of a rule; by its number in `hunt.set`.
typedef struct {
    u32 rank;      // in the order of the text: level, title, number
    bool is_known; // its log source is one that event logs carry
    u32 allow_count;
    const tuning_allow *const *allows; // hits that nobody wants to see
    u64 hits;                          // shown: repeats left out
} hunt_rule;

typedef struct {
    ks_str name;
    u64 hits;
    u64 last_result; // of a correlation, in which it was met
} hunt_host;

typedef struct hunt_worker hunt_worker;
typedef struct {
    run *run;
    bool is_besides_builtin; // of an investigation: given rules run beside Konseki's own, and the
                             // case runs the correlations
    hunt_format as;
    tuning tuning;
    ks_rule_set loaded; // all of them
    ks_rule_set set;    // those that run: chosen, and what correlations need of the others
    u64 not_chosen;
    hunt_rule *rules;
    u32 *by_rank; // rule numbers
    ks_forms *forms;
    ks_rules *engine;
    const char *cache; // folder of loaded rules; NULL: none
    u32 correlation_count;
    ks_correlation_needs needs;
    ks_correlator *correlator; // NULL: no correlation runs
    ks_correlation_overflow overflow;
    ks_sorter *sort; // of the text
    hunt_worker *workers;
    ks_out line; // results of correlations are made here
    ks_out key;  // of what is sorted
    // what was found
    ks_table host_names;
    hunt_host *hosts;
    size_t host_count, host_capacity, last_host; // that was asked for
    u64 by_level[KS_LEVEL_COUNT], hits, results;
} hunt;

// What all hits of one event have in common, as the first of them was printed. Empty: none was.
typedef struct {
    ks_str begin, end;
} hunt_same;

// One hit, as a worker has it.
typedef struct {
    const ks_rule *rule;
    const ks_form *form; // may be NULL: any event
    ks_event *event;
    ks_str computer;
    u64 computer_turn;           // another one for another computer; 0: not known
    const ks_judged_test *tests; // that decided
    size_t test_count;
    ks_day_cache *days;
    hunt_pieces *pieces;
    hunt_same *same;
} hunt_hit;

// --- hunt_select.c
// Loads the rules, and chooses among them. False: `fail`, or KS_NONE when all was said.
KS_MUST bool hunt_load(hunt *h, ks_fail *fail);
// Whether a selector (a glob) fits the rule's id, name, file or one of its tags.
bool hunt_fits(ks_str selector, const ks_rule *rule);
// Whether the tuning says that this hit is to be left out.
bool hunt_allows(const hunt *h, u32 rule, ks_event *event);

// --- hunt_engine.c
// Log sources, compiled rules and what correlations need. Before the fence is up.
KS_MUST bool hunt_open_engine(hunt *h, ks_fail *fail);

// --- hunt_print.c: one hit, for programs; without the path of correlations' members
void hunt_print_json(const hunt *h, const hunt_hit *hit, ks_out *out);
void hunt_print_csv_head(ks_out *out);
void hunt_print_csv(const hunt *h, const hunt_hit *hit, ks_out *out);
// A correlation's result: written straight to the run's output.
KS_MUST bool hunt_result_json(hunt *h, const ks_correlation_result *result, ks_fail *fail);
KS_MUST bool hunt_result_csv(hunt *h, const ks_correlation_result *result, ks_fail *fail);
ks_str hunt_title(const ks_rule *rule, ks_lang lang);
// The computer that all hits of the result have in common; empty: several.
ks_str hunt_result_host(const ks_correlation_result *result);

// --- hunt_text.c
void hunt_text_hit(const hunt *h, const hunt_hit *hit, ks_out *out);
void hunt_text_result(const hunt *h, const ks_correlation_result *result, ks_out *out);
// Keeps the lines of one hit until all are known.
typedef struct {
    u32 rule, source;
    ks_str host;
    u64 ticks, offset;
    ks_span lines;
} hunt_kept;
KS_MUST bool hunt_text_keep(hunt *h, const hunt_kept *kept, ks_fail *fail);
KS_MUST bool hunt_text_write(hunt *h, ks_fail *fail);

// --- hunt_summary.c
typedef struct {
    u64 events, unlooked, allowed; // over all workers
    ks_rules_seen seen;
} hunt_counts;
// "rules/a.yml:12:9: …": what is wrong with a rule.
void hunt_put_problem(ks_out *out, const ks_rule_problem *problem, ks_lang lang);
// At the end of the text, or on stderr.
KS_MUST bool hunt_summary(hunt *h, const hunt_counts *counts, ks_fail *fail);

// --- navigator.c
// A layer of ATT&CK Navigator: the techniques of the rules that were hit.
KS_MUST bool navigator_write(const hunt *h, output *to, ks_fail *fail);
