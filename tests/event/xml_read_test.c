// Events from their XML: what comes back is what the tree prints.
#include "event/xml_read.h"

#include "event/event.h"

#include "test.h"

// clang-format off
static const struct {
    const char *sentence, *text, *printed; // printed NULL: refused
} rows[] = {
    { "an element with text", "<Event>x</Event>", "<Event>x</Event>" },
    { "attributes in both quotes", "<Event a=\"1\" b='2'/>", "a=1 b=2" },
    { "elements in elements", "<Event><System><EventID>1</EventID></System></Event>", "<Event><System><EventID>1</EventID></System></Event>" },
    { "blanks between elements are nothing", "<Event>\n  <A>1</A>\n</Event>\n", "<Event><A>1</A></Event>" },
    { "blanks in a text stay", "<Event> 1 2 </Event>", "<Event> 1 2 </Event>" },
    { "entities are characters", "<Event>&lt;&#65;&#x42;&amp;</Event>", "<Event><AB&</Event>" },
    { "CDATA is text", "<Event><![CDATA[<x>&]]></Event>", "<Event><x>&</Event>" },
    { "a declaration and comments are passed over", "<?xml version=\"1.0\"?><!-- x --><Event>1</Event>", "<Event>1</Event>" },
    { "an '&' and a '<' that begin nothing are themselves", "<Event>a & b < 3&4 <= c</Event>", "<Event>a & b < 3&4 <= c</Event>" },
    { "an unknown entity is refused", "<Event>&nbsp;</Event>", NULL },
    { "an entity of no character is refused", "<Event>&#x110000;</Event>", NULL },
    { "a document type is refused", "<!DOCTYPE x><Event/>", NULL },
    { "a tag that closes another is refused", "<Event></Evend>", NULL },
    { "an event that does not end is refused", "<Event><A>", NULL },
    { "a tag that does not end is refused", "<Event a=\"1", NULL },
    { "two roots are refused", "<Event/><Event/>", NULL },
    { "text around the event is refused", "x<Event/>", NULL },
    { "nothing is no event", "", NULL },
};
// clang-format on

static void put_parts(ks_out *out, const ks_part *part);

static void put_element(ks_out *out, const ks_element *e)
{
    KS_PUT(out, "<");
    ks_out_put(out, e->name);
    KS_PUT(out, ">");
    put_parts(out, e->content);
    KS_PUT(out, "</");
    ks_out_put(out, e->name);
    KS_PUT(out, ">");
}

static void put_parts(ks_out *out, const ks_part *part)
{
    for (; part; part = part->next) {
        if (part->kind == KS_PART_ELEMENT)
            put_element(out, part->element);
        else
            ks_out_put(out, part->text);
    }
}

static void put_attributes(ks_out *out, const ks_element *e)
{
    for (const ks_attribute *a = e->attributes; a; a = a->next) {
        ks_out_put(out, a->name);
        KS_PUT(out, "=");
        put_parts(out, a->parts);
        if (a->next)
            KS_PUT(out, " ");
    }
}

int main(void)
{
    ks_arena arena;
    ks_out out;
    if (!ks_arena_open(&arena, "run", 1 << 20) || !ks_out_open(&out, &arena, 4096))
        return 1;
    for (size_t i = 0; i < countof(rows); i++) {
        ks_fail fail = { 0 };
        ks_out_clear(&out);
        const ks_element *root = ks_xml_read(ks_str_of(rows[i].text), &arena, &fail);
        if (root && root->attributes)
            put_attributes(&out, root);
        else if (root)
            put_element(&out, root);
        bool is_right = rows[i].printed
                            ? root && ks_str_equal(ks_out_str(&out), ks_str_of(rows[i].printed))
                            : root == NULL && fail.reason != KS_NONE;
        check(rows[i].sentence, is_right);
    }
    char deep[400];
    for (size_t i = 0; i < 100; i++)
        memcpy(deep + 3 * i, "<A>", 3);
    ks_fail fail = { 0 };
    check("an event nested too deep is refused",
          ks_xml_read((ks_str){ deep, 300 }, &arena, &fail) == NULL && fail.reason == KS_TOO_DEEP);
    return checked();
}
