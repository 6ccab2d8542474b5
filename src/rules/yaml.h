// Inside the room: YAML as a tree of nodes that know where they stand, with budgets. libyaml gives
// the events; aliases, tags and complex keys are refused, since a rule needs none and they explode.
#pragma once
#include "base/arena.h"
#include "base/text.h"
#include "rules/problem.h"
#include "rules/rule.h"

typedef enum { RULES_YAML_SCALAR, RULES_YAML_LIST, RULES_YAML_MAP } rules_yaml_kind;
typedef struct rules_yaml rules_yaml;
struct rules_yaml {
    rules_yaml_kind kind;
    bool is_plain;     // scalar without quotes and no block: may be a number, a boolean or null
    bool is_one_line;  // scalar that begins and ends on the same line: columns inside it count
    ks_str key;        // when it is a value in a map
    ks_str text;       // scalar
    rules_yaml *first; // item of a list, entry of a map, in the order of the file
    rules_yaml *next;  // sibling
    u32 count;         // of items
    u32 line, column;  // from 1; of the value
    u32 key_line, key_column;
};

enum {
    rules_yaml_size_most = 4 << 20, // bytes of a file
    rules_yaml_depth_most = 64,
    rules_yaml_nodes_most = 200000 // of a file
};

// The documents of one file, empty ones left out; NULL when there are none or the file is refused
// (`problems` says where and why). `next` leads from document to document. Texts are copied.
rules_yaml *rules_yaml_read(ks_span file, ks_arena *arena, ks_rule_problems *problems);
// The value of a key; NULL: none. Keys are unique: a file with a duplicate is refused.
const rules_yaml *rules_yaml_find(const rules_yaml *map, const char *key);
// A plain scalar that YAML reads as null (empty, ~, null).
bool rules_yaml_is_null(const rules_yaml *node);

// What a scalar is, by the core schema of YAML 1.2. Quoted ones and blocks are texts always; so are
// yes, no, on and off, dates, and whole numbers beyond 64 bits.
typedef enum {
    RULES_TYPE_TEXT,
    RULES_TYPE_NULL,
    RULES_TYPE_BOOL,
    RULES_TYPE_WHOLE,
    RULES_TYPE_REAL
} rules_yaml_type;
// `number` (may be NULL) is filled for numbers, and for a boolean with 0 or 1.
rules_yaml_type rules_yaml_type_of(const rules_yaml *node, ks_rule_number *number);
