// A filter: what has to hold besides, for the rules that it names (sigma.md 5). As pySigma reads
// it, its condition is joined with AND, so that one that leaves events out says `not selection`.
#include "rules/load.h"

static bool refuse_key(rules_loader *l, const rules_yaml *place, const char *key)
{
    return rules_refuse(l, KS_RULE_NO_FILTER, rules_at(place), ks_str_of(key)) != NULL;
}

static bool has_not(const ks_rule_node *node)
{
    if (node->kind == KS_RULE_NOT)
        return true;
    for (u32 i = 0; node->name.size == 0 && i < node->part_count; i++) {
        if (has_not(node->parts[i]))
            return true;
    }
    return false;
}

// `rules: any`, an empty list or a list of ids and names.
static bool read_rules(rules_loader *l, const rules_yaml *map, rules_filter *filter)
{
    const rules_yaml *rules = rules_yaml_find(map, "rules");
    rules_references references;
    if (rules == NULL)
        return refuse_key(l, map, "rules");
    bool is_any = rules->kind == RULES_YAML_SCALAR && ks_str_equal(rules->text, KS_STR("any"));
    if (is_any || (rules->kind == RULES_YAML_LIST && rules->count == 0) ||
        rules_yaml_is_null(rules))
        return true;
    if (!rules_references_read(l, rules, &references))
        return refuse_key(l, rules, "rules");
    filter->members = references.at;
    filter->member_count = references.count;
    return true;
}

static bool read_filter(rules_loader *l, const rules_yaml *document, rules_filter *filter)
{
    static const char *const other[] = { "condition", "rules", NULL };
    const rules_yaml *map = rules_yaml_find(document, "filter");
    if (map->kind != RULES_YAML_MAP)
        return refuse_key(l, map, "filter");
    const rules_yaml *condition = rules_yaml_find(map, "condition");
    if (condition == NULL || condition->kind != RULES_YAML_SCALAR)
        return refuse_key(l, condition ? condition : map, "condition");
    rules_identifiers identifiers;
    if (!rules_logsource_read(l, document, &filter->source) || !read_rules(l, map, filter) ||
        !rules_identifiers_read(l, map, other, &identifiers))
        return false;
    rules_condition text = rules_condition_of(condition);
    filter->condition = rules_condition_read(l, &identifiers, &text);
    l->tests += text.tests;
    if (filter->condition && !has_not(filter->condition))
        rules_warn(l, KS_RULE_FILTER_WITHOUT_NOT, rules_at(condition), (ks_str){ 0 });
    return filter->condition != NULL;
}

void rules_filter_document(rules_loader *l, const rules_yaml *document)
{
    rules_filter filter = { .place = rules_at(document) };
    l->set->documents++;
    if (!read_filter(l, document, &filter)) {
        l->set->left_out++;
        return;
    }
    filter.about = l->about;
    if (rules_filter_add(l, filter))
        l->set->filters++;
}
