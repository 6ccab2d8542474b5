// A set of rules, loaded: from files and folders, or from the built-in ones.
#pragma once
#include "base/fail.h"
#include "rules/problem.h"
#include "rules/rule.h"

// Values of a placeholder that are in memory already (from a tuning file).
typedef struct {
    ks_str name;
    const ks_str *values;
    u32 count;
} ks_rule_list;

typedef struct {
    const char *const *paths; // files and folders (recursively, .yml and .yaml)
    size_t path_count;
    bool builtin;                    // Konseki's own rules as well
    const char *const *placeholders; // files and folders of value lists: NAME.txt, one value a line
    size_t placeholder_count;
    const ks_rule_list *lists; // before those of files
    size_t list_count;
    const char *cache;        // folder that keeps loaded sets for the next run; NULL: none
    bool with_deprecated;     // status deprecated and unsupported too
    bool base64_ignores_case; // as the specification says; ours: case counts
    // Asked about each rule when it is set: false leaves it out (counted as excluded), with what
    // there is to say about it. A member of a correlation that is wanted stays, silent.
    bool (*wants)(void *context, const ks_rule *rule);
    void *context;
} ks_rule_loading;

typedef struct {
    const ks_rule *const *rules; // in the order of path and document: `number` is the index
    size_t count;
    ks_rule_problems problems;
    // what became of the documents
    size_t files, documents, filters, other_products, excluded, deprecated, left_out;
    u64 hash; // of everything that decides what the rules mean
} ks_rule_set;

// False: no such file, no memory. A bad rule is a row in `problems`, never a failure.
KS_MUST bool ks_rule_set_load(ks_rule_set *set, const ks_rule_loading *how, ks_arena *run,
                              ks_fail *fail);

// The same from texts in memory (tests, fuzzing, the library): one "file".
KS_MUST bool ks_rule_set_read(ks_rule_set *set, ks_str path, ks_span text,
                              const ks_rule_loading *how, ks_arena *run, ks_fail *fail);
