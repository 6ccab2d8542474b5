// Pieces of a row of settings as C initialisers: each reads a node, complains about what is wrong
// with it, and writes.
#pragma once
#include "catalogue/generate/links.h"
#include "catalogue/settings.h"

#include <stdio.h>

typedef struct {
    yaml_source source; // the file
    links *links;
    FILE *file;           // the table that is written
    ks_setting_type type; // of the part at hand
} settings_maker;

// { "English", 7 }, { "Japanese", 8 } of the key; empty ones if it is not there and need not be.
void settings_pair(settings_maker *m, const yaml_node_t *map, const char *key, bool is_needed);
// Index of the text among the words; complains and gives 0 if it is none of them.
u32 settings_word(settings_maker *m, const yaml_node_t *node, const char *const *words,
                  size_t count);
u32 settings_roles(settings_maker *m, const yaml_node_t *node);      // list -> bits
u32 settings_editions(settings_maker *m, const yaml_node_t *node);   // list -> bits
u32 settings_build(settings_maker *m, const yaml_node_t *node);      // "10-1803" -> 17134
u32 settings_last_build(settings_maker *m, const yaml_node_t *node); // with its service packs
// A part: the row itself if it has none under `parts`.
void settings_part(settings_maker *m, const yaml_node_t *node);
// Whether the row describes a part itself.
bool settings_is_part(settings_maker *m, const yaml_node_t *row);
// Whether the key is there; it may say nothing but true.
bool settings_is_true(settings_maker *m, const yaml_node_t *row, const char *key);
extern const char *const settings_role_words[3];
