// What the files of `konseki rules` share: one file a word behind it (check, list, explain, test).
#pragma once
#include "cli/run.h"
#include "rules/judge.h"
#include "rules/set.h"

typedef struct {
    const options *given;
    ks_lang lang, data_lang; // of sentences; of texts in JSON and CSV
    ks_arena arena, whole;
    run *evidence;    // NULL: none was opened
    output own, *out; // out: own, or that of the evidence's run; NULL: not opened yet
    ks_out line;      // what is made before it is written
    ks_forms *forms;
    const char *const *words; // behind check, list, …
    size_t word_count;
    const char *cache; // folder that keeps loaded rules; NULL: none
    bool is_asked_so;  // exit status 1
    bool is_damaged;   // some file of a state: exit status 3
    int said_status;   // not 0: what was wrong is said, and this is the exit status
} ruleset_run;

// Memory, `line` and the log sources; `given` is set before. `whole` is to be closed.
KS_MUST bool ruleset_open(ruleset_run *r, ks_fail *fail);
// Rules of files and folders; of none: Konseki's own.
KS_MUST bool ruleset_load(ruleset_run *r, const char *const *paths, size_t count, ks_rule_set *set,
                          ks_fail *fail);
// Logs to explain or test a rule with, before anything is written. False: what was
// wrong is said.
KS_MUST bool ruleset_open_evidence(ruleset_run *r, const char *const *paths, size_t count);
// Writes what `line` holds, and empties it.
KS_MUST bool ruleset_give(ruleset_run *r, ks_fail *fail);
// A sentence and the end of the line, into `line`.
void ruleset_say(ruleset_run *r, ks_note note, const ks_words *words);
// "name":"text" with a comma in front, as hunt's JSON has them.
void ruleset_json_text(ks_out *out, const char *name, ks_str text);
void ruleset_json_number(ks_out *out, const char *name, u64 number);
void ruleset_json_list(ks_out *out, const char *name, const ks_str *items, size_t count);
// Whether --format is this; the default is text.
bool ruleset_is_format(const ruleset_run *r, const char *format);

// What a rule asks for, of its log source and of its own.
typedef struct {
    ks_source_kind source;
    const ks_form *const *forms;
    u32 form_count;
    ks_str *fields; // each once, in the order of the rule
    size_t field_count;
    ks_str *ids; // event ids, as texts: the rule's own, else its forms'
    size_t id_count;
} ruleset_needs;
KS_MUST bool ruleset_needs_of(ruleset_run *r, const ks_rule *rule, ruleset_needs *needs);
// "process_creation", "security", "category/service".
void ruleset_put_source(ks_out *out, const ks_rule *rule);

// One test as a sentence; the tree of a condition as a list, a test a line.
void ruleset_put_test(ks_out *out, const ks_rule_test *test, ks_lang lang);
typedef struct {
    ks_lang lang;
    bool shows_all; // else long lists are cut, and say so
} ruleset_words;
void ruleset_put_condition(ks_out *out, const ks_rule_node *node, const ruleset_words *how);
// What a correlation of the set looks at and when it has a result, into `line`.
void ruleset_put_correlation(ruleset_run *r, const ks_rule_set *set, const ks_rule *rule);

bool ruleset_check(ruleset_run *r, ks_fail *fail);
bool ruleset_list(ruleset_run *r, ks_fail *fail);
bool ruleset_explain(ruleset_run *r, ks_fail *fail);
bool ruleset_test(ruleset_run *r, ks_fail *fail);
bool ruleset_coverage(ruleset_run *r, ks_fail *fail);
