// Printing trees as XML: canonically what evtxexport (libevtx) prints. See tree.h.
#include "event/tree.h"

#include "base/number.h"

typedef struct {
    ks_out *out;
    ks_style style;
    ks_day_cache *days;
} printer;

// Names come from evidence too: what XML does not have in a name becomes "_". Of letters beyond
// ASCII those stay that all editions of XML 1.0 allow ("Name"): parsers go by different ones.
static bool starts_name(u32 c)
{
    static const struct {
        u32 first, last;
    } ranges[] = { { ':', ':' },       { 'A', 'Z' },       { '_', '_' },      { 'a', 'z' },
                   { 0xc0, 0xd6 },     { 0xd8, 0xf6 },     { 0xf8, 0x131 },   { 0x3041, 0x3094 },
                   { 0x30a1, 0x30fa }, { 0x4e00, 0x9fa5 }, { 0xac00, 0xd7a3 } };
    for (size_t i = 0; i < countof(ranges); i++) {
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    }
    return false;
}

// A colon stays in names that need no mending (xmlns:x); elsewhere it would be a prefix of nothing.
static bool keeps_colon(ks_str text)
{
    u32 c = 0;
    for (size_t at = 0; at < text.size;) {
        bool is_first = at == 0;
        at += ks_utf8_read(text, at, &c);
        bool is_digit = (c >= '0' && c <= '9') || c == '-' || c == '.';
        if (!starts_name(c) && (is_first || !is_digit))
            return false;
    }
    return text.size && text.at[0] != ':' && text.at[text.size - 1] != ':';
}

static u32 name_character(ks_str text, size_t *at, bool with_colon)
{
    u32 c = 0;
    bool is_first = *at == 0;
    *at += ks_utf8_read(text, *at, &c);
    bool is_digit = (c >= '0' && c <= '9') || c == '-' || c == '.';
    if (c == ':' && !with_colon)
        return '_';
    return starts_name(c) || (is_digit && !is_first) ? c : '_';
}

static void name(printer *p, ks_str text)
{
    u8 bytes[4];
    bool colon = keeps_colon(text);
    for (size_t at = 0; at < text.size;)
        ks_out_bytes(p->out, bytes, ks_utf8_write(bytes, name_character(text, &at, colon)));
    if (text.size == 0)
        ks_out_byte(p->out, '_');
}

static bool is_same_name(ks_str a, ks_str b)
{
    size_t i = 0, k = 0;
    a = a.size ? a : KS_STR("_"); // so are names without a letter printed
    b = b.size ? b : KS_STR("_");
    bool colon_a = keeps_colon(a), colon_b = keeps_colon(b);
    while (i < a.size && k < b.size) {
        if (name_character(a, &i, colon_a) != name_character(b, &k, colon_b))
            return false;
    }
    return i == a.size && k == b.size;
}

// Whether an attribute that is printed before this one has its name.
static bool is_again(const ks_element *e, const ks_attribute *attribute)
{
    for (const ks_attribute *a = e->attributes; a != attribute; a = a->next) {
        if (a->parts && is_same_name(a->name, attribute->name))
            return true;
    }
    return false;
}

// A name that no other attribute of the element has: "name.7" for one that is there twice and
// stands at the seventh place.
static void other_name(printer *p, const ks_element *e, ks_str text, u64 place)
{
    u8 bytes[512 + ks_out_slack];
    ks_out out = { .at = bytes, .start = bytes, .end = bytes + 512 };
    printer own = { &out, p->style, p->days };
    text.size = text.size < 64 ? text.size : 64;
    bool is_taken = true;
    for (; is_taken; place += 65536) { // places are below that
        ks_out_clear(&out);
        name(&own, text);
        ks_out_byte(&out, '.');
        ks_out_u64(&out, place);
        is_taken = false;
        for (const ks_attribute *a = e->attributes; a && !is_taken; a = a->next)
            is_taken = is_same_name(a->name, ks_out_str(&out));
    }
    ks_out_put(p->out, ks_out_str(&out));
}

static void parts(printer *p, const ks_part *part, ks_escape escape)
{
    for (; part; part = part->next) {
        if (part->kind == KS_PART_TEXT)
            ks_out_utf8(p->out, part->text, escape);
        else if (part->kind == KS_PART_VALUE)
            ks_out_value(p->out, part->value, escape, p->style, p->days);
    }
}

static void attributes(printer *p, const ks_element *e)
{
    u64 seen = 0, place = 0; // one bit a name, by its first character: most are met once
    for (const ks_attribute *a = e->attributes; a; a = a->next) {
        place++;
        if (a->parts == NULL)
            continue;
        size_t at = 0;
        u64 bit = (u64)1 << ((a->name.size ? name_character(a->name, &at, false) : '_') & 63);
        ks_out_byte(p->out, ' ');
        if ((seen & bit) && is_again(e, a))
            other_name(p, e, a->name, place);
        else
            name(p, a->name);
        seen |= bit;
        KS_PUT(p->out, "=\"");
        parts(p, a->parts, KS_AS_XML_ATTRIBUTE);
        ks_out_byte(p->out, '"');
    }
}

static void instruction(printer *p, ks_str text)
{
    const char *space = text.size ? memchr(text.at, ' ', text.size) : NULL;
    size_t size = space ? (size_t)(space - text.at) : text.size;
    const u8 *t = (const u8 *)text.at;
    bool is_xml = size == 3 && (t[0] | 32) == 'x' && (t[1] | 32) == 'm' && (t[2] | 32) == 'l';
    ks_out_put(p->out, is_xml ? KS_STR("<?_") : KS_STR("<?"));
    name(p, (ks_str){ text.at, size });
    ks_out_utf8(p->out, ks_str_from(text, size), KS_AS_XML);
    KS_PUT(p->out, "?>");
}

static void element(printer *p, const ks_element *e)
{
    if (e->is_omitted)
        return;
    ks_out_byte(p->out, '<');
    name(p, e->name);
    attributes(p, e);
    if (e->content == NULL && !e->is_open) {
        KS_PUT(p->out, "/>");
        return;
    }
    ks_out_byte(p->out, '>');
    for (const ks_part *part = e->content; part; part = part->next) {
        if (part->kind == KS_PART_ELEMENT) {
            element(p, part->element);
        } else if (part->kind == KS_PART_INSTRUCTION) {
            instruction(p, part->text);
        } else {
            ks_part alone = *part;
            alone.next = NULL;
            parts(p, &alone, KS_AS_XML);
        }
    }
    KS_PUT(p->out, "</");
    name(p, e->name);
    ks_out_byte(p->out, '>');
}

void ks_tree_xml(const ks_element *root, ks_out *out, ks_style style, ks_day_cache *days)
{
    printer p = { out, style, days };
    element(&p, root);
}
