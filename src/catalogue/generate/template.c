// Templates: text, {fields} and [groups]; one pass over the bytes, a small stack of open groups.
#include "catalogue/generate/template.h"

#include <stdio.h>

typedef struct {
    template_pool *pool;
    yaml_source *source;
    const yaml_node_t *node;
    ks_str text;
    size_t next;
    size_t language;
    size_t open[template_depth_max]; // index of the group's op
    size_t open_count;
} parser;

void template_add_code(template_pool *pool, ks_str code, ks_str text)
{
    pool->codes = yaml_longer(pool->codes, pool->code_count, sizeof *pool->codes);
    pool->codes[pool->code_count++] = (catalogue_code){ code, text };
}

void template_add_words(template_pool *pool, template_words words)
{
    pool->words = yaml_longer(pool->words, pool->word_count, sizeof *pool->words);
    pool->words[pool->word_count++] = words;
}

static void add_field(template_pool *pool, ks_str name, u32 index)
{
    pool->fields = yaml_longer(pool->fields, pool->field_count, sizeof *pool->fields);
    pool->fields[pool->field_count++] = (catalogue_field){ name, index };
}

static void add_op(template_pool *pool, template_op op)
{
    pool->ops = yaml_longer(pool->ops, pool->op_count, sizeof *pool->ops);
    pool->ops[pool->op_count++] = op;
}

// At the mark just passed. An escape in the YAML in front of it shifts the column.
static void complain(parser *p, const char *what)
{
    size_t quote = p->node->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    size_t mark = p->next > 0 ? p->next - 1 : 0;
    yaml_complain(p->source, p->node, mark + quote, "%s", what);
}

static void add_text(parser *p, ks_str text)
{
    if (text.size == 0)
        return;
    add_op(p->pool, (template_op){ .op = { .kind = catalogue_text, .text = text } });
}

static size_t find(ks_str text, char c)
{
    const char *at = text.size ? memchr(text.at, c, text.size) : NULL;
    return at ? (size_t)(at - text.at) : text.size;
}

// Cuts `text` at the first `c`: what is in front of it is returned, what is behind stays.
static ks_str cut(ks_str *text, char c)
{
    size_t size = find(*text, c);
    ks_str front = { text->at, size };
    size_t gone = size < text->size ? size + 1 : size;
    *text = (ks_str){ text->at + gone, text->size - gone };
    return front;
}

static ks_str joined(ks_str a, const char *b)
{
    size_t size = a.size + strlen(b);
    char *memory = yaml_memory(size + 1);
    snprintf(memory, size + 1, "%.*s%s", (int)a.size, a.at, b);
    return (ks_str){ memory, size };
}

// Name, Name[2], @Name
static void parse_name(parser *p, ks_str name)
{
    static const char *const system[] = { "@UserID", "@ProcessID", "@Computer", "@Channel" };
    u32 index = 1;
    size_t bracket = find(name, '[');
    if (bracket < name.size) {
        ks_str inside = { name.at + bracket + 1, name.size - bracket - 1 };
        index = 0;
        while (inside.size > 1 && inside.at[0] >= '0' && inside.at[0] <= '9' && index < 100) {
            index = index * 10 + (u32)(inside.at[0] - '0');
            inside = (ks_str){ inside.at + 1, inside.size - 1 };
        }
        if (index == 0 || index > 99 || !ks_str_equal(inside, KS_STR("]")))
            complain(p, "an index is [1] to [99]");
        name.size = bracket;
    }
    bool is_known = !ks_begins(name, KS_STR("@"));
    for (size_t i = 0; i < countof(system) && !is_known; i++)
        is_known = ks_str_equal(name, ks_str_of(system[i]));
    if (name.size == 0 || !is_known)
        complain(p, name.size ? "this part of System is not offered" : "a field has no name");
    add_field(p->pool, name, index);
}

static void parse_names(parser *p, ks_str names, template_op *op)
{
    op->first_field = p->pool->field_count;
    bool is_account = names.size > 0 && names.at[names.size - 1] == '*';
    op->op.kind = is_account ? catalogue_account : catalogue_value;
    if (names.size == 0)
        complain(p, "a field has no name");
    while (names.size > 0) {
        ks_str name = cut(&names, '/');
        bool is_prefix = name.size > 0 && name.at[name.size - 1] == '*';
        if (is_prefix != is_account) {
            complain(p, "accounts (Name*) and fields do not mix");
        } else if (is_account) {
            name.size--;
            add_field(p->pool, joined(name, "UserName"), 1);
            add_field(p->pool, joined(name, "DomainName"), 1);
            add_field(p->pool, joined(name, "UserSid"), 1);
        } else {
            parse_name(p, name);
        }
    }
    op->op.size = (u32)(p->pool->field_count - op->first_field);
}

static void parse_show(parser *p, ks_str show, template_op *op)
{
    if (ks_str_equal(show, KS_STR("base"))) {
        op->op.show = catalogue_base;
    } else if (ks_str_equal(show, KS_STR("host"))) {
        op->op.show = catalogue_host;
    } else if (ks_str_equal(show, KS_STR("param"))) {
        op->op.show = catalogue_param;
    } else if (ks_str_equal(show, KS_STR("line"))) {
        op->op.show = catalogue_line;
    } else if (ks_begins(show, KS_STR("after ")) && show.size > strlen("after ")) {
        op->op.show = catalogue_after;
        op->op.text = (ks_str){ show.at + strlen("after "), show.size - strlen("after ") };
    } else {
        complain(p, "after | comes base, host, param, line or 'after …'");
    }
}

// A list by its name, or code:text|code:text|*
static void parse_words(parser *p, ks_str words, template_op *op)
{
    op->op.show = catalogue_word;
    if (find(words, ':') == words.size) {
        for (size_t i = 0; i < p->pool->word_count; i++) {
            const template_words *list = &p->pool->words[i];
            if (ks_str_equal(list->name, words)) {
                op->first_code = list->first[p->language];
                op->op.word_count = (u32)list->count;
            }
        }
        if (op->op.word_count == 0)
            complain(p, "no list of words has this name");
        return;
    }
    op->first_code = p->pool->code_count;
    while (words.size > 0) {
        ks_str text = cut(&words, '|');
        bool is_value = ks_str_equal(text, KS_STR("*"));
        if (!is_value && find(text, ':') == text.size)
            complain(p, "a code and its word are written code:word");
        ks_str code = cut(&text, ':');
        template_add_code(p->pool, code, is_value ? (ks_str){ 0 } : text);
        if (ks_str_equal(code, KS_STR("*")) && words.size > 0)
            complain(p, "* stands for all other codes: it comes last");
    }
    op->op.word_count = (u32)(p->pool->code_count - op->first_code);
}

static bool is_mark(char c) { return c == '[' || c == ']' || c == '{' || c == '}'; }

// Behind the '{'. True: `next` is behind the '}'.
static bool parse_field(parser *p)
{
    ks_str rest = { p->text.at + p->next, p->text.size - p->next };
    if (rest.size >= 2 && rest.at[1] == '}' && is_mark(rest.at[0])) {
        add_text(p, (ks_str){ rest.at, 1 });
        p->next += 2;
        return true;
    }
    size_t size = find(rest, '}');
    if (size == rest.size) {
        complain(p, "'{' without '}'");
        return false;
    }
    ks_str inside = { rest.at, size };
    template_op op = { 0 };
    size_t bar = find(inside, '|'), mark = find(inside, '?');
    bool has_words = mark < bar;
    ks_str names = cut(&inside, has_words ? '?' : '|');
    parse_names(p, names, &op);
    if (op.op.kind == catalogue_account && inside.size > 0)
        complain(p, "an account is shown as it is");
    else if (has_words)
        parse_words(p, inside, &op);
    else if (inside.size > 0)
        parse_show(p, inside, &op);
    add_op(p->pool, op);
    p->next += size + 1;
    return true;
}

static bool open_group(parser *p)
{
    if (p->open_count == template_depth_max) {
        complain(p, "groups are nested too deeply");
        return false;
    }
    p->open[p->open_count++] = p->pool->op_count;
    add_op(p->pool, (template_op){ .op = { .kind = catalogue_group } });
    return true;
}

static bool close_group(parser *p)
{
    if (p->open_count == 0) {
        complain(p, "']' without '['");
        return false;
    }
    size_t group = p->open[--p->open_count];
    size_t size = p->pool->op_count - group - 1;
    bool has_field = false;
    for (size_t i = 1; i <= size; i++) {
        const catalogue_op *op = &p->pool->ops[group + i].op;
        has_field = has_field || op->kind == catalogue_value || op->kind == catalogue_account;
    }
    if (!has_field)
        complain(p, "a group without a field would always be shown");
    p->pool->ops[group].op.size = (u32)size;
    return true;
}

void template_parse(template_pool *pool, yaml_source *source, const yaml_node_t *node,
                    size_t language)
{
    parser p = { pool, source, node, yaml_text(source, node), 0, language, { 0 }, 0 };
    bool is_fine = true;
    while (is_fine && p.next < p.text.size) {
        size_t from = p.next;
        while (p.next < p.text.size && !is_mark(p.text.at[p.next]))
            p.next++;
        add_text(&p, (ks_str){ p.text.at + from, p.next - from });
        if (p.next == p.text.size)
            break;
        char mark = p.text.at[p.next++];
        if (mark == '{') {
            is_fine = parse_field(&p);
        } else if (mark == '[') {
            is_fine = open_group(&p);
        } else if (mark == ']') {
            is_fine = close_group(&p);
        } else {
            complain(&p, "'}' without '{'");
            is_fine = false;
        }
    }
    if (is_fine && p.open_count > 0)
        complain(&p, "'[' without ']'");
}
