// Printing trees as XML: canonically what evtxexport (libevtx) prints. See tree.h.
#include "event/tree.h"

typedef struct {
    ks_out *out;
    ks_style style;
    ks_day_cache *days;
} printer;

// Names come from evidence too: what XML does not have in a name becomes "_" (XML 1.0, "Name").
static bool starts_name(u32 c)
{
    static const struct {
        u32 first, last;
    } ranges[] = { { ':', ':' },           { 'A', 'Z' },         { '_', '_' },
                   { 'a', 'z' },           { 0xc0, 0xd6 },       { 0xd8, 0xf6 },
                   { 0xf8, 0x2ff },        { 0x370, 0x37d },     { 0x37f, 0x1fff },
                   { 0x200c, 0x200d },     { 0x2070, 0x218f },   { 0x2c00, 0x2fef },
                   { 0x3001, 0xd7ff },     { 0xf900, 0xfdcf },   { 0xfdf0, 0xfffd },
                   { 0x10000, 0xeffff } };
    for (size_t i = 0; i < countof(ranges); i++) {
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    }
    return false;
}

static u32 name_character(ks_str text, size_t *at)
{
    u32 c = 0;
    bool is_first = *at == 0;
    *at += ks_utf8_read(text, *at, &c);
    bool is_digit = (c >= '0' && c <= '9') || c == '-' || c == '.';
    return starts_name(c) || (is_digit && !is_first) ? c : '_';
}

static void name(printer *p, ks_str text)
{
    u8 bytes[4];
    for (size_t at = 0; at < text.size;)
        ks_out_bytes(p->out, bytes, ks_utf8_write(bytes, name_character(text, &at)));
    if (text.size == 0)
        ks_out_byte(p->out, '_');
}

static bool is_same_name(ks_str a, ks_str b)
{
    size_t i = 0, k = 0;
    while (i < a.size && k < b.size) {
        if (name_character(a, &i) != name_character(b, &k))
            return false;
    }
    return i == a.size && k == b.size;
}

// A name that no attribute of the element has, for one that is there twice: name.1, name.2, …
static void other_name(printer *p, const ks_element *e, ks_str text)
{
    u8 bytes[512 + ks_out_slack];
    ks_out out = { .at = bytes, .start = bytes, .end = bytes + 512 };
    printer own = { &out, p->style, p->days };
    text.size = text.size < 64 ? text.size : 64;
    bool is_taken = true;
    for (u64 n = 1; is_taken; n++) {
        ks_out_clear(&out);
        name(&own, text);
        ks_out_byte(&out, '.');
        ks_out_u64(&out, n);
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

static void element(printer *p, const ks_element *e)
{
    if (e->is_omitted)
        return;
    ks_out_byte(p->out, '<');
    name(p, e->name);
    for (const ks_attribute *a = e->attributes; a; a = a->next) {
        if (a->parts == NULL)
            continue;
        ks_out_byte(p->out, ' ');
        name(p, a->name);
        KS_PUT(p->out, "=\"");
        parts(p, a->parts, KS_AS_XML_ATTRIBUTE);
        ks_out_byte(p->out, '"');
    }
    if (e->content == NULL && !e->is_open) {
        KS_PUT(p->out, "/>");
        return;
    }
    ks_out_byte(p->out, '>');
    for (const ks_part *part = e->content; part; part = part->next) {
        if (part->kind == KS_PART_ELEMENT) {
            element(p, part->element);
        } else if (part->kind == KS_PART_INSTRUCTION) {
            KS_PUT(p->out, "<?");
            ks_out_utf8(p->out, part->text, KS_AS_XML);
            KS_PUT(p->out, "?>");
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
