// Old aggregations, `selection | count(User) by Host > 5`, as the correlations that took their
// place (sigma.md 3.1): count() is event_count, count(f) value_count, sum and avg the same of
// values, min and max types of their own, `near` is temporal without an order. `timeframe` is the
// time span; without it the whole evidence is one.
#include "base/fold.h"
#include "rules/load.h"

typedef struct {
    rules_loader *l;
    const rules_condition *condition;
    ks_str text;
    size_t at;
    ks_str word; // at hand; empty at the end
    size_t word_at;
} scanner;

static bool is_in(char c, const char *set) { return c != 0 && strchr(set, c) != NULL; }

// Words, and the signs ( ) , < <= > >= = == by themselves.
static void step(scanner *s)
{
    while (s->at < s->text.size && is_in(s->text.at[s->at], " \t\r\n"))
        s->at++;
    s->word_at = s->at;
    size_t end = s->at;
    if (end < s->text.size && is_in(s->text.at[end], "(),"))
        end++;
    else if (end < s->text.size && is_in(s->text.at[end], "<>=!"))
        while (end < s->text.size && is_in(s->text.at[end], "<>=!"))
            end++;
    else
        while (end < s->text.size && !is_in(s->text.at[end], " \t\r\n(),<>=!"))
            end++;
    s->word = (ks_str){ s->text.at + s->at, end - s->at };
    s->at = end;
}

static bool refuse(scanner *s)
{
    ks_str word = s->word.size ? s->word : KS_STR("…");
    return rules_refuse(s->l, KS_RULE_AGGREGATE_SYNTAX,
                        rules_condition_place(s->condition, s->word_at), word) != NULL;
}

static bool is(const scanner *s, const char *word)
{
    return ks_equal_fold(s->word, ks_str_of(word));
}

static bool take(scanner *s, const char *word)
{
    if (!is(s, word))
        return refuse(s);
    step(s);
    return true;
}

static bool is_name(const scanner *s) { return s->word.size && !is_in(s->word.at[0], "(),<>=!"); }

static bool read_group(scanner *s, ks_correlation *c)
{
    ks_arena kept = s->l->file;
    ks_str *names = NULL;
    size_t count = 0, capacity = 0;
    bool is_well = true;
    while (is_well && is_name(s)) {
        if (count == capacity)
            names = ks_arena_grow(&s->l->file, names, sizeof *names, count, &capacity);
        s->l->is_file_over = s->l->is_file_over || names == NULL;
        is_well = names != NULL;
        if (is_well)
            names[count++] = rules_keep(s->l, s->word);
        step(s);
        if (is(s, ","))
            step(s);
    }
    ks_str *group = is_well && count ? rules_take(s->l, ks_str, count) : NULL;
    if (group)
        memcpy(group, names, sizeof *group * count);
    s->l->file = kept;
    c->group_by = group;
    c->group_count = (u32)count;
    return group ? true : is_well && !s->l->is_over && refuse(s);
}

static bool read_bound(scanner *s, ks_correlation *c)
{
    static const struct {
        const char *sign;
        ks_rule_relation relation;
        bool is_negated;
    } signs[] = {
        { ">", KS_IS_MORE, false },  { ">=", KS_IS_AT_LEAST, false },
        { "<", KS_IS_LESS, false },  { "<=", KS_IS_AT_MOST, false },
        { "=", KS_IS_EQUAL, false }, { "==", KS_IS_EQUAL, false },
        { "!=", KS_IS_EQUAL, true },
    };
    for (size_t i = 0; i < countof(signs); i++) {
        if (!is(s, signs[i].sign))
            continue;
        step(s);
        rules_yaml number = { .is_plain = true, .text = s->word };
        ks_correlation_bound *bound = rules_take(s->l, ks_correlation_bound, 1);
        if (bound == NULL)
            return false;
        rules_yaml_type type = rules_yaml_type_of(&number, &bound->number);
        if (type != RULES_TYPE_WHOLE && type != RULES_TYPE_REAL)
            return refuse(s);
        bound->relation = signs[i].relation;
        bound->is_negated = signs[i].is_negated;
        c->bounds = bound;
        c->bound_count = 1;
        step(s);
        return s->word.size == 0 || refuse(s);
    }
    return refuse(s);
}

static bool read_function(scanner *s, ks_correlation *c, bool is_count)
{
    step(s);
    if (!take(s, "("))
        return false;
    if (is_name(s)) {
        ks_str *field = rules_take(s->l, ks_str, 1);
        if (field == NULL)
            return false;
        *field = rules_keep(s->l, s->word);
        c->fields = field;
        c->field_count = 1;
        step(s);
    }
    if (!is_count && c->field_count == 0)
        return refuse(s);
    if (is_count && c->field_count)
        c->type = KS_CORRELATE_VALUE_COUNT;
    if (!take(s, ")"))
        return false;
    if (is(s, "by")) {
        step(s);
        if (!read_group(s, c))
            return false;
    }
    return read_bound(s, c);
}

static ks_correlation_node *member_node(scanner *s, u32 member, bool is_negated)
{
    ks_correlation_node *node = rules_take(s->l, ks_correlation_node, 1);
    if (node == NULL)
        return NULL;
    *node = (ks_correlation_node){ .kind = KS_RULE_TEST, .member = member };
    if (!is_negated)
        return node;
    ks_correlation_node *over = rules_take(s->l, ks_correlation_node, 1);
    const ks_correlation_node **part = rules_take(s->l, const ks_correlation_node *, 1);
    if (over == NULL || part == NULL)
        return NULL;
    part[0] = node;
    *over = (ks_correlation_node){ .kind = KS_RULE_NOT, .part_count = 1, .parts = part };
    return over;
}

// The rule's own detection and all that are named, `not` before some.
static bool read_near(scanner *s, const rules_identifiers *identifiers, rules_aggregate *found)
{
    ks_correlation_node *all = rules_take(s->l, ks_correlation_node, 1);
    const ks_correlation_node **parts =
        rules_take(s->l, const ks_correlation_node *, rules_near_most + 1);
    if (all == NULL || parts == NULL)
        return false;
    parts[0] = member_node(s, 0, false);
    do {
        step(s);
        bool is_negated = is(s, "not");
        if (is_negated)
            step(s);
        u32 i = 0;
        while (i < identifiers->count && !ks_str_equal(identifiers->rows[i].name, s->word))
            i++;
        if (i == identifiers->count || found->near_count == rules_near_most)
            return refuse(s);
        found->near[found->near_count++] = identifiers->rows[i].node;
        parts[found->near_count] = member_node(s, found->near_count, is_negated);
        step(s);
        if (is(s, "within")) { // the time span too, when there is no timeframe
            step(s);
            if (!rules_span_read(s->word, &found->correlation->span_ticks))
                return refuse(s);
            step(s);
        }
    } while (is(s, "and"));
    *all = (ks_correlation_node){ .kind = KS_RULE_ALL,
                                  .part_count = found->near_count + 1,
                                  .parts = parts };
    found->correlation->condition = all;
    return s->word.size == 0 ? !s->l->is_over : refuse(s);
}

bool rules_aggregate_read(rules_loader *l, const rules_identifiers *identifiers,
                          const rules_condition *condition, const rules_yaml *timeframe,
                          rules_aggregate *found)
{
    static const struct {
        const char *word;
        ks_correlation_type type;
    } functions[] = { { "count", KS_CORRELATE_EVENT_COUNT }, { "sum", KS_CORRELATE_VALUE_SUM },
                      { "avg", KS_CORRELATE_VALUE_AVG },     { "min", KS_CORRELATE_VALUE_MIN },
                      { "max", KS_CORRELATE_VALUE_MAX },     { "near", KS_CORRELATE_TEMPORAL } };
    scanner s = {
        .l = l, .condition = condition, .text = condition->text, .at = condition->pipe + 1
    };
    *found = (rules_aggregate){ .correlation = rules_take(l, ks_correlation, 1) };
    if (found->correlation == NULL)
        return false;
    step(&s);
    size_t i = 0;
    while (i < countof(functions) && !is(&s, functions[i].word))
        i++;
    if (i == countof(functions))
        return refuse(&s);
    ks_correlation *c = found->correlation;
    c->type = functions[i].type;
    if (c->type == KS_CORRELATE_TEMPORAL ? !read_near(&s, identifiers, found)
                                         : !read_function(&s, c, i == 0))
        return false;
    if (timeframe && !rules_span_read(timeframe->text, &c->span_ticks))
        return rules_refuse(l, KS_RULE_BAD_TIMEFRAME, rules_at(timeframe), timeframe->text) != NULL;
    return true;
}
