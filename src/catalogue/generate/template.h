// Sentence templates of events.yaml, parsed into ops. The language is described at the head of
// catalogue/events.yaml.
#pragma once
#include "catalogue/generate/yaml.h"
#include "catalogue/tables.h"

enum { template_depth_max = 4 }; // groups inside groups

// A list of words that templates use by name, in one language.
typedef struct {
    ks_str name;
    size_t first[2], count; // in the pool's codes
} template_words;

typedef struct {
    size_t first_field; // in the pool's fields
    size_t first_code;  // in the pool's codes
    catalogue_op op;
} template_op;

// All that the sentences are made of, in the order in which it is written.
typedef struct {
    template_op *ops;
    catalogue_field *fields;
    catalogue_code *codes;
    template_words *words;
    size_t op_count, field_count, code_count, word_count;
} template_pool;

void template_add_code(template_pool *pool, ks_str code, ks_str text);
void template_add_words(template_pool *pool, template_words words);

// Parses the text of `node` to ops at the end of the pool. Mistakes are complained about.
void template_parse(template_pool *pool, yaml_source *source, const yaml_node_t *node,
                    size_t language);
