// Konseki as a library, second part: Sigma rules over events.
//
// A program loads rules (its own files, or those that Konseki carries), feeds them events, and is
// called for each hit:
//
//     #include <konseki/rules.h>
//     #include <stdio.h>
//
//     static bool show(void *context, const konseki_hit *hit)
//     {
//         (void)context;
//         printf("%s: %s\n", hit->rule->level.at, hit->rule->title.at);
//         return true; // go on
//     }
//
//     static bool look(void *context, const konseki_event *event)
//     {
//         return konseki_rules_feed(context, event, show, NULL);
//     }
//
//     int main(int count, char **arguments)
//     {
//         konseki_rules_report report = { .size = sizeof report };
//         konseki_rules *rules = konseki_rules_open(NULL, &report);
//         if (rules == NULL) {
//             fprintf(stderr, "%s\n", report.sentence);
//             return 1;
//         }
//         konseki_read((const char *const *)arguments + 1, (size_t)count - 1, NULL, look, rules,
//                      NULL);
//         bool is_done = konseki_rules_end(rules, show, NULL); // correlations
//         konseki_rules_close(rules);
//         return is_done ? 0 : 1;
//     }
//
// Build: cc program.c $(pkg-config --cflags --libs konseki)
//
// Rules are those of Sigma 2.1, unconverted: docs/sigma.md says point by point what is understood.
// A rule that cannot run is left out, counted in the report, and told by konseki_rules_problem; it
// is never a failure.
//
// Lifetime: rules and their texts live until konseki_rules_close. A hit, its matches and its event
// end when the function that was called with it returns. Copy what you keep.
// Threads: a konseki_rules belongs to one thread at a time. Several of them share nothing.
// Versions: every structure begins with its size. One that you fill has the size that you compiled
// it with, and what a later version adds is then not looked at. One that you are given may be
// larger than the one you know; ask whether `size` reaches as far as a member that is newer than
// the version you can rely on. Matches are asked for one by one, never as an array.
// Caveats: a hit's values come from evidence, as all texts of <konseki/konseki.h>, and texts of
// rules from whoever wrote them. A record that several logs have is fed as often as it is read; a
// correlation counts it as often. Correlations keep their hits, beyond 48 MB in a file without a
// name where the system keeps such files (TMPDIR). Nothing else is written, unless `cache` is set.
#pragma once
#include "konseki/konseki.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct konseki_rules konseki_rules;

typedef struct {
    size_t size;              // sizeof(konseki_rules_options)
    const char *const *paths; // files, and folders of .yml and .yaml; none: Konseki's own rules
    size_t path_count;
    bool builtin;                    // Konseki's own as well as those of `paths`
    const char *const *placeholders; // NAME.txt with a value a line, and folders of such files
    size_t placeholder_count;
    const char *const *logsources; // your own tables, in the form of catalogue/logsources.yaml
    size_t logsource_count;
    bool deprecated;   // rules with status deprecated and unsupported too
    const char *cache; // a folder that is there, for rules once loaded; NULL: none
    bool japanese;     // sentences
} konseki_rules_options;

typedef struct {
    size_t size;         // sizeof(konseki_rules_report)
    uint64_t rules;      // that run, correlations included
    uint64_t left_out;   // documents with a mistake
    uint64_t not_for_us; // rules for other products than Windows
    uint64_t deprecated; // left out for their status
    char sentence[512];  // why there are none; of a rule left out: the first one's; or ""
} konseki_rules_report;

// Loads and compiles. `options` and `report` may be NULL. NULL: a path that is not there, a wrong
// table of log sources, no memory; the report says which. A set without a rule is not a failure.
konseki_rules *konseki_rules_open(const konseki_rules_options *options,
                                  konseki_rules_report *report);
void konseki_rules_close(konseki_rules *rules); // NULL is fine

// A rule as its author wrote it. Absent texts are "".
typedef struct {
    size_t size;
    konseki_text id, title, description, author;
    konseki_text level;  // informational, low, medium, high, critical
    konseki_text status; // stable, test, experimental, deprecated, unsupported or ""
    konseki_text tags;   // separated by spaces
    konseki_text path;   // the file, as it was found
    uint32_t line;       // where its document begins, from 1
    bool is_correlation;
    bool is_silent; // a member of correlations: it has no hits of its own
} konseki_rule;

size_t konseki_rules_count(const konseki_rules *rules);
// In the order of path and document. NULL: there is none of this index.
const konseki_rule *konseki_rules_at(const konseki_rules *rules, size_t index);

typedef struct {
    size_t size;
    konseki_text path;
    uint32_t line, column; // from 1; 0: of the file as a whole
    konseki_text sentence; // what is wrong
    konseki_text remedy;   // what to do about it
    bool is_left_out;      // false: only a warning
} konseki_rule_problem;

// What is wrong with rules, in the order of files and lines. False: there is none of this index.
// `problem->size` is to be set; the texts live as long as the rules.
bool konseki_rules_problem(const konseki_rules *rules, size_t index, konseki_rule_problem *problem);

typedef struct {
    size_t size;
    konseki_text field; // as the rule calls it; "": a keyword, found in some field
    konseki_text value; // of the event; of a correlation: what its events have in common
    konseki_text test;  // what the rule compared it with; of a correlation: ""
} konseki_match;

typedef struct konseki_hit {
    size_t size;
    const konseki_rule *rule;
    const konseki_event *event;       // NULL: of a correlation
    konseki_text form;                // how the event records what the rule means: "Security 4688"
    size_t match_count;               // see konseki_hit_match
    uint64_t first_ticks, last_ticks; // FILETIME; the same for one event; 0: no time
    uint64_t event_count;             // 1; of a correlation: the events that make it
    double value;                     // of a correlation: what it counted or summed
} konseki_hit;

// What decided the hit, in the order of the rule; of a correlation its group-by fields. Tests of
// one value that follow each other share its text. NULL: there is none of this index.
const konseki_match *konseki_hit_match(const konseki_hit *hit, size_t index);

// `hit` returns false to stop.
typedef bool konseki_hit_visitor(void *context, const konseki_hit *hit);

// Tests one event, inside the function that konseki_read calls with it, and calls `visit` for each
// rule that matches, by index. What correlations need of it is kept. False: `visit` said so, or
// there is no memory for what is kept.
bool konseki_rules_feed(konseki_rules *rules, const konseki_event *event,
                        konseki_hit_visitor *visit, void *context);
// All events were fed: calls `visit` for each result of a correlation, in the order of their last
// events. Once; nothing is fed afterwards. False: `visit` said so, or no memory.
bool konseki_rules_end(konseki_rules *rules, konseki_hit_visitor *visit, void *context);

#ifdef __cplusplus
}
#endif
