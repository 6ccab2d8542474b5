// Inside the room: what loading a set of rules needs while it runs, and the steps it is made of.
//
// Two arenas: `run` holds what stays (rules), `file` the YAML of the file at hand, taken back after
// it. Lists that grow while a step runs lie in `file` too and are given back by the step
// (`ks_arena kept = l->file; … l->file = kept;`); a copy of `file` serves only functions that call
// nothing that takes from it. A step that finds a mistake says it once with rules_refuse and
// returns NULL up to the document, which is then left out. No memory is the same way out, with
// `is_over`.
#pragma once
#include "rules/set.h"
#include "rules/yaml.h"

enum {
    rules_tests_most = 100000,      // of one rule, each counted as often as its condition names it
    rules_file_tests_most = 200000, // of all rules of a file
    rules_documents_most = 10000,   // of a file
    rules_condition_most = 65536,   // bytes of a condition
    rules_condition_depth_most = 256,
    rules_condition_work_most = 4 << 20, // looks at search identifiers
    rules_expansions_most = 50000        // values that one value with placeholders becomes
};

typedef struct {
    u32 line, column;
} rules_place;

static inline rules_place rules_at(const rules_yaml *node)
{
    return (rules_place){ node->line, node->column };
}
static inline rules_place rules_at_key(const rules_yaml *node)
{
    return (rules_place){ node->key_line, node->key_column };
}

// One placeholder with the values it stands for.
typedef struct {
    ks_str name;
    const ks_str *values;
    u32 value_count;
} rules_placeholder;

// A search identifier. Its tests are counted, so that conditions cannot multiply them.
typedef struct {
    ks_str name;
    const ks_rule_node *node;
    u32 tests;
} rules_identifier;

typedef struct {
    const rules_identifier *rows;
    u32 count;
} rules_identifiers;

// A correlation as read, its members still names.
typedef struct {
    ks_str text;
    rules_place place;
} rules_reference;
typedef struct {
    ks_rule *rule;
    ks_correlation *correlation; // NULL: a detection
    rules_reference *members;
    u32 member_count;
    ks_str *supersedes; // ids of `related`, type obsolete
    u32 supersede_count;
    rules_place place;
    u32 document;   // of problems
    u32 file;       // counts up
    bool is_base;   // of an aggregation: the correlation comes right after it
    u32 base_count; // of an aggregation: its members come right before it
    bool is_builtin;
    struct rules_alias_row *alias_rows; // whose rules are still names
    u32 alias_row_count;
} rules_pending;

// alias: {rule: field}
typedef struct rules_alias_row {
    u32 alias;
    ks_str rule, field;
    rules_place place;
} rules_alias_row;

// A rule that was read and is not loaded, so that who refers to it can be told why.
typedef enum { RULES_OTHER_PRODUCT, RULES_RETIRED, RULES_HAS_MISTAKE } rules_absence;
typedef struct {
    ks_str id, name;
    rules_absence why;
} rules_absent;

typedef struct {
    ks_str category, product, service, definition; // lower case but for the last
} rules_logsource;

// A filter: what it applies to, and what it adds to their conditions.
typedef struct {
    ks_rule_problem about;
    rules_logsource source; // empty: any
    const rules_reference *members;
    u32 member_count; // 0: any
    const ks_rule_node *condition;
    rules_place place;
} rules_filter;

typedef struct rules_loader {
    ks_rule_set *set;
    const ks_rule_loading *how;
    ks_arena *run;
    ks_arena file;
    ks_rule_problem about; // path, id, title, document of what is read now
    const char *folder;    // in which files that a rule names have to lie; NULL: none
    bool reads_others;     // rules named files of values
    bool is_over;          // no memory
    bool is_file_over;     // this file wants too much
    u32 tests;             // of the rule at hand; of its condition, with repetitions
    u32 file_tests, file_documents;
    u64 file_work;
    u32 file_number;
    bool is_builtin;

    rules_placeholder *placeholders;
    u32 placeholder_count;

    rules_pending *pending;
    size_t pending_count, pending_capacity;
    rules_filter *filters;
    size_t filter_count, filter_capacity;
    rules_absent *absent;
    size_t absent_count, absent_capacity;
} rules_loader;

// Says a mistake at a place of the document at hand. NULL, so that a refusal is one line.
void *rules_refuse(rules_loader *l, ks_rule_problem_kind kind, rules_place place, ks_str text);
void rules_warn(rules_loader *l, ks_rule_problem_kind kind, rules_place place, ks_str text);

// Memory that stays; NULL sets `is_over`. The macro reads like ks_take.
void *rules_take_bytes(rules_loader *l, size_t size, size_t count, size_t align);
#define rules_take(l, type, count) \
    ((type *)rules_take_bytes((l), sizeof(type), (count), alignof(type)))
ks_str rules_keep(rules_loader *l, ks_str text);

// --- nodes (node.c)
// ALL or ANY over parts that lie in scratch; a single one is given back itself.
const ks_rule_node *rules_node_join(rules_loader *l, ks_rule_node_kind kind,
                                    const ks_rule_node *const *parts, u32 count);
const ks_rule_node *rules_node_of(rules_loader *l, const ks_rule_test *test); // NULL: NULL
const ks_rule_node *rules_node_not(rules_loader *l, const ks_rule_node *part);

// A list that grows in scratch.
typedef struct {
    const ks_rule_node **parts;
    size_t count, capacity;
} rules_parts;
bool rules_parts_add(rules_loader *l, ks_arena *scratch, rules_parts *parts,
                     const ks_rule_node *part);

// --- steps
void rules_file_read(rules_loader *l, ks_str path, ks_span text); // document.c
// One document of which the kind is known; `line`: where it begins.
void rules_detection_document(rules_loader *l, const rules_yaml *document);
bool rules_metadata_read(rules_loader *l, const rules_yaml *document, rules_pending *pending);
bool rules_logsource_read(rules_loader *l, const rules_yaml *document, rules_logsource *found);
bool rules_is_retired(const rules_loader *l, const ks_rule *rule);
bool rules_pending_add(rules_loader *l, rules_pending pending);
void rules_absent_add(rules_loader *l, const rules_pending *pending, rules_absence why);
// A list that stays, from scalars or one scalar.
bool rules_list_keep(rules_loader *l, const rules_yaml *value, ks_str_list *list);

// detection.c
bool rules_identifiers_read(rules_loader *l, const rules_yaml *detection, const char *const *other,
                            rules_identifiers *found);
// detection_item.c: `key: value`, key with modifiers
const ks_rule_node *rules_item_read(rules_loader *l, const rules_yaml *item);
// A list or a single scalar without field.
const ks_rule_node *rules_keyword_read(rules_loader *l, const rules_yaml *value);

// condition.c
typedef struct {
    ks_str text;
    rules_place place; // of its first character
    bool has_columns;  // the text stands in the file as it is here
    bool takes_pipe;   // `|` ends the expression: the rest is an aggregation
    size_t pipe;       // where it stands; text.size: none
    u32 tests;         // of all that it names
} rules_condition;
const ks_rule_node *rules_condition_read(rules_loader *l, const rules_identifiers *identifiers,
                                         rules_condition *condition);
rules_condition rules_condition_of(const rules_yaml *scalar);
rules_place rules_condition_place(const rules_condition *condition, size_t at);

// condition_aggregate.c: the text behind the pipe, as a correlation. Its first member is the rule's
// own detection; `near` names search identifiers that are further ones.
enum { rules_near_most = 15 };
typedef struct {
    ks_correlation *correlation;
    const ks_rule_node *near[rules_near_most];
    u32 near_count;
} rules_aggregate;
bool rules_aggregate_read(rules_loader *l, const rules_identifiers *identifiers,
                          const rules_condition *condition, const rules_yaml *timeframe,
                          rules_aggregate *found);

// correlation_doc.c, correlation_condition.c, filter_doc.c
// A list of ids and names, or one of them; false: it is neither, or too long.
enum { rules_references_most = 1024 };
typedef struct {
    rules_reference *at;
    u32 count;
} rules_references;
bool rules_references_read(rules_loader *l, const rules_yaml *value, rules_references *found);
void rules_correlation_document(rules_loader *l, const rules_yaml *document);
bool rules_correlation_condition_read(rules_loader *l, const rules_yaml *value,
                                      rules_pending *pending);
void rules_filter_document(rules_loader *l, const rules_yaml *document);
bool rules_filter_add(rules_loader *l, rules_filter filter);
// A document is left out, for a mistake that was said, unless nobody wants its rule anyway.
void rules_left_out(rules_loader *l, const rules_pending *pending);
// "5m" as ticks; false: no time span
bool rules_span_read(ks_str text, u64 *ticks);

// resolve.c: filters into conditions, names into numbers, who is silent, who stays
bool rules_resolve(rules_loader *l);

// placeholder.c
bool rules_placeholders_load(rules_loader *l, ks_fail *fail);
typedef struct {
    ks_str *at;
    u32 count;
} rules_lines;
// The lines of a list, kept: blank ones and comments (#) left out. `bytes` is valid UTF-8.
bool rules_lines_read(rules_loader *l, ks_span bytes, rules_lines *lines);

// set.c: a file's bytes in the file arena, at most `most` + 1 of them
bool rules_bytes_read(rules_loader *l, const char *path, size_t most, ks_span *bytes,
                      ks_fail *fail);
// Counts what decides the meaning of the set.
void rules_hash(rules_loader *l, ks_span bytes);
