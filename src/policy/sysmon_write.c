// A configuration as XML: what sysmon_read.c makes of it is the same model again.
#include "policy/sysmon.h"

#include "base/number.h"
#include "base/text.h"

static void attribute(ks_out *out, const char *name, ks_str value)
{
    ks_out_byte(out, ' ');
    ks_out_put(out, ks_str_of(name));
    KS_PUT(out, "=\"");
    ks_out_utf8(out, value, KS_AS_XML_ATTRIBUTE);
    ks_out_byte(out, '"');
}

static void indent(ks_out *out, unsigned depth)
{
    for (; depth; depth--)
        KS_PUT(out, "  ");
}

static void close_tag(ks_out *out, ks_str name)
{
    KS_PUT(out, "</");
    ks_out_put(out, name);
    KS_PUT(out, ">\n");
}

static void write_text_element(ks_out *out, ks_str name, ks_str value)
{
    ks_out_byte(out, '>');
    ks_out_utf8(out, value, KS_AS_XML);
    close_tag(out, name);
}

static void write_filter(ks_out *out, const ks_sysmon_filter *filter, unsigned depth)
{
    indent(out, depth);
    ks_out_byte(out, '<');
    ks_out_put(out, filter->field);
    if (filter->name.size)
        attribute(out, "name", filter->name);
    attribute(out, "condition", sysmon_condition_word(filter->condition));
    write_text_element(out, filter->field, filter->value);
}

static void write_relation(ks_out *out, bool is_and)
{
    attribute(out, "groupRelation", is_and ? KS_STR("and") : KS_STR("or"));
}

static void write_member(ks_out *out, const ks_sysmon_member *member, unsigned depth)
{
    if (!member->is_rule) {
        write_filter(out, member->filters, depth);
        return;
    }
    indent(out, depth);
    KS_PUT(out, "<Rule");
    if (member->name.size)
        attribute(out, "name", member->name);
    if (member->says_relation)
        write_relation(out, member->is_and);
    KS_PUT(out, ">\n");
    for (const ks_sysmon_filter *f = member->filters; f; f = f->next)
        write_filter(out, f, depth + 1);
    indent(out, depth);
    close_tag(out, KS_STR("Rule"));
}

static void write_element(ks_out *out, const ks_sysmon_element *element, unsigned depth)
{
    indent(out, depth);
    ks_out_byte(out, '<');
    ks_out_put(out, element->tag);
    attribute(out, "onmatch", element->is_include ? KS_STR("include") : KS_STR("exclude"));
    if (!element->members) {
        KS_PUT(out, "/>\n");
        return;
    }
    KS_PUT(out, ">\n");
    for (const ks_sysmon_member *m = element->members; m; m = m->next)
        write_member(out, m, depth + 1);
    indent(out, depth);
    close_tag(out, element->tag);
}

// Elements of a group stand together; a compiled one gets a group that says its relation.
static void write_elements(ks_out *out, const ks_sysmon_config *config)
{
    for (const ks_sysmon_element *e = config->elements; e;) {
        const ks_sysmon_group *group = e->group;
        if (!group && !config->is_compiled) {
            write_element(out, e, 2);
            e = e->next;
            continue;
        }
        KS_PUT(out, "    <RuleGroup");
        attribute(out, "name", group ? group->name : (ks_str){ 0 });
        if (!group || group->says_relation)
            write_relation(out, group ? group->is_and : e->is_and);
        KS_PUT(out, ">\n");
        do {
            write_element(out, e, 3);
            e = e->next;
        } while (e && group && e->group == group);
        KS_PUT(out, "    </RuleGroup>\n");
    }
}

void ks_sysmon_write(ks_out *out, const ks_sysmon_config *config)
{
    KS_PUT(out, "<Sysmon");
    if (config->schema) {
        KS_PUT(out, " schemaversion=\"");
        ks_out_u64(out, config->schema / 100);
        ks_out_byte(out, '.');
        ks_out_padded(out, config->schema % 100, 2);
        ks_out_byte(out, '"');
    }
    KS_PUT(out, ">\n");
    for (const ks_sysmon_option *o = config->options; o; o = o->next) {
        KS_PUT(out, "  <");
        ks_out_put(out, o->name);
        if (o->value.size) {
            write_text_element(out, o->name, o->value);
            continue;
        }
        KS_PUT(out, "/>\n");
    }
    KS_PUT(out, "  <EventFiltering>\n");
    write_elements(out, config);
    KS_PUT(out, "  </EventFiltering>\n</Sysmon>\n");
}
