// The condition of a correlation: a map of bounds (`gte: 10`), all of which hold, or for the
// temporal types an expression over names of rules (`rule_a and not rule_b`).
#include "base/fold.h"
#include "rules/load.h"

static const struct {
    const char *word;
    ks_rule_relation relation;
    bool is_negated;
} operators[] = {
    { "gt", KS_IS_MORE, false },     { "gte", KS_IS_AT_LEAST, false }, { "lt", KS_IS_LESS, false },
    { "lte", KS_IS_AT_MOST, false }, { "eq", KS_IS_EQUAL, false },     { "neq", KS_IS_EQUAL, true },
};

static bool is_temporal(const ks_correlation *c)
{
    return c->type == KS_CORRELATE_TEMPORAL || c->type == KS_CORRELATE_TEMPORAL_ORDERED;
}

static bool read_field(rules_loader *l, const rules_yaml *value, ks_correlation *c)
{
    ks_str_list list;
    if (!rules_list_keep(l, value, &list))
        return false;
    if (list.count == 0 || list.count > rules_references_most)
        return rules_refuse(l, KS_RULE_BAD_CORRELATION, rules_at(value), value->key) != NULL;
    c->fields = list.items;
    c->field_count = list.count;
    return true;
}

static bool read_percentile(rules_loader *l, const rules_yaml *value, ks_correlation *c)
{
    ks_rule_number number;
    bool is_one = rules_yaml_type_of(value, &number) == RULES_TYPE_WHOLE && !number.is_negative &&
                  number.size >= 1 && number.size <= 100;
    if (!is_one)
        return rules_refuse(l, KS_RULE_BAD_PERCENTILE, rules_at(value), (ks_str){ 0 }) != NULL;
    c->percentile = (u32)number.size;
    return true;
}

static bool read_bound(rules_loader *l, const rules_yaml *value, ks_correlation_bound *bound)
{
    size_t i = 0;
    while (i < countof(operators) && !ks_str_equal(value->key, ks_str_of(operators[i].word)))
        i++;
    if (i == countof(operators))
        return rules_refuse(l, KS_RULE_BAD_OPERATOR, rules_at_key(value), value->key) != NULL;
    rules_yaml_type type = rules_yaml_type_of(value, &bound->number);
    if (type != RULES_TYPE_WHOLE && type != RULES_TYPE_REAL)
        return rules_refuse(l, KS_RULE_NEEDS_NUMBER, rules_at(value), value->text) != NULL;
    bound->relation = operators[i].relation;
    bound->is_negated = operators[i].is_negated;
    return true;
}

static bool is_upper_bound(const ks_correlation_bound *bound)
{
    return bound->relation == KS_IS_LESS || bound->relation == KS_IS_AT_MOST;
}

static bool check_bounds(rules_loader *l, const rules_yaml *map, const ks_correlation *c)
{
    static const char *const names[] = { [KS_CORRELATE_VALUE_COUNT] = "value_count",
                                         [KS_CORRELATE_VALUE_SUM] = "value_sum",
                                         [KS_CORRELATE_VALUE_AVG] = "value_avg",
                                         [KS_CORRELATE_VALUE_PERCENTILE] = "value_percentile" };
    const char *name = c->type < countof(names) ? names[c->type] : NULL;
    if (name && c->field_count == 0)
        return rules_refuse(l, KS_RULE_NO_COUNTED_FIELD, rules_at(map), ks_str_of(name)) != NULL;
    if (c->type == KS_CORRELATE_VALUE_PERCENTILE && c->percentile == 0)
        return rules_refuse(l, KS_RULE_BAD_PERCENTILE, rules_at(map), (ks_str){ 0 }) != NULL;
    u32 upper = 0;
    for (u32 i = 0; i < c->bound_count; i++)
        upper += is_upper_bound(&c->bounds[i]);
    if (upper && upper == c->bound_count)
        rules_warn(l, KS_RULE_RARE, rules_at(map), (ks_str){ 0 });
    return true;
}

static bool read_bounds(rules_loader *l, const rules_yaml *map, ks_correlation *c)
{
    ks_correlation_bound *bounds = rules_take(l, ks_correlation_bound, map->count + 1);
    if (bounds == NULL)
        return false;
    for (const rules_yaml *value = map->first; value; value = value->next) {
        bool is_field = ks_str_equal(value->key, KS_STR("field"));
        bool is_percentile = ks_str_equal(value->key, KS_STR("percentile"));
        if (is_field        ? !read_field(l, value, c)
            : is_percentile ? !read_percentile(l, value, c)
                            : !read_bound(l, value, &bounds[c->bound_count]))
            return false;
        c->bound_count += !is_field && !is_percentile;
    }
    c->bounds = bounds;
    if (c->bound_count == 0 && !is_temporal(c))
        return rules_refuse(l, KS_RULE_NO_BOUND, rules_at(map), (ks_str){ 0 }) != NULL;
    return check_bounds(l, map, c);
}

// temporal without a condition: all of the rules (pySigma).
static bool want_all(rules_loader *l, rules_pending *pending)
{
    ks_correlation_bound *bound = rules_take(l, ks_correlation_bound, 1);
    if (bound == NULL)
        return false;
    u32 count = pending->member_count;
    *bound = (ks_correlation_bound){
        .relation = KS_IS_AT_LEAST,
        .number = { .is_whole = true, .size = count, .real = count },
    };
    pending->correlation->bounds = bound;
    pending->correlation->bound_count = 1;
    return true;
}

static bool is_separator(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '(' || c == ')';
}

// The next name of the expression; empty: there is none.
static ks_str next_name(ks_str text, size_t *at)
{
    for (;;) {
        while (*at < text.size && is_separator(text.at[*at]))
            ++*at;
        size_t from = *at;
        while (*at < text.size && !is_separator(text.at[*at]))
            ++*at;
        ks_str word = { text.at + from, *at - from };
        bool is_keyword = ks_equal_fold(word, KS_STR("and")) || ks_equal_fold(word, KS_STR("or")) ||
                          ks_equal_fold(word, KS_STR("not"));
        if (!is_keyword)
            return word;
    }
}

static u32 member_of(const rules_pending *pending, ks_str name)
{
    u32 i = 0;
    while (i < pending->member_count && !ks_str_equal(pending->members[i].text, name))
        i++;
    return i;
}

// Without `rules` the names in the expression are the members, in the order of appearance. With
// it, both name the same ones.
static bool match_members(rules_loader *l, const rules_yaml *value, rules_pending *pending)
{
    bool is_given = pending->members != NULL;
    bool is_named[rules_references_most] = { false };
    size_t at = 0;
    if (!is_given)
        pending->members = rules_take(l, rules_reference, rules_references_most);
    if (pending->members == NULL)
        return false;
    for (ks_str name = next_name(value->text, &at); name.size; name = next_name(value->text, &at)) {
        u32 member = member_of(pending, name);
        bool is_new = member == pending->member_count;
        if (is_new && (is_given || member == rules_references_most))
            return rules_refuse(l, KS_RULE_RULES_DIFFER, rules_at(value), name) != NULL;
        if (is_new)
            pending->members[pending->member_count++] =
                (rules_reference){ rules_keep(l, name), rules_at(value) };
        is_named[member] = true;
    }
    for (u32 i = 0; i < pending->member_count; i++) {
        if (!is_named[i])
            return rules_refuse(l, KS_RULE_RULES_DIFFER, pending->members[i].place,
                                pending->members[i].text) != NULL;
    }
    return true;
}

// The tree of a condition over search identifiers, as one over members: `line` is the member.
static const ks_correlation_node *convert(rules_loader *l, const ks_rule_node *node)
{
    ks_correlation_node *made = rules_take(l, ks_correlation_node, 1);
    const ks_correlation_node **parts =
        made && node->part_count ? rules_take(l, const ks_correlation_node *, node->part_count)
                                 : NULL;
    if (made == NULL || (node->part_count && parts == NULL))
        return NULL;
    *made = (ks_correlation_node){ .kind = node->kind,
                                   .member = node->kind == KS_RULE_TEST ? node->line : 0,
                                   .part_count = node->part_count,
                                   .parts = parts };
    for (u32 i = 0; i < node->part_count; i++) {
        parts[i] = convert(l, node->parts[i]);
        if (parts[i] == NULL)
            return NULL;
    }
    return made;
}

static bool read_expression(rules_loader *l, const rules_yaml *value, rules_pending *pending)
{
    if (!is_temporal(pending->correlation) || value->text.size > rules_condition_most)
        return rules_refuse(l, KS_RULE_BAD_CORRELATION, rules_at(value), KS_STR("condition")) !=
               NULL;
    if (!match_members(l, value, pending))
        return false;
    u32 count = pending->member_count;
    rules_identifier *rows = rules_take(l, rules_identifier, count + 1);
    ks_rule_node *nodes = rows ? rules_take(l, ks_rule_node, count + 1) : NULL;
    if (nodes == NULL)
        return false;
    for (u32 i = 0; i < count; i++) {
        nodes[i] = (ks_rule_node){ .kind = KS_RULE_TEST, .line = i };
        rows[i] = (rules_identifier){ pending->members[i].text, &nodes[i], 1 };
    }
    rules_identifiers identifiers = { rows, count };
    rules_condition condition = rules_condition_of(value);
    const ks_rule_node *node = rules_condition_read(l, &identifiers, &condition);
    pending->correlation->condition = node ? convert(l, node) : NULL;
    l->tests += condition.tests;
    return pending->correlation->condition != NULL;
}

// `value`: the condition, or the whole map when there is none.
bool rules_correlation_condition_read(rules_loader *l, const rules_yaml *value,
                                      rules_pending *pending)
{
    ks_correlation *c = pending->correlation;
    bool is_missing = !ks_str_equal(value->key, KS_STR("condition")) || rules_yaml_is_null(value);
    if (is_missing && !is_temporal(c))
        return rules_refuse(l, KS_RULE_BAD_CORRELATION, rules_at(value), KS_STR("condition")) !=
               NULL;
    if (is_missing)
        return want_all(l, pending);
    switch (value->kind) {
    case RULES_YAML_SCALAR: return read_expression(l, value, pending);
    case RULES_YAML_MAP:
        return read_bounds(l, value, c) && (c->bound_count > 0 || want_all(l, pending));
    case RULES_YAML_LIST: break;
    }
    return rules_refuse(l, KS_RULE_BAD_CORRELATION, rules_at(value), KS_STR("condition")) != NULL;
}
