// XML to model. Sysmon validates against a DTD that it makes from the stated schema: names are
// compared with case, and what is not in the DTD makes it refuse the file. Reading goes on here, so
// that all mistakes are told at once.
#include "policy/sysmon_read.h"

#include "base/fold.h"
#include "base/number.h"
#include "policy/markup.h"
#include "policy/nearest.h"
#include "policy/sysmon_mistakes.h"

const ks_mistake_kind sysmon_kinds[SYSMON_MISTAKE_COUNT] = { SYSMON_MISTAKES(KS_MISTAKE_ROW) };

enum { name_most = 255, schema_and = 410 };

typedef struct {
    ks_sysmon_config *config;
    ks_arena *arena;
    ks_mistakes *mistakes;
    ks_sysmon_element **element_end;
    ks_sysmon_group **group_end;
    ks_sysmon_option **option_end;
    bool is_spent;
} reading;

static void tell(reading *r, sysmon_mistake kind, ks_mistake_place place, ks_str a, ks_str b)
{
    ks_mistake_add(r->mistakes, &sysmon_kinds[kind], place, a, b);
}

static const ks_str nothing = { 0 };

#define TAKE(r, type) ((type *)take((r), sizeof(type), alignof(type)))

static void *take(reading *r, size_t size, size_t align)
{
    void *taken = ks_arena_take(r->arena, size, 1, align);
    r->is_spent = r->is_spent || !taken;
    return taken;
}

// "4.21" of 421, in the arena.
static ks_str version(reading *r, u32 schema)
{
    ks_out out;
    if (!ks_out_open(&out, r->arena, (size_t)2 * ks_number_size))
        return nothing;
    ks_out_u64(&out, schema / 100);
    ks_out_byte(&out, '.');
    ks_out_padded(&out, schema % 100, 2);
    return ks_out_str(&out);
}

static bool is_later(const reading *r, u32 schema)
{
    return r->config->schema && schema > r->config->schema;
}

// `allowed`: attribute names between blanks.
static void check_attributes(reading *r, const markup_node *node, const char *allowed)
{
    for (const markup_attribute *a = node->attributes; a; a = a->next) {
        const char *at = allowed;
        bool is_known = false;
        while (!is_known && (at = strchr(at, ' ')) && *++at)
            is_known = strncmp(at, a->name.at, a->name.size) == 0 && at[a->name.size] == ' ';
        if (!is_known)
            tell(r, SYSMON_UNKNOWN_ATTRIBUTE, markup_attribute_place(a), a->name, node->name);
    }
}

static void check_stray_text(reading *r, const markup_node *node)
{
    for (const markup_node *n = node->first; n; n = n->next) {
        if (n->name.size)
            continue;
        size_t at = 0;
        while (at < n->text.size && strchr(" \t\r\n", n->text.at[at]))
            at++;
        if (at < n->text.size)
            tell(r, SYSMON_STRAY_TEXT, markup_text_place(n, at), node->name, nothing);
    }
}

static ks_str read_name(reading *r, const markup_node *node)
{
    const markup_attribute *name = markup_attribute_find(node, "name");
    size_t characters = 0;
    for (size_t i = 0; name && i < name->value.size; i++)
        characters += (name->value.at[i] & 0xc0) != 0x80;
    if (characters > name_most)
        tell(r, SYSMON_NAME_TOO_LONG, markup_attribute_place(name), nothing, nothing);
    return name ? name->value : nothing;
}

static bool read_relation(reading *r, const markup_node *node, bool with_case, bool *says)
{
    const markup_attribute *relation = markup_attribute_find(node, "groupRelation");
    *says = relation != NULL;
    if (!relation)
        return false;
    bool is_and = ks_equal_fold(relation->value, KS_STR("and"));
    bool is_or = ks_equal_fold(relation->value, KS_STR("or"));
    bool is_lower = relation->value.size && relation->value.at[0] >= 'a';
    if ((!is_and && !is_or) || (with_case && !is_lower))
        tell(r, SYSMON_BAD_RELATION, markup_attribute_place(relation), relation->value, nothing);
    return is_and;
}

static ks_sysmon_condition read_condition(reading *r, const markup_node *node)
{
    const markup_attribute *attribute = markup_attribute_find(node, "condition");
    ks_sysmon_condition condition = KS_SYSMON_IS;
    if (!attribute)
        return condition;
    if (!sysmon_condition_find(attribute->value, &condition)) {
        nearest near = { .word = attribute->value, .distance = SIZE_MAX };
        for (size_t i = 0; i < KS_SYSMON_CONDITION_COUNT; i++)
            nearest_try(&near, sysmon_condition_word((ks_sysmon_condition)i));
        tell(r, SYSMON_UNKNOWN_CONDITION, markup_attribute_place(attribute), attribute->value,
             near.found);
    } else if (is_later(r, sysmon_condition_schema(condition))) {
        tell(r, SYSMON_CONDITION_LATER, markup_attribute_place(attribute), attribute->value,
             version(r, sysmon_condition_schema(condition)));
    }
    return condition;
}

// The first schema in which any event of the tag has the field; 0: none.
static u32 field_schema(ks_str tag, ks_str name)
{
    u32 least = 0;
    size_t count;
    const ks_sysmon_event *events = sysmon_events(&count);
    for (size_t i = 0; i < count; i++) {
        const ks_sysmon_field *field =
            ks_str_equal(events[i].tag, tag) ? sysmon_field_find(events[i].id, name) : NULL;
        if (field && (least == 0 || field->schema < least))
            least = field->schema;
    }
    return least;
}

static void check_field(reading *r, const markup_node *node, ks_str tag)
{
    u32 schema = field_schema(tag, node->name);
    if (schema && is_later(r, schema))
        tell(r, SYSMON_FIELD_LATER, markup_place(node), node->name, version(r, schema));
    if (schema)
        return;
    nearest near = { .word = node->name, .distance = SIZE_MAX };
    size_t count;
    const ks_sysmon_field *fields = sysmon_fields(&count);
    for (size_t i = 0; i < count; i++)
        if (ks_str_equal(sysmon_event_find(fields[i].event)->tag, tag))
            nearest_try(&near, fields[i].name);
    tell(r, SYSMON_UNKNOWN_FIELD, markup_place(node), node->name, near.found);
}

static ks_sysmon_filter *read_filter(reading *r, const markup_node *node, ks_str tag)
{
    ks_sysmon_filter *filter = TAKE(r, ks_sysmon_filter);
    if (!filter)
        return NULL;
    check_attributes(r, node, " name condition ");
    check_field(r, node, tag);
    *filter = (ks_sysmon_filter){ .field = node->name,
                                  .name = read_name(r, node),
                                  .value = markup_text(node, false, r->arena),
                                  .condition = read_condition(r, node),
                                  .line = node->line,
                                  .column = node->column };
    for (const markup_node *n = markup_element(node->first); n; n = markup_element(n->next))
        tell(r, SYSMON_STRAY_ELEMENT, markup_place(n), n->name, node->name);
    return filter;
}

static ks_sysmon_member *read_member(reading *r, const markup_node *node, ks_str tag)
{
    ks_sysmon_member *member = TAKE(r, ks_sysmon_member);
    if (!member)
        return NULL;
    *member = (ks_sysmon_member){ .line = node->line, .column = node->column };
    if (!markup_is_element(node, "Rule")) {
        member->filters = read_filter(r, node, tag);
        return member->filters ? member : NULL;
    }
    check_attributes(r, node, " name groupRelation ");
    check_stray_text(r, node);
    member->is_rule = true;
    member->name = read_name(r, node);
    member->is_and = read_relation(r, node, false, &member->says_relation);
    ks_sysmon_filter **end = &member->filters;
    for (const markup_node *n = markup_element(node->first); n; n = markup_element(n->next)) {
        *end = read_filter(r, n, tag);
        if (!*end)
            return NULL;
        end = &(*end)->next;
    }
    if (!member->filters)
        tell(r, SYSMON_EMPTY_RULE, markup_place(node), nothing, nothing);
    return member;
}

// onmatch, or the `default` of old schemas, which says the opposite.
static bool read_onmatch(reading *r, const markup_node *node)
{
    const markup_attribute *onmatch = markup_attribute_find(node, "onmatch");
    const markup_attribute *otherwise = markup_attribute_find(node, "default");
    const markup_attribute *given = onmatch ? onmatch : otherwise;
    if (!given) {
        tell(r, SYSMON_NO_ONMATCH, markup_place(node), node->name, nothing);
        return true;
    }
    bool is_include = ks_str_equal(given->value, KS_STR("include"));
    if ((!is_include && !ks_str_equal(given->value, KS_STR("exclude"))) || (onmatch && otherwise))
        tell(r, SYSMON_BAD_ONMATCH, markup_attribute_place(given), given->value, nothing);
    return onmatch ? is_include : !is_include;
}

static void read_element(reading *r, const markup_node *node, const ks_sysmon_group *group)
{
    const ks_sysmon_event *event = sysmon_tag_find(node->name);
    if (is_later(r, event->schema))
        tell(r, SYSMON_TAG_LATER, markup_place(node), node->name, version(r, event->schema));
    check_attributes(r, node, " onmatch default ");
    check_stray_text(r, node);
    ks_sysmon_element *element = TAKE(r, ks_sysmon_element);
    if (!element)
        return;
    bool is_and = group && group->says_relation ? group->is_and : r->config->schema > schema_and;
    *element = (ks_sysmon_element){ .tag = event->tag,
                                    .event = event->id,
                                    .is_include = read_onmatch(r, node),
                                    .is_and = is_and,
                                    .group = group,
                                    .line = node->line,
                                    .column = node->column };
    ks_sysmon_member **end = &element->members;
    for (const markup_node *n = markup_element(node->first); n; n = markup_element(n->next)) {
        *end = read_member(r, n, element->tag);
        if (!*end)
            return;
        end = &(*end)->next;
    }
    *r->element_end = element;
    r->element_end = &element->next;
}

static void tell_unknown(reading *r, const markup_node *node, bool with_options)
{
    nearest near = { .word = node->name, .distance = SIZE_MAX };
    size_t count;
    const ks_sysmon_event *events = sysmon_events(&count);
    for (size_t i = 0; i < count; i++)
        nearest_try(&near, events[i].tag);
    for (size_t i = 0; with_options && sysmon_option_name(i).size; i++)
        nearest_try(&near, sysmon_option_name(i));
    tell(r, SYSMON_UNKNOWN_TAG, markup_place(node), node->name, near.found);
}

static void read_group(reading *r, const markup_node *node)
{
    ks_sysmon_group *group = TAKE(r, ks_sysmon_group);
    if (!group)
        return;
    check_attributes(r, node, " name groupRelation ");
    check_stray_text(r, node);
    *group =
        (ks_sysmon_group){ .name = read_name(r, node), .line = node->line, .column = node->column };
    group->is_and = read_relation(r, node, true, &group->says_relation);
    if (!group->says_relation)
        tell(r, SYSMON_NO_RELATION, markup_place(node), nothing, nothing);
    *r->group_end = group;
    r->group_end = &group->next;
    for (const markup_node *n = markup_element(node->first); n; n = markup_element(n->next)) {
        if (sysmon_tag_find(n->name))
            read_element(r, n, group);
        else
            tell_unknown(r, n, false);
    }
}

static void read_filtering(reading *r, const markup_node *node)
{
    check_stray_text(r, node);
    for (const markup_node *n = markup_element(node->first); n; n = markup_element(n->next)) {
        if (markup_is_element(n, "RuleGroup"))
            read_group(r, n);
        else if (sysmon_tag_find(n->name))
            read_element(r, n, NULL);
        else
            tell_unknown(r, n, false);
    }
}

static void read_option(reading *r, const markup_node *node)
{
    u32 schema;
    if (!sysmon_option_find(node->name, &schema)) {
        tell_unknown(r, node, true);
        return;
    }
    if (is_later(r, schema))
        tell(r, SYSMON_TAG_LATER, markup_place(node), node->name, version(r, schema));
    ks_sysmon_option *option = TAKE(r, ks_sysmon_option);
    if (!option)
        return;
    *option = (ks_sysmon_option){ .name = node->name,
                                  .value = markup_text(node, true, r->arena),
                                  .line = node->line,
                                  .column = node->column };
    *r->option_end = option;
    r->option_end = &option->next;
}

static void read_schema(reading *r, const markup_node *root)
{
    const markup_attribute *schema = markup_attribute_find(root, "schemaversion");
    check_attributes(r, root, " schemaversion ");
    if (!schema) {
        tell(r, SYSMON_NO_SCHEMA, markup_place(root), nothing, nothing);
        return;
    }
    if (!sysmon_schema_read(schema->value, &r->config->schema) ||
        !sysmon_schema_is_known(r->config->schema)) {
        tell(r, SYSMON_BAD_SCHEMA, markup_attribute_place(schema), schema->value, nothing);
        r->config->schema = sysmon_schema_newest;
    }
}

static void read_root(reading *r, const markup_node *root)
{
    if (markup_is_element(root, "Sysmon")) {
        read_schema(r, root);
        check_stray_text(r, root);
        for (const markup_node *n = markup_element(root->first); n; n = markup_element(n->next)) {
            if (markup_is_element(n, "EventFiltering"))
                read_filtering(r, n);
            else
                read_option(r, n);
        }
        return;
    }
    tell(r, SYSMON_NOT_SYSMON, markup_place(root), root->name, nothing);
    r->config->schema = sysmon_schema_newest;
    r->config->is_fragment = true;
    if (markup_is_element(root, "EventFiltering"))
        read_filtering(r, root);
    else if (markup_is_element(root, "RuleGroup"))
        read_group(r, root);
    else if (sysmon_tag_find(root->name))
        read_element(r, root, NULL);
}

bool sysmon_read(ks_sysmon_config *config, ks_span bytes, ks_arena *arena, ks_mistakes *mistakes)
{
    *config = (ks_sysmon_config){ 0 };
    const markup_node *root = markup_read(bytes, arena, mistakes);
    if (!root)
        return false;
    reading r = { .config = config,
                  .arena = arena,
                  .mistakes = mistakes,
                  .element_end = &config->elements,
                  .group_end = &config->groups,
                  .option_end = &config->options };
    read_root(&r, root);
    if (r.is_spent)
        ks_mistake_add(mistakes, &markup_kinds[MARKUP_TOO_LARGE], markup_place(root), nothing,
                       nothing);
    return !r.is_spent;
}

ks_str ks_sysmon_option_value(const ks_sysmon_config *config, ks_str name)
{
    for (const ks_sysmon_option *o = config->options; o; o = o->next)
        if (ks_str_equal(o->name, name))
            return o->value;
    return nothing;
}

bool sysmon_is_off(ks_str value)
{
    static const char *const words[] = { "false", "0", "null", "disabled" };
    for (size_t i = 0; i < countof(words); i++)
        if (ks_equal_fold(value, ks_str_of(words[i])))
            return true;
    return false;
}

static bool is_on(const ks_sysmon_config *config, ks_str name)
{
    for (const ks_sysmon_option *o = config->options; o; o = o->next)
        if (ks_str_equal(o->name, name))
            return !sysmon_is_off(o->value);
    return false;
}

bool sysmon_is_captured(const ks_sysmon_config *config, u32 event)
{
    return event != 24 || config->is_compiled || config->is_fragment ||
           is_on(config, KS_STR("CaptureClipboard"));
}

bool sysmon_sniff(ks_span bytes, ks_arena scratch)
{
    static const char *const roots[] = { "Sysmon", "EventFiltering", "RuleGroup" };
    for (size_t i = 0; i < countof(roots); i++)
        if (markup_is(bytes, roots[i], scratch))
            return true;
    size_t count;
    const ks_sysmon_event *events = sysmon_events(&count);
    for (size_t i = 0; i < count; i++)
        if (events[i].tag.size && markup_is(bytes, events[i].tag.at, scratch))
            return true;
    return false;
}

void sysmon_lint_file(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes)
{
    ks_sysmon_config config;
    if (sysmon_read(&config, bytes, arena, mistakes))
        sysmon_lint(&config, mistakes, ks_mistakes_scratch(arena));
    ks_mistakes_sort(mistakes);
}
