// Trees of keys and values: found, made, changed, and loaded from a hive.
#include "evidence/hive/tree.h"

#include "base/text.h"
#include "evidence/hive/hive_own.h"

ks_utf16 ks_hive_units(ks_arena *arena, ks_str text)
{
    u8 *to = ks_take(arena, u8, text.size * 2 + 2);
    if (to == NULL)
        return (ks_utf16){ 0 };
    size_t units = 0;
    for (size_t at = 0; at < text.size;) {
        u32 c = 0;
        at += ks_utf8_read(text, at, &c);
        if (c >= 0x10000) {
            ks_store16(to + 2 * units++, (u16)(0xd800 + ((c - 0x10000) >> 10)));
            c = 0xdc00 + ((c - 0x10000) & 0x3ff);
        }
        ks_store16(to + 2 * units++, (u16)c);
    }
    return (ks_utf16){ to, units };
}

ks_hive_tree *ks_hive_tree_new(ks_arena *arena, ks_str root_name)
{
    ks_hive_tree *tree = ks_take(arena, ks_hive_tree, 1);
    ks_hive_tree_key *root = ks_take(arena, ks_hive_tree_key, 1);
    if (tree == NULL || root == NULL)
        return NULL;
    *tree = (ks_hive_tree){ .arena = arena, .root = root, .minor = 5 };
    root->name = ks_hive_units(arena, root_name);
    return root->name.at ? tree : NULL;
}

ks_hive_tree_key *ks_hive_tree_add(ks_hive_tree *tree, ks_hive_tree_key *parent, ks_utf16 name)
{
    ks_hive_tree_key *key = ks_take(tree->arena, ks_hive_tree_key, 1);
    if (key == NULL)
        return NULL;
    *key =
        (ks_hive_tree_key){ .name = name, .parent = parent, .written_ticks = tree->written_ticks };
    if (parent->last_key)
        parent->last_key->next = key;
    else
        parent->first_key = key;
    parent->last_key = key;
    parent->key_count++;
    return key;
}

static ks_hive_tree_key *child(const ks_hive_tree_key *parent, ks_str name)
{
    ks_hive_tree_key *key = parent->first_key;
    while (key && !ks_hive_name_is(key->name, name))
        key = key->next;
    return key;
}

static ks_hive_tree_key *at_path(ks_hive_tree *making, const ks_hive_tree *tree, ks_str path)
{
    ks_hive_tree_key *key = tree->root;
    for (size_t i = 0; i < path.size && key; i++) {
        const char *end = memchr(path.at + i, '\\', path.size - i);
        size_t size = end ? (size_t)(end - path.at) - i : path.size - i;
        ks_str name = { path.at + i, size };
        ks_hive_tree_key *next = size ? child(key, name) : key;
        if (next == NULL && making)
            next = ks_hive_tree_add(making, key, ks_hive_units(making->arena, name));
        key = next;
        i += size;
    }
    return key;
}

ks_hive_tree_key *ks_hive_tree_find(const ks_hive_tree *tree, ks_str path)
{
    return at_path(NULL, tree, path);
}

ks_hive_tree_key *ks_hive_tree_make(ks_hive_tree *tree, ks_str path)
{
    return at_path(tree, tree, path);
}

static ks_hive_tree_value *value_of(const ks_hive_tree_key *key, ks_str name)
{
    ks_hive_tree_value *value = key->first_value;
    while (value && !ks_hive_name_is(value->name, name))
        value = value->next;
    return value;
}

const ks_hive_tree_value *ks_hive_tree_value_of(const ks_hive_tree_key *key, ks_str name)
{
    return value_of(key, name);
}

static ks_hive_tree_value *add_value(ks_hive_tree *tree, ks_hive_tree_key *key, ks_utf16 name)
{
    ks_hive_tree_value *value = ks_take(tree->arena, ks_hive_tree_value, 1);
    if (value == NULL)
        return NULL;
    value->name = name;
    if (key->last_value)
        key->last_value->next = value;
    else
        key->first_value = value;
    key->last_value = value;
    key->value_count++;
    return value;
}

bool ks_hive_tree_set(ks_hive_tree *tree, ks_hive_tree_key *key, ks_str name, u32 type,
                      ks_span data)
{
    ks_hive_tree_value *value = value_of(key, name);
    if (value == NULL)
        value = add_value(tree, key, ks_hive_units(tree->arena, name));
    if (value == NULL)
        return false;
    value->type = type;
    value->data = data;
    return true;
}

bool ks_hive_tree_unset(ks_hive_tree_key *key, ks_str name)
{
    ks_hive_tree_value *gone = value_of(key, name), *before = NULL;
    if (gone == NULL)
        return false;
    for (ks_hive_tree_value *v = key->first_value; v != gone; v = v->next)
        before = v;
    if (before)
        before->next = gone->next;
    else
        key->first_value = gone->next;
    if (key->last_value == gone)
        key->last_value = before;
    key->value_count--;
    return true;
}

bool ks_hive_tree_remove(ks_hive_tree *tree, ks_str path)
{
    ks_hive_tree_key *gone = ks_hive_tree_find(tree, path), *before = NULL;
    ks_hive_tree_key *parent = gone ? gone->parent : NULL;
    if (parent == NULL)
        return false;
    for (ks_hive_tree_key *k = parent->first_key; k != gone; k = k->next)
        before = k;
    if (before)
        before->next = gone->next;
    else
        parent->first_key = gone->next;
    if (parent->last_key == gone)
        parent->last_key = before;
    parent->key_count--;
    return true;
}

static bool load_key(ks_hive_tree *tree, ks_hive *hive, const ks_hive_key *key,
                     ks_hive_tree_key *to)
{
    to->written_ticks = key->written_ticks;
    to->flags = key->flags & (KS_HIVE_KEY_LINK | KS_HIVE_KEY_NO_DELETE);
    (void)!ks_hive_class(hive, key, tree->arena, &to->class_name);
    (void)!ks_hive_security(hive, key, tree->arena, &to->security);
    ks_hive_values values = ks_hive_values_of(key);
    ks_hive_value value;
    while (ks_hive_next_value(hive, &values, tree->arena, &value)) {
        ks_hive_tree_value *added = add_value(tree, to, value.name);
        bool is_whole = false;
        if (added == NULL)
            return false;
        added->type = value.type;
        (void)!ks_hive_value_data(hive, &value, tree->arena, &added->data, &is_whole);
    }
    return true;
}

ks_hive_tree *ks_hive_tree_load(ks_hive *hive, const ks_hive_key *from, ks_arena *arena)
{
    ks_hive_tree *tree = ks_hive_tree_new(arena, KS_STR("ROOT"));
    ks_hive_tree_key **open = ks_take(arena, ks_hive_tree_key *, ks_hive_depth_most + 1);
    ks_hive_walk *walk = ks_hive_walk_open(hive, from, arena);
    if (tree == NULL || open == NULL || walk == NULL)
        return NULL;
    tree->minor = hive->info.minor < 3 || hive->info.minor > 5 ? 5 : hive->info.minor;
    tree->written_ticks = hive->info.written_ticks;
    ks_hive_key key;
    u32 depth = 0;
    while (ks_hive_walk_next(walk, arena, &key, &depth)) {
        open[depth] = depth ? ks_hive_tree_add(tree, open[depth - 1], key.name) : tree->root;
        if (open[depth] == NULL || !load_key(tree, hive, &key, open[depth]))
            return NULL;
        if (depth == 0)
            tree->root->name = key.name;
    }
    return tree;
}
