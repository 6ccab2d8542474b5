// Inside the room: YAML as a tree of nodes that know where they stand, with budgets. libyaml gives
// the events; aliases, tags and complex keys are refused, since a rule needs none and they explode.
#pragma once
#include "base/arena.h"
#include "base/text.h"
#include "rules/problem.h"

typedef enum { RULES_YAML_SCALAR, RULES_YAML_LIST, RULES_YAML_MAP } rules_yaml_kind;
typedef struct rules_yaml rules_yaml;
struct rules_yaml {
    rules_yaml_kind kind;
    bool is_plain;     // scalar without quotes and no block: may be a number, a boolean or null
    ks_str key;        // when it is a value in a map
    ks_str text;       // scalar
    rules_yaml *first; // item of a list, entry of a map, in the order of the file
    rules_yaml *next;  // sibling
    u32 count;         // of items
    u32 line, column;  // from 1; of the value
    u32 key_line, key_column;
};

// The documents of one file, empty ones left out; NULL when there are none or the file is refused
// (`problems` says where and why). `next` leads from document to document. Texts are copied.
rules_yaml *rules_yaml_read(ks_span file, ks_arena *arena, ks_rule_problems *problems);
// The value of a key; NULL: none. Keys are unique: a file with a duplicate is refused.
const rules_yaml *rules_yaml_find(const rules_yaml *map, const char *key);
// A plain scalar that YAML reads as null (empty, ~, null).
bool rules_yaml_is_null(const rules_yaml *node);
