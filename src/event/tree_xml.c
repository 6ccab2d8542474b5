// Printing trees as XML: canonically what evtxexport (libevtx) prints. See tree.h.
#include "event/tree.h"

typedef struct {
    ks_out *out;
    ks_style style;
    ks_day_cache *days;
} printer;

// Names come from evidence too: what XML does not have in a name becomes "_".
static void name(printer *p, ks_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        u8 c = (u8)text.at[i], letter = c | 32;
        bool is_digit = (c >= '0' && c <= '9') || c == '-' || c == '.';
        bool is_start = (letter >= 'a' && letter <= 'z') || c == '_' || c == ':' || c >= 0x80;
        ks_out_byte(p->out, is_start || (is_digit && i) ? (char)c : '_');
    }
    if (text.size == 0)
        ks_out_byte(p->out, '_');
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
