// A detection rule: its log source, its search identifiers and its condition. An old aggregation in
// the condition (`| count() by …`) makes two rules of it: the detection, which is silent, and a
// correlation over it, which has the rule's name (sigma.md 3.1).
#include "rules/load.h"

static ks_str lower(rules_loader *l, ks_str text)
{
    ks_str kept = rules_keep(l, text);
    char *at = kept.size ? rules_take(l, char, kept.size) : NULL;
    if (at == NULL)
        return (ks_str){ 0 };
    for (size_t i = 0; i < kept.size; i++)
        at[i] = kept.at[i] >= 'A' && kept.at[i] <= 'Z' ? (char)(kept.at[i] + 32) : kept.at[i];
    return (ks_str){ at, kept.size };
}

bool rules_logsource_read(rules_loader *l, const rules_yaml *document, rules_logsource *found)
{
    const rules_yaml *source = rules_yaml_find(document, "logsource");
    *found = (rules_logsource){ 0 };
    if (source == NULL)
        return rules_refuse(l, KS_RULE_NO_LOGSOURCE, rules_at(document), (ks_str){ 0 }) != NULL;
    if (source->kind != RULES_YAML_MAP)
        return rules_refuse(l, KS_RULE_BAD_LOGSOURCE, rules_at(source), source->text) != NULL;
    const struct {
        const char *key;
        ks_str *text;
        bool is_lower;
    } keys[] = { { "category", &found->category, true },
                 { "product", &found->product, true },
                 { "service", &found->service, true },
                 { "definition", &found->definition, false } };
    for (size_t i = 0; i < countof(keys); i++) {
        const rules_yaml *value = rules_yaml_find(source, keys[i].key);
        if (value == NULL || rules_yaml_is_null(value))
            continue;
        if (value->kind != RULES_YAML_SCALAR && !keys[i].is_lower)
            continue; // a definition is for people
        if (value->kind != RULES_YAML_SCALAR)
            return rules_refuse(l, KS_RULE_BAD_LOGSOURCE, rules_at(value), value->key) != NULL;
        *keys[i].text = keys[i].is_lower ? lower(l, value->text) : rules_keep(l, value->text);
    }
    if (found->category.size + found->product.size + found->service.size == 0)
        return rules_refuse(l, KS_RULE_BAD_LOGSOURCE, rules_at(source), (ks_str){ 0 }) != NULL;
    return true;
}

// The one condition, or any of a list.
static const ks_rule_node *conditions(rules_loader *l, const rules_yaml *value,
                                      const rules_identifiers *identifiers, rules_condition *first)
{
    if (value->kind == RULES_YAML_SCALAR && value->text.size) {
        *first = rules_condition_of(value);
        first->takes_pipe = true;
        return rules_condition_read(l, identifiers, first);
    }
    if (value->kind != RULES_YAML_LIST || value->count == 0)
        return rules_refuse(l, KS_RULE_BAD_CONDITION, rules_at(value), (ks_str){ 0 });
    ks_arena kept = l->file;
    rules_parts parts = { 0 };
    bool is_well = true;
    u32 tests = 0;
    for (const rules_yaml *item = value->first; item && is_well; item = item->next) {
        if (item->kind != RULES_YAML_SCALAR)
            return rules_refuse(l, KS_RULE_BAD_CONDITION, rules_at(item), (ks_str){ 0 });
        rules_condition one = rules_condition_of(item);
        one.takes_pipe = value->count == 1;
        one.tests = tests;
        is_well = rules_parts_add(l, &l->file, &parts, rules_condition_read(l, identifiers, &one));
        tests = one.tests;
        *first = one;
    }
    const ks_rule_node *node =
        is_well ? rules_node_join(l, KS_RULE_ANY, parts.parts, (u32)parts.count) : NULL;
    l->file = kept;
    return node;
}

static bool add_base(rules_loader *l, const ks_rule *whole, const ks_rule_node *condition)
{
    ks_rule *rule = rules_take(l, ks_rule, 1);
    if (rule == NULL)
        return false;
    *rule = *whole;
    rule->condition = condition;
    rule->id = rule->name = (ks_str){ 0 };
    rule->is_silent = true;
    return rules_pending_add(l, (rules_pending){ .rule = rule, .is_base = true });
}

// The bases of an aggregation hide behind the correlation that carries the rule's name.
static bool add_aggregate(rules_loader *l, rules_pending over, const rules_aggregate *aggregate)
{
    ks_rule *rule = over.rule;
    if (!add_base(l, rule, rule->condition))
        return false;
    for (u32 i = 0; i < aggregate->near_count; i++) {
        if (!add_base(l, rule, aggregate->near[i]))
            return false;
    }
    rule->condition = NULL;
    over.correlation = aggregate->correlation;
    over.base_count = 1 + aggregate->near_count;
    return rules_pending_add(l, over);
}

static bool read_body(rules_loader *l, const rules_yaml *detection, rules_pending pending)
{
    static const char *const other[] = { "condition", "timeframe", NULL };
    const rules_yaml *condition = rules_yaml_find(detection, "condition");
    rules_identifiers identifiers;
    rules_condition first = { 0 };
    if (!rules_identifiers_read(l, detection, other, &identifiers))
        return false;
    if (identifiers.count == 0)
        return rules_refuse(l, KS_RULE_NO_IDENTIFIERS, rules_at(detection), (ks_str){ 0 }) != NULL;
    if (condition == NULL && identifiers.count > 1)
        return rules_refuse(l, KS_RULE_NO_CONDITION, rules_at(detection), (ks_str){ 0 }) != NULL;
    if (condition == NULL) { // as Hayabusa takes it
        rules_warn(l, KS_RULE_IMPLIED_CONDITION, rules_at(detection), identifiers.rows[0].name);
        pending.rule->condition = identifiers.rows[0].node;
        return rules_pending_add(l, pending);
    }
    pending.rule->condition = conditions(l, condition, &identifiers, &first);
    if (pending.rule->condition == NULL)
        return false;
    l->tests += first.tests;
    if (!first.takes_pipe || first.pipe == first.text.size)
        return rules_pending_add(l, pending);
    rules_aggregate aggregate;
    const rules_yaml *timeframe = rules_yaml_find(detection, "timeframe");
    return rules_aggregate_read(l, &identifiers, &first, timeframe, &aggregate) &&
           add_aggregate(l, pending, &aggregate);
}

// Deprecated and unsupported rules on request only.
bool rules_is_retired(const rules_loader *l, const ks_rule *rule)
{
    bool is_retired = rule->status == KS_STATUS_DEPRECATED || rule->status == KS_STATUS_UNSUPPORTED;
    return is_retired && !l->how->with_deprecated;
}

static bool is_other_product(const ks_rule *rule)
{
    return rule->product.size && !ks_str_equal(rule->product, KS_STR("windows"));
}

void rules_detection_document(rules_loader *l, const rules_yaml *document)
{
    rules_logsource source;
    rules_pending pending = { .rule = rules_take(l, ks_rule, 1), .place = rules_at(document) };
    l->set->documents++;
    if (pending.rule == NULL)
        return;
    if (!rules_logsource_read(l, document, &source) ||
        !rules_metadata_read(l, document, &pending)) {
        rules_left_out(l, &pending);
        return;
    }
    pending.rule->category = source.category;
    pending.rule->product = source.product;
    pending.rule->service = source.service;
    pending.rule->definition = source.definition;
    if (is_other_product(pending.rule)) {
        l->set->other_products++;
        rules_absent_add(l, &pending, RULES_OTHER_PRODUCT);
        return;
    }
    if (rules_is_retired(l, pending.rule)) {
        l->set->deprecated++;
        rules_absent_add(l, &pending, RULES_RETIRED);
        return;
    }
    const rules_yaml *detection = rules_yaml_find(document, "detection");
    bool is_map = detection && detection->kind == RULES_YAML_MAP;
    if (!is_map)
        (void)rules_refuse(l, KS_RULE_NO_DETECTION, rules_at(detection ? detection : document),
                           (ks_str){ 0 });
    if (!is_map || !read_body(l, detection, pending))
        rules_left_out(l, &pending);
}
