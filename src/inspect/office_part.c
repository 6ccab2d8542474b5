// Parts of Office Open XML, by their place in the package (ECMA-376).
#include "inspect/ascii.h"
#include "inspect/document.h"
#include "inspect/html.h"

enum { relations_most = 5000 };

static ks_str attribute(ks_str tag, const char *name)
{
    size_t at = ascii_find(tag, ks_str_of(name), 0);
    if (at == SIZE_MAX)
        return (ks_str){ "", 0 };
    ks_str rest = part_of(tag, at + strlen(name), SIZE_MAX);
    const char *end = rest.size ? memchr(rest.at, '"', rest.size) : NULL;
    return part_of(rest, 0, end ? (size_t)(end - rest.at) : 0);
}

// What is loaded from outside when the document opens; links that people click on are not.
static void check_relations(inspection *in, const item *it, ks_str text)
{
    static const char *const loaded[] = { "/attachedTemplate", "/oleObject", "/frame",
                                          "/subDocument" };
    size_t at = ascii_find(text, KS_STR("<Relationship "), 0);
    for (u32 n = 0; at != SIZE_MAX && n < relations_most; n++) {
        const char *end = memchr(text.at + at, '>', text.size - at);
        ks_str tag = part_of(text, at, end ? (size_t)(end - text.at) - at : SIZE_MAX);
        ks_str type = attribute(tag, " Type=\""), target = attribute(tag, " Target=\"");
        bool is_outside = ascii_equal(attribute(tag, " TargetMode=\""), KS_STR("External"));
        bool is_away = ascii_begins(target, KS_STR("http")) || link_is_share(target) ||
                       ascii_begins(target, KS_STR("mhtml:"));
        for (size_t i = 0; is_outside && is_away && i < countof(loaded); i++) {
            if (!ascii_ends(type, ks_str_of(loaded[i])))
                continue;
            ks_statement *s = inspect_say(in, it, KS_INSPECT_TEMPLATE_REMOTE);
            said_text(s, bytes_text(in->arena, ks_str_span(target), 300));
            said_offset(s, at);
        }
        at = ascii_find(text, KS_STR("<Relationship "), at + 1);
    }
}

static void check_fields(inspection *in, const item *it, ks_str text)
{
    static const char *const marks[] = { "DDEAUTO ", "DDE \"", "DDE &quot;", "<ddeLink " };
    for (size_t i = 0; i < countof(marks); i++) {
        size_t at = ascii_find(text, ks_str_of(marks[i]), 0);
        if (at == SIZE_MAX)
            continue;
        ks_statement *s = inspect_say(in, it, KS_INSPECT_FIELD_DDE);
        said_text(s, bytes_text(in->arena, ks_str_span(part_of(text, at, 120)), 120));
        said_offset(s, at);
        return;
    }
}

void inspect_office_part(inspection *in, const item *it)
{
    bool is_markup = ascii_ends(it->name, KS_STR(".xml")) || ascii_ends(it->name, KS_STR(".rels"));
    if (ascii_has(it->part, KS_STR("xl/macrosheets/")) && is_markup &&
        !ascii_ends(it->name, KS_STR(".rels")))
        inspect_say(in, it, KS_INSPECT_MACRO_SHEET);
    if (!is_markup)
        return;
    ks_str text = content_text(in->arena, it->bytes);
    if (ascii_ends(it->name, KS_STR(".rels")))
        check_relations(in, it, text);
    else
        check_fields(in, it, text);
}
