// The condition of a rule (reference/sigma 3), by recursive descent:
//
//     or := and ("or" and)*;  and := not ("and" not)*;  not := "not" not | primary
//     primary := "(" or ")" | ("1" | "any" | "all") "of" ("them" | pattern) | identifier
#pragma once
#include "rules/twin/rule.h"

enum { twin_condition_depth_most = 256, twin_identifiers_most = 512 };

typedef struct {
    ks_str name;
    twin_expr *expr;
} twin_identifier;

typedef struct {
    twin_reader *reader;
    const twin_identifier *identifiers;
    size_t identifier_count;
    ks_str rest, word; // the word that is looked at; empty: the end
    unsigned depth;
} twin_condition;

static inline bool twin_is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static inline void twin_advance(twin_condition *c)
{
    size_t i = 0;
    while (i < c->rest.size && twin_is_space(c->rest.at[i]))
        i++;
    size_t from = i;
    bool is_sign = i < c->rest.size && (c->rest.at[i] == '(' || c->rest.at[i] == ')');
    while (!is_sign && i < c->rest.size && !twin_is_space(c->rest.at[i]) && c->rest.at[i] != '(' &&
           c->rest.at[i] != ')')
        i++;
    i += is_sign;
    c->word = (ks_str){ c->rest.at + from, i - from };
    c->rest = (ks_str){ c->rest.at + i, c->rest.size - i };
}

// A keyword in lower or, as some rules have it, in upper case.
static inline bool twin_at(const twin_condition *c, const char *lower, const char *upper)
{
    return ks_str_equal(c->word, ks_str_of(lower)) || ks_str_equal(c->word, ks_str_of(upper));
}

static inline bool twin_is_word_of(ks_str word, bool with_star)
{
    for (size_t i = 0; i < word.size; i++) {
        bool may =
            twin_is_word((u8)word.at[i]) || word.at[i] == '-' || (with_star && word.at[i] == '*');
        if (!may)
            return false;
    }
    return word.size > 0;
}

// A copy of the node: an expression may stand in several lists.
static inline twin_expr *twin_again(twin_condition *c, const twin_expr *e)
{
    twin_expr *copy = twin_expr_make(c->reader, e->kind);
    *copy = *e;
    copy->next = NULL;
    return copy;
}

static inline bool twin_name_fits(ks_str pattern, ks_str name, ks_arena scratch)
{
    bool is_hidden = name.at[0] == '_' && pattern.at[0] != '_';
    return !is_hidden &&
           twin_fits(twin_pattern_of(pattern, &scratch), twin_characters_of(name, &scratch));
}

static inline twin_expr *twin_quantified(twin_condition *c, bool all)
{
    twin_expr *e = twin_expr_make(c->reader, all ? TWIN_ALL : TWIN_SOME);
    twin_advance(c); // "of"
    twin_advance(c);
    ks_str pattern = ks_str_equal(c->word, KS_STR("them")) ? KS_STR("*") : c->word;
    if (!twin_is_word_of(pattern, true))
        return twin_refuse(c->reader, "no pattern after of");
    twin_advance(c);
    for (size_t i = 0; i < c->identifier_count; i++) {
        if (twin_name_fits(pattern, c->identifiers[i].name, c->reader->arena))
            twin_add(e, twin_again(c, c->identifiers[i].expr));
    }
    return e->first ? e : twin_refuse(c->reader, "of nothing");
}

static inline twin_expr *twin_or(twin_condition *c);

static inline twin_expr *twin_primary(twin_condition *c)
{
    if (ks_str_equal(c->word, KS_STR("("))) {
        twin_advance(c);
        twin_expr *inner = twin_or(c);
        if (inner && !ks_str_equal(c->word, KS_STR(")")))
            return twin_refuse(c->reader, "a parenthesis is open");
        twin_advance(c);
        return inner;
    }
    twin_condition ahead = *c;
    twin_advance(&ahead);
    bool is_some = twin_at(c, "1", "1") || twin_at(c, "any", "ANY");
    bool is_all = twin_at(c, "all", "ALL");
    if ((is_some || is_all) && twin_at(&ahead, "of", "OF"))
        return twin_quantified(c, is_all);
    for (size_t i = 0; i < c->identifier_count; i++) {
        if (ks_str_equal(c->identifiers[i].name, c->word)) {
            twin_advance(c);
            return twin_again(c, c->identifiers[i].expr);
        }
    }
    return twin_refuse(c->reader, "an unknown identifier");
}

static inline twin_expr *twin_negation(twin_condition *c)
{
    if (++c->depth > twin_condition_depth_most)
        return twin_refuse(c->reader, "nested too deeply");
    twin_expr *e = NULL;
    if (twin_at(c, "not", "NOT")) {
        twin_advance(c);
        e = twin_negation(c);
        e = e ? twin_not(c->reader, e) : NULL;
    } else {
        e = twin_primary(c);
    }
    c->depth--;
    return e;
}

static inline twin_expr *twin_and(twin_condition *c)
{
    twin_expr *all = twin_expr_make(c->reader, TWIN_ALL), *part = twin_negation(c);
    while (part && twin_at(c, "and", "AND")) {
        twin_add(all, part);
        twin_advance(c);
        part = twin_negation(c);
    }
    if (part)
        twin_add(all, part);
    return part ? all : NULL;
}

static inline twin_expr *twin_or(twin_condition *c)
{
    twin_expr *some = twin_expr_make(c->reader, TWIN_SOME), *part = twin_and(c);
    while (part && twin_at(c, "or", "OR")) {
        twin_add(some, part);
        twin_advance(c);
        part = twin_and(c);
    }
    if (part)
        twin_add(some, part);
    return part ? some : NULL;
}

static inline twin_expr *twin_condition_read(twin_condition *c, ks_str text, bool *is_aggregate)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.at[i] == '|') {
            text.size = i;
            *is_aggregate = true;
        }
    }
    c->rest = text;
    twin_advance(c);
    twin_expr *e = twin_or(c);
    return e && c->word.size ? twin_refuse(c->reader, "something behind the condition") : e;
}

// --- the rule as a whole
static inline twin_expr *twin_detection(twin_reader *r, const twin_node *detection,
                                        bool *is_aggregate)
{
    static const char *const own[] = { "condition", "timeframe", NULL };
    const twin_node *condition = twin_find(detection, "condition");
    twin_identifier identifiers[twin_identifiers_most];
    twin_condition c = { .reader = r, .identifiers = identifiers };
    if (detection->kind != TWIN_MAP || (condition && condition->kind == TWIN_MAP))
        return twin_refuse(r, "no condition");
    for (const twin_node *n = detection->first; n && r->refused == NULL; n = n->next) {
        if (twin_is_one_of(n->key, own))
            continue;
        KS_ASSERT(c.identifier_count < twin_identifiers_most);
        identifiers[c.identifier_count++] = (twin_identifier){ n->key, twin_selection(r, n, 0) };
    }
    if (r->refused || c.identifier_count == 0)
        return twin_refuse(r, "no search identifier");
    if (condition == NULL) // one of Hayabusa's rules: its only identifier is meant
        return c.identifier_count == 1 ? identifiers[0].expr : twin_refuse(r, "no condition");
    if (condition->kind == TWIN_SCALAR)
        return twin_condition_read(&c, condition->text, is_aggregate);
    twin_expr *some = twin_expr_make(r, TWIN_SOME);
    for (const twin_node *n = condition->first; n && r->refused == NULL; n = n->next) {
        twin_expr *part = twin_condition_read(&c, n->text, is_aggregate);
        if (part)
            twin_add(some, part);
    }
    return r->refused ? NULL : some;
}

static inline ks_str twin_lower(ks_str text, ks_arena *arena)
{
    char *to = ks_take(arena, char, text.size + 1);
    KS_ASSERT(to);
    for (size_t i = 0; i < text.size; i++)
        to[i] = text.at[i] >= 'A' && text.at[i] <= 'Z' ? (char)(text.at[i] + 32) : text.at[i];
    return (ks_str){ to, text.size };
}

static inline twin_rule twin_rule_read(twin_reader *r, const twin_node *document)
{
    static const char *const old[] = { "deprecated", "unsupported", NULL };
    const twin_node *source = twin_find(document, "logsource");
    const twin_node *detection = twin_find(document, "detection");
    twin_rule rule = { .line = document->line,
                       .id = twin_text_at(document, "id"),
                       .title = twin_text_at(document, "title"),
                       .category = twin_lower(twin_text_at(source, "category"), &r->arena),
                       .product = twin_lower(twin_text_at(source, "product"), &r->arena),
                       .service = twin_lower(twin_text_at(source, "service"), &r->arena) };
    bool is_windows = ks_str_equal(rule.product, KS_STR("windows")) ||
                      (rule.product.size == 0 && ks_str_equal(rule.category, KS_STR("antivirus")));
    rule.needs_deprecated = twin_is_one_of(twin_text_at(document, "status"), old);
    rule.is_other = twin_find(document, "correlation") || twin_find(document, "filter") ||
                    twin_find(document, "action") || !is_windows;
    r->refused = NULL;
    if (rule.is_other)
        return rule;
    if (detection == NULL || source == NULL)
        twin_refuse(r, "no detection");
    else
        rule.condition = twin_detection(r, detection, &rule.is_aggregate);
    rule.refused = r->refused;
    return rule;
}
