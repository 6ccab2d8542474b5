// The files that settings refer to, and the ids of all settings.
#include "catalogue/generate/links.h"

#include <stdio.h>
#include <stdlib.h>

enum { path_size = 4096 };

static bool load(yaml_source *source, const char *dir, const char *name)
{
    char *path = yaml_memory(path_size);
    int size = snprintf(path, path_size, "%s/%s", dir, name);
    return size > 0 && size < path_size && yaml_source_load(source, path);
}

bool links_open(links *l, const char *dir)
{
    *l = (links){ 0 };
    if (!load(&l->questions, dir, "questions.yaml"))
        return false;
    if (!load(&l->logsources, dir, "logsources.yaml")) {
        yaml_source_close(&l->questions);
        return false;
    }
    if (!load(&l->profiles, dir, "profiles.yaml")) {
        yaml_source_close(&l->questions);
        yaml_source_close(&l->logsources);
        return false;
    }
    return true;
}

void links_close(links *l)
{
    yaml_source_close(&l->questions);
    yaml_source_close(&l->logsources);
    yaml_source_close(&l->profiles);
}

void links_add_id(links *l, setting_id id)
{
    l->ids = yaml_longer(l->ids, l->id_count, sizeof id);
    l->ids[l->id_count++] = id;
}

static int id_order(const void *left, const void *right)
{
    const setting_id *a = left, *b = right;
    int order = ks_str_compare(a->id, b->id);
    if (order)
        return order;
    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

void links_sort_ids(links *l)
{
    if (l->id_count == 0)
        return;
    qsort(l->ids, l->id_count, sizeof *l->ids, id_order);
    for (size_t i = 1; i < l->id_count; i++) {
        if (ks_str_equal(l->ids[i].id, l->ids[i - 1].id))
            yaml_complain(l->ids[i].source, l->ids[i].node, 0, "'%.*s' is here twice",
                          (int)l->ids[i].id.size, l->ids[i].id.at);
    }
}

const setting_id *links_find_id(const links *l, ks_str id)
{
    size_t low = 0, high = l->id_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = ks_str_compare(l->ids[middle].id, id);
        if (order == 0)
            return &l->ids[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

// Index of the map in the list whose `id` is that text; false: there is none.
static bool find_in(yaml_source *source, const char *list_name, ks_str id, size_t *index)
{
    const yaml_node_t *list = yaml_get(source, yaml_root(source), list_name);
    size_t count = list ? yaml_item_count(source, list) : 0;
    for (size_t i = 0; i < count; i++) {
        const yaml_node_t *own = yaml_get(source, yaml_item(source, list, i), "id");
        if (own && ks_str_equal(yaml_text(source, own), id)) {
            *index = i;
            return true;
        }
    }
    return false;
}

u32 links_question(links *l, yaml_source *from, const yaml_node_t *node)
{
    ks_str id = yaml_text(from, node);
    size_t index;
    if (find_in(&l->questions, "questions", id, &index))
        return 1u << (index + 1);
    yaml_complain(from, node, 0, "no question '%.*s'", (int)id.size, id.at);
    return 0;
}

u32 links_profile(links *l, yaml_source *from, const yaml_node_t *node)
{
    ks_str id = yaml_text(from, node);
    size_t index;
    if (find_in(&l->profiles, "profiles", id, &index))
        return (u32)index;
    yaml_complain(from, node, 0, "no profile '%.*s'", (int)id.size, id.at);
    return 0;
}

void links_log_source(links *l, yaml_source *from, const yaml_node_t *node)
{
    static const char *const kinds[] = { "categories", "services" };
    ks_str name = yaml_text(from, node);
    for (size_t k = 0; k < countof(kinds); k++) {
        const yaml_node_t *map = yaml_get(&l->logsources, yaml_root(&l->logsources), kinds[k]);
        size_t count = map ? yaml_pair_count(&l->logsources, map) : 0;
        for (size_t i = 0; i < count; i++) {
            const yaml_node_t *key, *value;
            yaml_pair_at(&l->logsources, map, i, &key, &value);
            if (ks_str_equal(yaml_text(&l->logsources, key), name))
                return;
        }
    }
    yaml_complain(from, node, 0, "no log source '%.*s'", (int)name.size, name.at);
}
