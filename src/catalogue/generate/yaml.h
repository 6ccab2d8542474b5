// One YAML file of the catalogue as libyaml's tree, and the questions that the loaders ask of it.
// Everything that is wrong is said as file:line:column, and counted; work goes on, so that one run
// shows all mistakes.
#pragma once
#include "base/base.h"

#include <yaml.h>

typedef struct {
    const char *path;
    yaml_document_t document;
    unsigned mistakes;
} yaml_source;

// A text in both languages.
typedef struct {
    ks_str text[2]; // English, Japanese
} yaml_pair;

// Memory until yaml_memory_free, which is called once, at the end of the program. Without memory
// the program ends here.
void *yaml_memory(size_t size);
void yaml_memory_free(void);
// `items` with room for at least one more than `count`; the first call is with NULL and 0.
void *yaml_longer(void *items, size_t count, size_t size);

bool yaml_source_load(yaml_source *source, const char *path);
void yaml_source_close(yaml_source *source);

__attribute__((format(printf, 4, 5))) void yaml_complain(yaml_source *source,
                                                         const yaml_node_t *node, size_t offset,
                                                         const char *format, ...);

const yaml_node_t *yaml_node(yaml_source *source, int index);
const yaml_node_t *yaml_root(yaml_source *source);

// The value of a key; NULL when it is not there, with a complaint if it has to be.
const yaml_node_t *yaml_get(yaml_source *source, const yaml_node_t *map, const char *key);
const yaml_node_t *yaml_need(yaml_source *source, const yaml_node_t *map, const char *key);
// Complains about keys that are not in the list (which ends with NULL), and about doubled ones.
void yaml_allow(yaml_source *source, const yaml_node_t *map, const char *const *keys);

// The pairs of a mapping and the items of a sequence; 0 with a complaint for another kind of node.
size_t yaml_pair_count(yaml_source *source, const yaml_node_t *map);
void yaml_pair_at(yaml_source *source, const yaml_node_t *map, size_t i, const yaml_node_t **key,
                  const yaml_node_t **value);
size_t yaml_item_count(yaml_source *source, const yaml_node_t *list);
const yaml_node_t *yaml_item(yaml_source *source, const yaml_node_t *list, size_t i);

ks_str yaml_text(yaml_source *source, const yaml_node_t *node);
u32 yaml_number(yaml_source *source, const yaml_node_t *node);
bool yaml_is_null(const yaml_node_t *node); // ~
// {en: …, ja: …}: both have to be there.
yaml_pair yaml_languages(yaml_source *source, const yaml_node_t *node);
// The first line of each file: format: 1.
void yaml_check_format(yaml_source *source);
