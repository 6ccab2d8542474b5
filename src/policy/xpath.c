// The parser: recursive descent over the subset, with a limit on depth. Words of XPath that the
// service does not have (other functions, axes, operators) are recognised to be named.
#include "policy/xpath.h"

#include "base/fold.h"
#include "base/number.h"

enum { depth_most = 64 };

typedef struct {
    ks_str text;
    size_t at;
    xpath_query *query;
    ks_arena *arena;
    u32 depth;
} parsing;

static bool fail_at(parsing *p, xpath_error_kind kind, size_t at, size_t size)
{
    if (p->query->error.kind == XPATH_ERROR_NONE) {
        size_t left = p->text.size - at;
        p->query->error = (xpath_error){ kind, at, { p->text.at + at, size < left ? size : left } };
    }
    return false;
}

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

static bool is_name_start(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_name(char c) { return is_name_start(c) || is_digit(c) || c == '-' || c == '.'; }

static char here(parsing *p)
{
    while (p->at < p->text.size && is_space(p->text.at[p->at]))
        p->at++;
    return p->at < p->text.size ? p->text.at[p->at] : 0;
}

static bool is_end(parsing *p)
{
    (void)here(p);
    return p->at == p->text.size;
}

static ks_str name_here(parsing *p)
{
    size_t end = p->at;
    if (end < p->text.size && is_name_start(p->text.at[end]))
        while (end < p->text.size && is_name(p->text.at[end]))
            end++;
    ks_str name = ks_str_from(p->text, p->at);
    name.size = end - p->at;
    return name;
}

static xpath_node *make(parsing *p, xpath_kind kind)
{
    xpath_node *node = ks_take(p->arena, xpath_node, 1);
    if (!node) {
        (void)fail_at(p, XPATH_ERROR_BUDGET, p->at, 0);
        return NULL;
    }
    node->kind = kind;
    node->at = p->at;
    return node;
}

static void add_part(xpath_node *node, xpath_node *part)
{
    if (node->last)
        node->last->next = part;
    else
        node->first = part;
    node->last = part;
}

static xpath_node *parse_or(parsing *p);

static bool parse_predicates(parsing *p, xpath_node *step)
{
    while (here(p) == '[') {
        size_t open = p->at++;
        xpath_node *inner = parse_or(p);
        if (!inner)
            return false;
        add_part(step, inner);
        if (here(p) != ']')
            return is_end(p) ? fail_at(p, XPATH_ERROR_UNCLOSED, open, 1)
                             : fail_at(p, XPATH_ERROR_EXPECTED, p->at, 12);
        p->at++;
    }
    return true;
}

static bool parse_step(parsing *p, xpath_node *path)
{
    char c = here(p);
    xpath_node *step = make(p, XPATH_STEP);
    if (!step)
        return false;
    if (c == '@') {
        step->is_attribute = true;
        p->at++;
        c = here(p);
    }
    if (c == '*') {
        step->text = KS_STR("*");
        p->at++;
    } else if (c == '.' || c == '/') {
        return fail_at(p, XPATH_ERROR_AXIS, p->at, 2);
    } else {
        step->text = name_here(p);
        if (step->text.size == 0)
            return fail_at(p, XPATH_ERROR_EXPECTED, p->at, 12);
        p->at += step->text.size;
        if (here(p) == ':')
            return fail_at(p, XPATH_ERROR_AXIS, step->at, step->text.size + 2);
    }
    add_part(path, step);
    return parse_predicates(p, step);
}

static xpath_node *parse_path(parsing *p)
{
    xpath_node *path = make(p, XPATH_PATH);
    if (!path || !parse_step(p, path))
        return NULL;
    while (here(p) == '/') {
        p->at++;
        if (!parse_step(p, path))
            return NULL;
    }
    return path;
}

static xpath_node *parse_function(parsing *p, ks_str name)
{
    static const struct {
        ks_str name;
        u32 least, most;
    } known[] = { { KS_TEXT("band"), 2, 2 },
                  { KS_TEXT("timediff"), 1, 2 },
                  { KS_TEXT("position"), 0, 0 } };
    size_t which = 0;
    while (which < countof(known) && !ks_str_equal(known[which].name, name))
        which++;
    if (which == countof(known)) {
        (void)fail_at(p, XPATH_ERROR_FUNCTION, p->at, name.size);
        return NULL;
    }
    xpath_node *function = make(p, XPATH_FUNCTION);
    if (!function)
        return NULL;
    function->text = name;
    p->at += name.size;
    (void)here(p);
    p->at++; // (
    u32 terms = p->query->terms, count = 0;
    while (here(p) != ')') {
        if (count && here(p) != ',') {
            (void)fail_at(p, XPATH_ERROR_EXPECTED, p->at, 12);
            return NULL;
        }
        p->at += count ? 1 : 0;
        xpath_node *argument = parse_or(p);
        if (!argument)
            return NULL;
        add_part(function, argument);
        count++;
    }
    p->at++;
    p->query->terms = terms + 1;
    if (count < known[which].least || count > known[which].most) {
        (void)fail_at(p, XPATH_ERROR_ARGUMENTS, function->at, name.size);
        return NULL;
    }
    return function;
}

static xpath_node *parse_string(parsing *p)
{
    xpath_node *string = make(p, XPATH_STRING);
    if (!string)
        return NULL;
    char quote = p->text.at[p->at];
    const char *start = p->text.at + p->at + 1;
    size_t left = p->text.size - p->at - 1;
    const char *end = left ? memchr(start, quote, left) : NULL;
    if (!end) {
        (void)fail_at(p, XPATH_ERROR_UNCLOSED, p->at, 12);
        return NULL;
    }
    string->text = (ks_str){ start, (size_t)(end - start) };
    p->at = (size_t)(end - p->text.at) + 1;
    return string;
}

static xpath_node *parse_number(parsing *p)
{
    xpath_node *number = make(p, XPATH_NUMBER);
    if (!number)
        return NULL;
    size_t end = p->at + (p->text.at[p->at] == '-');
    while (end < p->text.size && is_name(p->text.at[end]))
        end++;
    number->text = (ks_str){ p->text.at + p->at, end - p->at };
    if (!ks_u64_read(number->text, &number->number)) {
        (void)fail_at(p, XPATH_ERROR_EXPECTED, p->at, number->text.size);
        return NULL;
    }
    p->at = end;
    return number;
}

static xpath_node *parse_primary(parsing *p)
{
    char c = here(p);
    if (c == '(') {
        size_t open = p->at++;
        xpath_node *inner = parse_or(p);
        if (inner && here(p) != ')') {
            (void)(is_end(p) ? fail_at(p, XPATH_ERROR_UNCLOSED, open, 1)
                             : fail_at(p, XPATH_ERROR_EXPECTED, p->at, 12));
            return NULL;
        }
        p->at += inner ? 1 : 0;
        return inner;
    }
    if (c == '\'' || c == '"')
        return parse_string(p);
    if (is_digit(c) || c == '-')
        return parse_number(p);
    if (c == '$' || c == '|' || c == '+') {
        (void)fail_at(p, XPATH_ERROR_OPERATOR, p->at, 1);
        return NULL;
    }
    ks_str name = name_here(p);
    size_t after = p->at + name.size;
    while (after < p->text.size && is_space(p->text.at[after]))
        after++;
    if (name.size && after < p->text.size && p->text.at[after] == '(')
        return parse_function(p, name);
    return parse_path(p);
}

static bool compare_here(parsing *p, xpath_compare *compare)
{
    char c = here(p);
    bool has_equal = p->at + 1 < p->text.size && p->text.at[p->at + 1] == '=';
    if (c == '=')
        *compare = XPATH_EQ;
    else if (c == '!' && has_equal)
        *compare = XPATH_NE;
    else if (c == '<')
        *compare = has_equal ? XPATH_LE : XPATH_LT;
    else if (c == '>')
        *compare = has_equal ? XPATH_GE : XPATH_GT;
    else
        return false;
    p->at += c != '=' && has_equal ? 2 : 1;
    return true;
}

static xpath_node *parse_compare(parsing *p)
{
    xpath_node *left = parse_primary(p);
    xpath_compare compare;
    if (!left)
        return NULL;
    if (!compare_here(p, &compare)) {
        p->query->terms += left->kind == XPATH_PATH && !left->last->first;
        return left;
    }
    xpath_node *right = parse_primary(p);
    xpath_node *node = right ? make(p, XPATH_COMPARE) : NULL;
    if (!node)
        return NULL;
    p->query->terms++;
    node->compare = compare;
    node->at = left->at;
    add_part(node, left);
    add_part(node, right);
    return node;
}

// The word here, when it is `word`; in another case it is told.
static bool takes_word(parsing *p, ks_str word, bool *is_wrong)
{
    (void)here(p);
    ks_str name = name_here(p);
    if (ks_str_equal(name, word)) {
        p->at += name.size;
        return true;
    }
    if (ks_equal_fold(name, word))
        *is_wrong = !fail_at(p, XPATH_ERROR_OPERATOR_CASE, p->at, name.size);
    return false;
}

static xpath_node *parse_and(parsing *p)
{
    xpath_node *node = parse_compare(p);
    bool is_wrong = false;
    while (node && takes_word(p, KS_STR("and"), &is_wrong)) {
        if (node->kind != XPATH_AND) {
            xpath_node *all = make(p, XPATH_AND);
            if (!all)
                return NULL;
            all->at = node->at;
            add_part(all, node);
            node = all;
        }
        xpath_node *part = parse_compare(p);
        if (!part)
            return NULL;
        add_part(node, part);
    }
    return is_wrong ? NULL : node;
}

static xpath_node *parse_or(parsing *p)
{
    if (p->depth == depth_most) {
        (void)fail_at(p, XPATH_ERROR_DEEP, p->at, 1);
        return NULL;
    }
    p->depth++;
    xpath_node *node = parse_and(p);
    bool is_wrong = false, is_or = false;
    while (node && takes_word(p, KS_STR("or"), &is_wrong)) {
        if (!is_or) {
            xpath_node *any = make(p, XPATH_OR);
            if (!any)
                return NULL;
            any->at = node->at;
            add_part(any, node);
            node = any;
            is_or = true;
        }
        xpath_node *part = parse_and(p);
        if (!part)
            return NULL;
        add_part(node, part);
    }
    p->depth--;
    return is_wrong ? NULL : node;
}

bool xpath_parse(xpath_query *query, ks_str text, ks_arena *arena)
{
    if (text.at == NULL) // an element without content
        text = KS_STR("");
    *query = (xpath_query){ .source = text };
    parsing p = { .text = text, .query = query, .arena = arena };
    char c = here(&p);
    ks_str name = name_here(&p);
    if (c != '*' && c != '(' && !ks_str_equal(name, KS_STR("Event")))
        return fail_at(&p, c == '/' ? XPATH_ERROR_AXIS : XPATH_ERROR_START, p.at, 12);
    xpath_node *root = parse_or(&p); // `*[System[...]] and *[EventData[...]]` is one
    if (!root)
        return false;
    if (!is_end(&p)) {
        char rest = here(&p);
        bool is_operator = rest == '$' || rest == '|' || rest == '+' || rest == '-' || rest == '*';
        return fail_at(&p, is_operator ? XPATH_ERROR_OPERATOR : XPATH_ERROR_EXPECTED, p.at, 12);
    }
    query->root = root;
    return true;
}
