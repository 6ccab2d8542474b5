// What rows of settings refer to: questions, log sources, profiles, other settings. Loaded before
// the settings are, so that a word that leads nowhere is said with its place.
#pragma once
#include "catalogue/generate/yaml.h"

typedef struct {
    ks_str id;
    const yaml_node_t *node; // of `source`, which stays open
    yaml_source *source;
    size_t file, row; // which group, which of its rows
} setting_id;

typedef struct {
    yaml_source questions, logsources, profiles;
    setting_id *ids; // of all files, sorted once all are there
    size_t id_count;
    u32 part_count;
} links;

// False: a file could not be read, which was said.
bool links_open(links *l, const char *dir);
void links_close(links *l);

void links_add_id(links *l, setting_id id);
// Sorts the ids, and complains about doubled ones.
void links_sort_ids(links *l);
const setting_id *links_find_id(const links *l, ks_str id);

// Each complains about the node of `from` when there is no such thing.
u32 links_question(links *l, yaml_source *from, const yaml_node_t *node); // its bit
u32 links_profile(links *l, yaml_source *from, const yaml_node_t *node);  // its index
void links_log_source(links *l, yaml_source *from, const yaml_node_t *node);
