// A correlation as its document has it (sigma.md 4). The rules that it is over stay names here,
// since they may stand in any file: resolve.c finds them.
#include "rules/load.h"

bool rules_span_read(ks_str text, u64 *ticks)
{
    static const struct {
        char unit;
        u64 seconds;
    } units[] = { { 's', 1 },      { 'm', 60 },      { 'h', 3600 },    { 'd', 86400 },
                  { 'w', 604800 }, { 'M', 2629746 }, { 'y', 31556952 } }; // as pySigma has them
    const u64 ticks_a_second = 10000000;
    u64 count = 0;
    if (text.size < 2)
        return false;
    for (size_t i = 0; i + 1 < text.size; i++) {
        if (text.at[i] < '0' || text.at[i] > '9' || count > UINT32_MAX)
            return false;
        count = count * 10 + (u64)(text.at[i] - '0');
    }
    for (size_t i = 0; i < countof(units); i++) {
        if (units[i].unit == text.at[text.size - 1])
            return count > 0 &&
                   !__builtin_mul_overflow(count, units[i].seconds * ticks_a_second, ticks);
    }
    return false;
}

static const struct {
    const char *word;
    ks_correlation_type type;
    u32 percentile;
} types[] = {
    { "event_count", KS_CORRELATE_EVENT_COUNT, 0 },
    { "value_count", KS_CORRELATE_VALUE_COUNT, 0 },
    { "temporal", KS_CORRELATE_TEMPORAL, 0 },
    { "temporal_ordered", KS_CORRELATE_TEMPORAL_ORDERED, 0 },
    { "value_sum", KS_CORRELATE_VALUE_SUM, 0 },
    { "value_avg", KS_CORRELATE_VALUE_AVG, 0 },
    { "value_percentile", KS_CORRELATE_VALUE_PERCENTILE, 0 },
    { "value_median", KS_CORRELATE_VALUE_PERCENTILE, 50 },
};

static bool refuse_key(rules_loader *l, const rules_yaml *place, const char *key)
{
    return rules_refuse(l, KS_RULE_BAD_CORRELATION, rules_at(place), ks_str_of(key)) != NULL;
}

static bool read_type(rules_loader *l, const rules_yaml *map, ks_correlation *c)
{
    const rules_yaml *type = rules_yaml_find(map, "type");
    if (type == NULL || type->kind != RULES_YAML_SCALAR)
        return refuse_key(l, type ? type : map, "type");
    for (size_t i = 0; i < countof(types); i++) {
        if (!ks_str_equal(type->text, ks_str_of(types[i].word)))
            continue;
        c->type = types[i].type;
        c->percentile = types[i].percentile;
        return true;
    }
    return rules_refuse(l, KS_RULE_BAD_TYPE, rules_at(type), type->text) != NULL;
}

bool rules_references_read(rules_loader *l, const rules_yaml *value, rules_references *found)
{
    *found = (rules_references){ 0 };
    if (value->kind == RULES_YAML_MAP)
        return false;
    bool is_list = value->kind == RULES_YAML_LIST;
    u32 most = is_list ? value->count : 1;
    found->at = most ? rules_take(l, rules_reference, most) : NULL;
    const rules_yaml *item = is_list ? value->first : value;
    for (u32 i = 0; i < most && found->at; i++, item = item->next) {
        if (item->kind != RULES_YAML_SCALAR || item->text.size == 0)
            return false;
        bool is_again = false; // the same rule twice says no more than once
        for (u32 j = 0; j < found->count && most <= rules_references_most; j++)
            is_again = is_again || ks_str_equal(found->at[j].text, item->text);
        if (!is_again)
            found->at[found->count++] =
                (rules_reference){ rules_keep(l, item->text), rules_at(item) };
    }
    return most <= rules_references_most && !l->is_over;
}

static bool read_group(rules_loader *l, const rules_yaml *map, ks_correlation *c)
{
    const rules_yaml *group = rules_yaml_find(map, "group-by");
    ks_str_list list;
    if (group == NULL)
        return true;
    if (group->kind == RULES_YAML_MAP)
        return refuse_key(l, group, "group-by");
    if (!rules_list_keep(l, group, &list))
        return false;
    if (list.count > rules_references_most)
        return refuse_key(l, group, "group-by");
    c->group_by = list.items;
    c->group_count = list.count;
    return true;
}

static bool refuse_alias(rules_loader *l, const rules_yaml *place, ks_str name)
{
    return rules_refuse(l, KS_RULE_BAD_ALIAS, rules_at(place), name) != NULL;
}

static bool read_aliases(rules_loader *l, const rules_yaml *map, rules_pending *pending)
{
    const rules_yaml *aliases = rules_yaml_find(map, "aliases");
    if (aliases == NULL || rules_yaml_is_null(aliases))
        return true;
    if (aliases->kind != RULES_YAML_MAP || aliases->count > rules_references_most)
        return refuse_key(l, aliases, "aliases");
    u32 most = 0, count = 0;
    for (const rules_yaml *alias = aliases->first; alias; alias = alias->next) {
        if (alias->kind != RULES_YAML_MAP || alias->count > rules_references_most)
            return refuse_alias(l, alias, alias->key);
        most += alias->count;
    }
    ks_correlation_alias *names = rules_take(l, ks_correlation_alias, aliases->count + 1);
    pending->alias_rows = rules_take(l, rules_alias_row, most + 1);
    if (names == NULL || pending->alias_rows == NULL)
        return false;
    for (const rules_yaml *alias = aliases->first; alias; alias = alias->next) {
        names[count].name = rules_keep(l, alias->key);
        for (const rules_yaml *row = alias->first; row; row = row->next) {
            if (row->kind != RULES_YAML_SCALAR || row->text.size == 0)
                return refuse_alias(l, row, alias->key);
            pending->alias_rows[pending->alias_row_count++] =
                (rules_alias_row){ count, rules_keep(l, row->key), rules_keep(l, row->text),
                                   rules_at_key(row) };
        }
        count++;
    }
    pending->correlation->aliases = names;
    pending->correlation->alias_count = count;
    return true;
}

static bool read_generate(rules_loader *l, const rules_yaml *place, ks_correlation *c)
{
    const rules_yaml *generate = rules_yaml_find(place, "generate");
    ks_rule_number truth;
    if (generate == NULL)
        return true;
    if (rules_yaml_type_of(generate, &truth) != RULES_TYPE_BOOL)
        return rules_refuse(l, KS_RULE_NEEDS_BOOL, rules_at(generate), generate->text) != NULL;
    c->generates = c->generates || truth.size;
    return true;
}

static void check_keys(rules_loader *l, const rules_yaml *map)
{
    static const char *const known[] = { "type",    "rules",     "group-by", "timespan",
                                         "aliases", "condition", "generate" };
    for (const rules_yaml *entry = map->first; entry; entry = entry->next) {
        size_t i = 0;
        while (i < countof(known) && !ks_str_equal(entry->key, ks_str_of(known[i])))
            i++;
        if (i == countof(known))
            rules_warn(l, KS_RULE_CORRELATION_KEY, rules_at_key(entry), entry->key);
    }
}

static bool read_correlation(rules_loader *l, const rules_yaml *document, rules_pending *pending)
{
    const rules_yaml *map = rules_yaml_find(document, "correlation");
    if (map->kind != RULES_YAML_MAP)
        return refuse_key(l, map, "correlation");
    ks_correlation *c = pending->correlation = rules_take(l, ks_correlation, 1);
    if (c == NULL || !read_type(l, map, c))
        return false;
    const rules_yaml *rules = rules_yaml_find(map, "rules");
    rules_references references = { 0 };
    if (rules && !rules_references_read(l, rules, &references))
        return refuse_key(l, rules, "rules");
    pending->members = references.at;
    pending->member_count = references.count;
    const rules_yaml *span = rules_yaml_find(map, "timespan");
    if (span == NULL || span->kind != RULES_YAML_SCALAR)
        return refuse_key(l, span ? span : map, "timespan");
    if (!rules_span_read(span->text, &c->span_ticks))
        return rules_refuse(l, KS_RULE_BAD_TIMEFRAME, rules_at(span), span->text) != NULL;
    const rules_yaml *condition = rules_yaml_find(map, "condition");
    if (!rules_correlation_condition_read(l, condition ? condition : map, pending))
        return false;
    if (pending->member_count == 0)
        return refuse_key(l, rules ? rules : map, "rules");
    check_keys(l, map);
    return read_group(l, map, c) && read_aliases(l, map, pending) && read_generate(l, map, c) &&
           read_generate(l, document, c);
}

void rules_correlation_document(rules_loader *l, const rules_yaml *document)
{
    rules_pending pending = { .rule = rules_take(l, ks_rule, 1), .place = rules_at(document) };
    l->set->documents++;
    if (pending.rule == NULL)
        return;
    bool is_well = rules_metadata_read(l, document, &pending);
    if (is_well && rules_is_retired(l, pending.rule)) {
        l->set->deprecated++;
        rules_absent_add(l, &pending, RULES_RETIRED);
        return;
    }
    if (!is_well || !read_correlation(l, document, &pending) || !rules_pending_add(l, pending))
        rules_left_out(l, &pending);
}
