// One item of a detection, `field|modifiers: value or list of values`, as a node over its tests.
//
// Each value becomes one test, or several where a modifier makes alternatives of it (base64offset,
// placeholders), which stay joined by OR even under `all`. Values keep the type that YAML gives
// them: a number compares as a number, null asks for absence, everything else is text.
#include "rules/modifier.h"

static ks_rule_test *add_test(rules_loader *l, const rules_modifiers *m, ks_rule_test_kind kind,
                              const rules_yaml *value)
{
    ks_rule_test *test = rules_take(l, ks_rule_test, 1);
    if (test == NULL)
        return NULL;
    *test = (ks_rule_test){ .kind = kind,
                            .field = m->field,
                            .is_cased = m->is_cased,
                            .text = value ? rules_keep(l, value->text) : (ks_str){ 0 },
                            .line = value ? value->line : m->place.line,
                            .column = value ? value->column : m->place.column };
    l->tests++;
    return test;
}

static bool is_literal(const rules_pieces *pieces)
{
    return pieces->count == 0 || (pieces->count == 1 && pieces->at[0].kind == KS_PIECE_TEXT);
}

static const ks_rule_node *text_node(rules_loader *l, const rules_modifiers *m,
                                     const rules_yaml *value, rules_pieces pieces)
{
    bool is_keyword = m->field.size == 0;
    if (m->is_windash && !rules_pieces_windash(l, &pieces))
        return NULL;
    bool opens_start = m->opens_start || is_keyword, opens_end = m->opens_end || is_keyword;
    if ((opens_start || opens_end) && !rules_pieces_open(l, opens_start, opens_end, &pieces))
        return NULL;
    ks_rule_test *test = add_test(l, m, KS_TEST_TEXT, value);
    if (test == NULL)
        return NULL;
    test->pieces = pieces.at;
    test->piece_count = pieces.count;
    return rules_node_of(l, test);
}

// One node over the texts that base64 or base64offset makes of a value.
static const ks_rule_node *base64_node(rules_loader *l, const rules_modifiers *m,
                                       const rules_yaml *value, rules_pieces pieces)
{
    if (!is_literal(&pieces))
        return rules_refuse(l, KS_RULE_WILDCARD_ENCODED, rules_at(value), value->text);
    ks_str text = pieces.count ? pieces.at[0].text : (ks_str){ 0 };
    ks_span bytes;
    if (!rules_encode(l, text, m->encoding, &bytes))
        return NULL;
    rules_modifiers own = *m;
    own.is_cased = own.is_cased || !l->how->base64_ignores_case;
    const ks_rule_node *nodes[3];
    u32 count = 0;
    for (unsigned shift = 0; shift < (m->is_offset ? 3u : 1u); shift++) {
        ks_str encoded;
        if (m->is_offset ? !rules_base64_offset(l, bytes, shift, &encoded)
                         : !rules_base64(l, bytes, &encoded))
            return NULL;
        if (encoded.size == 0)
            return rules_refuse(l, KS_RULE_TOO_SHORT_ENCODED, rules_at(value), value->text);
        rules_pieces made;
        if (!rules_pieces_of(l, encoded, &made))
            return NULL;
        nodes[count] = text_node(l, &own, value, made);
        if (nodes[count++] == NULL)
            return NULL;
    }
    return rules_node_join(l, KS_RULE_ANY, nodes, count);
}

static const ks_rule_node *pieces_node(rules_loader *l, const rules_modifiers *m,
                                       const rules_yaml *value, rules_pieces pieces)
{
    return m->is_base64 ? base64_node(l, m, value, pieces) : text_node(l, m, value, pieces);
}

static const ks_rule_node *text_value(rules_loader *l, const rules_modifiers *m,
                                      const rules_yaml *value)
{
    rules_pieces pieces;
    if (!rules_pieces_read(l, value->text, &pieces))
        return NULL;
    if (!m->is_expanded)
        return pieces_node(l, m, value, pieces);
    ks_arena kept = l->file;
    rules_expansion expansion;
    rules_parts parts = { 0 };
    bool is_well = rules_expand_pieces(l, rules_at(value), value->text, pieces, &expansion);
    for (u32 i = 0; is_well && i < expansion.count; i++)
        is_well = rules_parts_add(l, &l->file, &parts, pieces_node(l, m, value, expansion.rows[i]));
    const ks_rule_node *node =
        is_well ? rules_node_join(l, KS_RULE_ANY, parts.parts, (u32)parts.count) : NULL;
    l->file = kept;
    return node;
}

const ks_rule_node *rules_regex_node(rules_loader *l, const rules_modifiers *m,
                                     const rules_yaml *value, ks_str text)
{
    ks_rule_test *test = add_test(l, m, KS_TEST_REGEX, value);
    if (test == NULL)
        return NULL;
    test->text = rules_keep(l, text);
    test->regex_flags = m->regex_flags;
    ks_str why;
    if (!rules_regex_check(l, test->text, test->regex_flags, &why))
        return rules_refuse(l, KS_RULE_BAD_REGEX, rules_at(value), why);
    return rules_node_of(l, test);
}

static const ks_rule_node *regex_value(rules_loader *l, const rules_modifiers *m,
                                       const rules_yaml *value)
{
    if (rules_yaml_is_null(value))
        return rules_refuse(l, KS_RULE_NEEDS_TEXT, rules_at(value), KS_STR("null"));
    if (!m->is_expanded)
        return rules_regex_node(l, m, value, value->text);
    ks_arena kept = l->file;
    rules_parts parts = { 0 };
    rules_lines texts;
    bool is_well = rules_expand_regex(l, rules_at(value), value->text, &texts);
    for (u32 i = 0; is_well && i < texts.count; i++)
        is_well = rules_parts_add(l, &l->file, &parts, rules_regex_node(l, m, value, texts.at[i]));
    const ks_rule_node *node =
        is_well ? rules_node_join(l, KS_RULE_ANY, parts.parts, (u32)parts.count) : NULL;
    l->file = kept;
    return node;
}

static const ks_rule_node *network_value(rules_loader *l, const rules_modifiers *m,
                                         const rules_yaml *value)
{
    ks_rule_network network;
    switch (rules_network_read(value->text, &network)) {
    case RULES_NETWORK_BAD:
        return rules_refuse(l, KS_RULE_BAD_NETWORK, rules_at(value), value->text);
    case RULES_NETWORK_HOST_BITS:
        return rules_refuse(l, KS_RULE_HOST_BITS, rules_at(value), value->text);
    case RULES_NETWORK_OK: break;
    }
    ks_rule_test *test = add_test(l, m, KS_TEST_NETWORK, value);
    if (test == NULL)
        return NULL;
    test->network = network;
    return rules_node_of(l, test);
}

static const ks_rule_node *number_value(rules_loader *l, const rules_modifiers *m,
                                        const rules_yaml *value, ks_rule_test_kind kind)
{
    ks_rule_number number;
    rules_yaml_type type = rules_yaml_type_of(value, &number);
    if (type != RULES_TYPE_WHOLE && type != RULES_TYPE_REAL)
        return rules_refuse(l, KS_RULE_NEEDS_NUMBER, rules_at(value), value->text);
    ks_rule_test *test = add_test(l, m, kind, value);
    if (test == NULL)
        return NULL;
    test->number = number;
    test->relation = m->relation;
    test->part = m->part;
    return rules_node_of(l, test);
}

static const ks_rule_node *field_value(rules_loader *l, const rules_modifiers *m,
                                       const rules_yaml *value)
{
    bool is_name = rules_yaml_type_of(value, NULL) == RULES_TYPE_TEXT && value->text.size &&
                   memchr(value->text.at, '*', value->text.size) == NULL &&
                   memchr(value->text.at, '?', value->text.size) == NULL;
    if (!is_name)
        return rules_refuse(l, KS_RULE_BAD_FIELDREF, rules_at(value), value->text);
    ks_rule_test *test = add_test(l, m, KS_TEST_FIELD, value);
    if (test == NULL)
        return NULL;
    test->likeness = m->likeness;
    return rules_node_of(l, test);
}

static const ks_rule_node *exists_value(rules_loader *l, const rules_modifiers *m,
                                        const rules_yaml *value)
{
    ks_rule_number truth;
    if (rules_yaml_type_of(value, &truth) != RULES_TYPE_BOOL)
        return rules_refuse(l, KS_RULE_NEEDS_BOOL, rules_at(value), value->text);
    ks_rule_test *test = add_test(l, m, KS_TEST_EXISTS, value);
    if (test == NULL)
        return NULL;
    test->is_wanted = truth.size != 0;
    return rules_node_of(l, test);
}

// Values without a modifier that wants texts compare by their type.
static const ks_rule_node *plain_value(rules_loader *l, const rules_modifiers *m,
                                       const rules_yaml *value)
{
    rules_yaml_type type = rules_yaml_type_of(value, NULL);
    bool is_keyword = m->field.size == 0;
    bool wants_text = m->has_text_modifier || m->is_cased || m->is_expanded;
    switch (type) {
    case RULES_TYPE_TEXT: return text_value(l, m, value);
    case RULES_TYPE_NULL:
        if (wants_text || is_keyword)
            return rules_refuse(l, KS_RULE_NEEDS_TEXT, rules_at(value), KS_STR("null"));
        return rules_node_of(l, add_test(l, m, KS_TEST_NULL, value));
    case RULES_TYPE_BOOL:
        if (wants_text)
            return rules_refuse(l, KS_RULE_NEEDS_TEXT, rules_at(value), value->text);
        return text_value(l, m, value);
    case RULES_TYPE_WHOLE:
    case RULES_TYPE_REAL:
        if (!wants_text && !is_keyword)
            return number_value(l, m, value, KS_TEST_NUMBER);
        if (wants_text)
            rules_warn(l, KS_RULE_NUMBER_AS_TEXT, rules_at(value), value->text);
        return text_value(l, m, value);
    }
    return NULL;
}

static const ks_rule_node *value_node(rules_loader *l, const rules_modifiers *m,
                                      const rules_yaml *value)
{
    if (value->kind != RULES_YAML_SCALAR)
        return rules_refuse(l, KS_RULE_NESTED_VALUE, rules_at(value), m->field);
    if (l->tests >= rules_tests_most)
        return rules_refuse(l, KS_RULE_TOO_LARGE, rules_at(value), (ks_str){ 0 });
    switch (m->by) {
    case RULES_BY_TEXT: return plain_value(l, m, value);
    case RULES_BY_REGEX: return regex_value(l, m, value);
    case RULES_BY_NETWORK: return network_value(l, m, value);
    case RULES_BY_RELATION: return number_value(l, m, value, KS_TEST_COMPARE);
    case RULES_BY_TIME: return number_value(l, m, value, KS_TEST_TIME);
    case RULES_BY_FIELD: return field_value(l, m, value);
    case RULES_BY_EXISTENCE: return exists_value(l, m, value);
    }
    return NULL;
}

static const ks_rule_node *list_node(rules_loader *l, const rules_modifiers *m,
                                     const rules_yaml *list)
{
    if (list->count == 0) { // as pySigma reads it
        if (m->by != RULES_BY_TEXT || m->has_text_modifier || m->field.size == 0)
            return rules_refuse(l, KS_RULE_EMPTY, rules_at(list), m->field);
        rules_warn(l, KS_RULE_EMPTY_LIST, rules_at(list), m->field);
        return rules_node_of(l, add_test(l, m, KS_TEST_NULL, NULL));
    }
    ks_arena kept = l->file;
    rules_parts parts = { 0 };
    bool is_well = true, is_plain = !m->has_text_modifier && m->by == RULES_BY_TEXT;
    for (const rules_yaml *item = list->first; item && is_well; item = item->next) {
        if (is_plain && rules_yaml_is_null(item) && m->field.size)
            rules_warn(l, KS_RULE_NULL_IN_LIST, rules_at(item), m->field);
        is_well = rules_parts_add(l, &l->file, &parts, value_node(l, m, item));
    }
    ks_rule_node_kind kind = m->is_all ? KS_RULE_ALL : KS_RULE_ANY;
    const ks_rule_node *node =
        is_well ? rules_node_join(l, kind, parts.parts, (u32)parts.count) : NULL;
    l->file = kept;
    return node;
}

static const ks_rule_node *values_node(rules_loader *l, const rules_modifiers *m,
                                       const rules_yaml *value)
{
    const ks_rule_node *node =
        value->kind == RULES_YAML_LIST ? list_node(l, m, value) : value_node(l, m, value);
    return m->is_negated ? rules_node_not(l, node) : node;
}

const ks_rule_node *rules_item_read(rules_loader *l, const rules_yaml *item)
{
    rules_modifiers m;
    if (!rules_modifiers_read(l, item->key, rules_at_key(item), &m))
        return NULL;
    m.field = rules_keep(l, m.field);
    if (item->kind == RULES_YAML_MAP)
        return rules_key_map_read(l, &m, item);
    return values_node(l, &m, item);
}

const ks_rule_node *rules_keyword_read(rules_loader *l, const rules_yaml *value)
{
    rules_modifiers m = { .place = rules_at(value) };
    return value_node(l, &m, value);
}

const ks_rule_node *rules_value_read(rules_loader *l, const rules_modifiers *m,
                                     const rules_yaml *value)
{
    return values_node(l, m, value);
}
