// A small reader of XML. It takes what exporters of events write (elements, attributes, texts,
// CDATA, comments, one declaration in front) and refuses the rest: a document type could define
// entities that explode, and no event has one. People also paste what a viewer showed them, so an
// '&' that begins no entity and a '<' that begins no tag are taken as themselves. See xml_read.h.
#include "event/xml_read.h"

#include "base/cursor.h"
#include "base/number.h"
#include "base/text.h"

enum { depth_most = 32 };

typedef struct {
    ks_element *element;
    ks_part **last; // where the next part goes
    bool has_elements;
} open_element;

typedef struct {
    ks_str text;
    size_t at;
    ks_arena *arena;
    ks_fail *fail;
    open_element open[depth_most];
    size_t depth;
    ks_element *root;
} reader;

static bool refuse(reader *r, const char *field)
{
    bool is_end = r->at >= r->text.size;
    i64 found = is_end ? 0 : (u8)r->text.at[r->at];
    (void)ks_refuse(r->fail, is_end ? KS_TRUNCATED : KS_BAD_VALUE, is_end ? 1 : found, 0,
                    ks_str_of(field));
    r->fail->place.offset = r->at;
    return false;
}

static bool spent(reader *r)
{
    return ks_refuse(r->fail, KS_OVER_BUDGET, (i64)r->text.size, 0, ks_str_of(r->arena->name));
}

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.' || c == ':' || (u8)c >= 0x80;
}

static int peek(const reader *r) { return r->at < r->text.size ? (u8)r->text.at[r->at] : -1; }

static void skip_space(reader *r)
{
    while (r->at < r->text.size && is_space(r->text.at[r->at]))
        r->at++;
}

static bool starts(const reader *r, const char *word)
{
    size_t size = strlen(word);
    return r->text.size - r->at >= size && memcmp(r->text.at + r->at, word, size) == 0;
}

// Moves behind the next `word`; what lies before it.
static bool until(reader *r, const char *word, ks_str *before)
{
    size_t start = r->at;
    while (r->at < r->text.size && !starts(r, word))
        r->at++;
    if (r->at == r->text.size)
        return refuse(r, word);
    *before = (ks_str){ r->text.at + start, r->at - start };
    r->at += strlen(word);
    return true;
}

static bool read_name(reader *r, ks_str *name)
{
    size_t start = r->at;
    while (r->at < r->text.size && is_name(r->text.at[r->at]))
        r->at++;
    if (r->at == start)
        return refuse(r, "name");
    *name = ks_arena_keep(r->arena, (ks_str){ r->text.at + start, r->at - start });
    return name->size || spent(r);
}

// --- texts

// "&#x41;" and the five that XML has; 0: none of them.
static u32 entity(ks_str name)
{
    static const struct {
        const char *name;
        u32 character;
    } known[] = { { "lt", '<' }, { "gt", '>' }, { "amp", '&' }, { "quot", '"' }, { "apos", '\'' } };
    u8 digits[12];
    u64 number = 0;
    for (size_t i = 0; i < countof(known); i++) {
        if (ks_str_equal(name, ks_str_of(known[i].name)))
            return known[i].character;
    }
    if (name.size < 2 || name.size > 9 || name.at[0] != '#')
        return 0;
    bool is_hex = name.at[1] == 'x';
    memcpy(digits, "0x", 2);
    size_t front = is_hex ? 2 : 0, skip = is_hex ? 2 : 1;
    memcpy(digits + front, name.at + skip, name.size - skip);
    ks_str text = { (const char *)digits, front + name.size - skip };
    bool is_number = ks_u64_read(text, &number) && (is_hex || digits[1] != 'x');
    return is_number && number && number <= 0x10ffff ? (u32)number : 0;
}

// The size of what stands between '&' and ';' at `at`; 0: this '&' is one for itself.
static size_t entity_size(ks_str raw, size_t at)
{
    size_t end = at + 1;
    while (end < raw.size && (is_name(raw.at[end]) || raw.at[end] == '#'))
        end++;
    return end < raw.size && raw.at[end] == ';' ? end - at - 1 : 0;
}

// The text with its entities resolved.
static bool resolve(reader *r, ks_str raw, ks_str *text)
{
    u8 *to = ks_take(r->arena, u8, raw.size + 1); // an entity is longer than its character
    if (to == NULL)
        return spent(r);
    size_t size = 0;
    for (size_t i = 0; i < raw.size; i++) {
        size_t length = raw.at[i] == '&' ? entity_size(raw, i) : 0;
        if (length == 0) {
            to[size++] = (u8)raw.at[i];
            continue;
        }
        u32 character = entity((ks_str){ raw.at + i + 1, length });
        if (character == 0) {
            r->at -= raw.size - i;
            return refuse(r, "entity");
        }
        size += ks_utf8_write(to + size, character);
        i += length + 1;
    }
    *text = (ks_str){ (const char *)to, size };
    return true;
}

static bool add_part(reader *r, ks_part part)
{
    open_element *top = &r->open[r->depth - 1];
    ks_part *kept = ks_take(r->arena, ks_part, 1);
    if (kept == NULL)
        return spent(r);
    *kept = part;
    *top->last = kept;
    top->last = &kept->next;
    return true;
}

// Whether a tag, a comment or the like begins here.
static bool is_markup(const reader *r)
{
    int next = r->at + 1 < r->text.size ? (u8)r->text.at[r->at + 1] : '/';
    return r->text.at[r->at] == '<' && (next == '/' || next == '!' || next == '?' || next == '_' ||
                                        next >= 0x80 || ((next | 32) >= 'a' && (next | 32) <= 'z'));
}

static bool read_text(reader *r)
{
    size_t start = r->at;
    bool is_blank = true;
    for (; r->at < r->text.size && !is_markup(r); r->at++)
        is_blank = is_blank && is_space(r->text.at[r->at]);
    ks_str raw = { r->text.at + start, r->at - start };
    if (r->depth == 0)
        return is_blank || refuse(r, "element");
    ks_part part = { .kind = KS_PART_TEXT };
    bool lies_between = is_blank && (r->open[r->depth - 1].has_elements || !starts(r, "</"));
    return lies_between || (resolve(r, raw, &part.text) && add_part(r, part));
}

// --- elements

static bool read_attribute(reader *r, ks_attribute ***last)
{
    ks_attribute *attribute = ks_take(r->arena, ks_attribute, 1);
    ks_part *part = ks_take(r->arena, ks_part, 1);
    ks_str raw = { 0 };
    if (attribute == NULL || part == NULL)
        return spent(r);
    if (!read_name(r, &attribute->name))
        return false;
    skip_space(r);
    if (peek(r) != '=')
        return refuse(r, "=");
    r->at++;
    skip_space(r);
    int quote = peek(r);
    if (quote != '"' && quote != '\'')
        return refuse(r, "attribute value");
    r->at++;
    if (!until(r, quote == '"' ? "\"" : "'", &raw))
        return false;
    r->at--;
    part->kind = KS_PART_TEXT;
    if (!resolve(r, raw, &part->text))
        return false;
    r->at++;
    attribute->parts = part;
    **last = attribute;
    *last = &attribute->next;
    return true;
}

static bool close_element(reader *r)
{
    r->depth--;
    return true;
}

static bool open_tag(reader *r)
{
    ks_element *element = ks_take(r->arena, ks_element, 1);
    if (element == NULL)
        return spent(r);
    if (r->depth == depth_most)
        return ks_refuse(r->fail, KS_TOO_DEEP, depth_most, depth_most, KS_STR("XML"));
    if (r->depth == 0 && r->root)
        return refuse(r, "end of the event");
    r->at++;
    element->dependency = ks_no_dependency;
    element->is_open = true;
    if (!read_name(r, &element->name))
        return false;
    if (r->depth) {
        r->open[r->depth - 1].has_elements = true;
        if (!add_part(r, (ks_part){ .kind = KS_PART_ELEMENT, .element = element }))
            return false;
    } else {
        r->root = element;
    }
    r->open[r->depth++] = (open_element){ .element = element, .last = &element->content };
    ks_attribute **last = &element->attributes;
    for (skip_space(r); peek(r) != '>' && !starts(r, "/>"); skip_space(r)) {
        if (!read_attribute(r, &last))
            return false;
    }
    bool is_empty = peek(r) == '/';
    r->at += is_empty ? 2 : 1;
    return !is_empty || close_element(r);
}

static bool close_tag(reader *r)
{
    ks_str name;
    r->at += 2;
    if (!read_name(r, &name))
        return false;
    skip_space(r);
    if (r->depth == 0 || !ks_str_equal(name, r->open[r->depth - 1].element->name) || peek(r) != '>')
        return refuse(r, "closing tag");
    r->at++;
    return close_element(r);
}

static bool step(reader *r)
{
    ks_str passed;
    ks_part part = { .kind = KS_PART_TEXT };
    if (!is_markup(r))
        return read_text(r);
    if (starts(r, "<?"))
        return until(r, "?>", &passed);
    if (starts(r, "<!--"))
        return until(r, "-->", &passed);
    if (starts(r, "<![CDATA[") && r->depth) {
        r->at += strlen("<![CDATA[");
        if (!until(r, "]]>", &passed))
            return false;
        part.text = ks_arena_keep(r->arena, passed);
        return (part.text.size == passed.size || spent(r)) && add_part(r, part);
    }
    if (starts(r, "<!"))
        return refuse(r, "element");
    return starts(r, "</") ? close_tag(r) : open_tag(r);
}

const ks_element *ks_xml_read(ks_str text, ks_arena *arena, ks_fail *fail)
{
    reader r = { .text = text, .arena = arena, .fail = fail };
    if (!ks_utf8_is_valid(ks_str_span(text))) {
        (void)refuse(&r, "UTF-8");
        return NULL;
    }
    while (r.at < text.size) {
        if (!step(&r))
            return NULL;
    }
    if (r.root == NULL || r.depth) {
        (void)refuse(&r, "end of the event");
        return NULL;
    }
    return r.root;
}
