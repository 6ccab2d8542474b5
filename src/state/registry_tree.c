// Keys and values that a policy sets or an export lists, as a registry.
#include "state/registry_own.h"

static bool tree_find(ks_registry *r, ks_str path, ks_arena *arena, ks_reg_key *key)
{
    (void)arena;
    const ks_hive_tree *tree = r->own;
    const ks_hive_tree_key *found = path.size ? ks_hive_tree_find(tree, path) : tree->root;
    if (found)
        *key = (ks_reg_key){ .at = found, .written_ticks = found->written_ticks };
    return found != NULL;
}

static ks_reg_value value_of(const ks_hive_tree_value *found, ks_arena *arena)
{
    return (ks_reg_value){ .name = registry_name(found->name, arena),
                           .type = found->type,
                           .data = found->data,
                           .is_deleted = found->type == registry_deleted };
}

static bool tree_value(ks_registry *r, const ks_reg_key *key, ks_str name, ks_arena *arena,
                       ks_reg_value *value)
{
    (void)r;
    const ks_hive_tree_value *found = ks_hive_tree_value_of(key->at, name);
    if (found)
        *value = value_of(found, arena);
    return found != NULL;
}

static bool tree_keys(ks_registry *r, const ks_reg_key *key, ks_arena *arena, ks_str **names,
                      size_t *count)
{
    (void)r;
    const ks_hive_tree_key *of = key->at;
    *count = 0;
    *names = ks_take(arena, ks_str, of->key_count + 1);
    for (const ks_hive_tree_key *k = of->first_key; *names && k && *count < of->key_count;
         k = k->next)
        (*names)[(*count)++] = registry_name(k->name, arena);
    return *names != NULL;
}

static bool tree_values(ks_registry *r, const ks_reg_key *key, ks_arena *arena,
                        ks_reg_value **values, size_t *count)
{
    (void)r;
    const ks_hive_tree_key *of = key->at;
    *count = 0;
    *values = ks_take(arena, ks_reg_value, of->value_count + 1);
    for (const ks_hive_tree_value *v = of->first_value; *values && v && *count < of->value_count;
         v = v->next)
        (*values)[(*count)++] = value_of(v, arena);
    return *values != NULL;
}

static bool tree_security(ks_registry *r, const ks_reg_key *key, ks_arena *arena,
                          ks_span *descriptor)
{
    (void)r, (void)arena;
    const ks_hive_tree_key *of = key->at;
    *descriptor = of->security;
    return of->security.size > 0;
}

// The nearest key above the path that is there, or one above that, has to be listed whole.
static bool tree_covers(ks_registry *r, ks_str path)
{
    const ks_hive_tree *tree = r->own;
    while (path.size) {
        const ks_hive_tree_key *key = ks_hive_tree_find(tree, path);
        if (key && (key->flags & registry_listed))
            return true;
        while (path.size && path.at[path.size - 1] != '\\')
            path.size--;
        path.size -= path.size > 0;
    }
    return false;
}

ks_registry *registry_of_tree(const ks_hive_tree *tree, ks_arena *arena)
{
    ks_registry *r = ks_take(arena, ks_registry, 1);
    ks_hive_tree *own = ks_take(arena, ks_hive_tree, 1);
    if (r == NULL || own == NULL)
        return NULL;
    *own = *tree;
    *r = (ks_registry){ .own = own,
                        .find = tree_find,
                        .value = tree_value,
                        .keys = tree_keys,
                        .values = tree_values,
                        .security = tree_security,
                        .covers = tree_covers };
    return r;
}
