// A Sysmon configuration: as XML, or compiled as the registry value `Rules` keeps it, both in one
// model; and what it does to an event, exactly as the engine decides (docs/formats/policy-xml.md).
//
//     ks_sysmon_config config;
//     if (!ks_sysmon_blob_read(&config, rules_value, &arena, &fail)) ...
//     ks_sysmon_verdict verdict = ks_sysmon_judge(&config, 1, fields);
//     if (verdict.logged == KS_SYSMON_NO) ...; // by verdict.element, verdict.filter
//
// Everything in a config lives in the arena it was read into; texts may point into the bytes read.
#pragma once
#include "base/arena.h"
#include "base/fail.h"
#include "base/out.h"
#include "policy/sysmon_schema.h"

typedef struct ks_sysmon_filter ks_sysmon_filter;
struct ks_sysmon_filter {
    ks_str field, name, value;
    ks_sysmon_condition condition;
    u32 line, column; // 0: compiled
    ks_sysmon_filter *next;
};

// One member of an element: a filter of its own, or a Rule of several.
typedef struct ks_sysmon_member ks_sysmon_member;
struct ks_sysmon_member {
    bool is_rule;
    bool is_and;        // of a Rule
    bool says_relation; // a Rule without groupRelation is OR
    ks_str name;        // of a Rule
    ks_sysmon_filter *filters;
    u32 line, column;
    ks_sysmon_member *next;
};

typedef struct ks_sysmon_group ks_sysmon_group;
struct ks_sysmon_group { // <RuleGroup>
    ks_str name;
    bool is_and;
    bool says_relation;
    u32 line, column;
    ks_sysmon_group *next;
};

// <ProcessCreate onmatch="...">
typedef struct ks_sysmon_element ks_sysmon_element;
struct ks_sysmon_element {
    ks_str tag;
    u32 event; // the first id of the tag
    bool is_include;
    bool is_and;                  // how its members combine: its group's relation, or the schema's
    const ks_sysmon_group *group; // NULL: outside any
    ks_sysmon_member *members;
    u32 line, column;
    ks_sysmon_element *next;
};

typedef struct ks_sysmon_option ks_sysmon_option;
struct ks_sysmon_option {
    ks_str name, value;
    u32 line, column;
    ks_sysmon_option *next;
};

typedef struct {
    u32 schema; // hundredths; 0: not stated
    bool is_compiled;
    bool is_fragment; // no Sysmon element around it: its options are not known
    ks_sysmon_option *options;
    ks_sysmon_group *groups;
    ks_sysmon_element *elements; // in document order
} ks_sysmon_config;

// The text of an option; empty: not there.
ks_str ks_sysmon_option_value(const ks_sysmon_config *config, ks_str name);
// False: the event needs an option that is not on, as the clipboard does. Compiled rules and
// fragments do not tell of options: for them it is true.
bool sysmon_is_captured(const ks_sysmon_config *config, u32 event);

// The registry value `Rules`. Chains that do not close as their counts say are refused.
KS_MUST bool ks_sysmon_blob_read(ks_sysmon_config *config, ks_span bytes, ks_arena *arena,
                                 ks_fail *fail);
// Whether the bytes look like it.
bool ks_sysmon_blob_is(ks_span bytes);

// The configuration as XML, UTF-8, LF.
void ks_sysmon_write(ks_out *out, const ks_sysmon_config *config);

// What is known of a field of an event that is judged.
typedef enum { KS_SYSMON_KNOWN, KS_SYSMON_ABSENT, KS_SYSMON_OPEN } ks_sysmon_knowing;

typedef enum { KS_SYSMON_NO, KS_SYSMON_YES, KS_SYSMON_DEPENDS } ks_sysmon_logged;

typedef struct {
    ks_sysmon_knowing (*value)(const void *from, ks_str field, ks_str *text);
    const void *from;
    // Instead of `value`, where values are known by patterns only: what a filter does. A filter on
    // a field that the event does not have never matches: who answers has to say so.
    ks_sysmon_logged (*matches)(const void *from, const ks_sysmon_filter *filter);
} ks_sysmon_fields; // no function: nothing is known of any field

typedef struct {
    ks_sysmon_logged logged; // DEPENDS: on fields that are not known
    // What decided; NULL: the default of the event or of the elements. Of an AND, the first filter.
    const ks_sysmon_element *element;
    const ks_sysmon_member *member;
    const ks_sysmon_filter *filter;
    ks_str rule_name; // the event's RuleName; empty: "-"
} ks_sysmon_verdict;

// Whether the event is logged. Without knowledge of fields the answer is: always, never, depends.
ks_sysmon_verdict ks_sysmon_judge(const ks_sysmon_config *config, u32 event,
                                  ks_sysmon_fields fields);

// One condition on one text: what a filter does once its field is known. DEPENDS: the value holds
// an environment variable, which only the machine can expand.
ks_sysmon_logged ks_sysmon_filter_matches(const ks_sysmon_filter *filter, ks_str text);
