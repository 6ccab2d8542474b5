// The reader: one pass, an explicit stack (a parent in each node), no look beyond the bytes.
#include "policy/markup.h"

#include "base/text.h"

const ks_mistake_kind markup_kinds[MARKUP_MISTAKE_COUNT] = { MARKUP_MISTAKES(KS_MISTAKE_ROW) };

enum { file_most = 64 << 20 };

typedef struct {
    ks_str text;
    size_t at;
    u32 line, column;
    ks_arena *arena;
    ks_mistakes *mistakes;
    bool has_failed;
} reading;

static bool refuse_at(reading *r, markup_mistake kind, u32 line, u32 column, ks_str a, ks_str b)
{
    if (!r->has_failed)
        ks_mistake_add(r->mistakes, &markup_kinds[kind],
                       (ks_mistake_place){ .line = line, .column = column }, a, b);
    r->has_failed = true;
    return false;
}

static bool refuse(reading *r, markup_mistake kind, ks_str a)
{
    return refuse_at(r, kind, r->line, r->column, a, (ks_str){ 0 });
}

static bool over_budget(reading *r) { return refuse(r, MARKUP_TOO_LARGE, (ks_str){ 0 }); }

static size_t left(const reading *r) { return r->text.size - r->at; }

static char here(const reading *r) { return r->at < r->text.size ? r->text.at[r->at] : 0; }

static bool starts(const reading *r, ks_str with)
{
    return left(r) >= with.size && memcmp(r->text.at + r->at, with.at, with.size) == 0;
}

// Moves over `size` bytes and counts lines and characters.
static void step(reading *r, size_t size)
{
    for (size_t end = r->at + size; r->at < end; r->at++) {
        unsigned char c = (unsigned char)r->text.at[r->at];
        if (c == '\n') {
            r->line++;
            r->column = 1;
        } else if ((c & 0xc0) != 0x80 && c != '\r') {
            r->column++;
        }
    }
}

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

static void skip_space(reading *r)
{
    while (r->at < r->text.size && is_space(here(r)))
        step(r, 1);
}

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.' || c == ':' || (unsigned char)c >= 0x80;
}

static ks_str take_name(reading *r)
{
    size_t end = r->at;
    char first = here(r);
    if ((first >= '0' && first <= '9') || first == '-' || first == '.')
        return (ks_str){ 0 };
    while (end < r->text.size && is_name(r->text.at[end]))
        end++;
    ks_str name = { r->text.at + r->at, end - r->at };
    step(r, name.size);
    return name;
}

// Goes behind `end`; false: it does not come, `what` is not closed.
static bool skip_to(reading *r, ks_str end, ks_str what)
{
    u32 line = r->line, column = r->column;
    while (r->at < r->text.size && !starts(r, end))
        step(r, 1);
    if (r->at == r->text.size)
        return refuse_at(r, MARKUP_NOT_CLOSED, line, column, what, (ks_str){ 0 });
    step(r, end.size);
    return true;
}

static bool is_character(u32 c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xfffe && c - 0xd800 > 0x7ff) ||
           (c >= 0x10000 && c <= 0x10ffff);
}

// "&#x41;" at the start of `text`: its size, and the character; 0: no entity.
static size_t read_entity(ks_str text, u32 *character)
{
    static const struct {
        ks_str text;
        u32 character;
    } known[] = { { KS_TEXT("&amp;"), '&' },
                  { KS_TEXT("&lt;"), '<' },
                  { KS_TEXT("&gt;"), '>' },
                  { KS_TEXT("&quot;"), '"' },
                  { KS_TEXT("&apos;"), '\'' } };
    for (size_t i = 0; i < countof(known); i++)
        if (text.size >= known[i].text.size &&
            memcmp(text.at, known[i].text.at, known[i].text.size) == 0) {
            *character = known[i].character;
            return known[i].text.size;
        }
    if (text.size < 4 || text.at[1] != '#')
        return 0;
    bool is_hex = text.at[2] == 'x';
    size_t at = is_hex ? 3 : 2, first = at;
    for (*character = 0; at < text.size && at - first < 8 && text.at[at] != ';'; at++) {
        char c = text.at[at];
        u32 digit = c >= '0' && c <= '9'             ? (u32)(c - '0')
                    : is_hex && c >= 'a' && c <= 'f' ? (u32)(c - 'a' + 10)
                    : is_hex && c >= 'A' && c <= 'F' ? (u32)(c - 'A' + 10)
                                                     : 99;
        if (digit == 99)
            return 0;
        *character = *character * (is_hex ? 16 : 10) + digit;
    }
    return at < text.size && at > first && text.at[at] == ';' && is_character(*character) ? at + 1
                                                                                          : 0;
}

// The size of the next character of `raw`, and what it stands for; 0: wrong. `is_plain`: no
// entities (CDATA). CR LF is one LF.
static size_t next_character(ks_str raw, size_t at, bool is_plain, u32 *character)
{
    ks_str rest = ks_str_from(raw, at);
    if (rest.at[0] == '&' && !is_plain)
        return read_entity(rest, character);
    if (rest.at[0] == '\r') {
        *character = '\n';
        return rest.size > 1 && rest.at[1] == '\n' ? 2 : 1;
    }
    size_t size = ks_utf8_read(raw, at, character);
    return is_character(*character) ? size : 0;
}

// `raw` ends where the reader will go next; the reader still stands at its start.
static bool decode(reading *r, ks_str raw, bool is_plain, ks_str *text)
{
    u8 *to = raw.size ? ks_take(r->arena, u8, raw.size) : NULL;
    size_t size = 0;
    *text = (ks_str){ (const char *)to, 0 };
    if (raw.size && !to)
        return over_budget(r);
    for (size_t at = 0; at < raw.size;) {
        u32 character = 0;
        size_t taken = next_character(raw, at, is_plain, &character);
        if (taken == 0) {
            size_t shown = raw.size - at < 12 ? raw.size - at : 12;
            bool is_entity = raw.at[at] == '&';
            const char *end = is_entity ? memchr(raw.at + at, ';', shown) : NULL;
            ks_str name = { raw.at + at, end ? (size_t)(end - raw.at - (ptrdiff_t)at) + 1 : 1 };
            return refuse(r, is_entity ? MARKUP_BAD_ENTITY : MARKUP_BAD_CHARACTER, name);
        }
        step(r, taken);
        size += ks_utf8_write(to + size, character);
        at += taken;
    }
    text->size = size;
    return true;
}

static markup_node *add_node(reading *r, markup_node *parent)
{
    markup_node *node = ks_take(r->arena, markup_node, 1);
    if (!node) {
        (void)over_budget(r);
        return NULL;
    }
    *node = (markup_node){ .parent = parent, .line = r->line, .column = r->column };
    if (parent && parent->last)
        parent->last->next = node;
    else if (parent)
        parent->first = node;
    if (parent)
        parent->last = node;
    return node;
}

static bool read_text(reading *r, markup_node *parent, ks_str raw, bool is_cdata)
{
    markup_node *node = add_node(r, parent);
    if (!node)
        return false;
    node->raw = raw;
    node->is_cdata = is_cdata;
    return decode(r, raw, is_cdata, &node->text);
}

static bool read_cdata(reading *r, markup_node *parent)
{
    u32 line = r->line, column = r->column;
    step(r, 9);
    size_t end = r->at;
    while (end + 3 <= r->text.size && memcmp(r->text.at + end, "]]>", 3) != 0)
        end++;
    if (end + 3 > r->text.size)
        return refuse_at(r, MARKUP_NOT_CLOSED, line, column, KS_STR("<![CDATA["), (ks_str){ 0 });
    if (!read_text(r, parent, (ks_str){ r->text.at + r->at, end - r->at }, true))
        return false;
    step(r, 3);
    return true;
}

static bool read_attribute(reading *r, markup_node *node, markup_attribute ***last)
{
    markup_attribute *attribute = ks_take(r->arena, markup_attribute, 1);
    if (!attribute)
        return over_budget(r);
    *attribute = (markup_attribute){ .line = r->line, .column = r->column };
    attribute->name = take_name(r);
    if (attribute->name.size == 0)
        return refuse(r, MARKUP_EXPECTED, KS_STR(">"));
    for (const markup_attribute *a = node->attributes; a; a = a->next)
        if (ks_str_equal(a->name, attribute->name))
            return refuse_at(r, MARKUP_TWICE, attribute->line, attribute->column, a->name,
                             (ks_str){ 0 });
    skip_space(r);
    if (here(r) != '=')
        return refuse(r, MARKUP_EXPECTED, KS_STR("="));
    step(r, 1);
    skip_space(r);
    char quote = here(r);
    if (quote != '"' && quote != '\'')
        return refuse(r, MARKUP_EXPECTED, KS_STR("\""));
    step(r, 1);
    const char *start = r->text.at + r->at;
    const char *end = left(r) ? memchr(start, quote, left(r)) : NULL;
    if (!end)
        return refuse_at(r, MARKUP_NOT_CLOSED, attribute->line, attribute->column, attribute->name,
                         (ks_str){ 0 });
    ks_str raw = { start, (size_t)(end - start) };
    const char *angle = raw.size ? memchr(start, '<', raw.size) : NULL;
    if (angle) {
        step(r, (size_t)(angle - start));
        return refuse(r, MARKUP_NOT_CLOSED, attribute->name);
    }
    if (!decode(r, raw, false, &attribute->value))
        return false;
    step(r, 1);
    **last = attribute;
    *last = &attribute->next;
    return true;
}

// `<name a="b">` or `<name/>`; *open: the element that is open behind it.
static bool read_start(reading *r, markup_node **open, u32 *depth)
{
    markup_node *node = add_node(r, *open);
    if (!node)
        return false;
    if (*depth == markup_depth_most)
        return refuse(r, MARKUP_TOO_DEEP, (ks_str){ 0 });
    step(r, 1);
    node->name = take_name(r);
    if (node->name.size == 0)
        return refuse(r, MARKUP_EXPECTED, KS_STR("a name"));
    markup_attribute **last = &node->attributes;
    for (;;) {
        bool is_apart = is_space(here(r));
        skip_space(r);
        char c = here(r);
        if (c == '>') {
            step(r, 1);
            *open = node;
            ++*depth;
            return true;
        }
        if (c == '/') {
            step(r, 1);
            if (here(r) != '>')
                return refuse(r, MARKUP_EXPECTED, KS_STR(">"));
            step(r, 1);
            return true;
        }
        if (r->at == r->text.size)
            return refuse_at(r, MARKUP_NOT_CLOSED, node->line, node->column, node->name,
                             (ks_str){ 0 });
        if (!is_apart)
            return refuse(r, MARKUP_EXPECTED, KS_STR(">"));
        if (!read_attribute(r, node, &last))
            return false;
    }
}

static bool read_end(reading *r, markup_node **open, u32 *depth)
{
    u32 line = r->line, column = r->column;
    step(r, 2);
    ks_str name = take_name(r);
    skip_space(r);
    if (!*open || !ks_str_equal(name, (*open)->name))
        return refuse_at(r, MARKUP_OTHER_END, line, column, name,
                         *open ? (*open)->name : (ks_str){ 0 });
    if (here(r) != '>')
        return refuse(r, MARKUP_EXPECTED, KS_STR(">"));
    step(r, 1);
    *open = (*open)->parent;
    --*depth;
    return true;
}

// White space, comments and processing instructions outside the root.
static bool skip_outside(reading *r)
{
    for (;;) {
        skip_space(r);
        if (starts(r, KS_STR("<!--"))) {
            if (!skip_to(r, KS_STR("-->"), KS_STR("<!--")))
                return false;
        } else if (starts(r, KS_STR("<?"))) {
            if (!skip_to(r, KS_STR("?>"), KS_STR("<?")))
                return false;
        } else if (starts(r, KS_STR("<!DOCTYPE"))) {
            return refuse(r, MARKUP_DOCTYPE, (ks_str){ 0 });
        } else {
            return true;
        }
    }
}

static bool read_inside(reading *r, markup_node **open, u32 *depth)
{
    if (here(r) != '<') {
        const char *start = r->text.at + r->at;
        const char *end = memchr(start, '<', left(r));
        return read_text(r, *open, (ks_str){ start, end ? (size_t)(end - start) : left(r) }, false);
    }
    if (starts(r, KS_STR("</")))
        return read_end(r, open, depth);
    if (starts(r, KS_STR("<!--")))
        return skip_to(r, KS_STR("-->"), KS_STR("<!--"));
    if (starts(r, KS_STR("<![CDATA[")))
        return read_cdata(r, *open);
    if (starts(r, KS_STR("<?")))
        return skip_to(r, KS_STR("?>"), KS_STR("<?"));
    if (starts(r, KS_STR("<!")))
        return refuse(r, MARKUP_DOCTYPE, (ks_str){ 0 });
    return read_start(r, open, depth);
}

static markup_node *read_document(reading *r)
{
    markup_node *open = NULL;
    u32 depth = 0;
    if (!skip_outside(r))
        return NULL;
    if (here(r) != '<') {
        (void)refuse(r, MARKUP_EXPECTED, KS_STR("<"));
        return NULL;
    }
    markup_node top = { 0 }; // catches the root, so that a node without end has a parent
    open = &top;
    if (!read_start(r, &open, &depth))
        return NULL;
    markup_node *root = top.first;
    root->parent = NULL;
    while (depth > 0 && r->at < r->text.size)
        if (!read_inside(r, &open, &depth))
            return NULL;
    if (depth > 0) {
        (void)refuse_at(r, MARKUP_NOT_CLOSED, open->line, open->column, open->name, (ks_str){ 0 });
        return NULL;
    }
    if (!skip_outside(r))
        return NULL;
    if (r->at < r->text.size) {
        (void)refuse(r, MARKUP_AFTER_ROOT, root->name);
        return NULL;
    }
    return root;
}

markup_node *markup_read_at(ks_str text, u32 line, u32 column, ks_arena *arena,
                            ks_mistakes *mistakes)
{
    reading r = {
        .text = text, .line = line, .column = column, .arena = arena, .mistakes = mistakes
    };
    return read_document(&r);
}
