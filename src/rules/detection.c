// The search identifiers of a detection: maps are AND, lists are OR, scalars are keywords
// (sigma.md 2.1). An identifier is a node with its name; conditions join them.
#include "rules/modifier.h"

// A list under an identifier's own name: maps, keywords, or both, any of which has to hold.
static const ks_rule_node *list_node(rules_loader *l, const rules_yaml *list);

static const ks_rule_node *map_node(rules_loader *l, const rules_yaml *map)
{
    ks_arena kept = l->file;
    rules_parts parts = { 0 };
    bool is_well = true;
    for (const rules_yaml *item = map->first; item && is_well; item = item->next)
        is_well = rules_parts_add(l, &l->file, &parts, rules_item_read(l, item));
    const ks_rule_node *node =
        is_well ? rules_node_join(l, KS_RULE_ALL, parts.parts, (u32)parts.count) : NULL;
    l->file = kept;
    return node;
}

static const ks_rule_node *any_node(rules_loader *l, const rules_yaml *value)
{
    if (value->kind != RULES_YAML_SCALAR && value->count == 0)
        return rules_refuse(l, KS_RULE_EMPTY, rules_at(value), value->key);
    switch (value->kind) {
    case RULES_YAML_MAP: return map_node(l, value);
    case RULES_YAML_LIST: return list_node(l, value);
    case RULES_YAML_SCALAR: return rules_keyword_read(l, value);
    }
    return NULL;
}

static const ks_rule_node *list_node(rules_loader *l, const rules_yaml *list)
{
    ks_arena kept = l->file;
    rules_parts parts = { 0 };
    bool is_well = true;
    for (const rules_yaml *item = list->first; item && is_well; item = item->next) {
        const ks_rule_node *node =
            item->kind == RULES_YAML_LIST
                ? rules_refuse(l, KS_RULE_NESTED_VALUE, rules_at(item), list->key)
                : any_node(l, item);
        is_well = rules_parts_add(l, &l->file, &parts, node);
    }
    const ks_rule_node *node =
        is_well ? rules_node_join(l, KS_RULE_ANY, parts.parts, (u32)parts.count) : NULL;
    l->file = kept;
    return node;
}

// The node under its name. One that is a shared part already gets a node of its own.
static const ks_rule_node *named(rules_loader *l, const ks_rule_node *node, const rules_yaml *entry)
{
    ks_rule_node *own = node ? rules_take(l, ks_rule_node, 1) : NULL;
    if (own == NULL)
        return NULL;
    *own = *node;
    own->name = rules_keep(l, entry->key);
    own->line = entry->key_line;
    return own;
}

static bool is_among(ks_str key, const char *const *words)
{
    for (; *words; words++) {
        if (ks_str_equal(key, ks_str_of(*words)))
            return true;
    }
    return false;
}

bool rules_identifiers_read(rules_loader *l, const rules_yaml *detection, const char *const *other,
                            rules_identifiers *found)
{
    rules_identifier *rows = rules_take(l, rules_identifier, detection->count + 1);
    if (rows == NULL)
        return false;
    *found = (rules_identifiers){ rows, 0 };
    for (const rules_yaml *entry = detection->first; entry; entry = entry->next) {
        if (is_among(entry->key, other))
            continue;
        u32 before = l->tests;
        const ks_rule_node *node = named(l, any_node(l, entry), entry);
        if (node == NULL)
            return false;
        rows[found->count++] = (rules_identifier){ node->name, node, l->tests - before };
    }
    return true;
}
