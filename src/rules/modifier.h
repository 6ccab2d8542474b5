// Inside the room: the modifiers behind a field's name, read and checked as a whole.
#pragma once
#include "rules/value.h"

// What an item compares with; the modifier that says so stands first.
typedef enum {
    RULES_BY_TEXT,
    RULES_BY_REGEX,
    RULES_BY_NETWORK,
    RULES_BY_RELATION, // lt, lte, gt, gte
    RULES_BY_TIME,
    RULES_BY_FIELD,
    RULES_BY_EXISTENCE
} rules_by;

typedef struct {
    ks_str field; // empty: keywords
    rules_place place;
    rules_by by;
    bool is_all, is_negated, is_cased;
    bool is_expanded;            // %placeholders%
    bool opens_start, opens_end; // * in front, behind
    bool is_windash;
    bool has_text_modifier; // any that wants texts: numbers are taken by their spelling
    bool is_base64, is_offset;
    rules_encoding encoding;
    ks_str encoding_name; // as written, while no base64 follows it
    u8 regex_flags;
    ks_rule_relation relation;
    ks_rule_time_part part;
    ks_rule_likeness likeness;
} rules_modifiers;

// Reads `field|modifier|…`. False: said.
bool rules_modifiers_read(rules_loader *l, ks_str key, rules_place place, rules_modifiers *found);

// Hayabusa's nested keys: `field: {min_length: 10, value: …, regexes: file, allowlist: file}`
// (detection_map.c).
const ks_rule_node *rules_key_map_read(rules_loader *l, const rules_modifiers *m,
                                       const rules_yaml *map);
// A value or a list of values behind modifiers that were read.
const ks_rule_node *rules_value_read(rules_loader *l, const rules_modifiers *m,
                                     const rules_yaml *value);
// A test for a regular expression; refused when it is none.
const ks_rule_node *rules_regex_node(rules_loader *l, const rules_modifiers *m,
                                     const rules_yaml *value, ks_str text);
// Whether PCRE2 takes the pattern; `why`: its words. (regex_check.c)
bool rules_regex_check(rules_loader *l, ks_str pattern, u8 flags, ks_str *why);
