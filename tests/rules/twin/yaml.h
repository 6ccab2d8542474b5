// YAML as a plain tree, made with libyaml's document loader: the twin's own, so that a mistake of
// the rule loader's tree cannot hide in both.
//
// Kept: which scalars were plain (they may be numbers, booleans or null), the order of the file,
// lines. A key that stands twice in a map, or nesting beyond 64, refuses the file.
#pragma once
#include "base/arena.h"
#include "base/text.h"

#include <stdlib.h>
#include <yaml.h>

typedef enum { TWIN_SCALAR, TWIN_LIST, TWIN_MAP } twin_node_kind;
typedef struct twin_node twin_node;
struct twin_node {
    twin_node_kind kind;
    bool is_plain;
    ks_str key;       // when it is a value of a map
    ks_str text;      // of a scalar
    twin_node *first; // of a list or a map, in the order of the file
    twin_node *next;  // in the list, or the next document
    u32 count, line;
};

enum { twin_yaml_depth_most = 64 };

typedef struct {
    yaml_document_t document;
    ks_arena *arena;
    const char *refused;
} twin_yaml_reading;

static inline twin_node *twin_yaml_make(twin_yaml_reading *r, int index, unsigned depth);

static inline void twin_yaml_children(twin_yaml_reading *r, const yaml_node_t *from,
                                      twin_node *node, unsigned depth)
{
    twin_node **end = &node->first;
    if (from->type == YAML_SEQUENCE_NODE) {
        for (yaml_node_item_t *i = from->data.sequence.items.start;
             i < from->data.sequence.items.top; i++, node->count++) {
            *end = twin_yaml_make(r, *i, depth + 1);
            end = &(*end)->next;
        }
        return;
    }
    for (yaml_node_pair_t *p = from->data.mapping.pairs.start; p < from->data.mapping.pairs.top;
         p++, node->count++) {
        twin_node *key = twin_yaml_make(r, p->key, depth + 1);
        twin_node *value = twin_yaml_make(r, p->value, depth + 1);
        for (twin_node *other = node->first; other; other = other->next) {
            if (ks_str_equal(other->key, key->text))
                r->refused = "a key stands twice";
        }
        if (key->kind != TWIN_SCALAR)
            r->refused = "a key is no text";
        value->key = key->text;
        *end = value;
        end = &value->next;
    }
}

static inline twin_node *twin_yaml_make(twin_yaml_reading *r, int index, unsigned depth)
{
    const yaml_node_t *from = yaml_document_get_node(&r->document, index);
    twin_node *node = ks_take(r->arena, twin_node, 1);
    KS_ASSERT(node && from);
    node->line = (u32)from->start_mark.line + 1;
    if (depth > twin_yaml_depth_most) {
        r->refused = "nested too deeply";
        return node;
    }
    if (from->type == YAML_SCALAR_NODE) {
        const char *text = (const char *)from->data.scalar.value;
        node->text = ks_arena_keep(r->arena, (ks_str){ text, from->data.scalar.length });
        node->is_plain = from->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
        return node;
    }
    node->kind = from->type == YAML_SEQUENCE_NODE ? TWIN_LIST : TWIN_MAP;
    twin_yaml_children(r, from, node, depth);
    return node;
}

// The documents of a file; empty ones are left out. NULL and `refused`: it is none.
static inline twin_node *twin_yaml_read(ks_span file, ks_arena *arena, const char **refused)
{
    twin_yaml_reading r = { .arena = arena };
    twin_node *first = NULL, **end = &first;
    yaml_parser_t parser;
    KS_ASSERT(yaml_parser_initialize(&parser));
    yaml_parser_set_input_string(&parser, file.at, file.size);
    while (r.refused == NULL) {
        if (!yaml_parser_load(&parser, &r.document)) {
            r.refused = "not YAML";
            break;
        }
        const yaml_node_t *root = yaml_document_get_root_node(&r.document);
        bool is_end = root == NULL;
        if (root && (root->type != YAML_SCALAR_NODE || root->data.scalar.length)) {
            *end = twin_yaml_make(&r, 1, 0);
            end = &(*end)->next;
        }
        yaml_document_delete(&r.document);
        if (is_end)
            break;
    }
    yaml_parser_delete(&parser);
    *refused = r.refused;
    return r.refused ? NULL : first;
}

static inline const twin_node *twin_find(const twin_node *map, const char *key)
{
    const twin_node *node = map && map->kind == TWIN_MAP ? map->first : NULL;
    while (node && !ks_str_equal(node->key, ks_str_of(key)))
        node = node->next;
    return node;
}

static inline ks_str twin_text_at(const twin_node *map, const char *key)
{
    const twin_node *node = twin_find(map, key);
    return node && node->kind == TWIN_SCALAR ? node->text : (ks_str){ 0 };
}

static inline bool twin_is_one_of(ks_str text, const char *const *words)
{
    while (*words && !ks_str_equal(text, ks_str_of(*words)))
        words++;
    return *words != NULL;
}

// Plain scalars that YAML's core schema reads as something else than text.
static inline bool twin_is_null(const twin_node *node)
{
    static const char *const words[] = { "", "~", "null", "Null", "NULL", NULL };
    return node->kind == TWIN_SCALAR && node->is_plain && twin_is_one_of(node->text, words);
}

static inline bool twin_is_bool(const twin_node *node, bool *value)
{
    static const char *const yes[] = { "true", "True", "TRUE", NULL };
    static const char *const no[] = { "false", "False", "FALSE", NULL };
    *value = twin_is_one_of(node->text, yes);
    return node->kind == TWIN_SCALAR && node->is_plain &&
           (*value || twin_is_one_of(node->text, no));
}
