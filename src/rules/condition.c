// Conditions: `selection and not 1 of filter_*`, read by descent (sigma.md 3). An `or` is weaker
// than an `and`, that than `not`. A pattern that fits no search identifier is an error here: an
// empty condition, which pySigma makes of it, would match nothing and say nothing.
//
// What a condition costs is bounded: its length, its depth, how many tests it stands for with all
// repetitions, and how often search identifiers are looked at.
#include "base/fold.h"
#include "rules/load.h"

typedef enum { T_END, T_OPEN, T_CLOSE, T_PIPE, T_QUOTE, T_AND, T_OR, T_NOT, T_WORD } token_kind;

typedef struct {
    rules_loader *l;
    const rules_identifiers *identifiers;
    rules_condition *condition;
    ks_str text;
    size_t at;       // behind the token at hand
    token_kind kind; // of the token at hand
    ks_str word;     // of it
    size_t word_at;  // where it begins
    u32 depth, work;
    bool has_warned;
} parser;

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
static bool ends_word(char c) { return is_space(c) || c == '(' || c == ')' || c == '|'; }

rules_place rules_condition_place(const rules_condition *condition, size_t at)
{
    rules_place place = condition->place;
    if (!condition->has_columns)
        return place;
    for (size_t i = 0; i < at && i < condition->text.size; i++) // columns are characters
        place.column += ((u8)condition->text.at[i] & 0xc0) != 0x80;
    return place;
}

rules_condition rules_condition_of(const rules_yaml *scalar)
{
    rules_place place = rules_at(scalar);
    place.column += !scalar->is_plain; // behind the quote
    return (rules_condition){ .text = scalar->text,
                              .place = place,
                              .has_columns = scalar->is_one_line,
                              .pipe = scalar->text.size };
}

static void *refuse(parser *p, ks_rule_problem_kind kind)
{
    return rules_refuse(p->l, kind, rules_condition_place(p->condition, p->word_at), p->word);
}

// Whether the word is the keyword; upper case is taken, with a warning.
static bool is_keyword(parser *p, ks_str word, const char *keyword)
{
    ks_str wanted = ks_str_of(keyword);
    if (ks_str_equal(word, wanted))
        return true;
    if (word.size != wanted.size || !ks_equal_fold(word, wanted))
        return false;
    for (u32 i = 0; i < p->identifiers->count; i++) { // an identifier may be spelled so
        if (ks_str_equal(p->identifiers->rows[i].name, word))
            return false;
    }
    if (!p->has_warned)
        rules_warn(p->l, KS_RULE_UPPER_KEYWORD, rules_condition_place(p->condition, p->word_at),
                   word);
    p->has_warned = true;
    return true;
}

static void step(parser *p)
{
    while (p->at < p->text.size && is_space(p->text.at[p->at]))
        p->at++;
    size_t from = p->word_at = p->at;
    char c = from < p->text.size ? p->text.at[from] : 0;
    size_t end = from;
    if (from < p->text.size) {
        end++;
        while (!ends_word(c) && end < p->text.size && !ends_word(p->text.at[end]))
            end++;
    }
    p->word = (ks_str){ p->text.at + from, end - from };
    p->at = end;
    p->kind = from == p->text.size    ? T_END
              : c == '('              ? T_OPEN
              : c == ')'              ? T_CLOSE
              : c == '|'              ? T_PIPE
              : c == '\'' || c == '"' ? T_QUOTE
                                      : T_WORD;
    if (p->kind != T_WORD || p->word.size > 3)
        return;
    p->kind = is_keyword(p, p->word, "and")   ? T_AND
              : is_keyword(p, p->word, "or")  ? T_OR
              : is_keyword(p, p->word, "not") ? T_NOT
                                              : T_WORD;
}

// Adds an identifier's tests to what the condition stands for.
static bool count(parser *p, const rules_identifier *identifier)
{
    p->condition->tests += identifier->tests + 1;
    if (p->condition->tests <= rules_tests_most && p->work <= rules_condition_work_most)
        return true;
    return refuse(p, KS_RULE_TOO_LARGE) != NULL;
}

static const ks_rule_node *find(parser *p)
{
    for (u32 i = 0; i < p->identifiers->count; i++) {
        const rules_identifier *row = &p->identifiers->rows[i];
        p->work++;
        if (ks_str_equal(row->name, p->word))
            return count(p, row) ? row->node : NULL;
    }
    return refuse(p, KS_RULE_UNKNOWN_IDENTIFIER);
}

// `*` is any run of characters; case counts.
static bool fits(ks_str pattern, ks_str name)
{
    size_t at = 0, from = 0, star = SIZE_MAX, taken = 0;
    while (from < name.size) {
        if (at < pattern.size && pattern.at[at] == '*') {
            star = ++at;
            taken = from;
        } else if (at < pattern.size && pattern.at[at] == name.at[from]) {
            at++;
            from++;
        } else if (star != SIZE_MAX) {
            at = star;
            from = ++taken;
        } else {
            return false;
        }
    }
    while (at < pattern.size && pattern.at[at] == '*')
        at++;
    return at == pattern.size;
}

static bool is_quantified(const rules_identifier *row, ks_str pattern, bool is_them)
{
    bool is_hidden = row->name.size && row->name.at[0] == '_';
    if (is_them)
        return !is_hidden;
    bool asks_hidden = pattern.size && pattern.at[0] == '_';
    return (!is_hidden || asks_hidden) && fits(pattern, row->name);
}

// Behind `1 of`, `any of`, `all of`.
static const ks_rule_node *target(parser *p, ks_rule_node_kind kind)
{
    if (p->kind != T_WORD)
        return refuse(p, KS_RULE_CONDITION_SYNTAX);
    bool is_them = is_keyword(p, p->word, "them");
    rules_parts parts = { 0 };
    ks_arena kept = p->l->file;
    bool is_well = true;
    p->work += (u32)p->word.size;
    for (u32 i = 0; i < p->identifiers->count && is_well; i++) {
        const rules_identifier *row = &p->identifiers->rows[i];
        p->work += 1 + (u32)row->name.size / 8;
        if (is_quantified(row, p->word, is_them))
            is_well = count(p, row) && rules_parts_add(p->l, &p->l->file, &parts, row->node);
    }
    if (is_well && parts.count == 0)
        is_well = refuse(p, KS_RULE_EMPTY_PATTERN) != NULL;
    const ks_rule_node *node =
        is_well ? rules_node_join(p->l, kind, parts.parts, (u32)parts.count) : NULL;
    p->l->file = kept;
    if (node)
        step(p);
    return node;
}

// Whether the next word is `of`; nothing moves.
static bool is_before_of(const parser *p)
{
    parser ahead = *p;
    ahead.has_warned = true;
    step(&ahead);
    return ahead.kind == T_WORD && is_keyword(&ahead, ahead.word, "of");
}

static bool is_number(ks_str word)
{
    for (size_t i = 0; i < word.size; i++) {
        if (word.at[i] < '0' || word.at[i] > '9')
            return false;
    }
    return word.size > 0;
}

static const ks_rule_node *either(parser *p);

static const ks_rule_node *primary(parser *p)
{
    switch (p->kind) {
    case T_OPEN: {
        if (++p->depth > rules_condition_depth_most)
            return refuse(p, KS_RULE_CONDITION_DEEP);
        step(p);
        const ks_rule_node *node = either(p);
        if (node && p->kind != T_CLOSE)
            return refuse(p, KS_RULE_CONDITION_PARENTHESIS);
        p->depth--;
        if (node)
            step(p);
        return node;
    }
    case T_WORD: break;
    case T_END: return refuse(p, KS_RULE_CONDITION_END);
    case T_CLOSE:
    case T_PIPE:
    case T_QUOTE:
    case T_AND:
    case T_OR:
    case T_NOT: return refuse(p, KS_RULE_CONDITION_SYNTAX);
    }
    if (is_before_of(p)) {
        bool is_one = ks_str_equal(p->word, KS_STR("1")) || is_keyword(p, p->word, "any");
        if (!is_one && !is_keyword(p, p->word, "all"))
            return refuse(p,
                          is_number(p->word) ? KS_RULE_BAD_QUANTIFIER : KS_RULE_CONDITION_SYNTAX);
        step(p);
        (void)is_keyword(p, p->word, "of"); // says it when it is upper case
        step(p);
        return target(p, is_one ? KS_RULE_ANY : KS_RULE_ALL);
    }
    const ks_rule_node *node = find(p);
    if (node)
        step(p);
    return node;
}

static const ks_rule_node *negated(parser *p)
{
    if (p->kind != T_NOT)
        return primary(p);
    if (++p->depth > rules_condition_depth_most)
        return refuse(p, KS_RULE_CONDITION_DEEP);
    step(p);
    const ks_rule_node *node = rules_node_not(p->l, negated(p));
    p->depth--;
    return node;
}

// Parts of the same kind, joined by the same word.
static const ks_rule_node *joined(parser *p, ks_rule_node_kind kind)
{
    bool is_all = kind == KS_RULE_ALL;
    ks_arena kept = p->l->file;
    rules_parts parts = { 0 };
    bool is_well =
        rules_parts_add(p->l, &p->l->file, &parts, is_all ? negated(p) : joined(p, KS_RULE_ALL));
    while (is_well && p->kind == (is_all ? T_AND : T_OR)) {
        step(p);
        is_well = rules_parts_add(p->l, &p->l->file, &parts,
                                  is_all ? negated(p) : joined(p, KS_RULE_ALL));
    }
    const ks_rule_node *node =
        is_well ? rules_node_join(p->l, kind, parts.parts, (u32)parts.count) : NULL;
    p->l->file = kept;
    return node;
}

static const ks_rule_node *either(parser *p) { return joined(p, KS_RULE_ANY); }

const ks_rule_node *rules_condition_read(rules_loader *l, const rules_identifiers *identifiers,
                                         rules_condition *condition)
{
    parser p = {
        .l = l, .identifiers = identifiers, .condition = condition, .text = condition->text
    };
    if (condition->text.size > rules_condition_most)
        return rules_refuse(l, KS_RULE_CONDITION_LONG, condition->place, (ks_str){ 0 });
    step(&p);
    const ks_rule_node *node = either(&p);
    if (node == NULL)
        return NULL;
    if (p.kind == T_PIPE && condition->takes_pipe) {
        condition->pipe = p.word_at;
        return node;
    }
    if (p.kind == T_CLOSE)
        return refuse(&p, KS_RULE_CONDITION_PARENTHESIS);
    return p.kind == T_END ? node : refuse(&p, KS_RULE_CONDITION_SYNTAX);
}
